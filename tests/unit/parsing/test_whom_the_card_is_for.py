"""Demands that open with whom the card is for bind all of its supports, whichever of them name him again."""

from __future__ import annotations

import pytest

from tests.cards import fields, items

STATIONS = "1．基本补贴。每个驿站每年给予10万元。\n2．服务补贴。按照驿站服务收费的50%给予补贴。\n3．托养补贴。接收失能老年人的，每人每月给予1000元。"
FILMS = "1．对列入重点扶持的电影剧本，给予30万元。\n2．对播出的电视剧，每集奖励5万元。\n3．对获得国家级奖项的作品，给予一次性奖励100万元。"
TRADE = "1．对出口信贷，按照贷款利息的50%给予贴息。\n2．对企业投保出口信用保险的，给予保费50%的支持。\n3．对融资担保费用，按照1%给予补贴。"


@pytest.mark.parametrize(
    ("given", "who", "asked", "field"),
    [
        (STATIONS, "社区养老服务驿站运营方", "驿站运营方应当注册满1年。", "years_established"),
        (STATIONS, "社区养老服务驿站", "驿站建筑面积不少于200平方米。", "premises_area"),
        (FILMS, "影视制作机构", "申报作品第一出品单位应为在本市注册的机构。", "registered_region"),
        (TRADE, "外贸企业", "上一年度进出口额不低于300万美元（小微企业不低于50万美元）。", "trade_value"),
    ],
)
def test_whom_the_card_is_for_is_asked_for_every_support(given: str, who: str, asked: str, field: str) -> None:
    found = items(given, f"1．信用良好。\n2．{asked}", who)
    assert len(found) == 3
    assert all(field in fields(item.condition) for item in found)


def test_another_sort_is_asked_for_its_support_alone() -> None:
    found = items(
        "1．对融资担保机构，按照担保额的1%给予补贴。\n2．对中小企业，按照贷款利息的50%给予贴息。",
        "1．信用良好。\n2．担保机构应成立满2年。",
        "担保机构和中小企业",
    )
    assert ["years_established" in fields(item.condition) for item in found] == [True, False]
