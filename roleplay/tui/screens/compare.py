"""Two tries at the same scene, side by side."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import sheet
from roleplay.tui.pages.comparison import figures_rows
from roleplay.tui.pages.talk import talk_rows
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import RowList


class CompareScreen(DeskScreen):
    """Scores and figures with their differences, then the two conversations beside each other."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "words", "Words", id="compare.words", tooltip="The figures, or the words side by side"),
        Binding("tab", "other", "Other side", id="compare.other", tooltip="To the other call", priority=True),
    ]
    HELP_TITLE = "Two tries"
    HELP_TEXT = (
        "The earlier try is on the left. W shows the words of both instead of the figures; Tab changes sides."
    )

    def __init__(self, one: str, other: str) -> None:
        super().__init__(name="compare")
        self._ids = (one, other)
        self.pair: tuple[StoredCall, StoredCall] | None = None
        self._figures = RowList(id="figures")
        self._left = RowList(id="left")
        self._right = RowList(id="right")

    def compose(self) -> ComposeResult:
        yield Static("Two tries", id="title", classes="bar", markup=False)
        yield self._figures
        with Horizontal(id="words"):
            yield self._left
            yield self._right
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#words").display = False
        self._figures.focus()
        one, other = self._ids
        self.ask(lambda: (self.desk.stored(one), self.desk.stored(other)), self._take, trouble=self._cannot)

    def _take(self, pair: tuple[StoredCall, StoredCall]) -> None:
        self.pair = pair
        first, second = pair
        titles = first.scenario.title
        if first.scenario.id != second.scenario.id:
            titles += f"  and  {second.scenario.title}"
        self.query_one("#title", Static).update(titles)
        self._figures.show_built(partial(figures_rows, first, second))
        self._left.show_built(partial(talk_rows, first))
        self._right.show_built(partial(talk_rows, second))

    def _cannot(self, words: str) -> None:
        self.query_one("#title", Static).update(words)

    def action_words(self) -> None:
        words = self.query_one("#words")
        words.display = not words.display
        self._figures.display = not words.display
        (self._left if words.display else self._figures).focus()

    def action_other(self) -> None:
        if self.query_one("#words").display:
            (self._right if self._left.has_focus else self._left).focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
