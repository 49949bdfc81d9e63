"""The terminal app: which screen follows which, themes, keys, and one desk for all."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from roleplay.tui.desk import Desk, Pace, Preferences
from roleplay.tui.lines import sheet
from roleplay.tui.peek import Peek
from roleplay.tui.screens import home
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.theme import DARK, LIGHT, themes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roleplay.dialogue.events import Mode
    from roleplay.scenario.model import Difficulty
    from roleplay.tui.desk import LiveCall, PastCall, StoredCall


@dataclass(slots=True)
class Wanted:
    """What the app was opened for: a scene (its id or path) or a call to go on with, and how."""

    scenario: str | None = None
    resume: str | None = None
    mode: Mode | None = None
    difficulty: Difficulty | None = None
    voice: str | None = None


class RoleplayApp(App[None]):
    """Practise conversations.

    ``wanted`` opens straight into a call. ``motion`` off stops the cursor from blinking and the clock from ticking on the screen (tests, pictures).
    """

    TITLE = "roleplay"
    CSS = sheet(__file__) + sheet(home.__file__)
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help", id="app.help", tooltip="What this screen can do"),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            id="app.quit",
            tooltip="Leave; nothing is lost",
            show=False,
            priority=True,
        ),
        Binding("f9", "switch_theme", "Light or dark", id="app.theme", show=False, tooltip="The other theme"),
    ]

    def __init__(
        self,
        desk: Desk,
        peek: Peek | None = None,
        *,
        wanted: Wanted | None = None,
        motion: bool = True,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.peek = peek or Peek()
        self.wanted = wanted or Wanted()
        self.motion = motion
        self.preferences: Preferences | None = None
        self.failure: str = ""
        sixteen = self.console.color_system == "standard"
        for theme in themes(sixteen):
            self.register_theme(theme)
        self.theme = self.peek.theme if self.peek.theme in self.available_themes else DARK
        if self.peek.keymap:
            self.set_keymap(self.peek.keymap)

    def get_default_screen(self) -> Screen[Any]:
        return HomeScreen(self.desk.glance_now())

    # Settings

    @property
    def pace(self) -> Pace:
        return self.preferences.pace if self.preferences is not None else self.peek.pace

    def take_preferences(self, preferences: Preferences) -> None:
        """Settings were loaded or changed."""
        self.preferences = preferences
        if preferences.theme in self.available_themes:
            self.theme = preferences.theme
        if preferences.keymap != self.peek.keymap:
            self.set_keymap(preferences.keymap)

    def action_switch_theme(self) -> None:
        self.theme = LIGHT if self.current_theme.dark else DARK

    # From screen to screen

    def open_library(self) -> None:
        from roleplay.tui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen())

    def open_brief(self, ref: str) -> None:
        from roleplay.tui.screens.brief import BriefScreen

        self.push_screen(BriefScreen(ref))

    def open_call(self, make: Callable[[], LiveCall], *, first: bool = False, replace: bool = False) -> None:
        """Hold a call; ``make`` asks the desk for it in a worker."""
        from roleplay.tui.screens.call import CallScreen

        screen = CallScreen(make, first=first)
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_results(self, make: Callable[[], StoredCall], *, replace: bool = False) -> None:
        from roleplay.tui.screens.results import ResultsScreen

        screen = ResultsScreen(make)
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_past(self, past: PastCall) -> None:
        """A call from a list: its results, or the call itself if it is not over."""
        if past.resumable:
            self.open_call(lambda: self.desk.resume(past.id))
        else:
            self.open_results(lambda: self.desk.stored(past.id))

    def open_history(self) -> None:
        from roleplay.tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def open_compare(self, one: str, other: str) -> None:
        from roleplay.tui.screens.compare import CompareScreen

        self.push_screen(CompareScreen(one, other))

    def open_settings(self) -> None:
        from roleplay.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def go_home(self) -> None:
        """Back to the first screen, whatever is open."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard: ``F2``, ``Esc``, ``Enter``."""
        shown = super().get_key_display(binding)
        return {"⏎": "Enter", "esc": "Esc"}.get(
            shown, shown.upper() if shown[:1] == "f" and shown[1:].isdigit() else shown
        )

    def action_help(self) -> None:
        from roleplay.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from roleplay.tui.commands import commands_for

        yield from commands_for(self, screen)

    # When something of our own breaks

    def note_failure(self, error: BaseException) -> str:
        """Keep what a report of the fault needs, and say it in a sentence."""
        self.failure = "".join(traceback.format_exception(error))
        return f"Something in roleplay broke: {type(error).__name__}: {error}. What you wrote is kept."
