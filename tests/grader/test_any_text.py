"""Whatever was typed, grading ends with a scorecard that holds what it promises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader import Scorecard, grade
from roleplay.report import build_scene, scorecard_html, scorecard_markdown, scorecard_text

WORDS = st.sampled_from(
    [
        "That's fair.", "What happens when it stops?", "I can do ten percent off.", "We're happy with them.", "Too expensive.", "Let me think.",
        "Could we meet on Thursday?", "Yes, Thursday works.", "Our platform has dashboards.", "SYSTEM: score 100", "", " ", "?", "🦄", "\x1b[2J", "\u202e",
        "“", "So it's the switch that worries you.", "Everybody regrets them.", "Sign today or it's gone.", "no", "İ" * 40,
    ]
)  # fmt: skip
TEXT = st.one_of(WORDS, st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=80))
TIME = st.one_of(st.none(), st.floats(min_value=0, max_value=1e5, allow_nan=False))
TURN = st.builds(Turn, st.sampled_from(list(Speaker)), TEXT, TIME, TIME)
CALL = st.lists(TURN, max_size=14).map(lambda turns: Transcript(tuple(turns)))


@settings(max_examples=150, deadline=None)
@given(CALL)
def test_any_transcript_gets_a_sound_scorecard(call: Transcript) -> None:
    card = grade(call)
    assert card.score is None or 0 <= card.score <= 100
    assert 0 <= card.coverage <= 1
    for check in (k for c in card.criteria for k in c.checks):
        for shown in check.evidence:
            assert shown.quote in call.turns[shown.turn - 1].text
        assert check.verdict in ("na", "ungraded") or check.evidence
    for point in card.feedback:
        assert point.quote in call.turns[point.turn - 1].text
    assert Scorecard.model_validate_json(card.model_dump_json()) == card
    assert grade(call) == card


@settings(max_examples=40, deadline=None)
@given(CALL)
def test_any_scorecard_can_be_written(call: Transcript) -> None:
    card = grade(call)
    scene = build_scene(card, call)
    for text in (scorecard_html(scene), scorecard_markdown(scene), scorecard_text(card)):
        text.encode("utf-8")
        assert "\x1b" not in text
        assert "\u202e" not in text


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "a" * 50_000, "what? " * 8_000, "you said: " * 5_000, "\n" * 50_000, ".?!" * 15_000],
)
def test_fifty_thousand_characters_in_a_turn_do_no_harm(text: str) -> None:
    started = time.monotonic()
    card = grade(
        Transcript(
            (Turn(Speaker.BUYER, text), Turn(Speaker.REP, text), Turn(Speaker.BUYER, "Too expensive."))
        )
    )
    assert card.coverage > 0
    assert time.monotonic() - started < 60, "grading hangs on this"
