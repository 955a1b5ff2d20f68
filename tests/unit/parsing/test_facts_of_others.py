"""What projects and firms beside the applicant have: numbers to declare in the text's own words, judgements told whole."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from tests.cards import fields, items, judged

GIVEN = "给予不超过50万元的资金支持。"


def labels(asked: str) -> set[str | None]:
    """The names of the declared numbers that a card asks for."""
    (item,) = items(GIVEN, f"1．信用良好。\n2．{asked}")
    return {leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.label}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("孵化的企业上年度营业收入不低于500万元。", {"孵化的企业上年度营业收入"}),
        ("技术引进项目已在本市注册落地，年营业收入达到1000万元以上。", {"技术引进项目年营业收入"}),
        ("“走出去”项目在国（境）外年营业收入达到5000万元以上。", {"“走出去”项目年营业收入"}),
        ("被投资企业在本市注册且成立不超过5年，从业人员不超过150人。", {"被投资企业成立年限", "被投资企业从业人员数"}),
    ],
)
def test_a_number_of_theirs_is_named_by_the_text(asked: str, expected: set[str]) -> None:
    assert expected <= {(label or "").replace("(职工)", "") for label in labels(asked)}


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        ("孵化的企业已在本区注册并纳税。", "孵化的企业已在本区注册并纳税"),
        ("技术引进项目已在绵竹市注册落地，年营业收入达到1000万元以上。", "技术引进项目已在绵竹市注册落地"),
        ("子公司信用良好。", "子公司信用良好"),
    ],
)
def test_where_others_stand_is_judged_whole(asked: str, whole: str) -> None:
    (item,) = items(GIVEN, f"1．财务制度健全。\n2．{asked}")
    assert whole in judged(item.condition)
    assert not fields(item.condition) & {"registered_region", "tax_region"}


def test_what_goes_on_about_a_firm_is_not_the_applicants() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．孵化的企业上年度营业收入不低于500万元，从业人员不少于20人。")
    assert fields(item.condition) == {"declared_number"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("在本区注册并纳税，孵化的企业不少于20家。", "registered_region"),
        ("从业人员不少于20人，孵化的企业20家以上。", "employees"),
    ],
)
def test_the_applicants_own_facts_stay(asked: str, field: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{asked}")
    assert field in fields(item.condition)


@pytest.mark.parametrize(
    ("asked", "quote"),
    [
        ("参加国（境）内外展会3次以上。", "参加国（境）内外展会3次以上"),
        ("在国（境）外设立研发中心的企业。", "在国（境）外设立研发中心的企业"),
    ],
)
def test_a_bracket_within_a_word_parts_nothing(asked: str, quote: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{asked}")
    assert [leaf.source.quote for leaf in leaves(item.condition) if leaf.source][-1] == quote
