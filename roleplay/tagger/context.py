"""What the lines before say that bears on a turn: what was objected to, what was needed, which words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.tagger.phrases import PhraseBook
from roleplay.tagger.questions import find_questions
from roleplay.tagger.text import read_words, stem, word_set

_LINES = 6  # lines that count, the same as a person keeps in mind
_CHARS = 1500  # of a line: a pasted document says no more about the turn than its beginning

_COMMON = word_set(
    "the a an and or but i you we they it is are was were be to of in on for with that this so do does did have has had "
    "not no what how why who when where which can could would will if at by from my your our their me us as it's that's "
    "i'm you're don't about just like get got out up there then than more some any all one i'd i'll we're been he she "
    "him her them very too also well really okay yes yeah right going go know think want need make see say said "
    "thing things lot still even because when's what's there's can't won't isn't doesn't didn't they're we've i've"
)

_BUYER_CUES = {
    "price": """expensive; too (much|high|dear|steep); budget; cheaper; (cost|costs) (too|more|a lot|that); price; overpriced;
        can't afford; afford; more than; (less|lower) than; (percent|#) (less|lower|under|cheaper|more); discount; quote; match; steep""",
    "rival": """(happy|fine|good|satisfied|okay|works|working) (with|as|where|fine|well|for); already (have|got|use|work|with);
        we (use|have|got|work with|buy); our (current|present|existing|guy|supplier|provider|vendor); (came|comes) in; competitor; other (quotes|quote|vendors|supplier|offers)""",
    "stall": """(think|sleep|talk) (about|it|on|over); (call|ring|come|get|circle) (me|back|us) (back|in|again|next|later|when); send (me|us|some|it|over); not (now|interested|ready|a priority|the right|today|sure|convinced|really);
        (next|in) (year|quarter|month|six|spring|january|the new); later; no time; (don't|haven't|no) * time; busy; (on|under) * (freeze|frozen|hold); frozen; freeze; (bad|wrong) time; just looking""",
    "authority": """(my|the|our) (boss|manager|cfo|ceo|board|wife|husband|partner|director|owner|procurement|legal|accountant); (don't|not the|not my) (decide|one|decision|call|sign); sign off; approve; approval; committee; headquarters; have to ask; run it (by|past)""",
    "trust": """(burned|burnt|stung|nightmare|disaster|terrible|awful|horrible|mess|scar); (last|previous) (time|vendor|supplier|project|system|one|year); (don't|can't|never) (trust|believe); (worried|worry|afraid|scared|nervous|concerned|skeptical|sceptical|doubt|risk|risky|fear|concern); (heard|read) (bad|that|about|stories); what if; everyone (says|said|promises); you (people|guys|lot|salespeople|all); prove; catch; never heard; (too|so) (small|new|young|complicated|big|good); guarantee; lock; locked""",
    "need": """(lose|losing|lost|waste|wasting|wasted|miss|missing|missed|break|breaks|broke|broken|fail|fails|failed|crash|crashes|late|slow|stuck|struggle|struggling|short|complain|complains|complaints|problem|problems|trouble|issue|issues|headache|pain|painful|hard|difficult|manual|manually|hand|spreadsheet|spreadsheets|hours|chasing|chase|turnover|downtime|errors|error|mistakes|delays|delayed|overtime|backlog|behind|outage|leak|leaks|damaged|returns|scrap|hurts|tired|nobody|stops|stopped|stands|waiting|leave|leaving);
        (we|i|i'd|we'd|our) (need|want|wish|would like|hope|must|have to|love to|like to); (biggest|main|worst|real) (thing|issue|problem|challenge|headache|pain|worry); (important|matters|priority|goal|aim|target); (by|before) (june|monday|the end|friday|christmas|summer|march|september|#)""",
    "refuse": """no; not interested; (don't|do not) (need|want|think|see|have); no (thanks|thank|need|interest|way); can't; won't; isn't; leave me; stop (calling|it); remove""",
    "agree": """(yes|yeah|sure|okay|exactly|correct|right|agreed|great|perfect|fine|deal|sounds good|works|that's it|that's right|true|makes sense|good point); thursday; works for me; let's do""",
    "greet": """hello; (good) (morning|afternoon|evening); speaking; this is; who is (this|calling); who are you; (got|have) * (minutes|minute); go ahead; how are you; how can i help; fire away""",
}
_BOOK = PhraseBook(_BUYER_CUES)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a turn is read against. ``flags`` say what kind of line the buyer's last one was."""

    last: frozenset[str]
    earlier: frozenset[str]
    all_words: frozenset[str]
    flags: tuple[str, ...]
    numbers: frozenset[str]
    objected_before: bool
    turned: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    line: tuple[str, ...] = ()
    """The words and pairs of words of the buyer's last line (its last 40 words), as features."""


# What the buyer says of themselves is said of "you" when it is said back.
_TURNED = {
    "i": "you",
    "me": "you",
    "we": "you",
    "us": "you",
    "my": "your",
    "our": "your",
    "i'm": "you're",
    "we're": "you're",
    "i've": "you've",
    "we've": "you've",
    "i'd": "you'd",
    "we'd": "you'd",
    "i'll": "you'll",
    "we'll": "you'll",
    "am": "are",
    "was": "were",
    "mine": "yours",
    "ours": "yours",
    "you": "we",
    "your": "our",
    "you're": "we're",
}


def content(words: Sequence[str]) -> set[str]:
    """Stems of the words that carry matter."""
    return {stem(x) for x in words if x not in _COMMON and len(x) > 2}


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[str, ...]
    stems: frozenset[str]
    cues: frozenset[str]


@lru_cache(maxsize=1024)  # a line is read again for each later turn that it bears on
def _read_line(text: str) -> _Line:
    w = read_words(text)
    cues = frozenset(_BOOK.find(w.words, 0, len(w.words)))
    return _Line(tuple(w.words), frozenset(content(w.words)), cues)


def _as_features(words: Sequence[str]) -> tuple[str, ...]:
    single = {f"L~{stem(x)}" for x in words}
    return (*sorted(single), *sorted({f"L {a}_{b}" for a, b in itertools.pairwise(words)}))


_OBJECTIONS = frozenset(("price", "rival", "stall", "authority", "trust", "refuse"))


@lru_cache(maxsize=256)
def _hear(lines: tuple[str, ...]) -> Heard:
    last = _read_line(lines[-1])
    n = len(last.words)
    flags = [*sorted(last.cues), "short" if n <= 4 else "middle" if n <= 14 else "long"]
    if find_questions(read_words(lines[-1])):
        flags.append("asks")
    before = [_read_line(line) for line in lines[:-1]]
    turned = [_TURNED.get(x, x) for x in last.words]
    return Heard(
        last=last.stems,
        earlier=frozenset().union(*(line.stems for line in before)),
        all_words=frozenset(last.words),
        flags=tuple(flags),
        numbers=frozenset(x for x in lines[-1].lower().replace(",", " ").split() if x[0].isdigit()),
        objected_before=any(line.cues & _OBJECTIONS for line in before),
        turned=frozenset(turned),
        pairs=frozenset(itertools.pairwise(turned)),
        line=_as_features(last.words[-40:]),
    )


_NOTHING = Heard(
    frozenset(), frozenset(), frozenset(), ("none",), frozenset(), False, frozenset(), frozenset()
)


def hear(context: Sequence[Turn]) -> Heard:
    """Read the last few lines of ``context``; of each line its end counts."""
    lines = tuple(t.text[-_CHARS:] for t in context[-_LINES:] if t.speaker is Speaker.BUYER)
    return _hear(lines) if lines else _NOTHING
