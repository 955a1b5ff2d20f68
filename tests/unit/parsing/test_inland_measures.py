"""How inland counties and provinces put it: closing words that bind all, trades shut out in rows, supports by steps."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "云岭县人民政府\n关于支持轻工产业发展的若干措施\n"


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="政策.txt").document.items


def told(item: Item) -> set[str]:
    return {f"{test.field} {test.op} {'、'.join(test.value) if isinstance(test.value, tuple) else test.value}"
            for test in limits_of(item.condition)}  # fmt: skip


def judged(item: Item) -> list[str]:
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


@pytest.mark.parametrize(
    "closing",
    [
        "享受本措施支持的企业应具有独立法人资格，且未被列入失信被执行人名单。",
        "申报本政策各项资金的企业须具有独立法人资格，且未被列入失信被执行人名单。",
        "申请以上奖励的企业应当具有独立法人资格，未被列入失信被执行人名单。",
    ],
)
def test_closing_words_behind_the_last_chapter_bind_all(closing: str) -> None:
    (item,) = items(
        "一、支持研发\n（一）对新认定的高新技术企业，给予20万元奖励。（责任单位：县科技局）\n二、组织实施\n"
        f"（二）加强组织领导，建立联席会议制度。（责任单位：县政府办）\n{closing}\n本措施自2024年8月1日起实施。"
    )
    assert {"legal_person is True", "dishonest is False"} <= told(item)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("工业项目（房地产开发、商贸零售项目除外）", "工业"),
        ("服务业企业（房地产、金融业除外）", "服务业"),
    ],
)
def test_whom_a_bracket_leaves_out_is_not_who_stands_before_it(words: str, kept: str) -> None:
    (item,) = items(f"一、对{words}，给予10万元奖励。")
    assert f"business_domain has_any {kept}" in told(item)


@pytest.mark.parametrize(
    "scope",
    [
        "一、适用范围\n（一）本政策适用于县域企业。\n（二）商贸流通、矿产开采、木材加工等资源型项目不适用本政策。\n",
        "一、适用范围\n（一）本政策适用于县域企业。\n（二）商贸流通、矿产开采、木材加工等资源型项目不适用本政策；属于淘汰类的项目，一律不予引进。\n",
        "商贸流通、矿产开采、木材加工等资源型项目不享受本政策。\n",
    ],
)
def test_each_trade_of_a_row_stays_out(scope: str) -> None:
    (item,) = items(f"{scope}二、对新认定的高新技术企业，给予20万元奖励。")
    out = {"business_domain has_none 矿产开采", "business_domain has_none 木材加工"}
    assert out <= told(item)
    assert all("引进" not in label for label in judged(item))


@pytest.mark.parametrize(
    ("shut", "want"),
    [
        ("高耗能、高污染项目不享受本政策。", "不存在：高耗能、高污染项目"),
        ("获得专项扶持的企业不享受本政策。", None),
    ],
)
def test_no_trade_is_made_of_other_kinds(shut: str, want: str | None) -> None:
    (item,) = items(f"一、对新认定的高新技术企业，给予20万元奖励。\n{shut}")
    assert not any(words.startswith("business_domain") for words in told(item))
    assert want is None or want in judged(item)


@pytest.mark.parametrize(
    ("scope", "want"),
    [
        ("本措施支持对象为民营工业企业。", {"ownership in 民营", "business_domain has_any 工业"}),
        ("本措施适用于我县民营中小企业。", {"ownership in 民营", "size in 中型、小型、微型"}),
    ],
)
def test_private_firms_of_a_sort_are_private_firms(scope: str, want: set[str]) -> None:
    (item,) = items(f"{scope}\n一、对新认定的高新技术企业，给予20万元奖励。")
    assert want <= told(item)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("农民专业合作社新发展食用菌大棚50亩以上的，每亩补助300元。", "entity_type in 农民专业合作社"),
        ("家庭农场、农民专业合作社种植花椒100亩以上的，每亩补助200元。", "entity_type in 家庭农场、农民专业合作社"),
        ("外商投资制造业企业年产值5000万元以上的，给予20万元奖励。", "industry in 制造业"),
    ],
)
def test_bodies_are_told_by_what_they_do_or_who_invests(words: str, want: str) -> None:
    (item,) = items(f"一、{words}")
    assert want in told(item)


def test_what_a_quarter_brings_in_is_no_year() -> None:
    (item,) = items("一、第一季度营业收入1000万元以上的企业，奖励5万元。")
    assert {test.field for test in limits_of(item.condition)} == {"declared_number"}


@pytest.mark.parametrize("by_itself", ["第1至2条实行“免申即享”。", "第1、2条无需申报。"])
def test_what_comes_by_itself_asks_no_day_and_no_papers(by_itself: str) -> None:
    first, second, third = items(
        "一、扩大生产\n1.对新认定的高新技术企业，给予20万元奖励。\n2.对首次升规入统的企业，奖励10万元。\n二、开拓市场\n"
        "3.对参加境外展会的企业，奖励5万元。\n三、有关要求\n"
        f"（一）{by_itself}其余条款，企业应于2025年9月1日至9月30日申报，提交以下材料：资金申请表、营业执照。"
    )
    assert not first.window.closes_on
    assert not second.materials
    assert third.window.closes_on
    assert third.materials


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (
            "新建加工项目，依设备投资额给予补助：300万元以上800万元以下的，补助5%；800万元以上的，补助8%。",
            [
                {"equipment_investment >= 3000000", "equipment_investment <= 8000000"},
                {"equipment_investment >= 8000000"},
            ],
        ),
        (
            "对新引进企业，按年纳税额分档给予奖励：200万元以上的，奖励10万元；600万元以上的，奖励50万元。",
            [{"tax_paid >= 2000000"}, {"tax_paid >= 6000000"}],
        ),
        (
            "根据年度营业收入给予奖励：3000万元至1亿元的，奖励10万元；1亿元以上的，奖励20万元。",
            [{"revenue >= 30000000", "revenue <= 100000000"}, {"revenue >= 100000000"}],
        ),
    ],
)
def test_tiers_behind_a_colon_are_of_what_stands_before_it(words: str, want: list[set[str]]) -> None:
    found = items(f"一、支持标准\n{words}")
    assert [{test for test in told(item) if " >= " in test or " <= " in test} for item in found] == want
    assert all(len(item.benefits) == 1 for item in found)


def test_who_brings_firms_in_is_asked_nothing_that_is_asked_of_these() -> None:
    firm, broker = items(
        "一、适用对象\n本政策适用于新引进企业，企业须具有独立法人资格且注册地在云岭县。\n二、支持内容\n"
        "（一）新引进企业首次升规的，奖励10万元。\n"
        "（二）对引荐项目落户的中介机构和个人，所引荐项目固定资产投资1000万元以上的，按1‰给予奖励。"
    )
    assert "legal_person is True" in told(firm)
    assert {test.field for test in limits_of(broker.condition)} == {"declared_number"}


@pytest.mark.parametrize(
    ("words", "rates"),
    [
        ("亩均税收10万元以上的项目，前三年按县级财力的60%、后两年按30%安排发展扶持资金。", [0.6, 0.3]),
        ("对新建项目，按企业增值税县级留存部分，前3年100%、后2年50%给予奖励。", [1, 0.5]),
        ("对规上企业的技改贷款，800万元以内的贷款按2个百分点给予贴息。", [0.02]),
    ],
)
def test_shares_by_years_and_what_is_set_aside(words: str, rates: list[float]) -> None:
    (item,) = items(f"一、支持标准\n{words}")
    assert [float(benefit.rate or 0) for benefit in item.benefits] == rates
    assert not any(benefit.cap or benefit.amount for benefit in item.benefits)


def test_a_case_shut_out_of_a_kind_of_firm_is_one_judgement() -> None:
    (item,) = items(
        "一、适用对象\n申请企业应当具备下列条件：\n（一）依法纳税；\n（二）信用良好。\n取得矿权后逾期未开发的矿泉水企业，不享受本办法各项扶持。\n二、支持标准\n对新认定的高新技术企业，给予20万元奖励。"
    )
    assert not any("矿泉水" in words for words in told(item))
    assert any("逾期未开发的矿泉水企业" in label for label in judged(item))


def test_money_set_aside_for_firms_is_granted_and_a_budget_is_not() -> None:
    found = items(
        "第一条 对规上企业，奖励5万元。\n第二条 亩均税收8万元以上的项目，前两年按县级财力的70%、后三年按35%安排发展扶持资金。\n"
        "第三条 每年按上年财政收入的1%安排产业发展资金。"
    )
    assert [len(item.benefits) for item in found] == [1, 2]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("对上市公司投资设立的企业，奖励50万元。", "listing"),
        ("储能设施接入省级监测平台的，给予10万元补助。", "qualification"),
    ],
)
def test_who_invests_and_what_is_joined_is_not_what_the_applicant_is(words: str, field: str) -> None:
    (item,) = items(f"一、支持标准\n{words}")
    assert field not in {test.field for test in limits_of(item.condition)}
    assert judged(item)
