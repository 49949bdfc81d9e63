"""Who lost a scene may try it again: no output tells what the buyer kept back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from roleplay.call import Call
from roleplay.cli.results import show_results
from roleplay.grader import grade
from roleplay.grader.scorecard import Scorecard
from roleplay.report import scorecard_html, scorecard_json, scorecard_markdown, scorecard_text
from roleplay.report.scene import build_scene
from roleplay.report.text import transcript_text
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario
from roleplay.scenario.numbers import figures
from tests.grader.conftest import OBJECTIONS, REPS, play, rep_lines

ANYBODY = {
    "eager": [
        "Hello!",
        "We are the best there is.",
        "I can do twenty percent off.",
        "Sign today or it is gone.",
        "Well?",
    ],
    "curious": [
        "Hello, how is it going?",
        "What worries you most?",
        "That's fair. What is behind that?",
        "And who decides?",
    ],
    "silent": ["OK."],
}
"""Reps for any scene."""
SCENES = {
    f.stem: f
    for f in OBJECTIONS.parent.glob("*/*.yaml")
    if f.parent.name not in ("rubrics", "schema") and f.stem != "pack"
}
CALLS = sorted((f.parent.name, f.stem) for f in REPS.glob("*/*.txt")) + [
    (s, r) for s in sorted(SCENES) for r in ANYBODY
]
RUN = 4
"""So many words in a row are no chance."""
TELLING = 13
"""Smaller numbers are counts and turns."""


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", html.unescape(text).replace("’", "'").lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)}


def known(scenario: Scenario, call: Call) -> str:
    """What the rep may have read or heard."""
    rep = scenario.rep
    asked = [p for f in scenario.facts.values() for p in f.asked_by]
    said = [t.text for t in call.transcript.turns]
    return "\n".join([scenario.title, scenario.summary, rep.objective, rep.briefing, scenario.buyer.company,
                      *scenario.product.claims.values(), *asked, *said])  # fmt: skip


def outputs(
    scenario: Scenario, call: Call, card: Scorecard, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    scene = build_scene(card, call.transcript, scenario=scenario, events=call.events)
    yield scorecard_json(card)
    yield scorecard_text(card)
    yield re.sub(r"\\(.)", r"\1", scorecard_markdown(scene))
    yield re.sub(r"<style.*?</style>|<[^>]+>", " ", scorecard_html(scene), flags=re.S)
    yield transcript_text(scene)
    capsys.readouterr()
    show_results(scenario, call.events, card)
    yield capsys.readouterr().out


@pytest.mark.parametrize(("scene", "rep"), CALLS)
def test_no_untold_fact_is_told_by_any_output(
    scene: str, rep: str, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = load_scenario(SCENES[scene])
    call = play(scenario, ANYBODY.get(rep) or rep_lines(scene, rep))
    card = grade(call.transcript, scenario=scenario, events=call.events)
    told = {t.fact for t in call.state.told}
    fair = known(scenario, call)
    secret_runs: set[tuple[str, ...]] = set()
    secret_figures: set[float] = set()
    for name, fact in scenario.facts.items():
        if name not in told:
            for line in fact.says:
                secret_runs |= runs(line)
                secret_figures |= {f.value for f in figures(line) if f.value >= TELLING}
    secret_runs -= runs(fair)
    secret_figures -= {f.value for f in figures(fair)}
    for text in outputs(scenario, call, card, capsys):
        assert not secret_runs & runs(text)
    said = "\n".join(f"{p.point}\n{p.effect}\n{p.try_instead}" for p in card.feedback)
    said = re.sub(r"(?i)\b(?:trust|patience) fell by \d+|\bin \d+ turns", "", said)
    assert not secret_figures & {f.value for f in figures(said)}


@pytest.mark.parametrize("rep", ["weak", "interrogator"])
def test_not_even_the_names_of_what_was_kept_back_stand_on_a_page(rep: str) -> None:
    scenario = load_scenario(OBJECTIONS / "burnt-before.yaml")
    call = play(scenario, rep_lines("burnt-before", rep))
    card = grade(call.transcript, scenario=scenario, events=call.events)
    page = scorecard_html(build_scene(card, call.transcript, scenario=scenario, events=call.events))
    assert "nobody-rang" not in page
    assert "ruud" not in page.replace("ruud-says-no", "").lower()
