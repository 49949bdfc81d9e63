"""A client for one model: streams replies, with our own patience, retries, counting and cost."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from roleplay.errors import ServiceError, ServiceRefused, SettingsError
from roleplay.llm.capabilities import Capabilities, Memory
from roleplay.llm.faults import Garbled, Late, explain
from roleplay.llm.keys import PLACEHOLDER
from roleplay.llm.prices import Meter, Price, price_of
from roleplay.llm.profile import Profile
from roleplay.llm.stream import ModelStream, Waiting
from roleplay.llm.transport import http_client

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Message = Mapping[str, str]
"""``{"role": "system" | "user" | "assistant", "content": ...}``"""

M = TypeVar("M", bound=BaseModel)

logger = logging.getLogger(__name__)


class Client:
    """Speaks to one model. Cheap to make: nothing is imported or connected before the first request.

    ``memory`` remembers what servers can do (see :class:`Memory`); ``meter`` counts one call's cost;
    ``sleep`` and ``clock`` (seconds, monotonic) are for tests. Not bound to an event loop: a client used
    in another loop connects anew.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        memory: Memory | None = None,
        meter: Meter | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.profile = profile
        self.memory = memory or Memory()
        self.meter = meter or Meter(profile.cost_cap)
        self.sleep = sleep
        self.clock = clock
        self._shared = _Connection(profile)

    @property
    def model(self) -> str:
        return self.profile.model

    @property
    def price(self) -> Price | None:
        """The price that holds for this model, or ``None`` where none is known."""
        return self.profile.price or price_of(self.profile.model, local=self.profile.local)

    @property
    def capabilities(self) -> Capabilities:
        return self.memory.get(self.profile.address, self.profile.model)

    def learn(self, **found: Any) -> None:
        """Notes what this server was found to do."""
        self.memory.learn(self.profile.address, self.profile.model, **found)

    def for_call(self, cap: float | None = None) -> Client:
        """The same client with a cost meter of its own: one for each call. Shares the connections."""
        own = Client(
            self.profile,
            memory=self.memory,
            meter=Meter(self.profile.cost_cap if cap is None else cap),
            sleep=self.sleep,
            clock=self.clock,
        )
        own._shared = self._shared
        return own

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int | None = None,
        max_chars: int = 20_000,
        response_format: Mapping[str, Any] | None = None,
    ) -> ModelStream:
        """A reply as it comes: an async context manager and iterator of :class:`Delta` and :class:`Waiting`.

        ``max_tokens`` is asked of the server, ``max_chars`` is where the reply is cut whatever it does.
        Iterating raises :class:`ServiceError` (with a sentence for the person in the call) when the model
        fails for good; once a word has come, nothing is asked a second time. Leaving the ``async with``
        closes the connection, so that the server stops working.
        """
        return ModelStream(
            self,
            [dict(m) for m in messages],
            max_tokens=max_tokens or self.profile.max_tokens,
            max_chars=max_chars,
            response_format=response_format,
        )

    async def structured(
        self,
        messages: Sequence[Message],
        schema: type[M],
        *,
        max_tokens: int | None = None,
        on_event: Callable[[Any], None] | None = None,
    ) -> M:
        """The model's answer as a validated ``schema``, by the ladder of :mod:`roleplay.llm.structured`.

        ``on_event`` is told of each :class:`Waiting` and of each request's :class:`Usage`. Raises
        :class:`ServiceGarbled` when, after one repair turn, there is still no valid answer.
        """
        from roleplay.llm.structured import ask

        return await ask(self, messages, schema, max_tokens=max_tokens, on_event=on_event)

    async def list_models(self) -> list[str]:
        """The names of the models that the server has, sorted. Raises :class:`ServiceError`."""
        timeouts = self.profile.timeouts
        try:
            sdk = await self.sdk()
            async with asyncio.timeout(timeouts.connect + timeouts.first_token):
                page = await sdk.models.list()
            data = getattr(page, "data", None)
            if not isinstance(data, list):
                raise Garbled("a page that is no list of models", advice="Check base_url; most end in /v1.")
            return sorted({str(m.id) for m in data if getattr(m, "id", None)})
        except TimeoutError:
            raise self.failed(Late("first", timeouts.first_token)) from None
        except (ServiceError, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 - explained, or raised again as it is
            raise self.failed(error) from None

    def failed(self, error: Exception) -> Exception:
        """The :class:`ServiceError` behind an exception, or the exception itself if it is a bug."""
        fault = explain(error, self.profile)
        return error if fault is None else fault.error

    async def sdk(self) -> AsyncOpenAI:
        """The SDK's client for the running loop. Raises :class:`ServiceRefused` without a usable key: who
        asks in the middle of a call has the same choices as with a server that says no."""
        try:
            return await self._shared.sdk()
        except SettingsError as error:
            raise ServiceRefused(str(error)) from None

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._shared.aclose()


class _Connection:
    """The SDK's client, made when it is needed and once for each event loop."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._sdk: AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def sdk(self) -> AsyncOpenAI:
        loop = asyncio.get_running_loop()
        if self._sdk is not None and self._loop is loop:
            return self._sdk
        if "openai" not in sys.modules or not self._profile.key.at_hand:
            # The import takes a second, a key store as long as its owner: never in the event loop.
            await asyncio.to_thread(self._prepare)
        if self._sdk is None or self._loop is not loop:
            self._sdk, self._loop = self._make(), loop
        return self._sdk

    def _prepare(self) -> None:
        import openai  # noqa: F401

        self._profile.key.get()

    def _make(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=self._profile.key.get() or PLACEHOLDER,
            base_url=self._profile.base_url,
            max_retries=0,  # retries have one owner: stream.py
            http_client=http_client(self._profile),  # type: ignore[arg-type, unused-ignore]
        )

    async def aclose(self) -> None:
        sdk, self._sdk = self._sdk, None
        if sdk is not None and self._loop is asyncio.get_running_loop():
            await sdk.close()


__all__ = ["Client", "Message", "Waiting"]
