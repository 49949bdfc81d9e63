from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.coach.hints import hint
from roleplay.scenario import load_scenario
from roleplay.scenario.library import bundled_root
from roleplay.scenario.model import Scenario

EVERY = sorted(path for path in bundled_root().glob("*/*.yaml") if path.name != "pack.yaml" and path.parent.name not in
               ("rubrics", "schema"))  # fmt: skip


async def held(scenario: Scenario, *said: str) -> Call:
    call = Call(scenario, seed=3)
    _ = [event async for event in call.start()]
    for line in said:
        if call.ending is None:
            _ = [event async for event in call.say(line)]
    return call


def asked(call: Call, level: int) -> str:
    return hint(call.scenario, call.state, call.transcript, level)  # type: ignore[arg-type]


async def test_before_anything_was_asked_the_hint_is_to_ask() -> None:
    call = await held(load_scenario("think-about-it"))
    assert "question" in asked(call, 1)


async def test_a_fresh_objection_wants_to_be_heard_first() -> None:
    call = await held(load_scenario("competitor-price"), "What did you think of the quote?")
    assert "heard it" in asked(call, 1)
    assert asked(call, 3).startswith("I would look twice at that too.")


async def test_the_third_level_is_a_line_that_does_what_the_first_one_says() -> None:
    call = await held(load_scenario("competitor-price"), "What did you think of the quote?")
    line = asked(call, 3)
    _ = [event async for event in call.say(line)]
    steps = {step.step for objection in call.state.objections.values() for step in objection.steps}
    assert {"acknowledge", "explore"} <= steps


async def test_an_answer_is_built_on_what_the_buyer_has_told() -> None:
    lines = ("What stood out to you in the quote?",
             "A thirty percent gap would make me stop too. What happens on your side when a truck stops?",
             "That's a hard quarter. What is behind the focus on price right now?")  # fmt: skip
    call = await held(load_scenario("competitor-price"), *lines)
    told = {fact.fact for fact in call.state.told}
    assert "breakdowns" in told
    assert "You told me" in asked(call, 3)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
async def test_no_hint_gives_away_what_the_buyer_has_not_told(path: Path) -> None:
    scenario = load_scenario(path)
    said = ("Hello, thanks for the time.", "What matters most to you here?", "That's fair. What is behind that?",
            "Shall we meet on Thursday?")  # fmt: skip
    for turns in range(len(said) + 1):
        call = await held(scenario, *said[:turns])
        secrets = [
            text for name, fact in scenario.facts.items() if not call.state.knows(name) for text in fact.says
        ]
        for level in (1, 2, 3):
            text = asked(call, level)
            assert text.strip()
            assert not any(secret in text for secret in secrets)


async def test_the_same_moment_gives_the_same_hint() -> None:
    first = await held(load_scenario("no-budget"), "What is going on this year?")
    again = await held(load_scenario("no-budget"), "What is going on this year?")
    assert [asked(first, n) for n in (1, 2, 3)] == [asked(again, n) for n in (1, 2, 3)]
