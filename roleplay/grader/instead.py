"""What the rep could have said instead, fitted to the moment: never a tip that would fit any call.

With a scenario: its model answer while the objection had not been asked about; an answer made of what this
buyer had told and what may truthfully be said of the product; a question on what had not come out. Without
one: the buyer's own words of that moment, and a question on them that does what was left out.

Nothing is suggested that the rep did already, that quotes a mere "Go on", or that tells what this buyer never told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.dialogue.acts import Label
from roleplay.dialogue.facts import ASKED
from roleplay.dialogue.state import State
from roleplay.grader.resistance import objections_in
from roleplay.grader.theirs import own_line
from roleplay.grader.view import CallView, RepTurn
from roleplay.grader.void import stems
from roleplay.grader.wordings import BEFORE, BEHIND, COMPARED, CONCERN, ON_ANY_WORDS, ON_WORDS, PLAIN, THEIRS
from roleplay.scenario.asking import questions_about
from roleplay.scenario.model import Fact, Objection, ObjectionType, Scenario
from roleplay.scenario.secrets import gives_away

IN_COMMON = 2
"""With so many words in common, a claim speaks of what a fact is about."""
NEAR = 0.6
"""From this share of its words that carry meaning on, a suggestion is what the rep said anyway."""

_SHARE = re.compile(r"\b(?:[a-z]+(?:[ -][a-z]+)? percent|\d+(?:[.,]\d+)? ?(?:%|percent))", re.I)
_NO_NUMBER = re.compile(r"^(?:a|an|in|by|at|of|to|the|came|is|was|it|about)[ -]", re.I)
_CLAUSE = re.compile(r"[^.!?;\n]+[.!?]?")
_EVIDENCE = re.compile(
    r"\d+ (?:of|out of|to|in) \d+|percent|%|\bwent from\b|\btake (?:calls|your call)|guarantee|\breference|\bcounted\b|"
    r"\b(?:clients?|customers?)\b|\bin writing\b",
    re.I,
)
"""What a claim that shows something speaks of."""

_EXPLORING = frozenset({"buyer_opens_up", "takes_up_answers", "says_back", "asks_about_impact"})
"""After an objection, what these ask for is best done by asking what is behind it."""
_ON_FACTS = frozenset(
    {"says_back", "takes_up_answers", "asks_about_impact", "uses_what_was_told", "ties_value_to_need", "answers_concern",
     "brings_proof"}
)  # fmt: skip
"""What is left out here is best done with what the buyer had told, where there was something."""
_ANSWERING = frozenset({"ties_value_to_need", "uses_what_was_told", "answers_concern", "brings_proof"})
_NOT_ASKING = frozenset({"says_back", "checks_answer", "asks_next_step", "next_step_accepted", *_ANSWERING})
"""Where another question about the situation would be beside the point."""


def state_before(view: CallView, turn: int) -> State | None:
    """The buyer's mind when the rep began turn ``turn``, where it is known."""
    before = [d for n, d in view.decisions.items() if n < turn]
    return before[-1].state if before else None


def instead(view: CallView, turn: int, rule: str | None = None, used: frozenset[str] = frozenset()) -> str:
    """Something to say in place of the rep's turn ``turn``; empty where nothing fitting can be said.

    ``rule`` is that of the check answered no, or of the fault that the buyer's events tell of; suggestions in
    ``used`` are not made again.
    """
    found = (s for s in _candidates(view, turn, rule, used) if s and s not in used and _fits(view, turn, s))
    return next(found, "")


def _fits(view: CallView, turn: int, suggestion: str) -> bool:
    """Neither what the rep said anyway, in that turn or just before or after, nor something that this buyer
    never told."""
    own_words = re.sub(r"“[^”]*”", " ", suggestion)
    mine = stems(own_words) if len(stems(own_words)) >= 3 else stems(suggestion)
    near = [t for t in view.rep if abs(t.number - turn) <= 4]
    if mine and any(len(mine & t.content) >= NEAR * len(mine) for t in near):
        return False
    if view.scenario is None:
        return True
    told = {t.fact for t in view.state.told} if view.state is not None else ()
    return not gives_away(view.scenario, told, view.everything_said, suggestion)


def _candidates(view: CallView, turn: int, rule: str | None, used: frozenset[str]) -> Iterator[str]:
    if rule == "checks_answer":
        yield _check(view, turn)
        return
    if view.scenario is not None and view.state is not None:
        yield from _from_scenario(view, view.scenario, turn, rule, used)
    elif view.scenario is not None:
        yield from _model_answer(_open_objection(view, view.scenario, None, turn))
    yield from _on_words(view, turn, rule)
    if rule in PLAIN:
        yield PLAIN[rule]


# -- from the scenario --------------------------------------------------------------------------------------


