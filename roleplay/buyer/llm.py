"""The buyer with a model's voice: asks, listens sentence by sentence, lets nothing bad through.

A reply goes: stream -> sentences -> guard -> the rep. The first sentence that is caught closes the stream; the
model is asked once for the rest of the turn, and if that will not do either, the scripted words are said.
What must come across and has not is said in scripted words too, so the turn always does what was decided.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from roleplay.buyer import prompt
from roleplay.buyer.guard import Catch, Guard
from roleplay.buyer.guard_secrets import Secrets
from roleplay.buyer.sentences import SentenceCutter, clean
from roleplay.dialogue.events import BuyerSaying, Caught, Event, ModelUsed, Retrying, Voice
from roleplay.dialogue.view import BuyerView, Direction
from roleplay.errors import ServiceError
from roleplay.llm import Client, Delta, Usage, Waiting

if TYPE_CHECKING:
    from roleplay.scenario.model import Scenario

REPAIR_TOKENS = 400


class ModelBuyer:
    """Speaks through ``client``. ``secrets`` lets the guard recognise facts that have not been earned; it is
    used for checking only and never reaches a prompt."""

    voice: Voice = "model"

    def __init__(self, client: Client, *, secrets: Secrets | None = None) -> None:
        self._client = client
        self._secrets = secrets or Secrets()

    @classmethod
    def for_scenario(cls, client: Client, scenario: Scenario) -> ModelBuyer:
        """The buyer of one call: with a cost meter of its own, and with the scenario's secrets to guard."""
        return cls(client.for_call(), secrets=Secrets.of(scenario))

    @property
    def model(self) -> str | None:
        return self._client.model

    async def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
        """One turn. Raises :class:`ServiceError` if the model fails before a word has been shown; after that
        the scripted words finish the turn."""
        turn = _Turn(self._client, view, direction, self._secrets)
        async with aclosing(turn.run()) as events:
            async for event in events:
                yield event


