"""Settings: voice, pace, theme, what is kept; the same things stand in a file."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from roleplay.tui.base import DeskScreen
from roleplay.tui.desk import Preferences, VoiceChoice
from roleplay.tui.lines import BLANK, Line, Run, line, paragraph, sheet, spread
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.widgets.keyline import KeyLine
from roleplay.tui.widgets.rows import Row, RowList, block, heading

_PACES = [("human", "at a human pace"), ("quick", "faster"), ("off", "at once")]
_MODES = [("coached", "coached: meters and hints"), ("exam", "exam: no help until the end")]
_LEVELS = [("", "as each scene says"), ("easy", "easy"), ("medium", "medium"), ("hard", "hard")]
_YES = [("yes", "shown"), ("no", "hidden")]


class SettingsScreen(DeskScreen):
    """Enter changes the row under the cursor; what is changed is written to the file at once."""

    CSS = sheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "try", "Test the voice", id="settings.try", tooltip="Ask this model for one word"),
    ]
    HELP_TITLE = "Settings"
    HELP_TEXT = (
        "Everything here also stands in the settings file, with more: model profiles, prices, folders. What you "
        "change here is written there, and comments in it stay. T asks the model under the cursor for a word."
    )

    def __init__(self) -> None:
        super().__init__(name="settings")
        self.preferences: Preferences | None = None
        self.voices: list[VoiceChoice] = []
        self.told: dict[str, Run] = {}
        self._page = RowList(id="page", click_chooses=True)

    def compose(self) -> ComposeResult:
        yield Static("Settings", id="title", classes="bar", markup=False)
        yield self._page
        yield KeyLine()

    def on_mount(self) -> None:
        self._page.focus()
        self.ask(lambda: (self.desk.preferences(), self.desk.voices()), self._take)

    def _take(self, found: tuple[Preferences, list[VoiceChoice]]) -> None:
        self.preferences, self.voices = found
        self._page.show_built(self._rows)

    def _rows(self, width: int) -> list[Row]:
        p = self.preferences
        if p is None:
            return []
        width = min(width, 96)
        level = p.difficulty or ""
        rows = [heading("The app", above=False)]
        for key, name, value in (
            ("theme", "Theme", p.theme),
            ("pace", "The buyer's words appear", dict(_PACES)[p.pace]),
            ("coach_meters", "Meters in coached calls", "shown" if p.meters else "hidden"),
            ("keys", "Keys", f"{len(p.keymap)} of your own" if p.keymap else "as they come"),
        ):
            rows.append(_setting(key, name, value, width))
        rows.append(heading("Calls"))
        rows.append(_setting("mode", "Calls begin as", dict(_MODES)[p.mode], width))
        rows.append(_setting("difficulty", "Level", dict(_LEVELS)[level], width))
        rows.append(heading("Who voices the buyer   (Enter: use it, t: test it)"))
        chosen = p.buyer_profile or "scripted"
        for voice in self.voices:
            mark: Run = ("  ● ", "accent") if voice.name == chosen else ("  ○ ", "dim")
            said = self.told.get(voice.name)
            lines: list[Line] = [spread([mark, (voice.label, "")], [(voice.where + " ", "dim")], width)]
            if said is not None:
                lines += paragraph(said[0], width, said[1], "    ")
            rows.append(block(lines, f"voice:{voice.name}"))
        if len(self.voices) == 1:
            text = (
                "To hear a model, add a profile to the settings file: [profiles.local] with base_url and model, "
                "or set OPENAI_API_KEY. It works with any OpenAI-compatible server."
            )
            rows.append(block(paragraph(text, width, "dim", "    ")))
        rows.append(heading("Where things are"))
        where: list[Line] = []
        for name, place in (("Settings file", p.file), ("Data folder", p.data_dir)):
            where += paragraph(str(place or "–"), width, "", " " * 17, line((f"  {name:<15}", "dim")))
        where += [BLANK, *paragraph(p.stored, width, "dim", "  ")]
        if p.unkept:
            where += paragraph(p.unkept, width, "bad", "  ")
        rows.append(block(where))
        return rows

    # Changing

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        p = self.preferences
        if p is None:
            return
        key = event.key
        if key == "theme":
            names = sorted(self.app.available_themes, key=lambda n: (not n.startswith("roleplay"), n))
            self._choose(key, "Theme", [(n, n) for n in names], p.theme)
        elif key == "pace":
            self._choose(key, "The buyer's words appear", _PACES, p.pace)
        elif key == "coach_meters":
            self._choose(key, "Meters in coached calls", _YES, "yes" if p.meters else "no")
        elif key == "mode":
            self._choose(key, "Calls begin as", _MODES, p.mode)
        elif key == "difficulty":
            self._choose(key, "Level", _LEVELS, p.difficulty or "")
        elif key == "keys":
            self._explain_keys()
        elif key.startswith("voice:"):
            self._change("buyer_profile", key.removeprefix("voice:"))

    def _choose(self, name: str, title: str, options: list[tuple[str, str]], current: str) -> None:
        def picked(value: str | None) -> None:
            if value is None:
                return
            wanted: Any = {"yes": True, "no": False, "": None}.get(value, value)
            self._change(name, wanted)

        self.app.push_screen(AskScreen(title, options, current=current), picked)

    def _change(self, name: str, value: Any) -> None:
        def changed(preferences: Preferences) -> None:
            self.preferences = preferences
            self.home.take_preferences(preferences)
            self._page.show_built(self._rows)

        self.ask(lambda: self.desk.change(name, value), changed, group="change")

    def _explain_keys(self) -> None:
        text = (
            "Keys are set in the settings file, by the id of what they do:\n\n"
            "[keymap]\n"
            '"call.hint" = "f2,ctrl+t"\n\n'
            "All ids are listed in docs/app.md. F1 shows the keys of a screen as they are now."
        )
        self.app.push_screen(AskScreen("Keys of your own", [("ok", "Good")], text))

    def action_try(self) -> None:
        key = self._page.key
        if not key.startswith("voice:"):
            self.notify("Put the cursor on a voice first.", timeout=3)
            return
        name = key.removeprefix("voice:")
        self.told[name] = ("Asking …", "dim")
        self._page.show_built(self._rows)

        def told(words: str, ink: str = "good") -> None:
            self.told[name] = (words, ink)
            self._page.show_built(self._rows)

        self.ask(
            lambda: self.desk.try_voice(name), told, trouble=lambda words: told(words, "bad"), group="try"
        )


def _setting(key: str, name: str, value: str, width: int) -> Row:
    return block([spread([("  " + name, "")], [(value + " ", "accent")], width)], key)
