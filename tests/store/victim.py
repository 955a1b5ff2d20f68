"""A service under writes, to be killed: drafts, publications, receipts, each with its audit entry; says what is done."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from policymatch.registry.lifecycle import EventKind
from policymatch.store.audit import record
from policymatch.store.drafts import Change, create_draft, publish_draft, submit
from policymatch.store.engine import open_store
from policymatch.store.policies import placed, record_event
from policymatch.store.receipts import governed, issue
from policymatch.store.transactions import local_day, writing
from tests.forking import teller
from tests.store.samples import SOURCE, document, profile


def work(url: str, told: str) -> None:
    engine = open_store(url)
    say = teller(told)
    number = 0
    while True:
        number += 1
        policy_id, now = f"p-{uuid4().hex[:12]}", datetime.now(UTC)
        with writing(engine) as session:
            draft = create_draft(session, document(policy_id), SOURCE, policy_id=policy_id, actor="zhang", now=now)
            record(session, actor="zhang", action="draft.create", target=draft.id, now=now)
        say(f"draft {draft.id}")
        with writing(engine) as session:
            draft = submit(session, Change(draft.id, draft.revision, "zhang", now))
            record(session, actor="zhang", action="draft.submit", target=draft.id, now=now)
        with writing(engine) as session:
            row = publish_draft(session, Change(draft.id, draft.revision, "li", now))
            record(session, actor="li", action="policy.publish", target=f"{row.policy_id}/v{row.version}", now=now)
        say(f"version {row.policy_id}/v{row.version}")
        with writing(engine) as session:
            (one,) = placed(session, local_day(now), policy_id=policy_id)
            who = profile(revenue=str(20_000_000 + number))
            asked = [(governed(one), "revenue")]
            day = local_day(now)
            shown = issue(session, who, asked, as_of=day, known_on=day, actor="desk", channel="desk", now=now)
            record_event(session, policy_id, 1, EventKind.REPEALED, holds_from=day, reason="x", actor="li", now=now)
            record(session, actor="desk", action="receipt.show", target=shown.receipt_id, now=now)
        say(f"receipt {shown.receipt_id}")
