"""Duties after an award (N年不迁出, 不减资 …): begun when it is approved, watched against shared data until they end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from policymatch.applications.flow import Actor
from policymatch.applications.guides import DutyKind, DutyRule
from policymatch.applications.rows import guide_of_case
from policymatch.conditions import Node, Op, Test, read_node, write_node
from policymatch.decisions.decide import decide
from policymatch.decisions.explain import deciding, missing
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from policymatch.profiles import Column, Profile, read
from policymatch.profiles.readings import add_years
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_applications import ApplicationCase, Duty


class DutyState(StrEnum):
    """How a duty stands."""

    ACTIVE = "active"
    BREACHED = "breached"
    FULFILLED = "fulfilled"
    RELEASED = "released"
    CLAWED_BACK = "clawed_back"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _STATES[self]


_STATES = {
    DutyState.ACTIVE: "履行中", DutyState.BREACHED: "疑似违反", DutyState.FULFILLED: "已届满", DutyState.RELEASED: "核查未违反",
    DutyState.CLAWED_BACK: "已决定追回",
}  # fmt: skip

_REGIONS = {
    DutyKind.STAY_REGISTERED: "registered_region", DutyKind.STAY_TAXED: "tax_region", DutyKind.STAY_OPERATING: "operating_region",
}  # fmt: skip
PROMISED_YEARS = "investment_period_years"
"""The field in which an enterprise declares for how long it will not move away."""


def begin_duties(session: Session, row: ApplicationCase, profile: Profile, *, day: date) -> list[Duty]:
    """Write down what an award brings with it, with what is to be watched from now on."""
    made = [_duty(row, rule, profile, day) for rule in rules_of(row)]
    known = {one.kind for one in session.exec(select(Duty).where(Duty.case_id == row.id))}
    session.add_all([one for one in made if one.kind not in known])
    session.flush()
    return made


def rules_of(row: ApplicationCase) -> tuple[DutyRule, ...]:
    """The duties of a case: its guide's, and what the enterprise promised in the form, the longer of both."""
    rules = {rule.kind: rule for rule in guide_of_case(row).duties}
    promised = json.loads(row.answers).get(PROMISED_YEARS)
    if isinstance(promised, int | float) and promised >= 1:
        years = int(promised)
        before = rules.get(DutyKind.STAY_REGISTERED)
        if before is None or before.years < years:
            rules[DutyKind.STAY_REGISTERED] = DutyRule(
                DutyKind.STAY_REGISTERED, years, f"企业在申报中承诺{years}年不迁出"
            )
    return tuple(rules.values())


def _duty(row: ApplicationCase, rule: DutyRule, profile: Profile, day: date) -> Duty:
    watched = _watched(rule.kind, row.region, profile, day)
    return Duty(
        case_id=row.id, subject=row.subject, department=row.department, kind=str(rule.kind), words=rule.words,
        condition=None if watched is None else json.dumps(write_node(watched), ensure_ascii=False), begins_on=day,
        ends_on=add_years(day, rule.years), state=str(DutyState.ACTIVE),
        remark="" if watched is not None else "没有可以自动核查的数据，由部门核查",
    )  # fmt: skip


def _watched(kind: DutyKind, region: str | None, profile: Profile, day: date) -> Node | None:
    """The condition that holds as long as the duty is kept; None where shared data cannot tell."""
    if kind in _REGIONS:
        field = _REGIONS[kind]
        place = region if region and region != "100000" else _one(profile, field, day)
        return Test(field, Op.IN, (str(place),)) if place else None
    if kind is DutyKind.KEEP_CAPITAL:
        capital = _one(profile, "registered_capital", day)
        return Test("registered_capital", Op.GE, capital) if isinstance(capital, Decimal) else None
    if kind is DutyKind.KEEP_REGISTRATION:
        status = _one(profile, "registration_status", day)
        return Test("registration_status", Op.IN, (str(status),)) if status else None
    return None


def _one(profile: Profile, field: str, day: date) -> object:
    """The one value on which all sources agree; None where they do not, or none states it."""
    found = read(profile, Column(field), day)
    return found.candidates[0] if len(found.candidates) == 1 else None


