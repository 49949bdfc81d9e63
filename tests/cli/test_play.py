from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from readonly import give_up_roots_powers

from roleplay.grader.scorecard import Scorecard

REPS = Path(__file__).parents[1] / "reps" / "competitor-price"
STRONG, WEAK = REPS / "strong.txt", REPS / "weak.txt"

CONTRACT = {
    "type": "object",
    "required": ["call", "scorecard"],
    "properties": {
        "call": {
            "required": ["id", "scenario", "seed", "outcome", "turns", "events"],
            "properties": {
                "id": {"type": "string", "minLength": 4},
                "seed": {"type": "integer"},
                "outcome": {"enum": ["won", "lost", "open"]},
                "turns": {
                    "type": "array",
                    "items": {
                        "required": ["turn", "speaker", "text"],
                        "properties": {"turn": {"type": "integer"}, "speaker": {"enum": ["rep", "buyer"]}},
                    },
                },
                "events": {"type": "array", "minItems": 3, "items": {"required": ["type"]}},
            },
        },
        "scorecard": {
            "required": [
                "score", "passed", "outcome", "metrics", "criteria", "episodes", "feedback", "coverage", "versions",
            ],
        },
    },
}  # fmt: skip

HARD_TEXTS = {
    "control": "Hello \x1b[31mred\x1b[0m \x07\x08 there",
    "markup": "[/b] [bold] {{ x }} <script>alert(1)</script> %s",
    "emoji": "Great \U0001f468\u200d\U0001f469\u200d\U0001f467 deal \U0001f600",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d\u0628\u0627",
    "long": "word " * 9_999,
    "separators": "one\u2028two\x0bthree\x85four",
}


def test_a_scripted_rep_prints_the_call_and_its_scorecard(cli) -> None:
    done = cli("play", "competitor-price", "--rep", STRONG, "--json")
    assert done.code == 0
    data = done.json
    jsonschema.validate(data, CONTRACT)
    Scorecard.model_validate(data["scorecard"])
    turns = data["call"]["turns"]
    assert [t["turn"] for t in turns] == list(range(1, len(turns) + 1))
    said = [t["text"] for t in turns if t["speaker"] == "rep"]
    assert said == STRONG.read_text().splitlines()[: len(said)]
    assert (data["call"]["scenario"], data["call"]["seed"]) == ("competitor-price", 0)
    assert data["call"]["outcome"] == data["scorecard"]["outcome"]


def test_the_strong_rep_passes_and_the_weak_one_does_not(cli) -> None:
    strong = cli("play", "competitor-price", "--rep", STRONG, "--json", "--check")
    weak = cli("play", "competitor-price", "--rep", WEAK, "--json", "--check")
    assert (strong.code, weak.code) == (0, 1)
    assert strong.json["scorecard"]["passed"] is True
    assert weak.json["scorecard"]["passed"] is False
    assert strong.json["scorecard"]["score"] - weak.json["scorecard"]["score"] >= 40


def test_the_same_seed_and_words_give_the_same_bytes_in_every_process() -> None:
    """Python's own hash seed differs between processes; nothing may depend on it."""
    made = set()
    for hash_seed in ("1", "2", "3"):
        command = [
            sys.executable,
            "-m",
            "roleplay",
            "play",
            "competitor-price",
            "--rep",
            str(WEAK),
            "--json",
            "--no-store",
        ]
        done = subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed}
        )
        data = json.loads(done.stdout)
        made.add(json.dumps([data["call"]["events"], data["scorecard"]]))
    assert len(made) == 1


def test_another_seed_varies_the_wording_and_never_the_facts(cli) -> None:
    calls = [
        cli(
            "play",
            "think-about-it",
            "--rep",
            REPS.parent / "think-about-it" / "strong.txt",
            "--json",
            "--seed",
            n,
        ).json
        for n in range(4)
    ]
    told = []
    for call in calls:
        last = [e for e in call["call"]["events"] if e["type"] == "decided"][-1]
        told.append([t["fact"] for t in last["state"]["told"]])
    assert told[0]
    assert all(facts == told[0] for facts in told)
    wordings = {json.dumps([t["text"] for t in c["call"]["turns"]]) for c in calls}
    assert len(wordings) > 1
    assert len({c["call"]["outcome"] for c in calls}) == 1


def test_a_script_that_ends_before_the_call_hangs_up(cli) -> None:
    data = cli("play", "competitor-price", "--rep", "-", "--json", stdin="What stood out to you?\n").json
    assert data["call"]["ending"]["reason"] == "hung_up"
    assert data["call"]["outcome"] is not None


def test_lines_left_when_the_call_is_over_are_left_out_and_told(cli) -> None:
    done = cli("play", "competitor-price", "--rep", "-", "--json", stdin="Sign today or lose it.\n" * 60)
    said = [t for t in done.json["call"]["turns"] if t["speaker"] == "rep"]
    assert len(said) < 60
    assert f"before the last {60 - len(said)} lines of the rep" in done.err


