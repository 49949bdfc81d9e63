"""Paying for the first request before it is made: while the rep reads the brief."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any

from roleplay.llm.profile import Profile

_threads: dict[object, threading.Thread] = {}


def warm(profile: Profile | None = None) -> threading.Thread:
    """Loads the SDK in a background thread, and with a profile its certificates and its key as well.

    Returns at once; the thread is a daemon and swallows nothing that a request would not say again.
    Join it to wait for it. A second call for the same profile returns the same thread.
    """
    mark = (profile.base_url, profile.model, profile.ca_bundle) if profile else None
    thread = _threads.get(mark)
    if thread is None:
        thread = _threads[mark] = threading.Thread(
            target=_warm, args=(profile,), name="warm-model", daemon=True
        )
        thread.start()
    return thread


def _warm(profile: Profile | None) -> None:
    from roleplay.errors import RoleplayError
    from roleplay.llm.transport import tls_context

    asyncio.run(_rehearse())
    if profile is not None:
        # A missing key or certificate file is reported by the request that needs it.
        with contextlib.suppress(RoleplayError):
            if profile.base_url.startswith("https"):
                tls_context(profile.ca_bundle)
            profile.key.get()


async def _rehearse() -> None:
    """One whole exchange with a server that is not there: the first request loads modules, describes the
    platform and builds parsers, together as long as the import itself."""
    import httpx2
    import openai
    import tenacity  # noqa: F401

    chunk = '{"id":"0","object":"chat.completion.chunk","created":0,"model":"m","choices":[%s]}'
    word = '{"index":0,"delta":{"content":"Hello."},"finish_reason":"stop"}'
    body = "".join(f"data: {part}\n\n" for part in (chunk % word, chunk % "", "[DONE]"))

    def answer(request: Any) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, text=body)

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer), trust_env=False) as http:
        sdk = openai.AsyncOpenAI(
            api_key="none", base_url="http://warm.invalid/v1", max_retries=0, http_client=http
        )
        stream = await sdk.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "Hello?"}], stream=True,
            stream_options={"include_usage": True}, max_tokens=8, temperature=0.5,
        )  # fmt: skip
        async for _ in stream:
            pass
