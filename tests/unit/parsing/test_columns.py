"""Tables whose columns are the things applied for: each asks what its own column says, whatever cells are blank."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from policymatch.parsing.drafting.columns import columns
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.spans import Span


def asked(text: str) -> list[list[tuple[str, str | None]]]:
    """What the columns of 甲 and 乙 demand, each with the words that say what is measured."""
    rows, start = [], 0
    for line in text.splitlines(keepends=True):
        rows.append(Node(Kind.TEXT, 0, "", Span(start, start + 1), Span(start, start), Span(start, start + 1)))
        start += len(line)
    section = SimpleNamespace(children=rows, walk=lambda: [section])
    _, found = columns(text, [section], ["甲", "乙"])  # type: ignore[list-item]
    return [[(one.span.of(text), one.like.of(text) if one.like else None) for one in column] for column in found]


def test_a_bare_limit_is_named_by_the_label_of_its_row() -> None:
    assert asked("指标\t甲\t乙\n面积\t不少于9平方米\t不少于5平方米\n") == [
        [("面积\t不少于9平方米", None)],
        [("不少于5平方米", "面积\t不少于9平方米")],
    ]


@pytest.mark.parametrize("blank", ["", "/", "——", "不作要求"])
def test_a_blank_cell_asks_nothing_and_names_nothing(blank: str) -> None:
    row = f"面积\t{blank}\t不少于5平方米"
    assert asked(f"指标\t甲\t乙\n{row}\n") == [[], [(row, None)]]


def test_a_table_without_labels_before_its_columns_is_left_to_others() -> None:
    assert asked("甲\t乙\t指标\n不少于9平方米\t不少于5平方米\t面积\n") == [[], []]
