"""The same call gives the same bytes in another process too, whatever order its sets come in."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

SCRIPT = """
import hashlib, sys
sys.path.insert(0, "tests/grader")
from conftest import play, rep_lines, OBJECTIONS
from roleplay.grader import grade
from roleplay.report import build_scene, scorecard_html
from roleplay.scenario import load_scenario
out = b""
for name in ("good", "feature_dump"):
    scenario = load_scenario(OBJECTIONS / "burnt-before.yaml")
    call = play(scenario, rep_lines("burnt-before", name))
    for card in (grade(call.transcript, scenario=scenario, events=call.events), grade(call.transcript)):
        out += card.model_dump_json().encode()
        out += scorecard_html(build_scene(card, call.transcript, scenario=scenario, events=call.events)).encode()
print(hashlib.sha256(out).hexdigest())
"""


def digest(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout.strip()


def test_the_same_call_gives_the_same_bytes_in_another_process() -> None:
    first = digest("1")
    assert len(first) == len(hashlib.sha256().hexdigest())
    assert first == digest("2")
