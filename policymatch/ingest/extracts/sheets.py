"""Workbooks: the first sheet that holds anything; xlsx streamed, xls read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policymatch.errors import UnreadableFileError
from policymatch.ingest.extracts.texts import cell_text


def read_xlsx(path: Path) -> Iterator[list[str]]:
    """The rows of an xlsx workbook, empty ones left out.

    Raises:
        UnreadableFileError: it is no workbook.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise UnreadableFileError("打不开工作簿", where=str(path), hint="用表格软件另存为 xlsx 或 csv") from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = _trimmed([cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            first = next(rows, None)
            if first is not None:
                yield first
                yield from rows
                return
    finally:
        book.close()


def read_xls(path: Path) -> Iterator[list[str]]:
    """The rows of an xls (or xlsb, ods) workbook.

    Raises:
        UnreadableFileError: it is no workbook.
    """
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_index(at).to_python() for at in range(len(book.sheet_names))]
    except Exception as error:
        raise UnreadableFileError("打不开工作簿", where=str(path), hint="用表格软件另存为 xlsx 或 csv") from error
    for rows in sheets:
        if rows:
            yield from _trimmed([cell_text(cell) for cell in row] for row in rows)
            return


def _trimmed(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows of one width (the header's), empty ones left out; cells beyond it stay only where they say something."""
    width = 0
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        if not row:
            continue
        width = width or len(row)
        yield row + [""] * (width - len(row))
