"""Runs the migrations on the connection that ``migrating`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from policymatch.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
    compare_type=True,
)
context.run_migrations()
