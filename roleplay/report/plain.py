"""Text from outside, made fit to be shown: nothing in it may move a cursor, change a colour or turn the
reading direction around. It is stored as it came; only what is shown passes through here."""

from __future__ import annotations

import re
import textwrap

# Control characters, the marks that change reading direction, invisible characters that can hide words
# (tags, zero-width space, soft hyphen, line and paragraph separators) and lone surrogates. The joiners
# U+200C and U+200D stay: Persian words and family emoji need them.
_RISKY = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}


def visible(text: str, *, keep: str = "\n\t") -> str:
    """``text`` with every character that is not plain text turned into something one can see: ``␛`` for
    escape, ``‹U+202E›`` for a mark that reverses the reading direction.

    ``keep`` holds the control characters that may stay (line ends and tabs by default; pass ``""`` for
    one line). The result can be encoded as UTF-8 whatever came in; plain text comes back unchanged.
    """
    if _RISKY.search(text) is None:
        return text
    return _RISKY.sub(lambda m: m[0] if m[0] in keep else _shown(m[0]), text)


def one_line(text: str, limit: int = 0) -> str:
    """``text`` made visible on one line: runs of white space become one space. With ``limit``, cut to so
    many characters, the last one an ellipsis."""
    flat = visible(" ".join(text.split()), keep="")
    return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


_ENDED = re.compile(r"[.!?…:;,\"'”’)\]]\s*$")
LONG = 120
"""A quote of so many characters that ends in mid-sentence was cut there."""


def quote(text: str, limit: int = 0) -> str:
    """Words of somebody else on one line, cut at a word where they are longer than ``limit`` characters. Where a quote
    stops in mid-sentence an ellipsis says so."""
    flat = one_line(text)
    if limit and len(flat) > limit:
        at = flat.rfind(" ", limit // 2, limit)
        return flat[: at if at > 0 else limit - 1].rstrip(" ,;:") + "…"
    return flat + "…" if len(flat) >= LONG and not _ENDED.search(flat) else flat


def wrapped(text: str, width: int = 88, indent: str = "", first: str | None = None) -> str:
    """``text`` made visible and broken into lines of at most ``width`` characters; ``first`` stands before
    the first line (default: ``indent``)."""
    lines: list[str] = []
    for part in visible(text).splitlines() or [""]:
        lead = (indent if first is None else first) if not lines else indent
        lines.extend(
            textwrap.wrap(part, width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)
            or [lead.rstrip()]
        )
    return "\n".join(lines)


def _shown(char: str) -> str:
    return _PICTURES.get(char) or f"‹U+{ord(char):04X}›"
