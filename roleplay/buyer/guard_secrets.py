"""What code knows of a scenario and a model must not: kept for checking, never near a prompt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Final

from roleplay.buyer.guard_text import marks_of, norm, runs_of, sentences, stems_of, true_names, values
from roleplay.buyer.script import stock
from roleplay.buyer.words import everyday, words_of
from roleplay.scenario.model import Scenario

_NOT_OWN: Final = words_of(
    "name time way mind own side head hand word words life day point price quote job question offer case people product money "
    "eye eyes back face kind turn team part end place number company office desk phone email address signature last late next "
    "first five whole most half three two four six"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A fact or an objection that may not have come up: its wordings, and what they are recognised by."""

    says: tuple[str, ...]
    wordings: tuple[frozenset[str], ...]
    """The marks of each wording."""
    fragments: tuple[frozenset[str], ...]
    """The marks of each single sentence of it, where there are two or more."""
    asked: frozenset[str]
    """The roots of what a rep would ask to hear it: the subject in other words."""
    runs: frozenset[tuple[str, ...]]
    values: frozenset[float]
    names: frozenset[str]
    weights: dict[str, float]
    """Roots with how much each tells: 0.4 for everyday words to 1.5 for words found nowhere else."""
    total: float
    """The weight of the lightest wording."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """All that is checked for. Empty by default: then only unknown figures and names give a leak away."""

    facts: tuple[Secret, ...] = ()
    claims: tuple[frozenset[str], ...] = ()
    """The roots of what the rep may say of the product: a buyer who says it first is selling."""
    public: str = ""
    """What everybody in the conversation knows from before: the briefing and the summary."""
    lines: tuple[str, ...] = ()
    """Sentences of the buyer's later lines, normalised: said before their time they give the script away."""
    owned: frozenset[str] = frozenset()
    """What is the buyer's: "your trucks" is said to them, never by them."""

    theirs: frozenset[str] = frozenset()
    """What is the rep's alone: no buyer speaks of "our engineers"."""

    domain: frozenset[str] = frozenset()
    """The roots of all that this scenario is about: what is sold, asked, known and objected."""

    @classmethod
    def of(cls, scenario: Scenario) -> Secrets:
        """The checker for one scenario. Deterministic, a few milliseconds."""
        buyer, rep = scenario.buyer, scenario.rep
        public = " ".join(
            [
                scenario.title + ".", scenario.summary, rep.role + ".", rep.objective, rep.briefing, buyer.name + ".",
                buyer.role + ".", buyer.company + ".", buyer.persona, buyer.speech, scenario.product.name + ".",
                *buyer.opening,
            ]
        )  # fmt: skip
        objections = list(scenario.objections.values())
        open_talk = [public, *(line for lines in buyer.lines.values() for line in lines)]
        open_talk += [line for fact in scenario.facts.values() for line in fact.short or ()]
        open_talk += [line for o in objections for lines in (o.says, o.push_back) for line in lines or ()]
        elsewhere = stems_of(" ".join(open_talk))
        spread: Counter[str] = Counter()
        for fact in scenario.facts.values():
            spread.update(stems_of(" ".join(fact.says)))
        facts = [
            _secret(fact.says, " ".join([*fact.asked_by, re.sub("[-_]", " ", name)]), spread, elsewhere)
            for name, fact in scenario.facts.items()
        ]
        facts += [_secret(o.says, "", spread, elsewhere | stems_of(" ".join(o.says))) for o in objections]
        later = [line for o in scenario.outcomes.values() for line in o.says] + (scenario.walk_away or [])
        later += [line for o in objections for line in o.settled or []]
        return cls(
            facts=tuple(facts),
            claims=tuple(frozenset(stems_of(text)) for text in scenario.product.claims.values()),
            public=public,
            lines=tuple(norm(s) for line in later for s in sentences(line) if len(s.split()) >= 4),
            owned=frozenset(_owned(scenario)),
            domain=frozenset(_domain(scenario) - small_talk()),
            theirs=frozenset(stems_of(" ".join(scenario.product.claims.values())) - _spoken(scenario)),
        )


def _secret(says: Sequence[str], asked: str, spread: Counter[str], elsewhere: Set[str]) -> Secret:
    weights = {s: _weight(s, spread[s], s in elsewhere) for s in stems_of(" ".join(says))}
    return Secret(
        says=tuple(norm(line) for line in says),
        wordings=tuple(frozenset(marks_of(line)) for line in says),
        fragments=tuple(m for line in says for s in sentences(line) if len(m := frozenset(marks_of(s))) >= 2),
        asked=frozenset(stems_of(asked)),
        runs=frozenset(run for line in says for run in runs_of(line)),
        values=frozenset(v for line in says for v in values(line)),
        names=frozenset(n for line in says for n in true_names(line)),
        weights=weights,
        total=min(sum(weights[s] for s in stems_of(line)) for line in says) or 1.0,
    )


def _weight(s: str, spread: int, elsewhere: bool) -> float:
    if s in everyday():
        return 0.4
    if elsewhere:
        return 0.5
    return 1.5 if spread == 1 and len(s) >= 5 else 1.0


def _domain(scenario: Scenario) -> Set[str]:
    rep = scenario.rep
    texts = [scenario.summary, rep.objective, rep.briefing, *scenario.product.claims.values()]
    for fact in scenario.facts.values():
        texts += [*fact.says, *fact.asked_by, *(fact.short or [])]
    for o in scenario.objections.values():
        texts += [*o.says, *(o.push_back or []), *(o.soften or []), *(o.settled or []), o.model_answer or ""]
    texts += [line for o in scenario.outcomes.values() for line in o.says]
    return stems_of("\n".join(texts))


@cache
def small_talk() -> frozenset[str]:
    """The roots that buyers of all trades use: those in two or more stock lines."""
    counts: Counter[str] = Counter()
    for moods in stock().values():
        for manners in moods.values():
            for said in manners.values():
                for line in said:
                    counts.update(stems_of(line))
    return frozenset(root for root, n in counts.items() if n >= 2)


def _lines(scenario: Scenario) -> list[str]:
    """What the buyer says of themselves."""
    lines = [*scenario.buyer.opening, *(scenario.walk_away or [])]
    lines += [line for f in scenario.facts.values() for line in [*f.says, *(f.short or [])]]
    return lines + [
        line
        for o in scenario.objections.values()
        for line in [*o.says, *(o.push_back or []), *(o.soften or [])]
    ]


def _spoken(scenario: Scenario) -> Set[str]:
    return stems_of(" ".join([*_lines(scenario), scenario.buyer.company, scenario.buyer.persona]))


def _owned(scenario: Scenario) -> set[str]:
    """Nouns that the buyer's lines call "my" or "our", and the things that the buyer's company counts."""
    found = set()
    for line in _lines(scenario):
        found |= {m.group(1) for m in re.finditer(r"\b(?:my|our) (?:\w+ly )?([a-z]{3,})\b", line.lower())}
    found |= set(re.findall(r"\b[a-z]{4,}s\b", scenario.buyer.company))
    return found - _NOT_OWN
