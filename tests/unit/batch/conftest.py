"""Small worlds for the batch's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policymatch.batch import kernels


@pytest.fixture(params=["numpy", "numba"])
def kernel(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each kernel in turn."""
    assert kernels.use(request.param) == request.param
    yield request.param
    kernels.use()
