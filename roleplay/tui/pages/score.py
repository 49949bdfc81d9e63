"""The score, criterion by criterion, each check with its quote."""

from __future__ import annotations

from roleplay.grader.scorecard import CheckResult
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, Run, bar, cut, line, paragraph, spread
from roleplay.tui.widgets.rows import Row, block

VERDICTS: dict[str, Run] = {
    "yes": ("✓ yes ", "good"),
    "no": ("✗ no  ", "bad"),
    "na": ("– n/a ", "faint"),
    "ungraded": ("? open", "warn"),
}


def score_rows(stored: StoredCall, width: int) -> list[Row]:
    width = min(width, 96)
    card = stored.card
    out: list[Line] = []
    if card.pass_rule:
        out += [*paragraph(card.pass_rule, width, "dim"), BLANK]
    for criterion in card.criteria:
        score = "not graded" if criterion.score is None else f"{criterion.score:3.0f}"
        full, rest = bar((criterion.score or 0) / 100, 16)
        right: list[Run] = [
            (full, "accent"),
            (rest, "faint"),
            (f" {score}", "strong"),
            (f"  weight {criterion.weight:g}", "dim"),
        ]
        out.append(spread([(criterion.label, "heading")], right if width >= 70 else right[2:3], width))
        for check in criterion.checks:
            out += _check(check, width)
        out.append(BLANK)
    out += _figures(stored, width)
    for note in card.notes:
        out += paragraph(note, width, "dim")
    return [block(out)]


def _check(check: CheckResult, width: int) -> list[Line]:
    verdict = VERDICTS[check.verdict]
    out = paragraph(
        check.question,
        width,
        "" if check.verdict != "na" else "dim",
        " " * 10,
        line("  ", verdict, "  "),
    )
    if check.verdict != "na" and check.why:
        out += paragraph(check.why, width, "dim", " " * 10)
    if check.verdict == "no":
        for evidence in check.evidence[:1]:
            quote = paragraph(f"turn {evidence.turn}: “{evidence.quote}”", width, "quote", " " * 10)
            out += cut(quote, 2)
    return out


_FIGURES = (
    ("talk_ratio", "You talked", "{:.0%}"),
    ("questions", "Questions", "{:g}"),
    ("open_questions", "Open questions", "{:g}"),
    ("closed_questions", "Closed questions", "{:g}"),
    ("longest_rep_turn_words", "Longest turn, in words", "{:g}"),
    ("first_question_turn", "First question in turn", "{:g}"),
    ("questions_before_pitch", "Questions before the pitch", "{:g}"),
    ("discounts", "Discounts", "{:g}"),
    ("pressure", "Turns with pressure", "{:g}"),
)


def figures(stored: StoredCall) -> list[tuple[str, str]]:
    """The figures worth reading, in words: (name, value)."""
    found = []
    for key, name, form in _FIGURES:
        value = stored.card.metrics.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append((name, form.format(value)))
    return found


def _figures(stored: StoredCall, width: int) -> list[Line]:
    out: list[Line] = [line(("Figures", "heading"))]
    room = min(width, 44)
    for name, value in figures(stored):
        out.append(spread([("  " + name, "dim")], [(value, "strong")], room))
    basis = stored.card.metrics.get("talk_basis")
    if basis == "words":
        out += paragraph("Talk is a share of words: typed talk has no pauses.", width, "faint", "  ")
    return [*out, BLANK]
