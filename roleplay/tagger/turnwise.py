"""The second look: a turn's segments together decide what the turn does.

A segment alone cannot tell that "pitch" is only the way into a proof, or that one weak hint in a
turn of nine clauses is chance. This step reads the scores of all labels over all segments and over
the turn as a whole, and weighs them once more, one small linear model a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from roleplay.tagger.segments import Segment

FLAGS = (
    "none", "price", "rival", "stall", "authority", "trust", "need", "refuse", "agree", "greet",
    "short", "middle", "long", "asks",
)  # fmt: skip


def summary(
    scores: Sequence[Sequence[float]],
    turn: Sequence[float],
    segments: Sequence[Segment],
    flags: Sequence[str],
) -> list[float]:
    """What the second look reads: by label the log odds of the likeliest segment, the chance that any
    segment does it, and the log odds of the turn as a whole; then the turn's length, its question forms,
    and the buyer's line. Numbers in -4..4."""
    out = []
    none = []
    for column in zip(*scores, strict=True):
        top = max(column)
        out.append(max(-4.0, min(4.0, top / 3)))
        left = 1.0
        for x in column:
            if x > -7:  # below, the chance is less than a thousandth
                left *= 1 - 1 / (1 + exp(-min(x, 30.0)))
        none.append(1 - left)
    out += none
    out += [max(-4.0, min(4.0, x / 3)) for x in turn]
    forms = {s.question.form for s in segments if s.question is not None}
    out += [min(len(segments) / 5, 4.0), 1.0, float("open" in forms), float("closed" in forms)]
    out += [float(flag in flags) for flag in FLAGS]
    return out
