"""预算: what is planned for items a year, and what of it is granted and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from policymatch.applications.flow import Actor
from policymatch.applications.rows import from_fen, to_fen
from policymatch.errors import ForbiddenError, InvalidInputError, NotFoundError, StaleError
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.policies import read_row
from policymatch.store.tables_policies import PolicyVersion
from policymatch.store.tables_supervision import Budget
from policymatch.store.transactions import CHINA
from policymatch.supervision.scope import EVERYTHING, Scope, owners, rows, titles

ALL_ITEMS = "*"
ALL_VERSIONS = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an officer sets.

    Args:
        policy_id: the policy.
        year: the budget's year.
        planned: 元.
        item_id: one item, or ``*``: all of them.
        version: one version, or 0: all of them.
        note: where it is written.
        seen: the revision that was seen; 0 for the first.
    """

    policy_id: str
    year: int
    planned: Decimal
    item_id: str = ALL_ITEMS
    version: int = ALL_VERSIONS
    note: str = ""
    seen: int = 0


def set_budget(session: Session, plan: Plan, actor: Actor, *, now: datetime) -> Budget:
    """Set what is planned.

    Raises:
        NotFoundError: no such policy, version or item.
        ForbiddenError: it is another department's policy.
        InvalidInputError: no amount of money, or a year out of range.
        StaleError: somebody else set it in between.
    """
    owner = _check(session, plan, actor)
    row = session.get(Budget, (plan.policy_id, plan.item_id, plan.version, plan.year), with_for_update=True)
    if (row.revision if row else 0) != plan.seen:
        raise StaleError("预算已被他人修改", where=f"{plan.policy_id} {plan.year}", hint="重新读取后再改")
    values = {
        "planned": to_fen(plan.planned), "department": owner, "note": plan.note.strip(), "set_by": actor.login, "set_at": now,
        "revision": plan.seen + 1,
    }  # fmt: skip
    row = row or Budget(
        policy_id=plan.policy_id, item_id=plan.item_id, version=plan.version, year=plan.year, planned=0, department=owner,
        set_by=actor.login, set_at=now,
    )  # fmt: skip
    row.sqlmodel_update(values)
    session.add(row)
    session.flush()
    said = {"year": plan.year, "planned": row.planned, "version": plan.version}
    record(
        session, actor=actor.login, action="budget.set", target=f"{plan.policy_id}/{plan.item_id}", detail=said, now=now
    )
    return row


def _check(session: Session, plan: Plan, actor: Actor) -> str:
    """Check a plan; the department that it is for."""
    owner = owners(session).get(plan.policy_id)
    if owner is None:
        raise NotFoundError("没有这项政策", where=plan.policy_id, hint="用政策列表查找编号")
    if actor.role is not Role.OFFICER or owner not in actor.departments:
        raise ForbiddenError(f"该政策属于{owner}，由其设定预算", where=actor.login, hint="请由其账户操作")
    _check_part(session, plan)
    fen = plan.planned * 100 if plan.planned.is_finite() else Decimal("0.1")
    if fen != fen.to_integral_value() or not 0 <= fen < 10**17:
        raise InvalidInputError("金额无法使用", where="planned", hint="以元为单位，至多两位小数，不为负")
    if not 2000 <= plan.year <= 2100:
        raise InvalidInputError("年度无法使用", where="year", hint="写四位年份")
    return owner


