"""Where the command line keeps its embedded store, and the date it decides for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from policymatch.errors import InvalidInputError

SAMPLE_DAY = date(2026, 6, 30)
"""The as-of date of the synthetic sample: after 汇算清缴 of the year before."""

Home = Annotated[Path, typer.Option("--home", envvar="POLICYMATCH_HOME", help="数据文件夹（内嵌 SQLite）。")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="判定日期 YYYY-MM-DD，默认取上次运行的日期。")]
DEFAULT_HOME = Path("var")


def store_url(home: Path) -> str:
    """The SQLAlchemy URL of the embedded store."""
    return f"sqlite:///{home / 'policymatch.sqlite3'}"


def day(text: str | None, default: date) -> date:
    """The date that an option names.

    Raises:
        InvalidInputError: the text is no date.
    """
    if text is None:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInputError(f"“{text}”不是日期", where="--as-of", hint="写成 YYYY-MM-DD") from None
