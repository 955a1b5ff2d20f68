"""Whose condition it is: demands addressed to some supports, kinds of applicant, cases, exemptions, lists that shut out."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, AtLeast, leaves
from policymatch.conditions.nodes import Node, Test, walk
from policymatch.conditions.rendering import render
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import Span


def items(text: str) -> tuple[Item, ...]:
    """The items of a document."""
    return parse_text(text).document.items


def fields(item: Item) -> set[str]:
    """The fields of an item's condition."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def said(item: Item) -> str:
    """All quotes of an item's condition."""
    return " ".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def clause(text: str) -> Node | None:
    """The condition of a clause; None where it states none."""
    return read_clause(text, Span(0, len(text)), Definitions()).node


def shape(node: Node | None) -> str:
    """A node's joints and fields: all(revenue>= any(tax_paid>= …))."""
    if node is None:
        return "none"
    if isinstance(node, Test):
        return f"{node.field}{node.op}{node.value}"
    if isinstance(node, AtLeast):
        return f"{node.count}of({' '.join(shape(child) for child in node.children)})"
    if isinstance(node, All | Any):
        return ("all" if isinstance(node, All) else "any") + f"({' '.join(shape(child) for child in node.children)})"
    return "人工" if not hasattr(node, "children") else "?"


MEASURES = """绵阳市促进人力资源服务业发展若干措施
第一条 本措施适用于在本市注册、具有独立法人资格的人力资源服务机构。第三条所称产业园运营单位，不受前述条件的限制。
第二条 机构落户奖励。对新引进的机构，营业收入达到3000万元以上的，给予20万元一次性奖励。
第三条 园区建设补助。对新认定的省级人力资源服务产业园，给予运营单位100万元一次性补助。
第四条 规上企业培育。首次纳入规模以上服务业统计的机构，奖励10万元。
{demand}
第六条 有下列情形之一的，不予支持：
（一）被列入严重违法失信名单的；
（二）同一事项已享受市级财政资金扶持的。
"""


@pytest.mark.parametrize(
    ("demand", "bound"),
    [
        ("第五条 申报第二条、第四条奖励的机构，除符合第一条规定外，还应当满足下列条件：\n（一）信用良好；\n（二）参保员工不少于10人。", (True, False, True)),
        ("第五条 申请第二、四条奖励的，参保员工应不少于10人。", (True, False, True)),
        ("第五条 除第三条外，享受本措施的机构参保员工应不少于10人。", (True, False, True)),
        ("第五条 享受本措施第三条补助的单位，参保员工应不少于10人。", (False, True, False)),
        ("第五条 未在本市参保员工10人以上的机构，不享受第二、四条奖励。", (True, False, True)),
        ("第五条 申报单位应具备良好信用，参保员工不少于10人。", (True, True, True)),
    ],
)  # fmt: skip
def test_demands_reach_the_supports_they_name(demand: str, bound: tuple[bool, ...]) -> None:
    found = items(MEASURES.format(demand=demand))
    assert len(found) == 3
    assert tuple("insured_employees" in fields(item) for item in found) == bound


def test_lists_that_shut_out_and_freedoms_are_no_supports_and_bind_everybody() -> None:
    found = items(MEASURES.format(demand=""))
    assert len(found) == 3
    assert all({"dishonest", "already_funded", "registered_region"} <= fields(item) for item in found)


CATEGORIES = """上海市嘉定区首台（套）产品补助申报指南
一、支持对象
在嘉定区登记注册、具有独立法人资格的企业。
二、支持类别
（一）第一类：首台（套）装备
1.专项条件：
（1）产品经省级以上认定；
（2）有效发明专利不少于2项。
2.支持标准：按销售额的20%给予补助，最高200万元。
（二）第二类：首版次软件
1.专项条件：软件著作权不少于3项。
2.支持标准：给予30万元一次性补助。
三、有关要求
申报第二类项目的，上年度营业收入应不低于100万元。
"""


