"""Receipts in the database: written once, shown often, never changed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from policymatch.decisions.matching import Match
from policymatch.errors import ConflictError, NotFoundError
from policymatch.profiles import Profile
from policymatch.registry.receipts import Governed, Made, Published, Replay, make_receipt, name_of, replay, replay_with
from policymatch.registry.snapshots import Plain
from policymatch.store.policies import Placed, content_hash, get_version, read_row
from policymatch.store.tables_service import Receipt, Showing

_SQLITE = sqlite.insert(Receipt).on_conflict_do_nothing()
_POSTGRESQL = postgresql.insert(Receipt).on_conflict_do_nothing()
_SHOWING = insert(Showing)


def governed(placed: Placed) -> Governed:
    """A version as it governs, for receipts."""
    return Governed.of(placed.document(), placed.standing, placed.row.content_hash)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A receipt that was written down, and the answers to show under its name."""

    receipt_id: str
    matches: tuple[Match, ...]


def issue(
    session: Session,
    profile: Profile,
    asked: Sequence[tuple[Governed, str]],
    *,
    as_of: date,
    known_on: date,
    actor: str,
    channel: str,
    now: datetime,
    full: bool = True,
) -> ShownAnswer:
    """Decide items for an enterprise, write down what is said, and that it is shown.

    Args:
        session: a writing session.
        profile: what is known of the enterprise.
        asked: each version with the id of one of its items.
        as_of: the day that the answers are for.
        known_on: the day whose knowledge they rest on.
        actor: to whom they are shown.
        channel: where: ``web``, ``api``, ``desk``, ``push``.
        now: when.
        full: whether every reason is part of what is shown; else verdicts and amounts.

    Raises:
        NotFoundError: a version has no such item.
    """
    made = make_receipt(profile, asked, as_of=as_of, known_on=known_on, full=full)
    keep(session, made, profile.subject, asked, as_of=as_of, known_on=known_on)
    show(session, made.id, actor=actor, channel=channel, now=now)
    return ShownAnswer(made.id, made.matches)


def keep(
    session: Session, made: Made, subject: str, asked: Sequence[tuple[Governed, str]], *, as_of: date, known_on: date
) -> None:
    """Write a receipt down; one that is known is left as it is."""
    from policymatch import __version__

    single = asked[0] if len(asked) == 1 else None
    values = {
        "id": made.id, "subject": subject, "as_of": as_of, "known_on": known_on, "engine": __version__, "items": len(asked),
        "policy_id": single[0].policy_id if single else None, "version": single[0].version if single else None,
        "item_id": single[1] if single else None, "verdict": str(made.matches[0].verdict) if single else None,
        "body": zlib.compress(made.body, 1),
    }  # fmt: skip
    connection = session.connection()
    connection.execute(_POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE, values)


def show(session: Session, receipt_id: str, *, actor: str, channel: str, now: datetime) -> None:
    """Write down that a receipt's content was shown."""
    values = {"receipt_id": receipt_id, "actor": actor, "channel": channel, "at": now}
    session.connection().execute(_SHOWING, values)


def get_receipt(session: Session, receipt_id: str) -> Receipt:
    """A receipt by its name, or by the first letters of it where they are enough.

    Raises:
        NotFoundError: there is none.
        ConflictError: the letters fit several.
    """
    wanted = select(Receipt).where(col(Receipt.id).startswith(receipt_id, autoescape=True)).limit(2)
    found = list(session.exec(wanted))
    if not found:
        raise NotFoundError("没有这份回执", where=receipt_id, hint="核对编号")
    if len(found) > 1:
        raise ConflictError("编号过短，对应多份回执", where=receipt_id, hint="多写几位")
    return found[0]


def body_of(receipt: Receipt) -> bytes:
    """A receipt's text, checked against its name.

    Raises:
        ConflictError: it was tampered with.
    """
    try:
        body = zlib.decompress(receipt.body)
    except zlib.error:
        body = b""
    if name_of(body) != receipt.id:
        raise ConflictError("回执内容与其编号不符，已被改动", where=receipt.id, hint="从备份核对")
    return body


def receipts_of(session: Session, subject: str, *, limit: int = 100) -> list[tuple[Receipt, Showing]]:
    """What was shown about an enterprise, the latest first: the receipt with each of its showings."""
    wanted = (
        select(Receipt, Showing)
        .join(Showing, col(Showing.receipt_id) == col(Receipt.id))
        .where(Receipt.subject == subject)
        .order_by(col(Showing.at).desc(), col(Showing.id).desc())
        .limit(limit)
    )
    return [(receipt, showing) for receipt, showing in session.exec(wanted)]


def replay_receipt(session: Session, receipt_id: str) -> Replay:
    """Say again what a receipt says, from the facts inside it.

    Raises:
        NotFoundError: no such receipt.
        ConflictError: the receipt or a version was tampered with.
    """
    return replay(
        body_of(get_receipt(session, receipt_id)), lambda policy, version: _published(session, policy, version)
    )


def replay_receipt_with(session: Session, receipt_id: str, profile: Profile, *, known_on: date) -> Replay:
    """What the receipt would say with other facts: those known today, or those of its day as the store holds them."""
    body = body_of(get_receipt(session, receipt_id))
    return replay_with(body, profile, lambda policy, version: _published(session, policy, version), known_on=known_on)


def receipt_data(receipt: Receipt) -> Plain:
    """The content of a receipt as plain data."""
    from policymatch.registry.receipts import read_body

    return read_body(body_of(receipt), receipt.id)


def _published(session: Session, policy_id: str, version: int) -> Published:
    """A version as it stands there now: its hash is taken anew, so that a changed text shows."""
    row = get_version(session, policy_id, version)
    return Published(content_hash(row.document, row.source_text), read_row(row))
