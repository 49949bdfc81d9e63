from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).parents[1] / "helpers" / "killed_calls.py"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_nothing_taken_or_shown_is_lost_by_kill_9_at_100_random_moments_and_resume_goes_on(
    tmp_path: Path,
) -> None:
    command = [sys.executable, str(DRIVER), str(tmp_path), "100", "20261121"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    reached = report["reached"]
    assert len(reached) == 100
    # The moments were spread over the whole call, from before its first event to after its last.
    cut_short = [n for n in reached if 0 < n < report["events"]]
    assert len(cut_short) >= 60, report
    assert len(set(cut_short)) >= 10, report
