from __future__ import annotations

import json
from pathlib import Path

import pytest

from roleplay.grader.scorecard import Scorecard

REPS = Path(__file__).parents[1] / "reps" / "competitor-price"

TEXT = """\
Anna: Thanks for taking the call. What stood out to you in the quote?
Ben: Honestly, it's too expensive. The other one is thirty percent cheaper.
Anna: That gap would make me stop too. What do they include?
Ben: Only the tracking. No support to speak of.
Anna: Could we take thirty minutes on Thursday with your finance lead?
Ben: Thursday works.
"""
TURNS = [
    {"speaker": "rep" if line.startswith("Anna") else "buyer", "text": line.split(": ", 1)[1]}
    for line in TEXT.splitlines()
]
VTT = "WEBVTT\n\n" + "\n".join(
    f"00:00:{n * 5:02d}.000 --> 00:00:{n * 5 + 4:02d}.000\n<v {line.split(':')[0]}>{line.split(': ', 1)[1]}</v>\n"
    for n, line in enumerate(TEXT.splitlines())
)


def write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("name", "content"), [("call.txt", TEXT), ("call.vtt", VTT), ("call.json", json.dumps({"turns": TURNS}))]
)
def test_a_real_call_is_graded_from_text_captions_and_json(
    cli, tmp_path: Path, name: str, content: str
) -> None:
    rep = [] if name == "call.json" else ["--rep", "Anna"]
    done = cli("grade", write(tmp_path, name, content), *rep, "--json")
    assert done.code == 0, done.err
    card = Scorecard.model_validate(done.json)
    assert card.score is not None
    assert card.metrics["questions"] == 3
    assert card.versions.rubric is not None
    if name == "call.vtt":
        assert card.metrics["talk_basis"] == "time"


def test_stdin_is_a_transcript_too(cli) -> None:
    done = cli("grade", "-", "--rep", "Anna", "--json", stdin=TEXT)
    assert done.code == 0
    assert done.json["metrics"]["rep_words"] > 20


def test_every_format_is_written_and_the_files_name_chooses_it(cli, tmp_path: Path) -> None:
    call = write(tmp_path, "call.txt", TEXT)
    beginnings = {"text": "Score: ", "json": "{", "md": "# ", "html": "<!doctype html>"}
    for form, beginning in beginnings.items():
        out = cli("grade", call, "--rep", "Anna", "--format", form).out
        assert out.lower().startswith(beginning.lower()), form
        file = tmp_path / f"report.{ {'text': 'txt'}.get(form, form) }"
        assert cli("grade", call, "--rep", "Anna", "-o", file).code == 0
        assert file.read_text().strip() == out.strip()


def test_a_call_of_ones_own_is_graded_again_and_the_first_scorecard_stays(cli) -> None:
    played = cli("play", "competitor-price", "--rep", REPS / "strong.txt", "--json").json
    again = cli("grade", played["call"]["id"][:5], "--json").json
    assert again == played["scorecard"]
    other = cli("grade", "last", "--rubric", "discovery", "--json").json
    assert other["versions"]["rubric"] != again["versions"]["rubric"]
    [listed] = cli("calls", "list", "--json").json
    assert listed["scorecards"] == 3


def test_a_saved_call_is_graded_with_its_scene_and_events(cli, tmp_path: Path) -> None:
    played = cli(
        "play", "competitor-price", "--rep", REPS / "strong.txt", "--json", "--save", tmp_path / "call.json"
    ).json
    again = cli("grade", tmp_path / "call.json", "--json").json
    assert (again["score"], again["outcome"], again["passed"]) == (
        played["scorecard"]["score"],
        "won",
        True,
    )


def test_check_fails_a_call_that_is_not_passed(cli, tmp_path: Path) -> None:
    weak = cli("play", "competitor-price", "--rep", REPS / "weak.txt", "--json").json["call"]["id"]
    assert cli("grade", weak, "--check").code == 1
    strong = cli("play", "competitor-price", "--rep", REPS / "strong.txt", "--json").json["call"]["id"]
    assert cli("grade", strong, "--check").code == 0


