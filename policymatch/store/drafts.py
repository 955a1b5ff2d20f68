"""Work on drafts: every change names the revision that was seen, every step leaves a trace."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from policymatch.conditions import read_node
from policymatch.documents import PolicyDocument
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError, StaleError
from policymatch.registry import editing
from policymatch.registry.drafting import Checklist, DraftState, Step, boundary_pairs, checklist, take, write_case
from policymatch.registry.lifecycle import Cohort
from policymatch.registry.lint import Finding
from policymatch.registry.shelf import ShelfPolicy
from policymatch.registry.snapshots import Plain
from policymatch.store.draft_rows import (
    create_draft,
    draft_document,
    draft_of_version,
    editors_of,
    get_draft,
    keep_file,
    list_drafts,
    reviews_of,
    to_json,
)  # fmt: skip
from policymatch.store.policies import newest_number, publish, read_cohort, write_cohort, write_text
from policymatch.store.tables_policies import Draft, PolicyVersion, Review
from policymatch.store.transactions import local_day, take_turns

__all__ = [
    "Change", "add_item", "create_draft", "discard", "draft_checklist", "draft_document", "draft_of_version", "edit_head",
    "edit_item", "editors_of", "get_draft", "keep_file", "list_drafts", "publish_draft", "remove_item", "reviews_of",
    "save_document", "send_back", "set_succession", "sign_pairs", "signatures", "signing_day", "submit", "withdraw",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes which revision of which draft, and when.

    Args:
        draft_id: the draft.
        revision: the one that was seen; another one standing is a ``StaleError``.
        actor: who.
        now: when.
    """

    draft_id: str
    revision: int
    actor: str
    now: datetime


def _step(session: Session, change: Change, step: Step) -> Draft:
    """Take a step in memory: the right revision, a state that allows it, a person who may."""
    draft = session.exec(select(Draft).where(Draft.id == change.draft_id).with_for_update()).one_or_none()
    if draft is None:
        raise NotFoundError("没有这份草稿", where=change.draft_id, hint="可能已被删除，或编号有误")
    if draft.revision != change.revision:
        where = f"第{change.revision}稿，现为第{draft.revision}稿"
        raise StaleError("草稿已被他人修改", where=where, hint="重新打开后再改")
    draft.state = str(take(step, DraftState(draft.state), actor=change.actor, editors=editors_of(draft)))
    return draft


def _changed(session: Session, draft: Draft, change: Change, *, edited: bool = False) -> Draft:
    draft.revision += 1
    draft.updated_at = change.now
    if edited:
        draft.editors = to_json(sorted({*editors_of(draft), change.actor}))
    session.add(draft)
    session.flush()
    return draft


def save_document(session: Session, change: Change, data: Mapping[str, Any]) -> Draft:
    """Put a whole document in the place of the one that stands.

    Raises:
        NotFoundError: no such draft.
        StaleError: somebody changed the draft since that revision.
        ConflictError: it is not open for changes.
        InvalidInputError: the document cannot be read, or a quote is not in the source.
    """
    draft = _step(session, change, Step.EDIT)
    return _save(session, draft, change, editing.replace_document(data, draft.source_text, policy_id=draft.policy_id))


def edit_head(session: Session, change: Change, changes: Mapping[str, Any]) -> Draft:
    """Change title, number, issuers, region or dates; errors as in ``save_document``."""
    draft = _step(session, change, Step.EDIT)
    return _save(session, draft, change, editing.change_head(draft_document(draft), changes))


def edit_item(session: Session, change: Change, item_id: str, changes: Mapping[str, Any]) -> Draft:
    """Change an item's condition, benefits, window, materials, name or stacking; errors as in ``save_document``."""
    draft = _step(session, change, Step.EDIT)
    changed = editing.change_item(draft_document(draft), item_id, changes, draft.source_text)
    return _save(session, draft, change, changed)


