"""Limits that a bracket or the next words set for a sort, and brackets that count some of those counted before them."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, Judgement, Not, Test, leaves, walk
from policymatch.parsing import parse_text
from policymatch.parsing.structure.headings import Topic, topic_of
from tests.reading import read


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("年龄不超过40周岁（领军人才不超过55周岁）", "领军人才"),
        ("年龄不超过35周岁（博士不超过40周岁）", "博士"),
        ("年龄不超过45周岁（正高级职称者不超过55周岁）", "正高级职称者"),
        ("场地面积不少于500平方米（众创空间不少于300平方米）", "众创空间"),
        ("年龄不超过35周岁，博士不超过40周岁", "博士"),
        ("年龄在45周岁以下，具有博士学位的50周岁以下", "博士学位"),
    ],
)
def test_the_easier_limit_of_a_sort_is_for_it_alone(words: str, who: str) -> None:
    node = read(words)
    assert isinstance(node, Any)
    general, theirs = node.children
    assert isinstance(general, Test)
    assert isinstance(theirs, All)
    assert [leaf.label for leaf in leaves(theirs) if isinstance(leaf, Judgement)] == [who]


def test_the_stricter_limit_of_a_sort_is_asked_of_it_besides() -> None:
    node = read("展示面积不少于500平方米（重点展馆不少于900平方米）")
    assert any(isinstance(one, Not) for one in walk(node))
    assert len([leaf for leaf in leaves(node) if isinstance(leaf, Test)]) == 2


@pytest.mark.parametrize(
    "words",
    [
        "职工人数不少于50人（研发人员不少于10人）",
        "在孵企业不少于20家（高新技术企业不少于3家）",
        "入驻商户不少于100户（老字号商户不少于10户）",
        "场地面积不少于500平方米（其中公共服务面积不少于100平方米）",
    ],
)
def test_a_bracket_that_counts_some_of_them_is_asked_besides(words: str) -> None:
    node = read(words)
    assert isinstance(node, All)
    assert all(isinstance(child, Test) for child in node.children)
    assert len(node.children) == 2


@pytest.mark.parametrize("words", ["经认定的国家级、省级领军人才", "首次入选的省级、市级工艺美术大师"])
def test_persons_called_so_at_some_level_are_persons(words: str) -> None:
    (leaf,) = (leaf for leaf in leaves(read(words)) if isinstance(leaf, Test))
    assert leaf.field == "applicant_identity"


@pytest.mark.parametrize("heading", ["配租对象", "承租人条件和要求", "见习对象"])
def test_headings_on_those_who_are_let_in(heading: str) -> None:
    assert topic_of(heading) in (Topic.SUBJECT, Topic.ELIGIBILITY)


def test_whom_flats_are_let_to_is_a_choice() -> None:
    (item,) = parse_text(
        "湖畔区人才公寓配租公告\n湖畔区住房和建设局\n2025年4月2日\n一、配租对象\n（一）经认定的省级领军人才；\n（二）在本区就业的退役军人；\n"
        "（三）毕业未满3年的毕业生。\n二、申请条件\n（一）年龄不超过40周岁；\n（二）未享受过购房优惠政策。\n三、租金标准\n租金按市场价的60%收取。\n"
    ).document.items
    (choice,) = (node for node in walk(item.condition) if isinstance(node, Any))
    assert len(choice.children) == 3
