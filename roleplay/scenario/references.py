"""What a scenario's parts say about each other: every id that is named has to be there, and make sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from roleplay.scenario.model import Scenario
from roleplay.scenario.words import suggestion

At = tuple[tuple[str | int, ...], str]
"""Where (a path into the file) and what is wrong."""


def check(scenario: Scenario) -> list[At]:
    """Everything that the model cannot see by itself. Pure; an empty list means that all is well."""
    return [
        *_something_to_talk_about(scenario),
        *_facts(scenario),
        *_objections(scenario),
        *_outcomes(scenario),
    ]


def _something_to_talk_about(scenario: Scenario) -> Iterator[At]:
    if not scenario.facts and not scenario.objections:
        yield (), "a scenario needs at least one fact or one objection: add facts: or objections:"


def _named(
    at: tuple[str | int, ...], ids: Iterable[str], known: Mapping[str, object], what: str
) -> Iterator[At]:
    for n, name in enumerate(ids):
        if name not in known:
            one = what.replace("s or ", " or ").removesuffix("s")
            yield (*at, n), f"there is no {one} called {name}; {suggestion(name, list(known), what)}"


def _facts(scenario: Scenario) -> Iterator[At]:
    facts = scenario.facts
    for name, fact in facts.items():
        yield from _named(("facts", name, "gate", "after"), fact.gate.after, facts, "facts")
    for circle in _circles({name: fact.gate.after for name, fact in facts.items()}):
        at = ("facts", circle[0], "gate", "after")
        if len(circle) == 1:
            yield at, f"{circle[0]} waits for itself and can never be told: take it out"
        else:
            chain = " -> ".join([*circle, circle[0]])
            yield at, f"these facts wait for each other and can never be told: {chain}; take one 'after' out"


def _circles(waits: Mapping[str, list[str]]) -> list[list[str]]:
    """Each circle in "waits for", once, from the member that stands first. Without recursion: chains may be long."""
    state: dict[str, int] = {}
    circles: list[list[str]] = []
    for start in waits:
        if start in state:
            continue
        path = [start]
        branches = [iter(waits[start])]
        state[start] = 1
        while path:
            following = next(branches[-1], None)
            if following is None:
                state[path.pop()] = 2
                branches.pop()
            elif following in waits and state.get(following) == 1:
                circles.append(path[path.index(following) :])
            elif following in waits and following not in state:
                state[following] = 1
                path.append(following)
                branches.append(iter(waits[following]))
    return circles


def _objections(scenario: Scenario) -> Iterator[At]:
    facts, claims = scenario.facts, scenario.product.claims
    for name, objection in scenario.objections.items():
        at = ("objections", name)
        root = objection.root
        if root is not None and root not in facts:
            hint = "; a claim is no root: the root is what lies behind it" if root in claims else ""
            yield (
                (*at, "root"),
                f"there is no fact called {root}; {suggestion(root, list(facts), 'facts')}{hint}",
            )
        answers = dict.fromkeys([*facts, *claims])
        yield from _named((*at, "answered_by"), objection.answered_by, answers, "facts or claims")
        for n, answer in enumerate(objection.answered_by):
            if answer in facts and answer in claims:
                yield (
                    (*at, "answered_by", n),
                    f"{answer} is both a fact and a claim of the product: give one of them another name",
                )
        after = dict.fromkeys([*facts, *(o for o in scenario.objections if o != name)])
        yield from _named((*at, "raise", "after"), objection.raised.after, after, "facts or objections")
        for n, earlier in enumerate(objection.raised.after):
            if earlier in facts and earlier in scenario.objections:
                yield (
                    (*at, "raise", "after", n),
                    f"{earlier} is both a fact and an objection: give one of them another name",
                )


def _outcomes(scenario: Scenario) -> Iterator[At]:
    for name, outcome in scenario.outcomes.items():
        when, at = outcome.when, ("outcomes", name, "when")
        yield from _named((*at, "settled"), when.settled, scenario.objections, "objections")
        yield from _named((*at, "softened"), when.softened, scenario.objections, "objections")
        yield from _named((*at, "told"), when.told, scenario.facts, "facts")
        if not when.model_dump(exclude_none=True, exclude_defaults=True):
            yield at, "nothing is asked for here: give at least one condition, such as next_step: accepted"
        least, below = when.trust_at_least, when.trust_below
        if least is not None and below is not None and least >= below:
            yield at, f"trust cannot be at least {least} and below {below} at once"
