"""The library: every scene, filtered as you type, with the brief beside the list."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import Scene
from roleplay.tui.filters import Filter, sorted_by
from roleplay.tui.lines import BLANK, Line, Run, fit, line, paragraph, sheet, spread
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.chips import Chip, Chips
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList, block, heading
from roleplay.tui.words import call_type, scene_kind, score_run, skill, who_words


class LibraryScreen(DeskScreen):
    """Scenes by pack, to filter and to choose from."""

    CSS = sheet(__file__)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  as in Textual's own class
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="library.open", tooltip="Read the brief of this scene"),
        Binding(
            "f2", "chip('skill')", "Skill", id="library.skill", tooltip="Only scenes that train one skill"
        ),
        Binding("f3", "chip('kind')", "Type", id="library.kind", tooltip="Only one type of call"),
        Binding("f4", "chip('level')", "Level", id="library.level", tooltip="Only one difficulty"),
        Binding("f5", "chip('tried')", "Tried", id="library.tried", tooltip="Tried, not tried, not passed"),
        Binding("f6", "chip('order')", "Order", id="library.order", tooltip="By pack, score, title"),
        Binding("ctrl+r", "surprise", "Any", id="library.any", show=False, tooltip="Some scene of these"),
    ]
    HELP_TITLE = "All scenes"
    HELP_TEXT = (
        "Type to filter: words are looked for in title, summary, buyer, pack and skills. Up and Down move in the "
        "list while you type. F2 to F6, or a click on the words above the list, narrow it further. Escape empties "
        "the filter, and goes back when it is empty."
    )

    def __init__(self) -> None:
        super().__init__(name="library")
        self.scenes: list[Scene] = []
        self.filter = Filter()
        self._by_ref: dict[str, Scene] = {}
        self._rows = RowList(id="scenes", empty="No scene fits. Escape empties the filter.")
        self._preview = RowList(id="preview")

    def compose(self) -> ComposeResult:
        with Vertical(id="top"):
            yield Input(placeholder="Type to filter", id="words", compact=True)
            yield Chips(
                Chip("skill", "any skill"),
                Chip("kind", "any type"),
                Chip("level", "any level"),
                Chip("tried", "tried or not"),
                Chip("order", "by pack"),
                id="chips",
            )
        with Horizontal(id="both"):
            yield self._rows
            yield self._preview
        yield Static("", id="count", classes="bar", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self._preview.can_focus = False
        self.query_one("#words", Input).cursor_blink = self.home.motion
        self.query_one("#words").focus()
        self._say_count("Reading the library …")
        self._load()

    def on_screen_resume(self) -> None:
        if self.scenes:
            self._load()

    def _load(self) -> None:
        self.ask(self.desk.scenes, self._take, group="scenes", exclusive=True, trouble=self._say_count)

    def _take(self, scenes: list[Scene]) -> None:
        self.scenes = scenes
        self._by_ref = {scene.ref: scene for scene in scenes}
        self._draw()

    # The list

    def _draw(self) -> None:
        found = sorted_by(self.filter.order, [scene for scene in self.scenes if self.filter.fits(scene)])
        rows: list[Row] = []
        pack = None
        grouped = self.filter.order == "pack"
        for scene in found:
            if grouped and scene.pack != pack:
                pack = scene.pack
                rows.append(heading(skill(pack) if pack else "on their own", above=bool(rows)))
            rows.append(_row(scene))
        self._rows.show(rows)
        self._show_preview()
        many = f"{len(found):,} of {len(self.scenes):,} scenes"
        self._say_count(many if len(found) != len(self.scenes) else f"{len(self.scenes):,} scenes")

    def _say_count(self, words: str) -> None:
        self.query_one("#count", Static).update(words)

    def _show_preview(self) -> None:
        scene = self._by_ref.get(self._rows.key)
        if scene is None:
            self._preview.show([])
        else:
            tight = self.has_class("-narrow")
            self._preview.show_built(lambda width: [block(preview(scene, width, tight))])

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._show_preview()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.action_open()

    # Filtering

    def on_input_changed(self, event: Input.Changed) -> None:
        self.filter = self.filter.with_words(event.value)
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_open()

    def on_key(self, event: events.Key) -> None:
        # The list moves while one types: nobody should have to leave the field for it.
        if isinstance(self.focused, Input) and event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
            if event.key in ("up", "down"):
                self._rows.action_move(-1 if event.key == "up" else 1)
            else:
                self._rows.action_page(-1 if event.key == "pageup" else 1)

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        self.action_chip(event.key)

    def action_chip(self, key: str) -> None:
        options = self.filter.options(key, self.scenes)

        def picked(value: str | None) -> None:
            if value is None:
                return
            self.filter = self.filter.having(key, value)
            label = next(label for name, label in options if name == value)
            self.query_one(Chips).relabel(key, label, active=bool(value) and value != "pack")
            self._draw()

        titles = {"skill": "Which skill?", "kind": "Which type of call?", "level": "How hard?",
                  "tried": "Tried or not?", "order": "In which order?"}  # fmt: skip
        self.app.push_screen(AskScreen(titles[key], options, current=self.filter.value(key)), picked)

    def action_back(self) -> None:
        field = self.query_one("#words", Input)
        if field.value:
            field.value = ""
        elif self.filter.narrowed:
            self.filter = Filter()
            self.query_one(Chips).reset()
            self._draw()
        else:
            super().action_back()

    # Opening

    def action_open(self) -> None:
        scene = self._by_ref.get(self._rows.key)
        if scene is None:
            return
        if scene.error is not None:
            self.notify(scene.error, severity="error", markup=False, timeout=12)
            return
        self.home.open_brief(scene.ref)

    def action_surprise(self) -> None:
        import random

        keys = [key for key in self._rows.keys if self._by_ref[key].error is None]
        if keys:
            self._rows.go_to(random.choice(keys))
            self.action_open()


def _row(scene: Scene) -> Row:
    def draw(width: int) -> list[Line]:
        if scene.error is not None:
            return [spread([(" ! ", "bad"), (scene.title, "dim")], [("cannot be played ", "bad")], width)]
        mark: Run = (" ✓ ", "good") if scene.passed else (" · ", "dim") if scene.tries else ("   ", "")
        left: list[Run] = [mark, (scene.title, "")]
        if width >= 64 and scene.buyer:
            left.append((f"  {scene.buyer}", "dim"))
        kind = (
            f"{call_type(scene.call_type):<11} {scene.difficulty:<6}"
            if width >= 52
            else f"{scene.difficulty:<6}"
        )
        best: Run = score_run(scene.best) if scene.tries else ("   ", "")
        return [spread(left, [(kind + " ", "dim"), best, (" ", "")], width)]

    return Row(scene.ref, draw)


def preview(scene: Scene, width: int, tight: bool = False) -> list[Line]:
    """The brief in short: what stands beside the list. ``tight`` leaves the blank lines out."""
    gap: list[Line] = [] if tight else [BLANK]
    out: list[Line] = []
    if not tight:
        out += [*paragraph(scene.title, width, "strong"), fit([(scene_kind(scene), "dim")], width), BLANK]
    if scene.error is not None:
        return [*out, *paragraph(scene.error, width, "bad")]
    if scene.summary:
        out += [*paragraph(scene.summary, width), *gap]
    out += paragraph(who_words(scene.buyer, scene.role), width, "buyer")
    if tight:
        out += paragraph(scene.objective, width, "", "      ", line(("You:  ", "heading")))
    else:
        out += [BLANK, line(("Your objective", "heading")), *paragraph(scene.objective, width), BLANK]
    if scene.skills:
        trains = ", ".join(map(skill, scene.skills))
        if tight:
            out += paragraph(trains, width, "dim", "        ", line(("Trains: ", "dim")))
        else:
            out += [line(("Trains", "heading")), *paragraph(trains, width), BLANK]
    if scene.tries:
        times = "once" if scene.tries == 1 else f"{scene.tries} times"
        best = "" if scene.best is None else f", best score {scene.best:.0f}"
        out += paragraph(f"Tried {times}{best}{', passed' if scene.passed else ''}.", width, "dim")
    else:
        out += paragraph("Not tried yet.", width, "dim")
    return out
