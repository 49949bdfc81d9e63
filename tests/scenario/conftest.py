"""A small scenario as text, and a way to make a folder of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = """\
id: {id}
title: {title}
rep: {{objective: Agree a day.}}
buyer: {{name: Ana, role: Buyer, persona: Kind.}}
objections:
  price: {{type: price, says: Too dear., answered_by: [quick], model_answer: Compared with what?}}
product: {{name: Thing, claims: {{quick: It is quick.}}}}
walk_away: I have to go.
"""


@pytest.fixture
def small() -> Callable[[str], str]:
    """The text of a small sound scenario with this id."""
    return lambda scenario_id: SMALL.format(id=scenario_id, title=scenario_id.title())


@pytest.fixture
def write(small: Callable[[str], str]) -> Callable[[Path, str], Path]:
    """Writes a small scenario with this id to a path, folders included; returns the path."""

    def put(path: Path, scenario_id: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(small(scenario_id), encoding="utf-8")
        return path

    return put
