"""How a code rule is registered, what it returns, and the conditions under which a check does not apply."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from roleplay.dialogue.acts import Label
from roleplay.grader.scorecard import Verdict
from roleplay.grader.view import CallView, RepTurn

Quote = tuple[int, str]
"""A turn number and words of that turn, verbatim."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the verdict, why, in words for the rep, and the words it rests on."""

    verdict: Verdict
    why: str
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A rule by name. ``parameters`` maps what a rubric may set under ``with`` to the default."""

    name: str
    find: Callable[..., Finding]
    doc: str
    parameters: dict[str, Any]
    fault: bool
    """The rule looks for something wrong: its yes means that it did not happen."""

    @property
    def in_words(self) -> str:
        """When the rule says yes and when no, in one paragraph; settings stand between single backquotes."""
        kind = " A fault: a no costs, a yes earns nothing." if self.fault else ""
        return " ".join(self.doc.replace("``", "`").split()) + kind


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition for ``na_when``: the check does not apply to calls for which it holds."""

    name: str
    holds: Callable[[CallView], bool]
    why: str


RULES: dict[str, CodeRule] = {}
F = TypeVar("F", bound=Callable[..., Finding])


def rule(find: F) -> F:
    """Register a rule under its function's name. Its keyword parameters are what a rubric may set."""
    _register(find, fault=False)
    return find


def fault(find: F) -> F:
    """Register a rule that looks for a fault. Not having done wrong earns nothing: in a rubric such a
    check costs its weight when the answer is no and is left out of the score when it is yes."""
    _register(find, fault=True)
    return find


def _register(find: Callable[..., Finding], *, fault: bool) -> None:
    parameters = {
        name: p.default
        for name, p in inspect.signature(find).parameters.items()
        if p.kind is inspect.Parameter.KEYWORD_ONLY
    }
    name = find.__name__
    RULES[name] = CodeRule(name, find, inspect.cleandoc(find.__doc__ or ""), parameters, fault)


CONDITIONS: dict[str, Condition] = {
    c.name: c
    for c in (
        Condition("no_objection", lambda v: not v.episodes, "the buyer raised no objection"),
        Condition("no_scenario", lambda v: v.scenario is None, "this call has no scenario"),
        Condition(
            "no_pitch", lambda v: all(t.first(Label.PITCH) is None for t in v.rep), "the rep did not pitch"
        ),
        Condition("no_price", lambda v: not _speaks_of_price(v), "nobody spoke of money"),
        Condition("short_call", lambda v: len(v.rep) < 4, "the rep had fewer than four turns"),
        Condition("written", lambda v: all(t.start is None for t in v.turns), "this was written, not spoken"),
    )
}


def _speaks_of_price(view: CallView) -> bool:
    from roleplay.grader.resistance import plain
    from roleplay.grader.talk import PRICE

    return any(PRICE.search(plain(t.text)) for t in view.turns)


def yes(why: str, *quotes: Quote) -> Finding:
    return Finding("yes", why, list(quotes))


def no(view: CallView, why: str, *quotes: Quote) -> Finding:
    """A no, with the words it rests on; where something never happened, with the place at which it could have."""
    return Finding("no", why, list(quotes) or missed_chance(view))


STEPPED_AWAY = "The rep stepped away, and that was the end the scene has for it."


def na(why: str) -> Finding:
    return Finding("na", why)


def missed_chance(view: CallView) -> list[Quote]:
    """Words to show for what did not happen: the rep's longest turn, or, where the rep said nothing, the
    buyer's first words that stayed without a reply."""
    spoken = [t for t in view.rep if t.text.strip()]
    if spoken:
        longest = max(spoken, key=lambda t: t.words)
        return [(longest.number, shortened(longest.text))]
    for number, turn in enumerate(view.turns, 1):
        if turn.text.strip():
            return [(number, shortened(turn.text))]
    return []


def shortened(text: str, limit: int = 240) -> str:
    """The beginning of ``text``, cut at a word and still verbatim: at most ``limit`` characters."""
    text = text.strip()
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > limit // 2 else limit]


def quoted(turn: RepTurn, *labels: Label) -> Quote:
    """The words of ``turn`` that carry one of ``labels``."""
    return turn.number, shortened(turn.quote(*labels))


def times(n: int, one: str = "time", many: str = "") -> str:
    """ "1 time", "3 times"."""
    return f"{n} {one if n == 1 else many or one + 's'}"
