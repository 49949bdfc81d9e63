"""Connections that lose nothing, and database errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from roleplay.errors import SettingsError, StoreError

BUSY_SECONDS = 5.0
"""How long a write waits for another program's before it is an error."""


def address(url_or_path: str | Path) -> URL:
    """An SQLAlchemy URL from a URL or from the path of an SQLite file.

    Raises :class:`SettingsError` for a URL that cannot be read or that names an unknown database. The
    URL may hold a password, so it is never in the message.
    """
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(Path(url_or_path).expanduser().absolute()))
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "database_url cannot be read. Write it as sqlite:////full/path/calls.db or "
            "postgresql://user:password@host/database."
        ) from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def name_of(url: URL) -> str:
    """The database as messages name it: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    return url.render_as_string(hide_password=True)


def connect(url: URL, *, busy_seconds: float = BUSY_SECONDS, immutable: bool = False) -> Engine:
    """An engine whose commits are on the disk when they return.

    ``immutable`` opens an SQLite file that cannot be written, nor anything beside it. Raises
    :class:`SettingsError` where the database's driver is not there.
    """
    options: dict[str, Any] = {}
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        options["connect_args"] = {"timeout": busy_seconds, "check_same_thread": False}
        if url.database in (None, "", ":memory:"):
            options["poolclass"] = StaticPool
        elif immutable:
            file = Path(str(url.database)).absolute().as_uri()
            url = url.set(database=file, query={"immutable": "1", "mode": "ro", "uri": "true"})
    else:
        options["pool_pre_ping"] = True
    try:
        engine = create_engine(url, **options)
    except (NoSuchModuleError, ArgumentError):
        raise SettingsError(
            f"database_url names a database that is not known: {url.drivername}. Use sqlite or postgresql."
        ) from None
    except ImportError as error:
        raise SettingsError(
            f"The driver for this database is not installed ({error.name}). "
            f"Install it with: pip install 'roleplay-practice[postgres]'"
        ) from None
    if sqlite:
        _prepare_sqlite(engine, busy_seconds)
    return engine


def _prepare_sqlite(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes late and deferred: two writers could then deadlock instead of wait.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_wal(engine: Engine) -> None:
    """Switches an SQLite file to a write-ahead log: readers never wait for a writer. A file system that
    cannot do it (some network drives) keeps the older journal, which is as safe."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
    finally:
        raw.close()


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turns the database's errors into :class:`StoreError`; ``where`` names the database."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(error.orig, where, error)) from error
    except sqlite3.Error as error:
        raise StoreError(_sentence(error, where, None)) from error
    except SQLAlchemyError as error:
        raise StoreError(f"{where} cannot be used ({type(error).__name__}).") from error


def _sentence(original: object, where: str, wrapper: DBAPIError | None) -> str:
    if isinstance(wrapper, IntegrityError):
        return (
            "Another program has gone on with this call in the meantime, so nothing more was written here. "
            "Look at it with: roleplay calls show"
        )
    if isinstance(original, sqlite3.Error):
        return _sqlite_sentence(original, where)
    first = str(original).strip().splitlines()[:1]
    detail = f" ({first[0]})" if first else ""
    return f"The database {where} cannot be used{detail}. Check that it runs and that database_url is right."


def _sqlite_sentence(error: sqlite3.Error, where: str) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    message = str(error)
    if name.startswith("SQLITE_FULL"):
        return f"The disk is full: {where} could not be written. Free some space and try again."
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return f"{where} cannot be written: it, or its folder, is read-only. Set ROLEPLAY_DATA_DIR to another one."
    if name.startswith("SQLITE_CANTOPEN"):
        return (
            f"{where} cannot be opened: its folder is missing, read-only, or not yours. "
            f"Set ROLEPLAY_DATA_DIR to another one."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return (
            f"{where} is damaged or is no database ({message}). Move it away to start with an empty one, "
            f"or put a backup in its place."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{where} is held by another program. Close it, or try again in a moment."
    if name.startswith("SQLITE_IOERR"):
        return f"The disk failed while {where} was used ({message}). Check the disk and that it is not full."
    return f"{where} cannot be used ({message})."
