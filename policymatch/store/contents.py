"""Uploaded content on disk, by the SHA-256 of what it is; and the part of a back-up that it makes."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from policymatch.errors import ConflictError, NotFoundError, UnreadableFileError

FOLDER = "uploads"
"""Below the home; and in a back-up."""


def place(root: Path, digest: str) -> Path:
    """Where content of that hash lies."""
    return root / digest[:2] / digest


def lay_down(root: Path, data: bytes) -> str:
    """Lay content down, whole or not at all; its hash. Content that is there is left as it is."""
    digest = hashlib.sha256(data).hexdigest()
    at = place(root, digest)
    if at.exists():
        os.utime(at)
        return digest
    at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=at.parent, prefix=".part-", delete=False) as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(at)
    return digest


def fetch(root: Path, digest: str) -> bytes:
    """Content by its hash, checked against it.

    Raises:
        NotFoundError: it is not there.
        ConflictError: it was changed on disk.
    """
    try:
        data = place(root, digest).read_bytes()
    except OSError as error:
        raise NotFoundError("文件内容不在存储中", where=digest[:12], hint="从备份恢复上传文件夹") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise ConflictError("文件内容与其散列不符，已被改动", where=digest[:12], hint="从备份恢复上传文件夹")
    return data


def whole(root: Path, digest: str) -> bool:
    """Whether content is there and is what its hash says."""
    try:
        fetch(root, digest)
    except (NotFoundError, ConflictError):
        return False
    return True


def pack(archive: zipfile.ZipFile, root: Path, digests: Iterable[str]) -> tuple[list[str], list[str]]:
    """Put content into a back-up; the hashes of what was put in, and of what is not there or was changed."""
    packed, lacking = [], []
    for digest in digests:
        try:
            data = fetch(root, digest)
        except (NotFoundError, ConflictError):
            lacking.append(digest)
            continue
        archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{digest}"), data, zipfile.ZIP_STORED)
        packed.append(digest)
    return packed, lacking


def unpack(archive: zipfile.ZipFile, root: Path, digests: Iterable[str], *, where: Path) -> None:
    """Lay down what a back-up holds.

    Raises:
        UnreadableFileError: content that is not what its hash says.
    """
    for digest in digests:
        data = archive.read(f"{FOLDER}/{digest}")
        if hashlib.sha256(data).hexdigest() != digest:
            raise UnreadableFileError(
                "备份中的上传文件与其散列不符", where=f"{where} {digest[:12]}", hint="用另一份备份"
            )
        lay_down(root, data)
