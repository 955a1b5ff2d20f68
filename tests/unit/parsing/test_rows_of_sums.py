"""Sorts with their sums in a row, in a sentence, in its parts or in points: one support, with or without a word of giving."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any
from policymatch.conditions.nodes import All, Judgement, Node, Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "临江县促进产业发展若干措施\n"


def items(text: str) -> tuple[Item, ...]:
    return parse_text(HEAD + text).document.items


def sums(item: Item) -> list[int | None]:
    return [None if one.amount is None else int(one.amount) for one in item.benefits]


def said(node: Node) -> list[str]:
    """The words of all conditions."""
    if isinstance(node, Test | Judgement):
        return [node.source.quote if node.source else ""]
    return [words for child in getattr(node, "children", ()) for words in said(child)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("第三条 对新获批的企业技术中心，国家级100万元，省级50万元，市级20万元。", [1000000, 500000, 200000]),
        ("第三条 企业新引进人才签订3年以上劳动合同的，博士每人每年3万元，硕士每人每年2万元。", [30000, 20000]),
        ("第三条 取得证书的职工，高级技师2500元、技师2000元、高级工1500元。", [2500, 2000, 1500]),
        ("第三条 新购机械的合作社，大型机械每台补3万元，中型机械每台补2万元。", [30000, 20000]),
        ("第三条 企业员工参加培训，初级500元/人，中级800元/人，高级1200元/人。", [500, 800, 1200]),
        ("第三条 对新认定的研发中心给予奖励。其中，国家级100万元，省级50万元。", [1000000, 500000]),
        ("第三条 建设托育机构的，示范性机构每个托位1万元；普惠性机构每个托位8000元。", [10000, 8000]),
        ("第三条 企业通过认证的，5级奖50万元，4级奖30万元，3级奖20万元。", [500000, 300000, 200000]),
        ("第三条 对引进人才的企业，按以下标准给予补贴：\n1.博士：每人5万元；\n2.硕士：每人3万元。", [50000, 30000]),
        (
            "第三条 对新评定的民宿给予奖励，标准为：\n（1）五星级民宿，20万元；\n（2）四星级民宿，10万元。",
            [200000, 100000],
        ),
        (
            "第三条 对来我县就业的毕业生，大专每人3000元，本科每人6000元，硕士及以上每人1.2万元。",
            [3000, 6000, 12000],
        ),
        ("第三条 支持标准\n首次参保的毕业生，博士每月1500元，硕士每月900元。", [1500, 900]),
        ("第三条 申请人须签订劳动合同。补贴标准是：博士每月1500元，硕士每月900元。", [1500, 900]),
        (
            "第三条 对普惠养老院给予护理补贴，照护自理老人的，每人每月80元；照护失能老人的，每人每月260元。",
            [80, 260],
        ),
        (
            "第三条 普惠养老院按照收住人数给予护理补贴：\n（一）收住自理老人的，每人每月80元；\n"
            "（二）收住半失能、全失能老人的，每人每月260元。\n公办民营的按上述标准的70%执行。",
            [80, 260],
        ),
        ("第三条 支持标准\n重点项目：单个项目100万元。\n一般项目：单个项目30万元。", [1000000, 300000]),
    ],
)
def test_rows_without_a_verb_are_one_support(text: str, want: list[int]) -> None:
    (item,) = items(text)
    assert sums(item) == want


@pytest.mark.parametrize(
    "text",
    [
        "第三条 从事批发业的企业，年销售额5000万元，零售业企业年销售额500万元。",
        "第三条 项目资金来源为中央资金1000万元，省级资金500万元，自筹300万元。",
        "第三条 全县全年实现农业产值20亿元，工业产值50亿元。",
        "第三条 违反规定的，对单位罚款5万元，对个人罚款1万元。",
        "第三条 入驻企业的租金标准为甲座每月30元/平方米，乙座每月20元/平方米。",
        "第三条 申请人应当具备下列注册资本：批发企业500万元，零售企业100万元。",
    ],
)
def test_rows_of_other_sums_give_nothing(text: str) -> None:
    assert not items(text)


def test_sorts_beside_whom_it_is_for_are_no_demand() -> None:
    """The first sort of a row used to bind all: 中亚方向 was asked of everybody."""
    (item,) = items("第三条 开行国际班列的企业，中亚方向每列补贴8万元，东盟方向每列补贴5万元。")
    assert said(item.condition) == ["开行国际班列的企业"]
    (item,) = items("第三条 开行国际班列的企业，中亚方向每列补贴8万元；东盟方向每列补贴5万元。")
    assert said(item.condition) == ["开行国际班列的企业"]
    assert sums(item) == [80000, 50000]


@pytest.mark.parametrize(
    "text",
    [
        "第三条 支持农产品认证。有机产品每个5万元，绿色食品每个3万元，地理标志农产品每个10万元。",
        "第三条 培育新品种的企业，通过国家审定的每个品种奖励30万元，通过省级审定的每个品种奖励10万元。",
        "第三条 知识产权奖励标准如下：\n发明专利：每件5000元；\n软件著作权：每件500元。",
    ],
)
def test_sorts_that_say_whom_it_is_for_are_a_choice(text: str) -> None:
    (item,) = items(text)
    condition = item.condition
    assert isinstance(condition, All)
    assert any(isinstance(child, Any) for child in condition.children)


def test_sorts_after_a_semicolon_are_let_in() -> None:
    (item,) = items(
        "第三条 支持载体发展。国家级孵化器奖励100万元、众创空间奖励50万元；省级孵化器奖励50万元、众创空间奖励20万元。"
    )
    assert sums(item) == [1000000, 500000, 500000, 200000]
    assert "省级孵化器" in said(item.condition)


def test_bare_limits_of_enterprises_take_what_is_measured_from_the_limit_before() -> None:
    found = items("第三条 年研发费用500万元以上的企业奖励10万元，1000万元以上的企业奖励30万元。")
    fields = [[leaf.field for leaf in getattr(item.condition, "children", ())] for item in found]
    assert fields == [["rd_expense"], ["rd_expense"]]


def units(item: Item) -> list[tuple[int, str | None, int | None]]:
    """Sum, unit and ceiling of each benefit."""
    return [(int(one.amount or 0), one.per, None if one.cap is None else int(one.cap)) for one in item.benefits]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "小微企业吸纳失业人员的，给予4000元补贴；带动超过3人的，每增加1人再给予1500元补贴，总额不超过2万元。",
            [(4000, None, None), (1500, "人", 20000)],
        ),
        (
            "年度培训100人以上的基地，补助10万元；超出100人的部分，每人再给予500元，最高不超过50万元。",
            [(100000, None, None), (500, "人", 500000)],
        ),
        (
            "对年营业收入首次达到5000万元的企业奖励10万元，每上一个5000万元台阶奖励5万元，同一企业累计最高100万元。",
            [(100000, None, None), (50000, "5000万元", 1000000)],
        ),
        (
            "对新认定的专精特新企业给予20万元奖励，在此基础上，产值每增长10%，追加奖励2万元，最高追加10万元。",
            [(200000, None, None), (20000, "10%", 100000)],
        ),
    ],
)
def test_a_step_beyond_is_a_second_benefit(text: str, want: list[tuple[int, str | None, int | None]]) -> None:
    (item,) = items(f"第三条 {text}")
    assert units(item) == want


def test_a_step_beyond_a_ladder_goes_with_its_last_rung() -> None:
    found = items(
        "第三条 企业年产值首次突破1亿元、5亿元的，分别奖励10万元、30万元；此后每上一个5亿元台阶，再奖励20万元，最高200万元。"
    )
    assert [units(item) for item in found] == [
        [(100000, None, None)],
        [(300000, None, None), (200000, "5亿元", 2000000)],
    ]


def test_steps_reached_are_limits_not_money() -> None:
    found = items("第三条 贸易企业年销售额首次上20亿元台阶的奖励30万元，上50亿元台阶的奖励80万元。")
    assert [sums(item) for item in found] == [[300000], [800000]]
    limits = [
        [int(leaf.value) for leaf in getattr(item.condition, "children", ()) if getattr(leaf, "field", "") == "revenue"]
        for item in found
    ]
    assert limits == [[20_0000_0000], [50_0000_0000]]


def test_a_step_of_another_measure_is_another_support() -> None:
    found = items("第三条 外贸企业出口额达到500万美元的奖励5万元；年进口额每增加100万美元奖励2万元。")
    assert len(found) == 2


def test_grades_by_age_are_supports_of_their_own_and_lend_each_other_nothing() -> None:
    found = items(
        "第三条 租房补贴\n申请人须签订1年以上劳动合同。标准为：全日制博士，42周岁以下，每月1800元；全日制硕士，36周岁以下，每月1000元。"
    )
    assert [sums(item) for item in found] == [[1800], [1000]]
    assert not any("博士" in words for words in said(found[1].condition))


@pytest.mark.parametrize(
    "text",
    [
        "第三条 对首次纳入限上统计的商贸企业，批发业、零售业每家奖励8万元，住宿业、餐饮业每家奖励5万元。",
        "第三条 对首次纳入限上统计的企业，批发和零售业企业每家奖励8万元，住宿和餐饮业企业每家奖励5万元。",
    ],
)
def test_rows_of_trades_with_their_sums_let_each_other_in(text: str) -> None:
    (item,) = items(text)
    assert sums(item) == [80000, 50000]
    assert isinstance(item.condition, All)
    (choice,) = [child for child in item.condition.children if isinstance(child, Any)]
    assert len(choice.children) == 2
