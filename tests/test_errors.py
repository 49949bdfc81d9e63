from __future__ import annotations

from pathlib import Path

from roleplay.errors import InputError, Problem, ScenarioError


def test_control_characters_in_a_file_name_are_made_visible() -> None:
    problem = Problem("is no scenario", Path("/x/\x1b[31mred\u202e.yaml"), 3, "a\x07b")
    assert str(problem) == "/x/\\x1b[31mred\\u202e.yaml:3: a\\x07b: is no scenario"
    assert str(ScenarioError([problem])) == str(problem)


def test_what_can_be_read_is_left_as_it_is() -> None:
    text = "größe → “so”, 日本\nand a second line"
    assert str(Problem(text)) == text
    assert str(InputError(text)) == text
