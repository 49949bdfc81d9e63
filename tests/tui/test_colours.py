"""Both themes where there are few colours, or none."""

from __future__ import annotations

from typing import Any

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from roleplay.tui.inks import ink_style
from roleplay.tui.theme import themes

INKS = [
    "",
    "strong",
    "dim",
    "accent",
    "good",
    "bad",
    "warn",
    "buyer",
    "rep",
    "note",
    "heading",
    "quote",
    "key",
]


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_text_stands_out_from_its_background(theme: Any) -> None:
    """At least 4.5 to 1, as WCAG 2.1 asks of text; 3 to 1 for what is only there to be passed over."""
    variables = theme.to_color_system().generate()
    for ground in ("background", "surface", "block-cursor-background"):
        paper = Color.parse(variables[ground])
        for ink in ("foreground", "text-accent", "text-primary", "text-success", "text-error", "text-muted"):
            needed = 3.0 if ground == "block-cursor-background" else 4.5
            assert _ratio(paper, Color.parse(variables[ink])) >= needed, (ground, ink)


def _ratio(one: Color, other: Color) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = [c / 255 for c in colour.rgb]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", themes(True), ids=lambda theme: theme.name)
def test_with_sixteen_colours_only_the_terminals_own_are_used(theme: Any) -> None:
    assert theme.ansi
    named = [
        theme.primary,
        theme.secondary,
        theme.accent,
        theme.error,
        theme.success,
        theme.foreground,
        theme.background,
    ]
    assert all(str(colour).startswith("ansi_") for colour in named)


async def test_a_terminal_with_sixteen_colours_gets_them(
    open_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", "xterm-16color")
    async with open_app("competitor-price") as stage:
        assert stage.app.console._color_system is ColorSystem.STANDARD
        assert stage.app.current_theme.ansi
        for ink in INKS:
            style = ink_style(stage.app, ink)
            assert style.color is None or style.color.triplet is None, ink


async def test_without_colour_everything_is_still_said(
    open_app: Any, monkeypatch: pytest.MonkeyPatch, weak: list[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("competitor-price") as stage:
        for line in weak * 3:
            if stage.screen.over:
                break
            await stage.say(line)
        await stage.press("enter")
        assert "not passed" in stage.shown
        await stage.press("2")
        assert "✗ no" in stage.shown
        colours = {
            segment.style.color.triplet
            for strip in stage.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(stage.app._filters[-1], Color(0, 0, 0))
            if segment.style is not None
            and segment.style.color is not None
            and segment.style.color.triplet is not None
        }
        assert all(c.red == c.green == c.blue for c in colours)


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
async def test_any_of_textuals_themes_will_do(open_app: Any, name: str) -> None:
    async with open_app() as stage:
        stage.app.theme = name
        await stage.settle()
        for ink in [*INKS, "cursor", "cursor-blurred"]:
            ink_style(stage.app, ink)
        assert "All scenes" in stage.shown


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    import subprocess
    import sys

    heavy = ["pydantic", "sqlalchemy", "ruamel", "openai", "plotext", "jinja2", "aiohttp", "click", "roleplay.store",
             "roleplay.grader.grading", "roleplay.scenario.model", "roleplay.dialogue.events", "textual.widgets._text_area",
             "textual.widgets._markdown", "textual.widgets._tabbed_content"]  # fmt: skip
    code = (
        "import sys, roleplay.cli\n"
        "from roleplay.tui.app import RoleplayApp\n"
        "from roleplay.tui.peek import peek\n"
        "from roleplay.tui.work import WorkDesk\n"
        "RoleplayApp(WorkDesk(), peek())\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
