"""A call laid out for grading: every turn with its words, acts and questions, read once for all rules.

In a practice call the acts come from the call's own events, so that the grader judges by the same
reading that moved the buyer. For any other transcript the offline tagger reads the rep's turns here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from roleplay.dialogue.acts import Act, Label
from roleplay.dialogue.events import BuyerSpoke, CallEnded, Decided, Event, Revised
from roleplay.dialogue.state import Ending, Reading, State
from roleplay.dialogue.transcript import Speaker, Transcript, Turn
from roleplay.grader.scorecard import Episode
from roleplay.scenario.model import Scenario
from roleplay.scenario.words import short_name
from roleplay.tagger.words import content

HEARD_SHARE = 0.3
"""From this share of turns that take up the buyer's words on, the rep counts as listening at all."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_PUNCTUATION_ONLY = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
TELLING = frozenset({Label.PITCH, Label.BENEFIT, Label.PROOF, Label.REFRAME})
"""Labels that answer or argue: what a rep says for the product."""


def count_words(text: str) -> int:
    """Words: runs of characters between white space that hold a letter or a digit."""
    n = len(text.split())
    return n - len(_PUNCTUATION_ONLY.findall(text)) if n else 0


Void = Literal["repeats", "grader", "rubric", "untold", "misplaced"]
"""Why a turn earns nothing: a repetition, words to the grader, the rubric's own words, something that the
buyer has not told, the model answer to an objection that was not raised."""


@dataclass(slots=True)
class Question:
    """One question of the rep. ``start`` and ``end`` are its offsets in the turn's text."""

    turn: int
    form: str
    """"open" or "closed"."""
    start: int
    end: int
    text: str
    purposes: frozenset[Label]
    fresh: bool = True
    """Not a repetition of what the rep has said before."""
    follow_up: bool = False
    """Builds on the buyer's last answer: takes up a word of it, or stands beside words that do."""
    prompt: bool = False
    """One prompt too many that would fit any talk ("What else?", "Tell me more"): after the first two it earns nothing."""
    answer: int | None = None
    """The number of the buyer's next turn, if there is one before the rep speaks again."""
    taken_up: bool | None = None
    """Whether the rep's next turn took up the answer; ``None`` where there was no answer to take up."""


@dataclass(slots=True)
class RepTurn:
    """One turn of the rep as the rules see it."""

    number: int
    text: str
    words: int
    acts: Sequence[Act]
    labels: frozenset[Label]
    content: frozenset[str]
    void: Void | None
    """Why the turn earns nothing; ``None`` for an ordinary one (see :mod:`roleplay.grader.void`)."""
    prior: tuple[int, ...]
    """The buyer's turns since the rep last spoke."""
    shared: frozenset[str]
    """Words that carry meaning and that the buyer brought in, in those turns, and the rep uses."""
    from_buyer: frozenset[str]
    """The same for all that the buyer has said so far."""
    lately: frozenset[str]
    """The same for the buyer's last few turns: a question may go back to an answer before the last one."""
    chance: bool
    """The buyer had said something that could be taken up."""
    reading: Reading | None = None
    questions: list[Question] = field(default_factory=list)
    reply: int | None = None
    """The buyer's next turn before the rep speaks again."""

    @property
    def takes_up(self) -> bool:
        """Whether the turn takes up what the buyer has just said: it acknowledges it, says it back or ties a
        benefit to it, or uses a word that the buyer brought in, and neither brushes it off nor presses."""
        if self.labels & SPOILING or self.void:
            return False
        return bool(self.shared or self.labels & _HEARING)

    def has(self, *labels: Label) -> bool:
        return not self.labels.isdisjoint(labels)

    def fresh(self, *labels: Label) -> bool:
        """Carries one of the labels in a turn that may earn credit."""
        return self.void is None and self.has(*labels)

    @property
    def cuts_price(self) -> bool:
        """Gives something for nothing: a discount, or a trade whose only price is a false deadline."""
        return Label.DISCOUNT in self.labels or {Label.TRADE, Label.PRESSURE} <= self.labels

    @property
    def repeats(self) -> bool:
        """Says again, near enough word for word, what the rep has said before."""
        return self.void == "repeats"

    @property
    def says_back(self) -> bool:
        """Says back what the buyer said, and does not turn it against the buyer in the same breath. A long
        turn without a single word of the buyer's says nothing back."""
        if self.void or self.labels & SPOILING:
            return False
        if self.has(Label.PARAPHRASE):
            return bool(self.from_buyer) or len(self.content) < 6
        return self.echoes

    @property
    def echoes(self) -> bool:
        """The turn begins with what the buyer has just brought in, as a statement: two of its words, or a figure
        and a word."""
        first = next((s for s in _SENTENCE.findall(self.text) if len(s.split()) >= 4), "")
        if (
            not first
            or first.rstrip().endswith("?")
            or self.number in {q.turn for q in self.questions if q.start < 5}
        ):
            return False
        own = set(content(first)) & self.shared
        return len(own) >= 2 and len(own) >= 0.3 * len(set(content(first)))

    def quote(self, *labels: Label) -> str:
        """The words that carry the first act with one of these labels, else the turn's text."""
        for act in self.acts:
            if act.label in labels:
                return act.text or self.text
        return self.text

    def first(self, *labels: Label) -> int | None:
        """Where in the text the first act with one of these labels starts."""
        return next((a.start for a in self.acts if a.label in labels), None)


