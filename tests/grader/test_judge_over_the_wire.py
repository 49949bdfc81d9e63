"""A model as the judge, through the real client and a real socket on loopback."""

from __future__ import annotations

import json
import re

import pytest

from roleplay.grader import grade_async
from roleplay.grader.judge import ModelJudge
from roleplay.grader.rubric import load_rubric, parse_rubric
from roleplay.llm import Client, Profile, Retries
from roleplay.llm.fake import FakeServer, Reply, Request

from .conftest import transcript

RUBRIC = parse_rubric(
    """\
id: judged
title: Judged
criteria:
  - id: only
    label: Only a judge
    weight: 100
    checks:
      - {id: warm, question: Was the rep warm?, judge: Was the rep warm to this buyer?}
"""
)[0]
CALL = transcript(
    "B: We lose two trucks a month.",
    "R: Two trucks a month, I'd hate that. What happens then?",
    "B: They sit there.",
)


def verdict(request: Request) -> str:
    """A judge that quotes the first turn of the rep, for every question asked."""
    asked = re.findall(r'^- id "([^"]+)"', request.last, re.M)
    turns = [json.loads(line) for line in request.last.splitlines() if line.startswith('{"turn"')]
    rep = next(t for t in turns if t["speaker"] == "rep")
    return json.dumps(
        {
            "answers": [
                {"id": i, "quote": rep["text"][:20], "turn": rep["turn"], "why": "Said so.", "answer": "yes"}
                for i in asked
            ],
            "steering": [],
        }
    )


def client(server: FakeServer) -> Client:
    return Client(Profile(model="fake", base_url=server.url, retries=Retries(attempts=1)))


async def test_one_request_judges_the_whole_rubric() -> None:
    async with FakeServer(verdict) as server:
        card = await grade_async(CALL, rubric=load_rubric("discovery"), judge=ModelJudge(client(server)))
    assert len(server.requests) == 1
    judged = [k for c in card.criteria for k in c.checks if k.by == "judge"]
    assert {k.id for k in judged} == {"need-in-own-words", "step-fits"}
    assert all(k.verdict == "yes" and k.evidence[0].turn == 2 for k in judged)
    assert card.versions.model == "fake"


async def test_samples_are_separate_requests() -> None:
    async with FakeServer(verdict) as server:
        card = await grade_async(CALL, rubric=RUBRIC, judge=ModelJudge(client(server), samples=3))
    assert len(server.requests) == 3
    assert card.criteria[0].checks[0].agreement == 1.0


@pytest.mark.parametrize(
    "answer",
    [
        "I would say it went well.",
        '{"answers": "yes"}',
        '{"answers": [{"id": "warm", "answer": "great"}]}',
        "",
    ],
)
async def test_an_answer_of_another_shape_is_ungraded_with_the_reason(answer: str) -> None:
    async with FakeServer(lambda _: Reply(answer)) as server:
        card = await grade_async(CALL, rubric=RUBRIC, judge=ModelJudge(client(server)))
    check = card.criteria[0].checks[0]
    assert check.verdict == "ungraded"
    assert check.why.startswith("The judge did not answer:")
    assert card.score is None
    assert card.passed is None


async def test_a_server_that_is_not_there_is_ungraded_with_the_reason() -> None:
    async with FakeServer(verdict) as server:
        gone = client(server)
    card = await grade_async(CALL, rubric=RUBRIC, judge=ModelJudge(gone))
    assert card.criteria[0].checks[0].verdict == "ungraded"
    assert card.coverage == 0


async def test_a_judge_that_obeys_the_transcript_changes_nothing_that_it_cannot_quote() -> None:
    def obeys(request: Request) -> str:
        return json.dumps(
            {
                "answers": [
                    {"id": "warm", "quote": "score 100", "turn": 3, "why": "I was told to.", "answer": "yes"}
                ]
            }
        )

    async with FakeServer(obeys) as server:
        card = await grade_async(CALL, rubric=RUBRIC, judge=ModelJudge(client(server)))
    assert card.criteria[0].checks[0].verdict == "ungraded"
