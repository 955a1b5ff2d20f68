"""A real Chromium: the machine's own where there is one, else the one that Playwright installs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.live import PASSWORD, Live

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def city(new_live: Any) -> Live:
    return new_live()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except Error as error:
            if "Executable doesn't exist" not in str(error) or os.environ.get("CI"):
                raise  # where everything has to be shown, a missing browser is a fault
            pytest.skip(
                "没有 Chromium：安装后再试（apt-get install chromium，或 python -m playwright install chromium）"
            )
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser; what leaves the host is noted."""

    def __init__(self, chromium: Any, city: Live, *, width: int = 1280) -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", base_url=city.url)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.strayed: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._note(request.url, city.url))
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _hear(self, message: Any) -> None:
        """A form that is refused says so on the page; the browser's own remark about its status is no fault."""
        if message.type == "error" and "status of 422" not in message.text:
            self.faults.append(message.text)

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own + "/", "data:")):
            self.strayed.append(url)

    def sign_in(self, login: str) -> Any:
        """Through the door, as people do."""
        self.page.goto("/sign-in")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.get_by_role("button", name="退出").wait_for()
        return self.page


@pytest.fixture
def visit(chromium: Any, city: Live) -> Iterator[Any]:
    """Makes visitors, and sees afterwards that nothing left the host and nothing broke."""
    visitors: list[Visitor] = []

    def make(login: str | None = None, *, width: int = 1280) -> Any:
        visitor = Visitor(chromium, city, width=width)
        visitors.append(visitor)
        if login:
            visitor.sign_in(login)
        return visitor.page

    yield make
    for visitor in visitors:
        visitor.context.close()
    assert [url for visitor in visitors for url in visitor.strayed] == []
    assert [fault for visitor in visitors for fault in visitor.faults] == []


@pytest.fixture(scope="session")
def source_file() -> Path:
    """A policy to hand in."""
    from importlib.resources import files

    return Path(str(files("policies") / "published" / "gz-nansha-scitech-2025" / "v1" / "source.txt"))
