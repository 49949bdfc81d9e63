"""What the model sees of a segment: its words, its turns of phrase, its place, and what was said before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from roleplay.tagger.context import _COMMON, Heard
from roleplay.tagger.kinds import KINDS
from roleplay.tagger.segments import Segment
from roleplay.tagger.text import Words, is_number, stem, word_set

_LONGEST = 60  # words of a segment that are read; more of the same says nothing new
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday tomorrow tonight")
_WE = word_set("we our us we're we've we'll ours we'd")
_YOU = word_set("you your you're you've you'd you'll yours")
_I = word_set("i i'm i'd i'll i've my me")
_THEY = word_set("they them their they're theirs he his she her")
_NOT = word_set("not no never don't isn't won't can't doesn't didn't nobody nothing aren't wouldn't none")


def turn_features(
    w: Words, segments: Sequence[Segment], heard: Heard, cues: Sequence[list[str]]
) -> list[list[str]]:
    """The features of each segment of a turn. ``cues``: by segment, see :mod:`roleplay.tagger.phrasing`."""
    out = []
    n = len(segments)
    behind: set[str] = set()  # what the turn has done so far
    for k, s in enumerate(segments):
        out.append(_features(w, s, k, n, cues, segments, heard, sorted(behind)))
        if s.question is not None:
            behind.add("after-q")
        for cue in cues[k]:
            if cue.startswith(("pitch", "proof")):
                behind.add("after-own")
            elif cue.startswith("acknowledge"):
                behind.add("after-ack")
    return out


@lru_cache(maxsize=16384)
def _word(word: str) -> tuple[str, str, str, bool, tuple[str, ...]]:
    """Of one word: its stem as a feature, its place in a sentence's frame (itself if common, its kind
    if it has one, else any word), its stem if it carries matter, whether it is a number, its kinds."""
    kinds, found = KINDS.get(word, ()), is_number(word)
    frame = " #" if found else " " + word if word in _COMMON else " " + kinds[0] if kinds else " _"
    root = stem(word)
    return "~" + root, frame, root if word not in _COMMON and len(word) > 2 else "", found, kinds


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 6 else "6" if n < 10 else "10" if n < 16 else "16"


def _features(
    w: Words,
    s: Segment,
    k: int,
    n: int,
    cues: Sequence[list[str]],
    segments: Sequence[Segment],
    heard: Heard,
    behind: Sequence[str],
) -> list[str]:
    last = min(s.last, s.first + _LONGEST)
    words = w.words[s.first : last]
    q = s.question
    kind = "q" if q is not None else "s"
    f = ["bias", "kind=" + kind, "len=" + _bucket(len(words)) + kind]
    # words
    f += words
    roots, frame, carried, counts, sorts = zip(*map(_word, words), strict=True)
    f += set(roots)
    pairs = [a + "_" + b for a, b in itertools.pairwise(words)]
    f += pairs
    f += ["S" + a + b + c for a, b, c in zip(frame, frame[1:], frame[2:], strict=False)]
    head = "^" + words[0]
    f.append(head)
    if len(words) > 1:
        f.append("^" + pairs[0])
        f.append("$" + words[-1])
        if len(words) > 2:
            f.append("^" + pairs[0] + "_" + words[2])
    mark = w.after[s.last - 1]
    f.append("mark=" + mark)
    if q is not None:
        f.append("form=" + q.form)
        f.append("found=" + q.kind + q.form)
        f += ["Q" + x for x in pairs]
    # kinds of words
    f += set(itertools.chain.from_iterable(sorts))
    # turns of phrase
    mine = cues[k]
    f += ["cue:" + c for c in mine]
    labels = {c[: c.index(".")] for c in mine}
    f += ["say:" + c + kind for c in labels]
    f.append("cues=" + _bucket(len(mine)))
    # place
    f.append("at=" + ("only" if n == 1 else "first" if k == 0 else "last" if k == n - 1 else "mid") + kind)
    f.append("n=" + _bucket(n))
    if k:
        f.append("prev" + ("q" if segments[k - 1].question else "s") + kind)
    if k + 1 < n:
        f.append("next" + ("q" if segments[k + 1].question else "s") + kind)
        f.append("next^" + w.words[segments[k + 1].first])
    f += [x + kind for x in behind]
    # who and what kind of words
    bag = set(words)
    who = (
        ("w" if bag & _WE else "")
        + ("y" if bag & _YOU else "")
        + ("i" if bag & _I else "")
        + ("t" if bag & _THEY else "")
    )
    f.append("who=" + who + kind)
    if bag & _DAYS:
        f.append("day" + kind)
    if bag & _NOT:
        f.append("not" + kind)
        f.append("not&who=" + who)
    numbers = sum(counts)
    if numbers:
        f.append("numbers=" + _bucket(numbers))
        if "percent" in bag or "%" in bag:
            f.append("percent" + kind)
        if bag & {"$", "£", "€"}:
            f.append("money" + kind)
    # what was said before
    carry = set(carried) - {""}
    shared = len(carry & heard.last)
    back = len(carry & heard.earlier)
    share = (
        "0" if not shared else "1" if shared * 3 < len(carry) else "2" if shared * 3 < 2 * len(carry) else "3"
    )
    over = "over=" + _bucket(shared)
    f += [
        over,
        over + kind,
        "share=" + share + kind,
        "back=" + _bucket(back),
        over + "&who=" + who,
        over + head,
    ]
    f += [over[:6] + "&" + c for c in labels]
    if numbers and heard.numbers:
        f.append("number-said")
    if heard.turned:
        echoed = sum(x in heard.turned for x in words)
        size = "2" if len(words) < 3 else "6" if len(words) < 7 else "13" if len(words) < 14 else "x"
        echo = str(4 * echoed // len(words)) + "/" + size
        both = sum(x in heard.pairs for x in itertools.pairwise(words))
        f += [
            "echo=" + echo + kind,
            "echo2=" + str(min(both, 3)) + size,
            "echo=" + echo + who,
            "echo2=" + str(min(both, 3)) + kind,
        ]
        if k == 0:
            f += ["echo1st=" + echo + kind, "over1st=" + str(min(shared, 3)) + who]
    if q is not None:
        # Whether a question is about an objection or about the situation is in the buyer's words, not in its own.
        f += heard.line
    for flag in heard.flags:
        f.append("B:" + flag)
        f.append("B:" + flag + kind)
        f.append("B:" + flag + "&who=" + who)
        f += ["B:" + flag + "&" + c for c in labels]
        if q is not None:
            f.append("B:" + flag + "&" + words[0] + "?")
            f.append("B:" + flag + "&over" + str(min(shared, 2)))
    if heard.objected_before:
        f.append("B:before" + kind)
    if bag & heard.all_words - _COMMON:
        f.append("B:word" + kind)
    return f
