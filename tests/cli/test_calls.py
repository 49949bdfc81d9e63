from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest
from readonly import read_only

from roleplay.cli.calls import differences
from roleplay.scenario import load_scenario
from roleplay.store import Store

REPS = Path(__file__).parents[1] / "reps" / "competitor-price"


@pytest.fixture
def played(cli) -> str:
    """The id of a finished call."""
    return cli("play", "competitor-price", "--rep", REPS / "weak.txt", "--json").json["call"]["id"]


@pytest.fixture
def left(cli) -> str:
    """The id of a call that was left after two turns."""
    cli("play", "competitor-price", "--plain", stdin="What stood out to you?\nWhy is that?\n/quit\n")
    return cli("calls", "list", "--json", "--open").json[0]["id"]


def test_without_calls_the_list_is_empty_and_says_how_to_begin(cli) -> None:
    done = cli("calls", "list")
    assert (done.code, done.out) == (0, "")
    assert "roleplay play" in done.err
    assert cli("calls", "list", "--json").json == []


def test_the_list_tells_finished_from_open_calls(cli, played: str, left: str) -> None:
    lines = cli("calls", "list").out.splitlines()
    assert lines[0].split() == ["CALL", "WHEN", "SCENE", "OUTCOME", "SCORE", "PASSED", "TURNS"]
    assert lines[1].startswith(left)
    assert "goes on" in lines[1]
    assert lines[2].startswith(played)
    assert "Thirty percent cheaper" in lines[2]
    assert [c["id"] for c in cli("calls", "list", "--open", "--json").json] == [left]
    limited = cli("calls", "list", "-n", "1")
    assert len(limited.out.splitlines()) == 2
    assert "--all" in limited.err
    assert len(cli("calls", "list", "--all").out.splitlines()) == 3
    assert cli("calls", "list", "--scenario", "no-budget", "--json").json == []


def test_a_call_is_shown_by_the_beginning_of_its_id_or_as_the_last(cli, played: str) -> None:
    for name in (played, played[:4], "last"):
        data = cli("calls", "show", name, "--json").json
        assert data["call"]["id"] == played
        assert "events" not in data["call"]
        assert data["scorecard"]["passed"] is False
    shown = cli("calls", "show", "last")
    assert "  1  Dana Reyes: " in shown.out
    assert "  2  You: " in shown.out
    assert "Score: " in shown.out
    assert "What moved the buyer" in cli("calls", "show", "last", "--events").out


def test_a_call_that_is_not_there_is_wrong_use(cli) -> None:
    for command in ("show", "resume", "replay", "export", "delete"):
        done = cli("calls", command, "nothing")
        assert (done.code, done.out) == (2, ""), command
        assert "nothing" in done.err


def test_a_call_goes_on_where_it_was_left(cli, left: str) -> None:
    done = cli("calls", "resume", left, stdin="What happens when a truck stops?\n/end\n")
    assert done.code == 0
    assert "So far:" in done.out
    assert done.out.index("You: Why is that?") < done.out.index("You: What happens when a truck stops?")
    [call] = cli("calls", "list", "--json").json
    assert (call["id"], call["rep_turns"], call["reason"], call["scorecards"]) == (left, 3, "hung_up", 1)


def test_a_call_that_is_over_cannot_go_on_but_can_be_tried_again_from_a_turn(cli, played: str) -> None:
    refused = cli("calls", "resume", played)
    assert refused.code == 2
    assert "--from" in refused.err
    before = cli("calls", "show", played, "--json", "--events").json["call"]["events"]
    done = cli("calls", "resume", played, "--from", "4", stdin="What happens when a truck stops?\n/end\n")
    assert done.code == 0
    newest = cli("calls", "list", "--json").json[0]
    assert (newest["forked_from"], newest["forked_turn"]) == (played, 4)
    turns = cli("calls", "show", "last", "--json").json["call"]["turns"]
    old = cli("calls", "show", played, "--json", "--events").json["call"]
    assert turns[:3] == old["turns"][:3]
    assert turns[3]["text"] == "What happens when a truck stops?"
    assert old["events"] == before
    for wrong in ("3", "99"):
        done = cli("calls", "resume", played, "--from", wrong)
        assert done.code == 2
        assert f"Turn {wrong} is not a turn of the rep" in done.err


