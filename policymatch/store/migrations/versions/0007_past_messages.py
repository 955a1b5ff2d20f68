"""Messages that were sent long ago: what is kept of them once they have left the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEPT = "id, subject, channel, attempts, created_at, sent_at, delivered_at, read_at, reference"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "past_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "past_change",
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("change", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["message"], ["past_message.id"]),
        sa.ForeignKeyConstraint(["change"], ["match_change.id"]),
        sa.PrimaryKeyConstraint("message", "change"),
    )
    op.create_index("ix_past_change_change", "past_change", ["change"])


def downgrade() -> None:
    """Put what is kept back into the outbox, where it counts as sent; its words stay gone."""
    op.execute(
        f"INSERT INTO outbox ({_KEPT}, state, urgent, due_at, reason) "
        f"SELECT {_KEPT}, 'sent', {_false()}, sent_at, '' FROM past_message"
    )
    op.execute("INSERT INTO outbox_change (message, change) SELECT message, change FROM past_change")
    op.drop_table("past_change")
    op.drop_table("past_message")


def _false() -> str:
    return "false" if op.get_bind().dialect.name == "postgresql" else "0"
