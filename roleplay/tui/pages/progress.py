"""How it goes: scores over time, skill by skill; modest about streaks."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.tui.desk import Progress
from roleplay.tui.lines import BLANK, Line, Run, fit, line, paragraph
from roleplay.tui.plots import line_plot, sparkline
from roleplay.tui.widgets.rows import Row, block

CHARTED = 5
"""From so many scores on a chart tells more than a line of blocks."""


def progress_rows(progress: Progress, width: int) -> list[Row]:
    """Sparklines with their numbers: the plot shows the way, the number says where it stands."""
    width = min(width, 100)
    out: list[Line] = []
    if not progress.scores:
        return [
            block(paragraph("Nothing to show yet: hold a call, and its score begins the line.", width, "dim"))
        ]
    out.append(line(("Score, call by call", "heading")))
    recent = progress.scores[-max(min(width - 24, 60), 5) :]
    runs: list[Run]
    if len(recent) >= CHARTED:
        marks = [str(len(progress.scores) - len(recent) + n + 1) for n in range(len(recent))]
        out += line_plot(recent, marks, width, 7, ink="accent")
    else:
        runs = [("  ", ""), (sparkline(recent), "accent"), (f"  {recent[-1]:.0f}", "strong")]
        out.append(fit(runs, width))
    out += [*paragraph(_trend(progress.scores), width, "dim", "  "), BLANK]
    if progress.criteria:
        out.append(line(("Skill by skill, the last calls", "heading")))
        longest = max(len(c.label) for c in progress.criteria)
        for criterion in progress.criteria:
            graded = [s for s in criterion.scores if s is not None]
            last = f"{graded[-1]:3.0f}" if graded else "  –"
            runs = [(f"  {criterion.label:<{longest}}  ", ""), (f"{last}  ", "strong")]
            runs.append((sparkline(criterion.scores[-30:]), "accent"))
            change = _change(graded)
            if change:
                runs.append((f"  {change}", "good" if change.startswith("▲") else "bad"))
            out.append(fit(runs, width))
        weakest = _weakest(progress)
        if weakest:
            out += [BLANK, *paragraph(f"The most to gain is in: {weakest.lower()}.", width, "", "  ")]
        out.append(BLANK)
    out.append(line(("The last two weeks", "heading")))
    days = "".join("●" if count else "·" for count in progress.days)
    held = sum(progress.days)
    active = sum(bool(count) for count in progress.days)
    out.append(
        line(
            "  ",
            (days, "accent"),
            (f"  {held} call{'s' * (held != 1)} on {active} day{'s' * (active != 1)}", "dim"),
        )
    )
    return [block(out)]


def _trend(scores: Sequence[float]) -> str:
    if len(scores) < 4:
        return f"{len(scores)} call{'s' * (len(scores) != 1)} so far. Best {max(scores):.0f}."
    third = max(len(scores) // 3, 2)
    first, last = sum(scores[:third]) / third, sum(scores[-third:]) / third
    way = "up" if last - first >= 3 else "down" if first - last >= 3 else "level"
    words = {"up": f"Now at {scores[-1]:.0f}. Up from {first:.0f} to {last:.0f}", "down": f"Now at {scores[-1]:.0f}. Down from {first:.0f} to {last:.0f}",
             "level": f"Now at {scores[-1]:.0f}. Level at about {last:.0f}"}[way]  # fmt: skip
    return f"{words}, the first third of your calls against the last. Best {max(scores):.0f}."


def _change(graded: Sequence[float]) -> str:
    if len(graded) < 4:
        return ""
    half = len(graded) // 2
    change = sum(graded[half:]) / (len(graded) - half) - sum(graded[:half]) / half
    return "" if abs(change) < 3 else f"{'▲' if change > 0 else '▼'} {abs(change):.0f}"


def _weakest(progress: Progress) -> str:
    means = {}
    for criterion in progress.criteria:
        graded = [s for s in criterion.scores[-5:] if s is not None]
        if graded:
            means[criterion.label] = sum(graded) / len(graded)
    return min(means, key=lambda label: means[label]) if len(means) > 1 else ""
