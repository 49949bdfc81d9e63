"""Words as the topic matcher sees them: stems without the glue between them, and numbers as numbers.

"Eighteen thousand", "18k" and "$18,000" come out as the same token, so that a rep who says back a
figure is recognised however it is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)

_UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "million": 1_000_000, "m": 1_000_000}

STOP = frozenset(
    [
        "a",
        "about",
        "above",
        "actually",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "anything",
        "are",
        "as",
        "ask",
        "at",
        "away",
        "back",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "can",
        "cannot",
        "cant",
        "come",
        "comes",
        "could",
        "couldnt",
        "did",
        "didnt",
        "do",
        "does",
        "doesnt",
        "doing",
        "dont",
        "down",
        "each",
        "either",
        "else",
        "even",
        "ever",
        "every",
        "everything",
        "few",
        "for",
        "from",
        "get",
        "gets",
        "getting",
        "give",
        "given",
        "go",
        "goes",
        "going",
        "gonna",
        "good",
        "got",
        "had",
        "has",
        "have",
        "havent",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "hows",
        "i",
        "id",
        "if",
        "ill",
        "im",
        "in",
        "into",
        "is",
        "isnt",
        "it",
        "its",
        "ive",
        "just",
        "kind",
        "know",
        "known",
        "let",
        "lets",
        "like",
        "little",
        "look",
        "looking",
        "lot",
        "lots",
        "made",
        "make",
        "makes",
        "making",
        "many",
        "may",
        "maybe",
        "me",
        "mean",
        "means",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "myself",
        "need",
        "next",
        "no",
        "not",
        "nothing",
        "now",
        "of",
        "off",
        "oh",
        "ok",
        "okay",
        "on",
        "once",
        "one",
        "ones",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "please",
        "put",
        "quite",
        "rather",
        "really",
        "right",
        "said",
        "same",
        "saw",
        "say",
        "says",
        "see",
        "seem",
        "seems",
        "she",
        "should",
        "so",
        "some",
        "someone",
        "something",
        "sort",
        "still",
        "such",
        "sure",
        "take",
        "takes",
        "talk",
        "tell",
        "than",
        "thank",
        "thanks",
        "that",
        "thats",
        "the",
        "their",
        "them",
        "then",
        "there",
        "theres",
        "these",
        "they",
        "theyre",
        "thing",
        "things",
        "think",
        "this",
        "those",
        "though",
        "through",
        "time",
        "to",
        "today",
        "told",
        "too",
        "try",
        "two",
        "under",
        "until",
        "up",
        "us",
        "use",
        "used",
        "usually",
        "very",
        "want",
        "wants",
        "was",
        "wasnt",
        "way",
        "we",
        "well",
        "went",
        "were",
        "weve",
        "what",
        "whats",
        "whatever",
        "when",
        "whens",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whos",
        "whose",
        "why",
        "will",
        "wish",
        "with",
        "wont",
        "would",
        "wouldnt",
        "yeah",
        "yes",
        "yet",
        "you",
        "youd",
        "youre",
        "youve",
        "your",
        "yours",
        "hi",
        "hello",
        "hey",
        "um",
        "uh",
        "er",
        "lol",
        "bit",
        "does",
    ]
)

# Groups of words that stand for one idea when a rep asks about something. A question and a trainer's
# ``asked_by`` phrase that share an idea match, though less surely than if they shared the word.
_IDEAS: dict[str, str] = {
    "money": "price cost budget spend expensive cheap money fee rate quote pay paid charge dollar pound euro afford "
    "invoice bill funding fund cash spending finance figure number premium",
    "rival": "competitor rival alternative vendor supplier provider other offer option compare comparison versus "
    "bid quote incumbent agency insurer shop store",
    "decide": "decide decision sign approve approval choose signoff authorise authorize boss manager director owner "
    "committee board procurement cfo ceo say permission okay stakeholder involve involved partner husband wife",
    "when": "deadline timeline date timing schedule soon quarter month year renewal renew expire begin start late "
    "wait delay until",
    "past": "last past previous before earlier history happen happened experience ago burn burned burnt tried once "
    "remember used",
    "worry": "worry worried concern concerned afraid fear nervous risk scare scared hesitate hesitation doubt "
    "trouble uneasy unsure reservation hold holding stop stopping bother keep wrong",
    "pain": "problem issue pain headache frustrate frustrating frustration annoy annoying struggle challenge hard "
    "difficult fail failure broke break broken wrong slow downtime breakdown outage stop error mistake bug mess",
    "effect": "impact effect affect consequence result cost mean hurt damage lose loss lost price toll happen suffer",
    "how": "handle process work manage run workflow day typical currently today setup operate operation routine",
    "like": "happy satisfied like love enjoy pleased works well best favourite favorite good",
    "improve": "change improve better wish fix missing lack different differently magic gap ideal perfect",
    "aim": "goal aim target want objective plan priority important matter care success hope achieve need",
    "people": "who team people staff colleague crew worker employee guy everybody person anyone else family kid",
    "driver": "why behind driving drive reason cause pressure push pushing motivate prompt trigger changed",
    "proof": "proof reference customer example evidence show guarantee",
    "support": "support help service response respond answer reply call phone hotline contact",
    "switch": "switch switching change migrate migration move moving transition rollout install installation "
    "onboarding implement implementation",
    "quality": "quality reliable reliability durable last wear comfort comfortable material condition",
    "grow": "grow growth hire hiring expand expansion scale volume busy season demand capacity",
}

_STEM_IRREGULAR = {
    "went": "go", "gone": "go", "paid": "pay", "bought": "buy", "broke": "break", "broken": "break",
    "died": "die", "dies": "die", "lost": "lose", "people": "person", "children": "child", "kids": "kid",
    "thought": "think", "felt": "feel", "left": "leave", "chose": "choose", "chosen": "choose", "kept": "keep",
    "costs": "cost", "bigger": "big", "worse": "bad", "worst": "bad", "burnt": "burn", "ran": "run",
    "spent": "spend", "sold": "sell", "met": "meet", "taught": "teach", "slept": "sleep",
    "decision": "decide", "decisions": "decide", "approval": "approve", "failure": "fail", "failures": "fail",
    "comparison": "compare", "reliability": "reliable", "renewal": "renew", "migration": "migrate",
    "installation": "install", "implementation": "implement", "delivery": "deliver", "deliveries": "deliver",
    "breakdown": "breakdown", "breakdowns": "breakdown", "loss": "lose", "losses": "lose",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: crude, quick, the same for question and phrase."""
    w = word.lower().replace("’", "'")
    if w.endswith("'s"):
        w = w[:-2]
    w = w.replace("'", "")
    if w in _STEM_IRREGULAR:
        return _STEM_IRREGULAR[w]
    if len(w) <= 3:
        return w
    for ending, put in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ations", "ate"), ("ation", "ate")):
        if w.endswith(ending) and len(w) - len(ending) >= 2:
            return w[: -len(ending)] + put
    for ending in ("ingly", "edly", "ments", "ment", "ings", "ing", "ers", "ed", "er", "es", "ly", "s", "e"):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and not w.endswith("ss"):
            w = w[: -len(ending)]
            break
    if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
        w = w[:-1]
    return w[:-1] if len(w) > 4 and w.endswith("e") else w