def test_a_replay_is_the_same_and_a_changed_scene_is_noticed(cli, played: str, own_home: Path) -> None:
    done = cli("calls", "replay", played)
    assert (done.code, done.err) == (0, "")
    assert "are the same" in done.out
    data = cli("calls", "replay", played, "--json").json
    assert (data["equal"], data["first_difference"]) == (True, None)
    [file] = own_home.rglob("*.db")
    with sqlite3.connect(file) as database:
        scene = load_scenario("competitor-price").model_dump(mode="json", by_alias=True)
        scene["buyer"]["mood"]["trust"] += 7
        database.execute("UPDATE scenarios SET json = ?", (json.dumps(scene),))
    changed = cli("calls", "replay", played)
    assert changed.code == 1
    assert "event 1 of" in changed.out
    assert "state.trust: then 40.0, now 47.0" in changed.out


def test_differences_name_the_field() -> None:
    old = {"a": 1, "b": {"c": [1, {"d": "x"}]}, "e": [1]}
    new = {"a": 1, "b": {"c": [1, {"d": "y"}]}, "e": [1, 2]}
    assert list(differences(old, new)) == [("b.c.1.d", '"x"', '"y"'), ("e", "[1]", "[1, 2]")]


def test_deleting_asks_or_wants_to_be_told(cli, played: str) -> None:
    refused = cli("calls", "delete", played)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert cli("calls", "delete", played, "--yes").code == 0
    assert cli("calls", "list", "--json").json == []


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
def test_calls_in_a_read_only_folder_are_still_listed_and_shown(cli, played: str, own_home: Path) -> None:
    with read_only(own_home / "data" / "roleplay"):
        listed = cli("calls", "list", "--json")
        assert [c["id"] for c in listed.json] == [played]
        assert "read-only" in listed.err or "cannot be opened" in listed.err
        assert cli("calls", "show", played).code == 0
        refused = cli("calls", "delete", played, "--yes")
        assert refused.code == 1
        assert refused.err.startswith("error: ")


def test_a_damaged_database_is_one_clear_error(cli, own_home: Path) -> None:
    folder = own_home / "data" / "roleplay"
    folder.mkdir(parents=True)
    (folder / "roleplay.db").write_bytes(b"no database " * 1000)
    for command in (["list"], ["show", "last"], ["resume", "last"]):
        done = cli("calls", *command)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("error: ")
        assert "is damaged or is no database" in done.err
        assert len(done.err.splitlines()) == 1


def test_ten_thousand_calls_list_at_once_and_in_order(cli, own_home: Path) -> None:
    """That the whole list comes from one query of one table: no event is read for it."""
    from small_calls import scene, started

    file = own_home / "data" / "roleplay" / "roleplay.db"
    with Store.open(file) as store:
        _, recorder = store.new_call(scene(), seed=0)
        recorder.append([started()])
    with sqlite3.connect(file) as database:
        names = [
            row[1] for row in database.execute("PRAGMA table_info(calls)") if row[1] not in ("number", "id")
        ]
        database.execute(
            f"INSERT INTO calls (id, {', '.join(names)}) WITH RECURSIVE n(i) AS "
            f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
            f"SELECT printf('c%08d', n.i), {', '.join('calls.' + n for n in names)} FROM calls, n"
        )
        database.execute("DROP TABLE events")
    listed = cli("calls", "list", "--all", "--json").json
    assert len(listed) == 10_000
    assert listed[0]["id"] == "c00009999"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "not JSON"),
        (b"[1]", "no call saved by roleplay"),
        (b'{"turns": []}', "no call saved by roleplay"),
        (b'{"call": {"events": []}, "scenario": {}}', "no call saved by roleplay"),
        (b'{"call": {"events": [{"type": "telepathy"}]}, "scenario": {}}', "no call saved by roleplay"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_is_no_saved_call_is_bad_input(cli, tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "call.json"
    file.write_bytes(content)
    done = cli("calls", "import", file)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {file}")
    assert message in done.err
