"""The composition root: everything that answers, put together once."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import pages, problems
from api.applying import bundles as applying_bundles
from api.applying import cases as applying_cases
from api.applying import guides as applying_guides
from api.applying import spaces as applying_spaces
from api.auth import Sessions
from api.desk import pages as desk_pages
from api.enterprise import pages as enterprise_pages
from api.enterprise import planning_routes
from api.enterprise import routes as enterprise_routes
from api.envelope import PREFIX, Envelope
from api.gate import Gate
from api.limits import RateLimit
from api.metrics import Metrics
from api.officer import editing as officer_editing
from api.officer import pages as officer_pages
from api.officer import routes as officer_routes
from api.officer import standing as officer_standing
from api.officer import succeeding as officer_succeeding
from api.openapi import describe, methods_at
from api.problems import HttpProblem
from api.public import pages as public_pages
from api.public import routes as public_routes
from api.push import pages as push_pages
from api.push import routes as push_routes
from api.push.office import Office
from api.remembering import Remembered
from api.service import Clock, Service, system_clock
from api.settings import Settings
from api.supervisor import account_pages
from api.supervisor import accounts as account_routes
from api.supervisor import oversight as oversight_routes
from api.supervisor import pages as supervisor_pages
from api.supervisor import routes as supervisor_routes
from policymatch import __version__
from policymatch.errors import PolicyMatchError
from policymatch.store.engine import open_store

HERE = Path(__file__).parent


def create_app(settings: Settings, *, clock: Clock = system_clock) -> FastAPI:
    """The service as an ASGI application.

    Args:
        settings: what was set.
        clock: gives the moment; tests hand in their own.
    """
    app = FastAPI(
        title="政策匹配服务", version=__version__, lifespan=_lifespan, docs_url=None, redoc_url=None,
        openapi_url=f"{PREFIX}/openapi.json", redirect_slashes=False,
    )  # fmt: skip
    app.state.service = Service(settings, open_store(settings.store), clock=clock)
    app.state.office = Office(settings)
    app.state.sessions = Sessions(app.state.service)
    app.state.limit = RateLimit(settings.rate_per_minute)
    app.state.sign_in_limit = RateLimit(settings.sign_in_per_minute)
    app.state.metrics = Metrics()
    app.state.stopping = False
    app.state.alone = False
    app.state.templates = pages.environment()
    _mount(app)
    _answer_errors(app)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    app.add_middleware(Remembered, service=app.state.service, sessions=app.state.sessions, limit=app.state.limit)
    app.add_middleware(Gate, limit=app.state.limit, largest=settings.upload_megabytes * 1_000_000)
    app.add_middleware(Envelope, settings=settings, metrics=app.state.metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    log = structlog.get_logger("service")
    service: Service = app.state.service
    await run_in_threadpool(lambda: service.catalogue().warm())
    # What was just built stays: the collector need not walk through it again and again.
    if app.state.alone:
        gc.collect()
        gc.freeze()
    app.state.metrics.ready.set(1)
    log.info("started", version=__version__, database=service.engine.dialect.name, as_of=str(service.today()))
    yield
    app.state.stopping = True
    app.state.metrics.ready.set(0)
    service.engine.dispose()
    log.info("stopped")


def _mount(app: FastAPI) -> None:
    listed = (
        public_routes, enterprise_routes, push_routes, planning_routes, applying_bundles, applying_spaces, applying_cases, applying_guides,
        officer_routes, supervisor_routes, account_routes, oversight_routes,
    )  # fmt: skip
    for routes in listed:
        app.include_router(routes.router, prefix=PREFIX)
    app.include_router(public_routes.system)
    for screens in (
        public_pages.router, enterprise_pages.router, push_pages.router, officer_pages.router, officer_editing.router,
        officer_standing.router, officer_succeeding.router,
        desk_pages.router, supervisor_pages.router, account_pages.router,
    ):  # fmt: skip
        app.include_router(screens, include_in_schema=False)
    if app.state.service.settings.oidc_issuer:
        from api.oidc import mount

        mount(app)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")


def _answer_errors(app: FastAPI) -> None:
    def at(kind: type[Exception], make: Any) -> None:
        async def handle(request: Request, error: Exception) -> Response:
            return _answer(request, make(error))

        app.add_exception_handler(kind, handle)

    at(HttpProblem, lambda error: error)
    at(PolicyMatchError, problems.of_error)
    at(RequestValidationError, lambda error: problems.of_faults(list(error.errors())))
    at(HTTPException, _of_http)
    app.add_exception_handler(405, _not_that_way)
    at(IntegrityError, lambda _: HttpProblem(409, "conflict", "同一时刻有另一个请求改动了同一内容", "请重试"))
    at(OperationalError, _of_database)
    at(Exception, _of_surprise)


def _answer(request: Request, problem: HttpProblem) -> Response:
    number = request.scope.get("state", {}).get("request_id")
    if request.url.path.startswith("/api/") or not pages.wants_page(request):
        body = problem.body(number).model_dump_json(exclude_none=True)
        return Response(body, problem.status, dict(problem.headers), problems.MEDIA_TYPE)
    return pages.error_page(request, problem, number)


_HTTP = {
    404: ("not_found", "没有这个地址"),
    405: ("method_not_allowed", "这个地址不支持该方法"),
    400: ("bad_request", "请求无法读取"),
    413: ("too_large", "内容过大"),
}


def _of_http(error: HTTPException) -> HttpProblem:
    code, detail = _HTTP.get(error.status_code, ("error", problems.TITLES.get(error.status_code, "请求未完成")))
    return HttpProblem(error.status_code, code, detail, headers=error.headers or {})


async def _not_that_way(request: Request, error: Exception) -> Response:
    """405 with all the methods that the address has, whichever route they stand in."""
    problem = _of_http(error) if isinstance(error, HTTPException) else HttpProblem(405, *_HTTP[405])
    own = problem.headers.get("Allow", "").split(", ")
    allowed = sorted({*own, *methods_at(request.app, request.url.path)} - {""})
    problem.headers = {**problem.headers, "Allow": ", ".join(allowed)}
    return _answer(request, problem)


def _of_database(error: OperationalError) -> HttpProblem:
    structlog.get_logger("service").error("database", kind=type(error.orig).__name__)
    return HttpProblem(503, "database_unavailable", "数据库暂时不可用", "请稍后重试", headers={"Retry-After": "2"})


def _of_surprise(error: Exception) -> HttpProblem:
    structlog.get_logger("service").error("unexpected", exc_info=error)
    return HttpProblem(500, "internal", "服务内部错误，已记录", "请稍后重试；仍不行请把请求编号告诉管理员")
