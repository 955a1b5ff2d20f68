"""``python -m api``: the service, until it is told to stop."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

from api.settings import Settings, read_settings
from policymatch.errors import PolicyMatchError


def main(argv: list[str] | None = None) -> int:
    """Check the settings, start, serve, stop gracefully; what cannot start is said in one line, exit code 2."""
    given = _options(sys.argv[1:] if argv is None else argv)
    if given is None:
        print(HELP)
        return 0
    try:
        serve(read_settings(**given))
    except PolicyMatchError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    return 0


HELP = """用法：python -m api [--home 数据文件夹] [--host 地址] [--port 端口]

启动服务：页面在 /，接口在 /api/v1，接口说明在 /docs。其余设置用环境变量 POLICYMATCH_…，见 docs/operations.md。"""


def _options(argv: list[str]) -> dict[str, Any] | None:
    """The few settings that may be given on the command line; None where help is wanted."""
    import argparse

    if "--help" in argv or "-h" in argv:
        return None
    parser = argparse.ArgumentParser(prog="python -m api", add_help=False)
    for name in ("home", "host", "port"):
        parser.add_argument(f"--{name}")
    return {name: value for name, value in vars(parser.parse_args(argv)).items() if value is not None}


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C: then take no new requests, finish the running ones, close the store."""
    import uvicorn

    from api import logs
    from api.app import create_app
    from api.companion import Companion, ended_by_signal
    from api.first import prepare

    logs.configure(settings)
    app = create_app(settings)
    app.state.alone = True
    prepare(app.state.service)
    beside = Companion(settings) if settings.with_worker else nullcontext()
    with ended_by_signal(), beside:
        uvicorn.run(
            app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False, proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None, timeout_graceful_shutdown=settings.stop_seconds,
        )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
