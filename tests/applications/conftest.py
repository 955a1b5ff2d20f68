"""Stores of both kinds, with the sample policies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policymatch.applications.space import Vault
from policymatch.store.engine import open_store
from tests.applications.samples import publish_all
from tests.databases import NewStore


@pytest.fixture
def both(new_store: NewStore) -> Iterator[Engine]:
    """A store of each kind, where the database could make a difference."""
    made = open_store(new_store())
    publish_all(made)
    yield made
    made.dispose()


@pytest.fixture
def engine(new_sqlite: NewStore) -> Iterator[Engine]:
    """A store on SQLite, where it could not."""
    made = open_store(new_sqlite())
    publish_all(made)
    yield made
    made.dispose()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "uploads")
