"""Back-up and restore: one file with every table's rows and all uploads, the same for every database, checked when it is read.

A zip of ``manifest.json``, one ``<table>.jsonl`` a table and ``uploads/<hash>``. A back-up of SQLite can be restored into PostgreSQL and the
other way round, and an older one into a newer program: it is read at its own revision, then brought up.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from policymatch import __version__
from policymatch.errors import ConflictError, UnreadableFileError
from policymatch.store.audit import verify_chain
from policymatch.store.contents import pack, unpack, whole
from policymatch.store.engine import shown
from policymatch.store.migrating import bring_up, revision, upgrade
from policymatch.store.tables_applications import SpaceFile

FORM = 1
TRANSIENT = frozenset({"login", "idempotency_key"})
"""Tables whose rows are of the moment: nobody is signed in after a restore."""
BOOK = "alembic_version"
MANIFEST = "manifest.json"
AT_ONCE = 1000
BROKEN = (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, IntegrityError, DataError)
"""What reading a damaged file can raise."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a back-up holds, or a restore brought back.

    Args:
        revision: of the tables.
        rows: by table.
        audit_head: number and hash of the audit chain's last link, to be noted elsewhere; None where it is empty.
        uploads: how many contents of uploaded files.
        lacking: hashes of uploads that rows name and whose content is not there or was changed.
    """

    revision: str
    rows: Mapping[str, int]
    audit_head: tuple[int, str] | None
    uploads: int = 0
    lacking: tuple[str, ...] = ()


def backup(engine: Engine, path: Path, *, uploads: Path | None = None) -> BackupReport:
    """Write all rows and uploads to a file, as of one moment, while others go on working.

    The file holds password hashes and enterprises' data: it is made readable for its owner alone.

    Args:
        engine: the store.
        path: the file, which must not be there yet.
        uploads: the folder of uploaded content; None: it is left out, and all that rows name is lacking.

    Raises:
        ConflictError: the file is there already, the store has no tables, or its audit chain is broken.
    """
    if path.exists():
        raise ConflictError("备份文件已存在", where=str(path), hint="换一个文件名，不覆盖旧备份")
    found = revision(engine)
    if found is None:
        raise ConflictError("存储中还没有表", where=str(path), hint="先运行 policymatch db upgrade")
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw, _snapshot(engine) as connection:
            report = _write(connection, raw, found, uploads)
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return report


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as raw:
        connection = raw.execution_options(**options) if engine.dialect.name == "postgresql" else raw
        with connection.begin():
            yield connection


def _write(connection: Connection, raw: IO[bytes], found: str, uploads: Path | None) -> BackupReport:
    head = _chain_head(connection)
    rows: dict[str, int] = {}
    digests: dict[str, str] = {}
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for table in _tables(connection):
            rows[table.name], digests[table.name] = _write_table(connection, archive, table)
        named = _named_uploads(connection)
        packed, lacking = pack(archive, uploads, named) if uploads is not None else ([], named)
        manifest = {
            "form": FORM, "program": __version__, "revision": found, "rows": rows, "sha256": digests, "audit_head": head,
            "uploads": packed,
        }  # fmt: skip
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return BackupReport(found, rows, head, len(packed), tuple(lacking))


def _named_uploads(connection: Connection) -> list[str]:
    """The hashes of all content that rows name; none where the store is older than uploads."""
    if not inspect(connection).has_table(SpaceFile.__tablename__):
        return []
    return list(connection.execute(text("SELECT DISTINCT digest FROM space_file ORDER BY digest")).scalars())


def _chain_head(connection: Connection) -> tuple[int, str] | None:
    if not inspect(connection).has_table("audit_entry"):
        return None
    with Session(connection) as session:
        chain = verify_chain(session)
    if not chain.whole:
        raise ConflictError("审计链不完整", where=chain.faults[0], hint="运行 policymatch audit verify 查明")
    return (chain.head.seq, chain.head.hash) if chain.head else None


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, those that others refer to first."""
    reflected = MetaData()
    reflected.reflect(connection)
    return [table for table in reflected.sorted_tables if table.name != BOOK and table.name not in TRANSIENT]


