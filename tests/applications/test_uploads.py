"""What is taken into an enterprise's space: by content, within limits, scanned, once."""

from __future__ import annotations

import io
import os
import socket
import struct
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policymatch.applications.scanning import InfectedError, ScanFailedError, make_scan
from policymatch.applications.sniffing import sniff
from policymatch.applications.space import Vault, check, clean_name, get_file, live_files, material_key, remove, sweep
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError
from policymatch.store.transactions import reading, writing
from tests.applications.samples import NOW, OTHER, SUBJECT, UPGRADE, handed_in, upload

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def archive(*names: str, size: int = 3) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, b"0" * size)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [(PDF, "pdf"), (b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82", "png"), (b"\xff\xd8\xff\xe0..\xff\xd9", "jpg"), (b"II*\0....", "tiff"),
     (archive("OFD.xml"), "ofd"), (archive("word/document.xml"), "docx"), (archive("xl/workbook.xml"), "xlsx")],
)  # fmt: skip
def test_files_are_known_by_their_content(data: bytes, ending: str) -> None:
    assert sniff(data, name="a.exe").ending == ending


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "空的"), (b"MZ\x90\0", "不接受这种文件"), (b"<html>", "不接受这种文件"), (b"<html>%PDF-1.7 %%EOF", "不接受这种文件"), (PDF[:-6], "不完整"),
     (b"\x89PNG\r\n\x1a\n....", "不完整"), (archive("a.txt"), "压缩包"), (archive("word/document.xml", "word/vbaProject.bin"), "宏"),
     (archive("xl/workbook.xml")[:-30], "损坏")],
)  # fmt: skip
def test_what_is_not_taken(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        sniff(data, name="a.pdf")


def test_an_archive_that_unpacks_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    from policymatch.applications import sniffing

    monkeypatch.setattr(sniffing, "_UNPACKED", 1000)
    with pytest.raises(InvalidInputError, match="展开后过大"):
        sniff(archive("word/document.xml", size=2000))


def test_names_lose_their_folders() -> None:
    assert clean_name("../../etc/passwd\0") == "passwd"
    assert clean_name("C:\\我的\\审计报告.pdf") == "审计报告.pdf"
    assert clean_name("...") == "未命名"
    assert material_key("2025年度审计报告（原件）") == "audit_report"
    assert material_key("某种特别证明（复印件）") == "某种特别证明"
    with pytest.raises(InvalidInputError):
        material_key(" ")


def test_content_is_kept_once_by_its_hash(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        first, again = upload(session, vault), upload(session, vault)
        other = upload(session, vault, subject=OTHER)
        assert first.id == again.id
        assert other.digest == first.digest
        assert len(list(vault.root.glob("??/*"))) == 1
        assert (first.scan, first.size) == ("off", len(PDF))
        assert vault.get(first.digest) == PDF
        with pytest.raises(NotFoundError):
            get_file(session, OTHER, first.id)


def test_content_that_was_changed_on_disk_is_not_handed_out(vault: Vault) -> None:
    digest = vault.put(PDF)
    vault.place(digest).write_bytes(b"other")
    with pytest.raises(ConflictError, match="已被改动"):
        vault.get(digest)
    with pytest.raises(NotFoundError):
        vault.get("0" * 64)


def test_size_and_quota(engine: Engine, vault: Vault) -> None:
    with pytest.raises(InvalidInputError, match="超过 0MB"):
        check(replace(vault, largest=10), PDF, name="a.pdf", material="审计报告")
    small = replace(vault, quota=len(PDF) + 6)
    with writing(engine) as session:
        upload(session, small)
        upload(session, small, "财务报表")
        with pytest.raises(ConflictError, match="空间已满"):
            upload(session, small, data=PDF + b"%%EOF\n")
        upload(session, small, subject=OTHER, data=PDF + b"%%EOF\n")


def test_what_a_case_holds_stays_for_it(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        handed_in(session, vault, [UPGRADE])
        (held,) = live_files(session, SUBJECT)
        loose = upload(session, vault, "租赁合同", data=PDF + b"%%EOF\n")
        for one in (held, loose):
            remove(session, SUBJECT, one.id, now=NOW)
        assert live_files(session, SUBJECT) == []
        with pytest.raises(NotFoundError):
            remove(session, SUBJECT, held.id, now=NOW)
    old = time.time() - timedelta(days=2).total_seconds()
    for path in vault.root.glob("??/*"):
        os.utime(path, (old, old))
    fresh = vault.put(PDF + b"new %%EOF\n")
    with reading(engine) as session:
        from datetime import UTC, datetime

        assert sweep(session, vault, now=datetime.now(UTC)) == 1
    assert vault.get(held.digest) == PDF
    assert vault.place(fresh).exists()
    assert not vault.place(loose.digest).exists()


SCANNER = "import sys; data = sys.stdin.buffer.read(); print('EICAR FOUND') if b'EICAR' in data else None; sys.exit(b'EICAR' in data)"


def test_a_scanning_command(tmp_path: Path) -> None:
    script = tmp_path / "scan.py"
    script.write_text(SCANNER)
    scan = make_scan(f"command:{sys.executable} {script}")
    assert scan(PDF) == "clean"
    with pytest.raises(InfectedError, match="病毒扫描未通过"):
        scan(b"..EICAR..")
    for broken in (f"command:{sys.executable} -c exit(3)", "command:/no/such/scanner"):
        with pytest.raises(ScanFailedError, match="没有应答"):
            make_scan(broken)(PDF)
    assert make_scan("")(PDF) == "off"
    for setting in ("clamd:", "command:", "other:x"):
        with pytest.raises(InvalidInputError):
            make_scan(setting)


def test_nothing_infected_is_kept(vault: Vault, tmp_path: Path) -> None:
    script = tmp_path / "scan.py"
    script.write_text(SCANNER)
    scanned = replace(vault, scan=make_scan(f"command:{sys.executable} {script}"))
    with pytest.raises(InfectedError):
        check(scanned, b"%PDF-1.7 EICAR %%EOF", name="a.pdf", material="审计报告")
    assert not vault.root.exists()
    assert check(scanned, PDF, name="a.pdf", material="审计报告").scan == "clean"


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    """A daemon that speaks INSTREAM."""
    place = str(tmp_path / "clamd.sock")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen()

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    data += stream.read(size)
                answer = b"stream: Eicar FOUND\0" if b"EICAR" in data else b"stream: ERROR\0" if b"BAD" in data else b"stream: OK\0"  # fmt: skip
                stream.write(answer)
                stream.flush()

    threading.Thread(target=serve, daemon=True).start()
    yield place
    listening.close()


def test_a_scanning_daemon(clamd: str) -> None:
    scan = make_scan(f"clamd:{clamd}")
    assert scan(PDF * 100_000) == "clean"
    with pytest.raises(InfectedError):
        scan(b"EICAR")
    with pytest.raises(ScanFailedError):
        scan(b"BAD")
    with pytest.raises(ScanFailedError):
        make_scan("clamd:127.0.0.1:1")(PDF)
