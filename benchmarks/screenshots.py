"""The README's pictures, made from the app itself: ``docs/images/*.svg``. ``--check`` tells if they are stale.

A real call is played with the scripted buyer, seed 7, the clock and the calendar held still, so that the
same code gives the same pictures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
REPS = ROOT / "tests" / "reps" / "competitor-price"
SIZE = (110, 32)
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def main(arguments: list[str] | None = None) -> int:
    """Writes the pictures. With ``--check`` writes nothing; exit code 1 if they would change."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks screenshots", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="only say whether the pictures are as they would be"
    )
    check = parser.parse_args(arguments).check
    os.environ.update(COLORTERM="truecolor", TERM="xterm-256color", TZ="UTC")
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        pictures = asyncio.run(_take(Path(folder)))
    stale = 0
    for name, svg in pictures.items():
        file = IMAGES / f"{name}.svg"
        if file.exists() and file.read_text(encoding="utf-8") == svg:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {file.relative_to(ROOT)}")
        if not check:
            IMAGES.mkdir(parents=True, exist_ok=True)
            file.write_text(svg, encoding="utf-8")
    print("The pictures are as the app is now." if not stale else f"{stale} of {len(pictures)} differ.")
    return int(check and stale > 0)


async def _take(home: Path) -> dict[str, str]:
    from roleplay.settings import load_settings
    from roleplay.tui.app import RoleplayApp, Wanted
    from roleplay.tui.peek import Peek
    from roleplay.tui.work import WorkDesk

    (home / "settings.toml").touch()
    settings = load_settings(
        home / "settings.toml", environ={}, data_dir=home / "data", cache_dir=home / "cache", pace="off",
        first_run_done=True,
    )  # fmt: skip

    def app(theme: str, scenario: str | None = None) -> RoleplayApp:
        desk = WorkDesk(settings, clock=lambda: 0.0, now=lambda: NOW, seed=lambda: 7)
        app = RoleplayApp(desk, Peek(pace="off", theme=theme), wanted=Wanted(scenario), motion=False)
        app.theme = theme
        return app

    taken: dict[str, str] = {}
    strong = _lines("strong.txt")
    weak = _lines("weak.txt")

    # A call that is lost, for the history; then one that is won, with pictures on the way.
    running = app("roleplay-dark", "competitor-price")
    async with running.run_test(size=SIZE) as pilot:
        await _settle(pilot)
        for line in weak * 3:
            await _say(pilot, line)
    running = app("roleplay-dark", "competitor-price")
    async with running.run_test(size=SIZE) as pilot:
        await _settle(pilot)
        for number, line in enumerate(strong):
            await _say(pilot, line)
            if number == 3:
                taken["call"] = _picture(running, "call")
        await pilot.press("enter")
        await _settle(pilot)
        taken["results"] = _picture(running, "results")
        await pilot.press("3")
        await _settle(pilot)
        running.theme = "roleplay-light"
        await _settle(pilot)
        taken["mood"] = _picture(running, "mood")
        running.theme = "roleplay-dark"
        await pilot.press("escape")
        await _settle(pilot)
        await pilot.press("l")
        await _settle(pilot)
        taken["library"] = _picture(running, "library")
    return taken


def _lines(name: str) -> list[str]:
    return [line for line in (REPS / name).read_text(encoding="utf-8").splitlines() if line.strip()]


async def _settle(pilot: Any) -> None:
    quiet = 0
    for _ in range(2000):
        await pilot.pause(0.01)
        quiet = quiet + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0
        if quiet == 5:
            break


async def _say(pilot: Any, line: str) -> None:
    screen = pilot.app.screen
    if screen.over:
        return
    screen._composer.insert(line)
    await pilot.press("enter")
    await _settle(pilot)


def _picture(app: Any, name: str) -> str:
    svg: str = app.export_screenshot(title="roleplay")
    # The classes carry a number that is another one each time, and the fonts would be fetched from elsewhere.
    svg = re.sub(r"terminal-\d+", f"roleplay-{name}", svg)
    svg = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"[ \t]+$", "", svg, flags=re.M)


if __name__ == "__main__":
    sys.exit(main())
