"""``policymatch serve``: hands over to the service, which stands above the engine and is not imported from here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from policymatch.cli.home import DEFAULT_HOME, Home


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(serve)


def serve(
    home: Home = DEFAULT_HOME,
    host: Annotated[str | None, typer.Option(help="监听地址，默认 127.0.0.1；供局域网访问写 0.0.0.0。")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="监听端口，默认 8000。")] = None,
) -> None:
    """启动服务：页面、接口（/api/v1）与接口说明（/docs）。其余设置用环境变量，见 docs/operations.md。"""
    command = [sys.executable, "-m", "api", "--home", str(Path(home))]
    for name, value in (("--host", host), ("--port", port)):
        command += [name, str(value)] if value is not None else []
    # The process becomes the service, so that signals reach it without a go-between.
    os.execv(sys.executable, command)
