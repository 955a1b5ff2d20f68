"""Accounts, sign-ins, and requests sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from policymatch.errors import ConflictError, CreditCodeError, InvalidInputError
from policymatch.registry.roles import Role
from policymatch.store import accounts, idempotency, logins
from policymatch.store.accounts import Refusal
from policymatch.store.idempotency import StoredAnswer
from policymatch.store.tables_service import Account
from policymatch.store.transactions import reading, writing
from tests.store.samples import NOW, later

PASSWORD = "一句记得住的长话 42"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same kind of hash, at a price that tests can pay."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    monkeypatch.setattr(accounts, "_hasher", lambda: cheap)


def officer(engine: Engine, login: str = "Zhang.San") -> Account:
    with writing(engine) as session:
        return accounts.create_account(
            session,
            login=login,
            name="张三",
            role=Role.OFFICER,
            password=PASSWORD,
            departments=["科技局", "财政局"],
            now=NOW,
        )


def refusal(engine: Engine, password: str, login: str = "zhang.san", minutes: int = 0) -> Refusal | None:
    with writing(engine) as session:
        return accounts.authenticate(session, login, password, now=later(minutes)).refusal


def test_signing_in_with_a_password(engine: Engine) -> None:
    made = officer(engine)
    assert accounts.departments_of(made) == ("科技局", "财政局")
    assert made.password_hash is not None
    assert made.password_hash.startswith("$argon2id$")
    assert PASSWORD not in made.password_hash
    assert refusal(engine, PASSWORD, " ZHANG.SAN ") is None
    assert refusal(engine, PASSWORD + "x") is Refusal.PASSWORD
    assert refusal(engine, PASSWORD, "nobody") is Refusal.UNKNOWN
    assert Refusal.PASSWORD.label == Refusal.UNKNOWN.label


def test_an_account_is_locked_for_a_while_after_wrong_passwords(engine: Engine) -> None:
    officer(engine)
    answers = [refusal(engine, "falsch-falsch") for _ in range(accounts.FAILURES)]
    assert answers == [Refusal.PASSWORD] * accounts.FAILURES
    assert refusal(engine, PASSWORD) is Refusal.LOCKED
    assert refusal(engine, PASSWORD, minutes=16) is None


def test_a_right_password_forgets_the_wrong_ones(engine: Engine) -> None:
    officer(engine)
    for _ in range(2):
        assert [refusal(engine, "falsch-falsch") for _ in range(4)] == [Refusal.PASSWORD] * 4
        assert refusal(engine, PASSWORD) is None


@pytest.mark.parametrize("password", ["kurz", "x" * 201, "aaaaaaaaaaaa", "zhang.san-2026"])
def test_weak_passwords_are_refused(engine: Engine, password: str) -> None:
    with pytest.raises(InvalidInputError, match="密码"), writing(engine) as session:
        accounts.create_account(session, login="zhang.san", name="", role=Role.ADMIN, password=password, now=NOW)


def test_an_enterprise_account_speaks_for_one_enterprise(engine: Engine) -> None:
    with writing(engine) as session:
        for role, subject in ((Role.ENTERPRISE, None), (Role.AGENT, "91110108X00000078G")):
            with pytest.raises(InvalidInputError, match="企业账号"):
                accounts.create_account(session, login="x", name="", role=role, subject=subject, now=NOW)
        with pytest.raises(CreditCodeError):
            accounts.create_account(session, login="x", name="", role=Role.ENTERPRISE, subject="123", now=NOW)
        made = accounts.create_account(
            session, login="ent", name="", role=Role.ENTERPRISE, subject=" 91110108x00000078g", now=NOW
        )
    assert made.subject == "91110108X00000078G"


def test_a_login_is_taken_once(engine: Engine) -> None:
    officer(engine)
    with pytest.raises(ConflictError, match="已被使用"):
        officer(engine, "ZHANG.SAN")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.connection().execute(text("INSERT INTO account SELECT 'x', login, name, role, departments, subject, "
                                          "password_hash, NULL, NULL, active, failures, locked_until, created_at FROM account"))  # fmt: skip


def test_an_identity_is_bound_to_one_account(engine: Engine) -> None:
    first, second = officer(engine), officer(engine, "li.si")
    with writing(engine) as session:
        accounts.bind_identity(session, first.id, issuer="https://id.example", identity="u1")
        found = accounts.account_of_identity(session, issuer="https://id.example", identity="u1")
        assert found is not None
        assert found.id == first.id
        assert accounts.account_of_identity(session, issuer="https://other.example", identity="u1") is None
        with pytest.raises(ConflictError):
            accounts.bind_identity(session, second.id, issuer="https://id.example", identity="u1")


def test_a_sign_in_lasts_until_it_ends(engine: Engine) -> None:
    made = officer(engine)
    with writing(engine) as session:
        token = logins.open_login(session, made.id, now=NOW)
    with reading(engine) as session:
        known = session.connection().execute(text("SELECT token_hash FROM login")).scalar()
        assert token != known
        found = logins.login_account(session, token, now=later())
        assert found is not None
        assert found.id == made.id
        assert logins.login_account(session, token + "x", now=later()) is None
        assert logins.login_account(session, token, now=later(121)) is None, "unused for two hours"
    with writing(engine) as session:
        logins.close_login(session, token)
    with reading(engine) as session:
        assert logins.login_account(session, token, now=later()) is None


def test_use_keeps_a_sign_in_alive_but_not_for_ever(engine: Engine) -> None:
    made = officer(engine)
    with writing(engine) as session:
        token = logins.open_login(session, made.id, now=NOW)
    for hour in range(1, 12):
        with writing(engine) as session:
            assert logins.login_account(session, token, now=NOW + timedelta(hours=hour)) is not None
            assert logins.needs_touch(session, token, now=NOW + timedelta(hours=hour))
            logins.touch(session, token, now=NOW + timedelta(hours=hour))
            assert not logins.needs_touch(session, token, now=NOW + timedelta(hours=hour, seconds=30))
    with writing(engine) as session:
        assert logins.login_account(session, token, now=NOW + timedelta(hours=12)) is None
        assert logins.forget_ended(session, now=NOW + timedelta(hours=12)) == 1


def test_a_new_password_and_a_disabled_account_end_sign_ins(engine: Engine) -> None:
    made = officer(engine)
    for deed in ("password", "disable"):
        with writing(engine) as session:
            token = logins.open_login(session, made.id, now=NOW)
        with writing(engine) as session:
            if deed == "password":
                accounts.set_password(session, made.id, PASSWORD + "!")
            else:
                accounts.set_active(session, made.id, active=False)
        with reading(engine) as session:
            assert logins.login_account(session, token, now=later()) is None
    assert refusal(engine, PASSWORD + "!") is Refusal.DISABLED


def test_a_request_sent_twice_gets_the_answer_of_the_first(engine: Engine) -> None:
    answer = StoredAnswer(201, "application/json", b'{"id":1}', {"ETag": '"1"'})
    with writing(engine) as session:
        assert idempotency.remembered(session, "zhang", "k1", "d1") is None
        idempotency.remember(session, "zhang", "k1", "d1", answer, now=NOW)
    with reading(engine) as session:
        assert idempotency.remembered(session, "zhang", "k1", "d1") == answer
        assert idempotency.remembered(session, "li", "k1", "d1") is None
        with pytest.raises(ConflictError, match="另一个请求"):
            idempotency.remembered(session, "zhang", "k1", "d2")
    with pytest.raises(IntegrityError), writing(engine) as session:
        idempotency.remember(session, "zhang", "k1", "d1", answer, now=NOW)
    with writing(engine) as session:
        assert idempotency.forget_old(session, now=NOW + timedelta(days=6)) == 0
        assert idempotency.forget_old(session, now=NOW + timedelta(days=8)) == 1
