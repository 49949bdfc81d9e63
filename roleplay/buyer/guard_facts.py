"""What a buyer may know aloud: figures, names and facts, against what has been said and decided.

Two things stand on the other side. :class:`Known` is everything in the open: the buyer as shown, the
transcript, this turn's decided words. :class:`Secrets` is made by code from the scenario and never goes
anywhere near a prompt: it knows what has not been earned, so that it can be recognised if it is said.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from roleplay.buyer.words import everyday, is_plain_start
from roleplay.dialogue.transcript import Speaker
from roleplay.dialogue.view import BuyerView, Direction
from roleplay.scenario.model import Scenario
from roleplay.scenario.numbers import figures, is_number_word
from roleplay.scenario.words import content, stem, tokens

_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS: Final = "january february march april june july august september october november december"
_CALENDAR: Final = frozenset(f"{_DAYS} {_MONTHS}".split()) | {f"{d}s" for d in _DAYS.split()}
_PARTS: Final = re.compile(
    r"\b(?:(?:a|one|two|three) (?:third|quarter|fifth|tenth)s?(?= (?:of|off|more|less|cheaper|under|over|lower|higher|on))|"
    r"(?:hundreds|thousands|millions|dozens|tens) of (?:thousands|dollars|euros|pounds|hours|trucks|people|customers|units)|"
    r"a (?:dozen|million|hundred thousand|hundred grand)\b(?! (?:times|other|things|reasons|ways|miles|of these))|(?:five|six|seven|\d)[- ]figures?|half (?:a million|our|my|the (?:price|cost|fleet|money|budget|team|staff)|of (?:our|my|them|what))|"
    r"(?:doubled|tripled|quadrupled|halved)|(?:double|triple|twice|half) (?:the|what|as much|our|that) )"
)
_ATTENTION: Final = re.compile(
    r"\b(?:give me|you(?:'ve| have)? (?:had|got|have)|got|take|spare|another|last|for|in|only|just|about|within|first|next|it's been|these|those) (?:you )?(?:about |just |only |the |your |another )?"
    r"(?P<n>[\w-]+) (?:more )?(?:minutes?|mins?|seconds?)\b"
)
_HANDFUL: Final = re.compile(
    r"\b(?P<n>two|three|2|3) (?:more |different |other |simple |quick |short |whole |honest |straight |big |little |small |good |of )*"
    r"(?:things?|questions?|reasons?|words?|sentences?|times|ways|sides|minds|cents|hands|eyes|ears|of us|us|of them|of you|of these|people in|seconds|steps|tries|goes|lines|parts|halves|sugars|coffees?)\b"
)
_IDIOMS: Final = re.compile(
    r"\b(?:24[/ ]7|twenty[- ]four[- ]seven|(?:a|one) hundred (?:percent|times|things|and ten percent)|100 ?%|hundred percent|fifty[- ]fifty|50[/-]50|nine to five|9 to 5|ten to one|second to none|"
    r"two[- ]faced|two[- ]way|at sixes and sevens|on cloud nine|ten times out of ten|nine times out of ten|one in a million|a million (?:things|times|reasons|miles|other)|"
    r"four[- ]letter|two and two|five[- ]minute|ten[- ]minute|second hand|third time|catch[- ]22|plan b|zero|one or two|two or three|a thousand (?:times|things)|six of one|(?:ways )?from sunday|month of sundays|monday morning feeling|friday feeling)\b"
)
_NAME: Final = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’-]*[\w]|(?<![\w'’])[A-Z]{2,}\b")
_OPEN_NAMES: Final = frozenset(
    ["i", "i'm", "i'd", "i'll", "i've", "ok", "okay", "tv", "pdf", "it", "hr", "vat", "gps", "ceo-less", "usa", "uk", "eu", "english", "german", "french", "dutch", "irish", "american", "god", "lord", "jesus", "christ", "christmas", "easter", "excel", "email", "internet", "google", "monday-morning", "pr", "pto", "faq", "asap", "fyi", "diy", "roi", "kpi", "crm", "erp", "sme", "id", "wifi", "wi-fi", "usb", "ups", "mot", "gp", "vip", "mr", "mrs", "ms", "dr", "dad", "mum", "mom", "grandma", "granny", "sir", "madam", "yorkshire", "cork"]
)
_ORG: Final = re.compile(r"(?:[A-Z][a-z]+[A-Z]\w*|\w*\d\w*[A-Z]\w*)")
_DISCLOSES: Final = re.compile(
    r"\b(?:my|our) (?:boss|cfo|ceo|coo|cto|finance\w*|director|board|manager|wife|husband|daughter|son|team|people|staff|partner|brother|sister|night lead|last (?:supplier|vendor|provider|agency|sofa|system|insurer))\b"
    r"|\b(?:we|i|they|it|nobody|he|she) (?:had|lost|switched|paid|tried|got|were|was|bought|signed|promised|fought|spent|booked|waited|found|wrote|rebuilt|told|came|cost|took|went|never|still)\b"
    r"|\b(?:last|this|next) (?:year|quarter|month|week|winter|spring|summer|autumn|fall|time|november|february|june|january|march)\b|\b(?:years?|months?|weeks?|winters?) (?:ago|back)\b|\bthere(?:'s| is| are| was| were) (?:no|a|an|only|this|these|some)\b"
    r"|\b(?:the (?:real|actual|main|true) (?:reason|problem|issue|worry|concern|thing)|truth is|to be honest|honestly|between (?:us|you and me|ourselves)|the thing is|what (?:really )?(?:worries|bothers|scares|happened))\b"
    r"|\b(?:costs?|runs?|charges?|wants?|needs?|pays?|paying|rings?|calls?|rolls over|is (?:up|due)|expires?|renews?) (?:us|me|about|around|every|on)\b"
)
_NAME_VERBS: Final = frozenset(
    "is was has had will would wants wanted says said told tells offers offered charges charged came quoted gave does did "
    "thinks thought handles runs likes hates won't doesn't didn't isn't wasn't can can't never always already and & does".split()
)
_DEPARTMENTS: Final = frozenset(
    "purchasing finance accounts accounting legal it hr sales ops operations procurement marketing engineering office "
    "maintenance production admin payroll compliance security logistics dispatch warehouse corporate headquarters".split()
)
_CONFIRMS: Final = re.compile(
    r"^(?:(?:well|oh|hm+|ah|okay|look),? )?(?:yes|yeah|yep|exactly|correct|right|that's (?:it|right|correct|exactly|the one|what happened|about (?:it|right|the size))|precisely|bingo|you(?:'ve| have)? (?:got|guessed|nailed|hit) (?:it|that)|spot on|true|indeed|pretty much|more or less|something like that|how did you know|you heard right|guilty|afraid so|i'm afraid so)\b"
)


_SHORT_FORM: Final = re.compile(r"[a-z]+'(?:s|ll|d|ve|re|m|t)")


def norm(text: str) -> str:
    """Lower case, straight quotes, single spaces: what patterns are matched against."""
    return " ".join(text.lower().translate(_QUOTES).split())


_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": " - ", "–": "-", "…": "..."})


def values(text: str) -> set[float]:
    """The numbers said in a text, as values; years-style pairs ("nineteen-forty") also as one number."""
    found = [f.value for f in figures(text)]
    pairs = {a * 100 + b for a, b in itertools.pairwise(found) if 10 <= a < 100 and 10 <= b < 100}
    return set(found) | pairs


def stems_of(text: str) -> set[str]:
    """Stems of the words with meaning, numbers left out."""
    return {stem(t) for t in tokens(text) if _means(t)}


def _means(token: str) -> bool:
    return len(token) > 1 and content(token) and not is_number_word(token) and not _SHORT_FORM.fullmatch(token)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Runs of words that are no chance: five with a word of meaning, or four with two."""
    words = tokens(text)
    found = set()
    for length, meaning in ((5, 1), (4, 2)):
        for n in range(len(words) - length + 1):
            run = tuple(words[n : n + length])
            if sum(map(_means, run)) >= meaning:
                found.add(run)
    return found


