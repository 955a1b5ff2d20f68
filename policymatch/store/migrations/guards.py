"""Triggers that keep rows from being changed or deleted, whoever asks the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


_POSTGRESQL = """
CREATE TRIGGER guard_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
_SQLITE = """
CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only added')| END;
CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only added')| END
"""


def guard(op: Any, tables: Iterable[str]) -> None:
    """Let rows of the tables only be added."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_FUNCTION)
    guard_rows(op, tables)


def guard_rows(op: Any, tables: Iterable[str]) -> None:
    """Guard some tables, where others are guarded already."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in tables:
        for command in (_POSTGRESQL if postgresql else _SQLITE).format(table=table).split(";"):
            op.execute(command.strip().replace("|", ";"))


def unguard(op: Any, tables: Iterable[str]) -> None:
    """Take all guards away again: for migrations alone."""
    unguard_rows(op, tables)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def unguard_rows(op: Any, tables: Iterable[str]) -> None:
    """Take the guards of some tables away: for migrations alone."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    names = ("guard_rows", "guard_all") if postgresql else ("guard_{table}_update", "guard_{table}_delete")
    for table in tables:
        for name in names:
            op.execute(f"DROP TRIGGER {name.format(table=table)}" + (f" ON {table}" if postgresql else ""))
