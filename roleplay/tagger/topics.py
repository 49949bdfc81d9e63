"""What a rep's turn is about, in the terms of a scenario: which facts its questions ask for, and which
facts and claims its statements build on.

A question matches a trainer's ``asked_by`` phrases by the words they share (rare words count more), by
the ideas they share (``money``, ``rival``, ``past``), and, weaker, by the words of the fact itself: a rep
who asks how often trucks break down does not know that the answer begins with "three trucks died".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from roleplay.dialogue.acts import QUESTION_FORMS, Act, Label
from roleplay.dialogue.state import Reading, Topic
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.scenario.model import Scenario
from roleplay.tagger.words import ENGLISH, OTHER_LANGUAGES, WIDE, content, ideas, stem, tokens

ASKED = 0.34
"""A question with at least this score (0 to 1) is about the fact."""
BUILDS = 1.45
"""A statement with at least this much weight in shared words makes use of a fact or claim."""

PLAINLY = 2.2
"""From this weight on it does so plainly, whatever the tagger makes of the words."""

_IDEA_WEIGHT = 0.55
_OWN_WORDS = 0.3
_LEAST_PHRASE = 1.15
"""What a phrase weighs at least: one shared word never makes a question fully about something."""
_TELLING = frozenset({Label.PITCH, Label.BENEFIT, Label.PROOF, Label.REFRAME, Label.TRADE})


_WH = re.compile(
    r"(?:\S+ ){0,4}?(?:who|when|where|which|how (?:many|much|long|often|old|far|big|soon)|what (?:time|day|date|year))\b"
)


def _glue(text: str) -> frozenset[str]:
    """All words of a text, short forms cut to what they stand on: "what's" and "whats" are "what"."""
    return frozenset(_SHORT.sub(r"\1", t.replace("’", "'").replace("'", "")) for t in tokens(text))


_SHORT = re.compile(r"^(what|that|there|here|where|how|who|when|it)s$")


def _joined(text: str) -> tuple[str, ...]:
    """Neighbouring words as one, so that "no shows" finds "no-shows"."""
    words = tokens(text)
    return tuple(stem(a + b) for a, b in pairwise(words))


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: frozenset[str]
    ideas: frozenset[str]
    weight: float
    tokens: frozenset[str]
    """All its words, glue included: "what the car is for" and "the last car" differ by nothing else."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A fact, claim or objection as a bag of weighted words."""

    id: str
    phrases: tuple[_Phrase, ...]
    words: dict[str, float]
    ideas: frozenset[str] = frozenset()


