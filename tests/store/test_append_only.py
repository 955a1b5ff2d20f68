"""The database itself refuses to change what was published, shown or recorded."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from policymatch.registry.lifecycle import EventKind
from policymatch.store.audit import record
from policymatch.store.drafts import Change, create_draft, submit
from policymatch.store.policies import placed, publish, record_event
from policymatch.store.receipts import governed, issue
from policymatch.store.tables import APPEND_ONLY, METADATA
from policymatch.store.tables_applications import ApplicationCase, CaseEvent, Payment
from policymatch.store.tables_supervision import Rating
from policymatch.store.transactions import writing
from tests.store.samples import NOW, SOURCE, TODAY, document, profile, shelf


def fill(session: Session) -> None:
    publish(session, shelf(), recorded_on=TODAY)
    (one,) = placed(session, TODAY)
    asked = [(governed(one), "revenue")]
    issue(session, profile(), asked, as_of=TODAY, known_on=TODAY, actor="a", channel="web", now=NOW)
    record_event(session, "nanhu-2026", 1, EventKind.REPEALED, holds_from=TODAY, reason="x", actor="a", now=NOW)
    draft = create_draft(session, document("other"), SOURCE, policy_id="other", actor="a", now=NOW)
    submit(session, Change(draft.id, draft.revision, "a", NOW))
    apply(session)
    record(session, actor="a", action="x", target="y", now=NOW)


def apply(session: Session) -> None:
    case = ApplicationCase(
        id="c", number="C-1", subject="s", enterprise="e", policy_id="p", version=1, item_id="i", item_name="n", policy_title="t",
        department="d", payer="d", origin="applied", state="paid", verdict="eligible", opened_on=TODAY, created_at=NOW,
    )  # fmt: skip
    session.add(case)
    session.flush()
    session.add(
        CaseEvent(
            case_id="c", at=NOW, day=TODAY, actor="a", role="officer", act="pay", source="approved", target="paid"
        )
    )
    session.add(Payment(case_id="c", number=1, amount=1, paid_on=TODAY, reference="r", actor="a", at=NOW))
    session.add(
        Rating(case_id="c", subject="s", department="d", policy_id="p", item_id="i", score=5, actor="a", at=NOW)
    )
    session.flush()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_rows_are_only_added(engine: Engine, table: str) -> None:
    with writing(engine) as session:
        fill(session)
    column = METADATA.tables[table].columns.values()[-1].name
    deeds = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if engine.dialect.name == "postgresql":
        deeds.append(f"TRUNCATE {table} CASCADE")
    for deed in deeds:
        with pytest.raises(IntegrityError, match="rows are only added"), writing(engine) as session:
            session.connection().execute(text(deed))
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
