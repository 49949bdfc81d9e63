"""Questions in a turn: where each begins and ends, and its form by function.

A question is told by its words, not by its mark: by inversion ("do you"), by a question word that
is not embedded in a statement, by a request ("walk me through"), by an indirect opening ("curious
how") or by a tag ("..., right"). The mark, where there is one, decides what the words leave open.
"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.tagger.text import Words, is_number

_WH = frozenset(
    "what what's what're what'd what'll how how's how'd why why's when when's where where's where'd who who's who'd "
    "whose which whom".split()
)
_AUX = frozenset(
    "do does did is are was were can could would will should have has had may shall don't doesn't didn't "
    "isn't aren't wasn't weren't can't couldn't wouldn't won't shouldn't haven't hasn't ain't am might".split()
)
_PRONOUN = frozenset("you i we they he she it that this there your those these".split())
_HAS_SUBJECT = _PRONOUN | frozenset(
    "you'd you'll you're you've i'd i'll i'm i've we'd we'll we're we've they'd they'll they're they've he's she's it's "
    "that's there's it'll it'd".split()
)
_SUBJECT = _PRONOUN | frozenset(
    "the anyone anybody someone somebody anything something everything everyone everybody people any our "
    "their his her my all both either nobody none one some us things folks finance it's management".split()
)
# Words after which an inverted verb still opens a question.
_DISCOURSE = frozenset(
    "so and but or okay then well now just also still alright right sure yes yeah no hmm hm oh ah cool great "
    "thanks please anyway first second third because look lol haha fair perfect understood hello again guys "
    "sorry curious question really honestly actually maybe btw see nice good wow ouch mate sir madam "
    "today though too way here there else".split()
)
_EMBEDDERS = frozenset(
    "know knows knew understand see show shows explain explains about of on for to with hear tell tells me you "
    "us ask asked asking wonder sure matter matters depends idea figure find out learn that's is was be are "
    "exactly like than say said saying get into regardless from by at discuss decide decided check "
    "clear see remember forget understanding whatever no not in around over map mapped appreciate know's "
    "this's it's i'm guess imagine care given notice noticed mention mentioned hearing knowing seeing "
    "share outline unpack explore sense understood recap told means mean".split()
)
_REQUEST_VERBS = frozenset(
    "tell walk talk take describe explain share elaborate expand run help paint outline unpack say give fill "
    "clarify show bring list".split()
)
_INDIRECT = (
    ("i'd", "love", "to"), ("i'd", "like", "to"), ("i", "would", "love", "to"), ("i", "would", "like", "to"),
    ("i'd", "be", "interested"), ("i", "would", "be", "interested"), ("i'd", "be", "curious"), ("i'm", "curious"),
    ("i", "am", "curious"), ("curious",), ("i", "wonder"), ("i'm", "wondering"), ("i", "was", "wondering"),
    ("wondering",), ("was", "wondering"), ("keen", "to"), ("i'm", "keen", "to"), ("i'm", "interested"),
    ("i", "am", "interested"), ("interested", "to"), ("interested", "in"), ("i'm", "trying", "to"),
    ("trying", "to"), ("i", "want", "to"), ("just", "want", "to"), ("i", "just", "want", "to"),
    ("it", "would", "help"), ("it'd", "help"), ("it", "would", "be", "good"), ("it", "would", "be", "helpful"),
    ("it", "would", "be", "useful"), ("would", "love", "to"), ("would", "like", "to"), ("love", "to"),
    ("would", "be", "good", "to"), ("would", "be", "great", "to"), ("it", "would", "be", "great"),
    ("would", "help", "me"), ("i'd", "want", "to"), ("i'd", "just", "like", "to"), ("i'm", "just", "wondering"),
    ("i'm", "just", "curious"), ("just", "curious"), ("just", "wondering"), ("i", "need", "to"),
    ("i'd", "be", "keen"), ("i'd", "be", "glad"), ("i'd", "be", "happy"), ("i'd", "value"), ("let", "me", "ask"), ("can", "i", "ask"), ("may", "i", "ask"),
    ("could", "i", "ask"), ("mind", "if", "i", "ask"), ("mind", "me", "asking"), ("not", "sure", "i", "understand"),
    ("i", "don't", "understand"), ("i'm", "not", "sure"),
)
_LEARN = frozenset(
    "hear know understand learn ask see get find hearing understanding learning knowing dig wondering curious "
    "wonder if whether what how why where who which picture make".split()
)
_QUANTITY = frozenset(
    "many much long often old big far soon large late quickly fast early frequently tall heavy high small "
    "likely close near confident happy satisfied".split()
)
_SHORT_FACT = frozenset(
    "time day date days number size percentage percent price rate name email version year month quarter system "
    "brand tool software supplier provider vendor address amount budget deadline company team department "
    "city country model zip postcode extension figure role title headcount volume target cost fee term "
    "platform crm erp language currency timezone phone mobile temperature age week hour portion share point stage serial revenue postcode vat length excess deductible mileage rent salary wage limit minimum maximum code dimensions "
    "measurements spec height width weight voltage diameter capacity quantity ratio turnover score".split()
)
_FACT_AFTER_S = _SHORT_FACT - frozenset("system team department target model software tool platform".split())
_TAGS = frozenset("right correct yeah huh eh innit true".split())
_TELLERS = frozenset("tell ask say explain describe walk talk share elaborate expand clarify outline unpack".split())


@dataclass(frozen=True, slots=True)
class Question:
    """One question: words ``first`` to ``last`` (exclusive), ``form`` "open" or "closed", and the
    rule that found it (``kind``), which the model reads as a feature."""

    first: int
    last: int
    form: str
    kind: str


def find_questions(w: Words) -> list[Question]:
    """The questions of a turn in order, never overlapping. Linear in the number of words."""
    out: list[Question] = []
    a, n = 0, len(w.words)
    while a < n:
        b = a
        while w.after[b] not in (".", "!", "?"):
            b += 1
        _read_sentence(w, a, b + 1, w.after[b], out)
        a = b + 1
    return _without_rhetoric(w, out)


def _read_sentence(w: Words, a: int, b: int, mark: str, out: list[Question]) -> None:
    starts: list[tuple[int, str]] = []
    i = a
    while i < b:
        kind = _opens_here(w, i, a, b, mark)
        if kind and starts and not _second_question(w, i, starts[-1], kind):
            kind = ""
        if kind:
            starts.append((i, kind))
        i += 1
    tag = _tag_at_end(w, a, b, mark, starts)
    if tag:
        starts = [s for s in starts if s[1] not in ("aux", "fragment")] if tag == "word" else starts
        if not starts or tag == "word":
            out.append(Question(_lead_in(w, a, b), b, "closed", "tag"))
            return
    if not starts:
        if mark == "?":
            _bare_question(w, a, b, out)
        elif b == len(w.words) and _choice_at_end(w, a, b):
            out.append(Question(_lead_in(w, a, b), b, "closed", "choice"))
        return
    for k, (start, kind) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else b
        form = _form(w, start, end, kind)
        if k and kind == "aux" and _offers_options(w, start, end) and out[-1].form == "open" and out[-1].last == start:
            last = out.pop()
            out.append(Question(last.first, end, "closed", last.kind))
            continue
        if out and form == "closed" and _names_options_of(w, out[-1], start, end):
            last = out.pop()
            out.append(Question(last.first, end, last.form, last.kind))
        else:
            out.append(Question(start, end, form, kind))


def _offers_options(w: Words, start: int, end: int) -> bool:
    """ "..., is it price or timing" right behind a question: the options it may be answered with."""
    return w.words[start] in ("is", "was", "are", "were") and w.words[start + 1] in ("it", "that", "they", "this") and "or" in w.words[start:end]


def _before(w: Words, i: int, a: int) -> str:
    return w.words[i - 1] if i > a else ""


def _boundary(w: Words, i: int, a: int) -> int:
    """2 where a clause surely begins, 1 where it may, 0 where it does not."""
    if i == a or w.after[i - 1]:
        return 2
    prev = w.words[i - 1]
    if prev in ("so", "and", "but", "or", "okay", "well", "then", "now", "also", "because", "just", "plus"):
        return 2
    return 1 if prev in _DISCOURSE else 0


def _opens_here(w: Words, i: int, a: int, b: int, mark: str) -> str:
    """The kind of question that opens at word ``i``, or ``""``."""
    word = w.words[i]
    if word in _WH:
        return "wh" if _wh_opens(w, i, a, b, mark) else ""
    edge = _boundary(w, i, a)
    if word in _AUX:
        if edge and _before(w, i, a) != "or" and _indirect_at(w, i, b):
            return "indirect"
        return "aux" if _aux_opens(w, i, a, b, mark, edge) else ""
    if not edge:
        return ""
    if word in _REQUEST_VERBS and _request_at(w, i, b):
        return "request"
    if _before(w, i, a) != "or" and _indirect_at(w, i, b):
        return "indirect"
    if edge == 2 and _fragment_at(w, i, b, mark):
        return "fragment"
    return ""


def _wh_opens(w: Words, i: int, a: int, b: int, mark: str) -> bool:
    words = w.words
    word = words[i]
    edge = _boundary(w, i, a)
    prev = words[i - 1] if i > a else ""
    rest = b - i - 1
    nxt = words[i + 1] if rest else ""
    starts = i == a or edge == 2 and (i - a <= 2 or _sets_scene(w, a))
    if not rest:
        if word in ("how", "why", "what") and b - a <= 6 and (prev in ("to", "with", "against", "than") or prev not in _EMBEDDERS):
            return i > a or word != "what" or mark == "?"
        return edge > 0 and (mark == "?" or word == "why" and i > a and prev in ("and", "or", "so"))
    if word in ("what", "how") and nxt in ("a", "an", "ever") and mark != "?":
        return False
    if nxt == "to" and mark != "?":
        return False
    inverted, pronoun = _inversion(w, i, b)
    if not edge and rest == 1 and nxt in ("exactly", "though"):
        return False
    if edge == 0:
        if word == "why" and nxt == "not" and prev == "not":
            return True
        if word == "which" and nxt in ("one", "ones", "of", "part", "bit") and inverted:
            return True
        if word == "how" and nxt in ("much", "many", "long", "often") and prev in ("roughly", "approximately", "for", "so"):
            return True
        if prev in _EMBEDDERS or word in ("who", "which", "where", "when", "whose", "who's", "whom"):
            return False
        if words[i - 1] in ("reason", "way", "matter", "the", "that", "your", "my"):
            return False
        return inverted and pronoun or (word == "what" and nxt in ("happened", "happens", "else"))
    if word in ("what's", "how's", "where's", "who's", "why's", "when's", "what're", "what'd", "how'd", "where'd"):
        return mark == "?" or not _cleft(w, i, b)
    if i > a and not w.after[i - 1] and prev in _EMBEDDERS and prev not in _DISCOURSE:
        return inverted and pronoun
    if inverted:
        if not starts and w.after[i - 1 : i] == [","] and word in ("which", "who", "whose", "where") and not pronoun:
            return mark == "?"
        return pronoun or mark == "?" or not _cleft(w, i, b)
    if mark == "?" and edge == 2:
        if nxt in _HAS_SUBJECT and (i > a or "," in w.after[i:b]):
            return False
        return word != "when" and (i == a or word not in ("which", "where", "who") or nxt in ("one", "of"))
    if word == "how" and nxt in ("about", "come", "so"):
        return True
    if word == "what" and nxt in ("about", "if", "else"):
        return True
    if word == "why" and (nxt == "not" or rest <= 3 and nxt not in _HAS_SUBJECT or starts and rest <= 9 and nxt not in _PRONOUN):
        return True
    if word == "which" and starts:
        return nxt not in _AFTER_RELATIVE
    if word in ("who", "where") and starts and w.after[i - 1 : i] == [","] and nxt not in _PRONOUN:
        return True
    if nxt in _HAS_SUBJECT or nxt in _SUBJECT or w.after[i - 1 : i] == [","] and word in ("which", "who", "where"):
        return False
    if word in ("what", "who", "which") and i > a and prev in ("and", "or", "because"):
        return word != "which" and nxt in ("happens", "happened", "signs", "decides", "made", "else", "owns", "drives")
    if word in ("what", "who"):
        return not _cleft(w, i, b)
    return word == "which" and rest <= 3 and nxt in ("one", "ones") or word == "how" and nxt in _QUANTITY


_AFTER_RELATIVE = _PRONOUN | frozenset(
    "is means makes was would gives takes gets i'm we're it's they're he's will can keeps costs also".split()
)
_SCENE = frozenset("when if once after compared for of given while during since because with on in as".split())


def _sets_scene(w: Words, a: int) -> bool:
    """ "When a truck stops, who gets the call": a clause that sets the scene for a question."""
    word = w.words[a]
    if word in _DISCOURSE and a + 1 < len(w.words):
        word = w.words[a + 1]
    return word in _SCENE


def _inversion(w: Words, i: int, b: int) -> tuple[bool, bool]:
    """Whether a verb comes before its subject after the question word, and whether a pronoun follows it."""
    words = w.words
    reach = 6 if words[i] in ("what", "which", "how", "whose") else 2
    if words[i] in ("who", "whom"):
        reach = 3 if i + 1 < b and words[i + 1] == "else" else 2
    for k in range(i + 1, min(i + reach, b)):
        if words[k] in _AUX:
            after = words[k + 1] if k + 1 < b else ""
            return bool(after), after in _PRONOUN or after in ("guys", "anyone", "people", "the", "your")
        if words[k] in _HAS_SUBJECT or w.after[k]:
            return False, False
    return False, False


def _cleft(w: Words, i: int, b: int) -> bool:
    """ "What matters is that ...": a statement that begins like a question."""
    words = w.words
    first = i + 1
    if words[first] in _AUX or words[i] not in ("what", "what's"):
        first += 1
    elif words[first] not in _CLEFT_VERBS and words[first] not in _PRONOUN:
        return False  # "what share of it is late": a noun follows, not a verb
    for k in range(first + 1, min(i + 12, b - 1)):
        if words[k] in ("is", "are", "was") and words[k - 1] not in _WH:
            return words[k + 1] not in ("it", "there", "you")
    return False


_CLEFT_VERBS = frozenset("matters happens happened counts helps helped works worked hurts makes made gets got bothers worries stands sets people most really".split())


def _aux_opens(w: Words, i: int, a: int, b: int, mark: str, edge: int) -> bool:
    words = w.words
    word = words[i]
    if i + 1 >= b:
        return False
    nxt = words[i + 1]
    prev = words[i - 1] if i > a else ""
    if nxt in _WH or nxt in ("not", "be", "been", "love", "like", "do", "n't"):
        return False
    if word == "were" and nxt in ("the", "a", "an", "your", "not") and mark != "?":
        return False  # "we're" typed without its apostrophe
    if nxt == "you" and b - i <= 4 and i > a and words[b - 1] in ("think", "reckon", "say", "feel", "guess") and word in ("do", "would"):
        return i == a  # "..., do you think" belongs to the question before it
    if prev in ("i'll", "we'll", "you'll", "i'd", "we'd", "they'll", "must", "to", "it'll", "he'll", "she'll"):
        return False
    if prev in ("so", "neither", "nor", "as", "than") and nxt in ("i", "we", "they") and b - i <= 3 and mark != "?":
        return False
    if edge == 0:
        # "sounds rough are you replacing it": no stop, but nothing that could be the verb's subject.
        if prev in _WH or prev in _PRONOUN or prev in _AUX or prev in _EMBEDDERS and prev not in ("me", "you"):
            return False
        if prev in ("if", "as", "than", "only", "what", "nor", "neither", "all", "who", "which", "everyone", "people"):
            return False
        for k in range(max(a, i - 4), i):
            if words[k] in _WH:
                return False
        if nxt == "you":
            return word in ("do", "did", "are", "have", "would", "could", "can", "will", "don't", "were", "aren't")
        if nxt not in ("it", "that", "they", "there", "this"):
            return False
        return word in ("is", "isn't", "are") or mark == "?" and word in ("does", "did", "was", "doesn't", "would")
    if nxt in ("you", "i", "we", "they", "he", "she", "there", "anyone", "anybody", "someone", "somebody", "those", "these"):
        if word in ("had", "should", "may", "were", "am", "have") and mark != "?":
            return (word, nxt) in (("should", "we"), ("should", "i"), ("may", "i"), ("were", "you"), ("were", "they"), ("am", "i"), ("have", "you"), ("have", "they"), ("have", "i"), ("have", "we"), ("had", "you")) and not (word == "had" and edge == 2 and i == a)
        return not (word == "do" and nxt in ("those", "these")) or mark == "?"
    if nxt in _SUBJECT:
        if word in ("do", "have", "had", "may", "should") and mark != "?":
            return nxt in ("people", "anyone") or (word == "have" and nxt in ("things", "people"))
        if nxt in ("it", "that", "this", "your", "their", "his", "her", "anything", "something"):
            return True
        return edge == 2 and not (prev in ("and", "now", "just", "also") and i - a > 1 and mark != "?")
    if nxt in ("a", "an") and word in ("would", "could", "does", "will"):
        return True
    if mark == "?":
        return edge == 2 and nxt not in ("to", "in", "on", "and", "by", "for")
    if nxt in ("monday", "tuesday", "wednesday", "thursday", "friday", "tomorrow", "next", "#"):
        return edge == 2 and word in ("is", "would", "does", "will", "are", "can")
    if edge != 2 or prev == "and" and i - a > 1 or w.after[i - 1 : i] == [","] and i - a > 2 and not _sets_scene(w, a):
        return False
    if word in ("does", "did", "is", "was", "shall", "would", "could", "will", "can", "are", "has", "have"):
        return b - i > 2 and nxt not in _NO_SUBJECT and not nxt.endswith(("ing", "ed", "ly")) or nxt in ("starting", "having", "splitting")
    return False


# After a verb that opens a clause, these show that the subject was only left out ("will send it").
_NO_SUBJECT = frozenset(
    "be love like do send check get try call need say take have make see go let give work suggest prefer appreciate help "
    "come bring keep put ask talk sort look forward tell add find show never always not definitely also just still only "
    "probably good great fine okay bad nice cool perfect very so really too quite pretty hard true possible normal "
    "important included available in on at by to for from with as if when because up down out free new better cheaper "
    "more less much no one another about around over under all what how why mail email ring drop start use explain".split()
)


def _second_question(w: Words, i: int, last: tuple[int, str], kind: str) -> bool:
    """Whether an opening inside a question begins another one."""
    first, _ = last
    words = w.words
    prev = words[i - 1]
    if i - first < 2 or kind == "fragment":
        return False
    if prev == "or":
        return False
    if kind == "wh":
        return bool(w.after[i - 1]) or prev in ("and", "but", "so", "then") or prev == "not" and w.words[i] == "why"
    if kind == "aux":
        if last[1] in ("request", "indirect") and not w.after[i - 1] and prev != "and":
            return False
        return bool(w.after[i - 1]) or prev in ("and", "so", "but", "then") or (last[1] == "aux" and i - first > 7 and words[i + 1] == "you")
    return bool(w.after[i - 1]) or prev in ("and", "but", "so")


def _matches(w: Words, i: int, b: int, phrase: tuple[str, ...]) -> bool:
    return i + len(phrase) <= b and all(w.words[i + k] == p for k, p in enumerate(phrase))


_INDIRECT_BY_HEAD: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _INDIRECT:
    _INDIRECT_BY_HEAD.setdefault(_phrase[0], []).append(_phrase)


def _indirect_at(w: Words, i: int, b: int) -> bool:
    for phrase in _INDIRECT_BY_HEAD.get(w.words[i], ()):
        if not _matches(w, i, b, phrase):
            continue
        end = i + len(phrase)
        learns = phrase[-1] in ("curious", "wonder", "wondering", "ask", "asking")
        for k in range(end, min(end + 5, b)):
            word = w.words[k]
            if word in ("know", "hear", "understand", "learn", "ask", "hearing", "understanding", "wondering", "dig"):
                learns = True
            elif learns and (word in _WH or word in ("if", "whether", "about", "more", "your")):
                return True
            elif word in ("see", "get", "find") and k + 1 < b and w.words[k + 1] in ("how", "what", "why", "if", "a", "out"):
                learns = True
            elif word in ("show", "tell", "share", "send", "make", "talk", "give", "offer", "let"):
                break
    return False


def _request_at(w: Words, i: int, b: int) -> bool:
    word = w.words[i]
    nxt = w.words[i + 1] if i + 1 < b else ""
    third = w.words[i + 2] if i + 2 < b else ""
    if word in ("tell", "show"):
        return nxt in ("me", "us") and (
            word == "tell" and third not in ("and", "if", "when", "to", "so", "off", "no", "that", "it's", "you", "then", "i", "or")
            or third in ("how", "what")
        )
    if word in ("walk", "talk", "take", "run", "bring"):
        return nxt in ("me", "us") and third in ("through", "thru", "up", "over")
    if word == "help":
        return nxt in ("me", "us") and third in ("understand", "see", "get", "out", "picture", "learn")
    if word == "give":
        return nxt in ("me", "us") and any(
            w.words[k] in ("sense", "idea", "example", "examples", "picture", "feel", "overview", "background", "rundown")
            for k in range(i + 2, min(i + 7, b))
        )
    if word == "say":
        return nxt in ("more", "a") and (nxt == "more" or third in ("bit", "little"))
    if word == "fill":
        return nxt in ("me", "us") and third == "in"
    if word == "paint":
        return nxt in ("me", "us", "a", "the")
    if word in ("explain", "describe", "elaborate", "expand", "share", "clarify", "outline", "unpack"):
        return nxt in ("how", "what", "why", "to", "your", "the", "that", "this", "a", "me", "for", "on", "please", "with", "us")
    return word == "list" and nxt in ("your", "the", "all", "for", "out")


_FRAGMENTS: dict[str, frozenset[str]] = {
    "any": frozenset("chance idea thoughts questions reason luck interest concerns preference objections plans room particular other specific".split()),
    "anything": frozenset("else specific particular i we you holding missing about in coming that from off".split()),
    "anyone": frozenset("else".split()),
    "mind": frozenset("if me telling sharing walking".split()),
    "okay": frozenset("if for with by".split()),
    "sound": frozenset("good fair okay reasonable like alright right familiar".split()),
    "make": frozenset("sense".split()),
    "makes": frozenset("sense".split()),
    "care": frozenset("to".split()),
    "ever": frozenset("had tried thought looked considered been used seen wondered".split()),
    "still": frozenset("happy using on with".split()),
    "got": frozenset("time any # two five ten a".split()),
    "free": frozenset("on thursday friday monday tuesday wednesday tomorrow next for".split()),
    "ready": frozenset("to".split()),
    "you": frozenset("guys sure okay mind free around ever got happy".split()),
    "cool": frozenset("if with".split()),
    "like": frozenset("what".split()),
    "such": frozenset("as".split()),
    "in": frozenset("what which".split()),
    "for": frozenset("how what".split()),
    "by": frozenset("how when what".split()),
    "at": frozenset("what which".split()),
    "on": frozenset("what which a".split()),
    "to": frozenset("what whom".split()),
    "with": frozenset("what which whom".split()),
    "from": frozenset("what which where".split()),
    "since": frozenset("when".split()),
    "and": frozenset("you yourself".split()),
    "want": frozenset("me us to a it one that".split()),
    "need": frozenset("me us anything a".split()),
    "fancy": frozenset("a coming meeting".split()),
    "worth": frozenset("a me us".split()),
}
# Fragments that are no statement even where the mark was left out.
_SURE_FRAGMENTS = frozenset(
    [("any", x) for x in ("chance", "idea", "thoughts", "questions", "preference", "objections")]
    + [("anything", "else"), ("anyone", "else"), ("mind", "if"), ("mind", "me"), ("mind", "telling"), ("mind", "sharing")]
    + [("okay", "if"), ("okay", "for"), ("okay", "with"), ("sound", "good"), ("sound", "fair"), ("sound", "okay")]
    + [("sound", "reasonable"), ("sound", "right"), ("sound", "familiar"), ("make", "sense"), ("care", "to"), ("cool", "if")]
    + [("you", "mind"), ("you", "free"), ("like", "what"), ("free", "thursday"), ("free", "on"), ("ever", "thought")]
    + [("ever", "considered"), ("ever", "had"), ("ever", "tried"), ("got", "time"), ("for", "how"), ("by", "when"), ("in", "what")]
    + [("want", x) for x in ("me", "us", "to", "a", "it", "one", "that")] + [("need", "me"), ("need", "us"), ("fancy", "a")]
    + [("anything", x) for x in ("i", "we", "you", "holding", "missing", "coming", "specific", "off")]
    + [("from", "where"), ("since", "when"), ("at", "what"), ("free", "tomorrow"), ("free", "next")]
)


def _fragment_at(w: Words, i: int, b: int, mark: str) -> bool:
    word = w.words[i]
    nexts = _FRAGMENTS.get(word)
    if nexts is None:
        return word == "thoughts" and b - i == 1
    if i + 1 >= b or w.words[i + 1] not in nexts:
        return False
    if word == "okay" and mark != "?":
        return b - i <= 7 and w.words[i + 2 : i + 3] in (["i"], ["we"], ["you"], ["me"])
    return mark == "?" or (word, w.words[i + 1]) in _SURE_FRAGMENTS


_NOT_TAGGED = frozenset("all that's you're is get it be do got the sounds are was that's alright just they're i'm done by me quite".split())


def _tag_at_end(w: Words, a: int, b: int, mark: str, starts: list[tuple[int, str]]) -> str:
    """ "word" for "..., right", "" for none."""
    last = w.words[b - 1]
    if b - a < 3 or last not in _TAGS and not (last in ("no", "yes", "okay", "fair", "deal") and w.after[b - 2] in (",", "-")):
        return ""
    if starts and starts[-1][1] in ("wh", "request", "indirect", "aux"):
        return ""
    before = w.words[b - 2]
    if mark == "?" and before not in _AUX and before not in ("sitting", "feel", "sounds", "sit") or w.after[b - 2] in (",", "-") and last != "true":
        return "word"
    if last in ("right", "correct", "huh") and before not in _NOT_TAGGED and b - a >= 4 and not before.endswith("ing"):
        opener = {x for x in w.words[a : a + 4]}
        return "word" if opener & {"so", "you", "you're", "your", "you've", "it's", "that's", "they", "sounds"} else ""
    return ""


_NO_CHOICE_HEADS = frozenset(
    "i we you they it he she that's it's i'm i'll we'll we're you're they're either whether sooner if the there there's "
    "this a an my our just let let's don't can't maybe one when because".split()
)


def _choice_at_end(w: Words, a: int, b: int) -> bool:
    """ "pdf or excel", "worth ten minutes, or no": a choice as a turn's last words, its mark left out."""
    first = _lead_in(w, a, b)
    if w.words[b - 3 : b] == ["by", "any", "chance"] or w.words[first : first + 2] == ["missed", "anything"]:
        return True
    if w.words[b - 2 : b] in (["or", "no"], ["or", "not"]):
        return True
    if "either" in w.words[a:b] or "whether" in w.words[a:b]:
        return False
    return b - first <= 16 and "or" in w.words[first + 1 : b - 1] and w.words[first] not in _NO_CHOICE_HEADS


