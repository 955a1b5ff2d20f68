"""Ceilings told once for all supports, and who stays out for what he has had."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "临江县促进产业发展若干措施\n"
TWO = "第三条 对实施智能化改造的企业，按设备投资额的10%给予补助。\n第四条 对参加境外展会的企业，给予资金补助。\n"


def items(text: str) -> tuple[Item, ...]:
    return parse_text(HEAD + text).document.items


def caps(found: tuple[Item, ...]) -> list[list[Decimal | None]]:
    return [[benefit.cap for benefit in item.benefits] for item in found]


@pytest.mark.parametrize(
    "bound",
    [
        "第五条 单个项目支持资金的最高限额原则上不超过50万元。",
        "第五条 以上条款中，每个项目的资助上限均为50万元。",
        "第五条 资助标准\n原则上每个项目资助额度不超过50万元。",
        "第五条 资金管理\n（一）单个项目补助金额最高不超过50万元。\n（二）专项资金专款专用。",
        "第五条 附则\n同一企业年度获得各项扶持资金总额不超过300万元。单个项目最高限额原则上不超过50万元。",
    ],
)
def test_a_ceiling_for_projects_bounds_what_has_no_sum(bound: str) -> None:
    assert caps(items(TWO + bound)) == [[Decimal(500000)], [Decimal(500000)]]


@pytest.mark.parametrize(
    "bound",
    [
        "第五条 同一企业每年获得的扶持资金总额不超过50万元。",
        "第五条 单个项目总投资不超过50万元的，由镇街审核。",
        "第五条 上述各项补助，每个企业每年最高不超过200万元。",
    ],
)
def test_a_ceiling_for_enterprises_or_of_investment_bounds_no_single_support(bound: str) -> None:
    assert caps(items(TWO + bound)) == [[None], [None]]


def test_sums_and_ceilings_of_their_own_stay() -> None:
    found = items(
        "第三条 对新认定的企业，给予20万元奖励。\n第四条 对改造项目按投资额的10%给予补助，最高80万元。\n"
        "第五条 单个项目支持资金最高不超过50万元。"
    )
    assert [(b.amount, b.cap) for item in found for b in item.benefits] == [(20_0000, None), (None, 80_0000)]


@pytest.mark.parametrize(
    "words",
    [
        "已获得上级技改资金资助的项目除外。",
        "已享受省级节能补贴的设备不在补助范围。",
    ],
)
def test_what_was_had_before_is_a_fact(words: str) -> None:
    (item,) = items(f"第三条 对购置先进设备的企业，按设备购置额的10%给予补助，最高100万元。{words}")
    assert any(isinstance(leaf, Test) and leaf.field == "already_funded" for leaf in leaves(item.condition))


def test_loans_had_before_are_no_support() -> None:
    (item,) = items("第三条 对企业贷款给予50%贴息，已获得银行贷款支持的项目除外。")
    assert all(isinstance(leaf, Judgement) for leaf in leaves(item.condition))
