"""Rules about a written message (an email, a message on a network): the rep's first turn is the message."""

from __future__ import annotations

import re

from roleplay.dialogue.acts import Label
from roleplay.grader.rules.registry import Finding, fault, na, no, quoted, rule, shortened, times, yes
from roleplay.grader.view import CallView, RepTurn

_READER = re.compile(r"\b(?:you|your|yours|yourself|yourselves|you'(?:re|ve|d|ll))\b", re.I)
_SELF = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|i'(?:m|ve|d|ll)|we'(?:re|ve|d|ll))\b", re.I)
_REASON = re.compile(
    r"\b(?:(?:i )?(?:saw|noticed|read|heard|listened|came across|watched|met|spotted)\b|you(?:r team)? (?:just|recently|posted|wrote|"
    r"said|mentioned|opened|launched|announced|hired|raised|moved|are hiring|asked|spoke)|your (?:post|talk|article|comment|podcast|"
    r"announcement|job ad|report|interview|new|recent|question|note|message|piece|launch)|congrat\w*|after (?:your|we|you)|"
    r"since you|following (?:your|up on your)|(?:suggested|mentioned|told me|pointed) .{0,30}(?:you|touch))",
    re.I,
)
_GREETING = re.compile(
    r"^\s*(?:(?i:hi there|hi|hello|hey|dear|good morning|good afternoon|good evening)\b)?\s*,?\s*"
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?([A-Z][\w'’-]+)"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ASKING = re.compile(
    r"\b(?:let me know|(?:could|can|shall|may) (?:we|i|you)|would you|are you (?:free|open|around|available)|reply|call me|write back|"
    r"get back to me|i(?:'d| would) (?:love|like) to|book|schedule|sign up|click|here(?:'s| is) (?:a|the|my) link|worth (?:a|ten|fifteen)|"
    r"i(?:'ll| will) (?:call|ring|follow up))",
    re.I,
)
_OFFERING = re.compile(
    r"\b(?:we|our|ours|it (?:has|does|comes)|platform|product|solution|service|software|tool|features?)\b",
    re.I,
)
_CANNED = re.compile(
    r"\b(?:hope (?:this|you|all|that).{0,25}(?:well|finds)|i(?:'m| am) reaching out|just (?:checking|following|circling|touching|"
    r"bumping)|touch base|circle back|to whom it may|dear (?:sir|madam|all|customer)|quick question|pick your brain|game.?chang|"
    r"industry.leading|best.in.class|cutting.edge|synerg|leverage|world.class|number one)",
    re.I,
)


def message(view: CallView) -> RepTurn | None:
    """The message under review: the rep's first turn that has words."""
    return next((t for t in view.rep if t.words), None)


@rule
def reader_focus(view: CallView, *, share: float = 0.5) -> Finding:
    """Yes if "you" and "your" make up at least ``share`` of all "you" and "I/we" words of the message."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    text = turn.text.replace("’", "'")
    you, self_ = len(_READER.findall(text)), len(_SELF.findall(text))
    said = f"{you} words for the reader, {self_} for the writer"
    if you and you >= share * (you + self_):
        at = next(iter(_READER.finditer(text)))
        return yes(f"{said}.", (turn.number, _around(turn.text, at.start())))
    at_self = next(iter(_SELF.finditer(text)), None)
    return no(view, f"{said}.", (turn.number, _around(turn.text, at_self.start() if at_self else 0)))


@rule
def short_enough(view: CallView, *, words: int = 125, at_least: int = 25) -> Finding:
    """Yes if the message has between ``at_least`` and ``words`` words."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    if at_least <= turn.words <= words:
        return yes(f"{turn.words} words.", (turn.number, shortened(turn.text, 80)))
    return no(
        view, f"{turn.words} words; {at_least} to {words} wanted.", (turn.number, shortened(turn.text, 80))
    )


@rule
def one_easy_ask(view: CallView) -> Finding:
    """Yes if exactly one sentence of the message asks for something (a question, or words such as "let me
    know" or "could we"), and the message presses nobody."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    shown = [(turn.number, words) for words in _asks(turn)]
    total = len(shown)
    if turn.has(Label.PRESSURE):
        return no(view, "The message presses.", quoted(turn, Label.PRESSURE))
    if total == 1:
        return yes("One ask.", *shown)
    return no(
        view,
        "The message asks for nothing." if not total else f"{times(total, 'ask')}; one is enough.",
        *shown[:3],
    )


@rule
def reason_to_write(view: CallView) -> Finding:
    """Yes if the message says why it goes to this person: something that this reader did, wrote, said or is
    known to face."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    found = _REASON.search(turn.text.replace("’", "'"))
    if found:
        return yes("Says why it goes to this person.", (turn.number, _around(turn.text, found.start())))
    return no(view, "Could have gone to anybody.", (turn.number, shortened(turn.text, 120)))


@rule
def greets_by_name(view: CallView) -> Finding:
    """Yes if the first line addresses the reader by a name."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    first = turn.text.strip().splitlines()[0]
    found = _GREETING.match(first)
    if found and found.group(1).lower() not in _NOT_A_NAME:
        return yes("Addresses the reader.", (turn.number, shortened(first, 80)))
    return no(view, "Addresses nobody.", (turn.number, shortened(first, 80)))


_NOT_A_NAME = frozenset(
    [
        "hi",
        "hello",
        "hey",
        "dear",
        "good",
        "sir",
        "madam",
        "all",
        "there",
        "team",
        "i",
        "we",
        "the",
        "our",
        "my",
        "are",
        "do",
        "did",
        "is",
        "have",
        "quick",
        "just",
    ]
)


@rule
def one_idea(view: CallView, *, at_most: int = 2) -> Finding:
    """Yes if at most ``at_most`` parts of the message describe the product or company, and none of it is a
    list of what the product has (three or more commas in a sentence about it, or three bullets)."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    found = [a.text for a in turn.acts if a.label in (Label.PITCH, Label.PROOF)]
    listed = _listed(turn.text)
    if len(found) <= at_most and not listed:
        words = found[0] if found else turn.text
        return yes(f"{times(len(found), 'claim')}.", (turn.number, shortened(words, 120)))
    why = (
        f"{times(len(found), 'claim')}: more than one idea."
        if len(found) > at_most
        else "A list of what there is."
    )
    return no(view, why, *[(turn.number, shortened(words)) for words in (listed or found)[:3]])


@fault
def no_canned_phrases(view: CallView) -> Finding:
    """No if the message uses phrases that every such message uses ("hope this finds you well", "just
    circling back", "industry-leading")."""
    turn = message(view)
    if turn is None:
        return na("There is no message.")
    found = list(_CANNED.finditer(turn.text.replace("’", "'")))
    if not found:
        return yes("No canned phrases.")
    return no(
        view,
        f"{times(len(found), 'canned phrase')}.",
        *[(turn.number, turn.text[m.start() : m.end()]) for m in found[:3]],
    )


def _asks(turn: RepTurn) -> list[str]:
    """The sentences that ask for something, as they stand."""
    out = []
    for match in _SENTENCE.finditer(turn.text):
        question = any(q.start < match.end() and match.start() < q.end for q in turn.questions)
        if question or _ASKING.search(match[0]) or match[0].rstrip().endswith("?"):
            out.append(shortened(match[0]))
    return out


def _listed(text: str) -> list[str]:
    """Lists of what is offered: sentences about it with three commas or more, or three bullets or more."""
    out = [
        shortened(m[0]) for m in _SENTENCE.finditer(text) if m[0].count(",") >= 3 and _OFFERING.search(m[0])
    ]
    bullets = [b.strip() for b in re.findall(r"^\s*[-*•]\s+\S.*$", text, re.M)]
    return out + (bullets if len(bullets) >= 3 else [])


def _around(text: str, at: int) -> str:
    """The sentence around an offset."""
    start = max((text.rfind(mark, 0, at) for mark in ".!?\n"), default=-1) + 1
    ends = [e for mark in ".!?\n" if (e := text.find(mark, at)) != -1]
    return shortened(text[start : min(ends) + 1 if ends else len(text)])
