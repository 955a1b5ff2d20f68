"""Notices and guides of departments: transport, civil affairs, energy, human resources; who the lines below a line are for."""

from __future__ import annotations

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.conditions.nodes import Test as Leaf
from policymatch.parsing import parse_text

HEAD = "云溪县支持服务业发展实施细则\n"


def read(body: str) -> list[tuple[list[str], list[str]]]:
    """Of each item, what it asks and what it gives."""
    found = []
    for item in parse_text(HEAD + body).document.items:
        asked = [leaf.label if isinstance(leaf, Judgement) else leaf.field for leaf in leaves(item.condition)
                 if isinstance(leaf, Leaf | Judgement)]  # fmt: skip
        found.append((asked, [str(one.amount or one.rate or one.cap) for one in item.benefits]))
    return found


def test_a_line_that_ends_in_a_colon_says_whom_the_lines_below_are_for() -> None:
    items = read(
        "（一）新增运力补贴\n年营业收入500万元以上且在交通部门备案的货运企业，在上年末运力的基础上，本年度内：\n"
        "新增货车5辆及以上的，每辆补贴8000元；\n新增货车20辆及以上的，每辆补贴15000元；\n以此类推，每多15辆，每辆补贴增加5000元。\n"
        "（二）升级奖励\n对首次获评4A级物流企业的，奖励20万元。"
    )
    assert [given for _, given in items] == [["8000"], ["15000"], ["200000"]]
    assert all("revenue" in asked and "business_domain" in asked for asked, _ in items[:2])
    assert "revenue" not in items[2][0]


def test_a_line_that_announces_something_else_binds_nobody() -> None:
    items = read("一、申报企业需提交的材料：\n营业执照；\n二、对新建冷库的企业奖励5万元。")
    assert [asked for asked, _ in items] == [["新建冷库的企业"]]


def test_lines_that_open_with_the_name_of_a_support_are_supports() -> None:
    body = "一、养老机构补贴\n建设补贴：新建床位50张以上的，每张补贴4000元。\n运营补贴：按实际入住老人数每人每月补贴150元。"
    assert [given for _, given in read(body)] == [["4000"], ["150"]]
    names = [item.name for item in parse_text(HEAD + body).document.items]
    assert names == ["建设补贴", "运营补贴"]


def test_the_name_of_a_support_before_a_colon_offers_nothing_itself() -> None:
    items = read("一、省级奖补：场地面积达到2000平方米的，给予20万元奖补；场地面积达到5000平方米的，给予50万元奖补。")
    assert [given for _, given in items] == [["200000"], ["500000"]]


def test_an_office_that_pays_each_year_is_no_condition() -> None:
    ((asked, given),) = read("一、对认定为省级孵化基地的单位，所在县区人社部门连续三年每年再给予10万元奖补。")
    assert given == ["100000"]
    assert not any("人社部门" in one for one in asked)


def test_a_short_point_of_one_support_binds_no_other() -> None:
    items = read(
        "一、联动奖励\n1.申报条件\n年营业收入500万元以上的物流企业。\n2.支持标准\n给予10万元奖励。\n"
        "二、平台奖励\n1.申报条件\n（1）平台设备投入300万元以上。\n（2）项目需要通过验收。\n2.支持标准\n给予20万元奖励。"
    )
    assert [any("验收" in one for one in asked) for asked, _ in items] == [False, True]


def test_what_is_counted_is_asked_once_where_the_money_names_it_again() -> None:
    ((asked, _),) = read("一、对新增货车5辆以上的企业，新增货车按每辆1万元的标准补贴。")
    assert len(asked) == 1


