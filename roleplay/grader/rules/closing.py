"""Rules about the next step."""

from __future__ import annotations

from itertools import pairwise

from roleplay.dialogue.acts import Label
from roleplay.grader.rules.registry import Finding, fault, na, no, quoted, rule, shortened, times, yes
from roleplay.grader.view import CallView, RepTurn


def _asked(view: CallView) -> list[RepTurn]:
    """Turns that propose a next step without pressing for it."""
    return [t for t in view.rep if t.fresh(Label.NEXT_STEP) and not t.has(Label.PRESSURE)]


@rule
def asks_next_step(view: CallView, *, questions: int = 2) -> Finding:
    """Yes if the rep proposed a concrete next step (a meeting, a trial, an introduction, a thing by a day),
    without pressing, after having found something out: in a practice call at least two things that the buyer
    told when asked, or objections that gave way; else at least ``questions`` questions that the buyer answered, from a rep
    who took answers up. Yes as well if the call was won by stepping away, where the scene has it so; not
    applicable if it ended so without being won."""
    left = view.stepped_away
    if left is not None:
        won = view.ending is not None and view.ending.result == "won"
        return yes("Stepping away was the right end here.", left) if won else na("The rep stepped away.")
    asked = _asked(view)
    if not asked:
        pressed = view.turns_with(Label.NEXT_STEP)
        if pressed:
            return no(
                view,
                "Pushed for a yes rather than proposing a next step.",
                *[quoted(t, Label.NEXT_STEP) for t in pressed[:2]],
            )
        return no(view, "No next step was proposed.", *_last(view))
    for turn in asked:
        before = sum(
            q.fresh and not q.prompt and q.answer is not None and q.turn < turn.number for q in view.questions
        )
        if view.earned_by(turn.number) >= 2 or (view.hears and before >= questions):
            return yes(f"Proposed a next step in turn {turn.number}.", quoted(turn, Label.NEXT_STEP))
    if not view.hears:
        return no(view, "Asked for a next step without having listened.", quoted(asked[0], Label.NEXT_STEP))
    return no(view, "Asked for a next step before finding out anything.", quoted(asked[0], Label.NEXT_STEP))


@rule
def next_step_accepted(view: CallView) -> Finding:
    """Yes if the buyer agreed to the next step: in a practice call by the buyer's state, in any other
    transcript by the reply to the proposal (unsure: its words are quoted). No if none was proposed. Where the
    scene ends well by stepping away, and it did: yes if it was won, else not applicable."""
    left = view.stepped_away
    if left is not None and view.ending is not None:
        if view.ending.result != "won":
            return na("The rep stepped away.")
        last = len(view.turns)
        return yes(
            "The buyer came back to it.", (last, shortened(view.text(last))) if view.is_buyer(last) else left
        )
    answer = view.next_step
    if answer.verdict == "accepted" and answer.reply is not None:
        return yes("The buyer agreed.", (answer.reply, shortened(view.text(answer.reply))))
    if answer.asked is None:
        return no(view, "No next step was proposed.", *_last(view))
    turn = view.by_number[answer.asked]
    shown = [quoted(turn, Label.NEXT_STEP)]
    if answer.reply is not None:
        shown.append((answer.reply, shortened(view.text(answer.reply))))
    return no(view, "The buyer did not agree to the next step.", *shown)


@fault
def no_asking_after_no(view: CallView) -> Finding:
    """No if the rep asked for the next step again right after the buyer had declined it, without asking or
    answering anything in between."""
    asked = view.turns_with(Label.NEXT_STEP)
    if len(asked) < 2:
        return na("The next step was not asked for twice.")
    found = []
    for before, turn in pairwise(view.rep):
        again = before.has(Label.NEXT_STEP) and turn.has(Label.NEXT_STEP) and not turn.has(*_EARNING)
        if again and view.declined(before):
            found.append(turn)
    if found:
        return no(
            view,
            f"Asked again right after a no, {times(len(found))}.",
            *[quoted(t, Label.NEXT_STEP) for t in found[:2]],
        )
    return yes("Did not just ask again after a no.")


_EARNING = (
    Label.ACKNOWLEDGE,
    Label.PARAPHRASE,
    Label.OPEN_QUESTION,
    Label.BENEFIT,
    Label.PROOF,
    Label.EXPLORE,
)


def _last(view: CallView) -> list[tuple[int, str]]:
    """The rep's last words: where a next step could have been proposed."""
    turn = next((t for t in reversed(view.rep) if t.text.strip()), None)
    return [(turn.number, shortened(turn.text))] if turn is not None else []
