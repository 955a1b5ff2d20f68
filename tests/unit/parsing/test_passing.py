"""What binds applicants though it stands among procedure, and what binds those of one named support alone."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.parsing import parse_text

TEAMS = (
    "绵竹市英才计划实施细则\n绵竹市人民政府\n第一章 创业团队支持\n第一条 经评审入选的团队，给予100万元项目资助。\n"
    "第二章 创新人才支持\n第三条 企业新引进博士的，给予5万元安家补贴。\n"
)
LOGISTICS = (
    "绵竹市关于加快物流发展的实施意见\n绵竹市人民政府\n一、重点任务\n（一）对新获评4A级的物流企业，奖励20万元。\n"
    "二、组织实施\n（一）申报。企业向商务局申报。\n"
)


def fields(text: str) -> list[set[str]]:
    """The fields that each item of a document asks about; a judgement by its label."""
    return [
        {leaf.label if isinstance(leaf, Judgement) else leaf.field for leaf in leaves(item.condition)}
        for item in parse_text(text).document.items
        if item.condition is not None
    ]


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("（二）企业近两年内有偷税骗税、重大安全生产事故行为的不予支持。", {"tax_arrears", "safety_accident"}),
        ("（二）上述奖励按照就高不重复的原则执行，被列入失信名单的企业不享受本意见政策。", {"dishonest"}),
        ("（二）对存在拖欠工资的企业，一律取消当年奖补资格。具体办法另行制定。", {"wage_arrears"}),
        (
            "（二）有下列情形之一的，不予支持：\n1.近三年受过行政处罚的；\n2.被列入失信名单的。",
            {"major_violation", "dishonest"},
        ),
        (
            "（二）申报单位应当具备以下条件：\n1.在绵竹市注册；\n2.年营业收入1000万元以上。",
            {"registered_region", "revenue"},
        ),
        ("（二）弄虚作假骗取资金的企业，三年内不得申报。", set()),
        ("（二）审核。存在以下情况的，不予受理：\n1.材料不全的；\n2.超过期限的。", set()),
        ("（二）存在以下情形的，追回资金并取消资格：\n1.被列入失信名单的；\n2.虚报的。", set()),
    ],
)
def test_who_stays_out_is_read_among_procedure(said: str, want: set[str]) -> None:
    [asked] = fields(LOGISTICS + said + "\n")
    assert asked == {"qualification", *want}


@pytest.mark.parametrize(
    "said",
    [
        "第三章 其他\n第四条 申报创业团队项目，须满足：\n（一）企业成立五年以内；\n（二）年营业收入1000万元以上。",
        "第三章 要求\n第四条 申请创业团队资助的企业，应同时符合以下条件：\n（一）企业成立五年以内；\n（二）年营业收入1000万元以上。",
        "第三章 要求\n第四条 申报创业团队项目的企业须成立五年以内，年营业收入1000万元以上。",
    ],
)
def test_what_is_asked_for_one_named_support_binds_no_other(said: str) -> None:
    team, person = fields(TEAMS + said + "\n")
    assert {"years_established", "revenue"} <= team
    assert not {"years_established", "revenue"} & person


def test_what_is_asked_for_the_whole_plan_binds_all() -> None:
    said = "第四条 申报英才计划的企业，应同时符合以下条件：\n（一）企业成立五年以内；\n（二）年营业收入1000万元以上。\n"
    assert all("years_established" in asked for asked in fields(TEAMS + "第三章 要求\n" + said))


def test_papers_for_one_named_support_are_not_asked_of_others() -> None:
    said = "第三章 程序\n第四条 申报创业团队项目应提交：商业计划书、验资报告、上年度财务报表。\n"
    team, person = parse_text(TEAMS + said).document.items
    assert team.materials == ("商业计划书", "验资报告", "上年度财务报表")
    assert not person.materials


def test_a_support_that_the_title_names_beside_another_is_told_apart() -> None:
    said = (
        "绵竹市支持首台套保险和中试平台建设\n绵竹市人民政府\n一、支持标准\n（一）首台套保险。投保首台套综合保险的企业，给予10万元补贴。\n"
        "（二）中试平台建设。建设中试平台并对外开放的企业，给予50万元补助。\n二、条件\n"
        "（一）申报中试平台的单位还应满足以下条件之一：\n1.从业人员30人以上；\n2.年营业收入1000万元以上。\n"
    )
    insurance, plant = fields(said)
    assert {"employees", "revenue"} <= plant
    assert not {"employees", "revenue"} & insurance
