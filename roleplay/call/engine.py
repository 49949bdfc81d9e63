"""The engine of a call: words in, events out.

One direction, no way back: tag, decide, put into words, record. Every event is recorded before it is
yielded, so whatever a front end has shown is on disk. The call's whole state is a fold over its events;
nothing else is kept, which is why a call can be resumed after any stop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Literal

from roleplay.buyer.base import Buyer
from roleplay.buyer.script import direct, view_of
from roleplay.buyer.scripted import ScriptedBuyer
from roleplay.call import readings
from roleplay.call.ports import Recorder, SecondReader, Tagger
from roleplay.call.second import SecondReading
from roleplay.call.stopwatch import Stopwatch
from roleplay.call.tape import Tape
from roleplay.dialogue.acts import Act
from roleplay.dialogue.events import (
    BuyerFailed,
    BuyerSaying,
    BuyerSpoke,
    CallEnded,
    CallStarted,
    Decided,
    Event,
    Forked,
    HintGiven,
    Mode,
    Paused,
    RepSpoke,
    Tagged,
    Unpaused,
    VoiceChanged,
)
from roleplay.dialogue.policy import decide, hang_up, initial_state, open_call, run_out_of_time
from roleplay.dialogue.state import Decision, Ending, State
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.errors import ServiceError, UsageError
from roleplay.scenario.model import Difficulty, Scenario
from roleplay.tagger import tag


class Call:
    """One practice conversation.

    ``seed`` decides the wording, nothing else. ``mode`` is "coached" or "exam". ``clock`` gives seconds
    that only grow (``time.monotonic``); without one, no time passes. ``difficulty`` overrides the
    scenario's. ``tagger`` and ``recorder`` are handed in at the edge.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        buyer: Buyer | None = None,
        seed: int = 0,
        mode: Mode = "coached",
        difficulty: Difficulty | None = None,
        recorder: Recorder | None = None,
        clock: Callable[[], float] | None = None,
        tagger: Tagger | None = None,
        second_reader: SecondReader | None = None,
        call_id: str = "",
    ) -> None:
        self.scenario = scenario
        self.buyer: Buyer = buyer or ScriptedBuyer()
        self.seed = seed
        self.mode: Mode = mode
        self.difficulty: Difficulty = difficulty or scenario.difficulty
        self.call_id = call_id
        self.waiting = False
        """The buyer's voice broke: :meth:`retry` or :meth:`go_on_scripted`."""
        self._tape = Tape(recorder)
        self._watch = Stopwatch(clock)
        self._tagger: Tagger = tagger or tag
        self._second = SecondReading(second_reader)
        self._turns: list[Turn] = []
        self._state = initial_state(scenario)
        self._ended: Ending | None = None
        self._decided: Decided | None = None
        self._unspoken = False
        """A decision has been made and not been put into words yet."""
        self._saying: list[str] = []
        self._paused = False

    # -- what a front end may look at ---------------------------------------------------------

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(self._tape.events)

    @property
    def unsaved(self) -> str | None:
        """Why the recorder no longer takes events; the call goes on in memory."""
        return self._tape.unsaved

    @property
    def transcript(self) -> Transcript:
        return Transcript(tuple(self._turns))

    @property
    def state(self) -> State:
        return self._state

    @property
    def ending(self) -> Ending | None:
        """How the call ended; ``None`` while it goes on."""
        return self._ended

    @property
    def started(self) -> bool:
        return bool(self._tape.events)

    @property
    def turns_left(self) -> int:
        """The rep's turns before the buyer has no more time."""
        return max(0, self.scenario.turn_limit - len(self.transcript.rep_turns()))

    @property
    def elapsed(self) -> float:
        """Seconds since the call began, pauses left out."""
        return self._watch.elapsed

    @property
    def pending(self) -> bool:
        """A turn of the rep has not had its whole reply yet."""
        return bool(self._turns) and self._turns[-1].speaker is Speaker.REP and self._ended is None

    # -- what a front end does ------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Event]:
        """Begins the call, or goes on with a resumed one: finishes a reply that was cut off."""
        if self._ended is not None:
            return
        self._run_clock()
        if not self._tape.events:
            yield self._record(
                CallStarted(
                    scenario=self.scenario.id, digest=readings.digest_of(self.scenario), seed=self.seed, mode=self.mode,
                    difficulty=self.difficulty, state=self._state,
                )
            )  # fmt: skip
        async for event in self._proceed():
            yield event

    async def say(self, text: str) -> AsyncIterator[Event]:
        """The rep's turn, and all that follows from it. Raises ``UsageError`` if the call is over or
        the buyer has not answered the turn before."""
        if self._ended is None and (not self._tape.events or self._unspoken or not self._watch.running):
            async for event in self.start():
                yield event
        if self._ended is not None:
            raise UsageError("This call is over. Start a new one, or try again from an earlier turn.")
        if self.pending:
            raise UsageError("The buyer has not answered yet. Retry, or go on with scripted lines.")
        for event in self._corrections():
            yield event
        yield self._record(RepSpoke(turn=len(self._turns) + 1, text=text, elapsed=self.elapsed))
        async for event in self._proceed():
            yield event

    async def retry(self) -> AsyncIterator[Event]:
        """Asks the buyer's voice again after it broke."""
        self.waiting = False
        async for event in self._proceed():
            yield event

    async def go_on_scripted(self, reason: str = "the rep chose scripted lines") -> AsyncIterator[Event]:
        """Goes on with scripted lines, for the reply that broke and for the rest of the call."""
        self.waiting = False
        self.buyer = ScriptedBuyer()
        yield self._record(VoiceChanged(turn=len(self._turns) + 1, voice="scripted", reason=reason))
        async for event in self._proceed():
            yield event

    async def hang_up(self) -> AsyncIterator[Event]:
        """The rep ends the call."""
        if self._ended is not None:
            return
        if self.pending:
            # The reply never came; there is nobody to say goodbye.
            decision = hang_up(self.scenario, self._state)
            if decision.state.ending is not None:
                yield self._record(CallEnded(turn=len(self._turns), ending=decision.state.ending))
            return
        async for event in self._close(hang_up(self.scenario, self._state)):
            yield event

    async def check_clock(self) -> AsyncIterator[Event]:
        """Ends the call if the scenario's time limit has passed while nobody spoke."""
        if self._ended is None and not self.pending and self._time_up():
            async for event in self._close(run_out_of_time(self.scenario, self._state, len(self._turns))):
                yield event

    def pause(self) -> Event:
        """Stops the clock."""
        self._watch.stop()
        self._paused = True
        return self._record(Paused(elapsed=self.elapsed))

    def unpause(self) -> Event:
        """Lets the clock run again."""
        self._paused = False
        self._run_clock()
        return self._record(Unpaused(elapsed=self.elapsed))

    def hint(self, level: Literal[1, 2, 3], text: str) -> Event:
        """Notes that the rep was given a hint."""
        return self._record(HintGiven(turn=len(self._turns) + 1, level=level, text=text))

    def revise(self, acts: Sequence[Act]) -> list[Event]:
        """Takes a later, closer reading of the rep's last turn, once it has been answered: the buyer's
        mind is corrected before the next turn, nothing that was said is unsaid. Returns the new events,
        none where it is too late or nothing changed."""
        turn = len(self._turns) - 1
        if self._ended is not None or self.pending or turn < 1:
            return []
        return self._record_all(
            readings.correction(
                self.scenario, self._tape.events, self._turns[: turn + 1], acts, self._state, self.difficulty
            )
        )

    def note(self, event: Event) -> Event:
        """Records what an edge has to say of this call (a model's reading, what a request cost)."""
        return self._record(event)

    def fork(
        self,
        before_turn: int,
        *,
        recorder: Recorder | None = None,
        call_id: str = "",
        buyer: Buyer | None = None,
    ) -> Call:
        """A new call that shares everything before the rep's turn ``before_turn`` (its number in the
        transcript) and goes its own way from there. This call stays as it is."""
        if before_turn not in dict(self.transcript.rep_turns()):
            raise UsageError(f"Turn {before_turn} is not a turn of the rep in this call.")
        shared = readings.shared_before(self._tape.events, before_turn)
        shared.append(Forked(call_id=self.call_id, before_turn=before_turn))
        child = Call(
            self.scenario, buyer=buyer or self.buyer, seed=self.seed, mode=self.mode, difficulty=self.difficulty,
            recorder=recorder, clock=self._watch.clock, tagger=self._tagger,
            second_reader=self._second.reader, call_id=call_id,
        )  # fmt: skip
        child._restore(shared)
        child._tape.write(shared)
        return child

    @classmethod
    def resume(
        cls,
        scenario: Scenario,
        events: Iterable[Event],
        *,
        buyer: Buyer | None = None,
        recorder: Recorder | None = None,
        clock: Callable[[], float] | None = None,
        tagger: Tagger | None = None,
        second_reader: SecondReader | None = None,
        call_id: str = "",
    ) -> Call:
        """A call as its stored events left it. Iterate :meth:`start` to go on."""
        kept = list(events)
        if not kept or not isinstance(kept[0], CallStarted):
            raise UsageError("This call has no beginning in the store, so it cannot be resumed.")
        first = kept[0]
        call = cls(
            scenario, buyer=buyer, seed=first.seed, mode=first.mode, difficulty=first.difficulty,
            recorder=recorder, clock=clock, tagger=tagger,
            second_reader=second_reader, call_id=call_id,
        )  # fmt: skip
        call._restore(kept)
        return call

    # -- inside ------------------------------------------------------------------------------------

    def _restore(self, events: Iterable[Event]) -> None:
        for event in events:
            self._tape.events.append(event)
            self._fold(event)

    async def _proceed(self) -> AsyncIterator[Event]:
        """Does whatever is missing to bring the call to the point where it waits for the rep."""
        if self.waiting or self._ended is not None:
            return
        if not self._turns and self._decided is None:
            yield self._record(readings.decided_event(0, open_call(self.scenario, self._state)))
        if self.pending and not self._unspoken:
            turn = len(self._turns)
            known = readings.tagged_of(self._tape.events, turn)
            tagged = known or self._tag(self._turns[-1].text, turn)
            decision = decide(
                self.scenario, self._state, tagged.reading, turn=turn, difficulty=self.difficulty,
                time_up=self._time_up(),
            )  # fmt: skip
            # What was read and what follows from it go to the disk in one piece: nothing can come between,
            # and the rep waits for one write less.
            for event in self._record_all(
                [*([] if known else [tagged]), readings.decided_event(turn, decision)]
            ):
                yield event
            if known is None:
                self._second.begin(self._turns[-1].text, self._turns[:-1], tagged.as_acts())
        if self._unspoken:
            # Openings and goodbyes are the scenario's; a model only answers the rep.
            async for event in self._speak(self.buyer if self.pending else ScriptedBuyer()):
                yield event
        if not self.waiting and self._ended is None and self._state.ending is not None:
            yield self._record(CallEnded(turn=len(self._turns), ending=self._state.ending))

    def _corrections(self) -> list[Event]:
        acts = self._second.take()
        self._second.drop()
        return self.revise(acts) if acts is not None else []

    def _tag(self, text: str, turn: int) -> Tagged:
        earlier = self._turns[:-1]
        acts = self._tagger(text, readings.reading_context(self.scenario, self._tape.events))
        return readings.tagged_event(text, acts, turn, self.scenario, earlier)

    async def _speak(self, buyer: Buyer) -> AsyncIterator[Event]:
        decided = self._decided
        assert decided is not None, "spoken only after a decision"
        turn = len(self._turns) + 1
        decision = Decision(state=decided.state, beats=decided.beats, effects=decided.effects)
        direction = direct(self.scenario, decision, self._turns, self.seed, turn)
        sentences = list(self._saying)
        voice = buyer.voice
        broke = bool(sentences)
        if not sentences:
            view = view_of(self.scenario, self._state, self._turns)
            try:
                async for event in buyer.say(view, direction):
                    if isinstance(event, BuyerSaying):
                        sentences.append(event.text)
                        if buyer.voice == "scripted":
                            continue  # the whole turn follows at once
                    yield self._record(event)
            except ServiceError as error:
                if not sentences:
                    self.waiting = True
                    yield self._record(BuyerFailed(turn=turn, reason=str(error)))
                    return
                broke = True
        if sentences and broke:
            sentences += readings.unsaid(direction, sentences)
        text = " ".join(s for s in sentences if s) or direction.scripted
        yield self._record(BuyerSpoke(turn=turn, text=text, move=direction.move, voice=voice))

    async def _close(self, decision: Decision) -> AsyncIterator[Event]:
        yield self._record(readings.decided_event(len(self._turns), decision))
        async for event in self._proceed():
            yield event

    def _time_up(self) -> bool:
        limit = self.scenario.time_limit
        return limit is not None and self.elapsed >= 60 * limit

    def _run_clock(self) -> None:
        if not self._paused:
            self._watch.start()

    def _record(self, event: Event) -> Event:
        return self._record_all([event])[0]

    def _record_all(self, events: Sequence[Event]) -> list[Event]:
        for event in events:
            self._tape.events.append(event)
            self._fold(event)
        self._tape.write(events)
        return list(events)

    def _fold(self, event: Event) -> None:
        if isinstance(event, CallStarted):
            self._state = event.state
        elif isinstance(event, RepSpoke):
            self._turns.append(Turn(Speaker.REP, event.text))
            self._watch.catch_up(event.elapsed)
            self._saying = []
        elif isinstance(event, Decided):
            self._decided = event
            self._unspoken = True
            self._state = event.state
        elif event.type == "revised":
            self._state = event.state
        elif isinstance(event, BuyerSaying):
            self._saying.append(event.text)
        elif isinstance(event, BuyerSpoke):
            self._turns.append(Turn(Speaker.BUYER, event.text))
            self._unspoken = False
            self._saying = []
        elif isinstance(event, CallEnded):
            self._ended = event.ending
            self._state = self._state.model_copy(update={"ending": event.ending})
