"""What a trainer writes: scenarios and packs, read, checked and found again.

Names are imported when first used, so that ``import roleplay.scenario`` costs next to nothing: the YAML
reader and pydantic come with the first scenario that has to be read. (``lint`` is left out: it is the name of
the module, so the function is ``roleplay.scenario.lint.lint``.)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roleplay.scenario.index import PackCard, ScenarioCard, list_packs, list_scenarios
    from roleplay.scenario.library import Library, bundled_root, find
    from roleplay.scenario.lint import Finding, lint_file
    from roleplay.scenario.load import Loaded, load_bytes, load_file, load_scenario, load_text
    from roleplay.scenario.model import Scenario
    from roleplay.scenario.new import scaffold
    from roleplay.scenario.pack import Pack, load_pack, load_pack_scenarios, new_pack
    from roleplay.scenario.schema import pack_schema, scenario_schema

__all__ = [
    "Finding", "Library", "Loaded", "Pack", "PackCard", "Scenario", "ScenarioCard", "bundled_root", "find", "lint_file",
    "list_packs", "list_scenarios", "load_bytes", "load_file", "load_pack", "load_pack_scenarios",
    "load_scenario", "load_text", "new_pack", "pack_schema", "scaffold", "scenario_schema",
]  # fmt: skip

_HOME = {
    "Finding": "lint", "Library": "library", "Loaded": "load", "Pack": "pack", "PackCard": "index",
    "Scenario": "model", "ScenarioCard": "index", "bundled_root": "library", "find": "library",
    "lint_file": "lint", "list_packs": "index", "list_scenarios": "index", "load_bytes": "load", "load_file": "load",
    "load_pack": "pack", "load_pack_scenarios": "pack", "load_scenario": "load", "load_text": "load",
    "new_pack": "pack", "pack_schema": "schema", "scaffold": "new", "scenario_schema": "schema",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
