"""The steps of a case, each in one transaction: lawful by the table, written down, its clocks run, audited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from policymatch.applications.duties import begin_duties
from policymatch.applications.flow import Act, Actor, CaseState, take
from policymatch.applications.rows import (
    add_event,
    from_fen,
    get_case,
    guide_of_case,
    run_clocks,
    standing_of,
    to_fen,
    to_json,
)
from policymatch.conditions import leaves
from policymatch.conditions.rendering import render
from policymatch.errors import ConflictError, InvalidInputError, StaleError
from policymatch.profiles import Profile
from policymatch.quantities import render_amount
from policymatch.store.audit import record
from policymatch.store.policies import get_version, read_row
from policymatch.store.tables_applications import ApplicationCase, Payment
from policymatch.store.transactions import local_day
from policymatch.vocabulary.calendars import NotPublished, WorkingCalendar, calendar

REASON_CODES: Mapping[str, str] = {
    "condition": "不符合条件", "materials": "材料不实或不足以证明", "duplicate": "同一项目已获支持", "budget": "资金已用完", "late": "超过申报期限",
    "publicity": "公示期异议成立", "other": "其他",
}  # fmt: skip
"""Why a case is rejected; ``condition`` also names which one."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """Who takes a step with which revision of which case, and when.

    Args:
        case_id: the case.
        revision: the one that was seen; None: whatever stands (periodic tasks alone).
        actor: who.
        day: the day that counts for limits.
        now: when.
        working: the working calendar; None: the one that ships.
    """

    case_id: str
    revision: int | None
    actor: Actor
    day: date
    now: datetime
    working: WorkingCalendar | None = None

    @property
    def calendar(self) -> WorkingCalendar:
        """Which days are worked."""
        return self.working or calendar()


def begin(session: Session, change: CaseChange, act: Act, *, reason: str = "") -> ApplicationCase:
    """A case with which a step may be taken, locked, at the revision that was seen.

    Raises:
        NotFoundError: there is none.
        StaleError: somebody changed it in between.
        ForbiddenError: this person may not; else as ``flow.take``.
    """
    row = get_case(session, change.case_id, lock=True)
    if change.revision is not None and row.revision != change.revision:
        where = f"第{change.revision}次改动后，现为第{row.revision}次"
        raise StaleError("办件已由他人办理", where=where, hint="重新读取后再办")
    take(act, standing_of(row), change.actor, today=change.day, reason=reason)
    return row


def move(
    session: Session, row: ApplicationCase, change: CaseChange, act: Act, *, reason: str = "", detail: Mapping[str, Any] | None = None
) -> ApplicationCase:  # fmt: skip
    """Take a lawful step with a row in hand; errors as ``flow.take``."""
    source = CaseState(row.state)
    line = take(act, standing_of(row), change.actor, today=change.day, reason=reason)
    row.state = str(line.target)
    row.revision += 1
    if line.target.closed:
        row.open_key, row.closed_at = None, change.now
    add_event(session, row, act, source, change.actor, day=change.day, now=change.now, reason=reason, detail=detail)
    run_clocks(session, row, change.calendar, today=change.day)
    said = {"number": row.number, "from": str(source), "to": row.state} | ({"reason": reason} if reason else {})
    record(session, actor=change.actor.login, action=f"case.{act}", target=row.id, detail=said, now=change.now)
    return row


def accept(session: Session, change: CaseChange, *, comment: str = "") -> ApplicationCase:
    """受理. Errors as ``begin`` and ``flow.take``."""
    row = begin(session, change, Act.ACCEPT)
    row.accepted_at, row.missing = change.now, "[]"
    return move(session, row, change, Act.ACCEPT, reason=comment)


def send_back(session: Session, change: CaseChange, missing: Sequence[str]) -> ApplicationCase:
    """退回补正: everything that is missing, told once (一次性告知).

    Raises:
        InvalidInputError: nothing is named.
        ConflictError: it was returned before, or cannot be from where it stands.
    """
    named = [one.strip() for one in missing if one.strip()]
    row = begin(session, change, Act.RETURN, reason="；".join(named))
    row.missing, row.returned_at = to_json(named), change.now
    move(session, row, change, Act.RETURN, reason="；".join(named), detail={"missing": named})
    row.returns += 1
    session.flush()
    return row


def review(session: Session, change: CaseChange, *, comment: str = "") -> ApplicationCase:
    """审核通过. Errors as ``begin`` and ``flow.take``."""
    row = begin(session, change, Act.REVIEW)
    row.reviewed_at = change.now
    return move(session, row, change, Act.REVIEW, reason=comment)


def publish(session: Session, change: CaseChange, *, ends_on: date | None = None, reason: str = "") -> ApplicationCase:
    """公示: show the decision to the public for as many working days as the guide has.

    Args:
        session: a writing session.
        change: who, when.
        ends_on: its last day, where the officer sets it; None: by the guide and the calendar.
        reason: needed where a 公示 that runs is given another last day.

    Raises:
        InvalidInputError: the day is too early, or no time is set.
    """
    row = begin(session, change, Act.PUBLISH, reason=reason)
    days = guide_of_case(row).publicity_days
    least = change.calendar.working_days_after(change.day, days)
    if ends_on is None and days == 0:
        raise InvalidInputError("办事指南没有设公示时间", where="ends_on", hint="写明公示截止日，或直接批准")
    if ends_on is not None and (ends_on <= change.day or (not isinstance(least, NotPublished) and ends_on < least)):
        raise InvalidInputError(f"公示须满{days}个工作日", where="ends_on", hint=f"不早于 {least}")
    ends = ends_on or (None if isinstance(least, NotPublished) else least)
    row.publicity_ends_on, row.published_at = ends, change.now
    detail = {"publicity_ends_on": ends.isoformat()} if ends else {"waits_for": str(least)}
    return move(session, row, change, Act.PUBLISH, reason=reason, detail=detail)


def approve(
    session: Session, change: CaseChange, amount: Decimal, *, profile: Profile, reason: str = ""
) -> ApplicationCase:
    """批准 an amount in 元; what the enterprise promised for later begins to run.

    Raises:
        InvalidInputError: no amount of money, or more than the rule grants without a reason.
    """
    row = begin(session, change, Act.APPROVE)
    fen = _money(amount, "amount", least=0)
    if row.applied_high is not None and fen > row.applied_high and len(reason.strip()) < 2:
        most = render_amount(from_fen(row.applied_high))
        raise InvalidInputError(f"高于按政策计算的上限 {most}", where="amount", hint="核对金额，或写明理由")
    row.approved, row.decided_at, row.decided_by = fen, change.now, change.actor.login
    row.reason_code = row.reason = row.reason_condition = ""
    begin_duties(session, row, profile, day=change.day)
    return move(session, row, change, Act.APPROVE, reason=reason, detail={"amount": fen})


def _money(amount: Decimal, where: str, *, least: int) -> int:
    if (
        not amount.is_finite()
        or amount * 100 != (amount * 100).to_integral_value()
        or not least <= amount * 100 < 10**16
    ):
        raise InvalidInputError("金额无法使用", where=where, hint="以元为单位，至多两位小数，不为负")
    return to_fen(amount)


def reject(session: Session, change: CaseChange, *, code: str, reason: str, condition: str = "") -> ApplicationCase:
    """不予支持, with its reason; the condition that is not met is named where that is the reason.

    Raises:
        InvalidInputError: no such code, or a condition that the item does not have.
    """
    row = begin(session, change, Act.REJECT, reason=reason)
    if code not in REASON_CODES:
        hint = "可用：" + "、".join(f"{key}（{label}）" for key, label in REASON_CODES.items())
        raise InvalidInputError(f"没有理由代码“{code}”", where="code", hint=hint)
    if code == "condition":
        _check_condition(session, row, condition)
    row.reason_code, row.reason, row.reason_condition = code, reason.strip(), condition
    row.decided_at, row.decided_by = change.now, change.actor.login
    detail = {"code": code, "label": REASON_CODES[code], "condition": condition}
    return move(session, row, change, Act.REJECT, reason=reason, detail=detail)


def conditions_of(session: Session, row: ApplicationCase) -> list[str]:
    """The conditions of a case's item, each in words."""
    item = read_row(get_version(session, row.policy_id, row.version)).item(row.item_id)
    return list(dict.fromkeys(render(leaf) for leaf in leaves(item.condition))) if item else []


