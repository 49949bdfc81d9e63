"""Trying a scene out before anybody practises it: can its facts be asked for, can it be won, does just anybody win?

These are lint rules like those in ``roleplay.scenario``. They stand here because they need what a call needs: the
matcher that finds out what a question is about, the buyer's mind, and the coach's hints. Hand :func:`check` to
``lint_file(also=...)``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final

from roleplay.call import Call
from roleplay.call.hold import hold
from roleplay.coach.reps import Rep, beggar, dumper, suggested
from roleplay.dialogue.endings import outcomes_of
from roleplay.dialogue.facts import ASKED
from roleplay.dialogue.objections import root_chain
from roleplay.scenario import chances
from roleplay.scenario.model import Scenario, result_of
from roleplay.scenario.rules import At, Hit
from roleplay.scenario.words import shown
from roleplay.tagger.topics import TopicIndex, index_of
from roleplay.tagger.words import content, ideas, tokens

CLEARLY: Final = 0.05
"""By so much (of a score of 0 to 1) another fact has to fit a way of asking better before it is told."""
CLEARLY_IN_A_CHAIN: Final = 0.25
"""The same where one fact leads to the other: a buyer begins such a story at its beginning anyway."""


def check(scenario: Scenario) -> Iterator[Hit]:
    """What a trial finds: ways of asking that do not lead to their fact, and who wins that should not or does not
    that should. Plays up to three calls, so it must not be called from within a running event loop."""
    yield from asked_amiss(scenario)
    yield from wrong_winners(scenario)


def asked_amiss(scenario: Scenario) -> Iterator[Hit]:
    """Each phrase in ``asked_by``, asked as a question, should lead to its own fact."""
    index = index_of(scenario)
    for name, fact in scenario.facts.items():
        for n, phrase in enumerate(fact.asked_by):
            hit = _amiss(scenario, index, name, phrase, ("facts", name, "asked_by", n))
            if hit is not None:
                yield hit


def _amiss(scenario: Scenario, index: TopicIndex, name: str, phrase: str, at: At) -> Hit | None:
    scores = dict(index.asked_about(phrase))
    own = scores.get(name, 0.0)
    carrying = [word for word in tokens(phrase) if content(word)]
    if not carrying and not _idea_of_its_own(scenario, name, phrase):
        matches = "next to nothing" if own < ASKED else "far too much"
        return Hit(
            "asked-by-glue", at,
            f"{shown(phrase, 40)!r} is made of little words only, which match {matches} in a rep's question.",
            "Name the thing itself, in the words that reps use for it.",
        )  # fmt: skip
    better = _better(scenario, scores, name, own)
    if better is not None:
        return Hit(
            "asked-elsewhere", at,
            f"Asked about {shown(phrase, 40)!r}, the buyer takes it to be about {better}: the words that carry it "
            f"({shown(', '.join(carrying), 40)}) fit that one better.",
            "Use words here that only this fact has, or change the phrase there.",
        )  # fmt: skip
    if own < ASKED:
        return Hit(
            "asked-by-nobody", at,
            f"Asked about {shown(phrase, 40)!r}, the buyer does not see that it is about this: its words are too common.",
            "Name the thing itself, in the words that reps use for it.",
        )  # fmt: skip
    if len(set(carrying)) == 1:
        alone = dict(index.asked_about(carrying[0]))
        other = _better(scenario, alone, name, alone.get(name, 0.0), clearly=0.0)
        if other is not None and alone[other] >= ASKED:
            return Hit(
                "asked-by-one-word", at,
                f"Only {carrying[0]!r} carries {shown(phrase, 40)!r}, and it leads to {other} as well or better: a rep who "
                "puts it in other words cannot tell the two apart.",
                "Add a word that only this fact has.",
            )  # fmt: skip
    return None


def _idea_of_its_own(scenario: Scenario, name: str, phrase: str) -> bool:
    """Whether little words say what the fact is about: "what do you get from them", where the rest speaks of a rival.
    "Who" alone is in too many questions."""
    fact = scenario.facts[name]
    rest = " ".join([*(other for other in fact.asked_by if other != phrase), *fact.says])
    return len(tokens(phrase)) > 2 and bool(ideas(phrase, frozenset()) & ideas("", frozenset(content(rest))))


def _better(
    scenario: Scenario, scores: dict[str, float], name: str, own: float, clearly: float = CLEARLY
) -> str | None:
    """The fact that fits better than ``name``, if one does by enough to matter."""
    for other, score in scores.items():
        chained = name in root_chain(scenario, other) or other in root_chain(scenario, name)
        margin = max(clearly, CLEARLY_IN_A_CHAIN) if chained else clearly
        if other != name and score > own + margin and score >= ASKED:
            return other
    return None


def wrong_winners(scenario: Scenario) -> Iterator[Hit]:
    """A rep who follows every hint should win; one who only asks to meet, or reads out the product's claims, should
    not. Says nothing where no outcome is won, or where lint knows why without playing."""
    won = next((n for n, outcome in outcomes_of(scenario).items() if result_of(n, outcome) == "won"), None)
    if won is None:
        return
    at: At = ("outcomes", won) if won in scenario.outcomes else ()
    seen = {hit.rule for hit in chances.check(scenario)}
    call = None if "no-way-out" in seen else _held(scenario, suggested)
    if call is not None and (call.ending is None or call.ending.result != "won"):
        where, why = _what_was_missing(call, at)
        yield Hit(
            "hints-do-not-win", where, f"A rep who follows every hint does not win: {why}.",
            "Look at what that needs and whether it can be heard and answered, or play it with a script of your own "
            "(scenarios playtest --rep).",
        )  # fmt: skip
    if "won-for-asking" in seen:
        return
    for rep, who in (
        (beggar, "asks to meet and nothing else"),
        (dumper, "only reads out the product's claims"),
    ):
        call = _held(scenario, rep)
        if call.ending is not None and call.ending.result == "won":
            yield Hit(
                "anybody-wins", at, f"Anybody wins this call: a rep who {who} does.",
                "Ask for more in the outcome that is won: an objection settled, or facts told.",
            )  # fmt: skip
            return


def _held(scenario: Scenario, rep: Rep) -> Call:
    call = Call(scenario, seed=0)
    asyncio.run(hold(call, rep(call)))
    return call


def _what_was_missing(call: Call, at: At) -> tuple[At, str]:
    """Where to look, and what stood between the rep and the win when the call ended."""
    scenario, state = call.scenario, call.state
    why = "the buyer walked away" if call.ending and call.ending.result == "lost" else "the turns ran out"
    for name, held in state.objections.items():
        if held.open and held.status != "softened":
            objection = scenario.objections[name]
            root = objection.root
            if root is not None and not state.knows(root):
                late = [f for f in root_chain(scenario, root) if not state.knows(f)]
                return ("facts", late[0]), f"{why} before {late[0]} was told, which {name} waits for"
            return ("objections", name), f"{why} with the objection {name} still open"
    untold = [
        f
        for n, outcome in outcomes_of(scenario).items()
        if result_of(n, outcome) == "won"
        for f in outcome.when.told
        if not state.knows(f)
    ]
    if untold:
        return ("facts", untold[0]), f"{why} before {untold[0]} was told"
    return at, why
