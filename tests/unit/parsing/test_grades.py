"""Grades of one sentence: who they share, which limits are each one's own, and the cases that they set side by side."""

from __future__ import annotations

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text

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
