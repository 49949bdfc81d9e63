"""Taking a model's thoughts out of its words, while they stream."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    "think",
    "thinking",
    "thought",
    "thoughts",
    "reasoning",
    "reflection",
    "analysis",
    "scratchpad",
)
_OPENING: Final = (*(f"<{n}>" for n in _NAMES), "[think]", "◁think▷")
_CLOSING: Final = (*(f"</{n}>" for n in _NAMES), "[/think]", "◁/think▷")
_OPEN: Final = re.compile("|".join(re.escape(t) for t in _OPENING), re.I)
_CLOSE: Final = re.compile("|".join(re.escape(t) for t in _CLOSING), re.I)
_LONGEST: Final = max(len(t) for t in _CLOSING)
_KEPT: Final = 20_000
"""Characters of thought that are kept: enough for an answer that a model has put there by mistake."""


class ThoughtFilter:
    """Feed it pieces of a reply; it gives back what is meant to be heard.

    A tag may be cut anywhere between two pieces. A thought that never ends swallows the rest. A closing
    tag without an opening one (some templates put the opening tag into the prompt) means that all before
    it was thought: see :attr:`stray_close`. ``inside``: the reply begins in a thought.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._held = ""
        self.thought = ""
        """What was thought."""
        self.stray_close = False
        """A thought ended that had never begun: what was given out before was not meant to be heard."""
        self.never_closed = inside
        """The reply was taken to begin in a thought, and no tag has ended it."""

    def feed(self, piece: str) -> str:
        """The audible part of the reply so far that has not been given out yet."""
        text, self._held = self._held + piece, ""
        out = ""
        while text:
            close = _CLOSE.search(text)
            opening = None if self._inside else _OPEN.search(text)
            if self._inside and close:
                self._think(text[: close.start()])
                self._inside = self.never_closed = False
                text = text[close.end() :]
            elif not self._inside and close and (opening is None or close.start() < opening.start()):
                self.stray_close = True
                self._think(out + text[: close.start()])
                out, text = "", text[close.end() :]
            elif opening:
                out += text[: opening.start()]
                self._inside = True
                text = text[opening.end() :]
            else:
                keep = _partial_tag(text)
                body, self._held = text[: len(text) - keep], text[len(text) - keep :]
                if self._inside:
                    self._think(body)
                else:
                    out += body
                break
        return out

    def finish(self) -> str:
        """What was held back in case it became a tag."""
        held, self._held = self._held, ""
        if self._inside:
            self._think(held)
            return ""
        return held

    def _think(self, text: str) -> None:
        self.thought += text[: max(0, _KEPT - len(self.thought))]


def _partial_tag(text: str) -> int:
    """How many characters at the end may be the beginning of a tag."""
    end = text[-_LONGEST:].lower()
    for n in range(len(end), 0, -1):
        suffix = end[-n:]
        if suffix[0] in "<[◁" and any(t.startswith(suffix) for t in (*_OPENING, *_CLOSING)):
            return n
    return 0
