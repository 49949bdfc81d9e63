"""The call: the conversation, what to say next, and in coached calls what it does to the buyer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Static

from roleplay.coach.body import stage_direction
from roleplay.coach.hints import hint
from roleplay.dialogue import events as happened
from roleplay.dialogue.state import State
from roleplay.dialogue.transcript import Speaker
from roleplay.errors import RoleplayError, UsageError
from roleplay.tui.base import DeskScreen
from roleplay.tui.lines import sheet, visible
from roleplay.tui.reading import Reader
from roleplay.tui.reveal import Reveal
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.composer import Composer
from roleplay.tui.widgets.meters import Meters
from roleplay.tui.widgets.transcript import Block, TranscriptView
from roleplay.tui.words import minutes

if TYPE_CHECKING:
    from roleplay.call import Call
    from roleplay.dialogue.events import Event
    from roleplay.tui.desk import LiveCall

WIDE = 110
"""From this width on the meters stand at the side."""
FRAME = 1 / 30


class CallScreen(DeskScreen):
    """One call, from hello to the last word."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2,ctrl+t", "hint", "Hint", id="call.hint", tooltip="A nudge; again: a question; again: a line"
        ),
        Binding(
            "f3,ctrl+s", "pause", "Pause", id="call.pause", tooltip="Stop the clock, or let it run again"
        ),
        Binding("f4,ctrl+b", "take_back", "Take back", id="call.take_back", tooltip="Unsay your last turn"),
        Binding("f5,ctrl+g", "hang_up", "Hang up", id="call.hang_up", tooltip="End the call"),
        Binding(
            "escape", "leave", "Leave", id="call.leave", tooltip="Go home; the call and your words are kept"
        ),
        Binding("ctrl+up", "scroll(-3)", "Scroll up", id="call.up", show=False, tooltip="Earlier words"),
        Binding("ctrl+down", "scroll(3)", "Scroll down", id="call.down", show=False, tooltip="Later words"),
        Binding(
            "f8",
            "save_file",
            "Save to a file",
            id="call.save",
            show=False,
            tooltip="Write the call to a file",
        ),
    ]
    HELP_TITLE = "In the call"
    HELP_TEXT = (
        "Write what you would say and press Enter. Ctrl+J begins a new line, Up brings earlier lines back. "
        "Everything you send is on disk before the buyer answers, and what you are writing is kept when you "
        "leave. While the buyer is still speaking, Enter shows the rest at once.\n"
        "In a coached call the meters show how much you talk, what you ask, and how far the objection is "
        "handled: acknowledge, explore, answer, check. In an exam there is none of it."
    )

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
        super().__init__(id="call")
        self._make = make
        self._first = first
        self._talk = TranscriptView(id="talk")
        self._meters = Meters(id="meters")
        self._choices = Choices(id="choices")
        self._composer = Composer("", id="composer")
        self.live: LiveCall | None = None
        self.busy = False
        self.over = False
        self._reader = Reader()
        self._reveal: Reveal | None = None
        self._ticker: Timer | None = None
        self._saver: Timer | None = None
        self._before: State | None = None
        self._hint_turn = -1
        self._hint_level = 0
        self._paused = False
        self._told_unsaved = False
        self._grading = False
        self._head = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="head", classes="bar", markup=False)
        with Horizontal(id="middle"):
            yield self._talk
            yield self._meters
        with Vertical(id="bottom"):
            yield self._choices
            yield self._composer
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._meters.display = False
        self._composer.cursor_blink = self.home.motion
        self._composer.focus()
        self._say_head("Calling …")
        self.ask(self._make, self._connected, trouble=self._no_call, group="connect")
        if self.home.motion:
            self.set_interval(1.0, self._tick)

    # Connecting

    def _connected(self, live: LiveCall) -> None:
        self.live = live
        call, name = live.call, live.scenario.buyer.name
        talk = self._talk
        talk.buyer = name.split()[0] if name.split() else name
        composer = self._composer
        composer.placeholder = (
            f"Say something to {visible(talk.buyer, keep='')}.  Enter sends, Ctrl+J begins a new line."
        )
        if self._first:
            talk.add("note", _welcome(live))
        self._show_earlier(call)
        self._arrange(self.size.width)
        self._refresh_side()
        self.ask(lambda: self.desk.draft(live.id), self._drafted, group="draft")
        self.refresh_bindings()
        if call.ending is None:
            self._run(call.start())
        else:
            self._end()

    def _no_call(self, words: str) -> None:
        self._talk.add("trouble", words)
        self._say_head("No call")
        self._composer.read_only = True

    def _drafted(self, text: str) -> None:
        composer = self._composer
        if text and not composer.text and not self.over:
            composer.text = text
            composer.move_cursor(composer.document.end)

    def _show_earlier(self, call: Call) -> None:
        blocks, composer = [], self._composer
        for number, turn in enumerate(call.transcript.turns, 1):
            if turn.speaker is Speaker.REP:
                composer.past.append(turn.text)
                blocks.append(Block("rep", turn.text, number))
            else:
                blocks.append(Block("buyer", turn.text, number))
        if blocks:
            self._talk.extend(blocks)
        self._before = call.state

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

        self.run_worker(pump(), group="engine", exit_on_error=False)

    def on_call_screen_happened(self, message: Happened) -> None:
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
            self.run_worker(self._offer_after_failure(event.reason), group="offer")
        elif isinstance(event, happened.VoiceChanged):
            talk.add("note", "From here on the buyer speaks in scripted lines.")
            if self.live is not None:
                self.live.voice = "scripted"

    def on_call_screen_quiet(self, message: Quiet) -> None:
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
        if not reveal.done:
            if self._ticker is None:
                self._ticker = self.set_interval(FRAME, self._advance)
        elif not self.busy:
            self._finish_reveal()

    def _finish_reveal(self) -> None:
        """All of the buyer's turn is on the screen now."""
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None
        if self._reveal is not None:
            self._reveal.finish()
            self._talk.grow(self._reveal.text)
            self._reveal = None
        if self.over:
            self._offer_results()

    # The rep's words

    def on_composer_sent(self, message: Composer.Sent) -> None:
        if self._reveal is not None and not self._reveal.done:
            self._reveal.finish()
            self._talk.grow(self._reveal.text)
            if self.busy:
                return
        if self.live is None or self.busy or self.over:
            return
        call = self.live.call
        if call.waiting:
            self._choices.query("Button").first().focus()
            return
        self._finish_reveal()
        if self._paused:
            self.action_pause()
        message.composer.taken(message.text)
        self._keep_draft("")
        self._run(call.say(message.text), said=message.text)

    def on_composer_written(self, message: Composer.Written) -> None:
        if self._saver is not None:
            self._saver.stop()
        self._saver = self.set_timer(0.6, self._save_draft)

    def on_composer_too_long(self) -> None:
        self.notify("That was more than one turn can hold. The first 50,000 characters were kept.", timeout=6)

    def _save_draft(self) -> None:
        self._keep_draft(self._composer.text)

    def _keep_draft(self, text: str) -> None:
        live = self.live
        if live is not None:
            self.ask(lambda: self.desk.keep_draft(live.id, text), lambda _: None, group="draft")

    def on_unmount(self) -> None:
        live = self.live
        if live is not None and not self.over:
            # On the way out there is nobody left to hand an answer to.
            self.desk.keep_draft(live.id, self._composer.text)

    # Helps

    @property
    def _coached(self) -> bool:
        return self.live is not None and self.live.call.mode == "coached"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("hint", "pause", "take_back"):
            return self._coached and not self.over
        if action == "hang_up":
            return self.live is not None and not self.over
        return True

    def action_hint(self) -> None:
        if self.live is None or self.busy or self.over:
            return
        call = self.live.call
        turn = len(call.transcript.turns)
        self._hint_level = min(self._hint_level + 1, 3) if turn == self._hint_turn else 1
        self._hint_turn = turn
        level = self._hint_level
        text = hint(self.live.scenario, call.state, call.transcript, level)  # type: ignore[arg-type]
        self._finish_reveal()
        call.hint(level, text)  # type: ignore[arg-type]
        kind = ("Nudge", "You could ask", "You could say")[level - 1]
        self._talk.add("hint", f"{kind}: {text}")
        self._refresh_side()

    def action_pause(self) -> None:
        if self.live is None or self.busy or self.over:
            return
        call = self.live.call
        self._paused = not self._paused
        if self._paused:
            call.pause()
            self._talk.add("note", f"Paused at {minutes(call.elapsed)}. F3 or Enter goes on.")
        else:
            call.unpause()
        self._refresh_side()

    def action_take_back(self) -> None:
        live = self.live
        if live is None or self.busy or self.over:
            return
        turns = live.call.transcript.rep_turns()
        if not turns:
            return
        number, turn = turns[-1]
        composer = self._composer
        words = composer.text if composer.text.strip() else turn.text
        self._finish_reveal()
        self.busy = True

        def forked(fresh: LiveCall) -> None:
            self.busy = False
            self._reader = Reader()
            self.live = fresh
            self._hint_turn = -1
            self._talk.clear()
            self._choices.withdraw()
            composer.past.clear()
            self._show_earlier(fresh.call)
            composer.text = words
            composer.move_cursor(composer.document.end)
            composer.focus()
            self._refresh_side()
            self._run(fresh.call.start())

        def failed(words: str) -> None:
            self.busy = False
            self._talk.add("trouble", words)

        self.ask(lambda: self.desk.fork(live.id, number), forked, trouble=failed, group="fork")

    def action_scroll(self, lines: int) -> None:
        self._talk.scroll_relative(y=lines, animate=False)

    # Ending and leaving

    def action_hang_up(self) -> None:
        if self.live is None or self.over:
            return
        name = self.live.scenario.buyer.name

        def answered(key: str | None) -> None:
            if key == "yes" and self.live is not None and not self.over and not self.busy:
                self._finish_reveal()
                self._run(self.live.call.hang_up())

        options = [("no", "No, go on"), ("yes", "Yes, hang up")]
        self.app.push_screen(AskScreen(f"End the call with {name}?", options), answered)

    def _end(self) -> None:
        if self.over:
            return
        self.over = True
        self._composer.read_only = True
        self._composer.display = False
        self.refresh_bindings()
        if self._reveal is None or self._reveal.done:
            self._finish_reveal()
            self._offer_results()

    def _offer_results(self) -> None:
        live = self.live
        if live is None or self._grading:
            return
        self._grading = True
        ending = live.call.ending
        name = self._talk.buyer
        won = ending is not None and ending.result == "won"
        hung = ending is not None and ending.reason == "hung_up"
        words = f"{name} agreed." if won else "You hung up." if hung else f"The call with {name} is over."

        async def offer() -> None:
            options = [("results", "See how it went"), ("again", "Once more"), ("home", "Home")]
            await self._choices.offer(words, options)

        self.run_worker(offer(), group="offer")

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

    def on_choices_picked(self, message: Choices.Picked) -> None:
        live = self.live
        if live is None:
            return
        if message.key == "results":
            self.home.open_results(lambda: self.desk.finish(live), replace=True)
        elif message.key == "again":
            mode, voice = live.call.mode, live.voice
            self.home.open_call(lambda: self.desk.start(live.ref, mode=mode, voice=voice), replace=True)
        elif message.key == "home":
            self.home.go_home()
        else:
            message.choices.withdraw()
            self._composer.focus()
            self._talk.typing(self._talk.buyer)
            self._run(live.call.retry() if message.key == "retry" else live.call.go_on_scripted())

    def action_leave(self) -> None:
        self._finish_reveal()
        self.home.go_home()

    def action_save_file(self) -> None:
        live = self.live
        if live is not None:
            self.ask(
                lambda: self.desk.rescue(live), lambda file: self.notify(f"Written to {file}", markup=False)
            )

    # What stands around it

    def _tick(self) -> None:
        if self.live is None or self.over:
            return
        self._refresh_head()
        if self.live.scenario.time_limit is not None and not self.busy and not self._paused:
            self._run(self.live.call.check_clock())

    def _refresh_side(self) -> None:
        self._refresh_head()
        if self.live is not None and self._coached and self._meters.display:
            self._meters.update(self._reader.read(self.live.call))

    def _refresh_head(self) -> None:
        if self.live is None:
            return
        call, scenario = self.live.call, self.live.scenario
        who = ", ".join(part for part in (scenario.buyer.name, scenario.buyer.role) if part)
        left = call.turns_left
        parts = [minutes(call.elapsed)] if call.elapsed or self.home.motion else []
        parts.append(f"{left} turn{'s' if left != 1 else ''} left")
        parts.append("paused" if self._paused else call.mode)
        self._say_head(who, "  ".join(parts))

    def _say_head(self, left: str, right: str = "") -> None:
        from roleplay.tui.lines import plain_of, spread

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


def _welcome(live: LiveCall) -> str:
    """What somebody reads who has never been here: who, what for, how."""
    scenario = live.scenario
    return (
        f"Welcome. This is a practice call: {scenario.title}.\n"
        f"You are talking to {scenario.buyer.name}, {scenario.buyer.role}. "
        f"You: {scenario.rep.role}. {scenario.rep.objective}\n"
        "Write what you would say and press Enter. F2 gives a hint, F1 help. Nothing leaves this machine."
    )
