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
AsOf = Annotated[str | None, typer.Option("--as-of", help="判定日期 YYYY-MM-DD；默认取上次运行的日期，没有则取今天。")]
DEFAULT_HOME = Path("var")


def store_url(home: Path) -> str:
    """The SQLAlchemy URL of the embedded store."""
    return f"sqlite:///{home / 'policymatch.sqlite3'}"


def day(text: str | None, home: Path) -> date:
    """The date to decide for: what ``--as-of`` names, else that of the last run, else today.

    Raises:
        InvalidInputError: the text is no date.
    """
    if text is None:
        return last_day(home) or date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInputError(f"“{text}”不是日期", where="--as-of", hint="写成 YYYY-MM-DD") from None


def last_day(home: Path) -> date | None:
    """The as-of date of the last run in a home; None where there was none."""
    marker = home / "as-of"
    return date.fromisoformat(marker.read_text().strip()) if marker.exists() else None


def remember_day(home: Path, when: date) -> None:
    """Keep the as-of date of a run, so that later questions are answered for the same day."""
    (home / "as-of").write_text(when.isoformat() + "\n")
