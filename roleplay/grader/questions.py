"""Figures about the rep's questions: their form, purpose, kind, and whether the answers were heard."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from roleplay.dialogue.acts import Label
from roleplay.grader.resistance import plain
from roleplay.grader.view import CallView, Question

# The kinds of Neil Rackham's SPIN Selling (1988), told by their wording; what fits none stays untold.
_NEED_PAYOFF = re.compile(
    r"\b(?:would (?:it|that|this|you|having)\b.{0,40}\b(?:help|useful|matter|worth|difference|benefit|value|save|be better|"
    r"change)|what would (?:it|that) (?:mean|be worth|do|change|give)|how would (?:it|that|things|your|life|the)\b.{0,40}\b"
    r"(?:help|change|look|feel|be different)|if (?:you|we|it|that|this)\b.{0,60}\bwhat would|what would .{0,40}\bif\b|"
    r"how (?:useful|valuable|helpful|important) would|ideal|perfect world|magic wand)",
    re.S,
)
_IMPLICATION = re.compile(
    r"\b(?:what (?:does|did|do|would|is|are|has|will) .{0,60}\b(?:cost|costs|costing|mean|means|do to|effect|impact|lead to|"
    r"consequences?|lose|losing)|(?:how|what) (?:does|did|do|is|has) .{0,60}\b(?:affect|affecting|impact|hurt|hit|reach)|"
    r"impact|knock-on|consequences?|what happens (?:if|when|to)|what happened (?:when|after|to)|if (?:nothing|this|that|it) .{0,30}"
    r"(?:chang|goes on|happen|continu|keeps)|how much .{0,40}(?:cost|los|spen|wast)|who else .{0,30}(?:feel|affect|notice))",
    re.S,
)
_PROBLEM = re.compile(
    r"\b(?:problems?|issues?|challeng\w*|difficult\w*|frustrat\w*|struggl\w*|headaches?|pain\w*|worr\w+|concern\w*|"
    r"hard(?:est)?|trouble|wrong|annoy\w*|bother\w*|unhappy|(?:dis)?satisf\w*|happy with|break\w*|broke|fail\w*|stuck|slow\w*|"
    r"miss(?:ing|ed)?|gap|bottleneck|risk\w*|fear|afraid|hesitat\w*|holding you back|keeps? you up|get(?:s|ting)? in the way|"
    r"would you (?:change|improve|fix)|don't (?:you )?like|hurt\w*|losing|lose)\b",
)
_SITUATION = re.compile(
    r"\b(?:how (?:do|does|are|is|many|much|long|often|big|old)|what(?:'s| is| are| do| does)|which|who(?:'s| is| else| signs?| "
    r"decides?| owns?)?|when|where|currently|today|at the moment|right now|use|using|walk me|talk me|tell me|process|team|setup)\b",
)


def spin_kind(question: Question) -> str | None:
    """The SPIN kind of a question: "situation", "problem", "implication" or "need_payoff"; ``None`` for
    one that asks about neither the buyer's situation nor a concern (a meeting, the day, a check)."""
    return _spin(question.text, question.purposes)


@lru_cache(maxsize=4096)
def _spin(words: str, purposes: frozenset[Label]) -> str | None:
    if purposes and not purposes & {Label.DISCOVER, Label.EXPLORE}:
        return None
    text = plain(words)
    if _NEED_PAYOFF.search(text):
        return "need_payoff"
    if _IMPLICATION.search(text):
        return "implication"
    if _PROBLEM.search(text):
        return "problem"
    if Label.DISCOVER in purposes and _SITUATION.search(text):
        return "situation"
    return None


