"""The few settings that the first picture needs, read without anything heavy.

Whatever is wrong here is passed over: the settings proper are loaded right after the first paint, and
they tell what is wrong and where.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from roleplay.tui.desk import Glance, Pace, PastCall, Scene


class Peek(NamedTuple):
    """Theme, pace and keys, and where the home screen's last content is remembered."""

    theme: str = "roleplay-dark"
    pace: Pace = "human"
    keymap: Mapping[str, str] = MappingProxyType({})
    remembered: Path | None = None


def peek(environ: Mapping[str, str] | None = None) -> Peek:
    """What the environment and the settings file say, the environment first. Raises nothing."""
    env = os.environ if environ is None else environ
    table = _table(env)

    def value(name: str, default: str) -> str:
        found = env.get(f"ROLEPLAY_{name.upper()}") or table.get(name)
        return found if isinstance(found, str) and found else default

    pace = value("pace", "human")
    keys = table.get("keymap")
    return Peek(
        theme=value("theme", "roleplay-dark"),
        pace=pace if pace in ("human", "quick", "off") else "human",  # type: ignore[arg-type]
        keymap={k: v for k, v in keys.items() if isinstance(v, str)} if isinstance(keys, dict) else {},
        remembered=_cache_dir(value("cache_dir", "")) / "home.json",
    )


def _cache_dir(named: str) -> Path:
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("roleplay", appauthor=False)


def _table(env: Mapping[str, str]) -> dict[str, Any]:
    named = env.get("ROLEPLAY_CONFIG")
    if named:
        path = Path(named).expanduser()
    else:
        from platformdirs import user_config_path

        path = user_config_path("roleplay", appauthor=False) / "settings.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def remembered_glance(path: Path | None) -> Glance | None:
    """What the home screen showed last; ``None`` if that is not known or not readable."""
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        scene = found.pop("scene")
        resume = found.pop("resume")
        last = found.pop("last")
        return Glance(
            scene=_scene(scene) if scene else None,
            resume=PastCall(**resume) if resume else None,
            last=tuple(PastCall(**call) for call in last),
            **found,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _scene(values: dict[str, Any]) -> Scene:
    return Scene(**{**values, "skills": tuple(values.get("skills", ()))})
