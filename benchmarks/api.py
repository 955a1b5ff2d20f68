"""The service over 10,000 items: match of one enterprise against a bare FastAPI route of the same bytes, and search.

    python -m benchmarks.api [--items 10000] [--enterprises 400] [--seconds 8] [--json]

Both servers run as processes of their own and answer one after the other, in turns, over one kept connection; the
client is a bare socket, so that its own cost is small.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DAY = date(2026, 6, 30)
PASSWORD = "benchmark-of-the-service"
QUERIES = (
    "高企奖励",
    "稳岗补贴",
    "小微企业减税",
    "研发费用加计扣除",
    "专精特新",
    "办公用房租金",
    "首次上规",
    "贷款贴息",
    "出口信用保险",
    "人才公寓",
)
BARE = """
import sys, pathlib, uvicorn
from fastapi import FastAPI, Response
app, body = FastAPI(), pathlib.Path(sys.argv[1]).read_bytes()
@app.get("/bare")
async def bare(): return Response(body, media_type="application/json")
uvicorn.run(app, port=int(sys.argv[2]), log_config=None, access_log=False)
"""


def fill(home: Path, *, items: int, enterprises: int) -> list[str]:
    """A store with many policies: the shipped ones, and copies of them with other limits."""
    from enterprise_profiles.generate import generate
    from policymatch.cli.home import store_url
    from policymatch.ingest.intake import ingest_folder
    from policymatch.ingest.profiles import load_profiles
    from policymatch.registry.roles import Role
    from policymatch.registry.shelf import read_shelf
    from policymatch.store.accounts import create_account
    from policymatch.store.engine import open_store
    from policymatch.store.policies import publish
    from policymatch.store.transactions import writing

    engine = open_store(store_url(home))
    shelf = read_shelf(files("policies") / "published")
    with writing(engine) as session:
        made, round_ = 0, 0
        while made < items:
            for policy in shelf:
                if made < items and policy.version == 1:
                    document = replace(
                        policy.document,
                        id=f"{policy.document.id}-{round_}",
                        valid_to=None,
                        items=varied(policy.document.items, round_),
                    )
                    document = replace(document, items=document.items[: items - made])
                    publish(session, replace(policy, document=document), recorded_on=DAY)
                    made += len(document.items)
            round_ += 1
        now = datetime.now(UTC)
        create_account(session, login="agent", name="agent", role=Role.AGENT, now=now, password=PASSWORD)
    with TemporaryDirectory() as folder:
        generate(Path(folder), enterprises=enterprises, seed=7)
        ingest_folder(engine, Path(str(files("enterprise_profiles") / "sources")), Path(folder), known_on=DAY)
    return [profile.subject for profile in load_profiles(engine)][:enterprises]


def varied(items: Any, round_: int) -> Any:
    """The items with their numeric limits moved, as other cities would have them."""
    from policymatch.conditions import read_node, write_node

    def move(node: Any) -> Any:
        if isinstance(node, dict):
            moved = {key: move(value) for key, value in node.items()}
            if isinstance(moved.get("value"), int | float) and not isinstance(moved.get("value"), bool):
                moved["value"] = round(moved["value"] * (1 + round_ % 10 / 10), 6)
            return moved
        return [move(one) for one in node] if isinstance(node, list) else node

    return tuple(replace(item, condition=read_node(move(write_node(item.condition)))) for item in items)


class Connection:
    """One kept connection, as thin as can be."""

    def __init__(self, port: int, token: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = f"Host: 127.0.0.1\r\n{f'Authorization: Bearer {token}' if token else 'X-None: 1'}\r\n\r\n"

    def get(self, path: str) -> bytes:
        """The body of an answer."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n{self._head}".encode())
        seen = b""
        while b"\r\n\r\n" not in seen:
            seen += self._more()
        head, _, body = seen.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.split(b"\r\n")[0].decode() + body[:300].decode(errors="replace"))
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        parts, missing = [body], length - len(body)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        got = self._socket.recv(1 << 18)
        if not got:
            raise RuntimeError("closed")
        return got


