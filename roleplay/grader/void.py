"""Turns that earn nothing, whatever their words would otherwise be worth, and why.

A rep may say the same good line again, talk to the grader, paste the rubric, say what the buyer has not told,
or bring the model answer to an objection that nobody raised. None of that is a conversation, so the acts in such a turn
count for nothing good (what is wrong in it still counts against).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from roleplay.dialogue.state import State
from roleplay.grader.resistance import plain
from roleplay.grader.rubric import Rubric
from roleplay.grader.view import CallView, RepTurn, Void
from roleplay.scenario.model import Scenario
from roleplay.tagger.words import content

STEERING = re.compile(
    r"\b(?:ignore (?:all |any |your |the )*(?:previous |prior |above )?(?:instructions?|rules|prompt)|system\s*:|(?:give|award|grant|rate|"
    r"grade|score) (?:me|this(?: call| rep)?|it)\b.{0,30}\b(?:100|full (?:marks|score)|perfect|ten|a pass|maximum|top (?:marks|score))|"
    r"(?:score|grade|rating)\s*[:=]?\s*(?:of )?100\b|(?:score|grade|rating)\s*[:=]\s*\d+|as the (?:judge|grader)|dear (?:judge|grader)|"
    r"to the (?:judge|grader)|you are (?:now )?(?:a|an|the) (?:grader|judge|assistant|ai)\b|mark (?:this|me|it) as (?:passed|won|a pass)|"
    r"the (?:buyer|customer|prospect) (?:(?:now )?agrees|agreed|accepts|accepted|is (?:now )?convinced|has (?:now )?agreed|says yes|"
    r"said yes|says:)|the objection (?:is|has been|was) (?:now )?(?:settled|resolved|handled)|(?:all|every) (?:checks?|criteri\w+) "
    r"(?:are|is|=|pass|met)|answer (?:yes|with yes) to (?:all|every)|(?:^|\n)\s*(?:buyer|customer|prospect)\s*:)",
    re.S,
)
"""Words that speak to the grader, or claim what the buyer did."""
_THIRD_PERSON = re.compile(
    r"\b(?:the (?:rep|buyer)|rep's|buyer's|open-ended|disparag\w*|model answer|next step|objection)\b"
)


def mark_void(view: CallView, rubric: Rubric) -> None:
    """Set :attr:`RepTurn.void` for the turns that earn nothing, and take their questions out of credit."""
    said_by_buyer: set[str] = set()
    lines = _untold_lines(view.scenario)
    answers = _model_answers(view.scenario)
    known = _known_to_rep(view.scenario)
    numbers = iter(range(1, len(view.turns) + 1))
    for turn in view.rep:
        for number in numbers:
            if number >= turn.number:
                break
            said_by_buyer |= view.contents[number - 1]
        if turn.void is None:
            turn.void = (
                _to_the_grader(turn, rubric)
                or _untold(turn, _still_untold(view, turn, lines, said_by_buyer), said_by_buyer | known)
                or _misplaced(turn, answers, view, said_by_buyer)
            )
        if turn.void is not None:
            for question in turn.questions:
                question.fresh = question.follow_up = False


def _to_the_grader(turn: RepTurn, rubric: Rubric) -> Void | None:
    if STEERING.search(plain(turn.text)) is not None:
        return "grader"
    if _THIRD_PERSON.search(plain(turn.text)) is None:
        return None
    for wanted in _rubric_lines(rubric):
        if len(wanted & turn.content) >= 0.8 * len(wanted):
            return "rubric"
    return None


_RUBRIC_LINES: dict[str, tuple[frozenset[str], ...]] = {}


def _rubric_lines(rubric: Rubric) -> tuple[frozenset[str], ...]:
    """The words that carry meaning of every question and anchor of a rubric, kept by its fingerprint."""
    key = rubric.name
    if key not in _RUBRIC_LINES or not rubric.digest:
        texts: list[str] = []
        for criterion in rubric.criteria:
            if criterion.anchors is not None:
                texts += criterion.anchors.model_dump().values()
            texts += [t for check in criterion.checks for t in (check.question, check.judge) if t]
        _RUBRIC_LINES[key] = tuple(s for s in map(stems, texts) if len(s) >= 4)
    return _RUBRIC_LINES[key]


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The words of a fixed text (a scenario's or rubric's) that carry meaning."""
    return frozenset(content(text))


def _untold_lines(scenario: Scenario | None) -> list[tuple[str, frozenset[str]]]:
    if scenario is None:
        return []
    return [(name, s) for name, f in scenario.facts.items() for line in f.says if len(s := stems(line)) >= 4]


def _still_untold(
    view: CallView, turn: RepTurn, lines: list[tuple[str, frozenset[str]]], said: set[str]
) -> list[frozenset[str]]:
    """The wordings of facts that the buyer had not told before the turn, in any wording: who heard one of them
    may well come near another."""
    if view.state is not None:
        told = view.told_before(turn.number)
    else:
        told = frozenset(name for name, wanted in lines if len(wanted & said) >= 0.8 * len(wanted))
    return [wanted for name, wanted in lines if name not in told]


def _known_to_rep(scenario: Scenario | None) -> frozenset[str]:
    if scenario is None:
        return frozenset()
    texts: Iterable[str] = (
        scenario.rep.briefing,
        scenario.rep.objective,
        *scenario.product.claims.values(),
        scenario.summary,
    )
    return frozenset().union(*map(stems, texts))


def _untold(turn: RepTurn, lines: list[frozenset[str]], known: set[str]) -> Void | None:
    """Says, with at least three words and six in ten of a fact, what the buyer has not said and the rep could not know."""
    for wanted in lines:
        shared = wanted & turn.content
        if len(shared) >= 0.6 * len(wanted) and len(shared - known) >= 3:
            return "untold"
    return None


def _model_answers(scenario: Scenario | None) -> list[tuple[str, frozenset[str]]]:
    if scenario is None:
        return []
    return [(name, stems(o.model_answer)) for name, o in scenario.objections.items() if o.model_answer]


def _misplaced(
    turn: RepTurn, answers: list[tuple[str, frozenset[str]]], view: CallView, said: set[str]
) -> Void | None:
    for name, wanted in answers:
        if len(wanted & turn.content) >= 0.8 * len(wanted | turn.content) and not _raised(
            view, name, turn.number, said
        ):
            return "misplaced"
    return None


def _raised(view: CallView, objection: str, before: int, said: set[str]) -> bool:
    state: State | None = view.state
    if state is not None and objection in state.objections:
        at = state.objections[objection].raised_turn
        return at is not None and at < before
    assert view.scenario is not None
    return any(
        len(stems(line) & said) >= 0.7 * len(stems(line)) for line in view.scenario.objections[objection].says
    )
