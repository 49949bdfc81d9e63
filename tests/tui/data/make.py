"""Makes the calls in this folder anew: ``python tests/tui/data/make.py``.

The pictures that tests compare are drawn from these files, so that a better tagger or another stock line
does not change every picture. Run it when events or scorecards get other fields.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from roleplay.call import Call
from roleplay.dialogue.events import Event
from roleplay.grader import grade
from roleplay.scenario import load_scenario
from roleplay.tui.desk import StoredCall
from roleplay.tui.exports import as_json

HERE = Path(__file__).parent
REPS = HERE.parent.parent / "reps" / "competitor-price"


async def held(rep: str, turns: int) -> Call:
    call = Call(load_scenario(HERE / "scene.yaml"), seed=7)
    said = [line for line in (REPS / rep).read_text(encoding="utf-8").splitlines() if line.strip()]
    _ = [event async for event in call.start()]
    for line in (said * 4)[:turns]:
        if call.ending is None:
            _ = [event async for event in call.say(line)]
    return call


def keep(call: Call, name: str) -> None:
    events: list[Event] = list(call.events)
    card = grade(call.transcript, scenario=call.scenario, events=events)
    stored = StoredCall(name, call.scenario, events, card, "")
    (HERE / f"{name}.json").write_text(as_json(stored), encoding="utf-8")


if __name__ == "__main__":
    keep(asyncio.run(held("strong.txt", 30)), "won")
    keep(asyncio.run(held("weak.txt", 30)), "lost")
    keep(asyncio.run(held("strong.txt", 4)), "middle")
