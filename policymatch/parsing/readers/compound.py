"""Compound files (Office 97 to 2003, encrypted Office, WPS): their streams, and how far a workbook reaches."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY = 128
_CELL_RECORDS = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00BD, 0x00BE, 0x00D6))
_BEGIN, _FILE_PASS = 0x0809, 0x002F


class BrokenContainerError(ValueError):
    """The container's own tables contradict themselves."""


class Container:
    """The streams of a compound file.

    Raises:
        BrokenContainerError: its header or tables are broken.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 512 or not data.startswith(MAGIC):
            raise BrokenContainerError("header")
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenContainerError("sector size")
        self._size = 1 << shift
        directory, self._cutoff, small_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._sector_table()
        self._small_table = self._numbers(self._chain(small_table))
        self._entries = self._directory(self._chain(directory))
        root = self._entries.get("Root Entry")
        self._small = self._chain(root[0])[: root[1]] if root else b""

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams and storages."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """A stream's content.

        Raises:
            KeyError: no such stream.
        """
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        sectors = _followed(start, self._small_table)
        return b"".join(self._small[sector * 64 : sector * 64 + 64] for sector in sectors)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _numbers(self, content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _sector_table(self) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following < _END and following not in seen:
            seen.add(following)
            numbers = self._numbers(self._sector(following))
            if not numbers:
                break
            listed += numbers[:-1]
            following = numbers[-1]
        return self._numbers(b"".join(self._sector(number) for number in listed if number < _END))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self._table))

    def _directory(self, content: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for place in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, place + 64)
            start, size = struct.unpack_from("<II", content, place + 116)
            if kind and 2 <= length <= 64:
                name = content[place : place + length - 2].decode("utf-16-le", "replace")
                found.setdefault(name, (start, size))
        return found


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    seen = bytearray(len(table))
    while start < _END:
        if start >= len(table) or seen[start]:
            raise BrokenContainerError("sector chain")
        seen[start] = 1
        yield start
        start = table[start]


def largest_sheet(workbook: bytes) -> tuple[int, bool]:
    """How many places the largest sheet of a workbook stream spans, and whether a password guards it."""
    largest, guarded = 0, False
    rows: list[int] = []
    columns: list[int] = []
    place = 0
    while place + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, place)
        if kind == _BEGIN:
            rows, columns = [], []
        guarded = guarded or kind == _FILE_PASS
        if kind in _CELL_RECORDS and length >= 4 and place + 8 <= len(workbook):
            row, column = struct.unpack_from("<HH", workbook, place + 4)
            last = max(column, _last_column(workbook, place, kind, length))
            rows = [min([row, *rows]), max([row, *rows])]
            columns = [min([column, *columns]), max([last, *columns])]
            largest = max(largest, (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1))
        place += 4 + length
    return largest, guarded


def _last_column(workbook: bytes, place: int, kind: int, length: int) -> int:
    if kind not in (0x00BD, 0x00BE) or length < 6 or place + 4 + length > len(workbook):
        return 0
    (last,) = struct.unpack_from("<H", workbook, place + 4 + length - 2)
    return int(last)