def _lead_in(w: Words, a: int, b: int) -> int:
    while a < b - 3 and w.words[a] in ("okay", "yeah", "well", "right", "and", "but"):
        a += 1
    return a


_OPEN_BARE = frozenset([("such", "as"), ("like", "what"), ("how", "so"), ("meaning",), ("because",), ("thoughts",), ("why",), ("how",), ("and",), ("what",)])


def _bare_question(w: Words, a: int, b: int, out: list[Question]) -> None:
    words = tuple(w.words[a:b])
    if words in (("you", "know", "what"), ("guess", "what"), ("the", "result"), ("the", "best", "part")):
        return
    open_ = words in _OPEN_BARE or words[-1] in ("yours", "yourself") and len(words) <= 3 or words[-1] in ("because", "how") or words[:3] == ("if", "you", "could") or words[:4] == ("and", "if", "you", "could")
    if len(words) <= 4 and b < len(w.words) and not open_ and not _asks_next(w, b):
        return  # an echo ("six weeks?? that's crazy"), answered by who said it
    if out and not open_ and out[-1].last == a and out[-1].form == "open" and "or" in words and len(words) <= 14:
        last = out.pop()
        out.append(Question(last.first, b, last.form, last.kind))
        return
    for k in range(a, min(b, a + 400)):
        # A question word in a sentence that ends in "?" and opened nowhere else: "you pay how much?"
        if w.words[k] in _WH and k > a and w.words[k - 1] not in _EMBEDDERS and w.words[k] not in ("who", "which", "where", "when"):
            out.append(Question(a, b, _wh_form(w, k, b), "bare-wh"))
            return
    out.append(Question(_lead_in(w, a, b), b, "open" if open_ else "closed", "bare"))


