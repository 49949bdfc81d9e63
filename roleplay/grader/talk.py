"""Figures about who talks, how much and how: all counted by code, none judged."""

from __future__ import annotations

import itertools
import re
from typing import Any

from roleplay.dialogue.acts import Label
from roleplay.dialogue.transcript import Speaker, Transcript
from roleplay.grader.resistance import plain
from roleplay.grader.view import CallView

_FILLERS = re.compile(
    r"\b(?:u+m+|u+h+|e+r+m*|h+m+|you know|i mean|sort of|kind of|basically|literally|like,)(?![\w'])",
)
_WORD = re.compile(r"[a-z']+")
_YOU = frozenset(
    ["you", "your", "yours", "yourself", "yourselves", "you're", "you've", "you'd", "you'll", "u", "ur"]
)
_WE = frozenset(
    [
        "we",
        "our",
        "ours",
        "us",
        "ourselves",
        "i",
        "my",
        "mine",
        "me",
        "myself",
        "we're",
        "we've",
        "we'd",
        "we'll",
        "i'm",
        "i've",
        "i'd",
        "i'll",
    ]
)
PRICE = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d,.]*\s?(?:k\s)?(?:dollars?|bucks|euros?|pounds?|usd|eur|gbp|percent off)\b"
    r"|\b(?:pric(?:e|es|ed|ey|ing)|costs?|quote[sd]?|budgets?|discounts?|cheap(?:er|est)?|expensive|fees?|afford|"
    r"premiums?|per (?:seat|user|month|truck|unit|hour))\b",
)
"""Words that speak of money: used for the first mention of price."""


def talk_times(transcript: Transcript) -> tuple[float, float] | None:
    """Seconds of talk of rep and buyer, or ``None`` unless every turn has a start and an end, no turn ends
    before it starts, and none starts before the one ahead of it."""
    rep = buyer = last = 0.0
    for turn in transcript.turns:
        if turn.start is None or turn.end is None or turn.end < turn.start or turn.start < last:
            return None
        last = turn.start
        if turn.speaker is Speaker.REP:
            rep += turn.end - turn.start
        else:
            buyer += turn.end - turn.start
    return (rep, buyer) if rep + buyer > 0 else None


