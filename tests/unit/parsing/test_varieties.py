"""Things applied for that one notice tells apart, each with demands and money of its own."""

from __future__ import annotations

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def limits(item: Item) -> dict[str, str]:
    """What its fields are compared with."""
    return {leaf.field: str(leaf.value) for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_each_kind_of_project_has_its_demands_and_its_money() -> None:
    text = (
        "江宁区创新项目申报指南\n一、支持方式\n专项分为培育项目和攻关项目两类，培育项目支持经费20万元/项，攻关项目支持经费不超过60万元/项。\n"
        "二、申报条件\n（一）申报专项培育项目，单位主要条件：\n1．职工总数不超过200人；\n2．上年度营业收入不超过2000万元。\n"
        "（二）申报专项攻关项目，单位主要条件：\n1．职工总数不超过400人；\n2．上年度研发费用不低于150万元。\n"
    )
    first, second = items(text)
    assert (limits(first)["employees"], limits(second)["employees"]) == ("200", "400")
    assert "rd_expense" not in limits(first)
    assert [(one.amount, one.cap) for one in first.benefits] == [(200000, None)]
    assert [(one.amount, one.cap) for one in second.benefits] == [(None, 600000)]


def test_titles_set_side_by_side_are_recognised_one_by_one() -> None:
    text = (
        "关于开展市级未来工厂和数字车间认定申报工作的通知\n（一）未来工厂申报条件\n1．注册在江宁区；\n2．上年度营业收入1亿元以上。\n"
        "（二）数字车间申报条件\n1．注册在江宁区；\n2．设备投资500万元以上。\n"
    )
    first, second = items(text)
    assert "revenue" in limits(first)
    assert "revenue" not in limits(second)
    assert "equipment_investment" in limits(second)


def test_what_the_unit_and_the_project_must_meet_is_one_item() -> None:
    text = (
        "江宁区技改项目申报通知\n一、申报条件\n（一）申报单位条件\n1．注册在江宁区；\n2．上年度营业收入1000万元以上。\n"
        "（二）项目条件\n1．设备投资200万元以上；\n2．项目已备案。\n二、支持标准\n给予设备投资10%的补助，最高100万元。\n"
    )
    (item,) = items(text)
    assert {"revenue", "equipment_investment"} <= set(limits(item))


def test_the_ceiling_of_another_sort_is_its_own() -> None:
    (item,) = items(
        "江宁区项目申报通知\n一、支持标准\n一般项目支持经费10万元/项，重点项目支持经费不超过30万元/项。\n二、申报条件\n1．注册在江宁区。\n"
    )
    assert [(one.amount, one.cap) for one in item.benefits] == [(100000, None), (None, 300000)]


def test_directions_that_name_kinds_are_alternatives() -> None:
    (item,) = items(
        "江宁区专项资金申报指南\n一、申报对象\n在江宁区注册的企业。\n二、支持方向\n1．上年度首次认定的高新技术企业；\n2．上年度新认定的省级工业设计中心；\n3．废水治理项目。\n"
        "三、申报材料\n1．营业执照；\n2．认定文件。\n"
    )
    choice = next(node for node in walk(item.condition) if isinstance(node, Any))
    assert len(choice.children) == 3


def test_directions_that_are_measures_stay_supports() -> None:
    found = items(
        "江宁区专项资金申报指南\n一、申报对象\n在江宁区注册的企业。\n二、支持方向\n1．支持企业新建检测平台，按投资的20%给予补助，最高50万元。\n"
        "2．支持企业参加展会，每个展位补贴5000元。\n"
    )
    assert len(found) == 2


def test_what_a_kind_of_project_includes_is_no_demand() -> None:
    (item,) = items(
        "江宁区环保资金申报指南\n一、申报对象\n在江宁区注册的企业。\n二、申报范围\n1．废气治理项目。包括喷涂废气治理、锅炉改造及食品企业油烟治理。\n"
        "2．废水在线监测项目。包括总排口、车间排口的监测。\n以下项目不予支持：已享受其他补助的项目；道路绿化项目。\n"
    )
    quotes = [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None]
    assert not any("油烟" in quote or "车间排口" in quote for quote in quotes)
    assert any("道路绿化" in quote for quote in quotes)
    choice = next(node for node in walk(item.condition) if isinstance(node, Any))
    assert not any("绿化" in quote for quote in (leaf.source.quote for leaf in leaves(choice) if leaf.source))


def test_tiers_of_one_demand_are_alternatives() -> None:
    (item,) = items(
        "江宁区瞪羚企业认定通知\n一、认定条件\n1．在江宁区注册；\n2．上年度研发费用占营业收入的比例应符合以下要求：\n"
        "（1）上年度营业收入2000万元以下的企业，比例不低于6%；\n（2）上年度营业收入2000万元至1亿元的企业，比例不低于4%。\n"
    )
    choice = next(node for node in walk(item.condition) if isinstance(node, Any))
    tiers = [{leaf.field: str(leaf.value) for leaf in leaves(one) if isinstance(leaf, Test)} for one in choice.children]
    assert [tier["rd_ratio"] for tier in tiers] == ["0.06", "0.04"]
    assert all("revenue" in tier for tier in tiers)


def test_kinds_below_a_common_list_share_it() -> None:
    found = items(
        "关于组织申报江宁区研发后补助的通知\n一、申报主体\n符合条件的“种子企业”、“苗圃企业”和“大树企业”。\n二、申报条件\n（一）基本条件：\n1．在江宁区注册1年以上；\n"
        "2．近三年无失信记录。\n（二）分类条件：\n1．“种子企业”还须同时具备下列条件：\n（1）上年度营业收入1000万元以下；\n（2）研发团队稳定。\n"
        "2．“苗圃企业”还须同时具备下列条件：\n（1）上年度营业收入5000万元以下；\n（2）研发团队稳定。\n"
        "3．“大树企业”还须同时具备下列条件：\n（1）上年度营业收入5000万元以上；\n（2）建有研发机构。\n"
    )
    assert len(found) == 3
    assert all({"registered_region", "dishonest", "revenue"} <= set(limits(item)) for item in found)


def test_what_must_not_be_listed_is_no_benefit() -> None:
    (item,) = items(
        "江宁区项目申报通知\n一、申报条件\n1．在江宁区注册；\n2．未被列入失信黑名单，未列入经营异常名录。\n二、申报材料\n1．营业执照；\n2．申请表。\n"
    )
    assert item.benefits == ()


def test_support_told_under_a_bare_heading_is_granted() -> None:
    (item,) = items(
        "江宁区成果转化项目申报指南\n一、经费支持\n单个立项项目区拨资助经费最高300万元。\n二、申报条件\n1．申报单位应为在江宁区注册的高新技术企业。\n2．已有在研项目的企业，本年度不得再申报。\n"
    )
    assert [one.cap for one in item.benefits] == [3000000]


def test_words_that_only_point_at_the_standards_are_no_item() -> None:
    found = items(
        "关于申请贷款补助的通知\n各有关单位：\n按照规定，拟对获得贷款的企业给予成本补助。现就有关事项通知如下。\n一、补助类型\n企业根据实际费用，按以下标准申请补助。\n"
        "（一）利息补助。对获得银行贷款的企业，按利息的20%给予补助，最高10万元。\n（二）保费补助。对购买保险的企业，按保费的50%给予补助，最高5万元。\n"
    )
    assert len(found) == 2


def test_a_short_sentence_that_shuts_out_is_no_heading() -> None:
    (item,) = items(
        "江宁区项目入库通知\n一、申报条件\n（一）具备独立法人资格。\n（二）存在逾期未验收项目的企业不可申报。已入库项目无需重复申报。\n二、申报时间\n2024年5月1日至5月20日。\n"
    )
    quotes = [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None]
    assert any("逾期未验收" in quote for quote in quotes)
    assert not any("无需重复" in quote for quote in quotes)


def test_names_of_parts_with_a_blank_behind_them_are_headings() -> None:
    (item,) = items(
        "江宁区创业补贴申报指南\n一、场地补贴\n（一）补贴对象 在江宁区注册的初创企业。\n"
        "（二）补贴标准 按实际租金的30%给予补贴，每年最高3万元，补贴期限不超过两年，逐年申请。\n"
        "（三）申报资料\n1．申请表；\n2．租赁合同。\n"
    )
    assert "registered_region" in limits(item)
    assert [(str(one.rate), one.cap) for one in item.benefits] == [("0.3", 30000)]


def test_the_sections_of_a_block_are_no_things_applied_for() -> None:
    (item,) = parse_text(
        "海州市知识产权局关于受理2023年资助申报的通知\n一、受理范围、资助额度及资助对象\n（一）专利资助项目：\n1、受理范围：\n"
        "专利申请日在2020年2月23日及之前的如下国内专利：\n（1）授权公告日在2023年的发明专利；\n（2）实质审查生效日在2023年的发明专利申请。\n"
        "2、资助对象：\n以本市地址申请专利，并符合以下条件之一：\n（1）事业单位、社会团体；\n（2）本市户籍的居民。\n"
        "3、资助额度：\n发明专利授权后每件资助500元；实用新型专利授权后每件资助100元。\n海州市知识产权局\n2023年8月1日\n"
    ).document.items
    first, scope, address, who, *_ = item.condition.children
    assert isinstance(first, Judgement)
    assert first.label == "专利申请日在2020年2月23日及之前"
    assert isinstance(scope, Any)
    assert isinstance(address, Judgement)
    assert isinstance(who, Any)
