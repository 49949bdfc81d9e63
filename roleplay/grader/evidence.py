"""Quotes are looked up: what does not stand in the transcript, in the turn named, is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roleplay.dialogue.transcript import Transcript
from roleplay.grader.scorecard import Evidence

_LOOSE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_ENDS = " \t\r\n\"'“”‘’.…"


def stands_in(transcript: Transcript, turn: int, quote: str) -> bool:
    """Whether ``quote`` is a verbatim part of turn ``turn`` (1-based)."""
    return (
        1 <= turn <= len(transcript.turns)
        and bool(quote.strip())
        and quote in transcript.turns[turn - 1].text
    )


def verified(transcript: Transcript, quotes: Iterable[tuple[int, str]]) -> list[Evidence]:
    """The quotes that stand in the transcript, each once, in the order given."""
    turns = transcript.turns
    out: list[Evidence] = []
    seen: set[tuple[int, str]] = set()
    for pair in quotes:
        turn, quote = pair
        if pair not in seen and 1 <= turn <= len(turns) and quote in turns[turn - 1].text and quote.strip():
            seen.add(pair)
            out.append(Evidence(turn=turn, quote=quote))
    return out


def look_up(transcript: Transcript, turn: int, quote: str) -> tuple[int, str] | None:
    """Where words that somebody else quotes stand, as they stand there; ``None`` if they do not.

    Typographic quotes, dashes, white space, case and an ellipsis at the ends are forgiven; a word that was
    not said is not. The turn named is tried first, then, for quotes of three words or more, those within
    two of it (a judge that miscounts a turn is right about the words).
    """
    near = [turn] if len(quote.split()) < 3 else [turn, turn - 1, turn + 1, turn - 2, turn + 2]
    pattern = _pattern(quote)
    if pattern is None:
        return None
    for number in near:
        if not 1 <= number <= len(transcript.turns):
            continue
        text = transcript.turns[number - 1].text
        found = pattern.search(text.translate(_LOOSE))
        if found is not None:
            return number, text[found.start() : found.end()]
    return None


def _pattern(quote: str) -> re.Pattern[str] | None:
    words = quote.strip(_ENDS).translate(_LOOSE).split()
    if not words:
        return None
    return re.compile(r"(?<!\w)" + r"\s+".join(re.escape(w) for w in words) + r"(?!\w)", re.I)
