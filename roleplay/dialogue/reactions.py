"""What a buyer says back when no fact and no objection is at stake: reactions, in order of what a person
would react to first."""

from __future__ import annotations

from roleplay.dialogue.acts import Label
from roleplay.dialogue.facts import asks_for_something_new
from roleplay.dialogue.state import Beat, Move, ObjectionState, Reading, State
from roleplay.dialogue.table import LONG_TURN_WORDS

WHY_HARDER = {
    Label.DISCOUNT: "a price that moves that fast says there was air in it",
    Label.DISMISS: "you argued with it",
    Label.DISPARAGE: "you ran the others down",
    Label.PRESSURE: "you pushed",
}


def why_only_softened(objection: ObjectionState, root_told: bool) -> str:
    """What was left out on the way to this answer, in words for the rep."""
    if not objection.has("acknowledge"):
        return "you answered, but did not show first that you had heard it"
    if not objection.has("explore"):
        return "you answered before you asked what is behind it"
    if not root_told:
        return "you answered, but the real concern has not come out yet"
    return "you answered, and it takes some more after what made it harder"


def not_a_turn(reading: Reading) -> Beat | None:
    """The reaction to words that are no turn in this conversation."""
    if reading.words == 0:
        return Beat(move=Move.ASK, key="react_silence")
    if reading.foreign:
        return Beat(move=Move.DEFLECT, key="react_foreign")
    if reading.has(Label.OFF_TASK):
        return Beat(move=Move.DEFLECT, key="react_off_task")
    if reading.repeats:
        return Beat(move=Move.PUSH_BACK, key="react_repeat")
    return None


def to_pressing(reading: Reading, focus: str | None) -> Beat | None:
    """The reaction to being pressed, run down or argued with, or to a price that falls by itself."""
    if reading.has(Label.PRESSURE):
        return Beat(move=Move.PUSH_BACK, key="react_pressure", subject=focus)
    if reading.has(Label.DISPARAGE):
        return Beat(move=Move.PUSH_BACK, key="react_disparage", subject=focus)
    if reading.has(Label.DISMISS) and not reading.listens:
        return Beat(move=Move.PUSH_BACK, key="react_dismiss", subject=focus)
    if reading.has(Label.DISCOUNT):
        return Beat(move=Move.PUSH_BACK, key="react_discount", subject=focus)
    return None


def to_the_rest(before: State, state: State, reading: Reading) -> Beat:
    """The reaction to a turn that moved nothing: an answer of no weight, a shrug, or "go on"."""
    closed_only = reading.has(Label.CLOSED_QUESTION) and not reading.has(Label.OPEN_QUESTION)
    if closed_only and reading.form_filling and state.closed_run + reading.form_filling >= 3:
        return Beat(move=Move.DEFLECT, key="react_interrogation")
    if reading.words > LONG_TURN_WORDS:
        return Beat(move=Move.ASK, key="react_long")
    if (
        reading.asked_before
        and not asks_for_something_new(state, reading)
        and reading.has(Label.OPEN_QUESTION, Label.CLOSED_QUESTION)
    ):
        return Beat(move=Move.DEFLECT, key="already_told")
    focus = state.objections.get(state.focus or "")
    if (
        reading.has(Label.CHECK)
        and state.focus is not None
        and focus is not None
        and focus.status != "settled"
    ):
        return Beat(move=Move.PUSH_BACK, key="still_open", subject=state.focus)
    if reading.has(Label.CHECK) and any(o.status == "settled" for o in state.objections.values()):
        return Beat(move=Move.SETTLE, key="settle")
    if reading.has(Label.AGENDA) and state.rep_turns < 2:
        return Beat(move=Move.ASK, key="react_agenda")
    if reading.has(Label.OPEN_QUESTION):
        rapport = reading.has(Label.RAPPORT) and not reading.has(Label.DISCOVER, Label.EXPLORE, Label.CHECK)
        return Beat(move=Move.ANSWER, key="react_rapport" if rapport else "answer_open")
    if reading.has(Label.DISQUALIFY):
        return Beat(move=Move.ANSWER, key="react_disqualify")
    if closed_only:
        rapport = reading.has(Label.RAPPORT) and not reading.has(Label.DISCOVER, Label.EXPLORE, Label.CHECK)
        plain = "answer_detail" if reading.wants_a_detail else "answer_closed"
        return Beat(move=Move.ANSWER, key="react_rapport" if rapport else plain)
    # People on the other side of a table ask back about every second time.
    asks_back = state.rep_turns % 2 == 1
    if asks_back and reading.has(Label.BENEFIT, Label.PROOF) and state.trust >= 25:
        return Beat(move=Move.ASK, key="ask_question")
    if reading.has(Label.PITCH) and not reading.has(Label.BENEFIT) and state.count(Label.PITCH) >= 2:
        return Beat(move=Move.ASK, key="react_pitch_again")
    for label, key, move in (
        (Label.TRADE, "react_trade", Move.ASK),
        (Label.BENEFIT, "react_benefit", Move.ASK),
        (Label.PROOF, "react_proof", Move.ASK),
        (Label.REFRAME, "react_benefit", Move.ASK),
        (Label.PITCH, "react_pitch", Move.ASK),
        (Label.PARAPHRASE, "react_ack", Move.ANSWER),
        (Label.ACKNOWLEDGE, "react_ack", Move.ANSWER),
        (Label.AGENDA, "react_agenda", Move.ASK),
        (Label.RAPPORT, "react_rapport", Move.ANSWER),
    ):
        if reading.has(label):
            return Beat(move=move, key=key)
    return Beat(move=Move.ASK, key="ask")
