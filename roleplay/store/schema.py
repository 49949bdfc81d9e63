"""The tables. What is written in ``events`` and ``scorecards`` is never changed again.

``calls`` repeats what its events say (result, turns, score), so that ten thousand calls list at once;
the columns are written in the same transaction as the events they come from.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

REVISION = "0001"
"""The migration that these tables stand for; a test holds it to the newest one in ``migrations``."""

# SQLite numbers rows by itself only where the key is exactly INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")
Moment = String(27)
"""UTC as ``2026-11-21T20:30:00.000000Z``: sorts as text, reads the same in every database."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("json", Text, nullable=False),
)
"""Scenarios as they were when a call with them began, by the SHA-256 of their JSON."""

calls = Table(
    "calls",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("scenario", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("fingerprint", ForeignKey("scenarios.fingerprint"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("difficulty", String(16), nullable=False),
    Column("voice", String(16), nullable=False),
    Column("forked_from", String(32)),
    Column("forked_turn", Integer),
    Column("started_at", Moment, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("result", String(16)),
    Column("outcome", String(64)),
    Column("reason", String(16)),
    Column("rep_turns", Integer, nullable=False),
    Column("buyer_turns", Integer, nullable=False),
    Column("cost", Float, nullable=False),
    Column("score", Float),
    Column("passed", Boolean),
    Column("scorecards", Integer, nullable=False),
    Index(None, "scenario", "number"),
)

events = Table(
    "events",
    metadata,
    Column("call", ForeignKey("calls.number", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String(32), nullable=False),
    Column("json", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    PrimaryKeyConstraint("call", "seq"),
)
"""``seq`` counts from 1 without gaps; two programs that go on with the same call collide on it."""

scorecards = Table(
    "scorecards",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("call", ForeignKey("calls.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("json", Text, nullable=False),
    Column("score", Float),
    Column("passed", Boolean),
    Column("written_at", Moment, nullable=False),
)
"""A new grading is a new row; the last one is what the list shows."""
