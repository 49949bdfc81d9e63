"""A page of inked lines that draws only what is on the screen, however long it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from roleplay.tui.inks import ink_style
from roleplay.tui.lines import Line, plain_of, sheet

KEPT = 1000
"""Drawn lines that are kept at most."""


class LinePage(ScrollView, can_focus=True):
    """Base of the transcript, the lists and the reports.

    Subclasses override :meth:`build`, which gives all lines for a width, or keep their own lines by
    overriding :meth:`line_at` and setting ``virtual_size`` themselves.
    """

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._page_lines: Sequence[Line] = ()
        self._built_for = -1
        self._ink_styles: dict[str, Style] = {}
        self._base = Style.null()
        self._strips: dict[int, tuple[Line, str, int, Strip]] = {}
        """Lines as they were drawn last: while text streams in, most of a page stays as it was."""
        self._padded: dict[int, tuple[Strip, tuple[int, int, int, Style], Strip]] = {}
        """The same with the padding around them."""

    # What subclasses fill in

    def build(self, width: int) -> Sequence[Line]:
        """All lines of the page, none wider than ``width`` cells."""
        return ()

    def line_at(self, y: int) -> Line | None:
        """Line ``y`` of the page (0-based), ``None`` beyond its end."""
        return self._page_lines[y] if 0 <= y < len(self._page_lines) else None

    def line_ink(self, y: int) -> str:
        """An ink that lies under the whole of line ``y`` (the cursor's), or nothing."""
        return ""

    # Laying out

    @property
    def text_width(self) -> int:
        """The width that lines may take: what the page has, less a scrollbar that may come."""
        return max(self.scrollable_content_region.width, 1)

    def rebuild(self) -> None:
        """Lay the page out again: the content changed."""
        self._built_for = self.text_width
        self._page_lines = self.build(self._built_for)
        self.virtual_size = Size(self._built_for, len(self._page_lines))
        self.refresh()

    def on_resize(self) -> None:
        if self.text_width != self._built_for:
            self.rebuild()

    # Drawing

    def ink(self, name: str) -> Style:
        """The style of an ink in the present theme."""
        style = self._ink_styles.get(name)
        if style is None:
            style = self._ink_styles[name] = ink_style(self.app, name)
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._ink_styles.clear()
        self._strips.clear()
        self._padded.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        base = self.rich_style
        if base != self._base:
            self._base = base
            self._strips.clear()
            self._padded.clear()
        if self.styles.gutter != self.styles.padding or self.opacity != 1.0:
            return super().render_lines(crop)  # a border, or a page that shines through
        # Textual makes every row anew when a page scrolls. Rows that stay the same object keep what has been
        # made of them for the terminal, which halves the time of a frame while a reply streams in.
        below, background = self.background_colors
        blank = Style(bgcolor=(below + background).rich_color)
        rows = [self._row(y, blank) for y in crop.line_range]
        for each in self.get_line_filters():
            rows = [row.apply_filter(each, background) for row in rows]
        left, right = crop.column_span
        if (left, right) != (0, self.region.width):
            rows = [row.crop(left, right) for row in rows]
        return rows

    def _row(self, y: int, blank: Style) -> Strip:
        """Row ``y`` of the widget, with the page's padding."""
        pad, size = self.styles.padding, self.content_region.size
        y -= pad.top
        if not 0 <= y < size.height:
            return Strip.blank(pad.left + size.width + pad.right, blank)
        inside, at = self.render_line(y), self.scroll_offset.y + y
        box = (pad.left, size.width, pad.right, blank)
        kept = self._padded.get(at)
        if kept is not None and kept[0] is inside and kept[1] == box:
            return kept[2]
        row = Strip.join(
            [
                Strip.blank(pad.left, blank),
                inside.adjust_cell_length(size.width, blank),
                Strip.blank(pad.right, blank),
            ]
        )
        if len(self._padded) > KEPT:
            self._padded.clear()
        self._padded[at] = (inside, box, row)
        return row

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        at = self.scroll_offset.y + y
        base = self._base
        found = self.line_at(at)
        if found is None:
            return Strip.blank(width, base)
        under = self.line_ink(at)
        selection = self.text_selection
        drawn = self._strips.get(at)
        if drawn is not None and drawn[0] is found and drawn[1:3] == (under, width) and selection is None:
            return drawn[3]
        if under:
            base = base + self.ink(under)
        segments = [Segment(text, base + self.ink(ink)) for text, ink in found]
        strip = Strip(segments).extend_cell_length(width, base).crop(0, width)
        if selection is not None and (span := selection.get_span(at)) is not None:
            strip = self._selected(strip, span)
        strip = strip.apply_offsets(0, at)
        if selection is None:
            if len(self._strips) > KEPT:
                self._strips.clear()
            self._strips[at] = (found, under, width, strip)
        return strip

    def _selected(self, strip: Strip, span: tuple[int, int]) -> Strip:
        start, end = span
        end = strip.cell_length if end == -1 else end
        style = self.screen.get_component_rich_style("screen--selection")
        before, middle, after = (
            strip.crop(0, start),
            strip.crop(start, end),
            strip.crop(end, strip.cell_length),
        )
        return Strip.join([before, middle.apply_style(style), after])

    # Selecting with the mouse and copying

    @property
    def allow_select(self) -> bool:
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        rows = range(int(self.virtual_size.height))
        text = "\n".join(plain_of(found) if (found := self.line_at(y)) is not None else "" for y in rows)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def row_of(self, offset: Offset) -> int:
        """The page's line under a place in the widget."""
        return offset.y + self.scroll_offset.y - self.gutter.top
