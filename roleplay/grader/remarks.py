"""What a reader of a scorecard should know besides the verdicts: what could not be graded, attempts to talk
to the grader, and whatever makes a figure doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.dialogue.events import HintGiven
from roleplay.grader.resistance import plain
from roleplay.grader.rubric import Rubric
from roleplay.grader.rules.registry import shortened
from roleplay.grader.scorecard import CriterionResult
from roleplay.grader.talk import talk_times
from roleplay.grader.view import CallView, Void
from roleplay.grader.void import STEERING

if TYPE_CHECKING:
    from roleplay.grader.judge import Judgement

_FRAMES = frozenset(
    [
        "the",
        "a",
        "and",
        "to",
        "of",
        "you",
        "i",
        "we",
        "it",
        "is",
        "that",
        "in",
        "for",
        "on",
        "do",
        "what",
        "how",
        "your",
        "are",
        "have",
        "with",
        "be",
        "this",
        "not",
        "can",
        "so",
        "our",
        "they",
    ]
)


def remarks(
    view: CallView, rubric: Rubric, criteria: Sequence[CriterionResult], judged: Judgement | None
) -> list[str]:
    """The notes of a scorecard, in words for its reader."""
    notes: list[str] = []
    if not any(t.text.strip() for t in view.turns):
        return ["There is nothing to grade: nobody says anything in this transcript."]
    if not view.rep_words:
        notes.append("The rep says nothing in this transcript.")
    if not view.buyer_words and rubric.grades == "call":
        notes.append("The buyer says nothing in this transcript, so nothing could be heard or answered.")
    if view.buyer_words and rubric.grades == "message":
        notes.append(
            f"{rubric.id} is for one written message, and this is a conversation: grade it by another rubric."
        )
    notes.extend(_about_void(view))
    hints = sum(isinstance(e, HintGiven) for e in view.events)
    if hints:
        notes.append(f"The rep was given {hints} hint{'s' if hints > 1 else ''} during the call.")
    notes.extend(_about_buyer_words(view, rubric))
    notes.extend(_about_times(view))
    notes.extend(_about_language(view))
    if judged is not None:
        notes.extend(judged.notes)
    ungraded = [k for c in criteria for k in c.checks if k.verdict == "ungraded"]
    if ungraded:
        many = f"{len(ungraded)} checks were" if len(ungraded) > 1 else "One check was"
        notes.append(f"{many} not graded: {', '.join(k.id for k in ungraded)}.")
    return notes


_VOID: dict[Void, str] = {
    "grader": "speaks to the grader, or for the buyer",
    "rubric": "says the rubric's own words",
    "untold": "says what the buyer had not told",
    "misplaced": "gives the model answer to an objection that the buyer had not raised",
}


def _about_void(view: CallView) -> list[str]:
    """Turns that earned nothing, with the words; repetitions have a check of their own."""
    out = []
    for turn in [t for t in view.rep if t.void in _VOID][:MANY]:
        assert turn.void is not None
        found = STEERING.search(plain(turn.text)) if turn.void == "grader" else None
        words = turn.text[found.start() : found.end()] if found is not None else shortened(turn.text, 80)
        out.append(f"Turn {turn.number} {_VOID[turn.void]} (“{words.strip()}”): it earned nothing.")
    return out


MANY = 10
"""So many turns of one kind are named one by one."""


def _about_buyer_words(view: CallView, rubric: Rubric) -> list[str]:
    if view.practice or rubric.grades != "call" or not view.buyer_words:
        return []
    notes = []
    if view.episodes:
        notes.append(
            "Objections, and whether a next step was agreed, were read from the buyer's words, which is uncertain: "
            "look at the quotes."
        )
    else:
        notes.append("No objection was found in the buyer's words; that reading is uncertain.")
    if view.swapped:
        notes.append(
            "The buyer sells and the rep objects: the speakers look exchanged, so nothing was credited as listening."
        )
    return notes


def _about_times(view: CallView) -> list[str]:
    timed = [t for t in view.turns if t.start is not None or t.end is not None]
    if timed and talk_times(view.transcript) is None:
        if len(timed) < len(view.turns):
            return ["Some turns have no times, so talk was measured in words."]
        return ["The times in this transcript contradict each other, so talk was measured in words."]
    return []


def _about_language(view: CallView) -> list[str]:
    """Says when the rep's words do not look like English, which is what the offline tagger reads."""
    foreign = [t.number for t in view.rep if t.reading is not None and t.reading.foreign]
    if not foreign and not view.practice and view.rep_words >= 30:
        words = [w for t in view.rep[:200] for w in t.text.lower().split()]
        if sum(w.strip(".,!?") in _FRAMES for w in words) < 0.08 * len(words):
            return [
                "The rep's words do not look like English, which is all that can be read offline: do not trust this score."
            ]
    if foreign:
        return [f"{len(foreign)} of the rep's turns are not in the language of the call."]
    return []
