"""A turn in a model's voice: repaired once, then scripted; what must come across does."""

from __future__ import annotations

import pytest
from corpus import Puppet, Situation, situations

from roleplay.buyer.llm import ModelBuyer
from roleplay.dialogue.events import BuyerSaying, Caught, Event, ModelUsed
from roleplay.errors import ServiceUnreachable
from roleplay.llm import Usage

DEFLECT, FACT, AGREE, DECLINE = "cp-deflect", "cp-fact", "cp-agree", "cp-decline"


async def play(where: Situation, puppet: Puppet) -> list[Event]:
    buyer = ModelBuyer(puppet, secrets=where.secrets)  # type: ignore[arg-type]
    return [e async for e in buyer.say(where.view, where.direction)]


def text_of(events: list[Event]) -> str:
    return " ".join(e.text for e in events if isinstance(e, BuyerSaying))


def caught_in(events: list[Event]) -> list[tuple[str, str]]:
    return [(e.kind, e.action) for e in events if isinstance(e, Caught)]


async def test_a_good_reply_is_shown_sentence_by_sentence() -> None:
    events = await play(situations()[DEFLECT], Puppet("It's a budget. You know budgets."))
    assert [e.text for e in events if isinstance(e, BuyerSaying)] == ["It's a budget.", "You know budgets."]
    assert all(e.turn == situations()[DEFLECT].direction.turn for e in events)
    assert not caught_in(events)


async def test_a_caught_sentence_is_repaired_once() -> None:
    puppet = Puppet("What's your budget for this quarter?", "Budgets are budgets.")
    events = await play(situations()[DEFLECT], puppet)
    assert text_of(events) == "Budgets are budgets."
    assert caught_in(events) == [("role_swap", "repaired")]
    assert len(puppet.asked) == 2
    assert "What's your budget for this quarter?" in puppet.asked[1][-1]["content"]


async def test_a_second_bad_try_is_replaced_by_the_scripted_words() -> None:
    puppet = Puppet("As an AI I have no budget.", "As an AI I can't say.")
    events = await play(situations()[DEFLECT], puppet)
    assert text_of(events) == situations()[DEFLECT].direction.scripted
    assert caught_in(events) == [("assistant", "replaced")]
    assert len(puppet.asked) == 2


async def test_a_bad_sentence_after_all_has_come_across_is_dropped_without_asking_again() -> None:
    words = "Three trucks died on us last quarter. With tow, driver and a late load, eighteen thousand each."
    puppet = Puppet(words + " Would you like to schedule a demo?")
    events = await play(situations()[FACT], puppet)
    assert text_of(events) == words
    assert caught_in(events) == [("role_swap", "dropped")]
    assert len(puppet.asked) == 1


async def test_a_fact_that_the_model_leaves_out_is_told_all_the_same() -> None:
    events = await play(situations()[FACT], Puppet("Okay, fair. It's a mess when that happens."))
    assert text_of(events).startswith("Okay, fair. It's a mess when that happens.")
    assert "eighteen thousand each" in text_of(events)
    assert caught_in(events) == [("left_out", "replaced")]


async def test_a_figure_that_the_model_gets_wrong_is_not_shown_and_the_right_one_is() -> None:
    events = await play(situations()[FACT], Puppet("Three trucks died last quarter. Nineteen thousand each."))
    assert "ineteen" not in text_of(events)
    assert "eighteen thousand" in text_of(events)


async def test_an_agreement_that_was_decided_is_heard_as_one() -> None:
    events = await play(situations()[AGREE], Puppet("Let me think about it."))
    assert "Thursday at two" in text_of(events)
    events = await play(situations()[AGREE], Puppet("No, I don't want that."))
    assert "No, I don't" not in text_of(events)
    assert "Thursday at two" in text_of(events)


async def test_a_bare_yes_to_a_meeting_nobody_decided_on_is_caught() -> None:
    for yes in ("Yes.", "Sure.", "Okay, why not.", "Sounds good."):
        events = await play(situations()[DECLINE], Puppet(yes))
        assert yes not in text_of(events)
        assert caught_in(events)[0][0] == "agreement"


