"""The way of a case: its states, who may take which step from where, and why a step is refused. Pure.

The table is data: ``TRANSITIONS``. Everything else follows from it, the list of what is allowed in a refusal too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError
from policymatch.registry.roles import Role


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    APPROVED = "approved"
    PAID = "paid"
    REJECTED = "rejected"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _STATES[self]

    @property
    def closed(self) -> bool:
        """Whether the enterprise may apply anew for the same thing."""
        return self in (CaseState.PAID, CaseState.REJECTED, CaseState.WITHDRAWN)


_STATES = {
    CaseState.DRAFT: "待企业确认", CaseState.SUBMITTED: "待受理", CaseState.RETURNED: "待补正", CaseState.ACCEPTED: "审核中",
    CaseState.REVIEWED: "审核通过", CaseState.PUBLISHED: "公示中", CaseState.APPROVED: "待兑付", CaseState.PAID: "已兑付",
    CaseState.REJECTED: "不予支持", CaseState.APPEALED: "申诉复核中", CaseState.WITHDRAWN: "已撤回",
}  # fmt: skip


class Act(StrEnum):
    """What somebody does with a case."""

    OFFER = "offer"
    SUBMIT = "submit"
    CONFIRM = "confirm"
    ACCEPT = "accept"
    RETURN = "return"
    CORRECT = "correct"
    REVIEW = "review"
    PUBLISH = "publish"
    APPROVE = "approve"
    REJECT = "reject"
    PAY_PART = "pay_part"
    PAY = "pay"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _ACTS[self]


_ACTS = {
    Act.OFFER: "通知可享受",
    Act.SUBMIT: "提交", Act.CONFIRM: "确认享受", Act.ACCEPT: "受理", Act.RETURN: "退回补正", Act.CORRECT: "提交补正", Act.REVIEW: "审核通过",
    Act.PUBLISH: "公示", Act.APPROVE: "批准", Act.REJECT: "不予支持", Act.PAY_PART: "兑付一期", Act.PAY: "兑付完毕", Act.WITHDRAW: "撤回",
    Act.LAPSE: "逾期终止", Act.APPEAL: "申诉", Act.UPHOLD: "维持原决定", Act.OVERTURN: "撤销原决定",
}  # fmt: skip


class Party(StrEnum):
    """On whose side a step lies."""

    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    PAYER = "payer"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _PARTIES[self]


_PARTIES = {Party.ENTERPRISE: "申报企业", Party.DEPARTMENT: "办理部门", Party.PAYER: "兑付部门", Party.SYSTEM: "系统"}


class CaseOrigin(StrEnum):
    """How a case came to be."""

    APPLIED = "applied"
    UNASKED = "unasked"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return "企业申报" if self is CaseOrigin.APPLIED else "免申即享"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the law of the way needs to know of a case.

    Args:
        state: where it stands.
        origin: how it came to be.
        subject: the enterprise's credit code.
        department: who handles it.
        payer: who pays it out.
        returns: how often it was returned.
        appeals: how often it was appealed.
        publicity_ends_on: the last day of its 公示; None where it has none, or the day is not known.
        publicity_needed: whether it must be shown to the public before it is approved.
        decided_by: who rejected it.
    """

    state: CaseState
    origin: CaseOrigin
    subject: str
    department: str
    payer: str
    returns: int = 0
    appeals: int = 0
    publicity_ends_on: date | None = None
    publicity_needed: bool = False
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step.

    Args:
        login: as the audit names him.
        role: his account's; None for the system's own periodic tasks.
        departments: whose cases an officer handles.
        subject: the enterprise that he speaks for.
    """

    login: str
    role: Role | None
    departments: tuple[str, ...] = ()
    subject: str | None = None


SYSTEM = Actor("system", None)
"""The periodic tasks."""

Guard = Callable[[Standing, Actor, date], str | None]
"""Why a step is refused although the state allows it; None where it is not."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table.

    Args:
        act: the step.
        source: from where.
        target: to where.
        party: who takes it.
        reasoned: whether it must say why.
        guards: further conditions.
    """

    act: Act
    source: CaseState
    target: CaseState
    party: Party
    reasoned: bool = False
    guards: tuple[Guard, ...] = ()


def _unasked(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return None if case.origin is CaseOrigin.UNASKED else "不是免申即享的办件，须经申报提交"


def _applied(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return None if case.origin is CaseOrigin.APPLIED else "免申即享的办件只须企业确认"


def _once(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return "已一次性告知过全部需补正的内容，不得再次退回" if case.returns else None


def _first_appeal(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return "已申诉过一次；仍有异议的，可依法申请行政复议或提起行政诉讼" if case.appeals else None


def _no_publicity(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return "该事项须先公示再批准" if case.publicity_needed else None


def _publicity_over(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    if case.publicity_ends_on is None:
        return "公示截止日待历法公布，尚不能确定；可改期公示并写明截止日"
    return f"公示至{case.publicity_ends_on}，期满后才能批准" if today <= case.publicity_ends_on else None


def _somebody_else(case: Standing, actor: Actor, today: date) -> str | None:  # noqa: ARG001
    return "作出原决定的人不能复核申诉" if actor.login == case.decided_by else None


_S, _P = CaseState, Party
TRANSITIONS: tuple[Transition, ...] = (
    Transition(Act.OFFER, _S.DRAFT, _S.DRAFT, _P.SYSTEM, guards=(_unasked,)),
    Transition(Act.SUBMIT, _S.DRAFT, _S.SUBMITTED, _P.ENTERPRISE, guards=(_applied,)),
    Transition(Act.CONFIRM, _S.DRAFT, _S.REVIEWED, _P.ENTERPRISE, guards=(_unasked,)),
    Transition(Act.ACCEPT, _S.SUBMITTED, _S.ACCEPTED, _P.DEPARTMENT),
    Transition(Act.RETURN, _S.SUBMITTED, _S.RETURNED, _P.DEPARTMENT, reasoned=True, guards=(_once,)),
    Transition(Act.CORRECT, _S.RETURNED, _S.SUBMITTED, _P.ENTERPRISE),
    Transition(Act.REVIEW, _S.ACCEPTED, _S.REVIEWED, _P.DEPARTMENT),
    Transition(Act.PUBLISH, _S.REVIEWED, _S.PUBLISHED, _P.DEPARTMENT),
    Transition(Act.PUBLISH, _S.PUBLISHED, _S.PUBLISHED, _P.DEPARTMENT, reasoned=True),
    Transition(Act.APPROVE, _S.REVIEWED, _S.APPROVED, _P.DEPARTMENT, guards=(_no_publicity,)),
    Transition(Act.APPROVE, _S.PUBLISHED, _S.APPROVED, _P.DEPARTMENT, guards=(_publicity_over,)),
    *(Transition(Act.REJECT, state, _S.REJECTED, _P.DEPARTMENT, reasoned=True)
      for state in (_S.SUBMITTED, _S.ACCEPTED, _S.REVIEWED, _S.PUBLISHED)),
    Transition(Act.PAY_PART, _S.APPROVED, _S.APPROVED, _P.PAYER),
    Transition(Act.PAY, _S.APPROVED, _S.PAID, _P.PAYER),
    *(Transition(Act.WITHDRAW, state, _S.WITHDRAWN, _P.ENTERPRISE)
      for state in (_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.ACCEPTED, _S.REVIEWED, _S.PUBLISHED)),
    *(Transition(Act.LAPSE, state, _S.WITHDRAWN, _P.SYSTEM, reasoned=True) for state in (_S.DRAFT, _S.RETURNED)),
    Transition(Act.APPEAL, _S.REJECTED, _S.APPEALED, _P.ENTERPRISE, reasoned=True, guards=(_first_appeal,)),
    Transition(Act.UPHOLD, _S.APPEALED, _S.REJECTED, _P.DEPARTMENT, reasoned=True, guards=(_somebody_else,)),
    Transition(Act.OVERTURN, _S.APPEALED, _S.ACCEPTED, _P.DEPARTMENT, reasoned=True, guards=(_somebody_else,)),
)  # fmt: skip
"""From where to where, who, whether with a reason, and what else must hold."""


def find(act: Act, state: CaseState) -> Transition | None:
    """The line of the table for a step from a state; None where there is none."""
    return next((line for line in TRANSITIONS if line.act is act and line.source is state), None)


def take(act: Act, case: Standing, actor: Actor, *, today: date, reason: str = "") -> Transition:
    """The line of the table by which a step is lawful.

    Args:
        act: the step.
        case: what is known of the case.
        actor: who takes it.
        today: the day.
        reason: what he says why; empty for nothing.

    Raises:
        ForbiddenError: this person may not take it.
        ConflictError: the state, or what else must hold, forbids it; the hint names what is allowed instead.
        InvalidInputError: it must say why, and does not.
    """
    check_party(next(line.party for line in TRANSITIONS if line.act is act), act, case, actor)
    line = find(act, case.state)
    if line is None:
        raise ConflictError(f"办件{case.state.label}，不能{act.label}", where=case.state.value, hint=_instead(case))
    for guard in line.guards:
        refused = guard(case, actor, today)
        if refused is not None:
            raise ConflictError(refused, where=act.label, hint=_instead(case, but=act))
    if line.reasoned and len(reason.strip()) < 2:
        raise InvalidInputError(f"{act.label}须写明理由", where="reason", hint="用一两句话说明，企业会看到")
    return line


def _instead(case: Standing, *, but: Act | None = None) -> str:
    lines = [line for line in TRANSITIONS if line.source is case.state and line.act is not but]
    allowed = [f"{line.act.label}（{line.party.label}）" for line in lines]
    return f"此时可以：{'、'.join(dict.fromkeys(allowed))}" if allowed else "办件已办结，没有可以再做的步骤"


def check_party(party: Party, act: Act, case: Standing, actor: Actor) -> None:
    """Check that somebody stands on the side on which a step lies.

    Raises:
        ForbiddenError: he does not; says who does.
    """
    if party is Party.SYSTEM:
        refused = actor.role is not None
    elif party is Party.ENTERPRISE:
        refused = actor.role is not Role.ENTERPRISE or actor.subject != case.subject
    else:
        refused = actor.role is not Role.OFFICER or _seat(party, case) not in actor.departments
    if refused:
        seat = "" if party in (Party.SYSTEM, Party.ENTERPRISE) else f"（{_seat(party, case)}）"
        raise ForbiddenError(f"“{act.label}”由{party.label}{seat}办理", where=actor.login, hint="请由其账户操作")


def _seat(party: Party, case: Standing) -> str:
    return case.payer if party is Party.PAYER else case.department


def allowed(case: Standing, actor: Actor, *, today: date) -> Iterator[Act]:
    """The steps that somebody may take now, reasons aside."""
    for act in Act:
        try:
            take(act, case, actor, today=today, reason="（待写）")
        except (ConflictError, ForbiddenError):
            continue
        yield act
