"""Sign-ins that last: a random token for the browser, its hash and its limits here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from policymatch.store.tables_service import Account, Login

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SLIDES = timedelta(minutes=1)
"""How often use is written down: not with every request."""


def open_login(session: Session, account_id: str, *, now: datetime, longest: timedelta = LONGEST) -> str:
    """Begin a sign-in.

    Returns:
        The token, which is not kept: hand it to the browser.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        Login(token_hash=_hash(token), account_id=account_id, opened_at=now, seen_at=now, ends_at=now + longest)
    )
    session.flush()
    return token


def login_account(session: Session, token: str, *, now: datetime, idle: timedelta = IDLE) -> Account | None:
    """Whose token it is; None where it is unknown, too old, unused for too long, or the account is kept out.

    Reads only; call ``touch`` in a writing session when ``needs_touch`` says so.
    """
    login = session.get(Login, _hash(token))
    if login is None or now >= login.ends_at or now - login.seen_at > idle:
        return None
    account = session.get(Account, login.account_id)
    return account if account is not None and account.active else None


def needs_touch(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the use of a token is worth writing down."""
    login = session.get(Login, _hash(token))
    return login is not None and now - login.seen_at >= SLIDES


def touch(session: Session, token: str, *, now: datetime) -> None:
    """Write down that a token is in use, so that it does not end for idleness."""
    login = session.get(Login, _hash(token))
    if login is not None:
        login.seen_at = max(login.seen_at, now)
        session.add(login)
        session.flush()


def close_login(session: Session, token: str) -> None:
    """End a sign-in; one that is unknown is ended already."""
    session.connection().execute(delete(Login).where(col(Login.token_hash) == _hash(token)))


def forget_ended(session: Session, *, now: datetime, idle: timedelta = IDLE) -> int:
    """Drop sign-ins that have ended; how many."""
    over = (col(Login.ends_at) <= now) | (col(Login.seen_at) < now - idle)
    return int(session.connection().execute(delete(Login).where(over)).rowcount)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
