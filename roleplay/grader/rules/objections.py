"""Rules about handling objections. Where the buyer's mind is known, its events decide."""

from __future__ import annotations

from roleplay.dialogue.acts import Label
from roleplay.grader.rules.registry import (
    STEPPED_AWAY,
    Finding,
    fault,
    na,
    no,
    quoted,
    rule,
    shortened,
    times,
    yes,
)
from roleplay.grader.scorecard import Episode
from roleplay.grader.view import TELLING, CallView

_NONE = "The buyer raised no objection."


def _at(episode: Episode, step: str) -> int | None:
    return next((s.turn for s in episode.steps if s.step == step), None)


def _raised(episodes: list[Episode]) -> list[tuple[int, str]]:
    return [(e.raised_turn, shortened(e.quote)) for e in episodes if e.quote and e.raised_turn > 0]


def _gave_way(view: CallView, episodes: list[Episode]) -> list[tuple[int, str]]:
    """The buyer's words that let each objection go; those that raised it where there are none to show."""
    shown = []
    for e in episodes:
        if e.moved_turn is not None and view.text(e.moved_turn).strip():
            shown.append((e.moved_turn, shortened(view.text(e.moved_turn))))
        else:
            shown += _raised([e])
    return shown


@rule
def explores_objections(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if, in at least ``share`` of the objections, the rep asked what is behind it no later than the
    first answer to it, by an open-ended question (or by a closed one, from a rep who otherwise listens).
    Not applicable where the buyer raised no objection."""
    if not view.episodes:
        return na(_NONE)
    good, missed = [], []
    for e in view.episodes:
        explored, answered = _at(e, "explore"), _first_answer(view, e)
        if explored is not None and (answered is None or explored <= answered) and _lets_talk(view, explored):
            good.append(
                quoted(view.by_number[explored], Label.EXPLORE, Label.OPEN_QUESTION, Label.CLOSED_QUESTION)
            )
        else:
            missed.append(e)
    if good and len(good) >= share * len(view.episodes):
        return yes(
            f"{len(good)} of {times(len(view.episodes), 'objection')} explored before the answer.", *good[:3]
        )
    shown = _raised(missed[:2])
    for e in missed[:2]:
        after = next((t for t in view.rep if t.number > e.raised_turn and t.text.strip()), None)
        if after is not None:
            shown.append((after.number, shortened(after.text)))
    return no(view, "The objection was not explored before it was answered.", *sorted(set(shown)))


def _lets_talk(view: CallView, number: int) -> bool:
    turn = view.by_number[number]
    return turn.has(Label.OPEN_QUESTION) or (turn.has(Label.EXPLORE) and view.hears)


def _first_answer(view: CallView, episode: Episode) -> int | None:
    """The rep's first telling turn after the objection, whether or not it met the concern."""
    return next((t.number for t in view.rep if t.number > episode.raised_turn and t.labels & TELLING), None)


@rule
def reaches_root(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if, in at least ``share`` of the objections that have a concern behind them (the scenario's
    ``root``), the buyer told it. Not applicable outside a practice call, or where no objection has a root."""
    known = [e for e in view.episodes if e.root_reached is not None]
    if not known:
        return na("The concern behind the objection is not known for this call.")
    reached = [e for e in known if e.root_reached]
    if reached and len(reached) >= share * len(known):
        roots = {view.scenario.objections[e.objection].root for e in reached} if view.scenario else set()
        told = view.state.told if view.state else ()
        shown = [(t.turn, shortened(view.text(t.turn))) for t in told if t.fact in roots]
        return yes(f"The concern behind {times(len(reached), 'objection')} came out.", *shown[:2])
    return no(view, "The concern behind the objection never came out.", *_raised(known[:2]))


@rule
def answers_concern(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if, in at least ``share`` of the objections, the rep's answer met the concern. In a practice call:
    it built on a fact that the buyer had told, or a claim, which the scenario names as an answer. In any
    other transcript: a benefit, proof or reframe that takes up words of the buyer. Not applicable where the
    buyer raised no objection, or the call ended by stepping away, where the scene has it so."""
    if not view.episodes:
        return na(_NONE)
    good, missed = [], []
    for e in view.episodes:
        at = _at(e, "answer")
        turn = view.by_number.get(at) if at is not None else None
        if (
            turn is not None
            and not turn.void
            and (view.practice or (turn.fresh(*_MEETING) and view.builds_on_told(turn)))
        ):
            good.append((turn.number, shortened(turn.text)))
        else:
            missed.append(e)
    if good and len(good) >= share * len(view.episodes):
        return yes(
            f"{len(good)} of {times(len(view.episodes), 'objection')} answered on what the buyer had said.",
            *good[:3],
        )
    if view.stepped_away is not None:
        return na(STEPPED_AWAY)
    tried = [at for e in missed[:2] if (at := _first_answer(view, e)) is not None]
    shown = [*_raised(missed[:2]), *[(n, shortened(view.text(n))) for n in tried]]
    said = "No answer met the concern." if tried else "The concern stayed without an answer."
    return no(view, said, *sorted(set(shown)))


_MEETING = (Label.BENEFIT, Label.PROOF, Label.REFRAME, Label.TRADE)


@rule
def checks_answer(view: CallView) -> Finding:
    """Yes if, in the turn that answered an objection or in the rep's next two, the rep asked whether that settled
    it or still left something open. Not applicable where no objection was raised, or none was answered."""
    if not view.episodes:
        return na(_NONE)
    answered = [at for e in view.episodes if (at := _at(e, "answer")) is not None and at in view.by_number]
    if not answered:
        return na("No objection was answered.")
    checked = [at for e in view.episodes if (at := _at(e, "check")) is not None]
    numbers = [t.number for t in view.rep]
    for at in answered:
        first = numbers.index(at)
        checked += [n for n in numbers[first : first + 3] if view.by_number[n].fresh(Label.CHECK)]
    if checked:
        turn = view.by_number[checked[0]]
        return yes("Asked whether the answer had settled it.", quoted(turn, Label.CHECK))
    return no(
        view,
        "Never asked whether the answer had settled it.",
        *[(n, shortened(view.text(n))) for n in answered[:1]],
    )


@rule
def objections_move(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if at least ``share`` of the objections ended softened or settled, by what the buyer then did (in a
    practice call its state; else its words). Not applicable where no objection was raised, or the call ended by
    stepping away, where the scene has it so."""
    if not view.episodes:
        return na(_NONE)
    moved = [e for e in view.episodes if e.ended in ("settled", "softened")]
    if moved and len(moved) >= share * len(view.episodes):
        settled = sum(e.ended == "settled" for e in moved)
        return yes(
            f"{len(moved)} of {times(len(view.episodes), 'objection')} moved, {settled} settled.",
            *_gave_way(view, moved[:2]),
        )
    if view.stepped_away is not None:
        return na(STEPPED_AWAY)
    stuck = [e for e in view.episodes if e not in moved]
    return no(view, f"{times(len(stuck), 'objection')} left open or made harder.", *_raised(stuck[:2]))


@fault
def no_discount(view: CallView) -> Finding:
    """No if the rep offered a lower price, something free or softer terms and asked nothing back for it, or
    nothing but a signature before a false deadline. A concession in exchange for something (a trade) is no
    discount."""
    found = [t for t in view.rep if t.cuts_price]
    if not found:
        return yes("Nothing was given away.")
    return no(
        view,
        f"Something was given for nothing in {times(len(found), 'turn')}.",
        *[quoted(t, Label.DISCOUNT, Label.TRADE) for t in found[:3]],
    )


@fault
def no_pressure(view: CallView) -> Finding:
    """No if the rep pressed: false urgency, scarcity, guilt, threats, or pushing for a yes now."""
    found = view.turns_with(Label.PRESSURE)
    if not found:
        return yes("The buyer was not pressed.")
    return no(
        view,
        f"The buyer was pressed in {times(len(found), 'turn')}.",
        *[quoted(t, Label.PRESSURE) for t in found[:3]],
    )


@fault
def no_disparaging(view: CallView) -> Finding:
    """No if the rep ran down a competitor or the buyer's present supplier."""
    found = view.turns_with(Label.DISPARAGE)
    if not found:
        return yes("Nobody was run down.")
    return no(
        view,
        f"Somebody was run down in {times(len(found), 'turn')}.",
        *[quoted(t, Label.DISPARAGE) for t in found[:3]],
    )
