"""The HTTP client under the SDK: our certificates, our time-outs, and a body that cannot hurt.

Three things a hostile or broken server may send are made harmless here, before the SDK reads them: a body
without end, bytes that are not UTF-8 (the SDK's reader would raise in mid-reply), and a compressed body
that grows.
"""

from __future__ import annotations

import codecs
import logging
import ssl
from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from roleplay.errors import SettingsError
from roleplay.llm.profile import Profile

if TYPE_CHECKING:
    import httpx2

MAX_BODY: Final = 8_000_000
"""Bytes read of one reply. A long reply has 40,000, some 200 bytes of wire to a token."""

CONNECTIONS: Final = 1000

_TALKATIVE: Final = ("openai", "httpx2", "httpcore2")
"""Loggers that write requests, addresses and headers (a server may echo a key) when debugging is on."""


class BodyTooLarge(Exception):
    """A reply went past :data:`MAX_BODY`."""


def http_client(profile: Profile) -> httpx2.AsyncClient:
    """A client for one profile. Connect has its own time-out; waiting for words is timed by the caller,
    who knows a first token from the next.

    Raises :class:`SettingsError` if the profile's certificate file cannot be used.
    """
    import httpx2

    if "@" in profile.base_url:
        raise SettingsError(
            f"Take the user name and password out of base_url in the profile {profile.name!r}."
        )
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx2.AsyncClient(
        verify=tls_context(profile.ca_bundle) if profile.base_url.startswith("https") else False,
        # A company's proxy must not be asked for a server on this machine.
        trust_env=not profile.local,
        timeout=httpx2.Timeout(None, connect=profile.timeouts.connect, write=30.0),
        limits=httpx2.Limits(
            max_connections=CONNECTIONS, max_keepalive_connections=100, keepalive_expiry=60.0
        ),
        follow_redirects=True,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_guard_body]},
    )


@lru_cache(maxsize=8)
def tls_context(ca_bundle: Path | None = None) -> ssl.SSLContext:
    """The trusted certificates: the usual ones (or those of ``SSL_CERT_FILE``) and the bundle's beside
    them. Made once: reading them takes tens of milliseconds."""
    import httpx2

    context = httpx2.create_ssl_context()
    if ca_bundle is not None:
        try:
            context.load_verify_locations(cafile=ca_bundle)
        except (OSError, ssl.SSLError) as error:
            reason = getattr(error, "strerror", None) or "it is not a PEM file"
            raise SettingsError(
                f"The certificate file {ca_bundle} (ca_bundle) cannot be used: {reason}."
            ) from None
    return context


async def _guard_body(response: httpx2.Response) -> None:
    import httpx2

    plain = response.headers.get("content-encoding", "identity") == "identity"

    class Guarded(httpx2.AsyncByteStream):
        def __init__(self, inner: httpx2.AsyncByteStream) -> None:
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            size, tail = 0, b""
            async for chunk in self._inner:
                size += len(chunk)
                if size > MAX_BODY:
                    raise BodyTooLarge
                # The SDK swallows the mark at the stream's end; without it a cut stream looks whole.
                if b"[DONE]" in tail + chunk:
                    response.extensions["roleplay_done"] = True
                tail = chunk[-5:]
                yield decoder.decode(chunk).encode() if plain else chunk
            if plain and (rest := decoder.decode(b"", final=True)):
                yield rest.encode()

        async def aclose(self) -> None:
            await self._inner.aclose()

    inner = response.stream
    if isinstance(inner, httpx2.AsyncByteStream):
        response.stream = Guarded(inner)
