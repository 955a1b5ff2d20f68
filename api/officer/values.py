"""Values of conditions as people write them in a form, and back: 2000万元, 5%, 安徽省合肥市（340100）, one name a line."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from api.areas import COUNTRY, area_name
from policymatch.conditions import Op, Value
from policymatch.errors import InvalidInputError
from policymatch.quantities import CURRENCIES, Money, Period, plain
from policymatch.vocabulary import regions
from policymatch.vocabulary.fields import Field, FieldType

LISTS = frozenset({Op.IN, Op.NOT_IN, Op.HAS_ANY, Op.HAS_ALL, Op.HAS_NONE})
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_TIMES = {word: Decimal(10) ** power for word, power in _POWERS.items()}
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(百万|千万|百|千|万|亿)?(.*)", re.DOTALL)
_CODE = re.compile(r"[（(]?(\d{6})[）)]?$")
_ABROAD = {word: code for code, word in CURRENCIES.items() if code != "CNY"}


def write_value(known: Field, value: Value) -> str:
    """A value as it stands in the form."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return write_number(known.unit, value)
    if isinstance(value, tuple):
        return "\n".join(f"{area_name(name)}（{name}）" if known.type is FieldType.REGION else name for name in value)
    return str(value)


def write_number(unit: str, number: Decimal) -> str:
    """A number as it stands in the form, exact: money in 万元 or 亿元 where that is shorter, fractions as percentages."""
    if unit == "fraction":
        return f"{plain(number * 100)}%"
    if unit != "元":
        return plain(number)
    for word in ("亿", "万"):
        scaled = number / _TIMES[word]
        if abs(scaled) >= 1 and len(plain(scaled)) < len(plain(number)):
            return f"{plain(scaled)}{word}元"
    return f"{plain(number)}元"


def read_value(known: Field, op: Op, text: str) -> Any:
    """A value of the form in exchange form.

    Raises:
        InvalidInputError: it is none of the field's kind.
    """
    text = text.strip()
    if not text:
        raise InvalidInputError("没有填写值", hint=hint_of(known))
    if op in LISTS:
        return [_read_name(known, line.strip()) for line in re.split(r"[\n；;]", text) if line.strip()]
    if op is Op.IS:
        return _read_flag(text)
    return text if known.type is FieldType.DATE else read_number(known.unit, text)


def hint_of(known: Field) -> str:
    """What to write for a field."""
    if known.type is FieldType.NUMBER:
        return {"fraction": "如 5%", "元": "如 2000万元，外币如 100万美元"}.get(
            known.unit, f"以{known.unit or '原单位'}计的数"
        )
    return {
        FieldType.BOOL: "是 或 否", FieldType.DATE: "如 2024-06-30", FieldType.REGION: "一行一个地区名称或六位代码",
        FieldType.INDUSTRY: "一行一个行业名称或代码",
    }.get(known.type, "一行一个名称")  # fmt: skip


def read_number(unit: str, text: str) -> str:
    """A number of the form as exact text in the base unit, or foreign money as ``USD 1000000``.

    Raises:
        InvalidInputError: it is no number, or of another unit.
    """
    compact = re.sub(r"[\s,，]", "", text)
    found = _NUMBER.fullmatch(compact)
    if found is None:
        money = Money.parse(text)
        if money is None:
            raise InvalidInputError(f"“{text[:20]}”不是数值", hint="写数字，可带单位，如 2000万元、5%")
        return str(money)
    number, rest = Decimal(found[1]) * _TIMES[found[2] or ""], found[3]
    if rest in _ABROAD and unit == "元":
        return str(Money(_ABROAD[rest], number))
    return plain(number * _factor(unit, rest, text))


def _factor(unit: str, written: str, text: str) -> Decimal:
    if unit == "fraction":
        if written in ("%", "％"):
            return Decimal("0.01")
        if not written:
            return Decimal(1)
    elif written in ("", unit, "人民币" if unit == "元" else unit, "元人民币" if unit == "元" else unit):
        return Decimal(1)
    raise InvalidInputError(
        f"“{text[:20]}”的单位与指标不符", hint=f"该指标以{'百分比' if unit == 'fraction' else unit or '原单位'}计"
    )


def _read_flag(text: str) -> bool:
    if text in ("是", "true"):
        return True
    if text in ("否", "false"):
        return False
    raise InvalidInputError(f"“{text[:20]}”不是“是”或“否”", hint="填 是 或 否")


def _read_name(known: Field, text: str) -> str:
    if known.type is not FieldType.REGION:
        return known.canonical(text) or text
    if found := _CODE.search(text):
        return found[1]
    if text == "全国":
        return COUNTRY
    codes = regions.named(text)
    if len(codes) != 1:
        said = "不止一个" if codes else "没有"
        hint = "、".join(f"{area_name(code)}（{code}）" for code in codes[:4]) or "写全称或六位代码"
        raise InvalidInputError(f"{said}地区叫“{text[:20]}”", hint=hint)
    return codes[0]


PERIODS = {
    "": "不限期间", "last_year": "上年度", "this_year": "本年度", "last_2_years": "近两年", "last_3_years": "近三年",
    "last_5_years": "近五年",
}  # fmt: skip
AGGREGATES = {"": "—", "sum": "合计", "avg": "平均", "each": "每年"}
YEARS = "years"


def write_period(period: Period | None) -> tuple[str, str, str]:
    """A period as the form has it: which, the years where it names some, how they become one figure."""
    if period is None:
        return "", "", ""
    base, _, aggregate = str(period).partition(":")
    return (base, "", aggregate) if period.relative else (YEARS, base, aggregate)


def read_period(which: str, years: str, aggregate: str) -> str | None:
    """A period of the form in exchange form; None for none.

    Raises:
        InvalidInputError: the years are none.
    """
    if not which:
        return None
    base = re.sub(r"[年\s]", "", years).replace("至", "-").replace("—", "-") if which == YEARS else which
    text = base + (f":{aggregate}" if aggregate else "")
    try:
        return str(Period.parse(text))
    except ValueError:
        raise InvalidInputError(f"期间“{years}”无法读取", hint="写年份，如 2023 或 2021-2023") from None
