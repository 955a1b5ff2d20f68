"""Traditional characters into simplified ones, with the way back kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from policymatch.parsing.readers.text import Cell, SourceText, Table

if TYPE_CHECKING:
    from opencc import OpenCC

_CLAUSE = re.compile(r"[^，。；：、！？\n]{1,200}|[，。；：、！？\n]")
_HAN = re.compile("[\u4e00-\u9fff]")
_FREQUENT = re.compile("[們個來說時過為這國會對學業請資於從產與關當應條將開給達區發實後務規現設認據規經營費機構號點]")
"""Frequent characters that only traditional text uses: without one of them in the first pages nothing is converted."""
_LEAST_SHARE = 0.08
"""Share of a text's Chinese characters that must be traditional forms; names and quotations stay below it."""
_NOTE = "原文为繁体字，已转换为简体字处理；引文按原文显示"


def simplified(source: SourceText) -> SourceText:
    """The same document in simplified characters; unchanged where it is written in them already."""
    if not is_traditional(source.text):
        return source
    text, alignment = _converted(source.text)
    starts = [there for _, there in alignment]

    def moved(offset: int) -> int:
        index = bisect_left(starts, offset)
        if index == len(starts) or starts[index] > offset:
            index -= 1
        here, there = alignment[index]
        limit = alignment[index + 1][0] if index + 1 < len(alignment) else len(text)
        return min(here + offset - there, limit)

    return replace(
        source,
        text=text,
        written=source.text,
        alignment=tuple(alignment),
        blocks=tuple(replace(block, start=moved(block.start), end=moved(block.end)) for block in source.blocks),
        tables=tuple(_moved_table(table, moved, text) for table in source.tables),
        warnings=(*source.warnings, _NOTE),
    )


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters throughout."""
    sample = text[:20_000]
    if not _FREQUENT.search(sample):
        return False
    han = len(_HAN.findall(sample))
    plain = _converter("t2s").convert(sample)
    changed = sum(a != b for a, b in zip(sample, plain, strict=False))
    return bool(changed >= _LEAST_SHARE * han)


@cache
def _converter(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)


def _converted(text: str) -> tuple[str, list[tuple[int, int]]]:
    parts: list[str] = []
    alignment: list[tuple[int, int]] = []
    here = there = 0
    for match in _CLAUSE.finditer(text):
        old, new = match[0], _converter("tw2sp").convert(match[0])
        alignment += [(here + a, there + b) for a, b in _aligned(old, new)]
        parts.append(new)
        here, there = here + len(new), there + len(old)
    return "".join(parts), alignment


def _aligned(old: str, new: str) -> Iterator[tuple[int, int]]:
    if len(old) == len(new):
        yield 0, 0
        return
    matcher = SequenceMatcher(None, _converter("t2s").convert(old), new, autojunk=False)
    for _, old_start, _, new_start, new_end in matcher.get_opcodes():
        if new_end > new_start:
            yield new_start, old_start


def _moved_table(table: Table, moved: Callable[[int], int], text: str) -> Table:
    cells: dict[int, Cell] = {}

    def cell_at(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        if id(cell) not in cells:
            start, end = moved(cell.start), moved(cell.end)
            cells[id(cell)] = replace(cell, text=text[start:end], start=start, end=end)
        return cells[id(cell)]

    rows = tuple(tuple(cell_at(cell) for cell in row) for row in table.rows)
    caption = _converter("tw2sp").convert(table.caption)
    return replace(table, rows=rows, start=moved(table.start), end=moved(table.end), caption=caption)
