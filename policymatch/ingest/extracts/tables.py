"""Parquet files and database tables, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policymatch.errors import UnreadableFileError
from policymatch.ingest.extracts.texts import cell_text

_ROWS = 10_000


def read_parquet(path: Path) -> Iterator[list[str]]:
    """The rows of a Parquet file, its column names first.

    Raises:
        UnreadableFileError: it is no Parquet file.
    """
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path)
    except (ArrowInvalid, OSError) as error:
        raise UnreadableFileError("打不开 Parquet 文件", where=str(path), hint="检查文件是否完整") from error
    yield list(file.schema_arrow.names)
    for batch in file.iter_batches(batch_size=_ROWS):
        columns = [[cell_text(value) for value in column.to_pylist()] for column in batch.columns]
        yield from (list(cells) for cells in zip(*columns, strict=True))


def read_table(url: str, table: str) -> Iterator[list[str]]:
    """The rows of a database table or query, its column names first.

    Args:
        url: a SQLAlchemy URL.
        table: the table's name, or a query that begins with SELECT.

    Raises:
        UnreadableFileError: the database or the table cannot be read.
    """
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = create_engine(url)
        quoted = engine.dialect.identifier_preparer.quote(table)
        query = table if table.lstrip().lower().startswith("select") else f"SELECT * FROM {quoted}"
        with engine.connect().execution_options(stream_results=True, yield_per=_ROWS) as connection:
            found = connection.execute(text(query))
            yield list(found.keys())
            for row in found:
                yield [cell_text(value) for value in row]
    except SQLAlchemyError as error:
        raise UnreadableFileError("读不了数据库", where=_shown(url), hint=f"检查地址、权限与表名“{table}”") from error


def _shown(url: str) -> str:
    """The address without its password."""
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)
