"""Office files are zip archives: looked through before anything is unpacked, then read part by part."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from policymatch.parsing.readers.failures import DamagedFileError, DecompressionBombError, EncryptedFileError

_LARGEST = 400_000_000
"""Bytes that an archive may hold once expanded."""
_LARGEST_PART = 200_000_000
_STEEPEST = 200
"""Largest ratio of expanded to packed size, for archives that expand beyond ``_SMALL``."""
_SMALL = 20_000_000
_MOST_PARTS = 20_000
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, OverflowError)


def part_names(data: bytes) -> frozenset[str]:
    """Names in an archive; none where the bytes are no archive."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        return frozenset()


@contextmanager
def opened(data: bytes, *, name: str, kind: str) -> Iterator[zipfile.ZipFile]:
    """An archive that has been checked: not too large once expanded, no part encrypted, every part whole.

    Raises:
        DecompressionBombError: it would expand beyond measure.
        EncryptedFileError: a part asks for a password.
        DamagedFileError: a part cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, len(data), name, kind)
            yield archive
    except _BROKEN as error:
        raise DamagedFileError(name, kind=kind) from error


def _check(archive: zipfile.ZipFile, packed: int, name: str, kind: str) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise DecompressionBombError(name, detail=f"含 {len(parts)} 个部件")
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedFileError(name, kind=kind)
    expanded = 0
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                expanded += len(chunk)
                _weigh(expanded, packed, name)
    if any(part.file_size > _LARGEST_PART for part in parts):
        raise DecompressionBombError(name, detail="单个部件过大")


def _weigh(expanded: int, packed: int, name: str) -> None:
    if expanded > _LARGEST:
        raise DecompressionBombError(name, detail=f"超过 {_LARGEST // 1_000_000} MB")
    if expanded > _SMALL and expanded > _STEEPEST * packed:
        raise DecompressionBombError(name, detail=f"膨胀超过 {_STEEPEST} 倍")


def xml_part(archive: zipfile.ZipFile, part: str, *, name: str, kind: str) -> ElementTree.Element | None:
    """A part as an element tree; None where the archive has no such part.

    Raises:
        DamagedFileError: it is no well-formed XML, or declares entities.
    """
    try:
        content = archive.read(part)
    except KeyError:
        return None
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DamagedFileError(name, kind=kind, detail="含有不允许的实体声明")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise DamagedFileError(name, kind=kind) from error


def local(element: ElementTree.Element) -> str:
    """An element's name without its name space (transitional and strict files differ in it)."""
    return element.tag.rpartition("}")[2]


def child(element: ElementTree.Element | None, *path: str) -> ElementTree.Element | None:
    """The first descendant along a path of local names."""
    for step in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == step), None)
    return element


def value(element: ElementTree.Element | None, attribute: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == attribute), None)