def test_whoever_may_have_the_support_is_asked_of_every_support() -> None:
    items = read(
        "一、凡在卫生部门登记，由社会资本举办的医院（含康复医院、护理院）均可享受相关财政扶持政策。\n"
        "二、扶持政策主要包括床位补助和运营补助，具体标准如下：\n（一）床位补助\n新增床位每张给予3000元补助。\n（二）运营补助\n按出院人次每人次补助40元。"
    )
    assert [given for _, given in items] == [["3000"], ["40"]]
    assert all(any("社会资本举办" in one for one in asked) for asked, _ in items)
    assert not any("主要包括" in one for asked, _ in items for one in asked)


def test_where_to_apply_from_is_no_demand() -> None:
    ((asked, _),) = read(
        "一、适用范围\n在交通部门备案的货运企业，可依照本细则申报运输发展补贴。\n二、标准\n对新增货车的，每辆补贴1万元。"
    )
    assert not any("可依照" in one for one in asked)


def test_a_ceiling_over_several_claims_is_no_support() -> None:
    items = read("一、按平台投入的10%给予奖励，最高100万元。单个企业有多个平台符合条件的，年度奖励最高不超过150万元。")
    assert [given for _, given in items] == [["0.1"]]


def test_several_claims_each_paid_for_are_a_support() -> None:
    items = read("一、同一企业获得多个发明专利的，每件奖励1万元，最高不超过10万元。")
    assert [given for _, given in items] == [["10000"]]


def test_what_is_taken_on_for_others_says_nothing_of_the_applicant() -> None:
    ((asked, _),) = read(
        "一、承接区内制造业、商贸业企业的采购、运输等物流服务外包，年度费用达200万元以上的，奖励5万元。"
    )
    assert not {"registered_region", "industry", "business_domain"} & set(asked)


def test_a_supply_chain_and_firms_above_scale_stand_in_headings_too() -> None:
    document = parse_text(
        HEAD + "一、供应链平台建设奖励\n1.申报条件\n平台投入100万元以上。\n2.支持标准\n给予10万元奖励。\n"
        "二、规模以上物流企业冷库改造奖励\n1.申报条件\n改造后库容1000立方米以上。\n2.支持标准\n给予20万元奖励。"
    ).document
    assert len(document.items) == 2


def test_a_heading_under_the_standards_names_the_sort_of_project() -> None:
    items = read(
        "一、申报要求\n具有独立法人资格。\n二、补助标准\n1.锅炉节能改造项目。给予用能单位每吨标准煤300元的补助。\n"
        "2.能源管理平台项目。按投资额的10%给予补助，最高20万元。"
    )
    assert [given for _, given in items] == [["300"], ["0.1"]]
    assert ["锅炉节能改造项目" in items[0][0], "能源管理平台项目" in items[1][0]] == [True, True]


def test_sections_that_name_the_fund_in_full_are_sections() -> None:
    items = read(
        "（一）云溪县节能专项资金补助政策\n1.照明改造项目\n每盏补助50元，最高10万元。\n"
        "（二）云溪县节能专项资金申报要求\n申报单位须具有独立法人资格。"
    )
    assert len(items) == 1
    assert "legal_person" in items[0][0]


def test_a_line_that_promises_binds_the_lines_that_say_how_much() -> None:
    items = read(
        "（一）货运补助\n对年货运量8万吨以上的企业，分档给予奖励：\n营业收入1000万元至5000万元的，奖励3万元；\n"
        "营业收入5000万元以上的，奖励8万元。\n对首次获评4A级物流企业的企业，奖励20万元。"
    )
    assert [given for _, given in items] == [["30000"], ["80000"], ["200000"]]
    assert ["declared_number" in asked for asked, _ in items] == [True, True, False]


def test_what_is_promised_before_a_colon_is_no_support_beside_its_lines() -> None:
    items = read(
        "（一）床位补助\n对民办养老机构新增床位按不同标准给予补助：\n"
        "对自建的，每张床位给予6000元一次性补助。对租赁的，每张床位给予2000元补助。"
    )
    assert [one for _, given in items for one in given] == ["6000", "2000"]
    assert all(any("新增床位" in one or one == "business_domain" for one in asked) for asked, _ in items)
