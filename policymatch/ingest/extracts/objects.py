"""JSON: one array of objects (wherever it stands in the file) or an object a line; read piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from policymatch.errors import UnreadableFileError
from policymatch.ingest.extracts.delimited import encoding_of
from policymatch.ingest.extracts.texts import cell_text

_PIECE = 1 << 18
_PEEK = 500
_LONGEST = 1 << 24
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


def read_objects(path: Path) -> Iterator[list[str]]:
    """The objects as records, a header of their keys first; a key that first appears late adds a cell to its record.

    Raises:
        UnreadableFileError: the text is no JSON of this kind.
    """
    with path.open(encoding=encoding_of(path), errors="replace") as file:
        objects = _objects(file, path)
        first = list(islice(objects, _PEEK))
        header = list(dict.fromkeys(key for found in first for key in found))
        yield header
        known = set(header)
        for found in chain(first, objects):
            beyond = [cell_text(value) for key, value in found.items() if key not in known]
            yield [cell_text(found.get(key)) for key in header] + beyond


def _objects(file: TextIO, path: Path) -> Iterator[dict[str, Any]]:
    """Each object of the first array of objects, or each object of the stream where there is no array."""
    buffer = file.read(_PIECE)
    at = _first_object(buffer)
    while True:
        at = _skip(buffer, at)
        if at < len(buffer):
            if buffer[at] != "{":
                return
            try:
                found, at = _DECODER.raw_decode(buffer, at)
            except json.JSONDecodeError as error:
                cut = error
            else:
                yield found
                continue
        piece = file.read(_PIECE)
        if at < len(buffer) and (not piece or len(buffer) - at > _LONGEST):
            raise UnreadableFileError("JSON 不完整或格式错误", where=str(path), hint="检查文件是否截断") from cut
        if not piece:
            return
        buffer, at = buffer[at:] + piece, 0


def _first_object(text: str) -> int:
    """Where the rows begin: after the first ``[`` that an object follows, else at the first object."""
    at = 0
    while (at := text.find("[", at)) >= 0:
        inside = _skip(text, at + 1)
        if text[inside : inside + 1] in ("{", "]"):
            return inside
        at += 1
    return max(text.find("{"), 0)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,\ufeff":
        at += 1
    return at
