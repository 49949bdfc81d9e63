from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.scenario import load_scenario
from roleplay.scenario.asking import names_in, question, questions_about
from roleplay.scenario.library import bundled_root

SCENES = sorted(p for p in bundled_root().glob("objections/*.yaml") if p.stem != "pack")


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("what roadlink offers", "Can you tell me what RoadLink offers?"),
        ("downtime", "Tell me about downtime."),
        ("last time you switched", "Tell me about the last time you switched."),
        ("who is pushing", "Who is pushing?"),
        ("what do you get from them", "What do you get from them?"),
        ("how come your daughter handles it", "How come your daughter handles it?"),
        ("have you ever had a claim?", "Have you ever had a claim?"),
        ("whether they warned you", "Can you tell me whether they warned you?"),
        ("tell me about you and karin", "Tell me about you and Karin."),
        ("what january looks like", "Can you tell me what January looks like?"),
    ],
)
def test_a_phrase_becomes_what_a_rep_would_say(phrase: str, said: str) -> None:
    names = {**names_in(load_scenario("competitor-price")), **names_in(load_scenario("not-the-decider"))}
    assert question(phrase, names) == said


def test_a_word_that_only_begins_sentences_is_no_name() -> None:
    names = names_in(load_scenario("competitor-price"))
    assert names["cfo"] == "CFO"
    assert "predicts" not in names
    assert "three" not in names


def test_a_name_that_nobody_has_said_yet_comes_last() -> None:
    scene = load_scenario("no-budget")
    fact = scene.facts["spring-overrun"]
    assert "Sunil" in questions_about(scene, fact)[-1]
    after = questions_about(scene, fact, "Anything over goes up to Sunil.")
    assert next(n for n, q in enumerate(after) if "Sunil" in q) < len(after) - 1


def test_open_questions_only_on_request() -> None:
    scene = load_scenario("think-about-it")
    fact = scene.facts["stairs"]
    assert "Is there an elevator?" in questions_about(scene, fact)
    assert "Is there an elevator?" not in questions_about(scene, fact, open_only=True)


@pytest.mark.parametrize("path", SCENES, ids=lambda p: p.stem)
def test_every_question_of_the_library_is_one_sentence_with_a_capital_and_a_mark(path: Path) -> None:
    scene = load_scenario(path)
    for fact in scene.facts.values():
        for text in questions_about(scene, fact):
            assert text[0].isupper()
            assert text[-1] in "?."
            assert not text.lower().startswith(
                ("tell me about what", "tell me about how", "tell me about who")
            )
