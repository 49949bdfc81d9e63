"""Lint rules on what the buyer says: as a person speaks, once, and only words that can be spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from roleplay.scenario.model import Scenario
from roleplay.scenario.rules import Hit, Line, buyer_lines
from roleplay.scenario.words import shown, stems, tokens

LONG: Final = 50
"""Words in one line. People on the other side say 10 words a turn in the middle, 26 at the long end."""
LONG_FOR_THE_TERSE: Final = 32
"""The same for a buyer who is said to speak briefly."""

_TERSE: Final = re.compile(
    r"\b(short sentences|short answers|few words|terse|clipped|brief(ly)?|curt|laconic|monosyll\w+|one word|rarely more than)\b",
    re.I,
)
_STAGE: Final = re.compile(
    r"\*[^*\s][^*]*\*|\((?:[a-z]+ing|[a-z]+s|pause|beat)\b[^)]{0,30}\)|\[(?:[a-z ]+)\]"
)
_HOLE: Final = re.compile(
    r"\{[^}]*\}|<[A-Za-z_ ]+>|\[(?:[A-Z][\w ]*)\]|\b(?:TODO|TBD|FIXME|XXX)\b|lorem ipsum", re.I
)
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def check(scenario: Scenario) -> Iterator[Hit]:
    """All rules of this module."""
    said = list(buyer_lines(scenario))
    yield from _same_twice(said)
    yield from _too_long(scenario, said)
    yield from _not_speech(scenario, said)
    yield from _split_at_comma(said)
    yield from _twin_questions(scenario)
    if not _TAG.match(scenario.language):
        yield Hit(
            "language-tag", ("language",), f"{shown(scenario.language)} is no language tag.", "Write en, en-GB, de, ..."
        )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _same_twice(said: list[Line]) -> Iterator[Hit]:
    first: dict[str, Line] = {}
    for line in said:
        plain = _plain(line.text)
        if plain.count(" ") < 2:
            continue  # a "Go on." may come twice, as it does with people
        if plain in first:
            where = ".".join(str(step) for step in first[plain].at[:-1])
            yield Hit(
                "same-line-twice", line.at, f"This line is the same as one in {where}.",
                "Say it another way: a buyer who repeats themselves sounds like a machine.",
            )  # fmt: skip
        else:
            first[plain] = line


def _too_long(scenario: Scenario, said: list[Line]) -> Iterator[Hit]:
    terse = _TERSE.search(f"{scenario.buyer.persona}\n{scenario.buyer.speech}")
    limit = LONG_FOR_THE_TERSE if terse else LONG
    for line in said:
        count = len(line.text.split())
        if count > limit:
            who = f"; you say of this buyer: {terse.group()!r}" if terse else ""
            yield Hit(
                "long-line", line.at, f"This line has {count} words; few people say more than {limit} at once{who}.",
                "Cut it, or make two facts of it.",
            )  # fmt: skip


def _not_speech(scenario: Scenario, said: list[Line]) -> Iterator[Hit]:
    names = {
        re.escape(n)
        for n in (scenario.buyer.name, scenario.buyer.name.split()[0], "buyer", "customer", "prospect")
    }
    label = re.compile(rf"(?:{'|'.join(sorted(names))})\s*:", re.I)
    for line in said:
        hole = _HOLE.search(line.text)
        stage = _STAGE.search(line.text)
        if label.match(line.text):
            yield Hit(
                "speaker-label", line.at, "This line starts with who speaks.", "Leave only the words said."
            )
        if hole is not None:
            yield Hit(
                "placeholder", line.at, f"{shown(hole.group(), 30)} would be said as it stands.", "Write the words themselves."
            )  # fmt: skip
        elif stage is not None:
            yield Hit(
                "stage-direction", line.at, f"{shown(stage.group(), 30)} would be said aloud.",
                "Put manner into persona and speech; leave only the words said.",
            )  # fmt: skip


def _split_at_comma(said: list[Line]) -> Iterator[Hit]:
    """``[We pay, when we can.]`` is two lines to YAML."""
    for before, line in pairwise(said):
        together = before.at[:-1] == line.at[:-1]
        if together and line.text[:1].islower() and before.text[-1:] not in ".!?…\"'”’":
            yield Hit(
                "split-at-comma", line.at, f"Is {shown(line.text, 30)!r} a line of its own? A comma in [...] starts a new one.",
                "Put each line in double quotes.",
            )  # fmt: skip


def _twin_questions(scenario: Scenario) -> Iterator[Hit]:
    first: dict[tuple[str, ...], str] = {}
    for name, fact in scenario.facts.items():
        for n, topic in enumerate(fact.asked_by):
            key = _topic(topic)
            at = ("facts", name, "asked_by", n)
            if key not in first:
                first[key] = name
            elif first[key] == name:
                yield Hit(
                    "asked-twice", at, f"{shown(topic, 40)!r} stands here twice.", "Put another way of asking in its place."
                )  # fmt: skip
            else:
                yield Hit(
                    "asked-alike", at,
                    f"Asking about {shown(topic, 40)!r} could mean {first[key]} as well: the two cannot be told apart.",
                    "Keep it with one of them, or make it more particular.",
                )  # fmt: skip


def _topic(topic: str) -> tuple[str, ...]:
    """What two ways of asking are compared by: words with meaning where there are two or more, else all words.
    One word alone is too little: "what is the work" is not "how would you know it works"."""
    carrying = sorted(set(stems(topic)))
    return (
        tuple(carrying)
        if len(carrying) > 1
        else tuple(w for w in tokens(topic) if w not in ("a", "an", "the"))
    )
