"""Text as lines of inked runs: wrapping, truncating and aligning, measured in terminal cells.

A ``Run`` is a piece of text and the name of its ink (``"dim"``, ``"good"``, ``"buyer"``, ...), which a
theme turns into colours. A ``Line`` is a tuple of runs. Everything here is pure, so that what a screen
shows can be tested without a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len, chop_cells

from roleplay.report.plain import visible

__all__ = [
    "BLANK", "Line", "Run", "bar", "cells", "cut", "fit", "line", "paragraph", "plain_of", "sheet", "spread", "visible",
    "width_of", "wrap",
]  # fmt: skip

Run = tuple[str, str]
Line = tuple[Run, ...]

BLANK: Line = ()

_WORD = re.compile(r"[^ ]+ *| +")


def sheet(module_file: str) -> str:
    """The styles that stand beside a module: ``composer.tcss`` beside ``composer.py``."""
    return Path(module_file).with_suffix(".tcss").read_text(encoding="utf-8")


def cells(text: str) -> int:
    """How many terminal cells the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def width_of(line: Line) -> int:
    return sum(cells(text) for text, _ in line)


def plain_of(line: Line) -> str:
    return "".join(text for text, _ in line)


def line(*runs: Run | str) -> Line:
    """A line of runs; bare strings take the ordinary ink."""
    return tuple((run, "") if isinstance(run, str) else run for run in runs)


def wrap(text: str, width: int) -> list[str]:
    """The text broken at spaces into lines of at most ``width`` cells; longer words are cut.

    Line ends in the text stay. Leading spaces of a paragraph stay, those at a break go.
    """
    width = max(width, 1)
    lines: list[str] = []
    for part in text.expandtabs(4).split("\n"):
        if cells(part) <= width:
            lines.append(part)
            continue
        lines.extend(_wrap_part(part, width))
    return lines


def _wrap_part(part: str, width: int) -> Iterable[str]:
    current, used = "", 0
    for word in _words(part):
        size = cells(word)
        if used + size <= width:
            current, used = current + word, used + size
            continue
        bare = word.rstrip(" ")
        if used + cells(bare) <= width:
            yield current + bare
            current, used = "", 0
            continue
        if current.strip():
            yield current.rstrip(" ")
        current = ""
        if cells(bare) <= width:
            current, used = word, size
            continue
        *whole, rest = chop_cells(bare, width)
        yield from whole
        current = rest + word[len(bare) :]
        used = cells(current)
    if current.strip() or not part.strip():
        yield current.rstrip(" ") if current.strip() else ""


def _words(part: str) -> Iterable[str]:
    """Words, each with the spaces that follow it."""
    return _WORD.findall(part)


def fit(runs: Iterable[Run], width: int) -> Line:
    """The runs cut to ``width`` cells, with an ellipsis where something was cut."""
    out: list[Run] = []
    left = width
    for text, ink in runs:
        size = cells(text)
        if size <= left:
            out.append((text, ink))
            left -= size
            continue
        if left > 0:
            out.append((chop_cells(text, max(left - 1, 1))[0][: max(left - 1, 0)] + "…", ink))
        elif out:
            last, last_ink = out[-1]
            out[-1] = (last[:-1] + "…", last_ink)
        break
    return tuple(out)


def spread(left: Sequence[Run], right: Sequence[Run], width: int) -> Line:
    """Left part and right part on one line; the left one is cut if they do not both fit."""
    tail = tuple(right)
    room = width - width_of(tail) - (2 if tail else 0)
    if room < 8:
        return fit(left, width)
    head = fit(left, room)
    gap = width - width_of(head) - width_of(tail)
    return (*head, (" " * gap, ""), *tail) if tail else head


def paragraph(
    text: str, width: int, ink: str = "", indent: str = "", first: Line | None = None
) -> list[Line]:
    """Made visible and wrapped; ``first`` stands before the first line instead of the indent."""
    room = width - cells(indent)
    out: list[Line] = []
    for number, piece in enumerate(wrap(visible(text), room)):
        head: Line = first if first is not None and number == 0 else line(indent) if indent else BLANK
        out.append((*head, (piece, ink)))
    return out


def cut(lines: list[Line], most: int) -> list[Line]:
    """The first ``most`` lines, with an ellipsis after a whole word if there were more; a quotation stays closed."""
    if len(lines) <= most:
        return lines
    *head, last = lines[:most]
    text, ink = last[-1]
    shown = "".join(plain_of(found) for found in lines[:most])
    end = "…”" if shown.count("“") > shown.count("”") else "…"
    words = text.split(" ")
    while words and cells(" ".join(words)) + 1 + len(end) > cells(text):
        words.pop()
    kept = " ".join(words).rstrip(" ,.;:")
    return [*head, (*last[:-1], (f"{kept} {end}" if kept else end, ink))]


def bar(share: float, width: int, full: str = "━", rest: str = "╌") -> tuple[str, str]:
    """A share from 0 to 1 as two strings, the filled and the empty part of a bar of ``width`` cells."""
    filled = round(max(0.0, min(1.0, share)) * width)
    return full * filled, rest * (width - filled)
