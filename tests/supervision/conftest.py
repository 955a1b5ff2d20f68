"""Stores of both kinds with the sample policies, and rows as matching, pushing and handling leave them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from policymatch.store.tables_applications import ApplicationCase, CaseEvent, CaseStage, Payment
from policymatch.store.tables_push import FollowedItem, MatchChange, MatchState, OutboxChange, OutboxMessage, PushTick
from policymatch.store.tables_supervision import EnterpriseSegment
from tests.applications.conftest import both
from tests.applications.conftest import engine as plain
from tests.applications.samples import LABOUR, NOW, SCIENCE, TODAY

__all__ = ["both", "plain"]


class Rows:
    """Writes rows into a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.number = 0

    def add(self, *rows: Any) -> None:
        for row in rows:
            self.session.add(row)
            self.session.flush()

    def ground(self) -> None:
        """Two items of two departments, followed; a tick; three enterprises in two segments, one in none."""
        self.add(
            PushTick(id=1, as_of=TODAY, started_at=NOW),
            FollowedItem(id=1, key="nanhu-posts/posts", policy_id="nanhu-posts", version=1, item_id="posts", name="稳岗补助", title="t", digest="d"),
            FollowedItem(id=2, key="nanhu-tech/upgrade", policy_id="nanhu-tech", version=1, item_id="upgrade", name="技术改造补助", title="t",
                         digest="d", opens_on=date(2026, 6, 1), closes_on=date(2026, 7, 31)),
            EnterpriseSegment(subject="A", region="330402", size="小型", known_on=TODAY),
            EnterpriseSegment(subject="B", region="330402", size="微型", known_on=TODAY),
        )  # fmt: skip

    def match(self, subject: str, item: int, verdict: int = 0, low: int = 100) -> None:
        self.add(MatchState(subject=subject, item=item, verdict=verdict, low=low))

    def told(self, subject: str, item: int, *, sent: bool = True, read: bool = False) -> None:
        self.number += 1
        name = f"m{self.number}"
        change = MatchChange(
            tick=1,
            subject=subject,
            item=item,
            kind="eligible",
            before=3,
            after=0,
            version=1,
            trigger="policy",
            cause="c",
        )
        message = OutboxMessage(
            id=name, subject=subject, channel="inbox", state="sent", created_at=NOW, due_at=NOW, sent_at=NOW if sent else None,
            read_at=NOW if read else None,
        )  # fmt: skip
        self.add(change, message)
        self.add(OutboxChange(message=name, change=change.id or 0))

    def case(self, name: str, subject: str = "A", *, posts: bool = True, **more: Any) -> ApplicationCase:
        head: dict[str, Any] = {
            "id": name, "number": f"N-{name.upper()}", "subject": subject, "enterprise": f"{subject}公司", "version": 1, "origin": "applied",
            "state": "submitted", "verdict": "eligible", "opened_on": TODAY, "created_at": NOW, "submitted_at": NOW,
        }  # fmt: skip
        item = (
            ("nanhu-posts", "posts", "稳岗补助", LABOUR)
            if posts
            else ("nanhu-tech", "upgrade", "技术改造补助", SCIENCE)
        )
        head |= dict(zip(("policy_id", "item_id", "item_name", "department"), item, strict=True))
        row = ApplicationCase(**{**head, "policy_title": "t", "payer": item[3], **more})
        self.add(row)
        return row

    def stage(self, case: ApplicationCase, clock: str, **more: Any) -> None:
        given = {"began_on": date(2026, 6, 1), "owner": case.department, "round": 1, "limit_days": 5}
        self.add(CaseStage(case_id=case.id, clock=clock, **{**given, **more}))

    def event(self, case: ApplicationCase, day: date) -> None:
        at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
        self.add(
            CaseEvent(
                case_id=case.id,
                at=at,
                day=day,
                actor="a",
                role="officer",
                act="accept",
                source="submitted",
                target="accepted",
            )
        )

    def pay(self, case: ApplicationCase, fen: int, day: date = date(2026, 6, 20)) -> None:
        case.paid += fen
        self.add(case, Payment(case_id=case.id, number=1, amount=fen, paid_on=day, reference="r", actor="a", at=NOW))
