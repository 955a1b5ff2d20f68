"""The command line: one thin module a group of commands; heavy libraries load when a command needs them."""

from __future__ import annotations

import sys

from policymatch.errors import PolicyMatchError


def main() -> None:
    """Run ``policymatch``; errors raised on purpose are said in one line, exit code 2."""
    from policymatch.cli.app import app

    try:
        app()
    except PolicyMatchError as error:
        print(f"错误：{error}", file=sys.stderr)
        raise SystemExit(2) from None
