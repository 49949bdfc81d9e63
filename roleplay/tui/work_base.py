"""The desk's ground: settings, library and store, opened once and from any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.errors import StoreError
from roleplay.tui.desk import Glance, LiveCall, Preferences
from roleplay.tui.peek import remembered_glance

if TYPE_CHECKING:
    from roleplay.grader import Rubric
    from roleplay.grader.scorecard import Scorecard
    from roleplay.scenario import Library
    from roleplay.scenario.model import Scenario
    from roleplay.settings import Settings
    from roleplay.store import Store


class WorkBase:
    """One for each run of the app. Everything may be called from any thread.

    ``settings`` are taken as given, or loaded by :meth:`open`. ``clock`` gives the seconds of a call,
    ``now`` the time of day, ``seed`` the seed of the next call: handed in so that tests and pictures can
    hold them still.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        remembered: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] | None = None,
        seed: Callable[[], int] | None = None,
        keep: bool = True,
    ) -> None:
        self._settings = settings
        self._remembered = remembered
        self._clock = clock
        self._now = now or (lambda: datetime.now(UTC))
        self._seed = seed or _any_seed
        self._keep_calls = keep
        self._store: Store | None = None
        self._library: Library | None = None
        self.unkept = ""
        """Why calls are kept in memory only, or nothing."""
        self._loose: dict[str, tuple[LiveCall, Scorecard | None]] = {}
        """Calls of this run, by id: what results need where the store could not keep them."""
        self._lock = threading.Lock()
        self._drafts: dict[str, str] = {}
        self._drafting = threading.Lock()

    # Opening

    def glance_now(self) -> Glance | None:
        return remembered_glance(self._remembered)

    def open(self) -> Preferences:
        from roleplay.scenario import Library
        from roleplay.settings import load_settings

        with self._lock:
            if self._settings is None:
                self._settings = load_settings()
            settings = self._settings
            if self._library is None:
                self._library = Library(
                    user=settings.user_scenarios, cache=settings.cache_dir / "scenarios.json"
                )
            if self._store is None:
                self._store = self._open_store(settings)
        return self.preferences()

    def _open_store(self, settings: Settings) -> Store:
        from roleplay.store import Store

        if settings.store_calls and self._keep_calls:
            try:
                return Store.open(settings.store_location, now=self._now)
            except StoreError as error:
                # One can still practise; the screens say that nothing is kept, and why.
                self.unkept = str(error)
        return Store.open("sqlite:///:memory:", now=self._now)

    @property
    def settings(self) -> Settings:
        if self._settings is None:
            self.open()
        assert self._settings is not None
        return self._settings

    @property
    def store(self) -> Store:
        if self._store is None:
            self.open()
        assert self._store is not None
        return self._store

    @property
    def library(self) -> Library:
        if self._library is None:
            self.open()
        assert self._library is not None
        return self._library

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    # Settings

    def preferences(self) -> Preferences:
        s = self.settings
        kept = (
            f"Calls and scorecards are kept in {self.store.where}."
            if s.store_calls
            else "Calls are not kept."
        )
        return Preferences(
            theme=s.theme,
            pace=s.pace,
            mode=s.mode,
            difficulty=s.difficulty,
            meters=s.coach_meters,
            keymap=dict(s.keymap),
            file=s.config_file,
            data_dir=s.data_dir,
            stored=kept,
            unkept=self.unkept or self.store.read_only or "",
            buyer_profile=voice.name if (voice := s.voice()) is not None else None,
        )

    def change(self, name: str, value: Any) -> Preferences:
        from roleplay.settings import change_setting, load_settings, remove_setting

        if value is None:
            remove_setting(self.settings.config_file, name)
        else:
            change_setting(self.settings.config_file, name, value)
        old = self.settings
        self._settings = load_settings(
            old.config_file if old.config_file.exists() else None,
            data_dir=old.data_dir,
            cache_dir=old.cache_dir,
        )
        return self.preferences()

    def _when(self, moment: datetime) -> str:
        return when_words(moment, self._now())

    def scenario(self, ref: str) -> Scenario:
        from roleplay.scenario import load_scenario

        return load_scenario(ref, library=self.library)

    def looked_at(self, scenario: Scenario) -> list[str]:
        return [criterion.label for criterion in self._rubric(scenario).criteria]

    def _rubric(self, scenario: Scenario) -> Rubric:
        from roleplay.grader import load_rubric

        return load_rubric(
            scenario.rubric, folders=[self.settings.user_rubrics, *self.library.rubric_folders()]
        )


def first_seed(seed: int | None) -> Callable[[], int] | None:
    """Seeds of which only the first is given; ``None`` if none is."""
    if seed is None:
        return None
    waiting = [seed]
    return lambda: waiting.pop() if waiting else _any_seed()


def _any_seed() -> int:
    import secrets

    return secrets.randbelow(2**31)


def when_words(moment: datetime, now: datetime) -> str:
    """``today 14:02``, ``yesterday``, ``Tue 18 Nov``, ``18 Nov 2025``, in local time."""
    there, here = moment.astimezone(), now.astimezone()
    days = (here.date() - there.date()).days
    if days == 0:
        return f"today {there:%H:%M}"
    if days == 1:
        return f"yesterday {there:%H:%M}"
    if 1 < days < 7:
        return f"{there:%a %d %b}"
    return f"{there:%d %b}" if there.year == here.year else f"{there:%d %b %Y}"
