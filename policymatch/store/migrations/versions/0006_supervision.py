"""Oversight: ratings, budgets, warnings, segments of enterprises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policymatch.store.migrations.guards import guard_rows, unguard_rows

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("rating", "budget", "oversight_warning", "enterprise_segment")
"""In the order in which they are made."""
GUARDED = ("rating",)
"""Tables to which rows are only added."""


def upgrade() -> None:
    """Make the tables."""
    _make_ratings_and_budgets()
    _make_warnings_and_segments()
    guard_rows(op, GUARDED)


def downgrade() -> None:
    """Drop the tables: ratings, budgets and warnings are lost."""
    unguard_rows(op, GUARDED)
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_ratings_and_budgets() -> None:
    op.create_table(
        "rating",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["application_case.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_rating_department", "rating", ["department"])
    op.create_index("ix_rating_policy_id", "rating", ["policy_id"])
    op.create_table(
        "budget",
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("policy_id", "item_id", "version", "year"),
    )
    op.create_index("ix_budget_department", "budget", ["department"])


def _make_warnings_and_segments() -> None:
    op.create_table(
        "oversight_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["application_case.id"]),
        sa.ForeignKeyConstraint(["message"], ["outbox.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_oversight_warning_open", "oversight_warning", ["department", "ended_on"])
    op.create_index("ix_oversight_warning_message", "oversight_warning", ["message"])
    op.create_table(
        "enterprise_segment",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("size", sa.String(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
