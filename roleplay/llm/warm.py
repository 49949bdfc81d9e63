"""Paying for the first request before it is made: while the rep reads the brief."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading

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

    # Where not even loopback may be used, the first request is slow, and no more than that.
    with contextlib.suppress(RoleplayError, OSError):
        asyncio.run(_rehearse())
    # The SDK stays for good: the garbage collector need not look through it in the middle of a turn.
    gc.freeze()

    if profile is not None:
        # A missing key or certificate file is reported by the request that needs it.
        with contextlib.suppress(RoleplayError):
            if profile.base_url.startswith("https"):
                tls_context(profile.ca_bundle)
            profile.key.get()


async def _rehearse() -> None:
    """One whole exchange over loopback with a server of our own: the first request loads modules down to the
    socket, describes the platform and builds parsers, together as long as the import itself."""
    from roleplay.llm.client import Client
    from roleplay.llm.fake import MODEL, FakeServer

    async with FakeServer(lambda request: "Hello.") as server:
        client = Client(Profile(model=MODEL, base_url=server.url, temperature=0.5))
        async with client.stream([{"role": "user", "content": "Hello?"}], max_tokens=8) as reply:
            async for _ in reply:
                pass
        await client.aclose()
