"""Rules about how the rep asks."""

from __future__ import annotations

from roleplay.dialogue.acts import QUESTION_FORMS, Label
from roleplay.grader.questions import before_pitch, interrogation_runs
from roleplay.grader.rules.registry import Finding, fault, na, no, quoted, rule, shortened, times, yes
from roleplay.grader.view import SPOILING, CallView, Question

ABOUT_THE_BUYER = frozenset({Label.DISCOVER, Label.EXPLORE})


def about_buyer(view: CallView) -> list[Question]:
    """Fresh questions about the buyer's situation or concern: no repetitions, and no string of empty prompts."""
    return [q for q in view.questions if q.fresh and not q.prompt and q.purposes & ABOUT_THE_BUYER]


@rule
def asks_open(view: CallView, *, at_least: int = 3) -> Finding:
    """Yes if the rep asked at least ``at_least`` different open-ended questions that the buyer answered, and
    listened: at least three in ten of the turns took up what the buyer had said. Questions read off a list,
    whatever comes back, do not count; of prompts that would fit any talk ("What else?", "Tell me more") only the first
    two do."""
    opened = [
        q for q in view.questions if q.form == "open" and q.fresh and not q.prompt and q.answer is not None
    ]
    shown = [(q.turn, shortened(q.text)) for q in opened]
    if len(opened) < at_least:
        closed = [
            (q.turn, shortened(q.text))
            for q in view.questions
            if q.form == "closed" and q.purposes & ABOUT_THE_BUYER
        ]
        return no(
            view,
            f"{times(len(opened), 'open question')} answered; at least {at_least} wanted.",
            *(closed or shown)[:3],
        )
    if not view.hears:
        return no(
            view, f"{times(len(opened), 'open question')}, but the answers were not taken up.", *shown[:3]
        )
    return yes(f"{times(len(opened), 'open question')} answered.", *shown[:4])


@rule
def mostly_open(view: CallView, *, share: float = 0.5, at_least: int = 3) -> Finding:
    """Yes if at least ``share`` of the questions about the buyer's situation or concern are open-ended, with
    at least ``at_least`` such questions in all and the answers taken up. Checks of understanding and the
    question for a next step do not count either way."""
    asked = about_buyer(view)
    opened = [q for q in asked if q.form == "open"]
    closed = [(q.turn, shortened(q.text)) for q in asked if q.form == "closed"]
    if len(asked) < at_least:
        return no(
            view, f"{times(len(asked), 'question')} about the buyer; at least {at_least} wanted.", *closed[:3]
        )
    if len(opened) < share * len(asked):
        return no(
            view, f"{len(opened)} of {len(asked)} questions about the buyer were open-ended.", *closed[:3]
        )
    if not view.hears:
        return no(
            view,
            "Open-ended, but the answers were not taken up.",
            *[(q.turn, shortened(q.text)) for q in opened[:3]],
        )
    return yes(f"{len(opened)} of {len(asked)} questions about the buyer were open-ended.",
               *[(q.turn, shortened(q.text)) for q in opened[:3]])  # fmt: skip


@rule
def asks_before_pitching(view: CallView) -> Finding:
    """Yes if, before saying anything for the product, the rep asked the buyer about their situation or
    concern: one open-ended question, or two closed ones. No if the pitch came first, or if the rep never
    asked. Questions in turns that press, argue or run somebody down do not count."""
    early = [
        q for q in before_pitch(view)
        if q.fresh and q.purposes & ABOUT_THE_BUYER and not view.by_number[q.turn].labels & SPOILING
    ]  # fmt: skip
    if any(q.form == "open" for q in early) or len(early) >= 2:
        return yes("Asked before pitching.", (early[0].turn, shortened(early[0].text)))
    pitch = next((t for t in view.rep if t.has(Label.PITCH)), None)
    if pitch is not None:
        return no(view, "The pitch came before any question about the buyer.", quoted(pitch, Label.PITCH))
    return no(view, "The rep never asked about the buyer.")


@rule
def follows_up(view: CallView, *, share: float = 0.4, at_least: int = 2) -> Finding:
    """Yes if at least ``share`` of the questions about the buyer, and at least ``at_least`` of them, build
    on the buyer's last answer: they use a word the buyer brought in, or stand beside words that acknowledge
    it or say it back. A question that could have been read off a list builds on nothing."""
    asked = [q for q in about_buyer(view) if view.by_number[q.turn].chance]
    building = [q for q in asked if q.follow_up]
    if view.hears and len(building) >= max(at_least, share * len(asked)):
        return yes(f"{len(building)} of {len(asked)} questions built on the last answer.",
                   *[(q.turn, shortened(q.text)) for q in building[:3]])  # fmt: skip
    shown = [(q.turn, shortened(q.text)) for q in asked if not q.follow_up] or [
        (q.turn, shortened(q.text)) for q in asked
    ]
    if not view.hears:
        return no(view, "The answers were not taken up.", *shown[:3])
    return no(
        view,
        f"{len(building)} of {len(asked)} questions built on the last answer; at least {at_least} wanted.",
        *shown[:3],
    )


@fault
def no_interrogation(view: CallView, *, length: int = 3) -> Finding:
    """No if the rep asked ``length`` or more closed questions in a row, with no open one between them and
    without acknowledging or saying back anything along the way."""
    runs = interrogation_runs(view, length)
    if not runs:
        return yes("No run of closed questions.")
    run = runs[0]
    shown = [
        quoted(t, *QUESTION_FORMS) for t in view.rep if run["from"] <= t.number <= run["to"] and t.questions
    ]
    return no(view, f"{run['questions']} closed questions in a row from turn {run['from']}.", *shown[:3])


@fault
def no_asking_again(view: CallView) -> Finding:
    """No if the rep asked again, near enough word for word, what they had already asked."""
    again = [q for q in view.questions if not q.fresh]
    if not view.questions:
        return na("The rep asked nothing.")
    if not again:
        return yes("No question was asked twice.")
    return no(view, f"Asked again {times(len(again))}.", *[(q.turn, shortened(q.text)) for q in again[:2]])
