"""Notices of departments of industry and of science: parts named in full, sorts registered side by side, cases told in turn."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Judgement, Test
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.structure.headings import Topic, topic_of


def items(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def said(item: Item) -> list[str]:
    """What a person has to judge."""
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("绵竹市首版次软件推广应用补助项目申报条件", Topic.ELIGIBILITY),
        ("星创天地、众创空间市级备案范围", Topic.SUBJECT),
        ("绵竹市工业企业技术改造设备补贴项目申报材料", Topic.MATERIALS),
        ("绵竹市重点实验室登记条件", Topic.ELIGIBILITY),
        ("支持企业加大研发投入、完善奖励标准", None),
        ("企业应当在每年三月底以前按照规定报送项目申报材料", None),
    ],
)
def test_a_part_may_name_the_thing_in_full(heading: str, topic: Topic | None) -> None:
    assert topic_of(heading) is topic


def test_sorts_registered_side_by_side_are_items_of_their_own() -> None:
    first, second = items(
        "绵竹市关于开展星创天地、众创空间市级登记的通知\n一、星创天地、众创空间市级登记条件\n"
        "（一）星创天地市级登记应具备以下条件：\n1．在绵竹市注册；\n2．场地面积不低于800平方米。\n"
        "（二）众创空间市级登记应具备以下条件：\n1．在绵竹市注册；\n2．能提供免费网络和共享办公设施；\n3．工位不少于20个。\n"
    )
    assert [leaf.field for leaf in leaves(first.condition) if isinstance(leaf, Test)] == [
        "registered_region",
        "premises_area",
    ]
    assert [leaf.field for leaf in leaves(second.condition) if isinstance(leaf, Test)] == [
        "registered_region",
        "declared_number",
    ]
    assert not second.benefits
    assert not [label for label in said(second) if "登记" in label]


NOTICE = "绵竹市首批次应用补助申报通知\n一、申报条件\n1．在绵竹市注册。\n2．{}\n二、支持标准\n给予每家10万元奖励。\n"


def test_who_applies_and_who_is_paid_in_each_case_is_no_demand() -> None:
    (item,) = items(
        NOTICE.format(
            "研制单位和用户单位均在本市的，由研制单位牵头申报；研制单位在本市，用户单位不在本市的，仅对研制单位进行补助；"
            "研制单位不在本市，用户单位在本市的，不予补助。"
        )
    )
    assert len(said(item)) == 2
    assert any(isinstance(node, Any) for node in item.condition.children)  # type: ignore[union-attr]


def test_a_case_that_shuts_out_needs_both_its_halves() -> None:
    (item,) = items(NOTICE.format("享受用地优惠的企业，如未按期投产，不予补助。"))
    choice = [node for node in item.condition.children if isinstance(node, Any)]  # type: ignore[union-attr]
    assert [len(node.children) for node in choice] == [2]
