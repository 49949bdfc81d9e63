"""Whatever is typed or pasted: shown harmlessly, kept as it came, never a crash."""

from __future__ import annotations

import random
from typing import Any

import pytest
from textual import events

BAD = {
    "markup": "[/b] [red]you[/red] [@click=app.quit]x[/] [/budget]",
    "escapes": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "controls": "a\x00b\x08c\x7fd\x0ee",
    "bidi": "price \u202eeulav\u202c \u2066x\u2069",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 👍🏽 ok",
    "arabic": "السعر مرتفع جدا، ما الذي تقارنه به؟",
    "hebrew": "מה מדאיג אותך?",
    "japanese": "値引きはありません。何が気になりますか？",
    "thai": "ราคาสูงไปไหม",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "spaces": "\u3000wide\u00a0hard\u200bzero\ufeffmark",
    "template": "{{ secrets }} {% raw %} ${HOME} %s {0}",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_turn_of_any_kind_is_said_shown_and_kept(open_app: Any, name: str) -> None:
    async with open_app("competitor-price", size=(100, 30)) as stage:
        text = BAD[name]
        stage.app.post_message(events.Paste(text))
        await stage.settle()
        assert stage.composer.text == text
        assert "\x1b" not in stage.shown
        await stage.press("enter")
        assert stage.talk[-1][0] == "buyer"
        kept = stage.screen.live.call.transcript.turns[1].text
        assert kept == text
        assert not [char for char in stage.shown if ord(char) < 32 and char != "\n"]
        stored = stage.app.desk.store.events(stage.screen.live.id)
        assert next(e.text for e in stored if e.type == "rep_spoke") == text


async def test_half_a_character_is_no_reason_to_stop(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        stage.app.post_message(events.Paste("half \ud800 a pair"))
        await stage.press("enter")
        assert ("rep", "half ? a pair") in stage.talk


async def test_escapes_in_the_composer_look_like_what_they_are(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        stage.app.post_message(events.Paste("a\x1b[2Jb"))
        await stage.settle()
        assert "a␛[2Jb" in stage.shown


async def test_fifty_thousand_characters_are_taken_and_more_are_cut_with_a_word(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        text = "word " * 10_000
        stage.app.post_message(events.Paste(text + "and more"))
        await stage.settle()
        assert stage.composer.text == text
        assert "50,000" in stage.shown
        await stage.press("enter")
        assert stage.screen.live.call.transcript.turns[1].text == text
        assert stage.talk[-1][0] == "buyer"


async def test_nothing_and_only_spaces_are_not_said(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        await stage.press("enter")
        stage.composer.insert("  \n  ")
        await stage.press("enter")
        assert len(stage.screen.live.call.transcript.rep_turns()) == 0
        assert stage.composer.text == "  \n  "


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (60, 20), (200, 60), (80, 24)])
async def test_the_draft_survives_any_size(open_app: Any, size: tuple[int, int]) -> None:
    async with open_app("competitor-price") as stage:
        await stage.say("What stood out to you in the quote?")
        stage.composer.insert("What is behind\nthat number?")
        await stage.pilot.resize_terminal(*size)
        await stage.settle()
        assert stage.composer.text == "What is behind\nthat number?"
        await stage.press("enter")
        assert ("rep", "What is behind\nthat number?") in stage.talk


KEYS = [
    *"abcdefghijklmnop.?![]{}\\/", "space", "space", "enter", "enter", "ctrl+j", "up", "down", "left", "right", "home", "end", "pageup",
    "pagedown", "backspace", "delete", "tab", "shift+tab", "escape", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f9",
    "ctrl+a", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+z", "ctrl+y", "ctrl+x", "ctrl+v", "ctrl+t", "ctrl+b",
    "ctrl+g", "ctrl+up", "ctrl+down", "ctrl+p", "space", "n", "r", "l", "h", "s", "m", "d", "v", "c", "w", "1", "2",
    "3", "4", "5", "shift+left", "shift+end", "ctrl+r", "ctrl+space",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
async def test_a_monkey_breaks_nothing_and_loses_no_turn(open_app: Any, seed: int) -> None:
    """A thousand keys, pastes and resizes in bursts, as nobody waits for the screen."""
    chance = random.Random(seed)
    said: dict[str, list[str]] = {}
    async with open_app("competitor-price") as stage:
        await stage.say("What stood out to you in the quote?")
        said[stage.screen.live.id] = ["What stood out to you in the quote?"]
        for step in range(1000):
            roll = chance.random()
            if roll < 0.02:
                await stage.pilot.resize_terminal(chance.randint(12, 200), chance.randint(4, 60))
            elif roll < 0.04:
                stage.app.post_message(
                    events.Paste("What matters to you? \x1b[31m" + "x" * chance.randint(0, 300))
                )
            else:
                key = chance.choice(KEYS)
                character = key if len(key) == 1 else " " if key == "space" else None
                stage.app.post_message(events.Key(key, character))
            if step % 25 == 0:
                await stage.settle()
                live = getattr(stage.screen, "live", None)
                if live is not None:
                    said[live.id] = [turn.text for _, turn in live.call.transcript.rep_turns()]
        await stage.settle()
        for call_id, texts in said.items():
            kept = (
                [e.text for e in stage.app.desk.store.events(call_id) if e.type == "rep_spoke"]
                if texts
                else []
            )
            assert kept[: len(texts)] == texts
