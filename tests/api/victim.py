"""The service, to be killed; and the worker, beside it."""

from __future__ import annotations

import importlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.__main__ import serve as run_service
from api.app import create_app
from api.settings import Settings
from tests.applications.samples import publish_all
from tests.push.victim import warm as load_for_looks
from tests.push.victim import work

__all__ = ["serve", "warm", "work"]


def serve(url: str, home: str, port: int, day: str) -> None:
    """The whole service as it is started on the command line, but for its worker."""
    run_service(_settings(url, home, port=port, as_of=day))


def warm() -> None:
    """Load what the first start would load, on a store that nobody needs."""
    with TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'policymatch.sqlite3'}"
        service = create_app(_settings(url, home)).state.service
        publish_all(service.engine)
        service.catalogue().warm()
        service.engine.dispose()
    importlib.import_module("uvicorn.loops.auto")
    importlib.import_module("uvicorn.protocols.http.auto")
    load_for_looks()


def _settings(url: str, home: str, **more: Any) -> Settings:
    given = {
        "rate_per_minute": 0,
        "sign_in_per_minute": 0,
        "log_level": "error",
        "worker": False,
        "refresh_seconds": 0.2,
    }
    return Settings(**given, home=Path(home), database_url=url, **more)
