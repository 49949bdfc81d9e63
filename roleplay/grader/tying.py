"""Whether what a rep says for the product is tied to what this buyer had told."""

from __future__ import annotations

import re

from roleplay.grader.view import SPOILING, TELLING, CallView, RepTurn

_YOU_TOLD = re.compile(
    r"\b(?:you|you've|you have) (?:just |also )?(?:told|said|mentioned|described|explained)\b", re.I
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def _states_after_quoting(text: str) -> bool:
    """Whether a text says "you told me ..." and goes on with a statement of its own ("You told me: “...” It runs
    beside what you have.")."""
    found = _YOU_TOLD.search(text)
    if found is None:
        return False
    quoted = text.find("”", found.end())
    rest = text[quoted + 1 :] if quoted >= 0 else text[found.end() :].partition(".")[2]
    return any(len(s.split()) >= 4 and not s.rstrip().endswith("?") for s in _SENTENCE.findall(rest))


def ties(view: CallView, turn: RepTurn) -> bool:
    """Whether the turn ties what it says for the product to something that the buyer had told before it,
    whatever the tagger called its words: it tells and builds on that; or the buyer took it so (a benefit that
    counted, an objection settled or softened by it); or it says back what was told and states a claim."""
    if turn.void or turn.labels & SPOILING:
        return False
    builds = view.builds_on_told(turn)
    if builds and turn.has(*TELLING):
        return True
    if turn.reading is None or view.state is None:
        return len(turn.from_buyer) >= 3 and _states_after_quoting(turn.text)
    facts = view.scenario.facts if view.scenario is not None else {}
    objections = view.scenario.objections if view.scenario is not None else {}
    if builds and any(b not in facts for b in turn.reading.plainly):
        return True
    decided = view.decisions.get(turn.number)
    for effect in decided.effects if decided is not None else ():
        if effect.rule == "benefit":
            return True
        if effect.rule in ("settle", "soften") and effect.what == "objection" and decided is not None:
            objection = decided.state.objections.get(effect.target)
            answered = objection is not None and any(
                s.step == "answer" and s.turn == turn.number for s in objection.steps
            )
            root = objections[effect.target].root if effect.target in objections else None
            heard = effect.value == "settled" and root in view.told_before(turn.number)
            if answered and (builds or heard):
                return True
    return False
