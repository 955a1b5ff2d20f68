"""What a sentence wishes before it says for whom the money is; shares of tax; what is refused or merely conferred."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.parsing import parse_text
from policymatch.parsing.segments import read_segments
from policymatch.spans import Span

HEAD = "海州市促进产业发展若干措施\n一、支持标准\n"


def asked(sentence: str) -> list[str]:
    """The conditions of the first grant of a sentence."""
    found = read_segments(sentence, Span(0, len(sentence)))
    return [span.of(sentence) for span in found[0].conditions]


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "大力推进生产线智能化改造，对投入超过500万元的项目，给予投入额8%的补助。",
            ["投入超过500万元的项目"],
        ),
        ("支持打造特色商圈，对获评省级示范商圈的，给予30万元奖励。", ["获评省级示范商圈"]),
        ("加快培育上市后备企业，优化服务，凡在主板上市的企业，奖励500万元。", ["在主板上市的企业"]),
        ("产值同比增长20%以上的，授予“腾飞奖”，并给予管理团队50万元奖励。", ["产值同比增长20%以上"]),
    ],
)
def test_a_wish_before_the_demand_demands_nothing(sentence: str, want: list[str]) -> None:
    assert asked(sentence) == want


def test_what_is_refused_is_not_granted() -> None:
    sentence = "对补贴额1万元以下的企业不予安排补贴资金。"
    assert not read_segments(sentence, Span(0, len(sentence)))


def test_the_share_of_a_tax_is_the_money() -> None:
    sentence = "投资额在500万元以上的，企业所得税地方留成部分的60%通过财政支出奖励给投资企业。"
    (grant,) = read_segments(sentence, Span(0, len(sentence)))
    assert grant.benefit.of(sentence).startswith("企业所得税地方留成部分的60%")
    assert [span.of(sentence) for span in grant.conditions] == ["投资额在500万元以上"]


def test_a_plant_may_be_what_is_given() -> None:
    items = parse_text(
        HEAD + "凡在园区从事食品加工且设备投资达到2000万元以上的企业，可以给予代建厂房政策。"
    ).document.items
    assert len(items) == 1
    assert {getattr(leaf, "field", "") for leaf in leaves(items[0].condition)} >= {"equipment_investment"}
