"""Lists that say whom supports are for: kinds before a grant, points told by 一是, terms that a list explains, rows of deeds."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Node, Test, walk
from policymatch.parsing import parse_text
from tests.reading import read

HEAD = "浦口区促进产业发展若干措施\n浦口区人民政府\n"


def conditions(text: str) -> list[Node]:
    """What each item of a document asks for."""
    return [item.condition for item in parse_text(HEAD + text).document.items if item.condition is not None]


def fields(node: Node) -> set[str]:
    """The fields of a condition."""
    return {leaf.field for leaf in leaves(node) if isinstance(leaf, Test)}


def choices(node: Node) -> list[Any]:
    """Its alternatives."""
    return [one for one in walk(node) if isinstance(one, Any)]


THREE = {"revenue", "qualification", "invention_patents"}


@pytest.mark.parametrize(
    "text",
    [
        "对符合下列条件之一的企业给予10万元奖励：一是营业收入1000万元以上的；二是获得高新技术企业认定的；三是拥有发明专利3件以上的。",
        "支持以下三类企业：一是营业收入1000万元以上的企业；二是高新技术企业；三是拥有发明专利3件以上的企业。每家给予10万元奖励。",
        "支持对象包括：（一）营业收入1000万元以上的企业；（二）高新技术企业；（三）拥有发明专利3件以上的企业。给予10万元奖励。",
        "补贴对象分为三类：第一类是营业收入1000万元以上的企业，第二类是高新技术企业，第三类是拥有发明专利3件以上的企业。按每家10万元补贴。",
    ],
)
def test_kinds_in_a_list_are_alternatives(text: str) -> None:
    (asked,) = conditions(f"第一条 奖励优秀企业。\n{text}\n")
    (choice,) = choices(asked)
    assert fields(choice) == THREE


def test_demands_in_a_list_are_all_asked_for() -> None:
    (asked,) = conditions(
        "第一条 奖励优秀企业。\n对符合以下条件的企业给予10万元奖励：一是营业收入1000万元以上；二是属于高新技术企业；三是拥有发明专利3件以上。\n"
    )
    assert fields(asked) == THREE
    assert not choices(asked)


def test_what_is_to_be_done_first_and_second_is_no_list_of_applicants() -> None:
    (asked,) = conditions(
        "第一条 优化环境。一是加强组织领导；二是做好政策宣传。\n第二条 对年纳税100万元以上的企业，给予5万元奖励。\n"
    )
    assert fields(asked) == {"tax_paid"}


@pytest.mark.parametrize(
    ("term", "explained", "choice"),
    [
        (
            "骨干企业",
            "本措施所称骨干企业，是指同时满足以下条件的企业：（一）成立3年以上；（二）研发投入占比3%以上。",
            False,
        ),
        ("骨干企业", "骨干企业是指满足以下条件之一的企业：\n1.成立3年以上；\n2.研发投入占比3%以上。", True),
        ("星火企业", "本措施所称星火企业应同时符合以下条件：1.成立3年以上；2.研发投入占比3%以上。", False),
        ("优质企业", "名词解释\n优质企业：指成立3年以上、研发投入占比3%以上的企业。", False),
    ],
)
def test_an_explained_term_is_asked_of_those_who_use_it_alone(term: str, explained: str, choice: bool) -> None:
    other, using = conditions(
        f"第一条 对年营业收入1亿元以上的企业，给予10万元奖励。\n第二条 对{term}，给予20万元奖励。\n第三条 附则\n{explained}\n"
    )
    assert fields(other) == {"revenue"}
    assert fields(using) == {"years_established", "rd_ratio"}
    assert bool(choices(using)) is choice


@pytest.mark.parametrize(
    "explained",
    [
        "本办法所称总部企业，是指在本区注册，具有独立法人资格，且符合下列条件之一的企业：\n（一）年营业收入5亿元以上；\n（二）年纳税2000万元以上。",
        "本办法所称总部企业是指在本区注册、具有独立法人资格的企业。具体须满足以下条件之一：\n1.年营业收入5亿元以上；\n2.年纳税2000万元以上。",
    ],
)
def test_what_a_term_means_goes_on_in_the_points_below_and_is_no_status(explained: str) -> None:
    (using,) = conditions(f"第一条 {explained}\n第二条 对总部企业，给予100万元奖励。\n")
    assert fields(using) == {"registered_region", "legal_person", "revenue", "tax_paid"}
    (choice,) = choices(using)
    assert fields(choice) == {"revenue", "tax_paid"}


def test_a_term_that_somebody_confers_stays_a_status() -> None:
    (using,) = conditions(
        "第一条 本办法所称总部企业，是指经区政府认定，且符合下列条件之一的企业：\n（一）年营业收入5亿元以上；\n（二）年纳税2000万元以上。\n"
        "第二条 对总部企业，给予100万元奖励。\n"
    )
    assert {"qualification", "revenue", "tax_paid"} <= fields(using)


def test_deeds_joined_by_or_behind_de_are_alternatives() -> None:
    asked = read("获得省科学技术奖的、或拥有发明专利5件以上的、或主持制定国家标准的企业")
    assert isinstance(asked, Any)
    assert len(asked.children) == 3


def test_kinds_with_a_limit_or_a_word_of_their_own_are_alternatives() -> None:
    asked = read("新落户的总部企业、年纳税1000万元以上的企业或研发人员50人以上的研发机构")
    assert isinstance(asked, Any)
    assert len(asked.children) == 3
