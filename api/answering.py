"""How JSON answers leave: with an ETag, or not at all where the reader has them; writes once for each idempotency key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from api.auth import Caller, Shared, Signed
from api.problems import HttpProblem
from api.service import Service
from policymatch.store.idempotency import StoredAnswer, remember, remembered

JSON = "application/json"
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description="上次得到的 ETag；内容未变则回 304。", max_length=400)
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9_\-]{8,100}$",
        description="幂等键：同一键的同一请求只做一次，重发得到同样的回答。",
        examples=["a3f1c2d4-0001"],
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        pattern=r'^(W/)?"[0-9]{1,9}"$',
        description="所见草稿的版本，即读取时的 ETag；不符则回 412。",
        max_length=40,
        examples=['"3"'],
    ),
]
Work = Callable[[Session], BaseModel | None]


def etag_of(body: bytes) -> str:
    """The tag of an answer's bytes."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def has_current(given: str | None, etag: str) -> bool:
    """Whether the reader already has what the tag names."""
    if not given:
        return False
    return given.strip() == "*" or etag in (part.strip().removeprefix("W/") for part in given.split(","))


def respond(body: bytes, etag: str, given: str | None, *, cache: str = "private, no-cache") -> Response:
    """The answer, or 304."""
    headers = {"ETag": etag, "Cache-Control": cache, "Vary": "Authorization, Cookie"}
    if has_current(given, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=JSON, headers=headers)


def answer(content: BaseModel, given: str | None = None, *, cache: str = "private, no-cache") -> Response:
    """A model as JSON, with its tag."""
    body = content.model_dump_json().encode()
    return respond(body, etag_of(body), given, cache=cache)


@dataclass(frozen=True, slots=True)
class Writing:
    """A writing request: what all of them need to be done once.

    Args:
        service: the store.
        caller: who asks.
        key: his idempotency key; None: no such promise.
        digest: what is asked for, as the key stands for it.
    """

    service: Service
    caller: Caller
    key: str | None
    digest: str

    def once(self, work: Work, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        """Do the work in one transaction, and only once for each idempotency key.

        Args:
            work: does it and gives the answer; None where there is nothing to say.
            status: of the answer, where it has content.
            headers: further headers of the answer.
        """
        stored = _once(self.service, self.caller.user.id, self.key, self.digest, work, status)
        self.service.changed()
        return Response(stored.body, status_code=stored.status, media_type=stored.media_type or None, headers=headers)


@dataclass(frozen=True, slots=True)
class Changing(Writing):
    """A writing request that changes something which its sender has seen.

    Args:
        if_match: the tag of what he saw.
    """

    if_match: str | None

    @property
    def revision(self) -> int:
        """The revision that the change was made from.

        Raises:
            HttpProblem: 428 where it is missing, 412 where it is no tag of ours.
        """
        return revision_of(self.if_match)

    def next(self, work: Work) -> Response:
        """Do the work once; the answer bears the tag of the next revision."""
        return self.once(work, headers={"ETag": f'"{self.revision + 1}"'})


async def _digest(request: Request, key: str | None) -> str:
    """What a request asks for, as one number; empty where nothing is kept under it."""
    if key is None:
        return ""
    said = f"{request.method} {request.url.path}?{request.url.query}\n{request.headers.get('if-match', '')}\n".encode()
    return hashlib.sha256(said + await request.body()).hexdigest()


async def _writing(request: Request, service: Shared, caller: Signed, key: IdempotencyKey = None) -> Writing:
    return Writing(service, caller, key, await _digest(request, key))


async def _changing(
    request: Request, service: Shared, caller: Signed, if_match: IfMatch = None, key: IdempotencyKey = None
) -> Changing:
    return Changing(service, caller, key, await _digest(request, key), if_match)


Once = Annotated[Writing, Depends(_writing)]
Change = Annotated[Changing, Depends(_changing)]


def _once(service: Service, actor: str, key: str | None, digest: str, work: Work, status: int) -> StoredAnswer:
    with service.writing() as session:
        known = remembered(session, actor, key, digest) if key else None
        if known is not None:
            return known
        content = work(session)
        stored = (
            StoredAnswer(204, "", b"")
            if content is None
            else StoredAnswer(status, JSON, content.model_dump_json().encode())
        )
        if key:
            remember(session, actor, key, digest, stored, now=service.now())
        return stored


def revision_of(if_match: str | None) -> int:
    """The revision that a change was made from, out of ``If-Match``.

    Raises:
        HttpProblem: 428 where it is missing, 412 where it is no tag of ours.
    """
    if if_match is None:
        raise HttpProblem(428, "revision_required", "请在 If-Match 中写明所见的版本", "先读取，取其 ETag")
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isdecimal() or len(text) > 9:
        raise HttpProblem(412, "stale", "If-Match 不是这份内容的版本", "重新读取后再改")
    return int(text)
