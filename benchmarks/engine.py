"""How many scripted calls of ten turns one core plays and grades in a second, engine only.

``python -m benchmarks engine``. The scenario is loaded once, as a front end does; each call is tagged,
decided, put into words and graded. Target: at least 100 a second.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from roleplay.call import Call
from roleplay.grader import grade
from roleplay.scenario import load_scenario

SCENARIO = Path(__file__).parent.parent / "scenarios" / "objections" / "competitor-price.yaml"
REP = Path(__file__).parent.parent / "tests" / "reps" / "competitor-price" / "strong.txt"
TARGET = 100.0


async def play(seed: int, lines: list[str], graded: bool = True) -> int:
    """Plays one call and grades it; returns the number of its events."""
    scenario = load_scenario(SCENARIO) if seed < 0 else _scenario()
    call = Call(scenario, seed=seed)
    for line in lines:
        if call.ending is not None:
            break
        async for _ in call.say(line):
            pass
    if call.ending is None:
        async for _ in call.hang_up():
            pass
    if graded:
        grade(call.transcript, scenario=scenario, events=call.events)
    return len(call.events)


_loaded: list[object] = []


def _scenario():  # type: ignore[no-untyped-def]
    if not _loaded:
        _loaded.append(load_scenario(SCENARIO))
    return _loaded[0]


def main() -> int:
    """Prints the figures; 1 if the target is missed."""
    lines = REP.read_text(encoding="utf-8").splitlines()[:10]
    asyncio.run(play(0, lines))
    rates = {}
    for graded in (False, True):
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < 4:
            asyncio.run(play(count, lines, graded))
            count += 1
        rates[graded] = count / (time.perf_counter() - began)
    print(
        f"calls of {len(lines)} rep turns a second, one core: {rates[False]:.0f} played, {rates[True]:.0f} played and graded"
    )
    print(f"target: {TARGET:.0f} played and graded")
    return 0 if rates[True] >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
