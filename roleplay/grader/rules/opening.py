"""Rules about how a call begins."""

from __future__ import annotations

from roleplay.dialogue.acts import Label
from roleplay.grader.rules.registry import Finding, no, quoted, rule, shortened, yes
from roleplay.grader.view import SPOILING, CallView


@rule
def opens_with_reason(view: CallView, *, turns: int = 2) -> Finding:
    """Yes if, within the rep's first ``turns`` turns, the rep said who is calling or why, or set what the call
    is for, without pressing in the same turn."""
    found = next((t for t in view.rep[:turns] if t.fresh(Label.AGENDA) and not t.labels & SPOILING), None)
    if found is not None:
        return yes("Said who is calling and why.", quoted(found, Label.AGENDA))
    shown = [(t.number, shortened(t.text)) for t in view.rep[:1] if t.text.strip()]
    return no(view, "Never said at the start who is calling and why.", *shown)


@rule
def asks_early(view: CallView, *, words: int = 60) -> Finding:
    """Yes if the rep's first question to the buyer begins within the rep's first ``words`` words."""
    said = 0
    for turn in view.rep:
        if turn.questions and turn.void is None:
            before = said + len(turn.text[: turn.questions[0].start].split())
            first = turn.questions[0]
            if before <= words:
                return yes(
                    f"The first question came after {before} words.", (turn.number, shortened(first.text))
                )
            return no(
                view, f"The first question came after {before} words.", (turn.number, shortened(first.text))
            )
        said += turn.words
    return no(view, "The rep never asked anything.")
