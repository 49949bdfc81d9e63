"""The guard's small linear models, as they are kept in the package: weights by feature, a bias, a threshold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Linear:
    """``threshold`` is the chance, 0 to 1, from which on a sentence is caught."""

    weights: dict[str, float]
    bias: float
    threshold: float


@cache
def linear_model(file: str) -> Linear:
    """The model in ``file`` beside this module; read once."""
    with resources.files("roleplay.buyer").joinpath(file).open(encoding="utf-8") as text:
        data = json.load(text)
    return Linear(data["weights"], data["bias"], data["threshold"])
