"""Stores of both kinds, with the sample policies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policymatch.applications.space import Vault
from policymatch.store.engine import open_store
from tests.applications.samples import publish_all
from tests.store.conftest import NewStore, new_store, postgresql, sqlite_template

__all__ = ["engine", "new_store", "postgresql", "sqlite_template", "vault"]


@pytest.fixture
def engine(new_store: NewStore) -> Iterator[Engine]:
    made = open_store(new_store())
    publish_all(made)
    yield made
    made.dispose()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "uploads")
