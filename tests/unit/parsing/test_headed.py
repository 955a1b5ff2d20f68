"""Whom a title names for points that name nobody, and who gives and when, which asks nothing."""

import pytest

from policymatch.conditions import Judgement, Test
from policymatch.conditions.nodes import All
from policymatch.parsing import parse_text

HEAD = "绵竹市扶持办法\n绵竹市人民政府\n"


def _children(words: str) -> list[tuple[object, ...]]:
    items = parse_text(HEAD + words).document.items
    return [item.condition.children for item in items if isinstance(item.condition, All)]


def _names(nodes: tuple[object, ...]) -> set[str]:
    return {one.field if isinstance(one, Test) else one.label for one in nodes if isinstance(one, Test | Judgement)}


def test_a_title_that_is_a_kind_of_applicant_is_whom_its_point_is_for() -> None:
    [found] = _children("一、奖励标准\n（一）融资租赁企业。实缴资本达到2亿元的，给予200万元奖励。\n")
    assert _names(found) == {"business_domain", "paid_in_capital"}


def test_the_title_of_a_section_serves_its_points_without_titles() -> None:
    first, second = _children(
        "一、新增融资租赁企业奖励\n1.年营业收入达到1亿元的，给予20万元奖励。\n2.对注册资本2亿元以上的物流企业，给予30万元奖励。\n"
    )
    assert "business_domain" in _names(first)
    assert [one.value for one in second if isinstance(one, Test) and one.field == "business_domain"] != [("融资租赁",)]


@pytest.mark.parametrize(
    "words",
    [
        "对主板上市的企业，高新区分阶段给予100万元奖励。",
        "对主板上市的企业，由管委会分年度给予100万元奖励。",
        "对主板上市的企业，在下一年度给予100万元奖励。",
    ],
)
def test_who_gives_and_when_asks_nothing(words: str) -> None:
    [found] = _children("一、奖励标准\n" + words)
    assert _names(found) == {"listing"}


def test_a_lessee_by_name_of_trade_makes_no_rent() -> None:
    [item] = parse_text(HEAD + "一、奖励标准\n对金融租赁、期货等企业，按地方留成增量部分的25%给予奖励。").document.items
    assert [one.type.value for one in item.benefits] == ["rate"]


def test_what_is_hoped_of_enterprises_at_large_asks_nothing() -> None:
    [found] = _children("一、奖励标准\n1.鼓励企业扩大出口，优化贸易结构。对当年出口额600万美元以上的，奖励5万元。")
    assert _names(found) == {"export_value"}


def test_enterprises_of_a_kind_are_whom_a_hope_names() -> None:
    [found] = _children("一、奖励标准\n1.支持工业企业扩大产能。对设备投资600万元以上的，按8%给予补助。")
    assert "business_domain" in _names(found)


@pytest.mark.parametrize(
    "words",
    [
        "单个项目资助额度原则上不低于100万元。",
        "单个项目补助金额一般不超过100万元。",
        "每个项目资助额度最高100万元。",
        "每个项目贴息额原则上为100万元。",
    ],
)
def test_a_standard_told_in_principle_is_given(words: str) -> None:
    found = parse_text(
        HEAD + "一、专题方向\n（一）技术创新\n支持年营业收入达到1亿元的企业实施的技术创新项目，" + words
    ).document.items
    assert [one.amount or one.cap for item in found for one in item.benefits] == [1000000]


@pytest.mark.parametrize(
    "words",
    [
        "1.鼓励与高校、科研院所开展产学研合作。对年营业收入达到1亿元的企业，给予最高100万元资助。",
        "1.围绕我市现代产业体系建设需求，支持年营业收入达到1亿元的企业，每家最高支持500万元。",
        "1.立足本市产业基础，鼓励年营业收入达到1亿元的企业做大做强，给予最高300万元补助。",
    ],
)
def test_partners_and_the_end_a_support_serves_ask_nothing(words: str) -> None:
    [found] = _children("一、奖励标准\n" + words)
    assert "revenue" in _names(found)
    assert not any(word in str(name) for name in _names(found) for word in ("高校", "产业"))


def test_those_named_by_their_calling_take_over_nothing_from_the_case_before() -> None:
    _, second = _children(
        "一、奖励标准\n对带项目来我县的领军人才，给予5万元补助；编剧、导演在我县设立工作室，按有关文件享受相应补助。"
    )
    assert not any("带项目" in name for name in _names(second))
