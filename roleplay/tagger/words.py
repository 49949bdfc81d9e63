"""Words as the topic matcher sees them: stems without the glue between them, and numbers as numbers.

"Eighteen thousand", "18k" and "$18,000" come out as the same token, so that a rep who says back a
figure is recognised however it is written. The vocabulary is data: ``vocabulary.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMPOUND = re.compile(r"\b([^\W\d_]{2,})-([^\W\d_]{2,})\b")
_MAX_CHARS = 20_000
_ENDINGS_PUT = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ations", "ate"), ("ation", "ate"))
_ENDINGS = ("ingly", "edly", "ments", "ment", "ings", "ing", "ers", "ed", "er", "es", "ly", "s", "e")
# Glue words that do carry an idea in a question ("Who else?", "Why now?", "What happened last time?").
_GLUE_IDEAS = {
    "who": "~people", "whose": "~people", "why": "~driver", "behind": "~driver", "when": "~when",
    "before": "~past", "wrong": "~pain", "they": "~rival", "them": "~rival", "theirs": "~rival", "now": "~present",
}  # fmt: skip

with resources.files("roleplay.tagger").joinpath("vocabulary.toml").open("rb") as _file:
    _VOCABULARY = tomllib.load(_file)

STOP: frozenset[str] = frozenset(_VOCABULARY["stop"].split())
ENGLISH: frozenset[str] = frozenset(_VOCABULARY["english"].split())
OTHER_LANGUAGES: frozenset[str] = frozenset(_VOCABULARY["other_languages"].split())
_UNITS: dict[str, int] = {word: n for n, word in enumerate(_VOCABULARY["units"].split())}
_TENS: dict[str, int] = {word: 10 * n for n, word in enumerate(_VOCABULARY["tens"].split(), 2)}
_SCALES: dict[str, int] = _VOCABULARY["scales"]
_IRREGULAR: dict[str, str] = _VOCABULARY["irregular"]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: crude, quick, the same for question and phrase."""
    w = word.lower().replace("’", "'")
    if w.endswith("'s"):
        w = w[:-2]
    w = w.replace("'", "")
    if w in _IRREGULAR:
        return _IRREGULAR[w]
    if len(w) <= 3:
        return w
    for ending, put in _ENDINGS_PUT:
        if w.endswith(ending) and len(w) - len(ending) >= 2:
            return w[: -len(ending)] + put
    for ending in _ENDINGS:
        if w.endswith(ending) and len(w) - len(ending) >= 3 and not w.endswith("ss"):
            w = w[: -len(ending)]
            break
    if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
        w = w[:-1]
    return w[:-1] if len(w) > 4 and w.endswith("e") else w


WIDE: frozenset[str] = frozenset(stem(word) for word in _VOCABULARY["wide"].split())


def _ideas_by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for idea, words in _VOCABULARY["ideas"].items():
        for word in words.split():
            found.setdefault(stem(word), set()).add(f"~{idea}")
    return {s: frozenset(ideas) for s, ideas in found.items()}


_IDEAS = _ideas_by_stem()


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, lower-case, in order, from its first 20,000 characters."""
    return tuple(t.lower() for t in _TOKEN.findall(text[:_MAX_CHARS]))


def _as_one(compound: re.Match[str]) -> str:
    first, second = compound.group(1), compound.group(2)
    numbers = {first.lower(), second.lower()} & (_TENS.keys() | _UNITS.keys())
    return compound.group() if numbers else first + second


@lru_cache(maxsize=512)
def content(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, and numbers as ``#18000``, in order."""
    out: list[str] = []
    run: float | None = None  # a number, as far as it has been read
    # "No-shows" is one thing; to somebody who "showed up" it is nothing.
    for token in tokens(_COMPOUND.sub(_as_one, text)):
        bare = token.replace("'", "").replace("’", "")
        if run is not None and bare in _SCALES:
            scale = _SCALES[bare]
            # "two thousand four hundred": the hundred counts the four, not the thousands before it
            above = run - run % 1000 if scale == 100 else 0
            run = above + (run - above) * scale
            continue
        if token[0].isdecimal():
            value = float(token.replace(",", "")[:15])
        elif bare in _TENS or bare in _UNITS:
            value = float(_TENS.get(bare, _UNITS.get(bare, 0)))
            if run is not None and (
                (run >= 20 and run % 10 == 0 and 0 < value < 10)
                or (run >= 100 and run % 100 == 0 and value < 100)
            ):
                run += value
                continue
        else:
            if run is not None:
                out.append(f"#{run:g}")
                run = None
            if bare not in STOP and len(bare) >= 2:
                out.append(stem(token))
            continue
        if run is not None:
            out.append(f"#{run:g}")
        run = value
    if run is not None:
        out.append(f"#{run:g}")
    # "one" and "two" are mostly glue ("one thing", "two sentences"): too common to tell anything
    return tuple(t for t in out if t not in ("#0", "#1", "#2"))


def ideas(text: str, stems: frozenset[str]) -> frozenset[str]:
    """The ideas that a text touches, as ``~money``: from its stems and from its question words."""
    found: set[str] = set()
    for s in stems:
        found |= _IDEAS.get(s, frozenset())
    for token in tokens(text):
        if token in _GLUE_IDEAS:
            found.add(_GLUE_IDEAS[token])
    return frozenset(found)
