"""A limit made easier for some in a sentence or a point of its own."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Node, Not, Test, leaves
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


@pytest.mark.parametrize(
    "asked",
    [
        "1．近三年研发费用占营业收入比例不低于3%，成立不足三年的，按实际经营年限计算。",
        "1．近两年研发费用占营业收入比例不低于3%，企业注册成立时间不满两年的，可按实际年限核算；",
        "1．近三年研发费用占营业收入比例不低于3%，成立未满三年的企业按实际经营年限计算。",
    ],
)
def test_how_the_young_are_reckoned_asks_nothing(asked: str) -> None:
    (item,) = items("1．给予10万元补助。", f"{asked}\n2．信用良好。")
    assert [field for field, _ in limits(item.condition)] == ["rd_ratio"]
    assert judged(item.condition) == ["信用良好"]


def test_who_must_be_young_is_asked_to_be() -> None:
    (item,) = items("1．给予10万元补助。", "1．注册资本不低于10万元，成立不满三年。\n2．信用良好。")
    assert [field for field, _ in limits(item.condition)] == ["registered_capital", "years_established"]


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ("人员不少于15名，有执业资格要求的，具有执业资格的人员应占30%以上。", "有执业资格要求"),
        ("国家对行业准入有要求的，须取得许可证。", "国家对行业准入有要求"),
        ("依法须经批准的项目，须取得批准文件。", "依法须经批准"),
        ("实行许可管理的，应取得经营许可证。", "实行许可管理"),
    ],
)
def test_whom_a_rule_asks_it(asked: str, who: str) -> None:
    (item,) = items("1．给予10万元补助。", f"1．{asked}\n2．信用良好。")
    case, _ = choice(item.condition).children
    assert isinstance(case, Not)
    assert judged(case) == [who]


@pytest.mark.parametrize("asked", ["没有违规的，应提交说明。", "有固定的经营场所，财务制度健全。"])
def test_what_one_has_is_no_rule(asked: str) -> None:
    (item,) = items("1．给予10万元补助。", f"1．{asked}\n2．信用良好。")
    assert not [node for node in ([item.condition] if item.condition else []) if "Not(" in repr(node)]


def test_which_are_chosen_first_is_not_asked() -> None:
    asked = (
        "1．具备成长驱动因素。其中：创新驱动，侧重选取研发投入较大的企业；总部驱动，侧重遴选大型企业。\n2．信用良好。"
    )
    (item,) = items("1．给予10万元补助。", asked)
    assert judged(item.condition) == ["具备成长驱动因素", "信用良好"]
    assert limits(item.condition) == []
