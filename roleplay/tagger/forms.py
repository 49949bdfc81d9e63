"""The form of a question by function: does it ask for an account, or for a word or a choice?"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.tagger.question_words import (
    AUX,
    COMPARE,
    DAYS,
    FACT_AFTER_S,
    HAS_SUBJECT,
    PRONOUN,
    QUANTITY,
    SHORT_FACT,
    WH,
    WHERE_OPEN,
)
from roleplay.tagger.text import Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question: words ``first`` to ``last`` (exclusive), ``form`` "open" or "closed", and the
    rule that found it (``kind``), which the model reads as a feature."""

    first: int
    last: int
    form: str
    kind: str


def offers_options(w: Words, start: int, end: int) -> bool:
    """ "..., is it price or timing" right behind a question: the options it may be answered with."""
    return (
        w.words[start] in ("is", "was", "are", "were")
        and w.words[start + 1] in ("it", "that", "they", "this")
        and "or" in w.words[start:end]
    )


def form_of(w: Words, i: int, b: int, kind: str) -> str:
    if kind == "wh":
        return wh_form(w, i, b)
    if kind in ("request", "indirect"):
        return _embedded_form(w, i, b, "open")
    if kind == "fragment":
        if w.words[i] in ("like", "such", "thoughts") or w.words[i : i + 2] == ["any", "thoughts"]:
            return "open"
        if w.words[i] in ("in", "at", "to", "with", "from", "on", "by"):
            return wh_form(w, i + 1, b)
        if w.words[i] in ("mind", "any", "care", "you"):
            return _embedded_form(w, i, b, "closed")
        return "closed"
    return _aux_form(w, i, b)


def _aux_form(w: Words, i: int, b: int) -> str:
    words = w.words
    subject = words[i + 1]
    near = words[i + 2 : min(i + 10, b)]
    if subject in ("you", "u", "anyone", "someone", "we", "i"):
        for k, word in enumerate(near):
            at = i + 2 + k
            nxt = words[at + 1] if at + 1 < b else ""
            if word in ("tell", "telling") and nxt in ("me", "us"):
                return _embedded_form(w, at, b, "open")
            if subject in ("i", "we"):
                if word in ("ask", "know", "asking") and k <= 2:
                    return _embedded_form(w, at, b, "closed")
                continue
            if k <= 1 and word in (
                "explain",
                "describe",
                "elaborate",
                "expand",
                "clarify",
                "outline",
                "unpack",
                "explaining",
                "describing",
                "sharing",
                "elaborating",
                "expanding",
            ):
                return _embedded_form(w, at, b, "open")
            if word in ("share", "walk", "talk", "take", "run", "walking", "talking") and (
                nxt
                in ("me", "us", "a", "how", "what", "some", "with", "more", "your", "why", "anything", "the")
            ):
                through = {"through", "what", "how", "more", "bit", "why", "about", "what's", "where"} & set(
                    words[at : at + 5]
                )
                return _embedded_form(w, at, b, "open") if through else "closed"
            if (
                word == "help"
                and nxt in ("me", "us")
                and at + 2 < b
                and words[at + 2] in ("understand", "see", "picture", "get")
            ):
                return _embedded_form(w, at, b, "open")
            if word in ("give", "giving", "paint", "show") and nxt in ("me", "us"):
                if {
                    "sense",
                    "idea",
                    "example",
                    "examples",
                    "picture",
                    "feel",
                    "overview",
                    "background",
                    "how",
                    "rundown",
                } & set(words[at : at + 9]):
                    return _embedded_form(w, at + 1, b, "open")
                return "closed"
            if word == "say" and nxt in ("more", "a"):
                return "open"
            if word == "fill" and nxt in ("me", "us"):
                return "open"
            if (word in ("mind", "asking") and "ask" in words[at : at + 4]) or word == "asking":
                return _embedded_form(w, at, b, "closed")
            if word in ("know", "remember", "recall", "idea", "sense") and words[i] in (
                "do",
                "would",
                "can",
                "have",
            ):
                for j in range(at + 1, min(at + 4, b)):
                    if words[j] in ("why", "how", "what's"):
                        return wh_form(w, j, b)
    return "closed"


def _embedded_form(w: Words, i: int, b: int, default: str) -> str:
    """Form of what is asked for after "tell me", "can I ask", "curious": that of the embedded question."""
    words = w.words
    for k in range(i, min(i + 12, b)):
        word = words[k]
        if word in WH:
            if k + 1 < b and words[k + 1] == "you" and word == "what" and default == "open":
                return "closed" if {"pay", "spend"} & set(words[k : k + 4]) else "open"
            return wh_form(w, k, b)
        if word in ("if", "whether"):
            if word == "if" and k > i and words[k - 1] in ("mind", "me", "okay", "ask"):
                continue
            if w.after[k - 1 : k] == [","]:
                return default
            return "closed"
        if word in ("about", "through", "more") and default == "open":
            return (names_options(w, k, b) and "closed") or "open"
        if word == "your" and k + 1 < b and words[k + 1] in FACT_AFTER_S:
            return "closed"
    return default