async def test_a_bare_yes_is_fine_where_nothing_was_asked_for() -> None:
    events = await play(situations()["bb-ask"], Puppet("Yes. Continue."))
    assert text_of(events) == "Yes. Continue."


@pytest.mark.parametrize("empty", ["", "   ", "...", "\n\n", "*sighs*", "\U0001f642"])
async def test_silence_is_asked_for_words_once_and_then_scripted(empty: str) -> None:
    puppet = Puppet(empty)
    events = await play(situations()[DEFLECT], puppet)
    assert text_of(events) == "Budgets are budgets."
    assert ("empty", "replaced") in caught_in(events)
    assert len(puppet.asked) == 2


async def test_a_stage_direction_is_taken_off_and_noted() -> None:
    events = await play(situations()[DEFLECT], Puppet("*shrugs* Budgets are budgets. (sighs)"))
    assert text_of(events) == "Budgets are budgets."
    assert ("stage_direction", "dropped") in caught_in(events) or (
        "stage_direction",
        "repaired",
    ) in caught_in(events)


async def test_the_buyers_own_name_in_front_and_quotes_around_are_taken_off() -> None:
    events = await play(situations()[DEFLECT], Puppet('Dana: "Budgets are budgets."'))
    assert text_of(events) == "Budgets are budgets."


async def test_a_model_that_fails_before_a_word_raises_for_the_engine() -> None:
    class Broken(Puppet):
        def stream(self, messages: list[dict[str, str]], **_: object):  # type: ignore[no-untyped-def]
            raise ServiceUnreachable("Nobody answers.")

    with pytest.raises(ServiceUnreachable):
        await play(situations()[DEFLECT], Broken(""))


async def test_a_repair_that_fails_is_replaced_by_the_scripted_words() -> None:
    class BreaksLater(Puppet):
        def stream(self, messages: list[dict[str, str]], **more: object):  # type: ignore[no-untyped-def]
            if self.asked:
                raise ServiceUnreachable("Nobody answers.")
            return super().stream(messages, **more)

    events = await play(situations()[DEFLECT], BreaksLater("As an AI I have no budget."))
    assert text_of(events) == "Budgets are budgets."
    assert caught_in(events) == [("assistant", "replaced")]


async def test_each_request_is_counted_with_its_purpose() -> None:
    class Counted(Puppet):
        def stream(self, messages: list[dict[str, str]], **more: object):  # type: ignore[no-untyped-def]
            stream = super().stream(messages, **more)
            stream.usage = Usage("puppet", 100, 10, cost=0.01)
            return stream

    events = await play(situations()[DEFLECT], Counted("As an AI I have no budget.", "Budgets are budgets."))
    used = [e for e in events if isinstance(e, ModelUsed)]
    assert [u.purpose for u in used] == ["buyer", "repair"]
    assert sum(u.cost or 0 for u in used) == pytest.approx(0.02)


async def test_a_thought_that_came_as_words_is_forgotten() -> None:
    from roleplay.llm import Delta

    class Stray(Puppet):
        def stream(self, messages: list[dict[str, str]], **_: object):  # type: ignore[no-untyped-def]
            stream = super().stream(messages)

            async def pieces():  # type: ignore[no-untyped-def]
                yield Delta("Dana would be cold here")
                yield Delta("", anew=True)
                yield Delta("Budgets are budgets.")

            stream.__class__ = type("S", (stream.__class__,), {"__aiter__": lambda self: pieces()})
            return stream

    events = await play(situations()[DEFLECT], Stray(""))
    assert text_of(events) == "Budgets are budgets."


def test_the_secrets_are_in_no_prompt_whatever_is_caught() -> None:
    import asyncio

    where = situations()[DEFLECT]
    puppet = Puppet("Our CFO wants it cut. He does.", "The CFO again.")
    asyncio.run(play(where, puppet))
    sent = "\n".join(m["content"] for chat in puppet.asked for m in chat)
    for fact in where.scenario.facts.values():
        for line in fact.says:
            assert line not in sent
