"""The command palette: every action of the screen one is on, and the ways to everywhere else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import Screen

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp


class Palette(CommandPalette):
    """Textual's palette, but for keys that come before its list has been laid out or after it has gone."""

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        # A second Enter that was on its way would take the screen under the palette away.
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


def commands_for(app: RoleplayApp, screen: Screen[Any]) -> Iterable[SystemCommand]:
    """Actions of the screen first, then places, then the app's own."""
    seen = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id is None or not active.enabled or binding.id.startswith(("list.", "composer.", "app.")):
            continue
        if (binding.id, binding.action) in seen:
            continue
        seen.add((binding.id, binding.action))
        title = binding.description or binding.tooltip
        yield SystemCommand(title, binding.tooltip, _run(app, screen, binding.action))
    yield SystemCommand("Go home", "What to do today", app.go_home)
    yield SystemCommand("All scenes", "Filter the library and read the briefs", app.open_library)
    yield SystemCommand("Your calls", "History, comparison and progress", app.open_history)
    yield SystemCommand("Settings", "Voice, pace, theme, where things are", app.open_settings)
    yield SystemCommand("Help", "What this screen can do, and its keys", app.action_help)
    yield SystemCommand("Light or dark", "Switch between the two themes", app.action_switch_theme)
    yield SystemCommand("Choose a theme", "Any of the themes there are", app.action_change_theme)
    yield SystemCommand(
        "Save a picture of the screen", "As SVG, in the downloads folder", app.deliver_screenshot
    )
    yield SystemCommand("Quit", "Leave; nothing is lost", app.action_quit)


def _run(app: RoleplayApp, screen: Screen[Any], action: str) -> Any:
    async def run() -> None:
        await app.run_action(action, default_namespace=screen)

    return run
