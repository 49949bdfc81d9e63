"""Sentences out of a stream, and speech out of what a model writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.buyer.sentences import MAX_SENTENCE, SentenceCutter, clean


def cut(pieces: list[str]) -> list[str]:
    cutter = SentenceCutter()
    found = [s for piece in pieces for s in cutter.feed(piece)]
    rest = cutter.finish()
    return [*found, rest] if rest else found


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No. Not yet.", ["No.", "Not yet."]),
        ("It is 3.5 percent. Fine.", ["It is 3.5 percent.", "Fine."]),
        ("Ask Mr. Hale. He knows.", ["Ask Mr. Hale.", "He knows."]),
        ("At 8 a.m. we start. Late.", ["At 8 a.m. we start.", "Late."]),
        ("Really?! You did?", ["Really?!", "You did?"]),
        ("Well... I don't know.", ["Well...", "I don't know."]),
        ('"No." She said.', ['"No."', "She said."]),
        ("One\nTwo", ["One", "Two"]),
        ("So did I. Fine.", ["So did I.", "Fine."]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_a_person_would_stop(text: str, sentences: list[str]) -> None:
    assert cut([text]) == sentences


def test_a_sentence_is_given_out_with_its_last_character() -> None:
    cutter = SentenceCutter()
    assert cutter.feed("Thirty percent is") == []
    assert cutter.feed(" thirty percent.") == ["Thirty percent is thirty percent."]


def test_a_talker_without_full_stops_is_cut_at_a_word() -> None:
    found = cut(["and on and on " * 100])
    assert len(found) > 2
    assert all(len(s) <= MAX_SENTENCE for s in found)


@given(st.text(alphabet="ab .!?\n\"'…*", max_size=120), st.integers(1, 7))
def test_no_letter_is_lost_or_added_however_the_stream_is_cut(text: str, size: int) -> None:
    pieces = [text[n : n + size] for n in range(0, len(text), size)]
    assert "".join("".join(cut(pieces)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("*sighs* Fine.", "Fine.", "stage_direction"),
        ("(pauses) Fine.", "Fine.", "stage_direction"),
        ("[long pause]", "", "stage_direction"),
        ("That is *really* late.", "That is really late.", "markdown"),
        ("**No.**", "No.", "markdown"),
        ("Dana Reyes: No.", "No.", None),
        ("dana: No.", "No.", None),
        ("Buyer: No.", "No.", None),
        ('"No."', "No.", None),
        ("“No.”", "No.", None),
        ("No.<|im_end|>", "No.", None),
        ("Fine \U0001f642", "Fine", "markdown"),
        ("He said five (of ten).", "He said five (of ten).", None),
        ('He said "no" to me.', 'He said "no" to me.', None),
        ("", "", None),
    ],
)
def test_what_is_no_speech_is_taken_off(raw: str, text: str, kind: str | None) -> None:
    assert clean(raw, "Dana Reyes") == (text, kind)
