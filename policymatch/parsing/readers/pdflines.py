"""One page of a PDF: its lines with their places, and the rulings drawn on it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from policymatch.parsing.immutable import immutable

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
_COLUMN_GAP = 1.3
"""Widths of a character that part two columns, or two cells without rulings."""
_MOST_PATHS = 4000
"""Drawn paths looked at on a page; a page with more is a map or a picture, not a table."""
_MOST_SEGMENTS = 2000
_SHORTEST_RULING = 8.0
_THICKEST_BAR = 3.0
"""A filled shape thicker than this is shading, not a ruling."""
_Point = tuple[float, float]


@dataclass(slots=True)
class Line:
    """Characters side by side on one page, in PDF units (1/72 inch, y upwards).

    Args:
        parts: text and the index of its first character in the page's own character array.
        size: height of the largest character.
        column: 0 where the page has one column, else 1 or 2.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0
    column: int = 0
    parts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(text for text, _ in self.parts)

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2


@immutable
class Ruling:
    """A straight line drawn on the page: at ``place`` across, from ``start`` to ``end`` along."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class PageLines:
    """What a page shows.

    Args:
        pictures: how many pictures lie on it.
        odd: how many of its characters have no meaning (no Unicode, private use).
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    horizontal: list[Ruling]
    vertical: list[Ruling]
    pictures: int = 0
    odd: int = 0


@dataclass(slots=True)
class _Glyph:
    text: str
    index: int
    left: float
    bottom: float
    right: float
    top: float
    guessed: bool = False
    """A space that pdfium put in because of a gap; none is written in the file."""


class _Walls:
    """Vertical rulings: characters on two sides of one are in two cells, however near."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self._rulings = sorted(rulings, key=lambda ruling: ruling.place)
        self._places = [ruling.place for ruling in self._rulings]

    def part(self, last: _Glyph, glyph: _Glyph) -> bool:
        """Whether a ruling stands between two characters of one level."""
        low, high = (last.left + last.right) / 2, (glyph.left + glyph.right) / 2
        level = (glyph.bottom + glyph.top) / 2
        between = self._rulings[bisect_left(self._places, low) : bisect_right(self._places, high)]
        return any(ruling.start <= level <= ruling.end for ruling in between)


def page_lines(page: PdfPage, number: int) -> PageLines:
    """Lines and rulings of a page, in its drawing order; watermarks at an angle are left out."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage))
    finally:
        textpage.close()
    odd = sum(1 for glyph in glyphs if glyph is not None and _is_odd(glyph.text))
    horizontal, vertical = _rulings(page)
    lines = list(_lines(glyphs, number, _Walls(vertical)))
    pictures = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return PageLines(number, width, height, lines, horizontal, vertical, pictures, odd)


def _is_odd(text: str) -> bool:
    return text == "\ufffd" or "\ue000" <= text <= "\uf8ff"


def _glyphs(textpage: PdfTextPage) -> Iterator[_Glyph | None]:
    """The page's characters, turned upright; None where pdfium broke the line."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    count = textpage.count_chars()
    turn = _turn(textpage, count)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            yield None
            continue
        generated = raw.FPDFText_IsGenerated(textpage, index) == 1
        if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        place = _turned((box.left, box.bottom, box.right, box.top), turn)
        if not all(map(math.isfinite, place)) or (not generated and _slanted(textpage, index, turn)):
            continue
        yield _Glyph(" " if generated else chr(code), index, *place, guessed=generated)


def _turn(textpage: PdfTextPage, count: int) -> int:
    """Quarter turns of most of the page's text, judged by a sample."""
    import pypdfium2.raw as raw

    turns = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 40)):
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        if angle >= 0 and math.isfinite(angle):
            turns[round(angle / (math.pi / 2)) % 4] += 1
    return turns.index(max(turns))


