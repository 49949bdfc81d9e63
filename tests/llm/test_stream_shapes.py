"""Streams in the shape that each kind of server writes them: the same words come out, and the count where there is one.

The files in ``data`` are written by hand after the servers' documentation, not recorded:

- ``ollama``: github.com/ollama/ollama, docs/openai.md: a role in every chunk, ``fp_ollama``, usage in a last chunk.
- ``vllm``: docs.vllm.ai, "OpenAI Chat Completion With Reasoning Streaming": an empty first delta with the role, a field
  for reasoning that may be null, ``stop_reason`` beside ``finish_reason``.
- ``lmstudio``: lmstudio.ai/docs/api/openai-api.
- ``openrouter``: openrouter.ai/docs/api/reference/streaming: comments such as ``: OPENROUTER PROCESSING`` that are to be
  ignored, anywhere in the stream; the usage, with its cost, in a last chunk that still has a choice.
- ``azure``: learn.microsoft.com, Azure OpenAI content filtering and streaming: a first chunk without choices that holds
  ``prompt_filter_results``, and in asynchronous filtering a chunk whose choice has no delta.
- ``deepseek``: api-docs.deepseek.com/guides/reasoning_model: ``reasoning_content`` beside a ``content`` of null, and
  ``: keep-alive`` comments while a request waits.
- ``llamacpp``: github.com/ggml-org/llama.cpp/issues/15443: usage and timings in the chunk that ends the reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import FaultServer, Wire

from roleplay.llm import Client, Delta, Memory, Price, Profile, Usage

DATA = Path(__file__).parent / "data"
SHAPES = sorted(file.stem for file in DATA.glob("*.txt"))
WORDS = "I'd have to see that first."


async def heard(shape: str, size: int, folder: Path = DATA) -> tuple[str, Usage, str, str | None]:
    """What the client makes of a shape that comes in packets of ``size`` bytes: words, count, thought, end."""
    body = (folder / f"{shape}.txt").read_bytes()

    async def answer(wire: Wire) -> None:
        await wire.head()
        for start in range(0, len(body), size):
            await wire.send(body[start : start + size])

    async with FaultServer(answer) as server:
        client = Client(Profile(model="m", base_url=server.url, price=Price(1.0, 2.0)), memory=Memory())
        async with client.stream([{"role": "user", "content": "Hello?"}]) as reply:
            words = "".join([item.text async for item in reply if isinstance(item, Delta)])
        await client.aclose()
    assert len(server.requests) == 1
    return words, reply.usage, reply.thought, reply.finish_reason


def cases() -> Iterator[tuple[str, int]]:
    """Each shape as a whole, and cut where no line ends."""
    for shape in SHAPES:
        yield shape, 1_000_000
        yield shape, 97


@pytest.mark.parametrize(("shape", "size"), list(cases()))
async def test_the_same_words_come_out_of_every_servers_stream(shape: str, size: int) -> None:
    words, usage, _, finish = await heard(shape, size)
    assert words == WORDS
    assert finish == "stop"
    assert (usage.prompt_tokens, usage.completion_tokens) == (31, 8)
    assert not usage.estimated


def test_there_is_a_file_for_each_server_that_the_docs_name() -> None:
    assert set(SHAPES) == {"azure", "deepseek", "llamacpp", "lmstudio", "ollama", "openrouter", "vllm"}


async def test_what_deepseek_thinks_is_kept_apart_from_what_it_says() -> None:
    words, _, thought, _ = await heard("deepseek", 1_000_000)
    assert thought == "She is wary, so short."
    assert "wary" not in words


async def test_the_cost_that_openrouter_tells_is_the_cost() -> None:
    _, usage, _, _ = await heard("openrouter", 1_000_000)
    assert usage.cost == 0.0000095
    assert usage.cached_tokens == 16


async def test_without_the_usage_chunk_tokens_are_reckoned_and_marked_so(tmp_path: Path) -> None:
    kept = [e for e in (DATA / "ollama.txt").read_text().split("\n\n") if '"usage"' not in e]
    (tmp_path / "older.txt").write_text("\n\n".join(kept))
    words, usage, _, _ = await heard("older", 1_000_000, tmp_path)
    assert words == WORDS
    assert usage.estimated
    assert usage.completion_tokens > 0
