"""A notice passes on policies that it attaches: each has its own items, and its conditions bind these alone."""

from __future__ import annotations

import pytest

from policymatch.conditions import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

NOTICE = """\
关于印发《江宁区扶持影视产业若干规定》等两个文件的通知
江宁政规〔2024〕6号
各镇人民政府、街道办事处：
现将两个文件印发给你们，请遵照执行。
江宁区人民政府
2024年6月3日
附件1
江宁区扶持影视产业若干规定
一、支持影视拍摄。对在本区取景天数达到10天以上的剧组，给予20万元补助。
二、支持影院建设。对新建影院，每块银幕补助5万元。
三、附则。本规定适用于在江宁区依法登记注册的影视企业。
附件2
江宁区扶持体育产业若干规定
一、支持举办赛事。对承办国家级赛事的企业，给予30万元补助。
二、附则。本规定适用于成立满2年的体育企业。
附件3
奖励资金申请表
单位名称：            申请金额：      万元
"""


def items(text: str) -> tuple[Item, ...]:
    return parse_text(text).document.items


def fields(item: Item) -> set[str]:
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_each_attached_policy_has_its_items() -> None:
    assert [item.benefits[0].amount for item in items(NOTICE)] == [200_000, 50_000, 300_000]


def test_what_one_attachment_demands_binds_none_of_another() -> None:
    film, cinema, match = items(NOTICE)
    assert all("registered_region" in fields(item) for item in (film, cinema))
    assert "years_established" not in fields(film) | fields(cinema)
    assert "years_established" in fields(match)
    assert "registered_region" not in fields(match)


@pytest.mark.parametrize("title", ["江宁区扶持影视产业实施细则（试行）", "江宁区影视产业“十条”措施"])
def test_the_title_may_stand_beside_the_word(title: str) -> None:
    text = f"关于印发扶持影视产业文件的通知\n现予印发。\n附件：{title}\n一、对在本区拍摄的影视企业，给予20万元补助。\n"
    assert len(items(text)) == 1


def test_a_form_grants_nothing_beside_what_the_notice_grants() -> None:
    text = (
        "关于申报影视补助的通知\n一、支持标准\n对在本区拍摄的影视企业，给予20万元补助。\n"
        "附件1：影视补助申请表\n申请补助5万元的企业填写。\n"
    )
    assert len(items(text)) == 1


def test_an_article_on_firms_above_the_line_is_no_reference_to_a_rule() -> None:
    text = "江宁区扶持办法\n第一条 适用范围：江宁区企业。\n第二条 规上奖励。对首次升规的企业，给予3万元奖励。\n第三条规上工业企业技改的，给予5万元奖励。\n"
    assert [item.benefits[0].amount for item in items(text)] == [30_000, 50_000]


def test_a_heading_among_general_rules_opens_a_list_for_all() -> None:
    text = (
        "江宁区扶持细则\n一、总则\n（一）申报主体须同时具备下列条件：\n1.具备独立法人资格；\n2.成立满2年。\n"
        "二、奖补标准\n（一）研发奖励。研发费用100万元以上的，给予10万元奖励。\n"
    )
    (item,) = items(text)
    assert {"legal_person", "years_established", "rd_expense"} <= fields(item)


def test_a_ceiling_for_each_firm_is_no_support_of_its_own() -> None:
    text = "江宁区扶持办法\n一、补偿标准\n对投保企业，按保费的80%给予补偿。单户企业年度补偿金额最高500万元。\n"
    (item,) = items(text)
    assert item.benefits[0].cap == 5_000_000


GUIDES = """\
关于开展2024年度江宁区专项资金申报工作的通知
各有关单位：
申报时间为2024年5月1日至5月31日。
附件1：技术改造项目申报指南
附件2：企业上云项目申报指南
南京市江宁区工业和信息化局
2024年4月20日
附件1
技术改造项目申报指南
一、申报条件
1.在江宁区注册的工业企业；
2.设备投资500万元以上。
二、支持标准
按设备投资的6%给予补助，最高200万元。
三、申报材料
1.申报书；2.审计报告。
附件2
企业上云项目申报指南
一、申报条件
1.在江宁区注册的企业；
2.成立满2年。
二、支持标准
按上云费用的30%给予补助，最高20万元。
三、申报材料
1.上云合同；2.付款凭证。
"""


def test_each_guide_is_one_support_with_its_own_conditions_and_papers() -> None:
    works, cloud = items(GUIDES)
    assert (works.name, cloud.name) == ("技术改造项目", "企业上云项目")
    assert "equipment_investment" in fields(works)
    assert "years_established" not in fields(works)
    assert "years_established" in fields(cloud)
    assert "equipment_investment" not in fields(cloud)
    assert works.materials == ("申报书", "审计报告")
    assert cloud.materials == ("上云合同", "付款凭证")
    assert works.window.closes_on == cloud.window.closes_on is not None


def test_what_applies_may_be_said_without_naming_the_document() -> None:
    text = "江宁区扶持软件产业细则\n第一条 适用于在江宁区注册的软件企业。\n第二条 对首次入选百强的企业，奖励100万元。\n"
    (item,) = items(text)
    assert "registered_region" in fields(item)
