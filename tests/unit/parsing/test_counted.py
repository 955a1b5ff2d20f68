"""Choices told in one breath, and bodies that only say whose people are meant."""

from __future__ import annotations

import pytest

from policymatch.conditions import AtLeast, Test, leaves
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "count", "of"),
    [
        ("至少提供以下服务中的3项：代理记账、法律咨询、项目路演、设备共享", 3, 4),
        ("能够开展下列所述2项以上业务，包括：报关、仓储、配送、退税代办、保险对接", 2, 5),
    ],
)
def test_so_many_of_a_row_of_nouns(text: str, count: int, of: int) -> None:
    node = read(text)
    assert isinstance(node, AtLeast)
    assert (node.count, len(node.children)) == (count, of)


def test_a_row_as_short_as_its_number_is_no_choice() -> None:
    assert not isinstance(read("提供以下服务中的3项：代理记账、法律咨询、项目路演"), AtLeast)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("高校、科研院所的科技人才", {"applicant_identity"}),
        ("社会组织和科研院所", {"entity_type"}),
    ],
)
def test_whose_people_are_meant_is_no_kind_of_applicant(text: str, fields: set[str]) -> None:
    assert {leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)} == fields
