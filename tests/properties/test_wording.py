"""What a list says of an amount is never wrong: bounds on the safe side, a single figure with 约 where it was cut."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.decisions.amounts import Estimate
from policymatch.quantities import render_about, render_amount, render_bounded

AMOUNTS = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False)


def value(said: str) -> Decimal:
    found = re.fullmatch(r"约?(\d+(?:\.\d+)?)(亿|万)?元", said)
    assert found, said
    return Decimal(found[1]) * {"亿": 10**8, "万": 10**4, None: 1}[found[2]]


@given(AMOUNTS)
def test_bounds_are_on_the_safe_side_and_near(amount: Decimal) -> None:
    low, high = value(render_bounded(amount, above=False)), value(render_bounded(amount, above=True))
    assert low <= amount <= high
    assert high - low <= 100
    assert abs(value(render_about(amount)) - amount) <= 50
    assert ("约" in render_about(amount)) is (value(render_about(amount)) != amount)
    assert value(render_amount(amount)) == amount


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("3470217.5", "3470217.5", "约347.02万元"), ("0", "3470217.5", "最高347.03万元"), ("3470217.5", None, "不低于347.02万元"),
        ("101234", "203456", "10.12万元至20.35万元"), ("200000", "200000", "20万元"), ("8000.55", "8000.55", "8000.55元"),
        ("0", "0", "0元"), ("0", None, "视情况而定"), ("123456789", "123456789", "约12345.68万元"), ("125000", "125000", "12.5万元"),
    ],
)  # fmt: skip
def test_labels(low: str, high: str | None, said: str) -> None:
    label = Estimate(Decimal(low), None if high is None else Decimal(high)).label
    assert label == said
