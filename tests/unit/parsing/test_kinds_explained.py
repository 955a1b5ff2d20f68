"""Documents that explain several kinds of applicants: what is asked of one kind does not bind the supports of another."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any as AnyOf
from policymatch.conditions.nodes import Judgement, Node, Test, leaves, walk
from policymatch.parsing import parse_text

DOCUMENT = (
    "临江县托育和老年助餐机构补助办法\n临江县民政局\n"
    "第一条 本办法所称托育机构，是指在本县依法登记、托位20个以上的机构；所称老年食堂，是指经乡镇核准设立的助餐场所。\n"
    "第二条 申请补助的托育机构，除各条另有规定外，应当符合下列条件：\n（一）取得备案回执；\n（二）近两年内未发生安全责任事故。\n"
    "第三条 拖欠从业人员工资的单位，不得申请本办法的补助。\n"
    "第四条 托位补助。托育机构新增托位10个以上的，每个托位补助5000元。\n"
    "第五条 食堂补助。新设立的老年食堂，就餐面积50平方米以上的，给予5万元补助。\n"
)


def said(node: Node) -> set[str]:
    """The fields of all conditions, judgements by their words."""
    if isinstance(node, Test):
        return {node.label or node.field}
    if isinstance(node, Judgement):
        return {node.label}
    return {name for child in getattr(node, "children", ()) for name in said(child)}


def test_what_is_asked_of_one_kind_binds_its_supports_alone() -> None:
    nursery, canteen = parse_text(DOCUMENT).document.items
    assert {"safety_accident", "wage_arrears", "取得备案回执"} <= said(nursery.condition)
    assert "safety_accident" not in said(canteen.condition)
    assert {"wage_arrears", "premises_area"} <= said(canteen.condition)
    assert not any("托位" in words or "另有规定" in words for words in said(canteen.condition))


def test_what_a_line_demands_before_it_announces_a_list() -> None:
    (item,) = parse_text(
        "临江县就业补贴申领指南\n临江县人力资源和社会保障局\n一、申领须知\n"
        "申领下列补贴的单位（含合作社，下同）应当在本县依法登记，按时足额缴纳社会保险费。有下列情形之一的，不予受理：\n"
        "1.被列入失信名单的；\n2.拖欠劳动者工资的。\n二、补贴项目\n（一）岗位补贴\n招用毕业生的企业，每人补贴1000元。\n"
    ).document.items
    assert {"registered_region", "social_insurance_paid", "dishonest", "wage_arrears"} <= said(item.condition)
    assert not any("申领" in words for words in said(item.condition))


@pytest.mark.parametrize(
    ("lead", "judged"),
    [
        ("申请人为经认定的高层次人才，且在本市企业工作，共包括以下类型：", {"经认定的高层次人才", "在本市企业工作"}),
        ("申请人属于重点群体，具体包括下列人员：", {"重点群体"}),
        ("申请人应当为青年人才，是指以下三类人员：", {"青年人才"}),
    ],
)
def test_a_name_that_a_list_explains_is_only_judged_and_the_list_a_choice(lead: str, judged: set[str]) -> None:
    (item,) = parse_text(
        f"临江县人才补贴公告\n临江县人力资源和社会保障局\n一、申请条件\n{lead}\n（1）登记失业人员、退役军人；\n（2）两院院士。\n"
        "二、补贴标准\n每人给予2000元补贴。\n"
    ).document.items
    assert {leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)} == judged
    (choice,) = (node for node in walk(item.condition) if isinstance(node, AnyOf))
    assert {leaf.field for leaf in leaves(choice) if isinstance(leaf, Test)} == {"applicant_identity"}


def test_firms_that_a_list_explains_are_asked_for_their_place_all_the_same() -> None:
    (item,) = parse_text(
        "临江县供应链补贴公告\n临江县商务局\n一、申请条件\n申报单位为在本县注册的企业，包括以下类型：\n（1）电子商务企业；\n"
        "（2）年营业收入2000万元以上的物流企业。\n二、补贴标准\n每家给予2万元补贴。\n"
    ).document.items
    assert "registered_region" in said(item.condition)
    (choice,) = (node for node in walk(item.condition) if isinstance(node, AnyOf))
    assert "revenue" in said(choice)
