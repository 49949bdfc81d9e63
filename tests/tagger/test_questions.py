"""Questions: where they are and what form they have, with and without their marks."""

from __future__ import annotations

import pytest

from roleplay.tagger.questions import find_questions
from roleplay.tagger.text import read_words

OPEN = [
    "How do you handle that today?",
    "What's driving the timeline?",
    "Tell me about the last time it broke.",
    "Can you walk me through it?",
    "Could you tell me a bit more about that",
    "Help me understand what went wrong.",
    "I'd be interested to hear how you plan the week",
    "curious what your drivers make of it",
    "why is that",
    "so what happens when a truck stops",
    "sounds rough. whats the knock on for the team",
    "Would you mind telling me why it fell through?",
    "how did that land with your people",
    "What would have to change for that to work?",
    "How come?",
    "and then what happened",
    "if a line stops, what does the shift do",
    "Where does it hurt most?",
    "What made you pick them, when you look back?",
]
CLOSED = [
    "Are you happy with them?",
    "How many trucks?",
    "Who signs off?",
    "Thursday or Friday?",
    "Does that make sense?",
    "So it's mostly the price, right?",
    "whats your email",
    "do you have tablets in the vans",
    "is it the price or the timing",
    "What is it, the fee or the wait?",
    "How do you do it now, in house or with an agency?",
    "what's your budget for this",
    "when does the contract run out",
    "which site is the worst",
    "can I ask who else is involved",
    "would Tuesday at ten suit you",
    "sound fair?",
    "anything else",
    "mind if I ask how old it is",
    "Did I get that right?",
    "wondering if you have looked at this before",
    "could you send me the drawings",
    "what time do you open",
    "how often does that happen",
]
NONE = [
    "I know what you mean.",
    "That's how we do it.",
    "What matters is that you can leave any time.",
    "Let me show you what happens when a truck stops.",
    "I'll have it done by Friday.",
    "Whatever you decide is fine.",
    "Guess what?",
    "The result? Forty percent less scrap.",
    "Why? Because the old one was slow.",
    "Six weeks?? That's crazy.",
    "We could meet on Thursday.",
    "You get a report that shows who did what.",
    "If you do that, we do the rest.",
    "so do we",
    "will do",
    "Tell me if it's not for you and I'll stop.",
    "",
]


def forms(text: str) -> set[str]:
    return {q.form for q in find_questions(read_words(text))}


@pytest.mark.parametrize("text", OPEN)
def test_a_question_that_asks_for_an_account_is_open(text: str) -> None:
    assert forms(text) == {"open"}


@pytest.mark.parametrize("text", CLOSED)
def test_a_question_that_a_word_or_a_choice_answers_is_closed(text: str) -> None:
    assert forms(text) == {"closed"}


@pytest.mark.parametrize("text", NONE)
def test_a_statement_is_no_question(text: str) -> None:
    assert forms(text) == set()


# Of these only the mark tells that they ask.
_NEEDS_MARK = {"How come?", "How many trucks?", "Thursday or Friday?", "sound fair?"}


@pytest.mark.parametrize("text", [t for t in OPEN + CLOSED if t not in _NEEDS_MARK])
def test_a_question_keeps_its_form_without_its_mark_and_capitals(text: str) -> None:
    assert forms(text.replace("?", "").lower()) == forms(text)


@pytest.mark.parametrize(
    "text",
    [
        "Which one, and why?",
        "Who signs off and how do they decide?",
        "How many sites do you have? What happens when one is down?",
    ],
)
def test_two_questions_of_two_forms_carry_both(text: str) -> None:
    assert forms(text) == {"open", "closed"}


def test_options_in_a_second_sentence_leave_an_open_question_open() -> None:
    assert forms("What makes you hesitate? Is it the price or the timing?") == {"open"}


def test_each_question_has_its_own_words() -> None:
    text = "Thanks. How do you plan routes? And who does it?"
    w = read_words(text)
    found = [text[w.starts[q.first] : w.ends[q.last - 1]] for q in find_questions(w)]
    assert found == ["How do you plan routes", "who does it"]


def test_words_typed_without_apostrophes_are_read_as_with_them() -> None:
    assert (
        read_words("dont u think thats whats needed").words
        == read_words("don't you think that's what's needed").words
    )


def test_offsets_hold_where_letters_grow_when_lowered() -> None:
    text = "İİİ what’s your plan"
    w = read_words(text)
    assert [text[a:b] for a, b in zip(w.starts, w.ends, strict=True)][-3:] == ["what’s", "your", "plan"]
