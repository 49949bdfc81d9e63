"""A graded call as Markdown. Everything that people typed is escaped: it is text, never markup."""

from __future__ import annotations

import re

from roleplay.grader.scorecard import Scorecard
from roleplay.report.plain import one_line, quote, visible
from roleplay.report.scene import (
    EPISODE_ENDS,
    FIGURES,
    STEPS,
    VERDICTS,
    Scene,
    band_in_words,
    figure,
    score_in_words,
)
from roleplay.report.text import source_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$^&:@=-])")
_AUTOLINK = re.compile(r"(?i)\b(www)\.")


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it is, on one line: no markup, no link, no HTML."""
    flat = _AUTOLINK.sub(r"\1\\.", _SPECIAL.sub(r"\\\1", one_line(text)))
    return re.sub(r"^(\d+)\.", r"\1\\.", flat)


def scorecard_markdown(scene: Scene) -> str:
    """The whole report: score, what to take away, criteria with their checks, objections, figures, transcript."""
    card = scene.card
    out = [f"# {escaped(scene.title)}", "", f"**Score: {score_in_words(card)}**", ""]
    if card.pass_rule:
        out += [escaped(card.pass_rule), ""]
    if card.coverage < 1:
        out += [f"Graded: {card.coverage:.0%} of the rubric.", ""]
    out += _points(card)
    out += _criteria(card)
    if card.episodes:
        out += ["## Objections", ""]
        for e in card.episodes:
            steps = ", ".join(f"{STEPS[s.step]} in turn {s.turn}" for s in e.steps) or "nothing done about it"
            out.append(
                f"- **{escaped(e.objection)}** (turn {e.raised_turn}): {steps}; {EPISODE_ENDS[e.ended]}"
            )
        out.append("")
    out += ["## Figures", "", "| figure | | |", "|---|---|---|"]
    out += [
        f"| {escaped(label)} | {escaped(figure(card, key))} | {escaped(band_in_words(card, key))} |"
        for key, label in FIGURES
        if card.metrics.get(key) is not None
    ]
    out.append("")
    if card.notes:
        out += ["## Notes", "", *[f"- {escaped(n)}" for n in card.notes], ""]
    out += ["## Transcript", ""]
    for turn in scene.turns:
        at = f" ({turn.at})" if turn.at else ""
        words = "  \n".join(escaped(line) for line in visible(turn.text).splitlines() if line.strip())
        out += [f"**{turn.number}. {escaped(turn.name)}**{at}: {words}", ""]
        out += [f"> {escaped(line)}  " for line in turn.effects]
        if turn.effects:
            out.append("")
    versions = ", ".join(f"{k} {v}" for k, v in card.versions.model_dump().items() if v)
    out += ["---", "", f"Versions: {escaped(versions)}", ""]
    return "\n".join(out)


def _points(card: Scorecard) -> list[str]:
    out: list[str] = []
    for point in card.feedback:
        lead = "Well done" if point.kind == "praise" else "To work on"
        out += [
            f"### {lead}: {escaped(point.point)}",
            "",
            f"Turn {point.turn}: “{escaped(quote(point.quote))}”",
            "",
        ]
        if point.effect:
            out += [escaped(point.effect), ""]
        if point.try_instead:
            out += [f"*Instead:* {escaped(point.try_instead)}", ""]
    return out


def _criteria(card: Scorecard) -> list[str]:
    out = ["## Criteria", ""]
    for criterion in card.criteria:
        score = "not graded" if criterion.score is None else f"{criterion.score:.0f}"
        out += [f"### {escaped(criterion.label)}: {score} (weight {criterion.weight:g})", ""]
        for check in criterion.checks:
            out.append(
                f"- **{VERDICTS[check.verdict]}**: {escaped(check.question)} {escaped(check.why)} \\[{escaped(source_of(check))}\\]"
            )
            if check.verdict == "no" or (check.verdict == "yes" and not check.only_against):
                out += [f"    - turn {e.turn}: “{escaped(quote(e.quote))}”" for e in check.evidence[:2]]
        out.append("")
    return out
