"""Articles of a fund's rules: who is shut out where the rules say how to apply, lists asked of some, ceilings over several."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    """The items of a document."""
    return parse_text(text).document.items


def fields(item: Item) -> set[str]:
    """The fields of an item's condition."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


RULES = """绵竹市专项资金管理办法
第一章 支持内容
第一条 对企业的检测费用按30%给予补贴。
第二条 对设备更新项目按投资额的10%给予奖励。
第二章 申报与管理
第三条 主管部门每年发布申报指南，企业在线申报。
第四条 {said}
"""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("同一项目已取得省级财政资金支持的，不再给予补助。", "already_funded"),
        ("被列入严重失信主体名单的企业，不予支持。", "dishonest"),
        ("弄虚作假骗取资金的，三年内不得申报。", ""),
    ],
)
def test_who_stays_out_may_be_told_where_the_rules_say_how_to_apply(said: str, field: str) -> None:
    found = items(RULES.format(said=said))
    assert len(found) == 2
    assert all(fields(item) == ({field} if field else set()) for item in found)


NOTICE = """绵竹市2025年融资扶持申报通知
一、支持方向
（一）设备补贴。按设备投资额的10%给予补贴。
（二）贷款贴息。按实际利息的30%给予贴息。
（三）担保机构奖励。按担保额的1‰给予奖励。
二、申报条件
{lead}
1.资产负债率不高于60%；
2.参保职工不少于10人。
三、有关要求
（一）{bound}
"""


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("申报第（一）至（二）项的企业，应同时满足下列要求：", (True, True, False)),
        ("申报第（二）项的，须具备下列条件：", (False, True, False)),
        ("申报贷款贴息的企业，还应符合下列条件：", (False, True, False)),
        ("申报单位应当符合下列条件：", (True, True, True)),
    ],
)
def test_a_list_is_asked_of_those_whom_its_lead_names(lead: str, asked: tuple[bool, ...]) -> None:
    found = items(NOTICE.format(lead=lead, bound="单位应对材料真实性负责。"))
    assert tuple("debt_ratio" in fields(item) for item in found) == asked


def test_what_one_may_have_together_is_no_support() -> None:
    bound = "每户企业可以同时申报第（一）（二）项，合计补贴不超过150万元。"
    assert len(items(NOTICE.format(lead="申报单位应当符合下列条件：", bound=bound))) == 3


def test_not_having_paid_insurance_shuts_out_those_who_have_not() -> None:
    [item] = items(
        "绵竹市奖励办法\n一、支持标准\n符合条件的企业，奖励10万元。\n二、有下列情形的，不予支持：\n"
        "（一）拖欠职工工资，或者未依法为职工缴纳社会保险的；\n（二）发生安全事故的。\n"
    )
    told = {leaf.field: leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert told == {"wage_arrears": False, "social_insurance_paid": True, "safety_accident": False}


PLATFORM = """绵竹市支持创新平台若干措施
一、支持数据标注基地建设。鼓励高校、科研院所建设数据标注基地。{limits}经评审认定的基地，给予不超过300万元的一次性支持。
二、支持设备更新。对设备更新项目按投资额的10%给予奖励。
"""


def test_limits_told_before_the_grant_are_asked_for_it() -> None:
    first, second = items(
        PLATFORM.format(limits="基地场地面积不少于500平方米，标注师不少于20人，近两年累计完成标注任务15项以上。")
    )
    assert fields(first) == {"entity_type", "premises_area", "declared_number"}
    assert fields(second) == set()


@pytest.mark.parametrize("aim", ["到2027年，全市基地达到10个，标注师超过2000人。", "每个基地年产值不低于1亿元。", ""])
def test_what_a_district_means_to_reach_is_asked_of_nobody(aim: str) -> None:
    first, _ = items(PLATFORM.format(limits=aim))
    assert fields(first) == {"entity_type"}


def test_ceilings_for_one_investment_and_for_a_year_bound_the_grant_before() -> None:
    [item] = items(
        "绵竹市扶持办法\n一、支持标准\n天使投资机构投资初创企业的，按照到账投资额的5%给予补贴。"
        "单笔投资补贴最高100万元，一家机构每年补贴总额不超过500万元。\n"
    )
    assert [one.cap for one in item.benefits] == [1000000, 5000000]


def test_a_term_that_tells_whom_one_invests_in_is_not_asked_of_the_investor() -> None:
    investor, firm = items(
        "绵竹市创新扶持办法\n为支持创新，制定本办法。\n第一条 创业投资机构投资本市未上市前沿技术企业的，按照投资额的5%给予补贴。\n"
        "第二条 前沿技术企业取得知识产权质押贷款的，按照利息的40%给予贴息。\n"
        "第三条 本办法所称前沿技术企业，是指上年度研发费用占营业收入比例不低于10%的企业。\n"
    )
    assert "rd_ratio" not in fields(investor)
    assert "rd_ratio" in fields(firm)


RECOGNITION = """关于开展2026年绵竹市数据平台认定工作的通知
一、申报类型
数据平台分为企业数据平台（企业内部为本企业服务的部门）和数据服务商（面向社会提供服务的企业）两种类型。
二、申报条件
（一）基本条件
1.在绵竹市注册，具有独立法人资格；
2.财务制度健全。
（二）量化指标
序号	指标	企业数据平台	数据服务商
1	数据从业人员	不少于20人	不少于30人
2	办公场地面积	300平方米以上	500平方米以上，并设有独立机房
3	投入或收入	近两年数据投入年均不低于300万元	/
（三）企业数据平台另须符合
设立平台的企业，上年度营业收入应在5000万元以上，其中纺织、家居等消费品类企业应在3000万元以上。
（四）数据服务商另须符合以下三项中的两项
1.服务客户50家以上；
2.发明专利3件以上；
3.主持制定国家标准。
三、支持政策
对新认定的市级数据平台，颁发牌匾和证书，给予每家50万元奖励；年度评价为优秀的，给予20万元奖励。
"""


def test_a_column_of_a_table_is_asked_of_the_sort_that_it_is_headed_by() -> None:
    inner, server, *others = items(RECOGNITION)
    assert len(others) == 1
    limits = [
        {(one.field, str(one.value)) for one in leaves(item.condition) if isinstance(one, Test)}
        for item in (inner, server)
    ]
    assert ("employees", "20") in limits[0] - limits[1]
    assert ("employees", "30") in limits[1] - limits[0]
    assert {("premises_area", "300"), ("revenue", "50000000"), ("revenue", "30000000")} <= limits[0] - limits[1]
    assert {("premises_area", "500"), ("invention_patents", "3")} <= limits[1] - limits[0]
    assert ("legal_person", "True") in limits[0] & limits[1]
    assert not any(field == "qualification" for field, _ in limits[0] | limits[1])


def test_what_the_recognised_get_comes_with_each_sort_and_what_they_earn_later_stands_apart() -> None:
    inner, server, later = items(RECOGNITION)
    assert [one.amount for one in (*inner.benefits, *server.benefits)] == [500000, 500000]
    assert [one.amount for one in later.benefits] == [200000]
