"""The client on a server that behaves: counting, cost, what is learned of a server, answers of a given shape."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import date
from pathlib import Path

import faults
import pytest
from faults import FaultServer, Wire, event, status
from pydantic import BaseModel

from roleplay.errors import ServiceGarbled, ServiceRefused, SettingsError
from roleplay.llm import (
    Client,
    Delta,
    Key,
    Memory,
    Meter,
    Price,
    Profile,
    Retries,
    Usage,
    price_of,
    probe,
    warm,
)
from roleplay.llm.fake import FakeServer, Reply, Request
from roleplay.llm.structured import strict_schema

KEY = "sk-secret-0123456789abcdef"
HELLO = [{"role": "user", "content": "Hello?"}]


async def no_sleep(seconds: float) -> None:
    pass


def client(url: str, *, memory: Memory | None = None, meter: Meter | None = None, **more) -> Client:
    more.setdefault("retries", Retries(first_wait=0.01))
    return Client(
        Profile(model="m", base_url=url, key=Key(KEY), **more), memory=memory, meter=meter, sleep=no_sleep
    )


async def say(the_client: Client, **more) -> tuple[str, Usage]:
    words = []
    async with the_client.stream(HELLO, **more) as reply:
        async for item in reply:
            if isinstance(item, Delta):
                words.append(item.text)
    return "".join(words), reply.usage


# -- counting ------------------------------------------------------------------------------------------


async def test_tokens_and_cost_come_from_the_servers_own_count() -> None:
    async def counted(wire: Wire) -> None:
        usage = {
            "prompt_tokens": 1000,
            "completion_tokens": 100,
            "total_tokens": 1100,
            "prompt_tokens_details": {"cached_tokens": 600},
        }
        await wire.head()
        await wire.send(event("Hm.") + event(finish="stop"))
        await wire.send(
            b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\ndata: [DONE]\n\n"
        )

    async with FaultServer(counted) as server:
        meter = Meter()
        the_client = client(server.url, price=Price(2.0, 8.0, cached_input=0.5), meter=meter)
        _, usage = await say(the_client)
        await the_client.aclose()
    assert (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens) == (1000, 100, 600)
    assert usage.cost == pytest.approx((400 * 2.0 + 600 * 0.5 + 100 * 8.0) / 1e6)
    assert meter.spent == usage.cost
    assert not usage.estimated


async def test_a_cost_that_the_server_reports_wins_over_our_table() -> None:
    async def priced(wire: Wire) -> None:
        await wire.head()
        await wire.send(event("Hm.") + event(finish="stop"))
        usage = {"prompt_tokens": 5, "completion_tokens": 5, "total_tokens": 10, "cost": 0.25}
        await wire.send(
            b"data: " + json.dumps({"choices": [], "usage": usage}).encode() + b"\n\ndata: [DONE]\n\n"
        )

    async with FaultServer(priced) as server:
        the_client = client(server.url, price=Price(1.0, 1.0))
        _, usage = await say(the_client)
        await the_client.aclose()
    assert usage.cost == 0.25


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("gpt-4o-mini", "gpt-4o-mini"),
        ("openai/gpt-4o-mini", "gpt-4o-mini"),
        ("gpt-4o-mini-2024-07-18", "gpt-4o-mini"),
        ("gpt-5-mini-2025-08-07", "gpt-5-mini"),
    ],
)
def test_a_models_price_is_found_under_its_other_names(model: str, known: str) -> None:
    assert price_of(model) == price_of(known) is not None


@pytest.mark.parametrize("model", ["gpt-4o-mini-transcribe", "llama3.2", "gpt-4", "", "gpt-5-mini-next"])
def test_a_model_that_is_not_in_the_table_has_no_price(model: str) -> None:
    assert price_of(model) is None


async def test_a_cost_cap_refuses_the_request_that_could_pass_it_and_says_so() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        the_client = client(server.url, price=Price(1.0, 1000.0), cost_cap=1.5, max_tokens=1000)
        await say(the_client)
        first = the_client.meter.spent
        assert 0 < first < 1.5
        the_client.meter.spent = 0.9
        with pytest.raises(ServiceRefused, match=r"cap of \$1.50"):
            await say(the_client)
        assert len(server.requests) == 1
        await the_client.aclose()


async def test_every_call_has_a_meter_of_its_own() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        shared = client(server.url, price=Price(1000.0, 1000.0))
        one, two = shared.for_call(cap=5), shared.for_call(cap=5)
        await say(one)
        assert one.meter.spent > 0
        assert two.meter.spent == 0
        await shared.aclose()


async def test_a_local_model_costs_nothing_and_an_unknown_one_has_no_cost() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        the_client = client(server.url)
        _, usage = await say(the_client)
        assert usage.cost == 0.0
        await the_client.aclose()
    meter = Meter(cap=0.01)
    meter.add(Usage("m", 10, 10, cost=None))
    meter.afford(None)
    assert meter.unpriced == 1


# -- what is learned -----------------------------------------------------------------------------------


def refuses(*fields: str):
    """A server that answers 400 to a request with one of these fields, as strict ones do."""

    async def fault(wire: Wire) -> None:
        for name in fields:
            if name in wire.body:
                await wire.whole(
                    "400 Bad Request",
                    {"error": {"message": f"Unsupported parameter: '{name}'", "param": name}},
                )
                return
        await faults.behave(wire)

    return fault


async def test_what_a_server_does_not_take_is_left_out_and_remembered(tmp_path: Path) -> None:
    async with FaultServer(refuses("stream_options", "temperature", "max_tokens")) as server:
        first = client(server.url, memory=Memory(tmp_path), temperature=0.7)
        words, usage = await say(first)
        assert words == faults.GOOD_WORDS
        assert usage.estimated
        assert len(server.requests) == 4
        again = client(server.url, memory=Memory(tmp_path), temperature=0.7)
        await say(again)
        assert len(server.requests) == 5
        assert not {"stream_options", "temperature", "max_tokens"} & set(server.requests[-1])
        await first.aclose()
        await again.aclose()


async def test_a_server_that_wants_the_newer_name_for_the_longest_reply_gets_it() -> None:
    async def modern(wire: Wire) -> None:
        if "max_tokens" in wire.body:
            message = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
            await wire.whole("400 Bad Request", {"error": {"message": message, "param": "max_tokens"}})
        else:
            await faults.behave(wire)

    async with FaultServer(modern) as server:
        the_client = client(server.url)
        await say(the_client)
        assert server.requests[-1]["max_completion_tokens"] == 1024
        await the_client.aclose()


async def test_a_400_that_names_nothing_is_not_asked_again_and_again() -> None:
    async with FaultServer(status(400, "the messages are wrong")) as server:
        the_client = client(server.url)
        with pytest.raises(ServiceRefused, match="the messages are wrong"):
            await say(the_client)
        assert len(server.requests) == 1
        await the_client.aclose()


def test_what_was_learned_a_month_ago_is_learned_again(tmp_path: Path) -> None:
    Memory(tmp_path, today=date(2026, 1, 1)).learn("http://x/v1", "m", usage=False)
    assert not Memory(tmp_path, today=date(2026, 1, 20)).get("http://x/v1", "m").usage
    assert Memory(tmp_path, today=date(2026, 3, 1)).get("http://x/v1", "m").usage


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        '{"http://x/v1 m": 5}',
        '{"http://x/v1 m": {"learned": "x"}}',
        '{"http://x/v1 m": {"learned": "2026-01-01", "tokens_field": "evil"}}',
    ],
)
def test_a_broken_cache_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "models.json").write_text(content)
    memory = Memory(tmp_path, today=date(2026, 1, 2))
    assert memory.get("http://x/v1", "m").tokens_field == "max_tokens"
    memory.learn("http://x/v1", "m", rung="prompt")
    assert Memory(tmp_path, today=date(2026, 1, 2)).get("http://x/v1", "m").rung == "prompt"


def test_two_programs_that_learn_at_once_keep_each_others_findings(tmp_path: Path) -> None:
    one, two = Memory(tmp_path), Memory(tmp_path)
    one.learn("http://x/v1", "a", usage=False)
    two.learn("http://x/v1", "b", usage=False)
    fresh = Memory(tmp_path)
    assert not fresh.get("http://x/v1", "a").usage
    assert not fresh.get("http://x/v1", "b").usage


async def test_a_model_that_begins_in_a_thought_is_known_the_second_time() -> None:
    async def stray(wire: Wire) -> None:
        await wire.head()
        for piece in ("Okay, the buyer says no.", "</think>", "\n\nNo, thank you."):
            await wire.send(event(piece))
        await wire.send(event(finish="stop") + b"data: [DONE]\n\n")

    async with FaultServer(stray) as server:
        the_client = client(server.url)
        items = []
        async with the_client.stream(HELLO) as reply:
            async for item in reply:
                items.append(item)
        assert [i.anew for i in items if isinstance(i, Delta)] == [False, True, False]
        assert items[-1].text.strip() == "No, thank you."
        words, _ = await say(the_client)
        assert words.strip() == "No, thank you."
        await the_client.aclose()


async def test_a_model_that_stops_thinking_aloud_is_heard_again() -> None:
    async with FaultServer(faults.behave) as server:
        the_client = client(server.url)
        the_client.learn(thinks_first=True)
        words, _ = await say(the_client)
        assert words == faults.GOOD_WORDS
        assert not the_client.capabilities.thinks_first
        await the_client.aclose()


# -- answers of a given shape --------------------------------------------------------------------------


class Verdict(BaseModel):
    verdict: str
    turns: list[int] = []


def answers(*replies: str):
    rest = list(replies)

    def script(request: Request) -> Reply:
        return Reply(rest.pop(0))

    return script


@pytest.mark.parametrize(
    "reply",
    [
        '{"verdict": "yes", "turns": [3]}',
        '```json\n{"verdict": "yes", "turns": [3]}\n```',
        'Sure! Here is the JSON:\n{"verdict": "yes", "turns": [3]}\nHope that helps.',
        '<think>Is it {"verdict": "no"}? Hm.</think>{"verdict": "yes", "turns": [3]}',
        'First {"nothing": 1}, then {"verdict": "yes", "turns": [3]}',
    ],
)
async def test_an_answer_is_found_wherever_the_model_has_put_it(reply: str) -> None:
    async with FakeServer(answers(reply)) as server:
        the_client = client(server.url)
        found = await the_client.structured(HELLO, Verdict)
        assert found == Verdict(verdict="yes", turns=[3])
        assert "JSON Schema" in server.requests[0].last
        assert server.requests[0].body["response_format"]["type"] == "json_schema"
        await the_client.aclose()


async def test_json_that_landed_in_the_thought_is_taken_from_there() -> None:
    async with FakeServer(lambda r: Reply(reasoning='I think {"verdict": "yes"} is right')) as server:
        the_client = client(server.url)
        assert (await the_client.structured(HELLO, Verdict)).verdict == "yes"
        await the_client.aclose()


async def test_a_bad_answer_is_returned_once_with_what_is_wrong_with_it() -> None:
    async with FakeServer(answers('{"verdict": 7}', '{"verdict": "no"}')) as server:
        the_client = client(server.url)
        assert (await the_client.structured(HELLO, Verdict)).verdict == "no"
        assert "verdict" in server.requests[1].last
        assert server.requests[1].messages[-2] == {"role": "assistant", "content": '{"verdict": 7}'}
        await the_client.aclose()


async def test_two_bad_answers_are_an_error_with_the_reason_and_no_verdict() -> None:
    async with FakeServer(lambda r: "I think it went well.") as server:
        the_client = client(server.url)
        with pytest.raises(ServiceGarbled, match="asked twice: it holds no JSON object"):
            await the_client.structured(HELLO, Verdict)
        assert len(server.requests) == 2
        await the_client.aclose()


async def test_a_server_that_refuses_schemas_is_asked_in_words_and_remembered() -> None:
    async def no_schemas(wire: Wire) -> None:
        if "response_format" in wire.body:
            await wire.whole("400 Bad Request", {"error": "'response_format.type' must be 'text'"})
        else:
            await wire.head()
            await wire.send(faults.good_stream('{"verdict": "yes"}'))

    async with FaultServer(no_schemas) as server:
        the_client = client(server.url)
        await the_client.structured(HELLO, Verdict)
        await the_client.structured(HELLO, Verdict)
        assert ["response_format" in r for r in server.requests] == [True, False, False]
        assert the_client.capabilities.rung == "prompt"
        await the_client.aclose()


async def test_every_request_of_an_answer_is_counted() -> None:
    told = []
    async with FakeServer(answers("no", '{"verdict": "no"}')) as server:
        the_client = client(server.url)
        await the_client.structured(HELLO, Verdict, on_event=told.append)
        await the_client.aclose()
    assert [type(t) for t in told] == [Usage, Usage]


def test_the_schema_that_is_sent_is_one_that_strict_servers_take() -> None:
    class Inner(BaseModel):
        title: str = "x"
        kind: str | None = None

    class Outer(BaseModel):
        default: list[Inner]

    schema = strict_schema(Outer)
    inner = schema["$defs"]["Inner"]
    assert inner["required"] == ["title", "kind"]
    assert inner["additionalProperties"] is False
    assert "default" not in json.dumps(inner)
    assert list(schema["properties"]) == ["default"]


# -- looking at a server -------------------------------------------------------------------------------


async def test_the_models_of_a_server_are_listed() -> None:
    async with FakeServer(models=("b", "a")) as server:
        the_client = client(server.url)
        assert await the_client.list_models() == ["a", "b"]
        await the_client.aclose()


async def test_a_probe_of_a_good_server_finds_everything_in_order() -> None:
    def script(request: Request) -> Reply:
        return Reply('{"colour": "blue"}' if "response_format" in request.body else "Hello.")

    async with FakeServer(script, models=("m",)) as server:
        the_client = client(server.url)
        found = await probe(the_client)
        await the_client.aclose()
    assert found.ok
    assert found.has_model
    assert found.rung == "json_schema"
    assert found.first_token is not None
    assert found.problems == []


async def test_a_probe_of_a_server_without_the_model_names_one_that_it_has() -> None:
    async with FaultServer(status(404, "model not found")) as server:
        the_client = client(server.url)
        found = await probe(the_client)
        await the_client.aclose()
    assert not found.ok
    assert "no model 'm'" in found.problems[0]


async def test_a_probe_of_nobody_says_what_to_do() -> None:
    found = await probe(client("http://127.0.0.1:9/v1"))
    assert not found.reachable
    assert "refused" in found.problems[0]


async def test_a_probe_reports_a_key_that_is_missing() -> None:
    def missing() -> str:
        raise SettingsError("The environment variable MY_KEY is not set.")

    the_client = Client(Profile(model="m", base_url="http://127.0.0.1:9/v1", key=Key(fetch=missing)))
    found = await probe(the_client)
    assert found.problems == ["The environment variable MY_KEY is not set."]


# -- keys ----------------------------------------------------------------------------------------------


async def test_a_key_is_in_no_log_no_error_and_no_representation(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = status(400, f"bad request with Authorization: Bearer {KEY} and {KEY}", "x-echo: " + KEY)
    async with FaultServer(echo) as server:
        the_client = client(server.url)
        with pytest.raises(ServiceRefused) as caught:
            await say(the_client)
        error = caught.value
        assert error.__cause__ is None
        assert error.__suppress_context__
        assert KEY not in str(error)
        assert "[key]" in str(error)
        assert server.requests
        found = await probe(the_client)
        assert KEY not in repr(found)
        assert KEY not in repr(the_client.profile)
        await the_client.aclose()
    assert KEY not in caplog.text


async def test_the_key_does_reach_the_server() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        the_client = client(server.url)
        await say(the_client)
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
        await the_client.aclose()


async def test_a_server_without_a_key_gets_a_placeholder() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        the_client = Client(Profile(model="m", base_url=server.url))
        await say(the_client)
        await the_client.aclose()


@pytest.mark.parametrize("bad", ["two words", "line\nbreak", "quote\u201d"])
async def test_a_key_that_cannot_stand_in_a_header_is_refused_before_it_is_sent(bad: str) -> None:
    the_client = Client(Profile(model="m", base_url="http://127.0.0.1:9/v1", key=Key(fetch=lambda: bad)))
    with pytest.raises(ServiceRefused, match="no key has"):
        await say(the_client)


async def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    the_client = Client(Profile(model="m", base_url="http://me:hunter2@127.0.0.1:9/v1"))
    with pytest.raises(ServiceRefused) as caught:
        await say(the_client)
    assert "hunter2" not in str(caught.value)


# -- loading -------------------------------------------------------------------------------------------


def test_importing_the_room_does_not_load_the_sdk() -> None:
    import subprocess
    import sys

    code = "import sys, roleplay.llm, roleplay.buyer.llm; print('openai' in sys.modules, 'httpx2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_warming_loads_the_sdk_without_a_network() -> None:
    thread = warm()
    thread.join(60)
    assert not thread.is_alive()
    assert warm() is thread


async def test_a_client_goes_on_in_another_event_loop() -> None:
    async with FakeServer(lambda r: "Hm.") as server:
        the_client = client(server.url)
        await say(the_client)
        words = await asyncio.to_thread(lambda: asyncio.run(say(the_client)))
        assert words[0] == "Hm."


async def test_two_hundred_streams_at_once_all_come_through() -> None:
    async with FakeServer(lambda r: Reply("That depends on the day.", gap=0.002)) as server:
        shared = client(server.url)
        done = await asyncio.gather(*(say(shared.for_call()) for _ in range(200)))
        assert all(words == "That depends on the day." for words, _ in done)
        await shared.aclose()
