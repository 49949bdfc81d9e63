"""A scorecard as plain text for a terminal or a screen reader: no colour, no drawing, everything in words."""

from __future__ import annotations

from roleplay.grader.scorecard import CheckResult, Scorecard
from roleplay.report.plain import one_line, quote, wrapped
from roleplay.report.scene import (
    EPISODE_ENDS,
    FIGURES,
    MARKS,
    STEPS,
    VERDICTS,
    Scene,
    band_in_words,
    figure,
    score_in_words,
)

WIDTH = 88


def scorecard_text(card: Scorecard, *, width: int = WIDTH, checks: bool = True) -> str:
    """The scorecard as text, at most ``width`` characters a line. With ``checks`` every check is listed with its
    verdict, why, and the rule or judge that gave it. Ends with a line end; control characters are shown."""
    out = [f"Score: {score_in_words(card)}"]
    if card.pass_rule:
        out.append(wrapped(card.pass_rule, width))
    if card.coverage < 1:
        out.append(f"Graded: {card.coverage:.0%} of the rubric.")
    out.append("")
    for point in card.feedback:
        lead = "Well done: " if point.kind == "praise" else "- "
        out.append(wrapped(lead + point.point, width, "  ", ""))
        out.append(wrapped(f"Turn {point.turn}, you said: “{quote(point.quote)}”", width, "  "))
        if point.effect:
            out.append(wrapped(point.effect, width, "  "))
        if point.try_instead:
            out.append(wrapped(f"Instead: {point.try_instead}", width, "  "))
        out.append("")
    for criterion in card.criteria:
        value = "  -" if criterion.score is None else f"{criterion.score:3.0f}"
        out.append(f"{value}  {one_line(criterion.label)} (weight {criterion.weight:g})")
        if checks:
            for check in criterion.checks:
                out.append(check_text(check, width))
    out.append("")
    for e in card.episodes:
        steps = ", ".join(f"{STEPS[s.step]} in turn {s.turn}" for s in e.steps) or "nothing done about it"
        out.append(
            wrapped(
                f"Objection {e.objection}, turn {e.raised_turn}: {steps}; {EPISODE_ENDS[e.ended]}.",
                width,
                "  ",
                "",
            )
        )
    if card.episodes:
        out.append("")
    for key, label in FIGURES:
        if card.metrics.get(key) is not None:
            out.append(f"{figure(card, key):>18}  {label}")
            band = band_in_words(card, key)
            if band:
                out.append(wrapped(band, width, " " * 22))
    if card.notes:
        out.append("")
        out.extend(wrapped(f"Note: {note}", width, "  ", "") for note in card.notes)
    versions = ", ".join(f"{k} {v}" for k, v in card.versions.model_dump().items() if v)
    out += ["", wrapped(f"Versions: {versions}", width, "  ", ""), ""]
    return "\n".join(out)


def check_text(check: CheckResult, width: int = WIDTH) -> str:
    """One check: its verdict, the question, why, its words, and where the verdict comes from."""
    lines = [
        wrapped(
            f"{check.question} {VERDICTS[check.verdict].capitalize()}.",
            width,
            "         ",
            f"     {MARKS[check.verdict]} ",
        )
    ]
    lines.append(wrapped(f"{check.why} [{source_of(check)}]".lstrip(), width, "         "))
    if check.verdict == "no" or (check.verdict == "yes" and not check.only_against):
        for shown in check.evidence[:2]:
            lines.append(wrapped(f"Turn {shown.turn}: “{quote(shown.quote, 160)}”", width, "         "))
    return "\n".join(lines)


def source_of(check: CheckResult) -> str:
    """Where a verdict comes from: the rule with its settings, or the judge."""
    if check.by == "judge":
        agreed = f", {check.agreement:.0%} of its samples" if check.agreement is not None else ""
        return f"judge{agreed}"
    settings = ", ".join(f"{k} {v:g}" for k, v in check.settings.items())
    return f"rule {check.rule}" + (f": {settings}" if settings else "")


def transcript_text(scene: Scene, *, width: int = WIDTH) -> str:
    """The transcript with what each turn did."""
    out = []
    for turn in scene.turns:
        at = f" {turn.at}" if turn.at else ""
        out.append(wrapped(f"{one_line(turn.name)}: {turn.text}", width, "      ", f"{turn.number:>3}{at}  "))
        out.extend(wrapped(line, width, "        ", "      > ") for line in turn.effects)
    return "\n".join(out) + "\n"
