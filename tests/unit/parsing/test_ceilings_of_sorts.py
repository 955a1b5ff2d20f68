"""What each sort gets at most, told behind the rate that all have, and what only makes up a difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.documents import Item
from tests.cards import items


def money(item: Item) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(one.rate, one.cap) for one in item.benefits]


@pytest.mark.parametrize(
    "given",
    [
        "对完成改造的场所，按投入金额的30%补助。景区最高50万元，住宿企业最高20万元。",
        "对完成改造的单位，按投入的30%补助；其中，书店不超过50万元、影院不超过20万元。",
        "在本市举办的赛事，按照实际投入的30%奖励。其中，国际性赛事最高50万元，全国性赛事最高20万元。",
    ],
)
def test_each_sort_has_the_rate_and_its_own_ceiling(given: str) -> None:
    (item,) = items(f"1．{given}")
    share = Decimal("0.3")
    assert money(item) == [(share, Decimal(500_000)), (share, Decimal(200_000))]
    assert all("景区" not in str(item.condition) for _ in item.benefits)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ("对完成改造的单位，按投入的30%补助，单个项目最高50万元。甲类基地奖励20万元，乙类基地奖励10万元。", 3),
        ("对完成改造的单位，按投入的30%补助。单个项目最高50万元，同一企业每年最高200万元。", 1),
    ],
)
def test_other_sums_are_no_ceilings_of_sorts(given: str, count: int) -> None:
    assert sum(len(item.benefits) for item in items(f"1．{given}")) == count


@pytest.mark.parametrize("told", ["已享受电价优惠的，按差额补贴。", "已获得市级奖励的，差额补助。"])
def test_a_difference_made_up_is_no_support_of_its_own(told: str) -> None:
    (item,) = items(f"1．按水电费的20%补贴，单个场馆不高于80万元。{told}")
    assert money(item) == [(Decimal("0.2"), Decimal(800_000))]


def test_a_sum_for_each_party() -> None:
    (item,) = items("1．承接会议团队的旅行社，每团奖励5万元。")
    assert [(one.amount, one.per) for one in item.benefits] == [(Decimal(50_000), "团")]
