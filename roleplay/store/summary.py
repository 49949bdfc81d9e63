"""A call in a list, and what a scenario's calls come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from roleplay.scenario.model import Result


@dataclass(frozen=True, slots=True)
class CallSummary:
    """One call as lists show it. Times are in UTC; ``cost`` in US dollars, where prices were known."""

    id: str
    scenario: str
    title: str
    started_at: datetime
    written_at: datetime
    """When something was last recorded."""
    ended_at: datetime | None
    result: Result | None
    """``None`` while the call goes on."""
    outcome: str | None
    """The scenario's own id of the ending, where it has one."""
    reason: str | None
    """Why it ended: condition, patience, turn_limit, time_limit, hung_up."""
    score: float | None
    passed: bool | None
    scorecards: int
    rep_turns: int
    buyer_turns: int
    seed: int
    mode: Literal["coached", "exam"]
    difficulty: Literal["easy", "medium", "hard"]
    voice: Literal["scripted", "model"]
    forked_from: str | None
    forked_turn: int | None
    """The rep turn (transcript number) from which this call went its own way."""
    cost: float

    @property
    def resumable(self) -> bool:
        """Whether the call has no ending yet."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """What somebody's calls with one scenario come to. Calls that go on count as tries."""

    scenario: str
    tries: int
    finished: int
    won: int
    passed: int
    best_score: float | None
    last_started_at: datetime


def to_text(moment: datetime) -> str:
    """A moment as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str) -> datetime:
    """The moment back, in UTC."""
    return datetime.fromisoformat(text)
