"""Questions out of what a trainer writes under ``asked_by``: a few words each, mostly in lower case.

"what roadlink offers" becomes "Can you tell me what RoadLink offers?", "who is pushing" becomes "Who is pushing?",
"downtime" becomes "Tell me about downtime."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from roleplay.scenario.model import Fact, Scenario
from roleplay.scenario.words import tokens

_WH: Final = frozenset("what how why who whose where when which".split())
_AUX: Final = frozenset(
    "is are was were do does did have has had can could would will should might must isn't aren't wasn't "
    "weren't don't doesn't didn't haven't hasn't hadn't can't couldn't wouldn't won't shouldn't".split()
)
_TELLING: Final = frozenset("tell describe walk talk explain show".split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AFTER_STOP: Final = re.compile(r"(?:^|[.!?:;…\n])[\s\"'“”‘’(\[-]*$")
_CALENDAR: Final = {
    w: w.capitalize()
    for w in "monday tuesday wednesday thursday friday saturday sunday january february april june july august "
    "september october november december christmas easter".split()
}
_NOT_NAMES: Final = frozenset({"may", "march", "will", "mark", "bill", "god"})
"""Words that are names only now and then."""


def questions_about(scenario: Scenario, fact: Fact, known: str = "", *, open_only: bool = False) -> list[str]:
    """Questions on a fact; empty if the fact has no ``asked_by``. First come the trainer's phrases that ask
    ("what a missed slot costs"), then those that name a subject ("no-shows"), then, unless ``open_only``, those for a yes or no.

    A phrase with a name that neither the briefing nor ``known`` (what has been said so far) holds comes after
    all others: the rep could not have come up with it.
    """
    heard = frozenset(tokens(f"{_read_by_rep(scenario)}\n{known}"))
    names = names_in(scenario)

    def closed(phrase: str) -> bool:
        first = tokens(phrase)[0]
        return first in _AUX or first == "whether"

    def place(phrase: str) -> tuple[bool, int]:
        words = tokens(phrase)
        kind = 2 if closed(phrase) else 0 if words[0] in _WH else 1
        return any(w in names and w not in heard and w not in _CALENDAR for w in words), kind

    phrases = [p for p in fact.asked_by if tokens(p) and not (open_only and closed(p))]
    return [question(phrase, names) for phrase in sorted(phrases, key=place)]


def question(phrase: str, names: dict[str, str] | None = None) -> str:
    """One phrase as something a rep would say: one sentence with its mark. ``names`` are words in lower case with
    how they are written (see :func:`names_in`)."""
    text = _with_names(" ".join(phrase.split()).rstrip("?.! "), names or {})
    words = tokens(text)
    if not words:
        return ""
    first = words[0]
    if first in _TELLING:
        return f"{_capital(text)}."
    if first in _AUX or (
        first in _WH and len(words) > 1 and (words[1] in _AUX or words[:2] == ["how", "come"])
    ):
        return f"{_capital(text)}?"
    if first in _WH or first == "whether":
        return f"Can you tell me {text[:1].lower()}{text[1:]}?"
    article = "the " if first in ("last", "next", "first", "worst", "best") else ""
    return f"Tell me about {article}{text}."


@lru_cache(maxsize=64)
def _names(texts: tuple[str, ...]) -> dict[str, str]:
    upper: dict[str, str] = {}
    lower: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0].replace("’", "'").removesuffix("'s")
            if word.islower():
                lower.add(word)
            elif not word[1:].islower() or not _AFTER_STOP.search(text[: match.start()]):
                upper.setdefault(word.lower(), word)
    found = {w: cased for w, cased in upper.items() if w not in lower and w not in _NOT_NAMES}
    return {**_CALENDAR, **found, "i": "I", "i'm": "I'm", "i've": "I've", "i'd": "I'd", "i'll": "I'll"}


def names_in(scenario: Scenario) -> dict[str, str]:
    """The names that a scenario's texts hold, by their lower case, as they are written there: words that stand
    with a capital where no sentence begins, and never without one."""
    return _names(tuple(_texts(scenario)))


def _read_by_rep(scenario: Scenario) -> str:
    rep, buyer = scenario.rep, scenario.buyer
    return "\n".join(
        [scenario.title, scenario.summary, rep.role, rep.objective, rep.briefing, scenario.product.name,
         *scenario.product.claims.values(), buyer.name, buyer.role, buyer.company]
    )  # fmt: skip


def _texts(scenario: Scenario) -> Iterator[str]:
    yield from _read_by_rep(scenario).split("\n")
    yield scenario.buyer.persona
    for fact in scenario.facts.values():
        yield from fact.says
        yield from fact.short or ()
    for o in scenario.objections.values():
        lines: Iterable[str] = (*o.says, *(o.push_back or ()), *(o.soften or ()), *(o.settled or ()))
        yield from lines
        if o.model_answer:
            yield o.model_answer


def _with_names(text: str, names: dict[str, str]) -> str:
    def cased(match: re.Match[str]) -> str:
        word = match[0]
        bare, owner = (word[:-2], word[-2:]) if word[-2:] in ("'s", "’s") else (word, "")
        return names[bare] + owner if bare in names else word

    return _WORD.sub(cased, text)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