@dataclass(frozen=True, slots=True)
class Timing:
    """What a run of requests took, in seconds each."""

    seconds: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / sum(self.seconds)

    def quantile(self, share: float) -> float:
        """Milliseconds that so large a share stays below."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))] * 1000

    def line(self, name: str) -> str:
        """One line of the report."""
        return f"{name:<34}{self.rate:>9.0f} /s   p50 {self.quantile(0.5):7.2f} ms   p99 {self.quantile(0.99):7.2f} ms   n {len(self.seconds)}"


def timed(call: Callable[[], object], seconds: float) -> list[float]:
    """Call again and again for a while."""
    found, until = [], time.perf_counter() + seconds
    while (started := time.perf_counter()) < until:
        call()
        found.append(time.perf_counter() - started)
    return found


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, path: str) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            Connection(port).get(path)
        except (OSError, RuntimeError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start")


def run(home: Path, subjects: list[str], *, seconds: float) -> Iterator[str]:
    """Measure, line by line."""
    import httpx

    port, bare_port = free_port(), free_port()
    # Without the worker: its first look at 10,000 items takes a core for a minute, and is measured by benchmarks.push.
    settings = {"POLICYMATCH_AS_OF": str(DAY), "POLICYMATCH_RATE_PER_MINUTE": "0", "POLICYMATCH_LOG_LEVEL": "warning",
                "POLICYMATCH_WORKER": "false"}  # fmt: skip
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "api", "--home", str(home), "--port", str(port)], env=os.environ | settings
        )
    ]
    try:
        wait_for(port, "/ready")
        answer = httpx.post(
            f"http://127.0.0.1:{port}/api/v1/sessions", json={"login": "agent", "password": PASSWORD}
        ).json()
        ours = Connection(port, answer["token"])
        paths = [f"/api/v1/enterprises/{subject}/matches?size=20" for subject in subjects]
        sample = home / "body.json"
        sample.write_bytes(ours.get(paths[0]))
        processes.append(subprocess.Popen([sys.executable, "-c", BARE, str(sample), str(bare_port)]))
        wait_for(bare_port, "/bare")
        # A kept connection is closed while the other server takes its time to start.
        ours, bare = Connection(port, answer["token"]), Connection(bare_port)
        yield f"{json.loads(ours.get('/ready'))['items']} items, {len(subjects)} enterprises, answer of {sample.stat().st_size} bytes"
        yield from _compare(ours, bare, paths, seconds)
        chance = random.Random(7)
        words = (chance.choice(QUERIES) + chance.choice(("", "申报", "条件")) for _ in range(400))
        asked = [f"/api/v1/items?{httpx.QueryParams({'q': said})}" for said in words]
        yield Timing(tuple(timed(lambda: ours.get(chance.choice(asked)), seconds))).line("search of items")
    finally:
        for process in processes:
            process.terminate()
            process.wait(30)


def _compare(ours: Connection, bare: Connection, paths: list[str], seconds: float) -> Iterator[str]:
    first: list[float] = []
    for path in paths:
        started = time.perf_counter()
        ours.get(path)
        first.append(time.perf_counter() - started)
    yield Timing(tuple(first)).line("match, first time of each")
    mine, theirs, at = [], [], 0
    for _ in range(6):
        theirs += timed(lambda: bare.get("/bare"), seconds / 12)

        def match() -> None:
            nonlocal at
            at += 1
            ours.get(paths[at % len(paths)])

        mine += timed(match, seconds / 12)
    yield Timing(tuple(theirs)).line("bare FastAPI route, same bytes")
    yield Timing(tuple(mine)).line("match, asked again")
    for name, ours_took in (("first time", first), ("asked again", mine)):
        share = Timing(tuple(ours_took)).rate / Timing(tuple(theirs)).rate
        medians = statistics.median(theirs) / statistics.median(ours_took)
        yield f"throughput of match, {name}, to bare route: {share:.3f} (medians {medians:.3f})"


def main() -> None:
    """Fill a store, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--enterprises", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        subjects = fill(Path(folder), items=given.items, enterprises=given.enterprises)
        lines = [f"store filled in {time.perf_counter() - started:.0f} s"]
        for line in run(Path(folder), subjects, seconds=given.seconds):
            lines.append(line)
            if not given.json:
                print(line, flush=True)
    if given.json:
        print(json.dumps({"api": lines}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
