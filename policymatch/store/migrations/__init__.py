"""Migrations of the store, run by Alembic; each goes up and down with its data."""
