"""Many rows in one statement, the way each database likes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert tuples: by the driver's executemany on SQLite, by COPY on PostgreSQL."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, rows)
        return
    marks = ",".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", list(rows))


def among(connection: Connection, column: str, values: Iterable[str]) -> tuple[str, Any]:
    """A condition ``column is one of many``, and its one parameter, bound as ``:among``."""
    listed = list(dict.fromkeys(values))
    if connection.dialect.name == "postgresql":
        return f"{column} = ANY(:among)", listed
    return f"{column} IN (SELECT value FROM json_each(:among))", json.dumps(listed)


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    raw: Any = connection.connection.cursor()
    quoted = ",".join(f'"{column}"' for column in columns)
    with raw.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_without_nul(cell) for cell in row])


def _without_nul(cell: Any) -> Any:
    return cell.replace("\x00", "") if isinstance(cell, str) else cell
