"""A pack: a folder of scenarios and rubrics with a ``pack.yaml``. It is what a manager assigns."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, Field

from roleplay.errors import ScenarioError
from roleplay.scenario.explain import limited, validate
from roleplay.scenario.files import read_text
from roleplay.scenario.library import PACK_FILE, scenario_files, stated_id
from roleplay.scenario.load import Loaded, load_file, require_block
from roleplay.scenario.model import Id, Part, Text
from roleplay.scenario.words import as_scalar, suggestion
from roleplay.scenario.yamlfile import parse_yaml


class Pack(Part):
    """The contents of ``pack.yaml``: what the pack is called and in which order it is practised."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, title="Practice pack")

    format: Literal[1] = Field(1, description="The version of this format.")
    id: Id = Field(description="A short name: lower-case letters, digits, - and _.")
    title: Text = Field(description="What the rep sees above the pack's scenarios.")
    summary: str = Field("", description="What the pack trains, in a sentence or two.", max_length=600)
    author: str = Field("", description="Who made it.", max_length=200)
    scenarios: list[Id] = Field(
        default_factory=list,
        description="The ids of the pack's scenarios in the order to practise them. Those left out come after, by id.",
    )


_NEIGHBOURS: Final = {"buyer": "a scenario, not a pack", "criteria": "a rubric, not a pack"}


def load_pack(folder: Path) -> Pack:
    """The pack in ``folder`` (or the ``pack.yaml`` itself). The scenarios it lists have to be there; they are
    not loaded. Raises :class:`ScenarioError` with file, line and field."""
    path = folder if folder.name == PACK_FILE else folder / PACK_FILE
    source = parse_yaml(read_text(path), file=path)
    require_block(source, "pack", "id: my-pack", _NEIGHBOURS)
    pack = validate(Pack, source)
    known = [stated_id(file) for file in scenario_files(path.parent)]
    wrong = []
    for n, name in enumerate(pack.scenarios):
        if name not in known:
            hint = suggestion(name, known, "scenarios")
            wrong.append(
                source.problem(("scenarios", n), f"this folder has no scenario called {name}; {hint}")
            )
        elif name in pack.scenarios[:n]:
            wrong.append(source.problem(("scenarios", n), f"{name} is listed twice: take one of them out"))
    if wrong:
        raise ScenarioError(limited(wrong))
    return pack


def load_pack_scenarios(folder: Path) -> list[Loaded]:
    """All scenarios of the pack, in its order. Raises :class:`ScenarioError` for the first that is broken."""
    pack = load_pack(folder)
    loaded = [load_file(file) for file in scenario_files(folder if folder.is_dir() else folder.parent)]
    place = {name: n for n, name in enumerate(pack.scenarios)}
    return sorted(loaded, key=lambda one: (place.get(one.scenario.id, len(place)), one.scenario.id))


def new_pack(pack_id: str, title: str) -> str:
    """The text of a new ``pack.yaml``. ``pack_id`` has to be a usable id."""
    return (
        "# yaml-language-server: $schema=../schema/pack.schema.json\n"
        f"id: {as_scalar(pack_id)}\n"
        f"title: {as_scalar(title)}\n"
        "summary: What this pack trains.\n"
        "scenarios: []   # ids, in the order to practise them\n"
    )
