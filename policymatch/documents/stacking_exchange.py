"""The exchange form of stacking rules; keys appear only where they say something."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from policymatch.conditions.exchange import read_period, write_number
from policymatch.documents.reading import Data, Plain, decimal_of, mapping, number, source_of, text_of, texts_of
from policymatch.documents.stacking import EVERY, GRANTED, AwardState, Others, Scope, StackingKind, StackingRule
from policymatch.errors import DocumentError
from policymatch.vocabulary.fields import field as catalogue_field

E = TypeVar("E", bound=StrEnum)


def read_rule(data: object, *, where: str) -> StackingRule:
    """Build a rule from its exchange form.

    Raises:
        DocumentError: a word that no list holds, a ceiling without a figure, an offset that names nobody.
    """
    top = mapping(data, where)
    kind = _word(StackingKind, str(top.get("kind")), where)
    rate = decimal_of(top, "rate", where)
    base = text_of(top, "cap_base", where)
    rule = StackingRule(
        kind=kind,
        scope=_words(Scope, top, "scope", where),
        members=texts_of(top, "members", where) or (EVERY,),
        against=texts_of(top, "against", where),
        others=_words(Others, top, "others", where),
        exempt=texts_of(top, "exempt", where),
        unless_otherwise=top.get("unless_otherwise") is True,
        per_year=top.get("per_year") is True,
        states=_words(AwardState, top, "states", where) or GRANTED,
        cap=decimal_of(top, "cap", where),
        cap_rate=decimal_of(top, "cap_rate", where),
        cap_base=catalogue_field(base).id if base else None,
        cap_period=read_period(top.get("cap_period")),
        cap_label=text_of(top, "cap_label", where),
        from_base=top.get("from_base") is True,
        rate=Decimal(1) if rate is None else rate,
        source=source_of(top, "quote"),
    )
    _check(rule, where)
    return rule


def _word(kind: type[E], text: str, where: str) -> E:
    try:
        return kind(text)
    except ValueError:
        raise DocumentError(f"叠加规则中没有“{text}”", where=where, hint=f"可用：{'、'.join(kind)}") from None


def _words(kind: type[E], data: Data, key: str, where: str) -> tuple[E, ...]:
    return tuple(_word(kind, text, f"{where}.{key}") for text in texts_of(data, key, where))


def _check(rule: StackingRule, where: str) -> None:
    named = rule.against or rule.others
    if rule.kind is StackingKind.CAP_OF_SUM and rule.cap is None and rule.cap_rate is None:
        raise DocumentError("合计限额没有写数额", where=where, hint="写 cap（元）或 cap_rate 与 cap_base")
    if rule.kind in (StackingKind.OFFSET, StackingKind.REQUIRES) and not named:
        raise DocumentError("没有写明扣减或以何为前提", where=where, hint="写 against 或 others")
    if not 0 < rule.rate <= 1:
        raise DocumentError("扣减比例应大于 0、不超过 1", where=where, hint="如 0.5")


def write_rule(rule: StackingRule) -> Plain:
    """The exchange form of a rule; reading it back gives an equal rule."""
    body: Plain = {
        "kind": str(rule.kind),
        "scope": [str(one) for one in rule.scope],
        "members": list(rule.members) if rule.members != (EVERY,) else [],
        "against": list(rule.against),
        "others": [str(one) for one in rule.others],
        "exempt": list(rule.exempt),
        "unless_otherwise": rule.unless_otherwise,
        "per_year": rule.per_year,
        "states": [str(one) for one in rule.states] if rule.states != GRANTED else [],
        "cap": number(rule.cap),
        "cap_rate": number(rule.cap_rate),
        "cap_base": rule.cap_base,
        "cap_period": str(rule.cap_period) if rule.cap_period else None,
        "cap_label": rule.cap_label,
        "from_base": rule.from_base,
        "rate": write_number(rule.rate) if rule.rate != 1 else None,
        "quote": rule.source.quote if rule.source else None,
    }
    return {key: value for key, value in body.items() if value not in (None, False, [])}
