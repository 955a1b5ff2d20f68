"""What an officer should look at before publishing a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policymatch.conditions import leaves
from policymatch.documents import Item
from policymatch.parsing.coverage import Coverage

LOW_COVERAGE = 0.8
LOW_CONFIDENCE = 0.5


def check_items(items: Iterable[Item], coverage: Coverage) -> Iterator[str]:
    """Warnings about a draft, in Chinese."""
    listed = tuple(items)
    if not listed:
        yield "没有找到可申请的政策事项，请核对原文"
        return
    if coverage.share < LOW_COVERAGE:
        yield f"条件文字仅读出{coverage.share:.0%}，其余请人工补充"
    for item in listed:
        yield from _check_item(item)


def _check_item(item: Item) -> Iterator[str]:
    where = f"事项“{item.name}”"
    if not any(True for _ in leaves(item.condition)):
        yield f"{where}没有读出任何条件"
    if not item.benefits:
        yield f"{where}没有读出支持内容"
    unsure = sum(leaf.confidence is not None and leaf.confidence < LOW_CONFIDENCE for leaf in leaves(item.condition))
    if unsure:
        yield f"{where}有{unsure}项条件把握不大，请重点核对"
