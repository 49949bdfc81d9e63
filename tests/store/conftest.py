from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "roleplay.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with Store.open(file) as opened:
        yield opened
