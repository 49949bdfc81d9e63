"""What a lint rule hands back, and the lines of a scenario that rules go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.scenario.model import Fact, Scenario

At = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding of a rule, by its place in the file. ``line`` only where the place is no field."""

    rule: str
    at: At
    message: str
    fix: str
    error: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Something the buyer may say. ``kind`` is the field it stands in (``says``, ``short``, ``opening``, ...)."""

    at: At
    kind: str
    text: str


def buyer_lines(scenario: Scenario) -> Iterator[Line]:
    """Every line a trainer has written for the buyer, in the order of the model."""
    yield from _lines(("buyer", "opening"), "opening", scenario.buyer.opening)
    for move, said in scenario.buyer.lines.items():
        yield from _lines(("buyer", "lines", move), move, said)
    for name, fact in scenario.facts.items():
        yield from _lines(("facts", name, "says"), "says", fact.says)
        yield from _lines(("facts", name, "short"), "short", fact.short)
    for name, objection in scenario.objections.items():
        at = ("objections", name)
        yield from _lines((*at, "says"), "says", objection.says)
        yield from _lines((*at, "push_back"), "push_back", objection.push_back)
        yield from _lines((*at, "soften"), "soften", objection.soften)
        yield from _lines((*at, "settled"), "settled", objection.settled)
    for name, outcome in scenario.outcomes.items():
        yield from _lines(("outcomes", name, "says"), "says", outcome.says)
    yield from _lines(("walk_away",), "walk_away", scenario.walk_away)


def _lines(at: At, kind: str, said: list[str] | None) -> Iterator[Line]:
    for n, text in enumerate(said or ()):
        yield Line((*at, n), kind, text)


def gated(fact: Fact) -> bool:
    """Whether a rep has to earn this fact by more than asking."""
    return fact.gate.trust > 0 or fact.gate.question == "open" or bool(fact.gate.after)
