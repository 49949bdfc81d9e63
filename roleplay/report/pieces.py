"""What an imported call is made of before it is known who the rep is: pieces of speech with their places."""

from __future__ import annotations

import codecs
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from roleplay.errors import Problem, TranscriptError

MAX_BYTES: Final = 32_000_000
"""The largest transcript file that is read, in bytes. Five hours of talk with times take about two million."""
MAX_TURNS: Final = 50_000
"""The most turns of one call."""


@dataclass(slots=True)
class Piece:
    """Words of one speaker. ``name`` is empty where the source names nobody; times are in seconds; ``line``
    is the 1-based line of the file, 0 where it has none."""

    name: str
    text: str
    start: float | None = None
    end: float | None = None
    line: int = 0


@dataclass(slots=True)
class Pieces:
    """A call as read: pieces in the file's order, and what a reader should know of the reading.

    ``sides`` maps a speaker's name to "rep" or "buyer" where the file itself says so.
    """

    pieces: list[Piece]
    notes: list[str] = field(default_factory=list)
    sides: dict[str, str] = field(default_factory=dict)


def wrong(
    message: str, file: Path | None, line: int | None = None, part: str | None = None
) -> TranscriptError:
    """The error for a transcript that cannot be read, with its place."""
    return TranscriptError([Problem(message, file, line, part)])


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises :class:`TranscriptError` if it is missing, no file, or too large; the size is
    asked for before anything is read."""
    try:
        if path.is_dir():
            raise wrong("this is a folder; name the transcript in it", path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise wrong(
                f"the file is {size / 1_000_000:.0f} MB; a transcript may have up to {MAX_BYTES // 1_000_000} MB "
                "(is this the recording instead of its transcript?)",
                path,
            )
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as caught:
        raise wrong("no such file", path) from caught
    except OSError as caught:
        raise wrong(f"cannot be read: {caught.strerror or caught}", path) from caught
    except ValueError as caught:
        raise wrong("this cannot be the name of a file", None) from caught
    if len(raw) > MAX_BYTES:
        raise wrong(f"there is more than {MAX_BYTES // 1_000_000} MB in this; a transcript is smaller", path)
    return raw


_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "a zip or Office file; save the transcript as plain text (.txt) or as .vtt"),
    (b"%PDF", "a PDF; save the transcript as plain text (.txt) or as .vtt"),
    (b"{\\rtf", "a rich-text file; save it as plain text (.txt)"),
    (b"ID3", "a recording; this reads transcripts"),
    (b"RIFF", "a recording; this reads transcripts"),
    (b"OggS", "a recording; this reads transcripts"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"\x89PNG", "a picture; this reads transcripts"),
    (b"\xff\xd8\xff", "a picture; this reads transcripts"),
)


def decode(raw: bytes, file: Path | None) -> tuple[str, list[str]]:
    """Bytes as text, and notes on what had to be guessed.

    UTF-8 and, by their marks, UTF-16 and UTF-32. Lines that are not UTF-8 are read as Windows-1252, which is
    what mixed files mostly hold, and the note names them. Raises :class:`TranscriptError` for empty and
    binary files.
    """
    if not raw.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
        raise wrong("the file is empty", file, 1)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise wrong(f"this is {what}", file, 1)
    if raw[4:8] == b"ftyp":
        raise wrong("this is a recording; this reads transcripts", file, 1)
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return raw.decode(name), []
            except UnicodeDecodeError as caught:
                raise wrong(f"starts like {name.upper()}, but is not: save it as UTF-8", file, 1) from caught
    if b"\0" in raw:
        at = raw.index(b"\0")
        raise wrong("this is a binary file, not a transcript", file, raw.count(b"\n", 0, at) + 1)
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _mixed(raw)


def _mixed(raw: bytes) -> tuple[str, list[str]]:
    lines, odd = [], []
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            odd.append(number)
            lines.append(line.decode("cp1252", errors="replace"))
    where = ", ".join(map(str, odd[:5])) + (", ..." if len(odd) > 5 else "")
    many = f"lines {where} are" if len(odd) > 1 else f"line {where} is"
    return "\n".join(lines), [
        f"Not all of the file is UTF-8: {many} read as Windows-1252, so accents there may be wrong."
    ]


def check_times(pieces: Sequence[Piece], unit: str) -> list[str]:
    """Notes on times that contradict each other: pieces that end before they start, start before the one
    ahead, or overlap."""
    backwards = overlap = 0
    where = 0
    last_start = last_end = float("-inf")
    for piece in pieces:
        if piece.start is None:
            continue
        end = piece.start if piece.end is None else piece.end
        if end < piece.start or piece.start < last_start:
            backwards += 1
            where = where or piece.line
        elif piece.start < last_end - 0.05:
            overlap += 1
        last_start, last_end = piece.start, max(last_end, end)
    notes = []
    if backwards:
        at = f" (first in line {where})" if where else ""
        notes.append(
            f"The times go backwards at {_count(backwards, unit)}{at}; the order of the file was kept."
        )
    if overlap:
        notes.append(f"{_count(overlap, unit)} overlap: people spoke at once, so shares of time are rough.")
    return notes


def end_where_next_begins(pieces: Sequence[Piece]) -> list[str]:
    """Gives each piece of a source that times beginnings only the next one's beginning as its end, and says so in a
    note. Leaves pieces alone where any has an end of its own."""
    if len(pieces) < 2 or any(p.end is not None for p in pieces):
        return []
    for piece, following in itertools.pairwise(pieces):
        if piece.start is not None and following.start is not None and following.start >= piece.start:
            piece.end = following.start
    last = pieces[-1]
    if last.start is None:
        return []
    # The last turn has no end; as long as its words take at an ordinary pace (150 a minute).
    last.end = last.start + len(last.text.split()) / 2.5
    return ["Only beginnings are timed, so each turn is taken to last until the next begins."]


def _count(n: int, unit: str) -> str:
    return f"{n} {unit}{'' if n == 1 else 's'}"


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of one speaker in a row as one turn, as captions cut sentences apart. A piece without a name
    goes on with the speaker before it."""
    out: list[Piece] = []
    for piece in pieces:
        if out and (piece.name == out[-1].name or not piece.name):
            last = out[-1]
            last.text = f"{last.text} {piece.text}".strip()
            if piece.end is not None and last.end is not None:
                last.end = max(last.end, piece.end)
            continue
        out.append(Piece(piece.name, piece.text, piece.start, piece.end, piece.line))
    return out
