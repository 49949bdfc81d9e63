"""A new scenario is a whole scene from the start."""

from __future__ import annotations

import pytest

from roleplay.errors import ScenarioError
from roleplay.scenario.lint import lint
from roleplay.scenario.load import load_text
from roleplay.scenario.new import scaffold


@pytest.mark.parametrize(
    "title", ["Next quarter", "Null", "true", "12", "a: b", "# one", 'She said "no"', "It's é ☃ \\", "- x"]
)
def test_a_new_scenario_loads_and_lints_clean_with_any_title(title: str) -> None:
    one = load_text(scaffold("mine", title))
    assert one.title == title
    assert lint(one) == []


@pytest.mark.parametrize("name", ["1", "1e5", "null", "true", "0x1f", "1_0", "a-b_c"])
def test_an_id_that_yaml_would_take_for_something_else_stays_the_id(name: str) -> None:
    assert load_text(scaffold(name, "T")).id == name


@pytest.mark.parametrize("name", ["", "My Call", "../x", "a" * 65, "a\n", "é"])
def test_an_unusable_id_is_refused_with_one_that_would_do(name: str) -> None:
    with pytest.raises(ScenarioError, match="cannot be an id"):
        scaffold(name, "T")


def test_a_usable_id_is_offered_for_a_title() -> None:
    with pytest.raises(ScenarioError, match="my-call would do"):
        scaffold("My Call", "T")


@pytest.mark.parametrize("title", ["", "  ", "x" * 201])
def test_a_title_is_wanted(title: str) -> None:
    with pytest.raises(ScenarioError, match="a title has 1 to 200 characters"):
        scaffold("mine", title)


def test_the_editor_finds_the_schema_where_the_caller_says() -> None:
    first = scaffold("mine", "Mine", schema="/opt/x/scenario.schema.json").split("\n")[0]
    assert first == "# yaml-language-server: $schema=/opt/x/scenario.schema.json"
