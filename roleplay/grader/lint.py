"""What a rubric allows and still goes wrong: questions that are no yes/no questions, weights that do not add
up, a pass that nobody can reach.

Names that stand for nothing (rules, settings, conditions) are errors of loading and never get this far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from roleplay.grader.rubric import Check, Rubric, load_rubric_file
from roleplay.scenario.lint import Finding, Severity
from roleplay.scenario.yamlfile import Source

_YES_NO = re.compile(
    r"^(?:if .{1,120}, )?(?:from .{1,60}, )?(?:before .{1,80}, )?(?:did|does|do|was|were|is|are|has|have|had|can|could|would|will|"
    r"should|may|might)\b",
    re.I,
)
_WH = re.compile(r"^(?:what|how|why|who|whom|whose|when|where|which|to what)\b", re.I)
_SCALE = re.compile(
    r"\b(?:rate|on a scale|out of (?:5|10|ten|five)|how (?:well|much|many|often|far|good))\b", re.I
)
_NEGATIVE = re.compile(
    r"^(?:did|does|do|was|were|is|are|has|have)\b.{0,40}?\b(?:fail(?:ed)? to|forget|forgot|neglect(?:ed)?|omit(?:ted)?|not)\b",
    re.I,
)
PRACTICE_RULES = frozenset({"reaches_root"})
"""Rules whose yes needs a practice call's events."""


def lint_rubric_file(path: Path) -> list[Finding]:
    """:func:`lint_rubric` for a file. Raises :class:`RubricError` if it does not load."""
    rubric, source = load_rubric_file(path)
    return lint_rubric(rubric, source)


def lint_rubric(rubric: Rubric, source: Source | None = None) -> list[Finding]:
    """What is worth mending in a rubric that loads; errors first, then by line. An empty list: all is well."""
    found = [
        *_weights(rubric, source),
        *_questions(rubric, source),
        *_pass(rubric, source),
        *_checks(rubric, source),
    ]
    return sorted(found, key=lambda f: (f.severity != "error", f.line or 0, f.rule))


def _finding(
    source: Source | None, severity: Severity, rule: str, path: tuple[str | int, ...], message: str, fix: str
) -> Finding:
    if source is None:
        return Finding(severity, rule, message, fix, ".".join(map(str, path)) or None)
    return Finding(severity, rule, message, fix, source.field(path) or None, source.line(path), source.file)


def _weights(rubric: Rubric, source: Source | None) -> Iterator[Finding]:
    total = sum(c.weight for c in rubric.criteria)
    if abs(total - 100) > 0.01:
        yield _finding(
            source, "warning", "weights-sum", ("criteria",),
            f"The criteria's weights add up to {total:g}, not 100.",
            "Make them 100, so that a weight is a share of the score.",
        )  # fmt: skip


def _questions(rubric: Rubric, source: Source | None) -> Iterator[Finding]:
    for i, criterion in enumerate(rubric.criteria):
        for k, check in enumerate(criterion.checks):
            for name, text in (("question", check.question), ("judge", check.judge)):
                if text is None:
                    continue
                at = ("criteria", i, "checks", k, name)
                wrong = _not_yes_no(text if name == "question" else text.split("?")[0] + "?")
                if wrong:
                    yield _finding(source, "error", "not-yes-no", at, f"{wrong}: {text[:70]!r}.",
                                   "Ask for one thing that happened or did not: Did the rep ...?")  # fmt: skip
                elif name == "question" and _NEGATIVE.search(text):
                    yield _finding(source, "warning", "yes-is-bad", at, f"Yes seems to be the bad answer: {text[:70]!r}.",
                                   "Put it so that yes is the good answer.")  # fmt: skip


def _not_yes_no(text: str) -> str:
    """Why a text is no yes/no question; empty if it is one."""
    plain = " ".join(text.split())
    if not plain.endswith("?"):
        return "This is not a question"
    if _SCALE.search(plain):
        return "This asks for a degree, not for yes or no"
    if _WH.match(plain):
        return "Yes or no is no answer to this"
    if plain.count("?") > 1:
        return "These are several questions in one"
    return "" if _YES_NO.match(plain) else "Yes or no is no answer to this"


