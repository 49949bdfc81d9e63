"""One reply of a model, as a stream: opened with retries, read with time-outs, closed for sure.

tenacity decides whether and when to ask again. It only ever holds the way to the first word: once a
:class:`Delta` has been given out, a failure ends the stream.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from roleplay.errors import RoleplayError
from roleplay.llm.faults import Fault, Garbled, Late, explain
from roleplay.llm.prices import Usage, cost_of, tokens_in, usage_of
from roleplay.llm.thinking import ThoughtFilter

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from roleplay.llm.client import Client

ADAPTATIONS: Final = 5
"""How often a request is changed to what the server takes before its "no" counts."""


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the reply's text. ``anew``: all text before this piece was the model thinking aloud."""

    text: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """The request failed and will be made again after ``wait`` seconds. ``reason`` is a few words."""

    attempt: int
    wait: float
    reason: str


class NoSchema(Exception):
    """The server refused a request because of its response format."""


class _Failed(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.short)
        self.fault = fault


class ModelStream:
    """Made by :meth:`Client.stream`. Iterate over it inside ``async with``.

    After it: :attr:`usage`, :attr:`finish_reason` (``stop``, ``length``, ``content_filter``, ``None`` when
    the reply was left before its end), :attr:`thought` (what a reasoning model thought) and
    :attr:`first_token` (seconds from the request to the first word or thought).
    """

    def __init__(
        self,
        client: Client,
        messages: list[dict[str, str]],
        *,
        max_tokens: int,
        max_chars: int,
        response_format: Mapping[str, Any] | None,
    ) -> None:
        self._client = client
        self._messages = messages
        self._max_tokens = max_tokens
        self._max_chars = max_chars
        self._format = response_format
        self._timeouts = client.profile.timeouts
        self._raw: Any = None
        self._filter = ThoughtFilter()
        self._iterator: AsyncGenerator[Delta | Waiting, None] | None = None
        self._pause: Waiting | None = None
        self._chars = 0
        self._asked = 0.0
        self._last = 0.0
        self._deadline = 0.0
        self._told: Any = None
        self._counted = False
        self._anew = False
        self._attempts = 0
        self._why = ""
        self.finish_reason: str | None = None
        self.reasoning = ""
        self.first_token: float | None = None
        self.usage = Usage(client.model, 0, 0)

    @property
    def thought(self) -> str:
        """What the model thought, in a field of its own or in tags."""
        return self.reasoning + self._filter.thought

    async def __aenter__(self) -> ModelStream:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> AsyncIterator[Delta | Waiting]:
        if self._iterator is None:
            self._iterator = self._run()
        return self._iterator

    async def aclose(self) -> None:
        """Closes the connection and settles the count. Safe to call twice."""
        if self._iterator is not None:
            await self._iterator.aclose()
        await self._close()
        self._count()

    async def _run(self) -> AsyncGenerator[Delta | Waiting, None]:
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        self._deadline = self._client.clock() + self._timeouts.whole
        retries = self._client.profile.retries
        piece: str | None = None
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(retries.attempts),
                wait=self._wait,
                sleep=self._noted,
                retry=retry_if_exception(lambda e: isinstance(e, _Failed) and e.fault.again),
                reraise=True,
            ):
                if self._pause is not None:
                    # Told before it is slept, so that the person sees why nothing happens.
                    yield self._pause
                    await self._client.sleep(self._pause.wait)
                    self._pause = None
                with attempt:
                    piece = await self._guarded(self._open())
            while piece is not None:
                if piece or self._anew:
                    yield Delta(piece, anew=self._anew)
                    self._anew = False
                piece = await self._guarded(self._piece())
        except _Failed as failed:
            raise failed.fault.error from None
        finally:
            await self._close()
            self._count()

    async def _guarded(self, work: Any) -> str | None:
        """Runs one step; whatever a server can do wrong comes out as :class:`_Failed`."""
        try:
            result: str | None = await work
            return result
        except (RoleplayError, NoSchema):
            raise
        except Exception as error:
            await self._close()
            fault = explain(error, self._client.profile)
            if fault is None:
                raise
            raise _Failed(fault) from None

    def _wait(self, state: RetryCallState) -> float:
        """Seconds to wait: what the server asks for, else twice as long each time."""
        fault = _fault_of(state)
        retries = self._client.profile.retries
        if fault is not None and fault.after is not None:
            return min(fault.after, retries.longest_wait)
        return float(min(retries.first_wait * 2 ** (state.attempt_number - 1), retries.longest_wait))

    async def _noted(self, seconds: float) -> None:
        """Stands in for tenacity's sleep: the sleep itself happens after the event is out."""
        self._pause = Waiting(attempt=self._attempts + 1, wait=seconds, reason=self._why)

    async def _open(self) -> str | None:
        """Makes the request and reads up to the first audible piece (``None``: there was none)."""
        self._attempts += 1
        client = self._client
        client.meter.afford(cost_of(client.price, tokens_in(self._prompt()), self._max_tokens))
        sdk = await client.sdk()
        self._asked = self._last = client.clock()
        self._filter = ThoughtFilter(inside=client.capabilities.thinks_first)
        self.finish_reason, self._chars = None, 0
        try:
            self._raw = await self._within("first", self._request(sdk))
            kind = self._raw.response.headers.get("content-type", "").lower()
            if "html" in kind:
                raise Garbled(
                    "a web page instead of words",
                    again=False,
                    advice="Check base_url (most end in /v1); a login page of your network may stand in between.",
                )
            if "json" in kind and "ndjson" not in kind:
                return self._whole(await self._within("first", self._raw.response.aread()))
            piece = await self._piece()
            while piece == "" and not self._anew:
                piece = await self._piece()
            if piece is None and self.finish_reason is None and not self.thought:
                raise Garbled("nothing at all")
            return piece
        except Exception as error:
            fault = explain(error, client.profile)
            self._why = fault.short if fault else ""
            raise

    async def _request(self, sdk: Any) -> Any:
        """The request, changed and made again as long as the server names something that it does not take."""
        import openai

        for _ in range(ADAPTATIONS):
            caps = self._client.capabilities
            try:
                return await sdk.chat.completions.create(**self._parameters())
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                said = f"{error.param or ''} {error.message}".lower()
                if "stream_options" in said and caps.usage:
                    self._client.learn(usage=False)
                elif caps.tokens_field != "none" and (
                    "max_tokens" in said or "max_completion_tokens" in said
                ):
                    other = "max_completion_tokens" if caps.tokens_field == "max_tokens" else "max_tokens"
                    wanted = other in said and "instead" in said
                    self._client.learn(tokens_field=other if wanted else "none")
                elif (
                    "temperature" in said
                    and caps.temperature
                    and self._client.profile.temperature is not None
                ):
                    self._client.learn(temperature=False)
                elif self._format is not None:
                    raise NoSchema from None
                else:
                    raise
        return await sdk.chat.completions.create(**self._parameters())

    def _parameters(self) -> dict[str, Any]:
        profile, caps = self._client.profile, self._client.capabilities
        # The messages go as an extra: the SDK would check each against a dozen types first, which takes longer
        # than all the rest of the request.
        extra = {**profile.extra_body, "messages": self._messages}
        wanted: dict[str, Any] = {"model": profile.model, "messages": [], "stream": True, "extra_body": extra}
        if caps.usage:
            wanted["stream_options"] = {"include_usage": True}
        if caps.tokens_field != "none":
            wanted[caps.tokens_field] = self._max_tokens
        if caps.temperature and profile.temperature is not None:
            wanted["temperature"] = profile.temperature
        if self._format is not None:
            wanted["response_format"] = self._format
        return wanted

    async def _piece(self) -> str | None:
        """The next audible text (may be empty: a thought, a heartbeat), ``None`` at the end."""
        if self._raw is None:
            return None
        chunk = await self._within("between" if self.first_token is not None else "first", self._next())
        if chunk is None:
            return await self._end()
        text = self._read(chunk)
        audible = self._filter.feed(text) if text else ""
        if self._filter.stray_close:
            self._filter.stray_close = False
            self._anew = True
            self._client.learn(thinks_first=True)
        self._chars += len(audible)
        if self._chars > self._max_chars:
            await self._close()
            return audible[: len(audible) - (self._chars - self._max_chars)]
        return audible

    async def _next(self) -> Any:
        try:
            return await anext(self._raw)
        except StopAsyncIteration:
            return None
        except (AttributeError, TypeError, KeyError) as error:
            # The SDK builds its objects without checking them; a chunk of another shape ends up here.
            raise Garbled("something that is no chat completion") from error

    def _read(self, chunk: Any) -> str:
        """The text of one chunk, its other news noted. Every field may be missing or of another type."""
        if (usage := getattr(chunk, "usage", None)) is not None:
            self._told = usage
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            return ""
        choice = choices[0]
        reason = getattr(choice, "finish_reason", None)
        if isinstance(reason, str) and reason:
            self.finish_reason = reason
        delta = getattr(choice, "delta", None) or getattr(choice, "message", None)
        thought = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
        if isinstance(thought, str) and thought:
            self._heard()
            self.reasoning += thought[: max(0, 20_000 - len(self.reasoning))]
        content = getattr(delta, "content", None)
        if isinstance(content, list):
            content = "".join(
                p.get("text", "") for p in content if isinstance(p, dict) and p.get("type") == "text"
            )
        if not isinstance(content, str) or not content:
            return ""
        self._heard()
        return content

    def _heard(self) -> None:
        self._last = self._client.clock()
        if self.first_token is None:
            self.first_token = self._last - self._asked

    async def _end(self) -> str | None:
        """The end of the stream: what was held back, once; then ``None``."""
        done = self._raw.response.extensions.get("roleplay_done")
        if self.finish_reason is None and self._told is None and not done and (self._chars or self.thought):
            raise Garbled("a reply that stopped without an end")
        await self._close()
        rest = self._filter.finish()
        if self._filter.never_closed and self.finish_reason == "stop" and not self._chars:
            # The model was known to think first, and this time it did not: these are its words.
            self._client.learn(thinks_first=False)
            rest = self._filter.thought
            self._filter.thought = ""
        self._chars += len(rest)
        return rest or None

    def _whole(self, body: bytes) -> str | None:
        """The reply of a server that answered in one piece, though a stream was asked for."""
        from types import SimpleNamespace

        self._raw = None
        data = json.loads(body)
        if not isinstance(data, dict):
            raise Garbled("something that is no chat completion")
        if data.get("error"):
            error = data["error"]
            said = error.get("message") if isinstance(error, dict) else error
            raise Garbled(f"an error ({self._client.profile.key.redact(str(said))[:160]})")
        choices = data.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            raise Garbled("something that is no chat completion")
        message = choices[0].get("message")
        usage = data.get("usage")
        text = self._read(
            SimpleNamespace(
                usage=SimpleNamespace(**usage) if isinstance(usage, dict) else None,
                choices=[
                    SimpleNamespace(
                        finish_reason=choices[0].get("finish_reason") or "stop",
                        delta=SimpleNamespace(**message) if isinstance(message, dict) else None,
                    )
                ],
            )
        )
        audible = self._filter.feed(text) + self._filter.finish()
        self._chars = len(audible)
        return audible[: self._max_chars] or None

    async def _within(self, stage: str, work: Any) -> Any:
        """``work`` within the time that this stage of the reply has left."""
        now = self._client.clock()
        limit = self._timeouts.first_token if stage == "first" else self._timeouts.between_tokens
        since = self._asked if stage == "first" else self._last
        left, whole = since + limit - now, self._deadline - now
        try:
            async with asyncio.timeout(max(0.0, min(left, whole))):
                return await work
        except TimeoutError:
            if whole < left:
                raise Late("whole", self._timeouts.whole) from None
            raise Late(stage, limit) from None

    async def _close(self) -> None:
        raw, self._raw = self._raw, None
        if raw is not None:
            await raw.response.aclose()

    def _prompt(self) -> str:
        return "\n".join(m["content"] for m in self._messages)

    def _count(self) -> None:
        """Settles what the request took, once; a request that brought no word is not counted."""
        if self._counted or (self.first_token is None and self._told is None):
            return
        self._counted = True
        client = self._client
        self.usage = usage_of(
            client.model, client.price, self._told, self._prompt(), self.thought, self._chars
        )
        self._client.meter.add(self.usage)


def _fault_of(state: RetryCallState) -> Fault | None:
    error = state.outcome.exception() if state.outcome else None
    return error.fault if isinstance(error, _Failed) else None
