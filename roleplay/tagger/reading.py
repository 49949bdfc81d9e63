"""From a turn and its context to acts: cut, label, join what belongs together."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.dialogue.acts import QUESTION_FORMS, QUESTION_PURPOSES, Act, Label
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.tagger.context import hear
from roleplay.tagger.features import turn_features
from roleplay.tagger.model import load_model
from roleplay.tagger.segments import Segment, cut
from roleplay.tagger.text import Words, read_words

_ORDER = {label: n for n, label in enumerate(Label)}


def read_acts(text: str, context: Sequence[Turn] = ()) -> list[Act]:
    """See :func:`roleplay.tagger.tag`."""
    w = read_words(text)
    if not w.words:
        return []
    segments = cut(w)
    model = load_model()
    labels = [
        [label for label, score in zip(model.labels, model.scores(features), strict=True) if score > 0]
        for features in turn_features(w, segments, hear(context))
    ]
    return _join(text, w, segments, labels)


def _join(text: str, w: Words, segments: Sequence[Segment], labels: Sequence[Sequence[Label]]) -> list[Act]:
    """One act per label and run of neighbouring segments; a question is always an act of its own."""
    spans: list[tuple[int, int, Label]] = []
    running: dict[Label, int] = {}
    for n, (segment, here) in enumerate(zip(segments, labels, strict=True)):
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
