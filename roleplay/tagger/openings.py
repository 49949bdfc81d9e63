"""Questions that open without inversion: requests, indirect questions, and fragments."""

from __future__ import annotations

from roleplay.tagger.question_words import FRAGMENTS, INDIRECT_BY_HEAD, SURE_FRAGMENTS, WH
from roleplay.tagger.text import Words


def matches(w: Words, i: int, b: int, phrase: tuple[str, ...]) -> bool:
    return i + len(phrase) <= b and all(w.words[i + k] == p for k, p in enumerate(phrase))


def indirect_at(w: Words, i: int, b: int) -> bool:
    for phrase in INDIRECT_BY_HEAD.get(w.words[i], ()):
        if not matches(w, i, b, phrase):
            continue
        end = i + len(phrase)
        learns = phrase[-1] in ("curious", "wonder", "wondering", "ask", "asking")
        for k in range(end, min(end + 5, b)):
            word = w.words[k]
            if word in (
                "know",
                "hear",
                "understand",
                "learn",
                "ask",
                "hearing",
                "understanding",
                "wondering",
                "dig",
            ):
                learns = True
            elif learns and (word in WH or word in ("if", "whether")):
                return True
            elif learns and word in ("about", "more", "your"):
                # "ask about the empty weeks" sets out what will be asked; "hear about" asks.
                return w.words[k - 1] != "ask" and w.words[k - 1] != "you"
            elif (
                word in ("see", "get", "find")
                and k + 1 < b
                and w.words[k + 1] in ("how", "what", "why", "if", "a", "out")
            ):
                learns = True
            elif word in ("show", "tell", "share", "send", "make", "talk", "give", "offer", "let"):
                break
    return False


def request_at(w: Words, i: int, b: int) -> bool:
    word = w.words[i]
    nxt = w.words[i + 1] if i + 1 < b else ""
    third = w.words[i + 2] if i + 2 < b else ""
    if word in ("tell", "show"):
        return nxt in ("me", "us") and (
            (
                word == "tell"
                and third
                not in (
                    "and",
                    "if",
                    "when",
                    "to",
                    "so",
                    "off",
                    "no",
                    "that",
                    "it's",
                    "you",
                    "then",
                    "i",
                    "or",
                )
            )
            or third in ("how", "what")
        )
    if word in ("walk", "talk", "take", "run", "bring"):
        return nxt in ("me", "us") and third in ("through", "thru", "up", "over")
    if word == "help":
        return nxt in ("me", "us") and third in ("understand", "see", "get", "out", "picture", "learn")
    if word == "give":
        return nxt in ("me", "us") and any(
            w.words[k]
            in (
                "sense",
                "idea",
                "example",
                "examples",
                "picture",
                "feel",
                "overview",
                "background",
                "rundown",
            )
            for k in range(i + 2, min(i + 7, b))
        )
    if word == "say":
        return nxt in ("more", "a") and (nxt == "more" or third in ("bit", "little"))
    if word == "fill":
        return nxt in ("me", "us") and third == "in"
    if word == "paint":
        return nxt in ("me", "us", "a", "the")
    if word in ("explain", "describe", "elaborate", "expand", "share", "clarify", "outline", "unpack"):
        return nxt in (
            "how",
            "what",
            "why",
            "to",
            "your",
            "the",
            "that",
            "this",
            "a",
            "me",
            "for",
            "on",
            "please",
            "with",
            "us",
        )
    return word == "list" and nxt in ("your", "the", "all", "for", "out")


def fragment_at(w: Words, i: int, b: int, mark: str) -> bool:
    word = w.words[i]
    nexts = FRAGMENTS.get(word)
    if nexts is None:
        return word == "thoughts" and b - i == 1
    if i + 1 >= b or w.words[i + 1] not in nexts:
        return False
    if word == "okay" and mark != "?":
        return b - i <= 7 and w.words[i + 2 : i + 3] in (["i"], ["we"], ["you"], ["me"])
    return mark == "?" or (word, w.words[i + 1]) in SURE_FRAGMENTS