def _write_table(connection: Connection, archive: zipfile.ZipFile, table: Table) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    wanted = select(table).order_by(*table.primary_key.columns)
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(wanted):
            line = json.dumps([_write_value(value) for value in row], ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    header = json.dumps([column.name for column in table.columns]).encode()
    archive.writestr(f"{table.name}.columns.json", header)
    digest.update(header)
    return count, digest.hexdigest()


def _write_value(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return {"instant": moment.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def restore(engine: Engine, path: Path, *, uploads: Path | None = None) -> BackupReport:
    """Bring all rows back into an empty store: all of them or none; uploads before them, so that no row lacks its content.

    Args:
        engine: an empty store.
        path: the file.
        uploads: the folder for uploaded content; None: it is not brought back.

    Raises:
        UnreadableFileError: the file is no back-up, or was damaged.
        ConflictError: the store holds rows already, or the back-up is newer than this program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _restore(engine, archive, path, uploads)
    except BROKEN as error:
        raise UnreadableFileError("不是完好的备份文件", where=str(path), hint="用另一份备份") from error


def _restore(engine: Engine, archive: zipfile.ZipFile, path: Path, uploads: Path | None) -> BackupReport:
    manifest = json.loads(archive.read(MANIFEST))
    if manifest["form"] != FORM:
        raise ConflictError("备份的格式比本程序新", where=str(path), hint="升级程序后再恢复")
    _check_empty(engine)
    packed = manifest.get("uploads", ()) if uploads is not None else ()
    if uploads is not None:
        unpack(archive, uploads, packed, where=path)
    upgrade(engine, manifest["revision"])
    with engine.execution_options(writes=True).begin() as connection:
        for table in _tables(connection):
            if table.name in manifest["rows"]:
                _read_table(connection, archive, table, manifest, path)
        _check_chain(connection, manifest, path)
        named = _named_uploads(connection)
    bring_up(engine)
    lacking = tuple(digest for digest in named if uploads is None or not whole(uploads, digest))
    return BackupReport(manifest["revision"], manifest["rows"], _head(manifest), len(packed), lacking)


def _head(manifest: Mapping[str, Any]) -> tuple[int, str] | None:
    head = manifest["audit_head"]
    return (head[0], head[1]) if head else None


def _check_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in _tables(connection) if inspect(connection).get_table_names() else ():
            if connection.execute(select(func.count()).select_from(table)).scalar():
                raise ConflictError(f"存储中已有数据（{table.name}）", where=shown(engine), hint="恢复到一个空的存储")


def _read_table(
    connection: Connection, archive: zipfile.ZipFile, table: Table, manifest: Mapping[str, Any], path: Path
) -> None:
    header = archive.read(f"{table.name}.columns.json")
    names, digest, count = json.loads(header), hashlib.sha256(), 0
    rows: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            digest.update(line)
            values = (_read_value(value, connection) for value in json.loads(line))
            rows.append(dict(zip(names, values, strict=True)))
            count += 1
            if len(rows) == AT_ONCE:
                connection.execute(table.insert(), rows)
                rows = []
    if rows:
        connection.execute(table.insert(), rows)
    digest.update(header)
    if (count, digest.hexdigest()) != (manifest["rows"][table.name], manifest["sha256"][table.name]):
        raise UnreadableFileError("备份文件内容与清单不符", where=f"{path} {table.name}", hint="用另一份备份")
    _advance_numbers(connection, table)


def _read_value(value: Any, connection: Connection) -> Any:
    if not isinstance(value, dict):
        return value
    if "bytes" in value:
        return base64.b64decode(value["bytes"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    moment = datetime.fromisoformat(value["instant"])
    return moment.replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment


def _advance_numbers(connection: Connection, table: Table) -> None:
    """Let PostgreSQL go on counting behind the rows that came back."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = connection.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}).scalar()
    highest = connection.execute(select(func.max(table.c.id))).scalar()
    if sequence is not None and highest is not None:
        connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _check_chain(connection: Connection, manifest: Mapping[str, Any], path: Path) -> None:
    try:
        head = _chain_head(connection)
    except ConflictError as error:
        raise UnreadableFileError("备份中的审计链不完整", where=f"{path} {error.where}", hint="用另一份备份") from error
    if head != _head(manifest):
        raise UnreadableFileError("备份中的审计链与清单不符", where=str(path), hint="用另一份备份")
