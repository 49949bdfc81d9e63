"""What the parts of the call screen share: the widgets, where the call stands, and the line at the top."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from roleplay.dialogue.state import State
from roleplay.tui.base import DeskScreen
from roleplay.tui.lines import plain_of, spread, visible
from roleplay.tui.reading import Reader
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.composer import Composer
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.meters import Meters
from roleplay.tui.widgets.transcript import TranscriptView
from roleplay.tui.words import minutes, who_words

if TYPE_CHECKING:
    from roleplay.dialogue.events import Event
    from roleplay.tui.desk import LiveCall

WIDE = 110
"""From this width on the meters stand at the side."""


class CallFrame(DeskScreen):
    """The screen without its doings."""

    def __init__(self, make: Callable[[], LiveCall], *, first: bool = False) -> None:
        super().__init__(name="call")
        self._make = make
        self._first = first
        self._talk = TranscriptView(id="talk")
        self._meters = Meters(id="meters")
        self._choices = Choices(id="choices")
        self._composer = Composer("", id="composer")
        self.live: LiveCall | None = None
        self.busy = False
        """The engine is at work; the rep's next turn has to wait."""
        self.over = False
        self._reader = Reader()
        self._before: State | None = None
        self._paused = False
        self._head = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="head", classes="bar", markup=False)
        with Horizontal(id="middle"):
            yield self._talk
            yield self._meters
        with Vertical(id="bottom"):
            yield self._choices
            yield self._composer
        yield KeyLine()

    @property
    def _coached(self) -> bool:
        return self.live is not None and self.live.call.mode == "coached"

    # Filled in by the parts

    def _run(self, stream: AsyncIterator[Event], said: str = "") -> None:
        """Let the engine work, and show what it does."""
        raise NotImplementedError

    def _stop(self) -> None:
        """Take the engine's work away from it: a model that is still speaking is cut off."""
        raise NotImplementedError

    def _finish_reveal(self) -> None:
        """Show all of the buyer's turn at once."""
        raise NotImplementedError

    # What stands around it

    def _refresh_side(self) -> None:
        self._refresh_head()
        if self.live is not None and self._coached and self._meters.display:
            self._meters.update(self._reader.read(self.live.call))

    def _refresh_head(self) -> None:
        if self.live is None:
            return
        call, scenario = self.live.call, self.live.scenario
        who = who_words(scenario.buyer.name, scenario.buyer.role)
        left = call.turns_left
        parts = [minutes(call.elapsed)] if call.elapsed or self.home.motion else []
        parts.append(f"{left} turn{'s' if left != 1 else ''} left")
        parts.append("paused" if self._paused else call.mode)
        self._say_head(who, "  ".join(parts))

    def _say_head(self, left: str, right: str = "") -> None:
        words = plain_of(spread([(visible(left, keep=""), "")], [(right, "")], max(self.size.width - 4, 20)))
        if words != self._head:
            self._head = words
            self.query_one("#head", Static).update(words)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size.width)
        self._refresh_head()

    def _arrange(self, width: int) -> None:
        wide = width >= WIDE
        meters = self._meters
        shown = self._coached and (self.home.preferences is None or self.home.preferences.meters)
        meters.display = shown
        self.query_one("#middle").set_class(not wide, "-narrow")
        meters.set_slim(not wide)
