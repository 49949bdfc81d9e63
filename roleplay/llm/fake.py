"""A model server that needs no model: for trying the app, for tests and for benchmarks.

    python -m roleplay.llm.fake --port 8089

speaks the OpenAI wire on loopback (``/v1/chat/completions``, streamed or not, and ``/v1/models``). By
itself it is an obedient actor: it finds the director's note at the end of the prompt and says what the
note says. In code it says whatever a script tells it to::

    async with FakeServer(lambda request: "No.") as server:
        Profile(model="fake", base_url=server.url)

It is not safe to expose: it checks no key and listens on loopback only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

MODEL: Final = "fake"
_NOTE: Final = re.compile(r"<director>(.*)</director>", re.S)
_CONVEY: Final = re.compile(r"^- (?:say|spirit): (.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Request:
    """A chat request as it arrived. ``at`` is ``time.perf_counter`` when its last byte was read."""

    body: dict[str, Any]
    headers: dict[str, str]
    at: float

    @property
    def messages(self) -> list[dict[str, str]]:
        return list(self.body.get("messages", []))

    @property
    def last(self) -> str:
        """The last message's text."""
        return str(self.messages[-1].get("content", "")) if self.messages else ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers. ``text`` is cut into pieces at spaces unless ``pieces`` are given; ``delay``
    is waited before the first, ``gap`` before each of the others, in seconds."""

    text: str = ""
    pieces: tuple[str, ...] = ()
    reasoning: str = ""
    delay: float = 0.0
    gap: float = 0.0
    finish_reason: str = "stop"
    usage: bool = True

    def cut(self) -> tuple[str, ...]:
        """The pieces that go over the wire, one an event."""
        return self.pieces or tuple(re.findall(r"\s*\S+|\s+$", self.text))


Script = Callable[[Request], "Reply | str"]


def obedient(request: Request) -> Reply:
    """Says what the director's note wants said; without a note, a greeting; with a schema, an empty object."""
    if "response_format" in request.body:
        return Reply("{}")
    note = _NOTE.search(request.last)
    lines = _CONVEY.findall(note.group(1)) if note else []
    return Reply(" ".join(lines) if lines else "Hello there.")


@dataclass(slots=True)
class FakeServer:
    """An OpenAI-compatible server on loopback. ``port`` 0 takes a free one.

    ``requests`` are the chat requests so far, ``sent`` the time (``time.perf_counter``) of every piece
    sent, ``hung_up`` counts clients that left before the reply's end.
    """

    script: Script = obedient
    port: int = 0
    models: tuple[str, ...] = (MODEL,)
    requests: list[Request] = field(default_factory=list)
    sent: list[tuple[float, str]] = field(default_factory=list)
    hung_up: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The base URL, ending in ``/v1``."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> FakeServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.hung_up += 1
        except asyncio.CancelledError:
            pass  # the server closes
        finally:
            self._open.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer. False when the client is gone."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return False
        first, *lines = head.strip().split("\r\n")
        method, path, *_ = first.split(" ")
        headers = {
            k.strip().lower(): v.strip() for k, v in (line.split(":", 1) for line in lines if ":" in line)
        }
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        arrived = time.perf_counter()
        if method == "GET" and path.endswith("/models"):
            data = [{"id": name, "object": "model", "created": 0, "owned_by": "fake"} for name in self.models]
            await _json(writer, {"object": "list", "data": data})
            return True
        if method != "POST" or not path.split("?")[0].endswith("/chat/completions"):
            await _json(
                writer,
                {"error": {"message": f"no such address: {path}", "type": "not_found"}},
                status="404 Not Found",
            )
            return True
        request = Request(json.loads(raw or b"{}"), headers, arrived)
        self.requests.append(request)
        answer = self.script(request)
        reply = Reply(answer) if isinstance(answer, str) else answer
        if request.body.get("stream"):
            await self._stream(writer, request, reply)
        else:
            await _json(writer, _completion(request, reply))
        return True

    async def _stream(self, writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
            b"cache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        await asyncio.sleep(reply.delay)
        if reply.reasoning:
            await self._event(writer, _chunk(request, {"reasoning_content": reply.reasoning}))
        first: dict[str, Any] = {"role": "assistant"}
        for n, piece in enumerate(reply.cut()):
            if n and reply.gap:
                await asyncio.sleep(reply.gap)
            await self._event(writer, _chunk(request, first | {"content": piece}))
            self.sent.append((time.perf_counter(), piece))
            first = {}
        await self._event(writer, _chunk(request, {}, reply.finish_reason))
        if reply.usage and (request.body.get("stream_options") or {}).get("include_usage"):
            await self._event(writer, {**_chunk(request, {}), "choices": [], "usage": _usage(request, reply)})
        await self._write(writer, b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _event(self, writer: asyncio.StreamWriter, data: dict[str, Any]) -> None:
        await self._write(writer, f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    async def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        if writer.is_closing():
            raise ConnectionResetError
        writer.write(b"%x\r\n%s\r\n" % (len(data), data))
        await writer.drain()


def _chunk(request: Request, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-fake",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": request.body.get("model", MODEL),
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def _completion(request: Request, reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(reply.cut())}
    if reply.reasoning:
        message["reasoning_content"] = reply.reasoning
    return {
        "id": "chatcmpl-fake",
        "object": "chat.completion",
        "created": 0,
        "model": request.body.get("model", MODEL),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish_reason}],
        "usage": _usage(request, reply),
    }


def _usage(request: Request, reply: Reply) -> dict[str, int]:
    prompt = sum(len(str(m.get("content", ""))) for m in request.messages) // 4
    spoken = len("".join(reply.cut()) + reply.reasoning) // 4
    return {"prompt_tokens": prompt, "completion_tokens": spoken, "total_tokens": prompt + spoken}


async def _json(writer: asyncio.StreamWriter, data: dict[str, Any], status: str = "200 OK") -> None:
    body = json.dumps(data, ensure_ascii=False).encode()
    writer.write(
        f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    )
    writer.write(body)
    await writer.drain()


async def _run(port: int, gap: float) -> None:
    def script(request: Request) -> Reply:
        reply = obedient(request)
        return Reply(reply.text, gap=gap)

    async with FakeServer(script, port=port) as server:
        print(f"A fake model answers at {server.url} (model {MODEL!r}). Ctrl+C ends it.", flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    """``python -m roleplay.llm.fake``"""
    parser = argparse.ArgumentParser(description="A model server that needs no model, on loopback.")
    parser.add_argument("--port", type=int, default=8089)
    parser.add_argument("--gap", type=float, default=0.03, help="seconds between two words")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(options.port, options.gap))


if __name__ == "__main__":
    main()
