"""The call: the conversation, what to say next, and in coached calls what it does to the buyer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.timer import Timer

from roleplay.scenario.words import short_name
from roleplay.tui.lines import sheet, visible
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.screens.call_helps import Helps
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.composer import Composer

if TYPE_CHECKING:
    from roleplay.tui.desk import LiveCall


class CallScreen(Helps):
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

    @property
    def help_first(self) -> str:
        """The brief again, for who is in the middle of it."""
        if self.live is None:
            return ""
        scenario = self.live.scenario
        claims = " ".join(f"{claim.rstrip('.')}." for claim in scenario.product.claims.values())
        parts = [f"Your objective: {scenario.rep.objective}", " ".join(scenario.rep.briefing.split())]
        if claims:
            parts.append(f"What you may say of {scenario.product.name}: {claims}")
        return "\n".join(part for part in parts if part)

    HELP_TEXT = (
        "Write what you would say and press Enter. Ctrl+J begins a new line, Up brings earlier lines back. "
        "Everything you send is on disk before the buyer answers, and what you are writing is kept when you "
        "leave. While the buyer is still speaking, Enter shows the rest at once.\n"
        "In a coached call the meters show how much you talk, what you ask, and how far the objection is "
        "handled: acknowledge, explore, answer, check. In an exam there is none of it."
    )

    def __init__(self, make: Callable[[], LiveCall], *, first: bool = False) -> None:
        super().__init__(make, first=first)
        self._saver: Timer | None = None
        self._offered = False

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
        talk.buyer = short_name(name)
        composer = self._composer
        composer.placeholder = (
            f"Say something to {visible(talk.buyer, keep='')}.  Enter sends, Ctrl+J: new line."
        )
        if self._first:
            talk.add("note", _welcome(live))
        self._show_earlier(call)
        self._arrange(self.size.width)
        self._refresh_side()
        self.ask(lambda: self.desk.draft(live.id), self._drafted, group="draft")
        self.refresh_bindings()
        self.call_after_refresh(self.home.rest)
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

    # The rep's words

    def on_composer_sent(self, message: Composer.Sent) -> None:
        if self._reveal is not None and not self._reveal.done:
            self._reveal.finish()
            self._talk.grow(self._reveal.text)
            if self.busy:
                return
        if self.live is None or self.busy or self.over or message.stale:
            return
        call = self.live.call
        if call.waiting:
            self._choices.query("Button").first().focus()
            return
        self._finish_reveal()
        if self._paused:
            self.action_pause()
        message.composer.taken(message.text)
        self._save_draft()
        self._run(call.say(message.text), said=message.text)

    def on_composer_nothing(self) -> None:
        if self._reveal is not None and not self._reveal.done:
            self._reveal.finish()
            self._talk.grow(self._reveal.text)
        elif self._paused:
            self.action_pause()

    def on_key(self, event: events.Key) -> None:
        """Who has clicked into the conversation and goes on typing means the line below it."""
        composer = self._composer
        if event.is_printable and event.character and composer.display and not composer.read_only:
            event.stop()
            composer.focus()
            composer.insert(event.character)

    def on_composer_written(self, message: Composer.Written) -> None:
        if self._saver is not None:
            self._saver.stop()
        self._saver = self.set_timer(0.6, self._save_draft)

    def on_composer_too_long(self) -> None:
        self.notify("That was more than one turn can hold. The first 50,000 characters were kept.", timeout=6)

    def _save_draft(self) -> None:
        live = self.live
        if live is not None:
            self.desk.note_draft(live.id, self._composer.text)
            self.ask(self.desk.write_drafts, lambda _: None, group="draft")

    def on_unmount(self) -> None:
        live = self.live
        if live is not None:
            # On the way out there is nobody left to hand an answer to.
            self.desk.note_draft(live.id, "" if self.over else self._composer.text)
            self.desk.write_drafts()

    def action_scroll(self, lines: int) -> None:
        self._talk.scroll_relative(y=lines, animate=False)

    # Ending and leaving

    def action_hang_up(self) -> None:
        if self.live is None or self.over:
            return
        name = self.live.scenario.buyer.name

        def answered(key: str | None) -> None:
            if key == "yes" and self.live is not None and not self.over:
                if self.busy:
                    self._stop()
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

    def _said_everything(self) -> None:
        if self.over:
            self._offer_results()

    def _offer_results(self) -> None:
        live = self.live
        if live is None or self._offered:
            return
        self._offered = True
        ending = live.call.ending
        name = self._talk.buyer
        won = ending is not None and ending.result == "won"
        hung = ending is not None and ending.reason == "hung_up"
        words = f"{name} agreed." if won else "You hung up." if hung else f"The call with {name} is over."

        async def offer() -> None:
            options = [("results", "See how it went"), ("again", "Once more"), ("home", "Home")]
            await self._choices.offer(words, options)

        self.run_worker(offer, group="offer", exit_on_error=False)  # type: ignore[arg-type]

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

    def _tick(self) -> None:
        if self.live is None or self.over:
            return
        self._refresh_head()
        limit, call = self.live.scenario.time_limit, self.live.call
        if limit is not None and call.elapsed >= 60 * limit and not self.busy and not self._paused:
            self._run(call.check_clock())


def _welcome(live: LiveCall) -> str:
    """What somebody reads who has never been here: who, what for, how."""
    scenario = live.scenario
    return (
        f"Welcome. This is a practice call: {scenario.title}.\n"
        f"You are talking to {scenario.buyer.name}, {scenario.buyer.role}. "
        f"You: {scenario.rep.role}. {scenario.rep.objective}\n"
        "Write what you would say and press Enter. F2 gives a hint, F1 help. Nothing leaves this machine."
    )
