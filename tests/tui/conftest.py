"""An app with a real desk in a folder of its own, its clock, calendar and seeds held still."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from roleplay.settings import load_settings
from roleplay.tui.app import RoleplayApp, Wanted
from roleplay.tui.peek import Peek
from roleplay.tui.widgets.composer import Composer
from roleplay.tui.widgets.transcript import TranscriptView
from roleplay.tui.work import WorkDesk

REPS = Path(__file__).parent.parent / "reps" / "competitor-price"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Stage:
    """An app that is running, and what a test does with it."""

    def __init__(self, app: RoleplayApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until no work is left and everything is drawn."""
        for _ in range(400):
            await self.pilot.pause()
            if all(worker.is_finished for worker in self.app.workers):
                await self.pilot.pause()
                if all(worker.is_finished for worker in self.app.workers):
                    break
            await asyncio.sleep(0.005)
        assert not self.app.failure, self.app.failure

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def say(self, text: str) -> None:
        """Write a turn and send it."""
        self.composer.insert(text)
        await self.press("enter")

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def at(self) -> str:
        """The id of the screen on top."""
        return self.app.screen.name or type(self.app.screen).__name__

    @property
    def composer(self) -> Composer:
        return self.app.screen.query_one(Composer)

    @property
    def talk(self) -> list[tuple[str, str]]:
        """What the transcript shows: (kind, text)."""
        return [(b.kind, b.text) for b in self.app.screen.query_one(TranscriptView).blocks]

    @property
    def shown(self) -> str:
        """The screen as plain text."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in lines)


DeskMaker = Callable[..., WorkDesk]
Opener = Callable[..., contextlib.AbstractAsyncContextManager[Stage]]


@pytest.fixture
def make_desk(tmp_path: Path) -> DeskMaker:
    """Desks on the same folder: a second one is the app opened once more."""

    def make(seeds: Callable[[], int] = lambda: 7, **changed: Any) -> WorkDesk:
        file = tmp_path / "settings.toml"
        file.touch()
        settings = load_settings(
            file,
            environ={},
            **{
                "data_dir": tmp_path / "data",
                "cache_dir": tmp_path / "cache",
                "pace": "off",
                "first_run_done": True,
                **changed,
            },
        )
        return WorkDesk(
            settings,
            remembered=tmp_path / "cache" / "home.json",
            clock=lambda: 0.0,
            now=lambda: NOON,
            seed=seeds,
        )

    return make


@pytest.fixture
def open_app(make_desk: DeskMaker) -> Opener:
    """Run the app: ``async with open_app("competitor-price") as stage``."""

    @contextlib.asynccontextmanager
    async def opener(
        scenario: str | None = None,
        *,
        desk: WorkDesk | None = None,
        size: tuple[int, int] = (80, 24),
        peek: Peek | None = None,
        mode: Any = None,
        resume: str | None = None,
    ) -> AsyncIterator[Stage]:
        app = RoleplayApp(
            desk or make_desk(),
            peek or Peek(pace="off"),
            wanted=Wanted(scenario, resume, mode),
            motion=False,
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            yield stage

    return opener


@pytest.fixture(scope="session")
def strong() -> list[str]:
    """What a good rep says in competitor-price."""
    return _lines("strong.txt")


@pytest.fixture(scope="session")
def weak() -> list[str]:
    """A rep who pushes and discounts until the buyer ends it."""
    return _lines("weak.txt")


def _lines(name: str) -> list[str]:
    return [line.strip() for line in (REPS / name).read_text(encoding="utf-8").splitlines() if line.strip()]
