"""The streams of several servers, in the shape that their documentation gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import FaultServer, Wire

from roleplay.buyer.llm import ModelBuyer
from roleplay.call import Call
from roleplay.errors import ServiceGarbled
from roleplay.llm import Client, Delta, Profile
from roleplay.scenario import load_scenario

STREAMS = Path(__file__).parent / "data" / "streams"
GOOD = sorted(p.stem for p in STREAMS.glob("*.sse") if "error" not in p.stem)
WORDS = "Thirty percent is thirty percent."


def replay(name: str):  # type: ignore[no-untyped-def]
    async def fault(wire: Wire) -> None:
        await wire.head("200 OK", "text/event-stream; charset=utf-8")
        await wire.send((STREAMS / f"{name}.sse").read_bytes())

    return fault


async def listen(client: Client):  # type: ignore[no-untyped-def]
    words = []
    async with client.stream([{"role": "user", "content": "Hello?"}]) as reply:
        async for item in reply:
            if isinstance(item, Delta):
                words.append(item.text)
    return "".join(words), reply


def test_there_is_a_stream_of_every_server_that_the_docs_name() -> None:
    assert {n.split("-")[0] for n in GOOD} == {
        "ollama",
        "vllm",
        "lmstudio",
        "openrouter",
        "azure",
        "llamacpp",
    }


@pytest.mark.parametrize("name", GOOD)
async def test_the_words_come_through_and_nothing_else(name: str) -> None:
    async with FaultServer(replay(name)) as server:
        client = Client(Profile(model="m", base_url=server.url))
        words, reply = await listen(client)
        assert words == WORDS
        assert reply.finish_reason == "stop"
        assert bool(reply.thought) == ("thinking" in name or "reasoning" in name)
        assert reply.usage.completion_tokens > 0
        await client.aclose()


async def test_a_cost_that_openrouter_reports_is_the_cost() -> None:
    async with FaultServer(replay("openrouter")) as server:
        client = Client(Profile(model="m", base_url=server.url))
        _, reply = await listen(client)
        assert reply.usage.cost == 0.000124
        assert reply.usage.cached_tokens == 1024
        await client.aclose()


async def test_an_error_of_openrouter_in_mid_stream_is_an_error() -> None:
    async with FaultServer(replay("openrouter-error")) as server:
        client = Client(Profile(model="m", base_url=server.url))
        with pytest.raises(ServiceGarbled, match="Provider disconnected"):
            await listen(client)
        await client.aclose()


@pytest.mark.parametrize("name", GOOD)
async def test_a_call_speaks_through_every_one_of_them(name: str) -> None:
    story = load_scenario(Path(__file__).resolve().parents[1] / "data" / "competitor-price.yaml")
    async with FaultServer(replay(name)) as server:
        client = Client(Profile(model="m", base_url=server.url))
        call = Call(story, buyer=ModelBuyer.for_scenario(client, story))
        async for _ in call.say("What's driving the timeline?"):
            pass
        assert WORDS in call.transcript.turns[-1].text
        await client.aclose()
