"""CSV and its kin, row by row with bounded memory: encodings, separators, quotes that never close."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from policymatch.errors import UnreadableFileError

_SAMPLE = 1 << 20
_LONGEST_RECORD = 200
_NARROWEST = 3
_SEPARATORS = ",\t;|"

csv.field_size_limit(1 << 24)


def read_delimited(path: Path) -> Iterator[list[str]]:
    """The records of a file, the header first; blank lines are no records.

    A quote that does not close within a few lines is a broken line of its own and swallows nothing: the line comes as a
    record of one cell.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        first = next((line for line in lines if line.strip()), "")
        separator = max(_SEPARATORS, key=lambda mark: (first.count(mark), -_SEPARATORS.index(mark)))
        yield from _Records(chain([first], lines), separator)


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without BOM), UTF-16 by its BOM, else GB18030.

    Raises:
        UnreadableFileError: the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise UnreadableFileError("读不了文件", where=str(path), hint="检查路径与权限") from error
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


class _Records:
    """Reads records from lines, with what was read ahead put back where a quote turns out never to close."""

    def __init__(self, lines: Iterator[str], separator: str) -> None:
        self.lines = lines
        self.separator = separator
        self.pending: list[str] = []
        self.width = 0

    def __iter__(self) -> Iterator[list[str]]:
        while line := self._next():
            if '"' in line:
                record = self._quoted(line)
            elif not line.isspace():
                record = line.rstrip("\r\n").split(self.separator)
            else:
                continue
            self.width = self.width or len(record)
            yield record

    def _next(self) -> str:
        return self.pending.pop() if self.pending else next(self.lines, "")

    def _quoted(self, line: str) -> list[str]:
        record, ahead = line, [line]
        while _open(cells := self._parse(record)):
            ahead.append(self._next())
            if not ahead[-1] or len(ahead) > _LONGEST_RECORD or self._stands_alone(ahead[-1]):
                self.pending.extend(more for more in reversed(ahead[1:]) if more)
                return [line.rstrip("\r\n")]
            record += ahead[-1]
        return cells

    def _stands_alone(self, line: str) -> bool:
        """Whether a line is a whole record by itself, so that the quote before it was never meant to reach it."""
        cells = self._parse(line)
        return self.width >= _NARROWEST and len(cells) == self.width and not _open(cells)

    def _parse(self, record: str) -> list[str]:
        try:
            return next(csv.reader([record], delimiter=self.separator))
        except csv.Error:
            return [record.rstrip("\r\n")]


def _open(cells: list[str]) -> bool:
    """Whether the last cell's quote has not closed: only then does it still hold the line's end."""
    return bool(cells) and cells[-1].endswith(("\n", "\r"))
