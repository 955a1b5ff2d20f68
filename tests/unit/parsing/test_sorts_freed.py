"""Demands that some applicants are freed from, or are asked otherwise: who may is decided the same however it is worded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions.nodes import All, Any, Judgement, Node, Not, Op, Test, leaves
from tests.cards import items
from tests.reading import read

FIRM, COOPERATIVE = "企业法人", "农民专业合作社"


def holds(node: Node, facts: dict[str, object]) -> bool:
    """Whether a condition of limits and kinds holds; what it leaves to a person counts as met."""
    if isinstance(node, Not):
        return not holds(node.child, facts)
    if isinstance(node, Judgement):
        return True
    if isinstance(node, Test):
        have, want = facts.get(node.field), node.value
        if isinstance(want, tuple):
            return (have in want) is (node.op not in (Op.NOT_IN, Op.HAS_NONE))
        return have is None or (isinstance(want, Decimal) and Decimal(str(have)) >= want)
    if isinstance(node, All | Any):
        met = [holds(child, facts) for child in node.children]
        return all(met) if isinstance(node, All) else any(met)
    raise TypeError(node)


@pytest.mark.parametrize(
    "said",
    [
        "成立满1年（农民专业合作社除外）",
        "成立满1年，农民专业合作社除外",
        "成立满1年；农民专业合作社不受此限",
        "除农民专业合作社外，成立满1年",
        "成立满1年（农民专业合作社不作要求）",
        "成立满1年；农民专业合作社申报的，不受成立年限限制",
        "成立满1年。农民专业合作社申报的，不受成立年限限制",
    ],
)
def test_a_kind_of_body_is_freed_from_a_limit(said: str) -> None:
    condition = items("对新建项目给予10万元补助。", f"1．财务制度健全。\n2．{said}。")[0].condition
    assert condition is not None
    asked = [leaf for leaf in leaves(condition) if isinstance(leaf, Test) and leaf.field == "years_established"]
    assert len(asked) == 1
    assert not holds(condition, {"entity_type": FIRM, "years_established": 0.5})
    assert holds(condition, {"entity_type": FIRM, "years_established": 2})
    assert holds(condition, {"entity_type": COOPERATIVE, "years_established": 0.5})


def test_a_trade_behind_a_limit_stays_out() -> None:
    condition = read("年营业收入2000万元以上，房地产企业除外")
    assert not holds(condition, {"industry": "房地产业", "revenue": 30_000_000})
    assert holds(condition, {"industry": "制造业", "revenue": 30_000_000})


@pytest.mark.parametrize(
    "said", ["属于高新技术企业的，研发费用不低于100万元", "申报单位为高新技术企业的，研发费用不低于100万元"]
)
def test_a_limit_for_those_of_a_title_alone(said: str) -> None:
    condition = read(said)
    assert not holds(condition, {"qualification": "高新技术企业", "rd_expense": 500_000})
    assert holds(condition, {"qualification": "高新技术企业", "rd_expense": 2_000_000})
    assert holds(condition, {"qualification": "其他", "rd_expense": 500_000})


@pytest.mark.parametrize("said", ["产权清晰", "依法纳税", "无欠税行为", "成立满1年", "项目已竣工", "独立法人单位"])
def test_a_short_first_sentence_of_a_point_is_asked(said: str) -> None:
    asked = f"1．财务制度健全。\n2．{said}。相关证明材料应当真实有效，并在有效期以内。"
    (item,) = items("对新建项目给予10万元补助。", asked)
    assert item.condition is not None
    assert any(leaf.source and said[:4] in leaf.source.quote for leaf in leaves(item.condition))


@pytest.mark.parametrize("title", ["基本条件", "企业资质", "在建项目", "未来工厂", "已有基础", "无障碍改造"])
def test_a_title_is_no_demand(title: str) -> None:
    asked = f"1．财务制度健全。\n2．{title}。上年度营业收入不低于1000万元，职工人数不少于30人。"
    (item,) = items("对新建项目给予10万元补助。", asked)
    assert item.condition is not None
    assert not any(leaf.source and leaf.source.quote == title for leaf in leaves(item.condition))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("上年度营业收入不低于1000万元（小微企业不低于300万元）", "size"),
        ("职工不少于20人（农民专业合作社不少于10人）", "entity_type"),
        ("上年度营业收入不低于1000万元（高新技术企业不低于300万元）", "qualification"),
        ("注册满1年（高新技术企业不受此限）", "qualification"),
    ],
)
def test_a_sort_in_a_bracket_is_told_by_its_field(text: str, field: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    told = [leaf for leaf in leaves(node) if not isinstance(leaf, Test) or leaf.field == field]
    assert told
    assert all(isinstance(leaf, Test) for leaf in told)


def test_a_shop_in_a_bracket_has_a_limit_of_its_own() -> None:
    node = read("营业面积不少于100平方米（便利店不少于50平方米）")
    assert isinstance(node, Any)
    assert [leaf.label for leaf in leaves(node) if isinstance(leaf, Judgement)] == ["便利店", "便利店"]
