"""PDF: text in reading order, broken lines joined, ruled tables, columns; scans recognised as scans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from policymatch.parsing.readers import recognition
from policymatch.parsing.readers.building import Piece, RawCell, TextBuilder
from policymatch.parsing.readers.failures import DamagedFileError, EncryptedFileError, PictureOnlyError
from policymatch.parsing.readers.paragraphs import paragraphs, pieces
from policymatch.parsing.readers.pdfgrid import Grid, GridCell, continues, grids, stacked
from policymatch.parsing.readers.pdflayout import reading_order, running_lines
from policymatch.parsing.readers.pdflines import Line, PageLines, page_lines
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MEDIA_TYPE = "application/pdf"
EXTENSIONS = (".pdf",)
_PDFIUM = Lock()
"""pdfium serves one thread at a time."""
_FEW = 10
"""Characters on a page below which a page with pictures counts as a scan."""
_GARBLED = 0.2
"""Share of characters without meaning above which a font's table is broken."""


def sniff(data: bytes) -> bool:
    """Whether a PDF header stands near the beginning."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, *, name: str) -> SourceText:
    """Read a PDF's text and ruled tables; offsets count the characters of a page in its drawing order.

    Raises:
        EncryptedFileError: a password is asked for.
        DamagedFileError: pdfium cannot open it.
        PictureOnlyError: its pages are pictures and no OCR is installed.
        EmptyFileError: nothing on its pages.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise EncryptedFileError(name, kind="PDF") from error
            raise DamagedFileError(name, kind="PDF") from error
        try:
            return _read(document, name)
        finally:
            document.close()


def _read(document: PdfDocument, name: str) -> SourceText:
    builder = TextBuilder()
    pages = list(_pages(document, builder))
    if not pages:
        raise DamagedFileError(name, kind="PDF", detail="没有可读的页面")
    scanned = [page.number for page in pages if page.pictures and sum(len(line.text) for line in page.lines) < _FEW]
    characters = sum(len(line.text) for page in pages for line in page.lines)
    garbled = sum(page.odd for page in pages) > _GARBLED * characters
    if len(scanned) == len(pages) or (garbled and characters):
        return _recognised(document, name, len(pages))
    if scanned:
        builder.warnings.append(f"第{'、'.join(map(str, scanned[:20]))}页只有图片，其中的文字没有读出")
        builder.needs_review = True
    _write(builder, pages)
    return builder.build(name, MEDIA_TYPE, pages=len(pages))


def _pages(document: PdfDocument, builder: TextBuilder) -> Iterator[PageLines]:
    import pypdfium2

    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            builder.warnings.append(f"第{number}页已损坏，没有读出")
            builder.needs_review = True
            continue
        yield page_lines(page, number)
        page.close()


def _recognised(document: PdfDocument, name: str, pages: int) -> SourceText:
    if not recognition.is_available():
        raise PictureOnlyError(name, kind="PDF")
    images = (document[index].render(scale=2.5).to_pil() for index in range(len(document)))
    return recognition.read_images(images, name=name, media_type=MEDIA_TYPE, pages=pages)


def _write(builder: TextBuilder, pages: Sequence[PageLines]) -> None:
    dropped = running_lines(pages)
    prose: list[Line] = []
    table: list[Grid] = []
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in dropped]
        found, outside = grids(page)
        for part in reading_order(outside, found):
            goes_on = isinstance(part, Grid) and table and table[-1].page < part.page and continues(table[-1], part)
            if isinstance(part, Grid) and goes_on:
                table.append(part)
            elif isinstance(part, Line) or part.is_frame:
                _flush_table(builder, table)
                prose += [part] if isinstance(part, Line) else _rows(part.lines)
            else:
                _flush_table(builder, table)
                _flush_prose(builder, prose)
                table.append(part)
        page.lines = []
    _flush_table(builder, table)
    _flush_prose(builder, prose)
    if builder.is_empty and pages:
        builder.warnings.append("页面上没有文字")


def _flush_prose(builder: TextBuilder, lines: list[Line]) -> None:
    for group in paragraphs(lines):
        builder.line(BlockKind.PARAGRAPH, list(_pieces(group, Origin())))
    lines.clear()


def _pieces(group: Sequence[Line], place: Origin) -> Iterator[Piece]:
    for text, line, index in pieces(group):
        offset = None if index is None or index < 0 else index
        yield text, Origin(page=line.page, table=place.table, row=place.row, column=place.column, offset=offset)


def _flush_table(builder: TextBuilder, table: list[Grid]) -> None:
    if not table:
        return
    number = builder.count_tables() + 1
    cells = [_cell(cell, number) for cell in stacked(table)[0]]
    builder.table(cells, origin=Origin(page=table[0].page, table=number))
    table.clear()


def _cell(cell: GridCell, table: int) -> RawCell:
    place = Origin(table=table, row=cell.row + 1, column=cell.column + 1)
    pages = sorted({line.page for line in cell.lines})
    lines = [line for page in pages for line in _rows([line for line in cell.lines if line.page == page])]
    groups = paragraphs(lines, right=cell.right - 4)
    found = tuple(tuple(_pieces(group, place)) for group in groups)
    return RawCell(found, cell.row, cell.column, cell.row_span, cell.column_span)


def _rows(lines: Sequence[Line]) -> list[Line]:
    return [line for line in reading_order(lines, ()) if isinstance(line, Line)]
