"""The guide for trainers: its examples are whole, and it leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roleplay.scenario import explain, model
from roleplay.scenario.lint import lint
from roleplay.scenario.load import load_text
from roleplay.scenario.pack import Pack

GUIDE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)


def test_the_guides_examples_load_and_the_whole_one_lints_clean() -> None:
    least, whole, _pack = BLOCKS
    assert {f.rule for f in lint(load_text(least))} == {
        "nothing-behind",
        "no-way-to-lose",
        "no-model-answer",
        "no-persona",
    }
    assert lint(load_text(whole)) == []


def parts() -> list[type[model.Part]]:
    return [part for part in model.Part.__subclasses__() if part.__module__.startswith("roleplay.scenario")]


@pytest.mark.parametrize("part", parts(), ids=lambda p: p.__name__)
def test_the_guide_names_every_field(part: type[model.Part]) -> None:
    missing = [
        name
        for name, _ in explain.fields_at(part, ())
        if f"`{name}`" not in GUIDE and f"{name}:" not in GUIDE
    ]
    assert missing == []


def test_the_guides_pack_has_every_field_of_a_pack() -> None:
    assert set(re.findall(r"^(\w+):", BLOCKS[2], re.M)) == set(Pack.model_fields) - {"format"}


def test_the_guide_names_every_choice() -> None:
    from typing import get_args

    for choices in (model.CallType, model.Difficulty, model.ObjectionType, model.Result, model.MoveName):
        assert [c for c in get_args(choices) if f"`{c}`" not in GUIDE] == []
