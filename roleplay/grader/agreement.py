"""How far two sets of yes/no labels agree: share, Cohen's kappa, and how sure one can be of either."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959964
"""The normal quantile for a 95% interval."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """``n`` calls labelled by both; ``same`` of them alike.

    ``yes_yes`` ... count trainer's label and ours, in that order.
    """

    yes_yes: int = 0
    yes_no: int = 0
    no_yes: int = 0
    no_no: int = 0

    @property
    def n(self) -> int:
        return self.yes_yes + self.yes_no + self.no_yes + self.no_no

    @property
    def same(self) -> int:
        return self.yes_yes + self.no_no

    @property
    def share(self) -> float | None:
        """The share of calls on which both say the same, 0 to 1; ``None`` without calls."""
        return self.same / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of the share, by Wilson's score."""
        return wilson(self.same, self.n) if self.n else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960): the agreement beyond chance, ``(p - e) / (1 - e)`` where ``p`` is the share
        of agreement and ``e`` the share that two people with these habits would reach by chance. 1 is full agreement, 0 is
        chance. ``None`` where both gave one and the same answer throughout (chance alone would do that)."""
        if not self.n:
            return None
        n = self.n
        trainer_yes, our_yes = (self.yes_yes + self.yes_no) / n, (self.yes_yes + self.no_yes) / n
        chance = trainer_yes * our_yes + (1 - trainer_yes) * (1 - our_yes)
        return None if chance >= 1 else (self.same / n - chance) / (1 - chance)


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval (1927) for a share of ``hits`` in ``n``:
    ``(p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)``. Honest for few calls, unlike ``p ± z·√(p(1-p)/n)``.
    Raises ``ValueError`` for ``n`` below one."""
    if n < 1:
        raise ValueError("an interval needs at least one case")
    p = hits / n
    middle = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
