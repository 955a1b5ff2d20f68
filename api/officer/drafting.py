"""The steps of the officer's work, each with its permission and its line in the audit; pages and JSON share them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from api.auth import Caller, require
from api.officer.schemas import ChecklistShown, DraftFull, DraftShown, FindingShown, PairShown
from api.permissions import Action
from api.presenting import coded
from api.problems import refusal
from api.service import Service
from api.shapes import Coded
from policymatch.conditions import Node
from policymatch.parsing import Parse
from policymatch.registry.drafting import Checklist, DraftState, check_policy_id
from policymatch.registry.lint import Severity
from policymatch.store import drafts
from policymatch.store.audit import record
from policymatch.store.drafts import Change, draft_checklist, editors_of, get_draft, signatures
from policymatch.store.policies import read_cohort
from policymatch.store.tables_policies import Draft


def show_draft(draft: Draft) -> DraftShown:
    """A draft in a list."""
    return DraftShown.model_validate(_head(draft))


def show_whole_draft(draft: Draft) -> DraftFull:
    """A draft with its content."""
    more = {
        "document": json.loads(draft.document), "source_text": draft.source_text, "coverage": json.loads(draft.coverage),
        "warnings": json.loads(draft.warnings), "cohort": json.loads(draft.cohort) if draft.cohort else None, "note": draft.note,
    }  # fmt: skip
    return DraftFull.model_validate(_head(draft) | more)


def stays_of(draft: Draft) -> Node | None:
    """Who stays under the version that the draft supersedes; None: nobody."""
    cohort = read_cohort(draft.cohort)
    return cohort.condition if cohort else None


def _head(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id, "policy_id": draft.policy_id, "title": draft.title, "revision": draft.revision, "department": draft.department,
        "state": Coded(code=draft.state, label=DraftState(draft.state).label), "supersedes": draft.supersedes,
        "editors": list(editors_of(draft)), "updated_at": draft.updated_at, "published_version": draft.published_version,
    }  # fmt: skip


def show_checklist(draft: Draft, found: Checklist) -> ChecklistShown:
    """What stands between a draft and publishing."""
    signed = signatures(draft)
    findings = [
        FindingShown(
            key=key, fault=str(one.fault), blocks=one.severity is Severity.ERROR, where=one.where, message=one.message
        )
        for key, one in found.findings
    ]
    pairs = [
        PairShown(
            key=pair.key,
            item=pair.item,
            limit=pair.limit,
            side=pair.side,
            verdict=coded(pair.verdict),
            right=signed.get(pair.key),
        )
        for pair in found.pairs
    ]
    return ChecklistShown(
        ready=found.ready, obstacles=list(found.obstacles), findings=findings, pairs=pairs, signed=found.signed
    )


def department_for(caller: Caller, wanted: str) -> str:
    """The department of a new draft: the one named, else the account's first.

    Raises:
        HttpProblem: 403 where the account does not work for it, or for none.
    """
    user = require(caller, Action.DRAFT, department=wanted or None)
    department = wanted or next(iter(user.departments), "")
    if not department:
        raise refusal("账户没有所属部门，不能起草", hint="请管理员为账户设置部门")
    return department


def begin(
    session: Session,
    service: Service,
    caller: Caller,
    parsed: Parse,
    *,
    policy_id: str,
    department: str,
    file: str | None = None,
) -> Draft:
    """Begin a draft from a parse."""
    check_policy_id(policy_id)
    _check_owner(session, caller, policy_id)
    coverage = asdict(parsed.coverage) | {
        "share": round(parsed.coverage.share, 4),
        "structured_share": round(parsed.coverage.structured_share, 4),
    }
    draft = drafts.create_draft(
        session, parsed.document, parsed.source.text, policy_id=policy_id, actor=caller.user.login, now=service.now(),
        department=department, coverage=coverage, warnings=parsed.warnings, source_file=file,
    )  # fmt: skip
    _record(session, service, caller, "draft.create", draft)
    return draft


def _check_owner(session: Session, caller: Caller, policy_id: str) -> None:
    """A known policy's next version is its department's own business."""
    from policymatch.store.policies import versions_of

    known = versions_of(session, policy_id)
    if known and known[-1].department:
        require(caller, Action.DRAFT, department=known[-1].department)


def begin_next(session: Session, service: Service, caller: Caller, policy_id: str) -> Draft:
    """Begin the next version of a published policy."""
    department = department_for(caller, "")
    _check_owner(session, caller, policy_id)
    draft = drafts.draft_of_version(
        session, policy_id, actor=caller.user.login, now=service.now(), department=department
    )
    _record(session, service, caller, "draft.create", draft)
    return draft


def open_draft(session: Session, caller: Caller, draft_id: str, action: Action = Action.DRAFT) -> Draft:
    """A draft that the caller may work on.

    Raises:
        NotFoundError: there is none.
        HttpProblem: 403 where it is another department's.
    """
    require(caller, action)
    draft = get_draft(session, draft_id)
    require(caller, action, department=draft.department)
    return draft


Step = Callable[[Session, Change], Draft]


def change(
    session: Session, service: Service, caller: Caller, draft_id: str, revision: int, name: str, step: Step,
    detail: Mapping[str, Any] | None = None,
) -> Draft:  # fmt: skip
    """Take a step with a draft, and record it."""
    open_draft(session, caller, draft_id)
    draft = step(session, Change(draft_id, revision, caller.user.login, service.now()))
    _record(session, service, caller, f"draft.{name}", draft, detail)
    return draft


def publish(
    session: Session,
    service: Service,
    caller: Caller,
    draft_id: str,
    revision: int,
    *,
    overruled: Mapping[str, str],
    comment: str,
) -> Any:
    """Publish a draft as its reviewer, and record it."""
    open_draft(session, caller, draft_id, Action.PUBLISH)
    step = Change(draft_id, revision, caller.user.login, service.now())
    version = drafts.publish_draft(session, step, overruled=overruled, comment=comment)
    detail = {"draft": draft_id, "hash": version.content_hash, "overruled": dict(overruled)}
    target = f"{version.policy_id}/v{version.version}"
    record(session, actor=caller.user.login, action="policy.publish", target=target, detail=detail, now=service.now())
    return version


def check(draft: Draft, service: Service) -> Checklist:
    """What stands between a draft and publishing today."""
    return draft_checklist(draft, as_of=service.today())


def _record(
    session: Session,
    service: Service,
    caller: Caller,
    action: str,
    draft: Draft,
    detail: Mapping[str, Any] | None = None,
) -> None:
    said = {"policy": draft.policy_id, "revision": draft.revision} | dict(detail or {})
    record(session, actor=caller.user.login, action=action, target=draft.id, detail=said, now=service.now())
