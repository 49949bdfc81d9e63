"""Reading a call from a file: WebVTT, SubRip, JSON of several makes, and plain text with names."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from roleplay.dialogue.events import Event, load_event
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.report.captions import read_captions
from roleplay.report.jsoncalls import JsonCall, read_json
from roleplay.report.names import read_named
from roleplay.report.pieces import MAX_BYTES, MAX_TURNS, Pieces, decode, read_bytes, wrong
from roleplay.report.plain import one_line
from roleplay.report.sides import doubt, find_rep

_SRT = re.compile(r"^\s*(?:\d+\s*\n)?\s*\d{1,3}:\d{2}:\d{2},\d{1,3}\s*-->", re.M)


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """A call read from a file.

    ``names`` holds the speaker's name for each turn, ``rep`` the name of the rep (several joined by " and "),
    ``found`` how that is known: "given" by the caller, "stated" in the file, or "guessed" from the words.
    ``events`` and ``scenario`` (an id, or the scenario's own fields) are there if the file is a practice call
    saved whole. ``notes`` say what a reader of the scorecard should know of the reading.
    """

    transcript: Transcript
    names: tuple[str, ...]
    rep: str
    found: str
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    scenario: Any = None
    kind: str = ""
    """"vtt", "srt", "json" or "text"."""
    speakers: dict[str, int] = field(default_factory=dict)
    """Turns by name."""


def read_transcript(path: Path | str, rep: str | None = None, *, message: bool = False) -> ImportedTranscript:
    """Read a call from a file.

    The format is told by the content. ``rep`` names the rep (case does not matter, part of the name will do;
    several with commas between them); without it the file may say so ("Rep:", affiliation), or it is guessed
    from the words and said in the notes. With ``message``, text without names is one written message of the
    rep. Raises :class:`TranscriptError`, with the line where there is one, for a file that cannot be read, holds
    no conversation, or leaves open who the rep is.
    """
    path = Path(path)
    return read_transcript_bytes(read_bytes(path), rep, file=path, message=message)


def read_transcript_bytes(
    raw: bytes, rep: str | None = None, *, file: Path | None = None, message: bool = False
) -> ImportedTranscript:
    """Like :func:`read_transcript`, from the bytes of a file; ``file`` is named in errors."""
    if len(raw) > MAX_BYTES:
        raise wrong(f"there is more than {MAX_BYTES // 1_000_000} MB in this; a transcript is smaller", file)
    text, notes = decode(raw, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kind = _kind(text, file)
    whole: JsonCall | None = None
    if kind == "json":
        whole = read_json(text, file)
        found = whole.pieces
    elif kind in ("vtt", "srt"):
        found = read_captions(text, kind, file)
    elif message:
        return _message(text, notes)
    else:
        found = read_named(text, file)
    return _imported(found, [*notes, *found.notes], rep, file, kind, whole)


def _kind(text: str, file: Path | None) -> str:
    start = text.lstrip("\ufeff \t\n")[:200]
    if start.startswith("WEBVTT"):
        return "vtt"
    suffix = file.suffix.lower() if file is not None else ""
    if start[:1] in "{[" and (suffix in (".json", ".jsonl") or not re.match(r"\[[^\]\n]{1,60}\]", start)):
        return "json"
    if _SRT.search(text[:2000]):
        return "srt"
    return {".vtt": "vtt", ".srt": "srt", ".json": "json"}.get(suffix, "text")


def _message(text: str, notes: list[str]) -> ImportedTranscript:
    words = text.strip()
    turn = Turn(Speaker.REP, words)
    return ImportedTranscript(
        Transcript((turn,)), ("rep",), "rep", "stated", tuple(notes), kind="text", speakers={"rep": 1}
    )


def _imported(
    found: Pieces, notes: list[str], rep: str | None, file: Path | None, kind: str, whole: JsonCall | None
) -> ImportedTranscript:
    pieces = found.pieces
    if len(pieces) > MAX_TURNS:
        raise wrong(f"this call has {len(pieces):,} turns; up to {MAX_TURNS:,} are read", file)
    counts = Counter(p.name for p in pieces)
    if len(counts) < 2:
        name = next(iter(counts))
        many = f"{len(pieces)} turn{'' if len(pieces) == 1 else 's'}"
        # Where cues were left out, the other side may have been in them: that is the thing to mend.
        lost = next((f" ({note.rstrip('.')})" for note in notes if "left out: " in note), "")
        raise wrong(
            f"only one person speaks in this transcript ({one_line(name, 40)}, {many}), and a call has two sides{lost}"
            + ("; to grade one written message use the rubric outreach-message" if kind == "text" else ""),
            file,
            pieces[0].line or 1,
        )
    reps, how = find_rep(found, rep, file)
    if how == "guessed":
        notes.append(
            f"Taken as the rep: {' and '.join(reps)}, judging by the words. If that is wrong, say who it is with --rep."
        )
    elif how == "given" and (note := doubt(found, reps)):
        notes.append(note)
    others = [n for n in counts if n not in reps]
    odd = [n for n in others if found.sides and n not in found.sides]
    if odd:
        notes.append(
            f"Not said which side they are on, so counted with the buyer: {', '.join(one_line(n, 40) for n in odd[:5])}."
        )
    elif len(others) > 1:
        notes.append(
            f"{len(others)} people counted as the buyer's side: {', '.join(one_line(n, 40) for n in others[:5])}."
        )
    turns = tuple(
        Turn(Speaker.REP if p.name in reps else Speaker.BUYER, p.text, p.start, p.end) for p in pieces
    )
    return ImportedTranscript(
        transcript=Transcript(turns),
        names=tuple(p.name for p in pieces),
        rep=" and ".join(reps),
        found=how,
        notes=tuple(notes),
        events=_events(whole, file) if whole is not None else (),
        scenario=whole.scenario if whole is not None else None,
        kind=kind,
        speakers=dict(counts),
    )


def _events(whole: JsonCall, file: Path | None) -> tuple[Event, ...]:
    out = []
    for n, event in enumerate(whole.events, 1):
        try:
            out.append(load_event(json.dumps(event)))
        except ValidationError as caught:
            first = caught.errors(include_url=False)[0]
            raise wrong(
                f"event {n} of this call cannot be read: {first['msg']}", file, None, f"call.events[{n}]"
            ) from None
    return tuple(out)