def _from_scenario(
    view: CallView, scenario: Scenario, turn: int, rule: str | None, used: frozenset[str]
) -> Iterator[str]:
    state = state_before(view, turn)
    focus = _open_objection(view, scenario, state, turn)
    if rule == "asks_next_step":
        yield from _next_step(view, scenario, state, turn, used)
    if rule not in _NOT_ASKING:
        yield from _model_answer(focus)
    about = focus[0].type if focus is not None else None
    if rule == "no_discount" and about == "price":
        yield COMPARED
    if rule == "next_step_accepted":
        yield from _model_answer(focus)
        yield _check(view, turn, _went_back_to(view, turn))
    if rule == "brings_proof":
        yield from _proofs(view, scenario, state)
    elif rule in _ANSWERING and state is not None:
        if rule == "uses_what_was_told" and view.by_number[turn].has(Label.NEXT_STEP):
            yield from _next_step(view, scenario, state, turn, used)
        yield from _answers(view, scenario, state, focus[0] if focus else None)
        if not state.told:
            yield from _model_answer(focus)
    asks = rule not in _NOT_ASKING and rule not in ("takes_up_answers", "asks_about_impact")
    if state is not None and (asks or (rule in _ANSWERING - {"brings_proof"} and not state.told)):
        for question in _questions(view, scenario, state, turn, focus[0] if focus else None, used):
            lead = (
                THEIRS if rule == "no_disparaging" and about == "competitor" else BEFORE.get(rule or "", "")
            )
            yield question and lead + question


def _model_answer(focus: tuple[Objection, bool] | None) -> Iterator[str]:
    if focus is not None and not focus[1] and focus[0].model_answer:
        yield " ".join(focus[0].model_answer.split())


def _open_objection(
    view: CallView, scenario: Scenario, state: State | None, turn: int
) -> tuple[Objection, bool] | None:
    """The objection on the table before turn ``turn``, and whether it had been explored."""
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


def _questions(
    view: CallView,
    scenario: Scenario,
    state: State,
    turn: int,
    objection: Objection | None,
    used: frozenset[str],
) -> Iterator[str]:
    """Questions on what never came out, the concern behind the objection on the table first: on the buyer's hint,
    where there was one just before."""
    ended = view.state.told if view.state is not None else ()
    known = {t.fact for t in (*state.told, *ended)}
    # Nor again what was asked and not held back: the buyer passed over it, and would once more.
    asked = _asked_about(view.by_number.get(turn)).union(
        *(_asked_about(t) - frozenset(state.guarded) for t in view.rep if t.number < turn)
    )
    order = [objection.root] if objection is not None and objection.root else []
    order += [*reversed(state.guarded), *scenario.facts]
    # What is behind an objection that has not been raised cannot be asked about yet.
    early = {o.root for n, o in scenario.objections.items() if state.objections[n].status == "waiting"}
    for name in dict.fromkeys(order):
        fact = scenario.facts.get(name or "")
        if (
            fact is None
            or name in known
            or name in asked
            or name in early
            or not all(a in known for a in fact.gate.after)
        ):
            continue
        questions = questions_about(scenario, fact, view.said_before(turn))
        if any(q in line for q in questions for line in used):
            continue  # one point has sent the rep there already
        yield _on_hint(view, fact, turn)
        yield from questions[:3]


def _asked_about(turn: RepTurn | None) -> frozenset[str]:
    """The facts that the turn's own questions ask about."""
    topics = turn.reading.topics if turn is not None and turn.reading is not None else ()
    return frozenset(t.fact for t in topics if t.score >= ASKED)


def _on_hint(view: CallView, fact: Fact, turn: int) -> str:
    last = max((n for n in range(1, turn) if view.is_buyer(n)), default=0)
    line = next((line for line in fact.short or () if last and line in view.text(last)), "")
    return f"You said: “{line.strip()}” What is behind that?" if line else ""


def _proofs(view: CallView, scenario: Scenario, state: State | None) -> Iterator[str]:
    """What can be shown: claims with a figure in them, with what the buyer told of the same thing."""
    told = [t for t in (state.told if state else ()) if t.fact in scenario.facts]
    for claim in (c.rstrip(".") for c in scenario.product.claims.values() if _EVIDENCE.search(c)):
        fitting = [(_in_common(scenario.facts[t.fact], claim), t.turn, t.fact) for t in told]
        for common, turn, name in sorted(fitting, reverse=True)[:1]:
            words = _fact_words(view, scenario.facts[name], turn)
            if words and common >= IN_COMMON:
                yield f"You told me: “{words}” {claim}. What would you want to see to believe that?"
        yield f"{claim}. What would you want to see to believe that?"


def _answers(view: CallView, scenario: Scenario, state: State, objection: Objection | None) -> Iterator[str]:
    """Answers built on a fact that the buyer had told, in the buyer's words, and on a claim that goes with it."""
    told = [t for t in state.told if t.fact in scenario.facts and 1 <= t.turn <= len(view.turns)]
    concerns = [*objection.answered_by, *([objection.root] if objection.root else [])] if objection else []
    told.sort(key=lambda t: (t.fact not in concerns, -t.turn))
    claims = scenario.product.claims
    mine = [c for c in (objection.answered_by if objection else ()) if c in claims]
    for item in told:
        fact = scenario.facts[item.fact]
        words = _fact_words(view, fact, item.turn)
        if not words:
            continue
        for name in dict.fromkeys([*mine, *claims]):
            behind = objection is not None and item.fact == objection.root and name in mine
            if behind or _in_common(fact, claims[name]) >= IN_COMMON:
                yield f"You told me: “{words}” {claims[name].rstrip('.')}. What would that change for you?"
        yield f"You told me: “{words}” What would you want to be different about that?"


