"""How the scores go, from the calls that are over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from roleplay.tui.desk import CriterionTrend, Progress

if TYPE_CHECKING:
    from roleplay.store import CallSummary, Store

DEEP = 30
"""Calls whose criteria are looked at: older ones say little about today."""


def progress_of(over: Sequence[CallSummary], store: Store, now: datetime) -> Progress:
    """``over`` is newest first, as the store lists it; what comes back is oldest first."""
    scores = tuple(call.score for call in reversed(over) if call.score is not None)
    days = [0] * 14
    today = now.astimezone().date()
    for call in over:
        back = (today - call.started_at.astimezone().date()).days
        if 0 <= back < 14:
            days[13 - back] += 1
    labels: dict[str, str] = {}
    series: dict[str, list[float | None]] = {}
    graded = [call for call in over[:DEEP] if call.scorecards]
    for number, call in enumerate(reversed(graded)):
        cards = store.scorecards(call.id)
        for criterion in cards[-1].criteria if cards else ():
            labels[criterion.id] = criterion.label
            row = series.setdefault(criterion.id, [None] * number)
            row += [None] * (number - len(row))
            row.append(criterion.score)
    length = len(graded)
    trends = tuple(
        CriterionTrend(name, labels[name], tuple(row + [None] * (length - len(row))))
        for name, row in series.items()
    )
    return Progress(scores, tuple(days), trends)
