"""Two scorecards side by side, with what changed."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.coach.debrief import mood_over
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, Run, cells, line
from roleplay.tui.pages.score import figures
from roleplay.tui.plots import sparkline
from roleplay.tui.widgets.rows import Row, block

_RESULTS = {"won": "✓ won", "lost": "✗ lost", "open": "· open"}


def figures_rows(first: StoredCall, second: StoredCall, width: int) -> list[Row]:
    """The earlier call in the left column, the later one in the middle, the difference at the right."""
    width = min(width, 92)
    label = min(max(width - 46, 18), 40)
    column = max((width - label - 6) // 2, 8)

    def row(name: str, pair: Sequence[str], change: Run = ("", ""), ink: str = "") -> Line:
        left, right = pair
        text = name if cells(name) <= label - 1 else name[: label - 2] + "…"
        pad = " " * (label - cells(text))
        return line((text + pad, "dim"), (f"{left:<{column}}", ink), (f"{right:<{column}}", ink), change)

    out: list[Line] = [row("", (first.when, second.when), ink="heading"), BLANK]
    ends = [_RESULTS.get(s.card.outcome or "", "–") for s in (first, second)]
    out.append(row("Outcome", ends, ink="strong"))
    scores = (first.card.score, second.card.score)
    out.append(row("Score", [_number(s) for s in scores], _change(*scores), ink="strong"))
    passed = [{True: "passed", False: "not passed", None: "–"}[s.card.passed] for s in (first, second)]
    out += [row("", passed), BLANK, line(("By criterion", "heading"))]
    second_criteria = {c.id: c for c in second.card.criteria}
    for criterion in first.card.criteria:
        other = second_criteria.get(criterion.id)
        pair = (criterion.score, other.score if other else None)
        out.append(row(f"  {criterion.label}", [_number(s) for s in pair], _change(*pair)))
    out += [BLANK, line(("Figures", "heading"))]
    theirs = dict(figures(second))
    for name, value in figures(first):
        out.append(row(f"  {name}", (value, theirs.get(name, "–"))))
    moods = [sparkline([p.trust for p in mood_over(s.events)][-column + 2 :]) for s in (first, second)]
    out += [BLANK, row("Trust over the turns", moods, ink="accent")]
    return [block(out)]


def _number(score: float | None) -> str:
    return "–" if score is None else f"{score:.0f}"


def _change(first: float | None, second: float | None) -> Run:
    if first is None or second is None or round(second) == round(first):
        return ("", "")
    change = round(second) - round(first)
    return (f"▲ {change}", "good") if change > 0 else (f"▼ {-change}", "bad")
