"""Packs: an order, a title, and the same kind of errors as scenarios."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.errors import ScenarioError
from roleplay.scenario.pack import load_pack, load_pack_scenarios, new_pack


@pytest.fixture
def folder(tmp_path: Path, write: Callable[[Path, str], Path]) -> Path:
    for name in ("one", "two", "three"):
        write(tmp_path / "trio" / f"{name}.yaml", name)
    return tmp_path / "trio"


def pack(folder: Path, text: str) -> Path:
    file = folder / "pack.yaml"
    file.write_text(text)
    return file


def test_a_pack_has_its_order_and_the_rest_comes_after(folder: Path) -> None:
    pack(folder, "id: trio\ntitle: Trio\nscenarios: [two]\n")
    assert load_pack(folder).title == "Trio"
    assert [one.scenario.id for one in load_pack_scenarios(folder)] == ["two", "one", "three"]
    assert load_pack(folder / "pack.yaml") == load_pack(folder)


@pytest.mark.parametrize(
    ("text", "line", "field", "says"),
    [
        ("id: trio\ntitle: Trio\nscenarios:\n  - one\n  - tow\n", 5, "scenarios[2]", "did you mean two?"),
        ("id: trio\ntitle: Trio\nscenarios: [one, one]\n", 3, "scenarios[2]", "listed twice"),
        ("id: trio\ntitle: Trio\nscenario: [one]\n", 3, "scenario", "did you mean scenarios?"),
        ("id: trio\nscenarios: [one]\n", 1, "title", "is missing"),
        ("id: Trio!\ntitle: Trio\n", 1, "id", "trio would do"),
        ("id: trio\ntitle: Trio\nbuyer: {name: Ana}\n", 3, "buyer", "a scenario, not a pack"),
        ("id: trio\ntitle: Trio\nscenarios: one\n", 3, "scenarios", "wants a list: write [one]"),
        ("", 1, None, "empty"),
        ("- one\n", 1, None, "a pack starts with lines such as 'id: my-pack'"),
    ],
)
def test_a_broken_pack_is_named_with_line_and_field(
    folder: Path, text: str, line: int, field: str | None, says: str
) -> None:
    file = pack(folder, text)
    with pytest.raises(ScenarioError) as caught:
        load_pack(folder)
    problem = caught.value.problems[0]
    assert (problem.file, problem.line, problem.field) == (file, line, field)
    assert says in problem.message


def test_a_folder_without_a_pack_file_says_so(folder: Path) -> None:
    with pytest.raises(ScenarioError, match=r"pack\.yaml: no such file"):
        load_pack(folder)


def test_a_new_pack_loads(folder: Path) -> None:
    pack(folder, new_pack("mine", "Mine: the best # ones"))
    assert load_pack(folder).title == "Mine: the best # ones"
