"""Answers to writing requests, so that a request sent twice does its work once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from policymatch.errors import ConflictError
from policymatch.store.tables_service import IdempotencyKey

KEPT = timedelta(days=7)
"""For how long an answer is remembered."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What a request was answered with."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def remembered(session: Session, actor: str, key: str, request_digest: str) -> StoredAnswer | None:
    """The answer that this request got before; None where it is new.

    Raises:
        ConflictError: the key was used for another request.
    """
    row = session.get(IdempotencyKey, (actor, key))
    if row is None:
        return None
    if row.request_digest != request_digest:
        raise ConflictError("幂等键已用于另一个请求", where=f"Idempotency-Key: {key}", hint="每个请求用新的幂等键")
    return StoredAnswer(row.status, row.media_type, row.body, json.loads(row.headers))


def remember(
    session: Session, actor: str, key: str, request_digest: str, answer: StoredAnswer, *, now: datetime
) -> None:
    """Keep an answer, in the transaction of the work that it tells of.

    Of two equal requests at once the database lets one through; the other fails, asks again and finds the answer.
    """
    session.add(
        IdempotencyKey(
            actor=actor,
            key=key,
            request_digest=request_digest,
            status=answer.status,
            media_type=answer.media_type,
            headers=json.dumps(dict(answer.headers)),
            body=answer.body,
            at=now,
        )
    )
    session.flush()


def forget_old(session: Session, *, now: datetime) -> int:
    """Drop what was kept for longer than ``KEPT``; how many."""
    return int(session.connection().execute(delete(IdempotencyKey).where(col(IdempotencyKey.at) < now - KEPT)).rowcount)
