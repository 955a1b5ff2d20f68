"""What an uploaded file is, by its bytes and never by its name; only what a case handler can safely open is taken."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from policymatch.errors import InvalidInputError

ACCEPTED = "pdf、ofd、jpg、png、tiff、docx、xlsx"
_UNPACKED = 500_000_000
"""Bytes that an archive may unpack to: more is a bomb."""
_PARTS = 5000
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file.

    Args:
        media_type: as it is sent back.
        ending: of the name that it is stored and sent under.
    """

    media_type: str
    ending: str


PDF = FileType("application/pdf", "pdf")
OFD = FileType("application/ofd", "ofd")
JPEG = FileType("image/jpeg", "jpg")
PNG = FileType("image/png", "png")
TIFF = FileType("image/tiff", "tiff")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
ENDINGS = {one.media_type: one.ending for one in (PDF, OFD, JPEG, PNG, TIFF, DOCX, XLSX)}


def sniff(data: bytes, *, name: str = "") -> FileType:
    """The kind of a file.

    Args:
        data: its bytes.
        name: for messages.

    Raises:
        InvalidInputError: empty, of a kind that is not taken, damaged, with macros, or an archive that unpacks too large.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise InvalidInputError("文件是空的", where=name, hint="重新导出后再传")
    if data.startswith(b"%PDF-"):
        return _whole(PDF, b"%%EOF" in data[-2048:], name)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(PNG, b"IEND" in data[-64:], name)
    if data.startswith(b"\xff\xd8\xff"):
        return _whole(JPEG, b"\xff\xd9" in data[-4096:], name)
    if data.startswith((b"II*\0", b"MM\0*")):
        return TIFF
    if data.startswith(_ZIP):
        return _archive(data, name)
    raise InvalidInputError("不接受这种文件", where=name, hint=f"可上传 {ACCEPTED}；类型按内容识别，改扩展名无用")


def _whole(kind: FileType, whole: bool, name: str) -> FileType:
    if not whole:
        raise InvalidInputError("文件不完整", where=name, hint="可能没有传完，重新导出后再传")
    return kind


def _archive(data: bytes, name: str) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError):
        raise InvalidInputError("文件已损坏", where=name, hint="重新导出后再传") from None
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise InvalidInputError("文件展开后过大", where=name, hint="拆分后再传")
    names = {part.filename for part in parts}
    if any(part.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for part in names):
        raise InvalidInputError("文件含宏或程序", where=name, hint="另存为不含宏的文件，或转为 PDF")
    if "OFD.xml" in names:
        return OFD
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise InvalidInputError("不接受压缩包", where=name, hint=f"逐个上传 {ACCEPTED}")