def test_categories_are_addressed_by_their_ordinal_and_keep_their_own_conditions() -> None:
    first, second = items(CATEGORIES)
    assert {"invention_patents"} == (fields(first) & {"invention_patents", "software_copyrights", "revenue"})
    assert {"software_copyrights", "revenue"} <= fields(second)


KINDS = """深圳市福田区支持总部经济和楼宇经济实施细则
一、适用范围
（一）总部企业：在福田区注册，注册资本不低于5000万元。
（二）重点楼宇：入驻率80%以上的商务楼宇运营单位。
二、总部企业支持政策
1.落户奖励。对新引进的总部企业，按实缴注册资本的1%给予奖励，最高1000万元。
三、楼宇经济支持政策
1.特色楼宇奖。同一行业企业入驻面积占比50%以上的，给予20万元奖励。
四、附则
属于以下情形的不享受本细则：1.被列入经营异常名录的企业；2.享受过区级同类政策的。
"""


def test_kinds_of_applicant_bind_the_supports_that_name_them() -> None:
    headquarters, building = items(KINDS)
    assert "registered_capital" in fields(headquarters)
    assert "入驻率" not in said(headquarters)
    assert "registered_capital" not in fields(building)
    assert "入驻率80%以上" in said(building)
    assert all({"abnormal_operation", "already_funded"} <= fields(item) for item in (headquarters, building))


def test_kinds_that_no_support_names_are_alternatives() -> None:
    (item,) = items(
        "天津市河西区文旅专项资金申报通知\n一、申报主体\n（一）企业：在河西区注册，上年度营业收入不低于200万元；\n"
        "（二）社会组织：登记满1年。\n二、支持标准\n按项目实际支出的30%给予补助，最高50万元。\n"
    )
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(choice.children) == 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("裁员率不高于5.5%，其中，参保职工30人以下的，裁员率不高于20%", "any(layoff_rate<=0.055 all(insured_employees<=30 layoff_rate<=0.2))"),
        ("研发费用占营业收入比重不低于3%，成立不满一年的企业除外", "any(rd_ratio>=0.03 years_established<1)"),
        ("上年度纳税50万元以上；成立三年以内的企业不作此要求", "any(tax_paid>=500000 years_established<=3)"),
        ("资产负债率低于60%。科技型中小企业不受资产负债率限制", "any(debt_ratio<0.6 qualification('科技型中小企业',))"),
        ("场地面积100平方米以上；其中，小微企业申报的，面积放宽至50平方米", "any(premises_area>=100 all(size('小型', '微型') premises_area>=50))"),
        ("年龄不超过35周岁，其中，退役军人申请的，年龄放宽至45周岁", "any(applicant_age<=35 all(applicant_identity('退役军人',) applicant_age<=45))"),
        ("场地面积不低于3000平方米；专业孵化器不低于2000平方米", "any(premises_area>=3000 all(人工 premises_area>=2000))"),
        ("场地面积不低于3000平方米；专业平台不低于5000平方米", "all(premises_area>=3000 premises_area>=5000)"),
        ("高新技术企业除符合前款规定外，研发费用占营业收入比重应不低于5%", "any(qualificationhas_none('高新技术企业',) rd_ratio>=0.05)"),
        ("以下三项至少满足两项：1.资产总额500万元以上；2.营业收入300万元以上；3.职工10人以上", "2of(total_assets>=5000000 revenue>=3000000 employees>=10)"),
        ("入驻企业成立时间不超过3年", "declared_number<=3"),
        ("控股股东为高新技术企业", "人工"),
        ("入驻企业不少于20家", "declared_number>=20"),
        ("上一年度服务企业不少于50家，其中中小微企业占比不低于60%", "all(declared_number>=50 declared_number>=0.6)"),
        ("企业信用良好，不属于金融、房地产行业", "all(人工 business_domainhas_none('金融', '房地产'))"),
        ("不属于劳务派遣企业，营业收入100万元以上", "all(industrynot_in('劳务派遣服务',) revenue>=1000000)"),
        ("申报单位为融资担保机构的，不受行业限制", "none"),
        ("企业为制造业企业的，研发费用占营业收入比重应不低于3%", "any(industrynot_in('制造业',) rd_ratio>=0.03)"),
        ("申请人为港澳居民的，须持有居住证", "any(applicant_identityhas_none('港澳居民',) 人工)"),
        ("为本市注册的企业，应具有独立法人资格", "all(人工 legal_personisTrue)"),
        ("研发人员20人以上；属于数字经济领域的，研发人员10人以上", "any(rd_staff>=20 all(business_domain('数字经济',) rd_staff>=10))"),
        ("营业收入1亿元以上；属于制造业的，营业收入2亿元以上", "all(revenue>=100000000 industryin('制造业',) revenue>=200000000)"),
        ("企业及其控股股东未被列入失信被执行人名单", "dishonestisFalse"),
        ("年营业收入2000万元以上，房地产企业除外", "all(revenue>=20000000 industrynot_in('房地产业',))"),
        ("资产总额500万元以上，年销售收入300万元以上", "all(total_assets>=5000000 revenue>=3000000)"),
    ],
)  # fmt: skip
def test_what_binds_some_is_not_asked_of_all(text: str, read: str) -> None:
    assert shape(clause(text)).replace("has_any", "").replace("typein", "type").replace("sizein", "size") == read


