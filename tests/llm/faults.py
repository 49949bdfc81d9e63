"""A server on a real socket that goes wrong in one chosen way, as often as it is told to, and then behaves."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

GOOD_WORDS = "I'd have to see that first."


def event(text: str | None = None, *, finish: str | None = None, **more: object) -> bytes:
    """One event of a stream."""
    delta = {} if text is None else {"content": text}
    chunk = {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "delta": delta | more, "finish_reason": finish}],
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def good_stream(text: str = GOOD_WORDS) -> bytes:
    return event("", role="assistant") + event(text) + event(finish="stop") + b"data: [DONE]\n\n"


@dataclass
class Wire:
    """What a fault gets to answer with."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    body: dict

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: str = "200 OK", kind: str = "text/event-stream", *more: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", "connection: close", *more, "", ""]
        await self.send("\r\n".join(lines).encode("latin-1"))

    async def whole(self, status: str, body: object, *more: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        await self.head(status, "application/json", f"content-length: {len(data)}", *more)
        await self.send(data)


Fault = Callable[[Wire], Awaitable[None]]


async def behave(wire: Wire) -> None:
    await wire.head()
    await wire.send(good_stream())


@dataclass
class FaultServer:
    """``fault`` happens for the first ``times`` requests; after that the server behaves."""

    fault: Fault
    times: int = 1_000
    tls: ssl.SSLContext | None = None
    port: int = 0
    requests: list[dict] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _tasks: set = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> FaultServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.current_task())
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = next(
                (int(x.split(":")[1]) for x in head.split("\r\n") if x.startswith("content-length")), 0
            )
            body = json.loads(await reader.readexactly(length) or b"{}")
            self.requests.append(body)
            self.asked.set()
            fault = self.fault if len(self.requests) <= self.times else behave
            await fault(Wire(reader, writer, body))
        except (ConnectionError, asyncio.IncompleteReadError):
            self.hung_up.set()
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(asyncio.current_task())
            with contextlib.suppress(Exception):
                writer.close()
                await writer.wait_closed()


def status(number: int, message: str = "no", *headers: str, kind: str = "error", **error: object) -> Fault:
    """An error answer as OpenAI's servers write them."""

    async def fault(wire: Wire) -> None:
        await wire.whole(f"{number} X", {"error": {"message": message, "type": kind, **error}}, *headers)

    return fault


def certificate(folder: Path, *, host: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context with a certificate that an unknown authority has signed (as a company's proxy
    does), and the authority's PEM file."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.datetime.now(datetime.UTC)

    def build(name, key, issuer, signer, *, ca: bool):  # type: ignore[no-untyped-def]
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
            )
        )
        if not ca:
            alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
            builder = builder.add_extension(alternative, critical=False)
        else:
            builder = builder.add_extension(
                x509.KeyUsage(
                    digital_signature=True, content_commitment=False, key_encipherment=False,
                    data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
                    encipher_only=False, decipher_only=False,
                ),
                critical=True,
            )  # fmt: skip
        return builder.sign(signer, hashes.SHA256())

    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = build("Corporate Proxy", authority_key, "Corporate Proxy", authority_key, ca=True)
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = build(host, key, "Corporate Proxy", authority_key, ca=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(
        leaf.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context, folder / "ca.pem"
