"""Plays calls in line mode, kills each at a random moment with SIGKILL, and looks at what is left.

    python killed_calls.py DATA_DIR ROUNDS SEED

Each call runs in a process of its own, forked from this one so that nothing has to be imported a hundred
times, with real pipes and a real database file. After each kill: every turn of the rep that the program had
shown as taken, and every turn of the buyer that it had shown, has to be in the store; what is stored has to be
the beginning of what an undisturbed call stores; and the call, resumed and played to its end, has to come to
the same words. Prints one line of JSON: how far each call had come when it was killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import selectors
import signal
import sys
import time
from pathlib import Path
from typing import Any

SCENARIO = "competitor-price"
BUYER = "Dana Reyes"
STDERR = "stderr.txt"
"""In the data folder: what the last process said there."""
REP = [
    "What stood out to you in the quote?",
    "A gap like that would make me stop too. What's in their offer, as far as they've told you?",
    "So it's less than it looks. What happens on your side when a truck stops on the road?",
    "That's a hard quarter. What's behind the focus on price right now?",
    "Does that put it in a different light, or is something still off?",
    "Could we take thirty minutes on Thursday with your CFO and look at the numbers?",
    "What went wrong the last time you switched?",
]


def start(arguments: list[str]) -> tuple[int, int, int]:
    """Forks a process that runs the command line. Returns its pid, its stdin and its stdout."""
    child_in, to_child = os.pipe()
    from_child, child_out = os.pipe()
    pid = os.fork()
    if pid:
        os.close(child_in)
        os.close(child_out)
        return pid, to_child, from_child
    os.close(to_child)
    os.close(from_child)
    os.dup2(child_in, 0)
    os.dup2(child_out, 1)
    # What it says on stderr is kept: the last thing that is looked at when something goes wrong.
    os.dup2(os.open(STDERR, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.stdin, sys.stdout = os.fdopen(0, "r", encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8")
    from roleplay.cli import run

    code = run(arguments)
    sys.stdout.flush()
    os._exit(code)


def talk(
    arguments: list[str], lines: list[str], kill: tuple[int, float] | None
) -> tuple[str, int, list[float]]:
    """Says the next line whenever the buyer has spoken. ``kill``: kills the process so many seconds after the
    buyer has spoken so many times. Returns what the process had shown, how it ended, and after how many
    seconds the buyer spoke each time."""
    pid, to_child, from_child = start(arguments)
    begin = time.perf_counter()
    deadline = begin + kill[1] if kill and kill[0] == 0 else None
    shown, left = b"", list(lines)
    seen: list[float] = []
    with selectors.DefaultSelector() as wait:
        wait.register(from_child, selectors.EVENT_READ)
        while True:
            if not wait.select(None if deadline is None else max(0.0, deadline - time.perf_counter())):
                os.kill(pid, signal.SIGKILL)
                deadline = kill = None
                continue
            piece = os.read(from_child, 65536)
            if not piece:
                break
            shown += piece
            spoken = shown.count(f"\n{BUYER}: ".encode())
            if spoken > len(seen):
                now = time.perf_counter()
                seen += [now - begin] * (spoken - len(seen))
                if kill and deadline is None and spoken >= kill[0]:
                    deadline = now + kill[1]
                with contextlib.suppress(BrokenPipeError):  # it has ended, or was killed, in the meantime
                    os.write(to_child, ((left.pop(0) if left else "/end") + "\n").encode())
    _, status = os.waitpid(pid, 0)
    os.close(to_child)
    os.close(from_child)
    return shown.decode(), status, seen


def spoken_in(shown: str) -> list[tuple[str, str]]:
    """The turns that were shown, whole or in part: speaker and words."""
    found = []
    _, opening, call = shown.partition(f"\n{BUYER}: ")  # before it stands the brief
    for line in (opening + call).split("\n"):
        for name in ("You", BUYER):
            if line.startswith(f"{name}: "):
                found.append(("rep" if name == "You" else "buyer", line.removeprefix(f"{name}: ")))
    return found


def stored(store_file: Path, call_id: str) -> tuple[list[tuple[str, str]], list[Any]]:
    """The turns and the events of a call in the database, without the time that had passed."""
    from roleplay.store import Store

    with Store.open(store_file) as store:
        events = [e.model_dump(mode="json") | {"elapsed": 0} for e in store.events(call_id)]
    turns = [
        (e["type"].removesuffix("_spoke"), e["text"])
        for e in events
        if e["type"] in ("rep_spoke", "buyer_spoke")
    ]
    return turns, events


def ids(store_file: Path) -> list[str]:
    from roleplay.store import Store

    with Store.open(store_file) as store:
        return [c.id for c in store.calls()]


def main(folder: Path, rounds: int, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    os.environ["ROLEPLAY_DATA_DIR"] = str(folder)
    file = folder / "roleplay.db"
    play = ["play", SCENARIO, "--plain", "--seed", "1", "--judge", "none", "--voice", "scripted"]
    preload()
    talk(play, REP, None)
    shown, status, spoke = talk(play, REP, None)
    assert status == 0, shown + Path(STDERR).read_text()
    all_turns, all_events = stored(file, ids(file)[0])
    assert spoken_in(shown) == all_turns, "line by line, everything is shown that is stored"
    assert len(all_turns) >= 2 * len(REP), "the undisturbed call is long enough to be worth killing"
    chance = random.Random(seed)
    reached = []
    for number in range(rounds):
        before = set(ids(file))
        turn = chance.randrange(len(spoke))
        pause = spoke[turn] - (spoke[turn - 1] if turn else 0.0)
        shown, status, _ = talk(play, REP, (turn, chance.uniform(0, 1.1 * pause)))
        fresh = [i for i in ids(file) if i not in before]
        turns, events = stored(file, fresh[0]) if fresh else ([], [])
        for got, (speaker, words) in enumerate(spoken_in(shown)):
            there = turns[got] if got < len(turns) else ("", "")
            assert there[0] == speaker, (number, got, words, turns)
            assert there[1].startswith(words), (number, got, words, turns)
        assert events == all_events[: len(events)], f"round {number}: stored something else"
        reached.append(len(events))
        if 0 < len(events) < len(all_events):
            rest = REP[sum(speaker == "rep" for speaker, _ in turns) :]
            resume = ["calls", "resume", fresh[0], "--plain"]
            again, status, _ = talk(resume, rest, None)
            assert status == 0, again + Path(STDERR).read_text()
            assert stored(file, fresh[0])[0] == all_turns, f"round {number}: resumed to something else"
    print(json.dumps({"events": len(all_events), "reached": reached}))


def preload() -> None:
    """Everything that a call needs, so that the forked ones begin at once."""
    from roleplay import voices  # noqa: F401
    from roleplay.call import Call
    from roleplay.cli import calls, lines, play, results, root, session  # noqa: F401
    from roleplay.coach import body, debrief  # noqa: F401
    from roleplay.grader import grade
    from roleplay.scenario import load_scenario
    from roleplay.settings import load_settings
    from roleplay.store import Store  # noqa: F401

    load_settings()
    call = Call(load_scenario(SCENARIO))
    grade(call.transcript, scenario=call.scenario)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
