"""A trainer's labels against ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roleplay.dialogue.transcript import Transcript
from roleplay.errors import InputError
from roleplay.grader.agreement import Agreement, wilson
from roleplay.grader.calibrate import (
    Calibration,
    CheckCalibration,
    Disagreement,
    GoldCall,
    calibrate,
    calibration_note,
    calibration_text,
    read_gold,
    save_calibration,
)
from roleplay.grader.rubric import parse_rubric

from .conftest import transcript

RUBRIC = parse_rubric(
    """\
id: mini
title: Mini
criteria:
  - id: asking
    label: Asking
    weight: 100
    checks:
      - {id: open, question: Did the rep ask openly?, rule: asks_before_pitching}
      - {id: warm, question: Was the rep warm?, judge: Was the rep warm?}
"""
)[0]
ASKS = transcript("B: Hello.", "R: What happens when a truck stops on the road?", "B: We tow it.")
PITCHES = transcript(
    "B: Hello.", "R: FleetIQ is a platform with dashboards, alerts and a mobile app.", "B: Right."
)


def never(path: Path, rep: str | None) -> Transcript:
    raise AssertionError("no file to read")


def gold(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return file


def test_kappa_is_cohens() -> None:
    # 20 and 15 alike, 5 and 10 apart: the worked example p = 0.7, e = 0.5, kappa = 0.4.
    a = Agreement(yes_yes=20, yes_no=5, no_yes=10, no_no=15)
    assert a.share == 0.7
    assert a.kappa == pytest.approx(0.4)


def test_kappa_is_undefined_where_chance_explains_everything() -> None:
    assert Agreement(yes_yes=9).kappa is None
    assert Agreement().kappa is None
    assert Agreement().share is None


def test_the_interval_is_wilsons() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)
    with pytest.raises(ValueError, match="at least one"):
        wilson(0, 0)


@pytest.mark.parametrize(
    ("agreement", "verdict"),
    [
        (Agreement(yes_yes=20, no_no=20), "trust"),
        (Agreement(yes_yes=18, no_no=18, yes_no=2, no_yes=2), "trust"),
        (Agreement(yes_yes=5, no_no=5), "look again"),
        (Agreement(yes_yes=15, no_no=12, yes_no=5, no_yes=3), "look again"),
        (Agreement(yes_yes=10, no_no=10, yes_no=10, no_yes=10), "do not use"),
        (Agreement(yes_yes=38, yes_no=1, no_yes=1), "look again"),
        (Agreement(yes_no=6), "do not use"),
        (Agreement(), "look again"),
    ],
)
def test_the_verdict_follows_interval_and_kappa(agreement: Agreement, verdict: str) -> None:
    assert CheckCalibration("x", "X?", agreement).verdict == verdict


def test_calls_are_compared_check_by_check_and_disagreements_quoted() -> None:
    calls = [
        GoldCall("one", ASKS, {"open": "yes", "warm": "yes"}),
        GoldCall("two", PITCHES, {"open": "yes"}),
        GoldCall("three", PITCHES, {"open": "no"}),
        GoldCall("four", PITCHES, {"open": "na"}),
    ]
    result = calibrate(calls, RUBRIC)
    by_id = {c.id: c for c in result.checks}
    assert by_id["open"].agreement == Agreement(yes_yes=1, yes_no=1, no_no=1)
    assert by_id["open"].applies_differently == 1
    assert by_id["warm"].ungraded == 1
    disagreement = by_id["open"].disagreements[0]
    assert (disagreement.call, disagreement.trainer, disagreement.ours) == ("two", "yes", "no")
    assert "FleetIQ is a platform" in disagreement.quotes[0]


def test_the_report_says_what_to_do_and_shows_where_we_part() -> None:
    check = CheckCalibration("open", "Did the rep ask openly?", Agreement(yes_yes=3, yes_no=2, no_no=1))
    check.disagreements.append(
        Disagreement("call 7", "yes", "no", "The pitch came first.", ("turn 2: “We are great”",))
    )
    text = calibration_text(Calibration("mini 1 (abc)", "mini", None, 6, [check]))
    assert "Look again" in text
    assert "We agree with you on 4 of 6 calls" in text
    assert "too few to trust" in text
    assert "call 7: you say yes, we say no. The pitch came first." in text
    assert "turn 2: “We are great”" in text


def test_a_gold_file_is_read_with_turns_or_files(tmp_path: Path) -> None:
    turns = [{"speaker": "buyer", "text": "Hello."}, {"speaker": "rep", "text": "Hi."}]
    file = gold(
        tmp_path,
        {"id": "a", "turns": turns, "labels": {"open": "no"}},
        "",
        {"transcript": "b.vtt", "rep": "Anna", "labels": {"open": "yes"}},
    )
    asked: list[tuple[Path, str | None]] = []

    def read(path: Path, rep: str | None) -> Transcript:
        asked.append((path, rep))
        return ASKS

    calls = read_gold(file, RUBRIC, read=read)
    assert [c.name for c in calls] == ["a", "b.vtt"]
    assert asked == [(tmp_path / "b.vtt", "Anna")]


def test_labels_may_be_written_as_people_write_them(tmp_path: Path) -> None:
    turns = {"turns": [{"speaker": "buyer", "text": "Hello."}]}
    file = gold(
        tmp_path,
        {"transcript": turns, "labels": {"open": True, "warm": " N/A "}},
        {"transcript": turns, "labels": {"open": "No"}},
    )
    calls = read_gold(file, RUBRIC, read=never)
    assert [dict(c.labels) for c in calls] == [{"open": "yes", "warm": "na"}, {"open": "no"}]
    assert [c.name for c in calls] == ["line 1", "line 2"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ({"transcript": {"turn": []}, "labels": {"open": "yes"}}, "a transcript is a file"),
        ({"turns": [{"speaker": "rep"}], "labels": {"open": "yes"}}, "turn 1"),
        ("[1]", ""),
        ({"turns": [], "labels": {"opne": "yes"}}, "did you mean open?"),
        ({"turns": [], "labels": {"open": "maybe"}}, "yes"),
        ({"labels": {"open": "yes"}}, "either transcript"),
        ({"turns": [{"speaker": "x", "text": "y"}], "labels": {"open": "yes"}}, "turn 1"),
        ({"turns": [], "labels": {"open": "yes"}, "extra": 1}, "extra"),
    ],
)
def test_a_line_that_is_no_call_is_an_error_with_its_line(tmp_path: Path, line: object, words: str) -> None:
    first = {"id": "a", "turns": [], "labels": {"open": "no"}}
    with pytest.raises(InputError) as caught:
        read_gold(gold(tmp_path, first, line), RUBRIC, read=never)
    problem = caught.value.problems[0]
    assert problem.line == 2
    assert words in str(caught.value)


def test_a_gold_line_of_another_shape_is_told_what_is_wanted(tmp_path: Path) -> None:
    for line, words in (([], "wanted is"), ({"turns": []}, "labels by the id of a check")):
        with pytest.raises(InputError, match=words):
            read_gold(gold(tmp_path, line), RUBRIC, read=never)


def test_an_empty_or_missing_gold_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no call"):
        read_gold(gold(tmp_path, ""), RUBRIC, read=never)
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl", RUBRIC, read=never)


def test_a_result_is_kept_with_the_rubrics_version_and_shown_on_scorecards(tmp_path: Path) -> None:
    result = Calibration(
        RUBRIC.name, RUBRIC.id, None, 40, [CheckCalibration("open", "Q?", Agreement(yes_yes=20, no_no=20))]
    )
    assert calibration_note(RUBRIC, tmp_path) is None
    save_calibration(result, tmp_path / "deep")
    note = calibration_note(RUBRIC, tmp_path / "deep")
    assert note == "Calibrated on 40 calls labelled by a trainer. trust: open."
    other = RUBRIC.model_copy(update={"version": 2})
    assert "another version" in (calibration_note(other, tmp_path / "deep") or "")
    assert calibration_note(RUBRIC, tmp_path / "deep", judge="gpt") is None


def test_a_damaged_result_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "mini.json").write_text("{", encoding="utf-8")
    assert calibration_note(RUBRIC, tmp_path) is None
