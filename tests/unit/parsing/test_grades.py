"""Grades of one sentence: who they share, which limits are each one's own, and the cases that they set side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests import cards

HEAD = "海州市促进产业发展若干措施\n一、支持政策\n"


def items(body: str) -> tuple[Item, ...]:
    """The items of a measure."""
    return parse_text(HEAD + body + "\n").document.items


def said(item: Item) -> list[str]:
    """The quotes of its condition, in order."""
    return [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None]


def limits(item: Item) -> list[tuple[str, str, int]]:
    """Its numeric limits."""
    tests = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    return [(leaf.field, str(leaf.op), int(str(leaf.value))) for leaf in tests if str(leaf.value).isdigit()]


def test_a_later_rung_is_for_whom_the_first_is() -> None:
    first, second = items(
        "（一）对组织外贸培训的机构，参会企业30-59家的，每场给予1万元补助；参会企业60家以上的，每场给予2万元补助。"
    )
    assert said(first)[0] == said(second)[0] == "组织外贸培训的机构"
    assert [op for _, op, _ in limits(second)] == [">="]


def test_a_later_rung_sets_its_limit_anew() -> None:
    first, second = items("（一）对新增就业岗位10—20人的企业，给予3万元奖励；新增就业岗位21人至50人的，给予5万元奖励。")
    assert limits(first) == [("new_hires", ">=", 10), ("new_hires", "<=", 20)]
    assert limits(second) == [("new_hires", ">=", 21), ("new_hires", "<=", 50)]


def test_what_a_later_rung_does_not_measure_stays() -> None:
    _, second = items(
        "（一）对年纳税200万元以上、有独立厂房的软件企业，给予30万元奖励；年纳税500万元以上的，给予60万元奖励。"
    )
    assert limits(second) == [("tax_paid", ">=", 5_000_000)]
    assert "软件企业" in said(second)


def test_another_sort_with_its_own_limit_is_no_rung() -> None:
    _, second = items(
        "（一）对营业收入1亿元以上的工业企业，给予10万元奖励；营业收入5000万元以上的服务业企业，给予8万元奖励。"
    )
    assert "工业企业" not in said(second)


def test_the_other_case_of_a_deed_is_an_alternative() -> None:
    (item,) = items("（一）在主城区开设首店的，给予30万元奖励；在其他区域开设首店的，给予20万元奖励。")
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(either.children) == 2
    (plain,) = items("（一）对规上企业每家给予10万元补助，其他企业每家给予5万元补助。")
    assert any(isinstance(node, Any) for node in walk(plain.condition))


def test_two_cases_of_one_deed_do_not_ask_for_each_other() -> None:
    _, second = items("（一）对招用本地脱贫人口的企业，每人补助3000元；招用其他人员的，每人补助1000元。")
    assert not any("脱贫" in quote for quote in said(second))


def test_who_is_named_with_the_deed_is_who_the_next_is_for() -> None:
    _, second = items("（一）对新迁入的金融机构购买办公用房的，每平方米补助1000元；租赁办公用房的，每年补助50万元。")
    assert any("金融机构" in quote for quote in said(second))
    assert not any("购买" in quote for quote in said(second))


@pytest.mark.parametrize(
    ("body", "want"),
    [
        (
            "（一）对新建冷库的企业，库容1000至5000吨补助20万元、5000至1万吨补助50万元；1万吨以上的补助80万元。",
            [200_000, 500_000, 800_000],
        ),
        (
            "（一）企业年营业收入1亿元（含）—5亿元奖励10万元、5亿元（含）—10亿元奖励20万元、10亿元（含）以上奖励50万元。",
            [100_000, 200_000, 500_000],
        ),
        ("（一）对新入统企业，产值2000万元至5000万元的奖5万元；5000万元以上的奖10万元。", [50_000, 100_000]),
        ("（一）租赁厂房面积500平方米以上的奖励3万元，1000平方米以上的奖励6万元。", [30_000, 60_000]),
    ],
)
def test_each_limit_of_a_row_has_its_own_sum(body: str, want: list[int]) -> None:
    assert [[int(one.amount or 0) for one in item.benefits] for item in items(body)] == [[one] for one in want]


def test_a_pause_mark_between_sums_alone_parts_nothing() -> None:
    (item,) = items("（一）对获评省级工匠的职工所在企业，给予奖励5万元、荣誉证书1份。")
    assert [int(one.amount or 0) for one in item.benefits] == [50_000]


def test_above_said_of_what_stands_before_is_no_limit() -> None:
    (item,) = items("（一）对通过复评的园区，给予30万元奖励。已享受以上的奖励20万元的，予以扣减。")
    assert [int(one.amount or 0) for one in item.benefits][:1] == [300_000]


def test_a_sum_for_another_person_beside_the_firm_is_no_item_of_its_own() -> None:
    (item,) = items("（一）对首次升规的工业企业，给予企业奖励5万元，同时给予统计人员奖励5000元。")
    assert [int(one.amount or 0) for one in item.benefits] == [50_000, 5_000]


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("（一）对园区运营方，入驻规上企业达5家的，奖励10万元；达10家的，奖励30万元。", "入驻规上企业数"),
        (
            "（一）楼宇业主引进限上商贸企业（每家年零售额500万元以上）5家以上的，奖励10万元；10家以上的，奖励30万元。",
            "商贸企业数",
        ),
        (
            "（一）市场主办方的经营户（年交易额100万元以上）达到50户的，奖励10万元；达到100户的，奖励20万元。",
            "经营户数",
        ),
    ],
)
def test_firms_that_are_counted_are_not_the_applicant(body: str, label: str) -> None:
    for item in items(body):
        tests = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
        assert {leaf.field for leaf in tests} == {"declared_number"}
        assert (tests[-1].label or "").endswith(label)
        assert ("每" in "".join(leaf.label or "" for leaf in tests)) == ("（每" in body or "（年" in body)


def test_firms_without_a_count_are_the_applicant() -> None:
    (item,) = items("（一）对限上商贸企业，年零售额500万元以上的，奖励10万元。")
    assert "above_scale" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


@pytest.mark.parametrize(
    "grade",
    ["其中，高新技术企业给予20万元奖励。", "其中：对在主板上市的企业，给予20万元奖励。"],
)
def test_a_grade_that_only_names_a_sort_keeps_the_limits_of_the_grant(grade: str) -> None:
    (item,) = items(f"（一）对营业收入1亿元以上的物流企业，给予10万元奖励。{grade}")
    assert limits(item) == [("revenue", ">=", 100_000_000)]
    assert [int(one.amount or 0) for one in item.benefits] == [100_000, 200_000]


def test_a_grade_with_a_limit_is_an_item_for_the_same_applicants() -> None:
    _, second = items("（一）对年纳税100万元以上的物流企业，奖励5万元。其中，年纳税500万元以上的，奖励20万元。")
    assert limits(second) == [("tax_paid", ">=", 5_000_000)]
    assert "物流企业" in said(second)


def test_a_sum_beside_a_ladder_goes_with_every_rung() -> None:
    rungs = items("（一）对年纳税额达到500万元、1000万元的企业，分别奖励5万元、10万元，同时奖励企业负责人1万元。")
    assert [[int(one.amount or 0) for one in item.benefits] for item in rungs] == [[50_000, 10_000], [100_000, 10_000]]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("1.批发企业奖励。年商品销售额2亿元以上的，奖励3万元。", ["批发企业"]),
        ("1.餐饮企业升级奖励。年营业额突破1000万元的，给予5万元奖励。", ["餐饮企业"]),
        ("1.养老机构建设补助。新建床位100张以上的，每张补助5000元。", ["养老机构"]),
        ("1.小微企业担保补贴。对担保机构开展的担保业务，按0.5%给予补贴。", []),
        ("1.上市企业培育奖励。完成股份制改造的，奖励50万元。", []),
        ("1.零售企业奖励。对年销售额1亿元以上的批发企业，奖励3万元。", []),
    ],
)
def test_a_title_says_for_whom_where_its_sentence_does_not(body: str, who: list[str]) -> None:
    (item,) = items(body)
    assert [quote for quote in said(item) if quote in body[:8]] == who


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        (
            "按交易额的2%给予奖励，单家机构不超过200万元。其中，促成技术引进的部分，按照3%给予奖励。",
            [(2, 200), (3, 200)],
        ),
        ("按设备投资的20%给予奖励，最高200万元；其中，中小企业按照30%给予奖励。", [(20, 200), (30, 200)]),
        ("按设备投资的20%给予奖励，最高200万元；其中，中小企业按照30%给予奖励，最高300万元。", [(20, 200), (30, 300)]),
        ("按保费分档补助：海外责任险补助比例70%，其他险种50%。每家企业每年最高20万元。", [(70, 20), (50, 20)]),
        ("按利息的40%予以贴息；小微企业贴息比例提高到50%。一家企业一年内贴息总额最多50万元。", [(40, 50), (50, 50)]),
        ("按利息的40%给予贴息。一个企业一个年度内最多享受50万元。", [(40, 50)]),
    ],
)
def test_a_ceiling_bounds_each_share_that_it_is_told_for(given: str, shares: list[tuple[int, int]]) -> None:
    (item,) = cards.items(f"1．某某支持。{given}")
    want = [(Decimal(rate) / 100, cap * 10000) for rate, cap in shares]
    assert [(one.rate, one.cap) for one in item.benefits] == want


def test_a_list_is_no_part_of_the_honour_that_it_lists() -> None:
    (item,) = cards.items("首次入选国家级绿色工厂、绿色园区名单的，奖励100万元；入选市级绿色工厂名单的，奖励30万元。")
    assert [one.amount for one in item.benefits] == [1000000, 300000]


def test_since_when_an_honour_counts_does_not_part_its_levels() -> None:
    (item,) = cards.items(
        "2022年以来首次入选国家级绿色工厂、绿色园区名单的，奖励100万元；入选市级绿色工厂名单的，奖励30万元。"
    )
    assert [one.amount for one in item.benefits] == [1000000, 300000]


@pytest.mark.parametrize(
    ("given", "sums"),
    [
        (
            "按每件国内发明专利1000元、国外发明专利1万元的标准予以资助，每家单位每年最高100万元。",
            [(1000, "件", 1000000), (10000, "件", 1000000)],
        ),
        ("按每个孵化器20万元、众创空间10万元给予补助。", [(200000, "个", None), (100000, "个", None)]),
    ],
)
def test_a_unit_told_before_a_row_of_sums_is_that_of_each(given: str, sums: list[tuple[int, str, int | None]]) -> None:
    (item,) = cards.items(f"1．某某支持。{given}")
    assert [(one.amount, one.per, one.cap) for one in item.benefits] == sums


def test_sums_given_one_by_one_have_units_of_their_own() -> None:
    (item,) = cards.items("1．某某支持。每家企业给予10万元、团队给予5万元奖励。")
    assert item.benefits[1].per is None


@pytest.mark.parametrize(
    "said",
    [
        "对在我市依法注册并经国家主管部门认定的，具有国家级资质的检测服务机构每家奖励20万元；对浙江省主管部门认定的，具有省级资质的检测服务机构每家奖励10万元。",
        "对在本市登记并获得国家工信部门认定的示范平台，奖励50万元；对获得广东省工信部门认定的示范平台，奖励20万元。",
    ],
)
def test_who_does_the_same_at_another_level_is_a_grade(said: str) -> None:
    (item,) = items(f"（一）{said}")
    assert len(item.benefits) == 2


def test_another_deed_is_another_support() -> None:
    assert len(items("（一）对在本市登记的检测服务机构，奖励20万元；对获得省级资质的养老服务机构，奖励10万元。")) == 2


@pytest.mark.parametrize(
    "announced",
    [
        "根据其规模、质量进行综合评估，按三个档次给予奖励。",
        "按以下标准给予奖励：",
        "根据营业收入情况，按不同等次给予奖励。",
    ],
)
def test_tiers_in_points_are_not_announced_as_a_support(announced: str) -> None:
    first, second = items(
        f"（一）评估奖励。对在本市注册的检测服务机构，{announced}\n1、服务企业500家以上的检测服务机构，给予20万元的奖励；\n"
        "2、服务企业200家以上的检测服务机构，给予10万元的奖励。"
    )
    assert [limits(first), limits(second)] == [[("declared_number", ">=", 500)], [("declared_number", ">=", 200)]]
    assert "在本市注册" in said(first)[0]
    assert "在本市注册" in said(second)[0]


def test_what_a_topic_is_for_grants_nothing() -> None:
    text = (
        "海州市检测服务机构奖励申报指南\n一、专题内容\n{what}\n二、申报条件\n（一）信用良好。\n（二）财务制度健全。\n"
        "三、资助额度\n对具有国家级资质的检测服务机构，每家奖励20万元。\n"
    )
    for what in ("本专题对检测服务机构进行奖励，引导其壮大规模。", "本专项资金主要对检测机构给予支持，促进行业发展。"):
        assert len(parse_text(text.format(what=what)).document.items) == 1


def test_sorts_of_right_are_paid_by_the_piece_in_one_support() -> None:
    (item,) = items(
        "（一）实用新型专利授权后每件资助1000元；国内发明专利进入实质审查后每件资助3000元，获得授权后每件再资助12000元。"
    )
    assert [str(one.amount) for one in item.benefits if one.amount is not None] == ["1000", "3000", "12000"]
    assert len(items("（一）获得发明专利的企业，奖励1000元；招用毕业生的企业，每人补贴3000元。")) == 2
