from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

BROKEN = {
    "broken": ("title: [", "broken.yaml:"),
    "list": ("- a\n- b\n", "list.yaml"),
    "empty": ("", "empty.yaml"),
    "unknown": ("id: x\ntitel: X\n", "unknown.yaml:2"),
}


def test_the_list_has_every_scene_with_its_title(cli) -> None:
    done = cli("scenarios", "list")
    assert done.code == 0
    assert "competitor-price" in done.out
    assert "Thirty percent cheaper" in done.out


def test_the_list_can_be_narrowed(cli) -> None:
    cards = cli("scenarios", "list", "--json").json
    assert len(cards) >= 6
    assert all(c["error"] is None for c in cards)
    some = cli("scenarios", "list", "--type", cards[0]["call_type"], "--json").json
    assert 0 < len(some) <= len(cards)
    assert {c["call_type"] for c in some} == {cards[0]["call_type"]}
    none = cli("scenarios", "list", "--skill", "juggling")
    assert (none.code, none.out) == (0, "")


def test_the_brief_shows_the_pass_rule_and_none_of_the_buyers_secrets(cli) -> None:
    done = cli("scenarios", "show", "competitor-price")
    assert done.code == 0
    assert "Dana Reyes" in done.out
    assert "Do not cut the price" in done.out
    assert "Passed with a score" in done.out
    assert "70" in done.out
    for secret in ("fifteen percent", "blind trucks", "eighteen thousand", "Three trucks died"):
        assert secret not in done.out


def test_the_source_is_the_file_itself(cli) -> None:
    done = cli("scenarios", "show", "competitor-price", "--source")
    assert YAML(typ="safe").load(done.out)["id"] == "competitor-price"
    data = cli("scenarios", "show", "competitor-price", "--json").json
    assert data["objections"]["rival-price"]["raise"]["turn"] == 1


def test_an_unknown_scene_is_bad_input_and_the_nearest_is_named(cli) -> None:
    done = cli("scenarios", "show", "competitor-prize")
    assert (done.code, done.out) == (2, "")
    assert "competitor-price" in done.err


def test_a_new_scene_lints_clean_and_plays_by_its_id(cli, own_home: Path) -> None:
    done = cli("scenarios", "new", "my-scene", "--title", "Mine: a #1 scene")
    assert done.code == 0
    file = Path(done.out.strip())
    assert file.is_relative_to(own_home)
    assert cli("scenarios", "lint", "my-scene").code == 0
    played = cli("play", "my-scene", "--rep", "-", "--json", stdin="What is behind that?\n")
    assert played.json["call"]["scenario"] == "my-scene"
    assert cli("scenarios", "show", "my-scene", "--json").json["title"] == "Mine: a #1 scene"


def test_a_new_scenes_editor_line_points_at_a_schema_that_is_there(cli, tmp_path: Path) -> None:
    for extra in ([], ["-o", tmp_path / "elsewhere" / "scene.yaml"]):
        file = Path(cli("scenarios", "new", "scene", *extra).out.strip())
        first = file.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        target = first.split("=", 1)[1]
        schema = Path(target.removeprefix("file://")) if target.startswith("file:") else file.parent / target
        data = YAML(typ="safe").load(file.read_text())
        jsonschema.validate(data, json.loads(schema.read_text()))


def test_a_scene_that_is_there_is_not_overwritten(cli) -> None:
    file = Path(cli("scenarios", "new", "my-scene").out.strip())
    file.write_text("mine\n")
    done = cli("scenarios", "new", "my-scene")
    assert done.code == 2
    assert "left as it is" in done.err
    assert file.read_text() == "mine\n"


@pytest.mark.parametrize("name", ["../evil", "Bad Name", "", "-x"])
def test_a_name_that_is_no_id_makes_no_file(cli, own_home: Path, name: str) -> None:
    done = cli("scenarios", "new", "--", name)
    assert (done.code, done.out) == (2, "")
    assert not list(own_home.rglob("*.yaml"))


def test_the_bundled_scenes_lint_clean(cli) -> None:
    done = cli("scenarios", "lint")
    assert (done.code, done.out) == (0, "")
    assert cli("scenarios", "lint", "--json").json["findings"] == []


def test_a_finding_is_exit_code_1_and_names_file_and_line(cli, tmp_path: Path) -> None:
    text = cli("scenarios", "show", "competitor-price", "--source").out
    file = tmp_path / "scene.yaml"
    file.write_text(text.replace("rubric: objection-handling", "rubric: no-such-rubric"))
    done = cli("scenarios", "lint", file)
    assert done.code == 1
    assert f"{file}:" in done.out
    assert "no-such-rubric" in done.out
    [finding] = cli("scenarios", "lint", file, "--json").json["findings"]
    assert finding["line"] == text.splitlines().index("rubric: objection-handling") + 1


def test_lint_tries_each_way_of_asking_and_plays_the_scene(cli, tmp_path: Path) -> None:
    file = tmp_path / "scene.yaml"
    text = cli("scenarios", "show", "think-about-it", "--source").out
    assert text.count("- comfort\n") == 1
    file.write_text(
        text.replace("- comfort\n", "- what they did about it\n").replace("turn_limit: 14", "turn_limit: 6")
    )
    found = cli("scenarios", "lint", file, "--json").json["findings"]
    assert {"asked-by-glue", "hints-do-not-win"} <= {f["rule"] for f in found}
    assert all(f["line"] for f in found)


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_does_not_load_is_exit_code_2_with_its_place(cli, tmp_path: Path, name: str) -> None:
    content, place = BROKEN[name]
    file = tmp_path / f"{name}.yaml"
    file.write_text(content)
    for command in (["scenarios", "lint", file], ["scenarios", "show", file], ["play", file, "--rep", "-"]):
        done = cli(*command, stdin="Hello.\n")
        assert (done.code, done.out) == (2, "")
        assert place in done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02" * 500, "id: x".encode("utf-16"), b"id: \xff\xfe", b"a: b\n" * 1_100_000]
)
def test_a_binary_a_wrong_encoding_and_a_huge_file_are_one_clear_error(
    cli, tmp_path: Path, own_home: Path, raw: bytes
) -> None:
    file = tmp_path / "scene.yaml"
    file.write_bytes(raw)
    done = cli("play", file, "--rep", "-", stdin="Hello.\n")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert len(done.err.splitlines()) == 1
    assert not list(own_home.rglob("*.db"))


def test_the_schema_is_a_json_schema_that_a_bundled_scene_fits(cli) -> None:
    schema = cli("scenarios", "schema").json
    scene = YAML(typ="safe").load(cli("scenarios", "show", "competitor-price", "--source").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(scene, schema)
    assert cli("scenarios", "schema", "--pack").json != schema
