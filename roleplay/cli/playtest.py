"""``roleplay scenarios playtest``: several kinds of rep play a scene, so that its author sees who wins."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import click

from roleplay.cli.common import json_option, library, print_json, settings, table, talk
from roleplay.cli.script import rep_lines

if TYPE_CHECKING:
    from roleplay.coach.reps import Rep
    from roleplay.grader import Rubric
    from roleplay.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Tried:
    """One call of one kind of rep."""

    rep: str
    seed: int
    outcome: str
    reason: str
    score: float | None
    passed: bool | None
    turns: int
    told: int
    """Facts that the buyer told."""


@click.command(short_help="Play a scene with scripted reps and compare.")
@click.argument("scenario")
@click.option(
    "--rep",
    "reps",
    multiple=True,
    metavar="FILE",
    help="A scripted rep of yours besides, one turn a line. Repeatable.",
)
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=3, show_default=True, help="Calls of each kind."
)
@json_option
def playtest(scenario: str, reps: tuple[str, ...], seeds: int, as_json: bool) -> None:
    """Let several kinds of rep play a scene and see who wins: one who says what the coach would suggest, one who
    reads out the product's claims, one who only asks to meet, one who asks closed questions only, one who gives
    discounts, one who presses, one who hardly speaks; and your own scripts.

    Exit code 1 if one of the poor kinds passes. That the suggested lines do not win is worth a look; since they
    know the scene less well than you do, a script of yours that should win tells more: give it with --rep.
    """
    from roleplay.cli.session import rubric_for
    from roleplay.coach.reps import KINDS, POOR
    from roleplay.scenario import load_scenario

    config = settings()
    scene = load_scenario(scenario, library=library(config))
    rubric = rubric_for(config, scene)
    kinds: dict[str, Rep] = dict(KINDS)
    for file in reps:
        kinds[Path(file).name] = _script(rep_lines(file))
    tried = [try_once(scene, rubric, name, rep, seed) for name, rep in kinds.items() for seed in range(seeds)]
    wrong = sorted({t.rep for t in tried if t.rep in POOR and t.passed})
    if as_json:
        print_json({"scenario": scene.id, "calls": [_as_json(t) for t in tried], "should_not_pass": wrong})
    else:
        rows = [_row(name, [t for t in tried if t.rep == name], len(scene.facts)) for name in kinds]
        click.echo(table(rows, ["REP", "WON", "PASSED", "SCORE", "TURNS", "FACTS", "ENDED BY"]))
    for name in wrong:
        talk(
            f"A rep of the kind {name!r} passes this scene: it is too easy, or its conditions can be met without listening."
        )
    if wrong:
        raise click.exceptions.Exit(1)


def try_once(scene: Scenario, rubric: Rubric, name: str, rep: Rep, seed: int) -> Tried:
    """One call without a store, graded by rules."""
    from roleplay.call import Call
    from roleplay.call.hold import hold
    from roleplay.grader import grade

    call = Call(scene, seed=seed)
    asyncio.run(hold(call, rep(call)))
    card = grade(call.transcript, scenario=scene, rubric=rubric, events=call.events)
    ending = call.ending
    assert ending is not None, "a call that was hung up has an ending"
    return Tried(
        name, seed, ending.result, ending.reason, card.score, card.passed, len(call.transcript.rep_turns()),
        len(call.state.told),
    )  # fmt: skip


def _row(name: str, tried: list[Tried], facts: int) -> list[str]:
    scores = [t.score for t in tried if t.score is not None]
    return [
        name,
        f"{sum(t.outcome == 'won' for t in tried)}/{len(tried)}",
        f"{sum(t.passed is True for t in tried)}/{len(tried)}",
        f"{median(scores):.0f}" if scores else "-",
        f"{median(t.turns for t in tried):.0f}",
        f"{median(t.told for t in tried):.0f}/{facts}",
        ", ".join(sorted({t.reason.replace("_", " ") for t in tried})),
    ]


def _as_json(tried: Tried) -> dict[str, Any]:
    return {name: getattr(tried, name) for name in tried.__slots__}


def _script(lines: list[str]) -> Rep:
    return lambda call: iter(lines)
