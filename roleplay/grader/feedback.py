"""One to three things to take away, the costliest first by what they did to the buyer, and one done well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.dialogue.acts import Label
from roleplay.dialogue.state import Effect
from roleplay.grader.evidence import stands_in
from roleplay.grader.happened import CAME_OF_IT, effect_in_words, then_said
from roleplay.grader.instead import instead, state_before
from roleplay.grader.rubric import Rubric
from roleplay.grader.rules.listening import not_said_back
from roleplay.grader.rules.registry import shortened
from roleplay.grader.sayings import DONE_WELL, MISSED, MISSED_BY_WHY, MISSED_SILENTLY, RESULTS, SAME_REMEDY
from roleplay.grader.scorecard import CheckResult, CriterionResult, FeedbackPoint
from roleplay.grader.view import SPOILING, TELLING, CallView, RepTurn

POINTS = 3
HARDENED = 12
"""What making an objection harder weighs against points of trust and patience."""
ENDED = 15
"""What ending the call weighs."""
LEFT_OUT = 0.5
"""In a practice call, what was left out weighs this part of the points of the score that it cost: what the
buyer felt goes first."""
MISSED_ANSWER = 3.0
"""What an answer that goes past the concern weighs."""
_NEEDS_A_WAY = frozenset({"brings_proof"})
"""Rules whose no is only told to a rep who could have done it: with nothing to show, nobody can show it."""
_NO_FAULT = frozenset({"turn", "raise", "gate", "end", "time-limit", "turn-limit"})
"""Rules of the policy that are nobody's doing, or only half."""


@dataclass(slots=True)
class _Cost:
    """What one kind of thing cost over the call, and where it cost most."""

    cost: float
    turn: int
    quote: str
    why: str
    turns: tuple[int, ...] = ()
    """The turns in which it happened, for what the buyer's events tell."""
    worst: float = 0.0
    rule: str | None = None
    """The rule of the check answered no, or, for what the buyer's events tell, the rule that looks for it."""


def give_feedback(view: CallView, rubric: Rubric, criteria: Sequence[CriterionResult]) -> list[FeedbackPoint]:
    """Up to three points to improve and one praise.

    In a practice call a point's cost is the trust and patience (points of 100) that it took, with
    :data:`HARDENED` added for each objection it made harder and :data:`ENDED` if the call ended on it;
    what was left out (checks answered no) follows by the weight it has in the score. In any other
    transcript all points go by weight.
    """
    if not view.rep_words:
        return []
    costs = sorted([*_by_effects(view), *_by_checks(view, rubric, criteria)], key=lambda c: (-c.cost, c.turn))
    points: list[FeedbackPoint] = []
    turns: set[int] = set()
    said: set[str] = set()
    used: set[str] = set()
    for cost in costs:
        if len(points) == POINTS:
            break
        if cost.turn in turns or cost.why in said or not stands_in(view.transcript, cost.turn, cost.quote):
            continue
        point = _point(view, cost, frozenset(used))
        if cost.rule in _NEEDS_A_WAY and view.practice and not point.try_instead:
            continue
        turns.add(cost.turn)
        said.add(cost.why)
        points.append(point)
        used.add(point.try_instead)
    praise = _praise(view, rubric, criteria)
    return [*points, praise] if praise is not None else points


