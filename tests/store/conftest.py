"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policymatch.store.engine import open_store
from tests.databases import NewStore, store_maker


@pytest.fixture
def other_store(request: pytest.FixtureRequest, tmp_path: Path, new_store: NewStore) -> NewStore:
    """Makes stores of the other kind."""
    kinds = {"sqlite": "postgresql", "postgresql": "sqlite"}
    kind = "sqlite" if new_store(empty=True).startswith("sqlite") else "postgresql"
    return store_maker(request, tmp_path, kinds[kind])


@pytest.fixture
def engine(new_store: NewStore) -> Iterator[Engine]:
    made = open_store(new_store())
    yield made
    made.dispose()
