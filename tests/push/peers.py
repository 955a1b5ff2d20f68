"""The other sides: a real SMTP server and a real HTTP server that remember what they took, and can fail, delay and repeat."""

from __future__ import annotations

import email
import email.policy
import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class MailPeer:
    """Takes mail; a mail store shows one message a Message-ID, so what is *visible* is the set of ids."""

    def __init__(self, *, failing: float = 0.0, delay: float = 0.0, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.failing, self.delay = failing, delay
        self.taken: list[EmailMessage] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        way = self.chance.random()
        if way < self.failing / 2:
            return "451 4.3.0 try again later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        if way < self.failing:
            # Taken, but the answer never comes through: the sender has to try again.
            server.transport.abort()
        return "250 OK taken"

    @property
    def visible(self) -> Counter[str]:
        return Counter(str(message["Message-ID"]) for message in self.taken)

    @contextmanager
    def running(self) -> Iterator[int]:
        self.controller.start()
        try:
            yield self.controller.port
        finally:
            self.controller.stop()


Answer = Callable[["Request"], tuple[int, dict[str, str], bytes]]


class Request:
    """What came in."""

    def __init__(self, path: str, headers: dict[str, str], body: bytes) -> None:
        self.path, self.headers, self.body = path, headers, body

    def json(self) -> Any:
        return json.loads(self.body)


class HttpPeer:
    """Takes requests and answers as told; knows webhooks again by their id, as the standard asks of receivers."""

    def __init__(
        self, answer: Answer | None = None, *, failing: float = 0.0, delay: float = 0.0, seed: int = 2
    ) -> None:
        self.chance = random.Random(seed)
        self.failing, self.delay = failing, delay
        self.answer = answer
        self.requests: list[Request] = []
        self.acted_on: Counter[str] = Counter()
        self.lock = threading.Lock()

    def take(self, request: Request) -> tuple[int, dict[str, str], bytes] | None:
        """The answer; None: the connection breaks."""
        time.sleep(self.delay)
        with self.lock:
            self.requests.append(request)
            way = self.chance.random()
            if self.answer is not None:
                return self.answer(request)
            if way < self.failing / 2:
                return 503, {"Retry-After": "0"}, b"busy"
            name = request.headers.get("webhook-id", "")
            if not self.acted_on[name]:
                self.acted_on[name] += 1
            return None if way < self.failing else (200, {}, b"")

    @contextmanager
    def running(self) -> Iterator[str]:
        peer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                found = peer.take(Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                if found is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                status, headers, said = found
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                pass

        server = Server(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
