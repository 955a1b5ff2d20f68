"""Limits inside the name of a share belong to the name; what a firm spends is its own beside what it earns."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, leaves
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


@pytest.mark.parametrize(
    ("demand", "want"),
    [
        ("入住协议签订率为百分之百。", {"入住协议签订率 >= 1"}),
        ("特种作业人员持证上岗率达到100%。", {"特种作业人员持证上岗率 >= 1"}),
        ("裁员率为5.5%的企业。", set()),
        ("年服务面积1000亩以上。", {"年服务面积（平方米） >= 666666.67"}),
        ("公共服务面积不少于500平方米。", {"premises_area >= 500"}),
        ("签订1年以上劳动合同并连续6个月缴纳社会保险费。", {"劳动合同年限 >= 1", "insured_months >= 6"}),
        ("与机构签订劳动合同且连续12个月缴纳社会保险。", {"insured_months >= 12"}),
        ("签订合同6个月并缴纳社会保险。", {"social_insurance_paid is True"}),
        ("投保养老服务机构综合责任保险。", set()),
    ],
)
def test_what_is_counted_is_read_as_it_is_told(demand: str, want: set[str]) -> None:
    assert {one for one in told(demand) if "layoff" not in one} == want


@pytest.mark.parametrize(
    ("limit", "small", "most"),
    [
        ("上年度裁员率不高于5.5%（30人以下的企业不高于20%）。", "employees <= 30", "layoff_rate <= 0.2"),
        (
            "裁员率不高于5.5%（参保职工30人（含）以下的企业裁员率不高于20%）。",
            "insured_employees <= 30",
            "layoff_rate <= 0.2",
        ),
        ("裁员率不超过5.5%（其中参保人数30人及以下企业放宽至20%）。", "insured_employees <= 30", "layoff_rate <= 0.2"),
    ],
)
def test_a_bracket_that_eases_the_limit_for_small_firms_stands_beside_it(limit: str, small: str, most: str) -> None:
    (item,) = items("1．对担保机构，给予20万元奖励。", "1．信用良好。\n2．" + limit)
    (choice,) = [node for node in getattr(item.condition, "children", ()) if isinstance(node, Any)]
    (plain, eased) = choice.children
    assert isinstance(plain, Test)
    assert (plain.field, str(plain.value)) == ("layoff_rate", "0.055")
    assert {f"{one.field} {one.op} {one.value}" for one in leaves(eased) if isinstance(one, Test)} == {small, most}
