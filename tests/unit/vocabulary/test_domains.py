from __future__ import annotations

from collections import Counter

import pytest

from policymatch.vocabulary import domains


def test_there_are_many_and_each_name_is_one():
    words = Counter(word for found in domains.all_domains().values() for word in {found.name, *found.synonyms})
    assert len(domains.all_domains()) >= 150
    assert [word for word, times in words.items() if times > 1] == []


def test_broader_domains_are_in_the_list():
    known = domains.all_domains()
    assert {found.broader for found in known.values() if found.broader} <= set(known)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("软件信息服务业", "软件和信息服务业"),
        ("AI产业", "人工智能"),
        ("生物医药产业", "生物医药"),
        ("新奇产业", "新奇产业"),
    ],
)
def test_canonical_names(name, expected):
    assert domains.canonical(name) == expected


@pytest.mark.parametrize(
    ("name", "wanted", "expected"),
    [
        ("集成电路", "新一代信息技术产业", True),
        ("半导体", "战略性新兴产业", True),
        ("新一代信息技术", "集成电路", False),
        ("新奇产业", "新奇产业", True),
        ("人工智能", "体育产业", False),
    ],
)
def test_parts_of_broader_domains(name, wanted, expected):
    assert domains.within(name, wanted) is expected


def test_finds_the_longest():
    found = domains.find("鼓励人工智能产业、新能源智能汽车和节能环保装备")
    assert [match.value.name for match in found] == ["人工智能", "新能源智能汽车", "节能环保"]
