"""Where and since when: a place told twice in a row, and a place between the founding and the years."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from policymatch.parsing import parse_text
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
        ("有效发明专利3件以上、成立满2年", {"invention_patents", "years_established"}),
        ("专利授权满2年", {"declared_number"}),
    ],
)
def test_each_fact_is_read_and_nothing_is_left_over(text: str, want: set[str]) -> None:
    found = list(leaves(read(text)))
    assert all(isinstance(leaf, Test) for leaf in found)
    assert {leaf.field for leaf in found if isinstance(leaf, Test)} == want


ZONE_HEAD = "绵竹经济技术开发区管委会关于印发扶持办法的通知\n一、支持标准\n"


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("对在绵竹经开区办理工商登记和税务登记的企业，奖励10万元。", {"registered_region", "tax_region"}),
        ("对在经开区（含东部片区、物流园）登记注册、依法纳税的企业，奖励10万元。", {"registered_region", "tax_region"}),
        ("对在我市（不含三县）范围内登记注册的企业，奖励10万元。", {"registered_region"}),
        ("对在什邡经开区注册的企业，奖励10万元。", set()),
    ],
)
def test_a_zone_by_the_issuers_own_name_is_home(said: str, want: set[str]) -> None:
    [item] = parse_text(ZONE_HEAD + said).document.items
    assert {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} == want
