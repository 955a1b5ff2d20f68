"""The order in which a page is read: rows, two columns, tables in place; page numbers and running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policymatch.parsing.readers.pdfgrid import Grid
from policymatch.parsing.readers.pdflines import Line, PageLines

_PAGE_NUMBER = re.compile(
    r"^[-—–~·•\s/|]*(第\s*)?(\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百]{1,4})(\s*页)?"
    r"(\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–~·•\s/|]*$"
)
_EDGE = 0.11
"""Share of the page's height, above and below, where running heads and page numbers stand."""
_DIGITS = re.compile(r"\d+")


def running_lines(pages: Sequence[PageLines]) -> set[int]:
    """Ids of the lines that are page numbers or repeat on many pages' edges."""
    edges = [(page, line) for page in pages for line in page.lines if _on_edge(page, line)]
    repeated = Counter(key for page in pages for key in {_key(line) for line in page.lines if _on_edge(page, line)})
    often = max(3, 0.3 * len(pages))
    return {
        id(line)
        for page, line in edges
        if _is_page_number(page, line) or (repeated[_key(line)] >= often and not _PAGE_NUMBER.match(line.text))
    }


def _on_edge(page: PageLines, line: Line) -> bool:
    return line.middle > page.height * (1 - _EDGE) or line.middle < page.height * _EDGE


def _is_page_number(page: PageLines, line: Line) -> bool:
    if not _PAGE_NUMBER.match(line.text.strip()):
        return False
    beyond = [other for other in page.lines if other is not line and other.bottom < line.bottom - 2]
    above = [other for other in page.lines if other is not line and other.top > line.top + 2]
    return not beyond or not above


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", "".join(line.text.split())), round(line.middle / 12)


def reading_order(lines: Sequence[Line], grids: Sequence[Grid]) -> Iterator[Line | Grid]:
    """Lines and tables of a page from top to bottom, one column after the other where there are two."""
    rest = sorted(lines, key=lambda line: -line.middle)
    tables = sorted(grids, key=lambda grid: -grid.top)
    start = 0
    for table in tables:
        stop = start
        while stop < len(rest) and rest[stop].middle > table.top:
            stop += 1
        yield from _columns(rest[start:stop])
        yield table
        start = stop
    yield from _columns(rest[start:])


def _columns(lines: Sequence[Line]) -> Iterator[Line]:
    gutter = _gutter(lines)
    if gutter is None:
        yield from _rows(lines)
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            yield from _rows(left)
            yield from _rows(right)
            left, right = [], []
            yield line
        else:
            line.column = 1 if line.right <= gutter else 2
            (left if line.column == 1 else right).append(line)
    yield from _rows(left)
    yield from _rows(right)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the white strip between two columns of prose; None where the text is one column."""
    if len(lines) < 8:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    width = high - low
    best: tuple[int, float] | None = None
    for step in range(41):
        place = low + width * (0.3 + 0.01 * step)
        crossing = sum(line.left < place < line.right for line in lines)
        if best is None or crossing < best[0]:
            best = (crossing, place)
    if best is None or best[0] > 0.2 * len(lines):
        return None
    sides = ([line for line in lines if line.right <= best[1]], [line for line in lines if line.left >= best[1]])
    prose = all(
        len(side) >= 4 and sum(line.right - line.left > 0.3 * width for line in side) >= 0.5 * len(side)
        for side in sides
    )
    return best[1] if prose else None


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines side by side on one level become one, with a tab between."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if row and abs(row[0].middle - line.middle) > 0.5 * min(row[0].size, line.size):
            yield _merged(row)
            row = []
        row.append(line)
    if row:
        yield _merged(row)


def _merged(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.left)
    parts = list(row[0].parts)
    for line in row[1:]:
        parts += [("\t", -1), *line.parts]
    return replace(
        row[0],
        right=max(line.right for line in row),
        bottom=min(line.bottom for line in row),
        top=max(line.top for line in row),
        parts=parts,
    )
