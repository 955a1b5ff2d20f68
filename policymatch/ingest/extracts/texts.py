"""Typed cells (of sheets, JSON, Parquet, databases) as the text that a CSV would hold, so that all forms say the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def cell_text(value: Any) -> str:
    """The text of a cell; empty for null. Whole floats lose their ``.0``; times at midnight lose the time."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else "" if value != value else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
