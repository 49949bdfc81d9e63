"""Whether a reply has brought across what the director wanted brought across.

The buyer's mind has already moved on: a fact counts as told, an objection as raised. If the model's words do
not carry it, the scripted words are said as well, so that what the rep has heard and what the state says stay
one and the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from roleplay.buyer import guard_patterns as talk
from roleplay.buyer.guard_text import norm, said_of, values
from roleplay.buyer.guard_text import share as share_of
from roleplay.dialogue.state import Move
from roleplay.dialogue.view import SpokenBeat
from roleplay.scenario.words import tokens

FACT: Final = 0.5
"""The share of a fact's words and figures (which count double) that has to come across."""
FIGURES: Final = 0.6
"""The share of a fact's figures."""
OTHER: Final = 0.25
"""The share for an objection or a reaction: those live from tone as much as from words."""

SHORT: Final = 6
"""An answer of so few words, and no figure, tells nothing: it is a reaction too."""

FREE: Final = frozenset({Move.PUSH_BACK, Move.DEFLECT, Move.ASK})
"""Moves that change nothing by their content: any words that do them will do."""
_GRANTS: Final = re.compile(
    r"\b(?:fine|okay|ok|fair|true|suppose|guess|maybe|perhaps|different|better|point|grant|granted|see|works?|could|can live|right|yes|good|help\w*|like that|all right|well)\b"
)


def conveys(beat: SpokenBeat, said: Sequence[str]) -> bool:
    """Whether the sentences carry the beat. A stock reaction needs no words of its own, except that a yes,
    a no and a goodbye have to be recognisable."""
    plain = [norm(s) for s in said]
    share = share_of(beat.text, said)
    if share >= 0.7:
        return True
    if beat.move is not Move.ANSWER:
        # Short lines live from small words ("We'll have a think").
        own, heard = set(tokens(beat.text)), set(tokens(" ".join(said)))
        share = max(share, 0.8 * len(own & heard) / max(1, len(own)))
    if beat.move is Move.AGREE:
        yes = any(talk.YES.search(s) or talk.BARE_YES.match(s) for s in plain)
        return share >= 0.4 or (yes and (not beat.own or share >= 0.15))
    if beat.move is Move.END:
        return share >= OTHER or any(talk.BYE.search(s) for s in plain)
    if beat.move is Move.DECLINE:
        return share >= OTHER or any(talk.SAYS_NO.search(s) or talk.NEGATED.search(s) for s in plain)
    if not beat.own or beat.move in FREE:
        return True
    if beat.move in (Move.SOFTEN, Move.SETTLE):
        return share >= 0.2 or any(_GRANTS.search(s) for s in plain)
    if beat.move is Move.ANSWER:
        wanted = values(beat.text)
        got = said_of(wanted, values(" ".join(said)))
        if not wanted and len(tokens(beat.text)) <= SHORT:
            return share >= OTHER
        return share >= FACT and len(got) >= FIGURES * len(wanted)
    return share >= OTHER
