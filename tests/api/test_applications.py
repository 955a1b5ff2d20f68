"""An application over the interface: put together, handed in once, handled by its department alone, paid."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from policymatch.registry.roles import Role
from policymatch.store.accounts import create_account
from policymatch.store.tables_service import Account
from policymatch.store.transactions import writing
from tests.api.live import NOON, OTHER, PASSWORD, Live

ITEMS = ["gz-nansha-scitech-2025/patent-grant", "ah-manufacturing-2025/green-factory"]
DEPARTMENTS = {
    "nansha": ("南沙示例工业和信息化局",),
    "anhui": ("安徽示例工业和信息化厅",),
    "nansha2": ("南沙示例工业和信息化局",),
}
PLAIN = {
    "contact.name": "张三", "contact.phone": "13800000000", "bank.holder": "测试企业", "bank.bank": "工商银行支行", "bank.account": "6222020000001234",
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def officers(live: Live) -> None:
    with writing(live.service.engine) as session:
        for login, departments in DEPARTMENTS.items():
            if not session.query(Account).filter_by(login=login).first():  # type: ignore[deprecated]
                create_account(
                    session, login=login, name=login, role=Role.OFFICER, now=NOON, password=PASSWORD, departments=departments
                )  # fmt: skip


def value_for(question: dict[str, Any]) -> Any:
    return {"number": 10_000_000, "bool": True, "date": "2026-01-01", "region": "440115", "industry": "C35", "set": []}.get(
        question["type"], (question["options"] or ["无"])[0]
    )  # fmt: skip


def tagged(answer: httpx.Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


def ready(client: httpx.Client, items: list[str] | None = None) -> tuple[str, httpx.Response]:
    """A bundle that can be handed in: filled in, materials uploaded, objections where the data say no."""
    made = client.post("/api/v1/bundles", json={"items": items or ITEMS})
    assert made.status_code == 201, made.text
    path = f"/api/v1/bundles/{made.json()['id']}"
    for one in made.json()["entries"]:
        if one["stopped"]:
            words = {"item": one["key"], "words": "所依据的数据有误，以附件为准"}
            made = client.put(f"{path}/objections", json=words, headers=tagged(made))
            assert made.status_code == 200, made.text
    form = client.get(f"{path}/form")
    answers = {one["key"]: value_for(one) for one in form.json()["questions"] if one["asked"]} | PLAIN
    answers.pop("contact.email")
    made = client.put(f"{path}/form", json={"answers": answers}, headers=tagged(form))
    assert made.status_code == 200, made.text
    assert made.json()["missing"] == 0, [
        one for one in made.json()["questions"] if one["required"] and one["answer"] is None
    ]
    for met in client.get(f"{path}/materials").json()["materials"]:
        if not met["settled"]:
            files = {"file": ("a.exe", PDF), "material": (None, met["name"])}
            assert client.post("/api/v1/files", files=files).status_code == 201
    return path, client.get(path)


@pytest.fixture(scope="module")
def staffed(live: Live) -> Live:
    officers(live)
    return live


def test_the_whole_way(staffed: Live) -> None:
    live, key = staffed, uuid4().hex
    with live.client("enterprise") as client:
        path, seen = ready(client)
        assert seen.json()["problems"] == []
        headers = tagged(seen) | {"Idempotency-Key": key}
        first = client.post(f"{path}/submit", headers=headers)
        again = client.post(f"{path}/submit", headers=headers)
        assert (first.status_code, again.status_code) == (201, 201), first.text
        assert first.content == again.content
        other = client.post(f"{path}/submit", headers=tagged(client.get(path)))
        assert (other.status_code, other.json()["code"]) == (409, "conflict")
        cases = {one["department"]: one for one in first.json()["cases"]}
        assert set(cases) == {"南沙示例工业和信息化局", "安徽示例工业和信息化厅"}
        mine = client.get("/api/v1/cases", params={"bundle": path.rsplit("/", 1)[1]}).json()
        assert mine["total"] == 2
    case = cases["南沙示例工业和信息化局"]
    walk(live, case)


def walk(live: Live, case: dict[str, Any]) -> None:
    at = f"/api/v1/cases/{case['id']}"
    with live.client("nansha") as officer, live.client("enterprise") as enterprise:
        seen = officer.get(at)
        assert {one["code"] for one in seen.json()["may"]} == {"accept", "return", "reject"}
        assert seen.json()["form"], "who handles it sees the form"
        returned = officer.post(f"{at}/return", json={"missing": ["缺专利证书"]}, headers=tagged(seen))
        assert returned.json()["state"]["code"] == "returned", returned.text
        stale = officer.post(f"{at}/accept", json={}, headers=tagged(seen))
        assert (stale.status_code, stale.json()["code"]) == (412, "stale")
        corrected = enterprise.post(f"{at}/correct", json={"comment": "已补"}, headers=tagged(returned))
        assert corrected.json()["state"]["code"] == "submitted", corrected.text
        twice = officer.post(f"{at}/return", json={"missing": ["又缺一样"]}, headers=tagged(corrected))
        assert (twice.status_code, "不得再次退回" in twice.json()["detail"]) == (409, True)
        accepted = officer.post(f"{at}/accept", json={}, headers=tagged(corrected))
        reviewed = officer.post(f"{at}/review", json={"comment": "符合"}, headers=tagged(accepted))
        early = officer.post(f"{at}/approve", json={"amount": "100.00"}, headers=tagged(reviewed))
        assert (early.status_code, "须先公示" in early.json()["detail"]) == (409, True)
        rejected = officer.post(
            f"{at}/reject", json={"code": "condition", "reason": "不符合条件", "condition": reviewed.json()["conditions"][0]}, headers=tagged(reviewed)
        )  # fmt: skip
        assert rejected.json()["reason_condition"], rejected.text
        appealed = enterprise.post(f"{at}/appeal", json={"reason": "条件已满足"}, headers=tagged(rejected))
        same = officer.post(f"{at}/overturn", json={"reason": "应予支持"}, headers=tagged(appealed))
        assert (same.status_code, "原决定的人" in same.json()["detail"]) == (409, True)
        with live.client("nansha2") as second:
            overturned = second.post(f"{at}/overturn", json={"reason": "应予支持"}, headers=tagged(appealed))
        assert overturned.json()["state"]["code"] == "accepted", overturned.text
        steps = enterprise.get(f"{at}/timeline").json()["steps"]
        assert [one["act"]["code"] for one in steps] == ["submit", "return", "correct", "accept", "review", "reject", "appeal", "overturn"]  # fmt: skip
        assert {one["actor"] for one in steps} == {None, "enterprise"}
        assert "nansha2" in {one["actor"] for one in officer.get(f"{at}/timeline").json()["steps"]}
        withdrawn = enterprise.post(f"{at}/withdraw", json={}, headers=tagged(overturned))
        assert withdrawn.json()["state"]["code"] == "withdrawn"


def test_publicity_approval_and_money(staffed: Live) -> None:
    live = staffed
    guide = "/api/v1/guides/ah-manufacturing-2025/green-factory"
    with live.client("anhui") as officer, live.client("neighbour") as enterprise:
        seen = officer.get(guide)
        body = {"limits": {"publicity": 0}, "duties": [{"kind": "stay_registered", "years": 5, "words": "5年内不迁出"}]}
        made = officer.put(guide, json={"body": body}, headers=tagged(seen))
        assert made.json()["effective"]["limits"]["publicity"] == 0, made.text
        refused = officer.put(guide, json={"body": {"limits": {"x": 1}}}, headers=tagged(made))
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")
        path, ready_bundle = ready(enterprise, ["ah-manufacturing-2025/green-factory"])
        (case,) = enterprise.post(f"{path}/submit", headers=tagged(ready_bundle)).json()["cases"]
        at = f"/api/v1/cases/{case['number']}"
        last = officer.post(f"{at}/accept", json={}, headers=tagged(officer.get(at)))
        last = officer.post(f"{at}/review", json={}, headers=tagged(last))
        last = officer.post(f"{at}/approve", json={"amount": "1000.50", "reason": "会议纪要"}, headers=tagged(last))
        assert (last.json()["approved"], last.json()["state"]["code"]) == ("1000.50", "approved"), last.text
        for amount, reference in (("0.50", "P1"), ("1000.00", "P2")):
            wanted = {"amount": amount, "paid_on": "2026-06-30", "reference": reference}
            last = officer.post(f"{at}/pay", json=wanted, headers=tagged(last))
        assert (last.json()["state"]["code"], last.json()["paid"]) == ("paid", "1000.50"), last.text
        duties = officer.get("/api/v1/duties").json()["items"]
        assert (duties[0]["kind"]["code"], duties[0]["ends_on"]) == ("stay_registered", "2031-06-30")
        assert enterprise.get("/api/v1/duties").json()["total"] == 1
        settled = officer.post(
            f"/api/v1/duties/{duties[0]['id']}/settle", json={"state": "released", "reason": "已核实"}
        )
        assert (settled.status_code, settled.json()["code"]) == (409, "conflict")
    with live.client("supervisor") as watcher:
        watched = watcher.get(at).json()
        assert (watched["form"], watched["materials"]) == ([], [])
        assert watcher.get("/api/v1/cases?overdue=true").json()["total"] == 0


def test_nobody_else_has_a_hand_in_it(staffed: Live) -> None:
    live = staffed
    with live.client("enterprise") as client:
        path, seen = ready(client, [ITEMS[0]])
        (case,) = client.post(f"{path}/submit", headers=tagged(seen)).json()["cases"]
        (file, *_) = client.get("/api/v1/files").json()["items"] or [{"id": "0" * 32}]
    at, bundle = f"/api/v1/cases/{case['id']}", path
    with live.client("neighbour") as client:
        ways = [
            client.get(at), client.get(f"{at}/timeline"), client.get(bundle), client.get(f"{bundle}/form"), client.get(f"{bundle}/materials"),
            client.get(f"/api/v1/files/{file['id']}/content"), client.delete(f"/api/v1/files/{file['id']}"),
            client.post(f"{at}/withdraw", json={}, headers={"If-Match": '"2"'}),
            client.post(f"{at}/appeal", json={"reason": "别家的"}, headers={"If-Match": '"2"'}),
            client.post(f"{bundle}/submit", headers={"If-Match": '"1"'}), client.get(f"{at}/files/{file['id']}/content"),
        ]  # fmt: skip
        unknown = client.get(f"/api/v1/cases/{'f' * 32}").json()
        known = ways[0].json()
        assert [answer.status_code for answer in ways] == [404] * len(ways)
        assert (known["detail"], known["code"]) == (unknown["detail"], unknown["code"])
        assert client.get("/api/v1/cases", params={"bundle": bundle.rsplit("/", 1)[1]}).json()["total"] == 0
    for login in ("stranger", "agent", "admin", "supervisor", "anhui"):
        with live.client(login) as client:
            refused = client.post(f"{at}/accept", json={}, headers={"If-Match": '"2"'})
            assert refused.status_code == 403, login
            assert refused.json()["detail"]
    with live.client("stranger") as client:
        assert OTHER in client.get(at).json()["detail"]
        assert client.get("/api/v1/cases").json()["total"] == 0
        put = client.put("/api/v1/guides/gz-nansha-scitech-2025/*", json={"body": {}}, headers={"If-Match": '"0"'})
        assert put.status_code == 403
    with live.client("officer1") as client:
        assert client.post("/api/v1/bundles", json={"items": ITEMS}).status_code == 403


def test_uploads_are_checked_and_come_back_whole(staffed: Live) -> None:
    with staffed.client("enterprise") as client:
        bad = client.post("/api/v1/files", files={"file": ("a.pdf", b"MZ\x90\0"), "material": (None, "审计报告")})
        assert (bad.status_code, "不接受这种文件" in bad.json()["detail"]) == (422, True)
        content = PDF + b"%%EOF " + uuid4().hex.encode()
        made = client.post(
            "/api/v1/files", files={"file": ("../我的 报告.exe", content), "material": (None, "年度审计报告")}
        )
        assert (made.json()["material"], made.json()["name"], made.json()["scan"]["code"]) == (
            "audit_report",
            "我的 报告.exe",
            "off",
        )
        got = client.get(f"/api/v1/files/{made.json()['id']}/content")
        assert (got.content, got.headers["content-type"]) == (content, "application/octet-stream")
        assert got.headers["content-disposition"].endswith(".pdf")
        assert client.delete(f"/api/v1/files/{made.json()['id']}").status_code == 204
        assert client.get(f"/api/v1/files/{made.json()['id']}/content").status_code == 404


def test_settings_of_applications_are_checked(tmp_path: Any) -> None:
    from api.settings import Settings

    days = tmp_path / "days.yaml"
    days.write_text("2027: {holidays: [01-01], workdays: []}\n")
    assert Settings(working_days=days, virus_scan="clamd:127.0.0.1:3310").working_days == days
    for bad in ({"virus_scan": "x"}, {"working_days": tmp_path / "none.yaml"}, {"file_megabytes": 0}):
        with pytest.raises(ValueError):
            Settings(**bad)  # type: ignore[arg-type]
