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


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("项目位于本区行政区域内", {"project_region"}),
        ("改造的民宿须位于我区行政区域内", {"project_region"}),
        ("充电场站应在本区", {"project_region"}),
        ("项目所在园区管理机构位于本区", set()),
        ("在居住小区内建设充电桩", set()),
        ("在厂区内建设分布式光伏", set()),
        ("在自然保护区内不开展养殖", set()),
    ],
)
def test_where_the_thing_that_is_paid_for_is(text: str, want: set[str]) -> None:
    assert {leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)} == want


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("2024年1月1日前建成", "<"),
        ("2024年7月前开工", "<"),
        ("2024年1月1日（含）前建成", "<="),
        ("2024年6月30日前建成", "<="),
        ("2024年7月1日及以前建成", "<="),
    ],
)
def test_before_the_first_of_a_month_is_while_the_month_before_lasts(text: str, op: str) -> None:
    assert [str(leaf.op) for leaf in leaves(read(text)) if isinstance(leaf, Test)] == [op]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("投诉按期办结率达到90%", "投诉按期办结率"),
        ("按时交货率不低于95%", "按时交货率"),
        ("贷款逾期率不超过3%", "贷款逾期率"),
    ],
)
def test_a_share_of_what_is_done_in_time_has_a_name(text: str, label: str) -> None:
    assert [leaf.label for leaf in leaves(read(text)) if isinstance(leaf, Test)] == [label]


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("从事林下种植、养殖及林产品加工的企业", ("林下种植", "林下养殖", "林产品加工")),
        ("从事种植、养殖的企业", ("种植", "养殖")),
        ("从事水稻种植、加工、销售的企业", ("水稻种植",)),
        ("从事软件开发、销售的企业", ("软件",)),
    ],
)
def test_growing_and_raising_are_trades_of_their_own(text: str, trades: tuple[str, ...]) -> None:
    assert [leaf.value for leaf in leaves(read(text)) if isinstance(leaf, Test)] == [trades]
