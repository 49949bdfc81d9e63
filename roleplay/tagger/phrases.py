"""Phrases over canonical words, found in one pass over a turn.

A phrase is written as words with ``(a|b)`` for either, ``(a)?`` for one that may be left out, ``_`` for
any one word and ``*`` for up to three words: ``"i (get|see) why * (matters|hurts)"``. A choice may be of
several words (``(carry on|stay)``). Each phrase belongs to a cue (``"ack.granted"``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PIECE = re.compile(r"\(([^)]*)\)(\??)|(\S+)")
_GAP = 3
_Pieces = tuple[frozenset[str], ...]


class _Opening:
    """What a first word opens: cues by itself, phrases by their second word, and phrases with a gap there."""

    __slots__ = ("alone", "by_next", "loose")

    def __init__(self) -> None:
        self.alone: list[str] = []
        self.by_next: dict[str, list[tuple[str, _Pieces]]] = {}
        self.loose: list[tuple[str, _Pieces]] = []


class PhraseBook:
    """Phrases by their first two words, so that words that open none cost a lookup or two."""

    def __init__(self, cues: Mapping[str, str]) -> None:
        self._by_head: dict[str, _Opening] = {}
        for cue, lines in cues.items():
            for line in lines.split("\n"):
                for phrase in line.split(";"):
                    if phrase.strip():
                        self._add(cue, phrase.strip())

    def _add(self, cue: str, phrase: str) -> None:
        for pieces in _spelled_out(phrase):
            self._place(cue, phrase, pieces)

    def _place(self, cue: str, phrase: str, pieces: _Pieces) -> None:
        for head in pieces[0]:
            if head in ("_", "*"):
                raise ValueError(f"phrase {phrase!r} of {cue} must begin with a word")
            opening = self._by_head.setdefault(head, _Opening())
            if len(pieces) == 1:
                opening.alone.append(cue)
            elif pieces[1] & {"_", "*"}:
                opening.loose.append((cue, pieces[1:]))
            else:
                for second in pieces[1]:
                    opening.by_next.setdefault(second, []).append((cue, pieces[2:]))

    def find(self, words: list[str], first: int, last: int) -> set[str]:
        """The cues whose phrases stand in ``words[first:last]``."""
        by_head = self._by_head
        out: set[str] = set()
        for i in range(first, last):
            opening = by_head.get(words[i])
            if opening is None:
                continue
            out.update(opening.alone)
            for cue, rest in opening.loose:
                if cue not in out and _match(words, i + 1, last, rest, 0):
                    out.add(cue)
            if i + 1 < last and (here := opening.by_next.get(words[i + 1])):
                third = words[i + 2] if i + 2 < last else ""
                for cue, rest in here:
                    if cue in out:
                        continue
                    if not rest:
                        out.add(cue)
                        continue
                    # Most phrases fail on their third word: seen here, without a call.
                    piece = rest[0]
                    if (third in piece or "*" in piece or "_" in piece) and _match(
                        words, i + 2, last, rest, 0
                    ):
                        out.add(cue)
        return out


def _spelled_out(phrase: str) -> list[_Pieces]:
    """The phrase as runs of single words: one for each choice of several words, and with and without what may be left out."""
    out: list[_Pieces] = [()]
    for m in _PIECE.finditer(phrase):
        parts = [part.strip() for part in (m.group(1) or m.group(3)).split("|")]
        single = frozenset(part for part in parts if " " not in part)
        ways: list[_Pieces] = [(single,)] if single else []
        ways += [tuple(frozenset((x,)) for x in part.split()) for part in parts if " " in part]
        if m.group(2):
            ways.append(())
        out = [before + way for before in out for way in ways]
    return out


def _match(words: list[str], i: int, last: int, pieces: _Pieces, k: int) -> int:
    while k < len(pieces):
        piece = pieces[k]
        if "*" in piece:
            k += 1
            if k == len(pieces):
                return i
            follows = pieces[k]
            if "*" in follows or "_" in follows:
                ways: Sequence[int] = range(i, i + _GAP + 1)
            else:  # most gaps end at no word at all: seen here, without a call
                ways = [j for j in range(i, min(i + _GAP + 1, last)) if words[j] in follows]
            for j in ways:
                if end := _match(words, j, last, pieces, k):
                    return end
            return 0
        if i >= last or (words[i] not in piece and "_" not in piece):
            return 0
        i += 1
        k += 1
    return i
