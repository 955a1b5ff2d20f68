"""A process that hands applications in, to be killed: each with its idempotency key, as the service does; says what is done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlmodel import Session

from policymatch.applications import handling
from policymatch.applications.rows import CaseQuery, list_cases
from policymatch.applications.space import Vault
from policymatch.store.engine import open_store
from policymatch.store.idempotency import StoredAnswer, remember, remembered
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import writing
from tests.applications.samples import ENTERPRISE, SUBJECT, handed_in, step
from tests.forking import teller


def work(url: str, uploads: str, told: str) -> None:
    engine, vault = open_store(url), Vault(Path(uploads))
    tell = teller(told)
    while True:
        key = uuid4().hex
        with writing(engine) as session:
            for row in open_cases(session):
                handling.withdraw(session, step(row, ENTERPRISE))
        for _ in range(2):
            with writing(engine) as session:
                known = remembered(session, "qiye", key, "submit")
                if known is None:
                    done = handed_in(session, vault)
                    body = f"{done.bundle.id} {','.join(one.number for one in done.cases)}"
                    answer = StoredAnswer(201, "text/plain", body.encode())
                    remember(session, "qiye", key, "submit", answer, now=datetime.now(UTC))
                else:
                    body = known.body.decode()
            tell(body)


def open_cases(session: Session) -> list[ApplicationCase]:
    rows, _ = list_cases(session, CaseQuery(subject=SUBJECT), limit=10_000)
    return [row for row in rows if row.open_key]
