"""Text from outside, made visible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.report.plain import one_line, quote, visible, wrapped


def test_plain_text_comes_back_unchanged() -> None:
    text = "Grüezi, “Dana”! 你好 👩‍👩‍👧 سلام"
    assert visible(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b", "a␀b"),
        ("a\rb", "a␍b"),
        ("a\x7fb", "a␡b"),
        ("a\x9b31mb", "a‹U+009B›31mb"),
        ("a\u202eb\u2066c", "a‹U+202E›b‹U+2066›c"),
        ("a\u200bb\ufeffc", "a‹U+200B›b‹U+FEFF›c"),
        ("a\ud800b", "a‹U+D800›b"),
        ("a\u2028b", "a‹U+2028›b"),
        ("a\U000e0041b", "a‹U+E0041›b"),
    ],
)
def test_what_is_not_plain_can_be_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_stay_unless_one_line_is_wanted() -> None:
    assert visible("a\nb\tc") == "a\nb\tc"
    assert visible("a\nb\tc", keep="") == "a␊b␉c"
    assert one_line(" a\n b\x1b ") == "a b␛"


def test_a_long_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("word " * 50, 12) == "word word w…"


def test_wrapping_keeps_lines_short_and_indents() -> None:
    text = wrapped("word " * 40, 30, "  ", "- ")
    lines = text.splitlines()
    assert lines[0].startswith("- word")
    assert all(line.startswith("  ") for line in lines[1:])
    assert max(map(len, lines)) <= 30


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_the_result_is_printable_as_utf8_and_moves_no_cursor(text: str) -> None:
    shown = visible(text, keep="")
    shown.encode("utf-8")
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in shown)


def test_a_quote_is_cut_at_a_word_and_says_that_it_was_cut() -> None:
    long = "We are the leading platform for production planning in Europe with forecasting, a mobile app, and dashboards for everybody in the plant"
    assert quote(long, 100).endswith("a mobile app, and…")
    assert quote(long).endswith("plant…")
    assert quote(long + ".") == long + "."
    assert quote("so at six hundred") == "so at six hundred"
