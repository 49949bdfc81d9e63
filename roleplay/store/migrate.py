"""Brings a database to the tables of this version. A current one costs one small SELECT."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from roleplay.errors import StoreError
from roleplay.store.schema import REVISION

_LOCK = 0x726F6C65
"""PostgreSQL's advisory lock for migrations: any number, the same in every process."""


def revision_of(connection: Connection) -> str | None:
    """The migration that the database is at, ``None`` where none has run."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine, where: str) -> None:
    """Runs the migrations that are missing, in one transaction that other programs wait for.

    ``where`` names the database in errors. Raises :class:`StoreError` for a database that a newer version
    has made or that holds something else, and SQLAlchemy's errors for one that cannot be used.
    """
    if _is_current(engine):
        return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = revision_of(connection)
        if found == REVISION:
            return  # another program was quicker
        if found is not None and found > REVISION:
            raise StoreError(
                f"{where} was made by a newer roleplay (tables {found}, this version knows {REVISION}). "
                f"Update roleplay, or set ROLEPLAY_DATA_DIR to another folder."
            )
        if found is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
            raise StoreError(
                f"{where} is the database of another program. Set ROLEPLAY_DATA_DIR or ROLEPLAY_DATABASE_URL "
                f"to a place of its own."
            )
        _upgrade(connection)


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION
        except DBAPIError as error:
            if _no_such_table(error):
                return False
            raise


def _no_such_table(error: DBAPIError) -> bool:
    original: Any = error.orig
    return "no such table" in str(original) or getattr(original, "sqlstate", None) == "42P01"


def _upgrade(connection: Connection) -> None:
    # Alembic takes 100 ms to import, and a current database never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic reads its options through configparser, to which a % in a path is special.
    folder = str(Path(__file__).with_name("migrations")).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
