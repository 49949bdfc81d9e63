"""Reading a file that a person wrote as text: what can be wrong before its first word is read."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path
from typing import Final

from roleplay.errors import InputError, Problem, ScenarioError
from roleplay.scenario.yamlerrors import field_at

MAX_BYTES: Final = 1_000_000
"""The largest file that is read, in bytes. A long scenario has 20,000."""

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "a zip or Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an Office file"),
    (b"{\\rtf", "a rich-text file"),
)

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_text(path: Path, *, error: type[InputError] = ScenarioError) -> str:
    """The text of a UTF-8 file (a byte order mark is allowed and dropped).

    Raises ``error`` if the file is missing, a folder, not readable, not an ordinary file, larger than
    :data:`MAX_BYTES`, empty, binary or in another encoding.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise error([Problem("this is a folder; name the file in it", path)])
        if not stat.S_ISREG(found.st_mode):
            raise error([Problem("this is not an ordinary file", path)])
        if found.st_size > MAX_BYTES:
            raise error([Problem(_too_large(found.st_size), path)])
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as caught:
        raise error([Problem(_why(caught), path)]) from caught
    except ValueError as caught:  # a NUL in the path
        raise error([Problem(f"this cannot be the name of a file: {path!s:.80}")]) from caught
    return decode(raw, file=path, error=error)


def decode(raw: bytes, *, file: Path | None = None, error: type[InputError] = ScenarioError) -> str:
    """Bytes as text; the same errors as :func:`read_text` about what is in the file, control characters left to
    :func:`check_characters`."""

    def wrong(message: str, line: int | None = None) -> InputError:
        return error([Problem(message, file, line)])

    if len(raw) > MAX_BYTES:
        raise wrong(_too_large(len(raw)))
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        raise wrong("the file is empty", 1)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise wrong(f"this is {what}, not YAML text", 1)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_utf16(raw):
        raise wrong("this file is in UTF-16; save it as UTF-8", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as caught:
        line = raw.count(b"\n", 0, caught.start) + 1
        if b"\0" in raw:
            raise wrong("this is a binary file, not YAML text", line) from caught
        raise wrong(
            f"the byte 0x{raw[caught.start]:02x} in this line is not UTF-8 (an old Windows or Latin-1 file?); "
            "save the file as UTF-8",
            line,
        ) from caught
    return text


def check_characters(text: str, *, file: Path | None = None, error: type[InputError] = ScenarioError) -> None:
    """Raises ``error`` at the first character that YAML does not allow (control characters, surrogates)."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    line, char = text.count("\n", 0, found.start()) + 1, found.group()
    name = (
        "a NUL (this looks like a binary file)"
        if char == "\0"
        else f"the control character U+{ord(char):04X}"
    )
    raise error([Problem(f"{name} stands in this line; take it out", file, line, field_at(text, line))])


def _looks_utf16(raw: bytes) -> bool:
    """Whether every other byte is NUL, as in plain English text in UTF-16 without a mark."""
    head = raw[:200]
    return len(head) >= 4 and (not any(head[1::2]) or not any(head[0::2])) and any(head)


def _too_large(size: int) -> str:
    return f"the file is {size / 1_000_000:.1f} MB; the limit is {MAX_BYTES // 1_000_000} MB"


def _why(caught: OSError) -> str:
    if isinstance(caught, FileNotFoundError):
        return "no such file"
    if isinstance(caught, PermissionError):
        return "you have no permission to read this file"
    if isinstance(caught, NotADirectoryError):
        return "no such file: part of the path is a file, not a folder"
    return f"the file cannot be read: {caught.strerror or caught}"
