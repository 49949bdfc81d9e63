"""Scorecards written out: as text, Markdown, JSON, CSV and one page of HTML."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from roleplay.call import Call
from roleplay.grader import Scorecard, grade
from roleplay.report import (
    Scene,
    build_scene,
    csv_columns,
    csv_row,
    scorecard_csv,
    scorecard_html,
    scorecard_json,
    scorecard_markdown,
    scorecard_text,
    transcript_text,
)
from roleplay.report.data import _cell
from roleplay.report.markdown import escaped
from roleplay.scenario import load_scenario

ROOT = Path(__file__).resolve().parent.parent.parent
EVIL = "<script>alert(1)</script> [/b] **x** `y` \x1b[31m \u202e [a](http://evil.example) <img src=http://evil.example/x.png> www.evil.example"


@pytest.fixture(scope="module")
def scene() -> Scene:
    scenario = load_scenario(ROOT / "scenarios" / "objections" / "competitor-price.yaml")
    lines = (
        (ROOT / "tests" / "reps" / "competitor-price" / "strong.txt").read_text(encoding="utf-8").splitlines()
    )

    async def run() -> Call:
        call = Call(scenario)
        for line in [*lines[:3], EVIL, *lines[3:]]:
            if call.ending is None:
                async for _ in call.say(line):
                    pass
        return call

    call = asyncio.run(run())
    card = grade(call.transcript, scenario=scenario, events=call.events)
    return build_scene(card, call.transcript, scenario=scenario, events=call.events)


class Page(HTMLParser):
    """Collects a page's tags and the addresses that it would ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asks: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "srcset", "data", "action", "poster", "background") or (
                name == "href" and tag != "a"
            ):
                self.asks.append(value or "")
            if name == "id":
                self.ids.add(value or "")
            if name == "href" and tag == "a":
                self.links.add(value or "")


def test_the_page_runs_no_script_and_asks_for_nothing(scene: Scene) -> None:
    page = Page()
    text = scorecard_html(scene)
    page.feed(text)
    assert not {"script", "img", "iframe", "link", "object", "embed", "form"} & set(page.tags)
    assert page.asks == []
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_the_page_shows_the_whole_transcript_and_the_mood(scene: Scene) -> None:
    text = scorecard_html(scene)
    page = Page()
    page.feed(text)
    assert {f"turn-{t.number}" for t in scene.turns} <= page.ids
    assert page.links <= {f"#{i}" for i in page.ids}
    assert "svg" in page.tags
    assert text.count("<circle") == 2 * len(scene.mood)
    assert "prefers-color-scheme" in text


def test_what_people_typed_is_shown_and_does_nothing(scene: Scene) -> None:
    text = scorecard_html(scene)
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "␛[31m" in text


def test_marks_stand_on_the_turns(scene: Scene) -> None:
    raised = next(t for t in scene.turns if t.episodes)
    assert raised.number == scene.card.episodes[0].raised_turn
    for point in scene.card.feedback:
        assert point in scene.turns[point.turn - 1].points
    assert any(t.effects for t in scene.turns if t.side == "rep")


def test_an_imported_call_has_a_page_without_a_mood(scene: Scene) -> None:
    from roleplay.dialogue.transcript import Speaker, Transcript, Turn

    call = Transcript(
        (Turn(Speaker.BUYER, "Too expensive.", 0, 2), Turn(Speaker.REP, "Compared with what?", 62, 64))
    )
    shown = build_scene(grade(call), call, names=("Bob <b>", "Anna"), title="A <call>")
    text = scorecard_html(shown)
    assert "<svg" not in text
    assert "Bob &lt;b&gt;" in text
    assert "1:02" in text
    assert "Anna and Bob &lt;b&gt;, 2 turns" in text


def test_an_ungraded_call_can_be_written_in_every_format() -> None:
    from roleplay.dialogue.transcript import Transcript

    empty = Transcript(())
    card = grade(empty)
    shown = build_scene(card, empty)
    assert "not graded" in scorecard_html(shown)
    assert "not graded" in scorecard_markdown(shown)
    assert "not graded" in scorecard_text(card)
    assert csv_row(card)[1] == ""
    assert json.loads(scorecard_json(card))["score"] is None


def test_the_text_names_score_verdicts_rules_and_versions(scene: Scene) -> None:
    text = scorecard_text(scene.card)
    assert text.startswith("Score: ")
    assert "[rule asks_open: at_least 3]" in text.replace("\n", " ").replace("         ", "")
    assert "Versions: " in text
    assert max(map(len, text.splitlines())) <= 88
    assert "\x1b" not in text


def test_every_verdict_names_its_rule_or_judge_those_that_do_not_apply_as_well() -> None:
    from roleplay.dialogue.transcript import Speaker, Transcript, Turn

    call = Transcript((Turn(Speaker.REP, "How do you plan?"), Turn(Speaker.BUYER, "On paper.")))
    card = grade(call)
    text = " ".join(scorecard_text(card).split())
    checks = [k for c in card.criteria for k in c.checks]
    assert any(k.verdict == "na" for k in checks)
    for check in checks:
        assert f"{check.why} [{'judge' if check.by == 'judge' else f'rule {check.rule}'}" in text


def test_the_transcript_as_text_shows_what_each_turn_did(scene: Scene) -> None:
    text = transcript_text(scene)
    assert "  1  Dana Reyes: " in text
    assert "trust +" in text
    assert "\x1b" not in text


def test_markdown_shows_typed_markup_as_it_is(scene: Scene) -> None:
    text = scorecard_markdown(scene)
    line = next(x for x in text.splitlines() if "alert" in x and x.startswith("**"))
    assert "<script>" not in text
    assert r"\*\*x\*\*" in line
    assert r"\[a\]\(http\://evil.example\)" in line
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "text", ["# x", "1. x", "- x", "> x", "a|b", "![a](b)", "<b>", "~~x~~", "$x$", "a@b.c", "&lt;"]
)
def test_escaped_text_holds_no_bare_markup(text: str) -> None:
    assert not re.search(r"(?<!\\)[#>|\[\]()<~$@&*_`]", escaped(text))
    assert not re.match(r"\d+\.|-", escaped(text))


def test_json_is_the_scorecard_itself(scene: Scene) -> None:
    assert Scorecard.model_validate_json(scorecard_json(scene.card)) == scene.card


def test_csv_has_a_row_for_its_columns(scene: Scene) -> None:
    rows = list(csv.reader(io.StringIO(scorecard_csv(scene.card, "call 1"))))
    assert rows[0] == csv_columns(scene.card)
    assert len(rows[0]) == len(rows[1])
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["call"] == "call 1"
    assert float(found["score"]) == scene.card.score
    assert found["passed"] in ("yes", "no", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert _cell(text) == f"'{text}"
    assert _cell(-1.5) == "-1.5"


def test_a_band_is_shown_with_its_source(scene: Scene) -> None:
    for text in (scorecard_html(scene), scorecard_markdown(scene), scorecard_text(scene.card)):
        flat = " ".join(text.split())
        assert "usually 40% or more" in flat.replace("\\", "")
        assert "Source:" in flat.replace("\\", "")
