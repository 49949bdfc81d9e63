"""Captions as transcripts: WebVTT (Zoom, Teams and others) and SubRip, read by webvtt-py."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from roleplay.report.pieces import Piece, Pieces, check_times, joined, wrong

_TIME = r"(?:\d{1,4}:)?[0-5]?\d:[0-5]?\d[.,]\d{1,3}"
_SOUND = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?[a-z0-9_.:\- #\"'=]*>", re.I)
NAME = re.compile(r"^\s*\[?([^\W\d_][\w .'’&/-]{0,48}?)\]?\s?:\s+(?=\S)")
"""A speaker's name at the beginning of a line: "Anna Smith: ...", "[SPEAKER_01]: ..."."""


def read_captions(text: str, kind: str, file: Path | None) -> Pieces:
    """A WebVTT ("vtt") or SubRip ("srt") text as pieces, those of one speaker in a row joined.

    Speakers are told by voice tags (``<v Anna>``) or by names before a colon. Cues whose timing line cannot be
    read are left out and named in a note. Raises :class:`TranscriptError` if there is no cue, or no cue names
    a speaker.
    """
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    lines = _timing_lines(text)
    sound = [n for n, line in lines if _SOUND.match(line)]
    broken = [n for n, line in lines if not _SOUND.match(line)]
    try:
        if kind == "vtt":
            cues = list(WebVTT.from_string(text).captions)
        else:
            cues = list(WebVTT.from_buffer(text.splitlines(keepends=True), format="srt").captions)
    except MalformedFileError as caught:
        first = text.splitlines()[0].strip()[:40] if text.strip() else ""
        if kind == "vtt":
            raise wrong(
                f"a WebVTT file starts with WEBVTT; this one starts with {first!r}", file, 1
            ) from caught
        numbered = first.isdigit() and text.count("\n") > 0
        times = text.strip().splitlines()[1].strip()[:40] if numbered else first
        raise wrong(
            "this is not SubRip: the first block wants a number and then times such as "
            f"00:00:01,000 --> 00:00:02,500, and here stands {times!r}",
            file,
            2 if numbered else 1,
        ) from caught
    except MalformedCaptionError as caught:
        raise wrong(f"a cue cannot be read: {caught}", file, broken[0] if broken else None) from caught
    if not cues:
        if broken:
            raise wrong(
                "no cue can be read: its line of times is not like 00:00:01.000 --> 00:00:02.000",
                file,
                broken[0],
            )
        raise wrong("there are no cues in this file", file, text.count("\n") + 1 if text.strip() else 1)
    known = sound if len(sound) == len(cues) else [0] * len(cues)
    pieces = _pieces(cues, known)
    if not pieces:
        raise wrong("no cue in this file has words", file, sound[0] if sound else None)
    notes = check_times(pieces, "cue")
    if broken:
        where = ", ".join(map(str, broken[:5])) + (", ..." if len(broken) > 5 else "")
        notes.append(
            f"{len(broken)} cue{'s' if len(broken) > 1 else ''} left out: the times in line {where} cannot be read."
        )
    if not any(p.name for p in pieces):
        line = pieces[0].line or None
        raise wrong(
            "no cue says who speaks: names are wanted, as <v Anna>Hello</v> or Anna: Hello "
            "(turn speaker names on when you export the captions)",
            file,
            line,
        )
    nameless = sum(not p.name for p in pieces)
    if nameless:
        notes.append(
            f"{nameless} of {len(pieces)} cues name no speaker and were added to the speaker before."
        )
    while pieces and not pieces[0].name:
        pieces.pop(0)
    turns = joined(pieces)
    if len(turns) < len(pieces):
        notes.append(f"{len(pieces)} cues were joined into {len(turns)} turns.")
    return Pieces(turns, notes)


def _timing_lines(text: str) -> list[tuple[int, str]]:
    return [
        (n, line)
        for n, line in enumerate(text.split("\n"), 1)
        if "-->" in line and not line.startswith("NOTE")
    ]


def _pieces(cues: list[Any], lines: list[int]) -> list[Piece]:
    voices = any("<v" in cue.raw_text for cue in cues)
    out = []
    for cue, line in zip(cues, lines, strict=True):
        start, end = _seconds(cue.start_time), _seconds(cue.end_time)
        raw = cue.raw_text
        parts = _by_voice(raw) if voices else _by_name(_plain(raw))
        for name, words in parts:
            if words:
                out.append(Piece(name, words, start, end, line))
    return out


def _seconds(stamp: Any) -> float:
    return float(stamp.hours * 3600 + stamp.minutes * 60 + stamp.seconds + stamp.milliseconds / 1000)


def _by_voice(raw: str) -> list[tuple[str, str]]:
    found = list(_VOICE.finditer(raw))
    if not found:
        return [("", _plain(raw))]
    out = [("", _plain(raw[: found[0].start()]))]
    for k, match in enumerate(found):
        end = found[k + 1].start() if k + 1 < len(found) else len(raw)
        out.append((html.unescape(match[1]).strip(), _plain(raw[match.end() : end])))
    return out


def _by_name(text: str) -> list[tuple[str, str]]:
    """The parts of a cue's text by the names at the beginnings of its lines."""
    out: list[tuple[str, str]] = []
    for line in text.split("\n"):
        match = NAME.match(line)
        if match is not None:
            out.append((match[1].strip(), line[match.end() :].strip()))
        elif out:
            out[-1] = (out[-1][0], f"{out[-1][1]} {line.strip()}".strip())
        else:
            out.append(("", line.strip()))
    return out


def _plain(raw: str) -> str:
    return html.unescape(_TAG.sub("", raw)).strip()
