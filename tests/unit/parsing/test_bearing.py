"""Whom conditions bind: sorts of projects in a list for everybody, meanings of 企业, trades narrowed, goals that name the applicant."""

from __future__ import annotations

from policymatch.conditions import All, Any, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

CARD = """江北市支持商业消费资金申报
发文机构
江北市商务局
服务内容
1．社区食堂项目，给予不超过实际投资额30%的补助，最高不超过50万元。
2．夜间市集项目，给予不超过实际投资额20%的补助，最高不超过80万元。
条件要求
1．申报单位财务制度健全。
2．社区食堂面积不少于200平方米，日均供餐不少于300人次。
3．夜间市集项目申报单位上年度营业收入应在1000万元以上。
4．项目已投资额不低于计划总投资额的60%。
"""


def fields(item: Item) -> set[str]:
    """The fields that an item asks for."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def values(item: Item, field: str) -> list[str]:
    """The values that an item asks for in one field of lists."""
    found: list[str] = []
    for leaf in leaves(item.condition):
        if isinstance(leaf, Test) and leaf.field == field and isinstance(leaf.value, tuple):
            found += [str(value) for value in leaf.value]
    return found


def test_conditions_of_one_sort_bind_that_sort() -> None:
    first, second = parse_text(CARD).document.items
    assert "premises_area" in fields(first)
    assert "revenue" not in fields(first)
    assert "revenue" in fields(second)
    assert "premises_area" not in fields(second)
    assert all("declared_number" in fields(item) for item in (first, second))


def test_a_subject_that_no_item_names_binds_everybody() -> None:
    text = CARD.replace("社区食堂面积", "经营场所面积")
    assert all("premises_area" in fields(item) for item in parse_text(text).document.items)


MEASURES = """东湖区促进外贸发展若干措施
第一条 支持区内供应链管理机构建设公共平台。对当年新获得市级认定的机构，给予20万元奖励。
第二条 对组团参展的行业协会，给予每次3万元补助。
第三条 对年出口额100万美元以上的企业，给予5万元奖励。
第四条 本措施所称企业，是指在东湖区登记注册、具有独立法人资格的企业。
"""


def test_a_goal_names_the_applicants_in_full() -> None:
    item = parse_text(MEASURES).document.items[0]
    assert values(item, "business_domain") == ["供应链管理"]


def test_what_firms_are_does_not_bind_associations() -> None:
    _, association, firm = parse_text(MEASURES).document.items
    assert "legal_person" in fields(firm)
    assert "legal_person" not in fields(association)


def test_a_narrower_trade_stands_for_the_broader_one() -> None:
    text = """西山市促进制造业发展政策
服务对象
西山市制造业企业
服务内容
1．对先进制造业企业，一次性奖励30万元。
2．对首次升规的企业，一次性奖励10万元。
条件要求
1．申报单位财务制度健全。
"""
    first, _ = parse_text(text).document.items
    assert values(first, "business_domain") == ["先进制造业"]


def test_sums_trade_by_trade_say_which_trades() -> None:
    text = """南山市支持首店发展措施
第一条 对在本市新开设首店的企业，给予资金支持。其中零售企业按照实际投资的50%，最高给予100万元；餐饮企业按照实际投资的20%，最高给予50万元。
"""
    (item,) = parse_text(text).document.items
    assert sorted(values(item, "industry")) == ["零售业", "餐饮业"]


def test_once_only_in_brackets_after_the_money() -> None:
    text = """江南市就业补贴办法
