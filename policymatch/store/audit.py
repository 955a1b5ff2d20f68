"""The audit chain: who did what, when, to what; every entry is sealed with the one before it, and any gap shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from policymatch.store.tables_service import AuditEntry
from policymatch.store.transactions import take_turns

START = "0" * 64
"""What the first entry is sealed with."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the chain that was noted elsewhere (on paper, in a back-up): it shows that the tail was not cut off."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a verification found.

    Args:
        entries: how many links were read.
        head: the last link, to be noted elsewhere; None where the chain is empty.
        faults: what is wrong, in Chinese; empty where the chain is whole.
    """

    entries: int
    head: Anchor | None
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, left out or put in."""
        return not self.faults


def record(
    session: Session, *, actor: str, action: str, target: str, detail: Mapping[str, Any] | None = None, now: datetime
) -> AuditEntry:
    """Add an entry; it stands or falls with the transaction of what it tells of.

    Call it last: on PostgreSQL other writers of the chain wait from here to the end of the transaction.

    Args:
        session: a writing session.
        actor: the account's login, or the name of a command.
        action: what was done, such as ``policy.publish``.
        target: what it was done to, such as ``hefei-quality-growth/v2``.
        detail: plain data; no personal data beyond what the record needs.
        now: when.
    """
    take_turns(session.connection(), "audit")
    last = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=now.astimezone(UTC),
        actor=actor,
        action=action,
        target=target,
        detail=json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
        previous=last.hash if last else START,
        hash="",
    )
    entry.hash = seal(entry)
    session.add(entry)
    session.flush()
    return entry


def seal(entry: AuditEntry) -> str:
    """SHA-256 over all that an entry says and the seal before it."""
    said = [
        entry.seq,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.action,
        entry.target,
        entry.detail,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def entries(
    session: Session, *, before: int | None = None, limit: int = 100, actor: str | None = None,
    action: str | None = None, target: str | None = None,
) -> list[AuditEntry]:  # fmt: skip
    """Entries, the newest first.

    Args:
        session: any session.
        before: only entries before this number; None: from the end.
        limit: at most so many.
        actor: of this actor alone.
        action: of this action, or of all that begin with it (``policy.``).
        target: of this target, or of all that begin with it.
    """
    wanted = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(col(AuditEntry.seq) < before)
    if actor is not None:
        wanted = wanted.where(AuditEntry.actor == actor)
    if action is not None:
        wanted = wanted.where(col(AuditEntry.action).startswith(action, autoescape=True))
    if target is not None:
        wanted = wanted.where(col(AuditEntry.target).startswith(target, autoescape=True))
    return list(session.exec(wanted))


def verify_chain(session: Session, *, anchor: Anchor | None = None) -> ChainReport:
    """Read the whole chain and say what is wrong with it.

    Args:
        session: any session.
        anchor: a link noted earlier, which must still be there; None where none was noted. Without one, a chain whose
            last links were all removed cannot be told from one that ended there.
    """
    faults: list[str] = []
    count, last, anchored = 0, None, False
    for entry in _all(session):
        faults += _faults(entry, last)
        anchored = anchored or (anchor is not None and (entry.seq, entry.hash) == (anchor.seq, anchor.hash))
        count, last = count + 1, entry
    if anchor is not None and not anchored:
        faults.append(f"锚点第{anchor.seq}条（{anchor.hash[:12]}…）不在链中：链尾被截断或被整体改写")
    return ChainReport(count, Anchor(last.seq, last.hash) if last else None, tuple(faults))


def _all(session: Session) -> Iterator[AuditEntry]:
    wanted = select(AuditEntry).order_by(col(AuditEntry.seq)).execution_options(yield_per=_AT_ONCE)
    yield from session.exec(wanted)


def _faults(entry: AuditEntry, last: AuditEntry | None) -> Iterator[str]:
    expected = (last.seq + 1, last.hash) if last else (1, START)
    if entry.seq != expected[0]:
        yield f"第{expected[0]}条至第{entry.seq - 1}条缺失"
    elif entry.previous != expected[1]:
        yield f"第{entry.seq}条与前一条不相接"
    if seal(entry) != entry.hash:
        yield f"第{entry.seq}条内容被改动（{entry.action} {entry.target}）"
