"""Opening an extract, whatever its form: rows of text under a header, and a digest that tells one content from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from policymatch.errors import UnreadableFileError
from policymatch.ingest.extracts.delimited import read_delimited
from policymatch.ingest.extracts.objects import read_objects
from policymatch.ingest.extracts.sheets import read_xls, read_xlsx
from policymatch.ingest.extracts.tables import read_parquet, read_table
from policymatch.profiles.rows import resolve_header
from policymatch.profiles.specs import SourceSpec

_READERS = {
    ".csv": read_delimited, ".tsv": read_delimited, ".txt": read_delimited, ".json": read_objects, ".jsonl": read_objects,
    ".ndjson": read_objects, ".xlsx": read_xlsx, ".xlsm": read_xlsx, ".xls": read_xls, ".xlsb": read_xls, ".ods": read_xls,
    ".parquet": read_parquet,
}  # fmt: skip
SUFFIXES = tuple(_READERS)
_PIECE = 1 << 20
_TITLE_ROWS = 10


@dataclass(slots=True)
class Extract:
    """An open extract.

    Args:
        location: the file or address, without passwords.
        header: the names of the columns.
        rows: the records, in order; each is read once.
        digest: of the content; empty for databases, whose content cannot be told beforehand.
        size: in bytes; 0 where unknown.
    """

    location: str
    header: list[str]
    rows: Iterator[list[str]]
    digest: str = ""
    size: int = 0

    def skip(self, count: int) -> None:
        """Pass over records that are done already."""
        next(islice(self.rows, count, count), None)


def open_extract(location: str, spec: SourceSpec, *, digest: bool = True) -> Extract:
    """Open a file or a database table.

    Args:
        location: a path, or a SQLAlchemy URL, its table after ``#`` where the spec names none.
        spec: tells where the header stands below title rows, and the table.
        digest: whether to take the digest of the content.

    Raises:
        UnreadableFileError: the form is unknown or the content cannot be read.
    """
    if "://" in location:
        url, _, table = location.partition("#")
        rows, content, size = read_table(url, table or spec.table or spec.id), "", 0
        shown = location.rpartition("@")[2] if "@" in location else location
    else:
        path = Path(location)
        rows, size, shown = _file_rows(path), path.stat().st_size, str(path)
        content = _digest(path) if digest else ""
    first = list(islice(rows, _TITLE_ROWS))
    if not first:
        raise UnreadableFileError("文件没有内容", where=shown, hint="至少要有表头一行")
    at = resolve_header(spec, first)
    return Extract(shown, [name.strip() for name in first[at]], chain(first[at + 1 :], rows), content, size)


def peek(location: str, count: int) -> tuple[list[str], list[list[str]]]:
    """The header and first rows of an extract of no known source; the header is the first row that fills its width.

    Raises:
        UnreadableFileError: the form is unknown or the content cannot be read.
    """
    if "://" in location:
        url, _, table = location.partition("#")
        rows = read_table(url, table)
    else:
        rows = _file_rows(Path(location))
    first = list(islice(rows, count + _TITLE_ROWS))
    if not first:
        raise UnreadableFileError("文件没有内容", where=location, hint="至少要有表头一行")
    width = max(map(len, first))
    at = next(at for at, row in enumerate(first) if sum(map(bool, row)) > width // 2)
    return first[at], first[at + 1 : at + 1 + count]


def _file_rows(path: Path) -> Iterator[list[str]]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(
            f"不认识的文件类型“{path.suffix}”", where=str(path), hint=f"可用：{'、'.join(SUFFIXES)}"
        )
    if not path.is_file():
        raise UnreadableFileError("没有这个文件", where=str(path), hint="检查路径")
    return reader(path)


def _digest(path: Path) -> str:
    made = hashlib.blake2b(digest_size=20)
    with closing(path.open("rb")) as file:
        while piece := file.read(_PIECE):
            made.update(piece)
    return made.hexdigest()
