"""What a rep reads before a call, as plain text, and the pass rule in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.cli.common import text_width
from roleplay.report.plain import visible, wrapped

if TYPE_CHECKING:
    from roleplay.grader import Rubric
    from roleplay.scenario.model import Scenario


def paragraphs(text: str) -> list[str]:
    """Text as it was wrapped in a file, without its line ends: an empty line, or a list's dash, parts it."""
    parts: list[str] = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            if number == 0 or line.startswith(("- ", "* ", "•")):
                parts.append(line)
            else:
                parts[-1] += " " + line
    return parts


def brief(scenario: Scenario, rubric: Rubric, *, mode: str | None = None) -> str:
    """The brief: nothing in it that the buyer keeps to themselves, and what counts as passed. Lines as long as the
    terminal is wide, 88 characters at most."""
    from roleplay.grader import pass_rule_in_words

    width = text_width()
    buyer = scenario.buyer
    who = ", ".join(part for part in (buyer.name, buyer.role, buyer.company) if part)
    parts = [visible(scenario.title)]
    if scenario.summary:
        parts.append(wrapped(scenario.summary, width))
    parts += [
        "",
        wrapped(who, width, indent="           ", first="Buyer:     "),
        wrapped(scenario.rep.role, width, indent="           ", first="You:       "),
        wrapped(scenario.rep.objective, width, indent="           ", first="Objective: "),
    ]
    if scenario.rep.briefing.strip():
        parts += ["", "\n\n".join(wrapped(p, width) for p in paragraphs(scenario.rep.briefing))]
    if scenario.product.claims:
        parts += ["", f"What you may say of {visible(scenario.product.name)} and be telling the truth:"]
        parts += [
            wrapped(claim, width, indent="    ", first="  - ") for claim in scenario.product.claims.values()
        ]
    limit = f"{scenario.turn_limit} turns of yours"
    if scenario.time_limit is not None:
        limit += f", {scenario.time_limit:g} minutes"
    level = scenario.difficulty + (f", {mode}" if mode else "")
    looked_at = ", ".join(criterion.label for criterion in rubric.criteria)
    parts += [
        "",
        f"Level: {level}. Time: {limit}.",
        wrapped(f"Looked at: {looked_at}.", width),
        wrapped(pass_rule_in_words(scenario.pass_rule, rubric), width),
    ]
    return "\n".join(parts)
