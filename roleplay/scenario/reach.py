"""Lint rules on what can happen at all: what can be told, raised, settled, won and lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from roleplay.scenario.model import Condition, Objection, Scenario, result_of
from roleplay.scenario.rules import Hit

TRUST_PER_TURN: Final = 12
"""More than a good turn earns in play; a gate beyond start + turns x this is out of reach on any day."""
TRUST_CEILING: Final = 94
"""Above this a gate is out of reach where a hard buyer adds to it."""
_MISTAKES: Final = frozenset({"discount", "pressure", "disparage"})


def check(scenario: Scenario) -> Iterator[Hit]:
    """All rules of this module."""
    told = _tellable(scenario)
    raised = _raisable(scenario, told)
    yield from _facts(scenario, told)
    yield from _objections(scenario, told, raised)
    yield from _outcomes(scenario, told, raised)
    yield from _shadowed(scenario)
    yield from _winning_and_losing(scenario)
    yield from _bits(scenario)


def _trust_in_reach(scenario: Scenario) -> int:
    return min(TRUST_CEILING, scenario.buyer.mood.trust + TRUST_PER_TURN * (scenario.turn_limit - 1))


def _tellable(scenario: Scenario) -> set[str]:
    """The facts that a rep can come to hear."""
    highest = max(_trust_in_reach(scenario), scenario.buyer.mood.trust)
    can = {
        name
        for name, fact in scenario.facts.items()
        if fact.gate.trust <= highest
        and (fact.asked_by or fact.gate.question == "none" or name in _led_to(scenario))
    }
    while True:
        kept = {name for name in can if all(earlier in can for earlier in scenario.facts[name].gate.after)}
        if kept == can:
            return can
        can = kept


def _led_to(scenario: Scenario) -> set[str]:
    """The facts that come up without being asked for by name: when an objection is explored, or as what follows
    from the fact just told."""
    found = {name for name, fact in scenario.facts.items() if fact.gate.after}
    for objection in scenario.objections.values():
        for name in (objection.root, *objection.answered_by):
            if name in scenario.facts:
                found |= {name, *_before(scenario, name)}
    return found


def _raisable(scenario: Scenario, told: set[str]) -> set[str]:
    """The objections that can come up."""
    can: set[str] = set()
    while True:
        more = {
            name
            for name, objection in scenario.objections.items()
            if name not in can and _comes_up(objection, scenario.turn_limit, told | can)
        }
        if not more:
            return can
        can |= more


def _comes_up(objection: Objection, turn_limit: int, done: set[str]) -> bool:
    raised = objection.raised
    if raised.when is not None or (raised.turn is not None and raised.turn <= turn_limit):
        return True
    if raised.turn is not None and not raised.after:
        return False
    return all(earlier in done for earlier in raised.after)


def _facts(scenario: Scenario, told: set[str]) -> Iterator[Hit]:
    for name, fact in scenario.facts.items():
        at, gate = ("facts", name), fact.gate
        if not fact.asked_by and gate.question != "none":
            led_to = name in _led_to(scenario)
            yield Hit(
                "fact-unaskable", (*at, "asked_by"),
                "Nobody can ask for this fact: asked_by is empty"
                + (", so it only comes up on the way to something else." if led_to else "."),
                "Add a few things a rep would ask about to hear it.", not led_to,
            )  # fmt: skip
        highest = max(_trust_in_reach(scenario), scenario.buyer.mood.trust)
        if gate.trust > highest:
            yield Hit(
                "trust-out-of-reach", (*at, "gate", "trust"),
                f"This fact wants trust {gate.trust}; the buyer starts at {scenario.buyer.mood.trust}, and about "
                f"{highest} is as far as {_count(scenario.turn_limit, 'turn')} can take them.",
                "Lower the gate, start with more trust, or give the rep more turns.", True,
            )  # fmt: skip
        lost = [earlier for earlier in gate.after if earlier not in told]
        if lost:
            yield Hit(
                "after-out-of-reach", (*at, "gate", "after"),
                f"This fact comes after {_and(lost)}, which can never be told.",
                f"Mend {_and(lost)} first, or take it out of 'after'.", True,
            )  # fmt: skip
        elif len(_before(scenario, name)) >= scenario.turn_limit:
            yield Hit(
                "after-out-of-reach", (*at, "gate", "after"),
                f"{_count(len(_before(scenario, name)), 'fact')} must be told before this one, and the rep has only "
                f"{_count(scenario.turn_limit, 'turn')}.",
                "Shorten the chain or raise turn_limit.", True,
            )  # fmt: skip


def _before(scenario: Scenario, name: str) -> set[str]:
    """All facts that have to be told before this one."""
    seen: set[str] = set()
    todo = list(scenario.facts[name].gate.after)
    while todo:
        earlier = todo.pop()
        if earlier in scenario.facts and earlier not in seen:
            seen.add(earlier)
            todo += scenario.facts[earlier].gate.after
    return seen


def _objections(scenario: Scenario, told: set[str], raised: set[str]) -> Iterator[Hit]:
    claims = scenario.product.claims
    for name, objection in scenario.objections.items():
        at = ("objections", name)
        if name not in raised:
            yield Hit(
                "never-raised", (*at, "raise"), "This objection never comes up.",
                "Give raise a turn within turn_limit, a 'when', or an 'after' that can be reached.", True,
            )  # fmt: skip
        if objection.root is not None and objection.root in scenario.facts and objection.root not in told:
            yield Hit(
                "root-out-of-reach", (*at, "root"), f"The root, {objection.root}, can never be told.",
                "Mend that fact's asked_by and gate.", True,
            )  # fmt: skip
        if objection.answered_by and not any(a in told or a in claims for a in objection.answered_by):
            yield Hit(
                "unanswerable", (*at, "answered_by"), "None of the facts that answer this objection can be told.",
                "Mend one of them, or let a product claim answer it.", True,
            )  # fmt: skip


def _outcomes(scenario: Scenario, told: set[str], raised: set[str]) -> Iterator[Hit]:
    for name, outcome in scenario.outcomes.items():
        at, when, won = ("outcomes", name, "when"), outcome.when, result_of(name, outcome) == "won"
        never = [o for o in (*when.settled, *when.softened) if o not in raised]
        if never:
            yield Hit(
                "outcome-out-of-reach", at, f"This can never happen: the objection {_and(never)} never comes up.",
                "Let it be raised, or take it out of the condition.", won,
            )  # fmt: skip
        untold = [f for f in when.told if f not in told]
        if untold:
            yield Hit(
                "outcome-out-of-reach", at, f"This can never happen: {_and(untold)} can never be told.",
                "Mend that fact's asked_by and gate, or take it out of the condition.", won,
            )  # fmt: skip
        if when.turns is not None and when.turns > scenario.turn_limit:
            yield Hit(
                "outcome-out-of-reach", (*at, "turns"),
                f"This waits for turn {when.turns}; the call ends after {scenario.turn_limit}.",
                "Lower turns or raise turn_limit.", won,
            )  # fmt: skip
        if when.trust_at_least is not None and when.trust_at_least > _trust_in_reach(scenario):
            yield Hit(
                "outcome-out-of-reach", (*at, "trust_at_least"),
                f"Trust {when.trust_at_least} is out of reach in {scenario.turn_limit} turns.",
                "Lower it, or start with more trust.", won,
            )  # fmt: skip
        if won:
            yield from _won(scenario, name, when)


def _won(scenario: Scenario, name: str, when: Condition) -> Iterator[Hit]:
    at = ("outcomes", name, "when")
    for objection in dict.fromkeys((*when.settled, *when.softened)):
        raised = scenario.objections[objection].raised
        if raised.when in _MISTAKES and raised.turn is None and not raised.after:
            yield Hit(
                "won-by-mistake", at,
                f"This needs {objection} out of the way, which by its raise only comes up if the rep makes a mistake "
                f"({raised.when}); who makes none meets it at the very end.",
                "Raise it another way as well, or take it out of the condition.",
            )  # fmt: skip
    earned = when.settled or when.softened or when.told or when.trust_at_least or when.disqualified
    if not earned and when.next_step != "accepted":
        yield Hit(
            "won-for-nothing", at, "This can be won without earning anything.",
            "Ask for something settled or told, or for next_step: accepted.",
        )  # fmt: skip


_AT_LEAST: Final = ("discounts", "pressure", "disparaged", "trust_at_least", "turns")


def _shadowed(scenario: Scenario) -> Iterator[Hit]:
    listed = list(scenario.outcomes.items())
    for n, (name, outcome) in enumerate(listed):
        for earlier, other in listed[:n]:
            if _implies(outcome.when, other.when):
                yield Hit(
                    "outcome-shadowed", ("outcomes", name, "when"),
                    f"Whenever this holds, {earlier} holds as well, and it stands before: this outcome is never reached.",
                    f"Move it before {earlier}, or ask for something else.", True,
                )  # fmt: skip
                break


def _implies(strong: Condition, weak: Condition) -> bool:
    """Whether ``weak`` holds whenever ``strong`` does."""
    if weak.next_step is not None and strong.next_step not in (weak.next_step, "accepted"):
        return False
    if not set(weak.settled) <= set(strong.settled) or not set(weak.told) <= set(strong.told):
        return False
    if not set(weak.softened) <= {*strong.softened, *strong.settled}:
        return False
    if weak.disqualified and not strong.disqualified:
        return False
    if weak.trust_below is not None and (strong.trust_below is None or strong.trust_below > weak.trust_below):
        return False
    for key in _AT_LEAST:
        least, given = getattr(weak, key), getattr(strong, key)
        if least is not None and (given is None or given < least):
            return False
    return True


def _winning_and_losing(scenario: Scenario) -> Iterator[Hit]:
    results = [result_of(name, outcome) for name, outcome in scenario.outcomes.items()]
    wanted = scenario.pass_rule.outcome
    if scenario.outcomes and "won" not in results:
        if wanted == "won":
            yield Hit(
                "pass-out-of-reach", ("pass", "outcome"), "Passing needs the outcome won, and no outcome gives it.",
                "Add an outcome with result: won, or change the pass rule.", True,
            )  # fmt: skip
        else:
            yield Hit(
                "no-way-to-win", ("outcomes",), "No outcome is won.", "Add one, such as next_step: accepted with an objection settled."
            )  # fmt: skip
    if wanted in ("lost", "open"):
        yield Hit(
            "pass-by-losing", ("pass", "outcome"), f"A rep passes this only if the call ends {wanted}.",
            "If that is not what you mean, write won.",
        )  # fmt: skip
    if "lost" not in results and scenario.walk_away is None:
        yield Hit(
            "no-way-to-lose", (), "The buyer has no way of their own to end this.",
            "Add walk_away, or an outcome with result: lost.",
        )  # fmt: skip


def _bits(scenario: Scenario) -> Iterator[Hit]:
    objections = scenario.objections.values()
    if objections and not any(o.model_answer for o in objections):
        yield Hit(
            "no-model-answer", ("objections",), "No objection has a model answer to show after the call.",
            "Add model_answer to the one that matters most.",
        )  # fmt: skip
    claims = scenario.product.claims
    used = {answer for o in objections for answer in o.answered_by}
    if claims and any(o.answered_by for o in objections) and not used & set(claims):
        yield Hit(
            "claims-unused", ("product", "claims"), "None of the product's claims answers any objection.",
            "Name the ones that do in answered_by.",
        )  # fmt: skip
    if not scenario.buyer.persona.strip():
        yield Hit(
            "no-persona", ("buyer",), "Nothing says what kind of person this buyer is.",
            "Add persona: as you would tell a colleague.",
        )  # fmt: skip


def _and(names: list[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _count(n: int, one: str) -> str:
    return f"{n} {one}{'' if n == 1 else 's'}"
