"""The mood over the turns, and the turns that moved it."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.coach.debrief import mood_over, turning_points
from roleplay.dialogue.state import Effect
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
    moved = turning_points(stored.events, most=8)
    if moved:
        rows.append(heading("What moved it   (Enter: try again from there)"))
    for number, (effect, *more) in enumerate(one_cause(moved), 1):
        up = effect.change > 0
        sign = f"{'▲' if up else '▼'} {effect.what} {effect.change:+.0f}"
        head = line((f" {sign:<15}", "good" if up else "bad"))
        lines = paragraph(f"{effect.why} (turn {effect.turn})", width, "", " " * 16, head)
        under = None
        if more:
            under = line((f"{f'   {more[0].what} {more[0].change:+.0f}':<16}", "good" if up else "bad"))
        lines += cut(paragraph(f"“{effect.quote}”", width, "quote", " " * 16, under), 2)
        lines.append(BLANK)
        rows.append(block(lines, f"{FORK}{effect.turn}:{number}"))
    return rows


def one_cause(effects: Sequence[Effect]) -> list[list[Effect]]:
    """Effects in their order, those with the same cause and direction together: what cost trust and patience at once
    is one thing to a rep."""
    out: dict[tuple[int, str, str, bool], list[Effect]] = {}
    for effect in effects:
        out.setdefault((effect.turn, effect.why, effect.quote, effect.change > 0), []).append(effect)
    return list(out.values())
