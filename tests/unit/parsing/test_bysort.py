"""Limits of one sort of applicants, quantities that share a limit, and brackets that free from one."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Judgement, Test, leaves
from policymatch.parsing import parse_text
from policymatch.parsing.assembling.describing import describe
from tests.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "商贸企业年销售额不低于3000万元，物流企业年营业收入不低于1000万元",
        "制造企业的实缴资本不低于800万元；咨询机构实缴资本不低于100万元",
        "餐饮门店面积不少于200平方米，便利店门店面积不少于60平方米",
        "生产企业、科研院所研发人员不少于20人；专业从事技术经纪业务的机构专职经纪人员不少于5人",
    ],
)
def test_limits_told_sort_by_sort_are_a_choice(text: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert len(node.children) == 2
    for child in node.children:
        assert isinstance(child, All)
        assert isinstance(child.children[-1], Test)
        assert not isinstance(child.children[-1].value, tuple)


def test_those_of_no_sort_named_have_a_limit_of_their_own() -> None:
    node = read("制造企业年产值达到6000万元；其他企业年营业收入达到3000万元")
    assert isinstance(node, Any)
    assert [describe(leaf) for leaf in leaves(node.children[1])] == ["人工认定：其他企业", "revenue >= 30000000"]


def test_what_may_stand_for_the_limit_of_a_sort_stays_with_it() -> None:
    node = read("制造企业、高校近三年技术合同额达800万元以上，或专利转化不少于4项，咨询机构年服务收入80万元以上")
    assert isinstance(node, Any)
    assert len(node.children) == 2
    assert isinstance(node.children[0], All)
    assert isinstance(node.children[0].children[1], Any)


@pytest.mark.parametrize(
    "text",
    [
        "年主营业务收入：批发业3亿元以上；零售业6000万元以上；其他服务业1200万元以上",
        "纳税额方面，工业企业不低于200万元，建筑业企业不低于100万元，其余行业不低于60万元",
        "批发企业年销售额3亿元以上；零售企业年销售额6000万元以上；住宿企业年营业额800万元以上",
    ],
)
def test_a_measure_told_once_is_limited_trade_by_trade(text: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert len(node.children) == 3
    measured = {leaf.field for leaf in leaves(node) if isinstance(leaf, Test) and not isinstance(leaf.value, tuple)}
    assert measured in ({"main_revenue"}, {"tax_paid"}, {"revenue"})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("拥有发明专利4件以上；生物医药企业累计专利申请量不少于8件", Any),
        ("营业收入不低于800万元；农业企业带动农户不少于60户", All),
        ("注册资本不低于300万元；社会组织开办资金不低于20万元", All),
    ],
)
def test_a_lone_sort_is_not_asked_of_everybody(text: str, kinds: type) -> None:
    node = read(text)
    assert isinstance(node, kinds)
    assert isinstance(node, Any) or isinstance(node.children[1], Any)


def test_the_parts_of_a_thing_are_no_sorts() -> None:
    node = read("建筑面积不少于2000平方米，其中公共服务平台面积不少于200平方米")
    assert not any(isinstance(child, Any) for child in getattr(node, "children", ()))


@pytest.mark.parametrize(
    "text",
    [
        "申报企业上年度营业收入不低于1000万元，申报单位纳税额不低于50万元",
        "在孵企业不少于30家，毕业企业不少于5家",
        "企业研发人员不少于10人，每家企业服务时间不少于1年",
        "本区企业营业收入达到5000万元，项目投资达到1000万元",
    ],
)
def test_who_anybody_is_makes_no_sort(text: str) -> None:
    assert not any(isinstance(child, Any) for child in getattr(read(text), "children", ()))


def test_whom_a_sort_leaves_out_is_free_of_its_limit() -> None:
    node = read("生产企业注册资本不低于600万元；咨询机构注册资本不低于80万元，会计师事务所除外")
    assert isinstance(node, Any)
    assert [describe(leaf) for leaf in leaves(node.children[1])][-1] == "人工认定：会计师事务所"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("从业人员达到20人以上（新设机构除外）", "新设机构"),
        ("办理对外劳务经营备案（综合保税区内单位无需办理备案）", "综合保税区内单位"),
    ],
)
def test_a_bracket_frees_from_the_demand_before_it(text: str, who: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert isinstance(node.children[-1], Judgement)
    assert node.children[-1].label == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("提供上年度审计报告所列利润（成立不满一年的机构免于提供）", "years_established < 1"),
        ("研发费用占营业收入的比例在5%以上（成立不满1年的企业不作要求）", "years_established < 1"),
        ("按时报送能源利用状况（年综合能源消费量不足1000吨标准煤的企业除外）", "declared_number < 1000"),
        ("按月填报统计报表（从业人员20人以下的单位除外）", "employees <= 20"),
    ],
)
def test_whom_a_bracket_frees_may_be_told_by_a_figure(text: str, who: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    freed = node.children[-1]
    assert isinstance(freed, Test)
    assert f"{freed.field} {freed.op} {freed.value}" == who


def test_a_figure_behind_a_kind_of_applicant_shuts_out() -> None:
    assert not isinstance(read("本市登记的企业（从业人员不足5人的除外）"), Any)


def test_a_bracket_behind_a_kind_of_applicant_still_shuts_out() -> None:
    assert not isinstance(read("吸纳就业20人以上的企业（劳务派遣企业除外）"), Any)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("上年度营业收入或纳税额达到500万元以上", ["revenue", "tax_paid"]),
        ("工业总产值、营业收入或者出口额不低于2亿元", ["output_value", "revenue", "export_value"]),
        ("首年营业收入达到600万元（或月均不低于50万元）", ["revenue", "declared_number"]),
    ],
)
def test_quantities_that_share_a_limit_are_alternatives(text: str, fields: list[str]) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)] == fields


def test_a_limit_before_two_nouns_is_asked_of_either() -> None:
    node = read("床位数在80张以上的综合医院或专科医院")
    assert isinstance(node, All)
    assert isinstance(node.children[0], Test)


def test_a_name_that_is_no_field_shares_no_limit() -> None:
    assert any(isinstance(leaf, Judgement) for leaf in leaves(read("境外营业收入或出口额不低于2亿元")))


def test_points_that_limit_a_sort_each_are_a_choice() -> None:
    (item,) = parse_text(
        "安岳县扶持办法\n一、申报条件\n1.信用良好；\n2.批发企业年销售额3亿元以上；\n3.零售企业年销售额4000万元以上；\n4.职工不少于20人。\n"
        "二、奖励标准\n一次性奖励20万元。\n"
    ).document.items
    assert isinstance(item.condition, All)
    choice = next(child for child in item.condition.children if isinstance(child, Any))
    assert [leaf.field for leaf in leaves(choice) if isinstance(leaf, Test)] == ["industry", "revenue"] * 2


@pytest.mark.parametrize(
    "lead",
    ["申报企业须同时满足：", "申报单位应具备：", "项目建设须达到：", "申请单位应当符合：", "申报企业必须："],
)
def test_a_line_that_demands_announces_its_list(lead: str) -> None:
    (item,) = parse_text(
        f"安岳县扶持办法\n第三条 支持建设研发机构，给予20万元补助。{lead}\n（一）营业收入1000万元以上；\n（二）研发人员不少于15人。\n"
    ).document.items
    assert {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} == {"revenue", "rd_staff"}
    assert not [leaf for leaf in leaves(item.condition) if isinstance(leaf, Judgement) and lead[:4] in leaf.label]


def test_what_is_to_be_handed_in_is_no_condition() -> None:
    (item,) = parse_text(
        "安岳县扶持办法\n第三条 支持建设研发机构，给予20万元补助。申报时须提供：\n（一）研发场地合同；\n（二）发票。\n"
    ).document.items
    assert not [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]


def test_a_name_ends_before_its_limit() -> None:
    node = read("省级示范社成员不少于80户，市级示范社成员不少于40户")
    assert isinstance(node, Any)
    names = [leaf.value for leaf in leaves(node) if isinstance(leaf, Test) and leaf.field == "qualification"]
    assert names == [("省级示范社",), ("市级示范社",)]


def test_a_count_of_people_limits_no_money() -> None:
    node = read("年营业收入达到5000万元，工业企业用电量100万度以上，商贸企业不少于50人")
    assert not any(isinstance(leaf, Test) and leaf.field == "revenue" and leaf.value == 50 for leaf in leaves(node))


@pytest.mark.parametrize(
    "text",
    [
        "各类创新平台不少于10家，科技企业孵化载体不少于5家",
        "入驻单位不少于50家，其中科技企业加速器不少于1家",
        "拥有中小企业公共服务平台不少于2个，创业企业服务站不少于3个",
    ],
)
def test_what_is_named_after_firms_is_counted_itself(text: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    assert [leaf.field for leaf in node.children if isinstance(leaf, Test)] == ["declared_number"] * 2


def test_limits_of_two_sorts_stay_a_choice_where_their_space_incubates() -> None:
    node = read("制造企业孵化面积不少于1万平方米，服务业企业孵化面积不少于5000平方米")
    assert isinstance(node, Any)
