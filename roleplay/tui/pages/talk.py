"""The transcript again, with marks: what each of the rep's turns did, and what it did to the buyer."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.dialogue.events import BuyerSpoke, Decided, Event, RepSpoke, Revised, Tagged
from roleplay.dialogue.state import Effect
from roleplay.scenario.words import short_name
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Run, cells, line, paragraph, visible
from roleplay.tui.pages.outcome import FORK
from roleplay.tui.widgets.rows import Row, block


def talk_rows(stored: StoredCall, width: int) -> list[Row]:
    """Turns as rows; the rep's can be chosen, to try again from there."""
    width = min(width, 100)
    name = visible(short_name(stored.scenario.buyer.name), keep="")
    gutter = min(max(cells(name), 3), 10) + 2
    acts, effects = _marks(stored.events)
    rows: list[Row] = []
    for event in stored.events:
        if isinstance(event, RepSpoke):
            head = line((f"{'You':>{gutter - 2}} ", "rep"), ("▌", "rep"))
            pad = " " * gutter
            lines = paragraph(event.text, width, "", pad, head)
            if acts.get(event.turn):
                lines.append(line(pad, (" · ".join(acts[event.turn]), "dim")))
            for effect in effects.get(event.turn, []):
                lines.append(line(pad, *_effect(effect, width - gutter)))
            lines.append(BLANK)
            rows.append(block(lines, f"{FORK}{event.turn}:0"))
        elif isinstance(event, BuyerSpoke):
            short = name[: gutter - 2]
            lines = [
                *paragraph(event.text, width, "", " " * gutter, line((f"{short:>{gutter - 2}}  ", "buyer"))),
                BLANK,
            ]
            rows.append(block(lines))
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


def _effect(effect: Effect, width: int) -> list[Run]:
    up = effect.change > 0
    text = f"{'▲' if up else '▼'} {effect.what} {effect.change:+.0f}: {effect.why}"
    text = text if cells(text) <= width else text[: width - 1] + "…"
    return [(text, "good" if up else "bad")]