def question_metrics(view: CallView) -> dict[str, Any]:
    """Figures about questions. A turn may hold several; each counts.

    - ``questions``, ``open_questions``, ``closed_questions``: how many of each form (open: invites an
      account; closed: yes/no, a choice or one short fact answers it).
    - ``open_share``: open of all, 0 to 1; ``null`` without questions.
    - ``first_question_turn``: number of the rep's first turn that asks; ``null`` if none does.
    - ``words_before_first_question``: the rep's words before that question begins; ``null`` if none.
    - ``questions_before_pitch``: questions asked before the rep first pitches; all of them where the rep
      never pitches.
    - ``questions_in_a_row``: the most turns of the rep in a row that each ask something.
    - ``interrogation_runs``: three or more closed questions from turns in a row that ask nothing else and
      neither acknowledge nor say back: ``{"from": turn, "to": turn, "questions": n}``.
    - ``purposes``: questions that ``explore`` an objection, ``discover`` the situation, ``check``
      understanding; ``other`` for the rest. A question with two purposes counts under both.
    - ``spin``: situation, problem, implication, need_payoff; ``untold`` where the wording does not say.
    - ``follow_ups``: questions that build on the buyer's last answer; ``checklist_questions``: those that
      could have been read from a list, asked after the buyer had said something to build on.
    - ``answers_heard``, ``answers_missed``: answers that the rep's next turn took up, and did not.
    - ``repeated_questions``: questions in turns that repeat what the rep has said before.
    - ``question_list``: each question with turn, form, words, purposes, SPIN kind, whether it follows up.
    """
    asked = view.questions
    opened = sum(q.form == "open" for q in asked)
    first = asked[0] if asked else None
    before: int | None = None
    if first is not None:
        turn = view.by_number[first.turn]
        before = sum(t.words for t in view.rep if t.number < first.turn) + len(
            turn.text[: first.start].split()
        )
    purposes = {"explore": 0, "discover": 0, "check": 0, "other": 0}
    spin = {"situation": 0, "problem": 0, "implication": 0, "need_payoff": 0, "untold": 0}
    follow = checklist = 0
    listed = []
    for q in asked:
        for p in q.purposes:
            purposes[p.value] += 1
        if not q.purposes:
            purposes["other"] += 1
        kind = spin_kind(q)
        spin[kind or "untold"] += 1
        if q.follow_up:
            follow += 1
        elif view.by_number[q.turn].chance:
            checklist += 1
        listed.append(
            {
                "turn": q.turn,
                "form": q.form,
                "quote": q.text,
                "purposes": sorted(p.value for p in q.purposes),
                "spin": kind,
                "follow_up": q.follow_up,
            }
        )
    return {
        "questions": len(asked),
        "open_questions": opened,
        "closed_questions": len(asked) - opened,
        "open_share": round(opened / len(asked), 3) if asked else None,
        "first_question_turn": first.turn if first else None,
        "words_before_first_question": before,
        "questions_before_pitch": len(before_pitch(view)),
        "questions_in_a_row": _longest_run(view),
        "interrogation_runs": interrogation_runs(view),
        "purposes": purposes,
        "spin": spin,
        "follow_ups": follow,
        "checklist_questions": checklist,
        "answers_heard": sum(q.taken_up is True for q in asked),
        "answers_missed": sum(q.taken_up is False for q in asked),
        "repeated_questions": sum(not q.fresh for q in asked),
        "question_list": listed,
    }


def before_pitch(view: CallView) -> list[Question]:
    """The questions asked before the rep's first pitch; all where there is no pitch."""
    for turn in view.rep:
        at = turn.first(Label.PITCH)
        if at is not None:
            return [q for q in view.questions if (q.turn, q.start) < (turn.number, at)]
    return view.questions


def interrogation_runs(view: CallView, length: int = 3) -> list[dict[str, int]]:
    """Runs of ``length`` or more closed questions from turns in a row that ask nothing else and neither
    acknowledge nor say back: what feels like a form."""
    runs: list[dict[str, int]] = []
    current: list[int] = []
    asked = 0

    def close() -> None:
        nonlocal asked
        if asked >= length:
            runs.append({"from": current[0], "to": current[-1], "questions": asked})
        current.clear()
        asked = 0

    for turn in view.rep:
        discovery = [q for q in turn.questions if q.form == "closed"]
        only_closed = turn.questions and len(discovery) == len(turn.questions)
        if only_closed and not turn.has(Label.NEXT_STEP, Label.ACKNOWLEDGE, Label.PARAPHRASE):
            current.append(turn.number)
            asked += len(discovery)
        else:
            close()
    close()
    return runs


def _longest_run(view: CallView) -> int:
    best = run = 0
    for turn in view.rep:
        run = run + 1 if turn.questions else 0
        best = max(best, run)
    return best
