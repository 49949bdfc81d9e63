"""Words that messages and reports are made of."""

from __future__ import annotations

import pytest

from roleplay.scenario.words import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dana Reyes", "Dana"),
        ("Dr Ines Ferro", "Dr Ferro"),
        ("Dr. Ines Ferro", "Dr. Ferro"),
        ("Frau Lind", "Frau Lind"),
        ("Ann and Bob Miller", "Ann"),
        ("Miss", "Miss"),
        ("Ana", "Ana"),
        ("", ""),
    ],
)
def test_somebody_with_a_title_is_called_by_title_and_last_name_everybody_else_by_the_first(
    name: str, short: str
) -> None:
    assert short_name(name) == short
