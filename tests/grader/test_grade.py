"""Grading whole calls: score, pass, coverage, versions, and what the scorecard promises."""

from __future__ import annotations

import pytest

from roleplay.call import Call
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.errors import RubricError
from roleplay.grader import Scorecard, grade, grade_async
from roleplay.grader.rubric import Rubric, parse_rubric
from roleplay.scenario.model import Scenario

from .conftest import transcript

RUBRIC = """\
id: small
title: Small
criteria:
  - id: asking
    label: Asking
    weight: 60
    checks:
      - {id: asked, question: Did the rep ask openly?, rule: asks_open, with: {at_least: 1}, weight: 3}
      - {id: pressed, question: Did the rep keep from pressing?, rule: no_pressure, weight: 1}
  - id: feel
    label: Feel
    weight: 40
    checks:
      - {id: warm, question: Was the rep warm?, judge: Was the rep warm?}
"""


def small(**changes: str) -> Rubric:
    text = RUBRIC
    for old, new in changes.items():
        text = text.replace(old, new)
    return parse_rubric(text)[0]


def checks(card: Scorecard) -> dict[str, str]:
    return {k.id: k.verdict for c in card.criteria for k in c.checks}


GOOD = transcript(
    "B: We lose two trucks a month and nobody sees it coming.",
    "R: Two trucks a month, that hurts. What happens to the loads when one of the trucks stops?",
    "B: They sit by the road until somebody finds a tractor, and the customer shouts at me.",
    "R: So the customer's shouting lands on your desk. How do you find a tractor at night?",
    "B: I ring around. It takes hours.",
)


def test_the_strong_rep_wins_and_passes(strong: Call, rival: Scenario) -> None:
    card = grade(strong.transcript, scenario=rival, events=strong.events)
    assert card.outcome == "won"
    assert card.passed is True
    assert card.score is not None
    assert card.score >= 70


def test_the_weak_rep_loses_and_scores_at_least_forty_points_less(
    strong: Call, weak: Call, rival: Scenario
) -> None:
    good = grade(strong.transcript, scenario=rival, events=strong.events)
    bad = grade(weak.transcript, scenario=rival, events=weak.events)
    assert bad.outcome != "won"
    assert bad.passed is False
    assert good.score is not None
    assert bad.score is not None
    assert bad.score <= good.score - 40


def test_the_same_call_gives_the_same_bytes(strong: Call, rival: Scenario) -> None:
    one = grade(strong.transcript, scenario=rival, events=strong.events)
    two = grade(strong.transcript, scenario=rival, events=strong.events)
    assert one.model_dump_json() == two.model_dump_json()


async def test_grading_in_an_event_loop_gives_the_same_card(strong: Call, rival: Scenario) -> None:
    card = await grade_async(strong.transcript, scenario=rival, events=strong.events)
    assert card == grade(strong.transcript, scenario=rival, events=strong.events)


@pytest.mark.parametrize("which", ["strong", "weak"])
@pytest.mark.parametrize("with_events", [True, False])
def test_every_yes_and_no_quotes_words_that_stand_in_the_turn_named(
    which: str, with_events: bool, rival: Scenario, request: pytest.FixtureRequest
) -> None:
    call: Call = request.getfixturevalue(which)
    card = grade(call.transcript, scenario=rival, events=call.events if with_events else ())
    turns = call.transcript.turns
    for check in (k for c in card.criteria for k in c.checks):
        if check.verdict in ("yes", "no"):
            assert check.evidence, check.id
        for shown in check.evidence:
            assert shown.quote in turns[shown.turn - 1].text
    for point in card.feedback:
        assert point.quote in turns[point.turn - 1].text
    for episode in card.episodes:
        assert episode.quote in turns[episode.raised_turn - 1].text


def test_a_fault_that_did_not_happen_earns_nothing() -> None:
    card = grade(GOOD, rubric=small())
    assert checks(card) == {"asked": "yes", "pressed": "yes", "warm": "ungraded"}
    assert card.criteria[0].score == 100
    silent = grade(transcript("B: Hello?", "R: Hello.", "B: Yes?", "R: Nice day."), rubric=small())
    assert checks(silent)["pressed"] == "yes"
    assert silent.criteria[0].score == 0