def _asks_next(w: Words, a: int) -> bool:
    b = a
    while w.after[b] not in (".", "!", "?"):
        b += 1
    return w.after[b] == "?"


def _form(w: Words, i: int, b: int, kind: str) -> str:
    if kind == "wh":
        return _wh_form(w, i, b)
    if kind in ("request", "indirect"):
        return _embedded_form(w, i, b, "open")
    if kind == "fragment":
        if w.words[i] in ("like", "such", "thoughts") or w.words[i : i + 2] == ["any", "thoughts"]:
            return "open"
        if w.words[i] in ("in", "at", "to", "with", "from", "on", "by"):
            return _wh_form(w, i + 1, b)
        if w.words[i] in ("mind", "any", "care", "you"):
            return _embedded_form(w, i, b, "closed")
        return "closed"
    return _aux_form(w, i, b)


def _aux_form(w: Words, i: int, b: int) -> str:
    words = w.words
    subject = words[i + 1]
    near = words[i + 2 : min(i + 10, b)]
    if subject in ("you", "u", "anyone", "someone", "we", "i"):
        for k, word in enumerate(near):
            at = i + 2 + k
            nxt = words[at + 1] if at + 1 < b else ""
            if word in ("tell", "telling") and nxt in ("me", "us"):
                return _embedded_form(w, at, b, "open")
            if subject in ("i", "we"):
                if word in ("ask", "know", "asking") and k <= 2:
                    return _embedded_form(w, at, b, "closed")
                continue
            if k <= 1 and word in ("explain", "describe", "elaborate", "expand", "clarify", "outline", "unpack", "explaining", "describing", "sharing", "elaborating", "expanding"):
                return _embedded_form(w, at, b, "open")
            if word in ("share", "walk", "talk", "take", "run", "walking", "talking") and (nxt in ("me", "us", "a", "how", "what", "some", "with", "more", "your", "why", "anything", "the")):
                through = {"through", "what", "how", "more", "bit", "why", "about", "what's", "where"} & set(words[at : at + 5])
                return _embedded_form(w, at, b, "open") if through else "closed"
            if word == "help" and nxt in ("me", "us") and at + 2 < b and words[at + 2] in ("understand", "see", "picture", "get"):
                return _embedded_form(w, at, b, "open")
            if word in ("give", "giving", "paint", "show") and nxt in ("me", "us"):
                if {"sense", "idea", "example", "examples", "picture", "feel", "overview", "background", "how", "rundown"} & set(words[at : at + 9]):
                    return _embedded_form(w, at + 1, b, "open")
                return "closed"
            if word == "say" and nxt in ("more", "a"):
                return "open"
            if word == "fill" and nxt in ("me", "us"):
                return "open"
            if word in ("mind", "asking") and "ask" in words[at : at + 4] or word == "asking":
                return _embedded_form(w, at, b, "closed")
            if word in ("know", "remember", "recall", "idea", "sense") and words[i] in ("do", "would", "can", "have"):
                for j in range(at + 1, min(at + 4, b)):
                    if words[j] in ("why", "how", "what's"):
                        return _wh_form(w, j, b)
    return "closed"


