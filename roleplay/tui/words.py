"""How outcomes, scores and scenes are put into words, the same on every screen. Never by colour alone."""

from __future__ import annotations

from roleplay.tui.desk import PastCall, Scene
from roleplay.tui.lines import Run

CALL_TYPES = {
    "cold_call": "cold call", "walk_in": "walk-in", "linkedin": "LinkedIn",
}  # fmt: skip
REASONS = {
    "condition": "", "patience": "patience ran out", "turn_limit": "out of turns", "time_limit": "out of time",
    "hung_up": "you hung up",
}  # fmt: skip


def call_type(name: str) -> str:
    return CALL_TYPES.get(name, name.replace("_", " "))


def scene_kind(scene: Scene) -> str:
    """``negotiation · medium``."""
    return " · ".join(part for part in (call_type(scene.call_type), scene.difficulty) if part)


def who_words(*parts: str) -> str:
    """``Dana Reyes, VP of Operations, Northwind Freight``; an article in the middle is small."""
    given = [part for part in parts if part]
    return ", ".join(given[:1] + [_small(part) for part in given[1:]])


def _small(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(("A ", "An ", "The ")) else text


def skill(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")


def outcome_words(past: PastCall) -> list[Run]:
    """Six cells wide: ``✓ won``, ``✗ lost``, ``· open``, ``… on``."""
    if past.resumable:
        return [("… on  ", "accent")]
    sign = {"won": ("✓ won ", "good"), "lost": ("✗ lost", "bad")}.get(past.result or "", ("· open", "dim"))
    return [sign]


def score_run(score: float | None) -> Run:
    """Three cells wide."""
    return ("  –" if score is None else f"{score:3.0f}", "strong" if score is not None else "faint")


def passed_words(passed: bool | None) -> Run:
    if passed is None:
        return ("not graded", "dim")
    return ("passed", "good") if passed else ("not passed", "bad")


def minutes(seconds: float) -> str:
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02d}"


_KEYS = {
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "question_mark": "?",
    "backspace": "Backspace", "delete": "Del", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
}  # fmt: skip


def key_words(key: str) -> str:
    """A key as it is printed on a keyboard: ``ctrl+j`` is ``Ctrl+J``, ``f2`` is ``F2``."""
    parts = key.split("+")
    shown = [_KEYS.get(part, part) for part in parts]
    if len(parts) > 1 or (parts[0][:1] == "f" and parts[0][1:].isdigit()):
        shown[-1] = shown[-1].upper() if shown[-1] == parts[-1] else shown[-1]
    return "+".join(shown)
