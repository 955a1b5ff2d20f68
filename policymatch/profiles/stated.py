"""Values that somebody states (a supposition, a declaration) as the field catalogue has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from policymatch.conditions.exchange import read_value
from policymatch.errors import ValueTypeError
from policymatch.profiles.facts import FactValue
from policymatch.quantities import Money
from policymatch.vocabulary import industries, regions
from policymatch.vocabulary.fields import Field, FieldType


def read_stated(known: Field, given: bool | int | float | str) -> FactValue:
    """A stated value as the field has it: a number in its base unit, a day, a code, a canonical name.

    Raises:
        InvalidInputError: the field does not allow it.
    """
    if known.type is FieldType.BOOL or isinstance(given, bool):
        if known.type is not FieldType.BOOL or not isinstance(given, bool):
            raise unfit(known, given)
        return given
    if known.type in (FieldType.NUMBER, FieldType.DATE):
        value = read_value(str(known.type), given)
        if not isinstance(value, Decimal | Money | date) or (isinstance(value, Decimal) and not value.is_finite()):
            raise unfit(known, given)
        return value
    if not isinstance(given, str) or not given:
        raise unfit(known, given)
    return _named(known, given)


def _named(known: Field, given: str) -> str:
    if known.type is FieldType.REGION:
        return regions.region(given).code
    if known.type is FieldType.INDUSTRY:
        return industries.industry(given).code
    if known.closed and known.values and given not in known.values:
        raise unfit(known, given)
    return given


def unfit(known: Field, given: object) -> ValueTypeError:
    """The refusal of a value that a field does not allow; names what it does."""
    hint = f"可用：{'、'.join(known.values[:12])}" if known.values else f"单位为{known.unit}" if known.unit else ""
    return ValueTypeError(f"“{known.label}”不能是 {given!r}", where=known.id, hint=hint)
