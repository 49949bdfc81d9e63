"""Your calls: all of them, two side by side, and how it goes."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static, TabbedContent, TabPane

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import PastCall, Progress
from roleplay.tui.lines import Line, Run, sheet, spread
from roleplay.tui.pages.progress import progress_rows
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList
from roleplay.tui.words import REASONS, outcome_words, score_run


class HistoryScreen(DeskScreen):
    """A list of calls to open, resume, mark and compare; and the scores over time."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Open", id="history.open", tooltip="The results, or the call if it is not over"
        ),
        Binding("f2,ctrl+space", "mark", "Mark", id="history.mark", tooltip="Mark this call for comparing"),
        Binding(
            "f3", "compare", "Compare", id="history.compare", tooltip="The two marked calls side by side"
        ),
        Binding(
            "f4", "progress", "Progress", id="history.progress", tooltip="The list, or how the scores go"
        ),
    ]
    HELP_TITLE = "Your calls"
    HELP_TEXT = (
        "Type to filter by title, outcome (won, lost, open), passed, exam or date. Enter opens a call. F2 marks "
        "one; with two marked, F3 puts them side by side. F4 shows how the scores go."
    )

    def __init__(self) -> None:
        super().__init__(name="history")
        self.calls: list[PastCall] = []
        self.marked: list[str] = []
        self._by_id: dict[str, PastCall] = {}
        self._list = RowList(id="calls", empty="No call here yet.")
        self._page = RowList(id="trend")

    def compose(self) -> ComposeResult:
        with TabbedContent(id="tabs"):
            with TabPane("Calls", id="list"), Vertical():
                yield Input(placeholder="Type to filter", id="words", compact=True)
                yield self._list
            with TabPane("Progress", id="progress"):
                yield self._page
        yield Static("", id="count", classes="bar", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("Tabs").can_focus = False
        self.query_one("#words", Input).cursor_blink = self.home.motion
        self.query_one("#words").focus()
        self._say("Reading …")

    def on_screen_resume(self) -> None:
        self.ask(self.desk.calls, self._take, trouble=self._say, group="calls", exclusive=True)
        self.ask(self.desk.progress, self._trend, trouble=self._say, group="trend", exclusive=True)

    def _take(self, calls: list[PastCall]) -> None:
        self.calls = calls
        self._by_id = {call.id: call for call in calls}
        self._draw()

    def _trend(self, progress: Progress) -> None:
        self._page.show_built(partial(progress_rows, progress))

    # The list

    def _draw(self) -> None:
        words = self.query_one("#words", Input).value.casefold().split()
        found = [call for call in self.calls if _fits(call, words)]
        self._list.show([Row(call.id, partial(self._line, call)) for call in found])
        marked = f", {len(self.marked)} marked" if self.marked else ""
        total = len(self.calls)
        many = (
            f"{len(found):,} of {total:,} calls"
            if len(found) != total
            else f"{total:,} call{'s' * (total != 1)}"
        )
        self._say(many + marked)

    def _say(self, words: str) -> None:
        self.query_one("#count", Static).update(words)

    def _line(self, call: PastCall, width: int) -> list[Line]:
        mark: Run = ("◆ ", "accent") if call.id in self.marked else ("  ", "")
        left: list[Run] = [
            mark,
            *outcome_words(call),
            ("  ", ""),
            score_run(call.score),
            ("  ", ""),
            (call.title, ""),
        ]
        if call.forked_from:
            left.append(("  ↳ another try", "dim"))
        if call.mode == "exam":
            left.append(("  exam", "accent"))
        reason = REASONS.get(call.reason or "", "")
        if reason and width >= 90:
            left.append((f"  {reason}", "dim"))
        turns = f"{call.rep_turns:>3} turns  " if width >= 70 else ""
        return [spread(left, [(turns, "dim"), (f"{call.when} ", "dim")], width)]

    def on_input_changed(self, event: Input.Changed) -> None:
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_open()

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.focused, Input) and event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
            if event.key in ("up", "down"):
                self._list.action_move(-1 if event.key == "up" else 1)
            else:
                self._list.action_page(-1 if event.key == "pageup" else 1)

    # Doing

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.action_open()

    def action_open(self) -> None:
        call = self._by_id.get(self._list.key)
        if call is not None and self.query_one(TabbedContent).active == "list":
            self.home.open_past(call)

    def action_mark(self) -> None:
        key = self._list.key
        if not key:
            return
        if key in self.marked:
            self.marked.remove(key)
        else:
            self.marked = [*self.marked[-1:], key]
        self._draw()

    def action_compare(self) -> None:
        if len(self.marked) == 2:
            older, newer = sorted(self.marked, key=lambda key: self._by_id[key].started)
            self.home.open_compare(older, newer)
        else:
            self.notify("Mark two calls with F2 first.", timeout=3)

    def action_progress(self) -> None:
        tabs = self.query_one(TabbedContent)
        tabs.active = "list" if tabs.active == "progress" else "progress"
        (self._page if tabs.active == "progress" else self.query_one("#words")).focus()

    def action_back(self) -> None:
        field = self.query_one("#words", Input)
        if self.query_one(TabbedContent).active == "progress":
            self.action_progress()
        elif field.value:
            field.value = ""
        else:
            super().action_back()


def _fits(call: PastCall, words: list[str]) -> bool:
    if not words:
        return True
    result = "not over" if call.resumable else call.result or ""
    passed = "passed" if call.passed else ""
    text = f"{call.title} {call.scenario} {result} {passed} {call.mode} {call.when} {call.voice}".casefold()
    return all(word in text for word in words)
