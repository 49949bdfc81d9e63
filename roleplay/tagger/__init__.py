"""Words of a rep to acts of the codebook (``docs/acts.md``), offline.

``tag(text, context)`` is pure and deterministic: no files but its own weights, no network, no clock.
Questions are found by rules (``questions.py``), everything else is weighed by a small linear model
(``model.py``) over words, turns of phrase (``cues.py``) and what the buyer said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.dialogue.acts import Act
    from roleplay.dialogue.transcript import Turn

__all__ = ["VERSION", "tag"]

_LONG = 2000  # characters; longer turns are read each time, not kept
_LINES = 8  # earlier turns that may count, with room to spare

VERSION = "2"
"""Goes up when the same turn may be read otherwise than before; scorecards carry it."""


def tag(text: str, context: Sequence[Turn] = ()) -> list[Act]:
    """The acts of one turn of the rep, in the order of their words.

    ``context`` is the turns before it, oldest first (the last one usually the buyer's; it may be
    empty; only the last few count). Each act's ``text`` is exactly ``text[start:end]``. A label may come
    more than once, by clause. Any string is fine: nothing is raised, and time is linear in its length.
    """
    from roleplay.tagger.reading import read_acts  # weights load on first use, not on import

    if len(text) > _LONG:
        return read_acts(text, context)
    return list(_read(text, tuple(context[-_LINES:])))


@lru_cache(maxsize=512)
def _read(text: str, context: tuple[Turn, ...]) -> tuple[Act, ...]:
    """Trying a scene out plays the same rep over many seeds, and a replay reads a call again: the same
    words against the same lines are read once."""
    from roleplay.tagger.reading import read_acts

    return tuple(read_acts(text, context))
