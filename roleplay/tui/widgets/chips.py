"""Words above a list that narrow it: clicked or reached by Tab, they ask what to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from roleplay.tui.lines import sheet


class Chip(Static, can_focus=True):
    """One of them. ``label`` says what is shown now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Choose", id="chip.press", show=False, tooltip="Choose what to show"),
    ]

    @dataclass
    class Pressed(Message):
        chip: Chip

        @property
        def control(self) -> Chip:
            return self.chip

    def __init__(self, key: str, label: str) -> None:
        super().__init__(f"{label} ▾", markup=False)
        self.key = key
        self.first = label

    def relabel(self, label: str, active: bool) -> None:
        self.update(f"{label} ▾")
        self.set_class(active, "-active")

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        self.action_press()


class Chips(Horizontal):
    """A row of chips."""

    DEFAULT_CSS = sheet(__file__)

    @dataclass
    class Pressed(Message):
        """Somebody wants to choose for the chip ``key``."""

        chips: Chips
        key: str

        @property
        def control(self) -> Chips:
            return self.chips

    def __init__(self, *chips: Chip, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all = chips

    def compose(self) -> ComposeResult:
        yield from self._all

    def relabel(self, key: str, label: str, active: bool) -> None:
        for chip in self._all:
            if chip.key == key:
                chip.relabel(label, active)

    def reset(self) -> None:
        for chip in self._all:
            chip.relabel(chip.first, False)

    def on_chip_pressed(self, event: Chip.Pressed) -> None:
        event.stop()
        self.post_message(self.Pressed(self, event.chip.key))
