"""What opinions of counties and small cities say in ways of their own: who is let in, shut out, freed; what is counted, and where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, Judgement, Op, leaves, walk
from policymatch.conditions import tests as limits_of
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests.cards import fields
from tests.reading import read

HEAD = "绵竹市促进产业发展若干政策意见\n"


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="意见.txt").document.items


def judged(item: Item) -> list[str]:
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


# ------------------------------------------------------------ whom a bracket lets in


@pytest.mark.parametrize(
    "who",
    [
        "在绵竹市依法登记的旅游民宿经营主体（含个体工商户、农民专业合作社）",
        "在绵竹市注册的企业（包括个体工商户）",
        "在绵竹市纳税的各类市场主体（含合作社）",
        "在绵竹市注册的经营单位（可为民办非企业单位）",
    ],
)
def test_a_bracket_that_lets_in_more_shuts_out_no_firm(who: str) -> None:
    (item,) = items(f"一、扶持对象\n{who}。\n二、扶持措施\n（一）对购买设备的，给予一次性补助5万元。\n")
    assert "entity_type" not in fields(item.condition)


@pytest.mark.parametrize(
    "who", ["在绵竹市注册的经营主体（包括企业法人、个体工商户）", "在绵竹市登记的农民专业合作社、家庭农场"]
)
def test_a_row_of_all_who_may_is_asked(who: str) -> None:
    (item,) = items(f"一、扶持对象\n{who}。\n二、扶持措施\n（一）对购买设备的，给予一次性补助5万元。\n")
    assert "entity_type" in fields(item.condition)


# ------------------------------------------------------------ trades


@pytest.mark.parametrize(
    ("who", "trade"),
    [
        ("旅游民宿经营主体", "旅游民宿"),
        ("乡村民宿经营者", "乡村民宿"),
        ("冷链物流经营主体", "冷链物流"),
        ("旅游民宿企业", "旅游民宿"),
    ],
)
def test_who_works_in_a_trade_is_of_it(who: str, trade: str) -> None:
    node = read(who)
    assert isinstance(node, Test)
    assert (node.field, node.value) == ("business_domain", (trade,))


@pytest.mark.parametrize("words", ["首次评定为甲级旅游民宿的企业", "对评定为丙级旅游民宿的经营主体"])
def test_a_graded_inn_is_an_honour(words: str) -> None:
    assert fields(read(words)) == {"qualification"}


def test_builders_are_a_trade_beside_others() -> None:
    node = read("施工、勘察、设计、监理企业")
    assert isinstance(node, Test)
    assert node.value == ("施工", "勘察", "设计", "监理")


# ------------------------------------------------------------ whom the document is for


_ROW = "在绵竹市从事农业生产、加工、服务的农业企业、农民合作社、家庭农场、村集体经济组织"


@pytest.mark.parametrize("lead", [f"扶持对象为{_ROW}，同时应满足：", f"扶持对象：{_ROW}，并应符合下列条件："])
def test_a_long_row_of_applicants_announces_what_all_must_meet(lead: str) -> None:
    (item,) = items(
        f"第一章 总则\n第三条 {lead}\n（一）工商登记满一年，财务制度健全；\n（二）近三年未发生环境污染事件。\n"
        "第二章 扶持内容\n第四条 新建冷库300立方米以上的，补助5万元。\n"
    )
    assert {"years_established", "environmental_violation"} <= fields(item.condition)


@pytest.mark.parametrize(
    "scope",
    [
        "1.适用对象：本意见所称建筑业企业，是指在绵竹市注册、纳税并在本市纳入建筑业统计的企业。",
        "1.扶持范围：本意见所称物流企业，是指在绵竹市注册、纳税，且统计关系在本市的企业。",
    ],
)
def test_a_term_behind_the_label_of_scope_binds_every_support(scope: str) -> None:
    first, second = items(
        f"一、政策举措\n（一）开展技术培训的，给予5万元补助。\n（二）参加境外展会的，补助2万元。\n二、附则\n{scope}\n"
    )
    for item in (first, second):
        assert {"registered_region", "tax_region", "statistics_region"} <= fields(item.condition)


def test_a_term_explained_elsewhere_binds_those_who_use_it() -> None:
    first, _ = items(
        "一、政策举措\n（一）开展技术培训的，给予5万元补助。\n（二）规上企业参加境外展会的，补助2万元。\n"
        "二、附则\n1.名词解释：本意见所称规上企业，是指年营业收入2000万元以上的企业。\n"
    )
    assert "revenue" not in fields(first.condition)


# ------------------------------------------------------------ what is asked of those who are paid


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("享受补助的机构应依法登记并在市民政部门备案，床位数不少于30张。", "备案"),
        ("享受补助的机构应取得养老机构备案凭证，床位数不少于30张。", "备案凭证"),
        ("获得资助的单位应属于公益性机构，床位数不少于30张。", "公益性机构"),
    ],
)
def test_what_the_paid_must_be_is_a_condition(asked: str, said: str) -> None:
    (item,) = items(f"（一）对社会力量新建的护理院，每张床位补助1万元。{asked}\n")
    assert any(said in label for label in judged(item))
    assert Decimal(30) in values(item, "declared_number")


def test_what_the_paid_are_to_do_later_is_none() -> None:
    (item,) = items("（一）对社会力量新建的护理院，每张床位补助1万元。享受补助的机构应按要求报送资金使用情况。\n")
    assert not any("报送" in label for label in judged(item))


# ------------------------------------------------------------ what is counted


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("生猪年出栏500头或蛋鸡存栏1万羽以上的养殖场", {500, 10000}),
        ("接待床位50张或者餐位100个以上", {50, 100}),
        ("吸纳就业50人或安置残疾人5名以上", {50, 5}),
    ],
)
def test_a_bare_count_takes_the_limit_of_the_other(words: str, numbers: set[int]) -> None:
    (either,) = [node for node in walk(read(words)) if isinstance(node, Any)]
    found = [one for one in leaves(either) if isinstance(one, Test)]
    assert {one.value for one in found} == {Decimal(number) for number in numbers}
    assert {one.op for one in found} == {Op.GE}


@pytest.mark.parametrize("words", ["每年培训50人、100人以上", "年出栏生猪500头、肉牛100头或羊300只以上"])
def test_tiers_and_mixed_rows_lend_nothing(words: str) -> None:
    assert not any(isinstance(leaf, Test) and leaf.value == Decimal(500) for leaf in leaves(read(words)))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("年度市外产值3亿元以上", "年度市外产值（元）"),
        ("境外营业收入5000万元以上", "境外营业收入（元）"),
        ("省外销售收入2000万元以上", "省外销售收入（元）"),
    ],
)
def test_what_is_earned_elsewhere_is_not_all_that_is_earned(words: str, label: str) -> None:
    node = read(words)
    assert isinstance(node, Test)
    assert (node.field, node.label) == ("declared_number", label)


@pytest.mark.parametrize("words", ["境内外营业收入合计1亿元以上", "市外企业年营业收入1亿元以上"])
def test_what_is_earned_everywhere_is_all(words: str) -> None:
    assert "revenue" in fields(read(words))


@pytest.mark.parametrize(("note", "op"), [("“以下”不包括本数", Op.LT), ("“以下”包括本数", Op.LE)])
def test_what_the_document_says_of_a_word_holds_for_ages(note: str, op: Op) -> None:
    (item,) = items(f"第三条 45周岁以下的返乡人员创办企业的，补助2万元。\n第四条 本办法所称“以上”包括本数，{note}。\n")
    (age,) = [test for test in limits_of(item.condition) if test.field == "applicant_age"]
    assert age.op is op


# ------------------------------------------------------------ grants beside each other


def money(item: Item) -> list[tuple[Decimal | None, Decimal | None, Decimal | None]]:
    return [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits]


@pytest.mark.parametrize(
    "words",
    [
        "对新购农机的，按购机价的10%补贴；开展托管服务面积5000亩以上的服务组织，奖励8万元。",
        "对新购农机的，按购机价的10%补贴；开展植保作业5000亩以上的合作社，奖励8万元。",
    ],
)
def test_who_carries_something_out_is_whom_the_grant_is_for(words: str) -> None:
    first, second = items(f"第三条 {words}\n")
    assert [len(first.benefits), len(second.benefits)] == [1, 1]
    assert limits_of(second.condition)


def test_what_is_carried_out_is_asked_with_its_limit() -> None:
    (item,) = items("第三条 开展对外承包工程，当年完成营业额500万美元以上的，奖励2万元。\n")
    assert "开展对外承包工程" in judged(item)


@pytest.mark.parametrize("aim", ["开展楼宇评选", "开展专项行动", "开展梯度培育"])
def test_what_a_department_carries_out_is_no_condition(aim: str) -> None:
    (item,) = items(f"第三条 {aim}，年税收1000万元以上的，奖励5万元。\n")
    assert aim not in judged(item)


def test_a_second_deed_is_for_whom_the_first_names_and_not_for_its_limit() -> None:
    _, second = items(
        "第三条 物流企业当年新增固定资产投资500万元以上，且当年投产的，按投资额的4%补助；"
        "年货运量首次达到50万吨的，给予10万元奖励。\n"
    )
    assert "fixed_investment" not in fields(second.condition)
    assert values(second, "business_domain") == [("物流",)]


def test_a_further_rung_keeps_its_measure() -> None:
    _, second = items("第三条 物流企业年营业收入达到5000万元，且增长10%以上的，奖励5万元；达到1亿元的，奖励10万元。\n")
    assert values(second, "revenue") == [Decimal(100_000_000)]


# ------------------------------------------------------------ money in other words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("总投资1亿元以上的项目，采取“一事一议”方式予以支持。", (None, None, None)),
        ("对引进的总部企业，按照“一企一策”给予支持。", (None, None, None)),
        ("国有房屋出租给小微企业的，按规定减免前3年租金的30%以上。", (None, Decimal("0.3"), None)),
        ("对信用评价为A级的企业，工资保证金减按50%缴存。", (None, Decimal("0.5"), None)),
        ("中标本县项目的企业，履约保证金减半收取。", (None, Decimal("0.5"), None)),
        ("对小微企业，工程质量保证金免予缴纳。", (None, None, None)),
        ("参加培训并取得证书的职工，可按规定申领每人1000—2000元的补贴。", (None, None, Decimal(2000))),
    ],
)
def test_what_is_given_in_other_words(words: str, said: tuple[Decimal | None, ...]) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert money(item) == [said]


def test_how_it_is_given_is_no_grant_of_its_own() -> None:
    (item,) = items("第三条 采取“一企一策”方式，对外贸企业给予5万元补助。\n")
    assert money(item) == [(Decimal(50_000), None, None)]


def test_an_exemption_stands_beside_a_share_of_another_tax() -> None:
    (item,) = items("第三条 提供社区托育服务取得的收入，免征增值税，在计算应纳税所得额时，减按90%计入收入总额。\n")
    assert sorted(money(item), key=str) == [(None, Decimal("0.9"), None), (None, None, None)]


@pytest.mark.parametrize("way", ["按照本措施第（二）条规定享受运营补助", "按照第（二）条标准给予补助"])
def test_money_of_another_point_is_borrowed(way: str) -> None:
    first, second = items(
        f"一、扩大供给\n（一）幼儿园开设托班的，{way}。\n（二）托育机构备案满1年的，按每个托位每年800元给予补助。\n"
    )
    assert money(first) == money(second) == [(Decimal(800), None, None)]


# ------------------------------------------------------------ points by their numbers in brackets


@pytest.mark.parametrize(
    ("freed", "barred"),
    [("第（二）条", [True, False, False]), ("第（二）条第2款", [True, True, False])],
)
def test_who_is_shut_out_but_for_some_points(freed: str, barred: list[bool]) -> None:
    found = items(
        "一、政策举措\n（一）参加展会的，奖励2万元。\n（二）支持创新。\n1.引进建造师的，奖励2万元。\n"
        f"2.建设实训基地的，奖励3万元。\n三、附则\n1.房地产企业不适用本意见，但{freed}除外。\n"
    )
    assert ["industry" in fields(item.condition) for item in found] == barred


@pytest.mark.parametrize(
    "asked",
    [
        "申报时应提交：申请表、营业执照、统计报表以及其他相关证明材料（申请第（二）条的，附注册证书、劳动合同）。",
        "申报时应提交申请表、营业执照、统计报表；申报第（二）条的，另附注册证书、劳动合同。",
        "申报时应提交申请表、营业执照、统计报表。申报第（二）条的，还应提交注册证书、劳动合同。",
    ],
)
def test_papers_of_a_point_by_its_number(asked: str) -> None:
    first, second = items(
        f"一、政策举措\n（一）参加展会的，奖励2万元。\n（二）引进建造师的，奖励2万元。\n三、附则\n1.{asked}\n"
    )
    assert list(first.materials) == ["申请表", "营业执照", "统计报表"]
    assert list(second.materials) == ["申请表", "营业执照", "统计报表", "注册证书", "劳动合同"]


# ------------------------------------------------------------ records


@pytest.mark.parametrize(
    ("lead", "period"),
    [
        ("申报企业近三年内有下列行为之一的，不予支持", "last_3_years"),
        ("申报企业当年度有下列行为之一的，取消当年度奖补资格", "this_year"),
        ("企业上年度存在下列情形之一的，不予奖励", "last_year"),
    ],
)
def test_the_period_before_a_list_of_offences_is_told_for_all(lead: str, period: str) -> None:
    (item,) = items(
        f"二、扶持内容\n（一）新建冷库的，补助5万元。\n三、附则\n1.{lead}：（1）发生安全生产事故；（2）拖欠工资。\n"
    )
    assert [str(test.period) for test in limits_of(item.condition)] == [period, period]


def test_an_offence_keeps_the_period_of_its_own() -> None:
    (item,) = items(
        "二、扶持内容\n（一）新建冷库的，补助5万元。\n三、附则\n"
        "1.近三年内有下列行为之一的，不予支持：（1）近一年内发生安全生产事故；（2）拖欠工资。\n"
    )
    assert [str(test.period) for test in limits_of(item.condition)] == ["last_year", "last_3_years"]


@pytest.mark.parametrize("before", ["同一项目不得重复申报，", "同一内容不重复补助，"])
def test_who_has_been_paid_is_shut_out_behind_another_rule(before: str) -> None:
    (item,) = items(
        "第二章 扶持内容\n第三条 新建冷库的，补助5万元。\n第三章 申报管理\n"
        f"第四条 {before}已获得县级以上财政资金扶持的建设内容不再补助。\n"
    )
    assert values(item, "already_funded") == [False]


# ------------------------------------------------------------ loans, machines, what several points share


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("经县级平台发放、单户100万元以下的农业生产贷款，按年利率2%贴息。", 1_000_000),
        ("单笔金额在200万元以下的创业担保贷款，按50%贴息。", 2_000_000),
        ("对获得单笔金额1000万元以下贷款的企业，按50%贴息。", 10_000_000),
    ],
)
def test_which_loan_is_helped_is_asked_and_not_given(words: str, limit: int) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert values(item, "loan_amount") == [Decimal(limit)]
    assert [benefit.cap for benefit in item.benefits] == [None]


@pytest.mark.parametrize("words", ["为小微企业提供单户500万元以下的贷款。", "给予企业500万元以下的信用贷款支持。"])
def test_a_loan_that_is_lent_is_given(words: str) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert [benefit.cap for benefit in item.benefits] == [Decimal(5_000_000)]


@pytest.mark.parametrize(
    "words", ["当年新购50万元以上农机装备", "一次性购置50万元以上的生产设备", "采购50万元以上检测仪器"]
)
def test_what_is_spent_on_machines(words: str) -> None:
    assert "equipment_investment" in fields(read(words))


@pytest.mark.parametrize("words", ["购买50万元以上的土地", "采购50万元以上的服务"])
def test_what_is_spent_on_other_things(words: str) -> None:
    assert "equipment_investment" not in fields(read(words))


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        ("两项均须验收合格且投入生产。", "验收合格"),
        ("上述项目均须竣工验收合格。", "竣工验收合格"),
        ("以上两类项目均应在当年建成投用。", "在当年建成投用"),
    ],
)
def test_what_both_grants_before_it_ask(shared: str, said: str) -> None:
    found = items(f"第三条 新建冷库的，补助5万元；新建烘干房的，补助3万元。{shared}\n第四条 参加展会的，补助1万元。\n")
    assert [any(said in label for label in judged(item)) for item in found] == [True, True, False]


# ------------------------------------------------------------ honours, grades, rows of bodies


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("市外施工总承包特级、一级资质企业", ("施工总承包特级资质", "施工总承包一级资质")),
        ("省外桥梁、隧道等专业承包一级资质企业", ("桥梁专业承包一级资质", "隧道专业承包一级资质")),
        ("获国家级、省级工法", ("国家级工法", "省级工法")),
    ],
)
def test_honours_by_their_names(words: str, names: tuple[str, ...]) -> None:
    found = [leaf for leaf in leaves(read(words)) if isinstance(leaf, Test) and leaf.field == "qualification"]
    assert [leaf.value for leaf in found] == [names]


@pytest.mark.parametrize(
    "words",
    [
        "首次取得施工总承包特级资质的企业奖励300万元，首次取得施工总承包一级资质的企业奖励50万元。",
        "首次取得施工总承包特级资质的奖励300万元，取得一级资质的奖励50万元。",
        "首次评为5A级景区的企业奖励300万元，首次评为4A级景区的企业奖励50万元。",
    ],
)
def test_grades_told_in_full_are_one_support(words: str) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert money(item) == [(Decimal(3_000_000), None, None), (Decimal(500_000), None, None)]


@pytest.mark.parametrize(
    "who",
    [
        "机关、企事业单位、产业园区利用自有场地",
        "社会组织、展会主办方引进国家级展会",
        "镇街、合作社、专业大户建设烘干中心",
    ],
)
def test_a_row_with_a_body_that_no_field_knows_is_judged(who: str) -> None:
    (item,) = items(f"第三条 {who}的，补助5万元。\n")
    assert "entity_type" not in fields(item.condition)
    assert any(who[:4] in label for label in judged(item))


@pytest.mark.parametrize("who", ["企业、行业协会举办展会", "社团法人、企业法人举办展会"])
def test_a_row_of_known_bodies_is_asked(who: str) -> None:
    (item,) = items(f"第三条 {who}的，补助5万元。\n")
    assert "entity_type" in fields(item.condition)


# ------------------------------------------------------------ who is served, who gives, what is borrowed


@pytest.mark.parametrize("words", ["可招收2-3岁幼儿", "为0-3岁婴幼儿提供托育服务", "面向3-6岁儿童开设课程"])
def test_the_age_of_those_served_is_no_number_to_declare(words: str) -> None:
    assert not any(isinstance(leaf, Test) for leaf in leaves(read(words)))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("组织游客入住本县民宿，年度累计2000人次以上的旅行社", "年度组织游客入住本县民宿人次"),
        ("开展公益培训，全年不少于10场次的机构", "全年开展公益培训场次"),
    ],
)
def test_times_are_of_the_deed_before_them(words: str, label: str) -> None:
    assert [leaf.label for leaf in leaves(read(words)) if isinstance(leaf, Test) and leaf.label] == [label]


@pytest.mark.parametrize("giver", ["各级工会", "所在县区", "由当地残联"])
def test_who_gives_is_no_condition(giver: str) -> None:
    (item,) = items(f"第三条 托位数达到20个的，{giver}可给予最高15万元的开办补助。\n")
    assert judged(item) == []


def test_what_is_borrowed_is_the_one_so_called_with_what_it_asks() -> None:
    first, *_ = items(
        "一、扩大供给\n（一）幼儿园开设托班的，按照本措施第（二）条规定享受运营补助。\n"
        "（二）落实运营补助。托育机构年平均收托率在50%以上的，按每个托位每年800元给予运营补助。"
        "评定为省级示范机构的，另行奖补20万元。\n"
    )
    assert money(first) == [(Decimal(800), None, None)]
    assert values(first, "declared_number") == [Decimal("0.5")]


# ------------------------------------------------------------ what is paid, and to whom more


@pytest.mark.parametrize(
    "words",
    [
        "企业引进工艺大师，年薪20万元以上的，按其个税地方留成部分全额奖励给个人。",
        "企业高管年薪20万元以上的，按其个税地方留成部分全额返还给本人。",
    ],
)
def test_what_is_given_to_the_person(words: str) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert money(item) == [(None, Decimal(1), None)]


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("参加展会的，按展位费的60%（境外展会80%）给予补助。", ["0.6", "0.8"]),
        ("新建冷库的，按投资额的20%（村集体30%）补助。", ["0.2", "0.3"]),
        ("参加展会的，按展位费的60%（含税）给予补助。", ["0.6"]),
    ],
)
def test_the_share_of_another_sort_in_a_bracket(words: str, shares: list[str]) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert [str(benefit.rate) for benefit in item.benefits] == shares


@pytest.mark.parametrize("cost", ["展位费", "平台服务费", "展位费、运输费", "贷款利息"])
def test_of_what_the_share_is_paid_is_no_condition(cost: str) -> None:
    (item,) = items(f"第三条 参加境外展会的，对{cost}给予50%补助。\n")
    assert judged(item) == ["参加境外展会"]


def test_more_for_others_is_not_for_those_before() -> None:
    _, second = items(
        "第三条 外观专利产业化、单款产品年销售额200万元以上的，每件奖励0.5万元；年度授权外观专利20件以上的企业另奖励1万元。\n"
    )
    assert values(second, "declared_number") == [Decimal(20)]


def test_more_for_those_before_takes_over_what_they_meet() -> None:
    _, second = items("第三条 首次纳入规上统计的企业，奖励5万元；次年产值增长10%以上的，再奖励5万元。\n")
    assert "newly_above_scale" in fields(second.condition)


def test_how_much_counts_is_no_limit_of_the_applicant() -> None:
    (item,) = items("第三条 租赁标准厂房2000平方米以下部分，每月每平方米补助2元。\n")
    assert "rent_area" not in fields(item.condition)


def test_papers_before_who_checks_them() -> None:
    (item,) = items(
        "一、扶持措施\n（一）参加展会的，奖励1万元。\n二、有关规定\n"
        "（一）每年6月30日前由企业向县工信局提出申请，并提供申请报告、营业执照、完税证明，由县工信局会同财政部门审核。\n"
    )
    assert list(item.materials) == ["申请报告", "营业执照", "完税证明"]


# ------------------------------------------------------------ sorts in one sentence, what is applied for


def test_the_next_sort_of_a_sentence_takes_nothing_of_the_first() -> None:
    *_, last = items(
        "第三条 在库限上批发企业年销售额达5亿元且增速20%以上的，奖励5万元；零售企业年零售额1亿元以上的奖励4万元；"
        "限上住宿餐饮企业营业额1000万元以上且同比增长20%的奖励2万元。\n"
    )
    assert values(last, "industry") == [("住宿业", "餐饮业")]
    assert values(last, "revenue_growth") == [Decimal("0.2")]


@pytest.mark.parametrize("words", ["商贸企业（个体工商户）", "农业企业（合作社、家庭农场）"])
def test_a_bracket_may_name_others_without_a_word(words: str) -> None:
    assert fields(read(words)) == {"business_domain"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("鼓励包材企业申报高新技术企业，首次通过认定的给予10万元奖励。", "高新技术企业"),
        ("鼓励包材企业申报高新技术企业，首次通过认定的给予10万元奖励，重新认定的给予5万元。", "高新技术企业"),
        ("支持企业创建省级绿色工厂，对首次认定的，奖励20万元。", "省级绿色工厂"),
    ],
)
def test_what_is_applied_for_and_obtained_is_held(words: str, name: str) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert values(item, "qualification") == [(name,)]
    assert judged(item) == []


@pytest.mark.parametrize("words", ["企业申报科技项目，通过认定的，奖励5万元。", "企业申请补贴，经认定的，给予5万元。"])
def test_a_project_applied_for_is_no_honour(words: str) -> None:
    (item,) = items(f"第三条 {words}\n")
    assert "qualification" not in fields(item.condition)


def test_persons_by_titles_in_quotation_marks() -> None:
    node = read("获得“南粤工匠”“岭南技能大师”称号的人员")
    assert isinstance(node, Test)
    assert node.value == ("南粤工匠", "岭南技能大师")


# ------------------------------------------------------------ what is told once for several


def test_other_conditions_as_above_hold_but_for_what_is_set_anew() -> None:
    _, second = items(
        "第三条 新建民宿，客房5间以上、完成投资不低于50万元的，每间补助3000元。"
        "利用闲置农房改造的民宿，客房达到3间即可申报，每间补助2000元，其他条件同上。\n"
    )
    assert values(second, "project_investment") == [Decimal(500_000)]
    assert values(second, "declared_number") == [Decimal(3)]
    assert "新建民宿" not in judged(second)


@pytest.mark.parametrize(
    ("title", "bound"),
    [("促进商贸流通业发展办法", True), ("支持商贸业若干措施", True), ("促进工业发展办法", False)],
)
def test_the_one_term_of_the_trade_in_the_title_means_all_applicants(title: str, bound: bool) -> None:
    first, second = parse_text(
        f"绵竹市{title}\n第一条 为促进消费，制定本办法。\n第三条 本办法所称商贸企业，是指在绵竹市登记注册的企业。\n"
        "第四条 参加展会的，奖励1万元。\n第五条 商贸企业参加培训的，奖励1万元。\n"
    ).document.items
    assert ("registered_region" in fields(first.condition)) is bound
    assert "registered_region" in fields(second.condition)


def test_what_is_sold_at_an_event_is_not_all_that_is_sold() -> None:
    assert "revenue" not in fields(read("单场活动参与商户30家以上、实际销售额500万元以上"))
    assert "revenue" in fields(read("参与商户30家以上、年销售额500万元以上"))


def test_a_bracket_behind_a_row_of_papers_is_for_all_of_it() -> None:
    first, second = items(
        "第三条 参加展会的，奖励1万元。\n第四条 举办促销活动的，奖励1万元。\n第五条 申报材料：\n（1）申请表；\n"
        "（2）活动方案、现场照片、支出凭证（仅第四条提供）；\n（3）租赁合同。\n"
    )
    assert list(first.materials) == ["申请表", "租赁合同"]
    assert list(second.materials) == ["申请表", "活动方案", "现场照片", "支出凭证", "租赁合同"]
