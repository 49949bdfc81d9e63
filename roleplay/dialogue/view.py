"""What whoever voices the buyer may see. What has not been earned has no field here, so it cannot leak."""

from __future__ import annotations

from typing import Literal

from roleplay.dialogue.state import Frozen, Move
from roleplay.dialogue.transcript import Turn

Band = Literal["cold", "neutral", "warm"]


class SpokenBeat(Frozen):
    """One beat with the scripted words that carry it."""

    move: Move
    text: str
    own: bool
    """The words are the scenario's own (their content must come across), not stock."""


class Direction(Frozen):
    """The director's note for one turn: what the buyer does now, already decided."""

    turn: int
    """The number of the buyer's turn to be spoken."""
    beats: tuple[SpokenBeat, ...]
    max_sentences: int
    max_words: int

    @property
    def move(self) -> Move:
        return self.beats[-1].move

    @property
    def scripted(self) -> str:
        """The whole turn in scripted words: what is said when no model speaks, or a model fails."""
        return " ".join(b.text for b in self.beats if b.text)

    @property
    def agrees(self) -> bool:
        """Whether the buyer agrees to a next step in this turn."""
        return any(b.move is Move.AGREE for b in self.beats)

    @property
    def ends(self) -> bool:
        """Whether the buyer ends the call with this turn."""
        return any(b.move is Move.END for b in self.beats)


class BuyerView(Frozen):
    """The buyer as they have shown themselves so far. Built by :func:`roleplay.buyer.script.view_of`."""

    name: str
    role: str
    company: str
    persona: str
    speech: str
    product: str
    language: str
    trust: Band
    patience: Band
    told: tuple[str, ...]
    """What the buyer has already told, in the words used."""
    against: tuple[str, ...]
    """What the buyer has said against it and not dropped."""
    turns: tuple[Turn, ...]
    """The transcript so far, the rep's last turn included."""
