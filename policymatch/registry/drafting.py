"""How a draft becomes a version: who may take which step, and what stands in the way. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policymatch.decisions import Verdict
from policymatch.documents import PolicyDocument
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError
from policymatch.registry.boundaries import boundary_cases, profile_of
from policymatch.registry.lint import Finding, Severity, lint
from policymatch.registry.snapshots import Plain, canonical, write_profile

POLICY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return STATES[self]


class Step(StrEnum):
    """What can be done with a draft."""

    EDIT = "edit"
    SIGN = "sign"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    DISCARD = "discard"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return STEPS[self]


STATES = {
    DraftState.DRAFT: "起草中",
    DraftState.IN_REVIEW: "待复核",
    DraftState.PUBLISHED: "已发布",
    DraftState.DISCARDED: "已作废",
}
STEPS = {
    Step.EDIT: "修改",
    Step.SIGN: "签署边界样例",
    Step.SUBMIT: "提交复核",
    Step.WITHDRAW: "撤回",
    Step.SEND_BACK: "退回",
    Step.PUBLISH: "发布",
    Step.DISCARD: "作废",
}
ALLOWED = {
    (DraftState.DRAFT, Step.EDIT): DraftState.DRAFT,
    (DraftState.DRAFT, Step.SIGN): DraftState.DRAFT,
    (DraftState.DRAFT, Step.SUBMIT): DraftState.IN_REVIEW,
    (DraftState.DRAFT, Step.DISCARD): DraftState.DISCARDED,
    (DraftState.IN_REVIEW, Step.SIGN): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Step.WITHDRAW): DraftState.DRAFT,
    (DraftState.IN_REVIEW, Step.SEND_BACK): DraftState.DRAFT,
    (DraftState.IN_REVIEW, Step.PUBLISH): DraftState.PUBLISHED,
}
BY_ANOTHER = frozenset({Step.SEND_BACK, Step.PUBLISH})
"""Steps that take a second person: nobody who had a hand in the draft."""


def possible(state: DraftState) -> tuple[Step, ...]:
    """The steps that can be taken from a state, by somebody."""
    return tuple(step for known, step in ALLOWED if known is state)


def take(step: Step, state: DraftState, *, actor: str, editors: Collection[str]) -> DraftState:
    """The state after a step.

    Args:
        step: what somebody wants to do.
        state: where the draft stands.
        actor: who.
        editors: who had a hand in the draft.

    Raises:
        ConflictError: the state does not allow the step.
        ForbiddenError: it takes a second person.
    """
    after = ALLOWED.get((state, step))
    if after is None:
        can = "、".join(option.label for option in possible(state)) or "无"
        raise ConflictError(f"{state.label}的草稿不能{step.label}", where="草稿", hint=f"可以：{can}")
    if step in BY_ANOTHER and actor in editors:
        raise ForbiddenError(
            f"{step.label}须由第二人办理：{actor} 参与过起草", where="草稿", hint="请未参与起草的同事复核"
        )
    return after


def check_policy_id(policy_id: str) -> str:
    """A policy's id as it may stand in addresses and files.

    Raises:
        InvalidInputError: it is none.
    """
    if not POLICY_ID.fullmatch(policy_id) or len(policy_id) > LONGEST_ID:
        raise InvalidInputError(
            f"政策编号“{policy_id}”不合规", where="policy_id", hint="小写字母、数字与短横线，如 nanhu-srdi-2025"
        )
    return policy_id


@dataclass(frozen=True, slots=True)
class BoundaryPair:
    """One enterprise beside a limit, for the officer to sign.

    Args:
        key: the same for the same item, limit, side and facts: a signature falls away when any of them changes.
        item_id: the item.
        item: its name.
        limit: the limit in words.
        side: 低于, 等于, 高于; 前一天, 当天, 后一天.
        enterprise: its facts in plain form (``snapshots``).
        verdict: what the engine answers.
    """

    key: str
    item_id: str
    item: str
    limit: str
    side: str
    enterprise: Plain
    verdict: Verdict


def boundary_pairs(document: PolicyDocument, as_of: date) -> list[BoundaryPair]:
    """The pairs of every limit of every item."""
    return [pair for item in document.items for pair in _pairs(document, item.id, as_of)]


def _pairs(document: PolicyDocument, item_id: str, as_of: date) -> Iterator[BoundaryPair]:
    item = document.item(item_id)
    assert item is not None
    for case in boundary_cases(item.condition, as_of):
        enterprise = write_profile(profile_of(dict(case.facts), item.condition, as_of))
        said = canonical([item.id, case.limit, case.side, enterprise, str(case.verdict), as_of.isoformat()])
        key = hashlib.sha256(said.encode()).hexdigest()[:16]
        yield BoundaryPair(key, item.id, item.name, case.limit, case.side, enterprise, case.verdict)


def write_case(pair: BoundaryPair, *, as_of: date, signed_by: str) -> Plain:
    """A signed pair as a case of the version."""
    return {
        "key": pair.key, "item": pair.item_id, "limit": pair.limit, "side": pair.side, "as_of": as_of.isoformat(),
        "enterprise": pair.enterprise, "verdict": str(pair.verdict), "signed_by": signed_by,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checklist:
    """What stands between a draft and publishing.

    Args:
        findings: of the lint, each with its key.
        pairs: all boundary pairs.
        signed: how many the officer confirmed.
        refused: those whose answer the officer refused: the rule must be mended.
        obstacles: why it cannot be published yet, in Chinese; empty where it can.
    """

    findings: tuple[tuple[str, Finding], ...]
    pairs: tuple[BoundaryPair, ...]
    signed: int
    refused: tuple[BoundaryPair, ...]
    obstacles: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles


def finding_key(finding: Finding) -> str:
    """The name of a finding: the same as long as the same is wrong at the same place."""
    return hashlib.sha256(canonical([finding.fault, finding.where, finding.message]).encode()).hexdigest()[:16]


def checklist(
    document: PolicyDocument,
    source_text: str,
    *,
    as_of: date,
    signatures: Mapping[str, bool],
    overruled: Collection[str] = (),
    signing_day: date | None = None,
    extra: Collection[Finding] = (),
) -> Checklist:
    """What stands between a draft and publishing.

    Args:
        document: the draft.
        source_text: its words.
        as_of: the day of the check.
        signatures: the officer's answers to boundary pairs, by key.
        overruled: keys of errors that the reviewer overrules with a reason.
        signing_day: the day that the pairs are decided for; None: the check's.
        extra: findings from elsewhere, such as of the basis or of the profiles.
    """
    findings = tuple((finding_key(found), found) for found in (*lint(document, source_text, as_of=as_of), *extra))
    pairs = tuple(boundary_pairs(document, signing_day or as_of))
    refused = tuple(pair for pair in pairs if signatures.get(pair.key) is False)
    signed = sum(signatures.get(pair.key) is True for pair in pairs)
    obstacles = tuple(_obstacles(document, findings, refused, overruled))
    return Checklist(findings, pairs, signed, refused, obstacles)


def _obstacles(
    document: PolicyDocument, findings: Collection[tuple[str, Finding]], refused: Collection[BoundaryPair],
    overruled: Collection[str],
) -> Iterator[str]:  # fmt: skip
    if not document.title:
        yield "没有标题"
    if not document.items:
        yield "没有任何事项"
    if not (document.valid_from or document.published_on):
        yield "没有施行日期或发文日期"
    for key, found in findings:
        if found.severity is Severity.ERROR and key not in overruled:
            yield f"{found.fault}（{found.where}）：{found.message}"
    for pair in refused:
        yield f"边界样例被否（{pair.item}）：{pair.limit}，{pair.side}"
