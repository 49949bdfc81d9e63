"""The terminal app. Imported only when it is opened: Textual is not needed for anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.settings import Settings

__all__ = ["run_app"]


def run_app(
    settings: Settings | None = None,
    *,
    scenario: str | None = None,
    resume: str | None = None,
    mode: str | None = None,
) -> int:
    """Open the app and return its exit code when it is left.

    Without ``settings`` they are loaded after the first paint, and what is wrong with them is shown in
    the app. ``scenario`` (an id or a path) goes straight into a call, ``resume`` (a call's id) goes on
    with one, ``mode`` is "coached" or "exam".
    """
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.peek import peek
    from roleplay.tui.work import WorkDesk

    first = peek()
    desk = WorkDesk(settings, remembered=first.remembered)
    app = RoleplayApp(desk, first, scenario=scenario, resume=resume, mode=mode)
    app.run()
    desk.close()
    return app.return_code or 0
