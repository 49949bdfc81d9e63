"""From a call to what the meters beside it show."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.call.engine import Call
from roleplay.coach.body import body_language
from roleplay.dialogue.acts import Label
from roleplay.dialogue.events import HintGiven
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.tui.widgets.meters import Reading


def _as_said(lines: Sequence[str], turns: Sequence[Turn], raised: int) -> str:
    """The wording that the buyer used when it was raised, of those that the scene has."""
    said = turns[raised - 1].text if 0 < raised <= len(turns) else ""
    return next((line for line in lines if line in said), lines[0])


class Reader:
    """Keeps the word counts of a call as it grows, so that a long one costs no more than a short one."""

    def __init__(self) -> None:
        self._seen = 0
        self._rep = 0
        self._buyer = 0

    def read(self, call: Call) -> Reading:
        """What the meters should show now. Words are what stands between spaces."""
        turns = call.transcript.turns
        for turn in turns[self._seen :]:
            words = len(turn.text.split())
            if turn.speaker is Speaker.REP:
                self._rep += words
            else:
                self._buyer += words
        self._seen = len(turns)
        state, scenario = call.state, call.scenario
        focus = state.focus if state.focus in state.objections else None
        if focus is None or not state.objections[focus].open:
            focus = next((name for name, o in state.objections.items() if o.open), None)
        spoken = self._rep + self._buyer
        objection = scenario.objections.get(focus) if focus else None
        where = state.objections[focus] if focus else None
        return Reading(
            name=scenario.buyer.name,
            body=body_language(state),
            share=self._rep / spoken if self._rep and spoken else None,
            open_questions=state.count(Label.OPEN_QUESTION),
            closed_questions=state.count(Label.CLOSED_QUESTION),
            objection=_as_said(objection.says, turns, where.raised_turn or 0) if objection and where else "",
            status=where.status if where is not None else "",
            steps=frozenset(step.step for step in where.steps) if where is not None else frozenset(),
            objective=scenario.rep.objective,
            settled=sum(o.status == "settled" for o in state.objections.values()),
            hints=sum(isinstance(e, HintGiven) for e in call.events),
        )
