"""Numbers as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scenario.numbers import figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Call it eighteen thousand each.", [(18_000, "")]),
        ("fifteen percent out of operations", [(15, "percent")]),
        ("15% or 15 percent", [(15, "percent"), (15, "percent")]),
        ("thirty-one thousand a month. It's forty-four now", [(31_000, ""), (44, "")]),
        ("two hundred and forty trucks", [(240, "truck")]),
        ("$38 per truck, 240 trucks", [(38, "dollar"), (240, "truck")]),
        ("1,200.50 euros", [(1200.5, "euro")]),
        ("18k each, 2m a year", [(18_000, ""), (2_000_000, "")]),
        ("two, three weeks", [(2, ""), (3, "week")]),
        ("twenty two", [(22, "")]),
        ("We booked twenty. Eleven trucks came", [(20, ""), (11, "truck")]),
        ("Thirty! Two hundred? No: five", [(30, ""), (200, ""), (5, "")]),
        ("twenty, two of them late", [(20, ""), (2, "")]),
        ("a hundred times, thousands of them", []),
        ("one of them, for one thing", []),
        ("three million four hundred thousand and six", [(3_400_006, "")]),
        ("no numbers here", []),
        ("", []),
    ],
)
def test_numbers_in_words_and_digits_have_the_same_value(text: str, values: list[tuple[float, str]]) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == values


@given(st.text(max_size=60))
def test_any_text_is_read_without_trouble(text: str) -> None:
    assert all(figure.text in text for figure in figures(text))
