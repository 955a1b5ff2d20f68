"""应享未享: enterprises that are surely entitled and never applied, and how far they were reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from policymatch.applications.rows import from_fen
from policymatch.push.changes import ELIGIBLE
from policymatch.supervision.scope import EVERYTHING, Scope, policies_of, rows
from policymatch.supervision.segments import UNKNOWN, region_label

_FROM = f"""
FROM match_state m JOIN followed_item f ON f.id = m.item LEFT JOIN enterprise_segment g ON g.subject = m.subject
WHERE m.verdict = {ELIGIBLE} AND f.governs = :yes AND (f.closes_on IS NULL OR f.closes_on >= :day)
AND (f.opens_on IS NULL OR f.opens_on <= :day)
AND NOT EXISTS (SELECT 1 FROM application_case c WHERE c.subject = m.subject AND c.policy_id = f.policy_id
  AND c.item_id = f.item_id AND c.submitted_at IS NOT NULL) {{more}}
"""
_TOLD_OF = """EXISTS (SELECT 1 FROM match_change mc JOIN {links} oc ON oc.change = mc.id JOIN {messages} o ON o.id = oc.message
WHERE mc.subject = m.subject AND mc.item = m.item AND o.{stamp} IS NOT NULL)"""


def _reached(stamp: str) -> str:
    """By a message that is in the outbox, or was; asked apart, so that each finds its index."""
    kept = (("outbox_change", "outbox"), ("past_change", "past_message"))
    return f"({' OR '.join(_TOLD_OF.format(links=links, messages=messages, stamp=stamp) for links, messages in kept)})"


_SENT, _READ = _reached("sent_at"), _reached("read_at")
_FIGURES = f"""
SELECT f.policy_id, f.item_id, max(f.name), coalesce(g.region, ''), coalesce(g.size, ''), count(DISTINCT m.subject), sum(m.low),
  sum(CASE WHEN {_SENT} THEN 0 ELSE 1 END), sum(CASE WHEN {_READ} THEN 1 ELSE 0 END) {_FROM}
GROUP BY f.policy_id, f.item_id, coalesce(g.region, ''), coalesce(g.size, '') ORDER BY 6 DESC, 1, 2, 4, 5
"""
_LIST = f"""
SELECT m.subject, f.key, f.name, m.low, f.closes_on, g.region, g.size, CASE WHEN {_SENT} THEN 1 ELSE 0 END,
  CASE WHEN {_READ} THEN 1 ELSE 0 END {_FROM}
ORDER BY CASE WHEN f.closes_on IS NULL THEN 1 ELSE 0 END, f.closes_on, f.key, m.subject LIMIT :size OFFSET :start
"""


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """An item in one segment.

    Args:
        policy_id: the policy.
        item_id: the item.
        item: its name.
        region: where the enterprises are registered, in words.
        size: their size class.
        enterprises: how many are surely entitled, may apply now, and never did.
        low: 分 that they would surely get, altogether.
        untold: those of them that no message was sent to.
        read: those of them that read one.
    """

    policy_id: str
    item_id: str
    item: str
    region: str
    size: str
    enterprises: int
    low: int
    untold: int
    read: int

    @property
    def low_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.low)


def unclaimed(session: Session, day: date, *, scope: Scope = EVERYTHING) -> list[Unclaimed]:
    """Who is entitled and never applied, by item and segment, the most first; as of the last tick of matching."""
    more, lists = _more(session, scope)
    found = rows(session, _FIGURES.format(more=more), {"day": day, "yes": True}, lists)
    return [
        Unclaimed(row[0], row[1], row[2], region_label(row[3] or None), row[4] or UNKNOWN, *map(int, row[5:9])) for row in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entitled:
    """One enterprise that never applied for one item.

    Args:
        subject: its credit code.
        key: the item.
        item: its name.
        low: 分 that it would surely get.
        closes_on: the last day to apply; None where none is stated.
        region: where it is registered, in words.
        size: its size class.
        told: whether a message was sent.
        read: whether it read one.
    """

    subject: str
    key: str
    item: str
    low: int
    closes_on: date | None
    region: str
    size: str
    told: bool
    read: bool

    @property
    def low_yuan(self) -> Decimal:
        """元."""
        return from_fen(self.low)


def entitled(
    session: Session, day: date, *, scope: Scope = EVERYTHING, start: int = 0, size: int = 100
) -> Iterator[Entitled]:
    """The enterprises themselves, whose window closes first before the others: for the department, to call them."""
    more, lists = _more(session, scope)
    given = {"day": day, "yes": True, "size": size, "start": start}
    for row in rows(session, _LIST.format(more=more), given, lists):
        closes = date.fromisoformat(row[4]) if isinstance(row[4], str) else row[4]
        yield Entitled(
            row[0], row[1], row[2], row[3], closes, region_label(row[5]), row[6] or UNKNOWN, bool(row[7]), bool(row[8])
        )


def _more(session: Session, scope: Scope) -> tuple[str, dict[str, list[str]]]:
    own = policies_of(session, scope)
    return ("", {}) if own is None else ("AND f.policy_id IN :own", {"own": own})