def add_item(session: Session, change: Change, data: Mapping[str, Any]) -> Draft:
    """Add an item; errors as in ``save_document``."""
    draft = _step(session, change, Step.EDIT)
    return _save(session, draft, change, editing.add_item(draft_document(draft), data, draft.source_text))


def remove_item(session: Session, change: Change, item_id: str) -> Draft:
    """Remove an item; errors as in ``save_document``."""
    draft = _step(session, change, Step.EDIT)
    return _save(session, draft, change, editing.remove_item(draft_document(draft), item_id))


def _save(session: Session, draft: Draft, change: Change, document: PolicyDocument) -> Draft:
    draft.document = write_text(document)
    draft.title = document.title or draft.policy_id
    return _changed(session, draft, change, edited=True)


def set_succession(session: Session, change: Change, *, cohort: Mapping[str, Any] | None, note: str = "") -> Draft:
    """Say who stays under the version that this one supersedes (新老划断), and what changed.

    Args:
        session: a writing session.
        change: who changes which draft.
        cohort: ``{"condition": …, "until": "YYYY-MM-DD" or null}``; None: nobody stays.
        note: what changed, for the readers.

    Raises:
        InvalidInputError: no condition, or a day that is none.
        ConflictError: there is no older version; else as in ``save_document``.
    """
    draft = _step(session, change, Step.EDIT)
    if cohort is not None and draft.supersedes is None:
        raise ConflictError("首个版本没有可以沿用的旧版", where=draft.policy_id, hint="去掉新老划断")
    draft.cohort = write_cohort(_cohort(cohort)) if cohort is not None else None
    draft.note = note
    return _changed(session, draft, change, edited=True)


def _cohort(data: Mapping[str, Any]) -> Cohort:
    until = data.get("until")
    try:
        return Cohort(read_node(data.get("condition"), where="cohort"), date.fromisoformat(until) if until else None)
    except (TypeError, ValueError):
        raise InvalidInputError(f"“{until}”不是日期", where="cohort.until", hint="写成 YYYY-MM-DD") from None


def sign_pairs(session: Session, change: Change, answers: Mapping[str, bool], *, as_of: date) -> Draft:
    """Confirm or refuse the engine's answer to boundary pairs. Signing is no edit: who signs may still publish.

    Args:
        session: a writing session.
        change: who signs which draft.
        answers: by pair key: True where the answer is right.
        as_of: the day that the pairs were shown for.

    Raises:
        NotFoundError: a key that is none of the draft's pairs; else as in ``save_document``.
    """
    draft = _step(session, change, Step.SIGN)
    known = {pair.key for pair in boundary_pairs(draft_document(draft), as_of)}
    unknown = sorted(answers.keys() - known)
    if unknown:
        raise NotFoundError("没有这个边界样例，规则可能已改", where=unknown[0], hint="重新打开后再签")
    kept = {key: entry for key, entry in json.loads(draft.signed).items() if key in known}
    signed = {key: {"right": right, "by": change.actor, "as_of": as_of.isoformat()} for key, right in answers.items()}
    draft.signed = to_json(kept | signed)
    return _changed(session, draft, change)


def signatures(draft: Draft) -> dict[str, bool]:
    """The answers to boundary pairs, by key."""
    return {key: entry["right"] for key, entry in json.loads(draft.signed).items()}


def signing_day(draft: Draft) -> date | None:
    """The day for which boundary pairs were signed; None where none were."""
    days = {entry["as_of"] for entry in json.loads(draft.signed).values()}
    return date.fromisoformat(max(days)) if days else None


def draft_checklist(
    draft: Draft, *, as_of: date, overruled: Collection[str] = (), extra: Collection[Finding] = ()
) -> Checklist:
    """What stands between a draft and publishing, on a day."""
    document, signed = draft_document(draft), signatures(draft)
    day = signing_day(draft)
    return checklist(
        document, draft.source_text, as_of=as_of, signatures=signed, overruled=overruled, signing_day=day, extra=extra
    )


