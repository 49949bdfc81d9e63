"""Help for the screen one is on: what it is for, and every key it knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from roleplay.tui.base import Dialog
from roleplay.tui.lines import BLANK, Line, cells, line, paragraph, sheet
from roleplay.tui.widgets.rows import Row, RowList, block

KEYS = 18
"""Cells that the keys take."""


class HelpScreen(Dialog[None]):
    """Over the screen it explains; Escape closes it."""

    CSS = sheet(__file__)

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about
        self._keys = list(_keys_of(about))
        self._page = RowList(id="page")

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(getattr(self._about, "HELP_TITLE", "") or "Help", id="title", markup=False)
            yield self._page
            yield Static("Esc closes. Ctrl+P finds every action by name.", id="foot", markup=False)

    def on_mount(self) -> None:
        self._page.show_built(self._rows)
        self._page.focus()

    def _rows(self, width: int) -> list[Row]:
        lines: list[Line] = []
        text = f"{getattr(self._about, 'help_first', '')}\n{getattr(self._about, 'HELP_TEXT', '')}"
        for part in text.split("\n"):
            if part:
                lines += [*paragraph(part, width), BLANK]
        for key, what in self._keys:
            if cells(key) >= KEYS:
                lines += paragraph(key, width, "key")
                lines += paragraph(what, width, "", " " * KEYS)
            else:
                lines += paragraph(what, width, "", " " * KEYS, line((f"{key:<{KEYS}}", "key")))
        return [block(lines)]


def _keys_of(screen: Screen[Any]) -> Iterable[tuple[str, str]]:
    """What the keys do now: (key, words), one line for each action."""
    seen: dict[tuple[str, str], list[str]] = {}
    words: dict[tuple[str, str], str] = {}
    for active in screen.active_bindings.values():
        binding: Binding = active.binding
        if not active.enabled or not (binding.tooltip or binding.description) or binding.id is None:
            continue
        name = (binding.id, binding.action)
        seen.setdefault(name, []).append(screen.app.get_key_display(binding))
        words[name] = binding.tooltip or binding.description
    for name, keys in seen.items():
        yield ", ".join(dict.fromkeys(keys)), words[name]
