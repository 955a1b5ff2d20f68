"""Lists of papers that ask several kinds of applicants for papers of their own."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.applying.paperlists import read_materials
from policymatch.spans import Span

_HEAD = "临河市扶持办法\n临河市商务局\n"


def _papers(text: str) -> dict[str, tuple[str, ...]]:
    return {item.name: tuple(item.materials) for item in parse_text(_HEAD + text).document.items}


def test_a_point_that_asks_some_applicants_only_is_theirs() -> None:
    papers = _papers(
        "一、支持标准\n（一）贷款贴息。对企业给予不超过20万元贷款贴息。\n（二）设备补助。对企业给予不超过50万元设备补助。\n"
        "二、申报材料\n1.资金申请表；\n2.申报贷款贴息的单位必须提供贷款合同及付息凭证；\n3.申报设备补助的企业还需提供设备发票；\n4.营业执照。\n"
    )
    assert list(papers.values()) == [
        ("资金申请表", "贷款合同及付息凭证", "营业执照"),
        ("资金申请表", "设备发票", "营业执照"),
    ]


def test_the_longest_head_that_names_an_item_has_its_papers() -> None:
    papers = _papers(
        "一、支持标准\n（一）示范园区认定。符合条件的，认定为示范园区，给予奖励10万元。\n（二）示范园区运营补贴。给予5万元运营补贴。\n"
        "二、申请资料\n（一）示范园区认定。\n申请示范园区认定提交材料：\n1.认定申请表；\n2.园区评估表。\n"
        "（二）示范园区运营补贴。\n申请示范园区运营补贴提交材料：\n1.补贴申请表；\n2.运营情况报告。\n"
    )
    assert list(papers.values()) == [("认定申请表", "园区评估表"), ("补贴申请表", "运营情况报告")]


def test_papers_of_a_head_that_names_no_item_are_asked_of_everybody() -> None:
    papers = _papers(
        "一、支持标准\n对入驻企业给予不超过20万元房租补贴。\n二、申报材料\n（一）基础资料\n1.申请表；\n2.营业执照。\n"
        "（二）财务资料\n1.租金发票；\n2.付款凭证。\n"
    )
    assert list(papers.values()) == [("申请表", "营业执照", "租金发票", "付款凭证")]


@pytest.mark.parametrize(
    "words",
    [
        "（1）基本材料：申请表、营业执照；（2）佐证材料：采购发票、付款凭证。",
        "1.申请表；2.营业执照；3.采购发票；4.付款凭证。",
        "①申请表；②营业执照；③采购发票；④付款凭证。",
    ],
)
def test_points_of_one_line_and_sorts_of_papers(words: str) -> None:
    assert read_materials(words, Span(0, len(words))) == ("申请表", "营业执照", "采购发票", "付款凭证")


def test_papers_in_the_blocks_of_some_are_not_asked_of_those_who_have_none() -> None:
    papers = _papers(
        "一、支持事项\n1.参展补助\n补助标准：对企业参加境外展会，给予展位费50%补助，最高3万元。\n申报材料：（1）申报表；（2）参展合同。\n"
        "2.升规奖励\n工业企业首次上规的，奖励10万元。\n"
        "3.技改补助\n补助标准：设备投资300万元以上的，按10%给予补助，最高500万元。\n申报材料：（1）申报表；（2）设备发票。\n"
    )
    assert list(papers.values()) == [("申报表", "参展合同"), (), ("申报表", "设备发票")]
