"""What a rep who has just been graded would not put up with: sentences that are not true of the call."""

from __future__ import annotations

import re
from functools import cache

import pytest

from roleplay.call import Call
from roleplay.dialogue.acts import Label
from roleplay.dialogue.facts import ASKED
from roleplay.grader import Scorecard, grade
from roleplay.grader.grading import _prepare
from roleplay.grader.instead import instead
from roleplay.grader.scorecard import CheckResult
from roleplay.grader.view import CallView
from roleplay.scenario import load_scenario

from .conftest import OBJECTIONS, REPS, check_of, play, rep_lines, transcript

CALLS = sorted((f.parent.name, f.stem) for f in REPS.glob("*/*.txt"))
POINTED_ELSEWHERE = re.compile(r"(?:in \d+ turns)")


@cache
def played(scene: str, rep: str) -> tuple[Call, Scorecard, CallView]:
    scenario = load_scenario(OBJECTIONS / f"{scene}.yaml")
    call = play(scenario, rep_lines(scene, rep))
    card = grade(call.transcript, scenario=scenario, events=call.events)
    return call, card, _prepare(call.transcript, scenario, None, call.events)[1]


def verdict(card: Scorecard, check: str) -> CheckResult:
    found = check_of(card, check)
    assert isinstance(found, CheckResult)
    return found


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_no_point_counts_more_turns_than_the_rep_had(scene: str, rep: str) -> None:
    _, card, view = played(scene, rep)
    for point in card.feedback:
        found = re.search(r"\(in (\d+) turns\)", point.point)
        assert found is None or int(found[1]) <= len(view.rep)


def test_pushing_in_two_turns_is_told_as_two_turns() -> None:
    scene = load_scenario(OBJECTIONS / "competitor-price.yaml")
    lines = [
        "What stood out to you in the quote?",
        "You need to sign today or this price is gone forever.",
        "I get it. What happens when a truck stops?",
        "Last chance, sign by five or the offer is off the table.",
    ]
    call = play(scene, lines)
    card = grade(call.transcript, scenario=scene, events=call.events)
    point = next(p for p in card.feedback if p.point.startswith("You pushed"))
    assert "(in 2 turns)" in point.point


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_a_turn_blamed_for_not_saying_back_does_not_say_back(scene: str, rep: str) -> None:
    _, card, view = played(scene, rep)
    for point in card.feedback:
        if "saying back" in point.point:
            at = next(n for n, t in enumerate(view.rep) if t.number == point.turn)
            for turn in view.rep[at : at + 2]:
                assert not turn.has(Label.PARAPHRASE, Label.ACKNOWLEDGE)


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_nobody_is_told_to_ask_what_their_own_turn_asks(scene: str, rep: str) -> None:
    call, card, view = played(scene, rep)
    for point in card.feedback:
        turn = view.by_number[point.turn]
        asked = {t.fact for t in turn.reading.topics if t.score >= ASKED} if turn.reading else set()
        for name in asked:
            for phrase in call.scenario.facts[name].asked_by:
                assert phrase.lower() not in point.try_instead.lower()


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_only_lines_of_the_scenes_own_are_quoted_in_a_suggestion(scene: str, rep: str) -> None:
    call, card, _ = played(scene, rep)
    own = [line for f in call.scenario.facts.values() for line in (*f.says, *(f.short or ()))]
    own += [x for o in call.scenario.objections.values() for x in (*o.says, *(o.push_back or ()))]
    for point in card.feedback:
        for quoted in re.findall("“([^”]+)”", point.try_instead):
            assert any(quoted in line for line in own), quoted


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_what_any_turn_costs_is_no_effect(scene: str, rep: str) -> None:
    _, card, _ = played(scene, rep)
    for point in card.feedback:
        assert not re.search(r"(?i)\bpatience fell by [123]\b", point.effect)
        assert not point.effect.startswith("Trust fell by 0")


def test_a_suggested_answer_counts_as_tied_whatever_its_label() -> None:
    scene = load_scenario(OBJECTIONS / "competitor-price.yaml")
    lines = [
        "Hi Dana. What stood out to you in the quote?",
        "That gap would make me stop too. What happens on your side when a truck stops?",
        "You told me: “Three trucks died on us last quarter.” Predicts 7 of 10 engine breakdowns at least a week ahead.",
    ]
    call = play(scene, lines)
    assert "breakdowns" in {t.fact for t in call.state.told}
    assert verdict(grade(call.transcript, scenario=scene, events=call.events), "tied").verdict == "yes"
    assert verdict(grade(call.transcript), "tied").verdict == "yes"


