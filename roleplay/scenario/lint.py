"""What is allowed and still goes wrong in play: facts nobody can earn, wins nobody can reach, lines that tell too much.

An *error* is a scene that cannot be played as it was meant; a *warning* is worth a look. The rules live in
``reach`` (what can happen at all), ``chances`` (what hardly will), ``lines`` (what the buyer says) and ``leaks`` (what is given away).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from roleplay.scenario import chances, leaks, lines, reach
from roleplay.scenario.files import read_text
from roleplay.scenario.load import load_file
from roleplay.scenario.model import Scenario
from roleplay.scenario.rules import Hit
from roleplay.scenario.words import shown, suggestion
from roleplay.scenario.yamlfile import Source, parse_yaml

Severity = Literal["error", "warning"]
Check = Callable[[Scenario], Iterable[Hit]]
"""More rules, from a room that knows more than this one (``roleplay.coach.trial.check`` plays the scene)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``line`` is 1-based, ``None`` where the file is not known; ``field`` is a dotted
    path; ``fix`` says what to do, in one sentence."""

    severity: Severity
    rule: str
    message: str
    fix: str
    field: str | None = None
    line: int | None = None
    file: Path | None = None

    def __str__(self) -> str:
        where = ":".join(str(p) for p in (self.file, self.line) if p is not None)
        head = f"{where}: " if where else ""
        name = f"{self.field}: " if self.field else ""
        return f"{head}{self.severity}: {name}{self.message} {self.fix} [{self.rule}]"


def lint(
    scenario: Scenario, file: Path | None = None, *, rubrics: Collection[str] | None = None
) -> list[Finding]:
    """What is worth mending in a scenario that loads; errors first, then by line. An empty list: all is well.

    ``file``, where given, is read once more to name lines and to look at what the YAML itself hides.
    ``rubrics`` are the ids of the rubrics there are; ``None``: not checked. Raises :class:`ScenarioError`
    only if ``file`` cannot be read.
    """
    source = parse_yaml(read_text(file), file=file) if file is not None else None
    return _lint(scenario, source, rubrics)


def lint_file(
    path: Path, *, rubrics: Collection[str] | None = None, also: Iterable[Check] = ()
) -> list[Finding]:
    """:func:`lint` for a file, with the rules in ``also`` besides. Those are left out while there are errors: a
    scene that cannot be won needs nobody to lose it. Raises :class:`ScenarioError` if the file does not load."""
    loaded = load_file(path)
    return _lint(loaded.scenario, loaded.source, rubrics, also)


def _lint(
    scenario: Scenario, source: Source | None, rubrics: Collection[str] | None, also: Iterable[Check] = ()
) -> list[Finding]:
    hits = [
        *reach.check(scenario),
        *chances.check(scenario),
        *lines.check(scenario),
        *leaks.check(scenario),
        *_rubric(scenario, rubrics),
    ]
    if source is not None:
        hits += _cut_by_comment(source)
    if not any(hit.error for hit in hits):
        hits += [hit for check in also for hit in check(scenario)]
    found = [_finding(hit, source) for hit in hits]
    return sorted(dict.fromkeys(found), key=lambda f: (f.severity != "error", f.line or 0))


def _finding(hit: Hit, source: Source | None) -> Finding:
    dotted = source.field(hit.at) if source is not None else ".".join(str(step) for step in hit.at)
    line = hit.line if hit.line is not None else source.line(hit.at) if source is not None else None
    file = source.file if source is not None else None
    return Finding(
        "error" if hit.error else "warning", hit.rule, hit.message, hit.fix, dotted or None, line, file
    )


def _rubric(scenario: Scenario, rubrics: Collection[str] | None) -> Iterator[Hit]:
    if rubrics is not None and scenario.rubric not in rubrics:
        hint = suggestion(scenario.rubric, sorted(rubrics), "rubrics")
        yield Hit(
            "unknown-rubric",
            ("rubric",),
            f"There is no rubric called {scenario.rubric}.",
            f"{hint.capitalize()}",
            True,
        )


_HASH = re.compile(r"\S\s+#(\w\S*)")


def _cut_by_comment(source: Source) -> Iterator[Hit]:
    """``says: We're #1 at this`` says "We're": a space and a # start a comment."""
    for number, line in enumerate(source.text.split("\n"), 1):
        found = _HASH.search(line)
        if found is None or line.lstrip().startswith("#"):
            continue
        if any(f"#{found.group(1)}" in text for text in _texts(source.data)):
            continue  # in quotes or in a block: it is there
        yield Hit(
            "cut-by-comment", (), f"Everything from #{shown(found.group(1), 20)} on is a comment to YAML and will not be said.",
            "Put the whole text in double quotes, or a space after the # if it is a comment.", line=number,
        )  # fmt: skip


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
