"""Tables whose columns are the things applied for, a measure a row: 指标 | 重点平台 | 一般平台, 场地面积 | 不少于500平方米 | 不少于200平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.spans import Span

_BARE = re.compile(
    r"(?:应|须)?(?:(?:达到?|超过|满|至少|[高低多少小大]于|不[低少高小大]于|不超过|[≥≤><])[^，。；\d]{0,2})?[\d一二两三四五六七八九十][^，。；]{0,16}"
)
"""A limit without what it limits, which the row's label says."""
_NOTHING = re.compile(r"[/／—\-－无不作要求]*")


def columns(text: str, conditions: Sequence[Node], names: Sequence[str]) -> tuple[list[Node], list[list[Clause]]]:
    """The rows of the first table whose head names all the things, and what each thing's column demands.

    Args:
        text: the working text.
        conditions: the eligibility sections.
        names: the things applied for.
    """
    for condition in conditions:
        for node in condition.walk():
            for at, head in enumerate(node.children):
                cells = _cells(text, head)
                titles = [cell.of(text) for cell in cells]
                places = [titles.index(name) for name in names if name in titles]
                if names and len(places) == len(names) and min(places) > 0:  # the rows' labels stand before them
                    rows = [head, *_rows(text, node.children[at + 1 :], len(titles))]
                    return rows, [list(_asked(text, rows[1:], place, min(places))) for place in places]
    return [], [[] for _ in names]


def _rows(text: str, nodes: Sequence[Node], width: int) -> Iterator[Node]:
    for node in nodes:
        if len(_cells(text, node)) != width:
            return
        yield node


def _cells(text: str, node: Node) -> list[Span]:
    """The cells of the line that a node stands in; none where it is no row of a table."""
    at = node.opening.start
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if "\t" not in line:
        return []
    cells = []
    for cell in line.split("\t"):
        cells.append(trimmed(text, Span(start, start + len(cell))))
        start += len(cell) + 1
    return cells


def _asked(text: str, rows: Sequence[Node], place: int, first: int) -> Iterator[Clause]:
    """What a column demands: its limits, each named by the label of its row where it does not say of what."""
    for row in rows:
        cells = _cells(text, row)
        cell, label = cells[place], cells[first - 1]
        if _NOTHING.fullmatch(cell.of(text)):
            continue
        limit, *others = [trimmed(text, phrase) for phrase in phrases(text, cell)]
        if not _BARE.fullmatch(limit.of(text)):
            yield Clause(cell)
            continue
        beside = next(one for one in cells[first:] if not _NOTHING.fullmatch(one.of(text)))
        named = Span(label.start, trimmed(text, next(iter(phrases(text, beside)))).end)
        yield Clause(named) if beside is cell else Clause(limit, like=named)
        yield from (Clause(other) for other in others)


__all__ = ["columns"]
