"""Whatever is handed in: a text or a clear answer, never a crash."""

from __future__ import annotations

import io
import os
import stat
import struct
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from policymatch.errors import UnreadableFileError
from policymatch.parsing.readers import LARGEST_FILE, READERS, SourceText, read_bytes, read_file
from policymatch.parsing.readers.failures import (
    ComponentMissingError,
    DamagedFileError,
    DecompressionBombError,
    EmptyFileError,
    EncryptedFileError,
    PictureOnlyError,
    TooLargeFileError,
    UnsupportedFormatError,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
POLICY = "第一条 对上年度营业收入2000万元以上的企业，给予一次性奖励50万元。"


def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph(POLICY)
    document.add_table(2, 2).cell(0, 0).text = "序号"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["序号", "名称"])
    book.active.append([1, POLICY])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    sheet.write_merge(0, 0, 0, 1, "清单")
    sheet.write(1, 1, POLICY)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "Enterprises with revenue above 20 million are awarded 500000 yuan.")
    canvas.line(10, 10, 300, 10)
    canvas.save()
    return buffer.getvalue()


HTML = f"<html><meta charset=gb2312><body><table><tr><td>1<td>{POLICY}</table><p>{POLICY}</body></html>".encode()
SAMPLES = {
    "a.docx": word_document(),
    "a.xlsx": workbook(),
    "a.xls": old_workbook(),
    "a.pdf": pdf(),
    "a.html": HTML,
    "a.txt": POLICY.encode("gb18030"),
}


def attempt(data: bytes, name: str) -> None:
    """Read, or be told in Chinese what is wrong; anything else fails the test."""
    try:
        source = read_bytes(data, name=name)
    except UnreadableFileError as error:
        told = (bool(error.message), error.where)
    else:
        told = (True, name)
        check(source)
    assert told == (True, name)


def check(source: SourceText) -> None:
    assert source.text.strip()
    assert "\n".join(source.text[block.start : block.end] for block in source.blocks) == source.text
    source.origin_at(len(source.text) - 1)


@given(st.binary(max_size=400), st.sampled_from([*SAMPLES, "a.doc", "a.ofd", "a.png", "a"]))
def test_any_bytes(data: bytes, name: str) -> None:
    attempt(data, name)


