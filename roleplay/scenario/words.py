"""Small things that messages are made of."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

_BREAKS: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def shown(value: str, limit: int = 60) -> str:
    """Text from outside, fit to stand in a message: one line, no control characters, at most ``limit`` long."""
    out = "".join(c if c.isprintable() else _BREAKS.get(c, f"\\u{ord(c):04x}") for c in value[: limit + 1])
    return out if len(out) <= limit else out[: limit - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was most likely meant to be, or ``None``. Case, - and _ do not count."""
    table = {k.lower().replace("-", "_"): k for k in known}
    close = difflib.get_close_matches(word[:200].lower().replace("-", "_"), table, n=1, cutoff=0.6)
    return table[close[0]] if close else None


def suggestion(word: str, known: Sequence[str], what: str) -> str:
    """The end of a message about an unknown name: the nearest known one, or those there are."""
    if not known:
        return f"there are no {what} here"
    close = nearest(word, known)
    if close is not None:
        return f"did you mean {close}?"
    listed = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"{what}: {listed}"
