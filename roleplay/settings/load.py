"""Settings from the file and the environment, with errors that name their place."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import EnvSettingsSource

from roleplay.errors import Problem, SettingsError
from roleplay.settings.model import (
    CONFIG_VARIABLE,
    ENV_PREFIX,
    OPENAI_DEFAULT_MODEL,
    OPENAI_PROFILE,
    Price,
    Profile,
    Settings,
    Timeouts,
    default_config_file,
)

NOT_SETTINGS = frozenset({"CONFIG", "TEST_POSTGRES"})
"""What may follow ``ROLEPLAY_`` in the environment without being a setting."""

_SECRET_KEYS = frozenset({"api_key", "key", "token", "secret", "password"})


def load_settings(
    file: Path | None = None, *, environ: Mapping[str, str] | None = None, **overrides: Any
) -> Settings:
    """The settings as they hold now.

    ``file`` replaces the one that the environment or the platform names; a file named by ``file`` or by
    ``ROLEPLAY_CONFIG`` has to be there. ``environ`` replaces the process's environment in tests.
    ``overrides`` win over everything. Raises :class:`SettingsError` with file or variable, field, and
    what would be right.
    """
    env = dict(os.environ if environ is None else environ)
    path = file or default_config_file(env)
    must_exist = file is not None or CONFIG_VARIABLE in env
    text = read_text(path, must_exist=must_exist)
    return build(path, text, env, overrides)


def build(path: Path, text: str | None, env: Mapping[str, str], overrides: Mapping[str, Any]) -> Settings:
    """The settings that a file of this text makes. ``text`` is ``None`` where there is no file."""
    from_file = _parse(path, text)
    from_env = _from_env(env)
    merged = _merge(_merge(_from_openai(env), from_file), from_env)
    merged = _merge(merged, dict(overrides))
    _no_keys_in(from_file, path, text or "")
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        problems = [_problem(e, path, text or "", from_file, from_env) for e in error.errors()]
        raise SettingsError(problems) from None
    settings._file = path
    return settings


def read_text(path: Path, *, must_exist: bool) -> str | None:
    """The file's text, or ``None`` where it is not there and need not be."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(
                f"The settings file {path} is not there. Create it, or unset {CONFIG_VARIABLE}."
            ) from None
        return None
    except UnicodeDecodeError:
        raise SettingsError([Problem("this is not UTF-8 text; save it as UTF-8", file=path)]) from None
    except OSError as error:
        raise SettingsError([Problem(f"cannot be read ({error.strerror})", file=path)]) from None


