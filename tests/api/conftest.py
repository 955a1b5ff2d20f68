"""Services on SQLite and on a real PostgreSQL, one of each for a run of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.api.live import Live, start

NewLive = Callable[..., Live]


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
