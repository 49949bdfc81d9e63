"""Questions that open with a question word or a verb before its subject, told from statements that look alike."""

from __future__ import annotations

from roleplay.tagger.question_words import (
    AFTER_RELATIVE,
    AUX,
    CLEFT_VERBS,
    DISCOURSE,
    EMBEDDERS,
    HAS_SUBJECT,
    NO_SUBJECT,
    PRONOUN,
    QUANTITY,
    SCENE,
    SUBJECT,
    WH,
)
from roleplay.tagger.text import Words


def boundary(w: Words, i: int, a: int) -> int:
    """2 where a clause surely begins, 1 where it may, 0 where it does not."""
    if i == a or w.after[i - 1]:
        return 2
    prev = w.words[i - 1]
    if prev in ("so", "and", "but", "or", "okay", "well", "then", "now", "also", "because", "just", "plus"):
        return 2
    return 1 if prev in DISCOURSE else 0


def wh_opens(w: Words, i: int, a: int, b: int, mark: str, asked: bool = False) -> bool:
    """Whether a question word opens a question at ``i``; ``asked`` if its sentence has opened one before."""
    words = w.words
    word = words[i]
    edge = boundary(w, i, a)
    prev = words[i - 1] if i > a else ""
    rest = b - i - 1
    nxt = words[i + 1] if rest else ""
    starts = i == a or (edge == 2 and (i - a <= 2 or _sets_scene(w, a)))
    if not rest:
        if (
            word in ("how", "why", "what")
            and b - a <= 6
            and (prev in ("to", "with", "against", "than") or prev not in EMBEDDERS)
        ):
            return i > a or word != "what" or mark == "?"
        if b - a == 1 and word in ("where", "who", "when", "which"):
            return True
        return edge > 0 and (mark == "?" or (word == "why" and i > a and prev in ("and", "or", "so")))
    if word in ("what", "how") and nxt in ("a", "an", "ever") and mark != "?":
        return False
    if nxt == "to" and mark != "?":
        return False
    inverted, pronoun = _inversion(w, i, b)
    if asked and prev == "and" and nxt not in HAS_SUBJECT and nxt not in SUBJECT:
        return True  # "which one and what speed", "what was it, and who told you"
    if edge == 0:
        if word == "why" and nxt == "not" and prev == "not":
            return True
        known = prev in EMBEDDERS
        if word == "which" and nxt in ("one", "ones", "of", "part", "bit") and inverted and not known:
            return True
        amount = word == "how" and nxt in ("much", "many", "long", "often")
        if amount and (prev in _BEFORE_AMOUNT or (prev in ("by", "of") and b - a <= 6)):
            return True
        if prev in EMBEDDERS or word in ("who", "which", "where", "when", "whose", "who's", "whom"):
            return False
        if words[i - 1] in ("reason", "way", "matter", "the", "that", "your", "my"):
            return False
        return (inverted and pronoun) or (word == "what" and nxt in ("happened", "happens", "else"))
    if word in (
        "what's",
        "how's",
        "where's",
        "who's",
        "why's",
        "when's",
        "what're",
        "what'd",
        "how'd",
        "where'd",
    ):
        if i - a > 2 and not w.after[i - 1] and prev in ("then", "just", "now", "only", "also"):
            return mark == "?"
        return mark == "?" or not _cleft(w, i, b)
    if i > a and not w.after[i - 1] and prev in EMBEDDERS and prev not in DISCOURSE:
        return inverted and pronoun
    if inverted:
        if (
            not starts
            and w.after[i - 1 : i] == [","]
            and word in ("which", "who", "whose", "where")
            and not pronoun
        ):
            return mark == "?"
        return pronoun or mark == "?" or not _cleft(w, i, b)
    if mark == "?" and edge == 2:
        if nxt in HAS_SUBJECT and (i > a or "," in w.after[i:b]):
            return False
        return word != "when" and (i == a or word not in ("which", "where", "who") or nxt in ("one", "of"))
    if word == "how" and (nxt in ("about", "come", "so") or (nxt.endswith("'s") and nxt not in HAS_SUBJECT)):
        return True
    if word == "what" and nxt in ("about", "if", "else"):
        return True
    if word == "why" and (
        nxt == "not"
        or (rest <= 3 and nxt not in HAS_SUBJECT)
        or (starts and rest <= 9 and nxt not in PRONOUN)
    ):
        return True
    if word == "which" and starts:
        return nxt not in AFTER_RELATIVE
    if word in ("who", "where") and starts and w.after[i - 1 : i] == [","] and nxt not in PRONOUN:
        return True
    if (
        nxt in HAS_SUBJECT
        or nxt in SUBJECT
        or (w.after[i - 1 : i] == [","] and word in ("which", "who", "where"))
    ):
        return False
    if word in ("what", "who", "which") and i > a and prev in ("and", "or", "because"):
        return word != "which" and nxt in (
            "happens",
            "happened",
            "signs",
            "decides",
            "made",
            "else",
            "owns",
            "drives",
        )
    if word in ("what", "who"):
        return not _cleft(w, i, b)
    return (word == "which" and rest <= 3 and nxt in ("one", "ones")) or (word == "how" and nxt in QUANTITY)


_BEFORE_AMOUNT = ("roughly", "approximately", "for", "so")


def _sets_scene(w: Words, a: int) -> bool:
    """ "When a truck stops, who gets the call": a clause that sets the scene for a question."""
    word = w.words[a]
    if word in DISCOURSE and a + 1 < len(w.words):
        word = w.words[a + 1]
    return word in SCENE


