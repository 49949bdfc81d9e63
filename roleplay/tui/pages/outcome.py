"""How it ended, in the buyer's voice, and what to take away."""

from __future__ import annotations

from roleplay.coach.debrief import Debrief, debrief
from roleplay.scenario.words import short_name
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, Run, bar, cut, line, paragraph, spread
from roleplay.tui.widgets.rows import Row, block
from roleplay.tui.words import passed_words

FORK = "fork:"
"""Rows whose key begins so are turns to try again from."""


def outcome_rows(stored: StoredCall, width: int) -> list[Row]:
    """Outcome first, then why, then the score in a line, then the points with "try again from here"."""
    width = min(width, 96)
    told = debrief(stored.scenario, stored.events)
    rows = [block(_ending(stored, told, width))]
    points = stored.card.feedback
    if points:
        rows.append(block([line(("To take away", "heading"), ("   Enter: try again from there", "dim"))]))
    for number, point in enumerate(points, 1):
        praise = point.kind == "praise"
        head: list[Run] = [(" ✓ " if praise else " ▸ ", "good" if praise else "warn")]
        lines = paragraph(point.point, width, "strong", "   ", line(*head))
        if point.quote:
            where = f"turn {point.turn}: "
            lines += cut(paragraph(f"{where}“{point.quote}”", width, "quote", "     "), 3)
        if point.effect:
            lines += cut(paragraph(point.effect, width, "dim", "     "), 3)
        if point.try_instead:
            lines += paragraph(f"Try: {point.try_instead}", width, "accent", "     ")
        lines.append(BLANK)
        rows.append(block(lines, f"{FORK}{point.turn}:{number}"))
    rows.append(block(_concerns(told, width)))
    return rows


def _ending(stored: StoredCall, told: Debrief, width: int) -> list[Line]:
    card = stored.card
    ink = {"won": "good", "lost": "bad"}.get(card.outcome or "", "warn")
    out: list[Line] = [line((told.headline, ink))]
    if told.last_words:
        out += paragraph(f"“{told.last_words}”", width, "quote", "  ")
    out.append(BLANK)
    out += [_score(stored, width), BLANK]
    if told.reasons:
        name = short_name(stored.scenario.buyer.name)
        out.append(line((f"{name} says", "heading")))
        for text, turn in told.reasons:
            lines = paragraph(text, width - 10, "", "  ")
            lines[-1] = line(*lines[-1], (f"  turn {turn}", "faint"))
            out += lines
        out.append(BLANK)
    return out


def _score(stored: StoredCall, width: int) -> Line:
    card = stored.card
    if card.score is None:
        return line(("Not graded. ", "warn"), (" ".join(card.notes[:1]), "dim"))
    full, rest = bar(card.score / 100, max(min(width - 40, 30), 8))
    runs: list[Run] = [
        (f"{card.score:.0f}", "strong"),
        (" of 100  ", "dim"),
        (full, "accent"),
        (rest, "faint"),
    ]
    runs += [("  ", ""), passed_words(card.passed)]
    if card.coverage < 0.995:
        runs.append((f"  ({card.coverage:.0%} of the rubric graded)", "dim"))
    return spread(runs, [], width)


def _concerns(told: Debrief, width: int) -> list[Line]:
    out: list[Line] = []
    raised = [concern for concern in told.concerns if concern.status != "never came up"]
    if raised:
        out.append(line(("What was behind it", "heading")))
    for concern in raised:
        out += paragraph(f"“{concern.objection}”", width, "quote", "  ")
        if concern.root:
            out += paragraph(f"The reason, and you got to hear it: “{concern.root}”", width, "", "    ")
        elif not concern.heard:
            out += paragraph("You did not get to hear the reason.", width, "warn", "    ")
        out += paragraph(f"In the end: {concern.status}.", width, "dim", "    ")
        if concern.model_answer and concern.status != "settled":
            out += paragraph(f"One good answer: {concern.model_answer}", width, "accent", "    ")
        out.append(BLANK)
    return out
