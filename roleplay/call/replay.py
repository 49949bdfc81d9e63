"""The same words again: what the engine makes of a recorded call today."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.buyer.script import direct
from roleplay.call.ports import Tagger
from roleplay.call.readings import decided_event, reading_context, tagged_event
from roleplay.dialogue.events import (
    BuyerSpoke,
    CallEnded,
    CallStarted,
    Decided,
    Event,
    RepSpoke,
    Tagged,
)
from roleplay.dialogue.policy import decide, hang_up, initial_state, open_call, run_out_of_time
from roleplay.dialogue.state import Decision, State
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.scenario.model import Scenario


def replay(scenario: Scenario, events: Iterable[Event], tagger: Tagger) -> list[Event]:
    """Everything that follows from the rep's words, made anew: readings, decisions, scripted lines and
    the ending. What a model or a front end contributed is taken as it was. With the same version and
    scenario the result equals ``events``; the first difference shows what has changed since."""
    recorded = list(events)
    made: list[Event] = []
    turns: list[Turn] = []
    state: State = initial_state(scenario)
    started: CallStarted | None = None
    decision: Decision | None = None
    elapsed = 0.0
    for event in recorded:
        new: Event = event
        if isinstance(event, CallStarted):
            started = event
            new = event.model_copy(update={"state": state})
        elif isinstance(event, RepSpoke):
            turns.append(Turn(Speaker.REP, event.text))
            elapsed = event.elapsed
        elif isinstance(event, Tagged) and event.source == "offline":
            earlier = turns[:-1]
            acts = tagger(turns[-1].text, reading_context(scenario, made))
            new = tagged_event(turns[-1].text, acts, event.turn, scenario, earlier)
        elif isinstance(event, Decided) and started is not None:
            decision = _again(scenario, event, state, made, started, elapsed, turns)
            state = decision.state
            new = decided_event(event.turn, decision)
        elif isinstance(event, BuyerSpoke):
            if event.voice == "scripted" and decision is not None:
                direction = direct(scenario, decision, turns, started.seed if started else 0, event.turn)
                new = event.model_copy(update={"text": direction.scripted, "move": direction.move})
                event = new
            turns.append(Turn(Speaker.BUYER, event.text))
        elif event.type == "revised":
            state = event.state
        elif isinstance(event, CallEnded) and state.ending is not None:
            new = CallEnded(turn=len(turns), ending=state.ending)
        made.append(new)
    return made


def _again(
    scenario: Scenario,
    event: Decided,
    state: State,
    made: list[Event],
    started: CallStarted,
    elapsed: float,
    turns: list[Turn],
) -> Decision:
    if event.turn == 0:
        return open_call(scenario, state)
    if turns and turns[-1].speaker is Speaker.BUYER:
        closing = event.state.ending
        if closing is not None and closing.reason == "time_limit":
            return run_out_of_time(scenario, state, event.turn)
        return hang_up(scenario, state)
    tagged = next(e for e in reversed(made) if isinstance(e, Tagged))
    limit = scenario.time_limit
    return decide(
        scenario, state, tagged.reading, turn=event.turn, difficulty=started.difficulty,
        time_up=limit is not None and elapsed >= 60 * limit,
    )  # fmt: skip
