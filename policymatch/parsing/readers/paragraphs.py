"""Broken lines put together into paragraphs, as they were before a page cut them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policymatch.parsing.readers.pdflines import Line

NUMBERED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[条章节款]|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[)）]|\d+[、．.)）](?!\d)"
    r"|[①-⑳]|[a-zA-Z][.．、)）]|[●■◆★□☐•·▪➢√]|附件|注[:：]"
)
_FEW = 5
"""Lines on a page too few to show where its full lines end."""
_ENDS = re.compile(r"[。！？；：:;!?]$")
_LATIN_END = re.compile(r"[A-Za-z,]$")
_LATIN_START = re.compile(r"^[A-Za-z]")


def paragraphs(lines: Sequence[Line], *, right: float | None = None) -> list[list[Line]]:
    """Lines in reading order, grouped into paragraphs.

    Args:
        lines: of one column or cell; they may run over several pages.
        right: where a full line ends; None to find out page by page.
    """
    groups: list[list[Line]] = []
    if not lines:
        return groups
    margins = _Margins(lines, right)
    for line in lines:
        if groups and _continues(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


class _Margins:
    """Edges of the text on each page and column, whether paragraphs are indented, the usual distance of lines."""

    def __init__(self, lines: Sequence[Line], right: float | None) -> None:
        self._right = right
        places: dict[tuple[int, int], list[Line]] = {}
        for line in lines:
            places.setdefault((line.page, line.column), []).append(line)
        widest = max(line.right for line in lines)
        self._edges = {
            place: (_left(found), widest if place[1] == 0 and len(found) < _FEW else max(line.right for line in found))
            for place, found in places.items()
        }
        sizes = Counter(round(line.size, 1) for line in lines)
        self.size = sizes.most_common(1)[0][0] or 10.0
        self.indented = sum(self.indent(line) > 0 for line in lines) >= 0.08 * len(lines)
        self.leading = _leading(lines)

    def left(self, line: Line) -> float:
        return self._edges[line.page, line.column][0]

    def right(self, line: Line) -> float:
        return self._right if self._right is not None else self._edges[line.page, line.column][1]

    def indent(self, line: Line) -> float:
        """Widths of a character between the margin and the line, from 1 to 3; 0 for none."""
        gap = (line.left - self.left(line)) / max(line.size, 1.0)
        return gap if 0.8 < gap < 3.2 else 0.0

    def is_full(self, line: Line) -> bool:
        return line.right >= self.right(line) - 1.7 * line.size

    def is_centred(self, line: Line) -> bool:
        before, after = line.left - self.left(line), self.right(line) - line.right
        return min(before, after) > 1.5 * line.size and abs(before - after) < line.size + 0.05 * (before + after)


def _left(lines: Sequence[Line]) -> float:
    """The leftmost edge that several lines share; the leftmost of all where none do."""
    edges = Counter(round(line.left / 3) for line in lines)
    shared = [edge for edge, count in edges.items() if count >= max(2, 0.08 * len(lines))]
    if not shared:
        return min(line.left for line in lines)
    return min(line.left for line in lines if round(line.left / 3) == min(shared))


def _leading(lines: Sequence[Line]) -> float:
    gaps = sorted(
        above.middle - below.middle
        for above, below in pairwise(lines)
        if above.page == below.page and above.middle > below.middle
    )
    return gaps[len(gaps) // 2] if gaps else 20.0


def _continues(group: Sequence[Line], line: Line, margins: _Margins) -> bool:
    last = group[-1]
    text, before = line.text.strip(), last.text.rstrip()
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    beside = last.page != line.page or last.column != line.column
    if not beside and not 0 < last.middle - line.middle < 2.2 * margins.leading:
        return False
    if margins.is_centred(line) and margins.is_centred(last):
        return line.size > 1.15 * margins.size and not _ENDS.search(before)
    if not margins.is_full(last):
        return False
    if margins.indent(line) and not margins.is_centred(line):
        return not NUMBERED.match(text) and not _ENDS.search(before)
    if margins.indented:
        return line.left - margins.left(line) < 0.8 * line.size or margins.is_centred(line)
    return not NUMBERED.match(text) and not (_ENDS.search(before) and before[-1] not in "；;")


def pieces(group: Sequence[Line]) -> Iterator[tuple[str, Line, int | None]]:
    """The paragraph's text: parts with their line and character index; a space (None) only between Latin words."""
    last = ""
    for line in group:
        if last and _LATIN_END.search(last) and _LATIN_START.match(line.text):
            yield " ", line, None
        for text, index in line.parts:
            yield text, line, index
        last = line.text
