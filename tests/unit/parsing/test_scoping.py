"""What an article says to all its supports, before or behind them, and whom its title is for."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.parsing import parse_text

HEAD = "浦口区促进产业发展若干措施\n浦口区人民政府\n"


def fields(text: str) -> list[set[str]]:
    """The fields that each item of a document asks for."""
    return [
        {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} if item.condition else set()
        for item in parse_text(HEAD + text).document.items
    ]


TWO = "第一条 鼓励做强。\n1.对年产值3亿元以上的，给予30万元奖励。\n2.对年纳税500万元以上的，给予20万元奖励。\n"
LAST = "\n第二条 鼓励创新。对研发费用200万元以上的，给予10万元奖励。\n"


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("上述企业须具有独立法人资格。", "legal_person"),
        ("以上奖励均要求企业近两年未发生安全生产事故。", "safety_accident"),
        ("申请上述奖励的企业，应在本区注册。", "registered_region"),
        ("享受上述政策的企业当年须实现营业收入正增长。", "revenue_growth"),
        ("上述奖励对象不包括国有企业。", "ownership"),
        ("以上企业当年纳税须达到50万元以上。", "tax_paid"),
        ("上述物流企业应为规模以上企业。", "above_scale"),
    ],
)
def test_a_sentence_behind_a_list_binds_its_points_alone(sentence: str, field: str) -> None:
    *listed, other = fields(TWO + sentence + LAST)
    assert len(listed) == 2
    assert all(field in asked for asked in listed)
    assert field not in other


@pytest.mark.parametrize(
    "sentence",
    [
        "上述奖励最高不超过50万元。",
        "以上资金由区财政承担。",
        "上述企业须按时报送统计资料。",
        "以上奖励分两年兑现。",
        "上述补贴用于企业技术改造。",
    ],
)
def test_what_is_said_of_the_money_binds_nobody(sentence: str) -> None:
    assert fields(TWO + sentence + LAST) == fields(TWO + LAST)


@pytest.mark.parametrize(
    "opening",
    [
        "本条支持对象为在本区注册的规模以上工业企业。",
        "支持对象：在本区注册的规模以上工业企业。",
        "本条适用于在本区注册的规模以上工业企业。",
        "在本区注册的规模以上工业企业，均可申请。",
        "申请企业应同时具备以下条件：在本区注册；属于规模以上工业企业。",
    ],
)
def test_a_sentence_before_the_points_says_whom_they_are_for(opening: str) -> None:
    text = f"第一条 鼓励做强。\n{opening}\n1.对年产值3亿元以上的，给予30万元奖励。\n2.对年纳税500万元以上的，给予20万元奖励。\n"
    *listed, other = fields(text + LAST)
    assert len(listed) == 2
    assert all({"registered_region", "above_scale"} <= asked for asked in listed)
    assert "above_scale" not in other


def test_conditions_and_money_told_in_two_sentences() -> None:
    (asked,) = fields(
        "第一条 研发补助。申报条件为成立满一年、营业收入500万元以上的科技型中小企业。奖励标准为按研发费用的10%给予补助，最高20万元。\n"
    )
    assert asked == {"years_established", "revenue", "qualification"}


def test_an_article_that_lists_what_it_asks_for_binds_its_own_support() -> None:
    first, other = fields(
        "第一条 申请补助的项目，须同时符合下列条件：总投资1000万元以上；2024年1月1日后开工；在本区实施。\n按实际投资额的5%给予补助，最高500万元。"
        + LAST
    )
    assert first == {"project_investment", "project_started_on", "project_region"}
    assert other == {"rd_expense"}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("支持工业企业做大做强", "business_domain"),
        ("降低科技型中小企业融资成本", "qualification"),
        ("减轻小微企业负担", "size"),
        ("推动规上企业上云", "above_scale"),
    ],
)
def test_a_title_names_whom_a_support_is_for_that_names_nobody(title: str, field: str) -> None:
    assert all(
        field in asked
        for asked in fields(
            f"第一条 {title}。\n（一）年纳税100万元以上的，奖励10万元。\n（二）年纳税500万元以上的，奖励50万元。\n"
        )
    )


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("支持高新技术企业培育", "qualification"),
        ("服务小微企业发展", "size"),
        ("培育更多规上企业", "above_scale"),
        ("支持企业技术改造", "entity_type"),
    ],
)
def test_what_a_firm_is_to_become_is_asked_of_nobody(title: str, field: str) -> None:
    assert field not in fields(f"第一条 {title}。对年纳税100万元以上的，奖励10万元。\n")[0]


def test_a_support_that_names_its_applicants_takes_none_from_the_title() -> None:
    (asked,) = fields("第一条 支持小微企业融资。对担保费率低于1%的融资担保机构，给予10万元奖励。\n")
    assert "size" not in asked
