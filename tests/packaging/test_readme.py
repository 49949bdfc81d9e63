from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_screen_has_one_command_that_opens_the_app_and_one_that_runs_the_tests() -> None:
    screen = "\n".join(README.splitlines()[:24])
    commands = re.findall(r"^    (python3 .+)$", screen, re.M)
    assert [c.split(" && ")[-1] for c in commands] == [".venv/bin/roleplay", ".venv/bin/pytest -n auto"]
    assert "uv run" in screen


def test_the_check_script_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "\n.venv/bin/pytest -n auto\n" in script
    assert "pip install --quiet --disable-pip-version-check -e '.[dev]'" in script


def test_every_command_and_file_that_the_readme_names_is_there() -> None:
    from roleplay.cli.root import COMMANDS

    for name in re.findall(r"`roleplay ([a-z]+)", README):
        assert name in COMMANDS
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
