"""From a turn and its context to acts: cut, label, join what belongs together."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.dialogue.acts import QUESTION_FORMS, QUESTION_PURPOSES, Act, Label
from roleplay.dialogue.transcript import Turn
from roleplay.tagger.context import hear
from roleplay.tagger.features import turn_features
from roleplay.tagger.model import load_model
from roleplay.tagger.phrasing import phrasing
from roleplay.tagger.rules import certain, could_be
from roleplay.tagger.segments import Segment, cut
from roleplay.tagger.text import Words, read_words
from roleplay.tagger.turnwise import summary

_ORDER = {label: n for n, label in enumerate(Label)}


def read_acts(text: str, context: Sequence[Turn] = ()) -> list[Act]:
    """See :func:`roleplay.tagger.tag`."""
    w = read_words(text)
    if not w.words:
        return []
    segments = cut(w)
    return _join(text, w, segments, _labels(w, segments, context))


def _labels(w: Words, segments: Sequence[Segment], context: Sequence[Turn]) -> list[list[Label]]:
    """By segment what it does: the turn decides which labels there are, the segments where they stand."""
    model = load_model()
    heard = hear(context)
    phrases = phrasing(w, segments)
    scores, turn = model.scores(turn_features(w, segments, heard, [p.cues for p in phrases]))
    out: list[list[Label]] = [[] for _ in segments]
    for n, segment in enumerate(segments):
        if segment.question is not None:
            out[n].append(Label.OPEN_QUESTION if segment.question.form == "open" else Label.CLOSED_QUESTION)
    asks = [n for n, segment in enumerate(segments) if segment.question is not None]
    everywhere = range(len(segments))
    decided = model.decide(summary(scores, turn, segments, heard.flags))
    for k, label in enumerate(model.labels):
        if decided[k] <= 0 or label in QUESTION_FORMS or not could_be(label, w.words):
            continue
        places: Sequence[int] = asks if label in (Label.EXPLORE, Label.DISCOVER) else everywhere
        best = max((scores[n][k] for n in places), default=0.0)
        for n in places:
            if scores[n][k] == best or scores[n][k] > 0:
                out[n].append(label)
    for label, places in certain(w, segments, [(p.certain, p.sure) for p in phrases]).items():
        for n in places:
            if label not in out[n]:
                out[n].append(label)
        if label is Label.TRADE:
            # A concession that asks for something back is no gift.
            for n in places:
                out[n] = [x for x in out[n] if x is not Label.DISCOUNT]
    return out


def _join(text: str, w: Words, segments: Sequence[Segment], labels: Sequence[Sequence[Label]]) -> list[Act]:
    """One act per label and run of neighbouring segments; a question is always an act of its own."""
    spans: list[tuple[int, int, Label]] = []
    running: dict[Label, int] = {}
    for _n, (segment, here) in enumerate(zip(segments, labels, strict=True)):
        start, end = w.starts[segment.first], _end(text, w, segment.last)
        for label in here:
            before = running.get(label, -1)
            alone = label in QUESTION_FORMS or label in QUESTION_PURPOSES
            if before >= 0 and not alone:
                spans[before] = (spans[before][0], end, label)
            else:
                running[label] = len(spans)
                spans.append((start, end, label))
        running = {k: v for k, v in running.items() if k in here}
    spans.sort(key=lambda s: (s[0], s[1], _ORDER[s[2]]))
    return [Act(label, start, end, text[start:end]) for start, end, label in spans]


def _end(text: str, w: Words, last: int) -> int:
    """Where a segment ends: after its last word and the mark that closes it."""
    end = w.ends[last - 1]
    while end < len(text) and end < w.ends[last - 1] + 3 and text[end] in "?!.…":
        end += 1
    return end
