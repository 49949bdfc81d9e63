"""Where scenarios live, and how a name on the command line becomes a file.

A root is a folder of packs: ``<root>/<pack>/*.yaml`` and single scenarios ``<root>/*.yaml``. Beside them
stand ``rubrics/`` and ``schema/``, which hold no scenarios. Nothing here imports pydantic or the YAML
reader until a scenario has to be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from roleplay.errors import Problem, ScenarioError

PACK_FILE: Final = "pack.yaml"
SUFFIXES: Final = (".yaml", ".yml")
RUBRICS: Final = "rubrics"
_NO_SCENARIOS: Final = frozenset({RUBRICS, "schema"})
_NAME: Final = re.compile(r"(?:(?P<pack>[a-z0-9][a-z0-9_-]{0,63})/)?(?P<id>[a-z0-9][a-z0-9_-]{0,63})\Z")
_STATED: Final = re.compile(
    rb"^[\"']?id[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9][a-z0-9_-]{0,63})[\"']?[ \t]*(?:#.*)?\r?$", re.M
)
_HEAD: Final = 65_536
"""Bytes that are searched for the line with the id."""


def bundled_root() -> Path:
    """The scenarios that come with the program: inside the package when installed from a wheel, beside it
    in a source tree."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Library:
    """Where ids are looked up, in this order: ``user`` (may be missing on disk), then ``bundled``.

    ``cache`` is the file in which :func:`roleplay.scenario.index.list_scenarios` remembers what it has read;
    ``None``: nothing is remembered.
    """

    user: Path | None = None
    bundled: Path = field(default_factory=bundled_root)
    cache: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders, first wins."""
        return (self.bundled,) if self.user is None else (self.user, self.bundled)

    def rubric_folders(self) -> list[Path]:
        """The folders that may hold rubrics, first wins: each root's own, then its packs'."""
        found = []
        for root in self.roots:
            found += [root / RUBRICS, *(pack / RUBRICS for pack in folders(root))]
        return [folder for folder in found if folder.is_dir()]


def folders(root: Path) -> list[Path]:
    """The pack folders in a root, by name. A root that is not there or not readable has none."""
    return sorted(Path(e.path) for e in _entries(root) if _is_folder(e) and e.name not in _NO_SCENARIOS)


def scenario_files(folder: Path) -> list[Path]:
    """The scenario files directly in ``folder``, by name: all YAML files but ``pack.yaml``."""
    return sorted(
        Path(e.path)
        for e in _entries(folder)
        if e.name.endswith(SUFFIXES) and e.name != PACK_FILE and not _is_folder(e)
    )


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, without hidden files and editors' leftovers."""
    try:
        with os.scandir(folder) as entries:
            return [e for e in entries if not e.name.startswith((".", "_", "#"))]
    except OSError:
        return []  # no such folder: the user has no scenarios yet


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads in a circle


def files_in(root: Path) -> Iterator[tuple[Path, Path]]:
    """Every scenario file of a root, each with the folder (root or pack) that it stands in."""
    for folder in (root, *folders(root)):
        for file in scenario_files(folder):
            yield file, folder


def pack_name(folder: Path, root: Path) -> str:
    """The id of the pack in ``folder``: as its ``pack.yaml`` states it, else the folder's name; empty for a
    root that is no pack itself."""
    pack_file = folder / PACK_FILE
    if pack_file.is_file():
        return stated_id(pack_file, otherwise=folder.name)
    return "" if folder == root else folder.name


def stated_id(file: Path, *, otherwise: str | None = None) -> str:
    """The id that a file states, found without reading it as YAML; else ``otherwise``, else the file's name
    without its ending. Good enough to find a file by; loading it tells the truth."""
    try:
        with file.open("rb") as stream:
            found = _STATED.search(stream.read(_HEAD))
    except OSError:
        found = None
    if found is not None:
        return found.group(1).decode("ascii")
    return file.stem if otherwise is None else otherwise


def find(path_or_id: str | Path, library: Library | None = None) -> Path:
    """The file that is meant: a path if it exists or ends in .yaml, else the scenario with this id (or
    ``pack/id``) among the user's, then the bundled ones.

    Raises :class:`ScenarioError` if there is none, with the nearest known name, or more than one.
    """
    name = str(path_or_id)
    path = Path(name)
    is_file, is_folder = _kind(path)
    if is_file:
        return path
    if not name.strip():
        raise ScenarioError(
            "no scenario is named: give an id such as competitor-price, or the path of a file"
        )
    if isinstance(path_or_id, Path) or path.suffix.lower() in SUFFIXES:
        raise ScenarioError([_missing_file(path, is_folder)])
    library = library or Library()
    wanted = _NAME.match(name)
    if wanted is not None:
        for root in library.roots:
            found = _in_root(root, wanted["id"], wanted["pack"])
            if len(found) == 1:
                return found[0][1]
            if found:
                ways = ", ".join(ref for ref, _ in found)
                raise ScenarioError(f"{len(found)} scenarios are called {name}: say which one, {ways}")
    if is_folder:
        raise ScenarioError([_missing_file(path, is_folder)])
    raise ScenarioError(_unknown(name, library))


def _kind(path: Path) -> tuple[bool, bool]:
    """Whether there is a file, or a folder, at ``path``. Devices and pipes count as files: reading refuses them."""
    try:
        return path.exists() and not path.is_dir(), path.is_dir()
    except (OSError, ValueError):  # a name too long, a NUL: no file has it
        return False, False


def _in_root(root: Path, wanted: str, pack: str | None) -> list[tuple[str, Path]]:
    """The files in a root with this id, each with its full name. The file's name is tried before its contents."""
    files = [
        (file, folder)
        for file, folder in files_in(root)
        if pack is None or pack in (folder.name, pack_name(folder, root))
    ]
    by_name = [(file, folder) for file, folder in files if file.stem == wanted and stated_id(file) == wanted]
    found = by_name or [(file, folder) for file, folder in files if stated_id(file) == wanted]
    return [(_ref(pack_name(folder, root), wanted), file) for file, folder in found]


def _ref(pack: str, scenario_id: str) -> str:
    return f"{pack}/{scenario_id}" if pack else scenario_id


def _missing_file(path: Path, is_folder: bool) -> Problem:
    from roleplay.scenario.words import nearest, visible

    if is_folder:
        inside = [f.name for f in scenario_files(path)]
        listed = f"; it holds {visible(', '.join(inside[:5]))}" if inside else ""
        return Problem(f"this is a folder; name the file in it{listed}", path)
    near = nearest(path.name, [f.name for f in scenario_files(path.parent)])
    return Problem(f"no such file{f'; did you mean {visible(near)}?' if near else ''}", path)


def _unknown(name: str, library: Library) -> str:
    from roleplay.scenario.words import nearest, shown

    known: dict[str, None] = {}
    for root in library.roots:
        for file, folder in files_in(root):
            plain = stated_id(file)
            known[plain] = None
            known[_ref(pack_name(folder, root), plain)] = None
    plain = name.rpartition("/")[2]
    elsewhere = plain if plain in known else None  # the right scenario in the wrong pack
    near = elsewhere or nearest(name, known)
    said = shown(name)
    if near is not None:
        return f"there is no scenario called {said}; did you mean {near}?"
    return f"there is no scenario called {said}; 'roleplay scenarios list' shows those there are"
