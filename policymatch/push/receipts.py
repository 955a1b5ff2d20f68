"""What is known of a message after it was sent: reports of gateways, each once, and figures by policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from policymatch.errors import NotFoundError
from policymatch.push.changes import ELIGIBLE
from policymatch.push.outbox import State, log
from policymatch.store.tables_push import OutboxMessage, PastMessage, PushReceipt

TOLD = """(SELECT o.subject, l.change, o.sent_at, o.delivered_at, o.read_at FROM outbox o JOIN outbox_change l ON l.message = o.id
UNION ALL SELECT o.subject, l.change, o.sent_at, o.delivered_at, o.read_at FROM past_message o JOIN past_change l ON l.message = o.id)"""
"""Which changes were told, and how far that came; whether the message is still in the outbox or not."""
DELIVERED, READ, BOUNCED = "delivered", "read", "bounced"


@dataclass(frozen=True, slots=True)
class PolicyFigures:
    """How far a policy came.

    Args:
        policy_id: the policy.
        title: its title.
        matched: enterprises for which it is surely right in at least one item now.
        pushed: enterprises to which a message about it was sent.
        delivered: those of them where it certainly arrived.
        read: those of them that read it in the inbox.
    """

    policy_id: str
    title: str
    matched: int
    pushed: int
    delivered: int
    read: int


def report(session: Session, message: str, kind: str, *, reference: str, at: datetime, detail: str = "") -> bool:
    """Note what a gateway says of a message that it took; the same report again changes nothing.

    Args:
        session: a writing session.
        message: its id.
        kind: delivered or bounced.
        reference: the gateway's own number of the report.
        at: when.
        detail: its words.

    Returns:
        Whether it is new.

    Raises:
        NotFoundError: no such message.
    """
    row = session.get(OutboxMessage, message, with_for_update=True)
    if row is None:
        raise NotFoundError("没有这条消息", where=message[:80], hint="核对编号")
    new = log(session, message, kind, reference, at=at, detail=detail)
    if kind == DELIVERED and row.delivered_at is None:
        row.delivered_at = at
    if kind == BOUNCED and new and row.delivered_at is None and row.state == State.SENT:
        row.state, row.reason = str(State.DEAD), f"对方退回：{detail}"[:1000]
    session.add(row)
    session.flush()
    return new


def receipts_of(session: Session, message: str) -> tuple[OutboxMessage, list[PushReceipt]]:
    """A message and what was said of it, in order; of one that has left the outbox, what is kept.

    Raises:
        NotFoundError: no such message.
    """
    row = session.get(OutboxMessage, message)
    if row is None:
        past = session.get(PastMessage, message)
        if past is None:
            raise NotFoundError("没有这条消息", where=message[:80], hint="核对编号")
        return OutboxMessage(**past.model_dump(), state=str(State.SENT), due_at=past.sent_at), []
    wanted = select(PushReceipt).where(PushReceipt.message == message).order_by(col(PushReceipt.id))
    return row, list(session.exec(wanted))


_MATCHED = f"""
SELECT f.policy_id, count(DISTINCT s.subject) FROM match_state s JOIN followed_item f ON f.id = s.item
WHERE s.verdict = {ELIGIBLE} GROUP BY f.policy_id
"""
_PUSHED = f"""
SELECT f.policy_id, count(DISTINCT o.subject),
    count(DISTINCT CASE WHEN o.delivered_at IS NOT NULL THEN o.subject END),
    count(DISTINCT CASE WHEN o.read_at IS NOT NULL THEN o.subject END)
FROM {TOLD} o JOIN match_change c ON c.id = o.change JOIN followed_item f ON f.id = c.item
WHERE o.sent_at IS NOT NULL GROUP BY f.policy_id
"""


def policy_figures(session: Session) -> list[PolicyFigures]:
    """How far each policy came: matched → pushed → delivered → read, in enterprises; the most matched first."""
    connection = session.connection()
    titles = {
        row[0]: row[1]
        for row in connection.execute(text("SELECT policy_id, max(title) FROM followed_item GROUP BY policy_id"))
    }
    matched = {row[0]: int(row[1]) for row in connection.execute(text(_MATCHED))}
    pushed = {row[0]: tuple(map(int, row[1:])) for row in connection.execute(text(_PUSHED))}
    found = [
        PolicyFigures(policy_id, title, matched.get(policy_id, 0), *pushed.get(policy_id, (0, 0, 0)))
        for policy_id, title in titles.items()
    ]
    return sorted(found, key=lambda one: (-one.matched, one.policy_id))
