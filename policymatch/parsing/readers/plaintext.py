"""Plain text in any Chinese encoding: a line a paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from policymatch.parsing.readers.building import TextBuilder
from policymatch.parsing.readers.encodings import decode
from policymatch.parsing.readers.failures import EmptyFileError, UnsupportedFormatError
from policymatch.parsing.readers.plaintables import empty_places, row_of, tables_of
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText
from policymatch.parsing.readers.wrapping import unwrapped

MEDIA_TYPE = "text/plain"
EXTENSIONS = (".txt", ".text", ".md")
_VISIBLE = re.compile(r"\w")


def sniff(data: bytes) -> bool:
    """Whether the bytes are text of some encoding."""
    return decode(data[:4096] if b"\0" in data[:4096] else data) is not None


def read(data: bytes, *, name: str) -> SourceText:
    """Read a text file.

    Raises:
        UnsupportedFormatError: the bytes are no text.
        EmptyFileError: there is no visible character in it.
    """
    decoded = decode(data)
    if decoded is None:
        raise UnsupportedFormatError(name, detail="不是文本，也不是已知的文档格式")
    return from_text(decoded.text, name=name, warnings=decoded.warnings, needs_review=decoded.needs_review)


def from_text(text: str, *, name: str, warnings: tuple[str, ...] = (), needs_review: bool = False) -> SourceText:
    """Lines of a text that is in characters already; offsets count from its beginning.

    Raises:
        EmptyFileError: there is no visible character in it.
    """
    if not _VISIBLE.search(text):
        raise EmptyFileError(name)
    builder = TextBuilder()
    builder.warnings.extend(warnings)
    builder.needs_review = needs_review
    raw = text.splitlines(keepends=True)
    starts = accumulate(map(len, raw), initial=0)
    lines = [
        row
        for number, (line, start) in enumerate(zip(raw, starts, strict=False), start=1)
        if (row := row_of(line, Origin(paragraph=number, offset=start))) is not None
    ]
    for pieces in unwrapped(lines):
        builder.line(BlockKind.PARAGRAPH, pieces)
    source = builder.build(name, MEDIA_TYPE)
    return replace(source, tables=tables_of(source, dict(empty_places(line, origin) for line, origin in lines)))
