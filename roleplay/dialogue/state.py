"""The buyer's mind: what it is made of, and what changed it."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from roleplay.dialogue.acts import Label
from roleplay.scenario.model import Result


class Move(StrEnum):
    """What the buyer does in a turn."""

    ANSWER = "answer"
    DEFLECT = "deflect"
    OBJECT = "object"
    PUSH_BACK = "push_back"
    SOFTEN = "soften"
    SETTLE = "settle"
    ASK = "ask"
    AGREE = "agree"
    DECLINE = "decline"
    END = "end"


class Frozen(BaseModel):
    """Base of the values that make up the state: they are replaced, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ObjectionStatus = Literal["waiting", "raised", "softened", "settled", "hardened"]
LaerStep = Literal["acknowledge", "explore", "answer", "check"]


class Step(Frozen):
    """A step of handling an objection (LAER: listening shows in acknowledge), at a rep turn."""

    step: LaerStep
    turn: int


class ObjectionState(Frozen):
    """Where one objection stands. ``raised_turn`` and steps carry transcript turn numbers."""

    status: ObjectionStatus = "waiting"
    raised_turn: int | None = None
    steps: tuple[Step, ...] = ()
    answered_by: tuple[str, ...] = ()
    """Facts and claims that an answer has built on."""
    hardened: int = 0
    """How often the rep has made it harder."""
    missed: int = 0
    """Answers in a row that did not touch the concern behind it."""

    def has(self, step: LaerStep) -> bool:
        return any(s.step == step for s in self.steps)

    @property
    def open(self) -> bool:
        """Raised and not off the table (softened counts as open: it comes back at the close)."""
        return self.status in ("raised", "softened", "hardened")


class Told(Frozen):
    """A fact the buyer has told, at a buyer turn; elicited if it was asked for, else volunteered."""

    fact: str
    turn: int
    elicited: bool = True


class Ending(Frozen):
    """How the call ended. ``outcome`` is the scenario's id of it, or ``None`` for the endings that
    every call has (``reason``)."""

    result: Result
    outcome: str | None
    reason: Literal["condition", "patience", "turn_limit", "time_limit", "hung_up"]


class State(Frozen):
    """All that the buyer's next move depends on. Trust and patience run from 0 to 100."""

    trust: float
    patience: float
    rep_turns: int = 0
    told: tuple[Told, ...] = ()
    guarded: tuple[str, ...] = ()
    """Facts asked for while their gate was shut, in order, with repeats."""
    objections: dict[str, ObjectionState]
    focus: str | None = None
    """The objection that is being talked about."""
    counts: dict[str, int] = {}
    """Turns of the rep with an act, by label; also ``questions`` asked in all."""
    last_guarded: str | None = None
    """The fact that the buyer would not tell in the turn before: "why not?" is about it."""
    refused: bool = False
    """The buyer declined a next step in the turn before."""
    warned: bool = False
    """The buyer has said that their patience is running out."""
    closed_run: int = 0
    """Closed questions in a row, with no open one between them."""
    next_step: Literal["none", "asked", "accepted"] = "none"
    stepping_away: bool = False
    """The rep's last turn offered to step away."""
    ending: Ending | None = None

    def knows(self, fact: str) -> bool:
        """Whether the buyer has told this fact."""
        return any(t.fact == fact for t in self.told)

    def count(self, label: Label) -> int:
        """In how many turns the rep has done this."""
        return self.counts.get(label.value, 0)


class Effect(Frozen):
    """One change of the buyer, and what caused it: the feedback that a rep gets nowhere else."""

    what: Literal["trust", "patience", "fact", "objection", "next_step", "end"]
    target: str = ""
    """The fact's, objection's or outcome's id."""
    change: float = 0
    """For trust and patience: by how many points of 100."""
    value: str = ""
    """For the others: the new status (told, guarded, raised, softened, ...)."""
    rule: str
    """The rule of the policy table that did it."""
    act: Label | None = None
    turn: int
    """The rep's turn that caused it (0: before the rep spoke)."""
    quote: str = ""
    """The rep's words that carry the act."""
    why: str
    """In words for the rep: "you cut the price before asking what it is compared with"."""

    def __str__(self) -> str:
        number = f" {self.change:+g}" if self.what in ("trust", "patience") else ""
        name = f" {self.target} {self.value}".rstrip() if not number else ""
        return f"{self.what}{number}{name}: {self.why} (turn {self.turn})"


class Topic(Frozen):
    """A fact that a question is about. ``score`` is 0 to 1; start and end are the question's span."""

    fact: str
    score: float
    form: Literal["open", "closed"]
    start: int
    end: int


class Reading(Frozen):
    """A rep's turn as the policy sees it: acts, and what they are about."""

    acts: tuple[tuple[Label, str], ...] = ()
    """Label and the words that carry it, in order of appearance."""
    topics: tuple[Topic, ...] = ()
    """Facts that the turn's questions ask about, best first."""
    builds_on: tuple[str, ...] = ()
    """Facts and claims that the turn's telling parts make use of, by id."""
    plainly: tuple[str, ...] = ()
    """Those of them that are made use of beyond doubt, questions left out."""
    touches: tuple[str, ...] = ()
    """Objections whose own words or subject the turn takes up, best first."""
    words: int = 0
    words_before_question: int = 0
    wants_a_detail: bool = False
    """A closed question of the turn asks for a name, a number or a date rather than for yes or no."""
    asked_before: bool = False
    """A question of the turn asks, near enough word for word, what the rep asked before."""
    repeats: bool = False
    """The turn says again, near enough word for word, what the rep has already said."""
    foreign: bool = False
    """The turn is in another language than the call."""

    @cached_property
    def labels(self) -> frozenset[Label]:
        """What the turn does, without the words."""
        return frozenset(label for label, _ in self.acts)

    def has(self, *labels: Label) -> bool:
        """Whether the turn does one of these."""
        return not self.labels.isdisjoint(labels)

    @property
    def listens(self) -> bool:
        """The turn acknowledges or says back something."""
        return self.has(Label.ACKNOWLEDGE, Label.PARAPHRASE)

    @property
    def form_filling(self) -> int:
        """Closed questions that only collect: not a check, not a proposal, not built on an answer."""
        if self.has(Label.OPEN_QUESTION, Label.BENEFIT) or self.listens:
            return 0
        closed = sum(label is Label.CLOSED_QUESTION for label, _ in self.acts)
        moving = self.has(Label.CHECK) + self.has(Label.NEXT_STEP) + self.has(Label.AGENDA)
        return max(0, closed - moving)

    def quote(self, *labels: Label) -> str:
        """The words of the first act with one of these labels, or nothing."""
        return next((text for label, text in self.acts if label in labels), "")


class Beat(Frozen):
    """One part of what the buyer does in a turn. A turn is one to three beats, said in order."""

    move: Move
    key: str
    """Which kind of line carries it: a scenario field (``says``, ``short``, ``push_back``) or a
    stock key (``react_ack``, ``answer_open``)."""
    subject: str | None = None
    """The fact, objection or outcome it is about."""


class Decision(Frozen):
    """What the policy decided for one turn of the rep."""

    state: State
    beats: tuple[Beat, ...]
    effects: tuple[Effect, ...]

    @property
    def move(self) -> Move:
        """The move that the turn is known by: the last beat's, since it is where the turn leads."""
        return self.beats[-1].move
