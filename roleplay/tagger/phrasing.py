"""The turns of phrase of a segment: all books of phrases read in one pass over its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roleplay.dialogue.acts import Label
from roleplay.tagger.cues import CUES
from roleplay.tagger.phrases import PhraseBook
from roleplay.tagger.rules import CERTAIN
from roleplay.tagger.segments import Segment
from roleplay.tagger.sure import SURE
from roleplay.tagger.text import Words
from roleplay.tagger.ways import WAYS

# One book for all: a word that opens no phrase is looked up once, not once a book. The first sign tells
# whose a phrase is.
_BOOK = PhraseBook(
    CUES
    | {f"{cue}+": lines for cue, lines in WAYS.items()}
    | {f"!{name}": lines for name, lines in CERTAIN.items()}
    | {f"={label.value}": lines for label, lines in SURE.items()}
)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """What a segment's phrases hint at (``cues``, sorted, for the model), and what they make certain."""

    cues: list[str]
    certain: set[str]
    sure: list[Label]


def phrasing(w: Words, segments: Sequence[Segment]) -> list[Phrasing]:
    """By segment, the phrases that stand in it."""
    return [_of(_BOOK.find(w.words, s.first, s.last)) for s in segments]


def _of(found: set[str]) -> Phrasing:
    cues, certain, sure = [], set(), []
    for name in sorted(found):
        if name[0] == "!":
            certain.add(name[1:])
        elif name[0] == "=":
            sure.append(Label(name[1:]))
        else:
            cues.append(name)
    return Phrasing(cues, certain, sure)
