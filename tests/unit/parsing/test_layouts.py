"""One guide in many layouts: however its labels, titles and lists are set, its two supports read the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.documents import PolicyDocument
from policymatch.parsing import parse_text

TITLE = "南京市玄武区制造业专项资金申报指南"
WHOSE = "在南京市玄武区登记注册的"
PAPERS = ("营业执照复印件", "资金申请表")
DAYS = "2026年4月1日至2026年4月30日"


@dataclass(frozen=True)
class Support:
    """One support of the guide, in the words that all layouts share."""

    name: str
    who: str
    conditions: tuple[str, ...]
    given: str
    paper: str


SUPPORTS = (
    Support("设备更新补助", "规模以上工业企业", ("财务管理制度健全", "设备投资不低于200万元"), "按10%给予补助，最高100万元", "验收报告"),
    Support("研发机构奖励", "高新技术企业", ("财务管理制度健全", "上年度研发费用不低于500万元"), "给予一次性奖励50万元", "审计报告"),
)  # fmt: skip
LABELS = ("支持对象", "支持条件", "支持标准", "申报材料", "申报时间")


def fields(support: Support) -> list[tuple[str, str]]:
    """The labels of a support's block with their values."""
    papers = "；".join((*PAPERS, support.paper))
    return list(
        zip(LABELS, (WHOSE + support.who, "；".join(support.conditions), support.given, papers, DAYS), strict=True)
    )


def guide(line: str, title: str = "{n}、{name}") -> PolicyDocument:
    """The guide with a line for each labelled value and one for each title."""
    text = TITLE + "\n"
    for number, support in zip("一二", SUPPORTS, strict=True):
        text += title.format(n=number, name=support.name) + "\n"
        for at, (label, value) in enumerate(fields(support)):
            text += line.format(label, value, n=at + 1, han="一二三四五"[at]) + "\n"
    return parse_text(text).document


def told(document: PolicyDocument) -> list[list[str]]:
    """What each item asks, as fields and judged words."""
    return [
        sorted(leaf.label if isinstance(leaf, Judgement) else leaf.field for leaf in leaves(item.condition))
        for item in document.items
    ]


WANTED = [
    ["above_scale", "business_domain", "equipment_investment", "registered_region", "财务管理制度健全"],
    ["qualification", "rd_expense", "registered_region", "财务管理制度健全"],
]


def check(document: PolicyDocument) -> None:
    assert [item.name for item in document.items] == [support.name for support in SUPPORTS]
    assert told(document) == WANTED
    assert [str(item.benefits[0].amount or item.benefits[0].cap) for item in document.items] == ["1000000", "500000"]
    for item, paper in zip(document.items, ("验收报告", "审计报告"), strict=True):
        assert item.materials == ("营业执照", "资金申请表", paper)
        assert (item.window.opens_on, item.window.closes_on) == (date(2026, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    "line",
    [
        "{}：{}", "【{}】{}", "［{}］{}", "[{}]{}", "◆{}：{}", "▶{}：{}", "-{}：{}", "※{}：{}", "{}｜{}", "{} | {}", "{}→{}", "{}——{}",
        "“{}”：{}", "《{}》{}", "{} {}", "{}\t{}", "{}\n{}", "（{han}）{}。{}。", "{n}.{}：{}。", "{n}、{}\n{}", "①{}：{}",
    ],
)  # fmt: skip
def test_labels_however_they_are_set(line: str) -> None:
    check(guide(line))


@pytest.mark.parametrize(
    "title", ["（{n}）{name}", "【{name}】", "{name}", "▌{name}", "第{n}类 {name}", "项目{n}：{name}", "{n}.{name}"]
)
def test_titles_however_they_are_set(title: str) -> None:
    check(guide("{}：{}", title))


def test_papers_that_all_hand_in_stand_beside_those_of_each_support() -> None:
    text = TITLE + "\n一、支持项目\n"
    for number, support in zip("一二", SUPPORTS, strict=True):
        who, asked, given = WHOSE + support.who, "；".join(support.conditions), support.given
        text += f"（{number}）{support.name}\n1.支持对象：{who}。\n2.支持条件：{asked}。\n3.支持标准：{given}。\n4.申报材料：{support.paper}。\n"
    document = parse_text(text + f"二、通用材料\n1.{PAPERS[0]}；\n2.{PAPERS[1]}。\n三、申报时间\n{DAYS}。\n").document
    check(document)


def test_a_point_keeps_its_own_words_above_a_list_of_who_stays_out() -> None:
    text = (
        TITLE + "\n一、申报条件\n（一）在南京市玄武区登记注册；\n（二）员工不少于10人。\n有下列情形之一的，不予支持：\n"
        "1.被列入失信被执行人名单的；\n2.存在欠税行为的。\n二、支持标准\n对高新技术企业，给予20万元奖励。\n"
    )
    (asked,) = told(parse_text(text).document)
    assert asked == ["dishonest", "employees", "qualification", "registered_region", "tax_arrears"]


def test_questions_and_answers() -> None:
    text = (
        "南京市玄武区制造业专项资金政策问答\n1.哪些企业可以申报？\n答：企业须在南京市玄武区登记注册，财务管理制度健全。\n"
        "2.设备更新补助怎么补？\n答：对规模以上工业企业设备投资不低于200万元的，按10%给予补助，最高100万元。\n"
        "3.研发机构奖励怎么奖？\n答：对高新技术企业上年度研发费用不低于500万元的，给予一次性奖励50万元。\n"
        f"4.什么时候申报？\n答：{DAYS}。\n"
    )
    document = parse_text(text).document
    assert [item.name for item in document.items] == [support.name for support in SUPPORTS]
    assert told(document) == WANTED
    assert all(item.window.closes_on == date(2026, 4, 30) for item in document.items)


def test_a_time_of_support_is_no_time_to_apply() -> None:
    (item,) = parse_text(
        "绵竹市工业和信息化局关于申报2025年云服务补贴的通知\n各有关企业：\n一、申报条件\n在绵竹市注册的规上工业企业。\n二、补贴标准\n给予10万元补贴。\n"
        "三、资金支持时间和申报时间\n（一）资金支持时间为2025年1月1日—2025年9月30日。\n（二）申报时间：2025年9月1日至2025年9月30日。\n"
    ).document.items
    assert item.window is not None
    assert (str(item.window.opens_on), str(item.window.closes_on)) == ("2025-09-01", "2025-09-30")


def test_a_title_before_labels_is_no_end_of_a_long_line() -> None:
    names = [
        item.name
        for item in parse_text(
            "绵竹市科技项目补助一览\n省级科技型中小企业\n补助标准：补助1万元\n申报条件：\n1.在本省登记注册成立一年以上；\n"
            "2.有固定场所；产品质量良好，获得用户好评，具有稳定市场销路\n市级高新技术企业\n补助标准：补助20万元\n申报条件：\n"
            "1.企业在本市注册成立一年以上；\n2.职工人数不少于10人\n"
        ).document.items
    ]
    assert names == ["省级科技型中小企业", "市级高新技术企业"]
