"""An API key while it is in use: fetched when a model is first spoken to, kept in memory only, and taken out
of every text that leaves this room. Where a key is kept is the settings' business."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from roleplay.errors import SettingsError

PLACEHOLDER: Final = "no-key"
"""Sent where a server wants none: the SDK refuses an empty key, local servers ignore what they get."""

_LOOKS_SECRET: Final = re.compile(
    r"\b(?:sk|pk|rk|gsk|hf|key|xai)[-_][A-Za-z0-9*_-]{6,}"
    r"|(?i:(?<=bearer )[^\s\"',;]{6,})"
    r"|(?<=//)[^/@\s]+:[^/@\s]+(?=@)"
)


class Key:
    """A key, or the way to it. ``repr`` and ``str`` never show it.

    ``fetch`` is called once, when the key is first needed; it may take a while (a key store, a command)
    and raises :class:`SettingsError` when the place it looks in has no key. ``None``: no key is needed.
    """

    __slots__ = ("_fetch", "_value")

    def __init__(self, value: str | None = None, *, fetch: Callable[[], str | None] | None = None) -> None:
        self._value = value
        self._fetch = fetch

    def __repr__(self) -> str:
        return "Key(...)"

    @property
    def at_hand(self) -> bool:
        """Whether :meth:`get` answers at once."""
        return self._fetch is None

    def get(self) -> str | None:
        """The key, or ``None`` where none is needed."""
        if self._fetch is not None:
            found = (self._fetch() or "").strip()
            # A stray line break or quote mark would fail far from its cause, inside an HTTP header.
            if any(c.isspace() or not c.isprintable() or ord(c) > 126 for c in found):
                raise SettingsError("The API key holds a space or a character that no key has; set it again.")
            self._value, self._fetch = found or None, None
        return self._value

    def redact(self, text: str) -> str:
        """``text`` without this key, and without whatever else looks like one."""
        if self._value and len(self._value) >= 4:
            text = text.replace(self._value, "[key]")
        return redact(text)


def redact(text: str) -> str:
    """``text`` with whatever looks like a key or a password replaced by ``[key]``."""
    return _LOOKS_SECRET.sub("[key]", text)
