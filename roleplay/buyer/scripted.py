"""The buyer with no model behind it: says the direction's scripted words."""

from __future__ import annotations

from collections.abc import AsyncIterator

from roleplay.dialogue.events import BuyerSaying, Event, Voice
from roleplay.dialogue.view import BuyerView, Direction


class ScriptedBuyer:
    """Speaks the lines of the scenario and the stock. Needs no key, no network and no time."""

    voice: Voice = "scripted"
    model: str | None = None

    async def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
        """The whole turn at once."""
        yield BuyerSaying(turn=direction.turn, text=direction.scripted)
