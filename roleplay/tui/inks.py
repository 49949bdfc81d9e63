"""Inks: the few ways in which text is set off, and what they look like in the present theme.

They are looked up in the theme's variables when first drawn, not styled by CSS: a list and a transcript
need a dozen of them, and working out a dozen styles for every widget is what makes a first paint slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from textual.app import App

_INKS: dict[str, tuple[str, bool, bool]] = {
    # name: the theme's variable, bold, italic
    "strong": ("", True, False),
    "dim": ("text-muted", False, False),
    "faint": ("text-disabled", False, False),
    "accent": ("text-accent", False, False),
    "good": ("text-success", False, False),
    "bad": ("text-error", False, False),
    "warn": ("text-warning", False, False),
    "buyer": ("text-primary", True, False),
    "rep": ("text-secondary", True, False),
    "note": ("text-muted", False, True),
    "heading": ("text-accent", True, False),
    "quote": ("", False, True),
    "key": ("text-accent", True, False),
}


def ink_style(app: App[object], name: str) -> Style:
    """The style of an ink (``cursor`` and ``cursor-blurred`` lie under a whole line). Unknown names and the
    empty one are ordinary text."""
    variables = app.theme_variables
    if name.startswith("cursor"):
        blurred = "-blurred" if name.endswith("blurred") else ""
        background = _colour(variables.get(f"block-cursor{blurred}-background", ""), variables)
        foreground = _colour(variables.get("block-cursor-foreground", ""), variables) if not blurred else None
        return Style(
            color=foreground.rich_color if foreground is not None else None,
            bgcolor=background.rich_color if background is not None else None,
        )
    variable, bold, italic = _INKS.get(name, ("", False, False))
    colour = _colour(variables.get(variable, ""), variables) if variable else None
    return Style(
        color=colour.rich_color if colour is not None else None, bold=bold or None, italic=italic or None
    )


def _colour(value: str, variables: dict[str, str]) -> Color | None:
    """A theme's variable as a colour. ``auto 60%`` is the ordinary text, faded into the background."""
    if not value:
        return None
    words = value.split()
    if words[0] == "auto":
        share = float(words[1].rstrip("%")) / 100 if len(words) > 1 else 1.0
        paper, text = Color.parse(variables["background"]), Color.parse(variables["foreground"])
        return text if text.ansi is not None else paper.blend(text, share)
    colour = Color.parse(words[0])
    if colour.a < 1:
        return Color.parse(variables["background"]).blend(colour, colour.a, alpha=1.0)
    return colour
