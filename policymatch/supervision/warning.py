"""预警: what a department should see to, told once, through the outbox; ended when it is over.

A department gets one message a look, with all that is new in it. Its messages go to its inbox and to the channels of the
subscription of ``department:<name>``; they are sent, tried again and given up by the same worker as all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from policymatch.applications.flow import Actor
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from policymatch.push.messages import Message
from policymatch.push.outbox import new_id
from policymatch.push.subscriptions import INBOX, read_subscription
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_push import OutboxMessage
from policymatch.store.tables_supervision import OversightWarning
from policymatch.store.transactions import writing
from policymatch.supervision.budgets import budget_use
from policymatch.supervision.limits import stuck
from policymatch.supervision.promises import broken_duties
from policymatch.supervision.scope import EVERYTHING, Scope
from policymatch.vocabulary.calendars import WorkingCalendar

BUDGET_STEPS = (Decimal("0.8"), Decimal(1))
"""Shares of a budget at which its department is warned."""
PREFIX = "department:"
_ID = len(new_id(0))


class WarningKind(StrEnum):
    """What is warned of."""

    PASSED = "passed"
    STUCK = "stuck"
    BUDGET = "budget"
    DUTY = "duty"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"passed": "超期", "stuck": "滞留", "budget": "预算", "duty": "承诺"}[self]


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to be seen to.

    Args:
        key: says what of: the same thing has the same key.
        kind: what.
        department: whose.
        words: one sentence.
        case_id: the case; None where it is of none.
    """

    key: str
    kind: WarningKind
    department: str
    words: str
    case_id: str | None = None


def concerns(session: Session, day: date, *, working: WorkingCalendar) -> Iterator[Concern]:
    """All that is to be seen to on a day."""
    for case in stuck(session, day, working=working):
        if case.passed:
            words = f"办件 {case.number}“{case.item}”{case.clock_label}期限 {case.due_on} 已过"
            yield Concern(
                f"passed/{case.case_id}/{case.clock}/{case.due_on}",
                WarningKind.PASSED,
                case.department,
                words,
                case.case_id,
            )
        else:
            words = f"办件 {case.number}“{case.item}”{case.state_label}，自 {case.last_on} 起没有进展"
            yield Concern(
                f"stuck/{case.case_id}/{case.last_on}", WarningKind.STUCK, case.department, words, case.case_id
            )
    for use in budget_use(session, year=day.year):
        reached = [step for step in BUDGET_STEPS if use.planned and use.approved >= step * use.planned]
        if reached:
            name = f"{use.policy_id}/{use.item_id}/{use.version}/{use.year}"
            words = f"《{use.title}》{use.year}年度预算已批 {use.share:.0%}，余 {use.left_yuan} 元"
            yield Concern(f"budget/{name}/{reached[-1]}", WarningKind.BUDGET, use.department, words)
    for duty in broken_duties(session):
        words = f"{duty.enterprise}（办件 {duty.number}）疑似违反“{duty.kind_label}”：{duty.remark}"
        yield Concern(f"duty/{duty.duty_id}/{duty.breached_on}", WarningKind.DUTY, duty.department, words)


@dataclass(frozen=True, slots=True)
class Warned:
    """What a look came to.

    Args:
        fresh: warnings that are new.
        ended: warnings that are over.
        messages: messages written.
    """

    fresh: int = 0
    ended: int = 0
    messages: int = 0

    @property
    def line(self) -> str:
        """In one line; empty where nothing happened."""
        return f"预警：新增 {self.fresh}，解除 {self.ended}，消息 {self.messages}" if self.fresh or self.ended else ""


def warn(
    session: Session, day: date, *, now: datetime, working: WorkingCalendar, channels: Iterable[str] = (INBOX,)
) -> Warned:  # fmt: skip
    """Warn of what is new, and end what is over; the same look again does nothing.

    Args:
        session: a writing session.
        day: the day.
        now: when.
        working: which days are worked.
        channels: those that are on.
    """
    found = {one.key: one for one in concerns(session, day, working=working)}
    rows = {row.key: row for row in session.exec(select(OversightWarning))}
    over = [row for key, row in rows.items() if row.ended_on is None and key not in found]
    for row in over:
        row.ended_on = day
        session.add(row)
    back = [rows[key] for key in found if key in rows and rows[key].ended_on is not None]
    for row in back:
        row.ended_on = None
        session.add(row)
    grouped: dict[str, list[Concern]] = defaultdict(list)
    for key, one in found.items():
        if key not in rows:
            grouped[one.department].append(one)
    messages = sum(_tell(session, name, fresh, day, now, set(channels)) for name, fresh in grouped.items())
    return Warned(sum(map(len, grouped.values())), len(over), messages)


