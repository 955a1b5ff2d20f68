from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import NewLive
from tests.api.live import Live

TEXT = """合肥示例区人民政府关于支持专精特新企业的若干措施
合示例政〔2026〕1号
第一条 对注册地在本区、上年度营业收入2000万元以上的专精特新中小企业，给予一次性奖励20万元。
第二条 对上年度研发费用占营业收入比例不低于5%的企业，给予最高50万元补助。
第三条 本措施自2026年1月1日起施行，有效期至2028年12月31日。
"""
POLICY = "shushan-srdi-2026"


@pytest.fixture
def desk(new_live: NewLive) -> Live:
    return new_live()


def begin(live: Live, policy_id: str = POLICY, **headers: str) -> dict[str, Any]:
    with live.client("officer1", **headers) as client:
        answer = client.post("/api/v1/drafts", json={"policy_id": policy_id, "text": TEXT})
    assert answer.status_code == 201, answer.text
    return answer.json()


def post(live: Live, login: str, path: str, revision: int | None, body: Any = None, **headers: str) -> Any:
    if revision is not None:
        headers["If-Match"] = f'"{revision}"'
    with live.client(login, **headers) as client:
        return client.post(path, json={} if body is None else body)


def publish(live: Live, draft: dict[str, Any]) -> Any:
    path = f"/api/v1/drafts/{draft['id']}"
    submitted = post(live, "officer1", f"{path}/submit", draft["revision"])
    assert submitted.status_code == 200, submitted.text
    with live.client("officer2") as client:
        found = client.get(f"{path}/checklist").json()["findings"]
    overruled = {one["key"]: "演示" for one in found if one["blocks"]}
    return post(
        live, "officer2", f"{path}/publish", submitted.json()["revision"], {"overruled": overruled, "comment": "同意"}
    )


def test_from_text_to_version_by_two_people(live: Live) -> None:
    draft = begin(live, "two-people")
    path = f"/api/v1/drafts/{draft['id']}"
    assert draft["document"]["items"]
    own = post(live, "officer1", f"{path}/submit", 1)
    assert own.headers["etag"] == '"2"'
    refused = post(live, "officer1", f"{path}/publish", 2)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert "第二人" in refused.json()["detail"]
    back = post(live, "officer2", f"{path}/send-back", 2, {"comment": "请核对金额"})
    assert back.json()["state"]["code"] == "draft"
    done = publish(live, back.json())
    assert (done.status_code, done.json()["version"]) == (201, 1)
    with live.client() as client:
        shown = client.get("/api/v1/policies/two-people").json()
    assert shown["content_hash"] == done.json()["content_hash"]
    assert shown["status"]["code"] == "in_force"
    with live.client("supervisor") as client:
        assert (
            client.get("/api/v1/audit", params={"action": "policy.publish"}).json()["items"][0]["target"]
            == "two-people/v1"
        )
        assert client.get("/api/v1/audit/verification").json()["whole"] is True


def test_what_is_published_counts_at_once_and_what_is_suspended_no_longer(desk: Live) -> None:
    subject = desk.subject("enterprise")

    def keys() -> set[str]:
        with desk.client("enterprise") as client:
            query = [("verdict", code) for code in ("eligible", "to_judge", "to_verify", "not_eligible")]
            found = client.get(f"/api/v1/enterprises/{subject}/matches", params=[*query, ("size", 200)]).json()["items"]
            return {one["policy_id"] for one in found}

    assert POLICY not in keys()
    assert publish(desk, begin(desk)).status_code == 201
    assert POLICY in keys()
    path = f"/api/v1/policies/{POLICY}/versions/1"
    bare = post(desk, "officer1", f"{path}/suspend", None, {"holds_from": "2026-06-30", "reason": "资金用完"})
    assert (bare.status_code, bare.json()["detail"]) == (409, "暂停须写明下次核查日期")
    event = {"holds_from": "2026-06-30", "reason": "本年度资金已用完", "next_check_on": "2026-12-01"}
    assert post(desk, "officer1", f"{path}/suspend", None, event).status_code == 201
    assert POLICY not in keys()
    with desk.client() as client:
        status = client.get(f"/api/v1/policies/{POLICY}").json()["status"]
    assert (status["code"], status["reason"], status["next_check_on"]) == (
        "suspended",
        "本年度资金已用完",
        "2026-12-01",
    )


def test_the_same_key_does_the_work_once(live: Live) -> None:
    headers = {"Idempotency-Key": "key-12345678"}
    first, second = begin(live, "only-once", **headers), begin(live, "only-once", **headers)
    assert first == second
    with live.client("officer1", **headers) as client:
        other = client.post("/api/v1/drafts", json={"policy_id": "another", "text": TEXT})
    assert other.status_code == 409
    assert "幂等键" in other.json()["detail"]


