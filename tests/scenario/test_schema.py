"""The published schemas: what editors show has to be what the loader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from roleplay.errors import ScenarioError
from roleplay.scenario.library import bundled_root, folders, scenario_files
from roleplay.scenario.lint import lint_file
from roleplay.scenario.load import load_scenario, load_text
from roleplay.scenario.new import scaffold
from roleplay.scenario.pack import load_pack
from roleplay.scenario.schema import as_text, pack_schema, scenario_schema
from roleplay.scenario.yamlfile import parse_yaml, read_yaml

EXAMPLE = Path(__file__).parent.parent / "data" / "competitor-price.yaml"
PACKS = folders(bundled_root())
BUNDLED = [file for pack in PACKS for file in scenario_files(pack)]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return scenario_schema()


def fits(data: object, schema: dict[str, Any]) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize("name", ["scenario", "pack"])
def test_the_published_schema_is_the_one_of_this_model(name: str) -> None:
    made = as_text({"scenario": scenario_schema, "pack": pack_schema}[name]())
    published = (bundled_root() / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == made, (
        f"write it anew: python -m roleplay scenarios schema > scenarios/schema/{name}.schema.json"
    )


def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator.check_schema(pack_schema())


def test_the_example_and_a_new_scenario_fit_the_schema(schema: dict[str, Any]) -> None:
    jsonschema.validate(read_yaml(EXAMPLE).data, schema)
    jsonschema.validate(parse_yaml(scaffold("mine", "Mine")).data, schema)


def blocks(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("Scenario", schema), *schema["$defs"].items()]


def described(field: dict[str, Any], schema: dict[str, Any]) -> bool:
    part = schema["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
    return bool(field.get("description") or part.get("description"))


def test_every_field_is_described_for_the_editor(schema: dict[str, Any]) -> None:
    bare = [
        f"{name}.{key}"
        for name, block in blocks(schema)
        for key, field in block["properties"].items()
        if not described(field, schema)
    ]
    assert bare == []


def test_no_block_takes_unknown_keys(schema: dict[str, Any]) -> None:
    assert [name for name, block in blocks(schema) if block.get("additionalProperties") is not False] == []


BASE = "id: a\ntitle: A\nrep: {objective: T}\nbuyer: {name: B}\nfacts: {f: {says: No.}}\n"


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        (BASE, True),
        (BASE + "walk_away: Bye.\n", True),
        (BASE + "walk_away: [Bye., So long.]\n", True),
        (BASE + "pass: {score: 50}\n", True),
        (BASE + "outcomes: {won: {when: {disqualified: true}, says: Well.}}\n", True),
        (BASE + "walk_away: []\n", False),
        (BASE + "walk_away: 3\n", False),
        (BASE + 'walk_away: ""\n', False),
        (BASE + "zebra: 3\n", False),
        (BASE + "pass_rule: {score: 50}\n", False),
        (BASE + "turn_limit: 0\n", False),
        (BASE + "turn_limit: '3'\n", False),
        (BASE + "turn_limit: true\n", False),
        (BASE + "difficulty: brutal\n", False),
        (BASE + "objections: {Bad Name: {type: price, says: No.}}\n", False),
        (BASE + "objections: {o: {type: cost, says: No.}}\n", False),
        (BASE + "outcomes: {won: {when: {disqualified: false}, says: Well.}}\n", False),
        (BASE.replace("facts: {f: {says: No.}}\n", ""), False),
        (BASE.replace("facts: {f: {says: No.}}", "facts: {}"), False),
        (BASE.replace("title: A\n", ""), False),
    ],
)
def test_schema_and_loader_are_of_one_mind(schema: dict[str, Any], text: str, sound: bool) -> None:
    assert fits(parse_yaml(text).data, schema) is sound
    if sound:
        load_text(text)
    else:
        with pytest.raises(ScenarioError):
            load_text(text)


# What is bundled


def test_there_are_bundled_scenarios() -> None:
    assert BUNDLED


@pytest.mark.parametrize("file", BUNDLED, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_a_bundled_scenario_loads_fits_the_schema_and_tells_editors_where_it_is(
    file: Path, schema: dict[str, Any]
) -> None:
    one = load_scenario(file)
    assert one.id == file.stem
    jsonschema.validate(read_yaml(file).data, schema)
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=../schema/scenario.schema.json"


@pytest.mark.parametrize("file", BUNDLED, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_a_bundled_scenario_lints_clean(file: Path) -> None:
    rubrics = {r.stem for r in (bundled_root() / "rubrics").glob("*.yaml")} | {"objection-handling"}
    assert [str(finding) for finding in lint_file(file, rubrics=rubrics)] == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda f: str(f.name))
def test_a_bundled_pack_loads_fits_the_schema_and_orders_all_its_scenarios(folder: Path) -> None:
    pack = load_pack(folder)
    assert pack.id == folder.name
    assert sorted(pack.scenarios) == sorted(file.stem for file in scenario_files(folder))
    jsonschema.validate(json.loads(json.dumps(read_yaml(folder / "pack.yaml").data)), pack_schema())
