"""Notices of departments of industry and of science: parts named in full, sorts registered side by side, cases told in turn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Judgement, Test, walk
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


def test_what_is_under_way_must_not_be_beside_what_is_on_record() -> None:
    (item,) = items(NOTICE.format("没有违法行为或正在接受立案调查。"))
    assert not [node for node in item.condition.children if isinstance(node, Any)]  # type: ignore[union-attr]
    assert said(item) == ["不存在：正在接受立案调查"]


def test_a_direction_told_in_prose_is_what_the_one_support_is_for() -> None:
    (item,) = items(
        "绵竹市工业互联网平台补助申报通知\n一、支持方向\n支持企业建设行业级工业互联网平台，开展平台推广，择优支持不超过5个项目。\n"
        "二、支持条件\n1．在绵竹市注册；\n2．平台投资500万元以上。\n三、补助标准\n按投资额的20%给予补助，最高100万元。\n"
    )
    assert said(item)[-1] == "支持企业建设行业级工业互联网平台，开展平台推广"
    assert [(one.rate, one.cap) for one in item.benefits] == [(Decimal("0.2"), 1000000)]


def test_an_announcement_of_rewards_is_no_support_and_what_follows_the_list_is_for_all() -> None:
    first, second = items(
        "绵竹市科学技术局\n关于申报专利和动漫奖励的通知\n为促进创新，我市对专利和动漫作品进行奖励。奖励对象和标准如下：\n"
        "1、对当年获得中国专利奖的企业给予10万元的奖励。\n2、对当年在中央电视台播出的动漫作品给予5万元的奖励。\n"
        "对符合上述条件的单位，需填写奖励申请表，于2009年1月10日前向本局申报。\n绵竹市科学技术局\n二OO八年十二月一日\n"
    )
    assert [str(item.window.closes_on) for item in (first, second) if item.window] == ["2009-01-10", "2009-01-10"]


def test_only_the_sentence_of_purpose_may_name_the_trade() -> None:
    text = "绵竹市节能补助申报通知\n一、支持内容\n（一）节能改造项目：支持制造业企业实施余热利用等节能改造项目。\n{}\n"
    (item,) = items(text.format("项目已完工投产，年节能量达300吨标准煤，按每吨标准煤300元给予补助。"))
    assert "industry" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    (item,) = items(text.format("对年节能量达300吨标准煤的公共机构，按每吨标准煤300元给予补助。"))
    assert "industry" not in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_what_a_limit_means_is_no_second_limit() -> None:
    (item,) = items(NOTICE.format("技术收入占比不低于20%，具体指：技术收入占营业收入比重不低于20%。"))
    assert len([leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]) == 2


def test_a_subtitle_may_tell_the_last_day() -> None:
    (item,) = items(
        "绵竹市关于申报技改补助的通知\n绵竹市2022年度技改项目申报开始，截止2023年9月15日！\n一、申报条件\n在绵竹市注册的企业。\n"
        "二、扶持标准\n按设备投资额的8%给予补助，最高300万元。\n"
    )
    assert item.window is not None
    assert str(item.window.closes_on) == "2023-09-15"


def test_where_the_applicant_is_and_what_it_is_are_told_in_two_points() -> None:
    (item,) = items(
        "绵竹市科技企业奖励申报通知\n一、申报对象\n（一）在绵竹市（不含开发区）注册、经营的企业；\n（二）2018年度获认定为市级瞪羚企业；\n"
        "二、奖励事项\n一次性给予20万元的奖励。\n"
    )
    assert {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} >= {
        "registered_region",
        "qualification",
    }
    assert not [node for node in walk(item.condition) if isinstance(node, Any)]


def test_a_bracket_may_let_others_in() -> None:
    (item,) = items(NOTICE.format("具有独立法人资格的规模以上工业企业（在本市纳税的非独立法人企业也可申报）。"))
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert "above_scale" in {leaf.field for leaf in leaves(choice.children[0]) if isinstance(leaf, Test)}
    assert "tax_region" in {leaf.field for leaf in leaves(choice.children[1]) if isinstance(leaf, Test)}


def test_types_with_limits_of_their_own_are_a_choice() -> None:
    (item,) = items(
        NOTICE.format(
            "园区型基地入驻企业10户以上，楼宇型、高校型基地入驻企业25户以上；商务型基地入驻企业（含工作室）300户以上。"
        )
    )
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(choice.children) == 3


def test_what_a_point_says_before_it_grants_is_demanded() -> None:
    (item,) = items(
        "绵竹市配套奖励申报指南\n一、支持条件\n（一）企业在绵竹市注册。\n（二）申报企业为正在实施国家重大专项的企业。按国家资金的15%给予配套，最高500万元。\n"
        "二、申报材料\n（一）申请表\n"
    )
    assert said(item) == ["正在实施国家重大专项的企业"]


def test_a_case_of_the_object_binds_no_others() -> None:
    (item,) = items(NOTICE.format("支持对象为软件企业的，申报前须已纳入软件业统计。"))
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(choice.children) == 2


def test_conditions_straight_below_the_title_are_those_of_the_one_item() -> None:
    (item,) = items(
        "绵竹市关于开展2025年度中试平台申报认定工作的通知\n各有关单位：\n根据有关文件，决定开展申报认定工作。\n"
        "申报单位应稳定运营2年以上，并符合以下基本条件：\n1.在绵竹市注册登记，具有独立法人资格。\n2.场地面积不低于500平方米。\n"
    )
    fields = [leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert fields == ["years_established", "registered_region", "legal_person", "premises_area"]


def test_a_paper_asked_of_some_recognises_nobody() -> None:
    found = items(
        "江宁区工业互联网资金（认定类）申报通知\n一、支持范围\n（一）贯标奖励。对首次通过贯标评定的企业给予一次性奖励20万元。\n"
        "（二）诊断补助。对开展车间诊断的企业，按费用的80%给予补助，最高5万元。\n"
        "二、申报条件\n（一）申报单位须在江宁区注册，具有独立法人资格。\n（二）申报贯标奖励的企业需提供有效期内的评定证书。\n"
    )
    assert len(found) == 2
    assert all(
        "legal_person" in {leaf.field for leaf in leaves(one.condition) if isinstance(leaf, Test)} for one in found
    )


def test_a_call_for_factories_is_one_item_of_the_sender_s_place() -> None:
    document = parse_text(
        "关于开展5G全连接工厂征集工作的通知\n各市、州、神农架林区经信局：\n我厅拟开展征集工作。\n一、申报要求\n"
        "1.申报主体应为湖北省内注册的独立法人单位。\n2.湖北省内已建成工厂，上年度营业收入2000万元以上。\n"
    ).document
    assert len(document.items) == 1
    assert document.region == "420000"


def test_a_system_that_closes_closes_the_window() -> None:
    (item,) = items(
        "绵竹市设备补助申报指南\n一、支持条件\n（一）企业在绵竹市注册。\n二、支持标准\n给予10万元补助。\n"
        "三、申报方式\n网上申报系统将于2025年4月15日下午6点关闭，逾期不予受理。\n"
    )
    assert item.window.closes_on == date(2025, 4, 15)
