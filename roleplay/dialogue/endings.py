"""How a call ends, and what stands between the rep and a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.dialogue.acts import Label
from roleplay.dialogue.state import Beat, Ending, Move, State
from roleplay.scenario.model import Condition, Outcome, Scenario, result_of

TRUST_FOR_YES = 30
"""Below this trust nobody agrees to a next step, whatever the scenario's condition says."""

TRUST_GONE = 4
"""At or below this trust the buyer leaves."""
WARNING = 16
"""Below this patience the buyer says so, once."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a call: how, the buyer's last words, what of this turn's reply stays before them, and why."""

    ending: Ending
    says: Beat
    kept: tuple[Beat, ...]
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class NextStepAnswer:
    """The buyer's answer to "shall we meet on Thursday?"."""

    agrees: bool
    why: str
    subject: str | None = None
    """The outcome agreed to, or the objection that stands in the way."""
    key: str = "decline"
    raises: str | None = None
    """An objection that comes up now for the first time."""


def outcomes_of(scenario: Scenario) -> dict[str, Outcome]:
    """The scenario's outcomes; where it names none, won is a next step with every objection settled."""
    if scenario.outcomes:
        return scenario.outcomes
    when = Condition(next_step="accepted", settled=list(scenario.objections))
    return {"won": Outcome(result="won", when=when, says=["All right. Let's do that."])}


def holds(when: Condition, state: State) -> bool:
    """Whether every part of a condition that is given holds."""
    return when.next_step in (None, state.next_step, "asked" if state.next_step != "none" else None) and (
        _rest_holds(when, state)
    )


def _rest_holds(when: Condition, state: State) -> bool:
    status = {o: s.status for o, s in state.objections.items()}
    return (
        all(status.get(o) == "settled" for o in when.settled)
        and all(status.get(o) in ("softened", "settled") for o in when.softened)
        and all(state.knows(f) for f in when.told)
        and (when.discounts is None or state.count(Label.DISCOUNT) >= when.discounts)
        and (when.pressure is None or state.count(Label.PRESSURE) >= when.pressure)
        and (when.disparaged is None or state.count(Label.DISPARAGE) >= when.disparaged)
        and (when.disqualified is None or state.stepping_away)
        and (when.trust_at_least is None or state.trust >= when.trust_at_least)
        and (when.trust_below is None or state.trust < when.trust_below)
        and (when.turns is None or state.rep_turns >= when.turns)
    )


def by_condition(scenario: Scenario, state: State) -> Ending | None:
    """The first outcome, in the scenario's order, whose condition holds."""
    for name, outcome in outcomes_of(scenario).items():
        if holds(outcome.when, state):
            return Ending(result=result_of(name, outcome), outcome=name, reason="condition")
    return None


def end_of(scenario: Scenario, state: State, beats: Sequence[Beat], time_up: bool) -> End | None:
    """The end of the call, if this turn brings it: by the scenario's condition, by a buyer who has had
    enough, or by the clock. ``beats`` is the reply as it stands."""
    ending = by_condition(scenario, state)
    if ending is not None:
        agrees = any(b.move is Move.AGREE for b in beats)
        # The buyer's last words carry the agreement, or stand for what the turn did.
        kept = tuple(b for b in beats if b.move in (Move.SETTLE, Move.SOFTEN) and ending.result == "won")
        says = Beat(move=Move.AGREE if agrees else Move.END, key="outcome", subject=ending.outcome)
        return End(ending, says, kept, "outcome", "the scenario's condition for this ending holds")
    if state.patience <= 0 or state.trust <= TRUST_GONE:
        gone = "patience" if state.patience <= 0 else "trust"
        ending = Ending(result="lost", outcome=None, reason="patience")
        says = Beat(move=Move.END, key="walk_away")
        return End(ending, says, (), "walk-away", f"the buyer's {gone} was used up")
    if time_up or state.rep_turns >= scenario.turn_limit:
        why = "the time was up" if time_up else "the buyer had no more time"
        ending = Ending(result="open", outcome=None, reason="time_limit" if time_up else "turn_limit")
        says = Beat(move=Move.END, key="end_time")
        return End(ending, says, tuple(beats), "time-limit" if time_up else "turn-limit", why)
    return None


def warning(scenario: Scenario, state: State) -> str | None:
    """What the buyer warns of before the call ends: "warn" (patience) or "warn_time", if anything."""
    if state.patience < WARNING:
        return "warn"
    near = scenario.turn_limit > 4 and state.rep_turns == scenario.turn_limit - 2
    return "warn_time" if near else None


def next_step_answer(scenario: Scenario, state: State) -> NextStepAnswer:
    """Whether the buyer agrees to a next step now, and if not, what they say stands in the way."""
    hot = [o for o, s in state.objections.items() if s.status in ("raised", "hardened")]
    if hot:
        named = state.focus if state.focus in hot else hot[-1]
        return NextStepAnswer(False, "what the buyer has against it is still open", named)
    for o, objection in scenario.objections.items():
        if objection.raised.when == "next_step" and state.objections[o].status == "waiting":
            return NextStepAnswer(False, "one more thing comes up when it gets serious", o, raises=o)
    if state.trust < TRUST_FOR_YES:
        return NextStepAnswer(False, "the buyer does not trust you enough", None, "decline_low_trust")

    wins = [
        (n, o) for n, o in outcomes_of(scenario).items() if o.when.next_step and result_of(n, o) != "lost"
    ]
    if not wins:
        return NextStepAnswer(True, "nothing stands in the way")
    for name, outcome in wins:
        if _rest_holds(outcome.when, state):
            return NextStepAnswer(True, "what the buyer had against it is off the table", name)
    return _what_is_missing(scenario, state, wins[0][1].when)


def _what_is_missing(scenario: Scenario, state: State, when: Condition) -> NextStepAnswer:
    for o in (*when.settled, *when.softened):
        status = state.objections[o].status
        if status == "waiting":
            return NextStepAnswer(False, "something had not been talked about yet", o, raises=o)
        if status == "softened" and o in when.settled:
            return NextStepAnswer(False, "an objection that was only half answered came back", o, "comeback")
    if when.trust_at_least is not None and state.trust < when.trust_at_least:
        return NextStepAnswer(False, "the buyer does not trust you enough", None, "decline_low_trust")
    return NextStepAnswer(False, "the buyer has not seen a reason for it yet", None, "decline_nothing_yet")
