"""Lint rules on what can happen and hardly will, and on what happens whatever the rep does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roleplay.scenario.model import Condition, Difficulty, Scenario, result_of
from roleplay.scenario.rules import At, Hit

GOOD_TURN: Final = 7
"""Points of trust that a strong rep earns in a turn, below a trust of 60: strong scripted reps earn 5 to 8 a turn in
the bundled scenes."""
HIGH: Final = 84
"""Few calls get beyond this trust before their last turn."""
TURNS_AFTER: Final = 3
"""Turns that a rep needs after the last thing is told: to answer with it, to ask, and one to spare."""

SCALES: Final[dict[Difficulty, tuple[float, float]]] = {
    "easy": (-8, 1.25),
    "medium": (0, 1.0),
    "hard": (6, 0.85),
}
"""What a difficulty adds to a trust gate, and the factor on gains: as in the table of what a turn is worth."""
_EASY_TRUST: Final = 60
_AFTER_THE_REP: Final = frozenset({"price", "pitch", "discount", "pressure", "disparage"})


def check(scenario: Scenario) -> Iterator[Hit]:
    """All rules of this module."""
    yield from _trust(scenario)
    yield from _objections(scenario)
    yield from _for_asking(scenario)


def trust_of_a_strong_rep(scenario: Scenario, turns: int) -> float:
    """About how much trust (0 to 100) a strong rep has after so many turns."""
    trust, warm = float(scenario.buyer.mood.trust), SCALES[scenario.difficulty][1]
    for _ in range(max(0, turns)):
        trust += GOOD_TURN * warm * max(0.3, 1 - max(0.0, trust - _EASY_TRUST) / 50)
    return min(100.0, trust)


def _trust(scenario: Scenario) -> Iterator[Hit]:
    start, limit = scenario.buyer.mood.trust, scenario.turn_limit
    shift = SCALES[scenario.difficulty][0]
    for name, fact in scenario.facts.items():
        # A short call has less to spare; the first turn is always there.
        reached = trust_of_a_strong_rep(scenario, max(1, limit - TURNS_AFTER))
        wanted = fact.gate.trust + shift
        if fact.gate.trust and wanted > max(start, min(reached, HIGH)):
            harder = f" ({wanted:g} at the difficulty {scenario.difficulty})" if shift else ""
            yield Hit(
                "trust-hardly-reached", ("facts", name, "gate", "trust"),
                f"This fact wants trust {fact.gate.trust}{harder}. The buyer starts at {start}, and a strong rep has about "
                f"{min(reached, HIGH):.0f} when there is still time to use it: hardly anybody will hear this.",
                "Ask for 45 to 70, start with more trust, or give the rep more turns.",
            )  # fmt: skip
    for name, outcome in scenario.outcomes.items():
        least = outcome.when.trust_at_least
        if least is not None and result_of(name, outcome) == "won":
            reached = min(trust_of_a_strong_rep(scenario, limit), HIGH)
            if least > max(start, reached):
                yield Hit(
                    "trust-hardly-reached", ("outcomes", name, "when", "trust_at_least"),
                    f"This call can hardly be won: it wants trust {least}, and a strong rep has about {reached:.0f} at the end.",
                    "Ask for 60 to 75, or start with more trust.",
                )  # fmt: skip


def _objections(scenario: Scenario) -> Iterator[Hit]:
    for name, objection in scenario.objections.items():
        at = ("objections", name)
        if objection.root is None and not objection.answered_by:
            yield Hit(
                "no-way-out", at,
                "This call can hardly be won: nothing lies behind this objection and nothing answers it, so there is "
                "nothing for the rep to find out and nothing true to say."
                if _in_the_way(scenario, name)
                else "Nothing lies behind this objection and nothing answers it.",
                "Name a fact as its root, and facts or claims in answered_by.",
            )  # fmt: skip
        elif not objection.answered_by:
            yield Hit(
                "answered-by-anything", at, "Nothing is named that answers this objection, so any pitch does.",
                "Name facts or product claims in answered_by.",
            )  # fmt: skip
    if len(scenario.objections) == 1:
        [(name, objection)] = scenario.objections.items()
        if objection.root is None and objection.answered_by:
            yield Hit(
                "nothing-behind", ("objections", name),
                "Nothing lies behind the only objection, so there is nothing to find out: a rep learns only to answer it.",
                "Name the fact that it is really about as its root.",
            )  # fmt: skip


def _in_the_way(scenario: Scenario, name: str) -> bool:
    """Whether no call is won without this objection being dealt with."""
    wins = [o.when for n, o in scenario.outcomes.items() if result_of(n, o) == "won"]
    if scenario.objections[name].raised.when not in _AFTER_THE_REP and all(w.next_step for w in wins):
        return True  # while it is open, the buyer agrees to nothing
    return bool(wins) and all(name in (*w.settled, *w.softened) for w in wins)


def _for_asking(scenario: Scenario) -> Iterator[Hit]:
    if any(o.raised.when not in _AFTER_THE_REP for o in scenario.objections.values()):
        return
    wins: list[tuple[At, Condition]] = [
        (("outcomes", n, "when"), o.when) for n, o in scenario.outcomes.items() if result_of(n, o) == "won"
    ]
    if not scenario.outcomes:
        wins = [((), Condition(next_step="accepted"))]
    for at, when in wins:
        # An objection that is named in the condition comes up at the close by itself.
        earned = when.settled or when.softened or when.told or when.trust_at_least or when.disqualified
        if when.next_step and not earned:
            against = (
                "nobody has anything against it" if not scenario.objections else "nothing comes up against it"
            )
            yield Hit(
                "won-for-asking", at, f"'Can we meet?' wins this call, whatever came before: {against}.",
                "Add an objection, or ask for facts in the condition (told: [...]).",
            )  # fmt: skip
            return
