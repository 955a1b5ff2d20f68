"""Whom a card is for as a body beside a person, what some sorts are asked besides, prizes by name, channels, raised shares."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Op, Test, walk
from tests.cards import fields, items, judged


@pytest.mark.parametrize("who", ["用人单位、毕业年度高校毕业生", "企业和高校毕业生", "创业者、返乡农民工"])
def test_a_body_beside_a_person_may_apply(who: str) -> None:
    (item,) = items("给予10万元补贴。", who=who)
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(either.children) == 2
    assert fields(either) == {"applicant_identity"}


def test_a_person_alone_is_asked_for() -> None:
    (item,) = items("给予10万元补贴。", who="毕业年度高校毕业生")
    assert not [node for node in walk(item.condition) if isinstance(node, Any)]


@pytest.mark.parametrize(
    "words",
    ["依托单位信用良好，其中高校、科研机构须为在京单位。", "申报单位依法纳税，其中社会组织应具有3A级以上等级。"],
)
def test_what_some_sorts_are_asked_besides_shuts_out_nobody_else(words: str) -> None:
    (item,) = items("给予10万元补贴。", f"1．财务制度健全。\n2．{words}")
    assert any(isinstance(node, Any) for node in walk(item.condition))
    kinds = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "entity_type"]
    assert all(leaf.op is Op.NOT_IN for leaf in kinds)


def test_prizes_by_their_own_names() -> None:
    (item,) = items("对获得“五个一工程”奖、飞天奖、华表奖的作品，给予奖励100万元。")
    (test,) = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert test.value == ("“五个一工程”奖", "飞天奖", "华表奖")


def test_a_channel_counts_nothing() -> None:
    (item,) = items("对在中央电视台一套、八套首播的电视剧，每集奖励10万元、5万元，单部最高400万元。")
    assert not fields(item.condition)


@pytest.mark.parametrize("words", ["国家级龙头企业可上浮20%。", "位于山区的企业可再提高10个百分点。"])
def test_a_raised_share_is_no_support_of_its_own(words: str) -> None:
    found = items(f"对龙头企业的银行贷款给予贴息，单个企业贴息额最高不超过200万元。{words}")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("given", "deed"),
    [
        ("按照驿站为老年人提供服务收费总额的50%给予补贴。", "驿站为老年人提供服务收费"),
        ("按照其为企业提供检测服务收入的5%给予补贴。", "为企业提供检测服务收入"),
    ],
)
def test_what_is_done_for_the_money_is_told_without_a_half_word(given: str, deed: str) -> None:
    (item,) = items(given)
    assert judged(item.condition)[-1] == deed
