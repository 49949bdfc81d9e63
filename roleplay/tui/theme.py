"""Two themes of our own: an evening one, dark, and a morning one, light.

On a terminal with sixteen colours the same names stand for themes made of the terminal's own colours,
so that text keeps its contrast whatever the user has set there. Nothing is ever told by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "roleplay-dark"
LIGHT = "roleplay-light"

_DARK = Theme(
    name=DARK,
    dark=True,
    primary="#7FB4D6",
    secondary="#A9C08F",
    accent="#E5B567",
    warning="#E0A458",
    error="#E07A6B",
    success="#8FBF7F",
    foreground="#DDE1E6",
    background="#14181F",
    surface="#1B212A",
    panel="#232B36",
    variables={
        "block-cursor-background": "#2F4257",
        "block-cursor-foreground": "#F2F4F7",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#232B36",
        "border": "#3B4A5C",
        "border-blurred": "#2A3340",
        "footer-background": "#1B212A",
        "footer-key-foreground": "#E5B567",
        "footer-description-foreground": "#A8B0BB",
        "input-cursor-background": "#DDE1E6",
        "input-cursor-foreground": "#14181F",
        "input-selection-background": "#3C5870 60%",
        "scrollbar": "#2F3B49",
        "scrollbar-hover": "#40526A",
        "scrollbar-background": "#14181F",
        "scrollbar-corner-color": "#14181F",
        "text-muted": "#98A2AF",
        "text-disabled": "#5E6875",
        "button-color-foreground": "#14181F",
    },
)

_LIGHT = Theme(
    name=LIGHT,
    dark=False,
    primary="#1F5F8B",
    secondary="#4A6B2A",
    accent="#8A5A00",
    warning="#9A5B00",
    error="#A8321F",
    success="#2E6B34",
    foreground="#22262B",
    background="#FAF8F3",
    surface="#F1EDE4",
    panel="#E7E1D4",
    variables={
        "block-cursor-background": "#D5E3EE",
        "block-cursor-foreground": "#10151A",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#ECE7DC",
        "border": "#B9B0A0",
        "border-blurred": "#D6CFC0",
        "footer-background": "#F1EDE4",
        "footer-key-foreground": "#8A5A00",
        "footer-description-foreground": "#55595F",
        "input-cursor-background": "#22262B",
        "input-cursor-foreground": "#FAF8F3",
        "input-selection-background": "#BFD6E6",
        "scrollbar": "#CFC7B7",
        "scrollbar-hover": "#B9B0A0",
        "scrollbar-background": "#FAF8F3",
        "scrollbar-corner-color": "#FAF8F3",
        "text-muted": "#5D6269",
        "text-disabled": "#8F939A",
        "text-accent": "#8A5A00",
        "text-primary": "#1F5F8B",
        "text-secondary": "#4A6B2A",
        "text-success": "#2E6B34",
        "text-error": "#A8321F",
        "text-warning": "#9A5B00",
        "button-color-foreground": "#FAF8F3",
    },
)


def _sixteen(name: str, dark: bool) -> Theme:
    """The same theme in the terminal's own colours."""
    ink, paper = ("ansi_bright_white", "ansi_black") if dark else ("ansi_black", "ansi_bright_white")
    return Theme(
        name=name,
        ansi=True,
        dark=dark,
        primary="ansi_cyan" if dark else "ansi_blue",
        secondary="ansi_green",
        accent="ansi_yellow" if dark else "ansi_magenta",
        warning="ansi_yellow" if dark else "ansi_magenta",
        error="ansi_bright_red" if dark else "ansi_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "ansi-background": paper,
            "ansi-foreground": ink,
            "text-muted": "ansi_default",
            "text-disabled": "ansi_bright_black",
            "text-accent": "ansi_yellow" if dark else "ansi_magenta",
            "text-primary": "ansi_bright_cyan" if dark else "ansi_blue",
            "text-secondary": "ansi_bright_green" if dark else "ansi_green",
            "text-success": "ansi_bright_green" if dark else "ansi_green",
            "text-error": "ansi_bright_red" if dark else "ansi_red",
            "text-warning": "ansi_bright_yellow" if dark else "ansi_magenta",
            "border": "ansi_cyan" if dark else "ansi_blue",
            "border-blurred": "ansi_bright_black",
            "block-cursor-foreground": "ansi_black" if dark else "ansi_bright_white",
            "block-cursor-background": "ansi_cyan" if dark else "ansi_blue",
            "block-cursor-blurred-background": "ansi_bright_black" if dark else "ansi_white",
            "footer-key-foreground": "ansi_yellow" if dark else "ansi_magenta",
            "footer-description-foreground": "ansi_default",
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-text-style": "none",
            "input-selection-background": "ansi_blue" if dark else "ansi_cyan",
            "input-selection-foreground": ink,
            "scrollbar": "ansi_bright_black",
            "scrollbar-hover": "ansi_cyan",
            "scrollbar-background": "ansi_default",
            "scrollbar-corner-color": "ansi_default",
            "button-color-foreground": "ansi_black" if dark else "ansi_bright_white",
        },
    )


def themes(sixteen_colours: bool = False) -> tuple[Theme, Theme]:
    """The dark one and the light one, as this terminal can show them."""
    if sixteen_colours:
        return _sixteen(DARK, True), _sixteen(LIGHT, False)
    return _DARK, _LIGHT
