"""Files to clean text: one reader a format, chosen by what the bytes are, then by the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers import legacy, ofd, pdf, picture, plaintext, spreadsheet, webarchive, webpage, word
from policymatch.parsing.readers.failures import EmptyFileError, TooLargeFileError, UnsupportedFormatError
from policymatch.parsing.readers.text import (
    Attachment,
    Block,
    BlockKind,
    Cell,
    Origin,
    Run,
    SourceText,
    Table,
)

__all__ = [
    "LARGEST_FILE",
    "READERS",
    "Attachment",
    "Block",
    "BlockKind",
    "Cell",
    "Origin",
    "Reader",
    "Run",
    "SourceText",
    "Table",
    "read_bytes",
    "read_file",
    "read_text",
]

LARGEST_FILE = 100_000_000
"""Bytes; a larger file is refused before it is opened."""


@immutable
class Reader:
    """A format: how to know it by its bytes or its name, and how to read it."""

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[..., SourceText]


READERS: tuple[Reader, ...] = (
    Reader("pdf", pdf.EXTENSIONS, pdf.sniff, pdf.read),
    Reader("docx", word.EXTENSIONS, word.sniff, word.read),
    Reader("xlsx", spreadsheet.EXTENSIONS, spreadsheet.sniff, spreadsheet.read),
    Reader("ofd", ofd.EXTENSIONS, ofd.sniff, ofd.read),
    Reader("xls", (), spreadsheet.sniff_old, spreadsheet.read_old),
    Reader("doc", legacy.EXTENSIONS, legacy.sniff, legacy.read),
    Reader("picture", picture.EXTENSIONS, picture.sniff, picture.read),
    Reader("mht", webarchive.EXTENSIONS, webarchive.sniff, webarchive.read),
    Reader("html", webpage.EXTENSIONS, webpage.sniff, webpage.read),
    Reader("txt", plaintext.EXTENSIONS, plaintext.sniff, plaintext.read),
)
"""In the order in which they are asked whether the bytes are theirs; the least certain come last."""


def read_file(path: Path) -> SourceText:
    """Read a file of any supported format.

    Raises:
        UnreadableFileError: it does not exist, is too large, empty, damaged, encrypted, or of no known format.
    """
    from policymatch.errors import UnreadableFileError

    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise TooLargeFileError(path.name, size=size, limit=LARGEST_FILE)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("文件打不开", where=str(path), hint="请检查文件是否存在、是否有读取权限") from error
    return read_bytes(data, name=path.name)


def read_bytes(data: bytes, *, name: str) -> SourceText:
    """Read a file's content; ``name`` is for messages, and its extension decides only where the bytes do not.

    Raises:
        UnreadableFileError: too large, empty, damaged, encrypted, or of no known format.
    """
    if len(data) > LARGEST_FILE:
        raise TooLargeFileError(name, size=len(data), limit=LARGEST_FILE)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyFileError(name)
    return _reader(data, name).read(data, name=name)


def read_text(text: str, *, name: str) -> SourceText:
    """Read a text that is in characters already, as pasted into a form.

    Raises:
        EmptyFileError: there is nothing visible in it.
    """
    return plaintext.from_text(text, name=name)


def _reader(data: bytes, name: str) -> Reader:
    for reader in READERS:
        if reader.sniff(data):
            return reader
    extension = PurePath(name).suffix.lower()
    for reader in READERS:
        if extension in reader.extensions:
            return reader
    raise UnsupportedFormatError(name, detail=extension.lstrip("."))
