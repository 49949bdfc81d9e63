"""Numbers in speech: "eighteen thousand each", "30%", "$38", as values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from roleplay.scenario.words import content, stem

_ONES: Final = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIX: Final = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_PERCENT: Final = frozenset({"%", "percent", "pct"})
_MONEY: Final = {sign: stem(word) for sign, word in (("$", "dollars"), ("€", "euros"), ("£", "pounds"))}
_BREAKS: Final = ".,;:!?\n…()"
_RATES: Final = frozenset({"per", "each", "apiece"})
_PIECE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|%")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as said: its value, the stem of what it counts (``""`` if that does not follow) and the words."""

    value: float
    unit: str
    text: str


def figures(text: str) -> Iterator[Figure]:
    """The numbers in ``text`` in order, in digits or in English words. "One" alone is no number: it is a pronoun
    more often than not."""
    pieces = list(_PIECE.finditer(text.replace("-", " ")))
    n = 0
    while n < len(pieces):
        value, used = _number([p.group().lower() for p in _unbroken(text, pieces[n : n + 8])])
        if used == 0 or (used == 1 and pieces[n].group().lower() == "one"):
            n += 1
            continue
        following = pieces[n + used].group().lower() if n + used < len(pieces) else ""
        gap = text[pieces[n + used - 1].end() : pieces[n + used].start()] if following else ""
        if any(mark in gap for mark in _BREAKS):
            following = ""
        before = text[: pieces[n].start()].rstrip()[-1:]
        if before in _MONEY:
            unit = _MONEY[before]
        elif following in _PERCENT:
            unit = "percent"
        else:
            unit = stem(following) if following and content(following) and following not in _RATES else ""
        yield Figure(value, unit, text[pieces[n].start() : pieces[n + used - 1].end()])
        n += used


def _unbroken(text: str, pieces: list[re.Match[str]]) -> list[re.Match[str]]:
    """The pieces up to the first one that a mark sets apart: "twenty. Eleven came" is two numbers."""
    for n, (a, b) in enumerate(itertools.pairwise(pieces), 1):
        if any(mark in text[a.end() : b.start()] for mark in _BREAKS):
            return pieces[:n]
    return pieces


def _number(words: list[str]) -> tuple[float, int]:
    """The value of the number that ``words`` start with, and how many of them it takes (0: none)."""
    if words[0][0].isdecimal():
        value = float(words[0].replace(",", ""))
        if len(words) > 1 and words[1] in _SUFFIX | _SCALES:
            return value * (_SUFFIX | _SCALES)[words[1]], 2
        return value, 1
    total = current = 0.0
    used = last = 0
    for n, word in enumerate(words):
        if word in _ONES:
            if last == 1:
                break  # "two three" are two numbers
            current, last = current + _ONES[word], 1
        elif word in _TENS:
            if last in (1, 2):
                break
            current, last = current + _TENS[word], 2
        elif word in _SCALES and (used or word != "hundred"):
            if not used:
                break
            current, last = max(current, 1) * _SCALES[word], 3
            if word != "hundred":
                total, current = total + current, 0
        elif word == "and" and last == 3 and n + 1 < len(words) and words[n + 1] in _ONES | _TENS:
            continue
        else:
            break
        used = n + 1
    return total + current, used


def is_number_word(word: str) -> bool:
    """Whether a word in lower case is part of a number."""
    return word[:1].isdecimal() or word in _ONES or word in _TENS or word in _SCALES
