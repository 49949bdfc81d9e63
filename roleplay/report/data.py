"""Scorecards for programs: JSON, and one row of CSV a call for a spreadsheet."""

from __future__ import annotations

import csv
import io

from roleplay.grader.scorecard import Scorecard

_METRICS = (
    "talk_ratio", "talk_basis", "rep_words", "buyer_words", "questions", "open_questions", "closed_questions",
    "longest_rep_turn_words", "first_question_turn", "questions_before_pitch", "discounts", "pressure", "follow_ups",
    "takes_up_share", "next_step",
)  # fmt: skip


def scorecard_json(card: Scorecard) -> str:
    """The scorecard as JSON, indented, with a line end. The same card gives the same bytes."""
    return card.model_dump_json(indent=2) + "\n"


def csv_columns(card: Scorecard) -> list[str]:
    """The columns of :func:`csv_row`: what identifies the call, the score, one column a criterion, figures."""
    criteria = [f"criterion_{c.id}" for c in card.criteria]
    return [
        "call",
        "score",
        "passed",
        "outcome",
        "coverage",
        "rubric",
        "scenario",
        *criteria,
        *_METRICS,
        "first_point",
    ]


def csv_row(card: Scorecard, call: str = "") -> list[str]:
    """The values for :func:`csv_columns`. Text that a spreadsheet would take for a formula gets an apostrophe
    before it."""
    first = next((p.point for p in card.feedback if p.kind == "improve"), "")
    values: list[object] = [
        call, card.score, card.passed, card.outcome, card.coverage, card.versions.rubric, card.versions.scenario,
        *[c.score for c in card.criteria], *[card.metrics.get(m) for m in _METRICS], first,
    ]  # fmt: skip
    return [_cell(v) for v in values]


def scorecard_csv(card: Scorecard, call: str = "", *, header: bool = True) -> str:
    """One row of CSV, with the header line above it unless told otherwise."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(csv_columns(card))
    writer.writerow(csv_row(card, call))
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text[:1] else text
