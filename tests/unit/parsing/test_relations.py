"""How the parts of a clause hang together."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Not, Op, Test, leaves
from policymatch.parsing.assembling.clauses import ClauseReading, read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.structure.relations import group, joiner, negate, without
from policymatch.parsing.why import explain
from policymatch.spans import Span


def read(text: str) -> ClauseReading:
    return read_clause(text, Span(0, len(text)), Definitions(home_region="440115"))


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("申报单位应同时符合以下条件：", "all"),
        ("符合下列条件之一的企业：", "any"),
        ("满足以下任一条件：", "any"),
        ("具备下列条件之一：", "any"),
        ("有下列情形之一的，不予支持：", "any"),
        ("符合以下条件中的两项：", 2),
        ("至少满足下列条件中的三项：", 3),
        ("应满足下列任意2项条件", 2),
        ("申报条件：", "all"),
        ("须具备以下条件", "all"),
        ("同时符合下列条件的，可申请：", "all"),
        ("至少符合以下一项：", "any"),
    ],
)
def test_joiner(lead: str, kind: str | int) -> None:
    assert joiner(lead) == kind


def test_or_joins_its_neighbours_only() -> None:
    node = read("在本区注册，上年度营业收入2000万元以上或研发费用100万元以上，具有独立法人资格").node
    assert isinstance(node, All)
    kinds = [type(child).__name__ for child in node.children]
    assert kinds == ["Test", "Any", "Test"]


def test_a_segment_that_begins_with_or_is_an_alternative_to_the_one_before() -> None:
    node = read("从业人员20人以上，或上年度纳税总额100万元以上").node
    assert isinstance(node, Any)
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)] == ["employees", "tax_paid"]


def test_kinds_of_applicants_in_a_row_are_alternatives() -> None:
    node = read("高新技术企业、现代服务业企业").node
    assert isinstance(node, Any)


def test_demands_in_a_row_all_hold() -> None:
    node = read("职工总数不超过500人、年销售收入不超过2亿元、资产总额不超过2亿元").node
    assert isinstance(node, All)
    assert len(node.children) == 3


def test_a_range_is_two_tests() -> None:
    node = read("注册资本500万元（含）至1000万元（不含）").node
    assert isinstance(node, All)
    assert [leaf.op for leaf in leaves(node) if isinstance(leaf, Test)] == [Op.GE, Op.LT]


def test_who_stays_out_is_turned_round() -> None:
    node = read("国家级专精特新“小巨人”企业不纳入支持范围").node
    assert any(isinstance(leaf, Test) and leaf.op is Op.HAS_NONE for leaf in leaves(node)) if node else False


def test_if_then_holds_for_those_it_speaks_of() -> None:
    node = read("若为工业企业，则上年度营业收入4亿元以下").node
    assert isinstance(node, Any)
    assert isinstance(node.children[0], Test)
    assert node.children[0].op is Op.HAS_NONE


def test_a_series_keeps_its_first_step_and_hands_out_the_rest() -> None:
    reading = read("上年度营业收入首次达到5000万元、1亿元、2亿元的企业")
    (ladder,) = reading.ladders
    assert [str(rung.value) for rung in ladder.rungs if isinstance(rung, Test)] == [
        "50000000",
        "100000000",
        "200000000",
    ]
    assert ladder.at in ladder.rungs


def test_what_no_field_holds_is_a_judgement_with_its_words() -> None:
    node = read("具有健全的财务管理制度").node
    assert isinstance(node, Judgement)
    assert node.source is not None
    assert node.source.quote == "具有健全的财务管理制度"


def test_line_breaks_inside_words_do_not_matter() -> None:
    text = "注册资本 1 000 万\n元以\n上"
    node = read("上年度营业收\n入2000 万元以\n上").node
    assert isinstance(node, Test)
    assert node.field == "revenue"
    assert node.source is not None
    assert node.source.quote == "上年度营业收\n入2000 万元以\n上"
    assert read(text).node is not None


def test_groups_are_flat_and_never_of_one() -> None:
    one, two = Judgement("甲"), Judgement("乙")
    assert group("all", [one]) == one
    assert group("all", []) is None
    assert group("all", [All((one, two)), Judgement("丙")]) == All((one, two, Judgement("丙")))
    assert group(2, [one, two, Judgement("丙")]) == AtLeast(2, (one, two, Judgement("丙")))
    assert group(5, [one, two]) == All((one, two))


def test_negate_prefers_the_positive_form() -> None:
    held = Test("qualification", Op.HAS_ANY, ("高新技术企业",))
    assert negate(held) == Test("qualification", Op.HAS_NONE, ("高新技术企业",))
    assert negate(Judgement("甲")) == Not(Judgement("甲"))
    assert negate(Not(Judgement("甲"))) == Judgement("甲")


def test_why_names_the_rules() -> None:
    told = explain("上年度营业收入2000万元以上")
    assert "数值.revenue" in told
    assert "金额.界限（默认）" in told
    assert "期间.上年度" in told
    assert "revenue >= 20000000 @last_year" in told


def test_a_list_in_one_stretch_joins_as_its_lead_in_says() -> None:
    node = read(
        "符合下列条件之一的企业：（1）注册资本1000万元以上；（2）上年度纳税总额100万元以上且从业人员20人以上"
    ).node
    assert isinstance(node, Any)
    assert [type(child).__name__ for child in node.children] == ["Test", "All"]
    some = read("应至少满足以下两项条件：1.研发人员10人以上；2.发明专利5件以上；3.上年度研发费用100万元以上。").node
    assert isinstance(some, AtLeast)
    assert (some.count, len(some.children)) == (2, 3)


def test_how_many_must_hold_may_stand_at_the_end() -> None:
    node = read("上年度营业收入2000万元以上、研发费用占比5%以上、发明专利3件以上三项条件中满足两项").node
    assert isinstance(node, AtLeast)
    assert (node.count, len(node.children)) == (2, 3)


def test_a_noun_phrase_is_one_side_of_an_or() -> None:
    node = read("本市内合法注册的法人单位或政府部门派出机构").node
    assert isinstance(node, Any)
    assert isinstance(node.children[0], All)
    shared = read("在市内设立中心支公司以上或年保费收入5000万元以上的保险机构").node
    assert isinstance(shared, All)


def test_a_bracket_holds_for_the_identity_before_it() -> None:
    node = read("退役军人、留学回国人员（领取毕业证5年内）").node
    assert isinstance(node, Any)
    plain, qualified = node.children
    assert isinstance(plain, Test)
    assert plain.value == ("退役军人",)
    assert [leaf.field for leaf in leaves(qualified) if isinstance(leaf, Test)] == [
        "applicant_identity",
        "declared_number",
    ]


def test_words_after_including_join_the_list() -> None:
    node = read("现代服务业企业，主要包括金融、物流、会展等服务业").node
    assert isinstance(node, Test)
    assert node.value == ("现代服务业", "金融", "物流", "会展")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("企业（劳务派遣企业除外）", "industry"),
        ("项目（不含采矿、选矿等资源型项目）", "business_domain"),
    ],
)
def test_brackets_that_leave_out(text: str, field: str) -> None:
    node = read(text).node
    found = [leaf for leaf in leaves(node) if isinstance(leaf, Test)] if node else []
    assert [leaf.field for leaf in found] == [field]
    assert str(found[0].op) in ("not_in", "has_none")


def test_two_or_more_are_two() -> None:
    assert joiner("同时符合以下两个或两个以上条件：") == 2
    assert joiner("同时符合以下条件：") == "all"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("绿色工厂或者年营业收入6000万元以上的工业企业", [1, 2]),
        ("注册在本区的科技型中小企业或者在本区纳税的高新技术企业", [2, 2]),
        ("个体工商户或返乡人员创办的小微企业", [1, 2]),
        ("规上企业或建筑面积3000平方米以上的产业园区", [1, 2]),
    ],
)
def test_what_limits_the_second_kind_is_not_asked_of_the_first(text: str, kinds: list[int]) -> None:
    node = read(text).node
    assert isinstance(node, Any)
    assert [len(list(leaves(child))) for child in node.children] == kinds


@pytest.mark.parametrize(
    "text",
    ["上年度营业收入8000万元以上或纳税400万元以上的工业企业", "注册资本800万元以上或净资产500万元以上的文化企业"],
)
def test_limits_before_one_kind_are_a_choice_of_limits(text: str) -> None:
    node = read(text).node
    assert isinstance(node, All)
    assert isinstance(node.children[0], Any)


def test_or_before_a_name_that_begins_with_it_makes_a_choice() -> None:
    assert isinstance(read("年出口额400万美元以上或跨境电商交易额900万元人民币以上").node, Any)


@pytest.mark.parametrize(
    "text",
    [
        "固定资产投资2000万元以上（不含土地费用）的工业项目",
        "投资额达到600万元（不含税）以上的工业企业",
    ],
)
def test_what_an_amount_leaves_out_shuts_out_no_trade(text: str) -> None:
    tests = [leaf for leaf in leaves(read(text).node or All(())) if isinstance(leaf, Test)]
    assert ("business_domain", Op.HAS_ANY) in {(leaf.field, leaf.op) for leaf in tests}


@pytest.mark.parametrize("text", ["国有企业、事业单位", "外资企业、合伙企业、个体工商户"])
def test_firms_by_owner_in_a_row_of_bodies_are_no_firms_at_large(text: str) -> None:
    node = read(text).node
    assert isinstance(node, Any)
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)] == ["ownership", "entity_type"]


@pytest.mark.parametrize(
    "text", ["在孵企业25家以上，其中科技型中小企业占比达到40%", "高新技术企业占入驻企业总数比例不低于15%"]
)
def test_whose_share_is_told_is_not_what_the_applicant_is(text: str) -> None:
    node = read(text).node
    assert node is not None
    assert {leaf.field for leaf in leaves(node) if isinstance(leaf, Test)} == {"declared_number"}


@pytest.mark.parametrize(
    "text",
    ["注册在本区的高新技术企业", "注册地在我区的高新技术企业", "登记在白云的高新技术企业", "设立于本市的高新技术企业"],
)
def test_where_a_firm_is_takes_no_title_from_it(text: str) -> None:
    node = read(text).node
    assert node is not None
    assert "qualification" in {leaf.field for leaf in leaves(node) if isinstance(leaf, Test)}


@pytest.mark.parametrize("text", ["与本区的高新技术企业合作", "为本区的高新技术企业提供服务"])
def test_whom_one_works_with_holds_its_own_title(text: str) -> None:
    node = read(text).node
    assert not [leaf for leaf in leaves(node or All(())) if isinstance(leaf, Test) and leaf.field == "qualification"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("经营规模：营业收入8000万元以上", ["revenue"]),
        ("注册年限：成立满2年", ["years_established"]),
        ("研发投入：研发费用占营业收入比例不低于4%", ["rd_ratio"]),
    ],
)
def test_what_a_demand_is_about_demands_nothing(text: str, fields: list[str]) -> None:
    node = read(text).node
    assert node is not None
    assert [leaf.field if isinstance(leaf, Test) else leaf.label for leaf in leaves(node)] == fields


def test_a_kind_before_a_colon_is_kept() -> None:
    node = read("孵化器：面积2000平方米以上").node
    assert any(isinstance(leaf, Judgement) for leaf in leaves(node or All(())))


def test_idle_leaves_go_at_any_depth_and_counts_stay() -> None:
    one, two, three = (Judgement(label, None, None) for label in ("甲", "乙", "丙"))

    def idle(leaf: Test | Judgement) -> bool:
        return leaf is two

    assert without(All((Any((one, two)), three)), idle) == All((one, three))
    assert without(Any((two, two)), idle) is None
    counted = AtLeast(2, (one, two, three))
    whole = All((counted, Not(two)))
    assert without(whole, idle) is whole
