from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from tests.api.conftest import NewLive
from tests.api.live import NOON, PASSWORD, Live

COOKIE = "policymatch_session"


def sign_in(live: Live, login: str = "agent", password: str = PASSWORD, **more: str) -> httpx.Response:
    return httpx.post(
        f"{live.url}/sign-in", data={"login": login, "password": password, **more}, headers={"accept": "text/html"}
    )


def test_a_session_lets_in_until_it_is_closed(live: Live) -> None:
    with live.client() as client:
        token = client.post("/api/v1/sessions", json={"login": "Agent", "password": PASSWORD}).json()["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        me = client.get("/api/v1/me", headers=bearer)
        assert me.json()["role"] == {"code": "agent", "label": "坐席"}
        assert client.delete("/api/v1/sessions/current", headers=bearer).status_code == 204
        refused = client.get("/api/v1/me", headers=bearer)
        assert (refused.status_code, refused.json()["code"]) == (401, "session_ended")
        assert refused.headers["www-authenticate"] == "Bearer"


def test_wrong_passwords_and_unknown_logins_are_told_the_same(live: Live) -> None:
    with live.client() as client:
        said = {
            client.post("/api/v1/sessions", json={"login": login, "password": "wrong wrong"}).json()["detail"]
            for login in ("supervisor", "nobody-of-that-name")
        }
    assert said == {"用户名或密码不正确"}


def test_five_wrong_passwords_lock_the_door_for_a_while(new_live: NewLive) -> None:
    live = new_live()
    with live.client() as client:
        for _ in range(5):
            client.post("/api/v1/sessions", json={"login": "agent", "password": "wrong wrong"})
        locked = client.post("/api/v1/sessions", json={"login": "agent", "password": PASSWORD})
        assert locked.status_code == 401
        assert "锁定" in locked.json()["detail"]
        live.clock.at = NOON + timedelta(minutes=16)
        assert client.post("/api/v1/sessions", json={"login": "agent", "password": PASSWORD}).status_code == 201


def test_an_unused_session_ends(new_live: NewLive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.auth.FRESH", 0.0)
    live = new_live(idle_minutes=30)
    with live.client("agent") as client:
        for minutes in (20, 40, 60):
            live.clock.at = NOON + timedelta(minutes=minutes)
            assert client.get("/api/v1/me").status_code == 200
        live.clock.at = NOON + timedelta(minutes=91)
        assert client.get("/api/v1/me").status_code == 401


def test_a_browser_gets_a_cookie_that_no_script_can_read(fast: Live) -> None:
    answer = sign_in(fast)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie  # else a plain-HTTP intranet could not sign in


def test_where_people_come_by_https_the_cookie_goes_by_https_alone(new_live: NewLive) -> None:
    live = new_live(public_url="https://policy.example.gov.cn")
    assert "Secure" in sign_in(live).headers["set-cookie"]
    assert "strict-transport-security" in live.client().get("/health").headers


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_door_leads_to_our_own_pages_only(fast: Live, elsewhere: str) -> None:
    assert sign_in(fast, next=elsewhere).headers["location"] == "/"


def test_another_site_cannot_make_a_browser_write(fast: Live) -> None:
    cookie = sign_in(fast).cookies[COOKIE]
    with fast.client() as client:
        client.cookies.set(COOKIE, cookie)
        body = {"credit_codes": [fast.subject("enterprise")]}
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            refused = client.post("/api/v1/matches", json=body, headers=headers)
            assert (refused.status_code, refused.json()["code"]) == (403, "foreign_origin")
        assert client.post("/api/v1/matches", json=body, headers={"Origin": fast.url}).status_code == 200


def test_a_form_without_its_token_changes_nothing(fast: Live) -> None:
    with fast.client(accept="text/html") as client:
        client.cookies.set(COOKIE, sign_in(fast).cookies[COOKIE])
        refused = client.post("/sign-out", data={"form_token": "made up"})
        assert refused.status_code == 403
        assert "页面已过期" in refused.text
        assert client.get("/desk").status_code == 200


def test_who_has_not_signed_in_is_sent_to_the_door_and_back(fast: Live) -> None:
    with fast.client(accept="text/html") as client:
        sent = client.get("/enterprise/profile")
        assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?next=%2Fenterprise%2Fprofile")
        back = sign_in(fast, "enterprise", next="/enterprise/profile")
        assert back.headers["location"] == "/enterprise/profile"


def test_a_disabled_account_is_out_at_once(new_live: NewLive) -> None:
    live = new_live()
    with live.client("admin") as admin, live.client("agent") as agent:
        assert agent.get("/api/v1/me").status_code == 200
        account = next(one for one in admin.get("/api/v1/accounts").json() if one["login"] == "agent")
        assert admin.put(f"/api/v1/accounts/{account['id']}/active", json={"active": False}).json()["active"] is False
        assert agent.get("/api/v1/me").status_code == 401
