"""The conversation, as it grows: names in a gutter, words beside them, and what the buyer does meanwhile."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from textual import events
from textual.geometry import Size
from textual.message import Message

from roleplay.tui.lines import BLANK, Line, Run, cells, line, sheet, visible, wrap
from roleplay.tui.widgets.page import LinePage

Kind = Literal["buyer", "rep", "stage", "note", "hint", "trouble"]

MEASURE = 92
"""The longest line of speech, in cells: longer ones are hard to read on a wide screen."""


@dataclass(slots=True)
class Block:
    """One turn, stage direction or note. ``turn`` is its number in the transcript, 0 for the rest."""

    kind: Kind
    text: str
    turn: int = 0
    name: str = ""
    under: tuple[Run, ...] = ()
    lines: list[Line] = field(default_factory=list)


class TranscriptView(LinePage):
    """A conversation of any length; only what is on the screen is drawn.

    It stays at its end while it grows, unless the reader has scrolled up.
    """

    DEFAULT_CSS = sheet(__file__)

    @dataclass
    class TurnClicked(Message):
        """A turn was clicked."""

        view: TranscriptView
        turn: int

        @property
        def control(self) -> TranscriptView:
            return self.view

    def __init__(
        self, buyer: str = "Buyer", you: str = "You", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.buyer = buyer
        self.you = you
        self.blocks: list[Block] = []
        self._starts: list[int] = []
        self._height = 0
        self._typing = ""
        self._marked = 0
        self._follow = True

    # Growing

    def add(self, kind: Kind, text: str, turn: int = 0, under: tuple[Run, ...] = ()) -> Block:
        """Append a block and show it."""
        block = Block(kind, text, turn, self._speaker(kind), under)
        self.blocks.append(block)
        self._starts.append(self._height)
        self._lay(block)
        self._height += len(block.lines)
        self._grown()
        return block

    def extend(self, blocks: Sequence[Block]) -> None:
        """Append many at once."""
        for block in blocks:
            block.name = block.name or self._speaker(block.kind)
            self.blocks.append(block)
            self._starts.append(self._height)
            self._lay(block)
            self._height += len(block.lines)
        self.to_end()

    def grow(self, text: str) -> None:
        """Replace the last block's text: a turn that is being said."""
        if not self.blocks:
            return
        block = self.blocks[-1]
        block.text = text
        before = len(block.lines)
        self._lay(block)
        self._height += len(block.lines) - before
        self._grown()

    def typing(self, name: str) -> None:
        """Show that somebody is about to speak; an empty name takes the sign away."""
        if name != self._typing:
            self._typing = name
            self._grown()

    def clear(self) -> None:
        self.blocks.clear()
        self._starts.clear()
        self._height = 0
        self._typing = ""
        self.to_end()

    def mark(self, turn: int) -> None:
        """Put the cursor's ink under one turn and bring it into view; 0 takes it away."""
        self._marked = turn
        for number, block in enumerate(self.blocks):
            if turn and block.turn == turn:
                self.scroll_to(y=max(self._starts[number] - 2, 0), animate=False)
        self.refresh()

    def to_end(self) -> None:
        """Show the end, and keep it in view while more comes."""
        self._follow = True
        self._grown()

    def _grown(self) -> None:
        height = self._height + (2 if self._typing else 0)
        self.virtual_size = Size(max(self.text_width, 1), height)
        if self._follow:
            self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value < old_value:
            # Somebody scrolled up to read: new words must not pull the page away.
            self._follow = new_value >= self.max_scroll_y
        elif new_value >= self.max_scroll_y - 1:
            self._follow = True

    # Laying out

    def _speaker(self, kind: Kind) -> str:
        return {"buyer": self.buyer, "rep": self.you}.get(kind, "")

    def _gutter(self) -> int:
        longest = max(cells(self.buyer), cells(self.you), 3)
        return min(longest, 12 if self.text_width >= 72 else 8) + 2

    def _lay(self, block: Block) -> None:
        gutter = self._gutter()
        width = max(min(self.text_width - gutter - 2, MEASURE), 12)
        pieces = wrap(visible(block.text), width)
        pad = " " * gutter
        out: list[Line] = []
        for number, piece in enumerate(pieces):
            if block.kind == "buyer":
                out.append(line(self._head(block, "buyer", gutter) if number == 0 else pad, piece))
            elif block.kind == "rep":
                head = self._head(block, "rep", gutter) if number == 0 else (pad, "")
                out.append(line((head[0][:-1], head[1]), ("▌", "rep"), (piece, "")))
            elif block.kind == "stage":
                out.append(line(pad, (piece, "note")))
            elif block.kind == "hint":
                out.append(line(pad[:-2], ("┊ ", "accent"), (piece, "accent")))
            elif block.kind == "trouble":
                out.append(line(pad[:-2], ("! " if number == 0 else "  ", "bad"), (piece, "bad")))
            else:
                out.append(line(pad, (piece, "dim")))
        if block.under:
            out.append((("  " + pad[:-2], ""), *block.under))
        if block.kind != "stage":
            out.append(BLANK)
        block.lines = out

    def _head(self, block: Block, ink: str, gutter: int) -> Run:
        name = visible(block.name, keep="")
        while cells(name) > gutter - 2:
            name = name[:-1]
        return (" " * (gutter - 2 - cells(name)) + name + "  ", ink)

    def build(self, width: int) -> Sequence[Line]:
        self._height = 0
        self._starts.clear()
        for block in self.blocks:
            self._starts.append(self._height)
            self._lay(block)
            self._height += len(block.lines)
        return ()

    def rebuild(self) -> None:
        self._built_for = self.text_width
        self.build(self._built_for)
        self._grown()

    def line_at(self, y: int) -> Line | None:
        if y < self._height:
            at = bisect_right(self._starts, y) - 1
            if at < 0:
                return None
            lines = self.blocks[at].lines
            row = y - self._starts[at]
            return lines[row] if row < len(lines) else None
        if self._typing and y == self._height:
            gutter = self._gutter()
            return line(" " * gutter, (f"{visible(self._typing, keep='')} is typing …", "note"))
        return None

    def turn_at(self, y: int) -> int:
        """The transcript turn that line ``y`` belongs to, 0 for none."""
        if not 0 <= y < self._height:
            return 0
        at = bisect_right(self._starts, y) - 1
        return self.blocks[at].turn if at >= 0 else 0

    def line_ink(self, y: int) -> str:
        return "cursor-blurred" if self._marked and self.turn_at(y) == self._marked else ""

    def on_resize(self) -> None:
        if self.text_width != self._built_for:
            self.rebuild()
        elif self._follow:
            self.scroll_end(animate=False, immediate=True, x_axis=False)

    def on_click(self, event: events.Click) -> None:
        turn = self.turn_at(self.row_of(event.offset))
        if turn:
            self.post_message(self.TurnClicked(self, turn))
