"""Questions in a turn: where each begins and ends, and its form by function.

A question is told by its words, not by its mark: by inversion ("do you"), by a question word that
is not embedded in a statement, by a request ("walk me through"), by an indirect opening ("curious
how") or by a tag ("..., right"). The mark, where there is one, decides what the words leave open.
"""

from __future__ import annotations

from roleplay.tagger.forms import Question, form_of, names_options_of, offers_options, wh_form
from roleplay.tagger.inversion import aux_opens, boundary, wh_opens
from roleplay.tagger.openings import fragment_at, indirect_at, matches, request_at
from roleplay.tagger.question_words import (
    ANSWERS,
    AUX,
    EMBEDDERS,
    NO_CHOICE,
    NO_CHOICE_AFTER,
    NO_CHOICE_HEADS,
    NOT_TAGGED,
    OPEN_BARE,
    REQUEST_VERBS,
    RHETORICAL,
    TAGS,
    WH,
)
from roleplay.tagger.text import Words, is_number

__all__ = ["Question", "find_questions"]


def find_questions(w: Words) -> list[Question]:
    """The questions of a turn in order, never overlapping. Linear in the number of words."""
    out: list[Question] = []
    a, n = 0, len(w.words)
    while a < n:
        b = a
        while w.after[b] not in (".", "!", "?"):
            b += 1
        _read_sentence(w, a, b + 1, w.after[b], out)
        a = b + 1
    return _without_rhetoric(w, out)


def _read_sentence(w: Words, a: int, b: int, mark: str, out: list[Question]) -> None:
    starts: list[tuple[int, str]] = []
    i = a
    while i < b:
        kind = _opens_here(w, i, a, b, mark, bool(starts))
        if kind and starts and not _second_question(w, i, starts[-1], kind):
            kind = ""
        if kind:
            starts.append((i, kind))
        i += 1
    tag = _tag_at_end(w, a, b, mark, starts)
    if tag:
        starts = [s for s in starts if s[1] not in ("aux", "fragment")] if tag == "word" else starts
        if not starts or tag == "word":
            out.append(Question(_lead_in(w, a, b), b, "closed", "tag"))
            return
    if not starts:
        if mark == "?":
            _bare_question(w, a, b, out)
        elif b == len(w.words) and _choice_at_end(w, a, b):
            out.append(Question(_lead_in(w, a, b), b, "closed", "choice"))
        return
    for k, (start, kind) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else b
        form = form_of(w, start, end, kind)
        if (
            k
            and kind == "aux"
            and offers_options(w, start, end)
            and out[-1].form == "open"
            and out[-1].last == start
        ):
            last = out.pop()
            out.append(Question(last.first, end, "closed", last.kind))
            continue
        if out and form == "closed" and names_options_of(w, out[-1], start, end):
            last = out.pop()
            out.append(Question(last.first, end, last.form, last.kind))
        else:
            out.append(Question(start, end, form, kind))


def _before(w: Words, i: int, a: int) -> str:
    return w.words[i - 1] if i > a else ""


def _opens_here(w: Words, i: int, a: int, b: int, mark: str, asked: bool) -> str:
    """The kind of question that opens at word ``i``, or ``""``."""
    word = w.words[i]
    if word in WH:
        return "wh" if wh_opens(w, i, a, b, mark, asked) else ""
    edge = boundary(w, i, a)
    if word in AUX:
        if edge and _before(w, i, a) != "or" and indirect_at(w, i, b):
            return "indirect"
        return "aux" if aux_opens(w, i, a, b, mark, edge) else ""
    if not edge:
        return ""
    if word in REQUEST_VERBS and request_at(w, i, b):
        return "request"
    if _before(w, i, a) != "or" and indirect_at(w, i, b):
        return "indirect"
    if (
        edge == 2
        and (i == a or w.after[i - 1] or w.words[i] not in ("want", "need"))
        and fragment_at(w, i, b, mark)
    ):
        return "fragment"
    return ""


def _second_question(w: Words, i: int, last: tuple[int, str], kind: str) -> bool:
    """Whether an opening inside a question begins another one."""
    first, _ = last
    words = w.words
    prev = words[i - 1]
    if i - first < 2 or kind == "fragment":
        return False
    if prev == "or":
        return False
    if kind == "wh":
        return (
            bool(w.after[i - 1])
            or prev in ("and", "but", "so", "then")
            or (prev == "not" and w.words[i] == "why")
        )
    if kind == "aux":
        if last[1] in ("request", "indirect") and not w.after[i - 1] and prev != "and":
            return False
        return (
            bool(w.after[i - 1])
            or prev in ("and", "so", "but", "then")
            or (last[1] == "aux" and i - first > 7 and words[i + 1] == "you")
        )
    return bool(w.after[i - 1]) or prev in ("and", "but", "so")


