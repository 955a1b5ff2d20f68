"""Limits inside the name of a share belong to the name; what a firm spends is its own beside what it earns."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from tests.cards import items


def told(demand: str) -> set[str]:
    """The numbers that a demand asks for."""
    (item,) = items("1．对担保机构，给予20万元奖励。", "1．信用良好。\n2．" + demand)
    found = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)] if item.condition else []
    return {f"{one.label or one.field} {one.op} {one.value}" for one in found if one.field != "business_domain"}


@pytest.mark.parametrize(
    ("demand", "want"),
    [
        ("单户500万元及以下小微企业担保业务占比不低于50%。", {"单户500万元及以下小微企业担保业务占比 >= 0.5"}),
        ("年销售收入2000万元以上的企业占比达到60%以上。", {"年销售收入2000万元以上的企业占比 >= 0.6"}),
        ("1000万元以下贷款户数占比应不低于70%。", {"1000万元以下贷款户数占比 >= 0.7"}),
        ("入驻5年以上的企业占比不低于30%。", {"入驻5年以上的企业占比 >= 0.3"}),
        ("担保金额占比不低于80%，其中单户500万元及以下的占比不低于50%。",
         {"担保金额占比 >= 0.8", "单户500万元及以下占比 >= 0.5"}),
        ("营业收入2000万元以上的企业研发费用占比不低于3%。", {"revenue >= 20000000", "rd_ratio >= 0.03"}),
        ("营业收入2000万元以上且出口占比不低于30%。", {"revenue >= 20000000", "出口占比 >= 0.3"}),
        ("在孵企业20家以上、毕业企业占比达到10%。", {"在孵企业数 >= 20", "毕业企业占比 >= 0.1"}),
    ],
)  # fmt: skip
def test_a_limit_in_the_name_of_a_share_is_no_limit_of_its_own(demand: str, want: set[str]) -> None:
    assert told(demand) == want


@pytest.mark.parametrize(
    ("demand", "want"),
    [
        ("每年集中授课不少于240学时。", {"每年集中授课学时 >= 240"}),
        ("培训课时不少于80课时。", {"培训课时 >= 80"}),
    ],
)
def test_hours_taught_are_named_by_their_unit(demand: str, want: set[str]) -> None:
    assert told(demand) == want


@pytest.mark.parametrize(
    "used", ["使用市级养老服务信息平台。", "已接入国家级工业互联网平台。", "机构已加入省级公共服务平台。"]
)
def test_a_platform_that_is_used_is_nobody_s_honour(used: str) -> None:
    assert told(used) == set()
    assert told("获评省级公共服务平台。") == {"qualification has_any ('省级公共服务平台',)"}
