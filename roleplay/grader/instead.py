"""What the rep could have said instead, fitted to the moment: never a tip that would fit any call.

With a scenario: its model answer while the objection had not been asked about; then an answer made of what
this buyer had told and what may truthfully be said of the product; or a question on what the buyer had
hinted at. Without one: a question on the buyer's own words.
"""

from __future__ import annotations

import re

from roleplay.dialogue.state import State
from roleplay.grader.resistance import objections_in
from roleplay.grader.view import CallView
from roleplay.scenario.model import Fact, Objection, ObjectionType

_BEHIND: dict[ObjectionType, str] = {
    "price": "what are you comparing it with?",
    "competitor": "what is it in their offer that stands out to you?",
    "need": "how do you get by today, and what do you put up with?",
    "timing": "what has to happen first, before this is worth your time?",
    "authority": "who else has a view on this, and what will they look at first?",
    "trust": "what happened the last time?",
    "stall": "what is it that you would want to think through?",
}
_WH = re.compile(r"^(?:what|how|why|who|where|when|which)\b", re.I)
_CLAUSE = re.compile(r"[^.!?;\n]+[.!?]?")


def state_before(view: CallView, turn: int) -> State | None:
    """The buyer's mind when the rep began turn ``turn``, where it is known."""
    before = [d for n, d in view.decisions.items() if n < turn]
    return before[-1].state if before else None


def instead(view: CallView, turn: int) -> str:
    """Something to say in place of the rep's turn ``turn``; empty where nothing fitting can be said."""
    state = state_before(view, turn)
    if view.scenario is not None:
        found = _from_scenario(view, state, turn)
        if found:
            return found
    return question_on(view, turn)


def _from_scenario(view: CallView, state: State | None, turn: int) -> str:
    scenario = view.scenario
    assert scenario is not None
    focus = _open_objection(view, state, turn)
    if focus is not None:
        objection, explored = focus
        if not explored and objection.model_answer:
            return " ".join(objection.model_answer.split())
        told = answer_from_told(view, state, objection)
        if told:
            return told
    if state is not None:
        known = {t.fact for t in state.told}
        hinted = [f for f in reversed(state.guarded) if f not in known and f in scenario.facts]
        if hinted:
            return _ask_about(view, scenario.facts[hinted[0]], turn)
        for name, fact in scenario.facts.items():
            if name not in known and fact.asked_by and all(a in known for a in fact.gate.after):
                return _ask_about(view, fact, turn)
    return ""


def _open_objection(view: CallView, state: State | None, turn: int) -> tuple[Objection, bool] | None:
    """The objection on the table before turn ``turn``, and whether it had been explored."""
    scenario = view.scenario
    assert scenario is not None
    if state is not None:
        names = [state.focus] if state.focus else []
        names += [n for n, o in state.objections.items() if o.open]
        for name in names:
            if name in scenario.objections and state.objections[name].open:
                return scenario.objections[name], state.objections[name].has("explore")
        return None
    for episode in view.episodes:
        if episode.raised_turn < turn and episode.objection in scenario.objections:
            explored = any(s.step == "explore" and s.turn < turn for s in episode.steps)
            return scenario.objections[episode.objection], explored
    return None


def answer_from_told(view: CallView, state: State | None, objection: Objection) -> str:
    """An answer built on the fact that answers the objection, in the buyer's words, and on a claim; empty if
    no such fact has been told."""
    scenario = view.scenario
    if scenario is None or state is None:
        return ""
    wanted = [*objection.answered_by, *([objection.root] if objection.root else [])]
    told = next((t for t in state.told if t.fact in wanted), None)
    if told is None or not 1 <= told.turn <= len(view.turns):
        return ""
    claims = [scenario.product.claims[a] for a in objection.answered_by if a in scenario.product.claims]
    claims = claims or list(scenario.product.claims.values())[:1]
    words = _fact_words(view, scenario.facts[told.fact], told.turn)
    middle = f" {claims[0].rstrip('.')}." if claims else ""
    return f"You said: “{words}”{middle} How far does that go towards what worries you?"


def _fact_words(view: CallView, fact: Fact, turn: int) -> str:
    """The buyer's words at ``turn`` that tell ``fact``: the scenario's line if it stands there, else the end
    of the turn."""
    text = view.text(turn)
    line = next((line for line in fact.says if line in text), text)
    clauses = [c.strip() for c in _CLAUSE.findall(line) if c.strip()]
    return max(clauses, key=len) if clauses else line.strip()


def _ask_about(view: CallView, fact: Fact, turn: int) -> str:
    """A question on a fact that has not been told: on the buyer's hint, where there was one."""
    for line in fact.short or []:
        for n in range(turn, 0, -1):
            if n <= len(view.turns) and view.is_buyer(n) and line in view.text(n):
                return f"You said: “{line.strip()}” What is behind that?"
    phrase = next((p for p in fact.asked_by if _WH.match(p)), "")
    if phrase:
        return f"Can you tell me {phrase.strip().rstrip('?')}?"
    return f"What can you tell me about {fact.asked_by[0].strip().rstrip('?')}?" if fact.asked_by else ""


def question_on(view: CallView, turn: int) -> str:
    """A question on the buyer's own words before turn ``turn``; empty if the buyer had said nothing."""
    before = [
        n for n in range(min(turn, len(view.turns)), 0, -1) if view.is_buyer(n) and view.words[n - 1] >= 2
    ]
    for number in before[:3]:
        text = view.text(number)
        found = objections_in(text)
        if found:
            kind, start, _ = found[0]
            return f"You said: “{_clause_at(text, start)}” That is worth taking seriously: {_BEHIND[kind]}"
    if not before:
        return ""
    clauses = [
        c.strip()
        for c in _CLAUSE.findall(view.text(before[0]))
        if len(c.split()) >= 2 and not c.strip().endswith("?")
    ]
    if not clauses:
        return ""
    return f"You said: “{max(clauses[:4], key=len)}” What does that mean for you day to day?"


def _clause_at(text: str, at: int) -> str:
    for match in _CLAUSE.finditer(text):
        if match.start() <= at < match.end():
            return match[0].strip()
    return text.strip()
