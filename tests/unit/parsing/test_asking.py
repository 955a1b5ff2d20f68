"""Guides that speak to the reader: labels in everyday words, questions with their answers."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any
from policymatch.conditions.nodes import All, Judgement, Node, Test
from policymatch.parsing import parse_text
from policymatch.parsing.structure.headings import Topic, topic_of


def fields(node: Node) -> list[str]:
    """The fields of all conditions, judgements by their words."""
    if isinstance(node, Test):
        return [node.field]
    if isinstance(node, Judgement):
        return [node.label]
    return [name for child in getattr(node, "children", ()) for name in fields(child)]


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("谁能领", Topic.SUBJECT), ("补给谁", Topic.SUBJECT), ("谁可以申请？", Topic.SUBJECT),
        ("要满足什么", Topic.ELIGIBILITY), ("有什么要求", Topic.ELIGIBILITY), ("需要具备哪些条件？", Topic.ELIGIBILITY),
        ("能领多少", Topic.BENEFIT), ("补多久", Topic.BENEFIT), ("怎么补", Topic.BENEFIT),
        ("带什么", Topic.MATERIALS), ("需要准备哪些资料", Topic.MATERIALS),
        ("何时办", Topic.WINDOW), ("什么时候申请", Topic.WINDOW),
        ("去哪办", Topic.PROCEDURE), ("怎么领", Topic.PROCEDURE), ("找谁问", Topic.CONTACT),
        ("新政支持哪些人？", Topic.SUBJECT), ("对用人单位有要求吗？", Topic.ELIGIBILITY),
        ("稳岗补贴怎么申请，能领多少？", None), ("多少企业受益", None), ("什么是专精特新", None),
    ],
)  # fmt: skip
def test_what_a_spoken_label_announces(label: str, topic: Topic | None) -> None:
    assert topic_of(label) is topic


def test_a_guide_with_spoken_labels() -> None:
    (item,) = parse_text(
        "临江县就业补贴申领指南\n（一）带徒补贴\n谁能领：与学徒签订协议的中小微企业。\n要满足什么：①带徒期限3个月以上；②未被列入经营异常名录。\n"
        "能领多少：每带1名学徒补800元。\n带什么：申请表、带徒协议、工资凭证。\n何时办：2026年3月1日至3月31日。\n"
    ).document.items
    assert {"size", "declared_number", "abnormal_operation"} <= set(fields(item.condition))
    assert [int(one.amount or 0) for one in item.benefits] == [800]
    assert list(item.materials) == ["申请表", "带徒协议", "工资凭证"]
    assert str(item.window and item.window.closes_on) == "2026-03-31"


def test_answers_bind_the_supports_of_other_answers() -> None:
    found = parse_text(
        "临江县青年安居政策问答\n问1：政策支持哪些人？\n答：在临江县企业工作的青年人才。申请人应未享受过本县其他住房补贴。\n"
        "问2：对单位有要求吗？\n答：有。单位应独立核算，并属于以下类型之一：一是高新技术企业；二是上一年度纳税额100万元以上的企业。"
        "被列入经营异常名录的单位除外。\n"
        "问3：租房补贴怎么领，领多少？\n答：申请人须签订2年以上劳动合同。标准是：博士每月1500元，硕士每月900元。\n"
        "问4：人才公寓可以申请吗？\n答：可以。副高级以上职称人才可申请人才公寓。\n"
    ).document.items
    assert len(found) == 2
    for item in found:
        assert {"applicant_identity", "already_funded", "abnormal_operation"} <= set(fields(item.condition))
        assert isinstance(item.condition, All)
        choice = next(one for one in item.condition.children if isinstance(one, Any))
        assert fields(choice) == ["qualification", "tax_paid"]
    assert [int(one.amount or 0) for one in found[0].benefits] == [1500, 900]


@pytest.mark.parametrize(
    ("whom", "want"),
    [
        ("在校生和毕业3年以内的技工院校毕业生", [["applicant_identity"], ["declared_number", "applicant_identity"]]),
        ("复退军人、毕业3年以内的高校毕业生", [["applicant_identity"], ["applicant_identity", "declared_number"]]),
    ],
)
def test_a_limit_binds_its_own_kind_of_person(whom: str, want: list[list[str]]) -> None:
    (item,) = parse_text(f"临江县创业扶持办法\n一、支持标准\n（一）{whom}创业的，给予5000元补贴。").document.items
    assert isinstance(item.condition, All)
    choice = next(one for one in item.condition.children if isinstance(one, Any))
    assert [sorted(fields(one)) for one in choice.children] == [sorted(one) for one in want]


def test_a_day_is_no_part_of_what_is_counted() -> None:
    (item,) = parse_text(
        "临江县托育扶持办法\n一、支持标准\n（一）2024年3月1日以后新增托位12个以上的机构，给予5000元补贴。"
    ).document.items
    assert isinstance(item.condition, All | Test)
    tests = [one for one in (item.condition, *getattr(item.condition, "children", ())) if isinstance(one, Test)]
    assert "新增托位数" in [one.label for one in tests]