def watch(
    session: Session, profiles: Mapping[str, Profile], *, day: date, now: datetime, actor: str = "system"
) -> list[Duty]:
    """Look at every duty that runs; those that are found broken now.

    A breach is only what shared data surely say; where they do not say, the duty runs on and the remark says so. A breach
    that came and went between two looks is not seen.

    Args:
        session: a writing session.
        profiles: what is known of the enterprises; one that is left out is not looked at.
        day: the day.
        now: when.
        actor: for the audit.
    """
    broken = []
    for duty in running(session, profiles):
        if duty.ends_on < day:
            duty.state, duty.remark = str(DutyState.FULFILLED), f"{duty.ends_on}届满，期间未见违反"
        elif _look(duty, profiles[duty.subject], day):
            broken.append(duty)
        session.add(duty)
    session.flush()
    for duty in broken:
        said = {"case": duty.case_id, "kind": duty.kind, "remark": duty.remark}
        record(session, actor=actor, action="duty.breach", target=str(duty.id), detail=said, now=now)
    return broken


def running(session: Session, subjects: Iterable[str] | None = None) -> list[Duty]:
    """The duties that run, of some enterprises or (None) of all, by their end."""
    wanted = select(Duty).where(Duty.state == str(DutyState.ACTIVE)).order_by(col(Duty.ends_on), col(Duty.id))
    return list(session.exec(wanted if subjects is None else wanted.where(col(Duty.subject).in_(tuple(subjects)))))


def _look(duty: Duty, profile: Profile, day: date) -> bool:
    """Whether a duty is surely broken on a day."""
    duty.checked_on = day
    if duty.condition is None:
        return False
    decision = decide(read_node(json.loads(duty.condition)), profile, day)
    if decision.truth is False:
        duty.state, duty.breached_on = str(DutyState.BREACHED), day
        duty.remark = "；".join(reason.line for reason in deciding(decision))
        return True
    duty.remark = "" if decision.truth else "；".join(reason.line for reason in missing(decision))
    return False


def settle(session: Session, duty_id: int, state: DutyState, *, actor: Actor, reason: str, now: datetime) -> Duty:
    """An officer's finding on a duty that looks broken: it is not (and runs on no more), or the money is claimed back.

    Raises:
        NotFoundError: there is none.
        ForbiddenError: it is another department's.
        ConflictError: it does not look broken.
        InvalidInputError: another state, or no reason.
    """
    duty = session.get(Duty, duty_id, with_for_update=True)
    if duty is None:
        raise NotFoundError("没有这项承诺", where=str(duty_id), hint="核对编号")
    if actor.role is not Role.OFFICER or duty.department not in actor.departments:
        raise ForbiddenError(f"由{duty.department}核查", where=actor.login, hint="请由其账户操作")
    if duty.state != str(DutyState.BREACHED):
        raise ConflictError(
            f"该承诺{DutyState(duty.state).label}，无须核查", where=str(duty_id), hint="只核查疑似违反的"
        )
    if state not in (DutyState.ACTIVE, DutyState.RELEASED, DutyState.CLAWED_BACK) or len(reason.strip()) < 2:
        raise InvalidInputError(
            "须写明核查结论与理由", where="state", hint="active 继续履行、released 未违反、clawed_back 追回"
        )
    duty.state, duty.settled_by = str(state), actor.login
    duty.remark = f"{duty.remark}；核查：{reason.strip()}"
    session.add(duty)
    session.flush()
    record(session, actor=actor.login, action=f"duty.{state}", target=str(duty.id), detail={"reason": reason}, now=now)
    return duty


def list_duties(
    session: Session, *, departments: Iterable[str] | None = None, subject: str | None = None, states: Iterable[DutyState] = (),
    limit: int = 100, offset: int = 0,
) -> list[Duty]:  # fmt: skip
    """Duties, the broken ones first, then by their end."""
    wanted = select(Duty)
    for condition in _conditions(departments, subject, states):
        wanted = wanted.where(condition)
    ordered = wanted.order_by(col(Duty.breached_on).is_(None), col(Duty.ends_on), col(Duty.id))
    return list(session.exec(ordered.offset(offset).limit(limit)))


def _conditions(
    departments: Iterable[str] | None, subject: str | None, states: Iterable[DutyState]
) -> Iterator[Any]:  # fmt: skip
    if departments is not None:
        yield col(Duty.department).in_(tuple(departments))
    if subject is not None:
        yield Duty.subject == subject
    listed = [str(state) for state in states]
    if listed:
        yield col(Duty.state).in_(listed)
