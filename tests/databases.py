"""Fresh stores, copied from a template instead of migrated: a file of SQLite or a database of a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

NewStore = Callable[..., str]
"""Makes the URL of a fresh store, with its tables unless ``empty=True``."""


def named_database(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return url.replace("/postgres?", f"/{name}?")


def command(url: str, *commands: str) -> None:
    """Give a server commands that no transaction may hold."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for one in commands:
            connection.execute(text(one))
    engine.dispose()


def store_maker(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> NewStore:
    """Makes stores of one kind, which are gone after the test; the server starts with the first that needs it."""

    def sqlite(*, empty: bool = False) -> str:
        path = tmp_path / f"{uuid4().hex}.sqlite3"
        if not empty:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"

    def postgresql(*, empty: bool = False) -> str:
        url, name = request.getfixturevalue("postgresql"), f"t{uuid4().hex}"
        command(url, f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else 'template'}")
        # Hundreds of them would fill the disk, and the server would write them all out before it stops.
        request.addfinalizer(lambda: command(url, f"DROP DATABASE {name} WITH (FORCE)"))
        return named_database(url, name)

    return {"sqlite": sqlite, "postgresql": postgresql}[kind]
