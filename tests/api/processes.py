"""Services in processes of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx

from tests.api.live import DAY, PASSWORD
from tests.forking import Forks


@contextlib.contextmanager
def process(url: str, home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYMATCH_")}
    environment |= {
        "POLICYMATCH_DATABASE_URL": url,
        "POLICYMATCH_AS_OF": "2026-06-30",
        "POLICYMATCH_RATE_PER_MINUTE": "60000",
        "POLICYMATCH_SIGN_IN_PER_MINUTE": "0",
        "POLICYMATCH_LOG_LEVEL": "error",
    }
    running = subprocess.Popen([sys.executable, "-m", "api", "--home", str(home), "--port", str(port)], env=environment)
    try:
        until = time.monotonic() + 150
        while time.monotonic() < until:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{port}/ready").status_code == 200:
                    break
            time.sleep(0.1)
        yield running
    finally:
        running.kill()
        running.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def signed_in(port: int, login: str) -> httpx.Client:
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
    token = client.post("/api/v1/sessions", json={"login": login, "password": PASSWORD}).json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    return client


class Victim:
    """A service that can be killed and is there again at once, on another port.

    Args:
        forks: starts it.
        url: its store.
        home: its folder.
        day: for which it answers.
    """

    def __init__(self, forks: Forks, url: str, home: Path, day: date = DAY) -> None:
        self._forks, self._given = forks, (url, str(home), str(day))
        self.port = self._child = 0

    def start(self) -> None:
        self.port = free_port()
        self._child = self._forks.start("serve", *self._given[:2], self.port, self._given[2])
        until = time.monotonic() + 60
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}") as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if client.get("/ready").status_code == 200:
                        return
                assert time.monotonic() < until, "the service did not start"
                time.sleep(0.01)

    def kill(self) -> None:
        assert self._forks.end(self._child) == -signal.SIGKILL