def _slanted(textpage: PdfTextPage, index: int, turn: int) -> bool:
    import pypdfium2.raw as raw

    angle = raw.FPDFText_GetCharAngle(textpage, index)
    if angle < 0 or not math.isfinite(angle):
        return False
    off = abs((angle - turn * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi)
    return bool(off > 0.15)


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box


def _lines(glyphs: Sequence[_Glyph | None], page: int, walls: _Walls) -> Iterator[Line]:
    line: Line | None = None
    last: _Glyph | None = None
    waiting: _Glyph | None = None
    """A space that may prove to stand inside a line."""
    for glyph in glyphs:
        if glyph is None:
            continue
        if not glyph.text.strip():
            waiting = waiting or glyph
            continue
        if line is not None and last is not None and _follows(last, glyph) and not walls.part(last, glyph):
            if waiting is not None and _keeps_space(last, waiting, glyph):
                _append(line, " ", waiting.index)
        else:
            if line is not None:
                yield line
            line = Line(page, glyph.left, glyph.bottom, glyph.right, glyph.top)
        _append(line, glyph.text, glyph.index)
        line.left, line.right = min(line.left, glyph.left), max(line.right, glyph.right)
        line.bottom, line.top = min(line.bottom, glyph.bottom), max(line.top, glyph.top)
        line.size = max(line.size, glyph.top - glyph.bottom)
        last, waiting = glyph, None
    if line is not None:
        yield line


def _append(line: Line, text: str, index: int) -> None:
    if line.parts:
        before, start = line.parts[-1]
        if start + len(before) == index and len(text) == 1:
            line.parts[-1] = (before + text, start)
            return
    line.parts.append((text, index))


def _follows(last: _Glyph, glyph: _Glyph) -> bool:
    height = max(last.top - last.bottom, glyph.top - glyph.bottom, 1.0)
    level = abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) / 2 < 0.5 * height
    gap = glyph.left - last.right
    return level and -1.5 * height < gap < _COLUMN_GAP * height


def _keeps_space(last: _Glyph, space: _Glyph, glyph: _Glyph) -> bool:
    if not space.guessed or glyph.left - last.right > 0.9 * (glyph.top - glyph.bottom):
        return True
    return not (_WIDE.match(last.text) or _WIDE.match(glyph.text))


def _rulings(page: PdfPage) -> tuple[list[Ruling], list[Ruling]]:
    import pypdfium2.raw as raw

    across: list[Ruling] = []
    down: list[Ruling] = []
    for count, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count >= _MOST_PATHS:
            return [], []
        for (x0, y0), (x1, y1) in _strokes(path.raw):
            if abs(y0 - y1) < 1.0 <= abs(x0 - x1):
                across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < 1.0 <= abs(y0 - y1):
                down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return joined(across), joined(down)


def _strokes(path: object) -> Iterator[tuple[_Point, _Point]]:
    """The straight edges of a path that show as lines: drawn ones, and the edges of thin filled bars."""
    import ctypes

    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for outline in _outlines(path):
        if stroke.value or _is_bar(outline):
            yield from pairwise(outline)


def _is_bar(outline: Sequence[_Point]) -> bool:
    across = max(x for x, _ in outline) - min(x for x, _ in outline)
    along = max(y for _, y in outline) - min(y for _, y in outline)
    return min(across, along) <= _THICKEST_BAR


def _outlines(path: object) -> Iterator[list[_Point]]:
    """The points of each part of a path; curves are cut straight, which makes them no ruling."""
    import ctypes

    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[_Point] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and outline:
            yield outline
            outline = []
        outline.append(_moved(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if outline:
        yield outline


def _moved(matrix: Any, x: float, y: float) -> _Point:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def joined(rulings: Sequence[Ruling], *, slack: float = 2.5) -> list[Ruling]:
    """Rulings on (nearly) one line that touch, as one; short strokes that stay alone are dropped."""
    found: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.place):
        if group and ruling.place - group[0].place > slack:
            found += _along(group, slack)
            group = []
        group.append(ruling)
    found += _along(group, slack)
    return [ruling for ruling in found if ruling.end - ruling.start >= _SHORTEST_RULING]


def _along(group: Sequence[Ruling], slack: float) -> Iterator[Ruling]:
    if not group:
        return
    place = sum(ruling.place for ruling in group) / len(group)
    ordered = sorted(group, key=lambda ruling: ruling.start)
    start, end = ordered[0].start, ordered[0].end
    for ruling in ordered[1:]:
        if ruling.start > end + slack:
            yield Ruling(place, start, end)
            start, end = ruling.start, ruling.end
        end = max(end, ruling.end)
    yield Ruling(place, start, end)
