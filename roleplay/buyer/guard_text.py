"""What a sentence can be recognised by: its words, figures, names and runs of words.

The same turns and lines are looked at again at every turn of a call, so what was found is remembered.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Final

from roleplay.buyer.words import root, words_of
from roleplay.scenario.numbers import Figure, figures, is_number_word
from roleplay.scenario.words import content, tokens

_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": " - ", "–": "-", "…": "..."})
_SHORT_FORM: Final = re.compile(
    r"(?:i|you|he|she|it|we|they|that|this|there|here|who|what|where|how|when|let|one|everyone|everybody|nobody)'(?:s|ll|d|ve|re|m)|[a-z]+n't"
)
NAME: Final = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’-]*[\w]|(?<![\w'’])[A-Z]{2,}\b")
_CLAUSE: Final = re.compile(r"[.!?,;:…]+(?=\s|$)|\n|\s-\s")
_COMPOUND: Final = re.compile(r"\b[a-z]{2,}-[a-z]{3,}\b")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+")

OPEN_NAMES: Final = words_of(
    "england pope i i'm i'd i'll i've ok okay tv pdf it hr vat gps usa uk eu english german french dutch irish american god lord jesus christ "
    "christmas easter excel email internet google pr pto faq asap fyi diy roi kpi crm erp id wifi wi-fi usb ups mr mrs ms dr dad "
    "mum mom grandma granny sir madam ai"
)
"""Capitalised words that anybody may say."""


def norm(text: str) -> str:
    """Lower case, straight quotes, single spaces: what patterns are matched against."""
    return " ".join(text.lower().translate(_QUOTES).split())


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [s for s in _SENTENCE.split(text) if s.strip()]


def figures_in(text: str) -> list[Figure]:
    """The numbers of a text in order, clause by clause: "I booked twenty. Eleven came" holds two."""
    return [f for clause in _CLAUSE.split(text) for f in figures(clause)]


@lru_cache(maxsize=4096)
def values(text: str) -> frozenset[float]:
    """The numbers said in a text, as values; year-like pairs ("nineteen-forty") also as one number."""
    found = [f.value for f in figures_in(text)]
    pairs = {a * 100 + b for a, b in itertools.pairwise(found) if 10 <= a < 100 and 10 <= b < 100}
    return frozenset(found) | pairs


def means(token: str) -> bool:
    """Whether a token has a meaning of its own (and is no number and no "she'll")."""
    return (
        len(token) > 1 and content(token) and not is_number_word(token) and not _SHORT_FORM.fullmatch(token)
    )


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """The roots of the words with meaning, numbers left out."""
    found = {root(re.sub(r"'(?:ll|d|ve|re)$", "", t)) for t in tokens(text) if means(t)}
    # "No-shows" is more than "shows".
    return frozenset(found) | {
        root(m) for m in _COMPOUND.findall(text.lower()) if not all(map(is_number_word, m.split("-")))
    }


@lru_cache(maxsize=4096)
def marks_of(text: str) -> frozenset[str]:
    """Roots, and figures as ``#18000``."""
    return stems_of(text) | {f"#{v:g}" for v in values(text)}


@lru_cache(maxsize=4096)
def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of words that are no chance: five with a word of meaning, or four with two."""
    words = tokens(text)
    found = set()
    for length, meaning in ((5, 1), (4, 2)):
        for n in range(len(words) - length + 1):
            run = tuple(words[n : n + length])
            if sum(map(means, run)) >= meaning:
                found.add(run)
    return frozenset(found)


def bare(word: str) -> str:
    """A name in lower case, without a possessive or a contraction."""
    return re.sub(r"['’]s?$|['’](?:ll|d|ve|re|m)$", "", word.lower().replace("’", "'"))


def names_in(text: str) -> set[str]:
    """Capitalised words."""
    return {bare(m.group()) for m in NAME.finditer(text)}


def true_names(text: str) -> set[str]:
    """Names that are not just the first word of a sentence."""
    found = set()
    for m in NAME.finditer(text):
        before = text[: m.start()].rstrip()
        if before and before[-1] not in '.!?…"“:':
            found.add(bare(m.group()))
    return found - OPEN_NAMES


def said_of(wanted: Set[float], given: Set[float]) -> set[float]:
    """Which of the wanted figures are given. "Forty-four thousand" says "thirty-one thousand; forty-four now"."""
    return {v for v in wanted if {v, v * 1000, v / 1000} & given}


def share(text: str, other: Iterable[str]) -> float:
    """How much of ``text`` (roots, and figures, which count double) is found in ``other``: 0 to 1."""
    there = " ".join(other)
    want, numbers = stems_of(text), values(text)
    total = len(want) + 2.0 * len(numbers)
    if not total:
        return 1.0
    return (len(want & stems_of(there)) + 2.0 * len(said_of(numbers, values(there)))) / total
