"""免申即享: cases drawn up without an application, where authoritative facts alone decide every condition."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from policymatch.applications.chosen import Chosen, check_window
from policymatch.applications.declared import SOURCE
from policymatch.applications.flow import SYSTEM, Act, CaseOrigin, CaseState
from policymatch.applications.questions import FormItem, make_form
from policymatch.applications.rows import Opening, add_event, open_row, run_clocks
from policymatch.applications.viewing import materials_of
from policymatch.conditions import Judgement, leaves
from policymatch.decisions import Verdict
from policymatch.decisions.decide import Decision
from policymatch.decisions.matching import Match, match_item
from policymatch.documents import Item
from policymatch.errors import ConflictError
from policymatch.ingest.deliveries import spec_texts
from policymatch.profiles import Fact, Profile
from policymatch.profiles.derive import DERIVED
from policymatch.profiles.specfiles import read_spec
from policymatch.registry.decidability import Service, amount_known, declared_fields
from policymatch.store.audit import record
from policymatch.store.receipts import issue
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import local_day
from policymatch.vocabulary.calendars import WorkingCalendar
from policymatch.vocabulary.fields import catalogue

CHANNEL = "unasked"
Authorities = Mapping[tuple[str, str], Collection[str]]
"""Which sources are the authority of a field, or of one member of a set."""
_YEAR = re.compile(r"（[0-9]{4}年）$")


def obstacles(item: Item) -> list[str]:
    """Why an item can never be granted without an application; empty where it may be."""
    judged = sorted({leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)})
    declared = sorted({known.label for known in declared_fields(item)})
    return [
        *([f"有须人工认定的条件：{'、'.join(judged[:3])}"] if judged else []),
        *([f"有须企业申报的事实：{'、'.join(declared[:3])}"] if declared else []),
        *([] if amount_known(item) else ["支持金额须申报的基数才能算出"]),
    ]


def read_authorities(connection: Connection) -> dict[tuple[str, str], set[str]]:
    """Which sources are the authority of what, by the specs that data came in with."""
    found: dict[tuple[str, str], set[str]] = {}
    for content in spec_texts(connection).values():
        spec = read_spec(content, where="已存的数据源说明")
        claimed = [(claim.field, member) for claim in spec.claims for member in claim.members or ("",)]
        for key in (*spec.authoritative, *claimed):
            found.setdefault(key, set()).add(spec.id)
    return found


def is_authoritative(decision: Decision, profile: Profile, authorities: Authorities) -> bool:
    """Whether a "yes" rests on facts of authorities alone: nothing declared, judged, inferred, or merely cross-checked."""
    if decision.truth is not True:
        return False
    deciding = list(decision.deciding_leaves())
    facts = [fact for leaf in deciding for reading in leaf.readings for fact in reading.facts]
    judged = any(isinstance(leaf.node, Judgement) for leaf in deciding)
    return not judged and all(_is_authority(fact, profile, authorities) for fact in facts)


def _is_authority(fact: Fact, profile: Profile, authorities: Authorities) -> bool:
    source = fact.origin.source
    if source == SOURCE or fact.origin.confidence < 1:
        return False
    if source == DERIVED:
        return bool(fact.origin.inputs) and all(_input_is(name, profile, authorities) for name in fact.origin.inputs)
    members = ("", str(fact.value) if isinstance(fact.value, str) else "", fact.label or "")
    return any(source in authorities.get((fact.field, member), ()) for member in members)


def _input_is(name: str, profile: Profile, authorities: Authorities) -> bool:
    """Whether the facts that a figure was computed from are authorities'."""
    known = catalogue().by_label(_YEAR.sub("", name))
    facts = profile.known(known.id) if known else ()
    return bool(facts) and all(
        _is_authority(fact, profile, authorities) for fact in facts if fact.origin.source != DERIVED
    )


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """What came of drawing up an item's cases.

    Args:
        cases: those that were made.
        looked_at: how many enterprises were looked at.
        known: how many have, or had this year, a case for the item.
        uncertain: how many are eligible, but not by authoritative facts or materials at hand.
    """

    cases: tuple[ApplicationCase, ...]
    looked_at: int = 0
    known: int = 0
    uncertain: int = 0


