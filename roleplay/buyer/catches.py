"""How often a model had to be stopped: the guard's catches, counted per model and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roleplay.dialogue.events import Caught, Event, ModelUsed


def catches(events: Iterable[Event]) -> dict[str, Counter[str]]:
    """For each model that spoke: the kinds of its sentences that did not reach the rep, with their counts.

    A model that was asked and never caught is there with an empty count. Events of several calls may be
    given one after the other.
    """
    found: dict[str, Counter[str]] = {}
    for event in events:
        if isinstance(event, Caught):
            found.setdefault(event.model, Counter())[event.kind] += 1
        elif isinstance(event, ModelUsed) and event.purpose == "buyer":
            found.setdefault(event.model, Counter())
    return found
