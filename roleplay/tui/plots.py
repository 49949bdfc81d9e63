"""Small pictures made of characters: a mood over turns, a sparkline. Pure; every value can also be read."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.coach.debrief import MoodPoint
from roleplay.tui.lines import Line, Run, line

_SPARKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None], low: float = 0.0, high: float = 100.0) -> str:
    """One character for each value; a dot where there is none."""
    span = max(high - low, 1e-9)
    out = []
    for value in values:
        if value is None:
            out.append("·")
        else:
            out.append(
                _SPARKS[min(int((value - low) / span * len(_SPARKS)), len(_SPARKS) - 1) if value > low else 0]
            )
    return "".join(out)


def mood_plot(points: Sequence[MoodPoint], width: int, height: int = 10) -> list[Line]:
    """Trust (●, joined by lines) and patience (○) over the rep's turns, as :func:`line_plot` draws them."""
    if not points:
        return [line(("The call had not begun.", "dim"))]
    marks = [str(point.turn) for point in points]
    return line_plot([p.trust for p in points], marks, width, height, other=[p.patience for p in points])


def line_plot(
    values: Sequence[float],
    marks: Sequence[str],
    width: int,
    height: int = 10,
    *,
    other: Sequence[float] = (),
    ink: str = "rep",
) -> list[Line]:
    """Values from 0 to 100 as ●, joined by lines, and ``other`` ones as ○, with a scale at the left and the
    marks below. At most ``width`` cells wide; ``height`` rows high and two more for the marks. What does not
    fit is left out at the beginning."""
    gutter = 5
    step = max(min((width - gutter - 1) // max(len(values), 1), 6), 1)
    room = max((width - gutter) // step, 1)
    values, marks, other = values[-room:], marks[-room:], other[-room:]
    columns = step * (len(values) - 1) + 1
    grid: list[list[Run]] = [[(" ", "")] * columns for _ in range(height)]

    def row(value: float) -> int:
        return height - 1 - round(max(0.0, min(100.0, value)) / 100 * (height - 1))

    for number in range(1, len(values)):
        before, here = row(values[number - 1]), row(values[number])
        for dx in range(1, step):
            y = round(before + (here - before) * dx / step)
            grid[y][(number - 1) * step + dx] = ("─" if before == here else "·", ink)
    for number, value in enumerate(other):
        grid[row(value)][number * step] = ("○", "dim")
    for number, value in enumerate(values):
        same = number < len(other) and row(other[number]) == row(value)
        grid[row(value)][number * step] = ("◉" if same else "●", ink)
    out: list[Line] = []
    for y, cells_ in enumerate(grid):
        scale = {0: "100", (height - 1) // 2: " 50", height - 1: "  0"}.get(y, "   ")
        out.append(line((f"{scale} ", "faint"), ("│", "faint"), *_joined(cells_)))
    out.append(line(("    └" + "─" * columns, "faint")))
    out.append(line(("     " + _numbers(marks, step), "faint")))
    return out


def _numbers(marks: Sequence[str], step: int) -> str:
    """Marks under their columns, as many as there is room for."""
    text = ""
    for number, mark in enumerate(marks):
        at = number * step
        if not text or len(text) < at:
            text = text.ljust(at) + mark
    return text


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Neighbours of the same ink as one run."""
    out: list[Run] = []
    for text, ink in runs:
        if out and out[-1][1] == ink:
            out[-1] = (out[-1][0] + text, ink)
        else:
            out.append((text, ink))
    return out
