"""The worker beside the service: a process of its own, started again where it dies, stopped with the service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from api.settings import Settings

PAUSE_SECONDS = 5.0


class _Told(BaseException):
    """A signal came."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let what stands inside end properly when a signal comes, then end by that signal, as whoever sent it expects.

    The server passes a signal on once it has finished its requests: without this the process would be gone at once.
    """

    def tell(number: int, _: object) -> None:
        raise _Told(number)

    signal.signal(signal.SIGTERM, tell)
    try:
        yield
    except _Told as told:
        signal.signal(told.number, signal.SIG_DFL)
        signal.raise_signal(told.number)


class Companion:
    """Keeps one worker running as long as the service does.

    Args:
        settings: the service's; the worker reads the same environment.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="companion", daemon=True)

    def __enter__(self) -> Companion:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Tell the worker to stop, and wait until it has finished what it has in hand."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(self._settings.stop_seconds)
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _keep(self) -> None:
        log = structlog.get_logger("service")
        while not self._stopping.is_set():
            self._process = subprocess.Popen(self._command())
            log.info("worker started", process=self._process.pid)
            code = self._process.wait()
            if not self._stopping.is_set():
                log.error("worker ended", code=code)
                self._stopping.wait(PAUSE_SECONDS)

    def _command(self) -> list[str]:
        command = [sys.executable, "-m", "policymatch", "worker", "--with-parent", str(os.getpid())]
        command += ["--home", str(self._settings.home)]
        return command + (["--store", self._settings.database_url] if self._settings.database_url else [])
