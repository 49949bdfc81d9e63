"""Rubrics: criteria made of yes/no checks, as a trainer writes them in YAML.

Field descriptions end up in messages and in the schema, so they are written for a trainer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from roleplay.errors import Problem, RubricError
from roleplay.grader.rules import CONDITIONS, RULES
from roleplay.scenario.explain import limited, validate
from roleplay.scenario.files import read_text
from roleplay.scenario.load import require_block
from roleplay.scenario.model import ID_PATTERN, Id, Part, PassRule, Text
from roleplay.scenario.words import suggestion
from roleplay.scenario.yamlfile import Source, parse_yaml

DEFAULT = "objection-handling"
"""The rubric that grades a call which names none."""


class Anchors(Part):
    """What poor, fair and good look like, in words: for people who grade by hand and for a judge."""

    poor: Text = Field(description="What a poor call looks like here.")
    fair: Text = Field(description="What a fair call looks like here.")
    good: Text = Field(description="What a good call looks like here.")


class Check(Part):
    """One yes/no question, put so that yes is the good answer."""

    id: Id = Field(description="A short name, used once in the rubric.")
    question: Text = Field(description="The question, to be answered by yes or no; yes is the good answer.")
    rule: str | None = Field(None, description="The code rule that answers it; docs/grading.md lists them.")
    with_: dict[str, Any] = Field(default_factory=dict, alias="with", description="Settings of the rule.")
    judge: Text | None = Field(
        None,
        description="What a judge is asked, where a model judges; more exact than the question if need be.",
    )
    weight: float = Field(1, gt=0, le=100, description="How much it counts within its criterion.")
    must: bool = Field(False, description="Without a yes here the call is not passed.")
    only_against: bool | None = Field(
        None,
        description="A no counts against the score, a yes earns nothing; so by default for rules that look for a fault.",
    )
    na_when: list[str] = Field(
        default_factory=list, description="Conditions under which the check does not apply."
    )

    @property
    def is_fault(self) -> bool:
        """Whether a yes earns nothing: not having done wrong is no achievement."""
        if self.only_against is not None:
            return self.only_against
        return self.rule is not None and RULES[self.rule].fault


class Criterion(Part):
    """A side of the work, with its weight in the score and its checks."""

    id: Id = Field(description="A short name, used once in the rubric.")
    label: Text = Field(description="The criterion's name, as a rep reads it.")
    weight: float = Field(gt=0, le=100, description="Its share of the score; all criteria together make 100.")
    anchors: Anchors | None = Field(None, description="What poor, fair and good look like.")
    checks: list[Check] = Field(min_length=1, description="The yes/no questions.")


class MetricBand(Part):
    """The range in which a figure usually lies, with its source. Advice, not law: it never changes the score."""

    low: float | None = Field(None, description="The lower end.")
    high: float | None = Field(None, description="The upper end.")
    basis: Literal["words", "time"] | None = Field(
        None, description="Only where the figure has this basis (spoken calls have time, typed ones words)."
    )
    source: Text = Field(description="Where the band comes from.")
    advice: str = Field("", description="What to make of it.", max_length=600)


class Rubric(Part):
    """What a call is graded by."""

    format: Literal[1] = Field(1, description="The version of this format.")
    id: Id = Field(description="A short name: lower-case letters, digits, - and _.")
    title: Text = Field(description="The rubric's name.")
    version: int = Field(1, ge=1, description="Raise it whenever a score could change.")
    summary: str = Field("", description="What it is for, in a sentence or two.", max_length=600)
    grades: Literal["call", "message"] = Field("call", description="A conversation, or one written message.")
    pass_rule: PassRule = Field(
        default_factory=lambda: PassRule(score=70),
        alias="pass",
        description="What counts as passed where no scenario says.",
    )
    bands: dict[str, MetricBand] = Field(default_factory=dict, description="Usual ranges, by figure.")
    criteria: list[Criterion] = Field(min_length=1, description="What is graded.")
    digest: str = Field("", exclude=True, description="")
    """A fingerprint of the file's content: set on loading, not written in files."""

    def checks(self) -> Iterable[tuple[Criterion, Check]]:
        """Every check with its criterion, in order."""
        return ((criterion, check) for criterion in self.criteria for check in criterion.checks)

    @property
    def name(self) -> str:
        """Id, version and content, as scorecards carry it: ``objection-handling 1 (3f2a90c1)``."""
        return f"{self.id} {self.version}" + (f" ({self.digest})" if self.digest else "")


