"""How well a sentence fits the moment: what it adds to the words that were decided, and in what tone.

A buyer's turn is the director's line in other words, with a little colour. What spoils it is nearly always
something *more*: a cause, a detail, a favour, a day, a tip. So a sentence is looked at as what is left of it when
the decided words, the rep's own and those already heard are masked. A linear model over those words and a few
counts (``training/guard.py``) says how likely it is that the sentence brings in what nobody decided. It stands
behind the patterns and the lists, and catches what has no phrase. Deterministic; well under a millisecond.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from roleplay.buyer.guard_convey import conveys
from roleplay.buyer.guard_decided import asked_next_step
from roleplay.buyer.guard_known import Known
from roleplay.buyer.guard_leaks import strays
from roleplay.buyer.guard_linear import linear_model
from roleplay.buyer.guard_secrets import small_talk
from roleplay.buyer.guard_text import marks_of, means, norm, share, stems_of, values
from roleplay.buyer.guard_voice import not_the_buyer
from roleplay.buyer.words import everyday, root, words_of
from roleplay.dialogue.state import Move
from roleplay.scenario.numbers import is_number_word

FIT: Final = "guard_fit.json"
_TOKEN: Final = re.compile(r"[a-zà-öø-ÿ0-9][a-zà-öø-ÿ0-9']*|[?!,:;\"-]")
_GROUPS: Final = {Move.AGREE: "yes", Move.END: "end", Move.DECLINE: "no"}
_PAST: Final = re.compile(
    r"\b\w{3,}ed\b|\b(?:was|were|had|did|got|went|came|took|said|told|lost|paid|left|gave|made|found|put|cost|ran)\b"
)
_AHEAD: Final = re.compile(
    r"'ll\b|\b(?:will|gonna|going to|shall|tomorrow|next|tonight|later|after|until|till|before|once|when)\b"
)
_TIME: Final = re.compile(
    r"\b(?:\w+day|\w+days|morning|evening|evenings|afternoon|noon|night|nights|weekend|weekends|week|weeks|month|months|year|years|"
    r"quarter|summer|winter|spring|autumn|fall|christmas|o'clock|january|february|march|april|june|july|august|september|october|"
    r"november|december|minute|minutes|hour|hours|date)\b"
)
_WHO: Final = re.compile(
    r"\b(?:boss|finance|upstairs|team|people|staff|wife|husband|son|daughter|kids|mum|mom|dad|parents|in-laws|customers?|owner|owners|manager|"
    r"lads?|lad|drivers?|accountant|lawyer|neighbou?rs?|colleague|assistant|secretary|office|company|supplier|insurers?|guys?)\b"
)
_SPLIT: Final = re.compile(
    r"(?<=[,;:])\s+(?=(?:and|but|so|or|because|since|which|who|though|then|unless|until|if|when|where|while|not|i|we|you|they|he|she|it|that|there|our|my|your|the)\b)|\s+[-–—]+\s+|(?<=;)\s+|\s+(?=(?:and|but|so|because|since|until|unless|which) )",
    re.I,
)
_DO: Final = words_of(
    "send give put call ring come bring leave try ask tell talk start stop show make take pick set book drop let keep get go "
    "imagine think consider remember see look write check sign add note say swing pop grab mail email text explain"
)


def features(sentence: str, known: Known, said: Sequence[str]) -> dict[str, float]:
    """What the model looks at, with how much of it. ``said``: what has been shown of this turn already."""
    direction, view = known.direction, known.view
    plain = norm(sentence)
    script = stems_of(direction.scripted)
    rep, heard = stems_of(known.last_rep()), known.spoken
    masked: list[str] = ["^"]
    added: list[str] = []
    now_values, rep_values = values(direction.scripted), values(known.last_rep())
    for token in _TOKEN.findall(plain):
        if is_number_word(token) and token != "one":
            figure = values(token)
            masked.append(
                "S0"
                if figure <= now_values
                else "R0"
                if figure <= rep_values
                else "H0"
                if figure <= known.values
                else "N0"
            )
            continue
        if not means(token):
            masked.append(token)
            continue
        short = root(re.sub(r"'(?:ll|d|ve|re|s)$", "", token))
        if short in script:
            masked.append("S")
        elif short in rep:
            masked.append("R")
        elif short in heard:
            masked.append("H")
        else:
            added.append(short)
            masked.append(short if short in everyday() else "D" if short in known.secrets.domain else "N")
    masked.append("$")
    group = next((_GROUPS[b.move] for b in direction.beats if b.move in _GROUPS), "")
    found: dict[str, float] = {}
    words = {f"w {w}" for w in masked} | {f"b {a} {b}" for a, b in pairwise(masked)}
    scale = 1 / math.sqrt(len(words))
    for word in words:
        found[word] = scale
        if group:
            found[f"{group} {word}"] = scale

    def put(name: str, value: float) -> None:
        if value:
            found[f"# {name}"] = value
            if group:
                found[f"# {group} {name}"] = value

    marks = marks_of(sentence)
    now = share(sentence, [direction.scripted])
    missing = (
        [b for b in direction.beats if b.text and not conveys(b, said)] if said else list(direction.beats)
    )
    put("bias", 1.0)
    put("of script", now if stems_of(sentence) or values(sentence) else 0.5)
    put("of rep", share(sentence, [known.last_rep()]) if marks else 0.0)
    put("of heard", len(stems_of(sentence) & heard) / max(1, len(stems_of(sentence))))
    put("carries", share(direction.scripted, [sentence]))
    put("first", not said)
    put("done", bool(said) and not missing)
    place = "done" if said and not missing else "first" if not said else "later"
    put(f"{place} alone", now < 0.15)
    put(f"{place} rep", float(bool(marks & known.now) and now < 0.15))
    for beat in direction.beats:
        put(f"{place} {beat.move}", 1.0)
        put(f"{place} {beat.move} alone", float(now < 0.15))
        put(f"{place} own", float(beat.own))
    put("nothing added", not added and "N0" not in masked)
    rare = [a for a in added if a not in everyday()]
    chat = [a for a in added if a in small_talk()]
    own = [a for a in added if a in known.secrets.domain and a not in small_talk()]
    for limit in (1, 2, 3, 4, 6):
        put(f"added {limit}", len(added) - len(chat) >= limit)
    for limit in (1, 2, 3):
        put(f"rare {limit}", len(rare) >= limit)
        put(f"domain {limit}", len(own) >= limit)
    count = len(plain.split())
    for limit in (3, 5, 8, 12, 18):
        put(f"long {limit}", count >= limit)
    put("astray", min(4, strays(sentence, known)))
    for name, there in (
        ("asks", plain.endswith("?")),
        ("you", re.search(r"\byou(?:'re|'d|'ll|'ve)?\b", plain)),
        ("your", re.search(r"\byours?\b", plain)),
        ("i", re.search(r"\bi(?:'m|'d|'ll|'ve)?\b", plain)),
        ("we", re.search(r"\bwe(?:'re|'d|'ll|'ve)?\b", plain)),
        ("our", re.search(r"\b(?:our|my|us|me)\b", plain)),
        ("they", re.search(r"\b(?:they|them|he|him|she|her)(?:'re|'d|'ll|'ve|'s)?\b", plain)),
        ("past", _PAST.search(plain)),
        ("ahead", _AHEAD.search(plain)),
        ("time", _TIME.search(plain)),
        ("who", _WHO.search(plain)),
        ("do", plain.split()[0].strip(",.") in _DO if plain else False),
        ("if", re.search(r"\b(?:if|unless|as long as)\b", plain)),
        ("not", re.search(r"\b(?:not|never|no|nobody|nothing)\b|n't\b", plain)),
        (
            "but",
            re.match(
                r"(?:but|and|so|still|although|though|that said|besides|anyway|then|also|since|with)\b", plain
            ),
        ),
        ("figure", values(sentence) - values(direction.scripted)),
        ("next step asked", asked_next_step(norm(known.last_rep()))),
    ):
        if there:
            put(name, 1.0)
            if not now:
                put(f"{name} alone", 1.0)
            if said and not missing:
                put(f"{name} done", 1.0)
    for beat in direction.beats:
        put(f"move {beat.move}", 1.0)
        put(f"move {beat.move} alone", 1.0 if now < 0.2 else 0.0)
    told = max(
        (
            sum(w for s, w in secret.weights.items() if s in marks and s not in known.now)
            for secret in known.closed
        ),
        default=0.0,
    )
    put("told", min(3.0, told))
    asked = max((len(secret.asked & marks - known.now) for secret in known.closed), default=0)
    put("asked", min(3.0, float(asked)))
    put("voice", 4 * not_the_buyer(sentence, view.name, view.product))
    put("voice alone", 4 * not_the_buyer(sentence, view.name, view.product) * (1 - now))
    return found


def pieces(sentence: str, script: str) -> list[str]:
    """The parts of a sentence to be looked at by themselves, if there are any: its clauses, and what is left of it
    beside the decided words (``script``). What is wrong hides in a tail: "It's a lot of money to get wrong, and we
    did get it wrong once already"."""
    parts = [p.strip(" ,;:-") for p in _SPLIT.split(sentence)]
    found = parts if len(parts) > 1 else []
    found += _beside(sentence, script)
    return [p for p in dict.fromkeys(found) if len(p.split()) >= 3 and p != sentence]


