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
