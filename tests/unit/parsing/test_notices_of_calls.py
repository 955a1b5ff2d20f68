"""Calls for applications: what a notice asks before and behind the words of a list, how figures are reckoned, batches."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text

_CALL = "关于组织申报2024年度示范企业的通知\n昆山市科学技术局\n一、申报条件\n{asked}\n二、奖励标准\n对认定的企业给予10万元奖励。\n{more}"


def _item(asked: str, more: str = "") -> Item:
    (item,) = parse_text(_CALL.format(asked=asked, more=more)).document.items
    return item


def _said(item: Item) -> list[str]:
    return [
        f"{leaf.field} {leaf.op} {leaf.value}" if isinstance(leaf, Test) else leaf.label
        for leaf in leaves(item.condition)
    ]


@pytest.mark.parametrize(
    "reckoned",
    [
        "，企业注册成立时间不足两年的，按实际经营年限计算",
        "；成立不满三年的按实际年限计算",
        "。成立不满三年的企业，按实际经营年限核算",
        "，不足两年的企业以实际经营时间计算",
    ],
)
def test_how_a_figure_is_reckoned_for_the_young_asks_nobody_to_be_young(reckoned: str) -> None:
    said = _said(_item(f"（一）近三年研发费用占比不低于3%{reckoned}。\n（二）具有独立法人资格。"))
    assert said == ["rd_ratio >= 0.03", "legal_person is True"]


def test_what_the_young_are_asked_stays() -> None:
    said = _said(_item("（一）注册成立时间不足两年的，研发费用不低于100万元。\n（二）具有独立法人资格。"))
    assert any("rd_expense" in one for one in said)


@pytest.mark.parametrize(
    ("lead", "upper"),
    [
        ("年营业收入5000万元以下，并符合以下条件之一：", "revenue <= 50000000"),
        ("从业人员300人以下的企业，满足下列条件之一：", "employees <= 300"),
        ("成立时间在5年以下，且须满足以下条件之一：", "years_established <= 5"),
    ],
)
def test_a_limit_before_the_words_that_announce_a_list_keeps_its_direction(lead: str, upper: str) -> None:
    item = _item(f"{lead}\n（1）高新技术企业；\n（2）科技型中小企业。")
    assert upper in _said(item)
    assert any(isinstance(node, Any) for node in walk(item.condition))


@pytest.mark.parametrize(
    ("lead", "also"),
    [
        ("企业符合以下条件之一，并在市科技金融平台完成入库：", "在市科技金融平台完成入库"),
        ("申报企业应符合下列条件之一，且通过主管部门备案：", "通过主管部门备案"),
    ],
)
def test_what_stands_behind_the_words_that_announce_a_list_is_asked_too(lead: str, also: str) -> None:
    labels = [
        one.label
        for one in leaves(_item(f"{lead}\n（1）高新技术企业；\n（2）科技型中小企业。").condition)
        if isinstance(one, Judgement)
    ]
    assert labels == [also]


def test_papers_handed_in_behind_the_words_of_a_list_are_no_demand() -> None:
    said = _said(_item("企业符合以下条件之一，并提交申请材料：\n（1）高新技术企业；\n（2）科技型中小企业。"))
    assert not any("材料" in one for one in said)


@pytest.mark.parametrize(
    "told",
    [
        "第一批申报时间为2024年3月1日至3月31日。\n第二批申报时间为2024年9月1日至9月30日。\n",
        "第一批：2024年3月1日至3月31日受理申报。\n第二批：2024年9月1日至9月30日受理申报。\n",
    ],
)
def test_batches_close_with_the_last(told: str) -> None:
    window = _item("（一）具有独立法人资格。\n（二）信用良好。", f"三、申报时间\n{told}").window
    assert window is not None
    assert (window.opens_on, window.closes_on) == (date(2024, 3, 1), date(2024, 9, 30))


def test_the_days_of_a_purchase_among_the_papers_are_no_window() -> None:
    window = _item(
        "（一）具有独立法人资格。\n（二）信用良好。",
        "三、申报材料\n1.项目申报书；\n2.2024年1月1日至10月31日购置设备的合同及发票，填报设备明细表（可在2024年11月10日前另行提供）；\n"
        "四、报送要求\n请于2024年5月20日（周一）前报送至市科技局。\n",
    ).window
    assert window is not None
    assert (window.opens_on, window.closes_on) == (None, date(2024, 5, 20))


_DIRECTIONS = (
    "2024年度机器人专项资金申报指南\n一、支持方向\n{one}：支持机器人研发。对研发项目按投入的20%给予补助，最高200万元。\n"
    "{two}：支持机器人应用。按照机器人购置额的10%给予补助，最高100万元。\n二、申报条件\n（一）在昆山市注册、具有独立法人资格。\n"
    "（二）{asked}\n（三）经营状况良好。\n"
)


@pytest.mark.parametrize(
    ("one", "two", "asked"),
    [
        ("方向1", "方向2", "投入要求：\n方向1：研发投入不低于300万元；\n方向2：项目单位设备购置投入不低于100万元。"),
        ("方向一", "方向二", "方向一申报单位研发投入不低于300万元；方向二申报单位设备购置投入不低于100万元。"),
        ("专题一", "专题二", "专题一项目，研发投入应不低于300万元；专题二项目，设备购置投入应不低于100万元。"),
        ("类别1", "类别2", "类别1：研发投入达到300万元；类别2：设备购置投入达到100万元。"),
    ],
)
def test_demands_under_the_number_of_a_sort_bind_the_supports_of_that_sort(one: str, two: str, asked: str) -> None:
    items = parse_text(_DIRECTIONS.format(one=one, two=two, asked=asked)).document.items
    limits = [
        {"rd_expense", "equipment_investment"}
        & {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
        for item in items
    ]
    assert limits == [{"rd_expense"}, {"equipment_investment"}]


def test_what_all_sorts_are_asked_binds_all() -> None:
    asked = "项目单位研发投入不低于300万元。"
    items = parse_text(_DIRECTIONS.format(one="方向1", two="方向2", asked=asked)).document.items
    assert all(
        "rd_expense" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} for item in items
    )


def test_papers_a_level_below_in_the_block_of_a_support_are_its_own() -> None:
    block = (
        "{n}、{what}补贴\n对{what}的企业按费用的50%给予补贴，最高30万元。\n1.申报对象\n在昆山市注册的企业。\n2.申报要求\n"
        "（1）申报时间：2024年4月23日前完成网上申报。\n（2）申报材料：按照以下顺序装订，加盖企业公章：\n{papers}"
    )
    text = "关于组织申报2024年度科技金融项目的通知\n" + "".join(
        block.format(n=n, what=what, papers=papers)
        for n, what, papers in (
            ("一", "购买科技保险", "①保险补贴申请表（网上打印）。\n②保险合同。\n"),
            ("二", "取得科技贷款", "①贷款补贴申请表（系统生成）。\n②付息凭证等。（复印件）\n"),
        )
    )
    items = parse_text(text).document.items
    assert [item.materials for item in items] == [("保险补贴申请表", "保险合同"), ("贷款补贴申请表", "付息凭证")]


def test_a_sort_of_papers_explained_behind_a_colon_is_one_paper() -> None:
    papers = (
        "三、申报材料\n1.项目申报书；\n2.研究开发活动材料：项目名称、项目组成员、立项报告等；\n"
        "3.科技成果转化证明材料：成果来源可从专利、技术诀窍等方面提供；转化结果可从生产批文等方面提供；\n4.佐证材料：购销合同、发票。\n"
    )
    item = _item("（一）具有独立法人资格。\n（二）信用良好。", papers)
    assert item.materials == ("项目申报书", "研究开发活动材料", "科技成果转化证明材料", "购销合同", "发票")


@pytest.mark.parametrize("said", ["守法经营、诚实守信、近三年内无严重失信行为", "遵纪守法、诚信守法、无不良信用记录"])
def test_honesty_beside_a_record_is_asked_too(said: str) -> None:
    first, second, _ = said.split("、")
    assert {first, second} <= set(_said(_item(f"（一）{said}。\n（二）具有独立法人资格。")))


_CHOICE = (
    "关于组织申报2024年度科技金融项目的通知\n一、科技贷款支持\n{sums}\n1.申报对象\n企业在昆山市登记注册；企业符合以下条件之一：\n"
    "（1）高新技术企业；\n（2）瞪羚企业；\n（3）独角兽企业。\n"
)


@pytest.mark.parametrize(
    ("sums", "want"),
    [
        (
            "对独角兽企业，风险补偿额不超过1000万元；对于瞪羚企业，风险补偿额不超过700万元；对于其它科技型企业，风险补偿额不超过500万元。",
            [(None, 10000000), (None, 7000000), (None, 5000000)],
        ),
        (
            "按照上年度实际支付利息给予最高50%的补贴。对独角兽企业，年度补贴最高100万元；对瞪羚企业，年度补贴最高50万元；对其他企业，年度补贴最高30万元。",
            [(0.5, 1000000), (0.5, 500000), (0.5, 300000)],
        ),
    ],
)
def test_sums_for_those_among_whom_the_conditions_let_choose_are_grades(
    sums: str, want: list[tuple[float | None, int]]
) -> None:
    (item,) = parse_text(_CHOICE.format(sums=sums)).document.items
    assert [(float(one.rate) if one.rate else None, int(one.cap or 0)) for one in item.benefits] == want


def test_sums_for_those_who_are_not_among_the_choice_are_supports() -> None:
    sums = "对引进博士的企业，给予10万元补贴；对瞪羚企业，给予20万元奖励。"
    assert len(parse_text(_CHOICE.format(sums=sums)).document.items) == 2


@pytest.mark.parametrize(
    ("words", "cap"),
    [
        ("对小微企业，单户贷款风险补偿金额最高50万元。", 500000),
        ("对瞪羚企业，授信额度最高500万元。", 5000000),
        ("对高新技术企业，贷款贴息额度不超过20万元。", 200000),
    ],
)
def test_what_some_get_at_most_is_given_to_them(words: str, cap: int) -> None:
    (item,) = parse_text(f"昆山市支持企业若干政策\n一、加大支持\n{words}\n").document.items
    assert [int(one.cap or 0) for one in item.benefits] == [cap]


def test_what_one_firm_gets_at_most_is_no_support() -> None:
    assert not parse_text("昆山市支持企业若干政策\n一、其他\n对同一企业，年度补贴总额不超过20万元。\n").document.items


@pytest.mark.parametrize(
    "words",
    [
        "保险费补贴项目对购买科技保险的企业给予保费50%的补贴。",
        "专项资金主要用于支持企业参保，对购买科技保险的企业给予保费50%的补贴。",
        "保险费补贴项目采取后补贴方式，实行总额限制。对购买科技保险的企业给予保费50%的补贴。",
        "补贴项目用于补助企业在投保期间所支出的保费。对购买科技保险的企业给予保费50%的补贴。",
    ],
)
def test_what_gives_and_what_for_asks_nothing(words: str) -> None:
    (item,) = parse_text(f"昆山市支持企业若干政策\n一、加大支持\n{words}\n").document.items
    assert _said(item) == ["购买科技保险的企业"]


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        (
            "向我市初创企业投资满一年。初创企业，是指成立期限在5年以内，职工总数不超过300人的非上市企业。",
            "初创企业职工总数",
        ),
        ("为小微科技企业提供服务20家以上。小微科技企业是指职工总数不超过300人的企业。", "小微科技企业职工总数"),
        ("当年新培育成长型企业2家以上。本指南所称成长型企业，是指职工总数不超过300人的企业。", "成长型企业职工总数"),
    ],
)
def test_what_a_word_means_for_whom_the_applicant_serves_is_asked_of_these(asked: str, label: str) -> None:
    item = _item(f"（一）具有独立法人资格。\n（二）{asked}")
    limits = [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Test) and str(leaf.value) == "300"]
    assert limits == [label]


def test_what_the_word_for_the_applicants_means_is_asked_of_them() -> None:
    said = _said(_item("（一）申报单位应为成长型企业。\n（二）本指南所称成长型企业，是指职工总数不超过300人的企业。"))
    assert "employees <= 300" in said


def test_once_only_beside_the_money_in_a_table() -> None:
    text = (
        "昆山市物流业支持政策\n序号\t项目名称\t申报条件\t奖励政策\n1\t冷库建设\t新建冷库容积1万立方米以上的企业\t按投资额的10%给予补助，最高300万元，且只能享受一次补助。\n"
        "2\t平台建设\t建设物流平台的企业\t给予20万元奖励。\n"
    )
    once = [any(one.startswith("already_funded") for one in _said(item)) for item in parse_text(text).document.items]
    assert once == [True, False]


@pytest.mark.parametrize(
    "said",
    [
        "项目申报单位对申报材料的真实性和合法性负有法人主体责任，严禁虚报项目、虚构事实等弄虚作假行为",
        "网上填报的材料须与纸质材料一致",
        "严禁剽窃他人成果、伪造材料骗取资格",
        "纸质材料与网上填报内容应保持一致",
    ],
)
def test_how_papers_are_handed_in_is_no_demand(said: str) -> None:
    assert _said(_item(f"（一）具有独立法人资格。\n（二）{said}。")) == ["legal_person is True"]


def test_what_stands_beside_how_papers_are_handed_in_stays() -> None:
    said = _said(_item("（一）具有独立法人资格。\n（二）经营状况良好，严禁弄虚作假。"))
    assert said == ["legal_person is True", "经营状况良好"]


@pytest.mark.parametrize("until", ["截至2024年5月31日，", "截止到2024年5月31日，", "截至2024年底，"])
def test_until_when_something_counts_is_no_demand_by_itself(until: str) -> None:
    said = _said(_item(f"（一）具有独立法人资格。\n（二）{until}在孵企业不少于30家。"))
    assert said == ["legal_person is True", "declared_number >= 30"]
