"""Each way a server can fail, over a real socket, through the engine: what the rep reads, what is stored, and
how the call goes on."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from pathlib import Path

import faults
import pytest
from faults import FaultServer, Wire, event, status

from roleplay.buyer.llm import ModelBuyer
from roleplay.call import Call
from roleplay.dialogue.events import BuyerFailed, BuyerSpoke, Caught, Retrying, dump_event, load_event
from roleplay.errors import ServiceBusy, ServiceGarbled, ServiceRefused, ServiceUnreachable, SettingsError
from roleplay.llm import Client, Delta, Key, Profile, Retries, Timeouts
from roleplay.scenario import load_scenario

KEY = "sk-test-0123456789abcdef"
SCENARIO = Path(__file__).resolve().parents[1] / "data" / "competitor-price.yaml"
QUESTION = "How do you handle that today?"
QUICK = Timeouts(connect=1.0, first_token=0.6, between_tokens=0.4, whole=4.0)


class Sleeps:
    """Stands in for asyncio.sleep and remembers how long it would have slept."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def client(url: str, *, sleep=None, **more) -> Client:
    more.setdefault("timeouts", QUICK)
    more.setdefault("retries", Retries(attempts=3, first_wait=0.1, longest_wait=20.0))
    return Client(
        Profile(model="m", base_url=url, name="mine", key=Key(KEY), **more), sleep=sleep or Sleeps()
    )