class TopicIndex:
    """A scenario's facts, claims and objections, ready for matching. Build once per scenario."""

    def __init__(self, scenario: Scenario) -> None:
        said = {f: frozenset(content(" ".join(fact.says))) for f, fact in scenario.facts.items()}
        claims = {c: frozenset(content(text)) for c, text in scenario.product.claims.items()}
        asked = {f: [(frozenset(content(p)), p) for p in fact.asked_by] for f, fact in scenario.facts.items()}
        against = {o: frozenset(content(" ".join(ob.says))) for o, ob in scenario.objections.items()}

        spread: Counter[str] = Counter()
        for f, words in said.items():
            spread.update(words.union(*[s for s, _ in asked[f]]))
        for words in (*claims.values(), *against.values()):
            spread.update(words)
        self._spread = spread
        self._known = frozenset(spread)
        """Every word that matching can turn on; the rest of a turn is passed over."""
        self._rarity = {s: self.rarity(s) for s in spread}

        self.facts = [self._fact_item(f, asked[f], said[f]) for f in scenario.facts]
        self.usable = [self._usable_item(f, said[f], [s for s, _ in asked[f]]) for f in scenario.facts]
        self.usable += [self._usable_item(c, stems, []) for c, stems in claims.items()]
        self.objections = [_Item(o, (), {s: self.rarity(s) for s in stems}) for o, stems in against.items()]
        # The same words come again when a call is replayed, rewound, tried out under other seeds or graded.
        self.asked_about = lru_cache(maxsize=1024)(self._asked_about)
        self.builds_on = lru_cache(maxsize=1024)(self._builds_on)

    def _fact_item(self, name: str, asked: list[tuple[frozenset[str], str]], said: frozenset[str]) -> _Item:
        phrases = tuple(
            _Phrase(
                stems, ideas(text, stems), sum(self.rarity(s) for s in stems) or _IDEA_WEIGHT, _glue(text)
            )
            for stems, text in asked
        )
        return _Item(name, phrases, {s: self.rarity(s) for s in said})

    def _usable_item(self, name: str, said: frozenset[str], asked: list[frozenset[str]]) -> _Item:
        """A fact or claim as a statement would make use of it: its words, its id's words, and at half
        weight the words that ask for it."""
        words = {s: self.rarity(s) for s in said}
        for stems in asked:
            for s in stems:
                words.setdefault(s, 0.5 * self.rarity(s))
        for s in content(name.replace("-", " ").replace("_", " ")):
            words[s] = max(words.get(s, 0.0), 0.5)
        return _Item(name, (), words, ideas("", frozenset(words)))

    def rarity(self, s: str) -> float:
        """How much a shared stem tells: 1 for one that a single item uses, less for common ones; figures more."""
        n = self._spread.get(s, 1) or 1
        weight = 1.0 / math.sqrt(n) if n < 5 else 0.25
        if s in WIDE:
            weight *= 0.4
        if s[0] == "#":
            # "Four" is said of anything, "eighteen thousand" of one thing.
            weight *= 1.3 if len(s) > 2 else 0.5
        return weight

    def _asked_about(self, text: str, lead_in: str = "") -> tuple[tuple[str, float], ...]:
        """Facts that a question is about, best first, with scores of 0 to 1. ``lead_in`` is what the
        rep said right before it ("You mentioned the CFO. What's that about?"); it counts half."""
        stems = frozenset(s for s in content(text) if s[0] != "#")  # figures ask for nothing
        found = ideas(text, stems)
        glue = _glue(text)
        known = [
            s for s in dict.fromkeys((*content(text), *_joined(text))) if s in self._known and s[0] != "#"
        ]
        # A question with words of its own needs no help: lead-ins mostly say back what was just told.
        helps = bool(lead_in) and len(stems) < 2
        before = (
            [s for s in dict.fromkeys(content(lead_in)) if s in self._known and s not in stems]
            if helps
            else []
        )
        scored: list[tuple[str, float]] = []
        for item in self.facts:
            best = 0.0
            for phrase in item.phrases:
                shared = sum([self._rarity[s] for s in known if s in phrase.stems])
                shared += 0.4 * sum([self._rarity[s] for s in before if s in phrase.stems])
                same_ideas = len(phrase.ideas & found)
                if not shared and not same_ideas:
                    continue
                # An idea counts where it stands for words that were not matched as such.
                loose = _IDEA_WEIGHT * min(same_ideas, 2) if shared < phrase.weight else 0.0
                score = min(1.0, (shared + loose) / max(_LEAST_PHRASE, phrase.weight + 0.35))
                if not phrase.stems:
                    # "What you have now" is glue and an idea: the idea is all there is to share.
                    score = 0.45 if same_ideas and same_ideas == len(phrase.ideas) else 0.0
                elif not shared and same_ideas < 2:
                    score = min(score, 0.28)
                if score >= ASKED:
                    score *= 0.7 + 0.3 * len(phrase.tokens & glue) / len(phrase.tokens)
                best = max(best, score)
            own = sum([item.words[s] for s in known if s in item.words])
            own += 0.4 * sum([item.words[s] for s in before if s in item.words])
            score = min(1.0, best + _OWN_WORDS * min(own, 2.0))
            if score > 0.08:
                scored.append((item.id, round(score, 3)))
        scored.sort(key=lambda pair: -pair[1])
        return tuple(scored)

    def _builds_on(self, stems: tuple[str, ...], least: float = BUILDS) -> tuple[str, ...]:
        """Facts and claims whose content a statement makes use of with at least this weight, strongest first."""
        scored = []
        found = ideas("", frozenset(stems))
        for item in self.usable:
            shared = [item.words[s] for s in stems if s in item.words]
            # Ideas in common ("engine failures" for "breakdowns") count a little beside words in common.
            weight = sum(shared) + (0.25 * min(2, len(item.ideas & found)) if shared else 0.0)
            if (len(shared) >= 2 or weight >= 1.5) and weight >= least:
                scored.append((weight, item.id))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple(i for _, i in scored)

    def touches(self, stems: Sequence[str]) -> list[str]:
        """Objections whose own words the turn takes up, strongest first."""
        scored = []
        for item in self.objections:
            weight = sum([item.words[s] for s in stems if s in item.words])
            if weight >= 1.0:
                scored.append((weight, item.id))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [i for _, i in scored]


_CACHE: dict[int, tuple[Scenario, TopicIndex]] = {}


