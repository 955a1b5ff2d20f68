"""Drafts as rows: begun from a parse or from the newest version, found, listed, read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from policymatch.documents import PolicyDocument, read_document
from policymatch.errors import NotFoundError
from policymatch.registry.drafting import DraftState, check_policy_id
from policymatch.store.policies import get_version, newest_number, read_row, write_text
from policymatch.store.tables_policies import Draft, Review, SourceFile


def keep_file(session: Session, *, name: str, content: bytes, media_type: str = "") -> str:
    """Keep an original as it was handed in; the same content twice is kept once.

    Returns:
        Its digest.
    """
    digest = hashlib.sha256(content).hexdigest()
    if session.get(SourceFile, digest) is None:
        session.add(SourceFile(digest=digest, name=name, media_type=media_type, content=content))
        session.flush()
    return digest


def create_draft(
    session: Session,
    document: PolicyDocument,
    source_text: str,
    *,
    policy_id: str,
    actor: str,
    now: datetime,
    department: str = "",
    coverage: Mapping[str, Any] | None = None,
    warnings: Sequence[str] = (),
    source_file: str | None = None,
) -> Draft:
    """Begin a draft from a parse.

    Args:
        session: a writing session.
        document: what the parser, or a person, made of the text.
        source_text: the words that every quote comes from.
        policy_id: what the policy is called; the next version of a known policy where it is one.
        actor: who begins it.
        now: when.
        department: whose policy it is.
        coverage: the parser's figures in plain form.
        warnings: the parser's, in Chinese.
        source_file: digest of the original, from ``keep_file``.

    Raises:
        InvalidInputError: the id is none.
    """
    check_policy_id(policy_id)
    draft = Draft(
        id=uuid4().hex,
        policy_id=policy_id,
        state=str(DraftState.DRAFT),
        title=document.title or policy_id,
        department=department,
        document=write_text(replace(document, id=policy_id)),
        source_text=source_text,
        source_file=source_file,
        coverage=to_json(coverage or {}),
        warnings=to_json(list(warnings)),
        supersedes=newest_number(session, policy_id),
        editors=to_json([actor]),
        created_at=now,
        updated_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def draft_of_version(
    session: Session, policy_id: str, *, actor: str, now: datetime, department: str | None = None
) -> Draft:
    """Begin the next version of a policy from its newest one.

    Raises:
        NotFoundError: no such policy.
    """
    row = get_version(session, policy_id)
    owner = row.department if department is None else department
    return create_draft(
        session, read_row(row), row.source_text, policy_id=policy_id, actor=actor, now=now, department=owner
    )


def get_draft(session: Session, draft_id: str) -> Draft:
    """A draft by its id.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Draft, draft_id)
    if found is None:
        raise NotFoundError("没有这份草稿", where=draft_id, hint="可能已被删除，或编号有误")
    return found


def list_drafts(
    session: Session, *, states: Collection[DraftState] = (), departments: Collection[str] | None = None,
    limit: int = 100, offset: int = 0,
) -> list[Draft]:  # fmt: skip
    """Drafts, the latest change first; of some states, of some departments (None: of all)."""
    wanted = select(Draft).order_by(col(Draft.updated_at).desc(), col(Draft.id)).limit(limit).offset(offset)
    if states:
        wanted = wanted.where(col(Draft.state).in_([str(state) for state in states]))
    if departments is not None:
        wanted = wanted.where(col(Draft.department).in_(list(departments)))
    return list(session.exec(wanted))


def draft_document(draft: Draft) -> PolicyDocument:
    """The document as it stands."""
    return read_document(json.loads(draft.document), where=f"草稿 {draft.id}")


def editors_of(draft: Draft) -> tuple[str, ...]:
    """Who had a hand in it, none of whom may publish it."""
    return tuple(json.loads(draft.editors))


def reviews_of(session: Session, draft_id: str) -> list[Review]:
    """What was decided about a draft, the oldest first."""
    return list(session.exec(select(Review).where(Review.draft_id == draft_id).order_by(col(Review.id))))


def to_json(data: object) -> str:
    """The JSON text of plain data, keys in order."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