def _embedded_form(w: Words, i: int, b: int, default: str) -> str:
    """Form of what is asked for after "tell me", "can I ask", "curious": that of the embedded question."""
    words = w.words
    for k in range(i, min(i + 12, b)):
        word = words[k]
        if word in _WH:
            if k + 1 < b and words[k + 1] == "you" and word == "what" and default == "open":
                return "closed" if {"pay", "spend"} & set(words[k : k + 4]) else "open"
            return _wh_form(w, k, b)
        if word in ("if", "whether"):
            if word == "if" and k > i and words[k - 1] in ("mind", "me", "okay", "ask"):
                continue
            if w.after[k - 1 : k] == [","]:
                return default
            return "closed"
        if word in ("about", "through", "more") and default == "open":
            return _options(w, k, b) and "closed" or "open"
        if word == "your" and k + 1 < b and words[k + 1] in _FACT_AFTER_S:
            return "closed"
    return default


def _wh_form(w: Words, i: int, b: int) -> str:
    words = w.words
    word = words[i]
    nxt = words[i + 1] if i + 1 < b else ""
    third = words[i + 2] if i + 2 < b else ""
    if word in ("who", "who's", "whose", "which", "whom", "who'd", "when", "when's"):
        return "closed"
    if word in ("why", "why's"):
        return "closed" if nxt in ("not", "don't") and third in ("we", "i", "let", "start", "just") else "open"
    if _options(w, i, b):
        return "closed"
    if word in ("where", "where's", "where'd"):
        tail = set(words[i : i + 12])
        return "open" if tail & _WHERE_OPEN else "closed"
    if word in ("how", "how's", "how'd"):
        if nxt in _QUANTITY:
            return "closed"
        if nxt in ("about",) or nxt == "important" and "scale" in words[max(0, i - 12) : b]:
            return "closed"
        tail = words[i : min(b, i + 9)]
        if tail[-1] in ("sound", "look", "work", "suit") and set(tail) & _DAYS or tail[1:4] in (["does", "that", "sound"], ["does", "this", "sound"], ["does", "that", "look"]):
            return "closed"
        return "closed" if word == "how's" and nxt in _DAYS else "open"
    if nxt in ("about", "if"):
        return "closed"
    if nxt in _SHORT_FACT and nxt not in ("target", "team"):
        return "closed"
    if rest_is_noun := b - i == 2 and nxt not in ("else", "happened", "happens", "changed", "now", "then"):
        return "closed" if rest_is_noun else "open"
    first = i + 1
    while first < b and words[first] in ("is", "was", "are", "would", "be", "the", "your", "their", "his", "her", "our", "a", "best", "current", "exact", "actual", "rough", "next", "total"):
        first += 1
    if first < b and first <= i + 5 and first > i + 1 - (word == "what's") and any(x in _FACT_AFTER_S for x in words[first : min(b, first + 2)]):
        beyond = words[first + 1] if first + 1 < b else ""
        return "open" if beyond in ("like", "look", "process", "behind", "look", "to") else "closed"
    tail_set = words[i + 1 : min(i + 7, b)]
    if any(x in ("pay", "paying", "spend", "spending", "cost", "called", "charge", "charging") for x in tail_set) or words[i + 1 : i + 7].count("worth") and "make" not in tail_set:
        return "closed"
    return "open"


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday tomorrow week # morning afternoon noon today".split())
_WHERE_OPEN = frozenset(
    "see hurt hurts break breaks stuck struggle struggling stand leave wrong pinch lose losing feel come comes coming "
    "sit sits fall falls going goes heading trouble problems problem pain slow bottleneck leaving falling".split()
)
_COMPARE = frozenset("more most better best prefer rather first bigger biggest worse mainly mostly".split())