def _pass(rubric: Rubric, source: Source | None) -> Iterator[Finding]:
    earning = [c for _, c in rubric.checks() if not c.is_fault]
    if not earning:
        yield _finding(
            source, "error", "unreachable-pass", ("pass", "score"),
            "No check can earn a point, so no call can be passed.",
            "Add checks for what a good call has, not only for what it must not have.",
        )  # fmt: skip
    best = _best(rubric)
    if earning and rubric.pass_rule.score > best:
        yield _finding(source, "error", "unreachable-pass", ("pass", "score"),
                       f"At most {best:.0f} points can be reached, and {rubric.pass_rule.score} are wanted.", "Lower the score.")  # fmt: skip
    if rubric.pass_rule.score == 0:
        yield _finding(source, "warning", "pass-for-all", ("pass", "score"), "Every call is passed with a score of 0.",
                       "Set a score that a good call reaches and a poor one does not.")  # fmt: skip
    if rubric.pass_rule.outcome is not None:
        yield _finding(
            source, "warning", "unreachable-pass", ("pass", "outcome"),
            "The outcome of a real call is not known, so none can be passed by this rubric.",
            "Leave the outcome to the scenarios' own pass rules.",
        )  # fmt: skip
    for i, criterion in enumerate(rubric.criteria):
        for k, check in enumerate(criterion.checks):
            at = ("criteria", i, "checks", k, "must")
            if check.must and check.rule is None:
                yield _finding(
                    source, "warning", "unreachable-pass", at,
                    f"{check.id} must be a yes, and only a judge can say so: without a model no call can be passed.",
                    "Give it a rule as well, or take the must away.",
                )  # fmt: skip
            elif check.must and check.rule in PRACTICE_RULES and check.judge is None:
                yield _finding(
                    source, "warning", "unreachable-pass", at,
                    f"{check.id} must be a yes, and its rule can only say so of a practice call.",
                    "Give it a judge question as well, or take the must away.",
                )  # fmt: skip


def _best(rubric: Rubric) -> float:
    """The highest score there can be: 100 wherever anything can be earned, since faults only take away."""
    return 100.0 if any(not c.is_fault for _, c in rubric.checks()) else 0.0


def _checks(rubric: Rubric, source: Source | None) -> Iterator[Finding]:
    offline = total = 0.0
    seen: dict[tuple[str, tuple[tuple[str, object], ...]], str] = {}
    for i, criterion in enumerate(rubric.criteria):
        weights = sum(c.weight for c in criterion.checks)
        total += criterion.weight
        offline += criterion.weight * sum(c.weight for c in criterion.checks if c.rule is not None) / weights
        if all(c.is_fault for c in criterion.checks):
            yield _finding(source, "warning", "only-faults", ("criteria", i),
                           f"{criterion.id} can only lose points: without a fault it does not count at all.",
                           "Add a check for something good, or move these to another criterion.")  # fmt: skip
        if criterion.anchors is None and any(c.judge for c in criterion.checks):
            yield _finding(source, "warning", "no-anchors", ("criteria", i),
                           f"{criterion.id} is put to a judge and does not say what poor, fair and good look like.",
                           "Add anchors: judges who have them agree more.")  # fmt: skip
        for k, check in enumerate(criterion.checks):
            key = _key(check)
            if key is not None and key in seen:
                yield _finding(source, "warning", "same-rule-twice", ("criteria", i, "checks", k),
                               f"{check.id} is the same rule with the same settings as {seen[key]}.",
                               "Take one out, or set it differently.")  # fmt: skip
            elif key is not None:
                seen[key] = check.id
    if total and offline / total < 0.5:
        yield _finding(source, "warning", "mostly-judge", (), f"Without a model only {offline / total:.0%} of this rubric can be graded.",
                       "Give more of its checks a rule.")  # fmt: skip


def _key(check: Check) -> tuple[str, tuple[tuple[str, object], ...]] | None:
    return None if check.rule is None else (check.rule, tuple(sorted(check.with_.items())))