def _check_condition(session: Session, row: ApplicationCase, condition: str) -> None:
    known = conditions_of(session, row)
    if condition not in known:
        raise InvalidInputError(
            "须写明不符合哪一项条件", where="condition", hint=f"取办件所列条件之一，如：{'；'.join(known[:3])}"
        )


def pay(session: Session, change: CaseChange, amount: Decimal, *, paid_on: date, reference: str) -> ApplicationCase:
    """兑付 one instalment in 元; the case is closed with the last one.

    Raises:
        InvalidInputError: no amount, a day that has not come, no reference.
        ConflictError: more than was approved, or the same reference again.
    """
    row = begin(session, change, Act.PAY)
    approved, fen = row.approved or 0, _money(amount, "amount", least=0 if not row.approved else 1)
    if paid_on > change.day or not reference.strip():
        raise InvalidInputError("须写明已支付的日期与凭证号", where="reference", hint="支付后再登记")
    act = Act.PAY if row.paid + fen >= approved else Act.PAY_PART
    if row.paid + fen > approved:
        left = render_amount(from_fen(approved - row.paid))
        raise ConflictError("超出批准的金额", where="amount", hint=f"尚可兑付 {left}")
    number = _instalment(session, row, reference.strip())
    session.add(
        Payment(case_id=row.id, number=number, amount=fen, paid_on=paid_on, reference=reference.strip(), actor=change.actor.login, at=change.now)
    )  # fmt: skip
    row.paid += fen
    row.paid_at = change.now
    detail = {"number": number, "amount": fen, "paid_on": paid_on.isoformat(), "reference": reference.strip()}
    return move(session, row, change, act, detail=detail)


