"""OFD (GB/T 33190), the layout format of official documents, laid out as PDF pages are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from policymatch.parsing.readers.archives import opened, part_names
from policymatch.parsing.readers.building import TextBuilder
from policymatch.parsing.readers.failures import ComponentMissingError, DamagedFileError, PictureOnlyError
from policymatch.parsing.readers.paragraphs import paragraphs, pieces
from policymatch.parsing.readers.pdflayout import reading_order, running_lines
from policymatch.parsing.readers.pdflines import Line, PageLines
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

if TYPE_CHECKING:
    from ofdkit import Page

MEDIA_TYPE = "application/ofd"
EXTENSIONS = (".ofd",)
KIND = "OFD"
_POINTS = 72 / 25.4
_SAME_LINE = 0.5
_JOINED = 1.3
"""Gap, in widths of a character, up to which two pieces of text are one."""


def sniff(data: bytes) -> bool:
    """Whether an archive holds an OFD.xml."""
    return any(name.lower() == "ofd.xml" for name in part_names(data))


def read(data: bytes, *, name: str) -> SourceText:
    """Read the text of all pages; offsets count a page's characters in the order they are stored.

    Raises:
        ComponentMissingError: the OFD extra is not installed.
        DamagedFileError: a part is missing or broken.
        PictureOnlyError: its pages hold no text.
    """
    if find_spec("ofdkit") is None:
        hint = "请安装组件：pip install policymatch[ofd]，或另存为 PDF 后上传"
        raise ComponentMissingError(name, kind=KIND, component="ofdkit", hint=hint)
    with opened(data, name=name, kind=KIND):
        pass
    pages = _pages(data, name)
    builder = TextBuilder()
    dropped = running_lines(pages)
    ordered: list[Line] = []
    for page in pages:
        lines = [line for line in page.lines if id(line) not in dropped]
        ordered += [part for part in reading_order(lines, ()) if isinstance(part, Line)]
    if not ordered:
        raise PictureOnlyError(name, kind=KIND)
    for group in paragraphs(ordered):
        found = [
            (text, Origin(page=line.page, offset=None if index is None or index < 0 else index))
            for text, line, index in pieces(group)
        ]
        builder.line(BlockKind.PARAGRAPH, found)
    return builder.build(name, MEDIA_TYPE, pages=len(pages))


def _pages(data: bytes, name: str) -> list[PageLines]:
    import ofdkit

    try:
        with ofdkit.open(data) as document:
            return [_page(page) for page in document.pages]
    except (ofdkit.OFDError, ValueError, OverflowError, RecursionError) as error:
        raise DamagedFileError(name, kind=KIND) from error


def _page(page: Page) -> PageLines:
    number = page.index + 1
    height = page.height * _POINTS
    lines = list(_joined(list(_lines(page, number, height))))
    return PageLines(number, page.width * _POINTS, height, lines, [], [])


def _lines(page: Page, number: int, height: float) -> Iterator[Line]:
    seen: set[tuple[str, int, int]] = set()
    index = 0
    for run in page.runs:
        key = (run.text, round(run.x * 4), round(run.y * 4))
        if run.text.strip() and key not in seen:
            seen.add(key)
            left, bottom, size = run.x * _POINTS, height - run.y * _POINTS, max(run.size, 1.0) * _POINTS
            right = left + max(run.width * _POINTS, 1.0)
            yield Line(number, left, bottom, right, bottom + size, size, parts=[(run.text, index)])
        index += len(run.text)


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Pieces of one line put together; producers store anything from a page's row to a single character apart."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.bottom, line.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) < _SAME_LINE * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
        whole = row[0]
        for line in row[1:]:
            if line.left - whole.right < _JOINED * max(line.size, whole.size):
                whole.parts += line.parts
                whole.right, whole.size = max(whole.right, line.right), max(whole.size, line.size)
                whole.top = max(whole.top, line.top)
            else:
                yield whole
                whole = line
        yield whole
