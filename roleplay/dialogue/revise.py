"""A better reading of a turn that has already been answered.

What the buyer said stands: facts told, objections raised, steps agreed. What the buyer felt may be put
right: moods, counts, and how far the objections on the table have come.
"""

from __future__ import annotations

from roleplay.dialogue.policy import decide
from roleplay.dialogue.state import Effect, ObjectionState, Reading, State
from roleplay.scenario.model import Difficulty, Scenario


def revise(
    scenario: Scenario, before: State, answered: State, reading: Reading, *, turn: int, difficulty: Difficulty
) -> tuple[State, tuple[Effect, ...]]:
    """The state after rep turn ``turn`` had it been read as ``reading``, without unsaying anything.

    ``before`` is the state before the turn and ``answered`` the one after it as it was first read. Returns
    the corrected state and the effects that it differs by, each marked with the rule ``revised``. A call
    never ends by a revision: an ending that the new reading would have brought comes with the next turn.
    """
    again = decide(scenario, before, reading, turn=turn, difficulty=difficulty).state
    objections = {o: _merged(answered.objections[o], again.objections[o]) for o in answered.objections}
    corrected = answered.model_copy(
        update={
            "trust": again.trust,
            "patience": max(1.0, again.patience),
            "counts": again.counts,
            "closed_run": again.closed_run,
            "objections": objections,
        }
    )
    why = "a second, closer reading of your turn"
    effects = [
        Effect(what=mood, change=round(change, 1), rule="revised", turn=turn, why=why)
        for mood, change in (
            ("trust", corrected.trust - answered.trust),
            ("patience", corrected.patience - answered.patience),
        )
        if abs(change) >= 0.05
    ]
    effects += [
        Effect(what="objection", target=o, value=new.status, rule="revised", turn=turn, why=why)
        for o, new in objections.items()
        if new.status != answered.objections[o].status
    ]
    return corrected, tuple(effects)


def _merged(said: ObjectionState, again: ObjectionState) -> ObjectionState:
    """The new reading's progress on an objection that the buyer has raised, and nothing on one they have
    not; what they have called settled stays settled."""
    if said.status in ("waiting", "settled") or again.status == "waiting":
        return said
    return again.model_copy(update={"raised_turn": said.raised_turn})
