"""A limit made easier for some in a sentence or a point of its own."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Node, Test, leaves
from tests.cards import items, judged


def limits(node: Node | None) -> list[tuple[str, str]]:
    return [(one.field, str(one.value)) for one in leaves(node) if isinstance(one, Test)] if node else []


def choice(node: Node | None) -> Any:
    found = [node] if isinstance(node, Any) else list(node.children) if isinstance(node, All) else []
    return next(one for one in found if isinstance(one, Any))


@pytest.mark.parametrize(
    ("eased", "who"),
    [
        ("中小学校园内书店的营业面积要求可放宽到60平方米。", "中小学校园内书店"),
        ("乡镇门店面积可放宽至60平方米。", "乡镇门店"),
    ],
)
def test_behind_a_grant(eased: str, who: str) -> None:
    (item,) = items(f"1．新设书店奖励。营业面积100平方米以上的书店，奖励15万元。{eased}")
    both = choice(item.condition)
    assert limits(both) == [("premises_area", "100"), ("premises_area", "60")]
    assert judged(both) == [who]


def test_a_point_beside_the_limit() -> None:
    (item,) = items("1．给予10万元补助。", "1．从业人员不少于20人。\n2．远郊区机构从业人员可放宽至10人。")
    both = choice(item.condition)
    assert limits(both) == [("employees", "20"), ("employees", "10")]
    assert judged(both) == ["远郊区机构"]


@pytest.mark.parametrize("eased", ["乡镇门店面积可放宽至60平方米。", "小微企业补贴比例可放宽至60%。"])
def test_what_eases_nothing_is_no_demand(eased: str) -> None:
    (item,) = items(f"1．新设书店奖励。新开业的书店，奖励15万元。{eased}")
    assert limits(item.condition) == []


@pytest.mark.parametrize("home", ["主场设在广州的职业俱乐部", "工厂设在广州的食品企业"])
def test_where_a_venue_is_does_not_say_where_the_firm_is_registered(home: str) -> None:
    (item,) = items(f"1．{home}，给予10万元奖励。")
    assert "registered_region" not in {field for field, _ in limits(item.condition)}