def _options(w: Words, i: int, b: int) -> bool:
    """Whether the question names the options to choose from: "..., price or timing"."""
    words = w.words
    stop = min(b, i + 60)
    for k in range(i + 2, stop - 1):
        if words[k] != "or":
            continue
        if words[k - 1] in ("good", "pros", "positive") or words[k + 1] in ("so", "something", "anything", "whatever", "not", "less"):
            return words[k + 1] in ("something", "not")
        comma = next((j for j in range(k - 1, max(i + 1, k - 10), -1) if w.after[j] in (",", "-")), -1)
        if comma >= 0 and words[comma + 1] not in ("when", "if", "because", "since", "which", "who"):
            return True
        if any(x in _COMPARE for x in words[i:k]) or words[k + 1] in ("is", "are", "was", "do", "does"):
            return True
        if words[i] in ("how", "what") and k + 1 < b and b - k <= 4 and words[k + 1] in _PRONOUN:
            return True
    return False


def _names_options_of(w: Words, last: Question, start: int, end: int) -> bool:
    """A second sentence that only names options for the open question just asked."""
    if last.form != "open" or last.last != start and start - last.last > 1 or w.after[start - 1] in (",", "-", ""):
        return False
    return "or" in w.words[start:end] and w.words[start] in ("is", "was", "are", "more") and end - start <= 16 and w.words[start + 1] in ("it", "that", "this", "they")


_ANSWERS = frozenset("because simple simply easy by".split())
_RHETORICAL = (
    ("you", "know", "what"), ("guess", "what"), ("who", "knows"), ("who", "cares"), ("what's", "not", "to"),
    ("why", "not"), ("what", "can", "i", "say"), ("how", "cool", "is"), ("how", "hard", "can"), ("who", "doesn't"),
    ("who", "wouldn't"), ("what", "the", "hell"), ("what", "the"),
)


def _without_rhetoric(w: Words, found: list[Question]) -> list[Question]:
    out = []
    for q in found:
        if any(_matches(w, q.first, q.last, p) and q.last - q.first <= 6 for p in _RHETORICAL):
            continue
        if q.last < len(w.words) and w.words[q.last] in _ANSWERS and w.words[q.first] in _WH and w.after[q.last - 1] in ("?", "."):
            continue
        out.append(q)
    return out


def mentions_number(w: Words, q: Question) -> bool:
    """Whether a number stands in the question."""
    return any(is_number(x) for x in w.words[q.first : q.last])
