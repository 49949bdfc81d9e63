"""What the grader returns. The keys are a contract: reports, the store and other tools read them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from roleplay.scenario.model import ObjectionType, Result

Verdict = Literal["yes", "no", "na", "ungraded"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Part):
    """Words of the transcript, verbatim, and the turn (1-based) that they stand in."""

    turn: int
    quote: str


class CheckResult(_Part):
    """One yes/no question answered: by whom, why, and with which words."""

    id: str
    question: str
    verdict: Verdict
    by: Literal["code", "judge"]
    why: str
    evidence: list[Evidence] = []
    rule: str | None = None
    """The code rule that answered it, as named in ``docs/grading.md``."""
    settings: dict[str, float] = {}
    """The rule's settings in this check."""
    weight: float = 1
    only_against: bool = False
    """A no counts against the score, a yes earns nothing."""
    must: bool = False
    agreement: float | None = None
    """With several samples of a judge: the share that gave this verdict, 0 to 1."""


class CriterionResult(_Part):
    """A criterion: ``score`` is 0 to 100, ``None`` where none of its checks could be graded."""

    id: str
    label: str
    weight: float
    score: float | None
    checks: list[CheckResult]


class EpisodeStep(_Part):
    step: Literal["acknowledge", "explore", "answer", "check"]
    turn: int


class Episode(_Part):
    """One objection from the turn it was raised to how it ended, by what the buyer then did."""

    objection: str
    type: ObjectionType | None
    raised_turn: int
    quote: str = ""
    """The buyer's words that raised it."""
    steps: list[EpisodeStep] = []
    words_before_first_question: int | None = None
    root_reached: bool | None = None
    answered_by: list[str] = []
    discounts: int = 0
    pressure: int = 0
    ended: Literal["settled", "softened", "hardened", "open"]
    moved_turn: int | None = None
    """The buyer's turn that let it go or gave way to the answer, where it settled or softened."""


class FeedbackPoint(_Part):
    """One thing to take away, costliest first. ``kind`` is ``praise`` for the one thing done well."""

    point: str
    turn: int
    quote: str
    try_instead: str = ""
    effect: str = ""
    """What it did to the buyer."""
    kind: Literal["improve", "praise"] = "improve"


class Versions(_Part):
    scenario: str | None = None
    rubric: str | None = None
    tagger: str | None = None
    prompts: str | None = None
    model: str | None = None


class Scorecard(_Part):
    """Figures by code, judgement by checks with quotes.

    ``score`` is 0 to 100 or ``None`` where nothing could be graded; ``passed`` is ``None`` where no
    pass rule applies; ``coverage`` is the share of the rubric's weight that was graded, 0 to 1.
    """

    score: float | None
    passed: bool | None
    outcome: Result | None
    metrics: dict[str, Any]
    criteria: list[CriterionResult]
    episodes: list[Episode]
    feedback: list[FeedbackPoint]
    coverage: float = Field(ge=0, le=1)
    versions: Versions
    pass_rule: str = ""
    """The pass rule in words, as the rep saw it before the call."""
    notes: list[str] = []
    """What could not be graded and why; attempts to steer the judge; what else a reader should know."""
