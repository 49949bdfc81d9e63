"""Numbers in words and in figures come out as the same token."""

from __future__ import annotations

import pytest

from roleplay.tagger.words import content


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("eighteen thousand", "18,000"),
        ("two thousand four hundred", "2,400"),
        ("four hundred", "400"),
        ("twelve hundred", "1200"),
        ("thirty-one", "31"),
        ("ninety thousand", "90k"),
        ("two hundred thousand", "200,000"),
    ],
)
def test_a_number_in_words_is_the_number_in_figures(said: str, written: str) -> None:
    assert content(said) == content(written)
