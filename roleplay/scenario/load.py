"""From a file to a checked scenario, or to a list of what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roleplay.errors import InputError, Problem, ScenarioError
from roleplay.scenario.explain import validate
from roleplay.scenario.files import decode, read_text
from roleplay.scenario.library import Library, find
from roleplay.scenario.model import Scenario
from roleplay.scenario.references import check
from roleplay.scenario.yamlfile import Source, parse_yaml

_NEIGHBOURS: Final = {
    "criteria": "a rubric, not a scenario: scenarios name it in their rubric line",
    "scenarios": "a pack, not a scenario: name one of the scenarios beside it",
    "turns": "a transcript, not a scenario",
    "events": "a recorded call, not a scenario",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario with the file it came from, so that a line can be named for any field."""

    scenario: Scenario
    source: Source


def load_scenario(path_or_id: str | Path, *, library: Library | None = None) -> Scenario:
    """The scenario at a path, or with an id (``competitor-price``, ``objections/competitor-price``).

    ``library`` says where ids are looked up; by default only among the scenarios that come with the program,
    since the folder with the user's own is a setting. Raises :class:`ScenarioError` with file, line and field for each thing wrong.
    """
    return load_file(find(path_or_id, library)).scenario


def load_file(path: Path) -> Loaded:
    """Like :func:`load_scenario` for a path, with the lines kept. Raises :class:`ScenarioError`."""
    return _load(read_text(path), path)


def load_text(text: str, *, file: Path | None = None) -> Scenario:
    """A scenario from YAML text; ``file`` is named in errors. Raises :class:`ScenarioError`."""
    return _load(text, file).scenario


def load_bytes(raw: bytes, *, file: Path | None = None) -> Scenario:
    """A scenario from the bytes of a file (UTF-8). Raises :class:`ScenarioError`."""
    return _load(decode(raw, file=file), file).scenario


def _load(text: str, file: Path | None) -> Loaded:
    source = parse_yaml(text, file=file)
    require_block(source, "scenario", "id: my-scenario", _NEIGHBOURS)
    wrong = [source.problem(at, message) for at, message in check(source.data)]
    return Loaded(validate(Scenario, source, also=wrong), source)


def require_block(
    source: Source,
    what: str,
    example: str,
    neighbour: Mapping[str, str],
    *,
    error: type[InputError] = ScenarioError,
) -> None:
    """Raises ``error`` unless the file is a block of ``name: value`` lines and of the right kind.

    ``neighbour`` maps a top-level key that gives another kind of file away to what is said of it ("this is ...").
    """
    if source.data is None:
        raise error(
            [Problem(f"the file is empty; a {what} starts with lines such as '{example}'", source.file, 1)]
        )
    if not isinstance(source.data, dict):
        kind = "a list" if isinstance(source.data, list) else "plain text"
        raise error(
            [
                Problem(
                    f"this is {kind}; a {what} starts with lines such as '{example}'",
                    source.file,
                    source.root.line,
                )
            ]
        )
    for key, other in neighbour.items():
        if key in source.data:
            raise error([source.problem((key,), f"this is {other}")])