def _check_part(session: Session, plan: Plan) -> None:
    wanted = select(PolicyVersion).where(PolicyVersion.policy_id == plan.policy_id)
    if plan.version != ALL_VERSIONS:
        wanted = wanted.where(PolicyVersion.version == plan.version)
    found = list(session.exec(wanted))
    if not found:
        raise NotFoundError("没有这个版本", where=f"{plan.policy_id}/v{plan.version}", hint="0 表示全部版本")
    if plan.item_id != ALL_ITEMS and not any(read_row(one).item(plan.item_id) for one in found):
        raise NotFoundError("没有这个事项", where=f"{plan.policy_id}/{plan.item_id}", hint="* 表示全部事项")


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget and what of it is used, in 分.

    Args:
        policy_id: the policy.
        title: its title.
        item_id: the item, or ``*``.
        version: the version, or 0.
        year: the year.
        department: whose it is.
        planned: what is planned.
        approved: granted in the year.
        paid: paid in the year.
        asked: what open cases handed in during the year ask at least, not yet decided.
        cases: cases granted in the year.
        revision: of the plan.
    """

    policy_id: str
    title: str
    item_id: str
    version: int
    year: int
    department: str
    planned: int
    approved: int
    paid: int
    asked: int
    cases: int
    revision: int

    @property
    def share(self) -> float | None:
        """The share of the plan that is granted; None where nothing is planned."""
        return round(self.approved / self.planned, 4) if self.planned else None

    @property
    def left(self) -> int:
        """What is not granted yet; negative where more was granted than planned."""
        return self.planned - self.approved

    @property
    def planned_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.planned)

    @property
    def approved_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.approved)

    @property
    def paid_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.paid)

    @property
    def asked_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.asked)

    @property
    def left_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.left)


_THAT = """c.policy_id = :policy AND (:item = '*' OR c.item_id = :item) AND (:version = 0 OR c.version = :version)"""
_GRANTED = f"""
SELECT coalesce(sum(c.approved), 0), count(*) FROM application_case c
WHERE {_THAT} AND c.approved IS NOT NULL AND c.state IN ('approved', 'paid') AND c.decided_at >= :first AND c.decided_at < :last
"""
_ASKED = f"""
SELECT coalesce(sum(c.applied_low), 0) FROM application_case c
WHERE {_THAT} AND c.state IN ('submitted', 'returned', 'accepted', 'reviewed', 'published', 'appealed')
AND c.submitted_at >= :first AND c.submitted_at < :last
"""
_PAID = f"""
SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN application_case c ON c.id = p.case_id
WHERE {_THAT} AND p.paid_on >= :first_day AND p.paid_on <= :last_day
"""


def budget_use(session: Session, *, year: int | None = None, scope: Scope = EVERYTHING) -> list[BudgetUse]:
    """Budgets and their use, by year, department and policy.

    Args:
        session: any session.
        year: of one year; None: of all.
        scope: whose.
    """
    wanted = select(Budget).order_by(
        col(Budget.year).desc(), col(Budget.department), col(Budget.policy_id), col(Budget.item_id)
    )
    if year is not None:
        wanted = wanted.where(Budget.year == year)
    if scope.policy_id is not None:
        wanted = wanted.where(Budget.policy_id == scope.policy_id)
    named = titles(session)
    return [_use(session, one, named) for one in session.exec(wanted) if scope.sees(one.department)]


def _use(session: Session, row: Budget, named: dict[str, str]) -> BudgetUse:
    first, last = (datetime(year, 1, 1, tzinfo=CHINA) for year in (row.year, row.year + 1))
    part = {"policy": row.policy_id, "item": row.item_id, "version": row.version}
    within = part | {"first": _bound(session, first), "last": _bound(session, last)}
    ((approved, cases),) = rows(session, _GRANTED, within)
    ((asked,),) = rows(session, _ASKED, within)
    ((paid,),) = rows(session, _PAID, part | {"first_day": date(row.year, 1, 1), "last_day": date(row.year, 12, 31)})
    return BudgetUse(
        row.policy_id, named.get(row.policy_id, row.policy_id), row.item_id, row.version, row.year, row.department, row.planned,
        int(approved), int(paid), int(asked), int(cases), row.revision,
    )  # fmt: skip


def _bound(session: Session, moment: datetime) -> object:
    """A moment as the database compares it: SQLite keeps moments as text in UTC."""
    from policymatch.store.columns import Instant

    kept = Instant().process_bind_param(moment, session.get_bind().dialect)
    return kept.strftime("%Y-%m-%d %H:%M:%S.%f") if session.get_bind().dialect.name == "sqlite" else kept
