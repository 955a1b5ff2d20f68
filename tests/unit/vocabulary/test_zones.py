from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from policymatch.errors import UnknownRegionError
from policymatch.vocabulary import region_tree, regions, zones


def test_there_are_the_national_zones():
    kinds = Counter(found.kind for found in zones.all_zones().values() if found.level == "国家级")
    assert kinds["国家级新区"] == 19
    assert kinds["自由贸易试验区"] == 22
    assert kinds["自主创新示范区"] == 23
    assert kinds["高新区"] > 100
    assert kinds["经开区"] > 100


def test_every_zone_lies_in_divisions_in_force():
    for found in zones.all_zones().values():
        assert found.hosts
        assert all(region_tree.region(code).valid_to is None for code in found.hosts), found.id


def test_names_belong_to_one_zone():
    words = Counter(word for found in zones.all_zones().values() for word in {found.name, *found.aliases})
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "ancestor", "on", "expected"),
    [
        ("440115", "Z:南沙新区", None, True),  # covers the district wholly
        ("440115", "Z:南沙经开区", None, None),  # cuts it
        ("110108", "Z:中关村示范区", None, None),
        ("440115", "Z:中关村示范区", None, False),
        ("Z:南沙经开区", "440115", None, True),
        ("Z:南沙经开区", "440100", None, True),
        ("Z:南沙经开区", "110000", None, False),
        ("460105", "Z:海南自贸试验区", None, True),
        ("460105", "Z:海南自贸试验区", date(2017, 1, 1), False),  # before it was founded
        ("330114", "Z:钱塘新区", None, False),  # given up
        ("Z:南沙新区", "Z:南沙新区", None, True),
    ],
)
def test_lies_in(code, ancestor, on, expected):
    assert regions.locate(code, ancestor, on=on) is expected


def test_finds_zones_by_their_names():
    text = "在中关村国家自主创新示范区或北京经济技术开发区内注册"
    assert [match.value.id for match in zones.find(text)] == ["Z:中关村示范区", "Z:北京经开区"]
    assert zones.find("国家高新区") == ()


def test_a_zone_is_a_place_with_a_name():
    assert regions.region("Z:南沙新区").name == "广州南沙新区"
    assert regions.full_name("Z:南沙新区") == "广州南沙新区"


def test_an_unknown_zone_names_the_nearest():
    with pytest.raises(UnknownRegionError, match="中关村"):
        regions.within("110108", "Z:中关村")
