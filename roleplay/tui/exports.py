"""A call as a file: HTML or Markdown to read, JSON for other programs; and a call that could not be kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.errors import StoreError, UsageError
from roleplay.tui.desk import ExportKind, LiveCall, StoredCall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.dialogue.events import Event


def export(stored: StoredCall, kind: ExportKind, folder: Path) -> Path:
    """Write the call and its scorecard into ``folder`` and return the file.

    Raises ``StoreError`` where the folder cannot be written.
    """
    text = {"html": as_html, "md": as_markdown, "json": as_json}[kind](stored)
    return _write(folder / f"{stored.scenario.id}-{stored.id}.{kind}", text)


def rescue(live: LiveCall, folder: Path) -> Path:
    """Write the events of a call that the store could not keep: one JSON document, in ``folder``."""
    events = [event.model_dump(mode="json") for event in live.call.events]
    body = {"call": {"id": live.id, "scenario": live.scenario.id, "seed": live.call.seed, "events": events}}
    return _write(folder / f"roleplay-{live.id}.json", json.dumps(body, ensure_ascii=False, indent=1))


def _write(file: Path, text: str) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror}). Free some space, or choose another data folder.") from error
    return file
