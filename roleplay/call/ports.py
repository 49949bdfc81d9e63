"""What the engine is handed at the edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from roleplay.dialogue.acts import Act
from roleplay.dialogue.events import Event
from roleplay.dialogue.transcript import Turn

Tagger = Callable[[str, Sequence[Turn]], list[Act]]


class Recorder(Protocol):
    """Where a call's events are kept. ``append`` returns when they are durable, or raises ``StoreError``."""

    def append(self, events: Sequence[Event]) -> None: ...


class SecondReader(Protocol):
    """A closer, slower reader of the rep's turns, beside the offline tagger."""

    async def read(self, text: str, context: Sequence[Turn], offline: Sequence[Act]) -> list[Act]:
        """The turn's acts. Raises ``ServiceError`` where it cannot tell."""
        ...
