"""How long a call has lasted, by a clock that is handed in."""

from __future__ import annotations

from collections.abc import Callable


class Stopwatch:
    """Seconds since the call began, pauses left out. ``clock`` gives seconds that only grow
    (``time.monotonic``); without one, no time passes."""

    def __init__(self, clock: Callable[[], float] | None) -> None:
        self.clock = clock
        self._before = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        return self._since is not None

    @property
    def elapsed(self) -> float:
        if self.clock is None or self._since is None:
            return self._before
        return round(self._before + self.clock() - self._since, 3)

    def start(self) -> None:
        if self.clock is not None and self._since is None:
            self._since = self.clock()

    def stop(self) -> None:
        self._before, self._since = self.elapsed, None

    def catch_up(self, elapsed: float) -> None:
        """A stored call had come this far."""
        if self._since is None:
            self._before = max(self._before, elapsed)
