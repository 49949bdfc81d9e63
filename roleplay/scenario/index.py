"""The list of scenarios, quick for a thousand files: each is read once and remembered until it changes."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from roleplay import __version__
from roleplay.errors import ScenarioError
from roleplay.scenario.library import PACK_FILE, Library, files_in, folders, pack_name, stated_id

_INDEX_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """What a list shows of a scenario. ``error`` says why it cannot be played; then only ``id``, ``title``,
    ``pack`` and ``path`` are sure."""

    id: str
    title: str
    summary: str
    pack: str
    call_type: str
    difficulty: str
    skills: tuple[str, ...]
    buyer_name: str
    buyer_role: str
    objective: str
    path: Path
    error: str | None = None

    @property
    def ref(self) -> str:
        """The full name, ``pack/id``; just the id outside packs."""
        return f"{self.pack}/{self.id}" if self.pack else self.id


@dataclass(frozen=True, slots=True)
class PackCard:
    """What a list shows of a pack. ``scenarios`` are the ids in the order of its ``pack.yaml``."""

    id: str
    title: str
    summary: str
    author: str
    scenarios: tuple[str, ...]
    path: Path
    error: str | None = None


def list_scenarios(roots: Library | Sequence[Path], *, cache: Path | None = None) -> list[ScenarioCard]:
    """The cards of all scenarios in ``roots``, root by root and pack by pack, in the pack's order; those
    outside packs come first. Where two roots have the same pack and id, the first root's is listed.

    ``cache`` is a JSON file that remembers what was read, by path, time and size; one that is corrupt or
    cannot be written is done without. Broken scenarios are listed with their error. Raises nothing.
    """
    where, index = _open(roots, cache)
    cards: dict[tuple[str, str], ScenarioCard] = {}
    for root in where:
        order = {pack.id: pack.scenarios for pack in _packs(root, index)}
        found = [replace(index.card(file), pack=pack_name(folder, root)) for file, folder in files_in(root)]
        found.sort(key=lambda c: (c.pack, _place(c.id, order.get(c.pack, ())), c.id, c.path))
        fresh: dict[tuple[str, str], ScenarioCard] = {}
        for card in found:
            key = (card.pack, card.id)
            if key in fresh:
                taken = f"the id {card.id} is taken by {fresh[key].path.name}: give one of the two another id"
                card = replace(card, error=card.error or taken)
                key = (card.pack, str(card.path))
            fresh[key] = card
        cards.update((key, card) for key, card in fresh.items() if key not in cards)
    index.write()
    return list(cards.values())


def list_packs(roots: Library | Sequence[Path], *, cache: Path | None = None) -> list[PackCard]:
    """The packs in ``roots`` that have a ``pack.yaml``; the first root's where two have the same id. ``cache`` as
    in :func:`list_scenarios`. Broken packs are listed with their error. Raises nothing."""
    where, index = _open(roots, cache)
    packs: dict[str, PackCard] = {}
    for root in where:
        for pack in _packs(root, index):
            packs.setdefault(pack.id, pack)
    index.write()
    return list(packs.values())


def _open(roots: Library | Sequence[Path], cache: Path | None) -> tuple[Sequence[Path], _Index]:
    if isinstance(roots, Library):
        return roots.roots, _Index(cache or roots.cache)
    return roots, _Index(cache)


def _packs(root: Path, index: _Index) -> list[PackCard]:
    return [
        index.pack(folder / PACK_FILE) for folder in (root, *folders(root)) if (folder / PACK_FILE).is_file()
    ]


def _place(scenario_id: str, order: Sequence[str]) -> int:
    return order.index(scenario_id) if scenario_id in order else len(order)


class _Index:
    """What is remembered of each file. An entry holds as long as the file's time and size are the same."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._old = _read(cache) if cache is not None else {}
        self._new: dict[str, dict[str, Any]] = {}

    def card(self, file: Path) -> ScenarioCard:
        remembered, stamp = self._remembered(file)
        card = _revive(ScenarioCard, remembered, file)
        if card is None:
            card, lasting = _read_card(file)
            self._remember(file, stamp if lasting else None, card)
        else:
            self._new[str(file)] = self._old[str(file)]
        return card

    def pack(self, file: Path) -> PackCard:
        # What a pack lists is checked against its folder, so the folder's time counts as well.
        remembered, stamp = self._remembered(file, file.parent)
        pack = _revive(PackCard, remembered, file)
        if pack is None:
            pack, lasting = _read_pack(file)
            self._remember(file, stamp if lasting else None, pack)
        else:
            self._new[str(file)] = self._old[str(file)]
        return pack

    def _remembered(self, file: Path, folder: Path | None = None) -> tuple[Any, list[int] | None]:
        try:
            found = file.stat()
            stamp = [found.st_mtime_ns, found.st_size, folder.stat().st_mtime_ns if folder else 0]
        except OSError:
            return None, None
        entry = self._old.get(str(file))
        if isinstance(entry, dict) and entry.get("stamp") == stamp:
            return entry.get("card"), stamp
        return None, stamp

    def _remember(self, file: Path, stamp: list[int] | None, card: ScenarioCard | PackCard) -> None:
        if stamp is None:
            return
        values = asdict(card)
        del values["path"]
        self._new[str(file)] = {"stamp": stamp, "card": values}

    def write(self) -> None:
        """Keep what was read now, if anything is new. Whole or not at all: another program may be reading."""
        merged = {**self._old, **self._new}
        if self._cache is None or merged == self._old:
            return
        kept = {path: entry for path, entry in merged.items() if path in self._new or Path(path).exists()}
        with contextlib.suppress(OSError):  # a cache that cannot be written only makes the next list slower
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._cache.parent, prefix=".index-", suffix=".json")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    json.dump({"made_by": _made_by(), "files": kept}, out)
                Path(name).replace(self._cache)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise


