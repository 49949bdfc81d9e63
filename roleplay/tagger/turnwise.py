"""The second look: a turn's segments together decide what the turn does.

A segment alone cannot tell that "pitch" is only the way into a proof, or that one weak hint in a
turn of nine clauses is chance. This step reads the scores of all labels over all segments and
weighs them once more, one small linear model a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from roleplay.tagger.segments import Segment

FLAGS = (
    "none", "price", "rival", "stall", "authority", "trust", "need", "refuse", "agree", "greet",
    "short", "middle", "long", "asks",
)  # fmt: skip


def chance(score: float) -> float:
    """A score (log odds) as a number between 0 and 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def summary(
    scores: Sequence[Sequence[float]], segments: Sequence[Segment], flags: Sequence[str]
) -> list[float]:
    """What the second look reads: by label the highest chance, its log odds, that of the first segment,
    and the chance that any segment does it; then the turn's length, its forms, and the buyer's line."""
    chances = [[chance(x) for x in row] for row in scores]
    columns = list(zip(*chances, strict=True))
    top = [max(c) for c in columns]
    out = [log(max(x, 1e-6) / max(1 - x, 1e-6)) / 3 for x in top]
    out += top
    out += chances[0]
    for column in columns:
        none = 1.0
        for x in column:
            none *= 1 - x
        out.append(1 - none)
    forms = {s.question.form for s in segments if s.question is not None}
    out += [len(segments) / 5, 1.0, float("open" in forms), float("closed" in forms)]
    out += [float(flag in flags) for flag in FLAGS]
    return out
