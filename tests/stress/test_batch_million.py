"""A million pairs: the batch says what ``decide`` says. ``make stress`` runs it."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.batch import kernels
from tests.properties.strategies import AS_OF
from tests.properties.test_batch_pairs import drawn, wrong_pairs

ROUNDS = 20
DATES = (AS_OF, date(2026, 1, 15), date(2025, 12, 31), date(2024, 2, 29))


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_fifty_thousand_pairs_a_round(seed: int) -> None:
    kernels.use("numpy" if seed % 4 == 0 else "numba")
    wrong, seen = wrong_pairs(*drawn(1000 + seed, 200, 250), DATES[seed % len(DATES)])
    kernels.use()
    assert wrong == 0
    assert sum(seen.values()) * ROUNDS == 1_000_000
