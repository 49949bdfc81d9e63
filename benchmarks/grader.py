"""How fast calls are graded: ``python -m benchmarks.grader [--json]``.

Three figures, all offline and on one core: 20-turn practice calls a second (graded from their events, as
after every call), 20-turn transcripts a second (every rep turn is tagged as well), and one transcript of
5,000 turns (seconds, and the most memory that the process has needed). Each call is graded once and every
turn differs from call to call, so that nothing comes out of a cache. Time is CPU time. It is also checked
that the same call gives the same bytes twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from roleplay.call import Call
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader import grade
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario

ROOT = Path(__file__).resolve().parent.parent
TURNS = 20
GOALS = {"practice_calls_per_second": 200.0, "long_seconds": 3.0, "long_megabytes": 300.0}


def played(scenario: Scenario, lines: Sequence[str], seed: int) -> Call:
    """A call to its end, or until the lines are used up."""

    async def run() -> Call:
        call = Call(scenario, seed=seed)
        async for _ in call.start():
            pass
        for line in lines:
            if call.ending is not None:
                break
            async for _ in call.say(line):
                pass
        return call

    return asyncio.run(run())


def own_words(line: str, mark: str) -> str:
    """The line with a word that stands in no other call."""
    return f"{line[:-1]} {mark}{line[-1]}" if line.endswith((".", "?", "!")) else f"{line} {mark}"


def material(count: int) -> list[tuple[Scenario, Call]]:
    """Calls of about twenty turns: the practice reps, with words of their own in every turn."""
    out: list[tuple[Scenario, Call]] = []
    reps = sorted((ROOT / "tests" / "reps").glob("*/*.txt"))
    seed = 0
    while len(out) < count:
        for file in reps:
            scenario = load_scenario(ROOT / "scenarios" / "objections" / f"{file.parent.name}.yaml")
            lines = file.read_text(encoding="utf-8").splitlines()
            call = played(scenario, [own_words(x, f"Nox{seed}q{n}") for n, x in enumerate(lines)], seed)
            seed += 1
            if len(call.transcript.turns) >= 15 and len(out) < count:
                out.append((scenario, call))
    return out


def long_transcript(calls: Sequence[tuple[Scenario, Call]], turns: int) -> Transcript:
    """One transcript of ``turns`` turns, made of many calls, timed like speech."""
    out: list[Turn] = []
    at = 0.0
    k = 0
    while len(out) < turns:
        for turn in calls[k % len(calls)][1].transcript.turns:
            text = own_words(turn.text, f"Z{len(out)}") if turn.text else turn.text
            out.append(Turn(turn.speaker, text, at, at + len(text) / 15))
            at += len(text) / 15 + 0.3
        k += 1
    return Transcript(tuple(out[:turns]))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grader", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--calls", type=int, default=60, help="how many calls to grade")
    options = parser.parse_args(argv)
    calls = material(options.calls + 2)
    for scenario, call in calls[:2]:  # whatever is loaded on first use
        grade(call.transcript, scenario=scenario, events=call.events)
        grade(call.transcript)
    figures: dict[str, float | bool] = {}
    scale = sum(len(c.transcript.turns) for _, c in calls[2:]) / TURNS
    started = time.process_time()
    for scenario, call in calls[2:]:
        grade(call.transcript, scenario=scenario, events=call.events)
    figures["practice_calls_per_second"] = round(scale / (time.process_time() - started), 1)
    bare = [
        Transcript(tuple(Turn(t.speaker, t.text + " ") for t in c.transcript.turns)) for _, c in calls[2:]
    ]
    started = time.process_time()
    for transcript in bare:
        grade(transcript)
    figures["transcripts_per_second"] = round(scale / (time.process_time() - started), 1)
    long = long_transcript(calls, 5000)
    started = time.process_time()
    first = grade(long).model_dump_json()
    figures["long_seconds"] = round(time.process_time() - started, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures["long_megabytes"] = round(peak / (1024 if sys.platform != "darwin" else 1024 * 1024), 1)
    figures["rep_turns_of_5000"] = sum(t.speaker is Speaker.REP for t in long.turns)
    scenario, call = calls[0]
    pair = [grade(call.transcript, scenario=scenario, events=call.events).model_dump_json() for _ in range(2)]
    figures["same_bytes"] = pair[0] == pair[1] and first == grade(long).model_dump_json()
    if options.json:
        print(json.dumps(figures, indent=2))
        return 0
    for name, value in figures.items():
        goal = f"   (goal {GOALS[name]:g})" if name in GOALS else ""
        print(f"{name:<28}{value!s:>10}{goal}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
