"""What the engine asks of whoever voices the buyer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from roleplay.dialogue.events import Event, Voice
from roleplay.dialogue.view import BuyerView, Direction


class Buyer(Protocol):
    """Puts a decided turn into words."""

    @property
    def voice(self) -> Voice:
        """Who speaks: "scripted" or "model"."""
        ...

    @property
    def model(self) -> str | None:
        """The model's name, or ``None`` where none speaks."""
        ...

    def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
        """Yields :class:`BuyerSaying` (with ``direction.turn``) for each sentence that may be shown, and
        :class:`Caught`, :class:`Retrying` and :class:`ModelUsed` as they happen. The turn's text is the
        sentences with a space between. Raises :class:`ServiceError` when the voice breaks before a word."""
        ...
