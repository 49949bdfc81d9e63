"""A conversation as plain text with names: "Anna: Hello", with or without times, as people paste it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from roleplay.report.pieces import Piece, Pieces, check_times, end_where_next_begins, wrong
from roleplay.report.sides import is_role

_CLOCK = r"\[?\(?(?P<{0}>\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,3}})?)\)?\]?"
_NAME = r"\[?(?P<name>[^\W\d_][\w .'’&/()-]{0,48}?|\?{1,5})\]?"
_INLINE = re.compile(
    rf"^\s*(?:{_CLOCK.format('before')}\s*[-|]?\s*)?(?:From\s+)?{_NAME}(?:\s+to\s+\w[\w ]*)?(?:\s*[,@-]?\s*{_CLOCK.format('after')})?\s?:\s+(?P<text>\S.*)$"
)
"""One turn in a line: "Anna: ...", "[00:12] Anna: ...", "Anna (00:12): ..."."""
_HEADER = re.compile(
    rf"^\s*(?:{_CLOCK.format('before')}\s*[-|]?\s*{_NAME}|(?P<name2>[^\W\d_][\w .'’&/()-]{{0,48}}?)\s+[-|]?\s*{_CLOCK.format('after')})\s*$"
)
"""A line that only says who and when; the words follow in the lines below."""
_NOT_NAMES = frozenset(
    [
        "note",
        "notes",
        "date",
        "subject",
        "re",
        "fwd",
        "time",
        "title",
        "summary",
        "agenda",
        "attendees",
        "duration",
        "http",
        "https",
        "ps",
    ]
)
_NAME_WORDS = 5


def read_named(text: str, file: Path | None) -> Pieces:
    """Plain text with names as pieces, one for each line that starts with a name; lines without one go on
    with the turn above.

    Raises :class:`TranscriptError` if no line starts with a name, or everything before is longer than the
    conversation itself.
    """
    lines = text.splitlines()
    inline = _found(lines, _INLINE)
    headers = _found(lines, _HEADER)
    pattern = _HEADER if len(headers) > len(inline) else _INLINE
    names = Counter(headers.values() if pattern is _HEADER else inline.values())
    found = headers if pattern is _HEADER else inline
    pieces: list[Piece] = []
    ahead = 0
    for number, line in enumerate(lines, 1):
        name = found.get(number)
        if name is not None and _is_name(name, names):
            match = pattern.match(line)
            assert match is not None
            parts = match.groupdict()
            words = (parts.get("text") or "").strip()
            pieces.append(Piece(name, words, _clock(parts.get("before") or parts.get("after")), None, number))
        elif pieces and line.strip():
            pieces[-1].text = f"{pieces[-1].text}\n{line.strip()}".strip()
        elif line.strip():
            ahead += 1
    pieces = [p for p in pieces if p.text]
    if not pieces:
        raise wrong(
            "no line says who speaks: start each turn with a name and a colon, as in 'Anna: Hello'", file, 1
        )
    notes = []
    if ahead:
        notes.append(f"{ahead} line{'s' if ahead > 1 else ''} before the first name left out.")
    notes.extend(end_where_next_begins(pieces))
    notes.extend(check_times(pieces, "turn"))
    return Pieces(pieces, notes)


def _found(lines: list[str], pattern: re.Pattern[str]) -> dict[int, str]:
    """Names by line number. Long lines are looked at only as far as a name could reach."""
    out = {}
    for number, line in enumerate(lines, 1):
        match = pattern.match(line if len(line) < 200 else line[:200])
        if match is not None:
            parts = match.groupdict()
            out[number] = " ".join((parts["name"] or parts.get("name2") or "").split())
    return out


def _is_name(name: str, names: Counter[str]) -> bool:
    """Whether words before a colon are a speaker: used twice, or a role, or, while fewer than two such are
    known, up to three words the first of which has a capital. Once two are known, a name that comes only
    once needs a capital in every word ("And hope: a lot" is no speaker)."""
    words = name.split()
    if not words or len(words) > _NAME_WORDS or name.lower() in _NOT_NAMES:
        return False
    if names[name] > 1 or is_role(name) or not name.strip("?"):
        return True
    if len(words) > 3:
        return False
    known = sum(n > 1 or is_role(other) for other, n in names.items())
    if known >= 2:
        return all(w[0].isupper() for w in words)
    return words[0][0].isupper() or len(names) <= 2


def _clock(stamp: str | None) -> float | None:
    """ "1:02:03.5" as seconds."""
    if not stamp:
        return None
    seconds = 0.0
    for part in stamp.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