第一条 对本市登记失业人员，给予求职补贴，补贴标准为每人2000元（每人只能享受一次）。
"""
    (item,) = parse_text(text).document.items
    assert "already_funded" in fields(item)


def test_what_an_item_asks_overrides_the_opposite_asked_of_all() -> None:
    parsed = parse_text(
        "江北市创新券实施办法\n第一条 申请单位应具有独立法人资格，信用记录良好。\n"
        "第二条 对不具备法人资格的创业团队，给予不超过20万元的创新券。\n第三条 对高新技术企业，给予不超过50万元的创新券。\n"
    )
    team, firm = parsed.document.items
    wanted = [
        [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "legal_person"]
        for item in (team, firm)
    ]
    assert wanted == [[False], [True]]


LISTED = """江北市推进企业上市挂牌奖励办法
江北市人民政府
第一条 奖励对象为注册在本市的上市、新三板挂牌、四板挂牌（江北股权交易中心）企业。
第二条 对在境内主板首发上市，以及在境外上市的企业，奖励500万元。
第三条 对在新三板挂牌的企业，奖励100万元。
第四条 对总部在本市的企业在境内主板首发上市，以及境外主板上市的：融资2亿元以下的，奖励200万元；融资2亿元以上的，奖励800万元。
"""


def test_markets_of_an_item_take_the_place_of_those_of_all() -> None:
    first, second, *rungs = parse_text(LISTED).document.items
    assert values(first, "listing") == ["主板", "境外上市"]
    assert values(second, "listing") == ["新三板"]
    assert [values(rung, "listing") for rung in rungs] == [["主板", "境外上市"]] * 2


RUNGS = """江北市外贸发展奖励办法
江北市人民政府
一、支持做大规模
（一）对当年进出口额100万元-300万元（含300万元）的新设企业给予一次性奖励1万元。
（二）对当年进出口额5亿元以上的企业，进出口额比上年度每增加1000万元，奖励2万元，最高60万元。
"""


def test_a_range_before_the_verb_is_a_limit_and_a_step_of_growth_is_none() -> None:
    first, second = parse_text(RUNGS).document.items
    assert {(leaf.field, str(leaf.op)) for leaf in leaves(first.condition) if isinstance(leaf, Test)} == {
        ("trade_value", ">="), ("trade_value", "<="),
    }  # fmt: skip
    assert fields(second) == {"trade_value"}
    assert [(one.amount, one.cap) for one in second.benefits] == [(20000, 600000)]


AFORESAID = """江北市工业发展措施
江北市人民政府
一、支持项目建设。重点支持我市新能源、新材料等产业集群中属于国家鼓励类的工业投资项目。对上述项目，按其实际完成固定资产投资额的2%给予一次性奖补。鼓励具备条件的县区（开发区）给予配套奖补。
二、支持冷链建设。对农民专业合作社和注册登记的村集体经济组织建设的冷库，每座补助5万元。验收合格后，由农业农村部门及时向建设主体发放补助资金。
"""


def test_the_sentence_before_says_which_projects_and_payment_is_no_support() -> None:
    first, second = parse_text(AFORESAID).document.items
    assert values(first, "business_domain") == ["新能源", "新材料"]
    assert values(second, "entity_type") == ["农民专业合作社", "农村集体经济组织"]


def trades(text: str) -> list[str]:
    """The trades that the only item of a document asks for."""
    return values(parse_text(text).document.items[0], "business_domain")


def test_a_trade_that_another_implies_is_told_once() -> None:
    text = "东湖区技术改造奖励办事指南\n一、申请条件\n（一）在东湖区注册的制造业企业；\n（二）申报当年须是区内规模以上工业企业；\n"
    text += "（三）项目设备投资额500万元以上。\n二、奖励标准\n按设备投资额的10%给予奖励，最高100万元。\n"
    assert trades(text) == []
    assert trades(text.replace("制造业企业；", "企业；")) == ["工业"]


def test_what_a_list_defines_is_not_asked_again() -> None:
    text = (
        "东湖区总部楼宇入驻办法\n一、适用范围\n现代服务业企业，主要包括金融、物流、法律、会计等服务业。\n二、入驻奖励\n"
    )
    text += "上年度纳税额100万元以上的现代服务业企业，给予一次性奖励10万元。\n"
    assert trades(text) == ["现代服务业", "金融", "物流", "法律", "会计"]


ROUNDS = """江北市支持创新若干政策
一、支持标准
对入选企业给予不超过20万元支持。
二、申报条件
支持范围内的科技型小微企业须满足以下条件：
1．从业人员80人以下。注册成立2年以上的，年研发费用50万元以上。注册成立不足2年的，年研发费用20万元以上。
2．往届赛事获奖企业须满足条件：获得江北市创新大赛一等奖。
"""


def test_cases_of_a_point_leave_its_other_demands_to_everybody() -> None:
    condition = parse_text(ROUNDS).document.items[0].condition
    groups = [node for node in walk(condition) if isinstance(node, All) and "employees" in direct(node)]
    assert groups
    assert all("size" in direct(node) for node in groups)
    assert not any("rd_expense" in direct(node) and "employees" in direct(node) for node in groups)


def walk(node: Node) -> list[Node]:
    """A node and those below it."""
    below = node.children if isinstance(node, All | Any) else ()
    return [node, *(found for child in below for found in walk(child))]


def direct(node: All) -> set[str]:
    """The fields tested right below a node."""
    return {child.field for child in node.children if isinstance(child, Test)}


def test_a_sum_for_more_heads_lifts_the_limit_of_the_first() -> None:
    text = "江北市稳就业办法\n一、补贴标准\n招用3人以下的按每人1000元给予补贴；招用4人以上的每增加1人给予1500元补贴。\n"
    (item,) = parse_text(text).document.items
    assert fields(item) == set()
    assert [one.amount for one in item.benefits] == [1000, 1500]
    apart = text.replace("招用3人", "帮带3人").replace("招用4人以上的每增加1人给予", "帮带4人以上的，每人给予")
    assert all("declared_number" in fields(one) for one in parse_text(apart).document.items)


def test_kinds_with_words_of_their_own_are_alternatives() -> None:
    text = "江北市支持办法\n一、支持标准\n对当年新升规的工业企业、新纳统的服务业企业，分别给予10万元、5万元奖励。\n"
    (item,) = parse_text(text).document.items
    assert sorted(len(direct(node)) for node in walk(item.condition) if isinstance(node, All))[-2:] == [2, 2]
    rows = "江北市支持办法\n一、支持标准\n支持在本市注册的企业法人、经民政部门登记的社会组织、高等学校和科研院所申报，给予10万元补助。\n"
    (item,) = parse_text(rows).document.items
    either = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert [len(node.children) for node in either] == [3]
    assert values(item, "entity_type") == ["企业法人", "社会组织", "高校", "科研院所"]


def test_where_the_applicant_is_holds_beside_what_it_does() -> None:
    text = "江北市支持办法\n江北市人民政府\n一、支持标准\n对在本市注册的、从事养老服务的机构，给予5万元奖励。\n"
    (item,) = parse_text(text).document.items
    assert not any(isinstance(node, Any) for node in walk(item.condition))
    shared = text.replace("在本市注册的、从事养老服务的机构", "拥有自主品牌的软件企业、信息服务企业")
    (item,) = parse_text(shared).document.items
    assert isinstance(item.condition, All)
    assert len(item.condition.children) == 2


def test_a_last_kind_behind_a_comma_is_one_more_who_may_claim() -> None:
    text = "江北市支持办法\n一、支持标准\n对入驻孵化基地的小微企业，以及吸纳就业10人以上的农民专业合作社，给予1万元补贴。\n"
    (item,) = parse_text(text).document.items
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert [direct(node) for node in either.children if isinstance(node, All)] == [
        {"size"}, {"new_hires", "entity_type"},
    ]  # fmt: skip


def test_a_place_that_holds_another_is_told_once() -> None:
    text = (
        "绵竹市设备购置补助申报通知\n绵竹市经济和信息化局\n一、申报条件\n（一）在绵竹市注册，具有独立法人资格。\n（二）信用良好。\n"
        "二、支持标准\n对{who}购置设备的，按购置额的10%给予补助。\n"
    )
    (item,) = parse_text(text.format(who="我省制造业企业")).document.items
    places = [one for one in leaves(item.condition) if isinstance(one, Test) and one.field == "registered_region"]
    assert [one.value for one in places] == [("510683",)]
    (item,) = parse_text(text.format(who="在四川省外设有分公司的企业")).document.items
    assert "registered_region" in {one.field for one in leaves(item.condition) if isinstance(one, Test)}
