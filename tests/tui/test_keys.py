from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import roleplay.tui
from roleplay.tui.keys import bindings
from roleplay.tui.words import key_words

DOC = Path(__file__).parent.parent.parent / "docs" / "app.md"
MARK = "<!-- keys: made from the bindings; a test holds this list to them -->\n"


def table() -> str:
    lines: list[str] = []
    last = ""
    for place, binding in bindings():
        if place != last:
            lines += ["", f"**{place}**", "", "| name | keys | what |", "|---|---|---|"]
            last = place
        keys = ", ".join(f"`{key_words(key)}`" for key in binding.key.split(","))
        lines.append(f"| `{binding.id}` | {keys} | {binding.tooltip} |")
    return "\n".join(lines) + "\n"


def test_every_binding_has_an_id_and_a_tooltip() -> None:
    assert not [b for _, b in bindings() if not b.id or not b.tooltip]


def test_no_two_bindings_share_an_id() -> None:
    ids = [b.id for _, b in bindings()]
    assert len(ids) == len(set(ids))


def test_no_class_with_bindings_is_left_out() -> None:
    listed = {b.id for _, b in bindings()}
    for info in pkgutil.walk_packages(roleplay.tui.__path__, "roleplay.tui."):
        if info.name.endswith("__main__"):
            continue
        module = import_module(info.name)
        for name, thing in vars(module).items():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == info.name:
                for binding in thing.__dict__.get("BINDINGS", ()):
                    assert isinstance(binding, Binding), name
                    assert binding.id in listed, f"{name} in {info.name}"


def test_the_documentation_lists_the_keys_there_are() -> None:
    """If this fails: ``python tests/tui/test_keys.py`` writes the list anew."""
    assert DOC.read_text(encoding="utf-8").partition(MARK)[2] == table()


@pytest.mark.parametrize(
    ("key", "words"),
    [("ctrl+j", "Ctrl+J"), ("f2", "F2"), ("escape", "Esc"), ("n", "n"), ("shift+enter", "Shift+Enter")],
)
def test_keys_are_said_as_they_are_printed(key: str, words: str) -> None:
    assert key_words(key) == words


async def test_the_key_line_fits_and_keeps_help(open_app: Any) -> None:
    async with open_app("competitor-price", size=(40, 20)) as stage:
        last = stage.shown.split("\n")[-1]
        assert "F1 Help" in last
        assert "Enter Send" in last
        assert "Hang up" not in last


async def test_a_click_on_the_key_line_does_what_the_key_does(open_app: Any) -> None:
    async with open_app(size=(100, 30)) as stage:
        line = stage.shown.split("\n")[-1]
        await stage.pilot.click(offset=(line.index("Settings") + 2, 29))
        await stage.settle()
        assert stage.at == "settings"


if __name__ == "__main__":
    before = DOC.read_text(encoding="utf-8").partition(MARK)[0]
    DOC.write_text(before + MARK + table(), encoding="utf-8")


async def test_a_second_enter_in_the_palette_leaves_the_screen_under_it(open_app: Any) -> None:
    async with open_app("competitor-price") as stage:
        under = len(stage.app.screen_stack)
        await stage.press("ctrl+p")
        palette = stage.screen
        assert len(stage.app.screen_stack) == under + 1
        palette.dismiss()
        palette.dismiss()
        await stage.settle()
        assert len(stage.app.screen_stack) == under
        assert stage.at == "call"
