"""Which scenes a list shows, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roleplay.tui.desk import Scene
from roleplay.tui.words import call_type, skill

_LEVELS = ("easy", "medium", "hard")
_TRIED = (("", "tried or not"), ("new", "not tried"), ("tried", "tried"), ("missed", "tried, not passed"),
          ("passed", "passed"))  # fmt: skip
_ORDERS = (("pack", "by pack"), ("title", "by title"), ("level", "by level"), ("best", "lowest score first"))


@dataclass(frozen=True, slots=True)
class Filter:
    """All that is given must fit. ``words`` are looked for anywhere in what the list knows of a scene."""

    words: tuple[str, ...] = ()
    skill: str = ""
    kind: str = ""
    level: str = ""
    tried: str = ""
    order: str = "pack"

    def with_words(self, text: str) -> Filter:
        return replace(self, words=tuple(text.casefold().split()))

    def having(self, key: str, value: str) -> Filter:
        return replace(self, **{key: value})  # type: ignore[arg-type]

    def value(self, key: str) -> str:
        return str(getattr(self, key))

    @property
    def narrowed(self) -> bool:
        return self != Filter()

    def fits(self, scene: Scene) -> bool:
        if self.skill and self.skill not in scene.skills:
            return False
        if self.kind and self.kind != scene.call_type:
            return False
        if self.level and self.level != scene.difficulty:
            return False
        if self.tried and not _tried(scene, self.tried):
            return False
        if not self.words:
            return True
        text = _text(scene)
        return all(word in text for word in self.words)

    def options(self, key: str, scenes: Sequence[Scene]) -> list[tuple[str, str]]:
        """What can be chosen for one of the keys: (value, label), the first one being "any"."""
        if key == "skill":
            names = sorted({name for scene in scenes for name in scene.skills})
            return [("", "any skill"), *((name, skill(name)) for name in names)]
        if key == "kind":
            kinds = sorted({scene.call_type for scene in scenes if scene.call_type})
            return [("", "any type"), *((kind, call_type(kind)) for kind in kinds)]
        if key == "level":
            return [("", "any level"), *((level, level) for level in _LEVELS)]
        return list(_TRIED if key == "tried" else _ORDERS)


def _tried(scene: Scene, how: str) -> bool:
    if how == "new":
        return not scene.tries
    if how == "missed":
        return bool(scene.tries) and not scene.passed
    return bool(scene.tries) if how == "tried" else scene.passed


def _text(scene: Scene) -> str:
    parts = (scene.title, scene.ref, scene.summary, scene.buyer, scene.role, scene.objective, call_type(scene.call_type),
             scene.difficulty, *map(skill, scene.skills))  # fmt: skip
    return " ".join(parts).casefold()


def sorted_by(order: str, scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes in one of the orders; ``pack`` leaves them as the library has them."""
    if order == "title":
        return sorted(scenes, key=lambda s: s.title.casefold())
    if order == "level":
        place = {level: n for n, level in enumerate(_LEVELS)}
        return sorted(scenes, key=lambda s: (place.get(s.difficulty, 1), s.title.casefold()))
    if order == "best":
        return sorted(scenes, key=lambda s: (not s.tries, s.best if s.best is not None else 101.0))
    return list(scenes)
