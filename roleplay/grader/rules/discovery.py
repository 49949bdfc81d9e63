"""Rules about what the rep found out."""

from __future__ import annotations

import re

from roleplay.dialogue.acts import Label
from roleplay.grader.questions import spin_kind
from roleplay.grader.resistance import plain
from roleplay.grader.rules.questions import ABOUT_THE_BUYER, about_buyer
from roleplay.grader.rules.registry import Finding, na, no, quoted, rule, shortened, times, yes
from roleplay.grader.tying import ties
from roleplay.grader.view import CallView


@rule
def asks_about_buyer(view: CallView, *, at_least: int = 2) -> Finding:
    """Yes if the rep asked at least ``at_least`` different questions about the buyer's situation, problem,
    needs, process or people (or about a concern the buyer raised) that the buyer answered, and took the
    answers up."""
    asked = [q for q in about_buyer(view) if q.answer is not None]
    shown = [(q.turn, shortened(q.text)) for q in asked[:3]]
    if len(asked) < at_least:
        return no(
            view,
            f"{times(len(asked), 'question')} about the buyer answered; at least {at_least} wanted.",
            *shown,
        )
    if not view.hears:
        return no(
            view,
            f"{times(len(asked), 'question')} about the buyer, but the answers were not taken up.",
            *shown,
        )
    return yes(f"{times(len(asked), 'question')} about the buyer answered.", *shown)


@rule
def buyer_opens_up(view: CallView, *, facts: int = 2, answers: int = 2, words: int = 12) -> Finding:
    """Yes if the rep's questions got the buyer to tell. In a practice call: at least ``facts`` of the things
    this buyer tells only when asked well (all of them, where there are fewer). In any other transcript: at
    least ``answers`` replies of ``words`` words or more to questions about the buyer. Either way the rep
    has to have taken the answers up."""
    if view.state is not None and view.scenario is not None and view.scenario.facts:
        told = [t for t in view.state.told if t.elicited]
        need = min(facts, len(view.scenario.facts))
        shown = [(t.turn, shortened(view.text(t.turn))) for t in told if 1 <= t.turn <= len(view.turns)]
        said = f"The buyer told {len(told)} of {times(len(view.scenario.facts), 'thing')} when asked"
    else:
        need = answers
        told_at = sorted(
            {q.answer for q in about_buyer(view) if q.answer and view.words[q.answer - 1] >= words}
        )
        shown = [(n, shortened(view.text(n))) for n in told_at]
        said = f"{times(len(shown), 'full answer')} to a question"
    if len(shown) >= need and view.hears:
        return yes(f"{said}.", *shown[:3])
    if len(shown) >= need:
        return no(view, f"{said}, but the rep did not take it up.", *shown[:3])
    return no(view, f"{said}; at least {need} wanted.", *shown[:3])


@rule
def asks_about_impact(view: CallView) -> Finding:
    """Yes if the rep asked what a problem is, what it costs or leads to, or what solving it would be worth
    (the problem, implication and need-payoff questions of SPIN), the buyer answered, and the rep took
    answers up. In a practice call a question that brought out the concern behind an objection counts as well."""
    roots = _brought_out(view)
    found = [
        q
        for q in view.questions
        if q.fresh and q.answer is not None
        and (q.answer in roots or (q.purposes & ABOUT_THE_BUYER and spin_kind(q) in _DEEP))
    ]  # fmt: skip
    shown = [(q.turn, shortened(q.text)) for q in found[:3]]
    if found and view.hears:
        return yes("Asked about the problem and what it does.", *shown)
    return no(
        view,
        "Asked, but the answers were not taken up."
        if found
        else "Never asked what the problem does to the buyer.",
        *(shown or _after_a_fact(view)),
    )


def _brought_out(view: CallView) -> frozenset[int]:
    """The buyer's turns that told, because it was asked for, the concern behind an objection."""
    if view.state is None or view.scenario is None:
        return frozenset()
    roots = {o.root for o in view.scenario.objections.values() if o.root}
    return frozenset(t.turn for t in view.state.told if t.elicited and t.fact in roots)


def _after_a_fact(view: CallView) -> list[tuple[int, str]]:
    """Where it could have been asked: the rep's turn after the buyer first told something."""
    for told in view.state.told if view.state is not None else ():
        turn = view.by_number.get(told.turn + 1)
        if turn is not None and turn.text.strip():
            return [(turn.number, shortened(turn.text))]
    return []


_DEEP = frozenset({"problem", "implication", "need_payoff"})


@rule
def asks_about_decision(view: CallView) -> Finding:
    """Yes if the rep asked who decides, how, when, or with what money, and the buyer answered."""
    found = [q for q in about_buyer(view) if q.answer is not None and _DECISION.search(plain(q.text))]
    if found and view.hears:
        return yes("Asked how the decision is made.", *[(q.turn, shortened(q.text)) for q in found[:2]])
    return no(view, "Never asked who decides, how, or by when.")


@rule
def uses_what_was_told(view: CallView, *, at_least: int = 1) -> Finding:
    """Yes if, at least ``at_least`` times, the rep built on something that the buyer had told: in a practice
    call, by making use of a fact that the buyer had already told; in any other transcript, by a benefit, an
    answer or a proposal that uses at least two words which the buyer brought in, from a rep who listens. Saying what the buyer has
    not told earns nothing. Not applicable where the buyer told nothing."""
    if not view.rep:
        return no(view, "The rep said nothing.")
    shown = [(t.number, shortened(t.text)) for t in view.rep if view.builds_on_told(t) or ties(view, t)]
    if len(shown) >= at_least and (view.practice or view.hears):
        return yes(f"Built on what the buyer had told {times(len(shown))}.", *shown[:3])
    if not any(view.words[n - 1] for n in range(1, len(view.turns) + 1) if view.is_buyer(n)):
        return na("The buyer told nothing.")
    if view.state is not None and not view.state.told:
        return na("The buyer had told nothing that could be used.")
    from roleplay.grader.rules.value import pitches

    built = {number for number, _ in shown}
    shown_instead = [q for q in pitches(view) if q[0] not in built][:2] or [
        quoted(t, Label.NEXT_STEP) for t in view.turns_with(Label.NEXT_STEP) if t.number not in built
    ][:2]
    said = "What the buyer told was not used." if not shown else "What the buyer told was hardly used."
    return no(view, said, *shown_instead)


_DECISION = re.compile(
    r"\b(?:who (?:else|signs?|decides?|approves?|owns|would|will|needs?|has|has to|makes|is involved)|decid\w*|decision\w*|sign(?:s|ed)? "
    r"off|approv\w*|process|procurement|board|committee|budget\w*|timeline|deadline|by when|when (?:do|would|does|are)|criteria|"
    r"stakeholders?|involved|say in)\b",
)
