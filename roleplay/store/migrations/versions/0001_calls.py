"""Calls, their events, their scorecards, and the scenarios they began with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "scenarios",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_scenarios"),
    )
    op.create_table(
        "calls",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("scenario", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("difficulty", sa.String(16), nullable=False),
        sa.Column("voice", sa.String(16), nullable=False),
        sa.Column("forked_from", sa.String(32)),
        sa.Column("forked_turn", sa.Integer()),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("result", sa.String(16)),
        sa.Column("outcome", sa.String(64)),
        sa.Column("reason", sa.String(16)),
        sa.Column("rep_turns", sa.Integer(), nullable=False),
        sa.Column("buyer_turns", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("passed", sa.Boolean()),
        sa.Column("scorecards", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fingerprint"], ["scenarios.fingerprint"], name="fk_calls_fingerprint"),
        sa.PrimaryKeyConstraint("number", name="pk_calls"),
        sa.UniqueConstraint("id", name="uq_calls_id"),
    )
    op.create_index("ix_calls_scenario_number", "calls", ["scenario", "number"])
    op.create_table(
        "events",
        sa.Column("call", NUMBER, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call"], ["calls.number"], name="fk_events_call", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call", "seq", name="pk_events"),
    )
    op.create_table(
        "scorecards",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("call", NUMBER, nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("passed", sa.Boolean()),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["call"], ["calls.number"], name="fk_scorecards_call", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_scorecards"),
    )
    op.create_index("ix_scorecards_call", "scorecards", ["call"])
