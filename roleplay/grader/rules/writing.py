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
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))?\s*,?\s*([A-Z][\w'-]+)", re.M
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
    """Yes if the message asks for exactly one thing: one question or one proposed next step, and presses
    nobody."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    asks = [(turn.number, shortened(q.text)) for q in turn.questions]
    steps = [a for a in turn.acts if a.label is Label.NEXT_STEP]
    apart = [s for s in steps if not any(s.start < q.end and q.start < s.end for q in turn.questions)]
    total = len(asks) + len(apart)
    shown = asks + [(turn.number, shortened(s.text)) for s in apart]
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
    """Yes if at most ``at_most`` parts of the message describe the product or company: one idea, not a list."""
    turn = message(view)
    if turn is None:
        return no(view, "There is no message.")
    found = [a for a in turn.acts if a.label in (Label.PITCH, Label.PROOF)]
    bullets = re.findall(r"^\s*[-*•]\s+\S.*$", turn.text, re.M)
    if len(found) <= at_most and len(bullets) <= 2:
        return yes(
            f"{times(len(found), 'claim')}.",
            (turn.number, shortened(found[0].text if found else turn.text, 120)),
        )
    shown = [(turn.number, shortened(a.text)) for a in found[:3]] or [
        (turn.number, shortened(b.strip())) for b in bullets[:3]
    ]
    return no(view, f"{times(max(len(found), len(bullets)), 'claim')}: more than one idea.", *shown)


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


def _around(text: str, at: int) -> str:
    """The sentence around an offset."""
    start = max((text.rfind(mark, 0, at) for mark in ".!?\n"), default=-1) + 1
    ends = [e for mark in ".!?\n" if (e := text.find(mark, at)) != -1]
    return shortened(text[start : min(ends) + 1 if ends else len(text)])
