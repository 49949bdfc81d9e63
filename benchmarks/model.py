"""A model's voice without the model: our own time before a request and after a word, the prompt, 200 calls at once.

Everything runs against the project's own fake server on loopback:

- *say to wire*: from Enter (``say``) to the last byte of the request read by the server: reading the turn, deciding,
  recording to a real SQLite file, prompt, SDK and socket. In fresh processes, the first turn of each included, after ``warm()``, as when the
  brief is on the screen. Target: p95 under 30 ms.
- *word to screen*: from the moment at which the server has sent a sentence's last word to the checked, recorded
  sentence. Target: p95 under 50 ms.
- *prompt*: how much of a turn's prompt the server has seen before, to the character, and what it grows by.
  Target: at least 90% from turn 3 on.
- *200 at once*: 200 calls in one process, the server in another. What counts is the time of a turn without the
  server's own (which it takes down itself, from a request's last byte to the reply's). Their reps press Enter at
  moments spread over ``--spread`` seconds, as people do, who read and type for longer than that; ``--spread 0`` is all in the same instant, which measures
  how long 200 turns take one processor. Nothing is recorded here: a disk has no crowd. Target: p95 under 100 ms, no error, no word but the server's.

Time is wall time on this machine as it is. Other work on it counts; processor time is given beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from roleplay.buyer.llm import ModelBuyer
from roleplay.call import Call, Recorder
from roleplay.dialogue.events import BuyerSaying, Decided, Event
from roleplay.llm import Client, Profile, warm
from roleplay.llm.fake import MODEL, FakeServer, Reply, Request, obedient
from roleplay.scenario import load_scenario
from roleplay.store import Store
from roleplay.voices import ready_to_read

ROOT = Path(__file__).parent.parent
SCENES = ("competitor-price", "no-budget", "think-about-it")
TO_WIRE, TO_SCREEN, OVERHEAD, PREFIX = 30.0, 50.0, 100.0, 0.90
GAP = 0.01
"""Seconds between two words: a hundred a second, quicker than most."""

Problems = ("Retrying", "Caught", "BuyerFailed", "VoiceChanged")


def rep(scene: str, who: str = "strong") -> list[str]:
    """A scripted rep's turns."""
    file = ROOT / "tests" / "reps" / scene / f"{who}.txt"
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def speaker(url: str) -> Client:
    return Client(Profile(model=MODEL, base_url=url))


def slow(request: Request) -> Reply:
    return Reply(obedient(request).text, gap=GAP)


# -- one call: say to wire, word to screen, the prompt ---------------------------------------------------


async def one_call(scene: str, folder: Path) -> dict[str, Any]:
    """Plays one whole call and takes the times of each turn, in milliseconds."""
    scenario = load_scenario(scene)
    found: dict[str, Any] = {
        "wire": [],
        "disk": [],
        "wire_cpu": [],
        "screen": [],
        "prompts": [],
        "said": [],
        "events": [],
    }
    used: list[float] = []

    def script(request: Request) -> Reply:
        used.append(time.process_time())
        return slow(request)

    async with FakeServer(script) as server:
        client = speaker(server.url)
        for thread in (warm(client.profile), ready_to_read()):
            await asyncio.to_thread(thread.join)
        with Store.open(folder / "roleplay.db") as store:
            disk = Disk(store.new_call(scenario, seed=0, voice="model")[1])
            call = Call(scenario, buyer=ModelBuyer.for_scenario(client, scenario), recorder=disk)
            async for _ in call.start():
                pass
            for line in rep(scene):
                if call.ending is not None:
                    break
                asked, sent = len(server.requests), len(server.sent)
                heard: list[tuple[float, Event]] = []
                began, cpu = time.perf_counter(), time.process_time()
                written, at_disk = disk.seconds, 0.0
                async for event in call.say(line):
                    heard.append((time.perf_counter(), event))
                    if isinstance(event, Decided):
                        at_disk = disk.seconds - written
                found["events"] += [type(e).__name__ for _, e in heard]
                if len(server.requests) == asked:
                    continue
                request = server.requests[asked]
                found["wire"].append(1000 * (request.at - began))
                found["wire_cpu"].append(1000 * (used[asked] - cpu))
                found["disk"].append(1000 * at_disk)
                found["screen"] += delays(server.sent[sent:], heard)
                found["prompts"].append([[m["role"], m["content"]] for m in request.messages])
                found["said"].append(sum(len(t.text) for t in call.transcript.turns))
        await client.aclose()
    return found