class _Turn:
    def __init__(self, client: Client, view: BuyerView, direction: Direction, secrets: Secrets) -> None:
        self.client = client
        self.view = view
        self.direction = direction
        self.secrets = secrets
        self.messages = prompt.messages(view, direction)
        self.bad: tuple[str, Catch] | None = None
        self.usages: list[tuple[Literal["buyer", "repair"], Usage]] = []

    @cached_property
    def guard(self) -> Guard:
        """Made when the first word has come: reading the scene for it takes as long as the prompt, and the
        request need not wait for that."""
        return Guard(self.view, self.direction, self.secrets)

    async def run(self) -> AsyncGenerator[Event, None]:
        try:
            async with aclosing(self._first()) as events:
                async for event in events:
                    yield event
        except ServiceError:
            for event in self._used():
                yield event
            if not self.guard.said:
                raise
            if self.guard.missing():
                yield self._caught("broken_off", " ".join(self.guard.said), "replaced")
        else:
            for event in self._used():
                yield event
            async with aclosing(self._mend()) as events:
                async for event in events:
                    yield event
        for event in self._scripted():
            yield event

    async def _first(self) -> AsyncGenerator[Event, None]:
        """The model's reply, up to its end or its first bad sentence."""
        cutter = SentenceCutter()
        async with self.client.stream(self.messages) as reply:
            try:
                async for item in reply:
                    if isinstance(item, Waiting):
                        yield self._retrying(item)
                        continue
                    if item.anew:
                        cutter.drop()
                    _ = self.guard  # now, while the rest of the sentence is on its way
                    for event in self._hear(cutter.feed(item.text)):
                        yield event
                    if self.bad is not None or self.guard.full:
                        break
                else:
                    rest = cutter.finish()
                    # A last word without an end is a word; a half sentence that the server cut off is not.
                    if rest and reply.finish_reason != "length":
                        for event in self._hear([rest]):
                            yield event
            finally:
                await reply.aclose()
                self.usages.append(("buyer", reply.usage))

    def _hear(self, sentences: list[str]) -> list[Event]:
        """Checks sentences in order and stops at the first bad one."""
        events: list[Event] = []
        for raw in sentences:
            if self.guard.full:
                break
            text, taken_off = clean(raw, self.view.name)
            if not text:
                if taken_off:
                    events.append(self._caught(taken_off, raw, "dropped"))
                continue
            catch = self.guard.check(text)
            if catch is not None:
                self.bad = (raw, catch)
                break
            if taken_off:
                events.append(self._caught(taken_off, raw, "repaired"))
            self.guard.accept(text)
            events.append(BuyerSaying(turn=self.direction.turn, text=text))
        return events

    async def _mend(self) -> AsyncGenerator[Event, None]:
        """What to do about a bad sentence, or about silence: ask once more, unless nothing is missing."""
        if self.bad is None:
            if self.guard.said:
                return
            self.bad = ("", Catch("empty"))
        raw, catch = self.bad
        if self.guard.said and not self.guard.missing():
            yield self._caught(catch.kind, raw, "dropped")
            return
        try:
            again = await self._ask_again(raw, catch)
        except ServiceError:
            again = []
        for event in self._used():
            yield event
        fine = self._try(again)
        if fine:
            yield self._caught(catch.kind, raw, "repaired")
            for text in fine:
                self.guard.accept(text)
                yield BuyerSaying(turn=self.direction.turn, text=text)
        else:
            yield self._caught(catch.kind, raw, "replaced")

    async def _ask_again(self, raw: str, catch: Catch) -> list[str]:
        """The model's second try, as sentences."""
        beats = self.guard.missing() or self.direction.beats
        note = prompt.repair(raw, catch.why, " ".join(self.guard.said), beats)
        chat = [dict(m) for m in self.messages]
        chat[-1]["content"] += "\n\n" + note
        cutter = SentenceCutter()
        sentences: list[str] = []
        async with self.client.stream(chat, max_tokens=REPAIR_TOKENS, max_chars=2000) as reply:
            async for item in reply:
                if isinstance(item, Delta):
                    if item.anew:
                        cutter.drop()
                        sentences.clear()
                    sentences += cutter.feed(item.text)
                if len(sentences) > self.direction.max_sentences + 2:
                    break
            await reply.aclose()
            self.usages.append(("repair", reply.usage))
        rest = cutter.finish()
        return [*sentences, rest] if rest else sentences

    def _try(self, sentences: list[str]) -> list[str]:
        """The sentences, cleaned, if every one of them passes; else none."""
        trial = Guard(self.view, self.direction, self.secrets)
        trial.said = list(self.guard.said)
        fine: list[str] = []
        for raw in sentences:
            text, _ = clean(raw, self.view.name)
            if not text:
                continue
            if trial.check(text) is not None:
                return []
            trial.accept(text)
            fine.append(text)
        return fine

    def _scripted(self) -> list[Event]:
        """The scripted words for whatever has not come across."""
        missing = self.guard.missing()
        if not missing:
            return []
        events: list[Event] = []
        if self.guard.said and self.bad is None:
            events.append(self._caught("left_out", " ".join(self.guard.said), "replaced"))
        events += [BuyerSaying(turn=self.direction.turn, text=b.text) for b in missing if b.text]
        return events

    def _used(self) -> list[Event]:
        """What the requests since the last time took."""
        events: list[Event] = [
            ModelUsed(
                turn=self.direction.turn,
                purpose=purpose,
                model=usage.model,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                cost=usage.cost,
            )
            for purpose, usage in self.usages
            if usage.prompt_tokens or usage.completion_tokens
        ]
        self.usages.clear()
        return events

    def _retrying(self, item: Waiting) -> Event:
        return Retrying(turn=self.direction.turn, attempt=item.attempt, wait=item.wait, reason=item.reason)

    def _caught(self, kind: str, text: str, action: Literal["repaired", "replaced", "dropped"]) -> Event:
        return Caught(
            turn=self.direction.turn, kind=kind, text=text[:1000], action=action, model=self.client.model
        )
