from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.tui.lines import cells, cut, fit, line, paragraph, plain_of, spread, width_of, wrap


@given(st.text(max_size=300), st.integers(min_value=2, max_value=60))
def test_no_wrapped_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    for found in paragraph(text, width):
        assert width_of(found) <= width


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=200))
def test_wrapping_loses_no_word(text: str) -> None:
    assert "".join("".join(wrap(text, 17)).split()) == "".join(text.expandtabs(4).split())


def test_wide_characters_count_double() -> None:
    assert cells("値引き") == 6
    assert wrap("値引きはありません", 6) == ["値引き", "はあり", "ません"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("ab " + "x" * 12 + " cd", 5) == ["ab", "xxxxx", "xxxxx", "xx cd"]


def test_line_ends_in_the_text_stay() -> None:
    assert wrap("one\n\ntwo", 20) == ["one", "", "two"]


def test_escapes_are_made_visible() -> None:
    [found] = paragraph("\x1b[31mred\x07", 40)
    assert plain_of(found) == "␛[31mred␇"


@pytest.mark.parametrize("width", range(1, 30))
def test_fitting_never_goes_beyond_the_width(width: int) -> None:
    assert width_of(fit([("A long beginning ", ""), ("値引き", "dim")], width)) <= width


def test_spreading_cuts_the_left_part_for_the_right_one() -> None:
    found = spread([("A title that is much too long", "")], [("today", "dim")], 20)
    assert plain_of(found) == "A title that…  today"


def test_cut_says_that_there_was_more() -> None:
    lines = paragraph("one two three four five six", 9)
    assert plain_of(cut(lines, 2)[-1]).endswith("…")
    assert cut(lines, 99) is lines
    assert cut([line("a"), line("b")], 1) == [(("…", ""),)]


def test_a_text_that_is_cut_ends_after_a_whole_word_and_a_quotation_stays_closed() -> None:
    lines = paragraph("turn 2: “Hi there, I have been working here for eleven years”", 24)
    assert plain_of(cut(lines, 2)[-1]) == "have been working …”"
    assert all(width_of(found) <= 24 for found in cut(lines, 2))
