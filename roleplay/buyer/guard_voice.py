"""Whose voice a sentence has: the buyer's, or that of somebody who sells, helps or coaches.

A linear model over words, pairs of words and pieces of words, fitted on what reps and buyers say
(``training/guard.py``). It stands behind the patterns of :mod:`guard_patterns` and catches what they have no
phrase for. Deterministic; some 0.1 ms a sentence.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Final

from roleplay.buyer.guard_linear import linear_model
from roleplay.buyer.guard_text import norm

WEIGHTS: Final = "guard_weights.json"
_TOKEN: Final = re.compile(r"[a-zà-öø-ÿ']+|[?!#]")


def features(text: str, name: str = "", product: str = "") -> list[str]:
    """What the model looks at. ``name`` (the buyer's) and ``product`` are masked, and so are figures."""
    plain = norm(text)
    for word, mask in ((name, "nnn"), (name.split()[0] if name else "", "nnn"), (product, "ppp")):
        if word:
            plain = plain.replace(word.lower(), mask)
    words = _TOKEN.findall(re.sub(r"\d[\d,.]*", "#", plain))
    found = {f"w {w}" for w in words} | {f"b {a} {b}" for a, b in pairwise(["^", *words, "$"])}
    for word in words:
        padded = f" {word} "
        found |= {padded[n : n + size] for size in (3, 4, 5) for n in range(len(padded) - size + 1)}
    return sorted(found)


def not_the_buyer(text: str, name: str = "", product: str = "") -> float:
    """How surely this is no buyer's sentence: 0 to 1, to be held against :func:`threshold`."""
    model = linear_model(WEIGHTS)
    found = features(text, name, product)
    if not found:
        return 0.0
    score = sum(model.weights.get(f, 0.0) for f in found) / math.sqrt(len(found))
    return 1.0 / (1.0 + math.exp(-(score + model.bias)))


def threshold() -> float:
    """From here on a sentence is caught: set on held-out sentences of buyers, of which it catches few."""
    return linear_model(WEIGHTS).threshold
