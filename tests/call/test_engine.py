from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.call import Call, replay
from roleplay.dialogue.acts import Act, Label
from roleplay.dialogue.events import BuyerSaying, BuyerSpoke, Event, RepSpoke, Voice, dump_event, load_event
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.dialogue.view import BuyerView, Direction
from roleplay.errors import ServiceUnreachable, StoreError, UsageError
from roleplay.scenario.model import Scenario
from roleplay.tagger import tag

Play = Callable[..., list[Event]]

LINES = [
    "Thanks for the time, Dana. What stood out when you read it?",
    "Thirty percent would make me look twice too. What do you get from RoadLink for that?",
    "And what happens over there when a truck stops?",
    "Who is leaning on you about cost, and why now?",
    "Could we sit down with your CFO on Thursday?",
]


class Memory:
    """A recorder that can be told to fail."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.broken = False

    def append(self, events: Sequence[Event]) -> None:
        if self.broken:
            raise StoreError("The disk is full. Free some space; the call goes on.")
        self.events.extend(events)


class Halting:
    """A voice that says one sentence, then breaks."""

    voice: Voice = "model"

    def __init__(self, sentences: int) -> None:
        self.sentences = sentences

    async def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
        for n in range(self.sentences):
            yield BuyerSaying(turn=direction.turn, text=f"Sentence {n}.")
        raise ServiceUnreachable(
            "Nobody answers at the model's address. Start the server, or go on scripted."
        )


def test_the_same_seed_and_words_give_byte_identical_events(example: Scenario, play: Play) -> None:
    one = [dump_event(e) for e in play(Call(example, seed=7), LINES, hang_up=True)]
    two = [dump_event(e) for e in play(Call(example, seed=7), LINES, hang_up=True)]
    assert one == two


def test_another_seed_varies_the_wording_and_never_the_facts(example: Scenario, play: Play) -> None:
    vague = ["hm", "ok tell me more", "what do you think", "nice", "and how do you feel about the weather?"]
    texts = set()
    minds = set()
    for seed in range(12):
        call = Call(example, seed=seed)
        play(call, vague)
        texts.add("|".join(t.text for t in call.transcript.turns))
        minds.add(call.state.model_dump_json())
    assert len(texts) > 3
    assert len(minds) == 1


def test_every_event_is_recorded_before_it_is_yielded(example: Scenario) -> None:
    memory = Memory()
    call = Call(example, recorder=memory)

    async def run() -> None:
        async for event in call.say(LINES[0]):
            assert event in memory.events

    asyncio.run(run())


@given(stop=st.integers(min_value=1, max_value=40))
@settings(max_examples=40, deadline=None)
def test_a_call_stopped_after_any_event_resumes_to_the_same_end(
    example: Scenario, play: Play, stop: int
) -> None:
    whole = Call(example, seed=3)
    play(whole, LINES, hang_up=True)
    kept = [load_event(dump_event(e)) for e in whole.events[: min(stop, len(whole.events))]]
    resumed = Call.resume(example, kept)
    said = sum(isinstance(e, RepSpoke) for e in kept)
    play(resumed, LINES[said:], hang_up=True)
    assert [dump_event(e) for e in resumed.events] == [dump_event(e) for e in whole.events]


def test_replay_makes_the_same_events_again(example: Scenario, play: Play) -> None:
    call = Call(example, seed=5)
    play(call, [*LINES, "I can do ten percent off.", "Fine, fifteen."], hang_up=True)
    assert replay(example, call.events, tag) == list(call.events)


def test_a_fork_shares_the_beginning_and_leaves_the_old_branch_alone(example: Scenario, play: Play) -> None:
    call = Call(example, seed=1)
    play(call, LINES[:3])
    before = call.events
    child = call.fork(4)
    play(child, ["RoadLink is junk.", "Sign today or the price goes up."])
    assert call.events == before
    assert [t.text for t in child.transcript.turns[:3]] == [t.text for t in call.transcript.turns[:3]]
    assert child.transcript.turns[3].text == "RoadLink is junk."


def test_forking_at_a_turn_of_the_buyer_is_refused_in_words(example: Scenario, play: Play) -> None:
    call = Call(example)
    play(call, LINES[:1])
    with pytest.raises(UsageError, match="not a turn of the rep"):
        call.fork(1)


def test_a_recorder_that_fails_loses_nothing_and_catches_up(example: Scenario, play: Play) -> None:
    memory = Memory()
    call = Call(example, recorder=memory)
    play(call, LINES[:1])
    memory.broken = True
    play(call, LINES[1:2])
    assert call.unsaved is not None
    assert "disk is full" in call.unsaved
    memory.broken = False
    play(call, LINES[2:3])
    assert call.unsaved is None
    assert tuple(memory.events) == call.events


def test_a_broken_voice_leaves_the_turn_safe_and_offers_scripted_lines(example: Scenario) -> None:
    call = Call(example, buyer=Halting(0))

    async def run() -> None:
        seen = [e async for e in call.say(LINES[0])]
        assert seen[-1].type == "buyer_failed"
        assert call.waiting
        assert call.transcript.turns[-1].text == LINES[0]
        with pytest.raises(UsageError, match="not answered yet"):
            async for _ in call.say("Hello?"):
                pass
        again = [e async for e in call.retry()]
        assert again[-1].type == "buyer_failed"
        went_on = [e async for e in call.go_on_scripted()]
        assert [e.type for e in went_on] == ["voice_changed", "buyer_spoke"]
        assert [e async for e in call.say(LINES[1])][-1].type == "buyer_spoke"

    asyncio.run(run())


def test_a_voice_that_breaks_after_its_first_sentence_keeps_what_was_shown_and_says_the_rest(
    example: Scenario,
) -> None:
    call = Call(example, buyer=Halting(1))

    async def run() -> None:
        seen = [e async for e in call.say(LINES[0])]
        assert isinstance(seen[-1], BuyerSpoke)
        # The objection was decided, so it is said, in the scenario's words.
        assert seen[-1].text == f"Sentence 0. {example.objections['rival-price'].says[0]}"

    asyncio.run(run())


def test_the_turn_limit_ends_the_call(example: Scenario, play: Play) -> None:
    short = example.model_copy(update={"turn_limit": 2})
    call = Call(short)
    play(call, LINES)
    assert call.ending is not None
    assert call.ending.reason == "turn_limit"
    assert sum(t.speaker is Speaker.REP for t in call.transcript.turns) == 2


def test_the_time_limit_ends_the_call_by_the_clock_that_was_handed_in(example: Scenario) -> None:
    now = [100.0]
    call = Call(example.model_copy(update={"time_limit": 1.0}), clock=lambda: now[0])

    async def run() -> None:
        async for _ in call.say(LINES[0]):
            pass
        call.pause()
        now[0] += 500
        call.unpause()
        assert call.elapsed == 0
        assert [e async for e in call.check_clock()] == []
        now[0] += 61
        assert [e.type async for e in call.check_clock()][-1] == "call_ended"

    asyncio.run(run())
    assert call.ending is not None
    assert call.ending.reason == "time_limit"


def test_nothing_can_be_said_after_the_end(example: Scenario, play: Play) -> None:
    call = Call(example)
    play(call, LINES[:1], hang_up=True)
    with pytest.raises(UsageError, match="over"):
        play_more(call)


def play_more(call: Call) -> None:
    async def run() -> None:
        async for _ in call.say("One more thing."):
            pass

    asyncio.run(run())


STRANGE = [
    "",
    "   ",
    "\x00\x01\x1b[2J\x1b]0;owned\x07",
    "[/b] [bold]not markup[/bold] {{ config }} {% raw %}",
    "שלום, כמה זה עולה לכם?",
    "\u202eevil\u202c",
    "🦊" * 500,
    "word " * 10_000,
    "x" * 50_000,
    "../../etc/passwd; rm -rf / $(whoami)",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_words_are_stored_as_typed_and_answered(example: Scenario, play: Play, text: str) -> None:
    call = Call(example)
    play(call, [text])
    rep = next(e for e in call.events if isinstance(e, RepSpoke))
    assert load_event(dump_event(rep)) == rep
    assert rep.text == text
    assert call.transcript.turns[-1].speaker is Speaker.BUYER
    assert call.transcript.turns[-1].text


@given(st.lists(st.text(max_size=300), max_size=14), st.integers(0, 1000))
@settings(max_examples=80, deadline=None)
def test_whatever_is_typed_the_buyer_never_repeats_a_line_and_moods_stay_in_range(
    example: Scenario, play: Play, lines: list[str], seed: int
) -> None:
    call = Call(example, seed=seed)
    play(call, lines)
    said = [t.text for t in call.transcript.turns if t.speaker is Speaker.BUYER]
    assert len(said) == len(set(said))
    assert 0 <= call.state.trust <= 100
    assert 0 <= call.state.patience <= 100


@given(
    st.lists(
        st.sampled_from([*LINES, "I hear you.", "RoadLink is junk.", "ten percent off?", "ok"]), max_size=14
    )
)
@settings(max_examples=60, deadline=None)
def test_nothing_untold_is_ever_in_the_view_that_a_voice_gets(
    example: Scenario, play: Play, lines: list[str]
) -> None:
    views: list[tuple[str, frozenset[str]]] = []

    class Spy:
        voice: Voice = "scripted"

        async def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
            told = frozenset(t.fact for t in call.state.told)
            views.append((view.model_dump_json() + direction.model_dump_json(), told))
            yield BuyerSaying(turn=direction.turn, text=direction.scripted)

    call = Call(example, buyer=Spy())
    play(call, lines)
    for seen, told in views:
        for name, fact in example.facts.items():
            if name not in told:
                assert not any(line in seen for line in fact.says), name
        for objection in example.objections.values():
            assert objection.model_answer is None or objection.model_answer not in seen


def test_a_closer_reading_corrects_the_mood_and_unsays_nothing(example: Scenario, play: Play) -> None:
    call = Call(example, tagger=lambda text, context: [])
    play(call, ["Whatever, that price thing is your problem.", "Thirty percent is a real gap."])
    before = call.state
    text = call.transcript.turns[3].text
    events = call.revise([Act(Label.ACKNOWLEDGE, 0, len(text), text, "model")])
    assert [e.type for e in events] == ["tagged", "revised"]
    assert call.state.trust > before.trust
    assert call.state.told == before.told
    assert call.state.objections["rival-price"].has("acknowledge")
    assert replay(example, call.events, lambda text, context: []) == list(call.events)
    assert call.revise([Act(Label.ACKNOWLEDGE, 0, len(text), text, "model")]) == []


def test_a_reading_that_comes_after_the_end_is_left_out(example: Scenario, play: Play) -> None:
    call = Call(example)
    play(call, LINES[:1], hang_up=True)
    assert call.revise([]) == []


class Slow:
    """A second reader that answers when it is let."""

    def __init__(self, acts: list[Act]) -> None:
        self.acts = acts
        self.gate = asyncio.Event()

    async def read(self, text: str, context: Sequence[Turn], offline: Sequence[Act]) -> list[Act]:
        await self.gate.wait()
        return self.acts


def test_a_second_reading_that_comes_in_time_corrects_the_mood_before_the_next_turn(
    example: Scenario,
) -> None:
    text = "Thirty percent is a real gap."
    reader = Slow([Act(Label.ACKNOWLEDGE, 0, len(text), text, "model")])
    call = Call(example, tagger=lambda said, context: [], second_reader=reader)

    async def run() -> list[str]:
        for line in ("Hello there.", text):
            async for _ in call.say(line):
                pass
        reader.gate.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return [e.type async for e in call.say("And now?")]

    kinds = asyncio.run(run())
    assert kinds[:3] == ["tagged", "revised", "rep_spoke"]


def test_a_second_reading_that_is_late_delays_nothing_and_is_dropped(example: Scenario) -> None:
    call = Call(example, second_reader=Slow([]))

    async def run() -> None:
        for line in LINES[:3]:
            async for _ in call.say(line):
                pass

    asyncio.run(asyncio.wait_for(run(), 10))
    assert not any(e.type == "revised" for e in call.events)
