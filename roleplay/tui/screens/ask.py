"""A small question over the screen: a text and a few answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from roleplay.tui.base import Dialog
from roleplay.tui.lines import line, sheet, visible
from roleplay.tui.widgets.rows import RowList, block


class AskScreen(Dialog[str | None]):
    """Returns the key of the answer, ``None`` if it was closed."""

    CSS = sheet(__file__)

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], text: str = "", current: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._options = tuple(options)
        self._current = current

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(visible(self._title, keep=""), id="title", markup=False)
            if self._text:
                yield Static(visible(self._text), id="text", markup=False)
            rows = RowList(id="answers", click_chooses=True)
            rows.styles.height = min(len(self._options), 14)
            yield rows

    def on_mount(self) -> None:
        rows = self.query_one("#answers", RowList)
        rows.show(
            [block([line(" ", visible(label, keep=""))], key) for key, label in self._options],
            keep=self._current or None,
        )
        rows.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.close(event.key)
