"""What is in the open at one turn, and which figures and names of a sentence are not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Set
from dataclasses import dataclass, field
from typing import Final

from roleplay.buyer.guard_secrets import Secret, Secrets
from roleplay.buyer.guard_text import (
    NAME,
    OPEN_NAMES,
    bare,
    figures_in,
    marks_of,
    norm,
    runs_of,
    sentences,
    stems_of,
    values,
)
from roleplay.buyer.words import everyday, is_plain_start, root, words_of
from roleplay.dialogue.transcript import Speaker
from roleplay.dialogue.view import BuyerView, Direction
from roleplay.scenario.numbers import is_number_word

_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday"
_CALENDAR: Final = words_of(
    f"{_DAYS} january february march april june july august september october november december"
) | {f"{d}s" for d in _DAYS.split()}
_PARTS: Final = re.compile(
    r"\b(?:(?:a|one|two|three) (?:third|quarter|fifth|tenth)s?(?= (?:of|off|more|less|cheaper|under|over|lower|higher|on))|"
    r"(?:hundreds|thousands|millions|dozens|tens) of (?:thousands|dollars|euros|pounds|hours|trucks|people|customers|units)|"
    r"a (?:dozen|million|hundred thousand|hundred grand)\b(?! (?:times|other|things|reasons|ways|miles|of these))|"
    r"(?:five|six|seven|\d)[- ]figures?|"
    r"half (?:a million|our|my|the (?:price|cost|fleet|money|budget|team|staff)|of (?:our|my|them|what))|"
    r"(?:doubled|tripled|quadrupled|halved)|(?:double|triple|twice|half) (?:the|what|as much|our|that) )"
)
_HALVES: Final = re.compile(r"\b\w+ and a half (?:thousand|hundred|million|percent|grand)\b")
_QUANTITY: Final = re.compile(
    r"half|third|quarter|fifth|tenth|hundred|thousand|million|dozen|tens|figure|doubl|tripl|quadrupl|halv|twice"
)
_ATTENTION: Final = re.compile(
    r"\b(?:give me|you(?:'ve| have)? (?:had|got|have)|got|take|spare|another|last|for|in|only|just|about|within|first|next|it's been|these|those)"
    r" (?:you )?(?:about |just |only |the |your |another )?(?P<n>[\w-]+) (?:more )?(?:minutes?|mins?|seconds?)\b"
)
_HANDFUL: Final = re.compile(
    r"\b(?P<n>two|three|2|3) (?:more |different |other |simple |quick |short |whole |honest |straight |big |little |small |good |of )*"
    r"(?:things?|questions?|reasons?|words?|sentences?|times|ways|sides|minds|cents|hands|eyes|ears|of us|us|of them|of you|of these|"
    r"people in|slogans?|promises?|excuses?|buzzwords?|adjectives?|hats|answers?|seconds|steps|tries|goes|lines|parts|halves|sugars|coffees?)\b"
)
_IDIOMS: Final = re.compile(
    r"\b(?:24[/ ]7|twenty[- ]four[- ]seven|(?:a|one) hundred (?:percent|times|things|and ten percent)|100 ?%|hundred percent|"
    r"fifty[- ]fifty|50[/-]50|nine to five|9 to 5|ten to one|second to none|two[- ]faced|two[- ]way|at sixes and sevens|on cloud nine|"
    r"(?:ten|nine) times out of ten|one in a million|a million (?:things|times|reasons|miles|other)|four[- ]letter|two and two|"
    r"five[- ]minute|ten[- ]minute|second hand|third time|catch[- ]22|plan b|zero|one or two|two or three|a thousand (?:times|things)|"
    r"six of one|(?:ways )?from sunday|month of sundays|monday morning feeling|friday feeling)\b"
)
_TIMES: Final = re.compile(
    r"\b\w+ o'clock\b|\b(?:at|by|around|until|till) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1?\d)(?= ?(?:[.,!?\"]|$|on |in the|sharp|tomorrow|every|so ))|\b(?:half|quarter) (?:past|to) \w+\b|\b\w+ ?(?:am|pm)\b"
)
_MAY: Final = re.compile(
    r"\b(?:of|in|by|until|till|since|before|next|last|this|early|late|end of) May\b|\bMay (?:\d|the )"
)
_PEOPLE: Final = re.compile(
    r"\b(?:my|our|the) (?:\w+ )?(?P<who>board|boss|bosses|ceo|cfo|coo|cto|chairman|owner|owners|investors?|"
    r"husband|wife|lawyer|solicitor|accountant|committee|director|landlord|auditors?|consultants?|son|brother|sister|mother|father|"
    r"controller|treasurer|purchaser|shareholders?|parent company|head office)\b(?!-)"
)
_ORG: Final = re.compile(r"[A-Z][a-z]+[A-Z]\w*|\w*\d\w*[A-Z]\w*")
_NAME_VERBS: Final = words_of(
    "is was has had will would wants wanted says said told tells offers offered charges charged came quoted gave does did thinks "
    "thought handles runs likes hates won't doesn't didn't isn't wasn't can can't never always already and & does"
)
_DEPARTMENTS: Final = words_of(
    "purchasing finance accounts accounting legal it hr sales ops operations procurement marketing engineering office maintenance "
    "production admin payroll compliance security logistics dispatch warehouse corporate headquarters"
)


@dataclass(slots=True)
class Known:
    """What is in the open at this turn."""

    view: BuyerView
    direction: Direction
    secrets: Secrets = field(default_factory=Secrets)
    plain: str = ""
    """All of it, normalised."""
    values: Set[float] = frozenset()
    times: set[str] = field(default_factory=set)
    """Times of day: they make no number known ("eleven o'clock" is not eleven people)."""
    names: set[str] = field(default_factory=set)
    """Every word of it, in lower case."""
    stems: Set[str] = frozenset()
    spoken: Set[str] = frozenset()
    """The roots of what has been said and shown: the open without the briefing."""
    runs: set[tuple[str, ...]] = field(default_factory=set)
    parts: list[Set[str]] = field(default_factory=list)
    """The marks of each thing in the open by itself."""
    now: Set[str] = frozenset()
    """The marks of this turn's decided words and of the rep's last."""
    closed: list[Secret] = field(default_factory=list)
    """What has not come up."""

    def __post_init__(self) -> None:
        view, direction = self.view, self.direction
        shown = [
            view.name,
            view.role,
            view.company,
            view.persona,
            view.speech,
            view.product,
            *view.told,
            *view.against,
        ]
        turns = [t.text for t in view.turns]
        parts = [*shown, *turns, direction.scripted, *sentences(self.secrets.public)]
        text = "\n".join(parts)
        self.plain = norm(text)
        spoken = [t.text for t in view.turns if t.speaker is Speaker.BUYER]
        told = norm(" ".join([*view.told, *view.against, direction.scripted, *spoken]))
        self.values = values(_TIMES.sub(" ", self.plain)) | values(" ".join([*view.told, direction.scripted]))
        self.times = {m.group() for m in _TIMES.finditer(self.plain)}
        self.names = {bare(w) for w in re.findall(r"[^\W\d_][\w'’-]*", text)}
        self.stems = stems_of(text)
        self.spoken = stems_of("\n".join([*shown, direction.scripted, *turns]))
        self.runs = {run for part in parts for run in runs_of(part)}
        self.parts = [marks_of(part) for part in parts]
        self.now = marks_of(direction.scripted) | marks_of(_TIMES.sub(" ", norm(self.last_rep())))
        self.closed = [s for s in self.secrets.facts if not any(line in told for line in s.says)]

    def last_rep(self) -> str:
        """The rep's last words."""
        return next((t.text for t in reversed(self.view.turns) if t.speaker is Speaker.REP), "")


