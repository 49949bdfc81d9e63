"""What a turn of the rep can do: the labels of the codebook, and one act with the words that carry it.

The codebook itself, with its definitions and hard cases, is ``docs/acts.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Label(StrEnum):
    """One label of the codebook. The value is the name used in files, on the wire and in rubrics."""

    # Questions, by form
    OPEN_QUESTION = "open_question"
    CLOSED_QUESTION = "closed_question"
    # Questions, by purpose
    EXPLORE = "explore"
    DISCOVER = "discover"
    CHECK = "check"
    # Listening
    ACKNOWLEDGE = "acknowledge"
    PARAPHRASE = "paraphrase"
    # Telling
    PITCH = "pitch"
    BENEFIT = "benefit"
    PROOF = "proof"
    REFRAME = "reframe"
    # Giving
    DISCOUNT = "discount"
    TRADE = "trade"
    # Pressing
    PRESSURE = "pressure"
    DISPARAGE = "disparage"
    DISMISS = "dismiss"
    # Moving
    NEXT_STEP = "next_step"
    DISQUALIFY = "disqualify"
    # The rest
    RAPPORT = "rapport"
    AGENDA = "agenda"
    OFF_TASK = "off_task"


QUESTION_FORMS = frozenset({Label.OPEN_QUESTION, Label.CLOSED_QUESTION})
QUESTION_PURPOSES = frozenset({Label.EXPLORE, Label.DISCOVER, Label.CHECK})

ActSource = Literal["offline", "model"]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a rep's turn does.

    ``start`` and ``end`` are offsets in characters into the turn's text (``end`` exclusive) and
    ``text`` is that slice, so that every claim about a turn can quote the words behind it.
    ``source`` says who read it: the offline tagger or a model.
    """

    label: Label
    start: int
    end: int
    text: str
    source: ActSource = "offline"