@lru_cache(maxsize=1)
def rubric_folders() -> tuple[Path, ...]:
    """Where bundled rubrics lie: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).resolve().parent.parent
    return package / "_scenarios" / "rubrics", package.parent / "scenarios" / "rubrics"


def list_rubrics(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """Ids of the rubrics in ``folders`` and among the bundled ones, with their files; earlier folders win."""
    found: dict[str, Path] = {}
    for folder in [*folders, *rubric_folders()]:
        if folder.is_dir():
            for file in sorted(folder.glob("*.yaml")):
                found.setdefault(file.stem, file)
    return found


def load_rubric(path_or_id: str | Path, *, folders: Iterable[Path] = ()) -> Rubric:
    """The rubric at a path or with an id; ids are looked up in ``folders`` first, then among the bundled ones.

    Raises :class:`RubricError` with file, line and field for each thing wrong.
    """
    return load_rubric_file(find_rubric(path_or_id, folders=folders))[0]


def find_rubric(path_or_id: str | Path, *, folders: Iterable[Path] = ()) -> Path:
    """The file of a rubric. Raises :class:`RubricError` if there is none."""
    text = str(path_or_id)
    if isinstance(path_or_id, str) and re.fullmatch(ID_PATTERN, text):
        for folder in [*folders, *rubric_folders()]:
            file = folder / f"{text}.yaml"
            if file.is_file():
                return file
        if not Path(text).exists():
            known = sorted(list_rubrics(folders))
            raise RubricError(f"no rubric is called {text}; {suggestion(text, known, 'there are')}")
    return Path(path_or_id)


def load_rubric_file(path: Path) -> tuple[Rubric, Source]:
    """The rubric in a file, with the lines kept. Raises :class:`RubricError`."""
    return parse_rubric(read_text(path, error=RubricError), file=path)


def parse_rubric(text: str, *, file: Path | None = None) -> tuple[Rubric, Source]:
    """A rubric from YAML text; ``file`` is named in errors. Raises :class:`RubricError`."""
    source = parse_yaml(text, file=file, error=RubricError)
    require_block(source, "rubric", "id: my-rubric", _NEIGHBOURS, error=RubricError)
    rubric = validate(Rubric, source, error=RubricError)
    wrong = list(_wrong(rubric, source))
    if wrong:
        raise RubricError(limited(wrong))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return rubric.model_copy(update={"digest": digest}), source


_NEIGHBOURS = {"buyer": "a scenario", "scenarios": "a pack", "turns": "a transcript"}


@lru_cache(maxsize=32)
def _cached(path: Path, stamp: int) -> Rubric:
    return load_rubric_file(path)[0]


def cached_rubric(rubric_id: str) -> Rubric:
    """A bundled rubric by id, read once for as long as its file does not change. Raises :class:`RubricError`."""
    path = find_rubric(rubric_id)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as caught:
        raise RubricError([Problem(f"cannot be read: {caught.strerror}", path)]) from caught
    return _cached(path, stamp)


def _wrong(rubric: Rubric, source: Source) -> Iterable[Problem]:
    """What the fields alone cannot say: names that stand for nothing, doubles, checks that nobody answers."""
    ids: dict[str, str] = {}
    for i, criterion in enumerate(rubric.criteria):
        at: tuple[str | int, ...] = ("criteria", i)
        if criterion.id in ids:
            yield source.problem(
                (*at, "id"), f"{criterion.id} is used twice; every criterion and check needs its own id"
            )
        ids[criterion.id] = "criterion"
        for k, check in enumerate(criterion.checks):
            here = (*at, "checks", k)
            if check.id in ids:
                yield source.problem(
                    (*here, "id"), f"{check.id} is used twice; every criterion and check needs its own id"
                )
            ids[check.id] = "check"
            yield from _wrong_check(check, here, source)
    from roleplay.grader.metrics import METRICS

    for name in rubric.bands:
        if name not in METRICS:
            yield source.problem(
                ("bands", name), f"no figure is called {name}; {suggestion(name, METRICS, 'figures')}"
            )
        band = rubric.bands[name]
        if band.low is None and band.high is None:
            yield source.problem(("bands", name), "give low, high or both")
        if band.low is not None and band.high is not None and band.low > band.high:
            yield source.problem(("bands", name, "low"), "low is above high")
    if rubric.digest:
        yield source.problem(("digest",), "the fingerprint is worked out, not written: take this line out")


def _wrong_check(check: Check, at: tuple[str | int, ...], source: Source) -> Iterable[Problem]:
    if check.rule is None and check.judge is None:
        yield source.problem(at, f"nobody answers {check.id}: give a rule, a judge question, or both")
    if check.rule is None and check.with_:
        yield source.problem((*at, "with"), "settings belong to a rule, and there is none here")
    if check.rule is not None and check.rule not in RULES:
        yield source.problem(
            (*at, "rule"), f"no rule is called {check.rule}; {suggestion(check.rule, sorted(RULES), 'rules')}"
        )
    elif check.rule is not None:
        known = RULES[check.rule].parameters
        for key, value in check.with_.items():
            if key not in known:
                yield source.problem(
                    (*at, "with", key),
                    f"{check.rule} has no setting {key}; {suggestion(key, sorted(known), 'settings')}",
                )
            elif isinstance(value, bool) or not isinstance(value, (int, float)):
                yield source.problem((*at, "with", key), f"{key} wants a number")
            elif isinstance(known[key], int) and not isinstance(value, int):
                yield source.problem((*at, "with", key), f"{key} wants a whole number")
            elif isinstance(known[key], float) and value > 1:
                yield source.problem((*at, "with", key), f"{key} is a share: it wants a number from 0 to 1")
            elif value < 0:
                yield source.problem((*at, "with", key), f"{key} wants a number that is not below zero")
    for k, name in enumerate(check.na_when):
        if name not in CONDITIONS:
            yield source.problem(
                (*at, "na_when", k),
                f"no condition is called {name}; {suggestion(name, sorted(CONDITIONS), 'conditions')}",
            )
