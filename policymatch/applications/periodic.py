"""What comes round: clocks, lapsed corrections, offers, duties, left-over files. Each may be run as often as one likes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from policymatch.applications.chosen import choose, window_refusal
from policymatch.applications.clocks import Clock
from policymatch.applications.duties import running, watch
from policymatch.applications.flow import SYSTEM, Act, CaseState
from policymatch.applications.guides import ALL_ITEMS
from policymatch.applications.handling import CaseChange, begin, move
from policymatch.applications.rows import OPEN, get_case, run_clocks
from policymatch.applications.space import Vault, sweep
from policymatch.applications.unasked import draw_up, read_authorities
from policymatch.decisions.decide import decide
from policymatch.decisions.matching import item_key
from policymatch.errors import ConflictError
from policymatch.ingest.profiles import load_profiles
from policymatch.registry.decidability import Service
from policymatch.store.policies import get_version, placed, read_row
from policymatch.store.tables_applications import ApplicationCase, ServiceGuide
from policymatch.store.transactions import local_day, reading, writing
from policymatch.vocabulary.calendars import WorkingCalendar, calendar

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Office:
    """What the periodic work needs beside the store.

    Args:
        working: the working calendar.
        vault: where uploads lie; None: they are not swept.
        day: gives the day of a moment; a demonstration holds it fast.
    """

    working: WorkingCalendar = field(default_factory=calendar)
    vault: Vault | None = None
    day: Callable[[datetime], date] = local_day


def look_at_cases(engine: Engine, now: datetime, office: Office) -> str:
    """Run the clocks of all open cases, and end what the enterprise let lapse: offers and corrections."""
    day, lapsed, looked = office.day(now), 0, 0
    with reading(engine) as session:
        names = list(session.exec(select(ApplicationCase.id).where(col(ApplicationCase.state).in_(OPEN))))
    for at in range(0, len(names), AT_ONCE):
        with writing(engine) as session:
            for name in names[at : at + AT_ONCE]:
                looked += 1
                lapsed += _look(session, name, office, day=day, now=now)
    return f"办件 {looked} 个已核对时限，逾期终止 {lapsed} 个" if looked else ""


def _look(session: Session, name: str, office: Office, *, day: date, now: datetime) -> bool:
    row = get_case(session, name, lock=True)
    state = CaseState(row.state)
    if state.closed:
        return False
    run_clocks(session, row, office.working, today=day)
    why = _lapsed(session, row, state, day)
    if not why:
        return False
    change = CaseChange(row.id, None, SYSTEM, day, now, office.working)
    move(session, begin(session, change, Act.LAPSE, reason=why), change, Act.LAPSE, reason=why)
    return True


def _lapsed(session: Session, row: ApplicationCase, state: CaseState, day: date) -> str:
    """Why a case has lapsed; empty where it has not."""
    over = row.due_on is not None and day > row.due_on
    if state is CaseState.RETURNED and over and row.clock == str(Clock.CORRECTION):
        return f"补正期限{row.due_on}已过，视为撤回；可重新申报"
    if state is not CaseState.DRAFT:
        return ""
    if over:
        return f"确认期限{row.due_on}已过"
    document = read_row(get_version(session, row.policy_id, row.version))
    item = document.item(row.item_id)
    refused = window_refusal(item, day) if item else ""
    return refused or (f"政策已于{document.valid_to}到期" if document.in_force(day) is False else "")


def draw_up_offers(engine: Engine, now: datetime, office: Office) -> str:
    """Draw up cases for every item that is flagged 免申即享; an item that cannot be now is passed over, and named."""
    day, said = office.day(now), []
    with reading(engine) as session:
        keys = list(_flagged(session, day))
    for key in keys:
        try:
            said.append(_draw_up_one(engine, key, office, day=day, now=now))
        except ConflictError as error:
            said.append(f"{key} {error.message}")
    return "；".join(said)


def _draw_up_one(engine: Engine, key: str, office: Office, *, day: date, now: datetime) -> str:
    with engine.connect() as connection:
        authorities = read_authorities(connection)
    with reading(engine) as session:
        (chosen,) = choose(session, [key], day)
    looked = made = 0
    profiles = load_profiles(engine)
    while batch := list(islice(profiles, AT_ONCE)):
        looked += len(batch)
        entitled = [one for one in batch if decide(chosen.item.condition, one, day).truth]
        if entitled:
            with writing(engine) as session:
                drawn = draw_up(session, chosen, entitled, authorities, day=day, now=now, working=office.working)
            made += len(drawn.cases)
    return f"{key} 免申即享 {made} 家（查看 {looked} 家）"


def _flagged(session: Session, day: date) -> Iterator[str]:
    """The items whose guide says 免申即享 and whose policy governs."""
    for row in session.exec(select(ServiceGuide).where(ServiceGuide.item_id != ALL_ITEMS)):
        if json.loads(row.body).get("service") == str(Service.UNASKED):
            for one in placed(session, day, policy_id=row.policy_id):
                item = one.governing().item(row.item_id) if one.standing.governs else None
                if item is not None:
                    yield item_key(one.governing(), item)


def watch_duties(engine: Engine, now: datetime, office: Office) -> str:
    """Hold every duty that runs against what shared data say today."""
    day = office.day(now)
    with reading(engine) as session:
        subjects = sorted({duty.subject for duty in running(session)})
    broken = looked = 0
    for at in range(0, len(subjects), AT_ONCE):
        part = subjects[at : at + AT_ONCE]
        profiles = {profile.subject: profile for profile in load_profiles(engine, subjects=part)}
        with writing(engine) as session:
            broken += len(watch(session, profiles, day=day, now=now))
        looked += len(part)
    return f"核查 {looked} 家企业的承诺，疑似违反 {broken} 项" if looked else ""


def sweep_files(engine: Engine, now: datetime, office: Office) -> str:
    """Delete content that belongs to no upload."""
    if office.vault is None:
        return ""
    with reading(engine) as session:
        gone = sweep(session, office.vault, now=now)
    return f"清理无主文件 {gone} 个" if gone else ""


Work = Callable[[Engine, datetime, Office], str]
WORK: tuple[tuple[str, Work], ...] = (
    ("applications.cases", look_at_cases),
    ("applications.offers", draw_up_offers),
    ("applications.duties", watch_duties),
    ("applications.files", sweep_files),
)
"""All of it, by name: each takes the store, the moment and the office, and says in one line what it did."""
