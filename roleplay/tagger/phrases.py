"""Phrases over canonical words, found in one pass over a turn.

A phrase is written as words with ``(a|b)`` for either, ``_`` for any one word and ``*`` for up to
three words: ``"i (get|see) why * (matters|hurts)"``. Each belongs to a cue (``"ack.granted"``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_PIECE = re.compile(r"\(([^)]*)\)|(\S+)")
_GAP = 3


class PhraseBook:
    """Phrases by their first word, so that a word that opens none costs one lookup."""

    def __init__(self, cues: Mapping[str, str]) -> None:
        self._by_head: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        for cue, lines in cues.items():
            for line in lines.split("\n"):
                for phrase in line.split(";"):
                    if phrase.strip():
                        self._add(cue, phrase.strip())

    def _add(self, cue: str, phrase: str) -> None:
        pieces = tuple(
            frozenset(part.strip() for part in (m.group(1) or m.group(2)).split("|"))
            for m in _PIECE.finditer(phrase)
        )
        for head in pieces[0]:
            if head in ("_", "*"):
                raise ValueError(f"phrase {phrase!r} of {cue} must begin with a word")
            self._by_head.setdefault(head, []).append((cue, pieces[1:]))

    def find(self, words: list[str], first: int, last: int) -> Iterator[tuple[str, int, int]]:
        """``(cue, start, end)`` for each phrase in ``words[first:last]``, in word positions."""
        by_head = self._by_head
        for i in range(first, last):
            entries = by_head.get(words[i])
            if entries is not None:
                for cue, rest in entries:
                    end = _match(words, i + 1, last, rest, 0) if rest else i + 1
                    if end:
                        yield cue, i, end


def _match(words: list[str], i: int, last: int, pieces: tuple[frozenset[str], ...], k: int) -> int:
    while k < len(pieces):
        piece = pieces[k]
        if "*" in piece:
            for skip in range(_GAP + 1):
                if end := _match(words, i + skip, last, pieces, k + 1):
                    return end
            return 0
        if i >= last or (words[i] not in piece and "_" not in piece):
            return 0
        i += 1
        k += 1
    return i
