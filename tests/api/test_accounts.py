"""The administrator opens, changes and closes accounts, over the interface and on the page."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.api.conftest import NewLive
from tests.api.live import Live


@pytest.fixture(scope="module")
def city(new_live: NewLive) -> Live:
    return new_live()


def sign_in(live: Live, login: str, password: str) -> int:
    with live.client() as client:
        return client.post("/api/v1/sessions", json={"login": login, "password": password}).status_code


def account(client: httpx.Client, login: str) -> dict[str, Any]:
    return next(one for one in client.get("/api/v1/accounts").json() if one["login"] == login)


def test_an_account_is_changed_and_given_another_password(city: Live) -> None:
    with city.client("admin") as admin:
        wanted = {"login": "temp", "name": "临时", "role": "agent", "password": "a-first-password"}
        made = admin.post("/api/v1/accounts", json=wanted).json()
        path = f"/api/v1/accounts/{made['id']}"
        changed = admin.put(path, json={"name": "专员", "role": "officer", "departments": ["科技局"]})
        assert (changed.json()["role"]["code"], changed.json()["departments"]) == ("officer", ["科技局"])
        assert admin.put(path, json={"name": "x", "role": "enterprise"}).status_code == 422
        assert admin.put(f"{path}/password", json={"password": "short"}).status_code == 400
        assert admin.put(f"{path}/password", json={"password": "another-password"}).status_code == 200
        audit = admin.get("/api/v1/audit", params={"target": made["id"]}).json()["items"]
    assert [entry["action"] for entry in audit] == ["account.password", "account.change", "account.create"]
    assert "password" not in str([entry["detail"] for entry in audit])
    assert sign_in(city, "temp", "a-first-password") == 401
    assert sign_in(city, "temp", "another-password") == 201


def test_the_last_administrator_cannot_be_shut_out(city: Live) -> None:
    with city.client("admin") as admin:
        path = f"/api/v1/accounts/{account(admin, 'admin')['id']}"
        refused = admin.put(f"{path}/active", json={"active": False})
        assert (refused.status_code, "最后一个" in refused.json()["detail"]) == (409, True)
        assert admin.put(path, json={"name": "x", "role": "agent"}).status_code == 409
        assert admin.get("/api/v1/accounts").status_code == 200


def test_on_the_page_the_password_is_shown_once(city: Live) -> None:
    with city.client("admin", Accept="text/html") as admin:
        typed = {
            "form_token": "-",
            "login": "Neu",
            "name": "新来的",
            "role": "officer",
            "departments": "科技局、财政局",
        }
        wrong = admin.post("/supervisor/accounts", data=typed | {"role": "enterprise"})
        assert (wrong.status_code, 'value="新来的"' in wrong.text) == (422, True)
        opened = admin.post("/supervisor/accounts", data=typed)
        password = re.search(r'<strong class="code">([a-z0-9-]{19})</strong>', opened.text)
        assert password
        assert password[1] not in admin.get("/supervisor/accounts").text
        assert sign_in(city, "neu", password[1]) == 201
        path = f"/supervisor/accounts/{account(admin, 'neu')['id']}"
        assert sorted(account(admin, "neu")["departments"]) == ["科技局", "财政局"]
        reset = admin.post(f"{path}/password", data={"form_token": "-"})
        again = re.search(r'<strong class="code">([a-z0-9-]{19})</strong>', reset.text)
        assert again
        assert again[1] != password[1]
        assert sign_in(city, "neu", password[1]) == 401
        changed = typed | {"role": "agent", "departments": ""}
        assert admin.post(path, data=changed).status_code == 303
        assert account(admin, "neu")["role"]["code"] == "agent"
        assert admin.post(f"{path}/active", data={"form_token": "-", "active": "false"}).status_code == 303
        assert sign_in(city, "neu", again[1]) == 401
    with city.client("supervisor", Accept="text/html") as other:
        assert other.get(path).status_code == 403
        assert other.post(f"{path}/password", data={"form_token": "-"}).status_code == 403
