from __future__ import annotations

import pytest

from roleplay.tui.reveal import LONGEST, THINKING, Reveal

TEXT = "RoadLink came in thirty percent under you. Why would I pay more for the same thing?"


def test_off_shows_everything_at_once() -> None:
    reveal = Reveal("off")
    reveal.settle(TEXT)
    assert reveal.step(0.0)
    assert reveal.visible == TEXT


def test_the_buyer_thinks_before_the_first_word() -> None:
    reveal = Reveal("human")
    reveal.settle(TEXT)
    assert not reveal.step(THINKING["human"] / 2)
    assert reveal.visible == ""


@pytest.mark.parametrize("pace", ["human", "quick"])
def test_words_come_whole_and_all_come(pace: str) -> None:
    reveal = Reveal(pace)  # type: ignore[arg-type]
    reveal.settle(TEXT)
    seen = []
    for _ in range(1000):
        if reveal.step(1 / 30):
            seen.append(reveal.visible)
        if reveal.done:
            break
    assert seen[-1] == TEXT
    assert len(seen) > 5
    assert all(TEXT.startswith(part) and TEXT[len(part) : len(part) + 1] in ("", " ") for part in seen)


def test_a_long_turn_takes_no_longer_than_the_limit() -> None:
    reveal = Reveal("human")
    reveal.settle("word " * 2000)
    steps = 0
    while not reveal.done:
        reveal.step(1 / 30)
        steps += 1
    assert steps / 30 <= LONGEST + THINKING["human"] + 0.5


def test_what_streams_in_later_is_shown_after_what_came_first() -> None:
    reveal = Reveal("off")
    reveal.feed("I hear you.")
    reveal.step(0.1)
    reveal.feed("Go on.")
    assert not reveal.done
    reveal.step(0.1)
    assert reveal.visible == "I hear you. Go on."