@given(
    st.sampled_from(["a.pdf", "a.html", "a.txt", "a.xls"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6),
    st.floats(0.2, 1),
)
def test_broken_samples(name: str, changes: list[tuple[float, bytes]], keep: float) -> None:
    data = bytearray(SAMPLES[name])
    for place, patch in changes:
        at = int(place * len(data))
        data[at : at + len(patch)] = patch
    attempt(bytes(data[: int(keep * len(data)) + 1]), name)


@settings(max_examples=25)
@given(
    st.sampled_from(["a.docx", "a.xlsx"]),
    st.data(),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4),
)
def test_broken_parts_of_office_files(name: str, draw: st.DataObject, changes: list[tuple[float, bytes]]) -> None:
    """Damage below the zip's own check sums: the parts themselves are broken, the archive is whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLES[name])) as source, zipfile.ZipFile(buffer, "w") as target:
        broken = draw.draw(st.sampled_from([part for part in source.namelist() if part.endswith(".xml")]))
        for part in source.namelist():
            content = bytearray(source.read(part))
            for place, patch in changes if part == broken else ():
                at = int(place * len(content))
                content[at : at + len(patch)] = patch
            target.writestr(part, bytes(content))
    attempt(buffer.getvalue(), name)


@given(st.text(alphabet="<>/ =\"'abtdrplih企业，。\n&;#x0", max_size=300))
def test_any_markup(markup: str) -> None:
    attempt(f"<html>{markup}".encode(), "a.html")


def test_parts_nested_beyond_measure() -> None:
    lines = ["MIME-Version: 1.0"]
    for depth in range(3000):
        lines += [f'Content-Type: multipart/related; boundary="b{depth}"', "", f"--b{depth}"]
    attempt("\n".join(lines).encode(), "a.mht")


def bomb(part: str, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"\0" * size)
    return buffer.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml", "OFD.xml"])
def test_an_archive_that_swells_is_not_unpacked(part: str) -> None:
    with pytest.raises(DecompressionBombError, match="异常庞大"):
        read_bytes(bomb(part, 60_000_000), name="a.docx")


def test_an_archive_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(bomb("word/document.xml", 3_000_000))
    place = data.rindex(struct.pack("<I", 3_000_000))
    data[place : place + 4] = struct.pack("<I", 10)
    with pytest.raises(DamagedFileError):
        read_bytes(bytes(data), name="a.docx")


def test_an_archive_of_too_many_parts() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "")
        for number in range(20_001):
            archive.writestr(str(number), "")
    with pytest.raises(DecompressionBombError):
        read_bytes(buffer.getvalue(), name="a.docx")


def test_a_file_over_the_limit_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "大文件.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(TooLargeFileError, match="100 MB") as caught:
        read_file(path)
    assert caught.value.where == "大文件.txt"
    with pytest.raises(TooLargeFileError):
        read_bytes(path.read_bytes(), name="a")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="打不开"):
        read_file(tmp_path / "无.txt")
    with pytest.raises(UnreadableFileError, match="打不开"):
        read_file(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"")
    with pytest.raises(EmptyFileError, match="空的"):
        read_file(path)


@pytest.mark.parametrize("name", ["a.png", "a.docx", "a"])
def test_pictures_are_recognised_as_such(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policymatch.parsing.readers.recognition.is_available", lambda: False)
    with pytest.raises(PictureOnlyError) as caught:
        read_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, name=name)
    assert "policymatch[ocr]" in caught.value.hint


def box(left: float, top: float, right: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, top + 20], [left, top + 20]]


class Engine:
    """Stands for the OCR engine: a broken paragraph, a doubtful line and a page number."""

    def __call__(self, image: object, *, use_cls: bool) -> object:
        assert not use_cls
        found = {
            "txts": ("对符合条件的企业，给予奖", "励50万元。", "模糊的一行", "12"),
            "scores": (0.99, 0.98, 0.3, 0.99),
            "boxes": [box(20, 100, 264), box(20, 124, 110), box(44, 160, 160), box(140, 380, 160)],
        }
        return type("Found", (), found)()


def test_recognised_text_is_always_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr("policymatch.parsing.readers.recognition.is_available", lambda: True)
    monkeypatch.setattr("policymatch.parsing.readers.recognition._engine", Engine)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 400)).save(buffer, "PNG")
    source = read_bytes(buffer.getvalue(), name="a.png")
    assert source.text == "对符合条件的企业，给予奖励50万元。\n模糊的一行"
    assert source.needs_review
    assert any("人工核对" in warning for warning in source.warnings)
    assert any("模糊的一行" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    "data", [COMPOUND + b"\0" * 600, b"{\\rtf1 abc}", b'<?mso-application progid="Word.Document"?>']
)
def test_old_formats_need_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(ComponentMissingError, match="LibreOffice"):
        read_bytes(data, name="措施.doc")


def test_old_formats_go_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(word_document())
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport shutil, sys\n"
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, sys.argv[-2] + '/source.docx')\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    source = read_bytes(COMPOUND + b"\0" * 600, name="措施.wps")
    assert source.text.startswith(POLICY)
    assert "LibreOffice" in source.warnings[0]


def test_a_conversion_that_fails_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\nraise SystemExit(1)\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(DamagedFileError, match="LibreOffice"):
        read_bytes(COMPOUND + b"\0" * 600, name="措施.doc")


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo\0EncryptedPackage"])
def test_encrypted_office_files_are_named(stream: str) -> None:
    with pytest.raises(EncryptedFileError):
        read_bytes(COMPOUND + b"\0" * 600 + stream.encode("utf-16-le"), name="a.xlsx")


@pytest.mark.parametrize(
    "data", [b"PK\x05\x06" + b"\0" * 18, b"\x7fELF" + bytes(range(256)) * 4, b"\x1f\x8b\x08" + b"\xff" * 90]
)
def test_unknown_formats_are_named(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        read_bytes(data, name="a.bin")
    assert "docx" in caught.value.hint


def test_content_counts_more_than_the_name() -> None:
    assert read_bytes(SAMPLES["a.docx"], name="a.pdf").text.startswith(POLICY)
    assert read_bytes(SAMPLES["a.html"], name="a.doc").text.endswith(POLICY)
    assert read_bytes(SAMPLES["a.txt"], name="a.docx").text == POLICY


def test_every_extension_has_one_reader() -> None:
    extensions = [extension for reader in READERS for extension in reader.extensions]
    assert len(extensions) == len(set(extensions))
    assert all(extension.startswith(".") and extension == extension.lower() for extension in extensions)