def _point(view: CallView, cost: _Cost, used: frozenset[str]) -> FeedbackPoint:
    point = _sentence(cost.why)
    if len(cost.turns) > 1:
        point = f"{point[:-1]} (in {len(cost.turns)} turns)."
    return FeedbackPoint(
        point=point,
        turn=cost.turn,
        quote=cost.quote,
        try_instead=instead(view, cost.turn, cost.rule, used),
        effect=effect_in_words(view, cost.turn, left_out=not cost.turns),
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


# -- what it did to the buyer -------------------------------------------------------------------------


def _by_effects(view: CallView) -> list[_Cost]:
    """Costs by kind of act, from the buyer's own events: what a kind cost over the call, and its worst turn."""
    found: dict[str, _Cost] = {}
    for number, decided in view.decisions.items():
        turn = view.by_number.get(number)
        if turn is None:
            continue
        counted = _counted_by(view, decided.effects)
        for name, cost in _costs_of(turn, decided.effects, counted).items():
            old = found.get(name)
            if old is None:
                found[name] = cost
                continue
            worst = cost if cost.worst > old.worst else old
            same = [c for c in (old, cost) if c.why == worst.why]
            found[name] = _Cost(
                old.cost + cost.cost, worst.turn, worst.quote, worst.why,
                tuple(t for c in same for t in c.turns), worst.worst, worst.rule,
            )  # fmt: skip
    return list(found.values())


def _costs_of(turn: RepTurn, effects: Sequence[Effect], counted: frozenset[str]) -> dict[str, _Cost]:
    """What one turn cost, by kind of act. Ending the call is added to what cost most in it."""
    kinds: dict[str, list[tuple[float, Effect]]] = {}
    for effect in effects:
        points = _cost(effect)
        if points > 0:
            kinds.setdefault(_family(effect), []).append((points, effect))
    out: dict[str, _Cost] = {}
    for name, costs in kinds.items():
        # What the table says of the act is told; that the objection got harder is its consequence.
        lead = max(costs, key=lambda c: (c[1].what in ("trust", "patience"), c[0]))[1]
        quote = lead.quote if lead.quote and lead.quote in turn.text else shortened(turn.text)
        total = sum(points for points, _ in costs)
        out[name] = _Cost(
            total, turn.number, quote, lead.why, (turn.number,), total,
            _RULE_OF_EFFECT.get(lead.rule) or (_RULE_OF.get(lead.act) if lead.act else None),
        )  # fmt: skip
    if any(e.what == "end" and e.value == "lost" for e in effects):
        _add_ending(turn, out, counted)
    return out


_RULE_OF: dict[Label, str] = {
    Label.DISCOUNT: "no_discount",
    Label.PRESSURE: "no_pressure",
    Label.DISPARAGE: "no_disparaging",
    Label.DISMISS: "no_arguing",
    Label.NEXT_STEP: "no_asking_after_no",
    Label.CLOSED_QUESTION: "no_interrogation",
}
_RULE_OF_EFFECT: dict[str, str] = {
    "pitch-before-question": "no_pitch_first",
    "pitch": "ties_value_to_need",
    "pitch-again": "ties_value_to_need",
    "miss": "answers_concern",
}
_ENDED_BY: tuple[tuple[Label, str], ...] = (
    (Label.DISCOUNT, "no_discount"),
    (Label.TRADE, "no_discount"),
    (Label.PRESSURE, "no_pressure"),
    (Label.DISPARAGE, "no_disparaging"),
    (Label.DISMISS, "no_arguing"),
    (Label.OFF_TASK, "stays_in_role"),
)


def _counted_by(view: CallView, effects: Sequence[Effect]) -> frozenset[str]:
    """The kinds of act that the outcome counts which ended the call, if it counts any."""
    outcomes = view.scenario.outcomes if view.scenario is not None else {}
    when = next((outcomes[e.target].when for e in effects if e.what == "end" and e.target in outcomes), None)
    if when is None:
        return frozenset()
    counts = {
        Label.DISCOUNT: when.discounts,
        Label.TRADE: when.discounts,
        Label.PRESSURE: when.pressure,
        Label.DISPARAGE: when.disparaged,
    }
    return frozenset(label.value for label, many in counts.items() if many)


def _add_ending(turn: RepTurn, out: dict[str, _Cost], counted: frozenset[str]) -> None:
    """Count the end of the call towards what ended it: what the outcome counts, else what cost most."""
    if out:
        known = [cost for name, cost in out.items() if name in counted]
        worst = max(known or out.values(), key=lambda c: c.cost)
        worst.cost += ENDED
        worst.worst += ENDED
        return
    for label, rule in _ENDED_BY:
        if turn.has(label):
            out[label.value] = _Cost(
                ENDED, turn.number, shortened(turn.quote(label)), MISSED[rule], (turn.number,), ENDED, rule
            )
            return


def _family(effect: Effect) -> str:
    """Effects that are one thing to a rep: a discount's loss of trust and the objection it made harder."""
    return effect.act.value if effect.act is not None else effect.rule


def _cost(effect: Effect) -> float:
    """What an effect weighs; the end of a call is counted apart."""
    if effect.rule in _NO_FAULT:
        return 0.0
    if effect.what in ("trust", "patience"):
        return -effect.change
    if effect.what == "objection" and effect.value == "hardened":
        return HARDENED
    if effect.what == "objection" and effect.value == "missed":
        return MISSED_ANSWER
    return 0.0


# -- what was left out ------------------------------------------------------------------------------------


def _by_checks(view: CallView, rubric: Rubric, criteria: Sequence[CriterionResult]) -> list[_Cost]:
    """Costs of checks answered no, in points of the score; faults that the buyer's events already tell of
    are left to those."""
    total = sum(c.weight for c in rubric.criteria)
    out = []
    for criterion in criteria:
        applicable = sum(
            k.weight
            for k in criterion.checks
            if k.verdict == "no" or (k.verdict == "yes" and not k.only_against)
        )
        for check in criterion.checks:
            if check.verdict != "no" or not check.evidence:
                continue
            if check.only_against and view.practice and check.rule in _TOLD_BY_EVENTS:
                continue
            place = _place(view, check)
            if check.rule == "says_back" and not not_said_back(view):
                continue  # there is no turn of which one could say that this was missing
            if place is None or _did_it(view.by_number[place[0]], check.rule):
                continue
            cost = 100 * criterion.weight / total * check.weight / applicable
            if check.rule in RESULTS:
                cost /= 4
            if view.practice:
                cost *= LEFT_OUT
            rule, why = _missed(view, check, view.by_number[place[0]])
            out.append(_Cost(cost, place[0], shortened(place[1], 160), why, rule=rule))
    return out


_TOLD_BY_EVENTS = frozenset(
    {"no_discount", "no_pressure", "no_disparaging", "no_arguing", "no_monologue", "no_pitch_first", "no_interrogation",
     "stays_in_role", "no_repeating", "no_asking_after_no"}
)  # fmt: skip


def _place(view: CallView, check: CheckResult) -> tuple[int, str] | None:
    """The rep's words to show for a check answered no: the first evidence that is the rep's, else the rep's
    reply to the buyer's words shown."""
    for evidence in check.evidence:
        if evidence.turn in view.by_number:
            return evidence.turn, evidence.quote
    for evidence in check.evidence:
        after = next((t for t in view.rep if t.number > evidence.turn and t.text.strip()), None)
        if after is not None:
            return after.number, shortened(after.text)
    return None


_DOING: dict[str, tuple[Label, ...]] = {
    "says_back": (Label.PARAPHRASE, Label.ACKNOWLEDGE),
    "acknowledges_objections": (Label.ACKNOWLEDGE, Label.PARAPHRASE),
    "explores_objections": (Label.EXPLORE,),
    "checks_answer": (Label.CHECK,),
    "brings_proof": (Label.PROOF,),
}


def _did_it(turn: RepTurn, rule: str | None) -> bool:
    """Whether the turn does the very thing that the check misses: then the point would be told at the wrong
    place, and is not told."""
    return turn.has(*_DOING.get(rule or "", ()))


_ON_WHAT_WAS_TOLD = frozenset({"ties_value_to_need", "uses_what_was_told", "answers_concern"})
"""Rules by which a turn builds on the buyer's words; with words that this buyer never said, it does not."""


def _missed(view: CallView, check: CheckResult, turn: RepTurn) -> tuple[str | None, str]:
    """What a check answered no is called when one speaks to the rep, and the rule to suggest something for."""
    if check.by == "judge":
        return None, check.why
    if turn.void == "untold" and check.rule in _ON_WHAT_WAS_TOLD:
        return check.rule, "You spoke of what this buyer had not told you, so it earned nothing"
    for found, rule, said in MISSED_BY_WHY:
        if found in check.why and (rule is None or rule == check.rule):
            return check.rule if found in SAME_REMEDY else None, said
    if check.rule == "asks_open" and not view.questions:
        return check.rule, "You asked nothing that lets the buyer talk"
    closed = {shortened(q.text) for q in turn.questions if q.form == "closed"}
    if check.rule == "asks_open" and closed.isdisjoint(e.quote for e in check.evidence):
        return check.rule, "You asked too little that lets the buyer talk"
    if check.rule in MISSED_SILENTLY and not turn.has(*TELLING):
        return check.rule, MISSED_SILENTLY[check.rule]
    return check.rule, MISSED.get(check.rule or "", check.why)


# -- what was done well -------------------------------------------------------------------------------------


def _praise(view: CallView, rubric: Rubric, criteria: Sequence[CriterionResult]) -> FeedbackPoint | None:
    best: tuple[float, int, str, str] | None = None
    shown = CAME_OF_IT
    for number, decided in view.decisions.items():
        turn = view.by_number.get(number)
        if turn is None or turn.void or turn.cuts_price or turn.labels & SPOILING:
            continue
        good = [
            e
            for e in decided.effects
            if (e.what in ("trust", "patience") and e.change > 0 and e.act) or e.value in ("told", "settled")
        ]
        bad = sum(-e.change for e in decided.effects if e.change < 0 and e.rule != "turn")
        gain = sum(e.change if e.what in ("trust", "patience") else 5 for e in good) - bad
        if not view.hears and not turn.has(Label.OPEN_QUESTION):
            continue  # an "I see", or a lucky hit off a list, from somebody who listens to nothing is no praise
        if good and gain >= 3 and (best is None or gain > best[0]):
            lead = max(good, key=lambda e: e.change if e.what in ("trust", "patience") else 5.5)
            quote = lead.quote if lead.quote and lead.quote in turn.text else shortened(turn.text)
            best = (gain, number, quote, _praise_words(view, lead))
            shown = ("fact",) if lead.what == "fact" else CAME_OF_IT
    if best is None and view.hears:
        best = _praise_by_checks(rubric, criteria)
    if best is None or not stands_in(view.transcript, best[1], best[2]):
        return None
    _, number, quote, why = best
    turn = view.by_number.get(number)
    return FeedbackPoint(
        point=_sentence(why),
        turn=number,
        quote=quote,
        effect=then_said(view, turn.reply, shown) if turn is not None else "",
        kind="praise",
    )


def _praise_words(view: CallView, effect: Effect) -> str:
    if effect.what != "fact":
        return effect.why
    name = view.buyer_name()
    scenario = view.scenario
    if scenario is not None and any(o.root == effect.target for o in scenario.objections.values()):
        return "your question brought out what was behind the objection"
    before = state_before(view, effect.turn)
    if before is not None and effect.target in before.guarded:
        return f"your question got {name} to tell what had been kept back before"
    return f"your question got {name} to tell you something that matters here"


def _praise_by_checks(
    rubric: Rubric, criteria: Sequence[CriterionResult]
) -> tuple[float, int, str, str] | None:
    best: tuple[float, int, str, str] | None = None
    total = sum(c.weight for c in rubric.criteria)
    for criterion in criteria:
        weights = sum(k.weight for k in criterion.checks) or 1
        for check in criterion.checks:
            if (
                check.verdict == "yes"
                and not check.only_against
                and check.evidence
                and check.rule not in RESULTS
            ):
                worth = 100 * criterion.weight / total * check.weight / weights
                if best is None or worth > best[0]:
                    shown = check.evidence[0]
                    why = DONE_WELL.get(check.rule or "", check.why) if check.by == "code" else check.why
                    best = (worth, shown.turn, shown.quote, why)
    return best
