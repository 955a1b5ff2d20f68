"""Sign-in by a real provider process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from policymatch.store.accounts import bind_identity, find_account
from tests.api.conftest import NewLive
from tests.api.live import Live


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx.get(f"{url}/.well-known/openid-configuration").raise_for_status()
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def city(provider: str, new_live: NewLive) -> Live:
    return new_live(
        oidc_issuer=provider,
        oidc_client_id="policymatch",
        oidc_client_secret="secret",
        oidc_subject_claim="uscc",
        secret_key="k" * 32,
    )


def come_in(live: Live, provider: str, subject: str, **claims: str) -> tuple[httpx.Client, httpx.Response]:
    """A browser's way: to the provider, who asks who one is, and back."""
    httpx.put(f"{provider}/users/{subject}", json=claims).raise_for_status()
    browser = httpx.Client(base_url=live.url, headers={"accept": "text/html"})
    start = browser.get("/sign-in/oidc/start", params={"next": "/enterprise/profile"})
    assert start.status_code == 302, start.text
    there = start.headers["location"]
    query = parse_qs(urlsplit(there).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"{live.url}/sign-in/oidc/back"]
    agreed = httpx.post(there, data={"sub": subject})
    return browser, browser.get(agreed.headers["location"])


def test_a_bound_person_comes_in_as_his_account(city: Live, provider: str) -> None:
    with city.service.writing() as session:
        account = find_account(session, "agent")
        bind_identity(session, account.id, issuer=provider, identity="zhang-san")
    browser, answer = come_in(city, provider, "zhang-san")
    assert answer.status_code == 303, answer.text
    assert browser.get("/api/v1/me").json()["login"] == "agent"


def test_an_unknown_person_does_not(city: Live, provider: str) -> None:
    browser, answer = come_in(city, provider, "li-si")
    assert answer.status_code == 403
    assert "没有可用的账户" in answer.text
    assert browser.get("/api/v1/me").status_code == 401


def test_an_enterprise_vouched_for_by_the_provider_sees_itself(city: Live, provider: str) -> None:
    subject = city.subject("neighbour")
    browser, answer = come_in(city, provider, "legal-person", uscc=subject)
    assert (answer.status_code, answer.headers["location"]) == (303, "/enterprise/profile")
    me = browser.get("/api/v1/me").json()
    assert (me["role"]["code"], me["credit_code"]) == ("enterprise", subject)
    again, _ = come_in(city, provider, "legal-person", uscc=subject)
    assert again.get("/api/v1/me").json()["login"] == me["login"]


def test_an_answer_that_was_not_asked_for_is_refused(city: Live) -> None:
    with city.client(accept="text/html") as browser:
        answer = browser.get("/sign-in/oidc/back", params={"code": "stolen", "state": "made-up"})
    assert answer.status_code == 401
    assert "没有通过" in answer.text


def test_the_door_shows_the_way_only_where_there_is_one(city: Live, fast: Live) -> None:
    assert "统一身份认证登录" in city.client(accept="text/html").get("/sign-in").text
    assert "统一身份认证" not in fast.client(accept="text/html").get("/sign-in").text
