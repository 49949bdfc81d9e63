"""The terminal app: which screen follows which, themes, keys, and one desk for all."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from roleplay.tui.desk import Desk, Pace, Preferences
from roleplay.tui.lines import sheet
from roleplay.tui.peek import Peek
from roleplay.tui.screens import home
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.theme import DARK, LIGHT, themes
from roleplay.tui.words import key_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roleplay.dialogue.events import Mode
    from roleplay.scenario.model import Difficulty
    from roleplay.tui.desk import LiveCall, PastCall, StoredCall


class Wanted(NamedTuple):
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
        if not motion:
            self.animation_level = "none"
        self.preferences: Preferences | None = None
        self.failure: str = ""
        sixteen = self.console.color_system == "standard"
        for theme in themes(sixteen):
            self.register_theme(theme)
        self.theme = self.peek.theme if self.peek.theme in self.available_themes else DARK
        if self.peek.keymap:
            self.set_keymap(dict(self.peek.keymap))

    def get_default_screen(self) -> Screen[Any]:
        return HomeScreen(self.desk.glance_now())

    def take_wanted(self) -> Wanted:
        """What the app was opened for; the second time, nothing."""
        wanted, self.wanted = self.wanted, Wanted()
        return wanted

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
            self.set_keymap(dict(preferences.keymap))

    def action_switch_theme(self) -> None:
        self.theme = LIGHT if self.current_theme.dark else DARK

    # From screen to screen

    def _show(self, screen: Screen[Any], *, replace: bool = False) -> None:
        """Put a screen on top. There is only one of each: an older one of the same kind gives way, with all
        that lay over it."""
        kinds = [type(shown) for shown in self.screen_stack[1:]]
        if type(screen) in kinds:
            for _ in range(len(kinds) - kinds.index(type(screen)) - 1):
                self.pop_screen()
            replace = True
        if replace:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_library(self) -> None:
        from roleplay.tui.screens.library import LibraryScreen

        self._show(LibraryScreen())

    def open_brief(self, ref: str) -> None:
        from roleplay.tui.screens.brief import BriefScreen

        self._show(BriefScreen(ref))

    def open_call(
        self, make: Callable[[], LiveCall], *, first: bool = False, replace: bool = False, call_id: str = ""
    ) -> None:
        """Hold a call; ``make`` asks the desk for it in a worker. If the call ``call_id`` is on the stack
        already, that is where one goes: it cannot be held twice."""
        from roleplay.tui.screens.call import CallScreen

        open_now = next(
            (s for s in self.screen_stack if isinstance(s, CallScreen) and s.live is not None), None
        )
        if call_id and open_now is not None and open_now.live is not None and open_now.live.id == call_id:
            while self.screen is not open_now:
                self.pop_screen()
            return
        self._show(CallScreen(make, first=first), replace=replace)

    def open_results(self, make: Callable[[], StoredCall], *, replace: bool = False) -> None:
        from roleplay.tui.screens.results import ResultsScreen

        self._show(ResultsScreen(make), replace=replace)

    def open_past(self, past: PastCall) -> None:
        """A call from a list: its results, or the call itself if it is not over."""
        if past.resumable:
            self.open_call(lambda: self.desk.resume(past.id), call_id=past.id)
        else:
            self.open_results(lambda: self.desk.stored(past.id))

    def open_history(self) -> None:
        from roleplay.tui.screens.history import HistoryScreen

        self._show(HistoryScreen())

    def open_compare(self, one: str, other: str) -> None:
        from roleplay.tui.screens.compare import CompareScreen

        self._show(CompareScreen(one, other))

    def open_settings(self) -> None:
        from roleplay.tui.screens.settings import SettingsScreen

        self._show(SettingsScreen())

    def go_home(self) -> None:
        """Back to the first screen, whatever is open."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard: ``F2``, ``Esc``, ``Ctrl+J``."""
        return key_words(binding.key)

    def action_command_palette(self) -> None:
        from roleplay.tui.commands import Palette

        if self.use_command_palette and not Palette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(Palette(id="--command-palette"))

    def action_help(self) -> None:
        from roleplay.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from roleplay.tui.commands import commands_for

        yield from commands_for(self, screen)

    def rest(self) -> None:
        """What is loaded by now stays: the garbage collector need not look at it again. Walking through a
        long call's events takes it a tenth of a second, in which no key is answered."""
        if self.motion:
            gc.freeze()

    # When something of our own breaks

    def note_failure(self, error: BaseException) -> str:
        """Keep what a report of the fault needs, and say it in a sentence."""
        self.failure = "".join(traceback.format_exception(error))
        return f"Something in roleplay broke: {type(error).__name__}: {error}. What you wrote is kept."
