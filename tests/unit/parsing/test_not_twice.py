"""Who is recognised already may not apply again: the recognition shuts out, it is not asked for."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Judgement, Op, Test
from tests.cards import items


def asked(words: str) -> list[Test]:
    """The fields that the only support of a card asks for."""
    (item,) = items("对符合条件的企业，给予50万元奖励。", f"1．{words}")
    return [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("已认定的国家级绿色工厂不再重复申报市级绿色工厂。", "国家级绿色工厂"),
        ("国家工程研究中心依托单位不重复申请。", "国家级工程研究中心"),
        ("已获批市级企业技术中心的企业不得重复申报。", "市级企业技术中心"),
        ("信用良好，已认定为市级示范基地的不重复认定。", "市级示范基地"),
    ],
)
def test_who_holds_it_already_stays_out(words: str, title: str) -> None:
    (test,) = asked(words)
    assert (test.field, test.op, test.value) == ("qualification", Op.HAS_NONE, (title,))


@pytest.mark.parametrize(
    "words",
    [
        "市级以上概念验证中心已获得支持的，不再重复支持。",
        "已获得省级专精特新中小企业奖励的，不再重复奖励。",
        "项目获得中央财政资金支持或其他市级财政资金支持的不得重复申报。",
    ],
)
def test_who_has_been_paid_for_it_is_not_asked_for_the_title(words: str) -> None:
    (test,) = asked(words)
    assert (test.field, test.value) == ("already_funded", False)
    assert test.source is not None
    assert test.source.quote == words.strip("。")


@pytest.mark.parametrize(
    "words",
    ["同一牵头单位在同一技术领域只能申请组建1个工程研究中心。", "每家企业只能申报1个市级众创空间。"],
)
def test_what_is_applied_for_is_not_held(words: str) -> None:
    assert asked(words) == []
    (item,) = items("对符合条件的企业，给予50万元奖励。", f"1．{words}")
    assert words.strip("。") in [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


def test_a_title_that_is_asked_for_still_is() -> None:
    (test,) = asked("申报企业应为市级众创空间。")
    assert (test.field, test.op, test.value) == ("qualification", Op.HAS_ANY, ("市级众创空间",))