def _beside(sentence: str, script: str) -> list[str]:
    """What a sentence says before, between and after runs of three or more words of the script."""
    words = sentence.split()
    plain = [re.sub(r"[^\w']", "", w) for w in norm(sentence).split()]
    own = [re.sub(r"[^\w']", "", w) for w in norm(script).split()]
    if len(plain) != len(words):
        return []
    runs = {tuple(own[n : n + 3]) for n in range(len(own) - 2)}
    decided = [False] * len(words)
    for n in range(len(words) - 2):
        if tuple(plain[n : n + 3]) in runs:
            decided[n : n + 3] = [True] * 3
    if not any(decided):
        return []
    found: list[list[str]] = [[]]
    for word, there in zip(words, decided, strict=True):
        if not there:
            found[-1].append(word)
        elif found[-1]:
            found.append([])
    return [" ".join(part).strip(" ,;:-") for part in found if part]


def strange(sentence: str, known: Known, said: Sequence[str]) -> float:
    """How surely a sentence brings in what was not decided: 0 to 1, to be held against :func:`limit`."""
    return max(_score(text, known, before) for text, before in looks(sentence, known, said))


def looks(sentence: str, known: Known, said: Sequence[str]) -> list[tuple[str, list[str]]]:
    """What is looked at for a sentence, with what counts as said before it: itself and its pieces, of which the
    later ones come after the earlier."""
    found = [(sentence, list(said))]
    for part in pieces(sentence, known.direction.scripted):
        at = sentence.find(part)
        found.append((part, [*said, sentence[:at].strip()] if at > 0 else list(said)))
    return found


def _score(text: str, known: Known, said: Sequence[str]) -> float:
    model = linear_model(FIT)
    score = sum(model.weights.get(f, 0.0) * v for f, v in features(text, known, said).items())
    return 1.0 / (1.0 + math.exp(-score - model.bias))


def limit() -> float:
    """From here on a sentence is caught."""
    return linear_model(FIT).threshold
