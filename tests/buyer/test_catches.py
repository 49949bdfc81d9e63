"""Catches are counted per model and kind."""

from __future__ import annotations

from roleplay.buyer.catches import catches
from roleplay.dialogue.events import Caught, ModelUsed


def used(model: str) -> ModelUsed:
    return ModelUsed(turn=2, purpose="buyer", model=model, prompt_tokens=1, completion_tokens=1)


def caught(model: str, kind: str) -> Caught:
    return Caught(turn=2, kind=kind, text="x", action="replaced", model=model)


def test_catches_are_counted_per_model_and_kind() -> None:
    events = [
        used("a"),
        caught("a", "leak"),
        caught("a", "leak"),
        caught("a", "agreement"),
        used("b"),
        caught("c", "empty"),
    ]
    assert catches(events) == {"a": {"leak": 2, "agreement": 1}, "b": {}, "c": {"empty": 1}}
