"""A turn cut into pieces small enough to do one thing: its questions, and the clauses between them."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.tagger.questions import Question, find_questions
from roleplay.tagger.text import Words, word_set

_TURNS = word_set("but however anyway")
_JOINS = word_set("and so because then which plus")
_CLAUSE_HEADS = word_set(
    "i i'm i'd i'll i've we we're we'd we'll we've you you're you'd you'll you've they they're it it's that that's "
    "this there there's he she let let's our your what how"
)
_LONG = 14  # words in a clause without a stop before "and", "so", ... may cut it


@dataclass(frozen=True, slots=True)
class Segment:
    """Words ``first`` to ``last`` (exclusive) of a turn; ``question`` if the segment is one."""

    first: int
    last: int
    question: Question | None = None


def cut(w: Words) -> list[Segment]:
    """The segments of a turn, in order, covering all of its words."""
    out: list[Segment] = []
    at = 0
    for q in find_questions(w):
        if q.first > at:
            _cut_plain(w, at, q.first, out)
        out.append(Segment(q.first, q.last, q))
        at = q.last
    if at < len(w.words):
        _cut_plain(w, at, len(w.words), out)
    return out


def _cut_plain(w: Words, first: int, last: int, out: list[Segment]) -> None:
    start = first
    for i in range(first, last):
        mark = w.after[i]
        nxt = w.words[i + 1] if i + 1 < last else ""
        size = i + 1 - start
        if i + 1 == last:
            break
        if (
            mark in (".", "!", "?")
            or (nxt in _TURNS and size >= 2)
            or (mark == "-" and size >= 2)
            or (
                mark == ","
                and size >= 3
                and (nxt in _CLAUSE_HEADS or nxt in _JOINS)
                and w.words[start] not in ("if", "when")
            )
            or (size >= _LONG and nxt in _JOINS and i + 2 < last and w.words[i + 2] in _CLAUSE_HEADS)
        ):
            pass
        else:
            continue
        out.append(Segment(start, i + 1))
        start = i + 1
    if start < last:
        out.append(Segment(start, last))
