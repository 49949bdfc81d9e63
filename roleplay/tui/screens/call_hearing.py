"""What the engine does, shown: the rep's turn, the buyer's words as they are said, and what broke."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from roleplay.coach.body import stage_direction
from roleplay.dialogue import events as happened
from roleplay.dialogue.state import State
from roleplay.errors import RoleplayError, UsageError
from roleplay.tui.reveal import Reveal
from roleplay.tui.screens.call_frame import CallFrame

if TYPE_CHECKING:
    from roleplay.dialogue.events import Event
    from roleplay.tui.desk import LiveCall

FRAME = 1 / 12
"""Seconds between two looks at what the buyer is saying: words come into view faster than they can be read."""


class Hearing(CallFrame):
    """Runs the engine in a worker, which posts; the handlers here own what is on the screen."""

    @dataclass
    class Happened(Message, bubble=False):
        """The engine has something to show."""

        event: Event

    @dataclass
    class Quiet(Message, bubble=False):
        """The engine waits for the rep, or could not go on."""

        trouble: str = ""
        unsent: str = ""

    def __init__(self, make: Callable[[], LiveCall], *, first: bool = False) -> None:
        super().__init__(make, first=first)
        self._reveal: Reveal | None = None
        self._ticker: Timer | None = None
        self._told_unsaved = False

    # Filled in by the parts to come

    def _end(self) -> None:
        """The call is over."""
        raise NotImplementedError

    def _said_everything(self) -> None:
        """The buyer's turn is on the screen, all of it."""
        raise NotImplementedError

    # The engine's events

    def _run(self, stream: AsyncIterator[Event], said: str = "") -> None:
        self.busy = True

        async def pump() -> None:
            try:
                async for event in stream:
                    self.post_message(self.Happened(event))
            except UsageError as error:
                self.post_message(self.Quiet(str(error), said))
            except RoleplayError as error:
                self.post_message(self.Quiet(str(error)))
            except Exception as error:  # noqa: BLE001  the rep's words matter more than the fault: show it and go on
                self.post_message(self.Quiet(self.home.note_failure(error)))
            else:
                self.post_message(self.Quiet())

        # Made by the worker itself, so that a screen that goes away leaves nothing half begun.
        self.run_worker(pump, group="engine", exit_on_error=False)  # type: ignore[arg-type]

    def _stop(self) -> None:
        self.workers.cancel_group(self, "engine")
        self._talk.typing("")
        self.busy = False

    def on_hearing_happened(self, message: Happened) -> None:
        event = message.event
        talk = self._talk
        if isinstance(event, happened.RepSpoke):
            self._finish_reveal()
            talk.add("rep", event.text, event.turn)
            talk.to_end()
            if self.home.pace != "off" or (self.live is not None and self.live.voice != "scripted"):
                talk.typing(talk.buyer)
        elif isinstance(event, happened.Decided):
            self._stage(event.state, event.turn)
        elif isinstance(event, happened.BuyerSaying):
            self._buyer_says(event.text, event.turn)
        elif isinstance(event, happened.BuyerSpoke):
            self._buyer_said(event.text, event.turn)
        elif isinstance(event, happened.Retrying):
            talk.add("note", f"No answer yet ({event.reason}). Trying again in {event.wait:.0f} s.")
        elif isinstance(event, happened.BuyerFailed):
            talk.typing("")
            offer = partial(self._offer_after_failure, event.reason)
            self.run_worker(offer, group="offer", exit_on_error=False)  # type: ignore[arg-type]
        elif isinstance(event, happened.VoiceChanged):
            talk.add("note", "From here on the buyer speaks in scripted lines.")
            if self.live is not None:
                self.live.voice = "scripted"

    def on_hearing_quiet(self, message: Quiet) -> None:
        self.busy = False
        talk, composer = self._talk, self._composer
        if message.trouble:
            talk.typing("")
            talk.add("trouble", message.trouble)
            if message.unsent and not composer.text:
                composer.text = message.unsent
        if self.live is None:
            return
        self._refresh_side()
        self._warn_unsaved()
        if self.live.call.ending is not None:
            self._end()

    def _stage(self, state: State, turn: int) -> None:
        before, self._before = self._before, state
        if before is None or not self._coached or self.live is None or not turn:
            return
        seen = stage_direction(self.live.scenario.buyer.name, before, state, turn)
        if seen:
            self._talk.add("stage", seen)

    # The buyer's words

    def _buyer_says(self, text: str, turn: int) -> None:
        talk = self._talk
        if self._reveal is None:
            self._reveal = Reveal(self.home.pace)
            talk.typing("")
            talk.add("buyer", "", turn)
        self._reveal.feed(text)
        if self._ticker is None:
            # The first words at once, the others as often as the screen is drawn: a quick model says more
            # pieces a second than anybody can see.
            self._advance()

    def _buyer_said(self, text: str, turn: int) -> None:
        talk = self._talk
        if self._reveal is None:
            talk.typing("")
            if self.home.pace == "off":
                talk.add("buyer", text, turn)
                return
            talk.add("buyer", "", turn)
            self._reveal = Reveal(self.home.pace)
        self._reveal.settle(text)
        self._advance()

    def _advance(self) -> None:
        """Show what is due, and come back for the rest."""
        reveal = self._reveal
        if reveal is None:
            return
        if reveal.step(FRAME):
            self._talk.grow(reveal.visible)
        if reveal.done and not self.busy:
            self._finish_reveal()
        elif self._ticker is None:
            self._ticker = self.set_interval(FRAME, self._advance)

    def _finish_reveal(self) -> None:
        """All of the buyer's turn is on the screen now."""
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None
        if self._reveal is not None:
            self._reveal.finish()
            self._talk.grow(self._reveal.text)
            self._reveal = None
        self._said_everything()

    # What broke

    async def _offer_after_failure(self, reason: str) -> None:
        options = [
            ("retry", "Try again"),
            ("scripted", "Go on with scripted lines"),
            ("home", "Leave, go on later"),
        ]
        await self._choices.offer(f"{reason} Your words are safe.", options)

    def _warn_unsaved(self) -> None:
        live = self.live
        if live is None or live.call.unsaved is None:
            self._told_unsaved = False
        elif not self._told_unsaved:
            self._told_unsaved = True
            words = (
                f"This call cannot be kept: {live.call.unsaved} It goes on in memory. F8 writes it to a file."
            )
            self._talk.add("trouble", words)
