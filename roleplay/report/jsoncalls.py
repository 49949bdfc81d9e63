"""Calls as JSON: ours (a transcript, or the whole call as ``play --json`` prints it), Gong's, and the like."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from roleplay.report.pieces import Piece, Pieces, check_times, end_where_next_begins, joined, wrong

_TEXT = ("text", "utterance", "content", "sentence", "message", "body", "transcript")
_WHO = ("speaker", "speakerName", "speaker_name", "name", "role", "participant", "from", "author", "interlocutor", "speakerId",
        "speaker_id")  # fmt: skip
_START = ("start", "start_time", "startTime", "start_s", "begin")
_END = ("end", "end_time", "endTime", "end_s", "stop")
_LISTS = ("turns", "utterances", "messages", "segments", "transcript", "conversation", "dialogue", "dialog", "monologues",
          "sentences", "results")  # fmt: skip
SHAPE = '{"turns": [{"speaker": "rep" or "buyer", "text": "..."}, ...]}'
SIX_HOURS = 6 * 3600


@dataclass(slots=True)
class JsonCall:
    """A call from JSON. ``events`` and ``scenario`` are there if it was a practice call saved whole."""

    pieces: Pieces
    events: list[dict[str, Any]] = field(default_factory=list)
    scenario: Any = None


def read_json(text: str, file: Path | None) -> JsonCall:
    """Read a call from JSON text.

    Raises :class:`TranscriptError` with the line where the text is no JSON, and with what was found where it
    is JSON of another shape.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as caught:
        raise wrong(
            f"this is not JSON: {caught.msg[:1].lower()}{caught.msg[1:]}", file, caught.lineno
        ) from None
    except RecursionError:
        raise wrong("this JSON is nested too deeply to be a transcript", file, 1) from None
    except ValueError as caught:
        raise wrong(f"this JSON cannot be read: {caught}", file, 1) from None
    gong = _gong(data)
    if gong is not None:
        return JsonCall(gong)
    whole = data.get("call") if isinstance(data, dict) and isinstance(data.get("call"), dict) else data
    turns, key = _turns(whole)
    if turns is None:
        raise wrong(f"this JSON is no transcript: {_found(data)}; wanted is {SHAPE}", file, 1)
    pieces = [_piece(turn, n, text, key, file) for n, turn in enumerate(turns)]
    pieces = [p for p in pieces if p is not None]
    if not pieces:
        raise wrong("there are no turns in this transcript", file, _line_of(text, key, 0) or 1)
    found: list[Piece] = [p for p in pieces if p is not None]
    _as_seconds(found)
    notes = end_where_next_begins(found)
    sides = {p.name: p.name.lower() for p in found if p.name.lower() in ("rep", "buyer")}
    events = whole.get("events") if isinstance(whole, dict) else None
    scenario = None
    if isinstance(data, dict):
        scenario = data.get("scenario") or (whole.get("scenario") if isinstance(whole, dict) else None)
    return JsonCall(
        Pieces(found, [*notes, *check_times(found, "turn")], sides),
        [e for e in events if isinstance(e, dict)] if isinstance(events, list) else [],
        scenario,
    )


def _turns(data: Any) -> tuple[list[Any] | None, str]:
    """The list of turns in ``data``, and the key it stands under (empty for a bare list)."""
    if isinstance(data, list):
        return (
            (data, "")
            if not data or any(isinstance(x, dict) and _first(x, _TEXT) is not None for x in data)
            else (None, "")
        )
    if not isinstance(data, dict):
        return None, ""
    for key in _LISTS:
        value = data.get(key)
        if isinstance(value, list) and (
            key == "turns" or any(isinstance(x, dict) and _first(x, _TEXT) is not None for x in value)
        ):
            return value, key
    return None, ""


def _piece(turn: Any, n: int, text: str, key: str, file: Path | None) -> Piece | None:
    line = _LazyLine(text, key, n)
    if not isinstance(turn, dict):
        raise wrong(
            f'turn {n + 1} is not of the form {{"speaker": ..., "text": ...}}',
            file,
            line.number,
            f"{key}[{n + 1}]",
        )
    words = _first(turn, _TEXT)
    if not isinstance(words, str):
        what = "has no text" if words is None else "has a text that is not text"
        raise wrong(f"turn {n + 1} {what}", file, line.number, f"{key}[{n + 1}]")
    who = _first(turn, _WHO)
    if isinstance(who, dict):
        who = _first(who, ("name", "displayName", "id", "role"))
    if who is None:
        who = ""
    if not isinstance(who, (str, int)) or isinstance(who, bool):
        raise wrong(f"turn {n + 1} does not say who speaks", file, line.number, f"{key}[{n + 1}].speaker")
    name = str(who).strip() or "unknown"
    times = []
    for keys in (_START, _END):
        value = _first(turn, keys)
        if value is not None and (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not math.isfinite(value)
            or value < 0
        ):
            raise wrong(
                f"turn {n + 1} has a time that is no number of seconds", file, line.number, f"{key}[{n + 1}]"
            )
        times.append(None if value is None else float(value))
    return Piece(name, words, times[0], times[1], 0)


