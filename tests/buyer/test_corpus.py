"""A hostile model: hand-written bad replies through a real socket, the guard and the engine; and good ones."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from corpus import Puppet, Row, Situation, rows, shows, situations
from pydantic import BaseModel

from roleplay.buyer.guard_text import norm, sentences
from roleplay.buyer.llm import ModelBuyer
from roleplay.call import Call
from roleplay.dialogue.events import (
    BuyerSaying,
    BuyerSpoke,
    CallStarted,
    Caught,
    Decided,
    Event,
    RepSpoke,
    Tagged,
)
from roleplay.dialogue.policy import initial_state
from roleplay.dialogue.state import Beat, Reading, State, Told
from roleplay.dialogue.transcript import Speaker
from roleplay.llm import Client, Profile
from roleplay.llm.fake import FakeServer
from roleplay.scenario.model import Scenario

KINDS = {
    "assistant", "role_swap", "coaching", "speaks_for_rep", "stage_direction", "markdown", "invented", "leak",
    "agreement", "ending", "prompt_words", "endless", "foreign", "empty", "repeat", "garbled",
}  # fmt: skip


def test_the_corpora_are_as_large_and_as_broad_as_promised() -> None:
    bad, good = list(rows("bad")), list(rows("good"))
    assert len(bad) >= 200
    assert len(good) >= 200
    assert {r.label for r in bad} == KINDS - {"endless"}
    assert len({r.where.scenario.id for r in bad}) == len({r.where.scenario.id for r in good}) == 6
    assert len({r.label for r in good}) >= 4
    assert len({r.reply for r in good}) > 0.95 * len(good)


def beat_for(where: Situation, text: str) -> tuple[str, str | None]:
    """The engine's key and subject for the words of a situation."""
    story = where.scenario
    for name, fact in story.facts.items():
        for key, lines in (("says", fact.says), ("short", fact.short or [])):
            if text in lines:
                return key, name
    for name, objection in story.objections.items():
        for key, lines in (
            ("says", objection.says),
            ("push_back", objection.push_back or []),
            ("soften", objection.soften or []),
            ("settled", objection.settled or []),
        ):
            if text in lines:
                return key, name
    for name, outcome in story.outcomes.items():
        if text in outcome.says:
            return ("agree" if name.startswith("won") else "outcome"), name
    return "deflect", None


def in_these_words(where: Situation) -> Scenario:
    """The scenario with the situation's lines as the only wording, so that the engine decides on the same words."""
    story = where.scenario
    spoken = {beat.text for beat in where.direction.beats}

    def only(lines: list[str] | None) -> list[str] | None:
        return [x for x in lines if x in spoken] or lines if lines else lines

    def told(part: BaseModel, *names: str) -> BaseModel:
        return part.model_copy(update={name: only(getattr(part, name)) for name in names})

    return story.model_copy(
        update={
            "facts": {n: told(f, "says", "short") for n, f in story.facts.items()},
            "objections": {
                n: told(o, "says", "push_back", "soften", "settled") for n, o in story.objections.items()
            },
            "outcomes": {n: told(o, "says") for n, o in story.outcomes.items()},
            "walk_away": only(story.walk_away),
        }
    )


def staged(where: Situation) -> list[Event]:
    """The events of a call that stands before the buyer's turn of a situation."""
    story = where.scenario
    state: State = initial_state(story)
    raised = {
        o: s.model_copy(update={"status": "raised", "raised_turn": 1})
        for o, s in state.objections.items()
        if any(line in where.view.against for line in story.objections[o].says)
    }
    state = state.model_copy(
        update={
            "told": tuple(Told(fact=f, turn=1) for f in where.told),
            "objections": {**state.objections, **raised},
        }
    )
    events: list[Event] = [
        CallStarted(scenario=story.id, digest="x", seed=1, difficulty=story.difficulty, state=state)
    ]
    for n, turn in enumerate(where.view.turns, 1):
        if turn.speaker is Speaker.REP:
            events.append(RepSpoke(turn=n, text=turn.text))
        else:
            events += [
                Decided(turn=n - 1, beats=(Beat(move="ask", key="ask"),), effects=(), state=state),
                BuyerSpoke(turn=n, text=turn.text, move="ask"),
            ]
    last = len(where.view.turns)
    beats = []
    for beat in where.direction.beats:
        key, subject = beat_for(where, beat.text)
        beats.append(Beat(move=beat.move, key=key, subject=subject))
    events += [
        Tagged(turn=last, acts=(), reading=Reading()),
        Decided(turn=last, beats=tuple(beats), effects=(), state=state),
    ]
    return events


