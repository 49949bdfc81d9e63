"""What a scenario's parts say about each other: every id that is named has to be there, and make sense.

The checks go through the file's plain values, not the model, so that a wrong name is told together with a
wrong type elsewhere. What has the wrong type is stepped over here: the model says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from roleplay.scenario.words import shown, suggestion

At = tuple[tuple[str | int, ...], str]
"""Where (a path into the file) and what is wrong."""


def check(data: Mapping[str, Any]) -> list[At]:
    """Everything that the model cannot see by itself. Pure; an empty list means that all is well."""
    return [*_something_to_talk_about(data), *_facts(data), *_objections(data), *_outcomes(data)]


def _block(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The block ``name``; empty if there is none or it is no block."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _blocks(data: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The named blocks in the block ``name``."""
    return [(key, value) for key, value in _block(data, name).items() if isinstance(value, dict)]


def _ids(block: Mapping[str, Any], name: str) -> list[tuple[int, str]]:
    """The texts in the list ``name``, each with its place."""
    value = block.get(name)
    return [(n, v) for n, v in enumerate(value) if isinstance(v, str)] if isinstance(value, list) else []


def _sound(data: Mapping[str, Any], *names: str) -> bool:
    """Whether these are blocks or not there: else nothing can be said of what is in them."""
    return all(isinstance(data.get(name, {}), dict) for name in names)


def _something_to_talk_about(data: Mapping[str, Any]) -> Iterator[At]:
    if data.get("facts", {}) == {} and data.get("objections", {}) == {}:
        yield (), "a scenario needs at least one fact or one objection: add facts: or objections:"


def _named(
    at: tuple[str | int, ...], ids: Iterable[tuple[int, str]], known: Collection[str], what: str
) -> Iterator[At]:
    for n, name in ids:
        if name not in known:
            one = what.replace("s or ", " or ").removesuffix("s")
            yield (
                (*at, n),
                f"there is no {one} called {shown(name, 40)}; {suggestion(name, list(known), what)}",
            )


def _facts(data: Mapping[str, Any]) -> Iterator[At]:
    if not _sound(data, "facts"):
        return
    facts = _block(data, "facts")
    waits: dict[str, list[str]] = {}
    for name, fact in _blocks(data, "facts"):
        after = _ids(_block(fact, "gate"), "after")
        waits[name] = [earlier for _, earlier in after]
        yield from _named(("facts", name, "gate", "after"), after, facts, "facts")
    for circle in _circles(waits):
        at = ("facts", circle[0], "gate", "after")
        if len(circle) == 1:
            yield at, f"{circle[0]} waits for itself and can never be told: take it out"
        else:
            chain = shown(" -> ".join([*circle, circle[0]]), 200)
            yield at, f"these facts wait for each other and can never be told: {chain}; take one 'after' out"


def _circles(waits: Mapping[str, list[str]]) -> list[list[str]]:
    """Each circle in "waits for", once, from the member that is met first. Without recursion: chains may be long."""
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


def _objections(data: Mapping[str, Any]) -> Iterator[At]:
    if not _sound(data, "facts", "objections", "product") or not _sound(_block(data, "product"), "claims"):
        return
    facts, claims = _block(data, "facts"), _block(_block(data, "product"), "claims")
    objections = _block(data, "objections")
    for name, objection in _blocks(data, "objections"):
        at = ("objections", name)
        root = objection.get("root")
        if isinstance(root, str) and root not in facts:
            hint = "; a claim is no root: the root is what lies behind it" if root in claims else ""
            near = suggestion(root, list(facts), "facts")
            yield (*at, "root"), f"there is no fact called {shown(root, 40)}; {near}{hint}"
        answers = _ids(objection, "answered_by")
        yield from _named((*at, "answered_by"), answers, dict.fromkeys([*facts, *claims]), "facts or claims")
        for n, answer in answers:
            if answer in facts and answer in claims:
                yield (
                    (*at, "answered_by", n),
                    f"{answer} is both a fact and a claim of the product: give one of them another name",
                )
        after = _ids(_block(objection, "raise"), "after")
        known = dict.fromkeys([*facts, *(o for o in objections if o != name)])
        yield from _named((*at, "raise", "after"), after, known, "facts or objections")
        for n, earlier in after:
            if earlier in facts and earlier in objections:
                yield (
                    (*at, "raise", "after", n),
                    f"{earlier} is both a fact and an objection: give one of them another name",
                )


def _outcomes(data: Mapping[str, Any]) -> Iterator[At]:
    for name, outcome in _blocks(data, "outcomes"):
        at = ("outcomes", name, "when")
        if not isinstance(outcome.get("when"), dict):
            continue
        when = outcome["when"]
        if _sound(data, "objections"):
            for key in ("settled", "softened"):
                yield from _named((*at, key), _ids(when, key), _block(data, "objections"), "objections")
        if _sound(data, "facts"):
            yield from _named((*at, "told"), _ids(when, "told"), _block(data, "facts"), "facts")
        if all(value is None or value == [] for value in when.values()):
            yield at, "nothing is asked for here: give at least one condition, such as next_step: accepted"
        least, below = when.get("trust_at_least"), when.get("trust_below")
        if isinstance(least, int) and isinstance(below, int) and least >= below:
            yield at, f"trust cannot be at least {least} and below {below} at once"
