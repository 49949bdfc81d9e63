"""What the grader's tests share: calls played through the real engine, and transcripts written by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader import Scorecard, grade
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario

ROOT = Path(__file__).resolve().parent.parent.parent
OBJECTIONS = ROOT / "scenarios" / "objections"
REPS = ROOT / "tests" / "reps"


def rep_lines(scenario: str, rep: str) -> list[str]:
    """The lines of one of the practice reps."""
    return (REPS / scenario / f"{rep}.txt").read_text(encoding="utf-8").splitlines()


def play(scenario: Scenario, lines: Sequence[str], seed: int = 0) -> Call:
    """A call played to its end, or until the rep has no more lines and hangs up."""

    async def run() -> Call:
        call = Call(scenario, seed=seed)
        async for _ in call.start():
            pass
        for line in lines:
            if call.ending is not None:
                break
            async for _ in call.say(line):
                pass
        if call.ending is None:
            async for _ in call.hang_up():
                pass
        return call

    return asyncio.run(run())


def transcript(*turns: str) -> Transcript:
    """A transcript from lines that start with ``R:`` or ``B:``."""
    sides = {"R": Speaker.REP, "B": Speaker.BUYER}
    return Transcript(tuple(Turn(sides[t[0]], t[2:].strip()) for t in turns))


def swapped(original: Transcript) -> Transcript:
    """The same words with the speakers exchanged."""
    other = {Speaker.REP: Speaker.BUYER, Speaker.BUYER: Speaker.REP}
    return Transcript(tuple(Turn(other[t.speaker], t.text, t.start, t.end) for t in original.turns))


def check_of(card: Scorecard, check_id: str) -> object:
    return next(k for c in card.criteria for k in c.checks if k.id == check_id)


@pytest.fixture(scope="session")
def rival() -> Scenario:
    return load_scenario(OBJECTIONS / "competitor-price.yaml")


@pytest.fixture(scope="session")
def graded(rival: Scenario) -> Callable[[Sequence[str]], Scorecard]:
    """Plays lines against the rival's lower price and grades the call with its events."""

    def go(lines: Sequence[str]) -> Scorecard:
        call = play(rival, lines)
        return grade(call.transcript, scenario=rival, events=call.events)

    return go


@pytest.fixture(scope="session")
def strong(rival: Scenario) -> Call:
    return play(rival, rep_lines("competitor-price", "strong"))


@pytest.fixture(scope="session")
def weak(rival: Scenario) -> Call:
    return play(rival, rep_lines("competitor-price", "weak"))
