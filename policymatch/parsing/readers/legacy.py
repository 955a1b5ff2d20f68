"""Formats that only an office suite opens: doc, wps, rtf go through LibreOffice where the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from policymatch.parsing.readers import word
from policymatch.parsing.readers.compound import MAGIC, BrokenContainerError, Container
from policymatch.parsing.readers.failures import (
    ComponentMissingError,
    DamagedFileError,
    EncryptedFileError,
    UnsupportedFormatError,
)
from policymatch.parsing.readers.text import SourceText

MEDIA_TYPE = "application/msword"
EXTENSIONS = (".doc", ".wps", ".rtf", ".dot", ".wpt")
_WORD_XML = b'progid="Word.Document"'
_SHEETS = ("xls", "et", "xlsx")
"""A compound file so named whose workbook has not been found is broken."""
_PROGRAMS = ("soffice", "libreoffice")
_PATIENCE = 120
"""Seconds that a conversion may take."""
_NOTE = "由 LibreOffice 转换后读取，段落编号与表格请核对"


def sniff(data: bytes) -> bool:
    """Whether it is a compound file (Office 97 to 2003, WPS), RTF, or Word's flat XML."""
    return data.startswith((MAGIC, b"{\\rtf")) or _WORD_XML in data[:2048]


def read(data: bytes, *, name: str) -> SourceText:
    """Convert to docx, then read that.

    Raises:
        EncryptedFileError: a password is asked for.
        ComponentMissingError: LibreOffice is not installed.
        DamagedFileError: LibreOffice cannot open it, or takes too long.
    """
    streams = _streams(data)
    if "EncryptedPackage" in streams:
        raise EncryptedFileError(name, kind="Office")
    if "PowerPoint Document" in streams:
        raise UnsupportedFormatError(name, detail="PowerPoint")
    kind = Path(name).suffix.lstrip(".").lower() or "doc"
    if kind in _SHEETS:
        raise DamagedFileError(name, kind="Excel")
    program = next((found for program in _PROGRAMS if (found := shutil.which(program))), None)
    if program is None:
        hint = "请安装 LibreOffice（命令 soffice），或用办公软件另存为 docx 后上传"
        raise ComponentMissingError(name, kind=kind, component="LibreOffice", hint=hint)
    converted = _converted(data, name, kind, program)
    source = word.read(converted, name=name)
    return replace(source, media_type=MEDIA_TYPE, warnings=(_NOTE, *source.warnings))


def _streams(data: bytes) -> frozenset[str]:
    """The streams of a compound file; where its tables are broken, the names that stand in its bytes."""
    if not data.startswith(MAGIC):
        return frozenset()
    try:
        return Container(data).names
    except BrokenContainerError:
        known = ("EncryptedPackage", "PowerPoint Document")
        return frozenset(name for name in known if name.encode("utf-16-le") in data)


def _converted(data: bytes, name: str, kind: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="policymatch-") as folder:
        path = Path(folder, "source.rtf" if data.startswith(b"{\\rtf") else "source.doc")
        path.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(path)],
                check=True,
                timeout=_PATIENCE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": folder},
            )
            return path.with_suffix(".docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise DamagedFileError(name, kind=kind, detail="转换超时") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise DamagedFileError(name, kind=kind, detail="LibreOffice 无法打开") from error