def delays(sent: Sequence[tuple[float, str]], heard: Sequence[tuple[float, Event]]) -> list[float]:
    """Milliseconds from each sentence's last word to its event."""
    text, ends = "", []
    for at, piece in sent:
        text += piece
        ends.append((len(text), at))
    found, cursor = [], 0
    for at, event in heard:
        if not isinstance(event, BuyerSaying):
            continue
        start = text.find(event.text, cursor)
        if start < 0:
            continue  # not the server's words: counted among the events
        cursor = start + len(event.text)
        last = next(moment for end, moment in ends if end >= cursor)
        found.append(1000 * (at - last))
    return found


def flat(prompt: Sequence[Sequence[str]]) -> str:
    """The prompt as one text, as a chat template lines it up."""
    return "".join(f"\n[{role}]\n{content}" for role, content in prompt)


def stable(prompts: Sequence[Sequence[Sequence[str]]]) -> list[float]:
    """For each turn from the third on: the share of its prompt that begins the prompt before, to the character."""
    shares = []
    for old, new in itertools.pairwise(prompts[1:]):
        before, now = flat(old), flat(new)
        common = next(
            (n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b),
            min(len(before), len(now)),
        )
        shares.append(common / len(now))
    return shares


def growth(prompts: Sequence[Sequence[Sequence[str]]], said: Sequence[int]) -> tuple[int, int, float]:
    """Characters of the first prompt and of the last, and what is added for each character that was said."""
    first, last = len(flat(prompts[0])), len(flat(prompts[-1]))
    return first, last, (last - first) / (said[-1] - said[0])


# -- many calls at once ----------------------------------------------------------------------------------


class Disk:
    """A recorder that takes down how long recording took."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.seconds = 0.0

    def append(self, events: Sequence[Event]) -> None:
        began = time.perf_counter()
        self._recorder.append(events)
        self.seconds += time.perf_counter() - began


class TimedServer(FakeServer):
    """Takes down how long each reply was its own work."""

    def __init__(self) -> None:
        super().__init__(slow)
        self.took: dict[str, float] = {}

    async def _stream(self, writer: asyncio.StreamWriter, request: Request, reply: Reply) -> None:
        await super()._stream(writer, request, reply)
        self.took[request.body["user"]] = time.perf_counter() - request.at


def serve(pipe: Connection) -> None:
    """A fake server in a process of its own, until told to tell its times."""

    async def run() -> None:
        async with TimedServer() as server:
            pipe.send(server.url)
            await asyncio.to_thread(pipe.recv)
            pipe.send(server.took)

    asyncio.run(run())


async def crowd(url: str, calls: int, turns: int, spread: float) -> dict[str, Any]:
    """``calls`` calls at once. Gives seconds of each turn by call and turn, and what went wrong."""
    scenario = load_scenario("competitor-price")
    lines = rep("competitor-price")[:turns]
    took: dict[str, float] = {}
    kinds: Counter[str] = Counter()
    errors: list[str] = []
    waiting = asyncio.Barrier(calls)
    chance = random.Random(0)
    at_once = most = 0

    async def one(number: int) -> None:
        nonlocal at_once, most
        # Each request carries its name, so that the server's time can be laid beside ours.
        mark: dict[str, Any] = {}
        client = Client(Profile(model=MODEL, base_url=url, extra_body=mark), memory=shared.memory)
        client._shared = shared._shared
        call = Call(scenario, seed=number, buyer=ModelBuyer.for_scenario(client, scenario))
        async for _ in call.start():
            pass
        for n, line in enumerate(lines):
            await waiting.wait()
            await asyncio.sleep(chance.random() * spread)
            mark["user"] = f"{number}.{n}"
            at_once += 1
            most = max(most, at_once)
            began = time.perf_counter()
            try:
                async for event in call.say(line):
                    kinds[type(event).__name__] += 1
                took[mark["user"]] = time.perf_counter() - began
            except Exception as error:  # noqa: BLE001 - a benchmark counts what goes wrong
                errors.append(repr(error))
            at_once -= 1

    shared = speaker(url)
    for thread in (warm(shared.profile), ready_to_read()):
        await asyncio.to_thread(thread.join)
    cpu = time.process_time()
    await asyncio.gather(*(one(n) for n in range(calls)))
    await shared.aclose()
    return {
        "took": took, "errors": errors, "kinds": kinds, "most": most,
        "cpu": 1000 * (time.process_time() - cpu) / (calls * len(lines)),
    }  # fmt: skip


def many(calls: int, turns: int, spread: float) -> bool:
    """Runs the crowd and prints its figures. True if the target is met."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    url = ours.recv()
    found = asyncio.run(crowd(url, calls, turns, spread))
    ours.send("enough")
    own: dict[str, float] = ours.recv()
    server.join(10)
    over = [1000 * (seconds - own[name]) for name, seconds in found["took"].items() if name in own]
    wrong = {kind: found["kinds"][kind] for kind in Problems if found["kinds"][kind]}
    print(
        f"{calls} calls of {turns} turns at once, Enter spread over {spread:g} s (up to {found['most']} in a reply):"
    )
    print(f"  overhead of a turn  {summary(over)}   {found['cpu']:.1f} ms processor a turn")
    print(
        f"  errors {len(found['errors'])} {found['errors'][:2] or ''}, events that should not be: {wrong or 'none'}"
    )
    return not found["errors"] and not wrong and at(over, 0.95) < OVERHEAD


