"""Whether a sentence tells what has not been earned, or what only the rep could say."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from roleplay.buyer.guard_known import Known
from roleplay.buyer.guard_secrets import Secret, small_talk
from roleplay.buyer.guard_text import marks_of, names_in, norm, runs_of, stems_of, values
from roleplay.buyer.words import everyday, root

_DISCLOSES: Final = re.compile(
    r"\b(?:my|our) (?:boss|cfo|ceo|coo|cto|finance\w*|director|board|manager|wife|husband|daughter|son|team|people|staff|partner|brother|"
    r"sister|night lead|last (?:supplier|vendor|provider|agency|sofa|system|insurer))\b"
    r"|\b(?:we|i|they|it|nobody|he|she) (?:had|lost|switched|paid|tried|got|were|was|bought|signed|promised|fought|spent|booked|waited|"
    r"found|wrote|rebuilt|told|came|cost|took|went|never|still)\b"
    r"|\b(?:last|this|next) (?:year|quarter|month|week|winter|spring|summer|autumn|fall|time|november|february|june|january|march)\b"
    r"|\b(?:years?|months?|weeks?|winters?) (?:ago|back)\b|\bthere(?:'s| is| are| was| were) (?:no|a|an|only|this|these|some)\b"
    r"|\b(?:the (?:real|actual|main|true) (?:reason|problem|issue|worry|concern|thing)|truth is|to be honest|honestly|"
    r"between (?:us|you and me|ourselves)|the thing is|what (?:really )?(?:worries|bothers|scares|happened))\b"
    r"|\b(?:costs?|runs?|charges?|wants?|needs?|pays?|paying|rings?|calls?|rolls over|is (?:up|due)|expires?|renews?) (?:us|me|about|around|every|on)\b"
)
_PERSONAL: Final = re.compile(
    r"\b(?:i|we|me|us|my|our|mine|ours|i'm|we're|i've|we've|it|he|she|they|him|her|them|nobody|somebody|the)\b"
)
_OFFERS: Final = re.compile(
    r"\bfor you\b|\bwe (?:can|could|only|just|also|always|never)\b|\bwe'd\b|\bi (?:can|could) \w+ (?:over )?(?:you|your)\b"
)
_HOLDS: Final = re.compile(
    r"\b(?:i|we)(?:'d|'ve| had| have| did| lost| fought| spent| paid) (?:an?|two|three|four|some|our|my|to)\b"
)
_CONFIRMS: Final = re.compile(
    r"^(?:(?:well|oh|hm+|ah|okay|look),? )?(?:yes|yeah|yep|exactly|correct|right|that's (?:it|right|correct|exactly|the one|what happened|"
    r"about (?:it|right|the size))|precisely|bingo|you(?:'ve| have)? (?:got|guessed|nailed|hit) (?:it|that)|spot on|true|indeed|pretty much|"
    r"more or less|something like that|how did you know|you heard right|guilty|afraid so|i'm afraid so)\b"
)


def leaked(sentence: str, known: Known) -> bool:
    """Whether a sentence tells some of a fact that has not been earned, or confirms a guess at one."""
    plain = norm(sentence)
    if any(line in plain and line not in known.plain for line in known.secrets.lines):
        return True
    said, marks = stems_of(sentence), marks_of(sentence)
    numbers, names = values(sentence) - known.values, names_in(sentence) - known.names
    fresh, runs = said - known.stems, runs_of(sentence) - known.runs
    tells, personal = bool(_DISCLOSES.search(plain)), bool(_PERSONAL.search(plain))
    for secret in known.closed:
        if runs & secret.runs or names & secret.names or any(v >= 13 for v in numbers & secret.values):
            return True
        if any(f <= marks and not any(f <= part for part in known.parts) for f in secret.fragments):
            return True
        new = [secret.weights[s] for s in fresh if s in secret.weights]
        if numbers & secret.values and new:
            return True
        if sum(new) >= 1.5 or (tells and (sum(new) >= 1.0 or (len(new) >= 2 and sum(new) >= 0.8))):
            return True
        if _retells(marks, secret, known, tells=tells, personal=personal):
            return True
        subject = said & (secret.asked | set(secret.weights))
        news = sum(_tells(s) for s in subject & fresh)
        together = any(subject <= part for part in known.parts)
        if tells and len(subject) >= 3 and news >= 0.8 and subject & set(secret.weights) and not together:
            return True
    return _confirms(plain, known)


def _tells(mark: str) -> float:
    return 1.0 if mark[0] == "#" else 0.4 if mark in everyday() else 1.0


def _retells(marks: Set[str], secret: Secret, known: Known, *, tells: bool, personal: bool) -> bool:
    """Whether a sentence brings together enough of a fact, though each of its words may have been said before.

    Words that stand together in one thing that is in the open (a turn, the briefing) are no news, and neither are
    those of this turn's own words and the rep's.
    """
    for wording in (*secret.wordings, frozenset[str]().union(*secret.wordings)):
        shared = marks & wording
        beyond = shared - known.now - small_talk()
        if len(shared) < 2 or not beyond or any(shared <= part for part in known.parts):
            continue
        if sum(_tells(m) for m in beyond) < 0.8:
            continue
        fresh = [m for m in beyond if m not in known.stems and m[0] != "#"]
        figures = sum(m[0] == "#" for m in beyond)
        if personal and len(beyond) >= 2 and len(fresh) >= 1 and sum(map(_tells, beyond)) >= 0.8:
            return True
        if (personal or figures > 1) and len(beyond) >= 2 and sum(_tells(m) for m in beyond) >= 1.2:
            return True
        weight = sum(2.0 if m[0] == "#" else 1.0 for m in shared)
        total = sum(2.0 if m[0] == "#" else 1.0 for m in wording)
        if weight >= 3 and weight / total >= (0.22 if tells else 0.3):
            return True
    return False


def _confirms(plain: str, known: Known) -> bool:
    """A yes to a rep who has guessed a fact that the director did not let out."""
    if not _CONFIRMS.search(plain) or plain in norm(known.direction.scripted):
        return False
    asked = known.last_rep()
    if "?" not in asked:
        return False
    said, numbers = stems_of(asked), values(asked)
    for secret in known.closed:
        shared = sum(w for s, w in secret.weights.items() if s in said) + 1.0 * len(numbers & secret.values)
        if shared >= 2.0 and shared / (secret.total + len(secret.values)) >= 0.4:
            return True
    return False


def sells(sentence: str, known: Known) -> bool:
    """Whether the buyer says of the product what only the rep could say, before the rep has; or speaks of what is
    the buyer's own as the other side's ("your trucks")."""
    for match in re.finditer(r"\byour (?:\w+ )?([a-z]{3,})\b", norm(sentence)):
        if (
            any(w in known.secrets.owned for w in match.group().split()[1:])
            and match.group() not in known.plain
        ):
            return True
    said = stems_of(sentence)
    if (
        sentence.rstrip().endswith("?")
        and re.search(r"\byou(?:r|'re|'ve)?\b", sentence.lower())
        and _probes(said, known)
    ):
        return True
    for match in re.finditer(r"\bour (?:\w+ )?([a-z]{4,})\b", norm(sentence)):
        words = {root(w) for w in match.group().split()[1:]}
        if words & known.secrets.theirs and not words & known.stems:
            return True
    fresh = said - known.stems
    for claim in known.secrets.claims:
        if claim and len(claim & fresh) >= 2 and len(claim & said) >= max(3, round(0.4 * len(claim))):
            return True
    return False


def strays(sentence: str, known: Known) -> int:
    """How many words of the matter at hand a sentence brings up that nobody has said or decided. A buyer who
    reacts stays with what was said; who goes into the matter by themselves tells, asks or sells."""
    return len({s for s in stems_of(sentence) & known.secrets.domain if len(s) > 2} - known.spoken)


def offers(plain: str) -> bool:
    """Whether a sentence asks or offers as reps do: a question to "you", "we can", "for you"."""
    return bool(_OFFERS.search(plain)) or (
        plain.endswith("?") and bool(re.search(r"\byou(?:r|rs)?\b", plain))
    )


def holds(plain: str) -> bool:
    """Whether a sentence says what the buyer has, had or did."""
    return bool(_HOLDS.search(plain))


def _probes(said: Set[str], known: Known) -> bool:
    """Whether a question to "you" is after what a rep would ask this buyer about."""
    for secret in known.secrets.facts:
        shared = (said & secret.asked) - known.now
        if sum(_tells(s) for s in shared) >= 0.8 and len(shared) >= 2:
            return True
    return False
