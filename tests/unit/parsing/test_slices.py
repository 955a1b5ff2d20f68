"""Shares told by slices of a cost, ceilings that are a point of their own, and how long a work runs."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from tests.cards import fields, items, judged


@pytest.mark.parametrize(
    "given",
    [
        "对通过审核的单位，按照实际发生费用给予补助：10万元以下的全额补助；超过10万元的，超出部分给予50%补助，最高不超过15万元。",
        "检测费用10万元以内的，给予全额补贴；超过10万元的，超过部分按50%补贴，最高15万元。",
        "年用电量500万千瓦时以下的，按100%补助；超过500万千瓦时的，超出部分按50%补助，最高15万元。",
    ],
)
def test_a_slice_shuts_nobody_out(given: str) -> None:
    (item,) = items(given)
    assert not [one for one in leaves(item.condition) if isinstance(one, Test)]
    assert not [label for label in judged(item.condition) if "超过" in label]
    assert {one.rate for one in item.benefits} == {1, one_half()}


def one_half() -> object:
    """The share of the second slice."""
    (item,) = items("给予50%补助。")
    return item.benefits[0].rate


def test_tiers_without_a_rest_stay_supports_of_their_own() -> None:
    found = items("上年度营业收入5000万元以下的，给予10万元奖励；超过5000万元的，给予20万元奖励。")
    assert len([one for item in found for one in leaves(item.condition) if isinstance(one, Test)]) >= 2


@pytest.mark.parametrize(
    "words", ["单个单位年度补助总额不超过200万元。", "每家企业每年累计资助金额最高不超过100万元。"]
)
def test_a_ceiling_that_is_a_point_of_its_own_grants_nothing(words: str) -> None:
    found = items(f"1．对新认定的高新技术企业，给予10万元奖励。\n2．对新认定的瞪羚企业，给予20万元奖励。\n3．{words}")
    assert [[int(one.amount or 0) for one in item.benefits] for item in found] == [[100_000], [200_000]]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("项目已竣工并通过环保验收，投入正常运行3个月以上。", "declared_number"),
        ("设备已安装调试完毕，正常运行半年以上。", "declared_number"),
        ("机构连续运营满2年。", "years_established"),
        ("企业注册满1年，正常经营。", "years_established"),
    ],
)
def test_how_long_a_work_runs_is_not_how_old_the_firm_is(words: str, field: str) -> None:
    (item,) = items("给予10万元奖励。", f"1．信用良好。\n2．{words}")
    assert fields(item.condition) == {field}
