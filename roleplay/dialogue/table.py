"""The table of act -> effects: what each thing a rep does is worth to the buyer.

A trainer can read this file as it stands. Points are of 100. Positive trust is scaled by how fast this
difficulty warms up, negative points by how fast it cools down (see ``DIFFICULTIES``). The numbers were
set by playing reps of known quality against the bundled scenarios until the order was a coach's order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roleplay.dialogue.acts import Label
from roleplay.dialogue.state import Reading, State
from roleplay.scenario.model import Difficulty

PATIENCE_PER_TURN = -2
"""What any turn of the rep costs."""
LONG_TURN_WORDS = 90
"""From here on a turn is a monologue; it costs more with every further 60 words."""
PITCH_BEFORE_ASKING_WORDS = 12
"""So many words ahead of the first question are a pitch, not an introduction."""


@dataclass(frozen=True, slots=True)
class DifficultyScale:
    """``gate``: points added to every trust gate. ``warm``/``cool``: factors on gains and losses."""

    gate: int
    warm: float
    cool: float


DIFFICULTIES: dict[Difficulty, DifficultyScale] = {
    "easy": DifficultyScale(gate=-8, warm=1.25, cool=0.75),
    "medium": DifficultyScale(gate=0, warm=1.0, cool=1.0),
    "hard": DifficultyScale(gate=6, warm=0.85, cool=1.25),
}


EASY_TRUST = 60
"""Above this trust every further gain is worth less: nobody is won over by the tenth nod."""


def gain_factor(trust: float) -> float:
    """How much of a gain counts at this trust: all of it up to ``EASY_TRUST``, 0.3 at the top."""
    return max(0.3, 1 - max(0.0, trust - EASY_TRUST) / 50)


@dataclass(frozen=True, slots=True)
class Moment:
    """A rep's turn against the state before it: what the table's conditions look at."""

    state: State
    reading: Reading
    discussing_price: bool
    """The objection on the table is about price or a competitor."""
    listening: bool
    """There is something to acknowledge: an objection on the table, or a fact just told."""
    ties_to_told: bool
    """The turn's statements build on something that the buyer has told."""
    asked_before: bool
    """The turn asks again, near enough, what the rep has asked before."""
    refused_last: bool
    """The buyer declined a next step in the turn before."""

    def did(self, *labels: Label) -> bool:
        return self.reading.has(*labels)

    @property
    def asks(self) -> bool:
        return self.did(Label.OPEN_QUESTION, Label.CLOSED_QUESTION)

    @property
    def only_closed(self) -> bool:
        return self.did(Label.CLOSED_QUESTION) and not self.did(Label.OPEN_QUESTION)

    @property
    def asked_yet(self) -> bool:
        return self.asks or self.state.counts.get("questions", 0) > 0

    @property
    def pitches_first(self) -> bool:
        """Tells of the product before anything was asked: an earlier turn, or the beginning of this one."""
        late = self.asks and self.reading.words_before_question >= PITCH_BEFORE_ASKING_WORDS
        return (
            self.did(Label.PITCH, Label.PROOF)
            and self.state.counts.get("questions", 0) == 0
            and (late or not self.asks)
        )

    @property
    def explored(self) -> bool:
        focus = self.state.objections.get(self.state.focus or "")
        return bool(focus and focus.has("explore"))

    def times(self, label: Label) -> int:
        """In how many turns before this one the rep has done it."""
        return self.state.count(label)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: when it applies, what it is worth, and why, in words for the rep (no full stop)."""

    rule: str
    act: Label | None
    when: Callable[[Moment], bool]
    trust: float
    patience: float
    why: str


def _does(label: Label) -> Callable[[Moment], bool]:
    return lambda m: m.did(label)


TABLE: tuple[Row, ...] = (
    # Listening
    Row("acknowledge", Label.ACKNOWLEDGE,
        lambda m: m.did(Label.ACKNOWLEDGE) and m.listening and m.state.counts.get("ack_only", 0) < 2,
        3, 1, "you showed that you heard it"),
    Row("acknowledge-only", Label.ACKNOWLEDGE,
        lambda m: m.did(Label.ACKNOWLEDGE) and m.state.counts.get("ack_only", 0) >= 2 and not m.asks,
        0, -6, "you agreed again and asked nothing"),
    Row("paraphrase", Label.PARAPHRASE,
        lambda m: m.did(Label.PARAPHRASE) and m.times(Label.PARAPHRASE) < 6,
        3, 1, "you said it back, so the buyer knows you have it"),
    # Asking
    Row("open-question", Label.OPEN_QUESTION,
        lambda m: m.did(Label.OPEN_QUESTION) and not m.asked_before,
        3, 1, "you asked a question that lets the buyer talk"),
    Row("explore", Label.EXPLORE,
        lambda m: m.did(Label.EXPLORE) and m.did(Label.OPEN_QUESTION) and not m.asked_before,
        2, 0, "you asked what is behind it instead of answering at once"),
    Row("third-closed-question", Label.CLOSED_QUESTION,
        lambda m: m.state.closed_run + m.reading.form_filling >= 3 and m.reading.form_filling > 0,
        -2, -8, "that was the third closed question in a row: it feels like a form"),
    Row("asked-again", None, lambda m: m.asks and m.asked_before,
        -2, -8, "you asked again what had just been answered"),
    # Telling
    Row("pitch-before-question", Label.PITCH,
        lambda m: m.pitches_first,
        -3, -7, "you pitched before you had asked anything"),
    Row("pitch", Label.PITCH,
        lambda m: m.did(Label.PITCH) and not m.did(Label.BENEFIT) and m.asked_yet and not m.ties_to_told,
        0, -2, "you described the product, not what it does for this buyer"),
    Row("pitch-again", Label.PITCH,
        lambda m: m.did(Label.PITCH) and not m.ties_to_told and not m.asks and m.times(Label.PITCH) >= 2,
        -3, -5, "you pitched once more and still asked nothing"),
    Row("benefit", Label.BENEFIT,
        lambda m: m.did(Label.BENEFIT) and m.ties_to_told,
        6, 2, "you tied it to something the buyer had told you"),
    Row("benefit-guessed", Label.BENEFIT,
        lambda m: m.did(Label.BENEFIT) and not m.ties_to_told and m.asked_yet,
        1, 0, "you spoke of the buyer's needs"),
    Row("proof", Label.PROOF,
        lambda m: m.did(Label.PROOF) and m.asked_yet and not m.did(Label.DISPARAGE) and m.times(Label.PROOF) < 3,
        3, 0, "you brought evidence"),
    Row("reframe", Label.REFRAME,
        lambda m: m.did(Label.REFRAME) and (m.explored or m.ties_to_told),
        2, 0, "you moved from the price to what it is about, after asking"),
    Row("reframe-early", Label.REFRAME,
        lambda m: m.did(Label.REFRAME) and not (m.explored or m.ties_to_told or m.did(Label.ACKNOWLEDGE)),
        -1, -2, "you talked of value before you knew what it means here"),
    Row("monologue", None, lambda m: m.reading.words > LONG_TURN_WORDS,
        -1, -6, "that was a long speech"),
    # Giving
    Row("discount-unexplored", Label.DISCOUNT,
        lambda m: m.did(Label.DISCOUNT) and not m.explored,
        -6, 0, "you cut the price before asking what it is compared with"),
    Row("discount", Label.DISCOUNT,
        lambda m: m.did(Label.DISCOUNT) and m.explored,
        -4, 0, "you gave something away and asked nothing for it"),
    Row("trade", Label.TRADE, lambda m: m.did(Label.TRADE) and m.explored and not m.did(Label.PRESSURE),
        2, 0, "you gave only in exchange for something"),
    # Pressing
    Row("pressure", Label.PRESSURE, _does(Label.PRESSURE),
        -8, -8, "you pushed"),
    Row("disparage", Label.DISPARAGE, _does(Label.DISPARAGE),
        -8, -4, "you ran somebody down"),
    Row("dismiss", Label.DISMISS, lambda m: m.did(Label.DISMISS) and not m.reading.listens,
        -7, -6, "you argued with the concern"),
    Row("dismiss-softly", Label.DISMISS, lambda m: m.did(Label.DISMISS) and m.reading.listens,
        -3, -2, "you heard the concern and then argued with it"),
    # Moving
    Row("next-step-repeated", Label.NEXT_STEP,
        lambda m: m.did(Label.NEXT_STEP) and m.refused_last
        and not m.did(Label.ACKNOWLEDGE, Label.PARAPHRASE, Label.OPEN_QUESTION, Label.BENEFIT, Label.PROOF),
        -4, -8, "you asked for the meeting again right after a no"),
    Row("disqualify", Label.DISQUALIFY,
        lambda m: m.did(Label.DISQUALIFY) and m.times(Label.DISQUALIFY) == 0,
        5, 2, "you were ready to step away"),
    # The rest
    Row("agenda", Label.AGENDA,
        lambda m: m.did(Label.AGENDA) and m.times(Label.AGENDA) == 0 and m.state.rep_turns < 3,
        2, 1, "you said what the talk is for"),
    Row("rapport", Label.RAPPORT,
        lambda m: m.did(Label.RAPPORT) and m.times(Label.RAPPORT) == 0 and m.state.rep_turns < 2,
        1, 0, "you were friendly"),
    Row("off-task", Label.OFF_TASK, _does(Label.OFF_TASK),
        -6, -12, "that was not meant for a buyer"),
    Row("silence", None, lambda m: m.reading.words == 0,
        0, -10, "you said nothing"),
    Row("repeats", None, lambda m: m.reading.repeats,
        -3, -10, "you said the same thing again"),
    Row("foreign", None, lambda m: m.reading.foreign,
        0, -8, "you spoke a language the buyer does not share with you"),
)  # fmt: skip
