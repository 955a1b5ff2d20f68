"""Tables as files: xlsx, csv, json. What people wrote never becomes a formula in anybody's spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any

from policymatch.supervision.reports import Report, Value

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BARE = {True: "是", False: "否", None: ""}
LONGEST = 32_000
"""Characters of a cell; spreadsheets hold no more than 32767."""


class Form(StrEnum):
    """A kind of file."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return _TYPES[self]


_TYPES = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Form.CSV: "text/csv; charset=utf-8",
    Form.JSON: "application/json",
}  # fmt: skip


def write(report: Report, rows: Iterable[Mapping[str, Value]], form: Form, file: IO[bytes]) -> int:
    """Write a table into a file, row by row; how many rows.

    Args:
        report: which.
        rows: values by column.
        form: the kind of file.
        file: opened for bytes.
    """
    return _WRITERS[form](report, rows, file)


def _write_csv(report: Report, rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    writer.writerow([title for title, _ in report.columns.values()])
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([harmless(value) for value in row.values()])
    text.flush()
    text.detach()
    return count


def harmless(value: Value) -> str:
    """A value as text that no spreadsheet takes for a formula: what could be one gets a quote before it."""
    text = _BARE[value] if value is None or isinstance(value, bool) else str(value)
    numeric = isinstance(value, int | float | Decimal)
    return f"'{text}" if not numeric and text.lstrip(" \u3000").startswith(_BEGINS) else text


def _write_xlsx(report: Report, rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(report.title[:31].replace("（", "(").replace("）", ")"))
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, title) for title, _ in report.columns.values()])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        sheet.append([_cell(sheet, value) for value in row.values()])
    book.save(file)
    return count


def _cell(sheet: Any, value: Value) -> Any:
    """Numbers and days as such; all else as text, so that "=1+1" stays what it says."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, int | float | Decimal | date) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    text = _BARE[value] if value is None or isinstance(value, bool) else str(value)
    made = WriteOnlyCell(sheet, None)
    made._value, made.data_type = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST], "s"
    return made


def _write_json(report: Report, rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    count = 0
    head = {"title": report.title, "columns": {name: title for name, (title, _) in report.columns.items()}}
    file.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": [')
    for count, row in enumerate(rows, 1):
        file.write((b",\n" if count > 1 else b"\n") + json.dumps(plain(row), ensure_ascii=False).encode())
    file.write(b"\n]}\n")
    return count


def plain(row: Mapping[str, Value]) -> dict[str, Value]:
    """A row for programs: money as text, days as YYYY-MM-DD."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Value) -> Value:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def pieces(file: IO[bytes], size: int = 65_536) -> Iterator[bytes]:
    """A written file from its beginning, in pieces; closed at the end."""
    with file:
        file.seek(0)
        while part := file.read(size):
            yield part


_WRITERS = {Form.XLSX: _write_xlsx, Form.CSV: _write_csv, Form.JSON: _write_json}
