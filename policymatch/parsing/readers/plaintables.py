"""Tables in plain text: rows whose cells tabs or upright bars part, or that give every cell a line of its own below 序号."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policymatch.parsing.readers.tabular import headings, is_card
from policymatch.parsing.readers.text import Block, Cell, Origin, SourceText, Table

_NARROWEST = 3
_FEWEST_ROWS = 3
_BARRED = re.compile(r"\s*\|(?P<cells>.+\|.+)\|\s*")
_RULE = re.compile(r"[\s|:：—-]+")
_SPREADS = 2
"""How many columns at the left may leave a place empty below a merged cell."""


def row_of(line: str, origin: Origin) -> tuple[str, Origin] | None:
    """A line with tabs for the upright bars of a row; the line itself where it is none, None for a rule below a head.

    >>> row_of("|甲|乙|", Origin(offset=0))[0].split()
    ['甲', '乙']
    """
    barred = _BARRED.fullmatch(line)
    if barred is None:
        return line, origin
    if _RULE.fullmatch(line):
        return None
    return barred["cells"].replace("|", "\t"), origin.at(barred.start("cells"))


def empty_places(line: str, origin: Origin) -> tuple[int, int]:
    """Where the words of a line begin in the file, and how many empty cells stand before them."""
    blank = line[: len(line) - len(line.lstrip())]
    return (origin.offset or 0) + len(blank), blank.count("\t")


def tables_of(source: SourceText, empty: Mapping[int, int]) -> tuple[Table, ...]:
    """The tables that the lines of a text make.

    Args:
        source: the text, whose lines begin with their first words.
        empty: how many empty cells stand before the words that begin at a place of the file.
    """
    runs = [rows for rows in _runs(source, empty) if not is_card([[cell.text for cell in row] for row in rows])]
    return tuple(_table(rows, number) for number, rows in enumerate([*runs, *_stacks(source)], start=1))


_COUNTER = frozenset({"序号", "编号", "序"})
_WIDEST = 8
_LONGEST_NAME = 16
_MARK = re.compile(r"[（(]?(?P<number>\d{1,2}|[一二三四五六七八九十])[）)、.．]|[①-⑳]|[-–—•●◆]")
_BEHIND = re.compile(r"(?:备\s*注|注|说明|附件?|附表)\s*(?:\d{0,2}\s*[：:.、]|$)|[\[【（(]?(?:打印|关闭|返回|分享)")
"""What stands behind a table's last row."""


def _stacks(source: SourceText) -> Iterator[list[list[Cell]]]:
    """Tables whose cells stand below one another, a line each: 序号 | 政策名称 | 条件 | 标准 | 1 | … | 2 | …."""
    blocks = source.blocks
    lines = [source.text[block.start : block.end].strip() for block in blocks]
    for at, line in enumerate(lines):
        if line in _COUNTER and (rows := _stack(lines, at)):
            yield [
                [
                    Cell(source.text[blocks[a].start : blocks[b].end], blocks[a].start, blocks[b].end, row, column)
                    for column, (a, b) in enumerate(cells)
                ]
                for row, cells in enumerate(rows)
            ]


def _stack(lines: list[str], at: int) -> list[list[tuple[int, int]]]:
    """The cells of a stack that opens at a line, row by row, as its first and last line; empty where it is none."""
    opens = next((to for to in range(at + 1, min(at + 1 + _WIDEST, len(lines))) if lines[to] == "1"), None)
    if opens is None or opens - at < _NARROWEST or any(len(name) > _LONGEST_NAME for name in lines[at:opens]):
        return []
    width = opens - at
    counted = [opens]
    for to in range(opens + 1, len(lines)):
        if lines[to] == str(len(counted) + 1):
            counted.append(to)
    ends = [*counted[1:], counted[-1] + width]
    while ends[-1] < len(lines) and len(counted) > 1 and _MARK.match(lines[ends[-1]]):
        ends[-1] += 1
    rows = [_stacked_cells(lines, first, min(end, len(lines)), width) for first, end in zip(counted, ends, strict=True)]
    if len(rows) < _FEWEST_ROWS - 1 or any(len(row) < width - 1 for row in rows):
        return []
    return [[(one, one) for one in range(at, opens)], *(row for row in rows)]


def _stacked_cells(lines: list[str], first: int, end: int, width: int) -> list[tuple[int, int]]:
    """The cells of one row: a line that counts on (2., （2）) goes on with the cell before, the last takes what is left."""
    cells = [(first, first)]
    for at in range(first + 1, end):
        if len(cells) > 1 and _BEHIND.match(lines[at]):
            break
        mark = _MARK.match(lines[at])
        goes_on = mark is not None and mark["number"] not in ("1", "一") and lines[at][0] != "①"
        if len(cells) == width or (goes_on and len(cells) > 1):
            cells[-1] = (cells[-1][0], at)
        else:
            cells.append((at, at))
    return cells


def _runs(source: SourceText, empty: Mapping[int, int]) -> Iterator[list[list[Cell]]]:
    """Rows that follow one another and have one width."""
    rows: list[list[Cell]] = []
    for block in source.blocks:
        cells = _cells(source.text, block, len(rows), empty.get(block.origin.offset or 0, 0))
        if rows and 2 <= len(cells) < len(rows[0]):
            cells += [Cell("", block.end, block.end, len(rows), at) for at in range(len(cells), len(rows[0]))]
        if rows and len(cells) != len(rows[0]):
            if len(rows) >= _FEWEST_ROWS:
                yield rows
            rows, cells = [], [replace(cell, row=0) for cell in cells]
        if len(cells) >= _NARROWEST:
            rows.append(cells)
    if len(rows) >= _FEWEST_ROWS:
        yield rows


def _cells(text: str, block: Block, row: int, empty: int) -> list[Cell]:
    """The cells of one line; none where no tab parts it."""
    line = text[block.start : block.end]
    if "\t" not in line:
        return []
    found = [Cell("", block.start, block.start, row, at) for at in range(empty)]
    at = block.start
    for piece in line.split("\t"):
        start = at + len(piece) - len(piece.lstrip())
        words = piece.strip()
        found.append(Cell(words, start, start + len(words), row, len(found)))
        at += len(piece) + 1
    return found


def _table(rows: list[list[Cell]], number: int) -> Table:
    grid: list[tuple[Cell | None, ...]] = []
    for row in rows:
        above = grid[-1] if len(grid) > 1 else None
        grid.append(
            tuple(
                cell if cell.text else above[at] if above is not None and at < _SPREADS else None
                for at, cell in enumerate(row)
            )
        )
    caption, header_rows = headings(grid)
    start, end = rows[0][0].start, rows[-1][-1].end
    return Table(tuple(grid), start, end, Origin(table=number), header_rows, caption)


__all__ = ["tables_of"]