def _inversion(w: Words, i: int, b: int) -> tuple[bool, bool]:
    """Whether a verb comes before its subject after the question word, and whether a pronoun follows it."""
    words = w.words
    if (
        words[i] == "what"
        and i + 1 < b
        and words[i + 1] in CLEFT_VERBS
        and words[i + 1] not in ("people", "sets")
    ):
        return False, False
    reach = 6 if words[i] in ("what", "which", "how", "whose") else 2
    if words[i] in ("who", "whom"):
        reach = 3 if i + 1 < b and words[i + 1] == "else" else 2
    for k in range(i + 1, min(i + reach, b)):
        if words[k] in AUX:
            after = words[k + 1] if k + 1 < b else ""
            return bool(after), after in PRONOUN or after in ("guys", "anyone", "people", "the", "your")
        if words[k] in HAS_SUBJECT or w.after[k]:
            return False, False
    return False, False


def _cleft(w: Words, i: int, b: int) -> bool:
    """ "What matters is that ...": a statement that begins like a question."""
    words = w.words
    first = i + 1
    if words[first] in AUX or words[i] not in ("what", "what's"):
        first += 1
    elif words[first] not in CLEFT_VERBS and words[first] not in PRONOUN:
        return False  # "what share of it is late": a noun follows, not a verb
    for k in range(first + 1, min(i + 12, b - 1)):
        if words[k] in ("is", "are", "was") and words[k - 1] not in WH:
            return words[k + 1] not in ("it", "there", "you")
    return False


def aux_opens(w: Words, i: int, a: int, b: int, mark: str, edge: int) -> bool:
    words = w.words
    word = words[i]
    if i + 1 >= b:
        return False
    nxt = words[i + 1]
    prev = words[i - 1] if i > a else ""
    if word in ("has", "have", "does") and nxt in ("a", "an", "#") and mark != "?":
        return False
    if word in ("isn't", "aren't", "wasn't") and prev == "or":
        return False
    if nxt in WH or nxt in ("not", "be", "been", "love", "like", "do", "n't"):
        return False
    if word == "were" and nxt in ("the", "a", "an", "your", "not") and mark != "?":
        return False  # "we're" typed without its apostrophe
    if (
        nxt == "you"
        and b - i <= 4
        and i > a
        and words[b - 1] in ("think", "reckon", "say", "feel", "guess", "know")
        and word in ("do", "would")
    ):
        return i == a  # "..., do you think" belongs to the question before it
    if prev in (
        "i'll",
        "we'll",
        "you'll",
        "i'd",
        "we'd",
        "they'll",
        "must",
        "to",
        "it'll",
        "he'll",
        "she'll",
    ):
        return False
    if (
        prev in ("so", "neither", "nor", "as", "than")
        and nxt in ("i", "we", "they")
        and b - i <= 3
        and mark != "?"
    ):
        return False
    if edge == 0:
        # "sounds rough are you replacing it": no stop, but nothing that could be the verb's subject.
        if prev in WH or prev in PRONOUN or prev in AUX or (prev in EMBEDDERS and prev not in ("me", "you")):
            return False
        if prev in (
            "if",
            "as",
            "than",
            "only",
            "what",
            "nor",
            "neither",
            "all",
            "who",
            "which",
            "everyone",
            "people",
        ):
            return False
        for k in range(max(a, i - 4), i):
            if words[k] in WH:
                return False
        if nxt == "you":
            return word in (
                "do",
                "did",
                "are",
                "have",
                "would",
                "could",
                "can",
                "will",
                "don't",
                "were",
                "aren't",
            )
        if nxt not in ("it", "that", "they", "there", "this"):
            return False
        return word in ("is", "isn't", "are") or (
            mark == "?" and word in ("does", "did", "was", "doesn't", "would")
        )
    if nxt in (
        "you",
        "i",
        "we",
        "they",
        "he",
        "she",
        "there",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "those",
        "these",
    ):
        if word in ("had", "should", "may", "were", "am", "have") and mark != "?":
            return (word, nxt) in (
                ("should", "we"),
                ("should", "i"),
                ("may", "i"),
                ("were", "you"),
                ("were", "they"),
                ("am", "i"),
                ("have", "you"),
                ("have", "they"),
                ("have", "i"),
                ("have", "we"),
                ("had", "you"),
            ) and not (word == "had" and edge == 2 and i == a)
        return not (word == "do" and nxt in ("those", "these")) or mark == "?"
    if nxt in SUBJECT:
        if word in ("do", "have", "had", "may", "should") and mark != "?":
            return nxt in ("people", "anyone") or (word == "have" and nxt in ("things", "people"))
        if nxt in ("it", "that", "this", "your", "their", "his", "her", "anything", "something"):
            return True
        return edge == 2 and not (prev in ("and", "now", "just", "also") and i - a > 1 and mark != "?")
    if nxt in ("a", "an") and word in ("would", "could", "does", "will"):
        return True
    if mark == "?":
        return edge == 2 and nxt not in ("to", "in", "on", "and", "by", "for")
    if nxt in ("monday", "tuesday", "wednesday", "thursday", "friday", "tomorrow", "next", "#"):
        return edge == 2 and word in ("is", "would", "does", "will", "are", "can")
    if (
        edge != 2
        or (prev == "and" and i - a > 1)
        or (w.after[i - 1 : i] == [","] and i - a > 2 and not _sets_scene(w, a))
    ):
        return False
    if word in ("does", "did", "is", "was", "shall", "would", "could", "will", "can", "are", "has", "have"):
        return (b - i > 2 and nxt not in NO_SUBJECT and not nxt.endswith(("ing", "ed", "ly"))) or nxt in (
            "starting",
            "having",
            "splitting",
        )
    return False
