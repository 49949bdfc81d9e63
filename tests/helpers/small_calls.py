"""The smallest scenario and a few events, for tests that are about keeping calls."""

from __future__ import annotations

from roleplay.dialogue.events import BuyerSpoke, CallEnded, CallStarted, Event, RepSpoke
from roleplay.dialogue.state import Ending, Move, State
from roleplay.scenario.model import Scenario


def scene(scenario_id: str = "tea", title: str = "Tea for two") -> Scenario:
    return Scenario.model_validate(
        {"id": scenario_id, "title": title, "rep": {"objective": "Sell tea."}, "buyer": {"name": "Ida"}}
    )


def started(seed: int = 1) -> Event:
    state = State(trust=40, patience=60, objections={})
    return CallStarted(scenario="tea", digest="d", seed=seed, difficulty="medium", state=state)


def said(turn: int, text: str) -> Event:
    return RepSpoke(turn=turn, text=text)


def answered(turn: int, text: str) -> Event:
    return BuyerSpoke(turn=turn, text=text, move=Move.ANSWER)


def ended(turn: int = 2) -> Event:
    return CallEnded(turn=turn, ending=Ending(result="won", outcome="won", reason="condition"))