_HEARING = frozenset({Label.ACKNOWLEDGE, Label.PARAPHRASE, Label.BENEFIT})
SPOILING = frozenset({Label.DISMISS, Label.PRESSURE, Label.DISPARAGE, Label.OFF_TASK})
"""Labels with which a turn cannot earn credit for listening."""
_BUILDING = TELLING | {Label.TRADE, Label.NEXT_STEP, Label.PARAPHRASE}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What became of the next step: the rep's turn that asked (the one that was agreed to, else the last),
    the buyer's reply, and "accepted", "declined", "unclear" or "none"."""

    asked: int | None
    reply: int | None
    verdict: str


@dataclass
class CallView:
    """The whole call, read. ``turns`` are those of the transcript; numbers are 1-based over both sides."""

    transcript: Transcript
    scenario: Scenario | None
    events: tuple[Event, ...]
    rep: list[RepTurn]
    words: list[int]
    """Words of every turn, in the transcript's order."""
    contents: list[frozenset[str]]
    """Words that carry meaning, by turn."""
    episodes: list[Episode] = field(default_factory=list)
    """The objections, filled in by :func:`roleplay.grader.objections.find_episodes`."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.transcript.turns

    def text(self, number: int) -> str:
        return self.transcript.turns[number - 1].text

    def is_buyer(self, number: int) -> bool:
        return self.transcript.turns[number - 1].speaker is Speaker.BUYER

    @cached_property
    def by_number(self) -> dict[int, RepTurn]:
        return {t.number: t for t in self.rep}

    @cached_property
    def questions(self) -> list[Question]:
        """All questions of the rep in order."""
        return [q for t in self.rep for q in t.questions]

    @cached_property
    def rep_words(self) -> int:
        return sum(t.words for t in self.rep)

    @cached_property
    def buyer_words(self) -> int:
        return sum(self.words) - self.rep_words

    @cached_property
    def practice(self) -> bool:
        """Whether the buyer's mind is known: a practice call with its events."""
        return self.state is not None

    @cached_property
    def state(self) -> State | None:
        """The buyer's mind at the end, where there are events."""
        for event in reversed(self.events):
            if isinstance(event, (Decided, Revised)):
                return event.state
        return None

    @cached_property
    def ending(self) -> Ending | None:
        for event in reversed(self.events):
            if isinstance(event, CallEnded):
                return event.ending
        return None

    @cached_property
    def decisions(self) -> dict[int, Decided]:
        """The buyer's decisions by the rep's turn that they answer."""
        return {e.turn: e for e in self.events if isinstance(e, Decided)}

    @cached_property
    def voices(self) -> dict[int, str]:
        """Who spoke the buyer's turns of a practice call, by turn: "scripted" or "model"."""
        return {e.turn: e.voice for e in self.events if isinstance(e, BuyerSpoke)}

    @cached_property
    def everything_said(self) -> str:
        """The words of both sides."""
        return "\n".join(t.text for t in self.turns)

    def said_before(self, number: int) -> str:
        """The words of both sides before turn ``number``."""
        return "\n".join(t.text for t in self.turns[: number - 1])

    def told_before(self, number: int) -> frozenset[str]:
        """The facts that the buyer of a practice call had told before turn ``number``."""
        return frozenset(t.fact for t in (self.state.told if self.state else ()) if t.turn < number)

    def earned_by(self, number: int) -> int:
        """In a practice call, how much the rep had found out or moved before turn ``number``: facts told because
        they were asked for, and objections settled or softened."""
        elicited = sum(t.elicited and t.turn < number for t in (self.state.told if self.state else ()))
        moved = {
            e.target
            for n, d in self.decisions.items()
            if n < number
            for e in d.effects
            if e.what == "objection" and e.value in ("settled", "softened")
        }
        return elicited + len(moved)

    @cached_property
    def takes_up_share(self) -> float | None:
        """Share (0 to 1) of the rep's turns that take up what the buyer has just said, of those that could."""
        chances = [t for t in self.rep if t.chance]
        return sum(t.takes_up for t in chances) / len(chances) if chances else None

    @cached_property
    def swapped(self) -> bool:
        """Whether the speakers look exchanged: the buyer sells and the rep objects, each in three of ten turns
        or more, and more than the other way round. Never in a practice call."""
        if self.practice or len(self.rep) < 3:
            return False
        from roleplay.grader.resistance import objections_in, sells

        def share(texts: list[str], test: Callable[[str], object]) -> float:
            return sum(1 for t in texts if test(t)) / len(texts)

        mine = [t.text for t in self.rep[:60]]
        buyer = [t.text for t in self.turns if t.speaker is Speaker.BUYER][:60]
        if not buyer:
            return False
        sold = share(buyer, sells)
        if sold < 0.3 or sold <= share(mine, sells):
            return False
        objected = share(mine, objections_in)
        return objected >= 0.3 and objected > share(buyer, objections_in)

    @cached_property
    def hears(self) -> bool:
        """Whether there is any sign that the rep listened: at least three in ten turns that could take up
        the buyer's words did, and at least one acknowledged, said back or built on what was told. Questions
        read off a list, whatever comes back, fail this, and earn nothing; so does a single reply, a rep of four
        turns or more who asks nothing at all, and a transcript whose speakers look exchanged."""
        share = self.takes_up_share
        if share is None or share < HEARD_SHARE or self.swapped:
            return False
        if sum(t.takes_up for t in self.rep if t.chance) < 2 or (len(self.rep) >= 4 and not self.questions):
            return False
        return any(t.fresh(*_HEARING) or self.builds_on_told(t) for t in self.rep if t.chance)

    def builds_on_told(self, turn: RepTurn) -> bool:
        """Whether the turn makes use of something that the buyer had told before it."""
        if turn.void or turn.labels & SPOILING:
            return False
        if turn.reading is not None and self.state is not None:
            return bool(self.told_before(turn.number).intersection(turn.reading.builds_on))
        return bool(turn.labels & _BUILDING) and len(turn.from_buyer) >= 2

    def uses_buyers_figure(self, turn: RepTurn) -> bool:
        """Whether the turn uses a number that the buyer brought in."""
        return any(word.startswith("#") for word in turn.from_buyer)

    @cached_property
    def next_step(self) -> NextStep:
        """What became of the next step (by the buyer's state in a practice call, else by the reply's words)."""
        from roleplay.grader.resistance import answer_to_next_step

        asked = self.turns_with(Label.NEXT_STEP)
        accepted = self.state is not None and self.state.next_step == "accepted"
        found = NextStep(None, None, "none")
        for turn in asked:
            found = NextStep(turn.number, turn.reply, "unclear")
            if turn.reply is None:
                continue
            if self.state is not None:
                decided = self.decisions.get(turn.number)
                if decided is not None and decided.state.next_step == "accepted":
                    return NextStep(turn.number, turn.reply, "accepted")
                found = NextStep(turn.number, turn.reply, "declined")
            else:
                verdict = answer_to_next_step(self.text(turn.reply))
                found = NextStep(turn.number, turn.reply, verdict)
                if verdict == "accepted":
                    return found
        if accepted:
            at = next((n for n, d in self.decisions.items() if d.state.next_step == "accepted"), None)
            turn_at = self.by_number.get(at) if at is not None else None
            if turn_at is not None:
                return NextStep(turn_at.number, turn_at.reply, "accepted")
        return found

    @cached_property
    def stepped_away(self) -> tuple[int, str] | None:
        """The rep's turn and words that offered to step away, if the call ended on that by an outcome of the
        scene's own."""
        if self.ending is None or self.scenario is None or self.next_step.verdict == "accepted":
            return None
        outcome = self.scenario.outcomes.get(self.ending.outcome or "")
        if outcome is None or not outcome.when.disqualified:
            return None
        turns = self.turns_with(Label.DISQUALIFY)
        return (turns[-1].number, turns[-1].quote(Label.DISQUALIFY)) if turns else None

    def declined(self, turn: RepTurn) -> bool:
        """Whether the buyer said no to what ``turn`` proposed."""
        from roleplay.grader.resistance import answer_to_next_step

        if turn.reply is None:
            return False
        decided = self.decisions.get(turn.number)
        if decided is not None:
            return decided.state.refused
        return answer_to_next_step(self.text(turn.reply)) == "declined"

    def turns_with(self, *labels: Label) -> list[RepTurn]:
        return [t for t in self.rep if not t.labels.isdisjoint(labels)]

    def buyer_name(self) -> str:
        """What one calls the buyer of a scenario, else "the buyer"."""
        if self.scenario is None:
            return "the buyer"
        return short_name(self.scenario.buyer.name)