def _parse(path: Path, text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = None
        if "(at line " in message:
            line = int(message.split("(at line ", 1)[1].split(",", 1)[0])
            message = message.split(" (at line ", 1)[0]
        raise SettingsError([Problem(f"not valid TOML: {message}", file=path, line=line)]) from None


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """Variables named ``ROLEPLAY_...`` that set nothing: misspelt ones, most likely."""
    env = os.environ if environ is None else environ
    known = {name.upper() for name in Settings.model_fields} | NOT_SETTINGS
    mine = [name for name in env if name.upper().startswith(ENV_PREFIX)]
    return sorted(n for n in mine if n.upper().removeprefix(ENV_PREFIX).split("__")[0] not in known)


class _Environment(EnvSettingsSource):
    """pydantic-settings' reading of environment variables, over a given mapping."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = {k.lower(): v for k, v in environ.items()}
        super().__init__(Settings)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._environ


def _from_env(env: Mapping[str, str]) -> dict[str, Any]:
    relevant = {k: v for k, v in env.items() if k.upper().startswith(ENV_PREFIX) and v.strip()}
    if not relevant:
        return {}
    from pydantic_settings import SettingsError as Unreadable

    try:
        return dict(_Environment(relevant)())
    except Unreadable as error:
        names = ", ".join(sorted(relevant))
        raise SettingsError(
            f"One of these environment variables cannot be read: {names} ({error})."
        ) from None


def _from_openai(env: Mapping[str, str]) -> dict[str, Any]:
    """The ``openai`` profile that the usual variables describe; the file may add to it."""
    if not (env.get("OPENAI_API_KEY") or env.get("OPENAI_BASE_URL")):
        return {}
    profile: dict[str, Any] = {"model": env.get("OPENAI_MODEL") or OPENAI_DEFAULT_MODEL}
    if env.get("OPENAI_BASE_URL"):
        profile["base_url"] = env["OPENAI_BASE_URL"]
    if env.get("OPENAI_API_KEY"):
        profile["api_key_env"] = "OPENAI_API_KEY"
    return {"profiles": {OPENAI_PROFILE: profile}}


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _no_keys_in(data: Mapping[str, Any], path: Path, text: str) -> None:
    profiles = data.get("profiles")
    if not isinstance(profiles, dict):
        return
    for name, profile in profiles.items():
        for key in sorted(_SECRET_KEYS & set(profile)) if isinstance(profile, dict) else ():
            field = f"profiles.{name}.{key}"
            raise SettingsError(
                [
                    Problem(
                        "a key does not belong into this file. Put it into an environment variable and write "
                        'api_key_env = "ITS_NAME", or use api_key_keyring or api_key_command',
                        file=path,
                        line=line_of(text, field),
                        field=field,
                    )
                ]
            )


def _problem(
    error: Any, path: Path, text: str, from_file: Mapping[str, Any], from_env: Mapping[str, Any]
) -> Problem:
    """One of pydantic's findings in our words. The value itself is never quoted: it may be a secret."""
    loc = [str(part) for part in error["loc"] if not str(part).startswith("function-")]
    field = ".".join(loc)
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "there is no such setting" + _nearest(loc)
    elif error["type"] == "missing":
        message = "is missing"
    message = (
        message[0].lower() + message[1:] if message[:1].isupper() and message[1:2].islower() else message
    )
    if not loc:
        field = next((f for f in ("buyer_profile", "tagger_profile", "judge_profile") if f in message), "")
    if _has(from_env, loc or [field]):
        variable = ENV_PREFIX + "__".join(part.upper() for part in loc or [field])
        return Problem(f"{message} (from the environment variable {variable})", field=field)
    line = line_of(text, field) if field else None
    return Problem(
        message, file=path if _has(from_file, loc or [field]) else None, line=line, field=field or None
    )


def _has(data: Any, loc: list[str]) -> bool:
    for part in loc:
        if not isinstance(data, Mapping) or part not in data:
            # pydantic adds parts of its own to the end of a location (a union's branch, for one)
            return part != loc[0]
        data = data[part]
    return True


def _nearest(loc: list[str]) -> str:
    table: type[BaseModel]
    match loc:
        case [_]:
            table = Settings
        case ["profiles", _, _]:
            table = Profile
        case ["profiles", _, "timeouts", _]:
            table = Timeouts
        case ["profiles", _, "price", _] | ["prices", _, _]:
            table = Price
        case _:
            return ""
    known = [name for name in table.model_fields if not (table is Profile and name == "name")]
    near = difflib.get_close_matches(loc[-1], known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f". Known are: {', '.join(known)}"


def line_of(text: str, field: str) -> int | None:
    """The line (1-based) of a TOML text on which a dotted field is set, where it can be told."""
    parts = field.split(".")
    table: list[str] = []
    deepest: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("[") and not stripped.startswith("[["):
            table = [p.strip().strip("\"'") for p in stripped.strip("[]").split(".")]
            if table == parts[: len(table)]:
                deepest = number
        elif "=" in stripped and not stripped.startswith("#"):
            keys = [p.strip().strip("\"'") for p in stripped.split("=", 1)[0].split(".")]
            path = table + keys
            if path == parts[: len(path)]:
                return number
    return deepest