def _instalment(session: Session, row: ApplicationCase, reference: str) -> int:
    before = payments_of(session, row.id)
    if any(one.reference == reference for one in before):
        raise ConflictError("这张凭证已登记过", where=reference, hint="核对凭证号，不要重复登记")
    return len(before) + 1


def payments_of(session: Session, case_id: str) -> list[Payment]:
    """What was paid out, in order."""
    return list(session.exec(select(Payment).where(Payment.case_id == case_id).order_by(Payment.number)))  # type: ignore[arg-type]


def withdraw(session: Session, change: CaseChange, *, reason: str = "") -> ApplicationCase:
    """撤回. Errors as ``begin`` and ``flow.take``."""
    return move(session, begin(session, change, Act.WITHDRAW), change, Act.WITHDRAW, reason=reason)


def appeal(session: Session, change: CaseChange, *, reason: str) -> ApplicationCase:
    """申诉 against a rejection, once, within the days that the guide has.

    Raises:
        ConflictError: too late, or the enterprise has applied anew in between.
    """
    row = begin(session, change, Act.APPEAL, reason=reason)
    days = guide_of_case(row).appeal_days
    last = local_day(row.closed_at or change.now) + timedelta(days=days)
    if change.day > last:
        raise ConflictError(
            f"申诉须在{days}日内提出，已于{last}截止", where="appeal", hint="可依法申请行政复议或提起行政诉讼"
        )
    move(session, row, change, Act.APPEAL, reason=reason)
    row.appeals += 1
    row.open_key, row.closed_at = _free_key(session, row), None
    session.flush()
    return row


def _free_key(session: Session, row: ApplicationCase) -> str:
    key = f"{row.subject}:{row.policy_id}/{row.item_id}"
    other = session.exec(select(ApplicationCase.number).where(ApplicationCase.open_key == key)).first()
    if other:
        raise ConflictError(f"同一事项已另有在办的办件 {other}", where=row.number, hint="先撤回另一办件，再申诉")
    return key


def uphold(session: Session, change: CaseChange, *, reason: str) -> ApplicationCase:
    """维持原决定 on appeal, by somebody else than who decided. Errors as ``begin`` and ``flow.take``."""
    row = begin(session, change, Act.UPHOLD, reason=reason)
    return move(session, row, change, Act.UPHOLD, reason=reason)


def overturn(session: Session, change: CaseChange, *, reason: str) -> ApplicationCase:
    """撤销原决定 on appeal: the case is handled anew. Errors as ``begin`` and ``flow.take``."""
    row = begin(session, change, Act.OVERTURN, reason=reason)
    move(session, row, change, Act.OVERTURN, reason=reason)
    row.reason_code = row.reason = row.reason_condition = row.decided_by = ""
    row.decided_at, row.publicity_ends_on = None, None
    session.flush()
    return row


def missing_of(row: ApplicationCase) -> list[str]:
    """What a case was returned for."""
    return [str(one) for one in json.loads(row.missing)]
