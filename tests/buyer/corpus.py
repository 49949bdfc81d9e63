"""The corpora of good and bad replies, and the situations they are said in.

``situations.jsonl``: a scenario, what has been said and told, and what was decided for the buyer's next turn.
``good.jsonl``: replies that do what was decided, in all moods. ``bad.jsonl``: replies that do not; ``bad`` is
the part that must not reach the rep, where it is not the whole reply.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from roleplay.buyer.guard_secrets import Secrets
from roleplay.buyer.guard_text import norm
from roleplay.dialogue.state import Move
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.dialogue.view import BuyerView, Direction, SpokenBeat
from roleplay.llm import Delta, Usage
from roleplay.scenario import load_scenario
from roleplay.scenario.model import Scenario

DATA = Path(__file__).parent / "data"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios" / "objections"


@cache
def scenario(name: str) -> Scenario:
    return load_scenario(SCENARIOS / f"{name}.yaml")


@cache
def secrets(name: str) -> Secrets:
    return Secrets.of(scenario(name))


@dataclass(frozen=True)
class Situation:
    """Where a reply is said."""

    id: str
    scenario: Scenario
    view: BuyerView
    direction: Direction
    secrets: Secrets
    told: tuple[str, ...]


@cache
def situations() -> dict[str, Situation]:
    found = {}
    for line in (DATA / "situations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]] = _situation(row)
    return found


def _situation(row: dict) -> Situation:
    story = scenario(row["scenario"])
    turns = tuple(Turn(Speaker(who), text) for who, text in row["turns"])
    beats = tuple(SpokenBeat(move=Move(m), text=text, own=own) for m, text, own in row["beats"])
    spoken = " ".join(t.text for t in turns if t.speaker is Speaker.BUYER)

    def as_said(lines: list[str]) -> str:
        return next((line for line in lines if line in spoken), lines[0])

    told = tuple(row.get("told", ()))
    view = BuyerView(
        name=story.buyer.name, role=story.buyer.role, company=story.buyer.company, persona=story.buyer.persona,
        speech=story.buyer.speech, product=story.product.name, language=story.language, trust="neutral",
        patience="neutral", told=tuple(as_said(story.facts[f].says) for f in told),
        against=tuple(as_said(story.objections[o].says) for o in row.get("against", ())), turns=turns,
    )  # fmt: skip
    words = sum(len(b.text.split()) for b in beats)
    direction = Direction(
        turn=len(turns) + 1,
        beats=beats,
        max_sentences=max(2, 1 + 2 * len(beats)),
        max_words=max(28, round(words * 1.7)),
    )
    return Situation(row["id"], story, view, direction, secrets(row["scenario"]), told)


@dataclass(frozen=True)
class Row:
    """One reply of a corpus."""

    line: int
    situation: str
    reply: str
    label: str
    """The kind of what is wrong, or the mood."""
    bad: str
    """What must not be shown."""
    held_out: bool = False
    """Whether it is kept from training, so that the figures on it are of replies that nobody has fitted."""

    @property
    def where(self) -> Situation:
        return situations()[self.situation]

    @property
    def id(self) -> str:
        return f"{self.line}-{self.label}-{self.situation}"


def rows(name: str) -> Iterator[Row]:
    for n, line in enumerate((DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        reply = row["reply"]
        label, held_out = row.get("kind") or row.get("mood"), row.get("held_out", False)
        yield Row(n, row["situation"], reply, label, row.get("bad", reply), held_out)


class Puppet:
    """Stands in for a client: says ``reply``, and ``again`` when it is asked for a repair."""

    model = "puppet"

    def __init__(self, reply: str, again: str | None = None) -> None:
        self.replies = [reply, reply if again is None else again]
        self.asked: list[list[dict[str, str]]] = []

    def stream(self, messages: list[dict[str, str]], **_: object) -> PuppetStream:
        self.asked.append([dict(m) for m in messages])
        return PuppetStream(self.replies[min(len(self.asked), 2) - 1])


class PuppetStream:
    finish_reason = "stop"
    usage = Usage("puppet", 0, 0)

    def __init__(self, text: str) -> None:
        self.text = text

    async def __aenter__(self) -> PuppetStream:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def aclose(self) -> None:
        pass

    async def __aiter__(self) -> AsyncIterator[Delta]:
        for n in range(0, len(self.text), 7):
            yield Delta(self.text[n : n + 7])


def shows(text: str, bad: str) -> bool:
    """Whether a shown text holds the bad part, or a whole sentence of it."""
    shown = norm(text)
    whole = norm(bad).strip()
    return len(whole) > 3 and whole in shown
