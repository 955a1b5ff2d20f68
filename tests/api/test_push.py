"""Subscriptions, the inbox, opting out, reports and the state of the outbox over HTTP; nobody sees another's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx
import pytest

from policymatch.documents import read_document
from policymatch.push.channels.inbox import Inbox
from policymatch.push.ticking import TickRules, tick
from policymatch.push.tokens import OPT_OUT, RECEIPT
from policymatch.push.worker import Worker
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.policies import publish
from tests.api.conftest import NewLive
from tests.api.live import DAY, Live
from tests.push.peers import free_port

WISH = {"channels": {}, "pace": "daily", "hour": 8, "quiet": {"begins": 22, "ends": 7}, "themes": ["研发"]}


def publish_for_all(live: Live) -> None:
    """A policy that everybody meets."""
    item = {
        "id": "all",
        "name": "普惠补助",
        "condition": {"all": []},
        "benefits": [{"type": "lump_sum", "amount": 1000, "quote": "q"}],
    }
    document = read_document({"id": "for-all", "title": "普惠办法", "published_on": "2026-01-01", "items": [item]})
    with live.service.writing() as session:
        publish(session, ShelfPolicy(document, 1, "q", None), recorded_on=DAY)


@pytest.fixture(scope="module")
def told(new_live: NewLive) -> Live:
    """A server whose enterprises have been told what fits."""
    environment = pytest.MonkeyPatch()
    for name, value in {
        "WEBHOOK_HOSTS": "*.example.com", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(free_port()), "SMTP_FROM": "a@policy.test",
    }.items():  # fmt: skip
        environment.setenv(f"POLICYMATCH_PUSH_{name}", value)
    live = new_live(public_url="http://policy.test", secret_key="secret")
    environment.undo()
    publish_for_all(live)
    tick(live.service.engine, as_of=DAY, now=live.clock(), rules=TickRules())
    links = live.app.state.office.links
    Worker(live.service.engine, {"inbox": Inbox()}, clock=live.clock, links=links).drain()
    return live


def path_of(live: Live, login: str = "enterprise") -> str:
    return f"/api/v1/enterprises/{live.subject(login)}"


def put(client: httpx.Client, live: Live, seen: int, **wish: Any) -> httpx.Response:
    return client.put(f"{path_of(live)}/subscription", json=WISH | wish, headers={"If-Match": f'"{seen}"'})


def test_a_subscription_is_kept_whole_and_seen_by_nobody_else(told: Live) -> None:
    with told.client("enterprise") as client:
        first = client.get(f"{path_of(told)}/subscription")
        assert (first.json()["revision"], first.json()["available"]) == (0, ["smtp", "webhook"])
        assert client.put(f"{path_of(told)}/subscription", json=WISH).status_code == 428
        saved = put(
            client, told, 0, channels={"webhook": {"address": "https://a.example.com/h"}, "smtp": {"address": "a@b.cn"}}
        )
        assert saved.status_code == 200, saved.text
        secret = saved.json()["channels"]["webhook"]["secret"]
        assert secret.startswith("whsec_")
        again = client.get(f"{path_of(told)}/subscription")
        assert (again.json()["revision"], again.headers["etag"]) == (1, '"1"')
        assert again.json()["channels"]["webhook"] == {
            "address": "https://a.example.com/h",
            "has_secret": True,
            "secret": None,
        }
        assert secret not in again.text
        kept = put(client, told, 1, channels={"webhook": {"address": "https://a.example.com/h"}})
        assert kept.json()["channels"] == {
            "webhook": {"address": "https://a.example.com/h", "has_secret": True, "secret": None}
        }
        assert put(client, told, 1).status_code == 412
    for login in ("neighbour", "officer1", "agent", "supervisor", "admin"):
        with told.client(login) as client:
            for refused in (
                client.get(f"{path_of(told)}/subscription"),
                put(client, told, 2),
                client.get(f"{path_of(told)}/inbox"),
            ):
                assert refused.status_code == 403
                assert refused.json()["detail"]
                assert "example.com" not in refused.text


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"channels": {"webhook": {"address": "http://169.254.169.254/"}}}, "不在允许之列"), ({"channels": {"smtp": {"address": "x"}}}, "邮件地址"),
        ({"channels": {"sms": {"address": "13800000000"}}}, "未启用"), ({"quiet": {"begins": 7, "ends": 7}}, "起止"),
        ({"channels": {"fax": {"address": "1"}}}, "只能是"), ({"hour": 24}, "不大于"),
    ],
)  # fmt: skip
def test_what_cannot_be_subscribed(told: Live, wish: dict[str, Any], said: str) -> None:
    with told.client("enterprise") as client:
        refused = put(client, told, 99, **wish)
    assert refused.status_code in (400, 422)
    assert said in refused.text


def test_the_inbox_and_reading_it(told: Live) -> None:
    with told.client("enterprise") as client:
        found = client.get(f"{path_of(told)}/inbox").json()
        assert found["total"] == found["unread"] == len(found["items"]) == 1
        message = found["items"][0]
        assert "政策发布" in message["body"]
        read = client.put(f"{path_of(told)}/inbox/{message['id']}/read")
        assert datetime.fromisoformat(read.json()["read_at"]) == told.clock()
        assert client.get(f"{path_of(told)}/inbox?unread=true").json()["items"] == []
        assert client.put(f"{path_of(told)}/inbox/m00000000/read").status_code == 404
    with told.client("neighbour") as client:
        assert client.put(f"{path_of(told)}/inbox/{message['id']}/read").status_code == 403
        assert client.put(f"{path_of(told, 'neighbour')}/inbox/{message['id']}/read").status_code == 404
    with told.client("officer1") as client:
        one = client.get(f"/api/v1/push/outbox/{message['id']}").json()
        assert one["message"]["read_at"] is not None
        assert {change["cause"] for change in one["changes"]} == {None}
        policies = client.get("/api/v1/push/policies").json()
        assert sum(policy["read"] for policy in policies) >= 1
        assert all(
            policy["matched"] >= policy["pushed"] >= policy["delivered"] >= policy["read"] for policy in policies
        )


def test_one_click_ends_it_without_signing_in(told: Live) -> None:
    links = told.app.state.office.links
    token = links.token(OPT_OUT, told.subject("neighbour"))
    with told.client() as client:
        assert client.get(f"/opt-out/{token}", headers={"accept": "text/html"}).status_code == 200
        assert client.get(f"/api/v1/opt-out/{token}").json()["opted_out"] is False
        one_click = client.post(
            f"/opt-out/{token}", data={"List-Unsubscribe": "One-Click"}, headers={"origin": "https://mail.example.org"}
        )
        assert "已退订" in one_click.text
        assert client.post(f"/api/v1/opt-out/{token}").json()["opted_out"] is True
        assert told.subject("neighbour") not in one_click.text
        assert client.post(f"/api/v1/opt-out/{token[:-1]}!").status_code == 400
        forged = client.post(f"/api/v1/opt-out/{links.token(RECEIPT, told.subject('neighbour'))}")
        assert (forged.status_code, forged.json()["code"]) == (403, "forbidden")
    with told.client("neighbour") as client:
        assert client.get(f"{path_of(told, 'neighbour')}/subscription").json()["opted_out"] is True


def test_reports_of_gateways(told: Live) -> None:
    with told.client("supervisor") as client:
        message = client.get("/api/v1/push/outbox?size=1").json()["items"][0]
        token = told.app.state.office.links.token(RECEIPT, message["id"])
        said = {"state": "delivered", "reference": "r-1", "detail": "DELIVRD"}
        with told.client() as gateway:
            assert [gateway.post(f"/api/v1/push/receipts/{token}", json=said).json() for _ in range(2)] == [
                {"new": True},
                {"new": False},
            ]
            assert gateway.post(f"/api/v1/push/receipts/{token[:-2]}xx", json=said).status_code == 403
        (line,) = client.get(f"/api/v1/push/outbox/{message['id']}").json()["receipts"]
        assert (line["kind"], line["reference"]) == ("delivered", "r-1")


def test_how_it_stands_and_dead_letters(told: Live) -> None:
    with told.service.writing() as session:
        from policymatch.push.outbox import list_messages

        row = list_messages(session, size=1)[0]
        row.state, row.reason = "dead", "对方回答 410"
        session.add(row)
        dead = row.id
    with told.client("officer1") as client:
        state = client.get("/api/v1/push/state").json()
        inbox = next(one for one in state["channels"] if one["channel"] == "inbox")
        assert (inbox["dead"], inbox["enabled"], len(state["ticks"])) == (1, True, 1)
        assert [one["id"] for one in client.get("/api/v1/push/outbox?state=dead").json()["items"]] == [dead]
        assert client.post("/api/v1/push/dead-letters/requeue", json={}).status_code == 403
    with told.client("supervisor") as client:
        assert client.post("/api/v1/push/dead-letters/requeue", json={"ids": ["m0000000"]}).status_code == 404
        assert client.post("/api/v1/push/dead-letters/requeue", json={"ids": [dead]}).json() == {"count": 1}
        actions = [one["action"] for one in client.get("/api/v1/audit?action=push.").json()["items"]]
    assert actions[0] == "push.requeue"
    with told.client("enterprise") as client:
        assert client.get("/api/v1/push/state").status_code == 403


def test_the_screens(told: Live) -> None:
    headers = {"accept": "text/html"}
    with told.client("enterprise") as client:
        assert "消息" in client.get("/enterprise/inbox", headers=headers).text
        page = client.get("/enterprise/subscription", headers=headers)
        assert "邮件地址" in page.text
        revision = client.get(f"{path_of(told)}/subscription").json()["revision"]
        form = {
            "revision": str(revision),
            "pace": "weekly",
            "hour": "10",
            "per_day": "2",
            "levels": ["city"],
            "address_smtp": "boss@firm.cn",
        }
        saved = client.post("/enterprise/subscription", data=form, headers=headers)
        assert saved.status_code == 303, saved.text
        found = client.get(f"{path_of(told)}/subscription").json()
        assert (found["pace"]["code"], found["levels"], found["channels"]["smtp"]["address"]) == (
            "weekly",
            ["city"],
            "boss@firm.cn",
        )
        wrong = client.post("/enterprise/subscription", data=form | {"address_smtp": "nobody"}, headers=headers)
        assert (wrong.status_code, "邮件地址不合要求" in wrong.text) == (422, True)
    with told.client("agent") as client:
        assert client.get("/enterprise/inbox", headers=headers).status_code == 403