@pytest.mark.parametrize(
    ("content", "arguments"),
    [
        (b"", []),
        (b"\x00\x01\x02" * 100, []),
        (b"WEBVTT\n\n", []),
        (b"{", []),
        (b'{"turns": 5}', []),
        (b"Anna: Hello.\n", []),
        (TEXT.encode(), ["--rep", "Zoe"]),
        (TEXT.encode(), ["--rep", "Anna", "--rubric", "no-such"]),
        (TEXT.encode(), ["--rep", "Anna", "--scenario", "no-such"]),
        (TEXT.encode(), ["--rep", "Anna", "--judge", "no-such"]),
        (TEXT.encode(), ["--rep", "Anna", "-o", "/no/such/folder/report.html"]),
    ],
)
def test_what_cannot_be_graded_is_one_clear_error(
    cli, tmp_path: Path, content: bytes, arguments: list[str]
) -> None:
    done = cli("grade", write(tmp_path, "call", content), *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith("error: ")
    assert "Traceback" not in done.err


def test_neither_a_file_nor_a_call_is_told_as_both(cli) -> None:
    done = cli("grade", "nothing")
    assert done.code == 2
    assert "no file 'nothing', and no call of that id" in done.err


def test_rubrics_list_show_and_lint_clean(cli) -> None:
    names = [r["id"] for r in cli("rubrics", "list", "--json").json]
    assert "objection-handling" in names
    assert cli("rubrics", "lint").code == 0
    for name in names:
        data = cli("rubrics", "show", name, "--json").json
        text = cli("rubrics", "show", name).out
        for criterion in data["criteria"]:
            assert criterion["label"] in text


def test_a_broken_rubric_is_exit_code_2_with_its_line(cli, tmp_path: Path) -> None:
    file = write(tmp_path, "mine.yaml", "id: mine\ntitle: Mine\ncriterias: []\n")
    for command in (["rubrics", "lint", file], ["rubrics", "show", file]):
        done = cli(*command)
        assert (done.code, done.out) == (2, "")
        assert "mine.yaml:3" in done.err


def test_calibrating_says_what_to_trust_and_scorecards_say_it_too(cli, tmp_path: Path) -> None:
    check = cli("rubrics", "show", "objection-handling", "--json").json["criteria"][0]["checks"][0]["id"]
    line = {"id": "one", "turns": TURNS, "labels": {check: "yes"}}
    gold = write(tmp_path, "gold.jsonl", (json.dumps(line) + "\n") * 3)
    done = cli("calibrate", gold)
    assert done.code == 0
    assert check in done.out
    data = cli("calibrate", gold, "--json").json
    assert data["checks"][0]["n"] == 3
    notes = cli("grade", "-", "--rep", "Anna", "--json", stdin=TEXT).json["notes"]
    assert any("Calibrated on 3 calls" in note for note in notes)


@pytest.mark.parametrize("line", ["{", "{}", '{"turns": [], "labels": {"no-such-check": "yes"}}'])
def test_a_bad_line_of_labels_is_named(cli, tmp_path: Path, line: str) -> None:
    done = cli("calibrate", write(tmp_path, "gold.jsonl", line + "\n"))
    assert (done.code, done.out) == (2, "")
    assert "gold.jsonl:1" in done.err


def test_the_rule_behind_a_verdict_is_one_command_away(cli) -> None:
    scored = cli("grade", "-", "--rep", "Rep", stdin="Rep: How do you plan?\nBuyer: On paper.\n").out
    assert "[rule says_back: every 8, at_least 1]" in " ".join(scored.split())
    said = cli("rubrics", "rule", "says_back").out
    assert said.startswith("says_back (unless a rubric says otherwise: every 8, at_least 1)")
    assert "Yes if the rep said back in their own words" in said
    assert [r["rule"] for r in cli("rubrics", "rule", "asks_open", "--json").json] == ["asks_open"]
    assert len(cli("rubrics", "rule", "--json").json) > 30
    wrong = cli("rubrics", "rule", "say_back")
    assert wrong.code == 2
    assert "did you mean says_back?" in wrong.err


def test_a_rubric_shows_the_question_that_a_judge_is_asked_and_the_settings_of_its_rules(cli) -> None:
    shown = " ".join(cli("rubrics", "show", "discovery").out.split())
    data = cli("rubrics", "show", "discovery", "--json").json
    checks = [k for c in data["criteria"] for k in c["checks"]]
    assert all(" ".join(k["judge"].split()) in shown for k in checks if k["judge"])
    assert all(k["rule"] in shown for k in checks if k["rule"])
