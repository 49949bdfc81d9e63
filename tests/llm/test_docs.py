"""The settings that docs/models.md shows are settings that load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roleplay.settings import load_settings
from roleplay.settings.model import Profile

PAGE = Path(__file__).parents[2] / "docs" / "models.md"


def examples() -> list[str]:
    """The indented blocks that are settings."""
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE.read_text(encoding="utf-8"), re.M)
    texts = [re.sub(r"^    ", "", block, flags=re.M).strip("\n") for block in blocks]
    return ["\n".join(lines) for text in texts if (lines := _settings(text))]


def _settings(text: str) -> list[str]:
    """The block from its first table on, and any lines before it that set something."""
    found = [line for line in text.splitlines() if re.match(r"\[|\w+ = ", line)]
    return found if any(line.startswith("[") for line in found) else []


@pytest.mark.parametrize("example", examples(), ids=lambda text: text.split("]")[0][-24:])
def test_each_example_loads_as_it_stands(example: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(example, encoding="utf-8")
    settings = load_settings(file, environ={})
    assert settings.profiles or settings.prices


def test_there_is_an_example_for_each_kind_of_server() -> None:
    text = "\n".join(examples())
    for name in ("cloud", "ollama", "llamacpp", "vllm", "lmstudio", "openrouter"):
        assert f"[profiles.{name}]" in text


def test_every_field_of_a_profile_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [f for f in Profile.model_fields if f != "name" and f not in text] == []


@pytest.mark.parametrize(
    "place",
    [
        'api_key_env = "OPENAI_API_KEY"',
        'api_key_keyring = "roleplay/openai"',
        'api_key_command = "pass show openai"',
    ],
)
def test_each_place_for_a_key_is_one_that_a_profile_takes(place: str, tmp_path: Path) -> None:
    assert place in PAGE.read_text(encoding="utf-8")
    file = tmp_path / "settings.toml"
    file.write_text(f"[profiles.cloud]\n{place}\n", encoding="utf-8")
    assert load_settings(file, environ={}).profiles["cloud"].model
