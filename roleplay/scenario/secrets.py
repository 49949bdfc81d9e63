"""What must not be told to a rep who may try the scene again: anything that only an untold fact holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from roleplay.scenario.leaks import SMALL
from roleplay.scenario.model import Scenario
from roleplay.scenario.numbers import figures
from roleplay.scenario.words import content, stem, tokens

_LEAST: Final = 4
"""Shorter words are in every other sentence."""
_SAYINGS: Final = re.compile(
    r"\b(?:on|off) the table\b|\bout of the way\b|\bend of the day\b|\bthe first place\b", re.I
)
"""Turns of phrase in which a thing's name means no thing."""


def gives_away(scenario: Scenario, told: Collection[str], said: str, text: str) -> bool:
    """Whether ``text`` holds something that only a fact not in ``told`` would have told: a figure, or a word with
    meaning, that stands in what the buyer ``says`` of it and nowhere that the rep could know it from.

    The rep knows what the scenario shows before the call (briefing, claims, who the buyer is), how one may ask
    about a fact, and ``said``, the words of the call so far.
    """
    known = _known(scenario) | _stems(said)
    text = _SAYINGS.sub(" ", text)
    words = _stems(text) - known
    numbers = _figures(text)
    if numbers:
        numbers = numbers - _figures(_shown(scenario)) - _figures(said)
    if not words and not numbers:
        return False
    for name, fact in scenario.facts.items():
        if name in told:
            continue
        for line in fact.says:
            if words & _stems(line) or numbers & _figures(line):
                return True
    return False


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in tokens(text) if content(w) and len(w) >= _LEAST)


@lru_cache(maxsize=1024)
def _figures(text: str) -> frozenset[tuple[float, str]]:
    """The figures of a text; small ones, which are in every other sentence, only with what they count."""
    return frozenset(
        (f.value, "" if f.value >= SMALL else f.unit) for f in figures(text) if f.value >= SMALL or f.unit
    )


def _shown(scenario: Scenario) -> str:
    rep, buyer = scenario.rep, scenario.buyer
    return "\n".join(
        [scenario.title, scenario.summary, rep.role, rep.objective, rep.briefing, scenario.product.name,
         *scenario.product.claims.values(), buyer.name, buyer.role, buyer.company]
    )  # fmt: skip


def _known(scenario: Scenario) -> frozenset[str]:
    asked = "\n".join(phrase for fact in scenario.facts.values() for phrase in fact.asked_by)
    return _stems(_shown(scenario)) | _stems(asked)