def submit(session: Session, change: Change, *, comment: str = "") -> Draft:
    """Hand a draft to a second person; errors as in ``save_document``."""
    return _move(session, change, Step.SUBMIT, comment)


def withdraw(session: Session, change: Change, *, comment: str = "") -> Draft:
    """Take a draft back from review; errors as in ``save_document``."""
    return _move(session, change, Step.WITHDRAW, comment)


def send_back(session: Session, change: Change, *, comment: str) -> Draft:
    """Hand a draft back to its authors, with the reason.

    Raises:
        ForbiddenError: the person had a hand in it.
        InvalidInputError: no reason is given; else as in ``save_document``.
    """
    if not comment.strip():
        raise InvalidInputError("退回须写明理由", where="comment", hint="写明要改什么")
    return _move(session, change, Step.SEND_BACK, comment)


def discard(session: Session, change: Change, *, comment: str = "") -> Draft:
    """Give a draft up; it is kept, but nothing more can be done with it."""
    return _move(session, change, Step.DISCARD, comment)


def _move(session: Session, change: Change, step: Step, comment: str) -> Draft:
    draft = _step(session, change, step)
    session.add(_review(change, step, comment, {}))
    return _changed(session, draft, change)


def _review(change: Change, step: Step, comment: str, overruled: Mapping[str, str]) -> Review:
    return Review(
        draft_id=change.draft_id,
        revision=change.revision,
        actor=change.actor,
        decision=str(step),
        comment=comment,
        overruled=to_json(dict(overruled)),
        at=change.now,
    )


def publish_draft(
    session: Session, change: Change, *, overruled: Mapping[str, str] | None = None, comment: str = ""
) -> PolicyVersion:
    """Publish what a second person has reviewed.

    Args:
        session: a writing session.
        change: the reviewer, who had no hand in the draft, and the revision that was reviewed.
        overruled: lint errors that the reviewer lets pass, by key, each with the reason.
        comment: the reviewer's words.

    Raises:
        ForbiddenError: the reviewer had a hand in it.
        ConflictError: something stands in the way, or the policy got another version in the meantime.
        StaleError: the draft was changed since that revision.
    """
    draft = _step(session, change, Step.PUBLISH)
    day = local_day(change.now)
    reasons = {key: reason for key, reason in (overruled or {}).items() if reason.strip()}
    found = draft_checklist(draft, as_of=day, overruled=reasons.keys())
    if not found.ready:
        shown = "；".join(found.obstacles[:5])
        raise ConflictError(f"还不能发布：{shown}", where=draft.title, hint="改正，或由复核人写明理由放行")
    version = _publish(session, draft, found, day)
    session.add(_review(change, Step.PUBLISH, comment, reasons))
    draft.published_version = version.version
    _changed(session, draft, change)
    return version


def _publish(session: Session, draft: Draft, found: Checklist, day: date) -> PolicyVersion:
    # Two drafts of one version could otherwise both find it unpublished, and the second call its twin its own.
    take_turns(session.connection(), f"policy:{draft.policy_id}")
    newest = newest_number(session, draft.policy_id)
    if newest != draft.supersedes:
        hint = "以新版为基础重新起草"
        raise ConflictError(f"起草后该政策已发布第{newest}版", where=draft.policy_id, hint=hint)
    shelf = ShelfPolicy(draft_document(draft), (newest or 0) + 1, draft.source_text, draft.supersedes)
    return publish(
        session,
        shelf,
        recorded_on=day,
        cohort=read_cohort(draft.cohort),
        cases=_cases(draft, found),
        department=draft.department,
        note=draft.note,
    )


def _cases(draft: Draft, found: Checklist) -> list[Plain]:
    entries = json.loads(draft.signed)
    right = (pair for pair in found.pairs if entries.get(pair.key, {}).get("right"))
    return [
        write_case(pair, as_of=date.fromisoformat(entries[pair.key]["as_of"]), signed_by=entries[pair.key]["by"])
        for pair in right
    ]
