"""The exchange form of a condition: plain mappings, in JSON and YAML, round-tripping exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any as AnyValue

from policymatch.conditions.check import check_operator
from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Node, Not, Op, Test, Value
from policymatch.errors import ConditionError, EmptyConditionError, OperatorError, ValueTypeError
from policymatch.quantities import Money, Period
from policymatch.spans import SourceRef
from policymatch.vocabulary.fields import field as catalogue_field

Plain = dict[str, AnyValue]
ROOT = "condition"
KINDS = ("all", "any", "of", "not", "field", "manual")


def read_node(data: object, *, where: str = ROOT) -> Node:
    """Build a node from its exchange form.

    Args:
        data: a mapping of contract form; unknown keys are ignored.
        where: path named in errors.

    Raises:
        ConditionError: what is wrong, at which path, and what to do.
    """
    if not isinstance(data, Mapping):
        raise ConditionError(f"条件应为映射，得到 {type(data).__name__}", where=where, hint="见交换格式说明")
    kinds = [kind for kind in KINDS if kind in data]
    if len(kinds) != 1:
        raise ConditionError(f"条件须恰含 {'/'.join(KINDS)} 之一，得到 {kinds or sorted(map(str, data))}", where=where,
                             hint="一个节点只写一种条件")  # fmt: skip
    try:
        return READERS[kinds[0]](data, where)
    except ConditionError as error:
        if error.where.startswith(ROOT):
            raise
        raise error.at(where) from None


def _children(data: Mapping[str, AnyValue], kind: str, where: str) -> tuple[Node, ...]:
    listed = data[kind]
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise ConditionError(f"“{kind}”应为列表", where=where, hint="写成 [条件, …]")
    return tuple(read_node(child, where=f"{where}.{kind}[{at}]") for at, child in enumerate(listed))


def _read_at_least(data: Mapping[str, AnyValue], where: str) -> Node:
    if "at_least" not in data:
        raise EmptyConditionError("“of”缺少 at_least", where=where, hint="写明至少满足几项")
    return AtLeast(data["at_least"], _children(data, "of", where))


def _read_test(data: Mapping[str, AnyValue], where: str) -> Node:
    known = catalogue_field(str(data["field"]))
    try:
        op = Op(str(data.get("op")))
    except ValueError:
        raise OperatorError(f"没有运算符“{data.get('op')}”", where=where, hint=f"可用：{'、'.join(Op)}") from None
    check_operator(known, op)
    return Test(
        field=known.id,
        op=op,
        value=read_value(known.type, data.get("value")),
        period=read_period(data.get("period")),
        label=data.get("label") if known.id == "declared_number" else None,
        source=_read_source(data),
        confidence=data.get("confidence"),
    )


def _read_manual(data: Mapping[str, AnyValue]) -> Node:
    return Judgement(label=data["manual"], source=_read_source(data), confidence=data.get("confidence"))


READERS: dict[str, Callable[[Mapping[str, AnyValue], str], Node]] = {
    "all": lambda data, where: All(_children(data, "all", where)),
    "any": lambda data, where: Any(_children(data, "any", where)),
    "of": _read_at_least,
    "not": lambda data, where: Not(read_node(data["not"], where=f"{where}.not")),
    "field": _read_test,
    "manual": lambda data, _: _read_manual(data),
}


def read_value(kind: str, value: object) -> Value:
    """A value of the exchange form as the language holds it; what does not fit is left to the check."""
    if kind == "number":
        return _read_number(value)
    if kind == "date":
        return _read_date(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(value)
    raise ValueTypeError(f"值 {value!r} 无法读取", hint="应为列表、数值、日期或 true/false")


def _read_number(value: object) -> Value:
    if isinstance(value, bool) or value is None:
        raise ValueTypeError(f"值 {value!r} 不是数值", hint="写基本单位的数值，如 5000000")
    if isinstance(value, str) and (money := Money.parse(value)):
        return money
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueTypeError(f"值 {value!r} 不是数值", hint="写基本单位的数值，或 USD 1000000") from None
    return number


def _read_date(value: object) -> Value:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueTypeError(f"值 {value!r} 不是日期", hint="写成 YYYY-MM-DD") from None


def read_period(value: object) -> Period | None:
    """A period of the exchange form; None stays None.

    Raises:
        ValueTypeError: the text is no period.
    """
    if value is None:
        return None
    try:
        return Period.parse(str(value))
    except ValueError:
        raise ValueTypeError(f"期间“{value}”无法读取", hint="如 last_year、last_3_years:sum、2023、2021-2023") from None


def _read_source(data: Mapping[str, AnyValue]) -> SourceRef | None:
    quote = data.get("quote")
    return SourceRef(quote=str(quote), path=str(data.get("path") or "")) if quote else None


def write_node(node: Node) -> Plain:
    """The exchange form of a node; ``read_node(write_node(n)) == n`` and the words survive too."""
    match node:
        case All(children):
            return {"all": [write_node(child) for child in children]}
        case Any(children):
            return {"any": [write_node(child) for child in children]}
        case AtLeast(count, children):
            return {"at_least": count, "of": [write_node(child) for child in children]}
        case Not(child):
            return {"not": write_node(child)}
        case Judgement(label):
            return {"manual": label} | _write_source(node)
        case Test():
            period = str(node.period) if node.period else None
            body = {"field": node.field, "op": str(node.op), "value": write_value(node.value), "period": period}
            named = {"label": node.label} if node.label is not None else {}
            return body | named | _write_source(node)


def write_value(value: Value) -> AnyValue:
    """A value as JSON holds it: whole numbers as integers, other decimals as exact text-free numbers."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value)


def write_number(number: Decimal) -> int | float | str:
    """An integer, else a float where its shortest text is the same decimal, else the decimal as text."""
    if number == number.to_integral_value():
        return int(number)
    shortest = float(number)
    return shortest if Decimal(repr(shortest)) == number else format(number, "f")


def _write_source(leaf: Test | Judgement) -> Plain:
    written: Plain = {}
    if leaf.source:
        written["quote"] = leaf.source.quote
        if leaf.source.path:
            written["path"] = leaf.source.path
    if leaf.confidence is not None:
        written["confidence"] = leaf.confidence
    return written