class Recorder:
    """Keeps the lines that would be on disk."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def append(self, events) -> None:
        self.lines += [dump_event(e) for e in events]

    def of(self, kind):
        return [e for e in map(load_event, self.lines) if isinstance(e, kind)]


async def one_turn(the_client: Client) -> tuple[Call, Recorder]:
    recorder = Recorder()
    call = Call(load_scenario(SCENARIO), buyer=ModelBuyer(the_client), recorder=recorder)
    async for _ in call.say(QUESTION):
        pass
    return call, recorder


def sentence_for_a_person(text: str) -> None:
    assert text.endswith(".")
    assert len(text) > 40
    for ugly in ("Traceback", "Error(", "0x", "httpx", "openai", KEY, "None"):
        assert ugly not in text, text


# -- faults before the first word ---------------------------------------------------------------------


async def html(wire: Wire) -> None:
    page = b"<html><body>Please log in</body></html>"
    await wire.head("200 OK", "text/html", f"content-length: {len(page)}")
    await wire.send(page)


async def silence(wire: Wire) -> None:
    await wire.head()
    await asyncio.sleep(30)


async def nothing(wire: Wire) -> None:
    await wire.head()


async def cut_json(wire: Wire) -> None:
    await wire.head()
    await wire.send(b'data: {"id":"x","choices":[{"index":0,"delta":{"cont')


async def other_shape(wire: Wire) -> None:
    await wire.head()
    await wire.send(b'data: {"choices": "none"}\n\ndata: [1, 2]\n\ndata: "hello"\n\ndata: 7\n\n')


async def not_json(wire: Wire) -> None:
    await wire.head()
    await wire.send(b"data: upstream connect error or disconnect\n\n")


async def hang_up_at_once(wire: Wire) -> None:
    wire.writer.transport.abort()


async def error_first(wire: Wire) -> None:
    await wire.head()
    await wire.send(
        b'data: {"error": {"message": "model is overloaded", "type": "overloaded_error", "code": 529}}\n\n'
    )


async def json_error_200(wire: Wire) -> None:
    await wire.whole("200 OK", {"error": {"message": "something went wrong", "code": 500}})


FATAL = {
    "401": (
        status(401, f"Incorrect API key provided: {KEY}"),
        ServiceRefused,
        "does not accept the API key",
        1,
    ),
    "403": (status(403, "not your model"), ServiceRefused, "may not use m", 1),
    "404": (status(404, "model not found"), ServiceRefused, "no model 'm'", 1),
    "402": (status(402, "pay"), ServiceRefused, "no credit left", 1),
    "429 out of quota": (
        status(429, "quota", code="insufficient_quota"),
        ServiceRefused,
        "no credit left",
        1,
    ),
    "429 for an hour": (status(429, "slow", "retry-after: 3600"), ServiceBusy, "wait 60 minutes", 1),
    "429": (status(429, "slow"), ServiceBusy, "too many requests", 3),
    "408": (status(408), ServiceBusy, "gave up waiting", 3),
    "500": (status(500), ServiceBusy, "an error of its own (500)", 3),
    "502": (status(502), ServiceBusy, "an error of its own (502)", 3),
    "503": (status(503), ServiceBusy, "overloaded (503)", 3),
    "529": (status(529), ServiceBusy, "overloaded (529)", 3),
    "HTML with 200": (html, ServiceGarbled, "a web page", 1),
    "silence": (silence, ServiceUnreachable, "said nothing for 0.6 seconds", 3),
    "an empty stream": (nothing, ServiceGarbled, "nothing at all", 3),
    "JSON cut in the middle": (cut_json, ServiceGarbled, "nothing at all", 3),
    "events of another shape": (other_shape, ServiceGarbled, "", 3),
    "events that are no JSON": (not_json, ServiceGarbled, "not JSON", 3),
    "hung up at once": (hang_up_at_once, ServiceUnreachable, "broke off", 3),
    "an error event first": (error_first, ServiceBusy, "overloaded", 3),
    "an error as JSON with 200": (json_error_200, ServiceGarbled, "something went wrong", 3),
}


@pytest.mark.parametrize("name", FATAL)
async def test_a_server_that_fails_for_good_leaves_the_rep_with_a_sentence_and_a_choice(name: str) -> None:
    fault, _, words, requests = FATAL[name]
    async with FaultServer(fault) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        failed = recorder.of(BuyerFailed)
        assert len(failed) == 1
        assert words in failed[0].reason
        sentence_for_a_person(failed[0].reason)
        assert len(server.requests) == requests
        assert len(recorder.of(Retrying)) == requests - 1
        assert call.waiting
        assert call.transcript.turns[-1].text == QUESTION
        assert not any(KEY in line for line in recorder.lines)
        async for _ in call.go_on_scripted():
            pass
        assert not call.waiting
        spoke = recorder.of(BuyerSpoke)[-1]
        assert spoke.voice == "scripted"
        assert spoke.text
        await the_client.aclose()


@pytest.mark.parametrize("name", FATAL)
async def test_every_fault_is_the_right_kind_of_error(name: str) -> None:
    fault, error, _, _ = FATAL[name]
    async with FaultServer(fault) as server:
        the_client = client(server.url)
        with pytest.raises(error):
            await collect(the_client)
        await the_client.aclose()


@pytest.mark.parametrize("name", [n for n, f in FATAL.items() if f[3] == 3])
async def test_a_server_that_recovers_is_asked_again_and_the_rep_sees_why_it_takes_long(name: str) -> None:
    fault = FATAL[name][0]
    async with FaultServer(fault, times=2) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        assert [e.attempt for e in recorder.of(Retrying)] == [2, 3]
        assert all(e.reason and "Error" not in e.reason for e in recorder.of(Retrying))
        assert not recorder.of(BuyerFailed)
        assert call.transcript.turns[-1].text.startswith(faults.GOOD_WORDS)
        await the_client.aclose()


async def collect(the_client: Client) -> str:
    words = []
    async with the_client.stream([{"role": "user", "content": "Hello?"}]) as reply:
        async for item in reply:
            if isinstance(item, Delta):
                words.append(item.text)
    return "".join(words)


async def test_retry_after_is_obeyed_up_to_the_cap() -> None:
    sleeps = Sleeps()
    async with FaultServer(status(429, "slow", "retry-after: 7"), times=1) as server:
        the_client = client(server.url, sleep=sleeps)
        assert await collect(the_client) == faults.GOOD_WORDS
        await the_client.aclose()
    assert sleeps.seconds == [7.0]


async def test_waits_double_when_the_server_names_none() -> None:
    sleeps = Sleeps()
    async with FaultServer(status(500), times=2) as server:
        the_client = client(server.url, sleep=sleeps)
        await collect(the_client)
        await the_client.aclose()
    assert sleeps.seconds == [0.1, 0.2]


# -- nobody there ---------------------------------------------------------------------------------------


async def test_a_refused_connection_says_so_and_names_the_address() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    the_client = client(f"http://127.0.0.1:{port}/v1")
    _, recorder = await one_turn(the_client)
    reason = recorder.of(BuyerFailed)[0].reason
    assert f"127.0.0.1:{port}" in reason
    assert "refused" in reason
    assert len(recorder.of(Retrying)) == 2
    sentence_for_a_person(reason)


async def test_an_unknown_host_says_that_there_is_no_such_server() -> None:
    the_client = client("http://no-such-host.invalid/v1")
    _, recorder = await one_turn(the_client)
    reason = recorder.of(BuyerFailed)[0].reason
    assert "no server called no-such-host.invalid" in reason
    assert not recorder.of(Retrying)
    sentence_for_a_person(reason)


async def test_a_certificate_that_is_not_trusted_says_what_to_set(tmp_path: Path) -> None:
    tls, _ = faults.certificate(tmp_path)
    async with FaultServer(faults.behave, tls=tls) as server:
        _, recorder = await one_turn(client(server.url))
    reason = recorder.of(BuyerFailed)[0].reason
    assert "not trusted" in reason
    assert "ca_bundle" in reason
    assert not recorder.of(Retrying)
    sentence_for_a_person(reason)


async def test_the_certificate_of_a_corporate_proxy_works_once_it_is_named(tmp_path: Path) -> None:
    tls, authority = faults.certificate(tmp_path)
    async with FaultServer(faults.behave, tls=tls) as server:
        the_client = client(server.url, ca_bundle=authority)
        assert await collect(the_client) == faults.GOOD_WORDS
        await the_client.aclose()


async def test_a_certificate_for_another_host_is_not_taken(tmp_path: Path) -> None:
    tls, authority = faults.certificate(tmp_path, host="10.0.0.1")
    async with FaultServer(faults.behave, tls=tls) as server:
        with pytest.raises(ServiceUnreachable, match="not trusted"):
            await collect(client(server.url, ca_bundle=authority))


async def test_plain_http_where_tls_was_expected_is_told_apart() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(ServiceUnreachable, match="http://"):
            await collect(client(f"https://127.0.0.1:{port}/v1"))


# -- faults in mid-stream -------------------------------------------------------------------------------

FIRST = "That depends on the day."


async def stops_without_an_end(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And the rest of"))


async def resets(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And the rest of"))
    wire.writer.transport.abort()


async def stalls(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And"))
    await asyncio.sleep(30)


async def heartbeats_only(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And"))
    while True:
        await wire.send(b": keep-alive\n\n" + event())
        await asyncio.sleep(0.05)


async def error_event(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And"))
    await wire.send(b'data: {"error": {"message": "The server had an error", "type": "server_error"}}\n\n')


async def breaks_json(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(FIRST + " And") + b'data: {"choices": [{"delta": {"content": "th\n\n')


BREAKS = {
    "stops without an end": stops_without_an_end,
    "is reset": resets,
    "stalls": stalls,
    "sends heartbeats only": heartbeats_only,
    "sends an error event": error_event,
    "breaks its JSON": breaks_json,
}


@pytest.mark.parametrize("name", BREAKS)
async def test_a_reply_that_breaks_in_the_middle_is_finished_and_never_asked_again(name: str) -> None:
    async with FaultServer(BREAKS[name]) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        assert len(server.requests) == 1
        assert not recorder.of(Retrying)
        assert not call.waiting
        text = call.transcript.turns[-1].text
        assert text.startswith(FIRST)
        assert "And" not in text.split()
        assert recorder.of(BuyerSpoke)[-1].text == text
        # What the buyer had decided to say has come across all the same.
        assert "thirty percent" in text
        assert any(e.kind == "broken_off" for e in recorder.of(Caught))
        async for _ in call.say("Fair enough, that's a real gap."):
            pass
        await the_client.aclose()


@pytest.mark.parametrize("name", BREAKS)
async def test_after_the_first_word_a_failure_is_an_error_not_a_second_request(name: str) -> None:
    async with FaultServer(BREAKS[name]) as server:
        the_client = client(server.url)
        with pytest.raises((ServiceUnreachable, ServiceGarbled, ServiceBusy)):
            await collect(the_client)
        assert len(server.requests) == 1
        await the_client.aclose()


# -- odd, but a reply -----------------------------------------------------------------------------------


async def byte_by_byte(wire: Wire) -> None:
    await wire.head()
    for byte in faults.good_stream("Naïve, but fine."):
        await wire.send(bytes([byte]))
        await asyncio.sleep(0)


async def empty_choices(wire: Wire) -> None:
    azure = b'data: {"choices":[],"created":0,"id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}\n\n'
    usage = b'data: {"choices":[],"id":"x","model":"m","usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}\n\n'
    await wire.head()
    await wire.send(azure + event(faults.GOOD_WORDS) + event(finish="stop") + usage + b"data: [DONE]\n\n")


async def none_deltas(wire: Wire) -> None:
    await wire.head()
    nones = b'data: {"choices":[{"index":0,"delta":{"content":null}}]}\n\ndata: {"choices":[{"index":0,"delta":null}]}\n\n'
    await wire.send(nones + event(faults.GOOD_WORDS) + nones + event(finish="stop") + b"data: [DONE]\n\n")


async def wrong_type_but_events(wire: Wire) -> None:
    await wire.head("200 OK", "text/plain")
    await wire.send(faults.good_stream())


async def in_one_piece(wire: Wire) -> None:
    message = {"role": "assistant", "content": faults.GOOD_WORDS}
    await wire.whole("200 OK", {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


async def thinks_in_tags(wire: Wire) -> None:
    await wire.head()
    for piece in (
        "<th",
        "ink>The rep wants thirty percent off. I should",
        " refuse.</thi",
        "nk>\n\n",
        faults.GOOD_WORDS,
    ):
        await wire.send(event(piece))
    await wire.send(event(finish="stop") + b"data: [DONE]\n\n")


async def thinks_in_a_field(wire: Wire) -> None:
    await wire.head()
    await wire.send(
        event(reasoning_content="Let me think.") + event(faults.GOOD_WORDS) + event(finish="stop")
    )
    await wire.send(b"data: [DONE]\n\n")


async def no_finish_reason(wire: Wire) -> None:
    await wire.head()
    await wire.send(event(faults.GOOD_WORDS) + b"data: [DONE]\n\n")


async def carriage_returns(wire: Wire) -> None:
    await wire.head()
    await wire.send(faults.good_stream().replace(b"\n", b"\r\n"))


ODD = {
    "one byte at a time": (byte_by_byte, "Naïve, but fine."),
    "empty choices": (empty_choices, faults.GOOD_WORDS),
    "None deltas": (none_deltas, faults.GOOD_WORDS),
    "a wrong content type": (wrong_type_but_events, faults.GOOD_WORDS),
    "no stream though asked for": (in_one_piece, faults.GOOD_WORDS),
    "a thought in tags": (thinks_in_tags, faults.GOOD_WORDS),
    "a thought in a field": (thinks_in_a_field, faults.GOOD_WORDS),
    "no finish reason": (no_finish_reason, faults.GOOD_WORDS),
    "carriage returns": (carriage_returns, faults.GOOD_WORDS),
}


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_reply_is_still_a_reply(name: str) -> None:
    fault, words = ODD[name]
    async with FaultServer(fault) as server:
        the_client = client(server.url)
        assert (await collect(the_client)).strip() == words
        assert len(server.requests) == 1
        await the_client.aclose()


async def invalid_utf8(wire: Wire) -> None:
    await wire.head()
    bad = event("I sell XX here.").replace(b"XX", b"\xff\xfe\xc3")
    await wire.send(event("That depends. ") + bad + event(finish="stop") + b"data: [DONE]\n\n")


async def only_reasoning(wire: Wire) -> None:
    await wire.head()
    await wire.send(
        event(reasoning_content="Dana would say no.") + event(finish="stop") + b"data: [DONE]\n\n"
    )


async def only_think_tags(wire: Wire) -> None:
    await wire.head()
    await wire.send(event("<think>Dana would say no") + event(finish="length") + b"data: [DONE]\n\n")


@pytest.mark.parametrize("fault", [only_reasoning, only_think_tags])
async def test_a_reply_that_is_only_thought_is_asked_for_once_more_and_then_scripted(fault) -> None:
    async with FaultServer(fault) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        assert len(server.requests) == 2
        caught = recorder.of(Caught)
        assert [(c.kind, c.action) for c in caught] == [("empty", "replaced")]
        assert "Dana would" not in call.transcript.turns[-1].text
        assert "thirty percent" in call.transcript.turns[-1].text
        await the_client.aclose()


async def test_bytes_that_are_no_utf8_never_reach_the_rep_nor_end_the_call() -> None:
    async with FaultServer(invalid_utf8) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        text = call.transcript.turns[-1].text
        assert "�" not in text
        assert text.startswith("That depends.")
        assert any(c.kind == "garbled" for c in recorder.of(Caught))
        await the_client.aclose()


async def test_a_million_tokens_are_cut_off_and_the_server_is_hung_up_on() -> None:
    sent = 0

    async def endless(wire: Wire) -> None:
        nonlocal sent
        await wire.head()
        while sent < 1_000_000:
            await wire.send(event(" and another thing") * 50)
            sent += 200

    async with FaultServer(endless) as server:
        the_client = client(server.url)
        call, recorder = await one_turn(the_client)
        await asyncio.wait_for(server.hung_up.wait(), 5)
        assert sent < 1_000_000
        assert len(call.transcript.turns[-1].text) < 400
        assert recorder.of(Caught)
        await the_client.aclose()


async def test_a_line_without_end_is_cut_off_by_its_bytes() -> None:
    async def one_line(wire: Wire) -> None:
        await wire.head()
        await wire.send(b'data: {"choices":[{"delta":{"content":"')
        for _ in range(200):
            await wire.send(b"a" * 100_000)

    async with FaultServer(one_line) as server:
        the_client = client(server.url)
        with pytest.raises(ServiceGarbled, match="without end"):
            await collect(the_client)
        await the_client.aclose()


async def test_a_drip_of_bytes_counts_as_silence() -> None:
    async def drip(wire: Wire) -> None:
        await wire.head()
        for byte in faults.good_stream():
            await wire.send(bytes([byte]))
            await asyncio.sleep(0.2)

    async with FaultServer(drip) as server:
        the_client = client(server.url, retries=Retries(attempts=1))
        started = time.monotonic()
        with pytest.raises(ServiceUnreachable, match=r"said nothing for 0.6 seconds"):
            await collect(the_client)
        assert time.monotonic() - started < 5
        await the_client.aclose()


async def test_the_whole_reply_has_a_time_limit_of_its_own() -> None:
    async def chatters(wire: Wire) -> None:
        await wire.head()
        while True:
            await wire.send(event("well "))
            await asyncio.sleep(0.05)

    async with FaultServer(chatters) as server:
        the_client = client(server.url, timeouts=Timeouts(1.0, 1.0, 1.0, whole=0.5))
        with pytest.raises(ServiceUnreachable, match=r"not done within 0.5 seconds"):
            await collect(the_client)
        await the_client.aclose()


# -- leaving ---------------------------------------------------------------------------------------------


async def test_leaving_the_stream_closes_the_connection() -> None:
    async def talks(wire: Wire) -> None:
        await wire.head()
        while True:
            await wire.send(event("well "))
            await asyncio.sleep(0.01)

    async with FaultServer(talks) as server:
        the_client = client(server.url)
        async with the_client.stream([{"role": "user", "content": "Hello?"}]) as reply:
            async for _ in reply:
                break
        await asyncio.wait_for(server.hung_up.wait(), 3)
        assert reply.usage.estimated
        assert reply.usage.completion_tokens > 0
        await the_client.aclose()


async def test_cancelling_a_turn_closes_the_connection_and_leaves_a_call_that_resumes() -> None:
    async def waits(wire: Wire) -> None:
        await wire.head()
        await wire.send(event("Hm"))
        while True:
            await wire.send(event())
            await asyncio.sleep(0.01)

    async with FaultServer(waits) as server:
        the_client = client(server.url, timeouts=Timeouts(1, 30, 30, 60))
        recorder = Recorder()
        scenario = load_scenario(SCENARIO)
        call = Call(scenario, buyer=ModelBuyer(the_client), recorder=recorder)

        async def speak() -> None:
            async with contextlib.aclosing(call.say(QUESTION)) as events:
                async for _ in events:
                    pass

        task = asyncio.create_task(speak())
        await server.asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.hung_up.wait(), 3)
        resumed = Call.resume(scenario, [load_event(line) for line in recorder.lines])
        assert resumed.pending
        async for _ in resumed.start():
            pass
        assert not resumed.pending
        await the_client.aclose()


async def test_a_key_that_is_gone_in_mid_call_is_a_voice_that_broke_and_works_again_once_it_is_back() -> None:
    keys: list[str] = []

    def fetch() -> str:
        if not keys:
            raise SettingsError("The environment variable MY_KEY is not set.")
        return keys[0]

    async with FaultServer(faults.behave) as server:
        profile = Profile(model="m", base_url=server.url, key=Key(fetch=fetch))
        the_client = Client(profile)
        recorder = Recorder()
        call = Call(load_scenario(SCENARIO), buyer=ModelBuyer(the_client), recorder=recorder)
        events = [event async for event in call.say(QUESTION)]
        failed = next(e for e in events if isinstance(e, BuyerFailed))
        assert "MY_KEY is not set" in failed.reason
        assert call.waiting
        assert not server.requests
        keys.append("sk-back")
        events = [event async for event in call.retry()]
        assert not call.waiting
        assert [e.voice for e in events if isinstance(e, BuyerSpoke)] == ["model"]
        assert "sk-back" not in "".join(recorder.lines)
        await the_client.aclose()


async def test_cancelling_while_waiting_for_a_retry_ends_at_once() -> None:
    async with FaultServer(status(503)) as server:
        the_client = client(server.url, sleep=asyncio.sleep, retries=Retries(3, 30.0, 60.0))
        task = asyncio.create_task(collect(the_client))
        await server.asked.wait()
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 2)
        await the_client.aclose()
