"""Who said what: turns and transcripts, the same for a practice call and for an imported real one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    REP = "rep"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of one side.

    ``start`` and ``end`` are seconds from the beginning of the call, or ``None`` where the
    transcript has no times. Text is kept exactly as it came, control characters included.
    """

    speaker: Speaker
    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a call in order. Turn numbers are 1-based positions over both sides:
    the number 1 is the first message of the call, whoever spoke it."""

    turns: tuple[Turn, ...] = ()

    def rep_turns(self) -> list[tuple[int, Turn]]:
        """The rep's turns with their numbers."""
        return [(n, t) for n, t in enumerate(self.turns, 1) if t.speaker is Speaker.REP]

    def buyer_turns(self) -> list[tuple[int, Turn]]:
        """The buyer's turns with their numbers."""
        return [(n, t) for n, t in enumerate(self.turns, 1) if t.speaker is Speaker.BUYER]
