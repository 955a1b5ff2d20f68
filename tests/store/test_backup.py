"""A back-up brings everything back, on either database, and a damaged one brings back nothing."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from policymatch.errors import ConflictError, PolicyMatchError, UnreadableFileError
from policymatch.registry.roles import Role
from policymatch.store.accounts import create_account
from policymatch.store.audit import Anchor, record, verify_chain
from policymatch.store.backup import TRANSIENT, backup, restore
from policymatch.store.contents import lay_down
from policymatch.store.drafts import keep_file
from policymatch.store.engine import open_store
from policymatch.store.logins import open_login
from policymatch.store.migrating import HEAD, downgrade, revision
from policymatch.store.tables import METADATA
from policymatch.store.tables_applications import SpaceFile
from policymatch.store.transactions import reading, writing
from tests.databases import NewStore
from tests.store.samples import NOW
from tests.store.test_append_only import fill

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def full(engine: Engine) -> Engine:
    with writing(engine) as session:
        fill(session)
        keep_file(session, name="原文.txt", content=bytes(range(256)))
        made = create_account(session, login="li", name="李", role=Role.ADMIN, password="一句记得住的长话 42", now=NOW)
        open_login(session, made.id, now=NOW)
    return engine


def rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in METADATA.tables.items()
            if name not in TRANSIENT
        }


def test_everything_comes_back(full: Engine, new_store: NewStore, tmp_path: Path) -> None:
    report = backup(full, tmp_path / "b.zip")
    other = open_store(new_store(empty=True), create=False)
    assert restore(other, tmp_path / "b.zip") == report
    assert rows(other) == rows(full)
    assert sum(report.rows.values()) >= 8


def test_from_one_database_into_the_other_and_back(
    full: Engine, other_store: NewStore, new_store: NewStore, tmp_path: Path
) -> None:
    other, again = open_store(other_store(), create=False), open_store(new_store(), create=False)
    first = backup(full, tmp_path / "1.zip")
    restore(other, tmp_path / "1.zip")
    assert backup(other, tmp_path / "2.zip") == first
    restore(again, tmp_path / "2.zip")
    assert rows(again) == rows(full) == rows(other)
    digests = [
        json.loads(zipfile.ZipFile(tmp_path / name).read("manifest.json"))["sha256"] for name in ("1.zip", "2.zip")
    ]
    assert digests[0] == digests[1]


def test_work_goes_on_behind_what_came_back(full: Engine, new_store: NewStore, tmp_path: Path) -> None:
    report = backup(full, tmp_path / "b.zip")
    other = open_store(new_store(), create=False)
    restore(other, tmp_path / "b.zip")
    with writing(other) as session:
        record(session, actor="a", action="b", target="c", now=NOW)
        session.connection().execute(text(
            "INSERT INTO review (draft_id, revision, actor, decision, comment, overruled, at) "
            "SELECT draft_id, revision, actor, decision, comment, overruled, at FROM review"
        ))  # fmt: skip
    assert report.audit_head is not None
    with reading(other) as session:
        assert verify_chain(session, anchor=Anchor(*report.audit_head)).whole
        assert session.connection().execute(text("SELECT count(*), count(DISTINCT id) FROM review")).one() == (2, 2)


def test_an_older_back_up_is_brought_up(full: Engine, new_store: NewStore, tmp_path: Path) -> None:
    downgrade(full, "0001")
    report = backup(full, tmp_path / "old.zip")
    other = open_store(new_store(empty=True), create=False)
    restore(other, tmp_path / "old.zip")
    assert (report.revision, report.audit_head) == ("0001", None)
    assert revision(other) == HEAD
    assert len(rows(other)["policy_version"]) == 1


def test_nobody_is_signed_in_after_a_restore(full: Engine, new_store: NewStore, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.zip")
    other = open_store(new_store(), create=False)
    restore(other, tmp_path / "b.zip")
    with other.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM login")).scalar() == 0


def test_a_full_store_and_an_old_file_are_left_alone(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.zip")
    before = (tmp_path / "b.zip").read_bytes()
    with pytest.raises(ConflictError, match="已有数据"):
        restore(full, tmp_path / "b.zip")
    with pytest.raises(ConflictError, match="已存在"):
        backup(full, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == before


def test_the_file_is_for_its_owner_alone(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("b.zip*")] == ["b.zip"]


def test_a_damaged_file_brings_back_nothing(full: Engine, new_store: NewStore, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.zip")
    for number, broken in enumerate(_broken(tmp_path / "b.zip", tmp_path)):
        other = open_store(new_store(empty=True), create=False)
        with pytest.raises(PolicyMatchError) as caught:
            restore(other, broken)
        assert isinstance(caught.value, UnreadableFileError), number
        found = rows(other) if revision(other) else {}
        assert not any(found.values()), number


def _broken(path: Path, folder: Path) -> list[Path]:
    """Cut off, no zip at all, a row changed, a row left out, the audit head changed, a table left out."""
    content = path.read_bytes()
    (folder / "cut.zip").write_bytes(content[: len(content) // 2])
    (folder / "text.zip").write_text("nothing")
    made = [folder / "cut.zip", folder / "text.zip", folder / "missing.zip"]
    deeds = {
        "changed": lambda name, data: data.replace(b"other", b"Other") if name == "draft.jsonl" else data,
        "shorter": lambda name, data: b"" if name == "receipt.jsonl" else data,
        "head": lambda name, data: (
            data.replace(b'"audit_head": [\n  1', b'"audit_head": [\n  2') if name == "manifest.json" else data
        ),
    }
    for word, deed in deeds.items():
        made.append(folder / f"{word}.zip")
        _rewritten(path, made[-1], deed)
    made.append(folder / "without.zip")
    _rewritten(path, made[-1], lambda name, data: data, leave_out="review.jsonl")
    return made


def _rewritten(path: Path, target: Path, deed: object, *, leave_out: str = "") -> None:
    assert callable(deed)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        changed = False
        for name in old.namelist():
            data = deed(name, old.read(name))
            changed = changed or data != old.read(name) or name == leave_out
            if name != leave_out:
                new.writestr(name, data)
    assert changed


def test_a_broken_audit_chain_is_not_backed_up(full: Engine, tmp_path: Path) -> None:
    trigger = "guard_rows ON audit_entry" if full.dialect.name == "postgresql" else "guard_audit_entry_update"
    with full.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text("UPDATE audit_entry SET actor = 'x'"))
    with pytest.raises(ConflictError, match="审计链不完整"):
        backup(full, tmp_path / "b.zip")
    assert list(tmp_path.glob("b.zip*")) == []


@pytest.fixture
def uploaded(full: Engine, tmp_path: Path) -> Path:
    """Uploads of two files, of which one was since removed from the space."""
    folder = tmp_path / "uploads"
    with writing(full) as session:
        for name, removed in (("a.pdf", None), ("b.pdf", NOW)):
            digest = lay_down(folder, name.encode() * 1000)
            session.add(SpaceFile(
                id=name, subject="x", digest=digest, name=name, media_type="application/pdf", size=5000, material="audit_report", scan="off",
                uploaded_by="qiye", at=NOW, removed_at=removed,
            ))  # fmt: skip
    return folder


def test_uploads_come_back(full: Engine, uploaded: Path, new_store: NewStore, tmp_path: Path) -> None:
    report = backup(full, tmp_path / "b.zip", uploads=uploaded)
    assert (report.uploads, report.lacking) == (2, ())
    back = tmp_path / "back"
    assert restore(open_store(new_store(empty=True), create=False), tmp_path / "b.zip", uploads=back) == report
    files = {path.relative_to(uploaded): path.read_bytes() for path in uploaded.rglob("*") if path.is_file()}
    assert {path.relative_to(back): path.read_bytes() for path in back.rglob("*") if path.is_file()} == files


def test_uploads_that_are_gone_or_changed_are_named_and_the_rest_is_kept(
    full: Engine, uploaded: Path, new_store: NewStore, tmp_path: Path
) -> None:
    first, second = sorted(path for path in uploaded.rglob("*") if path.is_file())
    first.write_bytes(b"x")
    report = backup(full, tmp_path / "b.zip", uploads=uploaded)
    assert (report.uploads, report.lacking) == (1, (first.name,))
    second.unlink()
    assert set(backup(full, tmp_path / "c.zip", uploads=uploaded).lacking) == {first.name, second.name}
    back = restore(open_store(new_store(empty=True), create=False), tmp_path / "b.zip", uploads=tmp_path / "back")
    assert back.lacking == (first.name,)


def test_an_upload_damaged_in_the_file_brings_back_nothing(
    full: Engine, uploaded: Path, new_store: NewStore, tmp_path: Path
) -> None:
    backup(full, tmp_path / "b.zip", uploads=uploaded)
    with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "c.zip", "w") as made:
        for name in old.namelist():
            made.writestr(name, b"other" if name.startswith("uploads/") else old.read(name))
    store = open_store(new_store(empty=True), create=False)
    with pytest.raises(UnreadableFileError, match="散列不符"):
        restore(store, tmp_path / "c.zip", uploads=tmp_path / "back")
    assert revision(store) is None
