"""What a server can do, learned once per (base_url, model) and remembered in the cache folder."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Literal

FILE: Final = "models.json"
KEEP: Final = timedelta(days=30)
"""Servers get updated: what was learned longer ago is learned again."""

Rung = Literal["json_schema", "prompt"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a server was found to take. The defaults are what is tried first."""

    usage: bool = True
    """Takes ``stream_options: {include_usage}``."""
    tokens_field: Literal["max_completion_tokens", "max_tokens", "none"] = "max_tokens"
    """How it wants to be told the longest reply."""
    temperature: bool = True
    """Takes a temperature (reasoning models do not)."""
    rung: Rung | None = None
    """The rung of the structured-output ladder that works; ``None``: not tried yet."""
    thinks_first: bool = False
    """Its replies begin inside a thought that only ``</think>`` ends, with no opening tag."""


_TYPES: Final[dict[str, tuple[Any, ...]]] = {
    "usage": (True, False),
    "tokens_field": ("max_completion_tokens", "max_tokens", "none"),
    "temperature": (True, False),
    "rung": ("json_schema", "prompt", None),
    "thinks_first": (True, False),
}


class Memory:
    """The capabilities of all servers met so far. Without a folder it lasts as long as the process.

    A cache that cannot be read is as good as empty; one that cannot be written is not an error: what
    it holds can always be learned again.
    """

    def __init__(self, folder: Path | None = None, *, today: date | None = None) -> None:
        self._path = folder / FILE if folder else None
        self._today = today or date.today()
        self._known: dict[str, dict[str, Any]] = {}
        self._read()

    def get(self, address: str, model: str) -> Capabilities:
        """What is known of this model at this server."""
        known = self._known.get(_name(address, model), {})
        names = {f.name for f in fields(Capabilities)}
        start = Capabilities(tokens_field="max_completion_tokens" if _is_openai(address) else "max_tokens")
        return replace(start, **{k: v for k, v in known.items() if k in names and v in _TYPES[k]})

    def learn(self, address: str, model: str, **found: Any) -> Capabilities:
        """Remembers what was found and returns what is now known."""
        known = replace(self.get(address, model), **found)
        self._read()
        self._known[_name(address, model)] = asdict(known) | {"learned": self._today.isoformat()}
        self._write()
        return known

    def forget(self, address: str, model: str) -> None:
        self._known.pop(_name(address, model), None)
        self._write()

    def _read(self) -> None:
        if self._path is None:
            return
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if not isinstance(data, dict):
            return
        for name, entry in data.items():
            if isinstance(entry, dict) and self._fresh(entry.get("learned")):
                self._known[name] = entry

    def _fresh(self, learned: object) -> bool:
        try:
            return self._today - date.fromisoformat(str(learned)) <= KEEP
        except ValueError:
            return False

    def _write(self) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and moved into place, so that two programs never read half a file.
            handle, beside = tempfile.mkstemp(dir=self._path.parent, prefix=FILE, suffix=".new")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    json.dump(self._known, out, indent=1, sort_keys=True)
                Path(beside).replace(self._path)
            except OSError:
                Path(beside).unlink(missing_ok=True)
                raise


def _name(address: str, model: str) -> str:
    return f"{address} {model}"


def _is_openai(address: str) -> bool:
    # The field that OpenAI's newer models insist on; elsewhere the older name is the common one.
    return "://api.openai.com" in address or ".openai.azure.com" in address
