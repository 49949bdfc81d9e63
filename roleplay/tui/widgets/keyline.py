"""The keys of the screen one is on, in one line that fits: what does not, is left out from the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from roleplay.tui.inks import ink_style
from roleplay.tui.lines import cells, sheet
from roleplay.tui.words import key_words

if TYPE_CHECKING:
    from textual.binding import Binding


class KeyLine(Widget):
    """At the bottom of every screen. A click does what the key does; the pointer over it tells more.

    One widget that draws itself, since a footer of many widgets takes a good part of a first paint.
    """

    DEFAULT_CSS = sheet(__file__)
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[int, int, Binding]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: object) -> None:
        self.refresh()

    def bindings(self) -> list[Binding]:
        """What is shown, in order: one for each action that has a description."""
        found: dict[str, Binding] = {}
        for _, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and enabled and binding.description:
                found.setdefault(binding.action, binding)
        # Help is the one that must not fall off the end.
        return sorted(found.values(), key=lambda b: b.id == "app.help")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        key_style = base + ink_style(self.app, "key")
        text_style = base + ink_style(self.app, "dim")
        labels = [(b, key_words(b.key), b.description) for b in self.bindings()]
        while len(labels) > 1 and sum(cells(k) + cells(d) + 3 for _, k, d in labels) - 1 > width:
            labels.pop(-2)
        segments: list[Segment] = []
        self._shown = []
        at = 0
        for binding, key, words in labels:
            length = cells(key) + cells(words) + 3
            self._shown.append((at, at + length, binding))
            segments += [Segment(f" {key}", key_style), Segment(f" {words} ", text_style)]
            at += length
        return Strip(segments).adjust_cell_length(width, base)

    def _under(self, event: events.MouseEvent) -> Binding | None:
        return next((b for start, end, b in self._shown if start <= event.x < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        binding = self._under(event)
        tooltip: Any = binding.tooltip if binding is not None else None
        if tooltip != self.tooltip:
            self.tooltip = tooltip

    def on_click(self, event: events.Click) -> None:
        binding = self._under(event)
        if binding is not None:
            self.app.simulate_key(binding.key)
