"""The app in a real pseudo-terminal: first paint, home, Enter to reply, key to screen, a long reply, memory.

Start-up is measured side by side with a bare Textual app (one line of text), in turns, so that a busy
machine slows both; the others are times from a key sent to the terminal to the text that comes back.
The store holds 10,000 calls and the library 1,000 scenes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.startup import installed_command
from benchmarks.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("hello from a bare app")
Bare().run()
"""
SCENES, CALLS = 1_000, 10_000
PAINT, USABLE = 1.6, 2.0
REPLY, KEY = 0.050, 0.030
CPU, MEMORY = 0.60, 150.0
QUESTION = "That is fair, and point {n} matters. What happens on your side when a truck stops for {n} days?"
# Signs that are nowhere else on the screen, so that what comes back is the key that was sent.
SIGNS = "ЖЩЮЯЭФЦЧШЪЫЬБГДИЛПЗЙжщюяэфцчшъыьбгдилпзй"


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; exit code 1 if something is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks app", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each program (default 9)")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        return child(options.child)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environ = surroundings(home)
        print(f"making {SCENES:,} scenes and {CALLS:,} calls ...", file=sys.stderr)
        early, late, long = prepare(home)
        over = starts(environ, options.rounds)
        over += replies(environ, early, late)
        over += stream(environ, late, long)
    return int(over > 0)


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which the app sees only what the benchmark has made."""
    (home / "settings.toml").write_text('pace = "off"\nfirst_run_done = true\n', encoding="utf-8")
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("ROLEPLAY_", "OPENAI_"))}
    return {
        **environ,
        "ROLEPLAY_CONFIG": str(home / "settings.toml"),
        "ROLEPLAY_DATA_DIR": str(home / "data"),
        "ROLEPLAY_CACHE_DIR": str(home / "cache"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


# What there is to measure with


def prepare(home: Path) -> tuple[str, str, str]:
    """Scenes and calls; returns the ids of a call at turn 1, one near turn 200 and one of 500 turns."""
    from benchmarks.store import many_calls
    from roleplay.scenario import Library, list_scenarios, load_scenario
    from roleplay.scenario.library import bundled_root
    from roleplay.store import Store

    source = next(bundled_root().glob("*/competitor-price.yaml")).read_text(encoding="utf-8")
    for number in range(SCENES):
        folder = home / "data" / "scenarios" / f"pack-{number // 50:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        text = source.replace("id: competitor-price", f"id: scene-{number:04d}", 1)
        (folder / f"scene-{number:04d}.yaml").write_text(text, encoding="utf-8")
    list_scenarios(Library(user=home / "data" / "scenarios", cache=home / "cache" / "scenarios.json"))
    scenario = load_scenario("competitor-price").model_copy(update={"turn_limit": 200, "outcomes": {}})
    file = home / "data" / "roleplay.db"
    with Store.open(file) as store:
        ended = asyncio.run(_held(store, scenario, 3, hang_up=True))
    many_calls(file, CALLS)
    with Store.open(file) as store:
        late = asyncio.run(_held(store, scenario, 160))
        long = asyncio.run(_held(store, scenario, 250))
        early = asyncio.run(_held(store, scenario, 1))
    assert ended
    return early, late, long


async def _held(store: object, scenario: object, turns: int, *, hang_up: bool = False) -> str:
    """A call of so many turns of the rep in the store, with a buyer who stays."""
    from roleplay.call import Call
    from roleplay.scenario.model import Scenario
    from roleplay.store import Store

    assert isinstance(store, Store)
    assert isinstance(scenario, Scenario)
    call_id, recorder = store.new_call(scenario, seed=turns)
    endless = scenario.model_copy(update={"turn_limit": 10_000})
    call = Call(endless, seed=turns, call_id=call_id)
    for number in range(1, turns + 1):
        _ = [event async for event in call.say(QUESTION.format(n=number))]
    if hang_up:
        _ = [event async for event in call.hang_up()]
    recorder.append(call.events)
    return call_id


# Starting


def starts(environ: dict[str, str], rounds: int) -> int:
    """First paint and home, against the bare app. Returns how many limits are broken."""
    from roleplay.scenario.library import bundled_root

    bare: list[float] = []
    paint: list[float] = []
    usable: list[float] = []
    library: list[float] = []
    scenes = SCENES + sum(
        file.name != "pack.yaml"
        for file in bundled_root().glob("*/*.yaml")
        if file.parent.name not in ("rubrics", "schema")
    )
    with Terminal(installed_command(), environ) as once:
        # The first start reads the calls and remembers what home shows; as after any day of practice.
        once.wait_for("Last calls")
        once.drain()
    for _ in range(rounds):
        with Terminal([sys.executable, "-c", BARE], environ) as terminal:
            bare.append(terminal.wait_for("hello from a bare app") - terminal.began)
        with Terminal(installed_command(), environ) as terminal:
            paint.append(terminal.wait_for("Today") - terminal.began)
            usable.append(terminal.wait_for("Last calls") - terminal.began)
            terminal.drain(0.5)
            mark = terminal.send("l")
            begin = time.perf_counter()
            library.append(terminal.wait_for(f"{scenes:,} scenes", since=mark) - begin)
    base = statistics.median(bare)
    print(f"{'start-up, median of ' + str(rounds):<44} {'time':>9} {'x bare':>7} {'limit':>7}")
    print(f"{'a bare Textual app':<44} {base * 1000:>6.0f} ms")
    over = 0
    for name, values, limit in (("first paint", paint, PAINT), ("home usable", usable, USABLE)):
        median = statistics.median(values)
        over += _line(name, median, f"{median / base:>7.2f}", f"{limit:g}", median / base > limit)
    _line("l: a thousand scenes listed", statistics.median(library), "", "", False)
    return over


def _line(name: str, seconds: float, middle: str, limit: str, broken: bool) -> int:
    verdict = ("  over" if broken else "  ok") if limit else ""
    print(f"{name:<44} {seconds * 1000:>6.1f} ms {middle:>7} {limit:>7}{verdict}")
    return int(broken)


# Talking


def replies(environ: dict[str, str], early: str, late: str) -> int:
    """Enter to the scripted reply on the screen, early and late in a call."""
    print(f"\n{'Enter to the scripted reply':<44} {'p95':>9} {'median':>7} {'limit':>7}")
    over = 0
    for name, call_id, first, count in (("turn 2 to 31", early, 2, 30), ("turn 161 to 190", late, 161, 30)):
        with Terminal([*installed_command(), "calls", "resume", call_id], environ) as terminal:
            terminal.wait_for("turns left")
            terminal.drain(0.5)
            times = []
            for number in range(first, first + count):
                terminal.send(QUESTION.format(n=number))
                terminal.drain(0.15)
                mark = terminal.send("\r")
                begin = time.perf_counter()
                # The line at the top counts the rep's turns with the reply.
                terminal.wait_for("Dana", since=mark, seconds=10)
                times.append(time.perf_counter() - begin)
                terminal.drain(0.1)
        p95 = _p95(times)
        over += _line(name, p95, f"{statistics.median(times) * 1000:>7.1f}", "50 ms", p95 > REPLY)
    return over


def stream(environ: dict[str, str], late: str, long: str) -> int:
    """A reply of 1,000 words at 500 a second in a call at turn 200: keys, processor, memory."""
    print(f"\n{'while a reply of 1,000 words streams, turn 161':<44} {'p95':>9} {'median':>7} {'limit':>7}")
    me = [sys.executable, "-m", "benchmarks", "app", "--child", late]
    over = 0
    with Terminal(me, environ, columns=120, rows=40) as terminal:
        terminal.wait_for("turns left")
        terminal.drain(0.5)
        terminal.send("And how did that come about?")
        terminal.drain(0.2)
        mark = terminal.send("\r")
        terminal.wait_for("word", since=mark)
        begin, cpu = time.perf_counter(), terminal.cpu_seconds()
        times = []
        for number, sign in enumerate(SIGNS[:24]):
            mark = terminal.send(sign)
            pressed = time.perf_counter()
            terminal.wait_for(sign, since=mark, seconds=5)
            times.append(time.perf_counter() - pressed)
            # Uneven, as fingers are: keys in step with the frames would all meet the same moment of one.
            _listen(terminal, 0.03 + 0.04 * (number * 0.618 % 1))
        terminal.wait_for("thousandth", seconds=30)
        took = time.perf_counter() - begin
        share = (terminal.cpu_seconds() - cpu) / took
        p95 = _p95(times)
        over += _line("key to screen", p95, f"{statistics.median(times) * 1000:>7.1f}", "30 ms", p95 > KEY)
        over += share > CPU
        print(
            f"{'processor, share of a core':<44} {share:>8.0%} {'':>7} {CPU:>7.0%}{'  over' if share > CPU else '  ok'}"
        )
        print(f"{'from the first word to the last':<44} {took:>7.2f} s   (2 s of it is the model's)")
    with Terminal([*installed_command(), "calls", "resume", long], environ) as terminal:
        terminal.wait_for("turns left")
        terminal.drain(0.5)
        memory = terminal.megabytes()
    over += memory > MEMORY
    print(
        f"{'memory, a call of 500 turns':<44} {memory:>6.0f} MB {'':>7} {MEMORY:>4.0f} MB{'  over' if memory > MEMORY else '  ok'}"
    )
    return over


def _listen(terminal: Terminal, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        terminal.read(left)


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


# The app with a buyer who talks and talks


def child(call_id: str) -> int:
    """Runs in the pseudo-terminal: the app, resumed, with a voice of 1,000 words at 500 a second, in sentences of ten, as the guard lets them through."""
    from collections.abc import AsyncIterator

    from roleplay.dialogue.events import BuyerSaying, Event
    from roleplay.dialogue.view import BuyerView, Direction
    from roleplay.tui.app import RoleplayApp, Wanted
    from roleplay.tui.desk import LiveCall
    from roleplay.tui.peek import peek
    from roleplay.tui.work import WorkDesk

    class Talker:
        voice = "model"

        async def say(self, view: BuyerView, direction: Direction) -> AsyncIterator[Event]:
            began, said = time.perf_counter(), 0
            while said < 1000:
                due = min(int((time.perf_counter() - began) * 500) + 1, 1000)
                while said + 10 <= due or (said < due and due == 1000):
                    count = min(10, 1000 - said)
                    said += count
                    last = "thousandth." if said >= 1000 else "word"
                    yield BuyerSaying(turn=direction.turn, text=" ".join(["word"] * (count - 1) + [last]))
                await asyncio.sleep(0.005)

    class Desk(WorkDesk):
        def resume(self, call_id: str) -> LiveCall:
            live = super().resume(call_id)
            live.call.buyer = Talker()  # type: ignore[assignment]
            live.voice = "model"
            return live

    first = peek()
    RoleplayApp(Desk(remembered=first.remembered), first, wanted=Wanted(resume=call_id)).run()
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
