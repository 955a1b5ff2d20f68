"""What a sentence wishes before it says for whom the money is; shares of tax; what is refused or merely conferred."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.parsing import parse_text
from policymatch.parsing.drafting.segments import read_segments
from policymatch.spans import Span

HEAD = "海州市促进产业发展若干措施\n一、支持标准\n"


def asked(sentence: str) -> list[str]:
    """The conditions of the first grant of a sentence."""
    found = read_segments(sentence, Span(0, len(sentence)))
    return [span.of(sentence) for span in found[0].conditions]


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "大力推进生产线智能化改造，对投入超过500万元的项目，给予投入额8%的补助。",
            ["投入超过500万元的项目"],
        ),
        ("支持打造特色商圈，对获评省级示范商圈的，给予30万元奖励。", ["获评省级示范商圈"]),
        ("加快培育上市后备企业，优化服务，凡在主板上市的企业，奖励500万元。", ["在主板上市的企业"]),
        ("产值同比增长20%以上的，授予“腾飞奖”，并给予管理团队50万元奖励。", ["产值同比增长20%以上"]),
    ],
)
def test_a_wish_before_the_demand_demands_nothing(sentence: str, want: list[str]) -> None:
    assert asked(sentence) == want


def test_what_is_refused_is_not_granted() -> None:
    sentence = "对补贴额1万元以下的商户不予安排资金。"
    assert not read_segments(sentence, Span(0, len(sentence)))


def test_the_share_of_a_tax_is_the_money() -> None:
    sentence = "投资额在500万元以上的，企业所得税地方留成部分的60%通过财政支出奖励给投资企业。"
    (grant,) = read_segments(sentence, Span(0, len(sentence)))
    assert grant.benefit.of(sentence).startswith("企业所得税地方留成部分的60%")
    assert [span.of(sentence) for span in grant.conditions] == ["投资额在500万元以上"]


def test_a_plant_may_be_what_is_given() -> None:
    items = parse_text(
        HEAD + "凡在园区从事食品加工且设备投资达到2000万元以上的企业，可以给予代建厂房政策。"
    ).document.items
    assert len(items) == 1
    assert {getattr(leaf, "field", "") for leaf in leaves(items[0].condition)} >= {"equipment_investment"}


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "对建立研发准备金制度并享受加计扣除优惠政策的企业，按新增研发费用的8%给予补助。",
            ["建立研发准备金制度并享受加计扣除优惠政策的企业"],
        ),
        (
            "对投资3亿元以上的工业项目，上市公司投资的农业项目，以及世界500强投资的服务业项目，给予100万元奖励。",
            ["投资3亿元以上的工业项目，上市公司投资的农业项目，以及世界500强投资的服务业项目"],
        ),
    ],
)
def test_for_whom_a_grant_is(sentence: str, want: list[str]) -> None:
    assert asked(sentence) == want


@pytest.mark.parametrize(
    "sentence", ["冷链仓储用地，执行工业用地价格。", "利用地下空间提高容积率的，不再收取土地出让价款。"]
)
def test_cheaper_land_is_granted(sentence: str) -> None:
    assert len(read_segments(sentence, Span(0, len(sentence)))) == 1


def test_instalments_are_no_grant_of_their_own() -> None:
    sentence = "补贴额高于当年贡献的，则实行分期补贴，补贴期不超过两年。"
    assert not read_segments(sentence, Span(0, len(sentence)))


def test_whom_a_grant_names_in_full_no_purpose_adds_to() -> None:
    (item,) = parse_text(
        HEAD
        + "支持装备大型企业分立技术应用机构，通过增资方式组建公司。分立后新成立的检测和信息服务企业，给予30万元奖励。"
    ).document.items
    said = {leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None}
    assert not any("增资方式" in quote for quote in said)


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("投资3000万元以上的企业，行政事业收费减半收取。", "行政事业收费减半收取"),
        ("新入驻企业，城市基础设施配套费全额返还。", "城市基础设施配套费全额返还"),
        ("年纳税100万元以上的，前3年所得税由同级财政奖励企业。", "由同级财政奖励企业"),
    ],
)
def test_charges_that_are_let_off_are_granted(sentence: str, given: str) -> None:
    (grant,) = read_segments(sentence, Span(0, len(sentence)))
    assert given in grant.benefit.of(sentence)


def test_a_fund_that_is_set_up_grants_nothing() -> None:
    body = "设立规模为10亿元的产业基金（包含扶持资金），重点支持生物医药等方向的企业发展。"
    assert not read_segments(body, Span(0, len(body)), bare=True)


def test_who_has_done_it_is_no_aim() -> None:
    sentence = "对建好台账，并建立起追溯系统的单位，面积在300亩以下的基地奖励5万元。"
    assert "建立起追溯系统的单位" in asked(sentence)


def test_what_each_budget_bears_is_no_benefit() -> None:
    (item,) = parse_text(
        HEAD
        + "对改造投资1亿元以上的项目，给予12个月的贴息，最高不超过600万元。省级财政负担补助资金的70%，市财政负担补助资金的30%。"
    ).document.items
    assert [(benefit.type.value, str(benefit.cap)) for benefit in item.benefits] == [("interest", "6000000")]


def test_a_contract_sum_is_no_equal_sum() -> None:
    (item,) = parse_text(
        HEAD + "对省级认定的智能工厂，按项目合同金额（含软件购置费用）给予12%的一次性补助，最高不超过150万元。"
    ).document.items
    assert [str(benefit.rate) for benefit in item.benefits] == ["0.12"]
    assert not any("12%" in leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def test_below_what_nothing_is_paid_is_no_benefit() -> None:
    (item,) = parse_text(
        HEAD
        + "对用电量增长的企业，按每千瓦时0.1元给予补贴，单户补贴额不超过80万元，对补贴额2万元以下的商户不予安排资金。"
    ).document.items
    assert all(benefit.cap != 20000 for benefit in item.benefits)


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "鼓励金融机构加大信贷投放，对总投资5亿元以上并获得贷款的产业化项目，给予不超过2%的贴息。",
            ["总投资5亿元以上并获得贷款的产业化项目"],
        ),
        ("引导银行扩大信贷规模，对企业新增贷款，给予1%的贴息。", ["企业新增贷款"]),
        ("鼓励保险机构开发新险种，对投保的企业，按保费的50%给予补贴。", ["投保的企业"]),
        (
            "鼓励金融机构创新产品，对发放科技贷款的，按新增贷款额的1%给予奖励。",
            ["金融机构创新产品", "发放科技贷款"],
        ),
    ],
)
def test_lenders_are_asked_where_they_are_paid_alone(sentence: str, want: list[str]) -> None:
    assert [one.removeprefix("鼓励").removeprefix("引导") for one in asked(sentence)] == want


def test_what_a_support_passes_ends_before_its_money() -> None:
    (item,) = parse_text(HEAD + "1．支持协会举办论坛，经认定给予不超过活动经费50%的补助。").document.items
    quotes = [leaf.source.quote for leaf in leaves(item.condition) if leaf.source]
    assert any("经认定" in one for one in quotes)
    assert not any("活动" in one for one in quotes)


@pytest.mark.parametrize(
    "sentence",
    [
        "鼓励金融机构创新金融产品，为民营企业提供信用贷款、质押贷款等服务。",
        "引导社会力量参与养老事业，为失能老人提供免费照护。",
        "要把社会办医纳入区域卫生规划，优先保障社会资本举办的医疗机构用地。",
        "对工作成绩突出的部门和个人给予表彰奖励。",
    ],
)
def test_what_others_are_asked_to_do_and_offices_owe_grants_nothing(sentence: str) -> None:
    assert not read_segments(sentence, Span(0, len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("支持银行加大信贷投放，对新增首贷户的银行给予10万元奖励。", ["新增首贷户的银行"]),
        ("对成绩突出的志愿服务组织给予奖励。", ["成绩突出的志愿服务组织"]),
        ("每两年开展一次优秀工匠评选活动，对获评优秀工匠的给予2万元奖励。", ["获评优秀工匠"]),
    ],
)
def test_who_is_given_something_beside_a_wish_is_asked(sentence: str, want: list[str]) -> None:
    assert asked(sentence) == want