async def test_no_bad_reply_reaches_the_rep_through_server_guard_and_engine() -> None:
    shown: list[tuple[Row, str]] = []
    silent: list[Row] = []
    async with FakeServer() as server:
        client = Client(Profile(model="hostile", base_url=server.url))
        for row in rows("bad"):
            server.script = lambda request, text=row.reply: text
            where = row.where
            buyer = ModelBuyer(client, secrets=where.secrets)
            call = Call.resume(in_these_words(where), staged(where), buyer=buyer)
            before = len(call.transcript.turns)
            events = [event async for event in call.start()]
            assert len(call.transcript.turns) == before + 1, row.id
            text = call.transcript.turns[-1].text
            assert text, row.id
            said = " ".join(e.text for e in events if isinstance(e, BuyerSaying))
            decided = norm(" ".join(line for beat in where.direction.beats for line in [beat.text]))
            bad = [s for s in sentences(row.bad) if len(s) > 3 and norm(s).strip(".!?") not in decided]
            whole = shows(text, row.bad) or shows(said, row.bad)
            every = bool(bad) and all(norm(s) in norm(text) for s in bad)
            if (whole and norm(row.bad).strip(".!?") not in decided) or every:
                shown.append((row, text))
            if not any(isinstance(e, Caught) for e in events):
                silent.append(row)
        await client.aclose()
    assert not shown, "\n".join(f"{r.id}: {r.bad!r} in {t!r}" for r, t in shown)
    assert not silent, [r.id for r in silent]


async def played(row: Row) -> tuple[str, list[Caught]]:
    where = row.where
    buyer = ModelBuyer(Puppet(row.reply), secrets=where.secrets)  # type: ignore[arg-type]
    said, caught = [], []
    async for event in buyer.say(where.view, where.direction):
        if isinstance(event, BuyerSaying):
            said.append(event.text)
        if isinstance(event, Caught):
            caught.append(event)
    return " ".join(said), caught


async def test_at_most_two_in_a_hundred_good_replies_are_touched() -> None:
    touched: list[str] = []
    good = list(rows("good"))
    for row in good:
        text, caught = await played(row)
        if caught or norm(text) != norm(row.reply):
            touched.append(f"{row.reply!r} -> {text!r} {[(c.kind, c.text) for c in caught]}")
    assert len(touched) <= 0.02 * len(good), "\n".join(touched)


async def test_a_catch_names_a_kind_that_is_counted() -> None:
    kinds: Counter[str] = Counter()
    for row in rows("bad"):
        _, caught = await played(row)
        assert caught, row.id
        kinds.update(c.kind for c in caught)
        assert all(c.model == "puppet" for c in caught)
    assert {
        "assistant",
        "role_swap",
        "coaching",
        "invented",
        "leak",
        "agreement",
        "foreign",
        "repeat",
    } <= set(kinds)


@pytest.mark.parametrize("name", sorted(situations()))
async def test_the_scripted_words_of_every_situation_pass_the_guard(name: str) -> None:
    where = situations()[name]
    text, caught = await played(Row(0, name, where.direction.scripted, "", ""))
    assert not caught
    assert norm(text) == norm(where.direction.scripted)


LONG = [
    "Thirty percent is thirty percent. "
    + "And another thing about that. It never ends. You know how it is. " * 8,
    "Thirty percent, and I mean it, and I would say it again, and " + "on and on it goes and " * 40,
    "Look. " * 60,
]


@pytest.mark.parametrize("reply", LONG)
async def test_endless_talk_is_cut(reply: str) -> None:
    where = situations()["cp-pushback"]
    text, _ = await played(Row(0, "cp-pushback", reply, "", ""))
    assert len(text.split()) <= 1.5 * where.direction.max_words + 25
    assert len(re.findall(r"[.!?]", text)) <= where.direction.max_sentences + 3
    assert text
