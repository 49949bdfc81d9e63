"""Rules about what the rep says for the product."""

from __future__ import annotations

from roleplay.dialogue.acts import QUESTION_FORMS, Label
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
from roleplay.grader.tying import ties
from roleplay.grader.view import TELLING, CallView, RepTurn


@rule
def ties_value_to_need(view: CallView, *, at_least: int = 1) -> Finding:
    """Yes if, at least ``at_least`` times, the rep tied the product to a need, problem or aim that this
    buyer had told before: what was said for the product makes use of it, or the buyer took it so (a benefit
    that counted, an objection that gave way to it), or the rep says back what was told and then states something. What the
    buyer has not told cannot be tied to. Not applicable if the call ended by stepping away, where the scene has it so."""
    found = [t for t in view.rep if ties(view, t)]
    if len(found) >= at_least:
        return yes(f"Tied to what the buyer had told {times(len(found))}.",
                   *[quoted(t, Label.BENEFIT, Label.REFRAME, Label.PROOF, Label.PITCH) for t in found[:3]])  # fmt: skip
    if view.stepped_away is not None:
        return na(STEPPED_AWAY)
    pitched = pitches(view)
    if not pitched:
        return no(view, "Nothing was said of what the product would do for this buyer.", *_last_chance(view))
    return no(view, "The product was never tied to what this buyer had told.", *pitched[:2])


def pitches(view: CallView) -> list[tuple[int, str]]:
    """What the rep says for the product, where it says most first: the words that carry it, of at least six words;
    no greeting, and no price cut."""
    found = []
    for turn in view.turns_with(*TELLING):
        words = max((a.text for a in turn.acts if a.label in TELLING and a.text), key=len, default="")
        opening = turn.number == view.rep[0].number and turn.has(Label.RAPPORT, Label.AGENDA)
        if len(words.split()) < 6 or turn.cuts_price or (opening and not _names_a_claim(view, turn)):
            continue
        found.append((not _names_a_claim(view, turn), -len(words), turn.number, words))
    return [(number, shortened(words)) for _, _, number, words in sorted(found)]


def _names_a_claim(view: CallView, turn: RepTurn) -> bool:
    claims = view.scenario.product.claims if view.scenario is not None else {}
    return turn.reading is not None and any(b in claims for b in turn.reading.builds_on)


def _last_chance(view: CallView) -> list[tuple[int, str]]:
    """Where the product should have been tied to something: the proposal of a next step, else the last words."""
    asked = view.turns_with(Label.NEXT_STEP)
    turn = asked[0] if asked else next((t for t in reversed(view.rep) if t.text.strip()), None)
    return [(turn.number, shortened(turn.text))] if turn is not None else []


@rule
def brings_proof(view: CallView) -> Finding:
    """Yes if the rep brought evidence (a customer's story, a measured figure, a reference, a guarantee) or a
    figure of the buyer's own, after having asked at least one question. Not applicable if the call ended by stepping
    away, where the scene has it so."""
    asked = next((t.number for t in view.rep if t.labels & QUESTION_FORMS), None)
    found = [
        t for t in view.rep
        if asked is not None and t.number > asked
        and (
            t.fresh(Label.PROOF)
            or ((t.fresh(Label.BENEFIT, Label.REFRAME) or ties(view, t)) and view.uses_buyers_figure(t))
        )
    ]  # fmt: skip
    if found:
        return yes(
            "Brought evidence.", *[quoted(t, Label.PROOF, Label.BENEFIT, Label.REFRAME) for t in found[:2]]
        )
    if view.stepped_away is not None:
        return na(STEPPED_AWAY)
    return no(view, "No evidence was brought after listening.", *pitches(view)[:1])


@fault
def no_feature_dump(view: CallView, *, at_most: int = 2) -> Finding:
    """No if more than ``at_most`` turns of the rep only describe the product, tied to nothing that the buyer
    said and asking nothing."""
    found = [
        t for t in view.turns_with(Label.PITCH)
        if not t.has(Label.BENEFIT) and not t.labels & QUESTION_FORMS
        and not view.builds_on_told(t) and not ties(view, t)
    ]  # fmt: skip
    if len(found) <= at_most:
        return yes(f"{times(len(found), 'turn')} only described the product.")
    return no(view, f"{times(len(found), 'turn')} only described the product; more than {at_most} is a feature tour.",
              *[quoted(t, Label.PITCH) for t in found[:3]])  # fmt: skip


@fault
def no_pitch_first(view: CallView) -> Finding:
    """No if the rep said what the product is or does before asking anything."""
    for turn in view.rep:
        if turn.labels & QUESTION_FORMS and not turn.has(Label.PITCH):
            break
        if turn.has(Label.PITCH):
            first = turn.first(Label.PITCH) or 0
            if turn.questions and turn.questions[0].start < first:
                break
            return no(
                view,
                f"Turn {turn.number} pitches before any question.",
                (turn.number, shortened(turn.quote(Label.PITCH))),
            )
    return yes("No pitch before the first question.")
