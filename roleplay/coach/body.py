"""What one would see of the buyer: the mood in words instead of figures.

The bands are wide on purpose. A rep should learn to read people, not to play a number. The words hold at a desk, behind
a counter and in a yard: faces, arms and eyes, no chairs, papers or doors.
"""

from __future__ import annotations

from roleplay.dialogue.state import State
from roleplay.scenario.words import short_name

_TRUST = (
    (15.0, "arms crossed, jaw set"),
    (30.0, "arms crossed"),
    (45.0, "keeps back, watching you"),
    (60.0, "listening, eyes on you"),
    (75.0, "leans in a little"),
    (90.0, "leans in, nodding"),
)
_TRUST_TOP = "at ease, open with you"

_PATIENCE = (
    (8.0, "half turned away"),
    (20.0, "looking for a way out"),
    (35.0, "keeps looking at the clock"),
    (50.0, "a little restless"),
)

_UP = ("{name} looks up.", "{name} stops to listen.", "{name} nods slowly.", "{name} leans in a little.")
_DOWN = ("{name} draws back.", "{name} looks away.", "{name} frowns.", "{name} folds both arms.")
_FAR_DOWN = ("{name} breathes out audibly.", "{name} looks at the floor.")
_TIRED = ("{name} glances at the clock.", "{name} looks past you.", "{name} half turns away.")


def body_language(state: State) -> str:
    """How the buyer is with you, in a few words: ``"keeps back, watching you; a little restless"``."""
    trust = next((words for limit, words in _TRUST if state.trust < limit), _TRUST_TOP)
    patience = next((words for limit, words in _PATIENCE if state.patience < limit), "")
    return f"{trust}; {patience}" if patience else trust


def stage_direction(name: str, before: State, after: State, turn: int = 0) -> str:
    """What one would see happen between two states, as a sentence, or nothing where little changed.

    ``turn`` varies the wording, so that the same thing is not seen twice in a row.
    """
    first = short_name(name)
    trust, patience = after.trust - before.trust, after.patience - before.patience
    if _band(_PATIENCE, after.patience) < _band(_PATIENCE, before.patience) and trust <= 3:
        return _pick(_TIRED, turn, first)
    if trust >= 4:
        return _pick(_UP, turn, first)
    if trust <= -10:
        return _pick(_FAR_DOWN, turn, first)
    if trust <= -4:
        return _pick(_DOWN, turn, first)
    if patience <= -12:
        return _pick(_TIRED, turn, first)
    return ""


def _band(table: tuple[tuple[float, str], ...], value: float) -> int:
    return sum(value >= limit for limit, _ in table)


def _pick(lines: tuple[str, ...], turn: int, name: str) -> str:
    return lines[(turn // 2) % len(lines)].format(name=name)
