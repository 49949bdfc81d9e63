"""Home: what to do today, in one glance."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import Glance, PastCall, Preferences, Scene
from roleplay.tui.lines import Line, Run, cut, fit, line, paragraph, spread
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList, block, heading
from roleplay.tui.words import outcome_words, scene_kind, score_run, who_words

REST = 1.0
"""Seconds of quiet before the engine is loaded ahead of the first call."""
FIXED = 10
"""Lines of the screen that are neither the suggestion nor a call: title, footer, the ways on."""


class HomeScreen(DeskScreen):
    """The suggested call, the one to resume, the last results, and the ways on."""

    # Styled by the app's own sheet: a default screen's is not read in time for the first paint.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "start", "Practise", id="home.start", tooltip="Practise the suggested call"),
        Binding("r", "resume", "Go on", id="home.resume", tooltip="Go on with the call that is not over"),
        Binding("l", "library", "All scenes", id="home.library", tooltip="Every scene there is"),
        Binding(
            "h", "history", "Your calls", id="home.history", tooltip="What you did so far, and how it goes"
        ),
        Binding(
            "s", "settings", "Settings", id="home.settings", tooltip="Voice, pace, theme, where things are"
        ),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave"),
        Binding("escape", "nothing", "Back", id="home.back", show=False, tooltip="You are home already"),
    ]
    HELP_TITLE = "Home"
    HELP_TEXT = (
        "Enter opens the row under the cursor. The first one is the call suggested for today, with the reason "
        "beside it. A call that you left in the middle waits below it."
    )

    def __init__(self, glance: Glance | None) -> None:
        super().__init__(name="home")
        self.glance = glance
        self.ready = False
        self._went_first = False

    def compose(self) -> ComposeResult:
        with Vertical(id="desk"):
            yield Static("roleplay", id="mark", markup=False)
            yield RowList(id="today", click_chooses=True)
            yield Static("", id="status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self._draw()
        self.query_one("#today").focus()
        # Nothing heavy is loaded before the first picture is on the screen.
        self.call_after_refresh(self._open)

    def on_screen_resume(self) -> None:
        if self.ready:
            self.ask(self.desk.glance, self._take, group="glance", exclusive=True)

    # Opening

    def _open(self) -> None:
        self.ask(self.desk.open, self._opened, trouble=self._cannot_open, group="open")

    def _opened(self, preferences: Preferences) -> None:
        self.ready = True
        self.home.take_preferences(preferences)
        self.query_one("#status", Static).update("")
        self.ask(self.desk.glance, self._take, group="glance", exclusive=True)
        # Later, so that it is in nobody's way who knows where to go.
        self.set_timer(REST, self._prepare)
        if preferences.unkept:
            self._cannot_open(f"Calls cannot be kept: {preferences.unkept}")
        wanted = self.home.take_wanted()
        if wanted.resume:
            call_id = wanted.resume
            self.home.open_call(lambda: self.desk.resume(call_id))
        elif wanted.scenario:
            ref = wanted.scenario
            mode = wanted.mode or preferences.mode
            voice = wanted.voice or preferences.buyer_profile or "scripted"
            level = wanted.difficulty
            self.home.open_call(lambda: self.desk.start(ref, mode=mode, voice=voice, difficulty=level))
            self._went_first = True

    def _prepare(self) -> None:
        self.ask(self.desk.prepare, lambda _: self.home.rest(), group="prepare")

    def _cannot_open(self, words: str) -> None:
        self.query_one("#status", Static).update(words)

    def _take(self, glance: Glance) -> None:
        before, self.glance = self.glance, glance
        # A new suggestion gets the cursor; the same one leaves it where it was.
        fresh = before is None or (before.scene, before.last) != (glance.scene, glance.last)
        self._draw("start" if fresh else None)
        self.refresh_bindings()
        if glance.first_run and glance.scene is not None and not self._went_first:
            # The first time: no menus, no settings, somebody to talk to.
            self._went_first = True
            ref = glance.scene.ref
            self.home.open_call(lambda: self.desk.start(ref), first=True)

    # Drawing

    def _draw(self, keep: str | None = None) -> None:
        self.query_one("#today", RowList).show_built(self._rows, keep)

    def _rows(self, width: int) -> list[Row]:
        glance = self.glance
        rows: list[Row] = [heading("Today", above=False)]
        if glance is None:
            rows.append(Row("", lambda w: [line(("Opening …", "dim"))]))
        elif glance.scene is None:
            rows.append(Row("", lambda w: [line(("There is no scene to practise yet.", "dim"))]))
        else:
            lines = _suggestion(glance.scene, glance.why, width)
            rows.append(block(lines, "start"))
        if glance is not None and glance.resume is not None:
            resume = glance.resume
            rows.append(heading("Not over yet"))
            rows.append(Row("resume", lambda w: [_open_call(resume, w)]))
        if glance is not None and glance.last:
            rows.append(heading("Last calls"))
            # What is below must stay in sight: the ways on are worth more than a fifth result.
            room = self.size.height - FIXED - sum(row.height for row in rows)
            for past in glance.last[: max(room, 1)]:
                rows.append(Row(f"call:{past.id}", partial(_past_lines, past)))
        rows.append(heading("Go to"))
        scenes = f"{glance.scenes:,} of them" if glance is not None and glance.scenes else ""
        held = _held(glance)
        for key, name, note, letter in (
            ("library", "All scenes", scenes, "l"),
            ("history", "Your calls", held, "h"),
            ("settings", "Settings", "voice, pace, theme", "s"),
        ):
            left: list[Run] = [(f"  {name:<14}", ""), (note, "dim")]
            rows.append(Row(key, partial(_way, left, letter)))
        return rows

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    # Choosing

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        key = event.key
        if key.startswith("call:") and self.glance is not None:
            past = next((p for p in self.glance.last if f"call:{p.id}" == key), None)
            if past is not None and self.ready:
                self.home.open_past(past)
        elif key in ("start", "resume", "library", "history", "settings"):
            getattr(self, f"action_{key}")()

    def action_start(self) -> None:
        if self.ready and self.glance is not None and self.glance.scene is not None:
            self.home.open_brief(self.glance.scene.ref)

    def action_resume(self) -> None:
        if self.ready and self.glance is not None and self.glance.resume is not None:
            self.home.open_past(self.glance.resume)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "resume":
            return self.glance is not None and self.glance.resume is not None
        return True

    def action_library(self) -> None:
        self.home.open_library()

    def action_history(self) -> None:
        self.home.open_history()

    def action_settings(self) -> None:
        self.home.open_settings()

    def action_nothing(self) -> None:
        """Escape at home does nothing."""


def _suggestion(scene: Scene, why: str, width: int) -> list[Line]:
    lines = [spread([("  " + scene.title, "strong")], [(scene_kind(scene) + " ", "dim")], width)]
    who = who_words(scene.buyer, scene.role)
    lines.append(fit([("  " + who, "")], width))
    lines += [
        line("  ", *found) for found in cut(paragraph(scene.summary, width - 4, "dim"), 2) if scene.summary
    ]
    if why:
        lines += [line("  ", *found) for found in cut(paragraph(why, width - 4, "accent"), 2)]
    return lines


def _way(left: list[Run], letter: str, width: int) -> list[Line]:
    return [spread(left, [(letter + " ", "key")], width)]


def _past_lines(past: PastCall, width: int) -> list[Line]:
    return [past_line(past, width)]


def _open_call(past: PastCall, width: int) -> Line:
    turns = f"{past.rep_turns} turn{'s' if past.rep_turns != 1 else ''} in"
    return spread([("  " + past.title, ""), (f"   {turns}", "dim")], [(past.when + " ", "dim")], width)


def past_line(past: PastCall, width: int) -> Line:
    """One call in a list: how it ended, its score, what it was, when."""
    left: list[Run] = [("  ", ""), *outcome_words(past), ("  ", ""), score_run(past.score), ("  ", "")]
    left += [(past.title, "")]
    if past.mode == "exam":
        left.append(("  exam", "dim"))
    return spread(left, [(past.when + " ", "dim")], width)


def _held(glance: Glance | None) -> str:
    if glance is None or not glance.calls:
        return ""
    week = f", {glance.week} this week" if glance.week else ""
    return f"{glance.calls:,} so far{week}"
