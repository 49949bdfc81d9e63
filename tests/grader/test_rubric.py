"""Rubrics: what loads, what does not and where the error points, and what lint finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.errors import RubricError
from roleplay.grader.lint import lint_rubric, lint_rubric_file
from roleplay.grader.rubric import list_rubrics, load_rubric, parse_rubric

GOOD = """\
format: 1
id: mine
title: Mine
pass: {score: 70}
bands:
  talk_ratio: {low: 0.3, high: 0.6, source: my own calls}
criteria:
  - id: asking
    label: Asking
    weight: 100
    anchors: {poor: None., fair: Some., good: Many.}
    checks:
      - id: open
        question: Did the rep ask openly?
        rule: asks_open
        with: {at_least: 2}
        weight: 2
      - id: kind
        question: Was the rep kind?
        judge: Was the rep kind to this buyer?
"""


def broken(old: str, new: str) -> RubricError:
    assert old in GOOD
    with pytest.raises(RubricError) as caught:
        parse_rubric(GOOD.replace(old, new), file=Path("mine.yaml"))
    return caught.value


@pytest.mark.parametrize("name", ["objection-handling", "discovery", "cold-call", "outreach-message"])
def test_the_bundled_rubrics_load_and_lint_clean(name: str) -> None:
    file = list_rubrics()[name]
    rubric = load_rubric(file)
    assert rubric.id == name
    assert sum(c.weight for c in rubric.criteria) == 100
    assert lint_rubric_file(file) == []
    assert all(c.anchors for c in rubric.criteria)
    assert all(band.source for band in rubric.bands.values())


def test_the_objection_rubric_has_its_six_criteria() -> None:
    labels = [c.label for c in load_rubric("objection-handling").criteria]
    assert labels == [
        "Listening",
        "Open-ended questions",
        "Discovery",
        "Objection handling",
        "Value",
        "Next step",
    ]


def test_a_rubric_of_ones_own_is_found_before_a_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "discovery.yaml").write_text(GOOD.replace("id: mine", "id: discovery"), encoding="utf-8")
    assert load_rubric("discovery", folders=[tmp_path]).title == "Mine"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("rule: asks_open", "rule: ask_open", 15, "did you mean asks_open?"),
        ("with: {at_least: 2}", "with: {at_leest: 2}", 16, "did you mean at_least?"),
        ("with: {at_least: 2}", "with: {at_least: two}", 16, "wants a number"),
        ("with: {at_least: 2}", "with: {at_least: 1.5}", 16, "whole number"),
        ("with: {at_least: 2}", "with: {at_least: -1}", 16, "not below zero"),
        ("rule: asks_open", "rule: takes_up_answers", 16, "no setting at_least"),
        ("id: kind", "id: open", 18, "used twice"),
        ("judge: Was the rep kind to this buyer?", "weight: 1", 18, "nobody answers"),
        ("weight: 100", "weight: -3", 10, "more than 0"),
        ("talk_ratio:", "talk_ration:", 6, "did you mean talk_ratio?"),
        ("low: 0.3", "low: 0.9", 6, "low is above high"),
        ("title: Mine", "titel: Mine", 3, "did you mean title?"),
        ("format: 1", "format: 2", 1, "1"),
        ("    checks:", "    chekcs:", 12, "did you mean checks?"),
        ("weight: 2", "na_when: [no_objections]", 17, "did you mean no_objection?"),
    ],
)
def test_an_error_names_file_line_and_what_would_be_right(old: str, new: str, line: int, words: str) -> None:
    error = broken(old, new)
    assert any(p.line == line and words in p.message for p in error.problems), error
    assert all(p.file == Path("mine.yaml") for p in error.problems)
    assert error.exit_code == 2


def test_a_share_above_one_is_an_error() -> None:
    text = GOOD.replace("rule: asks_open", "rule: takes_up_answers").replace("{at_least: 2}", "{share: 50}")
    with pytest.raises(RubricError, match="from 0 to 1"):
        parse_rubric(text)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "just words", "id: x\n", "criteria: []\nid: a\ntitle: b\n", "buyer: {name: Dana}\n", "\t- x"],
)
def test_what_is_no_rubric_is_an_error_with_a_line(text: str) -> None:
    with pytest.raises(RubricError) as caught:
        parse_rubric(text, file=Path("x.yaml"))
    assert caught.value.problems[0].line is not None


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="no such file"):
        load_rubric(tmp_path / "none.yaml")


def test_the_name_changes_with_the_content() -> None:
    one, two = parse_rubric(GOOD)[0], parse_rubric(GOOD.replace("at_least: 2", "at_least: 3"))[0]
    assert one.name != two.name
    assert one.name.startswith("mine 1 (")


def found(old: str, new: str) -> set[str]:
    assert old in GOOD
    rubric, source = parse_rubric(GOOD.replace(old, new), file=Path("mine.yaml"))
    return {f.rule for f in lint_rubric(rubric, source)}


def test_a_sound_rubric_lints_clean() -> None:
    rubric, source = parse_rubric(GOOD)
    assert lint_rubric(rubric, source) == []


@pytest.mark.parametrize(
    "question",
    [
        "How well did the rep ask?",
        "What did the rep ask?",
        "Rate the questions.",
        "The rep asked openly.",
        "Did the rep ask? Did the buyer answer?",
        "Did the rep ask well on a scale of 1 to 5?",
    ],
)
def test_a_question_that_is_not_yes_or_no_is_found(question: str) -> None:
    assert "not-yes-no" in found("question: Did the rep ask openly?", f'question: "{question}"')


def test_a_question_whose_yes_is_bad_is_found() -> None:
    assert "yes-is-bad" in found("Did the rep ask openly?", "Did the rep fail to ask openly?")


def test_weights_that_do_not_make_a_hundred_are_found() -> None:
    assert "weights-sum" in found("weight: 100", "weight: 90")


def test_a_pass_that_nobody_can_reach_is_found() -> None:
    only_faults = GOOD.replace("rule: asks_open", "rule: no_pressure").replace(
        "        with: {at_least: 2}\n", ""
    )
    only_faults = only_faults.replace("judge: Was the rep kind to this buyer?", "rule: no_arguing")
    rubric, source = parse_rubric(only_faults)
    assert {"unreachable-pass", "only-faults"} <= {f.rule for f in lint_rubric(rubric, source)}
    assert "unreachable-pass" in found("pass: {score: 70}", "pass: {score: 70, outcome: won}")
    assert "unreachable-pass" in found(
        "judge: Was the rep kind to this buyer?", "judge: Was the rep kind to this buyer?\n        must: true"
    )


def test_a_pass_for_everybody_is_found() -> None:
    assert "pass-for-all" in found("pass: {score: 70}", "pass: {score: 0}")


def test_the_same_rule_twice_is_found() -> None:
    assert "same-rule-twice" in found(
        "judge: Was the rep kind to this buyer?", "rule: asks_open\n        with: {at_least: 2}"
    )


def test_a_judged_criterion_without_anchors_is_found() -> None:
    assert "no-anchors" in found("    anchors: {poor: None., fair: Some., good: Many.}\n", "")


def test_a_rubric_that_hangs_on_a_judge_is_found() -> None:
    assert "mostly-judge" in found(
        "        rule: asks_open\n        with: {at_least: 2}\n", "        judge: Did the rep ask openly?\n"
    )


def test_lint_names_the_line() -> None:
    rubric, source = parse_rubric(
        GOOD.replace("Did the rep ask openly?", "How open was the rep?"), file=Path("mine.yaml")
    )
    assert lint_rubric(rubric, source)[0].line == 14
