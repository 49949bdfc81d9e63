"""What happened in a call, as an append-only list. A call *is* its events: state, transcript and
scorecard are all made from them, so a call can be resumed, replayed, forked and graded again.

Events carry no wall-clock time: the same seed and the same words give the same bytes. (The store
notes when each was written, beside the event.) Where time matters to the buyer, a clock handed in
by the front end says so in ``elapsed``, in seconds since the call began.
"""

from __future__ import annotations

from typing import Annotated, Literal, Union

from pydantic import Field, TypeAdapter

from roleplay.dialogue.acts import Act, ActSource, Label
from roleplay.dialogue.state import Beat, Effect, Ending, Frozen, Move, Reading, State

Voice = Literal["scripted", "model"]
Mode = Literal["coached", "exam"]


class CallStarted(Frozen):
    """The call began. ``scenario`` is its id, ``digest`` a fingerprint of its content."""

    type: Literal["call_started"] = "call_started"
    scenario: str
    digest: str
    seed: int
    mode: Mode = "coached"
    difficulty: Literal["easy", "medium", "hard"]
    state: State
    """The buyer's mind before anybody spoke."""


class Forked(Frozen):
    """This call goes on from an earlier one, whose events up to rep turn ``before_turn`` it shares."""

    type: Literal["forked"] = "forked"
    call_id: str
    before_turn: int


class RepSpoke(Frozen):
    """The rep's words, exactly as typed."""

    type: Literal["rep_spoke"] = "rep_spoke"
    turn: int
    text: str
    elapsed: float = 0.0


class TaggedAct(Frozen):
    """An act as it is stored."""

    label: Label
    start: int
    end: int
    text: str


class Tagged(Frozen):
    """The rep's turn was read. A model's reading of the same turn may follow the offline one."""

    type: Literal["tagged"] = "tagged"
    turn: int
    source: ActSource = "offline"
    acts: tuple[TaggedAct, ...]
    reading: Reading

    def as_acts(self) -> list[Act]:
        return [Act(a.label, a.start, a.end, a.text, self.source) for a in self.acts]


class Decided(Frozen):
    """The buyer's mind moved: its new state, what the buyer does, and why."""

    type: Literal["decided"] = "decided"
    turn: int
    """The rep's turn that it answers (0: the opening)."""
    beats: tuple[Beat, ...]
    effects: tuple[Effect, ...]
    state: State


class Revised(Frozen):
    """A later, better reading of the rep's turn changed the buyer's mind before the next turn."""

    type: Literal["revised"] = "revised"
    turn: int
    effects: tuple[Effect, ...]
    state: State


class BuyerSaying(Frozen):
    """A sentence of the buyer's turn, checked and about to be shown, while the turn still streams."""

    type: Literal["buyer_saying"] = "buyer_saying"
    turn: int
    text: str


class BuyerSpoke(Frozen):
    """The buyer's whole turn."""

    type: Literal["buyer_spoke"] = "buyer_spoke"
    turn: int
    text: str
    move: Move
    voice: Voice = "scripted"


class Caught(Frozen):
    """The guard kept a model's sentence from the rep."""

    type: Literal["caught"] = "caught"
    turn: int
    kind: str
    """What was wrong: role_swap, leak, invented, agreement, ..."""
    text: str
    action: Literal["repaired", "replaced", "dropped"]
    model: str


class Retrying(Frozen):
    """The model did not answer; it is asked again after ``wait`` seconds."""

    type: Literal["retrying"] = "retrying"
    turn: int
    attempt: int
    wait: float
    reason: str


class ModelUsed(Frozen):
    """What one request to a model took. ``cost`` is in US dollars, ``None`` where no price is known."""

    type: Literal["model_used"] = "model_used"
    turn: int
    purpose: Literal["buyer", "repair", "tagger", "judge"]
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None = None


class BuyerFailed(Frozen):
    """The buyer's voice broke; the rep's turn is safe. Retry, wait, or go on with scripted lines."""

    type: Literal["buyer_failed"] = "buyer_failed"
    turn: int
    reason: str
    """A sentence for the rep."""


class VoiceChanged(Frozen):
    """From here on the buyer has another voice."""

    type: Literal["voice_changed"] = "voice_changed"
    turn: int
    voice: Voice
    reason: str


class HintGiven(Frozen):
    """The rep asked for help. Level 1 is a nudge, 2 a question to ask, 3 a line to say."""

    type: Literal["hint_given"] = "hint_given"
    turn: int
    level: Literal[1, 2, 3]
    text: str


class Paused(Frozen):
    """The clock stood still from ``elapsed`` on."""

    type: Literal["paused"] = "paused"
    elapsed: float


class Unpaused(Frozen):
    """The clock runs again."""

    type: Literal["unpaused"] = "unpaused"
    elapsed: float


class CallEnded(Frozen):
    """The call is over."""

    type: Literal["call_ended"] = "call_ended"
    turn: int
    ending: Ending


Event = Annotated[
    Union[
        CallStarted, Forked, RepSpoke, Tagged, Decided, Revised, BuyerSaying, BuyerSpoke, Caught, Retrying,
        ModelUsed, BuyerFailed, VoiceChanged, HintGiven, Paused, Unpaused, CallEnded,
    ],
    Field(discriminator="type"),
]  # fmt: skip

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def dump_event(event: Event) -> str:
    """One event as one line of JSON."""
    return event.model_dump_json(exclude_defaults=False)


def load_event(line: str | bytes) -> Event:
    """The event back from its line. Raises pydantic's ``ValidationError`` for anything else."""
    return _EVENT.validate_json(line)