# -- figures ---------------------------------------------------------------------------------------------


def at(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))]


def summary(values: Sequence[float]) -> str:
    return f"p50 {at(values, 0.5):6.1f} ms   p95 {at(values, 0.95):6.1f} ms   most {max(values):6.1f} ms   (n={len(values)})"


def child(scene: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(one_call(scene, Path(folder)))))


def main(argv: list[str] | None = None) -> int:
    """Prints the figures; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks model", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--processes", type=int, default=6, help="fresh processes, one call in each (default 6)"
    )
    parser.add_argument("--calls", type=int, default=200, help="calls at once (default 200)")
    parser.add_argument("--turns", type=int, default=2, help="turns of each of them (default 2)")
    parser.add_argument(
        "--spread", type=float, default=20.0, help="seconds over which they press Enter (default 20)"
    )
    parser.add_argument("--only", choices=("calls", "crowd"), help="one half only")
    parser.add_argument("--child", metavar="SCENE", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.child:
        child(options.child)
        return 0
    good = True
    if options.only != "crowd":
        good = single(options.processes)
    if options.only != "calls":
        good = many(options.calls, options.turns, options.spread) and good
    return 0 if good else 1


def single(processes: int) -> bool:
    """Runs the single calls and prints their figures. True if the targets are met."""
    results = []
    for number in range(processes):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", "model", "--child", SCENES[number % len(SCENES)]],
            check=True, capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
        results.append(json.loads(done.stdout))
    wire = [ms for r in results for ms in r["wire"]]
    cpu = [ms for r in results for ms in r["wire_cpu"]]
    disk = [ms for r in results for ms in r["disk"]]
    screen = [ms for r in results for ms in r["screen"]]
    kinds = Counter(kind for r in results for kind in r["events"])
    print(f"{processes} calls, each in a fresh process:")
    print(f"  say to wire         {summary(wire)}")
    print(f"    first turns       {', '.join(format(r['wire'][0], '.1f') for r in results)} ms")
    print(f"    without the disk  {summary([a - b for a, b in zip(wire, disk, strict=True)])}")
    print(f"    processor         {summary(cpu)}")
    print(f"  word to screen      {summary(screen)}")
    shares = [share for r in results for share in stable(r["prompts"])]
    print(
        f"  seen before         {min(shares):.1%} at least, {at(shares, 0.5):.1%} in the middle, from turn 3 on"
    )
    for scene, result in zip(SCENES, results, strict=False):
        first, last, each = growth(result["prompts"], result["said"])
        print(
            f"    {scene:<18}{first} characters at first, {last} at last: {each:.2f} for each that was said"
        )
    wrong = {kind: kinds[kind] for kind in Problems if kinds[kind]}
    print(f"  events that should not be: {wrong or 'none'}")
    return at(wire, 0.95) < TO_WIRE and at(screen, 0.95) < TO_SCREEN and min(shares) >= PREFIX and not wrong


if __name__ == "__main__":
    raise SystemExit(main())
