"""What the rep's turn did to the buyer, told as somebody who sat beside would tell it."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.grader.rules.registry import shortened
from roleplay.grader.theirs import Kind, Line, lines_of
from roleplay.grader.view import CallView

TRUST_FELT = 3.0
"""A loss of trust (points of 100) that is worth telling."""
PATIENCE_FELT = 6.0
"""The same for patience, beyond what any turn costs."""


def effect_in_words(view: CallView, turn: int, *, left_out: bool = False) -> str:
    """What the rep's turn did, seen from outside: what the buyer lost, did and said next. What any turn costs is
    left out, and so is a reply that any buyer might have given. With ``left_out`` the point is something that
    the turn does *not* do, and what the turn cost otherwise is not told."""
    name = _name(view)
    parts: list[str] = []
    decided = view.decisions.get(turn)
    rep = view.by_number.get(turn)
    reply = rep.reply if rep is not None else None
    if decided is None:
        return then_said(view, reply)
    if left_out:
        return _against(view, reply, name, ("push_back", "hint", "soften")) or (
            f"{name} did not agree to it." if decided.state.refused else ""
        )
    lost = {
        what: -sum(e.change for e in decided.effects if e.what == what and e.change < 0 and e.rule != "turn")
        for what in ("trust", "patience")
    }
    felt = {"trust": TRUST_FELT, "patience": PATIENCE_FELT}
    words = [f"{what} fell by {value:.0f}" for what, value in lost.items() if value >= felt[what]]
    if words:
        parts.append(f"{' and '.join(words).capitalize()}.")
    if any(e.what == "objection" and e.value == "hardened" for e in decided.effects):
        parts.append("The objection got harder.")
    told = view.state.told if view.state else ()
    if words and any(t.turn <= turn for t in told) and not any(t.turn > turn for t in told):
        parts.append(f"{name} told you nothing more after it.")
    said = _against(view, reply, name)
    won = decided.state.ending is not None and decided.state.ending.result != "lost"
    if won and said.startswith(f"{name} ended"):
        said = ""
    if decided.state.ending is not None and decided.state.ending.result == "lost":
        said = said if said.startswith(f"{name} ended") else f"{name} ended the call."
    elif not said and decided.state.refused:
        said = f"{name} did not agree to it."
    return " ".join([*parts, said]).strip()


CAME_OF_IT: tuple[Kind, ...] = ("settled", "soften", "fact", "ending")
"""What may have come of a turn, the best first."""


def then_said(view: CallView, reply: int | None, kinds: Sequence[Kind] = CAME_OF_IT) -> str:
    """The buyer's next words, where they are more than a "Go on", the first of ``kinds`` that they hold; empty
    otherwise."""
    if reply is None or not view.text(reply).strip():
        return ""
    if not view.practice:
        return f"{_name(view)} then said: “{shortened(view.text(reply), 160)}”"
    lines = lines_of(view, reply)
    line = next((x for kind in kinds for x in lines if x.kind == kind), None)
    return f"{_name(view)} then said: “{shortened(line.text, 160)}”" if line is not None else ""


_TELLING: tuple[Kind, ...] = ("push_back", "hint", "soften", "ending", "reaction")


def _against(view: CallView, reply: int | None, name: str, kinds: Sequence[Kind] = _TELLING) -> str:
    """What the buyer then said that tells of the turn before: the objection again, a short answer, a goodbye. A new
    objection is nobody's doing, and a fact is no harm."""
    for line in lines_of(view, reply) if reply is not None else ():
        if line.kind in kinds:
            return _in_words(line, name)
    return ""


def _in_words(line: Line, name: str) -> str:
    quote = f"“{shortened(line.text, 160)}”"
    return {
        "push_back": f"{name} went back to {quote}",
        "hint": f"{name} kept it short: {quote}",
        "soften": f"{name} was half convinced: {quote}",
        "ending": f"{name} ended the call: {quote}",
        "reaction": f"{name} then said: {quote}",
    }.get(line.kind, "")


def _name(view: CallView) -> str:
    name = view.buyer_name()
    return f"{name[:1].upper()}{name[1:]}"
