"""What one would see of the buyer across a table: the mood in words instead of figures.

The bands are wide on purpose. A rep should learn to read people, not to play a number.
"""

from __future__ import annotations

from roleplay.dialogue.state import State
from roleplay.scenario.words import short_name

_TRUST = (
    (15.0, "arms crossed, jaw set"),
    (30.0, "arms crossed"),
    (45.0, "sits back, watching you"),
    (60.0, "listening, pen in hand"),
    (75.0, "leans in a little"),
    (90.0, "leans in, nodding"),
)
_TRUST_TOP = "open, talking to you like to a colleague"

_PATIENCE = (
    (8.0, "one hand on the door"),
    (20.0, "packing up"),
    (35.0, "looks at the clock"),
    (50.0, "fingers on the table"),
)

_UP = ("{name} looks up.", "{name} puts the pen down.", "{name} nods slowly.", "{name} leans in a little.")
_DOWN = ("{name} sits back.", "{name} looks away.", "{name} frowns.", "{name} folds both arms.")
_FAR_DOWN = ("{name} breathes out audibly.", "{name} pushes the papers away.")
_TIRED = ("{name} glances at the clock.", "{name} closes the folder halfway.", "{name} starts to pack up.")


def body_language(state: State) -> str:
    """How the buyer sits there, in a few words: ``"sits back, watching you, fingers on the table"``."""
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
