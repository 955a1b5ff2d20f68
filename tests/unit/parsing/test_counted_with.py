"""What is counted beside something else: with whom something is agreed, people beside a place; and money's uses."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, Judgement, Not, Test, leaves
from tests.reading import read


def labels(text: str) -> list[str]:
    """The names of the numbers that a clause asks for."""
    return [leaf.label or leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("与2家以上产业链上下游单位签有共建协议", "签有共建协议的产业链上下游单位数"),
        ("与不少于3家高校院所建立稳定合作关系", "建立稳定合作关系的高校院所数"),
        ("已与5家（含）以上企业签订服务合同", "签订服务合同的企业数"),
        ("与3家以上医院开展临床合作", "开展临床合作的医院数"),
    ],
)
def test_those_with_whom_something_is_agreed_are_counted(text: str, label: str) -> None:
    assert labels(text) == [label]


def test_people_beside_people_are_no_partners() -> None:
    assert labels("不少于5名工作人员与10名导师") == ["工作人员人数", "导师人数"]


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("设有固定办公场所和专职业务人员5人以上", "专职业务人员数", "设有固定办公场所"),
        ("具备独立经营场所及专职培训教师不少于6人", "专职培训教师人数", "具备独立经营场所"),
        ("有健全的管理制度和专业技术人员10人以上", "专业技术人员数", "有健全的管理制度"),
    ],
)
def test_what_is_held_beside_is_not_counted_with_the_people(text: str, label: str, rest: str) -> None:
    assert labels(text) == [label]
    assert [leaf.label for leaf in leaves(read(text)) if isinstance(leaf, Judgement)] == [rest]


@pytest.mark.parametrize("text", ["研发设备和仪器20台以上", "专职教师和管理人员10人以上"])
def test_things_of_one_row_are_counted_together(text: str) -> None:
    assert len(labels(text)) == 1
    assert "和" in labels(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "贷款未用于房地产、证券投资",
        "未投向房地产业和过剩产能行业",
        "资金不得用于房地产开发、股票投资",
        "贷款银行为驻京银行业金融机构",
    ],
)
def test_what_money_may_not_go_into_and_who_lends_is_not_the_applicants_trade(text: str) -> None:
    assert [leaf for leaf in leaves(read(text)) if isinstance(leaf, Test)] == []


@pytest.mark.parametrize("text", ["不属于房地产业", "申报单位为金融机构"])
def test_the_applicants_own_trade_is_read(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["industry"]


@pytest.mark.parametrize("text", ["正常运行3年以上", "依法设立并正常运行2年以上", "实体化运行满1年"])
def test_how_long_a_body_has_run_is_its_age(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["years_established"]


@pytest.mark.parametrize("text", ["设备连续运行3年以上", "系统实际运行满1年", "项目正常运行2年以上"])
def test_how_long_a_thing_has_run_is_not(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["declared_number"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("上年度研发投入占比不低于4%", "rd_ratio last_year"),
        ("近三年研发投入占比均不低于4%", "rd_ratio last_3_years:each"),
        ("2023年度研究开发费用占比达到3%", "rd_ratio 2023"),
        ("近三年研发人员占比不低于20%", "rd_staff_ratio last_3_years"),
        ("上年度营业收入增长率不低于10%", "revenue_growth last_year"),
        ("上两个年度累计研发经费支出4000万元以上", "rd_expense last_2_years:sum"),
        ("上三个会计年度营业收入均不低于1亿元", "revenue last_3_years:each"),
    ],
)
def test_a_share_of_a_year_is_the_share_itself(text: str, wanted: str) -> None:
    (test,) = [leaf for leaf in leaves(read(text)) if isinstance(leaf, Test)]
    assert f"{test.field} {test.period}" == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("拥有1件以上发明专利或3件以上实用新型专利", ["invention_patents", "实用新型专利数"]),
        ("举办3场以上展会或者5场以上论坛", ["举办展会场次", "论坛场次"]),
        ("获得省部级及以上科技奖励2项以上", ["获得省部级及以上科技奖励数"]),
        ("获得省级以上科学技术奖励1项以上", ["获得省级以上科学技术奖励数"]),
    ],
)
def test_counts_in_a_choice_and_of_awards(text: str, wanted: list[str]) -> None:
    node = read(text)
    assert labels(text) == wanted
    assert isinstance(node, Any) == (len(wanted) > 1)


@pytest.mark.parametrize("text", ["拥有有效发明专利或注册商标", "至少包含1件有效的发明专利或外观设计专利"])
def test_a_patent_or_something_else_is_no_patent_asked_of_all(text: str) -> None:
    assert not any(leaf.field == "invention_patents" for leaf in leaves(read(text)) if isinstance(leaf, Test))


@pytest.mark.parametrize("text", ["未就同一保单获得各区保费补贴", "未申请过其他市级政府投资"])
def test_support_had_before_in_other_words(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["already_funded"]


@pytest.mark.parametrize(
    "text",
    [
        "研发经费4000万元以上，企业作为牵头单位的，其研发费用占比还应达到4%",
        "成立满2年，医院作为依托单位的，应为三级甲等医院",
        "具有独立法人资格，高校牵头申报的，应与企业签订合作协议",
    ],
)
def test_what_one_kind_of_applicant_is_asked_besides(text: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    assert isinstance(node.children[-1], Any)
    assert isinstance(node.children[-1].children[0], Not)


@pytest.mark.parametrize(
    "text",
    [
        "试验设备原值2500万元以上（软件和信息服务、设计类领域，设备原值要求可减半）",
        "场地面积不少于1000平方米（生态涵养区可适当放宽）",
    ],
)
def test_a_limit_eased_in_a_bracket_without_a_figure(text: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert isinstance(node.children[-1], Judgement)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("近三年累计获得股权投资总额2000万元以上", ["近三年累计获得股权投资总额（元）"]),
        ("申报产品已实现销售，累计销售收入不低于500万元", ["累计销售收入（元）"]),
        ("平台用户超过10万，活跃企业用户500家以上", ["平台用户", "活跃企业用户数"]),
        ("在本区有固定的生产经营场所", ["operating_region"]),
        ("在南京市具备独立的办公用房", ["operating_region"]),
    ],
)
def test_whose_figure_and_whose_place_it_is(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "有效发明专利拥有量3件以上（成立不足两年的企业，近一年有效专利3件以上即可）",
        "上年度营业收入500万元以上（小微企业，上年度营业收入200万元以上即可）",
    ],
)
def test_what_is_enough_for_some_stands_beside_the_demand(text: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert isinstance(node.children[-1], All)


def test_how_large_those_brought_in_are_is_not_said_of_who_brings_them_in() -> None:
    assert labels("基地引进年营业收入5000万元以上标注企业的") == ["引进企业营业收入"]
    assert labels("企业引进先进设备投资500万元以上") == ["equipment_investment"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("上年度引进人才50人以上的企业", ["引进人才人数"]),
        ("从业人员50人以上的企业", ["employees"]),
        ("研发人员20人以上的企业", ["rd_staff"]),
    ],
)
def test_people_of_a_sort_are_not_all_who_work_there(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("上年度营业收入不低于3000万元（成立不足一年的按申报时上月累计计算）", "revenue"),
        ("上年度纳税100万元以上（新设立企业以申报当月前累计数为准）", "tax_paid"),
        ("研发费用不低于500万元（以专项审计报告为准）", "rd_expense"),
        ("从业人员20人以上（劳务派遣人员除外）", "employees"),
    ],
)
def test_how_a_figure_is_reckoned_asks_nothing_more(text: str, field: str) -> None:
    assert labels(text) == [field]
    assert not isinstance(read(text), Any)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("企业上年度营业收入达到1亿元以上或近三年年均增长率不低于20%", ["revenue", "revenue_growth"]),
        ("上年度营业收入2000万元以上，近两年平均增速不低于15%", ["revenue", "revenue_growth"]),
        ("企业注册资本实缴到位500万元以上", ["paid_in_capital"]),
    ],
)
def test_a_bare_rate_goes_on_with_the_measure_before_it(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_a_list_of_a_place_is_no_place() -> None:
    assert labels("入选南京市“智造100”项目库的企业") == []
    assert labels("本市企业") == ["registered_region"]


@pytest.mark.parametrize(
    ("text", "kind"), [("高等学校", "高校"), ("科研机构", "科研院所"), ("在本市注册的科研单位", "科研院所")]
)
def test_a_kind_of_body_by_itself_is_that_kind(text: str, kind: str) -> None:
    told = [leaf.value for leaf in leaves(read(text)) if isinstance(leaf, Test) and leaf.field == "entity_type"]
    assert told == [(kind,)]


def test_bodies_that_one_works_with_are_not_the_applicant() -> None:
    assert "entity_type" not in labels("与高校合作")
