"""What a reader of a scorecard should know besides the verdicts: what could not be graded, attempts to talk
to the grader, and whatever makes a figure doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.grader.rubric import Rubric
from roleplay.grader.scorecard import CriterionResult
from roleplay.grader.talk import talk_times
from roleplay.grader.view import CallView

if TYPE_CHECKING:
    from roleplay.grader.judge import Judgement

STEERING = re.compile(
    r"\b(?:ignore (?:all |any |your |the )*(?:previous |prior |above )?(?:instructions?|rules|prompt)|system\s*:|(?:give|award|grant|rate|"
    r"grade|score) (?:me|this(?: call| rep)?|it)\b.{0,30}\b(?:100|full|perfect|ten|10|a pass|maximum|top)|(?:score|grade|rating)\s*[:=]"
    r"\s*\d+|as the (?:judge|grader)|dear (?:judge|grader)|to the (?:judge|grader)|you are (?:now )?(?:a|an|the) (?:grader|judge|"
    r"assistant|ai)|mark (?:this|me|it) as (?:passed|won|a pass)|the (?:buyer|customer|prospect) (?:agrees|agreed|accepts|accepted|"
    r"is convinced|has agreed|says yes|said yes)|(?:all|every) (?:checks?|criteri\w+) (?:are|is|=|pass)|answer (?:yes|with yes) to)",
    re.I | re.S,
)
"""Words of a rep that speak to the grader, or claim what the buyer did."""

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
    for turn in view.rep:
        found = STEERING.search(turn.text)
        if found is not None:
            words = turn.text[found.start() : found.end()]
            notes.append(
                f'Turn {turn.number} speaks to the grader, or for the buyer ("{words}"): it earned nothing.'
            )
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
    buyer_questions = sum(t.text.count("?") for t in view.turns if t.speaker.value == "buyer")
    if buyer_questions >= 4 and buyer_questions > 2 * max(1, len(view.questions)) and len(view.rep) >= 3:
        notes.append("The buyer asks far more than the rep does: check that the speakers are not swapped.")
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
