"""Processes to be killed: one that has everything loaded forks a child for each order, so that the next is there at once.

``python -m tests.forking MODULE`` imports the module and calls its ``warm``; it must have no thread and no store open after that.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]


class Forks:
    """Starts children that call a function of a module, and ends them."""

    def __init__(self, module: str) -> None:
        command = [sys.executable, "-m", "tests.forking", module]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("POLICYMATCH_")}
        self._server = subprocess.Popen(
            command, cwd=ROOT, env=clean, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def start(self, function: str, *given: str | int) -> int:
        """Call a function in a child; its number."""
        return self._ask({"function": function, "given": given})

    def end(self, child: int, kind: int = signal.SIGKILL) -> int:
        """Send a signal to a child and see it end; its exit code, minus the signal where that was the end."""
        os.kill(child, kind)
        return self._ask({"ended": child})

    def close(self) -> None:
        """End the server; it kills the children that are left."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()


def killed_at_work(forks: Forks, *given: str, lines: int, after: float) -> list[str]:
    """Let a child work, kill it a while after it has confirmed so many things; all that it had confirmed, a line each.

    Its function ``work`` takes, after what is given, the path of the file to append what is done to: see :func:`teller`.
    """
    with TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        child = forks.start("work", *given, str(told))
        until = time.monotonic() + 60
        while not told.exists() or told.read_bytes().count(b"\n") < lines:
            assert time.monotonic() < until, "nothing gets done"
            time.sleep(0.005)
        time.sleep(after)
        assert forks.end(child) == -signal.SIGKILL
        return told.read_text(encoding="utf-8").splitlines()


def teller(path: str) -> Callable[[str], None]:
    """Tells what is committed, a line each, in one write that outlives the process."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(line: str) -> None:
        os.write(file, f"{line}\n".encode())

    return tell


def serve(module: Any) -> None:
    alive: set[int] = set()
    print("ready", flush=True)
    while line := sys.stdin.readline():
        order = json.loads(line)
        if child := order.get("ended"):
            _, status = os.waitpid(child, 0)
            alive.discard(child)
            print(os.waitstatus_to_exitcode(status), flush=True)
        else:
            child = os.fork() or _work(module, order)
            alive.add(child)
            print(child, flush=True)
    for child in alive:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _work(module: Any, order: dict[str, Any]) -> int:
    """Never returns."""
    status = 1
    try:
        # The orders are the server's alone; what a child says goes where errors go.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        getattr(module, order["function"])(*order["given"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    loaded = importlib.import_module(sys.argv[1])
    if hasattr(loaded, "warm"):
        loaded.warm()
    serve(loaded)
