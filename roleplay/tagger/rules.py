"""What words alone make certain, whatever the model says.

Only where the codebook leaves nothing to weigh: words to the software, abuse and gibberish are
``off_task``; "if you ..., we ..." with a concession is a ``trade``; and the phrases of ``sure.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from roleplay.dialogue.acts import Label
from roleplay.tagger.kinds import KINDS
from roleplay.tagger.segments import Segment
from roleplay.tagger.sure import NOT_ASKED
from roleplay.tagger.text import Words, is_number, word_set

CERTAIN = {
    "off_task": """
        (ignore|disregard|forget|override) (all|your|the|any|every|my|previous|prior|everything) * (instructions|prompt|rules|prompts|guidelines|programming|directions)
        (ignore|disregard|forget) everything (above|before|i said|so far); (ignore|disregard) the (above|previous)
        system prompt; as an ai; you're (an|a) (ai|bot|chatbot|language model|llm|robot); you are (an|a) (ai|bot|chatbot|language model|llm|robot); are you (an|a) (ai|bot|chatbot|robot)
        language model; (score|grade|rate|mark|award) (me|this|it|him|her|the rep|this rep|this call|this conversation) * (#|hundred|full|perfect|maximum|ten|pass|passed|excellent)
        give (me|this rep|the rep) * (full|perfect|top|maximum) (marks|score|points|grade); full marks
        (the|this) (buyer|customer|prospect) (agrees|accepts|agreed|accepted|signs|nods|is satisfied|says yes|says okay)
        system (#|says|override|message|score|the rep|note|set)
        (set|raise|increase|change) (the|your|my) * (trust|patience|mood) (to|level)
        (reveal|print|repeat|dump|output|show) * (prompt|hidden|secret|instructions|system)
        (fuck|fucking|asshole|bitch|cunt|wanker|motherfucker|dickhead|arsehole|bastard|moron|twat); (shut|piss) (up|off); go to hell; screw you
        you (idiot|moron|loser|dumbass|stupid); (you're|you are) (an|a|such a|a total|a complete) (idiot|moron|loser|dumbass|imbecile); (stupid|dumb) (bot|game|ai|idiot|bitch|machine|software|simulation); lorem ipsum; (qwerty|qwertyuiop|asdf|asdfgh|asdfghjkl|asdfasdf)
        (quit|restart|exit|end) the (game|simulation|exercise|roleplay|role play|session|training|scenario)""",
    "offer": """
        (# percent|# %|percent|%) (off|less|cheaper|lower); $ # off; # off; (discount|free|waive|waived|rebate); (throw|chuck) * in
        (knock|take|shave|cut|drop) * (off|percent|%); (go|come|get) (down) to #; (go|come|get) to #; (on|for) the house; no (charge|cost|fee|extra charge)
        (i|we|i'll|we'll|i'd|we'd) (can|could|will|would|may|might) * (do|go|drop|hold|extend|cover|skip|waive|give|include|take|come|match|add|reduce|lower|move|get|offer|keep|freeze|fix)
        (i'll|we'll|i'd|we'd) * (do|go|drop|hold|extend|cover|skip|waive|give|include|take|come|match|add|reduce|lower|move|get|offer|keep|freeze|fix|throw|pay)""",
    "cut": """
        (percent|%|#) (off|less|cheaper); (take|knock|shave) * (off); (discount)
        (for|completely) free; free (month|months|trial|delivery|installation|setup|upgrade|training|year|weeks|shipping)""",
    "ask": "if you (sign|commit|take|pay|order|buy|agree|go|prepay|bring|give|can|introduce|let|move|refer|add|extend|decide|get|book|send|share|do|could|were|are|double|increase)",
}
"""Phrases that make an act certain, or with another one: words to the software, an offer, a condition."""

_VOWELS = frozenset("aeiouyäöüáéíóúàèâêîôûåæøı")


def certain(
    w: Words, segments: Sequence[Segment], phrases: Sequence[tuple[set[str], list[Label]]]
) -> dict[Label, list[int]]:
    """Labels that the words make certain, with the segments that carry them. ``phrases``: by segment the
    names of :data:`CERTAIN` and the labels of :data:`~roleplay.tagger.sure.SURE` that stand in it."""
    out: dict[Label, list[int]] = {}
    for n, (s, (found, sure)) in enumerate(zip(segments, phrases, strict=True)):
        if "off_task" in found or _gibberish(w, s):
            out.setdefault(Label.OFF_TASK, []).append(n)
        if "ask" in found and "offer" in found and s.question is None:
            out.setdefault(Label.TRADE, []).append(n)
        for label in sure:
            if s.question is None or label not in NOT_ASKED:
                out.setdefault(label, []).append(n)
    # A price that asks for something back is a trade: no gift.
    if Label.TRADE in out:
        out.pop(Label.DISCOUNT, None)
    return out


_CUT_WORDS = frozenset(x for x, kinds in KINDS.items() if "@cut" in kinds or "@price" in kinds) | word_set(
    "us later months month year pay payment terms include included nothing cost no setup delivery"
)


def could_be(label: Label, words: Sequence[str]) -> bool:
    """Whether words can carry the label at all: no price is cut without a number or a word for it."""
    if label in (Label.DISCOUNT, Label.TRADE):
        return any(is_number(x) or x in _CUT_WORDS for x in words)
    return True


def _gibberish(w: Words, s: Segment) -> bool:
    """Half of the words are keys hit at random: five letters or more that no language's words look like."""
    words = w.words[s.first : min(s.last, s.first + 40)]
    odd = sum(len(x) >= 4 and x.isascii() and x.isalpha() and _random(x) for x in words)
    return odd * 2 >= sum(len(x) > 2 or not is_number(x) for x in words) and odd > 0


@lru_cache(maxsize=8192)
def _random(word: str) -> bool:
    run = longest = 0
    for c in word:
        run = 0 if c in _VOWELS else run + 1
        longest = max(longest, run)
    return longest >= 5 or (longest == len(word) and len(word) >= 4 and word not in _NO_VOWELS)


_NO_VOWELS = word_set(
    "http https html xlsx pptx mbps tbsp hmmm mhmm psst tsk brrr shhh nvm pfft grrr mmhm hmph hmmmm gdpr tcpip xmls pdfs ltd'"
)