def test_a_jury_s_marks_and_duties_of_those_supported_are_no_conditions() -> None:
    (item,) = items(
        "一、支持标准\n对上年度营业收入500万元以上的文化企业，给予20万元补助。\n二、其他要求\n"
        "申报项目由区文旅局组织评审，评审得分60分以下的不予安排。获得资助的单位应在宣传物料上标注专项资金支持字样。\n"
    )
    assert "评审" not in said(item)
    assert "标注" not in said(item)


def test_an_article_that_lists_conditions_binds_the_recognition_and_its_inmates_are_others() -> None:
    (item, *_) = items(
        "南通市科技企业孵化器认定管理办法\n第五条 申请认定市级孵化器的，应当同时具备下列条件：\n（一）运营机构在本市注册，注册满1年；\n"
        "（二）场地面积不低于3000平方米。\n第六条 在孵企业应当具备以下条件：\n（一）成立时间不超过24个月；\n（二）上年度营业收入不超过500万元。\n"
        "第七条 市级孵化器认定后给予运营机构一次性奖励50万元。\n"
    )
    assert {"registered_region", "years_established", "premises_area"} <= fields(item)
    assert "revenue" not in fields(item)
    labels = {
        leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "declared_number"
    }
    assert {"在孵企业成立年限", "在孵企业上年度营业收入"} <= labels


def test_demands_on_the_applicants_of_one_support_reach_it_alone() -> None:
    first, second = items(
        "北京市支持设计平台建设\n发文机构\n北京市文化和旅游局\n服务对象\n在京注册的平台运营机构；在京高等学校设立的研究机构\n服务内容\n"
        "1．平台建设支持\n对新建的平台，按照审定投资额的30%给予支持，最高不超过300万元。\n2．活动支持\n对举办国际性活动的机构，按照实际支出的50%给予支持，最高100万元。\n"
        "条件要求\n1．申报平台建设支持的机构，专业技术人员不少于10人。\n2．申报活动支持的机构，参与人数不少于500人。\n3．近三年无重大违法违规行为。\n"
    )
    assert "专业技术人员" in said(first)
    assert "参与人数" not in said(first)
    assert "参与人数" in said(second)
    assert "专业技术人员" not in said(second)
    assert all("major_violation" in fields(item) for item in (first, second))
    (choice,) = [node for node in walk(first.condition) if isinstance(node, Any)]
    assert len(choice.children) == 2


CARD = "北京市{title}\n发文机构\n北京市经济和信息化局\n服务对象\n{who}\n服务内容\n{given}\n条件要求\n{asked}\n"