def wh_form(w: Words, i: int, b: int) -> str:
    words = w.words
    word = words[i]
    nxt = words[i + 1] if i + 1 < b else ""
    third = words[i + 2] if i + 2 < b else ""
    if word in ("who", "who's", "whose", "which", "whom", "who'd", "when", "when's"):
        return "closed"
    if word in ("why", "why's"):
        return (
            "closed" if nxt in ("not", "don't") and third in ("we", "i", "let", "start", "just") else "open"
        )
    if names_options(w, i, b):
        return "closed"
    if word in ("where", "where's", "where'd"):
        return "open" if WHERE_OPEN.intersection(words[i : i + 12]) else "closed"
    if word in ("how", "how's", "how'd"):
        if nxt in QUANTITY or (nxt.endswith("'s") and nxt not in HAS_SUBJECT):
            return "closed"
        if (
            third in AUX
            and nxt not in AUX
            and nxt not in ("come", "so", "exactly", "else", "to", "well", "best", "bad")
        ):
            return "closed"  # "how wide is", "how quick were"
        if nxt in ("about",) or (nxt == "important" and "scale" in words[max(0, i - 12) : b]):
            return "closed"
        tail = words[i : min(b, i + 9)]
        if (tail[-1] in ("sound", "look", "work", "suit") and set(tail) & DAYS) or tail[1:4] in (
            ["does", "that", "sound"],
            ["does", "this", "sound"],
            ["does", "that", "look"],
        ):
            return "closed"
        return "closed" if word == "how's" and nxt in DAYS else "open"
    if nxt in ("about", "if"):
        return "closed"
    if nxt in SHORT_FACT and nxt not in ("target", "team"):
        return "closed"
    if nxt in ("kind", "sort", "type") and b - i <= 5:
        return "closed"
    if b - i == 2 and nxt not in ("else", "happened", "happens", "changed", "now", "then"):
        return "closed"  # "what shift"
    first = i + 1
    while first < b and words[first] in (
        "is",
        "was",
        "are",
        "would",
        "be",
        "the",
        "your",
        "their",
        "his",
        "her",
        "our",
        "a",
        "best",
        "current",
        "exact",
        "actual",
        "rough",
        "next",
        "total",
    ):
        first += 1
    if (
        first < b
        and first <= i + 5
        and first > i + 1 - (word == "what's")
        and any(x in FACT_AFTER_S for x in words[first : min(b, first + 2)])
    ):
        beyond = words[first + 1] if first + 1 < b else ""
        return "open" if beyond in ("like", "look", "process", "behind", "look", "to") else "closed"
    near = words[i + 1 : min(i + 11, b)]
    if any(
        x in ("pay", "paying", "spend", "spending", "cost", "called", "charge", "charging", "earn", "earning")
        for x in near
    ) or ("worth" in near and "make" not in near):
        return "closed"
    return "open"


def names_options(w: Words, i: int, b: int) -> bool:
    """Whether the question names the options to choose from: "..., price or timing"."""
    words = w.words
    stop = min(b, i + 60)
    for k in range(i + 2, stop - 1):
        if words[k] != "or":
            continue
        if words[k - 1] in ("good", "pros", "positive") or words[k + 1] in (
            "so",
            "something",
            "anything",
            "whatever",
            "not",
            "less",
        ):
            return words[k + 1] in ("something", "not")
        comma = next((j for j in range(k - 1, max(i + 1, k - 10), -1) if w.after[j] in (",", "-")), -1)
        if comma >= 0 and words[comma + 1] not in ("when", "if", "because", "since", "which", "who"):
            return True
        if any(x in COMPARE for x in words[i:k]) or words[k + 1] in ("is", "are", "was", "do", "does"):
            return True
        if words[i] in ("how", "what") and k + 1 < b and b - k <= 4 and words[k + 1] in PRONOUN:
            return True
    return False


def names_options_of(w: Words, last: Question, start: int, end: int) -> bool:
    """A second sentence that only names options for the open question just asked."""
    if (
        last.form != "open"
        or (last.last != start and start - last.last > 1)
        or w.after[start - 1] in (",", "-", "")
    ):
        return False
    return (
        "or" in w.words[start:end]
        and w.words[start] in ("is", "was", "are", "more")
        and end - start <= 16
        and w.words[start + 1] in ("it", "that", "this", "they")
    )
