from __future__ import annotations

import re
from pathlib import Path

from roleplay.dialogue.table import TABLE

PAGE = (Path(__file__).parents[2] / "docs" / "buyer.md").read_text(encoding="utf-8")


def test_the_page_on_the_buyer_shows_the_table_as_it_is() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` (\|.*)$", PAGE, flags=re.M))
    for row in TABLE:
        trust = f"{row.trust:+g}" if row.trust else ""
        patience = f"{row.patience:+g}" if row.patience else ""
        assert rows.get(row.rule) == f"| {trust} | {patience} | {row.why} |", row.rule
