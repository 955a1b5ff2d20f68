"""What a demand asks of one of the kinds of applicants that 服务对象 names in a row."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Node, Not, Test, leaves
from tests.cards import fields, items

GIVEN = "1．剧本孵化。入选的剧本，给予10万元扶持。\n2．译制出海。在主流平台播出的，补助80万元。"
WHO = "在本市注册的节目制作机构、播出平台及微短剧产业基地运营单位"


def cases(node: Node | None) -> list[Any]:
    found = node.children if isinstance(node, All) else ()
    return [one for one in found if isinstance(one, Any) and isinstance(one.children[0], Not)]


@pytest.mark.parametrize(
    "asked",
    [
        "1．制作机构应具备《节目制作经营许可证》；平台应持有《视听节目许可证》。",
        "1．制作机构应具备《节目制作经营许可证》，平台应持有《视听节目许可证》。",
        "1．制作机构应具备《节目制作经营许可证》。\n2．播出平台须持有《视听节目许可证》。",
    ],
)
def test_each_kind_is_asked_for_its_own(asked: str) -> None:
    for item in items(GIVEN, asked, who=WHO):
        told = [[one.field for one in leaves(case) if isinstance(one, Test)] for case in cases(item.condition)]
        assert told == [["qualification"], ["qualification"]]


@pytest.mark.parametrize(
    "asked", ["1．申报单位应具备《节目制作经营许可证》。", "1．企业应具备《节目制作经营许可证》。"]
)
def test_what_all_are_asked_is_no_case(asked: str) -> None:
    for item in items(GIVEN, asked, who=WHO):
        assert not cases(item.condition)
        assert "qualification" in fields(item.condition)


def test_the_support_for_a_kind_has_its_demands() -> None:
    first, second = items(
        "1．接待奖励。旅行社接待游客的，给予10万元。\n2．改造补助。景区完成改造的，补助80万元。",
        "1．旅行社应取得《旅行社业务经营许可证》，景区须为省级以上文明单位。",
        who="旅行社、景区和住宿企业",
    )
    assert "旅行社业务经营许可证" in str(first.condition)
    assert "旅行社业务经营许可证" not in str(second.condition)