def unknown_figures(sentence: str, known: Known) -> list[str]:
    """The figures of a sentence that nobody has given: numbers, parts ("a third of"), days, months, and people of
    weight ("my boss") who have not been heard of."""
    plain = _TIMES.sub(
        lambda m: " " if m.group() in known.times else m.group(), _IDIOMS.sub(" ", norm(sentence))
    )
    spared = {m.group("n") for m in _ATTENTION.finditer(plain)} | {
        m.group("n") for m in _HANDFUL.finditer(plain)
    }
    found = []
    numbers = figures_in(plain)
    for n, figure in enumerate(numbers):
        # "Thirty-one thousand, it's forty-four now" makes forty-four thousand known as well.
        same = {figure.value, figure.value * 1000}
        if figure.value >= 13_000 and max(known.values, default=0) >= 1000:
            same.add(figure.value / 1000)
        if same & known.values or figure.text in spared or figure.value == 0:
            continue
        near = [numbers[i].value for i in (n - 1, n, n + 1) if 0 <= i < len(numbers)]
        if any(a * 100 + b in known.values for a, b in itertools.pairwise(near)):
            continue
        found.append(figure.text)
    found += [m.group() for m in _HALVES.finditer(plain) if m.group() not in known.plain]
    for part in _PARTS.finditer(plain):
        quantity = _QUANTITY.search(part.group())
        if quantity is None or not re.search(rf"\b{quantity.group()}", known.plain):
            found.append(part.group().strip())
    for word in re.findall(r"[a-z]+", plain):
        if word not in _CALENDAR or word in known.names or word.rstrip("s") in known.names:
            continue
        if word == "march" and not re.search(r"\bMarch\b", sentence):
            continue  # a word as well; only the capital tells
        if re.search(rf"\b(?:a|any) (?:\w+ )?{word}\b", plain):
            continue  # "on a Friday" is any day, not an appointment
        found.append(word)
    if (
        _MAY.search(sentence)
        and not any(_MAY.search(t.text) for t in known.view.turns)
        and "#may" not in known.stems
    ):
        found += (
            []
            if re.search(r"\bmay\b", norm(known.direction.scripted + " ".join(known.view.told)))
            else ["May"]
        )
    found += [
        m.group()
        for m in _PEOPLE.finditer(plain)
        if m.group("who") not in known.names and root(m.group("who")) not in known.stems
    ]
    return found