def test_a_change_names_the_revision_it_was_made_from(live: Live) -> None:
    draft = begin(live, "revisions")
    path = f"/api/v1/drafts/{draft['id']}/items/1"
    with live.client("officer1") as client:
        without = client.patch(path, json={"name": "甲"})
        assert (without.status_code, without.json()["code"]) == (428, "revision_required")
        changed = client.patch(path, json={"name": "甲"}, headers={"If-Match": '"1"'})
        assert changed.json()["document"]["items"][0]["name"] == "甲"
        stale = client.patch(path, json={"name": "乙"}, headers={"If-Match": '"1"'})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale")
        quote = {"field": "employees", "op": ">=", "value": 10, "period": "last_year", "quote": "原文没有这句话"}
        invented = client.patch(path, json={"condition": quote}, headers={"If-Match": '"2"'})
        assert (invented.status_code, invented.json()["code"]) == (422, "quote_not_found")
        unchanged = client.get(f"/api/v1/drafts/{draft['id']}", headers={"If-None-Match": '"2"'})
        assert unchanged.status_code == 304


def test_another_department_does_not_even_read_it(live: Live) -> None:
    draft = begin(live, "private")
    with live.client("stranger") as client:
        refused = client.get(f"/api/v1/drafts/{draft['id']}")
        assert (refused.status_code, "惠企政策办" in refused.json()["detail"]) == (403, True)
        assert client.get("/api/v1/drafts").json()["total"] == 0
        borrowed = client.post("/api/v1/drafts", json={"policy_id": "x", "text": TEXT, "department": "惠企政策办"})
        assert borrowed.status_code == 403
    for login in ("agent", "supervisor", "admin", "enterprise"):
        with live.client(login) as client:
            assert client.get(f"/api/v1/drafts/{draft['id']}").status_code == 403


def test_boundary_pairs_are_signed_and_become_cases(live: Live) -> None:
    draft = begin(live, "signed")
    path = f"/api/v1/drafts/{draft['id']}"
    with live.client("officer1") as client:
        pairs = client.get(f"{path}/checklist").json()["pairs"]
    assert {pair["side"] for pair in pairs} >= {"低于", "等于", "高于"}
    answers = {pair["key"]: True for pair in pairs}
    assert post(live, "officer1", f"{path}/signatures", 1, {"answers": answers}).status_code == 200
    with live.client("officer1") as client:
        assert client.get(f"{path}/checklist").json()["signed"] == len(pairs)
    unknown = post(live, "officer1", f"{path}/signatures", 2, {"answers": {"0" * 16: True}})
    assert unknown.status_code == 404


def test_before_publishing_the_officer_sees_what_data_can_answer_and_whom_it_touches(live: Live) -> None:
    draft = begin(live, "reach")
    with live.client("officer1") as client:
        decidable = client.get(f"/api/v1/drafts/{draft['id']}/decidability").json()
        effect = client.get(f"/api/v1/drafts/{draft['id']}/impact").json()
    assert decidable["enterprises"] == effect["enterprises"] > 50
    assert 0 < decidable["share"] <= 1
    for item in decidable["items"]:
        assert sum(item["counts"].values()) == decidable["enterprises"]
    assert {item["item_id"] for item in effect["items"]} == {item["item_id"] for item in decidable["items"]}


def test_files_are_read_and_kept(live: Live) -> None:
    with live.client("officer1") as client:
        made = client.post(
            "/api/v1/uploads",
            data={"policy_id": "from-file"},
            files={"file": ("办法.txt", TEXT.encode(), "text/plain")},
        )
        assert made.status_code == 201
        assert made.json()["document"]["doc_number"] == "合示例政〔2026〕1号"
        broken = client.post(
            "/api/v1/uploads", data={"policy_id": "broken"}, files={"file": ("办法.pdf", b"%PDF-1.7 nonsense", "")}
        )
        assert broken.status_code == 422
        assert broken.json()["hint"]
        bad = client.post("/api/v1/uploads", data={"policy_id": "Not An Id"}, files={"file": ("a.txt", TEXT.encode())})
        assert bad.status_code == 400


def test_what_another_process_publishes_shows_here(desk: Live) -> None:
    from tests.api.live import start

    beside = start(desk.service.settings.store)
    try:
        assert publish(beside, begin(beside, "from-beside")).status_code == 201
        with desk.client() as client:
            assert client.get("/api/v1/policies/from-beside").status_code == 200
            hits = client.get("/api/v1/items", params={"q": "专精特新奖励", "size": 50}).json()["items"]
        assert "from-beside" in {hit["policy_id"] for hit in hits}
    finally:
        beside.stop()
