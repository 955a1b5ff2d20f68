"""Cases that are a support's own: the limit of a case that names it, and a kind left out that all its applicants are."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from tests.cards import items, judged


def _limits(given: str, asked: str, field: str) -> list[list[object]]:
    """The limits of one field that each support asks for."""
    return [
        [str(one.value) for one in leaves(item.condition) if isinstance(one, Test) and one.field == field]
        for item in items(given, asked)
    ]


_FORESTS = "1．林下种植。对发展林菌的，每亩补助2000元。\n2．冷链物流。对建设冷库的，补助20万元。\n3．森林景观利用。对建设步道的，补助10万元。"


@pytest.mark.parametrize(
    ("asked", "want"),
    [
        ("1．信用良好。\n2．带动本地农民就业不少于10人，森林景观利用项目不少于5人。", [["10"], ["10"], ["5"]]),
        ("1．信用良好。\n2．带动本地农民就业不少于10人，冷链物流项目不少于5人。", [["10"], ["5"], ["10"]]),
        (
            "1．信用良好。\n2．带动本地农民就业不少于10人，山区项目不少于5人。",
            [["10", "5"]] * 3,
        ),  # names none of the supports
    ],
)
def test_a_limit_for_projects_that_one_support_is_for_is_its_own(asked: str, want: list[list[str]]) -> None:
    assert _limits(_FORESTS, asked, "declared_number") == want


@pytest.mark.parametrize("remark", ["不在此列", "不予补助", "除外"])
@pytest.mark.parametrize("what", ["换电站", "标准厂房", "民宿"])
def test_those_left_out_are_told_by_what_is_said_of_them(what: str, remark: str) -> None:
    (one,) = items(f"1．建设奖励。对新建{what}，给予30万元奖励。2024年3月31日前建成的{what}{remark}。")
    assert [str(leaf.op) for leaf in leaves(one.condition) if isinstance(leaf, Test)] == [">"]
    assert not [label for label in judged(one.condition) if label.startswith("不存在")]


def test_another_kind_that_is_left_out_stays_for_a_person() -> None:
    (one,) = items("1．建设奖励。对新建换电站，给予30万元奖励。使用二手电池的储能柜不在此列。")
    assert any("储能柜" in label for label in judged(one.condition))


@pytest.mark.parametrize(
    "said",
    [
        "根据年度评定结果给予奖励。",
        "按照绩效评价等级分档给予奖励，评价不合格的不予奖励。",
        "依据上年度考核情况择优给予补助。",
    ],
)
def test_by_what_result_the_points_below_are_paid_is_no_support_of_its_own(said: str) -> None:
    found = items(f"1．民宿奖励。{said}\n（1）对新开民宿，每家奖励20万元。\n（2）对提升改造的民宿，奖励10万元。")
    assert len(found) == 2
    assert all(benefit.amount for item in found for benefit in item.benefits)


def test_what_a_result_earns_is_a_support_where_no_points_say_more() -> None:
    assert len(items("1．民宿奖励。根据年度评定结果给予奖励。\n2．设备补助。给予20万元补助。")) == 2
