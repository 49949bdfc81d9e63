"""How long the store takes: opening, adding an event to a call, listing ten thousand calls."""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Prints the table. There is no limit to fail: the figures are for comparing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks store", description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000, help="calls in the store (default 10,000)")
    parser.add_argument(
        "--folder", type=Path, help="where the database is made (default: the temporary folder)"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name, seconds in measure(Path(folder) / "roleplay.db", options.calls):
            ordered = sorted(seconds)
            p95 = ordered[int(0.95 * (len(ordered) - 1))]
            print(
                f"{name:<44} median {statistics.median(ordered) * 1000:>8.2f} ms   p95 {p95 * 1000:>8.2f} ms"
            )
    return 0


def measure(file: Path, calls: int) -> list[tuple[str, list[float]]]:
    from roleplay.dialogue.events import CallStarted, RepSpoke
    from roleplay.dialogue.state import State
    from roleplay.scenario import load_scenario
    from roleplay.store import Store

    results: list[tuple[str, list[float]]] = []

    def timed(name: str, times: int, action: Callable[[], object]) -> None:
        seconds = []
        for _ in range(times):
            begin = time.perf_counter()
            action()
            seconds.append(time.perf_counter() - begin)
        results.append((name, seconds))

    timed("open a folder that is empty", 1, lambda: Store.open(file).close())
    timed("open a database that is current", 20, lambda: Store.open(file).close())
    scenario = load_scenario("competitor-price")
    with Store.open(file) as store:
        _, recorder = store.new_call(scenario, seed=1)
        state = State(trust=40, patience=60, objections={})
        recorder.append([CallStarted(scenario="x", digest="d", seed=1, difficulty="medium", state=state)])
        turn = iter(range(1, 10**6))
        event = "What happens on your side when a truck stops on the road? " * 3
        timed(
            "add one event, on the disk when it returns",
            300,
            lambda: recorder.append([RepSpoke(turn=next(turn), text=event)]),
        )
        many_calls(file, calls)
        timed(f"list the newest 20 of {calls:,} calls", 20, lambda: store.calls(limit=20))
        timed(f"list all {calls:,} calls", 5, store.calls)
        timed("what the calls come to, by scene", 5, store.records)
    size = file.stat().st_size / 1e6
    print(f"{calls:,} calls, {size:.1f} MB, in {file.parent}")
    return results


def many_calls(file: Path, calls: int) -> None:
    """Repeats the one call in the list. Its events are not repeated: lists do not read them."""
    with sqlite3.connect(file) as database:
        names = [
            row[1]
            for row in database.execute("PRAGMA table_info(calls)")
            if row[1] not in ("number", "id", "scenario")
        ]
        database.execute(
            f"INSERT INTO calls (id, scenario, {', '.join(names)}) WITH RECURSIVE n(i) AS "
            f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            f"SELECT printf('c%08d', n.i), 'scene-' || (n.i % 50), {', '.join('calls.' + n for n in names)} FROM calls, n",
            (calls - 1,),
        )
    database.close()


if __name__ == "__main__":
    sys.exit(main())
