"""An item whose money is used up is no longer listed, is told with the reason, and comes back."""

from __future__ import annotations

from typing import Any

from tests.api.live import DAY, Live
from tests.api.test_drafts import begin, post, publish

WANTED: dict[str, Any] = {"holds_from": str(DAY), "reason": "本年度资金已用完", "next_check_on": "2026-12-01"}


def listed(live: Live, policy_id: str) -> set[str]:
    code = live.subject("enterprise")
    with live.client("agent") as client:
        wanted = {"verdict": ["eligible", "to_judge", "to_verify", "not_eligible"], "size": 200}
        found = client.get(f"/api/v1/enterprises/{code}/matches", params=wanted).json()
    return {item["key"].partition("/")[2] for item in found["items"] if item["policy_id"] == policy_id}


def test_one_item_is_suspended_and_resumed(live: Live) -> None:
    policy_id = "one-item-closed"
    assert publish(live, begin(live, policy_id)).status_code == 201
    first, *others = sorted(listed(live, policy_id))
    assert others
    path = f"/api/v1/policies/{policy_id}/versions/1"
    assert post(live, "officer1", f"{path}/suspend", None, WANTED | {"item_id": "nowhere"}).status_code == 404
    assert post(live, "stranger", f"{path}/suspend", None, WANTED | {"item_id": first}).status_code == 403
    made = post(live, "officer1", f"{path}/suspend", None, WANTED | {"item_id": first})
    assert (made.status_code, made.json()["item_id"]) == (201, first)
    assert listed(live, policy_id) == set(others)
    code = live.subject("enterprise")
    with live.client("agent") as client:
        told = client.get(f"/api/v1/enterprises/{code}/matches/{policy_id}/{first}").json()
        assert (told["status"]["code"], told["status"]["reason"]) == ("suspended", WANTED["reason"])
        assert told["summary"].startswith("暂停受理")
        replayed = client.get(f"/api/v1/receipts/{told['receipt']}/replay").json()
        assert replayed["same"] is True
        items = client.get("/api/v1/items", params={"status": "suspended", "size": 200}).json()["items"]
        assert {item["key"] for item in items} == {f"{policy_id}/{first}"}
        page = client.get(f"/desk/{code}/items/{policy_id}/{first}", headers={"Accept": "text/html"}).text
        assert WANTED["reason"] in page
    assert post(live, "officer1", f"{path}/resume", None, WANTED | {"item_id": first}).status_code == 201
    assert listed(live, policy_id) == {first, *others}


def test_the_screen_says_why_and_keeps_what_was_typed(live: Live) -> None:
    policy_id = "screen-of-standing"
    assert publish(live, begin(live, policy_id)).status_code == 201
    path = f"/officer/policies/{policy_id}/versions/1/standing"
    with live.client("officer1", Accept="text/html") as client:
        typed = {"form_token": "-", "kind": "suspended", "holds_from": "2026-07-01", "reason": "资金用完"}
        refused = client.post(path, data=typed)
        assert refused.status_code == 409
        assert "下次核查" in refused.text
        assert 'value="资金用完"' in refused.text
        malformed = client.post(path, data=typed | {"holds_from": "7月1日"})
        assert malformed.status_code == 422
        assert "自哪一天起：应为日期" in malformed.text
        done = client.post(path, data=typed | {"next_check_on": "2026-09-01"}, follow_redirects=True)
        assert done.status_code == 200
    with live.client("stranger", Accept="text/html") as client:
        assert client.post(path, data=typed | {"next_check_on": "2026-09-01"}).status_code == 403
    with live.client("agent", Accept="text/html") as client:
        assert client.get(path).status_code == 403
