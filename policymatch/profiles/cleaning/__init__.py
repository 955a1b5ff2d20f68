"""Named cleaning rules: each takes a cell's text and gives the canonical text, None for "says nothing", or ``CellError``."""

from __future__ import annotations

from collections.abc import Callable

from policymatch.errors import SourceSpecError
from policymatch.profiles.cleaning import amounts, codes, dates, kinds, names
from policymatch.profiles.cleaning.cells import EMPTY, CellError, fold, is_empty
from policymatch.profiles.specs import ColumnSpec
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field

__all__ = ["EMPTY", "RULES", "CellError", "Cleaner", "default_rule", "fold", "is_empty", "make_cleaner"]

Cleaner = Callable[[str], str | None]


def _base_unit(column: ColumnSpec) -> str:
    return catalogue_field(column.field).unit if column.field else column.unit


_PLAIN: dict[str, Cleaner] = {
    "credit_code": codes.credit_code,
    "former_number": codes.former_number,
    "company_name": names.company_name,
    "former_name": names.former_name,
    "person": names.person,
    "text": names.free_text,
    "date": dates.day,
    "year": dates.year,
    "flag": kinds.flag,
    "entity_type": kinds.entity_type,
    "legal_person": kinds.legal_person,
    "ownership": kinds.ownership,
    "honour": kinds.honour,
    "region": kinds.region,
    "industry": kinds.industry,
}
_MADE: dict[str, Callable[[ColumnSpec], Cleaner]] = {
    "amount": lambda column: amounts.amount(column.unit),
    "number": lambda column: amounts.number(column.unit, _base_unit(column)),
    "count": lambda column: amounts.count(column.unit, _base_unit(column)),
    "ratio": lambda column: amounts.ratio(column.unit),
    "listed": lambda column: kinds.listed(column.field),
}
"""Rules that take a unit or a field from their column."""

RULES = (*_PLAIN, *_MADE)
"""The rules by the names that specs use."""

REPEATING = frozenset(RULES) - {"credit_code", "former_number", "company_name", "former_name", "person", "text"}
"""Rules whose cells repeat, so that each distinct cell is cleaned once."""

RATIO_UNITS = frozenset({"比例", "fraction"})
_WHOLE = frozenset({"人", "件", "家", "项"})


def make_cleaner(column: ColumnSpec) -> Cleaner:
    """The rule of a column, ready to use.

    Raises:
        SourceSpecError: there is no rule of this name, or its unit is unknown.
    """
    if column.clean in _PLAIN:
        return _PLAIN[column.clean]
    try:
        return _MADE[column.clean](column)
    except KeyError:
        raise SourceSpecError(
            f"没有清洗规则“{column.clean}”", where=f"列 {column.name}", hint=f"可用规则：{'、'.join(RULES)}"
        ) from None
    except ValueError:
        raise SourceSpecError(
            f"看不懂计量单位“{column.unit}”", where=f"列 {column.name}", hint="写成 元、万元、亿元、万美元 等"
        ) from None


def default_rule(field_id: str) -> str:
    """The rule that suits a field's type where the spec names none."""
    field = catalogue_field(field_id)
    if field.type is FieldType.NUMBER:
        if field.unit == "元":
            return "amount"
        return "ratio" if field.unit in RATIO_UNITS else "count" if field.unit in _WHOLE else "number"
    by_type = {
        FieldType.BOOL: "flag", FieldType.DATE: "date", FieldType.REGION: "region", FieldType.INDUSTRY: "industry",
        FieldType.ENUM: "listed", FieldType.SET: "listed", FieldType.TEXT: "text",
    }  # fmt: skip
    return {"entity_type": "entity_type", "qualification": "honour"}.get(field_id) or by_type[field.type]
