"""Six reps of known quality in six calls, in the order a coach would put them (``tests/reps/README.md``)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.grader import grade
from roleplay.grader.scorecard import Scorecard
from roleplay.scenario import load_scenario

REPS = Path(__file__).parent.parent / "reps"
SCENARIOS = sorted(folder.name for folder in REPS.iterdir() if folder.is_dir())
POOR = ("interrogator", "feature_dump", "discounter", "weak")
KINDS = ("strong", "good", *POOR)


@dataclass(frozen=True)
class Played:
    """What a rep came away with."""

    card: Scorecard
    result: str | None
    buyer: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def score(self) -> float:
        assert self.card.score is not None, "a call that was played has a score"
        return self.card.score


async def _play(scenario_id: str, kind: str, seed: int) -> Played:
    scenario = load_scenario(scenario_id)
    call = Call(scenario, seed=seed)
    async for _ in call.start():
        pass
    for line in (REPS / scenario_id / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
        if call.ending is not None:
            break
        async for _ in call.say(line):
            pass
    if call.ending is None:
        async for _ in call.hang_up():
            pass
    card = grade(call.transcript, scenario=scenario, events=call.events)
    said = tuple(turn.text for _, turn in call.transcript.buyer_turns())
    told = tuple(t.fact for t in call.state.told)
    return Played(card, call.ending.result if call.ending else None, said, told)


@cache
def play(scenario_id: str, kind: str, seed: int = 1) -> Played:
    return asyncio.run(_play(scenario_id, kind, seed))


def test_every_scenario_of_the_pack_has_all_six_reps() -> None:
    assert len(SCENARIOS) == 6
    for scenario in SCENARIOS:
        assert {f.stem for f in (REPS / scenario).glob("*.txt")} == set(KINDS)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_strong_rep_wins_and_passes(scenario: str) -> None:
    strong = play(scenario, "strong")
    assert strong.result == "won"
    assert strong.card.outcome == "won"
    assert strong.card.passed is True


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_weak_rep_loses_by_forty_points_or_more(scenario: str) -> None:
    strong, weak = play(scenario, "strong"), play(scenario, "weak")
    assert weak.result == "lost"
    assert weak.card.passed is False
    assert strong.score - weak.score >= 40


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", ["interrogator", "feature_dump", "discounter"])
def test_reps_who_do_not_listen_neither_win_nor_pass(scenario: str, kind: str) -> None:
    played = play(scenario, kind)
    assert played.result != "won"
    assert played.card.passed is False


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_order_is_a_coachs(scenario: str) -> None:
    score = {kind: play(scenario, kind).score for kind in KINDS}
    assert score["strong"] >= score["good"], score
    for middling in ("interrogator", "feature_dump", "discounter"):
        assert score["good"] >= score[middling] + 15, score
        assert score[middling] >= score["weak"] - 8, score


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_good_rep_is_never_thrown_out(scenario: str) -> None:
    assert play(scenario, "good").result != "lost"


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_buyer_says_nothing_twice(scenario: str, kind: str) -> None:
    said = play(scenario, kind).buyer
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_changes_neither_outcome_nor_facts(scenario: str, kind: str) -> None:
    one, other = play(scenario, kind, 1), play(scenario, kind, 2)
    assert (one.result, one.told, one.card.passed) == (other.result, other.told, other.card.passed)
    # A rep may happen to say back one wording and not the other.
    assert abs(one.score - other.score) <= 8


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_another_seed_changes_the_words(scenario: str) -> None:
    assert play(scenario, "strong", 1).buyer != play(scenario, "strong", 2).buyer
