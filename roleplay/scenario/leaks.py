"""Lint rules on what is given away: a gated fact that the opening, a short answer or the briefing already tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from roleplay.scenario.model import Scenario
from roleplay.scenario.numbers import Figure, figures, is_number_word
from roleplay.scenario.rules import At, Hit, buyer_lines, gated
from roleplay.scenario.words import content, shown, stem, tokens

PHRASE_WORDS: Final = 5
"""So many words in a row, three of them with meaning, are no chance."""
TELLING_SHARE: Final = 0.5
"""A figure gives a fact away if such a share of the fact's figures is told; one of five is the setting."""
TELLING_VALUE: Final = 1_000
"""From here on a single figure is telling by itself."""
SMALL: Final = 13
"""Below this a number is a word like any other, unless it comes with a unit."""
_TIME: Final = frozenset(
    stem(w) for w in "second minute hour day night week month quarter year time o'clock am pm".split()
)
_BEFORE_EARNED: Final = frozenset({"opening", "short", "answer", "deflect", "ask"})
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way in which a gated fact is told: its figures, stems and runs of words."""

    fact: str
    figures: tuple[Figure, ...]
    stems: frozenset[str]
    phrases: frozenset[tuple[str, ...]]


def check(scenario: Scenario) -> Iterator[Hit]:
    """All rules of this module."""
    secrets = [
        _Wording(name, tuple(figures(text)), frozenset(_meaning(text)), frozenset(_phrases(text)))
        for name, fact in scenario.facts.items()
        if gated(fact)
        for text in fact.says
    ]
    known = {(f.value, f.unit) for f in figures(f"{scenario.buyer.company}. {scenario.buyer.role}")}
    for at, text in _spoken_early(scenario):
        for fact, words in _told(text, secrets, known):
            yield Hit(
                "gives-it-away", at,
                f"This already tells part of {fact} ({shown(words, 40)}), which has to be earned.",
                "Hint that there is more without saying what.",
            )  # fmt: skip
    for at, text in _read_before(scenario):
        for fact, words in _told(text, secrets, known):
            yield Hit(
                "briefing-leak", at, f"The rep reads here part of what {fact} would tell ({shown(words, 40)}).",
                "Leave it out, or open that fact's gate.",
            )  # fmt: skip


def _spoken_early(scenario: Scenario) -> Iterator[tuple[At, str]]:
    for line in buyer_lines(scenario):
        if line.kind in _BEFORE_EARNED:
            yield line.at, line.text
    for name, objection in scenario.objections.items():
        if not objection.raised.after:
            for n, text in enumerate(objection.says):
                yield ("objections", name, "says", n), text


def _read_before(scenario: Scenario) -> Iterator[tuple[At, str]]:
    yield ("title",), scenario.title
    yield ("summary",), scenario.summary
    yield ("rep", "objective"), scenario.rep.objective
    yield ("rep", "briefing"), scenario.rep.briefing


def _told(text: str, secrets: list[_Wording], known: set[tuple[float, str]]) -> Iterator[tuple[str, str]]:
    """The facts that ``text`` tells part of, once each, with the words that do."""
    said = [s for s in _SENTENCE.split(text) if s.strip()]
    found: dict[str, str] = {}
    for secret in secrets:
        for sentence in said:
            words = _shared(sentence, secret, known)
            if words:
                found.setdefault(secret.fact, words)
    yield from found.items()


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    words = tokens(text)
    for n in range(len(words) - PHRASE_WORDS + 1):
        run = tuple(words[n : n + PHRASE_WORDS])
        if sum(1 for w in run if content(w)) >= 3:
            yield run


def _meaning(text: str) -> set[str]:
    return {stem(t) for t in tokens(text) if content(t) and not is_number_word(t)}


def _shared(sentence: str, secret: _Wording, known: set[tuple[float, str]]) -> str | None:
    """The words of ``sentence`` that give the secret away, or ``None``."""
    for run in _phrases(sentence):
        if run in secret.phrases:
            return " ".join(run)
    common = _meaning(sentence) & secret.stems
    told = [
        (figure, hidden)
        for figure in figures(sentence)
        if (figure.value, figure.unit) not in known
        for hidden in secret.figures
        if _same(figure, hidden, common)
    ]
    if not told:
        return None
    share = len({hidden.value for _, hidden in told}) / len({hidden.value for hidden in secret.figures})
    if share >= TELLING_SHARE or any(hidden.value >= TELLING_VALUE for _, hidden in told):
        return told[0][0].text
    return None


def _same(figure: Figure, hidden: Figure, common: set[str]) -> bool:
    """Whether two equal numbers are the same figure. Small numbers are in every other sentence: those have to be
    counted in the same unit (a share, money, patients), in the same company. Stretches of time do not count:
    "two years ago" is said of anything."""
    if figure.value != hidden.value:
        return False
    same_unit = bool(figure.unit) and figure.unit == hidden.unit
    if figure.value >= SMALL:
        return same_unit or bool(common)
    return same_unit and figure.unit not in _TIME and bool(common - {figure.unit})
