"""The JSON Schema of scenarios and packs, for editors: completion, descriptions on hover, red lines."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

from roleplay.scenario.model import Scenario
from roleplay.scenario.pack import Pack

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_TITLES: Final = (Scenario.model_config.get("title"), Pack.model_config.get("title"))


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file (JSON Schema 2020-12)."""
    schema = _schema(Scenario)
    # The one rule of a scenario's references that a schema can say.
    schema["anyOf"] = [
        {"required": ["facts"], "properties": {"facts": {"minProperties": 1}}},
        {"required": ["objections"], "properties": {"objections": {"minProperties": 1}}},
    ]
    return schema


def pack_schema() -> dict[str, Any]:
    """The schema of a ``pack.yaml`` (JSON Schema 2020-12)."""
    return _schema(Pack)


def as_text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = _tidy(model.model_json_schema(by_alias=True))
    return {"$schema": DIALECT, **schema}


def _tidy(node: Any, *, names: bool = False) -> Any:
    """Without the titles that pydantic makes of field names, and with free names held to their pattern.

    ``names``: the keys of ``node`` are names of fields, not words of JSON Schema.
    """
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {
        k: _tidy(v, names=k in ("properties", "$defs", "patternProperties") and not names)
        for k, v in node.items()
    }
    if not names:
        if isinstance(out.get("title"), str) and out["title"] not in _TITLES:
            del out["title"]
        if "patternProperties" in out:
            out.setdefault("additionalProperties", False)
        if isinstance(out.get("description"), str):
            out["description"] = out["description"].replace("``", "`")
        _without_null(out)
    return out


def _without_null(out: dict[str, Any]) -> None:
    """Nothing at all is said by leaving the line out; editors would offer ``null`` otherwise."""
    options = [option for option in out.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == len(out.get("anyOf", ())):
        return
    if out.get("default", 0) is None:
        del out["default"]
    if len(options) > 1:
        out["anyOf"] = options
    else:
        del out["anyOf"]
        out.update(options[0] if options else {})
