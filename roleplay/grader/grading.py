"""From a transcript to a scorecard: figures, checks, criteria, score, pass, feedback."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from roleplay.dialogue.events import CallStarted, Event
from roleplay.dialogue.transcript import Transcript
from roleplay.grader.evidence import verified
from roleplay.grader.feedback import give_feedback
from roleplay.grader.layout import read_call
from roleplay.grader.metrics import all_metrics
from roleplay.grader.objections import find_episodes
from roleplay.grader.remarks import remarks
from roleplay.grader.rubric import DEFAULT, Check, Criterion, Rubric, cached_rubric
from roleplay.grader.rules import CONDITIONS, RULES, Finding
from roleplay.grader.rules.registry import missed_chance, shortened
from roleplay.grader.scorecard import CheckResult, CriterionResult, Scorecard, Verdict, Versions
from roleplay.grader.view import CallView
from roleplay.grader.void import mark_void
from roleplay.scenario.model import PassRule, Result, Scenario

if TYPE_CHECKING:
    from roleplay.grader.judge import Judge, Judgement

GRADER_VERSION = "3"
"""Raised whenever the same transcript, rubric and tagger could give another score."""


def grade(
    transcript: Transcript,
    *,
    scenario: Scenario | None = None,
    rubric: Rubric | str | None = None,
    judge: Judge | None = None,
    events: Sequence[Event] = (),
) -> Scorecard:
    """Grade a call.

    ``rubric`` is a :class:`Rubric` or an id; by default the scenario's, else ``objection-handling``.
    ``events`` are those of a practice call: acts, objections, outcome and effects then come from them.
    ``judge`` answers checks that ask for judgement; without one, checks that only a judge can answer are
    ``ungraded`` and ``coverage`` says how much of the rubric's weight was graded. The same input gives the
    same scorecard (with a judge: as far as the judge is the same).

    Raises :class:`RubricError` if the rubric cannot be loaded; nothing for odd or empty transcripts, which
    get a scorecard that says what could not be graded.
    """
    rubric, view = _prepare(transcript, scenario, rubric, events)
    judged = None
    if judge is not None and _gradable(view):
        from roleplay.grader.judge import ask_judge, run_now

        judged = run_now(ask_judge(judge, rubric, view))
    return _scorecard(view, rubric, judged)


async def grade_async(
    transcript: Transcript,
    *,
    scenario: Scenario | None = None,
    rubric: Rubric | str | None = None,
    judge: Judge | None = None,
    events: Sequence[Event] = (),
) -> Scorecard:
    """Like :func:`grade`, for code that runs in an event loop and should not wait there for a judge."""
    rubric, view = _prepare(transcript, scenario, rubric, events)
    judged = None
    if judge is not None and _gradable(view):
        from roleplay.grader.judge import ask_judge

        judged = await ask_judge(judge, rubric, view)
    return _scorecard(view, rubric, judged)


def _prepare(
    transcript: Transcript, scenario: Scenario | None, rubric: Rubric | str | None, events: Sequence[Event]
) -> tuple[Rubric, CallView]:
    if not isinstance(rubric, Rubric):
        rubric = cached_rubric(rubric or (scenario.rubric if scenario is not None else DEFAULT))
    view = read_call(transcript, scenario=scenario, events=events)
    mark_void(view, rubric)
    view.episodes.extend(find_episodes(view))
    return rubric, view


def _scorecard(view: CallView, rubric: Rubric, judged: Judgement | None) -> Scorecard:
    gradable = _gradable(view)
    criteria = [_criterion(view, criterion, judged, gradable) for criterion in rubric.criteria]
    score, coverage = _score(criteria)
    if not gradable:
        score, coverage = None, 0.0
    outcome = view.ending.result if view.ending is not None else None
    rule = view.scenario.pass_rule if view.scenario is not None else rubric.pass_rule
    notes = remarks(view, rubric, criteria, judged)
    passed = _passed(rule, score, outcome, criteria, notes)
    return Scorecard(
        score=score,
        passed=passed,
        outcome=outcome,
        metrics=all_metrics(view, rubric),
        criteria=criteria,
        episodes=view.episodes,
        feedback=give_feedback(view, rubric, criteria),
        coverage=coverage,
        versions=_versions(view, rubric, judged),
        pass_rule=pass_rule_in_words(rule, rubric),
        notes=notes,
    )


def pass_rule_in_words(rule: PassRule, rubric: Rubric | None = None) -> str:
    """The pass rule as the rep reads it before the call."""
    out = f"Passed with a score of at least {rule.score}"
    if rule.outcome is not None:
        out += {"won": " and the call won", "open": " and the call left open", "lost": " and the call lost"}[
            rule.outcome
        ]
    must = [check.question for _, check in rubric.checks() if check.must] if rubric is not None else []
    if must:
        out += "; and a yes to: " + " ".join(must)
    return out if out.endswith("?") else out + "."


def _gradable(view: CallView) -> bool:
    """Whether there is anything to grade: at least one side said something."""
    return any(t.text.strip() for t in view.turns)


def _criterion(
    view: CallView, criterion: Criterion, judged: Judgement | None, gradable: bool
) -> CriterionResult:
    results = [_check(view, check, judged, gradable) for check in criterion.checks]
    earned = lost = 0.0
    for check, result in zip(criterion.checks, results, strict=True):
        if result.verdict == "yes" and not check.is_fault:
            earned += check.weight
        elif result.verdict == "no":
            lost += check.weight
    score = round(100 * earned / (earned + lost), 1) if earned + lost else None
    return CriterionResult(
        id=criterion.id, label=criterion.label, weight=criterion.weight, score=score, checks=results
    )


def _check(view: CallView, check: Check, judged: Judgement | None, gradable: bool) -> CheckResult:
    settings = {**RULES[check.rule].parameters, **check.with_} if check.rule is not None else {}
    verdict: Verdict = "ungraded"
    by: Literal["code", "judge"] = "code"
    why, agreement = "", None
    quotes: list[tuple[int, str]] = []
    if not gradable:
        why = "Nobody said anything."
    elif (off := next((c for c in check.na_when if CONDITIONS[c].holds(view)), None)) is not None:
        verdict, why = "na", f"Does not apply: {CONDITIONS[off].why}."
    else:
        found = _by_rule(view, check.rule, settings) if check.rule is not None else None
        asked = judged.answers.get(check.id) if judged is not None and check.judge is not None else None
        if asked is not None and (asked.verdict != "ungraded" or asked.split or found is None):
            verdict, why, by, agreement = asked.verdict, asked.why, "judge", asked.agreement
            quotes = list(asked.quotes)
            if found is not None and {found.verdict, asked.verdict} == {"yes", "no"}:
                why += f" (The rule {check.rule} says {found.verdict}: {found.why})"
        elif found is not None:
            verdict, why, quotes = found.verdict, found.why, found.quotes
            if asked is not None:
                why += f" (The judge gave no verdict: {asked.why})"
        else:
            by = "judge"
            why = "Only a judge can answer this, and none was asked." if judged is None else judged.reason
    return CheckResult(
        id=check.id,
        question=check.question,
        verdict=verdict,
        by=by,
        why=why,
        evidence=verified(view.transcript, quotes) if quotes else [],
        rule=check.rule,
        settings=settings,
        weight=check.weight,
        only_against=check.is_fault,
        must=check.must,
        agreement=agreement,
    )


def _by_rule(view: CallView, name: str, settings: dict[str, float]) -> Finding:
    rule = RULES[name]
    if rule.fault and not view.rep_words:
        return Finding("na", "The rep said nothing.")
    found = rule.find(view, **settings)
    if found.verdict == "yes" and not found.quotes:
        # Nothing went wrong: shown are the words that were looked at.
        return Finding("yes", found.why, _looked_at(view))
    return found


def _looked_at(view: CallView) -> list[tuple[int, str]]:
    """The rep's words where a fault would have been likeliest: the reply to the first objection, else the
    longest turn."""
    if view.episodes:
        after = next(
            (t for t in view.rep if t.number > view.episodes[0].raised_turn and t.text.strip()), None
        )
        if after is not None:
            return [(after.number, shortened(after.text))]
    return missed_chance(view)


def _score(criteria: Sequence[CriterionResult]) -> tuple[float | None, float]:
    """The score, 0 to 100, and the share of the rubric's weight that was graded.

    The score is the mean of the criteria's scores by their weight, over those that have one. A check that
    does not apply is neither graded nor missing.
    """
    weights = [(c.weight, c.score) for c in criteria if c.score is not None]
    total = sum(w for w, _ in weights)
    score = round(sum(w * s for w, s in weights) / total, 1) if total else None
    graded = applicable = 0.0
    for c in criteria:
        counts = sum(k.weight for k in c.checks if k.verdict != "na")
        if counts:
            applicable += c.weight
            graded += c.weight * sum(k.weight for k in c.checks if k.verdict in ("yes", "no")) / counts
    return score, round(graded / applicable, 3) if applicable else 0.0


def _passed(
    rule: PassRule,
    score: float | None,
    outcome: Result | None,
    criteria: Sequence[CriterionResult],
    notes: list[str],
) -> bool | None:
    """Whether the call is passed; ``None`` where that cannot be said."""
    must = [k for c in criteria for k in c.checks if k.must]
    if score is None:
        return None
    if score < rule.score or any(k.verdict == "no" for k in must):
        return False
    if rule.outcome is not None and outcome != rule.outcome:
        if outcome is None:
            notes.append(
                f"Passing also needs the outcome {rule.outcome}, and how this call ended is not known."
            )
            return None
        return False
    if any(k.verdict == "ungraded" for k in must):
        notes.append(
            "A check that has to be a yes could not be graded, so whether the call is passed is open."
        )
        return None
    return True


def _versions(view: CallView, rubric: Rubric, judged: Judgement | None) -> Versions:
    started = next((e for e in view.events if isinstance(e, CallStarted)), None)
    scenario = view.scenario.id if view.scenario is not None else started.scenario if started else None
    if scenario is not None and started is not None and started.digest:
        scenario = f"{scenario} ({started.digest[:8]})"
    return Versions(
        scenario=scenario,
        rubric=rubric.name,
        tagger=f"{_tagger_version()}, grader {GRADER_VERSION}",
        prompts=judged.prompts if judged is not None else None,
        model=judged.model if judged is not None else None,
    )


@lru_cache(maxsize=1)
def _tagger_version() -> str:
    import roleplay.tagger

    return str(getattr(roleplay.tagger, "VERSION", "1"))
