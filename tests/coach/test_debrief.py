from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.coach.body import body_language, stage_direction
from roleplay.coach.debrief import IN_OWN_WORDS, debrief, mood_over, turning_points
from roleplay.dialogue.state import State
from roleplay.dialogue.table import TABLE
from roleplay.scenario import load_scenario

REPS = Path(__file__).parent.parent / "reps" / "competitor-price"


async def held(rep: str) -> Call:
    call = Call(load_scenario("competitor-price"), seed=7)
    _ = [event async for event in call.start()]
    lines = [line for line in (REPS / rep).read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines * 4:
        if call.ending is None:
            _ = [event async for event in call.say(line)]
    return call


def test_the_buyer_has_words_for_every_rule_of_the_policy() -> None:
    assert {row.rule for row in TABLE} <= set(IN_OWN_WORDS)


def test_the_buyer_speaks_of_herself_as_i() -> None:
    assert not [words for words in IN_OWN_WORDS.values() if "buyer" in words.lower()]


async def test_a_won_call_tells_what_helped_and_that_the_reason_was_heard() -> None:
    call = await held("strong.txt")
    told = debrief(call.scenario, call.events)
    assert told.headline == "Dana agreed."
    assert told.last_words == call.transcript.turns[-1].text
    assert {"You asked, and then you let me talk.", "You heard what I said before you answered it."} & {
        words for words, _ in told.reasons
    }
    concern = next(c for c in told.concerns if "RoadLink" in c.objection)
    assert concern.heard
    assert concern.status == "settled"


async def test_a_lost_call_tells_what_put_the_buyer_off_and_what_was_never_heard() -> None:
    call = await held("weak.txt")
    told = debrief(call.scenario, call.events)
    assert call.ending is not None
    by_reason = {"patience": "Dana ran out of patience and ended the call.", "condition": "Dana said no."}
    assert told.headline == by_reason[call.ending.reason]
    assert any(words.startswith(("You ran somebody down", "You pushed")) for words, _ in told.reasons)
    concern = next(c for c in told.concerns if "RoadLink" in c.objection)
    assert not concern.heard
    assert concern.root == "", "what was not heard stays unheard: the scene may be tried again"


async def test_a_call_that_goes_on_is_said_to_go_on() -> None:
    call = Call(load_scenario("competitor-price"))
    _ = [event async for event in call.start()]
    assert debrief(call.scenario, call.events).headline == "The call with Dana is not over."


async def test_turning_points_quote_the_rep_and_are_in_the_order_of_the_call() -> None:
    call = await held("weak.txt")
    points = turning_points(call.events, most=4)
    assert 0 < len(points) <= 4
    assert [p.turn for p in points] == sorted(p.turn for p in points)
    for point in points:
        assert point.quote in call.transcript.turns[point.turn - 1].text


async def test_the_mood_has_one_point_for_each_turn_of_the_rep_and_the_start() -> None:
    call = await held("strong.txt")
    assert [p.turn for p in mood_over(call.events)] == [0, *[n for n, _ in call.transcript.rep_turns()]]


def _state(trust: float, patience: float) -> State:
    return State(trust=trust, patience=patience, objections={})


@pytest.mark.parametrize("trust", range(0, 101, 5))
def test_body_language_is_in_words(trust: int) -> None:
    words = body_language(_state(trust, 80))
    assert words
    assert not any(char.isdigit() for char in words)


def test_an_impatient_buyer_shows_it() -> None:
    assert "clock" in body_language(_state(50, 30))
    assert body_language(_state(50, 30)) != body_language(_state(50, 90))


def test_little_change_is_not_staged() -> None:
    assert stage_direction("Dana Reyes", _state(50, 60), _state(51, 60)) == ""


def test_a_fall_of_trust_is_seen() -> None:
    assert stage_direction("Dana Reyes", _state(50, 60), _state(42, 60), 4).startswith("Dana ")
    assert stage_direction("Dana Reyes", _state(50, 60), _state(42, 60), 4) != stage_direction(
        "Dana Reyes", _state(50, 60), _state(42, 60), 6
    )
