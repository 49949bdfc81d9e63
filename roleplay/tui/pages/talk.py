"""The transcript again, with marks: what each of the rep's turns did, and what it did to the buyer."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.dialogue.events import BuyerSpoke, Decided, Event, RepSpoke, Revised, Tagged
from roleplay.dialogue.state import Effect
from roleplay.scenario.words import short_name
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, cells, cut, line, paragraph, spread, visible
from roleplay.tui.pages.mood import one_cause
from roleplay.tui.pages.outcome import FORK
from roleplay.tui.widgets.rows import Row, block

NUMBER = 6
"""Cells kept free at the right for the number of a turn."""
NARROW = 50
"""Below this width, as when two calls stand side by side, marks are kept short."""


def talk_rows(stored: StoredCall, width: int) -> list[Row]:
    """Turns as rows; the rep's can be chosen, to try again from there."""
    width = min(width, 100)
    name = visible(short_name(stored.scenario.buyer.name), keep="")
    gutter = min(max(cells(name), 3), 10) + 2
    acts, effects = _marks(stored.events)
    room = width if width < NARROW else width - NUMBER
    rows: list[Row] = []
    for event in stored.events:
        if isinstance(event, RepSpoke):
            head = line((f"{'You':>{gutter - 2}} ", "rep"), ("▌", "rep"))
            pad = " " * gutter
            lines = _numbered(paragraph(event.text, room, "", pad, head), event.turn, width)
            if acts.get(event.turn):
                done = paragraph(" · ".join(acts[event.turn]), width, "dim", pad)
                lines += cut(done, 1) if width < NARROW else done
            for same in one_cause(effects.get(event.turn, [])):
                lines += _effect(same, width, pad)
            lines.append(BLANK)
            rows.append(block(lines, f"{FORK}{event.turn}:0"))
        elif isinstance(event, BuyerSpoke):
            short = name[: gutter - 2]
            head = line((f"{short:>{gutter - 2}}  ", "buyer"))
            lines = paragraph(event.text, room, "", " " * gutter, head)
            rows.append(block([*_numbered(lines, event.turn, width), BLANK]))
    return rows


def _marks(events: Iterable[Event]) -> tuple[dict[int, list[str]], dict[int, list[Effect]]]:
    acts: dict[int, list[str]] = {}
    effects: dict[int, list[Effect]] = {}
    for event in events:
        if isinstance(event, Tagged):
            acts[event.turn] = list(dict.fromkeys(str(act.label).replace("_", " ") for act in event.acts))
        elif isinstance(event, Decided | Revised):
            # What every turn costs says nothing about this one.
            moved = [
                e
                for e in event.effects
                if e.what in ("trust", "patience") and abs(e.change) >= 2 and e.turn and e.quote
            ]
            effects.setdefault(event.turn, []).extend(moved)
    return acts, effects


def _numbered(lines: list[Line], turn: int, width: int) -> list[Line]:
    """The turn's number at the right of its first line: the other pages speak of turns by number."""
    if width < NARROW:
        return lines
    return [spread(lines[0], [(str(turn), "faint")], width), *lines[1:]]


def _effect(same: list[Effect], width: int, pad: str) -> list[Line]:
    """What one cause did: ``▼ trust -8, patience -8: you pushed``; in a narrow column without the cause."""
    up = same[0].change > 0
    moved = ", ".join(f"{effect.what} {effect.change:+.0f}" for effect in same)
    head = line(pad, ("▲ " if up else "▼ ", "good" if up else "bad"))
    text = moved if width < NARROW else f"{moved}: {same[0].why}"
    return paragraph(text, width, "good" if up else "bad", pad + "  ", head)
