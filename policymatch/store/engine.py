"""Opening a store: SQLite (WAL) by default, PostgreSQL where a city runs one; one way to begin a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from policymatch.errors import UnreadableFileError

# The patience comes first: whoever opens a store while another one writes its first pages waits as long as everybody else.
_PRAGMAS = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY",
            "mmap_size=134217728", "wal_autocheckpoint=4000")  # fmt: skip


def open_store(url: str, *, create: bool = True) -> Engine:
    """An engine for a store.

    Args:
        url: a SQLAlchemy URL, or the path of an SQLite file; ``:memory:`` is a store that ends with the process.
        create: whether to make the tables, or bring older ones to the newest revision.

    Raises:
        UnreadableFileError: the store cannot be opened.
        ConflictError: it was made by a newer version of the program.
    """
    engine = _engine(url)
    if create:
        from policymatch.store.migrating import bring_up

        try:
            bring_up(engine)
        except OperationalError as error:
            raise UnreadableFileError(
                "打不开存储", where=shown(engine), hint="检查路径与权限，或数据库是否在运行"
            ) from error
    return engine


def shown(engine: Engine) -> str:
    """A store's address without its password."""
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A writing transaction: all of it or nothing; on SQLite the write lock is taken at once, so that no two writers mix."""
    with engine.connect() as raw:
        connection = raw.execution_options(writes=True)
        with connection.begin():
            yield connection


def _engine(url: str) -> Engine:
    if "://" not in url:
        url = "sqlite://" if url == ":memory:" else f"sqlite:///{Path(url)}"
    try:
        made = make_url(url)
        if made.get_backend_name() != "sqlite":
            return create_engine(made, pool_pre_ping=True)
    except ArgumentError as error:
        # The address may hold a password: it is not repeated.
        hint = "写成 sqlite:///文件 或 postgresql+psycopg://…"
        raise UnreadableFileError("不是存储地址", where=url.partition(":")[0], hint=hint) from error
    except ModuleNotFoundError as error:
        hint = "pip install 'policymatch[postgresql]'，地址写成 postgresql+psycopg://…"
        raise UnreadableFileError("没有这种数据库的驱动", where=error.name or "", hint=hint) from error
    if made.database and made.database != ":memory:":
        Path(made.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(made)
    else:
        from sqlalchemy.pool import StaticPool

        engine = create_engine(made, poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transaction handling commits behind our back; we begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