@dataclass(slots=True)
class _LazyLine:
    """The line of a turn, worked out only when an error needs it."""

    text: str
    key: str
    n: int

    @property
    def number(self) -> int | None:
        return _line_of(self.text, self.key, self.n)


def _line_of(text: str, key: str, n: int) -> int | None:
    """The 1-based line on which item ``n`` of the list under ``key`` starts; ``None`` if it cannot be told."""
    at = text.find(f'"{key}"') if key else 0
    at = text.find("[", at)
    if at < 0:
        return None
    decoder = json.JSONDecoder()
    at += 1
    for k in range(n + 1):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if k == n:
            return text.count("\n", 0, at) + 1
        try:
            _, at = decoder.raw_decode(text, at)
        except ValueError:
            return None
    return None


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((item[k] for k in keys if k in item and item[k] is not None), None)


def _as_seconds(pieces: list[Piece]) -> None:
    """Times in milliseconds as seconds: nobody talks for more than six hours."""
    latest = max((p.end or p.start or 0.0 for p in pieces), default=0.0)
    if latest > SIX_HOURS:
        for p in pieces:
            p.start = None if p.start is None else p.start / 1000
            p.end = None if p.end is None else p.end / 1000


def _gong(data: Any) -> Pieces | None:
    """A call as Gong's interface gives it (``callTranscripts`` with sentences in milliseconds), with the parties
    beside it where they were saved too; ``None`` for anything else."""
    if not isinstance(data, dict):
        return None
    calls = data.get("callTranscripts")
    if (
        calls is None
        and isinstance(data.get("transcript"), list)
        and any(isinstance(m, dict) and "sentences" in m for m in data["transcript"])
    ):
        calls = [data]
    if not isinstance(calls, list) or not calls or not isinstance(calls[0], dict):
        return None
    names, sides = _parties(data)
    pieces = []
    for monologue in _list(calls[0].get("transcript")):
        if not isinstance(monologue, dict):
            continue
        who = str(monologue.get("speakerId") or monologue.get("speaker") or "unknown")
        for sentence in _list(monologue.get("sentences")):
            if isinstance(sentence, dict) and isinstance(sentence.get("text"), str):
                start, end = (_ms(sentence.get(k)) for k in ("start", "end"))
                pieces.append(Piece(names.get(who, who), sentence["text"], start, end))
    notes = check_times(pieces, "sentence")
    if len(calls) > 1:
        notes.append(f"The file holds {len(calls)} calls; the first was read.")
    return Pieces(joined(pieces), notes, sides) if pieces else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ms(value: Any) -> float | None:
    sound = (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and math.isfinite(value)
        and value >= 0
    )
    return value / 1000 if sound else None


def _parties(data: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Names by speaker id, and sides by name: who is of the seller's company (``Internal``) is a rep."""
    names: dict[str, str] = {}
    sides: dict[str, str] = {}
    for party in _all_parties(data):
        who, name = party.get("speakerId"), party.get("name") or party.get("emailAddress")
        if who is None:
            continue
        shown = str(name or who)
        names[str(who)] = shown
        side = {"internal": "rep", "external": "buyer"}.get(str(party.get("affiliation", "")).lower())
        if side:
            sides[shown] = side
    return names, sides


def _all_parties(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    places = [data, *[c for c in _list(data.get("calls")) if isinstance(c, dict)],
              *[c for c in _list(data.get("callTranscripts")) if isinstance(c, dict)]]  # fmt: skip
    for place in places:
        for party in _list(place.get("parties")):
            if isinstance(party, dict):
                yield party


def _found(data: Any) -> str:
    """What stands there instead, in words."""
    if isinstance(data, dict):
        if isinstance(data.get("callTranscripts"), list):
            return "its callTranscripts hold no sentence"
        key = next((k for k in _LISTS if k in data), None)
        if key is not None:
            return f"there are no turns with words under {key}"
        keys = ", ".join(str(k)[:30] for k in list(data)[:6])
        return f"it has {keys}" if keys else "it is empty"
    if isinstance(data, list):
        return "it is a list of something else"
    return "it is a single value"
