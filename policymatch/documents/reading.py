"""Reading plain data key by key: what is of the wrong kind is an error that names its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any as AnyValue
from typing import TypeVar

from policymatch.conditions.exchange import write_number
from policymatch.errors import DocumentError
from policymatch.spans import SourceRef

Plain = dict[str, AnyValue]
Data = Mapping[str, AnyValue]
T = TypeVar("T")


def iso(day: date | None) -> str | None:
    """A day in ISO form; None stays None."""
    return day.isoformat() if day else None


def number(number: Decimal | None) -> int | float | str | None:
    """A number as JSON holds it; None stays None."""
    return None if number is None else write_number(number)


def mapping(data: object, where: str) -> Data:
    """A mapping, or an error that names the place.

    Raises:
        DocumentError: it is none.
    """
    if not isinstance(data, Mapping):
        raise DocumentError(f"应为映射，得到 {type(data).__name__}", where=where, hint="见交换格式说明")
    return data


def typed(data: Data, key: str, where: str, kind: type[T], word: str) -> T | None:
    """A value of a kind, or None; anything else is an error.

    Raises:
        DocumentError: it is none.
    """
    value = data.get(key)
    if value is not None and not isinstance(value, kind):
        raise DocumentError(
            f"“{key}”应为{word}，得到 {value!r}", where=where, hint=f"把 {key} 写成{word}，没有则写 null"
        )
    return value


def text_of(data: Data, key: str, where: str) -> str | None:
    """A text, or None.

    Raises:
        DocumentError: it is none.
    """
    return typed(data, key, where, str, "文本")


def list_of(data: Data, key: str, where: str) -> list[AnyValue]:
    """A list; empty where there is none.

    Raises:
        DocumentError: it is none.
    """
    return typed(data, key, where, list, "列表") or []


def texts_of(data: Data, key: str, where: str) -> tuple[str, ...]:
    """A list of texts.

    Raises:
        DocumentError: it is none.
    """
    listed = list_of(data, key, where)
    if not all(isinstance(text, str) for text in listed):
        raise DocumentError(f"“{key}”应为文本列表", where=where, hint="去掉 null 与非文本值")
    return tuple(listed)


def parsed(data: Data, key: str, where: str, read: Callable[[AnyValue, str], T]) -> T | None:
    """A value read in some way, or None.

    Raises:
        DocumentError: it is none.
    """
    value = data.get(key)
    return None if value is None else read(value, f"{where}.{key}")


def day_from(value: object, where: str) -> date:
    """A day.

    Raises:
        DocumentError: it is none.
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise DocumentError(f"“{value}”不是日期", where=where, hint="写成 YYYY-MM-DD") from None


def day_of(data: Data, key: str, where: str) -> date | None:
    """A day, or None.

    Raises:
        DocumentError: it is none.
    """
    return parsed(data, key, where, day_from)


def decimal_from(value: object, where: str) -> Decimal:
    """A finite number.

    Raises:
        DocumentError: it is none.
    """
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise DocumentError(f"“{value}”不是数值", where=where, hint="写基本单位的数值，如 500000 或 0.3")
    return number


def decimal_of(data: Data, key: str, where: str) -> Decimal | None:
    """A finite number, or None.

    Raises:
        DocumentError: it is none.
    """
    return parsed(data, key, where, decimal_from)


def source_of(data: Data, key: str) -> SourceRef | None:
    """The words under a key, or None."""
    quote = data.get(key)
    return SourceRef(str(quote)) if quote else None
