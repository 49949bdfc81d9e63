"""What a rep reads before a call, as plain text, and the pass rule in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.report.plain import visible, wrapped

if TYPE_CHECKING:
    from roleplay.scenario.model import Scenario

WIDTH = 88


def pass_rule(scenario: Scenario) -> str:
    """What counts as passed, in a sentence."""
    rule = scenario.pass_rule
    score = f"a score of {rule.score} or more of 100"
    if rule.outcome is None:
        return f"To pass: {score}."
    how = {"won": "the buyer agrees", "lost": "the buyer says no", "open": "it stays open"}[rule.outcome]
    return f"To pass: {score}, and {how}."


def brief(scenario: Scenario, *, mode: str | None = None) -> str:
    """The brief: nothing in it that the buyer keeps to themselves. Lines of at most 88 characters."""
    buyer = scenario.buyer
    who = ", ".join(part for part in (buyer.name, buyer.role, buyer.company) if part)
    parts = [visible(scenario.title)]
    if scenario.summary:
        parts.append(wrapped(scenario.summary, WIDTH))
    parts += [
        "",
        wrapped(who, WIDTH, indent="           ", first="Buyer:     "),
        wrapped(scenario.rep.role, WIDTH, indent="           ", first="You:       "),
        wrapped(scenario.rep.objective, WIDTH, indent="           ", first="Objective: "),
    ]
    if scenario.rep.briefing.strip():
        parts += ["", wrapped(scenario.rep.briefing.strip(), WIDTH)]
    if scenario.product.claims:
        parts += ["", f"What you may say of {visible(scenario.product.name)} and be telling the truth:"]
        parts += [
            wrapped(claim, WIDTH, indent="    ", first="  - ") for claim in scenario.product.claims.values()
        ]
    limit = f"{scenario.turn_limit} turns of yours"
    if scenario.time_limit is not None:
        limit += f", {scenario.time_limit:g} minutes"
    level = scenario.difficulty + (f", {mode}" if mode else "")
    parts += ["", f"Level: {level}. Time: {limit}.", pass_rule(scenario)]
    return "\n".join(parts)
