"""The exchange form of a policy document: JSON over the API, YAML in files; unknown keys are ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any as AnyValue
from typing import TypeVar

from policymatch.conditions import ALWAYS, read_node, write_node
from policymatch.conditions.exchange import read_period, write_number
from policymatch.documents.model import Benefit, BenefitType, Item, PolicyDocument, Window
from policymatch.errors import DocumentError, PolicyMatchError
from policymatch.spans import SourceRef

Plain = dict[str, AnyValue]
Data = Mapping[str, AnyValue]
T = TypeVar("T")


def read_document(data: object, *, where: str = "document") -> PolicyDocument:
    """Build a document from its exchange form.

    Raises:
        DocumentError: a key of the wrong kind, a bad date or number, with its path.
        ConditionError: a condition that cannot be built, with its path.
    """
    top = _mapping(data, where)
    items = tuple(
        read_item(item, where=f"{where}.items[{at}]", default_id=str(at + 1))
        for at, item in enumerate(_list(top, "items", where))
    )
    _check_ids(items, where)
    return PolicyDocument(
        id=str(top.get("id") or ""),
        title=_text(top, "title", where),
        doc_number=_text(top, "doc_number", where),
        issuers=_texts(top, "issuers", where),
        region=_text(top, "region", where),
        published_on=_day(top, "published_on", where),
        valid_from=_day(top, "valid_from", where),
        valid_to=_day(top, "valid_to", where),
        items=items,
    )


def _check_ids(items: tuple[Item, ...], where: str) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise DocumentError(f"事项编号“{item.id}”重复", where=where, hint="每个事项用不同的 id")
        seen.add(item.id)


def read_item(data: object, *, where: str, default_id: str) -> Item:
    """Build an item from its exchange form."""
    top = _mapping(data, where)
    condition = top.get("condition")
    try:
        node = ALWAYS if condition is None else read_node(condition)
    except PolicyMatchError as error:
        raise error.at(where) from None
    return Item(
        id=str(top.get("id") or default_id),
        name=_text(top, "name", where) or default_id,
        condition=node,
        benefits=tuple(
            read_benefit(benefit, where=f"{where}.benefits[{at}]")
            for at, benefit in enumerate(_list(top, "benefits", where))
        ),
        stacking=tuple(SourceRef(text) for text in _texts(top, "stacking", where)),
        window=_read_window(top.get("window"), where=f"{where}.window"),
        materials=_texts(top, "materials", where),
        anchor=_source(top, "anchor"),
        themes=_texts(top, "themes", where),
    )


def read_benefit(data: object, *, where: str) -> Benefit:
    """Build a benefit from its exchange form."""
    top = _mapping(data, where)
    try:
        kind = BenefitType(str(top.get("type")))
    except ValueError:
        raise DocumentError(
            f"没有支持类型“{top.get('type')}”", where=where, hint=f"可用：{'、'.join(BenefitType)}"
        ) from None
    when = top.get("when")
    years = _decimal(top, "years", where)
    return Benefit(
        type=kind,
        amount=_decimal(top, "amount", where),
        rate=_decimal(top, "rate", where),
        cap=_decimal(top, "cap", where),
        per=_text(top, "per", where),
        when=None if when is None else read_node(when),
        base=_text(top, "base", where),
        base_period=read_period(top.get("base_period")),
        base_label=_text(top, "base_label", where),
        base_over=_decimal(top, "base_over", where),
        currency=_text(top, "currency", where),
        years=None if years is None else int(years),
        instalments=tuple(_to_decimal(part, f"{where}.instalments") for part in _list(top, "instalments", where)),
        step=_decimal(top, "step", where),
        source=_source(top, "quote"),
        confidence=top.get("confidence"),
    )


def _read_window(data: object, *, where: str) -> Window:
    if data is None:
        return Window()
    top = _mapping(data, where)
    return Window(_day(top, "opens_on", where), _day(top, "closes_on", where), _source(top, "quote"))


def write_document(document: PolicyDocument) -> Plain:
    """The exchange form of a document; reading it back gives an equal document."""
    head: Plain = {"id": document.id} if document.id else {}
    return head | {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "region": document.region,
        "published_on": _iso(document.published_on),
        "valid_from": _iso(document.valid_from),
        "valid_to": _iso(document.valid_to),
        "items": [write_item(item) for item in document.items],
    }


def write_item(item: Item) -> Plain:
    """The exchange form of an item."""
    body: Plain = {
        "id": item.id,
        "name": item.name,
        "anchor": item.anchor.quote if item.anchor else None,
        "condition": write_node(item.condition),
        "benefits": [write_benefit(benefit) for benefit in item.benefits],
        "stacking": [source.quote for source in item.stacking],
        "window": {
            "opens_on": _iso(item.window.opens_on),
            "closes_on": _iso(item.window.closes_on),
            "quote": item.window.source.quote if item.window.source else None,
        },
        "materials": list(item.materials),
    }
    return body | ({"themes": list(item.themes)} if item.themes else {})


def write_benefit(benefit: Benefit) -> Plain:
    """The exchange form of a benefit; keys beyond version 1 appear only where they say something."""
    body: Plain = {
        "type": str(benefit.type),
        "amount": _number(benefit.amount),
        "rate": _number(benefit.rate),
        "cap": _number(benefit.cap),
        "per": benefit.per,
        "quote": benefit.source.quote if benefit.source else None,
    }
    further: Plain = {
        "when": write_node(benefit.when) if benefit.when is not None else None,
        "base": benefit.base,
        "base_period": str(benefit.base_period) if benefit.base_period else None,
        "base_label": benefit.base_label,
        "base_over": _number(benefit.base_over),
        "currency": benefit.currency,
        "years": benefit.years,
        "instalments": [write_number(part) for part in benefit.instalments] or None,
        "step": _number(benefit.step),
        "confidence": benefit.confidence,
    }
    return body | {key: value for key, value in further.items() if value is not None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: Decimal | None) -> int | float | str | None:
    return None if number is None else write_number(number)


def _mapping(data: object, where: str) -> Data:
    if not isinstance(data, Mapping):
        raise DocumentError(f"应为映射，得到 {type(data).__name__}", where=where, hint="见交换格式说明")
    return data


def _typed(data: Data, key: str, where: str, kind: type[T], word: str) -> T | None:
    value = data.get(key)
    if value is not None and not isinstance(value, kind):
        raise DocumentError(
            f"“{key}”应为{word}，得到 {value!r}", where=where, hint=f"把 {key} 写成{word}，没有则写 null"
        )
    return value


def _text(data: Data, key: str, where: str) -> str | None:
    return _typed(data, key, where, str, "文本")


def _list(data: Data, key: str, where: str) -> list[AnyValue]:
    return _typed(data, key, where, list, "列表") or []


def _texts(data: Data, key: str, where: str) -> tuple[str, ...]:
    listed = _list(data, key, where)
    if not all(isinstance(text, str) for text in listed):
        raise DocumentError(f"“{key}”应为文本列表", where=where, hint="去掉 null 与非文本值")
    return tuple(listed)


def _parsed(data: Data, key: str, where: str, read: Callable[[AnyValue, str], T]) -> T | None:
    value = data.get(key)
    return None if value is None else read(value, f"{where}.{key}")


def _to_day(value: object, where: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise DocumentError(f"“{value}”不是日期", where=where, hint="写成 YYYY-MM-DD") from None


def _day(data: Data, key: str, where: str) -> date | None:
    return _parsed(data, key, where, _to_day)


def _to_decimal(value: object, where: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise DocumentError(f"“{value}”不是数值", where=where, hint="写基本单位的数值，如 500000 或 0.3")
    return number


def _decimal(data: Data, key: str, where: str) -> Decimal | None:
    return _parsed(data, key, where, _to_decimal)


def _source(data: Data, key: str) -> SourceRef | None:
    quote = data.get(key)
    return SourceRef(str(quote)) if quote else None
