"""Where and since when: a place told twice in a row, and a place between the founding and the years."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("在南京市浦口区注册、税务关系在南京市浦口区的企业", {"registered_region", "tax_region"}),
        ("在南京市浦口区登记注册且纳税关系在南京市浦口区的企业", {"registered_region", "tax_region"}),
        (
            "在南京市浦口区登记注册、纳税和统计关系均在南京市浦口区的企业",
            {"registered_region", "tax_region", "statistics_region"},
        ),
        ("注册在南京市浦口区2年以上的企业", {"registered_region", "years_established"}),
        ("在2025年12月31日前完成工商注册的企业", {"established_on"}),
    ],
)
def test_each_fact_is_read_and_nothing_is_left_over(text: str, want: set[str]) -> None:
    found = list(leaves(read(text)))
    assert all(isinstance(leaf, Test) for leaf in found)
    assert {leaf.field for leaf in found if isinstance(leaf, Test)} == want
