"""A list of rows with a cursor, as quick with ten thousand rows as with ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from roleplay.tui.lines import BLANK, Line, sheet
from roleplay.tui.widgets.page import LinePage


class Row(NamedTuple):
    """One row. ``draw`` gives its ``height`` lines for a width; rows without a key (headings) cannot be
    chosen."""

    key: str
    draw: Callable[[int], Sequence[Line]]
    height: int = 1


def block(lines: Sequence[Line], key: str = "") -> Row:
    """A row of lines that are laid out already."""
    return Row(key, lambda width: lines, len(lines))


def heading(text: str, above: bool = True) -> Row:
    """A row that only tells what follows."""
    lines: tuple[Line, ...] = (BLANK, ((text, "heading"),)) if above else (((text, "heading"),),)
    return Row("", lambda width: lines, len(lines))


class RowList(LinePage):
    """Rows to move through and choose from."""

    DEFAULT_CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="list.up", show=False, tooltip="The row above"),
        Binding("down,j", "move(1)", "Down", id="list.down", show=False, tooltip="The row below"),
        Binding("pageup", "page(-1)", "Page up", id="list.pageup", show=False, tooltip="A page up"),
        Binding("pagedown", "page(1)", "Page down", id="list.pagedown", show=False, tooltip="A page down"),
        Binding("home,g", "first", "First", id="list.first", show=False, tooltip="The first row"),
        Binding("end,G", "last", "Last", id="list.last", show=False, tooltip="The last row"),
        Binding("enter", "choose", "Choose", id="list.choose", show=False, tooltip="Open this row"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        rows: RowList
        key: str

        @property
        def control(self) -> RowList:
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was chosen by Enter or by a click."""

        rows: RowList
        key: str

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        click_chooses: bool = False,
        empty: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.click_chooses = click_chooses
        self.empty = empty
        self._rows: list[Row] = []
        self._builder: Callable[[int], Sequence[Row]] | None = None
        self._tops: list[int] = []
        self._selectable: list[int] = []
        self._cursor = -1
        self._touched = False
        self._drawn: dict[int, Sequence[Line]] = {}

    # Content

    def show_built(self, builder: Callable[[int], Sequence[Row]], keep: str | None = None) -> None:
        """Rows whose heights depend on the width: ``builder`` makes them anew for each width."""
        self._builder = builder
        self._built_for = self.text_width
        self._set(builder(self.text_width), keep)

    def show(self, rows: Sequence[Row], keep: str | None = None) -> None:
        """Replace the rows. The cursor stays on the row with the same key (or ``keep``) if it is there."""
        self._builder = None
        self._set(rows, keep)

    def _set(self, rows: Sequence[Row], keep: str | None = None) -> None:
        wanted = keep if keep is not None else self.key
        self._rows = list(rows)
        self._tops = []
        self._selectable = [n for n, row in enumerate(self._rows) if row.key]
        top = 0
        for row in self._rows:
            self._tops.append(top)
            top += row.height
        at = next((n for n in self._selectable if self._rows[n].key == wanted), None)
        if at is None:
            at = self._selectable[0] if self._selectable else -1
        before = self.key
        self._cursor = at
        self._drawn.clear()
        self.virtual_size = Size(self.text_width, max(top, 1))
        self._reveal()
        self.refresh()
        if self.key != before or keep is not None:
            self.post_message(self.Moved(self, self.key))

    @property
    def key(self) -> str:
        """The key of the row under the cursor, empty if there is none."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else ""

    @property
    def keys(self) -> list[str]:
        """All keys in order."""
        return [self._rows[n].key for n in self._selectable]

    def redraw(self) -> None:
        """Draw the same rows again: what they show has changed."""
        self._drawn.clear()
        self.refresh()

    # Moving

    def action_move(self, step: int) -> None:
        if not self._selectable:
            self.scroll_relative(y=step, animate=False)
            return
        place = self._selectable.index(self._cursor) if self._cursor in self._selectable else 0
        target = place + step
        if 0 <= target < len(self._selectable):
            self._go(self._selectable[target])
        else:
            self.scroll_relative(y=step, animate=False)

    def action_page(self, direction: int) -> None:
        page = direction * max(self.size.height - 1, 1)
        if self._selectable:
            goal = self._tops[self._cursor] + page
            at = min(self._selectable, key=lambda n: abs(self._tops[n] - goal))
            if at != self._cursor:
                self._go(at)
                return
        # Nothing further to choose: what stands beyond it can still be read.
        self.scroll_relative(y=page, animate=False)

    def action_first(self) -> None:
        if self._selectable:
            self._go(self._selectable[0])
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        if self._selectable:
            self._go(self._selectable[-1])
        self.scroll_end(animate=False)

    def action_choose(self) -> None:
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def go_to(self, key: str) -> None:
        """Put the cursor on the row with this key, if it is there."""
        for n in self._selectable:
            if self._rows[n].key == key:
                self._go(n)

    def _go(self, at: int) -> None:
        self._touched = True
        if at != self._cursor:
            self._cursor = at
            self.refresh()
            self.post_message(self.Moved(self, self.key))
        self._reveal()

    def _reveal(self) -> None:
        if not 0 <= self._cursor < len(self._rows) or not self.size.height:
            return
        top = self._tops[self._cursor]
        bottom = top + self._rows[self._cursor].height
        first = self._selectable and self._cursor == self._selectable[0]
        if first and (not self._touched or bottom <= self.size.height):
            # What stands above the first row is read first.
            self.scroll_to(y=0, animate=False)
        elif top < self.scroll_offset.y:
            self.scroll_to(y=max(top - 1, 0), animate=False)
        elif bottom > self.scroll_offset.y + self.scrollable_content_region.height:
            self.scroll_to(y=bottom - self.scrollable_content_region.height, animate=False)

    # Drawing

    def rebuild(self) -> None:
        self._built_for = self.text_width
        if self._builder is not None:
            self._set(self._builder(self.text_width))
            return
        self._drawn.clear()
        height = self._tops[-1] + self._rows[-1].height if self._rows else 1
        self.virtual_size = Size(self._built_for, height)
        self.refresh()

    def on_resize(self) -> None:
        super().on_resize()
        self._reveal()

    def line_at(self, y: int) -> Line | None:
        if not self._rows:
            return ((self.empty, "dim"),) if y == 0 and self.empty else None
        at = bisect_right(self._tops, y) - 1
        if at < 0:
            return None
        drawn = self._drawn.get(at)
        if drawn is None:
            if len(self._drawn) > 500:
                self._drawn.clear()
            drawn = self._drawn[at] = self._rows[at].draw(self.text_width)
        inside = y - self._tops[at]
        return drawn[inside] if inside < len(drawn) else (BLANK if inside < self._rows[at].height else None)

    def line_ink(self, y: int) -> str:
        if not 0 <= self._cursor < len(self._rows):
            return ""
        top = self._tops[self._cursor]
        inside = y - top
        height = self._rows[self._cursor].height
        if not 0 <= inside < height:
            return ""
        if inside == height - 1 and height > 1 and not self.line_at(y):
            return ""  # the blank line that parts a row from the next
        return "cursor" if self.has_focus else "cursor-blurred"

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        at = bisect_right(self._tops, self.row_of(event.offset)) - 1
        if not 0 <= at < len(self._rows) or not self._rows[at].key:
            return
        again = at == self._cursor
        self._go(at)
        if again or self.click_chooses or event.chain > 1:
            self.action_choose()
