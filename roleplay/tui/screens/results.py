"""The results: how it ended and why, the score, the mood, the objections, the words; and another try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TabbedContent, TabPane

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import ExportKind, StoredCall
from roleplay.tui.lines import line, paragraph, sheet
from roleplay.tui.pages.episodes import episode_rows
from roleplay.tui.pages.mood import mood_rows
from roleplay.tui.pages.outcome import FORK, outcome_rows
from roleplay.tui.pages.score import score_rows
from roleplay.tui.pages.talk import talk_rows
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList, block

TABS = (
    ("outcome", "Outcome"),
    ("score", "Score"),
    ("mood", "Mood"),
    ("objections", "Objections"),
    ("talk", "Transcript"),
)
_BUILD: dict[str, Callable[[StoredCall, int], list[Row]]] = {
    "outcome": outcome_rows,
    "score": score_rows,
    "mood": mood_rows,
    "objections": episode_rows,
    "talk": talk_rows,
}


class ResultsScreen(DeskScreen):
    """One call after its end."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,2,3,4,5", "tab", "Pages", id="results.tab", show=False, tooltip="One of the five pages"),
        Binding("left", "turn(-1)", "Page before", id="results.left", show=False, tooltip="The page before"),
        Binding(
            "right,tab", "turn(1)", "Next page", id="results.right", tooltip="The next page", priority=True
        ),
        Binding("r", "again", "Once more", id="results.again", tooltip="The same scene from the beginning"),
        Binding("e", "export", "Export", id="results.export", tooltip="To a file: HTML, Markdown or JSON"),
        Binding(
            "c", "copy", "Copy", id="results.copy", tooltip="The scorecard and the words, to the clipboard"
        ),
        Binding(
            "d", "compare", "Compare", id="results.compare", tooltip="Beside an earlier try at this scene"
        ),
        Binding("escape", "back", "Home", id="results.back", tooltip="Back"),
    ]
    HELP_TITLE = "How it went"
    HELP_TEXT = (
        "Left and Right turn the pages: outcome, score, mood, objections, transcript. With the cursor on one of "
        "your turns or on a point to take away, Enter tries again from there: a new call that shares everything "
        "before that turn. The old one stays.\n"
        "Every verdict quotes your own words. Checks that only a judge could answer are open, never a zero."
    )

    def __init__(self, make: Callable[[], StoredCall]) -> None:
        super().__init__(name="results")
        self._make = make
        self.stored: StoredCall | None = None
        self._pages = {key: RowList(id=f"page-{key}") for key, _ in TABS}

    def compose(self) -> ComposeResult:
        yield Static("Looking at what you said …", id="title", classes="bar", markup=False)
        with TabbedContent(id="tabs"):
            for key, label in TABS:
                with TabPane(label, id=key):
                    yield self._pages[key]
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("Tabs").can_focus = False
        self._pages["outcome"].focus()
        self.ask(self._make, self._take, trouble=self._cannot, group="grade")

    def _take(self, stored: StoredCall) -> None:
        self.stored = stored
        card = stored.card
        score = "not graded" if card.score is None else f"{card.score:.0f} points"
        passed = {True: ", passed", False: ", not passed", None: ""}[card.passed]
        self.query_one("#title", Static).update(f"{stored.scenario.title}: {score}{passed}")
        for key, page in self._pages.items():
            page.show_built(partial(_BUILD[key], stored))

    def _cannot(self, words: str) -> None:
        self.query_one("#title", Static).update("No results")
        self._pages["outcome"].show_built(lambda width: [_words(words, width)])

    # Pages

    def action_tab(self) -> None:
        """Bound to the digits; which one it was is in the key."""

    def on_key(self, event: object) -> None:
        key = getattr(event, "key", "")
        if key in ("1", "2", "3", "4", "5"):
            self._show(TABS[int(key) - 1][0])

    def action_turn(self, step: int) -> None:
        names = [key for key, _ in TABS]
        now = names.index(self.query_one(TabbedContent).active or names[0])
        self._show(names[(now + step) % len(names)])

    def _show(self, key: str) -> None:
        self.query_one(TabbedContent).active = key
        self._pages[key].focus()

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        if event.pane.id in self._pages:
            self._pages[event.pane.id].focus()

    # Another try

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        stored = self.stored
        if stored is None or not event.key.startswith(FORK):
            return
        turn = int(event.key.removeprefix(FORK).split(":")[0])

        def answered(key: str | None) -> None:
            if key == "yes":
                self.home.open_call(lambda: self.desk.fork(stored.id, turn), replace=True)

        options = [("yes", "Yes, from there"), ("no", "No")]
        text = "A new call begins with everything that was said before that turn. This one stays as it is."
        self.app.push_screen(AskScreen(f"Try again from turn {turn}?", options, text), answered)

    def action_again(self) -> None:
        stored = self.stored
        if stored is None:
            return
        mode = stored.mode
        self.home.open_call(lambda: self.desk.start(stored.ref, mode=mode, voice=stored.voice), replace=True)

    # Taking it away

    def action_export(self) -> None:
        stored = self.stored
        if stored is None:
            return

        def picked(kind: str | None) -> None:
            if kind in ("html", "md", "json"):
                self.ask(lambda: self.desk.export(stored.id, _kind(kind)), self._exported)

        options = [
            ("html", "HTML, to read or to send"),
            ("md", "Markdown"),
            ("json", "JSON, for other programs"),
        ]
        self.app.push_screen(AskScreen("Export as", options), picked)

    def _exported(self, file: object) -> None:
        path = Path(str(file))
        self.notify(f"{path.name}\nin {path.parent}", title="Written", markup=False, timeout=8)

    def action_copy(self) -> None:
        stored = self.stored
        if stored is not None:
            self.ask(lambda: self.desk.as_text(stored), self._copied)

    def _copied(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify("Copied, if your terminal lets programs use the clipboard.", timeout=4)

    def action_compare(self) -> None:
        stored = self.stored
        if stored is None:
            return

        def found(others: list[tuple[str, str]]) -> None:
            if not others:
                self.notify("This is your only try at this scene so far.", timeout=4)
                return

            def picked(other: str | None) -> None:
                if other is not None:
                    self.home.open_compare(other, stored.id)

            self.app.push_screen(AskScreen("Compare with", others[:30]), picked)

        def look() -> list[tuple[str, str]]:
            calls = self.desk.calls()
            same = [
                c for c in calls if c.scenario == stored.scenario.id and c.id != stored.id and not c.resumable
            ]
            return [
                (c.id, f"{c.when}  {'–' if c.score is None else format(c.score, '.0f')} points") for c in same
            ]

        self.ask(look, found)


def _kind(name: str) -> ExportKind:
    return name  # type: ignore[return-value]


def _words(words: str, width: int) -> Row:
    lines = [line(), *paragraph(words, width, "bad")]
    return block(lines)
