"""A sentence that states what somebody has or did, before a grant that asks for nothing."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests.cards import fields, judged

_MEASURES = "青山区促进产业发展若干措施\n第一条 某项补助。{said}\n第二条 附则。本措施由区商务局负责解释。\n"
_GUIDE = "青山区2024年度扶持项目申报指南\n一、申报条件\n（一）在青山区注册的企业；\n二、扶持项目及标准\n（一）某项补助\n{said}\n"


def _item(said: str, form: str = _MEASURES) -> Item:
    return parse_text(form.format(said=said)).document.items[0]


@pytest.mark.parametrize("form", [_MEASURES, _GUIDE])
@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("企业参加境外展会，单个展位面积不少于9平方米。按展位费的50%给予补贴。", "declared_number", 9),
        ("园区建成投产三年内，入驻企业达到30家。给予运营单位100万元奖励。", "declared_number", 30),
        ("企业建有研发机构，上年度研发费用不低于200万元。按研发费用的10%给予补助。", "rd_expense", 2_000_000),
        ("在辖区新建冷库，库容5000立方米以上。每立方米给予50元补助。", "declared_number", 5000),
        ("企业自有船舶首次登记船籍港，船龄不超过12年。按总吨每吨20元给予奖励，单船最高60万元。", "declared_number", 12),
    ],
)
def test_what_a_sentence_states_is_asked_by_the_grant_behind_it(form: str, said: str, field: str, value: float) -> None:
    condition = _item(said, form).condition
    assert condition is not None
    assert (field, value) in [(one.field, one.value) for one in leaves(condition) if isinstance(one, Test)]


def test_what_is_done_without_a_figure_is_judged() -> None:
    assert judged(_item("企业购买小微企业贷款保证保险。按保费的30%给予补贴，最高5万元。").condition) == [
        "企业购买小微企业贷款保证保险"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "区政务中心设立专窗，平均办理时限不超过3个工作日。给予每家企业1万元补贴。",
        "我区已建成文化街区5个，年接待游客200万人次以上。给予每家企业1万元补贴。",
        "到2025年，培育企业30家以上。给予每家企业1万元补贴。",
        "财政每年安排资金不低于5000万元。给予每家企业1万元补贴。",
        "2023年冷库容量超过20万立方米。对新建冷库的企业，每立方米给予50元补助。",
    ],
)
def test_what_an_office_does_or_a_district_has_is_asked_of_nobody(said: str) -> None:
    condition = _item(said).condition
    assert not fields(condition)
    assert not [one for one in judged(condition) if "新建冷库" not in one]


def test_a_base_told_by_a_measure_is_no_sort() -> None:
    assert judged(_item("按总吨每吨20元给予奖励，单船最高60万元。").condition) == []
    assert len(_item("按博士每人5万元、硕士每人3万元给予补贴。").benefits) == 2
