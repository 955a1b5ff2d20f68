"""Supports excused from an article by its number."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests.cards import fields, items

_RULES = """青山区支持会展业发展实施细则
第一条  为规范资金使用，制定本细则。
第二条  申请单位应同时符合下列条件：
（一）具有独立法人资格；
（二）上一年度营业收入500万元以上；
（三）注册资本不低于100万元。
第三条  办展奖励。在青山区举办展览面积1万平方米以上的展会，给予举办单位20万元奖励。
第四条  协会扶持。会员单位50家以上的会展行业协会，每年给予10万元运作经费。{said}
第五条  落户奖励。新设立的会展企业，给予10万元一次性奖励。
第六条  本细则自2024年1月1日起施行。{end}
"""
_ALL = {"legal_person", "revenue", "registered_capital"}


def _items(said: str = "", end: str = "") -> tuple[Item, ...]:
    found = parse_text(_RULES.format(said=said, end=end)).document.items
    assert len(found) == 3
    return found


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("行业协会不受第二条第（二）项、第（三）项限制。", {"legal_person"}),
        ("协会可不受本细则第二条第（二）项规定的限制。", {"legal_person", "registered_capital"}),
        ("申请本条扶持的，不适用第二条第（三）项。", {"legal_person", "revenue"}),
        ("协会无需符合第二条第（二）项条件。", {"legal_person", "registered_capital"}),
        ("（不受第二条限制）", set()),
    ],
)
def test_a_support_is_excused_from_the_points_cited(said: str, asked: set[str]) -> None:
    before, excused, behind = _items(said)
    assert fields(excused.condition) & _ALL == asked
    assert fields(before.condition) & _ALL == _ALL == fields(behind.condition) & _ALL


def test_a_support_named_by_its_number_is_excused_from_the_end_of_the_document() -> None:
    *_, last = _items(end="申请第五条奖励的企业不受第二条第（二）项限制。")
    assert fields(last.condition) & _ALL == {"legal_person", "registered_capital"}


@pytest.mark.parametrize(
    "said",
    [
        "其中全国性协会不受第二条第（二）项限制。",
        "上市公司不受第二条第（二）项限制。",
        "支持金额不受第三条限额限制。",
        "协会应符合第二条第（二）项条件。",
    ],
)
def test_some_of_those_it_is_for_or_others_excuse_nobody_at_large(said: str) -> None:
    assert fields(_items(said)[1].condition) & _ALL == _ALL


@pytest.mark.parametrize(
    ("sentence", "cases"),
    [
        ("建有国家重点实验室的，不受第（2）（3）项限制。", ["qualification", "rd_staff", "revenue"]),
        ("高新技术企业可不受第（三）项条件限制。", ["qualification", "revenue"]),
        ("事业单位不受上述第（2）项、第（3）项限制。", ["entity_type", "rd_staff", "revenue"]),
        ("不受第（5）项限制的，另行公告。", []),
        ("高新技术企业不受第（7）项限制。", []),
    ],
)
def test_applicants_freed_from_points_by_number_or_meet_them(sentence: str, cases: list[str]) -> None:
    points = "（1）信用良好。\n（2）研发人员不少于30人。\n（3）上年度营业收入不低于1000万元。\n（4）有固定场所。\n"
    (one,) = items("1．平台奖励。给予20万元奖励。", f"申请奖励的企业应具备以下条件：\n{points}{sentence}")
    varied = [child for child in one.condition.children if isinstance(child, Any)]
    assert [leaf.field for each in varied for leaf in leaves(each) if isinstance(leaf, Test)] == cases
    assert {"rd_staff", "revenue"} <= fields(one.condition)


def test_a_point_frees_some_from_the_point_before_it() -> None:
    (one,) = items(
        "1．平台奖励。给予20万元奖励。", "1．信用良好。\n2．研发人员不少于30人。\n3．事业单位不受第2项限制。"
    )
    (varied,) = [child for child in one.condition.children if isinstance(child, Any)]
    assert [leaf.field for leaf in leaves(varied) if isinstance(leaf, Test)] == ["entity_type", "rd_staff"]
