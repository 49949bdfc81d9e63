"""What the engine costs: whole calls a second, and one turn early and late in a long call.

``python -m benchmarks engine``. Time is processor time, so that a busy machine does not count. Targets: at least 100 scripted calls of ten turns a second on one core,
played and graded (the scenario is loaded once, as a front end does); a turn at 200 no dearer than a
reply may be (50 ms from Enter to screen, of which this is the engine's part).
"""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from roleplay.call import Call
from roleplay.grader import grade
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario
from roleplay.tagger import _read

ROOT = Path(__file__).parent.parent
SCENARIO = ROOT / "scenarios" / "objections" / "competitor-price.yaml"
REP = ROOT / "tests" / "reps" / "competitor-price" / "strong.txt"
TARGET = 100.0
SECONDS = 5.0


async def play(scenario: Scenario, seed: int, lines: list[str], *, graded: bool) -> None:
    """Plays one call, and grades it if asked to."""
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


def rate(scenario: Scenario, lines: list[str], *, graded: bool, fresh: bool) -> float:
    """Calls a second. ``fresh``: no turn has been read before, as for a rep who types; otherwise the same rep
    plays again and again under other seeds, as when a scene is tried out."""

    async def many() -> float:
        count, began = 0, time.process_time()
        while time.process_time() - began < SECONDS:
            if fresh:
                _read.cache_clear()
            await play(scenario, count, lines, graded=graded)
            count += 1
        return count / (time.process_time() - began)

    return asyncio.run(many())


async def turn_times(scenario: Scenario, at: tuple[int, ...], repeats: int = 15) -> dict[int, float]:
    """Median milliseconds of a turn at each position, in calls whose buyer never runs out of patience."""
    patient = scenario.model_copy(update={"turn_limit": 10_000, "outcomes": {}})
    found: dict[int, list[float]] = {n: [] for n in at}
    for seed in range(repeats):
        call = Call(patient, seed=seed)
        for n in range(1, max(at) + 1):
            began = time.process_time()
            text = f"That is fair, and number {n} matters. What happens on your side when a truck stops for {n} days?"
            async for _ in call.say(text):
                pass
            if n in found:
                found[n].append(1000 * (time.process_time() - began))
            if call.ending is not None:
                break
            call._state = call.state.model_copy(update={"patience": 90.0, "trust": 50.0})
    return {n: statistics.median(times) for n, times in found.items() if times}


def main(argv: list[str] | None = None) -> int:
    """Prints the figures; 1 if a target is missed."""
    scenario = load_scenario(SCENARIO)
    lines = REP.read_text(encoding="utf-8").splitlines()[:10]
    asyncio.run(play(scenario, 0, lines, graded=True))
    print(
        f"calls of {len(lines)} rep turns a second of processor time (target: {TARGET:.0f} played and graded)"
    )
    for fresh, what in ((True, "every turn read anew"), (False, "the same rep under other seeds")):
        played = rate(scenario, lines, graded=False, fresh=fresh)
        graded = rate(scenario, lines, graded=True, fresh=fresh)
        print(f"  {what}: {played:.0f} played, {graded:.0f} played and graded")
    for n, milliseconds in asyncio.run(turn_times(scenario, (2, 200))).items():
        print(f"turn {n}: {milliseconds:.1f} ms in the engine (median)")
    return 0 if graded >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
