"""Spreadsheets (xlsx, xls, et): every visible sheet a table, every row a line, as in lists with one item a row."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from policymatch.parsing.readers.archives import opened, part_names
from policymatch.parsing.readers.building import RawCell, TextBuilder, split_lines
from policymatch.parsing.readers.cellformats import column_number, percent_cells
from policymatch.parsing.readers.compound import MAGIC, BrokenContainerError, Container, largest_sheet
from policymatch.parsing.readers.failures import DamagedFileError, DecompressionBombError, EncryptedFileError
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPE_OLD = "application/vnd.ms-excel"
EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".xls", ".et")
KIND = "Excel"
_STREAMS = frozenset(("Workbook", "Book"))
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,8})(\d{1,9})[\"']")
_MOST_PLACES = 5_000_000
"""Places of a sheet, filled or not, from its first cell to its last."""
_Span = tuple[int, int]
_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta | None


def sniff(data: bytes) -> bool:
    """Whether an archive holds a workbook."""
    return "xl/workbook.xml" in part_names(data)


def sniff_old(data: bytes) -> bool:
    """Whether a compound file holds a workbook of Excel 97 to 2003 (or of WPS)."""
    if not data.startswith(MAGIC):
        return False
    try:
        return bool(Container(data).names & _STREAMS)
    except BrokenContainerError:
        return False


def read(data: bytes, *, name: str) -> SourceText:
    """Read every visible sheet.

    Raises:
        EncryptedFileError: a password is asked for.
        DecompressionBombError: a sheet spans more places than any list has.
        DamagedFileError: it cannot be opened.
        EmptyFileError: no cell holds anything.
    """
    with opened(data, name=name, kind=KIND) as archive:
        if {"content.xml", "xl/workbook.bin"} & set(archive.namelist()):
            raise DamagedFileError(name, kind=KIND, detail="内容自相矛盾")
        for part in archive.namelist():
            if part.endswith(".xml"):
                _check_extent(archive.read(part), name)
        percent = percent_cells(archive, name=name, kind=KIND)
    return _read(data, name, MEDIA_TYPE, percent)


def read_old(data: bytes, *, name: str) -> SourceText:
    """Read a workbook of the older format, with the same errors."""
    try:
        container = Container(data)
        places, guarded = largest_sheet(container.read(next(iter(container.names & _STREAMS))))
    except BrokenContainerError as error:
        raise DamagedFileError(name, kind=KIND) from error
    if guarded:
        raise EncryptedFileError(name, kind=KIND)
    _check_places(places, name)
    return _read(data, name, MEDIA_TYPE_OLD, {})


def _check_extent(content: bytes, name: str) -> None:
    """The reading library lays a sheet out in full: two cells in far corners would take all memory there is."""
    if b"sheetData" not in content:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DamagedFileError(name, kind=KIND, detail="部件编码不受支持")
        return
    rows: set[int] = set()
    columns: set[bytes] = set()
    for match in _REFERENCE.finditer(content):
        rows.add(int(match[2]))
        columns.add(match[1].upper())
    numbers = [column_number(letters) for letters in columns if letters] or [1]
    _check_places((max(rows, default=0) - min(rows, default=0) + 1) * (max(numbers) - min(numbers) + 1), name)


def _check_places(places: int, name: str) -> None:
    if places > _MOST_PLACES:
        raise DecompressionBombError(name, detail=f"工作表占 {places} 格")


def _read(data: bytes, name: str, media_type: str, percent: Mapping[str, frozenset[_Span]]) -> SourceText:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (sheet.name, _shown(_values(sheet), percent.get(sheet.name, frozenset())), _merged(sheet))
            for sheet in _visible(workbook)
        ]
    except PasswordError as error:
        raise EncryptedFileError(name, kind=KIND) from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise DamagedFileError(name, kind=KIND) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedFileError(name, kind=KIND) from error
    builder = TextBuilder()
    filled = [sheet for sheet in sheets if any(text for row in sheet[1] for text in row)]
    for title, values, merged in filled:
        if len(filled) > 1:
            builder.line(BlockKind.HEADING, [(title, Origin(sheet=title))])
        _write(builder, title, values, merged)
    return builder.build(name, media_type)


def _visible(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            yield workbook.get_sheet_by_name(sheet.name)


def _values(sheet: CalamineSheet) -> Sequence[Sequence[_Value]]:
    values: Sequence[Sequence[_Value]] = sheet.to_python(skip_empty_area=False)
    return values


def _shown(values: Sequence[Sequence[_Value]], percent: frozenset[_Span]) -> Sequence[Sequence[str]]:
    return [
        [_percentage(value) if (row, column) in percent else _written(value) for column, value in enumerate(cells)]
        for row, cells in enumerate(values)
    ]


def _percentage(value: _Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.12g}%"
    return _written(value)


def _merged(sheet: CalamineSheet) -> dict[_Span, _Span]:
    """Upper left place of each merged cell → rows and columns it covers."""
    return {
        start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
        for start, end in sheet.merged_cell_ranges or ()
        if end > start
    }


def _write(builder: TextBuilder, sheet: str, values: Sequence[Sequence[str]], merged: dict[_Span, _Span]) -> None:
    origin = Origin(sheet=sheet, table=builder.count_tables() + 1)
    rows = [index for index, row in enumerate(values) if any(row)]
    columns = {index for row in values for index, text in enumerate(row) if text}
    top, left = rows[0], min(columns)
    lines = {row: line for line, row in enumerate(rows)}
    cells: list[RawCell] = []
    for row in rows:
        for column, text in enumerate(values[row]):
            if text:
                place = Origin(sheet=sheet, table=origin.table, row=row + 1, column=column + 1, offset=0)
                height, width = merged.get((row, column), (1, 1))
                height = sum(other in lines for other in range(row, min(row + height, rows[-1] + 1)))
                width = min(width, max(columns) - column + 1)
                paragraphs = tuple(((line, at),) for line, at in split_lines(text, place))
                cells.append(RawCell(paragraphs, lines[row], column - left, max(height, 1), max(width, 1)))
    if len(columns) == 1:
        _as_lines(builder, cells)
    else:
        builder.table(cells, origin=Origin(sheet=sheet, table=origin.table, row=top + 1))


def _as_lines(builder: TextBuilder, cells: Sequence[RawCell]) -> None:
    for cell in cells:
        for pieces in cell.paragraphs:
            builder.line(BlockKind.PARAGRAPH, pieces)


def _written(value: _Value) -> str:
    """A cell as a person reads it: whole numbers without a point, dates in ISO form."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip("\0 \t\r\n")