def draw_up(
    session: Session, chosen: Chosen, profiles: Iterable[Profile], authorities: Authorities, *, day: date, now: datetime,
    working: WorkingCalendar, actor: str = "system",
) -> DrawnUp:  # fmt: skip
    """Draw up a case for every enterprise that is surely entitled and has none this year; the same again makes none.

    Args:
        session: a writing session.
        chosen: the item.
        profiles: the enterprises.
        authorities: which sources are the authority of what.
        day: the day.
        now: when.
        working: the working calendar.
        actor: for receipts and audit.

    Raises:
        ConflictError: the item is not flagged 免申即享, or cannot be.
        WindowClosedError: it is not taken on the day.
    """
    _check(chosen, day)
    had = _had(session, chosen, day)
    made: list[ApplicationCase] = []
    looked = known = uncertain = 0
    for profile in profiles:
        looked += 1
        if profile.subject in had:
            known += 1
            continue
        match = match_item(chosen.governed.document, chosen.item, profile, day)
        if match.verdict is not Verdict.ELIGIBLE:
            continue
        row = _offer(session, chosen, profile, match, authorities, day=day, now=now, working=working, actor=actor)
        uncertain += row is None
        made += [row] if row else []
    if made:
        said = {"cases": len(made), "item": chosen.key}
        record(session, actor=actor, action="case.offer", target=chosen.key, detail=said, now=now)
    return DrawnUp(tuple(made), looked, known, uncertain)


def _check(chosen: Chosen, day: date) -> None:
    found = obstacles(chosen.item)
    if chosen.guide.service is not Service.UNASKED or found:
        why = "；".join(found) or "办事指南没有标明免申即享"
        raise ConflictError(f"“{chosen.item.name}”不能免申即享：{why}", where=chosen.key, hint="由企业申报")
    check_window(chosen, day)


def _had(session: Session, chosen: Chosen, day: date) -> set[str]:
    """Who has a case for the item that is open, or was opened this year."""
    wanted = select(ApplicationCase.subject).where(
        ApplicationCase.policy_id == chosen.governed.policy_id,
        ApplicationCase.item_id == chosen.item.id,
        (col(ApplicationCase.opened_on) >= date(day.year, 1, 1)) | col(ApplicationCase.open_key).is_not(None),
    )
    return set(session.exec(wanted))


def _offer(
    session: Session, chosen: Chosen, profile: Profile, match: Match, authorities: Authorities, *, day: date, now: datetime,
    working: WorkingCalendar, actor: str,
) -> ApplicationCase | None:  # fmt: skip
    mets = materials_of([chosen], profile, day, (), {}, None)
    if not all(met.settled for met in mets) or not is_authoritative(match.decision, profile, authorities):
        return None
    shown = issue(
        session, profile, [(chosen.governed, chosen.item.id)], as_of=day, known_on=local_day(now), actor=actor, channel=CHANNEL, now=now
    )  # fmt: skip
    form = make_form([FormItem(chosen.key, chosen.item)], profile, {}, day)
    opening = Opening(chosen, shown.matches[0], shown.receipt_id, form, mets)
    row = open_row(
        session, profile.subject, profile.name, opening, origin=CaseOrigin.UNASKED, day=day, now=now,
        offer_key=f"{profile.subject}:{chosen.governed.policy_id}/{chosen.item.id}:{day.year}",
    )  # fmt: skip
    detail = {"verdict": row.verdict, "receipt": row.receipt_id}
    add_event(session, row, Act.OFFER, CaseState.DRAFT, SYSTEM, day=day, now=now, detail=detail)
    run_clocks(session, row, working, today=day)
    return row
