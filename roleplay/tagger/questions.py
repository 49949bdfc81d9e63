"""Questions in a turn: where each begins and ends, and its form by function.

A question is told by its words, not by its mark: by inversion ("do you"), by a question word that
is not embedded in a statement, by a request ("walk me through"), by an indirect opening ("curious
how") or by a tag ("..., right"). The mark, where there is one, decides what the words leave open.
"""

from __future__ import annotations

from roleplay.tagger.forms import Question, form_of, names_options_of, offers_options, wh_form
from roleplay.tagger.openings import fragment_at, indirect_at, matches, request_at
from roleplay.tagger.question_words import (
    AFTER_RELATIVE,
    ANSWERS,
    AUX,
    CLEFT_VERBS,
    DISCOURSE,
    EMBEDDERS,
    HAS_SUBJECT,
    NO_CHOICE_HEADS,
    NO_SUBJECT,
    NOT_TAGGED,
    OPEN_BARE,
    PRONOUN,
    QUANTITY,
    REQUEST_VERBS,
    RHETORICAL,
    SCENE,
    SUBJECT,
    TAGS,
    WH,
)
from roleplay.tagger.text import Words

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
        kind = _opens_here(w, i, a, b, mark)
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


def _boundary(w: Words, i: int, a: int) -> int:
    """2 where a clause surely begins, 1 where it may, 0 where it does not."""
    if i == a or w.after[i - 1]:
        return 2
    prev = w.words[i - 1]
    if prev in ("so", "and", "but", "or", "okay", "well", "then", "now", "also", "because", "just", "plus"):
        return 2
    return 1 if prev in DISCOURSE else 0


def _opens_here(w: Words, i: int, a: int, b: int, mark: str) -> str:
    """The kind of question that opens at word ``i``, or ``""``."""
    word = w.words[i]
    if word in WH:
        return "wh" if _wh_opens(w, i, a, b, mark) else ""
    edge = _boundary(w, i, a)
    if word in AUX:
        if edge and _before(w, i, a) != "or" and indirect_at(w, i, b):
            return "indirect"
        return "aux" if _aux_opens(w, i, a, b, mark, edge) else ""
    if not edge:
        return ""
    if word in REQUEST_VERBS and request_at(w, i, b):
        return "request"
    if _before(w, i, a) != "or" and indirect_at(w, i, b):
        return "indirect"
    if edge == 2 and fragment_at(w, i, b, mark):
        return "fragment"
    return ""


def _wh_opens(w: Words, i: int, a: int, b: int, mark: str) -> bool:
    words = w.words
    word = words[i]
    edge = _boundary(w, i, a)
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
        return edge > 0 and (mark == "?" or (word == "why" and i > a and prev in ("and", "or", "so")))
    if word in ("what", "how") and nxt in ("a", "an", "ever") and mark != "?":
        return False
    if nxt == "to" and mark != "?":
        return False
    inverted, pronoun = _inversion(w, i, b)
    if not edge and rest == 1 and nxt in ("exactly", "though"):
        return False
    if edge == 0:
        if word == "why" and nxt == "not" and prev == "not":
            return True
        if word == "which" and nxt in ("one", "ones", "of", "part", "bit") and inverted:
            return True
        if (
            word == "how"
            and nxt in ("much", "many", "long", "often")
            and prev in ("roughly", "approximately", "for", "so")
        ):
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
    if word == "how" and nxt in ("about", "come", "so"):
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


def _aux_opens(w: Words, i: int, a: int, b: int, mark: str, edge: int) -> bool:
    words = w.words
    word = words[i]
    if i + 1 >= b:
        return False
    nxt = words[i + 1]
    prev = words[i - 1] if i > a else ""
    if nxt in WH or nxt in ("not", "be", "been", "love", "like", "do", "n't"):
        return False
    if word == "were" and nxt in ("the", "a", "an", "your", "not") and mark != "?":
        return False  # "we're" typed without its apostrophe
    if (
        nxt == "you"
        and b - i <= 4
        and i > a
        and words[b - 1] in ("think", "reckon", "say", "feel", "guess")
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
        return True
    if "either" in w.words[a:b] or "whether" in w.words[a:b]:
        return False
    return b - first <= 16 and "or" in w.words[first + 1 : b - 1] and w.words[first] not in NO_CHOICE_HEADS


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