def index_of(scenario: Scenario) -> TopicIndex:
    """The scenario's index, built once per loaded scenario."""
    held = _CACHE.get(id(scenario))
    if held is None or held[0] is not scenario:
        if len(_CACHE) > 64:
            _CACHE.clear()
        held = _CACHE[id(scenario)] = (scenario, TopicIndex(scenario))
    return held[1]


def read(text: str, acts: Sequence[Act], scenario: Scenario, earlier: Sequence[Turn] = ()) -> Reading:
    """A rep's turn as the policy needs it.

    ``acts`` are the tagger's for the same text; ``earlier`` is the transcript before it.
    """
    index = index_of(scenario)
    proposals = [a for a in acts if a.label is Label.NEXT_STEP]
    # "Would Tuesday suit you?" is a proposal, whatever it mentions: it asks for no fact.
    questions = [
        a
        for a in acts
        if a.label in QUESTION_FORMS
        and (
            a.label is Label.OPEN_QUESTION or not any(p.start < a.end and a.start < p.end for p in proposals)
        )
    ]
    topics: list[Topic] = []
    for act in questions:
        form = "open" if act.label is Label.OPEN_QUESTION else "closed"
        lead_in = text[max(0, act.start - 160) : act.start]
        for fact, score in index.asked_about(act.text[:600], lead_in)[:4]:
            topics.append(Topic(fact=fact, score=score, form=form, start=act.start, end=act.end))
    topics.sort(key=lambda t: (-t.score, t.form == "closed"))

    words = tokens(text)
    stems = tuple(dict.fromkeys(content(text)))
    told_text = _without(questions, text)
    told_stems = tuple(dict.fromkeys(content(told_text))) if questions else stems
    tells = any(a.label in _TELLING for a in acts)
    first_question = min((a.start for a in questions), default=len(text))
    return Reading(
        acts=tuple((a.label, a.text) for a in acts),
        topics=tuple(topics[:8]),
        builds_on=index.builds_on(stems if tells else told_stems),
        plainly=index.builds_on(told_stems, PLAINLY),
        touches=tuple(index.touches(stems)),
        words=len(text.split()) if words else 0,
        wants_a_detail=any(
            a.label is Label.CLOSED_QUESTION and _WH.match(" ".join(tokens(a.text)[:8])) for a in questions
        ),
        words_before_question=len(text[:first_question].split()) if questions else 0,
        asked_before=_asked_before(questions, earlier),
        repeats=_repeats(words, earlier),
        foreign=scenario.language.startswith("en") and _foreign(words),
    )


def _without(acts: Sequence[Act], text: str) -> str:
    """The text less its questions; a conditional statement inside a question stays with the question."""
    kept = []
    at = 0
    for act in sorted(acts, key=lambda a: a.start):
        if act.start > at:
            kept.append(text[at : act.start])
        at = max(at, act.end)
    kept.append(text[at:])
    return " ".join(kept)


def _asked_before(questions: Sequence[Act], earlier: Sequence[Turn]) -> bool:
    """Whether one of the questions, of three content words or more, stands in an earlier rep turn."""
    asked = [q for q in (frozenset(content(a.text[:600])) for a in questions) if len(q) >= 3]
    if not asked:
        return False
    for turn in earlier:
        if turn.speaker is Speaker.REP:
            before = frozenset(content(turn.text[:2000]))
            if any(len(q & before) / len(q) >= 0.85 for q in asked):
                return True
    return False


def _repeats(words: Sequence[str], earlier: Sequence[Turn]) -> bool:
    """Whether the rep said nearly this before: at least five words, and nine in ten of them the same
    as in one earlier turn."""
    if len(words) < 5:
        return False
    now = Counter(words)
    for turn in earlier:
        if turn.speaker is not Speaker.REP:
            continue
        before = tokens(turn.text)
        if not 0.9 <= len(words) / max(1, len(before)) <= 1.12:
            continue
        if (now & Counter(before)).total() / max(len(words), len(before)) >= 0.9:
            return True
    return False


def _foreign(words: Sequence[str]) -> bool:
    """Whether a turn of four words or more is not in English: no function word of it, or mostly those
    of other languages, or mostly letters of other scripts."""
    letters = [w for w in words if not w[0].isdecimal()]
    if len(letters) < 4:
        return bool(letters) and len(letters) >= 2 and all(ord(w[0]) > 0x24F for w in letters)
    if sum(ord(w[0]) > 0x24F for w in letters) > len(letters) / 2:
        return True
    english = sum(w in ENGLISH for w in letters)
    other = sum(w in OTHER_LANGUAGES for w in letters)
    return other >= 2 and other > 1.5 * english and len(letters) >= 3
