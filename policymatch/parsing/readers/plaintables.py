"""Tables in plain text: rows of one width whose cells tabs or upright bars part, as copied from a page or a sheet."""

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
    return tuple(
        _table(rows, number)
        for number, rows in enumerate(_runs(source, empty), start=1)
        if not is_card([[cell.text for cell in row] for row in rows])
    )


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
