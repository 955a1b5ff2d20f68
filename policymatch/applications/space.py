"""An enterprise's space: its files, kept on disk by the hash of their content, taken once and used in every application."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlmodel import Session, col, select

from policymatch.applications.materials import HeldFile
from policymatch.applications.scanning import OFF, Scan
from policymatch.applications.sniffing import sniff
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError
from policymatch.store import contents
from policymatch.store.tables_applications import ApplicationCase, SpaceFile
from policymatch.store.transactions import take_turns
from policymatch.vocabulary.materials import material_kind, normal_name

LONGEST_NAME = 120
ORPHANED = timedelta(days=1)
"""How long content without a row is left alone: it may belong to an upload that is still running."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Where content lies, and what is taken.

    Args:
        root: the folder; ``ab/abcdef…`` below it.
        largest: bytes of one file.
        quota: bytes of all files of one enterprise.
        scan: the virus scan.
    """

    root: Path
    largest: int = 20_000_000
    quota: int = 500_000_000
    scan: Scan = lambda _: OFF

    def place(self, digest: str) -> Path:
        """Where content of that hash lies."""
        return contents.place(self.root, digest)

    def put(self, data: bytes) -> str:
        """Lay content down, whole or not at all; its hash. Content that is there is left as it is."""
        return contents.lay_down(self.root, data)

    def get(self, digest: str) -> bytes:
        """Content by its hash, checked against it.

        Raises:
            NotFoundError: it is not there.
            ConflictError: it was changed on disk.
        """
        return contents.fetch(self.root, digest)


@dataclass(frozen=True, slots=True)
class Checked:
    """Content that passed every check and lies on disk, before it has a row."""

    digest: str
    name: str
    media_type: str
    size: int
    material: str
    scan: str


def check(vault: Vault, data: bytes, *, name: str, material: str) -> Checked:
    """Check an upload and lay it down; call it before the transaction, it may take a while.

    Args:
        vault: where, and what is taken.
        data: the content.
        name: as the enterprise calls it; a path is cut off.
        material: what it shows, in any wording.

    Raises:
        InvalidInputError: too large, of no kind that is taken, or infected.
        ScanFailedError: the scanner did not answer.
    """
    shown = clean_name(name)
    if len(data) > vault.largest:
        size = f"{len(data) / 1_000_000:.1f}MB"
        raise InvalidInputError(
            f"文件 {size}，超过 {vault.largest // 1_000_000}MB", where=shown, hint="压缩或拆分后再传"
        )
    kind = sniff(data, name=shown)
    scanned = vault.scan(data)
    return Checked(vault.put(data), shown, kind.media_type, len(data), material_key(material), scanned)


def material_key(material: str) -> str:
    """The key of a material in any wording.

    Raises:
        InvalidInputError: it says nothing.
    """
    if not material.strip():
        raise InvalidInputError("须写明是什么材料", where="material", hint="如 审计报告")
    kind = material_kind(material)
    return kind.id if kind else normal_name(material)[:200]


def clean_name(name: str) -> str:
    """A file's name without folders and control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return kept.strip(" .")[-LONGEST_NAME:] or "未命名"


def keep(session: Session, vault: Vault, subject: str, checked: Checked, *, actor: str, now: datetime) -> SpaceFile:
    """Put checked content into an enterprise's space; the same content for the same material is there once.

    Raises:
        ConflictError: the space is full.
    """
    # One upload of an enterprise at a time counts what it has.
    take_turns(session.connection(), f"space:{subject}")
    held = live_files(session, subject)
    for one in held:
        if (one.digest, one.material) == (checked.digest, checked.material):
            return one
    used = sum({one.digest: one.size for one in held}.values())
    if used + checked.size > vault.quota and checked.digest not in {one.digest for one in held}:
        where = f"已用 {used // 1_000_000}MB，共 {vault.quota // 1_000_000}MB"
        raise ConflictError("企业空间已满", where=where, hint="删去不再需要的文件")
    row = SpaceFile(
        id=uuid4().hex, subject=subject, digest=checked.digest, name=checked.name, media_type=checked.media_type, size=checked.size,
        material=checked.material, scan=checked.scan, uploaded_by=actor, at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def live_files(session: Session, subject: str) -> list[SpaceFile]:
    """What lies in an enterprise's space, the newest last."""
    wanted = select(SpaceFile).where(SpaceFile.subject == subject, col(SpaceFile.removed_at).is_(None))
    return list(session.exec(wanted.order_by(col(SpaceFile.at), col(SpaceFile.id))))


def get_file(session: Session, subject: str, file_id: str) -> SpaceFile:
    """A file of an enterprise.

    Raises:
        NotFoundError: it has none of that name; another's is none.
    """
    row = session.get(SpaceFile, file_id)
    if row is None or row.subject != subject or row.removed_at is not None:
        raise NotFoundError("没有这个文件", where=file_id, hint="核对编号，或在企业空间中查看")
    return row


def remove(session: Session, subject: str, file_id: str, *, now: datetime) -> SpaceFile:
    """Take a file out of the space; one that a case holds stays for that case, any other goes for good.

    Raises:
        NotFoundError: as ``get_file``.
    """
    row = get_file(session, subject, file_id)
    holds = col(ApplicationCase.materials).contains(row.id, autoescape=True)
    if session.exec(select(ApplicationCase.id).where(ApplicationCase.subject == subject, holds).limit(1)).first():
        row.removed_at = now
        session.add(row)
    else:
        session.delete(row)
    session.flush()
    return row


def held(row: SpaceFile) -> HeldFile:
    """A file as materials see it."""
    return HeldFile(row.id, row.material, row.name, row.digest, row.media_type, row.size, row.scan)


def sweep(session: Session, vault: Vault, *, now: datetime) -> int:
    """Delete content that no row names and that is older than a day; how many files."""
    known = set(session.exec(select(SpaceFile.digest).distinct()))
    gone = 0
    for path in _stored(vault.root):
        old = path.stat().st_mtime < (now - ORPHANED).timestamp()
        if old and path.name not in known:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _stored(root: Path) -> Iterator[Path]:
    return (path for folder in root.glob("??") for path in folder.iterdir() if path.is_file())
