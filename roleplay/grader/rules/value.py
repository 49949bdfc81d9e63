"""Rules about what the rep says for the product."""

from __future__ import annotations

from roleplay.dialogue.acts import QUESTION_FORMS, Label
from roleplay.grader.rules.registry import Finding, fault, no, quoted, rule, shortened, times, yes
from roleplay.grader.view import CallView


@rule
def ties_value_to_need(view: CallView, *, at_least: int = 1) -> Finding:
    """Yes if, at least ``at_least`` times, the rep tied the product to a need, problem or aim that this
    buyer had told before. What the buyer has not told cannot be tied to."""
    found = [
        t for t in view.rep if t.fresh(Label.BENEFIT, Label.REFRAME, Label.PROOF) and view.builds_on_told(t)
    ]
    if len(found) >= at_least:
        return yes(f"Tied to what the buyer had told {times(len(found))}.",
                   *[quoted(t, Label.BENEFIT, Label.REFRAME, Label.PROOF) for t in found[:3]])  # fmt: skip
    pitched = view.turns_with(Label.PITCH, Label.BENEFIT)
    if not pitched:
        return no(view, "Nothing was said of what the product would do for this buyer.")
    return no(
        view,
        "The product was never tied to what this buyer had told.",
        *[quoted(t, Label.BENEFIT, Label.PITCH) for t in pitched[:2]],
    )


@rule
def brings_proof(view: CallView) -> Finding:
    """Yes if the rep brought evidence (a customer's story, a measured figure, a reference, a guarantee) or a
    figure of the buyer's own, after having asked at least one question."""
    asked = next((t.number for t in view.rep if t.labels & QUESTION_FORMS), None)
    found = [
        t for t in view.rep
        if asked is not None and t.number > asked
        and (t.fresh(Label.PROOF) or (t.fresh(Label.BENEFIT, Label.REFRAME) and view.uses_buyers_figure(t)))
    ]  # fmt: skip
    if found:
        return yes(
            "Brought evidence.", *[quoted(t, Label.PROOF, Label.BENEFIT, Label.REFRAME) for t in found[:2]]
        )
    return no(view, "No evidence was brought after listening.")


@fault
def no_feature_dump(view: CallView, *, at_most: int = 2) -> Finding:
    """No if more than ``at_most`` turns of the rep only describe the product, tied to nothing that the buyer
    said and asking nothing."""
    found = [
        t for t in view.turns_with(Label.PITCH)
        if not t.has(Label.BENEFIT) and not t.labels & QUESTION_FORMS and not view.builds_on_told(t)
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