def _tell(session: Session, department: str, fresh: Sequence[Concern], day: date, now: datetime, on: set[str]) -> int:
    subject, made = PREFIX + department, new_id(0)
    names = [INBOX, *(name for name in read_subscription(session, subject).outward if name in on)]
    session.add_all([
        OutboxMessage(
            id=made if name == INBOX else made + name, subject=subject, channel=name, urgent=True, created_at=now, due_at=now
        )
        for name in names
    ])  # fmt: skip
    session.flush()
    session.add_all([
        OversightWarning(
            key=one.key, kind=str(one.kind), department=department, case_id=one.case_id, words=one.words, found_on=day, found_at=now,
            message=made,
        )
        for one in fresh
    ])  # fmt: skip
    session.flush()
    return len(names)


def write_warnings(session: Session, messages: Sequence[str]) -> Mapping[str, Message]:
    """What messages to departments say, by message; those that are none of warnings are left out.

    On other channels than the inbox a message carries the inbox's id with the channel's name behind.
    """
    by_base: dict[str, list[OversightWarning]] = defaultdict(list)
    bases = {one[:_ID] for one in messages}
    for row in session.exec(
        select(OversightWarning).where(col(OversightWarning.message).in_(bases)).order_by(col(OversightWarning.id))
    ):
        by_base[row.message or ""].append(row)
    return {one: _message(by_base[one[:_ID]]) for one in messages if one[:_ID] in by_base}


def _message(found: Sequence[OversightWarning]) -> Message:
    title = f"督查预警：{found[0].department} {len(found)} 项"
    text = "\n".join(f"【{WarningKind(one.kind).label}】{one.words}" for one in found)
    listed = [{"kind": one.kind, "key": one.key, "words": one.words} for one in found]
    return Message(title, text, title, {"department": found[0].department, "warnings": listed})


def look_for_warnings(
    engine: Engine, now: datetime, *, day: date, working: WorkingCalendar, channels: Iterable[str]
) -> str:
    """Warn, as periodic work; what was done in one line."""
    with writing(engine) as session:
        return warn(session, day, now=now, working=working, channels=channels).line


def list_warnings(
    session: Session, *, scope: Scope = EVERYTHING, open_only: bool = True, start: int = 0, size: int = 50
) -> list[OversightWarning]:  # fmt: skip
    """Warnings, the newest first."""
    wanted = select(OversightWarning).order_by(col(OversightWarning.id).desc())
    if scope.departments is not None:
        wanted = wanted.where(col(OversightWarning.department).in_(scope.departments))
    if open_only:
        wanted = wanted.where(col(OversightWarning.ended_on).is_(None))
    return list(session.exec(wanted.offset(start).limit(size)))


def answer(session: Session, warning_id: int, actor: Actor, words: str, *, now: datetime) -> OversightWarning:
    """Say what is done about a warning, once.

    Raises:
        NotFoundError: there is none.
        ForbiddenError: it is another department's.
        ConflictError: it was answered.
        InvalidInputError: nothing is said.
    """
    row = session.get(OversightWarning, warning_id, with_for_update=True)
    if row is None:
        raise NotFoundError("没有这条预警", where=str(warning_id), hint="核对编号")
    if actor.role is not Role.OFFICER or row.department not in actor.departments:
        raise ForbiddenError(f"由{row.department}答复", where=actor.login, hint="请由其账户操作")
    if row.seen_at is not None:
        raise ConflictError("这条预警已答复", where=str(warning_id), hint="处理后会自动解除")
    if len(words.strip()) < 2:
        raise InvalidInputError("须写明处理情况", where="words", hint="用一两句话说明")
    row.seen_by, row.seen_at, row.answer = actor.login, now, words.strip()
    session.add(row)
    session.flush()
    record(session, actor=actor.login, action="warning.answer", target=row.key, detail={"words": row.answer}, now=now)
    return row