def talk_metrics(view: CallView) -> dict[str, Any]:
    """Figures about the talk.

    - ``talk_ratio``: the rep's share of talk, 0 to 1 (three decimals); ``null`` where nobody said a word.
    - ``talk_basis``: "time" where every turn has sound times (seconds of talk), else "words".
    - ``rep_words``, ``buyer_words``: words (runs between white space with a letter or digit).
    - ``rep_turns``, ``buyer_turns``: messages of each side.
    - ``longest_rep_turn_words``, ``longest_rep_turn``: the rep's longest turn in words, and its number
      (``null`` without a rep turn). ``longest_buyer_turn_words``, ``longest_buyer_turn``: the buyer's.
    - ``speaker_changes``: how often the word passed from one side to the other.
    - ``interactivity``: speaker changes per minute of the call where there are times, else per 100 words;
      ``interactivity_basis`` says which. ``null`` without words.
    - ``rep_pace_wpm``: the rep's words per minute of the rep's own talk; ``null`` without times.
    - ``fillers``: um, uh, you know, I mean, sort of, basically ... in the rep's turns;
      ``fillers_per_100_words``: the same per 100 words of the rep, ``null`` without words.
    - ``you_words``, ``we_words``: the rep's "you, your, yours" against "we, our, us, I, my, me";
      ``you_share``: you of both, 0 to 1, ``null`` without either.
    """
    turns = view.transcript.turns
    times = talk_times(view.transcript)
    rep_words, buyer_words = view.rep_words, view.buyer_words
    total = rep_words + buyer_words
    if times is not None:
        ratio: float | None = times[0] / (times[0] + times[1])
    else:
        ratio = rep_words / total if total else None
    rep_longest = max(view.rep, key=lambda t: t.words, default=None)
    buyer_numbers = [n for n, t in enumerate(turns, 1) if t.speaker is Speaker.BUYER]
    buyer_longest = max(buyer_numbers, key=lambda n: view.words[n - 1], default=None)
    changes = sum(a.speaker is not b.speaker for a, b in itertools.pairwise(turns))
    per: float | None = None
    if times is not None:
        length = max(t.end or 0.0 for t in turns) - (turns[0].start or 0.0)
        per = changes / (length / 60) if length > 0 else None
    elif total:
        per = changes / total * 100
    text = "\n".join(plain(t.text) for t in view.rep)
    fillers = len(_FILLERS.findall(text))
    you = we = 0
    for word in _WORD.findall(text):
        if word in _YOU:
            you += 1
        elif word in _WE:
            we += 1
    return {
        "talk_ratio": _rounded(ratio),
        "talk_basis": "words" if times is None else "time",
        "rep_words": rep_words,
        "buyer_words": buyer_words,
        "rep_turns": len(view.rep),
        "buyer_turns": len(buyer_numbers),
        "longest_rep_turn_words": rep_longest.words if rep_longest else 0,
        "longest_rep_turn": rep_longest.number if rep_longest else None,
        "longest_buyer_turn_words": view.words[buyer_longest - 1] if buyer_longest else 0,
        "longest_buyer_turn": buyer_longest,
        "speaker_changes": changes,
        "interactivity": _rounded(per, 2),
        "interactivity_basis": "words" if times is None else "time",
        "rep_pace_wpm": _rounded(rep_words / (times[0] / 60), 0) if times and times[0] > 0 else None,
        "fillers": fillers,
        "fillers_per_100_words": _rounded(100 * fillers / rep_words if rep_words else None, 1),
        "you_words": you,
        "we_words": we,
        "you_share": _rounded(you / (you + we) if you + we else None),
    }


def moves_metrics(view: CallView) -> dict[str, Any]:
    """Figures about what the rep's turns do, by the labels of the codebook.

    - ``acts``: for each label seen, in how many of the rep's turns it stands.
    - ``discounts``: turns of the rep that give a discount (offer less and ask nothing back, or nothing but a
      signature before a false deadline);
      ``first_discount_turn``: the first of them. ``trades``, ``pressure``, ``disparaged``, ``dismissed``:
      turns with those labels.
    - ``first_pitch_turn``: the first turn that tells what the product is or does.
    - ``first_price_turn`` and ``first_price_by``: who first spoke of money ("rep" or "buyer"), and where.
    - ``repeated_turns``: turns of the rep that say again what the rep has already said.
    - ``takes_up_share``: of the rep's turns that followed something one could take up, the share that did
      (by acknowledging, saying back, tying a benefit to it, or using a word that the buyer brought in), 0 to 1.
    """
    acts: dict[str, int] = {}
    for turn in view.rep:
        for label in turn.labels:
            acts[label.value] = acts.get(label.value, 0) + 1

    def first(label: Label) -> int | None:
        return next((t.number for t in view.rep if label in t.labels), None)

    price = next((n for n, t in enumerate(view.turns, 1) if PRICE.search(plain(t.text))), None)
    return {
        "acts": dict(sorted(acts.items())),
        "discounts": sum(t.cuts_price for t in view.rep),
        "first_discount_turn": next((t.number for t in view.rep if t.cuts_price), None),
        "trades": acts.get("trade", 0),
        "pressure": acts.get("pressure", 0),
        "disparaged": acts.get("disparage", 0),
        "dismissed": acts.get("dismiss", 0),
        "first_pitch_turn": first(Label.PITCH),
        "first_price_turn": price,
        "first_price_by": view.turns[price - 1].speaker.value if price else None,
        "repeated_turns": sum(t.repeats for t in view.rep),
        "takes_up_share": _rounded(view.takes_up_share),
    }


def _rounded(value: float | None, digits: int = 3) -> float | None:
    return None if value is None else round(value, digits)
