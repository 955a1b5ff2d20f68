"""Demands told within a sentence or a list to some of the supports, and rows of kinds of applicants."""

from __future__ import annotations

import pytest

from policymatch.conditions import Test, leaves
from policymatch.documents import Item
from tests.cards import fields, items, judged

GIVEN = (
    "1．便民网点改造。改造后开业的便民网点，按投资额50%给予补助，最高30万元。\n"
    "2．商业综合体建设。新建的商业综合体，按投资额50%给予补助，最高500万元。\n"
    "3．老字号进社区。到社区开设直营店的，每家给予20万元。"
)


def asked(words: str) -> tuple[Item, ...]:
    return items(GIVEN, f"1．信用良好。\n2．{words}")


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("申报服务内容第1项的，还应拥有直营门店10家以上。", 0),
        ("申报支持内容第2项的，应拥有直营门店10家以上。", 1),
        ("依法经营，其中申请第1项补助的企业须拥有直营门店10家以上。", 0),
        ("依法经营，申报老字号进社区的，还应拥有直营门店10家以上。", 2),
        ("综合体项目申报时应拥有签约门店10家以上。", 1),
    ],
)
def test_a_demand_within_a_sentence_binds_whom_it_names(words: str, which: int) -> None:
    bound = [at for at, item in enumerate(asked(words)) if "declared_number" in fields(item.condition)]
    assert bound == [which]


@pytest.mark.parametrize(
    "words", ["依法经营，申报本项目的企业应拥有门店10家以上。", "申报单位应拥有门店10家以上，依法经营。"]
)
def test_a_demand_of_all_binds_all(words: str) -> None:
    assert all("declared_number" in fields(item.condition) for item in asked(words))


def test_the_points_of_a_list_for_all_speak_of_some() -> None:
    found = items(
        GIVEN,
        "申报单位须同时满足：\n1．信用良好；\n2．申报老字号进社区的项目须在2024年1月1日至2024年12月31日之间办结；\n3．财务制度健全。",
    )
    assert ["project_completed_on" in fields(item.condition) for item in found] == [False, False, True]


def test_by_when_an_application_is_handed_in_is_no_demand() -> None:
    found = asked("申报老字号进社区的企业，应在2025年3月1日前提交材料。")
    assert not any("project_completed_on" in fields(item.condition) for item in found)


@pytest.mark.parametrize(
    "who",
    [
        "旅行社、在线旅游企业（OTA）、旅游景区和旅游住宿企业",
        "在本市登记的体育企业、体育社会组织、体育场馆运营单位以及高校",
        "本市剧场、演出团体、文化企业和社会组织",
        "景区、宾馆饭店、旅行社、民宿等文旅企业",
    ],
)
def test_a_row_of_kinds_is_a_choice(who: str) -> None:
    (item,) = items("1．给予10万元补助。", who=who)
    row = who.removeprefix("在本市登记的")
    assert row in judged(item.condition)
    assert fields(item.condition) <= {"registered_region"}


@pytest.mark.parametrize(
    ("who", "field"),
    [
        ("从事体育培训的企业、社会组织、民办非企业单位", {"business_domain", "entity_type"}),
        ("高新技术企业、专精特新中小企业", {"qualification"}),
    ],
)
def test_a_row_that_fields_hold_is_read(who: str, field: set[str]) -> None:
    (item,) = items("1．给予10万元补助。", who=who)
    assert {one.field for one in leaves(item.condition) if isinstance(one, Test)} == field
