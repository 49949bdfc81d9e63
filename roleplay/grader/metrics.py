"""All figures of a scorecard, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from roleplay.grader.questions import question_metrics
from roleplay.grader.talk import moves_metrics, talk_metrics
from roleplay.grader.view import CallView

if TYPE_CHECKING:
    from roleplay.grader.rubric import Rubric

METRICS: Final = (
    "talk_ratio", "rep_words", "buyer_words", "rep_turns", "buyer_turns", "longest_rep_turn_words",
    "longest_buyer_turn_words", "speaker_changes", "interactivity", "rep_pace_wpm", "fillers",
    "fillers_per_100_words", "you_words", "we_words", "you_share", "questions", "open_questions",
    "closed_questions", "open_share", "first_question_turn", "words_before_first_question",
    "questions_before_pitch", "questions_in_a_row", "follow_ups", "checklist_questions", "answers_heard",
    "answers_missed", "repeated_questions", "discounts", "trades", "pressure", "disparaged", "dismissed",
    "repeated_turns", "takes_up_share", "first_pitch_turn", "first_price_turn", "first_discount_turn",
    "next_step_asked_turn",
)  # fmt: skip
"""The figures that are single numbers: what a band may be given for."""


def all_metrics(view: CallView, rubric: Rubric | None = None) -> dict[str, Any]:
    """Every figure by name: see :func:`talk_metrics`, :func:`question_metrics`, :func:`moves_metrics`, and

    - ``bands``: for each figure that the rubric gives a band for, and that applies: ``low``, ``high``, ``place``
      ("below", "within" or "above"), ``source`` and ``advice``. A band is advice and changes no score.
    - ``next_step_asked_turn``: the rep's turn that asked for the next step: the one agreed to, else the last;
      ``null`` if none did. ``next_step``: "accepted", "declined", "unclear" or "none": what became of it.
    """
    step = view.next_step
    found: dict[str, Any] = {
        **talk_metrics(view),
        **question_metrics(view),
        **moves_metrics(view),
        "next_step_asked_turn": step.asked,
        "next_step": step.verdict,
    }
    found["bands"] = _bands(found, rubric)
    return found


def _bands(metrics: dict[str, Any], rubric: Rubric | None) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, band in rubric.bands.items() if rubric is not None else ():
        value = metrics.get(name)
        if value is None or (band.basis is not None and band.basis != metrics["talk_basis"]):
            continue
        place = "within"
        if band.low is not None and value < band.low:
            place = "below"
        elif band.high is not None and value > band.high:
            place = "above"
        out[name] = {
            "low": band.low,
            "high": band.high,
            "place": place,
            "source": band.source,
            "advice": band.advice,
        }
    return out
