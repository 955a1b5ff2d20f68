"""Every channel against a real peer: what goes over the wire, and what an answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from policymatch.errors import InvalidInputError
from policymatch.push.channels import Parcel
from policymatch.push.channels.robots import DingTalk, Feishu, WeCom, sign_dingtalk, sign_feishu
from policymatch.push.channels.sms import Sms
from policymatch.push.channels.smtp import Smtp
from policymatch.push.channels.webhooks import Webhook, sign
from policymatch.push.errors import DeliveryError
from policymatch.push.messages import Message
from policymatch.push.settings import PushSettings, read_settings
from policymatch.push.subscriptions import Target, check_target, may_post, new_secret
from tests.push.peers import HttpPeer, MailPeer

NOW = datetime(2026, 6, 30, 4, tzinfo=UTC)
MESSAGE = Message("新符合：稳岗补助", "参保人数由8人变为12人", "新符合：稳岗补助", {"credit_code": "X", "changes": []})
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def parcel(address: str = "", secret: str = "", **more: str) -> Parcel:
    return Parcel("m1", "X", Target(address, secret), MESSAGE, NOW, NOW, **more)


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of the standard-webhooks reference libraries.
    at = datetime.fromtimestamp(1614265330, UTC)
    said = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_webhook_as_its_receiver_checks_it() -> None:
    peer = HttpPeer()
    with peer.running() as url:
        channel = Webhook(["127.0.0.1"], timeout=5)
        for _ in range(2):
            assert channel.send(parcel(f"{url}/hook?x=1", SECRET, callback="https://c/r")).delivered
        channel.close()
    first, second = peer.requests
    assert first.path == "/hook?x=1"
    assert first.body == second.body
    assert first.json()["type"] == "policy.matches.changed"
    assert first.json()["data"]["receipt_url"] == "https://c/r"
    signed = f"{first.headers['webhook-id']}.{first.headers['webhook-timestamp']}.".encode() + first.body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert (
        first.headers["webhook-signature"]
        == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    )


@pytest.mark.parametrize(
    ("status", "headers", "permanent", "pause"),
    [
        (500, {}, False, None), (503, {"Retry-After": "120"}, False, 120.0), (429, {"Retry-After": "soon"}, False, None),
        (404, {}, True, None), (410, {}, True, None), (302, {"Location": "http://elsewhere/"}, True, None),
    ],
)  # fmt: skip
def test_what_a_refusal_means(status: int, headers: dict[str, str], permanent: bool, pause: float | None) -> None:
    peer = HttpPeer(lambda _: (status, headers, b"no"))
    with peer.running() as url, pytest.raises(DeliveryError) as caught:
        Webhook(["127.0.0.1"], timeout=5).send(parcel(url, SECRET))
    assert (caught.value.permanent, caught.value.retry_after) == (permanent, pause)
    assert len(peer.requests) == 1


def test_nobody_there_and_too_slow() -> None:
    with pytest.raises(DeliveryError, match="联系不上") as caught:
        Webhook(["127.0.0.1"], timeout=1).send(parcel("http://127.0.0.1:9/", SECRET))
    assert not caught.value.permanent
    with HttpPeer(delay=0.6).running() as url, pytest.raises(DeliveryError, match="超时"):
        Webhook(["127.0.0.1"], timeout=0.2).send(parcel(url, SECRET))


def test_only_hosts_that_the_operator_allows() -> None:
    assert may_post("https://a.example.com/x", ["*.example.com"])
    assert may_post("http://h:8080/x", ["h:8080"])
    for url in ("https://example.com.evil.net/", "http://169.254.169.254/", "https://evil.net/?a.example.com"):
        assert not may_post(url, ["*.example.com"])
        with pytest.raises(DeliveryError, match="不在允许之列"):
            Webhook(["*.example.com"], timeout=1).send(parcel(url, SECRET))


@pytest.mark.parametrize(
    ("channel", "target"),
    [
        ("webhook", Target("ftp://a.example.com/")), ("webhook", Target("https://u:p@a.example.com/")),
        ("webhook", Target("https://b.net/")), ("webhook", Target("https://a.example.com/", "whsec_short")),
        ("smtp", Target("a@b")), ("smtp", Target("a@b.cn\r\nBcc: x@y.cn")), ("sms", Target("12ab")), ("wecom", Target("../x")),
        ("fax", Target("1")), ("inbox", Target()),
    ],
)  # fmt: skip
def test_addresses_that_are_none(channel: str, target: Target) -> None:
    enabled = ("inbox", "smtp", "webhook", "sms", "wecom")
    with pytest.raises(InvalidInputError):
        check_target(channel, target, enabled=enabled, webhook_hosts=["*.example.com"])


def test_a_webhook_gets_a_secret_of_its_own() -> None:
    made = check_target(
        "webhook", Target("https://a.example.com/h"), enabled=["webhook"], webhook_hosts=["*.example.com"]
    )
    assert made.secret.startswith("whsec_")
    assert made.secret != new_secret()


def smtp(port: int) -> Smtp:
    given = {"push_smtp_host": "127.0.0.1", "push_smtp_port": port, "push_smtp_security": "none"}
    return Smtp(PushSettings(**given, push_smtp_from="no-reply@policy.test", push_timeout_seconds=5))


def test_mail_with_its_id_and_one_click_opt_out() -> None:
    peer = MailPeer()
    with peer.running() as port:
        channel = smtp(port)
        for _ in range(2):
            assert "taken" in channel.send(parcel("boss@firm.test", opt_out="https://p/opt-out/t")).reference
        with pytest.raises(DeliveryError) as caught:
            channel.send(parcel("gone@firm.test"))
        assert caught.value.permanent
        channel.close()
    first, second = peer.taken
    assert first["Message-ID"] == second["Message-ID"] == "<m1@policy.test>"
    assert first["Date"] == second["Date"]
    assert first["List-Unsubscribe"] == "<https://p/opt-out/t>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Subject"] == MESSAGE.title
    assert "参保人数由8人变为12人" in first.get_content()


def test_a_mail_server_that_is_busy_or_away() -> None:
    peer = MailPeer(failing=1.0, seed=3)
    with peer.running() as port:
        channel = smtp(port)
        for _ in range(4):
            with pytest.raises(DeliveryError) as caught:
                channel.send(parcel("boss@firm.test"))
            assert not caught.value.permanent
    with pytest.raises(DeliveryError, match="联系不上"):
        channel.send(parcel("boss@firm.test"))


def test_robots_say_nothing_of_the_enterprise_and_sign() -> None:
    peer = HttpPeer(lambda _: (200, {}, b'{"errcode": 0, "code": 0}'))
    with peer.running() as url:
        for kind in (WeCom, DingTalk, Feishu):
            kind(url, timeout=5).send(parcel("key-12345678", "SECabc"))
    wecom, ding, feishu = peer.requests
    assert wecom.path == "/cgi-bin/webhook/send?key=key-12345678"
    query = parse_qs(urlsplit(ding.path).query)
    stamp = str(int(NOW.timestamp() * 1000))
    assert query == {"access_token": ["key-12345678"], "timestamp": [stamp], "sign": [sign_dingtalk("SECabc", stamp)]}
    assert feishu.path == "/open-apis/bot/v2/hook/key-12345678"
    assert feishu.json()["sign"] == sign_feishu("SECabc", feishu.json()["timestamp"])
    for request in peer.requests:
        assert "12人" not in request.body.decode()
        assert "稳岗补助" in request.body.decode()


@pytest.mark.parametrize(
    ("body", "permanent"),
    [(b'{"errcode": 45009, "errmsg": "freq"}', False), (b'{"errcode": 93000}', True), (b"<html>", False)],
)
def test_robots_that_refuse_with_status_200(body: bytes, permanent: bool) -> None:
    with HttpPeer(lambda _: (200, {}, body)).running() as url, pytest.raises(DeliveryError) as caught:
        WeCom(url, timeout=5).send(parcel("key-12345678"))
    assert caught.value.permanent is permanent


def test_any_gateway_of_short_messages() -> None:
    peer = HttpPeer(lambda _: (200, {}, b'{"code": "OK"}'))
    with peer.running() as url:
        given = PushSettings(
            push_sms_url=f"{url}/send?to={{phone}}", push_sms_headers='{"X-Key": "k"}', push_sms_ok='"OK"'
        )  # type: ignore[arg-type]
        Sms(given).send(parcel("13800000000"))
        form = PushSettings(
            push_sms_url=url, push_sms_type="application/x-www-form-urlencoded", push_sms_body="p={phone}&t={text}"
        )
        channel = Sms(form)
        channel.send(parcel("+8613800000000"))
        assert not channel.knows_again
        strict = PushSettings(push_sms_url=url, push_sms_ok="delivered")
        with pytest.raises(DeliveryError, match="未受理"):
            Sms(strict).send(parcel("13800000000"))
    first, second, _ = peer.requests
    assert (first.path, first.headers["x-key"]) == ("/send?to=13800000000", "k")
    assert json.loads(first.body) == {"phone": "13800000000", "text": MESSAGE.short, "id": "m1"}
    assert parse_qs(second.body.decode()) == {"p": ["+8613800000000"], "t": [MESSAGE.short]}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUSH_SMTP_HOST", "mail.test", "PUSH_SMTP_FROM"), ("PUSH_REMIND_DAYS", "15,x", "正整数"), ("PUSH_RATES", "fax=3", "没有渠道 fax"),
        ("PUSH_WECOM_URL", "qyapi", "http"), ("PUSH_TICK_HOUR", "25", "不大于 23"), ("PUSH_LEASE_SECONDS", "5", "应大于"),
        ("PUSH_SMS_HEADERS", "x", "JSON"), ("PUSH_SMPT_HOST", "x", "不认识的环境变量"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used(name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"POLICYMATCH_{name}", value)
    with pytest.raises(InvalidInputError, match=said):
        read_settings()
