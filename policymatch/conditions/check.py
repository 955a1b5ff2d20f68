"""What a condition must satisfy to exist: checked against the field catalogue when a node is built."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from policymatch.errors import ConditionError, EmptyConditionError, OperatorError, ValueTypeError
from policymatch.quantities import Money, Period
from policymatch.vocabulary.fields import Field
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.regions import region

ORDERED = frozenset({">=", ">", "<=", "<", "=="})
MEMBER = frozenset({"in", "not_in"})
SET = frozenset({"has_any", "has_all", "has_none"})
OPERATORS = {
    "number": ORDERED,
    "date": ORDERED,
    "bool": frozenset({"is"}),
    "enum": MEMBER,
    "region": MEMBER,
    "industry": MEMBER,
    "text": MEMBER,
    "set": SET,
}
"""The operators that suit each field type."""

DECLARED = "declared_number"
LONGEST_LABEL = 200


def check_test(field: str, op: str, value: object, period: Period | None, label: str | None) -> None:
    """Check one test.

    Raises:
        ConditionError: what is wrong with it, naming field and value.
    """
    known = catalogue_field(field)
    check_operator(known, op)
    check_value(known, value)
    if period is not None and not isinstance(period, Period):
        raise ValueTypeError("期间须为 Period", where=place(known), hint="用 Period.parse 读取，如 last_year")
    if (field == DECLARED) != (label is not None):
        raise ValueTypeError(
            "label 只用于且必须用于 declared_number", where=place(known), hint="写明该数值的名称，如“参展展位数”"
        )
    if label is not None:
        check_label(label)


def place(known: Field) -> str:
    """How errors name a field."""
    return f"字段 {known.id}（{known.label}）"


def check_operator(known: Field, op: str) -> None:
    """Check that an operator suits the type of its field.

    Raises:
        OperatorError: it does not; the suitable ones are named.
    """
    if op not in OPERATORS[known.type]:
        allowed = "、".join(sorted(OPERATORS[known.type]))
        raise OperatorError(f"运算符“{op}”不适用于{known.type}类型", where=place(known), hint=f"可用：{allowed}")


def check_value(known: Field, value: object) -> None:
    """Check a value against the type of its field."""
    kind: str = known.type
    if kind == "number":
        fine = isinstance(value, Decimal | Money) and (isinstance(value, Money) or value.is_finite())
        expected = "十进制数（基本单位），或外币如 USD 1000000"
    elif kind == "date":
        fine, expected = isinstance(value, date), "日期 YYYY-MM-DD"
    elif kind == "bool":
        fine, expected = isinstance(value, bool), "true 或 false"
    else:
        check_names(known, value)
        if kind == "region":
            check_regions(value)
        return
    if not fine:
        raise ValueTypeError(f"值 {value!r} 与字段类型不符", where=place(known), hint=f"应为{expected}")


def check_names(known: Field, value: object) -> None:
    """Check a list of names: at least one, none empty, no null."""
    if not isinstance(value, tuple):
        raise ValueTypeError(f"值 {value!r} 与字段类型不符", where=place(known), hint="应为一个以上名称或代码的列表")
    if not value:
        raise EmptyConditionError("列表为空", where=place(known), hint="至少写一个值，或删去该条件")
    for name in value:
        if not isinstance(name, str) or not name.strip():
            raise ValueTypeError(f"列表中含空值 {name!r}", where=place(known), hint="删去空值")


def check_regions(codes: object) -> None:
    """Check that every region is one (GB/T 2260, or a zone of the vocabulary).

    Raises:
        UnknownRegionError: one that is none, with the nearest.
    """
    for code in codes if isinstance(codes, tuple) else ():
        region(code)


def check_label(label: str) -> None:
    """Check the label of a judgement or a declared number."""
    if not isinstance(label, str) or not label.strip():
        raise EmptyConditionError("人工认定或申报数没有名称", hint="写明要认定什么")
    if len(label) > LONGEST_LABEL:
        raise ConditionError(f"名称过长（{len(label)} 字）", where=label[:20] + "…", hint=f"不超过 {LONGEST_LABEL} 字")


def check_children(children: Sequence[object], kind: str) -> None:
    """A group of alternatives needs at least one."""
    if not children:
        raise EmptyConditionError(f"“{kind}”没有任何子条件", hint="至少写一个子条件，或删去该组")


def check_count(count: int, size: int) -> None:
    """At least k of n: 1 ≤ k ≤ n."""
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= size:
        raise EmptyConditionError(f"at_least {count!r} 超出范围", hint=f"应为 1 至 {size} 的整数")
