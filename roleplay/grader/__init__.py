"""From a transcript to a scorecard. Figures are counted by code; judgement is yes/no checks with quotes.

``grade`` is the way in; ``docs/grading.md`` explains in plain words how each number comes about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from roleplay.grader.grading import grade, grade_async, pass_rule_in_words
    from roleplay.grader.rubric import Rubric, list_rubrics, load_rubric
    from roleplay.grader.scorecard import Scorecard

__all__ = ["Rubric", "Scorecard", "grade", "grade_async", "list_rubrics", "load_rubric", "pass_rule_in_words"]

_HOMES = {
    "grade": "grading", "grade_async": "grading", "pass_rule_in_words": "grading", "Rubric": "rubric", "list_rubrics": "rubric",
    "load_rubric": "rubric", "Scorecard": "scorecard",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Loaded when first used, so that --help and --version stay quick.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
