"""docs/grading.md says what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from roleplay.grader import Scorecard, grade
from roleplay.grader.metrics import all_metrics
from roleplay.grader.questions import question_metrics
from roleplay.grader.rules import CONDITIONS, RULES
from roleplay.grader.rules.listing import rules_markdown
from roleplay.grader.talk import moves_metrics, talk_metrics
from roleplay.report import read_transcript_bytes

DOC = (Path(__file__).resolve().parent.parent.parent / "docs" / "grading.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def worked() -> Scorecard:
    text = DOC.split("## A worked call")[1].split("```text\n")[1].split("```")[0]
    return grade(read_transcript_bytes(text.encode()).transcript)


def test_every_rule_stands_there_in_its_own_words() -> None:
    section = DOC.split("<!-- rules -->")[1].split("<!-- /rules -->")[0].strip()
    assert section == rules_markdown().strip(), "run python -m roleplay.grader.rules and put its output there"
    for name, rule in RULES.items():
        assert f"**`{name}`**" in section
        assert len(rule.doc) > 40, f"{name} says too little of itself"
        for setting in rule.parameters:
            assert f"``{setting}``" in rule.doc, f"{name} does not say what {setting} does"
    for name in CONDITIONS:
        assert f"`{name}`" in section


def test_every_rule_that_looks_for_a_fault_says_when_it_is_no() -> None:
    for rule in RULES.values():
        assert rule.doc.startswith("No if" if rule.fault else "Yes if"), rule.name


def test_every_figure_is_explained() -> None:
    section = DOC.split("## The figures")[1].split("## A worked call")[0]
    from .conftest import transcript

    names = all_metrics_of(transcript("R: Hi.", "B: Hello."))
    for name in names:
        assert f"`{name}`" in section, name
    for function in (talk_metrics, question_metrics, moves_metrics, all_metrics):
        for name in re.findall(r"^- ``(\w+)``", inspect.cleandoc(function.__doc__ or ""), re.M):
            assert f"`{name}`" in section


def all_metrics_of(call: object) -> list[str]:
    from roleplay.grader.layout import read_call

    return sorted(all_metrics(read_call(call)))  # type: ignore[arg-type]


def test_the_worked_call_comes_out_as_told(worked: Scorecard) -> None:
    rows = re.findall(r"^\| ([A-Z][\w -]+) \| (\d+) \| ([\d +]+) \| ([\d +]+) \| ([\d.]+) \|$", DOC, re.M)
    assert len(rows) == len(worked.criteria)
    for (label, weight, earns, costs, score), criterion in zip(rows, worked.criteria, strict=True):
        assert label == criterion.label
        assert float(weight) == criterion.weight
        assert float(score) == criterion.score
        yes = [k.weight for k in criterion.checks if k.verdict == "yes" and not k.only_against]
        no = [k.weight for k in criterion.checks if k.verdict == "no"]
        assert sum(map(float, earns.split("+"))) == sum(yes)
        assert sum(map(float, costs.split("+"))) == sum(no)
    told = re.search(r"/ 100 = ([\d.]+)\.", DOC)
    assert told is not None
    assert float(told[1]) == worked.score
    assert worked.passed is True
    assert worked.feedback[0].turn == 4


def test_the_worked_calls_objection_goes_as_told(worked: Scorecard) -> None:
    (episode,) = worked.episodes
    assert (episode.type, episode.raised_turn, episode.ended) == ("price", 1, "settled")
    assert [(s.step, s.turn) for s in episode.steps] == [("acknowledge", 2), ("explore", 2), ("answer", 6)]


def test_from_a_verdict_to_its_rule_in_two_steps(worked: Scorecard) -> None:
    from roleplay.report.text import source_of

    for check in (k for c in worked.criteria for k in c.checks if k.by == "code"):
        name = re.match(r"rule (\w+)", source_of(check))
        assert name is not None
        assert f"**`{name[1]}`**" in DOC
