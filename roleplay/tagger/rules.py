"""Labels by rule alone: what the tagger falls back on, and a floor to measure the model against."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.dialogue.acts import Label
from roleplay.tagger.cues import CUES
from roleplay.tagger.phrases import PhraseBook
from roleplay.tagger.segments import Segment
from roleplay.tagger.text import Words, read_words, stem

BOOK = PhraseBook(CUES)
_OBJECTION = frozenset(
    "expensive cheaper price budget cost happy already not can't don't won't worried worry concern busy later contract "
    "boss risk trust never nightmare burned tried no haven't isn't doesn't afford competitor quote lower "
    "interested time switch switching why complicated too".split()
)
_COMMON = frozenset(
    "the a an and or but i you we they it is are was were be to of in on for with that this so do does did have has had "
    "not no what how why who when where which can could would will if at by from my your our their me us as it's that's "
    "i'm you're don't about just like get got out up there then than more some any all".split()
)


def content_stems(words: Sequence[str]) -> set[str]:
    """Stems of the words that carry matter."""
    return {stem(x) for x in words if x not in _COMMON and len(x) > 2}


def label_segments(w: Words, segments: Sequence[Segment], buyer: str) -> list[list[Label]]:
    """For each segment the labels that the rules give it."""
    buyer_words = read_words(buyer).words
    said = content_stems(buyer_words)
    objected = len(_OBJECTION.intersection(buyer_words)) >= 2
    return [_label(w, s, said, objected) for s in segments]


def _label(w: Words, s: Segment, said: set[str], objected: bool) -> list[Label]:
    cues = {cue for cue, _, _ in BOOK.find(w.words, s.first, s.last)}
    labels = {cue.split(".")[0] for cue in cues}
    overlap = len(said & content_stems(w.words[s.first : s.last]))
    got: list[Label] = []
    if s.question is not None:
        got.append(Label.OPEN_QUESTION if s.question.form == "open" else Label.CLOSED_QUESTION)
        if "check" in labels or s.question.kind == "tag":
            got.append(Label.CHECK)
        for label in ("next_step", "agenda", "rapport", "off_task"):
            if label in labels:
                got.append(Label(label))
                break
        else:
            if Label.CHECK not in got:
                got.append(Label.EXPLORE if objected else Label.DISCOVER)
        return got
    for label in ("acknowledge", "proof", "discount", "pressure", "disparage", "next_step", "disqualify", "rapport", "agenda", "off_task"):
        if label in labels:
            got.append(Label(label))
    if "trade.if" in cues and ("discount" in labels or w.words[s.first] == "if"):
        got.append(Label.TRADE)
        got = [x for x in got if x is not Label.DISCOUNT]
    if overlap >= 2 and ("paraphrase" in labels) or "paraphrase.so" in cues and overlap:
        got.append(Label.PARAPHRASE)
    if "dismiss" in labels and objected and "acknowledge" not in labels:
        got.append(Label.DISMISS)
    if "benefit" in labels and overlap:
        got.append(Label.BENEFIT)
    elif "pitch" in labels and not got:
        got.append(Label.PITCH)
    if "reframe" in labels and objected:
        got.append(Label.REFRAME)
    return got
