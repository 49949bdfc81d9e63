"""The mood over the turns, and the turns that moved it."""

from __future__ import annotations

from roleplay.coach.debrief import mood_over, turning_points
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, cut, line, paragraph
from roleplay.tui.pages.outcome import FORK
from roleplay.tui.plots import mood_plot
from roleplay.tui.widgets.rows import Row, block, heading


def mood_rows(stored: StoredCall, width: int, height: int = 10) -> list[Row]:
    width = min(width, 110)
    points = mood_over(stored.events)
    plot = mood_plot(points, width, height)
    legend: Line = line(
        "     ", ("●", "rep"), (" trust   ", "dim"), ("○", "dim"), (" patience   by your turns", "dim")
    )
    top: list[Line] = [legend, *plot]
    rows = [block(top)]
    moved = turning_points(stored.events, most=6)
    if moved:
        rows.append(heading("What moved it   (Enter: try again from there)"))
    for number, effect in enumerate(moved, 1):
        up = effect.change > 0
        sign = f"{'▲' if up else '▼'} {effect.what} {effect.change:+.0f}"
        head = line((f" {sign:<15}", "good" if up else "bad"))
        lines = paragraph(f"{effect.why} (turn {effect.turn})", width, "", " " * 16, head)
        lines += cut(paragraph(f"“{effect.quote}”", width, "quote", " " * 16), 2)
        lines.append(BLANK)
        rows.append(block(lines, f"{FORK}{effect.turn}:{number}"))
    return rows
