"""A second reading of the rep's turn, in the background, while the buyer answers and the rep thinks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from roleplay.call.ports import SecondReader
from roleplay.dialogue.acts import Act
from roleplay.dialogue.transcript import Turn
from roleplay.errors import ServiceError


class SecondReading:
    """Holds at most one reading under way. What has not come by the next turn is dropped: no reply waits
    for it."""

    def __init__(self, reader: SecondReader | None) -> None:
        self.reader = reader
        self._task: asyncio.Task[list[Act]] | None = None

    def begin(self, text: str, context: Sequence[Turn], offline: Sequence[Act]) -> None:
        """Starts reading, if there is anybody to read."""
        self.drop()
        if self.reader is not None:
            self._task = asyncio.create_task(self._read(text, list(context), list(offline)))

    async def _read(self, text: str, context: list[Turn], offline: list[Act]) -> list[Act]:
        assert self.reader is not None, "begun only with a reader"
        try:
            return await self.reader.read(text, context, offline)
        except ServiceError:
            # The offline reading stands; the buyer's own voice says what is wrong with the model.
            return offline

    def take(self) -> list[Act] | None:
        """The finished reading, once; ``None`` while there is none."""
        task = self._task
        if task is None or not task.done() or task.cancelled():
            return None
        self._task = None
        return task.result()

    def drop(self) -> None:
        """Stops a reading that comes too late."""
        if self._task is not None:
            # Its loop may be gone with the front end that ran it.
            with contextlib.suppress(RuntimeError):
                self._task.cancel()
            self._task = None