def test_cases_that_a_heading_shuts_out_and_sentences_that_end_so_are_turned_round() -> None:
    (item,) = items(
        CARD.format(
            title="中小企业贴息", who="在本市注册的中小微企业", given="对获得银行贷款的企业，按照贷款利息的20%给予贴息，最高50万元。",
            asked="1．信用良好。入驻政府主办的基地且已享受租金减免的，不得申请。\n2．以下情形不予受理：\n（1）列入经营异常名录的；\n（2）近三年发生重大安全事故的。",
        )
    )  # fmt: skip
    stated = {leaf.field: leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert stated["abnormal_operation"] is False
    assert stated["safety_accident"] is False
    labels = [leaf.label for leaf in leaves(item.condition) if not isinstance(leaf, Test)]
    assert any(label.startswith("不存在：入驻政府主办的基地") for label in labels)
    assert "不得申请" not in said(item)


def test_kinds_of_persons_below_a_lead_are_alternatives_and_procedure_takes_no_demand_along() -> None:
    (item,) = items(
        "广州市一次性创业资助申领指南\n一、补贴对象\n在本市正常经营6个月以上的下列人员：\n1．在校学生；\n2．就业困难人员；\n3．登记失业人员。\n"
        "二、补贴标准\n每户一次性资助10000元。\n三、申领条件\n申请人持股比例不低于30%；首次创办企业自登记之日起3年内提出申请。\n"
    )
    choices = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert any(len(node.children) == 3 for node in choices)
    assert "持股比例不低于30%" in said(item)
    assert "自登记之日起" not in said(item)


def test_a_status_named_by_its_own_article_is_recognised() -> None:
    recognised, *supports = items(
        "广西壮族自治区服务业集聚区认定和扶持办法\n第四条 自治区现代服务业集聚区应符合以下条件：\n（一）入驻企业50家以上；\n（二）从业人员1000人以上。\n"
        "第五条 对集聚区内新获评的4A级物流企业，给予50万元奖励。\n"
    )
    assert recognised.name.endswith("认定")
    assert "入驻企业50家以上" in said(recognised)
    assert all("入驻企业50家以上" not in said(item) for item in supports)


def test_sorts_named_behind_the_verb_are_shut_out_each() -> None:
    (item,) = items(
        "江宁区补助办法\n"
        + "一、补助标准\n对首次升规的企业奖励5万元。\n二、以下企业不享受本办法：房地产业、娱乐业企业。\n"
    )
    assert "国民经济行业不属于房地产业" in render(item.condition)
    (item,) = items(
        "江宁区补助办法\n"
        + "一、补助标准\n对首次升规的企业奖励5万元。\n二、以下企业不予补助\n（一）近两年发生安全事故的；\n（二）房地产业企业。\n"
    )
    assert "国民经济行业不属于房地产业" in render(item.condition)


def test_what_the_provision_before_does_not_hold_for_binds_it_alone() -> None:
    text = "一、对首次升规的企业奖励5万元。\n二、对制造业企业，一次性奖励10万元。\n以下行业不适用前项规定：批发业、零售业、房地产业。\n"
    first, second = items("江宁区补助办法\n" + text)
    assert "房地产业" not in render(first.condition)
    assert "不属于" in render(second.condition)


def test_demands_from_one_article_to_another_reach_every_support_between() -> None:
    text = (
        "江宁区补助办法\n第一条 对首次升规的企业奖励5万元。\n第二条 对新设研发中心的企业奖励10万元。\n第三条 对获评省级工业设计中心的企业奖励20万元。\n"
        "第四条 申请第二条至第三条补助的企业应当同时具备以下条件：\n（一）从业人员不少于30人；\n（二）近三年无责任事故。\n"
    )
    asked = [{"employees", "safety_accident"} <= fields(item) for item in items(text)]
    assert asked == [False, True, True]


def test_what_no_record_holds_stays_for_a_person_beside_those_that_do() -> None:
    node = clause("近三年无服务纠纷投诉、未被列入严重失信名单")
    assert node is not None
    assert "近三年无服务纠纷投诉" in render(node)
    assert "dishonest" in shape(node)
    assert shape(clause("近三年无重大安全、质量事故")) == "all(safety_accidentisFalse quality_accidentisFalse)"


def test_counts_of_visits_are_no_money() -> None:
    leaf = clause("当年助餐服务人次达到1万以上")
    assert isinstance(leaf, Test)
    assert leaf.label == "助餐服务人次"
