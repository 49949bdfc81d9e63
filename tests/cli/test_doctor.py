from __future__ import annotations

import sys
from pathlib import Path

import pytest
from readonly import read_only


def found(done, about: str) -> list[dict]:
    return [line for line in done.json["lines"] if line["about"] == about]


def test_on_a_healthy_machine_all_is_well(cli) -> None:
    done = cli("doctor", "--json")
    assert done.code == 0
    assert done.json["ok"] is True
    about = [line["about"] for line in done.json["lines"]]
    assert [a for a in about if a != "terminal"] == [
        "versions",
        "settings",
        "data folder",
        "calls",
        "scenarios",
        "models",
    ]
    text = cli("doctor")
    assert text.code == 0
    assert "0 in " in text.out
    assert text.err == "All is well.\n"


def test_a_misspelt_variable_is_named(cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_PACCE", "off")
    done = cli("doctor", "--json")
    assert done.code == 0
    assert "ROLEPLAY_PACCE" in found(done, "settings")[1]["found"]


def test_a_scene_that_does_not_load_is_named_with_what_to_do(cli, own_home: Path) -> None:
    folder = own_home / "data" / "roleplay" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("id: mine\ntitle: [\n")
    done = cli("doctor", "--json")
    assert done.code == 1
    good, broken = found(done, "scenarios")
    assert good["state"] == "ok"
    assert (broken["state"], "mine.yaml" in broken["found"]) == ("wrong", True)
    assert "roleplay scenarios lint" in broken["todo"]


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a Linux call")
def test_a_read_only_data_folder_is_named_with_what_to_do(cli, own_home: Path) -> None:
    folder = own_home / "data" / "roleplay"
    folder.mkdir(parents=True)
    with read_only(folder):
        done = cli("doctor", "--json")
    assert done.code == 1
    for about in ("data folder", "calls"):
        [line] = found(done, about)
        assert line["state"] == "wrong"
        assert "ROLEPLAY_DATA_DIR" in line["todo"]


def test_a_damaged_database_is_named(cli, own_home: Path) -> None:
    folder = own_home / "data" / "roleplay"
    folder.mkdir(parents=True)
    (folder / "roleplay.db").write_bytes(b"no database " * 1000)
    done = cli("doctor", "--json")
    assert done.code == 1
    assert "damaged" in found(done, "calls")[0]["found"]


def test_a_model_that_does_not_answer_is_named_and_its_key_is_not(
    cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret-key")
    done = cli("doctor", "--json")
    assert done.code == 1
    [line] = found(done, "models")
    assert (line["state"], "127.0.0.1:9" in line["found"]) == ("wrong", True)
    assert "refused" in line["todo"]
    text = cli("doctor")
    for output in (done.out, done.err, text.out, text.err):
        assert "sk-very-secret-key" not in output
    quiet = cli("doctor", "--no-models", "--json")
    assert quiet.code == 0
    assert "not asked" in found(quiet, "models")[0]["found"]


def test_models_out_of_reach_are_exit_code_3_and_none_set_up_is_wrong_use(
    cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = cli("models")
    assert none.code == 2
    assert "OPENAI_API_KEY" in none.err
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = cli("models", "--json")
    assert done.code == 3
    [entry] = done.json
    assert entry["models"] is None
    assert "127.0.0.1:9" in entry["error"]
