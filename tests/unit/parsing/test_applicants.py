"""Documents that tell kinds of applicants apart, and recognitions with supports for those who hold them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from policymatch.conditions import Any, Judgement, Test, children, leaves, walk
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.structure.headings import Topic, topic_of
from policymatch.spans import Span


def items(text: str) -> tuple[Item, ...]:
    return parse_text(text, name="政策.txt").document.items


def fields(item: Item) -> set[str]:
    return {test.field for test in limits_of(item.condition)}


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


def judged(item: Item) -> str:
    return "；".join(leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


APARTMENTS = """临江市青年公寓受理公告
一、申请类型和条件
（一）申请类型
1.骨干企业员工。申请人所在企业须在本市依法登记、具有独立法人资格，且满足以下条件之一：
（1）高新技术企业；
（2）纳入规模以上统计的工业企业。
2.返乡创业人员。申请人须在本市创办企业，年龄在45周岁以下。
（二）基本条件
申请人还应符合以下条件：
1.本人无自有住房；
2.未享受其他住房保障。
二、租金标准
每平方米每月15元。
三、受理时间
2025年3月1日至2025年3月31日。
"""


def test_categories_with_demands_of_their_own_are_items() -> None:
    staff, returned = items(APARTMENTS)
    assert {"qualification", "legal_person", "above_scale"} <= fields(staff)
    assert "applicant_age" in fields(returned)
    assert "qualification" not in fields(returned)
    assert all("无自有住房" in judged(item) for item in (staff, returned))
    assert all(item.benefits[0].amount == 15 for item in (staff, returned))


def test_a_list_of_subjects_without_demands_is_no_list_of_items() -> None:
    (item,) = items(
        "临江市稳岗补助申报指南\n一、对象类型\n1.企业。\n2.个体工商户。\n二、补助标准\n按每人500元给予补助。\n三、申报条件\n依法缴纳社会保险。"
    )
    assert item.benefits[0].amount == 500


LOANS = """安居贷款问答
一、哪些人可以申请安居贷款？
答：分为个人和小微企业两类。
二、最高可以贷多少额度？
答：个人安居贷款最高20万元。小微企业安居贷款最高300万元。
三、申请需要什么条件？
答：个人申请条件：
1.年龄不超过60周岁；
2.有具体经营项目。
小微企业申请条件：
1.成立满一年；
2.无拖欠工资记录。
四、怎么办理？
答：到就近银行网点办理。
"""


def test_conditions_titled_by_kind_go_to_the_support_that_names_it() -> None:
    person, business = items(LOANS)
    assert "applicant_age" in fields(person)
    assert "years_established" not in fields(person)
    assert {"years_established", "wage_arrears", "size"} <= fields(business)
    assert "applicant_age" not in fields(business)


def test_questions_announce_what_they_ask() -> None:
    assert topic_of("哪些企业可以享受补贴？") is Topic.SUBJECT
    assert topic_of("补贴标准是多少？") is Topic.BENEFIT
    assert topic_of("申请需要满足哪些条件？") is Topic.ELIGIBILITY
    assert topic_of("需要提交哪些材料？") is Topic.MATERIALS
    assert topic_of("在哪里办理？") is Topic.PROCEDURE
    assert topic_of("什么是重点群体？") is Topic.GENERAL


STUDIO = """临江市工匠工作室建设支持
服务内容
1．首次认定为市级工作室的，给予20万元资助。
2．已认定的市级工作室，经年度考核结果为优秀的，给予10万元资助。
条件要求
申报市级工作室应同时符合以下条件：
1．领办人具有高级技师职业资格。
2．所在单位在本市注册。
"""


def test_conditions_of_recognition_do_not_bind_those_who_hold_it() -> None:
    found = items(STUDIO)
    assert len(found) == 2
    held = next(item for item in found if item.benefits[0].amount == 100000)
    first = next(item for item in found if item.benefits[0].amount == 200000)
    assert "registered_region" in fields(first)
    assert "registered_region" not in fields(held)
    assert "优秀" in judged(held)


def test_a_recognition_without_money_confers_its_title() -> None:
    (item,) = items(
        "临江市放心消费示范单位认定\n服务内容\n经公示无异议的，授予“放心消费示范单位”称号。\n条件要求\n申报示范单位应同时符合以下条件：\n1．在本市注册。\n2．成立满2年。"
    )
    assert [(benefit.amount, benefit.rate) for benefit in item.benefits] == [(None, None)]
    source = item.benefits[0].source
    assert source is not None
    assert "称号" in source.quote


def test_wishes_that_others_help_grant_nothing() -> None:
    found = items(
        "临江市促进小微企业融资措施\n第一条 支持金融机构为小微企业提供信贷服务和担保支持。对降低担保费率的融资担保机构，给予最高50万元奖励。"
    )
    assert [item.benefits[0].cap for item in found] == [500000]


def test_a_promise_spelt_out_by_sentences_is_not_an_item() -> None:
    found = items(
        "临江市装备产业措施\n第一条 鼓励装备企业利用贷款扩大投资，给予贴息支持。对总投资1亿元以上的项目，按贷款利率的50%给予贴息。"
        "对年度固定资产投资1000万元以上的企业，按2%给予贴息。"
    )
    assert len(found) == 2
    assert all("利用贷款" in judged(item) for item in found)


HOMES = """临江市养老服务机构补贴办法
第一条 本办法所称养老服务机构，是指在本市依法登记，为老年人提供照料服务，床位数在10张以上的机构。
第二条 有下列情形之一的，不予补贴：
（一）公办养老机构；
（二）发生二级以上责任事故的；
（三）近两年发生过安全、环保事故的。
第三条 养老机构首次被评定为五星级的，给予20万元一次性补贴。
第四条 养老机构应当依法经营，规范服务。
本办法自2023年9月1日起施行。
临江市民政局
2023年8月1日
"""


def test_a_term_of_the_title_is_defined_for_every_item() -> None:
    (item,) = items(HOMES)
    assert "registered_region" in fields(item) or "本市依法登记" in judged(item)
    assert "照料服务" in judged(item)


def test_only_the_excluded_sort_is_shut_out() -> None:
    (item,) = items(HOMES)
    assert "公办养老机构" in judged(item)
    assert not any(str(test.op) == "has_none" for test in limits_of(item.condition))


def test_of_offences_in_a_row_none_may_hold() -> None:
    (item,) = items(HOMES)
    offences = {"safety_accident", "environmental_violation"}
    assert offences <= {node.field for node in children(item.condition) if isinstance(node, Test)}


def test_behaviour_and_closing_lines_are_no_conditions() -> None:
    (item,) = items(HOMES)
    assert not re.search("规范服务|施行|民政局|2023", judged(item))


def test_a_list_of_subjects_is_a_choice() -> None:
    (item,) = items(
        "临江市稳岗补贴指南\n一、补贴对象\n1.高新技术企业；\n2.科技型中小企业。\n二、补贴标准\n按每人500元给予补贴。"
    )
    either = [node for node in walk(item.condition) if isinstance(node, Any)]
    merged = [
        test
        for test in limits_of(item.condition)
        if test.field == "qualification" and str(test.value).count("企业") == 2
    ]
    assert either or merged


def test_labels_inside_points_are_parts_of_the_block() -> None:
    found = items(
        "临江市科技资金办法\n第一条 成果转化\n（一）支持方向：承接高校科技成果的项目。\n（二）申报条件：技术合同成交额100万元以上。\n"
        "（三）支持标准：按技术合同金额的10%给予资助，最高100万元。\n第二条 科技金融\n（一）支持方向：获得信贷的企业。\n"
        "（二）申报条件：已按期还本付息。\n（三）支持标准：按支付利息的50%给予贴息，最高30万元。"
    )
    assert [item.benefits[0].cap for item in found] == [1000000, 300000]
    assert "contract_amount" in fields(found[0])
    assert "还本付息" in judged(found[1])
    assert "contract_amount" not in fields(found[1])


def test_sorts_of_a_title_with_limits_of_their_own_are_items() -> None:
    found = items(
        "临江市特色街区认定管理办法\n第一条 认定特色街区应符合以下条件：\n（一）基本条件。\n1.四至范围明确。\n2.管理制度健全。\n"
        "（二）分类条件。\n1.综合型街区。店铺不少于100家。\n2.专业型街区。店铺不少于30家。"
    )
    assert len(found) == 2
    assert all("四至范围明确" in judged(item) for item in found)


def test_standards_told_apart_go_to_what_they_are_for() -> None:
    found = items(
        "临江市商贸项目支持\n服务内容\n1．支持方向\n（1）支持企业建设线上平台。支持内容包括软件开发。\n（2）支持冷链设施建设。支持内容包括冷库购置。\n"
        "2．支持标准\n（1）对新建社区便民菜店给予支持。\n（2）对新建社区便民菜店支持标准：按年租金的30%给予补助，最高20万元。\n"
        "（3）对其他项目支持标准：按审定投资给予不超过50%的资金支持，最高500万元。\n条件要求\n1．申报单位在本市注册。"
    )
    assert [item.benefits[0].cap for item in found] == [5000000, 5000000, 200000]


def test_entitlements_without_money_are_grants() -> None:
    found = items(
        "关于支持科技人才创新的通知\n（一）畅通流动渠道。对高校科技人员离岗创办企业的，3年内保留人事关系。\n"
        "（二）加大推荐力度。对科创走廊内单位申报人才项目的，单列推荐名额。\n（三）加强宣传。各地要广泛宣传，营造良好氛围。"
    )
    assert len(found) == 2


def test_a_limit_or_a_list_beside_it() -> None:
    (item,) = items(
        "临江市创新企业认定\n条件要求\n（1）成立满两年。\n（2）评价得分达到60分以上或满足下列条件之一：\n①拥有发明专利10件以上；\n②从业人员50人以上。"
    )
    (either,) = [node for node in children(item.condition) if isinstance(node, Any)]
    assert len(list(leaves(either))) == 3


def test_but_belongs_to_the_last_alternative() -> None:
    (item,) = items(
        "临江市创新企业认定\n条件要求\n（1）上年度营业收入在1000万元以上，或上年度营业收入在1000万元以下，但上年度研发费用达到200万元以上。"
    )
    (either,) = [node for node in children(item.condition) if isinstance(node, Any)]
    assert {test.field for test in limits_of(children(either)[1])} == {"revenue", "rd_expense"}


FUND = """临江市文化资金
服务内容
1．项目补助。对文化设施建设项目，按总投资的20%给予补助，最高100万元。
2．贷款贴息。对银行贷款利息给予补贴，最高50万元。
条件要求
1．申请单位在本市注册。
2．申请项目补助的，项目总投资应不低于200万元。
3．申请贷款贴息的，贷款合同应在有效期内。
"""


def test_conditions_of_one_support_do_not_bind_the_others() -> None:
    grant, interest = items(FUND)
    assert "project_investment" in fields(grant)
    assert "project_investment" not in fields(interest)
    assert "有效期" in judged(interest)
    assert "有效期" not in judged(grant)
    assert "申请贷款贴息" not in judged(interest)


MAKERS = """临江市首用产品支持
服务对象
研制单位、应用单位
服务内容
1．研制奖励。对研制单位按销售额的10%给予奖励，最高100万元。
2．应用补助。对首次应用新产品的单位，按合同金额的5%给予补助，最高50万元。
条件要求
1．研制单位应具备以下条件：
（1）拥有自主知识产权；
（2）成立满两年。
2．应用单位应具备以下条件：
（1）生产经营状况良好；
（2）与研制方无关联关系。
3．有下列情形之一的不予支持：
（1）被列入失信被执行人的；
（2）近三年发生重大安全事故的。
"""


def test_kinds_are_told_by_what_they_do_and_the_excluded_are_everybodys() -> None:
    makers, users = items(MAKERS)
    assert "years_established" in fields(makers)
    assert "years_established" not in fields(users)
    assert "关联关系" in judged(users)
    assert all({"dishonest", "safety_accident"} <= fields(item) for item in (makers, users))


def test_a_word_of_a_title_in_brackets_is_no_recognition() -> None:
    (item,) = items("临江市医疗补助办法\n第一条 对取得《医疗机构执业许可证》的民营医院，给予10万元补助。")
    assert not [value for value in values(item, "qualification") if value == ("医疗机构",)]


def test_limits_each_with_its_rate_are_grants_each() -> None:
    found = items(
        "临江市技改办法\n第一条 对年度固定资产投资额500万元以上的按5%、1000万元以上的按8%给予补助。\n"
        "第二条 新建养老机构，自有产权的按每张床位1.5万元、租赁场地的按每张床位8000元给予补贴。"
    )
    assert [item.benefits[0].rate for item in found[:2]] == [Decimal("0.05"), Decimal("0.08")]
    assert [value for item in found[:2] for value in values(item, "fixed_investment")] == [5000000, 10000000]
    assert [benefit.amount for item in found[2:] for benefit in item.benefits] == [15000, 8000]


def test_headings_in_brackets_name_the_item_and_demand_nothing() -> None:
    found = items(
        "临江市总部经济办法\n第一条【落户奖励】对新引进的总部企业，给予100万元奖励。\n第二条（房租补贴）租用办公用房的，按每月每平方米30元给予补贴。"
    )
    assert [item.name for item in found] == ["落户奖励", "房租补贴"]
    assert not any("落户奖励" in judged(item) for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "临江市制造业发展规划\n一、发展基础\n“十三五”期间，全市累计安排技改资金5亿元，支持企业1200家。",
        "临江市工作方案\n四、保障措施\n各县区要加强组织领导，对工作成效突出的县区给予通报表扬和资金奖励。",
        "临江市专项资金管理办法\n第一条 专项资金采取前补助、后补助等方式给予支持，具体标准由申报指南确定。\n第二条 项目单位应按规定使用资金。",
        "关于开展研发统计的通知\n一、统计范围\n规模以上工业企业。\n二、报送要求\n企业应于3月10日前登录平台填报。",
    ],
)
def test_what_has_been_paid_and_what_authorities_get_is_no_item(text: str) -> None:
    assert items(text) == ()


def test_an_announcement_of_reliefs_for_enterprises_grants() -> None:
    found = items("关于延续实施小微企业若干税费优惠的公告\n一、对小型微利企业，减按20%的税率征收企业所得税。")
    assert len(found) == 1


def test_whom_a_district_brings_in_is_the_applicant_where_the_money_is_theirs() -> None:
    text = (
        "海州市奖励办法\n第一章 奖励\n第一条 对引进省级以上农业产业化龙头企业，自设立年度起给予企业地方贡献50%的奖励。"
    )
    (item,) = parse_text(text).document.items
    assert "qualification" in {test.field for test in limits_of(item.condition)}
    assert "引进省级以上农业产业化龙头企业" in str(item.condition)
    (item,) = parse_text(text.replace("龙头企业，", "龙头企业的园区，").replace("给予企业", "给予园区")).document.items
    assert not list(limits_of(item.condition))


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("高校、科研院所等事业单位组建实验室的", ("高校", "科研院所", "事业单位")),
        ("高等学校等事业单位", ("高校", "事业单位")),
        ("行业协会、联盟等社会组织举办的活动", ("社会组织",)),
        ("科研院所等各类企事业单位", ("科研院所", "企业法人", "事业单位")),
    ],
)
def test_examples_of_a_kind_of_body_are_no_demand_beside_it(said, kinds):
    reading = read_clause(said, Span(0, len(said)), Definitions())
    assert [one.value for one in leaves(reading.node) if getattr(one, "field", "") == "entity_type"] == [kinds]
