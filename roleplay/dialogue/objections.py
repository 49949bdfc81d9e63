"""How an objection moves: raised, acknowledged, explored, answered, settled; or hardened.

Skipping a step does not forbid the next one, but an answer without the steps before it only softens the
objection: it comes back at the close.
"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.dialogue.acts import Label
from roleplay.dialogue.state import LaerStep, ObjectionState, Reading, State, Step
from roleplay.scenario.model import Objection, ObjectionType, Scenario

LISTENING = (Label.ACKNOWLEDGE, Label.PARAPHRASE)
TELLING = (Label.BENEFIT, Label.PROOF, Label.REFRAME, Label.PITCH, Label.TRADE)
_ABOUT_PRICE: frozenset[ObjectionType] = frozenset({"price", "competitor"})


@dataclass(frozen=True, slots=True)
class Change:
    """An objection after a turn, and what in the turn changed it."""

    state: ObjectionState
    answered: bool
    """The turn gave an answer that builds on what the scenario asks for."""
    missed: bool
    """The turn answered, but past the concern."""
    hardened_by: Label | None
    root_told: bool


def is_about_price(objection: Objection) -> bool:
    return objection.type in _ABOUT_PRICE


def is_price_cut(reading: Reading) -> bool:
    """A concession that the buyer will see as air in the price: one with nothing asked back, or one
    with a false deadline as the only thing asked back."""
    return reading.has(Label.DISCOUNT) or (reading.has(Label.TRADE) and reading.has(Label.PRESSURE))


def root_chain(scenario: Scenario, fact_id: str) -> list[str]:
    """The facts that lead to a fact, in the order in which they must be told, the fact itself last."""
    chain: list[str] = []

    def walk(current: str) -> None:
        if current in chain or current not in scenario.facts:
            return
        for before in scenario.facts[current].gate.after:
            walk(before)
        if current not in chain:
            chain.append(current)

    walk(fact_id)
    return chain


def concerns_facts(scenario: Scenario, objection: Objection) -> list[str]:
    """Facts that exploring an objection can bring up: its root and what leads there, then what answers it."""
    facts = root_chain(scenario, objection.root) if objection.root else []
    for answer in objection.answered_by:
        for fact in root_chain(scenario, answer):
            if fact not in facts:
                facts.append(fact)
    return facts


def advance(
    scenario: Scenario, objection_id: str, state: State, reading: Reading, turn: int, told_now: frozenset[str]
) -> Change:
    """The objection in focus after the rep's turn ``turn``. ``told_now`` are facts that the buyer tells in
    reply, which count as told for exploring (asking reached them) but not for answering (too late)."""
    objection = scenario.objections[objection_id]
    before = state.objections[objection_id]
    known = {t.fact for t in state.told}
    root_told = objection.root is None or objection.root in known or objection.root in told_now
    steps = list(before.steps)

    def mark(step: LaerStep) -> None:
        if not any(s.step == step for s in steps):
            steps.append(Step(step=step, turn=turn))

    hardened_by = _hardener(objection, reading)
    if hardened_by is not None:
        # They have to feel heard again before anything else counts.
        steps = [s for s in steps if s.step == "explore"]
        return Change(
            before.model_copy(
                update={
                    "status": "hardened",
                    "steps": tuple(steps),
                    "hardened": before.hardened + 1,
                    "answered_by": (),
                }
            ),
            False,
            False,
            hardened_by,
            root_told,
        )

    if reading.has(*LISTENING):
        mark("acknowledge")
    concerns = set(concerns_facts(scenario, objection))
    asks_about_it = reading.has(Label.EXPLORE) or any(
        t.fact in concerns and t.score >= 0.34 for t in reading.topics
    )
    if (reading.has(Label.OPEN_QUESTION, Label.CLOSED_QUESTION) and asks_about_it) or concerns & told_now:
        mark("explore")

    used = [
        b for b in reading.builds_on if b in objection.answered_by and (b in known or b not in scenario.facts)
    ]
    # Speaking plainly of a product claim is telling, whatever else the words do; saying back a fact is not.
    claims_something = any(b not in scenario.facts for b in reading.plainly)
    tells = reading.has(*TELLING) or (
        bool(used) and (claims_something or (reading.has(Label.NEXT_STEP) and bool(reading.plainly)))
    )
    answered = (bool(used) and tells) if objection.answered_by else (reading.has(*TELLING) and bool(steps))
    missed = tells and not answered and not reading.has(Label.OPEN_QUESTION) and reading.has(*TELLING)
    if answered:
        mark("answer")
    if reading.has(Label.CHECK) and any(s.step == "answer" for s in steps):
        mark("check")

    names = {s.step for s in steps}
    done = {"acknowledge", "explore", "answer"} <= names and root_told
    status = before.status
    if "answer" in names:
        hardened_before = before.status == "hardened"
        # What was made hard takes two good turns to come back.
        if (
            done
            and not (hardened_before and answered and not before.answered_by)
            and (answered or reading.has(Label.CHECK, *LISTENING))
        ):
            status = "settled"
        elif answered and status != "settled":
            status = "softened"
    return Change(
        before.model_copy(
            update={
                "status": status,
                "steps": tuple(steps),
                "answered_by": tuple(dict.fromkeys([*before.answered_by, *used]))
                if answered
                else before.answered_by,
                "missed": before.missed + 1 if missed else (0 if answered else before.missed),
            }
        ),
        answered,
        missed,
        None,
        root_told,
    )


def _hardener(objection: Objection, reading: Reading) -> Label | None:
    """The act that makes this objection harder, if the turn has one."""
    if is_about_price(objection) and is_price_cut(reading):
        return Label.DISCOUNT
    if reading.has(Label.DISMISS) and not reading.listens:
        return Label.DISMISS
    if objection.type == "competitor" and reading.has(Label.DISPARAGE):
        return Label.DISPARAGE
    if reading.has(Label.PRESSURE):
        return Label.PRESSURE
    return None
