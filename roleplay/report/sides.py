"""Who of the speakers is the rep: as given, as the file says, or by what each of them does."""

from __future__ import annotations

import re
from pathlib import Path

from roleplay.dialogue.acts import Label
from roleplay.dialogue.transcript import Speaker, Turn
from roleplay.errors import TranscriptError
from roleplay.report.pieces import Piece, Pieces, wrong
from roleplay.report.plain import one_line

_REP = re.compile(
    r"^(?:the )?(?:(?:sales )?rep(?:resentative)?|seller|sales(?:person|man|woman)?|agent|ae|sdr|bdr|account (?:executive|manager)|"
    r"advis[eo]r|consultant|vendor|me|host|therapist|counsell?or|interviewer|coach)(?:[ _-]?\d*)?$",
    re.I,
)
_BUYER = re.compile(
    r"^(?:the )?(?:buyer|customer|client|prospect|lead|guest|patient|caller|user|purchaser|shopper|owner|interviewee)(?:[ _-]?\d*)?$",
    re.I,
)
SELLING = frozenset({
    Label.PITCH, Label.BENEFIT, Label.PROOF, Label.REFRAME, Label.DISCOUNT, Label.TRADE, Label.PRESSURE, Label.DISPARAGE,
    Label.NEXT_STEP, Label.AGENDA, Label.DISCOVER, Label.EXPLORE, Label.DISQUALIFY, Label.CHECK,
})  # fmt: skip
"""What a seller does and a buyer hardly ever."""
SAMPLE = 40
"""So many turns of each speaker are read for the guess."""
CLEAR = 0.15
"""By so much, in acts a turn, the likeliest has to lead."""


def is_role(name: str) -> bool:
    """Whether a speaker's name is the name of a side: "Rep", "Customer"."""
    return _REP.match(name) is not None or _BUYER.match(name) is not None


def find_rep(found: Pieces, rep: str | None, file: Path | None) -> tuple[list[str], str]:
    """Names of the rep's side, and how they are known: "given", "stated" or "guessed".

    Raises :class:`TranscriptError` naming the speakers if ``rep`` is none of them, is everybody, or if nobody is named and the
    words do not tell.
    """
    names = list(dict.fromkeys(p.name for p in found.pieces))
    if rep is not None:
        return _given(names, rep, file), "given"
    stated = [n for n in names if found.sides.get(n) == "rep"] or [n for n in names if _REP.match(n)]
    if stated and len(stated) < len(names):
        return stated, "stated"
    buyers = [n for n in names if found.sides.get(n) == "buyer"] or [n for n in names if _BUYER.match(n)]
    others = [n for n in names if n not in buyers]
    if buyers and len(others) == 1:
        return others, "stated"
    return [_guess(found.pieces, others or names, names, file)], "guessed"


def doubt(found: Pieces, reps: list[str]) -> str:
    """A note where the words say clearly that somebody else sells than the one named as the rep; else empty."""
    names = list(dict.fromkeys(p.name for p in found.pieces))
    try:
        seller = _guess(found.pieces, names, names, None)
    except TranscriptError:
        return ""
    if seller in reps:
        return ""
    named = " and ".join(one_line(n, 40) for n in reps)
    return f"Graded as the rep: {named}. Judging by the words it is {one_line(seller, 40)} who sells here."


def _given(names: list[str], rep: str, file: Path | None) -> list[str]:
    chosen: list[str] = []
    for wanted in [w.strip() for w in rep.split(",") if w.strip()]:
        low = wanted.casefold()
        hits = [n for n in names if n.casefold() == low] or [n for n in names if low in n.casefold()]
        if not hits:
            raise wrong(f"nobody called {one_line(wanted, 40)} speaks here; there are {_listed(names)}", file)
        if len(hits) > 1:
            raise wrong(f"{one_line(wanted, 40)} could be {_listed(hits)}: give the whole name", file)
        chosen += [h for h in hits if h not in chosen]
    if not chosen:
        raise wrong(f"the rep's name is empty; there are {_listed(names)}", file)
    if len(chosen) == len(names):
        raise wrong("everybody in this transcript is named as a rep, so there is no buyer", file)
    return chosen


def _guess(pieces: list[Piece], candidates: list[str], names: list[str], file: Path | None) -> str:
    from roleplay.grader.resistance import objections_in
    from roleplay.tagger import tag

    score = dict.fromkeys(candidates, 0.0)
    read = dict.fromkeys(candidates, 0)
    context: list[Turn] = []
    for piece in pieces:
        if piece.name in score and read[piece.name] < SAMPLE and len(piece.text.split()) >= 3:
            read[piece.name] += 1
            acts = {a.label for a in tag(piece.text, context[-4:])}
            score[piece.name] += len(acts & SELLING) - (1.5 if objections_in(piece.text) else 0)
        context.append(Turn(Speaker.BUYER, piece.text))
    ranked = sorted(candidates, key=lambda n: -(score[n] / max(3, read[n])))
    leads = [score[n] / max(3, read[n]) for n in ranked]
    if len(ranked) > 1 and leads[0] - leads[1] < CLEAR:
        raise wrong(f"it is not clear who the rep is: say so with --rep, one of {_listed(names)}", file)
    return ranked[0]


def _listed(names: list[str]) -> str:
    shown = ", ".join(one_line(n, 40) for n in names[:8])
    return shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")
