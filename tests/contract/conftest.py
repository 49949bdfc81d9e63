"""Every database that the store runs on. PostgreSQL joins in where ROLEPLAY_TEST_POSTGRES has its URL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from roleplay.store import Store
from roleplay.store.database import address

OpenStore = Callable[[], Store]
POSTGRES = os.environ.get("ROLEPLAY_TEST_POSTGRES")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgres", marks=pytest.mark.skipif(not POSTGRES, reason="ROLEPLAY_TEST_POSTGRES is not set")
        ),
    ]
)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | Path]:
    """An empty database of its own."""
    if request.param == "sqlite":
        yield tmp_path / "roleplay.db"
        return
    assert POSTGRES
    server = sa.create_engine(address(POSTGRES), isolation_level="AUTOCOMMIT")
    name = f"roleplay_test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield address(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def open_store(location: str | Path) -> Iterator[OpenStore]:
    """Opens the same database again and again, each time a second later."""
    seconds = iter(range(10**6))
    opened: list[Store] = []

    def now() -> datetime:
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) + timedelta(seconds=next(seconds))

    def open_it() -> Store:
        opened.append(Store.open(location, now=now))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()
