"""Everyday words, as stems: what gives nothing away by being said."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from roleplay.scenario.words import stem

_STARTS: Final = frozenset(
    """
    a about according after ah all also although always an and another anybody anyone anything anyway as at
    aye because before being between blame both budget business but buying by can't change cheap cheers
    coffee couldn't dad delivery depends didn't doesn't doing don't each energy enough even everybody
    everybody's everyone everything expensive fear few figures finance fine first folks food for frankly
    from funny getting god going good grand great half having he hello her here hers hey hi his history hm
    hmm honestly hope how i if in insurance isn't it its just last legal less let let's lets life listen look
    love loyalty luck maintenance management many marketing maybe mine mom money more most mum my never next
    nice no nobody nobody's none not nothing now numbers of oh okay on once one only operations or other
    others our ours paper patience paying people perhaps pet please plenty power price procurement
    production proof purchasing quality reading reality rent right sales same security selling service she
    shouldn't since so software some somebody someone something sometimes sorry sounds speaking spring staff
    still such summer support sure talk tea thanks that the their theirs then there these they thinking this
    those though time to today tomorrow tonight traffic training trust truth trying twice um unless until
    usually water we weather well what whatever when where which whichever while who whoever why winter with
    without won't word words work wouldn't wow yes yesterday you your yours
    """.split()  # noqa: SIM905 - a list of so many words would be a page long
)


@cache
def everyday() -> frozenset[str]:
    """Words in everybody's mouth, as they are and as stems (some 1,800)."""
    text = resources.files("roleplay.buyer").joinpath("everyday.txt").read_text(encoding="utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    return frozenset(words) | frozenset(stem(w) for w in words)


def is_plain_start(word: str) -> bool:
    """Whether a word (lower case) at the head of a sentence needs no explanation for its capital."""
    return word in _STARTS or word in everyday() or stem(word) in everyday()
