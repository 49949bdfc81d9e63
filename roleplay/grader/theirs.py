"""What a buyer's turn says of weight: a line of the scenario's, not a "Go on" that any buyer might say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roleplay.dialogue.state import Beat, Move
from roleplay.grader.resistance import objections_in
from roleplay.grader.view import CallView
from roleplay.scenario.model import ObjectionType

Kind = Literal["fact", "hint", "objection", "push_back", "soften", "settled", "ending", "reaction", "other"]

_BEATS: dict[str, Kind] = {
    "short": "hint", "push_back": "push_back", "comeback": "push_back", "still_open": "push_back",
    "soften": "soften", "settled": "settled", "outcome": "ending", "agree": "ending", "walk_away": "ending",
}  # fmt: skip
_REACTIONS = frozenset(
    {"react_pressure", "react_disparage", "react_dismiss", "react_discount", "react_repeat", "react_interrogation",
     "react_long", "react_off_task", "react_foreign", "already_told", "react_pitch_again"}
)  # fmt: skip
"""Stock lines that answer one thing that the rep did, and nothing else."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a buyer's turn, verbatim, and what they do."""

    kind: Kind
    text: str
    type: ObjectionType | None = None
    """Of an objection."""


def own_line(view: CallView, number: int) -> Line | None:
    """What the buyer's turn ``number`` says of weight for the rep to take up: a fact, a hint at one, an objection.
    ``None`` if it says nothing of the kind. In a transcript without events that is the whole turn."""
    if not view.practice:
        found = objections_in(view.text(number))
        return (
            Line("objection", view.text(number), found[0][0]) if found else Line("other", view.text(number))
        )
    lines = lines_of(view, number)
    wanted: tuple[Kind, ...] = ("fact", "objection", "push_back", "hint")
    for kind in wanted:
        for line in lines:
            if line.kind == kind:
                return Line("objection", line.text, line.type) if kind == "push_back" else line
    return None


def lines_of(view: CallView, number: int) -> list[Line]:
    """The parts of a buyer's turn in a practice call that are the scenario's own, or that answer one fault of the
    rep's, in order. Where a model spoke the turn in its own words, the whole turn stands for its only such part."""
    scenario = view.scenario
    decided = next((d for d in reversed(view.decisions.values()) if d.turn < number), None)
    if scenario is None or decided is None or decided.turn < number - 1:
        return []
    text = view.text(number)
    scripted = view.voices.get(number, "scripted") == "scripted"
    found: list[Line] = []
    for beat in decided.beats:
        says, kind, objection = _scripted(view, beat)
        line = next((s for s in says if s in text), None)
        if line is None and beat.key in _REACTIONS and len(decided.beats) == 1:
            line, kind = text, "reaction"
        elif line is None and not scripted and (len(decided.beats) == 1 or kind in ("fact", "objection")):
            line = text
        if line is not None and kind is not None:
            found.append(Line(kind, line, objection))
    return found


def _scripted(view: CallView, beat: Beat) -> tuple[Sequence[str], Kind | None, ObjectionType | None]:
    """The scenario's lines for a beat, what they do, and the type of the objection."""
    scenario = view.scenario
    assert scenario is not None
    fact = scenario.facts.get(beat.subject or "")
    if fact is not None:
        says = fact.says if beat.key == "says" else fact.short or ()
        return says, "fact" if beat.key == "says" else "hint", None
    objection = scenario.objections.get(beat.subject or "")
    if objection is not None:
        if beat.key == "says":
            return objection.says, "objection", objection.type
        if beat.key in ("soften", "settled"):
            return getattr(objection, beat.key) or (), _BEATS[beat.key], objection.type
        return objection.push_back or (), "push_back", objection.type
    if beat.move in (Move.END, Move.AGREE) and beat.key in _BEATS:
        outcome = scenario.outcomes.get(beat.subject or "")
        return outcome.says if outcome else scenario.walk_away or (), "ending", None
    return (), None, None
