"""What a workbook's number formats add to its numbers: 0.1 shown as 10% is ten per cent to its reader."""

from __future__ import annotations

import posixpath
import re
from zipfile import ZipFile

from policymatch.parsing.readers.archives import child, local, value, xml_part

_PERCENT = frozenset(("9", "10"))
"""Built-in formats ``0%`` and ``0.00%``."""
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,5})[\"']")


def percent_cells(archive: ZipFile, *, name: str, kind: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Sheet name → places (row and column from 0) of the cells whose numbers show as percentages.

    Raises:
        DamagedFileError: a part is no well-formed XML.
    """
    styles = _percent_styles(archive, name, kind)
    if not styles:
        return {}
    return {
        sheet: frozenset(_places(archive.read(part), styles))
        for sheet, part in _sheets(archive, name, kind).items()
        if part in archive.namelist()
    }


def _percent_styles(archive: ZipFile, name: str, kind: str) -> frozenset[bytes]:
    root = xml_part(archive, "xl/styles.xml", name=name, kind=kind)
    formats = child(root, "numFmts")
    percent = _PERCENT | {
        value(entry, "numFmtId") or ""
        for entry in (formats if formats is not None else ())
        if "%" in (value(entry, "formatCode") or "")
    }
    cells = child(root, "cellXfs")
    return frozenset(
        str(index).encode()
        for index, entry in enumerate(cells if cells is not None else ())
        if value(entry, "numFmtId") in percent
    )


def _sheets(archive: ZipFile, name: str, kind: str) -> dict[str, str]:
    """Sheet name → part that holds it."""
    relations = xml_part(archive, "xl/_rels/workbook.xml.rels", name=name, kind=kind)
    targets = {
        value(entry, "Id") or "": value(entry, "Target") or "" for entry in (relations if relations is not None else ())
    }
    sheets = child(xml_part(archive, "xl/workbook.xml", name=name, kind=kind), "sheets")
    found: dict[str, str] = {}
    for sheet in sheets if sheets is not None else ():
        if local(sheet) == "sheet":
            target = targets.get(value(sheet, "id") or "", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[value(sheet, "name") or ""] = path
    return found


def _places(content: bytes, styles: frozenset[bytes]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for cell in _CELL.finditer(content):
        style, place = _STYLE.search(cell[1]), _PLACE.search(cell[1])
        if style and place and style[1] in styles:
            found.add((int(place[2]) - 1, column_number(place[1]) - 1))
    return found


def column_number(letters: bytes) -> int:
    """A column's number, from 1, by its letters (upper case)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