def test_an_answer_that_settled_the_objection_on_what_was_told_counts_as_tied() -> None:
    for scene, rep in CALLS:
        call, card, _ = played(scene, rep)
        facts = set(call.scenario.facts)
        if any(e.ended == "settled" and facts.intersection(e.answered_by) for e in card.episodes):
            assert verdict(card, "tied").verdict == "yes", (scene, rep)


def test_a_pitch_is_what_is_quoted_for_a_pitch_tied_to_nothing() -> None:
    scene = load_scenario(OBJECTIONS / "no-budget.yaml")
    call = play(
        scene,
        [
            "Hello Helen, nice to meet you, how are you today?",
            "I can take twenty percent off the survey for you.",
            "Every leak gets a tag, a photo and what it costs a year in pounds, ready for a budget paper.",
        ],
    )
    found = verdict(grade(call.transcript, scenario=scene, events=call.events), "tied")
    assert found.verdict == "no"
    assert found.evidence[0].turn == 6


def test_a_check_is_missed_in_the_turn_that_answered_and_asked_for_in_the_buyers_terms() -> None:
    scene = load_scenario(OBJECTIONS / "competitor-price.yaml")
    lines = [
        "Hi Dana. What stood out to you in the quote?",
        "That gap would make me stop too. What happens on your side when a truck stops?",
        "With three trucks dead at eighteen thousand each, our engine prediction would have saved you most of those breakdowns.",
        "I also wanted to tell you about our office.",
    ]
    call = play(scene, lines)
    card = grade(call.transcript, scenario=scene, events=call.events)
    found = verdict(card, "checked")
    answer = next(s.turn for e in card.episodes for s in e.steps if s.step == "answer")
    assert found.verdict == "no"
    assert [e.turn for e in found.evidence] == [answer]
    view = _prepare(call.transcript, scene, None, call.events)[1]
    suggestion = instead(view, answer, "checks_answer")
    assert suggestion == "Does that take care of the thirty percent, or is something still off?"


def test_a_next_step_after_three_facts_was_not_asked_without_listening() -> None:
    scene = load_scenario(OBJECTIONS / "competitor-price.yaml")
    lines = [
        "what stood out to you in the quote",
        "what happens on your side when a truck stops",
        "what does roadlink offer for that",
        "what is behind the budget right now",
        "can we take half an hour on Thursday with your CFO",
    ]
    call = play(scene, lines)
    assert len(call.state.told) >= 2
    assert verdict(grade(call.transcript, scenario=scene, events=call.events), "asked-step").verdict == "yes"


def test_stepping_away_where_the_scene_wants_it_is_no_missing_next_step() -> None:
    scene = load_scenario(OBJECTIONS / "no-budget.yaml")
    lines = [
        "Hi Helen, Sam from Stillair. What was on your mind when you ticked energy?",
        "I hear you. What used up the money this year, what made it so hard to ask?",
        "Ninety over and a promise given, that is hard. When does the next plan go in?",
        "Then I won't press you, Helen. If this isn't the year, we leave it there, and I'll step away.",
    ]
    call = play(scene, lines)
    assert call.ending is not None
    assert call.ending.outcome == "won_next_plan"
    card = grade(call.transcript, scenario=scene, events=call.events)
    assert verdict(card, "asked-step").verdict == "yes"
    assert verdict(card, "agreed-step").verdict == "yes"
    assert not any("next step" in p.point for p in card.feedback)


def test_saying_back_what_was_told_in_another_wording_of_the_scene_is_no_secret() -> None:
    _, card, _ = played("burnt-before", "strong")
    assert not [n for n in card.notes if "had not told" in n]


def test_a_statement_of_what_was_just_heard_says_it_back() -> None:
    call = transcript(
        "B: Our CFO wants fifteen percent out of operations by June.",
        "R: Got it, so the CFO's after fifteen points by summer. How would you go about that?",
    )
    assert verdict(grade(call), "said-back").verdict == "yes"
