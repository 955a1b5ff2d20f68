"""kill -9 under writes: the audit chain stays whole, nothing is half published, nothing that was confirmed is lost."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from policymatch.store.audit import verify_chain
from policymatch.store.drafts import get_draft
from policymatch.store.engine import open_store
from policymatch.store.policies import content_hash
from policymatch.store.receipts import replay_receipt
from policymatch.store.tables_policies import Draft, PolicyVersion, Review
from policymatch.store.tables_service import AuditEntry, Receipt
from policymatch.store.transactions import reading
from tests.databases import NewStore
from tests.forking import Forks, killed_at_work

LOOKED_AT = 10
"""The store is held against what was confirmed after every tenth kill."""


def check(url: str, confirmed: list[tuple[str, str]]) -> int:
    """Hold the store against what was confirmed; how many versions it holds."""
    engine = open_store(url)
    with reading(engine) as session:
        report = verify_chain(session)
        assert report.whole, report.faults
        versions = {f"{row.policy_id}/v{row.version}": row for row in session.exec(select(PolicyVersion))}
        audited = {
            action: set(session.exec(select(AuditEntry.target).where(AuditEntry.action == action)))
            for action in ("policy.publish", "draft.create", "receipt.show")
        }
        published = set(session.exec(select(Draft.policy_id).where(Draft.state == "published")))
        drafts = set(session.exec(select(Draft.id)))
        receipts = set(session.exec(select(Receipt.id)))
        reviewed = len(list(session.exec(select(Review).where(Review.decision == "publish"))))
        assert audited["policy.publish"] == set(versions)
        assert published == {row.policy_id for row in versions.values()}
        assert reviewed == len(versions)
        assert audited["draft.create"] == drafts
        assert audited["receipt.show"] == receipts
        assert session.connection().execute(text("SELECT count(*) FROM version_event")).scalar() == len(receipts)
        for row in versions.values():
            assert row.content_hash == content_hash(row.document, row.source_text)
        for kind, name in confirmed:
            assert name in {"draft": drafts, "version": versions, "receipt": receipts}[kind], f"{kind} {name} is lost"
        for receipt_id in session.exec(select(Receipt.id).order_by(col(Receipt.id)).limit(5)):
            assert replay_receipt(session, receipt_id).same
        if drafts:
            get_draft(session, min(drafts))
    engine.dispose()
    return len(versions)


def kill_often(url: str, times: int) -> None:
    chance = random.Random(times)
    confirmed: list[tuple[str, str]] = []
    versions = 0
    with Forks("tests.store.victim") as victims:
        for number in range(1, times + 1):
            lines, after = chance.randint(2, 6), chance.uniform(0.0, 0.03)
            said = killed_at_work(victims, url, lines=lines, after=after)
            confirmed += [(line.split()[0], line.split()[1]) for line in said]
            if number % LOOKED_AT == 0 or number == times:
                versions = check(url, confirmed)
    assert versions >= times
    assert len(confirmed) >= 2 * times


def test_killed_a_few_times(new_store: NewStore) -> None:
    kill_often(new_store(), 4)


@pytest.mark.stress
def test_killed_a_hundred_times(new_store: NewStore) -> None:
    kill_often(new_store(), 100)
