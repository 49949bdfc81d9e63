"""How long ``roleplay --version`` and ``--help`` take, against ``python -c pass``, side by side in one run.

The limit: 4 times Python's own start plus 60 ms, on the same machine. Each command is timed many times,
in turns with the others so that a busy moment hits them all alike, and the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

FACTOR = 4.0
EXTRA_SECONDS = 0.060


def installed_command() -> list[str]:
    """The ``roleplay`` command beside this Python, else the module."""
    script = Path(sysconfig.get_path("scripts")) / "roleplay"
    found = shutil.which(str(script))
    return [found] if found else [sys.executable, "-m", "roleplay"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - begin


def measure(rounds: int) -> dict[str, list[float]]:
    """Wall times in seconds by command, ``python -c pass`` first."""
    roleplay = installed_command()
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "roleplay --version": [*roleplay, "--version"],
        "roleplay --help": [*roleplay, "--help"],
    }
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "ROLEPLAY_DATA_DIR": home}
        for command in commands.values():
            seconds(command, environment)  # the first run compiles and warms the disk cache
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    return times


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; exit code 1 if a command is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="runs of each command (default 20)")
    rounds = max(3, parser.parse_args(arguments).rounds)
    times = measure(rounds)
    base = statistics.median(times["python -c pass"])
    limit = FACTOR * base + EXTRA_SECONDS
    print(f"{'command':<20} {'median':>9} {'worst':>9} {'limit':>9}")
    failed = False
    for name, values in times.items():
        median = statistics.median(values)
        mine = name != "python -c pass"
        shown = f"{limit * 1000:>6.0f} ms" if mine else ""
        verdict = ("  over" if median > limit else "  ok") if mine else ""
        failed = failed or (mine and median > limit)
        print(f"{name:<20} {median * 1000:>6.0f} ms {max(values) * 1000:>6.0f} ms {shown:>9}{verdict}")
    print(
        f"{rounds} runs each; the limit is {FACTOR:g} times python -c pass plus {EXTRA_SECONDS * 1000:.0f} ms"
    )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
