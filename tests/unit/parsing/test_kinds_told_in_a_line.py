"""服务对象 tells several kinds in one line (大型展会：…；小型展会：…): each support takes those that it names, any is one of them."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Node, Test, leaves
from tests.cards import items, judged


def limits(node: Node | None) -> list[str]:
    """The limits that a condition asks for."""
    return [f"{one.field}{one.op}{one.value}" for one in leaves(node) if isinstance(one, Test)] if node else []


@pytest.mark.parametrize(
    ("who", "given", "want"),
    [
        (
            "大型展会：展览面积1万平方米以上；小型展会：展览面积3000平方米以上",
            "1．大型展会补助50万元。\n2．小型展会补助10万元。",
            [["declared_number>=10000"], ["declared_number>=3000"]],
        ),
        (
            "生产企业：注册资本1000万元以上的企业；销售企业：注册资本100万元以上的企业",
            "1．对生产企业，按产值的1%给予奖励。\n2．对销售企业，奖励10万元。",
            [["registered_capital>=10000000"], ["registered_capital>=1000000"]],
        ),
    ],
)
def test_each_support_takes_the_kind_that_it_names(who: str, given: str, want: list[list[str]]) -> None:
    assert [limits(item.condition) for item in items(given, who=who)] == want


def test_a_list_of_what_is_one_asks_nothing_more() -> None:
    who = "大型舞台作品：包括戏曲、话剧、歌剧；小型舞台作品：包括小戏曲、歌曲、舞蹈"
    large, small = items("1．大型舞台作品新创项目，资助100万元。\n2．小型舞台作品项目，资助10万元。", who=who)
    assert "大型舞台作品" in judged(large.condition)
    assert not any("小型" in label or "包括" in label for label in judged(large.condition))
    assert not any("大型" in label or "包括" in label for label in judged(small.condition))


def test_a_support_that_names_none_is_for_any_of_them() -> None:
    who = "大型展会：展览面积1万平方米以上；小型展会：展览面积3000平方米以上"
    _, bonus = items("1．大型展会补助50万元。\n2．对首次举办的，补助10万元。", who=who)
    (choice,) = [one for one in getattr(bonus.condition, "children", ()) if isinstance(one, Any)]
    assert limits(choice) == ["declared_number>=10000", "declared_number>=3000"]
