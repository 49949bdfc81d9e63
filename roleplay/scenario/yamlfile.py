"""YAML 1.2 as people write it: bytes in, plain values and their lines out, trouble in plain words.

The reader works on the parser's events, not on a ready-made loader, for three reasons: every key and
item keeps its line, nothing in the file can name a Python type, and aliases, depth and size are
counted before anything is built. Scalars follow the YAML 1.2 core schema (``yes`` and ``no`` are words).
Used for scenarios, packs and rubrics alike; ``error`` is the class to raise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from roleplay.errors import InputError, Problem, ScenarioError
from roleplay.scenario.files import check_characters, read_text
from roleplay.scenario.words import shown, visible
from roleplay.scenario.yamlerrors import field_at, in_plain_words

MAX_DEPTH: Final = 24
"""Levels of nesting. A scenario needs six."""
MAX_NODES: Final = 20_000
"""Values in one file, aliases followed. A long scenario has some 500."""


@dataclass(slots=True, eq=False)
class _Node:
    """One value with its place. ``line`` is 1-based."""

    kind: str  # "map", "list" or "scalar"
    line: int
    value: Any = None
    items: list[_Node] = field(default_factory=list)
    keys: dict[str, tuple[int, _Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Source:
    """A YAML file that has been read: ``data`` is made of dict, list, str, int, float, bool and None."""

    data: Any
    file: Path | None
    text: str
    root: _Node

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the key or item at ``path``; where that does not exist, of the nearest part above it."""
        node, line = self.root, self.root.line
        for step in path:
            if node.kind == "map" and isinstance(step, str) and step in node.keys:
                line, node = node.keys[step]
            elif node.kind == "list" and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                line = node.line
            else:
                break
        return line

    def field(self, path: Sequence[str | int]) -> str:
        """``path`` as people write it, ``facts.pressure.says[2]``: items are counted from 1, and an index
        into something that is no list in the file (a single line of text) is left out."""
        out, node = "", self.root
        for step in path:
            if isinstance(step, int):
                if node.kind == "list":
                    out += f"[{step + 1}]"
            else:
                out += f".{shown(step)}" if out else shown(step)
            if node.kind == "map" and isinstance(step, str) and step in node.keys:
                node = node.keys[step][1]
            elif node.kind == "list" and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                node = _Node("scalar", node.line)
        return out

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """A problem at ``path``, with file, line and field."""
        return Problem(visible(message), self.file, self.line(path), self.field(path) or None)


class _Trouble(Exception):
    """Something wrong at a line; turned into an InputError at the edge."""

    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_yaml(path: Path, *, error: type[InputError] = ScenarioError) -> Source:
    """Read one YAML file. Raises ``error`` with file and line for anything that is not plain YAML text."""
    return parse_yaml(read_text(path, error=error), file=path, error=error)


def parse_yaml(text: str, *, file: Path | None = None, error: type[InputError] = ScenarioError) -> Source:
    """Read YAML from text. Raises ``error`` with the line for anything that is not one plain YAML document."""
    check_characters(text, file=file, error=error)
    try:
        root = _compose(text)
        data = _Builder().build(root)
    except _Trouble as trouble:
        where = field_at(text, trouble.line) if trouble.line is not None else None
        raise error([Problem(trouble.message, file, trouble.line, where)]) from None
    return Source(data, file, text, root)


def _compose(text: str) -> _Node:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    composer = _Composer()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            composer.feed(event)
    except MarkedYAMLError as caught:
        line, message = in_plain_words(caught, text)
        raise _Trouble(line, message) from None
    except YAMLError as caught:
        raise _Trouble(None, f"this is not YAML: {caught}") from None
    except (ValueError, OverflowError, IndexError, KeyError, TypeError, AttributeError, AssertionError):
        # The parser trips over a few malformed escapes and directives without an error of its own.
        raise _Trouble(composer.line, "this is not YAML: look at the quotes and backslashes here") from None
    if composer.root is None:
        raise _Trouble(1, "the file is empty")
    return composer.root