_STEMMED_IDEAS: dict[str, frozenset[str]] = {}
for _idea, _words in _IDEAS.items():
    for _w in _words.split():
        _s = stem(_w)
        _STEMMED_IDEAS[_s] = _STEMMED_IDEAS.get(_s, frozenset()) | {f"~{_idea}"}


def _number(token: str) -> str:
    value = float(token.replace(",", ""))
    return f"#{value:g}" if value < 1e15 else f"#{value:.3e}"


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, lower-case, in order; at most the first 20,000 characters' worth."""
    return [t.lower() for t in _TOKEN.findall(text[:20_000])]


def content(text: str) -> list[str]:
    """Stems of the words that carry meaning, and numbers as ``#18000``, in order."""
    out: list[str] = []
    run: float | None = None  # a number written in words, as far as read
    for token in tokens(text):
        if token[0].isdigit():
            if run is not None:
                out.append(f"#{run:g}")
            run = float(token.replace(",", "")[:15])
            continue
        bare = token.replace("'", "").replace("’", "")
        if bare in _SCALES and run is not None:
            run *= _SCALES[bare]
            continue
        if bare in _TENS or bare in _UNITS:
            value = _TENS.get(bare, _UNITS.get(bare, 0))
            if (run is not None and run % 10 == 0 and 0 < value < 10 and run >= 20) or (
                run is not None and run % 100 == 0 and run >= 100 and value < 100
            ):
                run += value
            else:
                if run is not None:
                    out.append(f"#{run:g}")
                run = float(value)
            continue
        if run is not None:
            out.append(f"#{run:g}")
            run = None
        if bare in STOP or len(bare) < 2:
            continue
        out.append(stem(token))
    if run is not None:
        out.append(f"#{run:g}")
    # "one" and "two" are mostly glue ("one thing", "two sentences"): too common to tell anything
    return [t for t in out if t not in ("#0", "#1", "#2")]


# Glue words that do carry an idea in a question ("Who else?", "Why now?", "What happened last time?").
_GLUE_IDEAS = {
    "who": "~people", "whose": "~people", "why": "~driver", "behind": "~driver", "when": "~when",
    "before": "~past", "wrong": "~pain",
}  # fmt: skip


def ideas(text: str, stems: frozenset[str]) -> frozenset[str]:
    """The ideas that a text touches, as ``~money``: from its stems and from its question words."""
    found: set[str] = set()
    for s in stems:
        found |= _STEMMED_IDEAS.get(s, frozenset())
    for token in tokens(text):
        if token in _GLUE_IDEAS:
            found.add(_GLUE_IDEAS[token])
    return frozenset(found)
