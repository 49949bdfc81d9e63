"""Quotes are looked up."""

from __future__ import annotations

import pytest

from roleplay.grader.evidence import look_up, stands_in, verified

from .conftest import transcript

CALL = transcript(
    "B: Okay, you’ve got ten minutes.", "R: Thanks — what   stood out\nto you?", "B: The price (38.50)."
)


@pytest.mark.parametrize(
    ("turn", "quote"), [(0, "Okay"), (4, "Okay"), (1, ""), (1, "  "), (2, "Okay"), (1, "okay")]
)
def test_what_does_not_stand_in_the_turn_is_not_shown(turn: int, quote: str) -> None:
    assert not stands_in(CALL, turn, quote)
    assert verified(CALL, [(turn, quote)]) == []


def test_the_same_quote_is_shown_once() -> None:
    assert [e.quote for e in verified(CALL, [(1, "ten minutes"), (1, "ten minutes"), (3, "price")])] == [
        "ten minutes",
        "price",
    ]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("you've got ten minutes", "you’ve got ten minutes"),
        ("OKAY, you've", "Okay, you’ve"),
        ("“ten minutes…”", "ten minutes"),
    ],
)
def test_typography_and_case_are_forgiven(quote: str, found: str) -> None:
    assert look_up(CALL, 1, quote) == (1, found)


def test_white_space_is_forgiven_and_the_words_come_back_as_they_stand() -> None:
    assert look_up(CALL, 2, "what stood out to you") == (2, "what   stood out\nto you")


@pytest.mark.parametrize("quote", ["ten hours", "minute", "en minutes", "", "...", "(", "got you"])
def test_words_that_were_not_said_are_not_found(quote: str) -> None:
    assert look_up(CALL, 1, quote) is None


def test_signs_in_a_quote_are_no_pattern() -> None:
    assert look_up(CALL, 3, "price (38.50)") == (3, "price (38.50)")
    assert look_up(CALL, 3, "price (38x50)") is None


def test_a_miscounted_turn_is_forgiven_for_three_words_or_more() -> None:
    assert look_up(CALL, 3, "got ten minutes") == (1, "got ten minutes")
    assert look_up(CALL, 3, "ten minutes") is None