def test_blank_lines_are_no_turns_and_line_ends_of_other_systems_are_fine(cli) -> None:
    done = cli(
        "play",
        "competitor-price",
        "--rep",
        "-",
        "--json",
        stdin=b"\xef\xbb\xbf\r\nHello.\r\n\r\n  Why?  \r\n",
    )
    assert [t["text"] for t in done.json["call"]["turns"] if t["speaker"] == "rep"] == ["Hello.", "  Why?  "]


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_words_of_every_kind_are_played_and_stored_as_typed(cli, name: str) -> None:
    text = HARD_TEXTS[name]
    done = cli("play", "competitor-price", "--rep", "-", "--json", stdin=text + "\n")
    assert done.code == 0
    [said] = [t["text"] for t in done.json["call"]["turns"] if t["speaker"] == "rep"]
    assert said == text
    again = cli("calls", "show", "last", "--json").json
    assert text in [t["text"] for t in again["call"]["turns"]]
    shown = cli("calls", "show", "last")
    assert not set(shown.out) & set("\x1b\x07\x08\x0b\x85\u2028\u202e")


def test_without_json_the_results_are_text(cli) -> None:
    done = cli("play", "competitor-price", "--rep", WEAK)
    assert done.code == 0
    assert "Score: " in done.out
    assert "not passed" in done.out
    assert "roleplay calls show" in done.err


def test_a_call_is_kept_unless_asked_not_to(cli, own_home: Path) -> None:
    cli("play", "competitor-price", "--rep", WEAK, "--json", "--no-store")
    assert not list(own_home.rglob("*.db"))
    call = cli("play", "competitor-price", "--rep", WEAK, "--json").json["call"]
    [listed] = cli("calls", "list", "--json").json
    assert listed["id"] == call["id"]
    assert (listed["result"], listed["scorecards"]) == (call["outcome"], 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the rep says nothing"),
        (b"\n \n\t\n", "the rep says nothing"),
        (b"Hello.\n\xff\xfe\n", ":2: the rep's file is not UTF-8"),
        (b"Hello.\n\n\x00\x01\n", ":3: the rep's file is a binary file"),
        (b"ok\n" + b"x" * 50_001 + b"\n", ":2: this turn has 50,001 characters"),
    ],
)
def test_a_rep_file_that_cannot_be_used_is_one_error_and_nothing_is_written(
    cli, tmp_path: Path, own_home: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "rep.txt"
    file.write_bytes(content)
    done = cli("play", "competitor-price", "--rep", file, "--json")
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert len(done.err.splitlines()) == 1
    assert not list(own_home.rglob("*.db"))


@pytest.mark.parametrize(
    "arguments",
    [["no-such-scene"], ["competitor-price", "--rep", "/no/such/file"], ["competitor-price", "--rep", "/"]],
)
def test_what_is_not_there_is_wrong_use(cli, arguments: list[str]) -> None:
    done = cli("play", *arguments, stdin="Hello.\n")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")


def test_a_profile_that_is_not_there_is_wrong_use(cli) -> None:
    done = cli("play", "competitor-price", "--rep", WEAK, "--voice", "lokal")
    assert done.code == 2
    assert "no model profile 'lokal'" in done.err


def test_a_model_out_of_reach_leaves_a_whole_call_and_exit_code_3(cli, monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    plain = cli("play", "competitor-price", "--rep", WEAK, "--json")
    assert plain.code == 0  # a script is spoken to by scripted lines unless it asks for a model
    done = cli("play", "competitor-price", "--rep", WEAK, "--json", "--voice", "openai")
    assert done.code == 3
    assert "127.0.0.1:9" in done.err
    types = [e["type"] for e in done.json["call"]["events"]]
    assert types.count("buyer_failed") == 1
    assert types.count("voice_changed") == 1
    assert [t["text"] for t in done.json["call"]["turns"]] == [t["text"] for t in plain.json["call"]["turns"]]


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
@pytest.mark.parametrize("plain", [False, True])
def test_a_read_only_data_folder_is_a_warning_and_the_call_goes_on(tmp_path: Path, plain: bool) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o555)
    command = [sys.executable, "-m", "roleplay", "play", "competitor-price"]
    command += ["--plain"] if plain else ["--rep", str(STRONG), "--json"]
    done = subprocess.run(
        command, input="What stood out?\n/end\n" if plain else "", capture_output=True, text=True, cwd=tmp_path,
        env={**os.environ, "ROLEPLAY_DATA_DIR": str(folder), "ROLEPLAY_CACHE_DIR": str(folder)},
        preexec_fn=give_up_roots_powers,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "read-only" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []
    if plain:
        [file] = tmp_path.glob("roleplay-call-*.json")
        assert str(file) in done.stderr
        assert "What stood out?" in file.read_text()
    else:
        jsonschema.validate(json.loads(done.stdout), CONTRACT)


def test_a_saved_call_can_be_taken_into_the_store(cli, tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    played = cli("play", "competitor-price", "--rep", WEAK, "--no-store", "--save", file)
    assert played.code == 0
    call_id = cli("calls", "import", file).out.strip()
    shown = cli("calls", "show", call_id, "--json", "--events").json
    saved = json.loads(file.read_text())
    assert shown["call"]["events"] == saved["call"]["events"]
    assert shown["scorecard"] == saved["scorecard"]
    assert cli("calls", "import", file).out.strip() != call_id
    refused = cli("play", "competitor-price", "--rep", WEAK, "--save", file)
    assert refused.code == 2