def _marks(text: str) -> set[str]:
    """What a wording can be recognised by: stems and figures."""
    return stems_of(text) | {f"#{v:g}" for v in values(text)}


def names_in(text: str) -> set[str]:
    """Capitalised words, lower case and without a possessive."""
    return {_bare(m.group()) for m in _NAME.finditer(text)}


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$|['’](?:ll|d|ve|re|m)$", "", word.lower().replace("’", "'"))


@dataclass(frozen=True, slots=True)
class Secret:
    """A fact that may not have been earned: its wordings, and what each is recognised by."""

    says: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    values: frozenset[float]
    names: frozenset[str]
    wordings: tuple[frozenset[str], ...]
    """The stems and figures (as ``#18000``) of each way to say it."""
    asked: frozenset[str]
    """The stems of what a rep would ask to hear it: the subject in other words."""
    weights: dict[str, float]
    """Stems with how much each tells (0.5 for everyday words to 1.5 for words found nowhere else)."""
    total: float
    """The weight of the shortest of its wordings."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What code knows of a scenario and a model must not: for checking only. Keep it out of prompts."""

    facts: tuple[Secret, ...] = ()
    claims: tuple[frozenset[str], ...] = ()
    """The stems of what the rep may say of the product: a buyer who says it first is selling."""
    public: str = ""
    """What everybody in the conversation knows from before: the briefing and the summary."""
    lines: tuple[str, ...] = ()
    """The buyer's later lines, normalised: said before their time they give the script away."""
    product: str = ""

    @classmethod
    def of(cls, scenario: Scenario) -> Secrets:
        """The checker for one scenario. Deterministic, a few milliseconds."""
        buyer, rep = scenario.buyer, scenario.rep
        public = " ".join(
            [scenario.title, scenario.summary, rep.role, rep.objective, rep.briefing, buyer.name, buyer.role, buyer.company, buyer.persona, buyer.speech, scenario.product.name, *buyer.opening]
        )
        open_talk = " ".join(
            [public]
            + [line for lines in buyer.lines.values() for line in lines]
            + [line for fact in scenario.facts.values() for line in fact.short or ()]
            + [line for o in scenario.objections.values() for lines in (o.says, o.push_back) for line in lines or ()]
        )
        elsewhere = stems_of(open_talk)
        spread: Counter[str] = Counter()
        for fact in scenario.facts.values():
            spread.update(stems_of(" ".join(fact.says)))
        facts = []
        for name, fact in scenario.facts.items():
            weights = {s: _weight(s, spread[s], s in elsewhere) for s in stems_of(" ".join(fact.says))}
            facts.append(
                Secret(
                    says=tuple(norm(line) for line in fact.says),
                    runs=frozenset(run for line in fact.says for run in _runs(line)),
                    values=frozenset(v for line in fact.says for v in values(line)),
                    names=frozenset(n for line in fact.says for n in _true_names(line)),
                    wordings=tuple(frozenset(_marks(line)) for line in fact.says),
                    asked=frozenset(stems_of(" ".join([*fact.asked_by, name.replace("-", " ").replace("_", " ")]))),
                    weights=weights,
                    total=min(sum(weights[s] for s in stems_of(line)) for line in fact.says) or 1.0,
                )
            )
        later = [line for o in scenario.outcomes.values() for line in o.says]
        later += [line for o in scenario.objections.values() for line in (o.settled or [])]
        return cls(
            facts=tuple(facts),
            claims=tuple(frozenset(stems_of(text)) for text in scenario.product.claims.values()),
            public=public,
            lines=tuple(norm(line) for line in later),
            product=scenario.product.name,
        )


def _weight(s: str, spread: int, elsewhere: bool) -> float:
    if s in everyday():
        return 0.4
    if elsewhere:
        return 0.5
    return 1.5 if spread == 1 and len(s) >= 5 else 1.0


def _true_names(text: str) -> set[str]:
    """Names that are not just the first word of a sentence."""
    found = set()
    for m in _NAME.finditer(text):
        before = text[: m.start()].rstrip()
        if before and before[-1] not in ".!?…\"“:":
            found.add(_bare(m.group()))
    return found - _OPEN_NAMES


@dataclass(slots=True)
class Known:
    """What is in the open at this turn."""

    view: BuyerView
    direction: Direction
    secrets: Secrets = field(default_factory=Secrets)
    text: str = ""
    values: set[float] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    runs: set[tuple[str, ...]] = field(default_factory=set)
    parts: list[set[str]] = field(default_factory=list)
    """What each thing in the open can be recognised by."""
    closed: list[Secret] = field(default_factory=list)
    """Facts that have not been told."""

    def __post_init__(self) -> None:
        view, direction = self.view, self.direction
        parts = [view.name, view.role, view.company, view.persona, view.speech, view.product, *view.told, *view.against]
        parts += [t.text for t in view.turns] + [direction.scripted, self.secrets.public]
        self.text = "\n".join(parts)
        self.values = values(self.text)
        self.names = {_bare(w) for w in re.findall(r"[^\W\d_][\w'’-]*", self.text)}
        self.stems = stems_of(self.text)
        self.parts = [_marks(part) for part in [*parts[:-1], *re.split(r"(?<=[.!?])\s+", self.secrets.public)]]
        self.runs = {run for part in parts for run in _runs(part)}
        told = norm(" ".join([*view.told, direction.scripted, *(t.text for t in view.turns if t.speaker is Speaker.BUYER)]))
        self.closed = [s for s in self.secrets.facts if not any(line in told for line in s.says)]

    def last_rep(self) -> str:
        """The rep's last words."""
        return next((t.text for t in reversed(self.view.turns) if t.speaker is Speaker.REP), "")


def unknown_figures(sentence: str, known: Known) -> list[str]:
    """The figures of a sentence that nobody has given: numbers, parts ("a third of"), days and months."""
    plain = _IDIOMS.sub(" ", norm(sentence))
    masked = plain
    spared = {m.group("n") for m in _ATTENTION.finditer(masked)} | {m.group("n") for m in _HANDFUL.finditer(masked)}
    found = []
    numbers = list(figures(masked))
    for n, figure in enumerate(numbers):
        # "Thirty-one thousand, it's forty-four now" makes forty-four thousand known as well.
        same = {figure.value, figure.value * 1000}
        if figure.value >= 13_000 and max(known.values, default=0) >= 1000:
            same.add(figure.value / 1000)
        if same & known.values or figure.text in spared or figure.value == 0:
            continue
        pair = [numbers[i].value for i in (n - 1, n, n + 1) if 0 <= i < len(numbers)]
        if any(a * 100 + b in known.values for a, b in itertools.pairwise(pair)):
            continue
        found.append(figure.text)
    for part in _PARTS.finditer(masked):
        quantity = re.search(r"half|third|quarter|fifth|tenth|hundred|thousand|million|dozen|tens|figure|doubl|tripl|quadrupl|halv|twice", part.group())
        if quantity is None or not re.search(rf"\b{quantity.group()}", norm(known.text)):
            found.append(part.group().strip())
    for word in re.findall(r"[a-z]+", plain):
        if word in _CALENDAR and word not in known.names and word.rstrip("s") not in known.names:
            # "may" and "march" are words as well; only the capital tells.
            if word == "march" and not re.search(r"\bMarch\b", sentence):
                continue
            if re.search(rf"\b(?:a|any) (?:\w+ )?{word}\b", plain):
                continue  # "on a Friday" is any day, not an appointment
            found.append(word)
    return found


def unknown_names(sentence: str, known: Known) -> list[str]:
    """Names in a sentence that nobody has given."""
    found = []
    for m in _NAME.finditer(sentence):
        word = _bare(m.group())
        if word in known.names or word in _OPEN_NAMES or word in _CALENDAR or word.rstrip("s") in known.names:
            continue
        if all(part in known.names or part in everyday() for part in re.split(r"[-']", word) if part):
            continue
        before = sentence[: m.start()].rstrip(" \"'“‘(")
        first = not before or before[-1] in ".!?…:;"
        if first and not _ORG.fullmatch(m.group()) and not _starts_with_name(sentence[m.start() :], word):
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
    if re.match(r"^\w+['’]s\b", rest) and following[0] not in ("not", "a", "the", "just", "been", "only", "all"):
        return True
    if following[0] in ("in", "from", "at", "over"):
        return any(w in _DEPARTMENTS for w in following[1:])
    return following[0] in _NAME_VERBS


def leaked(sentence: str, known: Known) -> bool:
    """Whether a sentence tells some of a fact that has not been earned, or confirms a guess at one."""
    said = stems_of(sentence)
    plain = norm(sentence)
    numbers = values(sentence) - known.values
    names = names_in(sentence) - known.names
    fresh = said - known.stems
    if any(len(line.split()) >= 4 and line in plain for line in known.secrets.lines if line not in norm(known.text)):
        return True
    runs = _runs(sentence) - known.runs
    tells = bool(_DISCLOSES.search(plain))
    marks = _marks(sentence)
    for secret in known.closed:
        if runs & secret.runs or names & secret.names or any(v >= 13 for v in numbers & secret.values):
            return True
        if numbers & secret.values and any(s in secret.weights for s in fresh):
            return True
        new = [secret.weights[s] for s in fresh if s in secret.weights]
        if sum(new) >= 1.5 or (tells and (sum(new) >= 1.0 or (len(new) >= 2 and sum(new) >= 0.8))):
            return True
        if _retells(marks, secret, known, tells=tells):
            return True
        subject = said & (secret.asked | set(secret.weights))
        told_together = any(subject <= part for part in known.parts)
        news = sum(0.4 if s in everyday() else 1.0 for s in subject & fresh)
        if tells and len(subject) >= 3 and news >= 0.8 and subject & set(secret.weights) and not told_together:
            return True
    return _confirms(plain, known)


def _retells(marks: set[str], secret: Secret, known: Known, *, tells: bool) -> bool:
    """Whether a sentence brings together enough of a fact, though each of its words may have been said before.

    Words that stand together in one thing that is in the open (a turn, the briefing) are no news.
    """
    for wording in secret.wordings:
        shared = marks & wording
        if len(shared) < 2 or any(shared <= part for part in known.parts):
            continue
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
    """Whether the buyer says of the product what only the rep could say, before the rep has."""
    said = stems_of(sentence)
    fresh = said - known.stems
    for claim in known.secrets.claims:
        if claim and len(claim & fresh) >= 2 and len(claim & said) >= max(3, round(0.4 * len(claim))):
            return True
    return False


def shares(text: str, other: Iterable[str]) -> float:
    """How much of ``text`` (stems, figures and names) is found in ``other``: 0 to 1."""
    there = " ".join(other)
    want, have = stems_of(text), stems_of(there)
    numbers = values(text)
    total = len(want) + 2.0 * len(numbers)
    if not total:
        return 1.0
    return (len(want & have) + 2.0 * len(said_of(numbers, values(there)))) / total


def said_of(wanted: set[float], given: set[float]) -> set[float]:
    """Which of the wanted figures are given. "Forty-four thousand" says "thirty-one thousand; forty-four now"."""
    return {v for v in wanted if {v, v * 1000, v / 1000} & given}