class _Composer:
    """Builds the tree from the parser's events, without recursion."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self.line = 1
        self._stack: list[_Node] = []
        self._key: list[tuple[str, int] | None] = []
        self._anchors: dict[str, _Node] = {}
        self._documents = 0
        self._nodes = 0

    def feed(self, event: Any) -> None:
        kind = type(event).__name__
        self.line = event.start_mark.line + 1
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _Trouble(
                    self.line, "a second document starts here ('---'); keep one document in a file"
                )
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "ScalarEvent":
            self._tag(event)
            plain = event.style is None and event.implicit[0]
            self._add(
                _Node("scalar", self.line, _resolve(event.value) if plain else event.value),
                event,
                event.value,
            )
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._tag(event)
            node = _Node("map" if kind.startswith("M") else "list", self.line)
            self._add(node, event)
            self._stack.append(node)
            self._key.append(None)
            if len(self._stack) > MAX_DEPTH:
                raise _Trouble(
                    self.line, f"this is nested more than {MAX_DEPTH} levels deep; a scenario needs six"
                )
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
            self._key.pop()

    def _tag(self, event: Any) -> None:
        if event.tag and event.tag != "!":
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            raise _Trouble(
                self.line,
                f"{shown(tag, 40)} is a YAML tag, and tags are not used here: take it out, or put the text in "
                "quotes if it is meant to start with an exclamation mark",
            )

    def _alias(self, event: Any) -> None:
        name = str(event.anchor)
        if name not in self._anchors:
            raise _Trouble(
                self.line,
                f"*{shown(name)} stands for nothing in this file; put text that starts with * in quotes",
            )
        node = self._anchors[name]
        if any(open_ is node for open_ in self._stack):
            raise _Trouble(self.line, f"*{shown(name)} stands for something that contains itself")
        self._add(node, None, node.value if isinstance(node.value, str) else None)

    def _add(self, node: _Node, event: Any, key_text: str | None = None) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _Trouble(self.line, f"this file holds more than {MAX_NODES:,} values; split it up")
        if event is not None and event.anchor:
            self._anchors[str(event.anchor)] = node
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.kind == "list":
            parent.items.append(node)
            return
        pending = self._key[-1]
        if pending is not None:
            parent.keys[pending[0]] = (pending[1], node)
            self._key[-1] = None
            return
        if node.kind != "scalar" or key_text is None:
            raise _Trouble(
                self.line,
                "a list or a block stands where a name is wanted; if this is text in braces or brackets, put it in quotes",
            )
        if key_text == "<<":
            raise _Trouble(self.line, "merge keys (<<) are not part of this format: write the lines out")
        if key_text in parent.keys:
            first = parent.keys[key_text][0]
            raise _Trouble(
                self.line, f"{shown(key_text)} is given twice (first in line {first}): keep one of them"
            )
        self._key[-1] = (key_text, self.line)


class _Builder:
    """Turns the tree into plain values; counts, since an alias may stand for a lot."""

    def __init__(self) -> None:
        self._count = 0

    def build(self, node: _Node, depth: int = 0) -> Any:
        self._count += 1
        if depth > MAX_DEPTH:
            raise _Trouble(node.line, f"aliases nest this more than {MAX_DEPTH} levels deep: write it out")
        if self._count > MAX_NODES:
            raise _Trouble(
                node.line, f"aliases make this file grow to more than {MAX_NODES:,} values: write it out"
            )
        if node.kind == "map":
            return {key: self.build(value, depth + 1) for key, (_, value) in node.keys.items()}
        if node.kind == "list":
            return [self.build(item, depth + 1) for item in node.items]
        return node.value


_WORDS: Final[Mapping[str, Any]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT: Final = re.compile(r"[-+]?[0-9]{1,300}\Z")
_FLOAT: Final = re.compile(
    r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,9})?\Z"
)


def _resolve(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2 (hexadecimal, octal, .inf and .nan left out: as text they
    get the clearer error)."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
