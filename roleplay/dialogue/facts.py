"""What the buyer tells, and when: gates, what a question is about, and what comes up by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roleplay.dialogue.acts import Label
from roleplay.dialogue.objections import concerns_facts, root_chain
from roleplay.dialogue.state import Reading, State
from roleplay.scenario.model import Fact, Scenario

ASKED = 0.34
"""From this score (0 to 1) on, a question is about a fact."""
PLAIN_QUESTION = 0.85
"""From this score on, there is no doubt about it."""
HINTED = 0.3
"""From this score on, it may be: enough where nothing fits better and the question is open."""
HINTED_CONCERN = 0.18
"""The same for a fact that belongs to the objection on the table."""


@dataclass(frozen=True, slots=True)
class Request:
    """A fact that the rep asked for: in which form, and with which words."""

    fact: str
    form: Literal["open", "closed"]
    quote: str


def shut_by(fact: Fact, state: State, form: Literal["open", "closed"], gate_shift: int) -> str | None:
    """Why the gate is shut, in words for the rep; ``None`` if it is open. ``gate_shift`` is the
    difficulty's, in points of trust (a gate without a trust condition has none at any difficulty)."""
    gate = fact.gate
    missing = [f for f in gate.after if not state.knows(f)]
    if missing:
        return "something else has to be on the table before the buyer talks about this"
    if gate.trust and state.trust < min(95, gate.trust + gate_shift):
        return "the buyer does not trust you enough yet to tell you this"
    if gate.question == "open" and form == "closed":
        return "a yes/no question got a short answer; an open one would have got more"
    return None


def asked_for(
    scenario: Scenario, state: State, reading: Reading, turn: int, gate_shift: int
) -> list[Request]:
    """The facts, not told yet, that the turn's questions are about: at most two, from different questions.

    A question that names no subject is about what lies closest: what was held back a moment ago, the
    concern behind the objection on the table, or what follows from the last thing told.
    """
    if not reading.has(Label.OPEN_QUESTION, Label.CLOSED_QUESTION):
        return []
    found: list[Request] = []
    spans: set[tuple[int, int]] = set()
    checks_only = _only_checks(reading)
    for topic in reading.topics:
        span = (topic.start, topic.end)
        if checks_only and topic.form == "closed" and topic.score < PLAIN_QUESTION:
            continue
        if topic.score < ASKED or state.knows(topic.fact) or span in spans or len(found) == 2:
            continue
        if any(r.fact == topic.fact for r in found):
            continue
        found.append(Request(topic.fact, topic.form, _words(reading, topic.form)))
        spans.add(span)
    if found:
        return found
    return _closest(scenario, state, reading, turn, gate_shift)


def _only_checks(reading: Reading) -> bool:
    """Whether every yes/no question of the turn asks if the answer was enough: "Would that take care of it?" asks
    for no fact, whatever words it shares with one."""
    closed = {words for label, words in reading.acts if label is Label.CLOSED_QUESTION}
    return bool(closed) and closed <= {words for label, words in reading.acts if label is Label.CHECK}


def _words(reading: Reading, form: str) -> str:
    label = Label.OPEN_QUESTION if form == "open" else Label.CLOSED_QUESTION
    return reading.quote(label)


def _closest(scenario: Scenario, state: State, reading: Reading, turn: int, gate_shift: int) -> list[Request]:
    if not reading.has(Label.OPEN_QUESTION):
        return []
    quote = reading.quote(Label.OPEN_QUESTION)
    told_topic = next((t.fact for t in reading.topics if t.score >= ASKED and state.knows(t.fact)), None)

    def loosely(least: float, among: list[str] | None = None) -> str | None:
        for t in reading.topics:
            fits = t.score >= least and not state.knows(t.fact) and (among is None or t.fact in among)
            if fits and shut_by(scenario.facts[t.fact], state, "open", gate_shift) is None:
                return t.fact
        return None

    if told_topic is not None:
        # More about something already told: what follows from it, if anything does.
        for f, fact in scenario.facts.items():
            if told_topic in fact.gate.after and not state.knows(f):
                return [Request(f, "open", quote)]
        near = loosely(HINTED_CONCERN)
        if near is not None:
            return [Request(near, "open", quote)]
    elif state.last_guarded and not state.knows(state.last_guarded):
        return [Request(state.last_guarded, "open", quote)]
    focus = state.focus if state.focus and state.objections[state.focus].open else None
    if focus is not None and reading.has(Label.EXPLORE, Label.DISCOVER):
        concerns = [f for f in concerns_facts(scenario, scenario.objections[focus]) if not state.knows(f)]
        concern = loosely(HINTED_CONCERN, concerns)
        if concern is not None:
            return [Request(concern, "open", quote)]
        # Right after an objection, or while listening to it, an open question is about it.
        fresh = state.objections[focus].raised_turn == turn - 1
        if concerns and (fresh or reading.listens or reading.has(Label.EXPLORE)):
            return [Request(concerns[0], "open", quote)]
    loose = loosely(HINTED)
    if loose is not None:
        return [Request(loose, "open", quote)]
    last = state.told[-1].fact if state.told else None
    if last is not None and reading.words <= 14:
        for f, fact in scenario.facts.items():
            if last in fact.gate.after and not state.knows(f):
                return [Request(f, "open", quote)]
    return []


def way_to(scenario: Scenario, state: State, request: Request, gate_shift: int) -> Request:
    """The request itself, or, where something else has to be told first, the first of those that can be
    told now: people begin a story at its beginning."""
    for earlier in root_chain(scenario, request.fact)[:-1]:
        if not state.knows(earlier):
            fact = scenario.facts[earlier]
            if shut_by(fact, state, request.form, gate_shift) is None:
                return Request(earlier, request.form, request.quote)
            break
    return request


def asks_for_something_new(state: State, reading: Reading) -> bool:
    """Whether a question of the turn is about something that the buyer has not told."""
    return any(t.score >= HINTED and not state.knows(t.fact) for t in reading.topics)


def volunteered(scenario: Scenario, state: State, gate_shift: int) -> str | None:
    """A fact whose gate asks for no question and otherwise holds."""
    for f, fact in scenario.facts.items():
        if (
            fact.gate.question == "none"
            and not state.knows(f)
            and shut_by(fact, state, "open", gate_shift) is None
        ):
            return f
    return None
