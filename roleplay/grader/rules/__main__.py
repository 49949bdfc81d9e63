"""``python -m roleplay.grader.rules``: the rules as docs/grading.md lists them."""

from __future__ import annotations

import sys

from roleplay.grader.rules.listing import rules_markdown

sys.stdout.write(rules_markdown())
