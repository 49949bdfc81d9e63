"""What to practise today, and why: one call out of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FIRST = "first-call"
"""The scenario made for somebody who has never been here."""
_ORDER = {"easy": 0, "medium": 1, "hard": 2}


class Candidate(Protocol):
    """A scenario that could be practised: what the library's cards have."""

    @property
    def ref(self) -> str: ...
    @property
    def difficulty(self) -> str: ...
    @property
    def skills(self) -> tuple[str, ...]: ...
    @property
    def error(self) -> str | None: ...


class Held(Protocol):
    """A call that was held, newest first in the lists here."""

    @property
    def scenario(self) -> str: ...
    @property
    def score(self) -> float | None: ...
    @property
    def passed(self) -> bool | None: ...
    @property
    def result(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    ref: str
    why: str


def suggest(scenes: Sequence[Candidate], held: Sequence[Held]) -> Suggestion | None:
    """One scenario and the reason in a sentence; ``None`` where the library is empty.

    In this order: the one made for a first call, else the easiest; the last call once more if it was not passed (at most
    three times in a row); one that trains the same as the last failed one; the easiest untried one; the
    one passed with the lowest score.
    """
    playable = [scene for scene in scenes if scene.error is None]
    if not playable:
        return None
    by_id = {scene.ref.rpartition("/")[2]: scene for scene in playable}
    done = [call for call in held if call.result is not None]
    easiest = sorted(playable, key=lambda s: _ORDER.get(s.difficulty, 1))
    if not done:
        first = by_id.get(FIRST, easiest[0])
        return Suggestion(first.ref, "A good one to begin with.")

    last = done[0]
    row = next((n for n, call in enumerate(done) if call.scenario != last.scenario), len(done))
    tried = {call.scenario for call in done}
    fresh = [scene for scene in easiest if scene.ref.rpartition("/")[2] not in tried]
    if last.passed is False and last.scenario in by_id:
        if row < 3:
            return Suggestion(by_id[last.scenario].ref, _again(last))
        skills = set(by_id[last.scenario].skills)
        kin = [scene for scene in fresh if skills & set(scene.skills)]
        if kin:
            shared = sorted(skills & set(kin[0].skills))[0].replace("-", " ")
            return Suggestion(
                kin[0].ref, f"Three tries in a row are enough: the same skill ({shared}), another buyer."
            )
    if fresh:
        return Suggestion(fresh[0].ref, "You have not met this buyer yet.")
    best: dict[str, float] = {}
    for call in done:
        if call.scenario in by_id and call.score is not None:
            best[call.scenario] = max(best.get(call.scenario, 0.0), call.score)
    if best:
        weakest = min(best, key=lambda ref: best[ref])
        return Suggestion(by_id[weakest].ref, f"Your lowest best score so far: {best[weakest]:.0f}.")
    return Suggestion(easiest[0].ref, "A good one to warm up with.")


def _again(last: Held) -> str:
    if last.result == "won":
        return "You won it, but not by the score you need. Once more."
    if last.score is not None:
        return f"Last time it ended {last.result} with {last.score:.0f} points. Once more, while it is fresh."
    return "The last one was not passed. Once more, while it is fresh."
