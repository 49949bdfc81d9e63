"""The stock lines as a file: what must hold whatever the engine does with them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

import roleplay.buyer
from roleplay.scenario.model import ObjectionType

MOODS = ("cold", "neutral", "warm")
MANNERS = ("plain", "dry", "warm", "formal")
OFTEN = ("answer_open", "answer_closed", "deflect", "ask", "react_ack", "react_pitch", "push_back", "decline")
KEYS = (
    *OFTEN,
    "answer_detail", "warn_time",
    "already_told", "ask_question", "react_pitch_again", "react_proof", "react_benefit",
    "react_rapport", "react_agenda", "react_discount", "react_trade", "react_pressure", "react_disparage",
    "react_dismiss", "react_off_task", "react_silence", "react_long", "react_interrogation", "react_disqualify",
    "soften", "settle", "comeback", "agree", "decline_low_trust", "decline_nothing_yet",
    "end_patience", "end_time", "end_hangup", "lead_in", "react_repeat", "react_foreign", "warn",
    *(f"still_open_{kind}" for kind in get_args(ObjectionType)),
)  # fmt: skip

Lines = dict[str, dict[str, dict[str, list[str]]]]


@pytest.fixture(scope="module")
def lines() -> Lines:
    path = Path(roleplay.buyer.__file__).with_name("lines.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def every_line(lines: Lines) -> list[str]:
    return [
        line
        for moods in lines.values()
        for manners in moods.values()
        for some in manners.values()
        for line in some
    ]


def test_every_key_speaks_in_every_mood_and_in_a_manner_that_fits_everyone(lines: Lines) -> None:
    assert set(lines) == set(KEYS)
    for key, moods in lines.items():
        assert set(moods) == set(MOODS), key
        for mood, manners in moods.items():
            assert set(manners) <= set(MANNERS), (key, mood)
            assert len(manners.get("plain", [])) >= 4, (key, mood)


def test_what_is_said_often_has_at_least_nine_wordings_for_every_manner(lines: Lines) -> None:
    for key in OFTEN:
        for mood in MOODS:
            table = lines[key][mood]
            for manner in ("dry", "warm", "formal"):
                assert len(table["plain"]) + len(table[manner]) >= 9, (key, mood, manner)


def test_no_two_lines_are_the_same_but_for_case_and_stops(every_line: list[str]) -> None:
    bare = Counter(re.sub(r"[^a-z]+", " ", line.lower()).strip() for line in every_line)
    assert [line for line, times in bare.items() if times > 1] == []
    assert len(every_line) >= 400


def test_no_line_holds_figures_markup_or_double_spaces(every_line: list[str]) -> None:
    assert [line for line in every_line if re.search(r"[\d{}\[\]<>*_`]|\s\s|^\s|\s$", line)] == []


def test_every_line_is_short_enough_to_be_spoken_and_ends_like_a_sentence(every_line: list[str]) -> None:
    assert [line for line in every_line if len(line.split()) > 20] == []
    assert [line for line in every_line if line[-1] not in ".?!"] == []


def test_no_line_names_a_number_or_the_sex_of_anybody(every_line: list[str]) -> None:
    taken = re.compile(
        r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|percent"
        r"|he|she|his|her|him|sir|madam|mate|lads?|company|office|boss|team|husband|wife)\b",
        re.IGNORECASE,
    )
    assert [line for line in every_line if taken.search(line)] == []