def _made_by() -> list[Any]:
    """What an index depends on besides the files: the format and the code that checked them."""
    here = Path(__file__).parent
    code = sorted((f.name, f.stat().st_mtime_ns) for f in here.glob("*.py"))
    return [_INDEX_FORMAT, __version__, [list(pair) for pair in code]]


def _read(cache: Path) -> dict[str, Any]:
    """What the cache remembers; nothing if it is not there, not whole, or of another version."""
    try:
        found = json.loads(cache.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or found.get("made_by") != _made_by():
        return {}
    files = found.get("files")
    return files if isinstance(files, dict) else {}


C = TypeVar("C", ScenarioCard, PackCard)


def _revive(kind: type[C], values: Any, path: Path) -> C | None:
    """A card from its remembered values, or ``None`` if they are not what a card holds."""
    if not isinstance(values, dict) or set(values) | {"path"} != {f.name for f in fields(kind)}:
        return None
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key in ("skills", "scenarios"):
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                return None
            made[key] = tuple(value)
        elif isinstance(value, str) or (key == "error" and value is None):
            made[key] = value
        else:
            return None
    return kind(path=path, **made)


def _first(caught: ScenarioError) -> str:
    """An error in one line: the first problem, and how many there are more."""
    first, more = caught.problems[0], len(caught.problems) - 1
    line = f"line {first.line}: " if first.line else ""
    name = f"{first.field}: " if first.field else ""
    return f"{line}{name}{first.message}" + (f" (and {more} more)" if more else "")


def _read_card(file: Path) -> tuple[ScenarioCard, bool]:
    """The card of a file, and whether it may be remembered: not if the file could not be opened at all."""
    from roleplay.scenario.load import load_file

    try:
        one = load_file(file).scenario
    except ScenarioError as caught:
        name = stated_id(file)
        broken = ScenarioCard(name, file.stem, "", "", "", "", (), "", "", "", file, _first(caught))
        return broken, not isinstance(caught.__cause__, OSError)
    return (
        ScenarioCard(
            id=one.id,
            title=one.title,
            summary=one.summary,
            pack="",
            call_type=one.call_type,
            difficulty=one.difficulty,
            skills=tuple(one.skills),
            buyer_name=one.buyer.name,
            buyer_role=one.buyer.role,
            objective=one.rep.objective,
            path=file,
        ),
        True,
    )


def _read_pack(file: Path) -> tuple[PackCard, bool]:
    from roleplay.scenario.pack import load_pack

    try:
        pack = load_pack(file)
    except ScenarioError as caught:
        name = stated_id(file, otherwise=file.parent.name)
        return PackCard(name, name, "", "", (), file, _first(caught)), not isinstance(
            caught.__cause__, OSError
        )
    return PackCard(pack.id, pack.title, pack.summary, pack.author, tuple(pack.scenarios), file), True