def unknown_names(sentence: str, known: Known) -> list[str]:
    """Names in a sentence that nobody has given."""
    found = []
    for m in NAME.finditer(sentence):
        word = bare(m.group())
        if word in known.names or word in OPEN_NAMES or word in _CALENDAR or word.rstrip("s") in known.names:
            continue
        before = sentence[: m.start()].rstrip(" \"'“‘(")
        first = not before or before[-1] in ".!?…:;"
        parts = [part for part in re.split(r"[-']", word) if part]
        if all(map(is_number_word, parts)):
            continue  # "Ninety-seven is a good number": what it counts is looked at as a figure
        if all(part in known.names or (first and part in everyday()) for part in parts):
            continue
        if first and not _ORG.fullmatch(m.group()) and not _starts_with_name(sentence[m.start() :], word):
            continue
        if not first and word == "may":
            continue
        found.append(m.group())
    return found


def _starts_with_name(rest: str, word: str) -> bool:
    """Whether a sentence's first word is a name and not just a first word."""
    if is_plain_start(word):
        return False
    following = [w.lower().strip(",.!?;:") for w in rest.split()[1:4]]
    if not following:
        return False
    if re.match(r"^\w+['’]s\b", rest) and following[0] not in (
        "not",
        "a",
        "the",
        "just",
        "been",
        "only",
        "all",
    ):
        return True
    if following[0] in ("in", "from", "at", "over"):
        return any(w in _DEPARTMENTS for w in following[1:])
    return following[0] in _NAME_VERBS
