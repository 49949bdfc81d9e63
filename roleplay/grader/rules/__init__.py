"""The code rules that rubrics name: each answers one yes/no question about a call and quotes the words behind it.

``RULES`` holds them by name. A rule's docstring is what ``docs/grading.md`` prints, so it says in plain
words when the answer is yes, no or not applicable.
"""

from __future__ import annotations

from roleplay.grader.rules import (
    closing,
    discovery,
    listening,
    objections,
    opening,
    questions,
    value,
    writing,
)
from roleplay.grader.rules.registry import CONDITIONS, RULES, CodeRule, Condition, Finding

__all__ = ["CONDITIONS", "RULES", "CodeRule", "Condition", "Finding"]

# Importing the modules registers their rules.
_ = (closing, discovery, listening, objections, opening, questions, value, writing)
