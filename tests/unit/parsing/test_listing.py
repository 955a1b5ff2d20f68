"""Two passages of one support: being listed first and paid then, the foremost of a kind and the others."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text


def items(body: str) -> list[list[str]]:
    """For each item the quotes of its benefits."""
    text = f"某市促进装备产业发展若干措施\n第一条 支持产品推广。{body}\n第二条 本措施自2024年1月1日起施行。\n"
    return [
        [benefit.source.quote for benefit in item.benefits if benefit.source]
        for item in parse_text(text).document.items
    ]


@pytest.mark.parametrize(
    "body",
    [
        "将首次投放市场的机床优先纳入市级推广目录，对目录内机床的首批用户，给予最高150万元补贴。",
        "符合方向的智能装备列入年度推荐名单，对于进入上述名单的装备首次销售，按不超过200万元给予奖励。",
    ],
)
def test_what_is_listed_and_then_paid_is_one_support(body: str) -> None:
    found = items(body)
    assert len(found) == 1
    assert any("万元" in quote for quote in found[0])


def test_a_list_of_another_sentence_is_a_support_of_its_own() -> None:
    found = items("将首次投放市场的机床优先纳入市级推广目录。对设备更新项目，给予最高150万元补贴。")
    assert len(found) == 2


def test_the_others_of_a_kind_are_a_grade() -> None:
    found = items(
        "\n1.对国内领先的装备检测机构，给予不超过180万元的支持。\n2.对其他装备检测机构，给予不超过90万元的支持。"
    )
    assert len(found) == 1
    assert len(found[0]) == 2


def test_others_of_another_kind_are_not() -> None:
    found = items("\n1.对国内领先的检测机构，给予不超过180万元的支持。\n2.对其他整机制造企业，给予不超过90万元的支持。")
    assert len(found) == 2
