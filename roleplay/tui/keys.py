"""Every key binding there is: for the documentation, and for checking a keymap."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from textual.binding import Binding

_WHERE = (
    ("roleplay.tui.app", "RoleplayApp", "Everywhere"),
    ("roleplay.tui.base", "DeskScreen", "Most screens"),
    ("roleplay.tui.base", "Dialog", "Questions over a screen"),
    ("roleplay.tui.screens.home", "HomeScreen", "Home"),
    ("roleplay.tui.screens.library", "LibraryScreen", "All scenes"),
    ("roleplay.tui.screens.brief", "BriefScreen", "The brief"),
    ("roleplay.tui.screens.call", "CallScreen", "In a call"),
    ("roleplay.tui.widgets.composer", "Composer", "Writing"),
    ("roleplay.tui.screens.results", "ResultsScreen", "Results"),
    ("roleplay.tui.screens.history", "HistoryScreen", "Your calls"),
    ("roleplay.tui.screens.compare", "CompareScreen", "Two tries"),
    ("roleplay.tui.screens.settings", "SettingsScreen", "Settings"),
    ("roleplay.tui.widgets.rows", "RowList", "Lists"),
    ("roleplay.tui.widgets.chips", "Chip", "Words above a list"),
)


def bindings() -> Iterator[tuple[str, Binding]]:
    """Each binding with the place where it holds, in the order of the documentation."""
    for module, name, place in _WHERE:
        for binding in getattr(import_module(module), name).__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding), f"{name}: bindings are written out, with id and tooltip"
            yield place, binding
