"""A call as a file: HTML or Markdown to read, JSON for other programs; and a call that could not be kept."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.errors import StoreError
from roleplay.tui.desk import ExportKind, LiveCall, StoredCall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.dialogue.events import Event
    from roleplay.report import Scene
    from roleplay.scenario.model import Scenario


def export(stored: StoredCall, kind: ExportKind, folder: Path) -> Path:
    """Write the call and its scorecard into ``folder`` and return the file.

    Raises ``StoreError`` where the folder cannot be written.
    """
    text = {"html": as_html, "md": as_markdown, "json": as_json}[kind](stored)
    return _write(folder / f"{stored.scenario.id}-{stored.id}.{kind}", text)


def rescue(live: LiveCall) -> Path:
    """Write a call that the store could not keep, as ``roleplay calls import`` takes it back: in the
    present folder, else in the one for temporary files. Raises ``StoreError`` where neither takes it."""
    body = _call_json(live.id, live.scenario, live.call.events)
    text = json.dumps(body, ensure_ascii=False, indent=2)
    name = f"roleplay-call-{live.id}.json"
    try:
        return _write(Path.cwd() / name, text)
    except StoreError:
        return _write(Path(tempfile.gettempdir()) / name, text)


def as_json(stored: StoredCall) -> str:
    """The call, its scenario and its scorecard, as ``roleplay calls import`` takes it back."""
    body = _call_json(stored.id, stored.scenario, stored.events)
    body["scorecard"] = stored.card.model_dump(mode="json")
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _call_json(call_id: str, scenario: Scenario, events: Sequence[Event]) -> dict[str, Any]:
    first = next((e for e in events if e.type == "call_started"), None)
    turns = [
        {"turn": e.turn, "speaker": "rep" if e.type == "rep_spoke" else "buyer", "text": e.text}
        for e in events
        if e.type in ("rep_spoke", "buyer_spoke")
    ]
    ending = next((e.ending for e in reversed(events) if e.type == "call_ended"), None)
    call = {
        "id": call_id,
        "scenario": scenario.id,
        "seed": first.seed if first else 0,
        "mode": first.mode if first else "coached",
        "difficulty": first.difficulty if first else scenario.difficulty,
        "outcome": ending.result if ending else None,
        "ending": ending.model_dump(mode="json") if ending else None,
        "turns": turns,
        "events": [e.model_dump(mode="json") for e in events],
    }
    return {"call": call, "scorecard": None, "scenario": scenario.model_dump(mode="json", by_alias=True)}


def as_markdown(stored: StoredCall) -> str:
    """The scorecard and the words, to read."""
    from roleplay.report import scorecard_markdown

    return scorecard_markdown(_scene(stored))


def as_html(stored: StoredCall) -> str:
    """The same as a page that needs nothing from anywhere."""
    from roleplay.report import scorecard_html

    return scorecard_html(_scene(stored))


def as_text(stored: StoredCall) -> str:
    """The same as plain text, for the clipboard."""
    from roleplay.report import scorecard_text, transcript_text

    return f"{scorecard_text(stored.card)}\n\n{transcript_text(_scene(stored))}"


def _scene(stored: StoredCall) -> Scene:
    from roleplay.dialogue.transcript import Speaker, Transcript, Turn
    from roleplay.report import build_scene

    turns = [
        Turn(Speaker.REP if event.type == "rep_spoke" else Speaker.BUYER, event.text)
        for event in stored.events
        if event.type in ("rep_spoke", "buyer_spoke")
    ]
    return build_scene(stored.card, Transcript(tuple(turns)), scenario=stored.scenario, events=stored.events)


def _write(file: Path, text: str) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise StoreError(
            f"{file} cannot be written ({error.strerror}). Free some space, or choose another data folder."
        ) from error
    return file
