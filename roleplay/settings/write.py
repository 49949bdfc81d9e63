"""Changing one setting in the file, with comments, order and everything else left as they are."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from roleplay.errors import Problem, SettingsError
from roleplay.settings.load import build, read_text
from roleplay.settings.model import Settings


def change_setting(file: Path, field: str, value: Any) -> Settings:
    """Sets one field (dotted: ``theme``, ``profiles.local.model``) in the settings file and returns what
    the file then says. The file and its folder are made if need be, readable by their owner only.

    Raises :class:`SettingsError`, with the file untouched, where the file is broken, the value does not
    fit, the field is unknown, or the file cannot be written.
    """
    return _rewrite(file, field, value)


def remove_setting(file: Path, field: str) -> Settings:
    """Takes one field out of the settings file, so that its default holds again. A field that is not
    there is fine. Raises as :func:`change_setting` does."""
    return _rewrite(file, field, None)


def _rewrite(file: Path, field: str, value: Any) -> Settings:
    # A slow import that only a change of settings needs.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text = read_text(file, must_exist=False)
    build(file, text, {}, {})
    document = tomlkit.parse(text or "")
    table: Any = document
    *parents, last = field.split(".")
    try:
        for part in parents:
            if part not in table:
                if value is None:
                    return build(file, text, {}, {})
                table[part] = tomlkit.table(is_super_table=part in ("profiles", "prices"))
            table = table[part]
        if value is None:
            table.pop(last, None)
        else:
            table[last] = str(value) if isinstance(value, Path) else value
    except (TOMLKitError, TypeError, AttributeError, ValueError):
        raise SettingsError([Problem("cannot be set to that", file=file, field=field)]) from None
    changed = tomlkit.dumps(document)
    settings = build(file, changed, {}, {})
    _replace(file, changed)
    return settings


def _replace(file: Path, text: str) -> None:
    """Writes all of it or nothing: a full disk must not cost the settings that were there."""
    target = file.resolve()
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".settings-", suffix=".toml")
        temporary = Path(name)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise SettingsError(
            [Problem(f"cannot be written ({error.strerror}); nothing was changed", file=file)]
        ) from None
