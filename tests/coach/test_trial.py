"""A trial finds what cannot be asked for and who wins wrongly, and leaves sound scenes alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roleplay.coach import trial
from roleplay.coach.reps import KINDS, POOR
from roleplay.scenario.lint import lint_file
from roleplay.scenario.load import load_text
from roleplay.scenario.model import Scenario

GUIDE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")

SHOP = """\
id: shop
title: The bakery
rep: {objective: Agree a tasting.}
product: {name: Flour, claims: {fresh: The flour is milled the night before it comes.}}
buyer: {name: Ada Bell, persona: Busy., mood: {trust: 42, patience: 64}}
facts:
  ovens:
    asked_by: [how old the ovens are, what you bake in]
    says: Two of the ovens are from my grandfather.
    gate: {question: any}
  complaint:
    asked_by: [what customers complain about, trouble with the bread]
    says: The rolls came out flat three Saturdays in a row.
    gate: {question: open, trust: 45}
objections:
  loyal:
    type: competitor
    says: We have had the same miller for thirty years.
    root: complaint
    answered_by: [fresh]
    model_answer: Thirty years is a long time. What keeps you with him?
outcomes:
  won: {when: {next_step: accepted, settled: [loyal]}, says: Come on Monday with a sack of it.}
walk_away: The oven's ringing.
"""


def scene(*pairs: tuple[str, str]) -> Scenario:
    text = SHOP
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load_text(text)


def found(scenario: Scenario) -> set[tuple[str, str]]:
    return {(hit.rule, ".".join(str(step) for step in hit.at)) for hit in trial.check(scenario)}


def test_a_sound_scene_has_no_findings() -> None:
    assert found(scene()) == set()


@pytest.mark.parametrize("phrase", ["what you did about it", "what they did about it", "who", "why not"])
def test_a_way_of_asking_made_of_little_words_is_found(phrase: str) -> None:
    assert ("asked-by-glue", "facts.ovens.asked_by.1") in found(scene(("what you bake in", phrase)))


def test_little_words_that_say_what_a_fact_is_about_may_stay() -> None:
    rival = scene(
        ("what you bake in", "what you get from them"), ("are from my grandfather", "are from a rival")
    )
    assert found(rival) == set()


def test_a_way_of_asking_that_leads_to_another_fact_is_found() -> None:
    assert ("asked-elsewhere", "facts.complaint.asked_by.1") in found(
        scene(("trouble with the bread", "how old an oven is"))
    )


def test_a_way_of_asking_in_words_that_everything_here_shares_is_found() -> None:
    sacks = ", ".join(f"c{n}: It comes in sacks of {n}." for n in range(20, 26))
    everywhere = scene(
        ("{fresh: The flour is milled the night before it comes.}", f"{{fresh: Fresh in sacks., {sacks}}}"),
        ("what you bake in", "the sacks"),
    )
    assert ("asked-by-nobody", "facts.ovens.asked_by.1") in found(everywhere)


def test_two_facts_with_one_word_in_common_cannot_be_told_apart() -> None:
    car = scene(
        ("[how old the ovens are, what you bake in]", "[what the car is for, who has to fit in]"),
        ("[what customers complain about, trouble with the bread]", "[how it went with the old car, car, a dealer's car]"),
    )  # fmt: skip
    hits = [h for h in trial.asked_amiss(car) if h.at[:2] == ("facts", "ovens")]
    assert {h.rule for h in hits} & {"asked-by-one-word", "asked-elsewhere"}
    assert "complaint" in hits[0].message


def test_a_scene_that_the_hints_do_not_win_is_found_with_what_was_missing() -> None:
    shut = scene(("trust: 45", "trust: 94"), ("patience: 64", "patience: 30"))
    [hit] = [h for h in trial.wrong_winners(shut) if h.rule == "hints-do-not-win"]
    assert hit.at == ("facts", "complaint")
    assert "complaint" in hit.message


def test_a_scene_that_anybody_wins_is_found() -> None:
    easy = scene(("settled: [loyal]", "trust_at_least: 10"), ("root: complaint", "raise: {turn: 20}"))
    assert ("anybody-wins", "outcomes.won") in found(easy)


def test_what_lint_says_without_playing_is_not_said_twice() -> None:
    asking = scene((SHOP[SHOP.index("objections:") : SHOP.index("walk_away")], ""))
    assert found(asking) == set()
    nothing = scene(("    root: complaint\n    answered_by: [fresh]\n", ""))
    assert found(nothing) == set()


def test_a_scene_that_nobody_is_meant_to_win_is_not_played() -> None:
    assert found(scene(("  won: {when", "  later: {when"))) == set()


def test_lint_takes_the_trials_rules_along_unless_there_are_errors(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP.replace("what you bake in", "who"))
    [finding] = [f for f in lint_file(file, also=[trial.check]) if f.rule == "asked-by-glue"]
    assert (finding.line, finding.field) == (8, "facts.ovens.asked_by[2]")
    assert "asked-by-glue" not in {f.rule for f in lint_file(file)}
    file.write_text(SHOP.replace("what you bake in", "who").replace("trust: 45", "trust: 100"))
    assert "asked-by-glue" not in {f.rule for f in lint_file(file, also=[trial.check])}


def test_the_poor_kinds_of_rep_win_no_sound_scene() -> None:
    for name in POOR:
        call = trial._held(scene(), KINDS[name])
        assert call.ending is not None
        assert call.ending.result != "won", name


def test_the_guides_scene_is_won_by_the_guides_rep_and_by_the_hints() -> None:
    least, whole, *_ = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    [rep] = re.findall(r"```text\n(Morning .*?)```", GUIDE, re.S)
    call = trial._held(load_text(whole), lambda call: iter(rep.splitlines()))
    assert call.ending is not None
    assert (call.ending.result, call.ending.outcome) == ("won", "won")
    for text in (least, whole):
        assert found(load_text(text)) == set()
