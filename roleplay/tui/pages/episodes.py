"""Each objection, from the turn it was raised to how it ended."""

from __future__ import annotations

from roleplay.grader.scorecard import Episode
from roleplay.tui.desk import StoredCall
from roleplay.tui.lines import BLANK, Line, Run, line, paragraph, spread, width_of
from roleplay.tui.pages.outcome import FORK
from roleplay.tui.widgets.meters import STEPS
from roleplay.tui.widgets.rows import Row, block

ENDS: dict[str, Run] = {
    "settled": ("✓ settled", "good"),
    "softened": ("~ softened", "warn"),
    "hardened": ("✗ hardened", "bad"),
    "open": ("· left open", "warn"),
}

KINDS: dict[str, str] = {
    "price": "Price",
    "competitor": "Another offer",
    "need": "No need",
    "timing": "Bad timing",
    "authority": "Not the one who decides",
    "trust": "No trust",
    "stall": "Putting it off",
}
"""Types of objection, as a heading says them."""


def episode_rows(stored: StoredCall, width: int) -> list[Row]:
    width = min(width, 96)
    if not stored.card.episodes:
        lines: list[Line] = [line(("The buyer raised no objection.", "dim"))]
        return [block(lines)]
    rows = []
    for number, episode in enumerate(stored.card.episodes, 1):
        lines = _episode(episode, width)
        # The rep's answer to the objection is the turn after the one that raised it.
        rows.append(block(lines, f"{FORK}{episode.raised_turn + 1}:{number}"))
    return rows


def _episode(episode: Episode, width: int) -> list[Line]:
    kind = KINDS.get(episode.type or "", "Objection")
    head: list[Run] = [(f" {kind}, raised in turn {episode.raised_turn}", "heading")]
    out: list[Line] = [spread(head, [ENDS[episode.ended]], width)]
    if episode.quote:
        out += paragraph(f"“{episode.quote}”", width, "quote", "   ")
    done = {step.step: step.turn for step in episode.steps}
    steps: list[Run] = []
    for step, label in STEPS:
        shown = f"● {label} ({done[step]})  " if step in done else f"○ {label}  "
        if steps and 3 + width_of((*steps, (shown.rstrip(), ""))) > width:
            out.append((("   ", ""), *steps))
            steps = []
        steps.append((shown, "good" if step in done else "dim"))
    out.append((("   ", ""), *steps))
    said = []
    before = episode.words_before_first_question
    if before is not None:
        said.append(f"{before} word{'s' * (before != 1)} before your first question")
    if episode.root_reached is not None:
        said.append(
            "you got to the reason behind it"
            if episode.root_reached
            else "the reason behind it stayed hidden"
        )
    if episode.discounts:
        said.append(f"{episode.discounts} discount{'s' if episode.discounts != 1 else ''}")
    if said:
        text = "; ".join(said)
        out += paragraph(f"{text[0].upper()}{text[1:]}.", width, "dim", "   ")
    return [*out, BLANK]
