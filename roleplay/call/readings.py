"""How words and decisions become events, the same for a call that is played and one that is replayed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from roleplay.buyer.script import gist_of
from roleplay.dialogue.acts import Act
from roleplay.dialogue.events import (
    BuyerSpoke,
    CallStarted,
    Decided,
    Event,
    Forked,
    RepSpoke,
    Revised,
    Tagged,
    TaggedAct,
)
from roleplay.dialogue.revise import revise
from roleplay.dialogue.state import Beat, Decision, Reading, State
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.dialogue.view import Direction
from roleplay.scenario.model import Difficulty, Scenario


def digest_of(scenario: Scenario) -> str:
    """A fingerprint of a scenario's content: 16 hexadecimal digits."""
    return hashlib.sha256(scenario.model_dump_json(by_alias=True).encode()).hexdigest()[:16]


def reading_context(scenario: Scenario, events: Sequence[Event], turns: int = 6) -> list[Turn]:
    """The lines that a rep's last turn is read against: the rep's as they were, the buyer's as their gist
    (see :func:`~roleplay.buyer.script.gist_of`), or as spoken where a model spoke them."""
    context: list[Turn] = []
    beats: tuple[Beat, ...] = ()
    for event in events:
        if isinstance(event, Decided):
            beats = event.beats
        elif isinstance(event, RepSpoke):
            context.append(Turn(Speaker.REP, event.text))
        elif isinstance(event, BuyerSpoke):
            text = gist_of(scenario, beats) if event.voice == "scripted" else event.text
            context.append(Turn(Speaker.BUYER, text))
    if context and context[-1].speaker is Speaker.REP:
        context.pop()
    return context[-turns:]


def state_before(events: Sequence[Event], turn: int) -> State:
    """The buyer's mind just before rep turn ``turn``."""
    state: State | None = None
    for event in events:
        if isinstance(event, RepSpoke) and event.turn == turn:
            break
        if isinstance(event, CallStarted | Decided | Revised):
            state = event.state
    if state is None:
        raise ValueError(f"no state before turn {turn}: these events do not begin a call")
    return state


def tagged_of(events: Sequence[Event], turn: int) -> Tagged | None:
    """The last reading of rep turn ``turn``, if it has been read."""
    return next((e for e in reversed(events) if isinstance(e, Tagged) and e.turn == turn), None)


def tagged_event(
    text: str, acts: Sequence[Act], turn: int, scenario: Scenario, earlier: Sequence[Turn]
) -> Tagged:
    """The event of a reading: acts, and what they are about in this scenario."""
    from roleplay.tagger.topics import read

    reading: Reading = read(text, acts, scenario, earlier)
    stored = tuple(TaggedAct(label=a.label, start=a.start, end=a.end, text=a.text) for a in acts)
    source = acts[0].source if acts else "offline"
    return Tagged(turn=turn, source=source, acts=stored, reading=reading)


def decided_event(turn: int, decision: Decision) -> Decided:
    return Decided(turn=turn, beats=decision.beats, effects=decision.effects, state=decision.state)


def correction(
    scenario: Scenario,
    events: Sequence[Event],
    turns: Sequence[Turn],
    acts: Sequence[Act],
    state: State,
    difficulty: Difficulty,
) -> list[Event]:
    """A later, closer reading of the rep's last turn (the last but one of ``turns``) as events: the reading,
    and what it changes in the buyer's mind, which is ``state`` now. None where nothing changed."""
    turn = len(turns) - 1
    rep = turns[turn - 1]
    if rep.speaker is not Speaker.REP:
        return []
    tagged = tagged_event(rep.text, acts, turn, scenario, turns[: turn - 1])
    known = tagged_of(events, turn)
    if known is not None and known.reading == tagged.reading:
        return []
    before = state_before(events, turn)
    after, effects = revise(scenario, before, state, tagged.reading, turn=turn, difficulty=difficulty)
    return [
        tagged.model_copy(update={"source": "model"}),
        Revised(turn=turn, effects=effects, state=after),
    ]


def shared_before(events: Sequence[Event], turn: int) -> list[Event]:
    """The events that a fork at rep turn ``turn`` shares with its call."""
    shared: list[Event] = []
    for event in events:
        if isinstance(event, RepSpoke) and event.turn == turn:
            break
        if not isinstance(event, Forked):
            shared.append(event)
    return shared


def unsaid(direction: Direction, said: Sequence[str]) -> list[str]:
    """What the buyer has decided to say and a voice that broke has not said yet, in the scenario's words.
    What was shown stands; the state has moved, and the rep must not miss why."""
    from roleplay.buyer.guard_convey import conveys

    return [b.text for b in direction.beats if b.own and not conveys(b, said)]
