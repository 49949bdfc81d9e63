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
    """Trust (●, joined by lines) and patience (○) over the rep's turns, 0 to 100, with a scale at the left
    and the turn numbers below. At most ``width`` cells wide, ``height`` rows high and two more for the scale."""
    if not points:
        return [line(("The call had not begun.", "dim"))]
    gutter = 5
    step = max(min((width - gutter - 1) // max(len(points), 1), 6), 1)
    # A call longer than the screen shows its last turns.
    shown = points[-max((width - gutter) // step, 1) :]
    columns = step * (len(shown) - 1) + 1
    grid: list[list[Run]] = [[(" ", "")] * columns for _ in range(height)]

    def row(value: float) -> int:
        return height - 1 - round(max(0.0, min(100.0, value)) / 100 * (height - 1))

    for number, point in enumerate(shown):
        x = number * step
        if number:
            before = row(shown[number - 1].trust)
            here = row(point.trust)
            for dx in range(1, step):
                y = round(before + (here - before) * dx / step)
                grid[y][x - step + dx] = ("─" if before == here else "·", "rep")
    for number, point in enumerate(shown):
        x = number * step
        grid[row(point.patience)][x] = ("○", "dim")
        same = row(point.patience) == row(point.trust)
        grid[row(point.trust)][x] = ("◉" if same else "●", "rep")
    out: list[Line] = []
    for y, cells_ in enumerate(grid):
        scale = {0: "100", (height - 1) // 2: " 50", height - 1: "  0"}.get(y, "   ")
        out.append(line((f"{scale} ", "faint"), ("│", "faint"), *_joined(cells_)))
    numbers = _numbers([p.turn for p in shown], step)
    out.append(line(("    └" + "─" * columns, "faint")))
    out.append(line(("     " + numbers, "faint")))
    return out


def _numbers(turns: Sequence[int], step: int) -> str:
    """Turn numbers under their columns, as many as there is room for."""
    text = ""
    for number, turn in enumerate(turns):
        at = number * step
        if not text or len(text) < at:
            text = text.ljust(at) + str(turn)
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
