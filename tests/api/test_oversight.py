"""Oversight over HTTP: who sees what, files, budgets, warnings, ratings."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from policymatch.store.policies import publish
from policymatch.store.tables_applications import ApplicationCase, CaseEvent, CaseStage
from policymatch.supervision.reports import REPORTS
from policymatch.supervision.warning import warn
from policymatch.vocabulary.calendars import calendar
from tests.api.conftest import NewLive
from tests.api.live import DAY, DEPARTMENT, NOON, OTHER, Live
from tests.store.samples import shelf

API = "/api/v1/supervision"


def case(session: Session, name: str, subject: str, department: str, **more: Any) -> ApplicationCase:
    head: dict[str, Any] = {
        "id": name * 32, "number": f"20260630-{name.upper() * 8}", "subject": subject, "enterprise": "=1+1公司", "version": 1,
        "policy_id": "cn-sme-tax-2023", "item_id": "six-taxes-halved", "item_name": "减半", "policy_title": "t", "origin": "applied",
        "department": department, "payer": department, "state": "submitted", "verdict": "eligible", "opened_on": DAY,
        "created_at": NOON, "submitted_at": datetime(2026, 6, 1, tzinfo=UTC),
    }  # fmt: skip
    row = ApplicationCase(**{**head, **more})
    session.add(row)
    session.flush()
    return row


@pytest.fixture(scope="module")
def watched(new_live: NewLive) -> Live:
    """A server with a late case of one department and an ended one of another."""
    live = new_live()
    own, other = live.subject("enterprise"), live.subject("neighbour")
    with live.service.writing() as session:
        late = case(session, "a", other, DEPARTMENT)
        session.add(CaseStage(
            case_id=late.id, clock="acceptance", round=1, owner=DEPARTMENT, limit_days=5, began_on=date(2026, 6, 1),
            due_on=date(2026, 6, 8),
        ))  # fmt: skip
        session.add(CaseEvent(
            case_id=late.id, at=NOON, day=date(2026, 6, 1), actor="a", role="enterprise", act="submit", source="draft", target="submitted",
        ))  # fmt: skip
        case(session, "b", own, OTHER, state="paid", approved=100, paid=100, decided_at=NOON)
        publish(session, shelf(), recorded_on=DAY, department=DEPARTMENT)
        session.flush()
        warn(session, DAY, now=NOON, working=calendar())
    return live


def test_tables_are_for_supervisors_and_for_officers_of_their_own(watched: Live) -> None:
    with watched.client("supervisor") as client:
        assert {one["name"] for one in client.get(f"{API}/reports").json()["items"]} == set(REPORTS)
        shown = client.get(f"{API}/reports/stuck").json()
        assert (shown["total"], shown["items"][0]["number"], shown["items"][0]["over"]) == (1, "20260630-AAAAAAAA", 15)
        for name in REPORTS:
            assert client.get(f"{API}/reports/{name}").status_code == 200, name
        assert client.get(f"{API}/reports/stuck", params={"department": OTHER}).json()["total"] == 0
        assert client.get(f"{API}/reports/nothing").status_code in (400, 422)
    with watched.client("officer1") as client:
        assert client.get(f"{API}/reports/stuck").json()["total"] == 1
        refused = client.get(f"{API}/reports/stuck", params={"department": OTHER})
        assert (refused.status_code, DEPARTMENT in refused.json()["detail"]) == (403, True)
        assert client.get(f"{API}/reports/stuck/export", params={"department": OTHER}).status_code == 403
    with watched.client("stranger") as client:
        assert client.get(f"{API}/reports/stuck").json()["total"] == 0
        assert client.get(f"{API}/warnings").json()["items"] == []
    for login in ("enterprise", "agent", "admin"):
        with watched.client(login) as client:
            paths = ("reports", "reports/limits", "reports/limits/export", "warnings")
            assert {client.get(f"{API}/{path}").status_code for path in paths} == {403}, login
    with watched.client() as client:
        assert client.get(f"{API}/reports/limits").status_code == 401


def test_a_table_as_a_file(watched: Live) -> None:
    with watched.client("officer1") as client:
        sent = client.get(f"{API}/reports/stuck/export")
        assert sent.headers["content-disposition"] == 'attachment; filename="stuck-2026-06-30.xlsx"'
        (_, line) = load_workbook(io.BytesIO(sent.content)).active.iter_rows()  # type: ignore[union-attr]
        assert [(cell.value, cell.data_type) for cell in line][3] == ("=1+1公司", "s")
        assert "'=1+1公司" in client.get(f"{API}/reports/stuck/export", params={"form": "csv"}).text
        assert client.get(f"{API}/reports/stuck/export", params={"form": "json"}).json()["rows"][0]["over"] == 15
    with watched.client("supervisor") as client:
        kept = client.get("/api/v1/audit", params={"action": "supervision.export"}).json()["items"]
    assert {(one["actor"], one["target"]) for one in kept} == {("officer1", "stuck")}


def test_a_warning_is_answered_by_its_department(watched: Live) -> None:
    with watched.client("officer1") as client:
        (one,) = client.get(f"{API}/warnings").json()["items"]
        path = f"{API}/warnings/{one['id']}/answer"
        with watched.client("stranger") as other:
            assert other.post(path, json={"words": "已办"}).status_code == 403
        assert client.post(path, json={"words": "已催办"}).json()["answered_by"] == "officer1"
        assert client.post(path, json={"words": "已催办"}).status_code == 409
        assert client.post(f"{API}/warnings/999/answer", json={"words": "已催办"}).status_code == 404


def test_a_budget_is_set_by_the_owner_of_the_policy(watched: Live) -> None:
    path, wanted = "/api/v1/budgets/cn-sme-tax-2023/*/2026", {"planned": "1000.50"}
    for login, status in (("officer1", 403), ("supervisor", 403), ("enterprise", 403)):
        with watched.client(login) as client:
            assert client.put(path, json=wanted).status_code == status, login
            assert client.put(path, json={"planned": "-1"}).status_code == 400
    with watched.client("officer1") as client:
        own = path.replace("cn-sme-tax-2023", "nanhu-2026")
        assert client.put(own, json=wanted).json() | {"planned": 0} == {
            "policy_id": "nanhu-2026", "item_id": "*", "version": 0, "year": 2026, "planned": 0, "department": DEPARTMENT, "revision": 1,
        }  # fmt: skip
        assert client.put(own, json=wanted).status_code == 412
        assert client.put(own, json=wanted | {"seen": 1}).json()["planned"] == "1000.5"
        (row,) = client.get(f"{API}/reports/budgets").json()["items"]
        assert (row["planned_yuan"], row["left_yuan"]) == ("1000.5", "1000.5")


def test_an_enterprise_rates_its_own_case_once_and_the_public_sees_no_single_one(watched: Live) -> None:
    done, other = "/api/v1/cases/20260630-BBBBBBBB/rating", "/api/v1/cases/20260630-AAAAAAAA/rating"
    with watched.client("enterprise") as client:
        assert client.post(done, json={"score": 6}).status_code == 400
        assert client.post(done, json={"score": 4, "words": "尚可"}).status_code == 201
        assert client.post(done, json={"score": 5}).status_code == 409
        assert client.post(other, json={"score": 1}).status_code == 403
    with watched.client("officer1") as client:
        assert client.post(done, json={"score": 4}).status_code == 403
    with watched.client() as client:
        assert client.get("/api/v1/ratings").json() == {"items": []}
    with watched.client("stranger") as client:
        (remark,) = client.get(f"{API}/reports/remarks").json()["items"]
        assert (remark["words"], remark["number"]) == ("尚可", "")
    with watched.client("supervisor") as client:
        assert client.get(f"{API}/reports/remarks").json()["items"][0]["number"] == "20260630-BBBBBBBB"
