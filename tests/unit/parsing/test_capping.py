"""A rate told first and its ceilings case by case; what the label of a line is for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "海州市促进产业发展若干措施\n一、支持政策\n"
CARD = "海州市服务贸易支持办法\n发文机构\n海州市商务局\n服务内容\n"


def items(body: str, *, head: str = HEAD) -> tuple[Item, ...]:
    """The items of a measure."""
    return parse_text(head + body + "\n").document.items


def given(item: Item) -> list[tuple[Decimal | None, Decimal | None]]:
    """Its rates and ceilings."""
    return [(benefit.rate, benefit.cap) for benefit in item.benefits]


@pytest.mark.parametrize(
    "body",
    [
        "（一）对企业技术改造项目，按投资额的10%给予补助，投资500万元以下的，最高补助30万元；投资500万元以上的，最高补助50万元。",
        "（一）按设备投资额的10%给予补助，其中设备投资500万元以下的项目，最高补助30万元；设备投资500万元及以上的项目，最高补助50万元。",
        "（一）对企业技术改造项目，按投资额的10%给予补助。投资500万元以下的，最高补助30万元；投资500万元以上的，最高补助50万元。",
        "（一）按设备投资额的10%给予补助，设备投资额500万元以下的，每个项目最高30万元，设备投资额500万元以上的，每个项目最高50万元。",
    ],
)
def test_each_case_has_the_rate_and_its_ceiling(body: str) -> None:
    first, second = items(body)
    assert given(first) == [(Decimal("0.1"), Decimal(300_000))]
    assert given(second) == [(Decimal("0.1"), Decimal(500_000))]


def test_each_case_is_for_whom_the_sentence_is() -> None:
    found = items(
        "（一）对举办招聘会的机构，按实际支出的50%给予补助，参会企业30-59家的，每场最高2万元；参会企业60家以上的，每场最高4万元。"
    )
    assert len(found) == 2
    for item in found:
        quotes = [leaf.source.quote for leaf in leaves(item.condition) if leaf.source]
        assert "举办招聘会的机构" in quotes
        assert any(isinstance(leaf, Test) for leaf in leaves(item.condition))


def test_shares_case_by_case_are_no_ceilings() -> None:
    first, second = items(
        "（一）投资额2000万元以上的，按不超过1%的比例给予奖励；投资额5000万元以上的，按不超过1.5%的比例给予奖励。"
    )
    assert [benefit.rate for item in (first, second) for benefit in item.benefits] == [
        Decimal("0.01"),
        Decimal("0.015"),
    ]


def test_costs_with_a_share_each_are_for_what_their_line_is() -> None:
    first, second = items(
        "1．境外投标：标书购置费最高支持比例为50%，每个项目最高支持3万元；设计费最高支持比例为70%，每个项目最高支持5万元。\n"
        "2．宣传推介：视频制作最高支持比例为50%，每个项目最高支持2万元。",
        head=CARD,
    )
    assert [leaf.source.quote for leaf in leaves(first.condition) if leaf.source][-1] == "境外投标"
    assert not any("频制作最高" in leaf.source.quote for leaf in leaves(second.condition) if leaf.source)


@pytest.mark.parametrize(
    ("said", "rate", "cap"),
    [
        ("按实际发生费用的50%（最高不超过20万元）给予补助", "0.5", 200000),
        ("按50%（单个项目最高20万元）给予补助", "0.5", 200000),
        ("按实际支付租金的50%（每年不超过20万元）给予3年租金补贴", "0.5", 200000),
        ("全额补贴检测费用，最高5万元", "1", 50000),
        ("对贷款（单户最高500万元）给予50%的贴息", "0.5", None),
    ],
)
def test_a_ceiling_in_brackets_behind_the_share(said: str, rate: str, cap: int | None) -> None:
    (item,) = parse_text(f"海川市产业扶持办法\n第一条 对新认定的示范企业，{said}。\n").document.items
    assert [(str(one.rate), one.cap) for one in item.benefits] == [(rate, cap)]
