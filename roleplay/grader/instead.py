"""What the rep could have said instead, fitted to the moment: never a tip that would fit any call.

With a scenario: its model answer while the objection had not been asked about; then an answer made of what
this buyer had told and what may truthfully be said of the product; or a question on what the buyer had
hinted at. Without one, or where none of that fits: the buyer's own words of that moment, and a question on
them that does what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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

# What to ask on the buyer's words, by the rule of the check that was answered no.
_ON_WORDS: dict[str, tuple[str, ...]] = {
    "asks_about_impact": (
        "“{words}” What does that lead to, when it happens?",
        "“{words}” Who feels that first?",
    ),
    "buyer_opens_up": (
        "“{words}” Tell me how that came about.",
        "“{words}” What is that like from day to day?",
    ),
    "says_back": ("Let me see if I have that right: “{words}” What else belongs to it?",),
    "takes_up_answers": ("You said: “{words}” Tell me more about that.",),
    "acknowledges_objections": ("“{words}” That is a fair thing to stop at. What is behind it for you?",),
    "ties_value_to_need": ("You said: “{words}” If that were off your desk, what would it be worth to you?",),
    "uses_what_was_told": ("You said: “{words}” If that were off your desk, what would it be worth to you?",),
    "answers_concern": ("You said: “{words}” What would have to be true for that not to worry you?",),
    "brings_proof": ("You said: “{words}” Would it help to hear from somebody who had just that?",),
    "checks_answer": ("You said: “{words}” Does what I said go to that, or is something still off?",),
    "asks_next_step": (
        "You said: “{words}” Could we look at exactly that together, half an hour on Thursday?",
    ),
    "no_asking_after_no": ("“{words}” What would have to be clear first?",),
    "no_discount": ("“{words}” Before we talk about the price: what are you comparing it with?",),
    "no_pressure": ("“{words}” What would you want to be sure of first?",),
    "asks_about_decision": ("“{words}” Who else would want a say in that, and how do you usually decide?",),
}
_ON_ANY_WORDS = (
    "You said: “{words}” What does that mean for you from day to day?",
    "“{words}” Tell me more about that.",
    "“{words}” How did it come to that?",
)


def state_before(view: CallView, turn: int) -> State | None:
    """The buyer's mind when the rep began turn ``turn``, where it is known."""
    before = [d for n, d in view.decisions.items() if n < turn]
    return before[-1].state if before else None


def instead(view: CallView, turn: int, rule: str | None = None, used: frozenset[str] = frozenset()) -> str:
    """Something to say in place of the rep's turn ``turn``; empty where nothing fitting can be said.

    ``rule`` is that of the check answered no, where there is one; suggestions in ``used`` are not made again.
    """
    found = (s for s in _candidates(view, turn, rule) if s and s not in used)
    return next(found, "")


def _candidates(view: CallView, turn: int, rule: str | None) -> Iterator[str]:
    if view.scenario is not None:
        yield from _from_scenario(view, state_before(view, turn), turn, rule)
    yield from _on_words(view, turn, rule)


# -- from the scenario --------------------------------------------------------------------------------------


def _from_scenario(view: CallView, state: State | None, turn: int, rule: str | None) -> Iterator[str]:
    scenario = view.scenario
    assert scenario is not None
    focus = _open_objection(view, state, turn)
    if focus is not None:
        objection, explored = focus
        if not explored and objection.model_answer:
            yield " ".join(objection.model_answer.split())
        if rule != "asks_next_step":
            yield answer_from_told(view, state, objection)
    if state is None or rule == "asks_next_step":
        return
    known = {t.fact for t in state.told}
    for name in reversed(state.guarded):
        if name not in known and name in scenario.facts:
            yield _ask_about(view, scenario.facts[name], turn)
    for name, fact in scenario.facts.items():
        if name not in known and fact.asked_by and all(a in known for a in fact.gate.after):
            yield _ask_about(view, fact, turn)


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
    """The buyer's words at ``turn`` that tell ``fact``: the longest clause of the scenario's line if that
    stands there, else of the turn."""
    text = view.text(turn)
    return telling_clause(next((line for line in fact.says if line in text), text))


def _ask_about(view: CallView, fact: Fact, turn: int) -> str:
    """A question on a fact that has not been told: on the buyer's hint, where there was one."""
    for line in fact.short or []:
        for n in range(min(turn, len(view.turns)), 0, -1):
            if view.is_buyer(n) and line in view.text(n):
                return f"You said: “{line.strip()}” What is behind that?"
    phrase = next((p for p in fact.asked_by if _WH.match(p)), "")
    if phrase:
        return f"Can you tell me {phrase.strip().rstrip('?')}?"
    return f"What can you tell me about {fact.asked_by[0].strip().rstrip('?')}?" if fact.asked_by else ""


# -- on the buyer's own words -------------------------------------------------------------------------------


def _on_words(view: CallView, turn: int, rule: str | None) -> Iterator[str]:
    """Questions on what the buyer had said last before turn ``turn``; none if the buyer had said nothing."""
    before = [
        n for n in range(min(turn, len(view.turns)), 0, -1) if view.is_buyer(n) and view.words[n - 1] >= 2
    ][:3]
    for place, number in enumerate(before):
        text = view.text(number)
        objections = objections_in(text)
        if rule in _ON_WORDS and not (objections and rule in _EXPLORING):
            for pattern in _ON_WORDS[rule or ""]:
                words = _clause_at(text, objections[0][1]) if objections else telling_clause(text)
                if words:
                    yield pattern.format(words=words)
        if objections and (place == 0 or not _explored(view, number, turn)):
            kind, start, _ = objections[0]
            yield f"You said: “{_clause_at(text, start)}” That is worth taking seriously: {_BEHIND[kind]}"
        words = telling_clause(text)
        if words:
            yield from (pattern.format(words=words) for pattern in _ON_ANY_WORDS)


_EXPLORING = frozenset({"buyer_opens_up", "takes_up_answers", "says_back", "asks_about_impact"})
"""After an objection, what these ask for is best done by asking what is behind it."""


def _explored(view: CallView, raised: int, before: int) -> bool:
    return any(
        s.step == "explore" and s.turn < before
        for e in view.episodes
        if e.raised_turn == raised
        for s in e.steps
    )


def telling_clause(text: str) -> str:
    """The clause of a turn that says most, as it stands: its longest that is no question; empty if there is none."""
    clauses = [c.strip() for c in _CLAUSE.findall(text[:2000])]
    clauses = [c for c in clauses if len(c.split()) >= 2 and not c.endswith("?")]
    return max(clauses[:6], key=len) if clauses else ""


def _clause_at(text: str, at: int) -> str:
    for match in _CLAUSE.finditer(text):
        if match.start() <= at < match.end():
            return match[0].strip()
    return text.strip()
