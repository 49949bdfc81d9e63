"""The terminal app. Imported only when it is opened: Textual is not needed for anything else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Textual looks for changes to draw this often a second, from its own 60 on: a key that comes just after such a
# look waits for the next one. Nothing is drawn more often for it than there is something new. Read when Textual
# is imported, so it stands before that.
os.environ.setdefault("TEXTUAL_FPS", "120")

if TYPE_CHECKING:
    from roleplay.dialogue.events import Mode
    from roleplay.scenario.model import Difficulty
    from roleplay.settings import Settings

__all__ = ["run_app"]


def run_app(
    settings: Settings | None = None,
    *,
    scenario: str | None = None,
    resume: str | None = None,
    mode: Mode | None = None,
    difficulty: Difficulty | None = None,
    voice: str | None = None,
    seed: int | None = None,
    keep: bool = True,
) -> int:
    """Open the app and return its exit code when it is left.

    Without ``settings`` they are loaded after the first paint, and what is wrong with them is shown in
    the app. ``scenario`` (an id or a path) goes straight into a call, ``resume`` (a call's id) goes on
    with one. ``mode``, ``difficulty``, ``voice`` ("scripted" or a profile's name) and ``seed`` are of that
    first call. Without ``keep`` nothing is written to the store.
    """
    from roleplay.tui.app import RoleplayApp, Wanted
    from roleplay.tui.peek import peek
    from roleplay.tui.work import WorkDesk, first_seed

    first = peek()
    desk = WorkDesk(settings, remembered=first.remembered if keep else None, seed=first_seed(seed), keep=keep)
    wanted = Wanted(scenario, resume, mode, difficulty, voice)
    app = RoleplayApp(desk, first, wanted=wanted)
    app.run()
    desk.close()
    return app.return_code or 0
