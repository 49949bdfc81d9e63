from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.dialogue.events import Event
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario

EXAMPLE = Path(__file__).parent.parent / "data" / "competitor-price.yaml"


@pytest.fixture(scope="session")
def example() -> Scenario:
    return load_scenario(EXAMPLE)


def _play(call: Call, lines: Iterable[str], hang_up: bool = False) -> list[Event]:
    """Says the lines until the call ends; the events that were yielded."""

    async def run() -> list[Event]:
        seen = [e async for e in call.start()]
        for line in lines:
            if call.ending is not None:
                break
            seen += [e async for e in call.say(line)]
        if hang_up:
            seen += [e async for e in call.hang_up()]
        return seen

    return asyncio.run(run())


@pytest.fixture(scope="session")
def play() -> Callable[..., list[Event]]:
    return _play
