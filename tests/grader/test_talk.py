"""Figures about the talk."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader.layout import read_call
from roleplay.grader.metrics import METRICS, all_metrics
from roleplay.grader.talk import talk_times
from roleplay.grader.view import count_words

from .conftest import transcript


def figures(*turns: str) -> dict[str, Any]:
    return all_metrics(read_call(transcript(*turns)))


def timed(*turns: tuple[str, str, float | None, float | None]) -> Transcript:
    sides = {"R": Speaker.REP, "B": Speaker.BUYER}
    return Transcript(tuple(Turn(sides[s], text, start, end) for s, text, start, end in turns))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n", 0),
        ("one", 1),
        ("don't stop", 2),
        ("well - yes", 2),
        ("... !", 0),
        ("3.5 percent, really?", 3),
        ("“Yes.”", 1),
    ],
)
def test_words_are_runs_between_white_space_that_hold_a_letter_or_digit(text: str, words: int) -> None:
    assert count_words(text) == words


def test_talk_ratio_is_the_reps_share_of_words_where_there_are_no_times() -> None:
    found = figures("R: one two three", "B: four", "R: five", "B: six seven eight")
    assert (found["talk_ratio"], found["talk_basis"]) == (0.5, "words")
    assert (found["rep_words"], found["buyer_words"]) == (4, 4)


def test_talk_ratio_is_the_reps_share_of_time_where_every_turn_has_times() -> None:
    call = timed(("R", "a b c d e f", 0, 10), ("B", "g", 10, 40))
    found = all_metrics(read_call(call))
    assert (found["talk_ratio"], found["talk_basis"]) == (0.25, "time")
    assert found["rep_pace_wpm"] == 36
    assert found["interactivity"] == 1.5
    assert found["interactivity_basis"] == "time"


@pytest.mark.parametrize(
    "call",
    [
        timed(("R", "a", 0, 1), ("B", "b", None, None)),
        timed(("R", "a", 0, 1), ("B", "b", 1, None)),
        timed(("R", "a", 5, 6), ("B", "b", 1, 2)),
        timed(("R", "a", 0, 1), ("B", "b", 3, 2)),
        timed(("R", "a", 0, 0), ("B", "b", 0, 0)),
    ],
    ids=["missing", "no end", "backwards", "ends first", "no time at all"],
)
def test_times_that_cannot_be_right_are_not_used(call: Transcript) -> None:
    assert talk_times(call) is None
    found = all_metrics(read_call(call))
    assert found["talk_basis"] == "words"
    assert found["rep_pace_wpm"] is None


def test_overlapping_turns_still_count_as_time() -> None:
    assert talk_times(timed(("R", "a", 0, 10), ("B", "b", 5, 10))) == (10, 5)


def test_what_does_not_apply_is_null() -> None:
    found = figures()
    nulls = [
        "talk_ratio", "interactivity", "fillers_per_100_words", "you_share", "open_share", "first_question_turn",
        "words_before_first_question", "longest_rep_turn", "first_price_turn", "first_price_by", "first_discount_turn",
        "next_step_asked_turn", "takes_up_share", "rep_pace_wpm", "first_pitch_turn",
    ]  # fmt: skip
    assert {name: found[name] for name in nulls} == dict.fromkeys(nulls)
    assert found["questions"] == found["discounts"] == found["rep_words"] == 0
    assert found["next_step"] == "none"


def test_every_figure_that_a_band_may_name_is_there() -> None:
    found = figures("R: Hi", "B: Hello")
    assert set(METRICS) <= set(found)


def test_the_contracts_figures_are_there() -> None:
    wanted = {
        "talk_ratio", "rep_words", "buyer_words", "questions", "open_questions", "closed_questions",
        "longest_rep_turn_words", "first_question_turn", "questions_before_pitch", "discounts", "talk_basis",
    }  # fmt: skip
    assert wanted <= set(figures("R: Hi", "B: Hello"))


def test_the_longest_turns_are_named_with_their_words() -> None:
    found = figures("R: one two", "B: one two three four", "R: one two three", "B: one")
    assert (found["longest_rep_turn"], found["longest_rep_turn_words"]) == (3, 3)
    assert (found["longest_buyer_turn"], found["longest_buyer_turn_words"]) == (2, 4)


def test_changes_of_speaker_are_counted() -> None:
    assert figures("R: a", "R: b", "B: c", "R: d")["speaker_changes"] == 2


def test_fillers_and_you_and_we_are_counted_in_the_reps_words_only() -> None:
    found = figures(
        "R: Um, you know, our team, uh, built it for you and I mean yours.", "B: Um uh you know we our"
    )
    assert found["fillers"] == 4
    assert (found["you_words"], found["we_words"]) == (3, 2)
    assert found["you_share"] == 0.6


def test_the_first_mention_of_price_has_a_turn_and_a_side() -> None:
    found = figures("R: Hello Dana.", "B: What does it cost?", "R: $38 a truck.")
    assert (found["first_price_turn"], found["first_price_by"]) == (2, "buyer")


def test_a_discount_has_its_turn_and_is_counted_by_turns() -> None:
    found = figures(
        "B: It's expensive.",
        "R: I can do ten percent off.",
        "B: Hm.",
        "R: Okay, I'll give you twenty percent off.",
    )
    assert (found["discounts"], found["first_discount_turn"]) == (2, 2)


def test_the_next_step_is_asked_and_answered() -> None:
    yes = figures("R: Could we meet on Thursday at two with your CFO?", "B: Yes, Thursday works.")
    assert (yes["next_step_asked_turn"], yes["next_step"]) == (1, "accepted")
    no = figures("R: Could we meet on Thursday at two with your CFO?", "B: No, I can't do that now.")
    assert no["next_step"] == "declined"


def test_a_band_is_advice_with_its_source_and_changes_no_score() -> None:
    from roleplay.grader import grade, load_rubric

    rubric = load_rubric("objection-handling")
    call = timed(("B", "It's too expensive.", 0, 2), ("R", "word " * 120, 2, 60), ("B", "Hm.", 60, 61))
    card = grade(call, rubric=rubric)
    bands = card.metrics["bands"]
    assert bands["talk_ratio"]["place"] == "above"
    assert bands["longest_rep_turn_words"] == {
        "low": None,
        "high": 90,
        "place": "above",
        "source": rubric.bands["longest_rep_turn_words"].source,
        "advice": rubric.bands["longest_rep_turn_words"].advice,
    }
    assert grade(call, rubric=rubric.model_copy(update={"bands": {}})).score == card.score


def test_a_band_for_spoken_calls_says_nothing_of_typed_ones() -> None:
    from roleplay.grader import grade

    bands = grade(transcript("B: Too expensive.", "R: Compared with what?")).metrics["bands"]
    assert "talk_ratio" not in bands
    assert bands["questions"]["place"] == "below"
