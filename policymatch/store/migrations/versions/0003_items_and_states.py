"""Events of single items; a number that grows when shared data change otherwise than by a delivery."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from policymatch.store.migrations.guards import guard_rows, unguard_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Events may name an item; the book of states begins empty."""
    op.add_column("version_event", sa.Column("item_id", sa.String(), nullable=True))
    op.create_table(
        "data_state",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Without the item an event would speak of the whole version: those of single items are lost."""
    op.drop_table("data_state")
    unguard_rows(op, ("version_event",))
    op.execute("DELETE FROM version_event WHERE item_id IS NOT NULL")
    guard_rows(op, ("version_event",))
    op.drop_column("version_event", "item_id")