def _tag_at_end(w: Words, a: int, b: int, mark: str, starts: list[tuple[int, str]]) -> str:
    """ "word" for "..., right", "" for none."""
    last = w.words[b - 1]
    if b - a < 3 or (
        last not in TAGS
        and not (last in ("no", "yes", "okay", "fair", "deal") and w.after[b - 2] in (",", "-"))
    ):
        return ""
    if last in ("yes", "yeah", "no", "true") and mark != "?":
        return ""  # "we do, yeah" says so, it does not ask
    if starts and starts[-1][1] in ("wh", "request", "indirect", "aux"):
        return ""
    before = w.words[b - 2]
    if (mark == "?" and before not in AUX and before not in ("sitting", "feel", "sounds", "sit")) or (
        w.after[b - 2] in (",", "-") and last != "true"
    ):
        return "word"
    if (
        last in ("right", "correct", "huh")
        and before not in NOT_TAGGED
        and b - a >= 4
        and not before.endswith("ing")
    ):
        opener = set(w.words[a : a + 4])
        return (
            "word"
            if opener & {"so", "you", "you're", "your", "you've", "it's", "that's", "they", "sounds"}
            else ""
        )
    return ""


def _choice_at_end(w: Words, a: int, b: int) -> bool:
    """ "pdf or excel", "worth ten minutes, or no": a choice as a turn's last words, its mark left out."""
    first = _lead_in(w, a, b)
    if w.words[b - 3 : b] == ["by", "any", "chance"] or w.words[first : first + 2] == ["missed", "anything"]:
        return True
    if w.words[b - 2 : b] in (["or", "no"], ["or", "not"]):
        return w.after[b - 3] == ","
    words = w.words[first:b]
    if len(words) > 12 or words[0] in NO_CHOICE_HEADS or NO_CHOICE.intersection(words):
        return False
    at = words.index("or") if "or" in words[1:-1] else 0
    return at > 0 and not is_number(words[0]) and words[at + 1] not in NO_CHOICE_AFTER


def _lead_in(w: Words, a: int, b: int) -> int:
    while a < b - 3 and w.words[a] in ("okay", "yeah", "well", "right", "and", "but"):
        a += 1
    return a


def _bare_question(w: Words, a: int, b: int, out: list[Question]) -> None:
    words = tuple(w.words[a:b])
    if words in (("you", "know", "what"), ("guess", "what"), ("the", "result"), ("the", "best", "part")):
        return
    open_ = (
        words in OPEN_BARE
        or (words[-1] in ("yours", "yourself") and len(words) <= 3)
        or words[-1] in ("because", "how")
        or words[:3] == ("if", "you", "could")
        or words[:4] == ("and", "if", "you", "could")
    )
    if len(words) <= 4 and b < len(w.words) and not open_ and not _asks_next(w, b):
        return  # an echo ("six weeks?? that's crazy"), answered by who said it
    if (
        out
        and not open_
        and out[-1].last == a
        and out[-1].form == "open"
        and "or" in words
        and len(words) <= 14
    ):
        last = out.pop()
        out.append(Question(last.first, b, last.form, last.kind))
        return
    for k in range(a, min(b, a + 400)):
        # A question word in a sentence that ends in "?" and opened nowhere else: "you pay how much?"
        if (
            w.words[k] in WH
            and k > a
            and w.words[k - 1] not in EMBEDDERS
            and w.words[k] not in ("who", "which", "where", "when")
        ):
            out.append(Question(a, b, wh_form(w, k, b), "bare-wh"))
            return
    out.append(Question(_lead_in(w, a, b), b, "open" if open_ else "closed", "bare"))


def _asks_next(w: Words, a: int) -> bool:
    b = a
    while w.after[b] not in (".", "!", "?"):
        b += 1
    return w.after[b] == "?"


def _without_rhetoric(w: Words, found: list[Question]) -> list[Question]:
    out = []
    for q in found:
        if any(matches(w, q.first, q.last, p) and q.last - q.first <= 6 for p in RHETORICAL):
            continue
        if (
            q.last < len(w.words)
            and w.words[q.last] in ANSWERS
            and w.words[q.first] in WH
            and w.after[q.last - 1] in ("?", ".")
        ):
            continue
        out.append(q)
    return out
