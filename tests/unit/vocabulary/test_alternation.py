"""A tree of names fits what the names one by one would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policymatch.vocabulary.alternation import any_of

NAMES = ["养老", "养老服务", "养殖", "软件开发", "软件", "C++", "5G", "测绘"]


def test_the_longest_name_counts() -> None:
    assert re.findall(any_of(NAMES), "从事养老服务、软件测绘和C++软件开发") == [
        "养老服务",
        "软件",
        "测绘",
        "C++",
        "软件开发",
    ]


def test_a_shorter_name_is_taken_where_what_follows_asks_for_it() -> None:
    found = re.match(rf"(?:{any_of(NAMES)})服务机构", "养老服务机构")
    assert found is not None


@given(
    st.lists(st.text("养老服务软件.+(", min_size=1, max_size=5), min_size=1, max_size=12),
    st.text("养老服务软件.+(", max_size=24),
)
def test_a_tree_finds_what_a_list_finds(names: list[str], text: str) -> None:
    listed = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    assert re.findall(any_of(names), text) == listed.findall(text)
