"""Where the rep writes: Enter sends, Ctrl+J makes a new line, Up brings earlier lines back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from roleplay.report.plain import visible
from roleplay.tui.lines import sheet

LONGEST = 50_000
"""The longest turn that is taken, in characters. Nobody speaks as long as that."""


@lru_cache(maxsize=4096)
def _sign(char: str) -> str:
    shown = visible(char, keep="\t")
    return shown if len(shown) == 1 else "·"


class Composer(TextArea):
    """A text field that grows with what is written, up to eight lines.

    What is typed or pasted is sent as it is; control characters only *look* different, as ``␛`` does.
    """

    DEFAULT_CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        # Not a priority binding: those overtake the keys typed before them, and a quick Enter would send
        # half a sentence. It is handled in order, in _on_key.
        Binding("enter", "send", "Send", id="composer.send", tooltip="Say it to the buyer"),
        Binding(
            "ctrl+j,shift+enter,alt+enter",
            "newline",
            "New line",
            id="composer.newline",
            show=False,
            tooltip="Begin a new line",
        ),
        Binding(
            "up", "older", "Earlier", id="composer.older", show=False, tooltip="Bring back what you said earlier"
        ),
        Binding("down", "newer", "Later", id="composer.newer", show=False, tooltip="Towards what you are writing"),
    ]  # fmt: skip

    @dataclass
    class Sent(Message):
        """The rep pressed Enter. The composer keeps the text until :meth:`taken` is called."""

        composer: Composer
        text: str

        @property
        def control(self) -> Composer:
            return self.composer

        @property
        def stale(self) -> bool:
            """A second Enter came before the first had been taken: it holds words that are gone."""
            return not self.composer.text.startswith(self.text)

    @dataclass
    class Nothing(Message):
        """The rep pressed Enter with nothing written: go on."""

        composer: Composer

        @property
        def control(self) -> Composer:
            return self.composer

    @dataclass
    class Written(Message):
        """The draft changed."""

        composer: Composer
        text: str

        @property
        def control(self) -> Composer:
            return self.composer

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(
            "",
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )
        self.past: list[str] = []
        self._at: int | None = None
        self._draft = ""

    # Sending

    def action_send(self) -> None:
        if self.text.strip():
            self.post_message(self.Sent(self, self.text))
        else:
            self.post_message(self.Nothing(self))

    def taken(self, text: str) -> None:
        """The text has been accepted: clear it, and remember it for Up."""
        if not self.past or self.past[-1] != text:
            self.past.append(text)
        self._at = None
        self._draft = ""
        if self.text.startswith(text):
            # What was typed after Enter, while the message was on its way, stays.
            self.text = self.text[len(text) :]
            self.move_cursor(self.document.end)

    def action_newline(self) -> None:
        if not self.read_only:
            self._replace_via_keyboard("\n", *self.selection)

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable:
            return
        bound = self.screen.active_bindings.get(event.key)
        if bound is not None and bound.binding.id == "composer.send":
            event.stop()
            event.prevent_default()
            self.action_send()
        elif event.key == "enter":
            # Remapped away from sending: it does what the keymap says, and never breaks the line.
            event.prevent_default()

    def action_undo(self) -> None:
        # While it takes lines away, TextArea looks for its cursor in a line that is already gone. The first
        # line is always there; undo puts the cursor where it belongs afterwards.
        self.move_cursor((0, 0))
        super().action_undo()

    def action_redo(self) -> None:
        self.move_cursor((0, 0))
        super().action_redo()

    # Earlier lines

    def action_older(self) -> None:
        if not self.cursor_at_first_line or not self.past or (self._at is not None and self._at == 0):
            self.action_cursor_up()
            return
        if self._at is None:
            self._draft = self.text
            self._at = len(self.past)
        self._recall(self._at - 1)

    def action_newer(self) -> None:
        if not self.cursor_at_last_line or self._at is None:
            self.action_cursor_down()
            return
        self._recall(self._at + 1)

    def _recall(self, at: int) -> None:
        if at >= len(self.past):
            self._at = None
            self.text = self._draft
        else:
            self._at = at
            self.text = self.past[at]
        self.move_cursor(self.document.end)

    # Text from outside

    def get_line(self, line_index: int) -> Text:
        raw = self.document.get_line(line_index)
        # One sign for one character, so that the cursor stays where it belongs.
        shown = raw if raw.isascii() and raw.isprintable() else "".join(map(_sign, raw))
        return Text(shown, end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        # The base class would insert it once more.
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        # Half of a character is no text: no file and no model could take it.
        text = event.text.encode("utf-8", "replace").decode("utf-8")
        room = max(LONGEST - len(self.text) + len(self.selected_text), 0)
        if len(text) > room:
            self.post_message(self.TooLong(self))
        if result := self._replace_via_keyboard(text[:room], *self.selection):
            self.move_cursor(result.end_location)

    @dataclass
    class TooLong(Message):
        """More was pasted than one turn can hold; the beginning was kept."""

        composer: Composer

        @property
        def control(self) -> Composer:
            return self.composer

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Written(self, self.text))