def _in_common(fact: Fact, claim: str) -> int:
    """How far a claim speaks of what a fact is about: words in common, endings apart."""
    of_fact = {w[:5] for w in stems(" ".join([*fact.says, *fact.asked_by])) if not w.startswith("#")}
    return len(of_fact & {w[:5] for w in stems(claim)})


def _next_step(
    view: CallView, scenario: Scenario, state: State | None, turn: int, used: frozenset[str]
) -> Iterator[str]:
    told = [t for t in (state.told if state else ()) if 1 <= t.turn <= len(view.turns)]
    for item in reversed(told):
        words = _fact_words(view, scenario.facts[item.fact], item.turn) if item.fact in scenario.facts else ""
        if words:
            yield f"You told me: “{words}” Shall we go through just that together? Which day would suit you?"
    if not told and state is not None:
        yield from _questions(view, scenario, state, turn, None, used)


def _fact_words(view: CallView, fact: Fact, turn: int) -> str:
    """The buyer's words at ``turn`` that tell ``fact``: the clause of the scenario's line that says most if that
    line stands there, else of the turn."""
    text = view.text(turn)
    return telling_clause(next((line for line in fact.says if line in text), text))


# -- on the objection -----------------------------------------------------------------------------------------


def _went_back_to(view: CallView, turn: int) -> str | None:
    """The objection that the buyer named in reply to turn ``turn``."""
    decided = view.decisions.get(turn)
    beats = decided.beats if decided is not None else ()
    return next((b.subject for b in beats if b.subject in {e.objection for e in view.episodes}), None)


def _check(view: CallView, turn: int, objection: str | None = None) -> str:
    """Asking whether an answer has settled it, in the buyer's terms: of ``objection``, else of the one that the
    turn answers, else of the last one raised."""
    raised = [e for e in view.episodes if e.raised_turn < turn and objection in (None, e.objection)]
    mine = [e for e in raised if any(s.step == "answer" and s.turn == turn for s in e.steps)]
    if not raised:
        return ""
    episode = (mine or raised)[-1]
    found = _SHARE.search(episode.quote)
    if found is not None:
        share = found[0]
        while _NO_NUMBER.match(share):
            share = share.split(None, 1)[1]
        concern = f"the {share}"
    else:
        concern = CONCERN[episode.type] if episode.type is not None else "that"
    return f"Does that take care of {concern}, or is something still off?"


# -- on the buyer's own words -------------------------------------------------------------------------------


def _on_words(view: CallView, turn: int, rule: str | None) -> Iterator[str]:
    """Questions on what the buyer had said last before turn ``turn``; none if that was nothing of weight."""
    before = [
        n for n in range(min(turn, len(view.turns)), 0, -1) if view.is_buyer(n) and view.words[n - 1] >= 2
    ][:3]
    for place, number in enumerate(before):
        line = own_line(view, number)
        if line is None:
            continue
        if line.kind == "objection":
            if rule in _ON_FACTS and rule not in _EXPLORING:
                continue
            if place == 0 or not _explored(view, number, turn):
                yield from _on_objection(line.text, line.type, rule)
            continue
        words = telling_clause(line.text)
        if not words or rule in ("asks_next_step", "checks_answer"):
            continue
        if not (view.practice and rule in _ANSWERING):
            yield from (pattern.format(words=words) for pattern in ON_WORDS.get(rule or "", ()))
        if rule not in _NOT_ASKING:
            yield from (pattern.format(words=words) for pattern in ON_ANY_WORDS)


def _on_objection(text: str, kind: ObjectionType | None, rule: str | None) -> Iterator[str]:
    found = objections_in(text)
    words = _clause_at(text, found[0][1]) if found else telling_clause(text) or text.strip()
    if rule in ON_WORDS and rule not in _EXPLORING:
        yield from (pattern.format(words=words) for pattern in ON_WORDS[rule or ""])
    kind = kind or (found[0][0] if found else None)
    if kind is not None and rule not in ("asks_next_step", "checks_answer"):
        yield f"You said: “{words}” That is worth taking seriously: {BEHIND[kind]}"


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
    clauses = [c for c in clauses if _says_something(c) and not c.endswith("?")]
    return max(clauses[:6], key=len) if clauses else ""


def _says_something(clause: str) -> bool:
    """Whether there is something in a clause to ask about: "Two, yes." and "More or less." have nothing, a bare figure
    too little."""
    words = {w for w in stems(clause) if not w.startswith("#")}
    return len(words) >= 2 or (bool(words) and len(clause.split()) >= 4)


def _clause_at(text: str, at: int) -> str:
    for match in _CLAUSE.finditer(text):
        if match.start() <= at < match.end():
            return match[0].strip()
    return text.strip()
