"""A line that says what happened and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Static

from roleplay.tui.lines import sheet, visible


class Choices(Vertical):
    """Hidden until :meth:`offer`. The first choice gets the focus, the composer keeps its text."""

    DEFAULT_CSS = sheet(__file__)

    @dataclass
    class Picked(Message):
        """A choice was made."""

        choices: Choices
        key: str

        @property
        def control(self) -> Choices:
            return self.choices

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False
        self.offered: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, classes="what")
        yield Horizontal(classes="row")

    async def offer(self, what: str, options: Sequence[tuple[str, str]], *, focus: bool = True) -> None:
        """``options`` are (key, label) pairs."""
        self.offered = tuple(key for key, _ in options)
        self.query_one(".what", Static).update(visible(what))
        row = self.query_one(".row", Horizontal)
        await row.remove_children()
        buttons = [Button(label, name=key, compact=True) for key, label in options]
        await row.mount(*buttons)
        self.display = True
        if focus and buttons:
            buttons[0].focus()

    def withdraw(self) -> None:
        self.offered = ()
        self.display = False

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.name is not None:
            self.post_message(self.Picked(self, event.button.name))
