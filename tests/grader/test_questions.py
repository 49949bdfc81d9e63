"""Figures about the rep's questions."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay.dialogue.acts import Label
from roleplay.grader import grade
from roleplay.grader.layout import read_call
from roleplay.grader.questions import interrogation_runs, question_metrics, spin_kind
from roleplay.grader.view import Question

from .conftest import transcript


def figures(*turns: str) -> dict[str, Any]:
    return question_metrics(read_call(transcript(*turns)))


def test_questions_are_counted_by_form() -> None:
    found = figures(
        "B: Hello.",
        "R: What happens when a truck stops on the road?",
        "B: We tow it.",
        "R: How many trucks do you have?",
    )
    assert (found["questions"], found["open_questions"], found["closed_questions"]) == (2, 1, 1)
    assert found["open_share"] == 0.5


def test_the_first_question_has_its_turn_and_the_words_before_it() -> None:
    found = figures(
        "B: Hello.",
        "R: Hi Dana, this is Sam.",
        "B: Yes?",
        "R: Thanks. What happens when a truck stops on the road?",
    )
    assert found["first_question_turn"] == 4
    assert found["words_before_first_question"] == 6


def test_questions_before_the_pitch_stop_at_the_first_pitch() -> None:
    found = figures(
        "B: Hello.",
        "R: What happens when a truck stops on the road?",
        "B: We tow it.",
        "R: FleetIQ is a platform with dashboards, alerts and a mobile app.",
        "B: Right.",
        "R: How do you plan repairs today?",
    )
    assert found["questions_before_pitch"] == 1
    assert found["questions"] == 2


def test_without_a_pitch_all_questions_come_before_it() -> None:
    found = figures(
        "B: Hello.",
        "R: What happens when a truck stops?",
        "B: We tow it.",
        "R: How do you plan repairs today?",
    )
    assert found["questions_before_pitch"] == 2


def test_a_row_of_closed_questions_is_an_interrogation() -> None:
    view = read_call(
        transcript(
            "B: Hello.", "R: Do you have a budget?", "B: Yes.", "R: Are you the one who signs?", "B: Yes.",
            "R: Is it this quarter?", "B: No.", "R: What makes it slow?", "B: Paper.",
        )
    )  # fmt: skip
    assert interrogation_runs(view) == [{"from": 2, "to": 6, "questions": 3}]


def test_an_open_question_breaks_the_row() -> None:
    view = read_call(
        transcript(
            "B: Hi.",
            "R: Do you have a budget?",
            "B: Yes.",
            "R: What happens to it in June?",
            "B: Cut.",
            "R: Is it this quarter?",
            "B: No.",
        )
    )
    assert interrogation_runs(view) == []


def test_several_closed_questions_in_one_turn_are_a_row() -> None:
    found = figures(
        "B: Hi.", "R: Do you have a budget? Are you the one who signs? Is it for this quarter?", "B: Eh."
    )
    assert [r["questions"] for r in found["interrogation_runs"]] == [3]


def test_a_follow_up_uses_the_buyers_words_and_a_checklist_question_does_not() -> None:
    found = figures(
        "B: Our warehouse in Leeds floods every spring.",
        "R: What does the flooding do to the stock in Leeds?",
        "B: It ruins a third of the lower racks.",
        "R: What is your role in the company?",
    )
    assert [q["follow_up"] for q in found["question_list"]] == [True, False]
    assert (found["follow_ups"], found["checklist_questions"]) == (1, 1)


def test_an_answer_is_heard_if_the_next_turn_takes_it_up() -> None:
    found = figures(
        "B: Hello.",
        "R: What happens when a truck stops on the road?",
        "B: We ring around for a tractor half the night.",
        "R: Ringing around half the night for a tractor, that wears people out. How often is that?",
        "B: Twice a month or so.",
        "R: What is your favourite colour?",
    )
    assert (found["answers_heard"], found["answers_missed"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How do you schedule drivers today?", "situation"),
        ("What frustrates you about it?", "problem"),
        ("What does a breakdown cost you?", "implication"),
        ("What happens if nothing changes?", "implication"),
        ("How would it help if you knew a week ahead?", "need_payoff"),
    ],
)
def test_the_spin_kind_is_told_by_the_wording(text: str, kind: str) -> None:
    question = Question(2, "open", 0, len(text), text, frozenset({Label.DISCOVER}))
    assert spin_kind(question) == kind


def test_a_question_for_a_meeting_or_a_check_has_no_spin_kind() -> None:
    check = Question(2, "closed", 0, 5, "Does that settle the problem?", frozenset({Label.CHECK}))
    meeting = Question(2, "closed", 0, 5, "Shall we meet on Thursday?", frozenset())
    assert spin_kind(check) is None
    assert spin_kind(meeting) is None


def test_a_repeated_question_is_counted_as_such() -> None:
    found = figures(
        "B: Hi.",
        "R: What is behind the focus on price for you?",
        "B: June.",
        "R: What is behind the focus on price for you?",
    )
    assert found["repeated_questions"] == 1


PROMPTED = transcript(
    "B: RoadLink came in thirty percent under you.", "R: That's fair. What else?",
    "B: We lost three trucks last quarter, and each cost us a tow and an angry customer.", "R: Fair enough. Tell me more.",
    "B: My CFO looks at every line in the plan this year.", "R: I see. And what else is there?",
    "B: The drivers hate the old boxes, and so do I.", "R: That makes sense. Anything more you'd like to tell me?",
    "B: I'd have to think about that for a while.",
)  # fmt: skip


def test_prompts_that_would_fit_any_talk_count_twice_and_no_more() -> None:
    asked = [q for q in read_call(PROMPTED).questions if not q.prompt]
    assert [q.turn for q in asked] == [2, 4]
    card = grade(PROMPTED)
    verdicts = {k.id: k.verdict for c in card.criteria for k in c.checks}
    assert verdicts["asked-open"] == verdicts["mostly-open"] == "no"


def test_a_prompt_on_the_buyers_own_words_is_a_question_like_any_other() -> None:
    turns = [t.text for t in PROMPTED.turns]
    turns[5], turns[7] = "Every line in the plan. How so?", "The drivers hate them. Why is that?"
    mine = transcript(*(f"{'BR'[n % 2]}: {text}" for n, text in enumerate(turns)))
    assert not any(q.prompt for q in read_call(mine).questions)
