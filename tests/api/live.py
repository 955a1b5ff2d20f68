"""A real server on a real port for the tests, with a small sample in its store."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import httpx
import uvicorn

from api import logs
from api.app import create_app
from api.settings import Settings
from enterprise_profiles.generate import generate
from policymatch.ingest.intake import ingest_folder
from policymatch.registry.roles import Role
from policymatch.registry.shelf import read_shelf
from policymatch.store.accounts import create_account
from policymatch.store.engine import open_store
from policymatch.store.policies import publish
from policymatch.store.transactions import writing

DAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
ENTERPRISES = 60
PASSWORD = "correct-horse-battery"
DEPARTMENT, OTHER = "惠企政策办", "文化和旅游局"
PEOPLE: dict[str, tuple[Role, tuple[str, ...]]] = {
    "officer1": (Role.OFFICER, (DEPARTMENT,)),
    "officer2": (Role.OFFICER, (DEPARTMENT,)),
    "stranger": (Role.OFFICER, (OTHER,)),
    "agent": (Role.AGENT, ()),
    "supervisor": (Role.SUPERVISOR, ()),
    "admin": (Role.ADMIN, ()),
}


def fill(url: str) -> None:
    """The shipped policies, a few synthetic enterprises, an account of each role and two of enterprises."""
    engine = open_store(url)
    with writing(engine) as session:
        for policy in read_shelf(files("policies") / "published"):
            publish(session, policy, recorded_on=DAY)
    with TemporaryDirectory() as folder:
        generate(Path(folder), enterprises=ENTERPRISES, seed=7)
        specs = Path(str(files("enterprise_profiles") / "sources"))
        ingest_folder(engine, specs, Path(folder), known_on=DAY)
    first, second = subjects(engine)[:2]
    with writing(engine) as session:
        for login, (role, departments) in PEOPLE.items():
            create_account(
                session, login=login, name=login, role=role, now=NOON, password=PASSWORD, departments=departments
            )
        for login, subject in (("enterprise", first), ("neighbour", second)):
            create_account(
                session, login=login, name=login, role=Role.ENTERPRISE, now=NOON, password=PASSWORD, subject=subject
            )
    engine.dispose()


def subjects(engine: Any) -> list[str]:
    from sqlalchemy import text

    with engine.connect() as connection:
        known = "SELECT r.subject FROM record r JOIN data_source s ON s.id = r.source WHERE s.name = 'market_registration' ORDER BY r.subject"
        return list(dict.fromkeys(row[0] for row in connection.execute(text(known))))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Live:
    """A running server."""

    app: Any
    url: str
    clock: Clock
    _server: uvicorn.Server
    _thread: threading.Thread
    _tokens: dict[str, str] = field(default_factory=dict)
    _subjects: dict[str, str] = field(default_factory=dict)

    def client(self, login: str | None = None, **headers: str) -> httpx.Client:
        """A client; signed in where a login is given."""
        if login:
            headers["Authorization"] = f"Bearer {self.token(login)}"
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)

    def token(self, login: str) -> str:
        """The token of a session, opened once."""
        if login not in self._tokens:
            answer = httpx.post(f"{self.url}/api/v1/sessions", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 201, answer.text
            self._tokens[login] = answer.json()["token"]
        return self._tokens[login]

    @property
    def service(self) -> Any:
        """The process's service."""
        return self.app.state.service

    def subject(self, login: str) -> str:
        """The enterprise of an account."""
        if login not in self._subjects:
            with self.client(login) as client:
                self._subjects[login] = str(client.get("/api/v1/me").json()["credit_code"])
        return self._subjects[login]

    def stop(self) -> None:
        """Stop it as a signal would."""
        self._server.should_exit = True
        self._thread.join(20)
        if self.service.settings.home.name.startswith("policymatch-live-"):
            shutil.rmtree(self.service.settings.home, ignore_errors=True)


def start(url: str, **settings: Any) -> Live:
    """Start a server on a free port."""
    given = {
        "database_url": url,
        "as_of": DAY,
        "rate_per_minute": 0,
        "sign_in_per_minute": 0,
        "refresh_seconds": 0,
        "log_level": "error",
        "home": Path(mkdtemp(prefix="policymatch-live-")),
    }
    clock = Clock()
    chosen = Settings(**(given | settings))
    logs.configure(chosen)
    app = create_app(chosen, clock=clock)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 150
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < until, "the server took too long"
        time.sleep(0.02)
    return Live(app, f"http://127.0.0.1:{listening.getsockname()[1]}", clock, server, thread)
