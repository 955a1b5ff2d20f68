"""Settings, limits, headers, logs, the start and the stop."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api.limits import RateLimit
from api.logs import masked
from api.settings import read_settings
from policymatch.errors import InvalidInputError
from tests.api.conftest import NewLive
from tests.api.live import PASSWORD, Live

PAGES = (
    "/sign-in",
    "/policies",
    "/policies/cn-sme-tax-2023",
    "/items/cn-sme-tax-2023/six-taxes-halved",
    "/docs",
    "/docs/problems",
    "/nothing",
)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "POLICYMATCH_PORT：应为整数"),
        ("PORT", "70000", "POLICYMATCH_PORT：应不大于 65535"),
        ("AS_OF", "yesterday", "POLICYMATCH_AS_OF：应为日期"),
        ("DATABASE_URL", "mysql://x", "POLICYMATCH_DATABASE_URL：应以 postgresql+psycopg://"),
        ("PUBLIC_URL", "policy.gov.cn", "POLICYMATCH_PUBLIC_URL：应为 http://"),
        ("OIDC_ISSUER", "https://id.example", "要写 OIDC_CLIENT_ID"),
        ("LOG_FORMAT", "xml", "POLICYMATCH_LOG_FORMAT：只能是"),
        ("PROT", "8000", "不认识的环境变量 POLICYMATCH_PROT"),
    ],
)
def test_settings_that_cannot_be_used_are_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"POLICYMATCH_{name}", value)
    with pytest.raises(InvalidInputError) as refused:
        read_settings()
    assert said in refused.value.message


def test_a_bucket_lets_so_many_pass_and_refills() -> None:
    limit = RateLimit(60)
    assert [limit.wait("a", at=0.0) for _ in range(60)] == [0.0] * 60
    assert limit.wait("a", at=0.0) == pytest.approx(1.0)
    assert limit.wait("b", at=0.0) == 0.0
    assert limit.wait("a", at=1.0) == 0.0
    assert RateLimit(0).wait("a") == 0.0


def test_who_asks_too_often_is_told_when_to_come_back(new_live: NewLive) -> None:
    live = new_live(rate_per_minute=5)
    with live.client() as client:
        statuses = [client.get("/api/v1/policies").status_code for _ in range(7)]
        refused = client.get("/api/v1/policies")
        assert statuses[:5] == [200] * 5
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 13
        assert refused.headers["content-type"] == "application/problem+json"
        assert client.get("/health").status_code == 200


def test_guessing_passwords_is_slowed(new_live: NewLive) -> None:
    live = new_live(sign_in_per_minute=3)
    with live.client() as client:
        tries = [
            client.post("/api/v1/sessions", json={"login": f"x{n}", "password": "wrong wrong"}).status_code
            for n in range(5)
        ]
    assert tries == [401, 401, 401, 429, 429]


@pytest.mark.parametrize("path", PAGES)
def test_pages_keep_to_themselves(fast: Live, path: str) -> None:
    with fast.client(accept="text/html") as client:
        answer = client.get(path)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    assert "<script" not in answer.text
    assert not re.findall(r' style="| on\w+="', answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "upgrade-insecure-requests" not in policy
    assert "strict-transport-security" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(fast: Live) -> None:
    with fast.client(accept="text/html") as client:
        assert "没有这个地址" in client.get("/nothing").text
        assert client.get("/api/v1/nothing").headers["content-type"] == "application/problem+json"


def test_too_much_at_once_is_refused(new_live: NewLive) -> None:
    live = new_live(upload_megabytes=1)
    with live.client("officer1") as client:
        big = client.post("/api/v1/uploads", data={"policy_id": "big"}, files={"file": ("a.txt", b"x" * 1_200_000)})
    assert (big.status_code, big.json()["code"]) == (413, "too_large")


def test_metrics_name_patterns_and_nobody(fast: Live) -> None:
    subject = fast.subject("enterprise")
    with fast.client("enterprise") as client:
        client.get(f"/api/v1/enterprises/{subject}")
        client.get("/sub/91340100MA2MRDPW0X")
        text = client.get("/metrics").text
    assert 'route="/api/v1/enterprises/{credit_code}"' in text
    assert subject not in text
    assert "91340100MA2MRDPW0X" not in text


def test_logs_hide_codes_phones_and_identities() -> None:
    said = masked("企业91340100MA2MRDPW0X，13800138000，110101199003078515，请求 5f0c1d6e8a4b")
    assert said == "企业〔信用代码〕，〔手机〕，〔证件〕，请求 5f0c1d6e8a4b"


def test_it_starts_by_one_command_and_stops_gracefully(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "policymatch.sqlite3")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYMATCH_")}
    command = [sys.executable, "-m", "api", "--home", str(tmp_path), "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment | {"POLICYMATCH_AS_OF": "2026-06-30"}, stderr=subprocess.PIPE, text=True
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process)
        token = httpx.post(f"{url}/api/v1/sessions", json={"login": "enterprise", "password": PASSWORD}).json()["token"]
        with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as client:
            subject = client.get("/api/v1/me").json()["credit_code"]
            assert client.get(f"/api/v1/enterprises/{subject}/matches").status_code == 200
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=20)
    finally:
        process.kill()
    assert '"event": "stopped"' in logged
    assert '"route": "/api/v1/enterprises/{credit_code}/matches"' in logged
    assert subject not in logged
    assert PASSWORD not in logged
    assert token not in logged


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 150
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()[1]
        try:
            if httpx.get(f"{url}/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("it did not become ready")


def test_what_cannot_start_says_why_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"POLICYMATCH_PORT": "eighty"}
    done = subprocess.run(
        [sys.executable, "-m", "api", "--home", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("错误：POLICYMATCH_PORT：应为整数")
    assert done.stderr.count("\n") == 1


def test_a_kept_answer_is_for_whom_it_was_made_as_long_as_he_may(new_live: NewLive) -> None:
    live = new_live()
    code = live.subject("enterprise")
    path = f"/api/v1/enterprises/{code}/matches"
    with live.client("agent") as agent, live.client("enterprise") as own, live.client("neighbour") as other:
        seen = agent.get(path)
        again = agent.get(path)
        assert again.content == seen.content
        assert again.headers["etag"] == seen.headers["etag"]
        assert again.headers["x-request-id"] != seen.headers["x-request-id"]
        assert again.headers["content-security-policy"]
        assert agent.get(path, headers={"If-None-Match": seen.headers["etag"]}).status_code == 304
        assert agent.get(path, params={"nonsense": "1"}).status_code == 400
        assert agent.get(path, headers={"If-None-Match": "0" * 500}).status_code == 400
        assert own.get(path).json()["receipt"]
        assert other.get(path).status_code == 403
        assert agent.get(path + "?verdict=eligible").json()["total"] == seen.json()["counts"]["eligible"]
        assert f'route="{"/api/v1/enterprises/{credit_code}/matches"}"' in agent.get("/metrics").text
        assert agent.delete("/api/v1/sessions/current").status_code == 204
        assert agent.get(path).status_code == 401


def test_kept_answers_are_counted_too(new_live: NewLive) -> None:
    live = new_live(rate_per_minute=30)
    path = f"/api/v1/enterprises/{live.subject('enterprise')}/matches"
    with live.client("enterprise") as client:
        answers = [client.get(path).status_code for _ in range(60)]
    assert set(answers) == {200, 429}
    assert answers[0] == 200