def test_a_fault_that_did_happen_costs_its_weight() -> None:
    pressed = Transcript(
        (
            *GOOD.turns,
            Turn(Speaker.REP, "The promo ends tonight, so I need your signature right now or it's gone."),
        )
    )
    card = grade(pressed, rubric=small())
    assert checks(card)["pressed"] == "no"
    assert card.criteria[0].score == 75


def test_without_a_judge_its_checks_are_ungraded_and_coverage_says_how_much_was_graded() -> None:
    card = grade(GOOD, rubric=small())
    assert card.coverage == 0.6
    assert card.criteria[1].score is None
    assert card.score == 100, "what was not graded counts neither for nor against"
    assert any("warm" in note for note in card.notes)


def test_a_must_that_could_not_be_graded_leaves_the_pass_open() -> None:
    card = grade(GOOD, rubric=small(**{"judge: Was the rep warm?": "judge: Was the rep warm?, must: true"}))
    assert card.score == 100
    assert card.passed is None


def test_a_must_answered_no_is_not_passed_whatever_the_score() -> None:
    rubric = small(**{"rule: no_pressure, weight: 1": "rule: no_pressure, weight: 0.01, must: true"})
    pressed = Transcript(
        (
            *GOOD.turns,
            Turn(Speaker.REP, "The promo ends tonight, so I need your signature right now or it's gone."),
        )
    )
    card = grade(pressed, rubric=rubric)
    assert card.score is not None
    assert card.score > 95
    assert card.passed is False


def test_an_outcome_that_is_not_known_leaves_the_pass_open(strong: Call, rival: Scenario) -> None:
    card = grade(strong.transcript, scenario=rival)
    assert card.outcome is None
    assert card.score is not None
    assert card.score >= 70
    assert card.passed is None
    assert any("outcome" in note for note in card.notes)


def test_the_pass_rule_is_said_in_words(strong: Call, rival: Scenario) -> None:
    card = grade(strong.transcript, scenario=rival, events=strong.events)
    assert card.pass_rule == "Passed with a score of at least 70 and the call won."


def test_versions_name_scenario_rubric_and_tagger(strong: Call, rival: Scenario) -> None:
    versions = grade(strong.transcript, scenario=rival, events=strong.events).versions
    assert versions.scenario is not None
    assert versions.scenario.startswith("competitor-price (")
    assert versions.rubric is not None
    assert versions.rubric.startswith("objection-handling ")
    assert versions.tagger
    assert versions.model is None


def test_acts_come_from_the_events_and_are_not_read_again(
    strong: Call, rival: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    from roleplay.grader import layout

    def no_tagging(*_: object) -> list[object]:
        raise AssertionError("tagged again")

    monkeypatch.setattr(layout, "_tag", no_tagging)
    assert grade(strong.transcript, scenario=rival, events=strong.events).outcome == "won"


def test_an_empty_transcript_is_not_graded_and_says_so() -> None:
    card = grade(Transcript(()))
    assert (card.score, card.passed, card.coverage) == (None, None, 0)
    assert card.feedback == []
    assert "nothing to grade" in card.notes[0]
    assert {k.verdict for c in card.criteria for k in c.checks} == {"ungraded"}


def test_one_side_alone_is_graded_low_and_noted() -> None:
    monologue = grade(
        transcript("R: We are the best platform.", "R: We have dashboards.", "R: Do you want it?")
    )
    assert monologue.score == 0
    assert any("buyer says nothing" in n for n in monologue.notes)
    silent = grade(transcript("B: Hello?", "B: Anybody there?"))
    assert silent.score == 0
    assert any("rep says nothing" in n for n in silent.notes)


def test_a_rubric_that_is_not_there_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(RubricError, match="did you mean discovery"):
        grade(GOOD, rubric="discovry")


def test_odd_text_is_graded_without_trouble() -> None:
    card = grade(
        transcript(
            "B: \u202ehi\x1b[31m [/b]",
            "R: " + "🦄" * 5000,
            "R: \ud800",
            "B: <script>",
            "R: İİİ what's up with İ?",
        )
    )
    assert card.score is not None
    assert Scorecard.model_validate(card.model_dump()) == card
