"""People and other things counted before 的企业: they are what the number counts, not who works there."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("培训人数达到50人以上的企业", "培训人数"),
        ("在院老年人数不少于30人的机构", "在院老年人数"),
        ("年服务人数50人以上的企业", "年服务人数"),
        ("直播50场以上的企业", "直播场次"),
        ("商标达到50项以上的企业", "商标数"),
        ("对接金融机构5家以上", "对接金融机构数"),
        ("能耗下降5%以上", "能耗下降"),
        ("车龄在5年以内", "车龄（年）"),
    ],
)
def test_what_is_counted_is_named(text: str, label: str) -> None:
    node = read(text)
    assert isinstance(node, Test)
    assert (node.field, node.label) == ("declared_number", label)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("职工人数达到50人以上的企业", "employees"),
        ("50人以上的企业", "employees"),
        ("参保人数50人以上的企业", "insured_employees"),
        ("养殖水面50亩以上的企业", "premises_area"),
    ],
)
def test_who_works_there_is_counted_as_before(text: str, field: str) -> None:
    node = read(text)
    assert isinstance(node, Test)
    assert node.field == field


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("年节能量在300吨标准煤以上", "年节能量（吨标准煤）"),
        ("装机规模500千瓦时以上", "装机规模（千瓦时）"),
        ("培训时长不少于40学时", "培训时长（学时）"),
        ("年产能5万吨以上", "年产能（吨）"),
        ("具有执业资格的人员应占机构人员总数的30%以上", "具有执业资格的人员占机构人员总数比例"),
        ("核心成员合计持股不低于30%", "核心成员合计持股比例"),
        ("累计完成实际投资额50%以上", "累计完成实际投资额占比"),
        ("客房建筑不超过4层", "客房建筑层数"),
    ],
)
def test_a_name_tells_its_unit_or_that_it_is_a_share(text: str, label: str) -> None:
    node = read(text)
    assert isinstance(node, Test)
    assert node.label == label
