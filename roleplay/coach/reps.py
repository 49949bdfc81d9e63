"""Kinds of rep that can play any scene by themselves, so that its author sees who wins: one who does as the coach
says, and several who deserve to lose. Each says something as long as the call goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from roleplay.call import Call
from roleplay.coach.hints import hint

Rep = Callable[[Call], Iterator[str]]
"""A kind of rep: from the call as it stands to what is said next. Ends when there is nothing left to say."""


def suggested(call: Call) -> Iterator[str]:
    """Says every line that the coach would suggest, the third level of the hints."""
    while True:
        yield hint(call.scenario, call.state, call.transcript, 3)


def dumper(call: Call) -> Iterator[str]:
    """Reads out the product's claims, and asks for a meeting from the third turn on."""
    product = call.scenario.product
    claims = list(product.claims.values()) or ["It does everything you could wish for."]
    for number in range(call.scenario.turn_limit):
        ask = " Shall we set up a meeting on Thursday?" if number >= 2 else ""
        yield f"{product.name} is the best there is. {claims[number % len(claims)]}{ask}"


def beggar(call: Call) -> Iterator[str]:
    """Asks for a meeting and for nothing else."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    for number in range(call.scenario.turn_limit):
        yield f"Can we meet on {days[number % len(days)]} at {9 + number % 8}?"


def interrogator(call: Call) -> Iterator[str]:
    """Asks what answers with yes or no, whatever the answer was."""
    subjects = [s for fact in call.scenario.facts.values() for s in fact.asked_by] or ["a budget"]
    for number in range(call.scenario.turn_limit - 1):
        yield f"Is it about {subjects[number % len(subjects)]}, yes or no?"
    yield "Shall we meet on Thursday at two?"


def discounter(call: Call) -> Iterator[str]:
    """Cuts the price in every turn."""
    for number in range(call.scenario.turn_limit):
        yield f"I can give you {5 * (number + 1)} percent off. Shall we meet on Thursday at two to sign it?"


def presser(call: Call) -> Iterator[str]:
    """Presses for a signature."""
    lines = (
        "This offer is gone tonight, so I need your yes now.",
        "Everybody else has signed. Don't be the last one. Sign today.",
    )
    for number in range(call.scenario.turn_limit):
        yield lines[number % len(lines)]


def silent(call: Call) -> Iterator[str]:
    """Hardly speaks."""
    for _ in range(call.scenario.turn_limit):
        yield "OK."


KINDS: Final[dict[str, Rep]] = {
    "suggested lines": suggested,
    "reads out claims": dumper,
    "only asks to meet": beggar,
    "closed questions": interrogator,
    "discounts": discounter,
    "presses": presser,
    "hardly speaks": silent,
}
POOR: Final = frozenset(KINDS) - {"suggested lines"}
"""Those that should not pass any scene."""
