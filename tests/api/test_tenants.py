"""An enterprise sees itself alone, whatever id it asks for, and by whatever way."""

from __future__ import annotations

import random
from typing import Any

import httpx
import pytest

from api.permissions import Action, User, allowed_actions, may
from policymatch.registry.roles import Role
from tests.api.live import Live, subjects

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_every_answer_has_a_reason(role: Role, action: Action) -> None:
    user = User("1", "x", "x", role, ("甲",), "A" * 18 if role is Role.ENTERPRISE else None)
    for department in (None, "甲", "乙"):
        answer = may(user, action, subject=user.subject, department=department)
        assert answer.reason
        assert answer.allowed is False or action in allowed_actions(user)


def test_nobody_but_the_first_four_roles_reads_enterprises() -> None:
    able = {role for role in Role if may(User("1", "x", "x", role, (), None), Action.ENTERPRISE_READ).allowed}
    assert able == {Role.ENTERPRISE, Role.OFFICER, Role.AGENT, Role.SUPERVISOR}
    assert Action.PUBLISH not in allowed_actions(User("1", "x", "x", Role.ADMIN))


def attempts(live: Live, count: int, seed: int) -> list[tuple[httpx.Response, str, str]]:
    """Random requests for enterprises that are not the caller's: known ones, near misses of its own, inventions."""
    chance = random.Random(seed)
    own = live.subject("enterprise")
    others = [code for code in subjects(live.service.engine) if code != own]
    theirs = live.client("neighbour").get(f"/api/v1/enterprises/{live.subject('neighbour')}/matches").json()
    keys = [entry.key for entry in live.service.catalogue().governing]
    drafts, account = "0" * 32, "f" * 32

    def code() -> str:
        place = chance.randrange(18)
        near = own[:place] + chance.choice(LETTERS) + own[place + 1 :]
        made = "".join(chance.choices(LETTERS, k=18))
        return chance.choice(
            [chance.choice(others), chance.choice(others), near, made, own.lower(), own + " ", "0" + own]
        )

    def one(client: httpx.Client) -> tuple[httpx.Response, str, str]:
        asked, key = code(), chance.choice(keys)
        while asked == own:
            asked = code()
        ways: list[tuple[str, str, Any]] = [
            ("GET", f"/api/v1/enterprises/{asked}", None),
            ("GET", f"/api/v1/enterprises/{asked}/matches", None),
            ("GET", f"/api/v1/enterprises/{asked}/matches?verdict=eligible&page=1&size=200", None),
            ("GET", f"/api/v1/enterprises/{asked}/matches/{key}", None),
            ("GET", f"/api/v1/enterprises/{asked}/missing-facts", None),
            ("POST", f"/api/v1/enterprises/{asked}/what-if", {"facts": [], "answers": {}}),
            ("POST", "/api/v1/matches", {"credit_codes": [asked] if len(asked) == 18 else [own, others[0]]}),
            ("GET", "/api/v1/enterprises?name=有限公司", None),
            ("GET", f"/api/v1/receipts/{theirs['receipt']}", None),
            ("GET", f"/api/v1/receipts/{theirs['receipt'][:12]}/replay?facts=today", None),
            ("GET", f"/desk/{asked}", None),
            ("GET", f"/desk/{asked}/items/{key}", None),
            ("GET", f"/desk/{asked}/profile", None),
            ("GET", f"/desk?q={asked}", None),
            ("GET", f"/enterprise/../desk/{asked}", None),
            ("GET", "/api/v1/audit", None),
            ("GET", "/api/v1/accounts", None),
            ("GET", "/api/v1/ingest", None),
            ("PUT", f"/api/v1/accounts/{account}/active", {"active": True}),
            ("GET", f"/api/v1/drafts/{drafts}", None),
            ("GET", "/supervisor", None),
        ]
        method, path, body = chance.choice(ways)
        headers = {"accept": chance.choice(["application/json", "text/html", "*/*"])}
        return client.request(method, path, json=body, headers=headers), asked, path

    with live.client("enterprise") as client:
        return [one(client) for _ in range(count)]


def check(live: Live, count: int, seed: int) -> None:
    names = {named.name for named in live.service.names().known if named.subject != live.subject("enterprise")}
    for answer, asked, path in attempts(live, count, seed):
        assert answer.status_code in (400, 403, 404, 422), (path, answer.status_code)
        assert not [name for name in names if name in answer.text], path
        if answer.headers["content-type"] == "application/problem+json":
            assert answer.json()["detail"], asked


def test_random_requests_for_others_are_not_answered(live: Live) -> None:
    check(live, 120, seed=1)


@pytest.mark.stress
def test_ten_thousand_random_requests_for_others_are_not_answered(live: Live) -> None:
    check(live, 10_000, seed=2)


def test_the_answer_does_not_tell_who_exists(live: Live) -> None:
    with live.client("enterprise") as client:
        known = client.get(f"/api/v1/enterprises/{live.subject('neighbour')}/matches").json()
        unknown = client.get("/api/v1/enterprises/91110000100000000X/matches").json()
    known.pop("request_id"), unknown.pop("request_id")
    assert known == unknown


def test_nothing_is_answered_without_a_session(live: Live) -> None:
    description = live.client().get("/api/v1/openapi.json").json()
    guarded = [
        (method, path)
        for path, methods in description["paths"].items()
        for method, one in methods.items()
        if one.get("security")
    ]
    assert len(guarded) > 25
    with live.client() as client:
        for method, path in guarded:
            plain = (
                path.replace("{credit_code}", "91110000100000000X")
                .replace("{draft_id}", "0" * 32)
                .replace("{version}", "1")
            )
            plain = plain.replace("{receipt_id}", "0" * 64).replace("{account_id}", "0" * 32)
            plain = plain.replace("{policy_id}", "x").replace("{item_id}", "1")
            assert client.request(method, plain, json={} if method != "get" else None).status_code == 401, (
                method,
                path,
            )
