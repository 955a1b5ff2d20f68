"""Amounts, limits, ranges and series, read from left to right in one pass: 1亿元至5亿元, 达到1亿元、2亿元的."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.immutable import immutable
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.numerals import SCALES
from policymatch.parsing.values.tokens import Token, tokens
from policymatch.parsing.values.units import CURRENCY_WORDS, dimension

AND = frozenset({"、", "和", "及", "与", "或", "以及", "，", "/", "或者", "、和", "且"})


@immutable
class Read:
    """A value in the compact view."""

    rule: str
    start: int
    end: int
    value: Amount | Bound | Range | Series
    parts: tuple[Read, ...] = ()


def amount(token: Token, *, scale: str | None = None, unit: str | None = None) -> Amount:
    """The amount of a token, with scale and unit lent by a neighbour where it has none of its own."""
    unit = token.unit if unit is None else unit
    scale = token.scale if scale is None else scale
    number = token.number * SCALES[scale]
    if unit == "%·1":
        return Amount(number, "%")
    if unit in ("%", "个百分点"):
        return Amount(number / 100, "%")
    if unit == "‰":
        return Amount(number / 1000, "%")
    head, slash, tail = unit.partition("/")
    currency = CURRENCY_WORDS.get(head, "CNY")
    if head in CURRENCY_WORDS:
        unit = "元" + slash + tail
    return Amount(number, unit, currency, (bool(scale) and "亿" in scale) or "万" in scale)


def read(text: str, *, inclusive: Mapping[str, bool] | None = None) -> list[Read]:
    """Every amount, limit, range and series of a compact text, in order, not overlapping."""
    singles = list(_ranges(text, tokens(text, inclusive=inclusive)))
    return list(_series(text, singles))


def _ranges(text: str, found: list[Token]) -> Iterator[tuple[Read, Token]]:
    at = 0
    while at < len(found):
        low = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following and (made := _range(text, low, following) or _between(text, low, following)):
            yield made, following
            at += 2
            continue
        bare = not low.unit and not low.scale
        last = _of_row(text, found, at) if bare else None
        if last is not None:
            yield _single(low, scale=last.scale, unit=last.unit), low
        elif not bare or low.op:
            yield _single(low), low
        at += 1


def _of_row(text: str, found: list[Token], at: int) -> Token | None:
    """The number whose unit a bare one before it shares (分别给予200、100、50万元, 300/200万元): money or a share; None of others."""
    for one, following in zip(found[at:], found[at + 1 :], strict=False):
        figures = text[one.start + (0 if one.post else len(one.word)) : one.end]
        if text[one.end : following.start] not in ("、", "和", "及", "/") or not figures.isdigit():
            return None
        if following.unit or following.scale:
            fits = dimension(following.unit) in ("money", "ratio") if following.unit else bool(following.scale)
            return following if fits and following.op is None else None
    return None


def _single(token: Token, *, scale: str | None = None, unit: str | None = None, op: Op | None = None) -> Read:
    value = amount(token, scale=scale, unit=unit)
    kind = {"money": "金额", "ratio": "比例", "time": "时长", "age": "年龄", "area": "面积"}.get(
        value.dimension, "数量"
    )
    op = op or token.op
    if op is None:
        return Read(f"{kind}.数", token.start, token.end, value)
    part = Read(f"{kind}.数", token.start, token.end, value)
    return Read(f"{kind}.界限（{token.rule}）", token.start, token.end, Bound(op, value), (part,))


UNTIL = re.compile(r"(?:至|到|-{1,2})(?:之间)?")


def _range(text: str, low: Token, high: Token) -> Read | None:
    between = text[low.end : high.start]
    if not UNTIL.fullmatch(between) and not (between == "" and high.word in ("至", "到")):
        return None
    if high.op in (Op.GE, Op.GT) and high.word not in ("达到", "达"):
        return None
    if low.unit and high.unit and dimension(low.unit) != dimension(high.unit):
        return None
    unit = low.unit or high.unit
    if not unit and not low.scale and not high.scale and high.op is None and low.op is None:
        return None
    scale = low.scale or (high.scale if not low.unit else "")
    first, last = amount(low, scale=scale, unit=unit), amount(high, unit=high.unit or unit)
    if first.number > last.number:
        return None
    low_op = Op.GT if low.bracket is False or low.op is Op.GT else Op.GE
    marked = (
        low.bracket is True and high.bracket is None and high.op is None
    )  # 3（含）至5个: the marked limit alone counts
    marked = marked or _holds_low(text[high.start : high.end], low, high)
    high_op = Op.LT if marked or high.bracket is False or high.op is Op.LT else Op.LE
    parts = (Read("界限.下", low.start, low.end, first), Read("界限.上", high.start, high.end, last))
    return Read("界限.区间", low.start, high.end, Range(Bound(low_op, first), Bound(high_op, last)), parts)


_HELD = re.compile(r"（含(?P<num>\d[\d.]*)")


def _holds_low(words: str, low: Token, high: Token) -> bool:
    """Whether the bracket behind a range names its lower end alone: 1亿元至10亿元（含1亿元）."""
    held = _HELD.search(words)
    return held is not None and low.number != high.number and Decimal(held["num"].rstrip(".")) == low.number


_DOWN_TO = re.compile("、|，|但|且|，且|，但|")


def _between(text: str, first: Token, second: Token) -> Read | None:
    """Two limits of one amount, whichever comes first: 5亿元（含）以上、10亿元以下; 10亿元以下、5亿元（含）以上; 不满30件但达到15件; 不少于15件、不足30件."""
    between = text[first.end : second.start]
    alike = first.post == second.post and _DOWN_TO.fullmatch(between)
    followed = not (first.post or second.post) and between == "" and first.op in (Op.GE, Op.GT)  # 不少于1件不足5件
    if not alike and not followed and between not in ("但", "但是", "，但"):
        return None
    low, high = (first, second) if first.op in (Op.GE, Op.GT) else (second, first)
    if low.op not in (Op.GE, Op.GT) or high.op not in (Op.LE, Op.LT) or dimension(low.unit) != dimension(high.unit):
        return None
    least, most = amount(low), amount(high)
    if least.number >= most.number:
        return None
    high_op = Op.LT if low.bracket is True and high.bracket is None and high.post else high.op
    parts = (
        Read("界限.下", low.start, low.end, Bound(low.op, least)),
        Read("界限.上", high.start, high.end, Bound(high_op, most)),
    )
    return Read("界限.区间", first.start, second.end, Range(Bound(low.op, least), Bound(high_op, most)), parts)


def _series(text: str, singles: list[tuple[Read, Token]]) -> Iterator[Read]:
    at = 0
    while at < len(singles):
        end = at + 1
        while end < len(singles) and _joined(text, singles[end - 1], singles[end]):
            end += 1
        if end - at > 1:
            yield from _make_series(singles[at:end])
        else:
            yield singles[at][0]
        at = end


_PAID = frozenset({"奖励", "补助", "补贴", "资助", "给予", "奖补"})


def _joined(text: str, left: tuple[Read, Token], right: tuple[Read, Token]) -> bool:
    between = text[left[0].end : right[0].start].removesuffix("首次")
    if between not in AND or between in ("，", "且"):
        return False
    a, b = left[1], right[1]
    if between == "/" and step_dimension(_step(right[0])) not in ("money", "ratio"):
        return False
    if b.post and b.op and not a.op and text[left[0].start - 2 : left[0].start] in _PAID:
        return False  # 奖励20万元、10亿元以上奖励50万元: a sum, and the limit of the next
    same = dimension(a.unit) == dimension(b.unit) if a.unit and b.unit else True
    return same and (b.op is None or b.post or _climbs(left[0].value, right[0].value))


def _climbs(left: Amount | Bound | Range | Series, right: Amount | Bound | Range | Series) -> bool:
    """Whether a step that says its limit anew goes on with the one before it: 不低于1亿元、不低于5亿元, 1亿元至5亿元、达到5亿元."""
    low, high = (one.low if isinstance(one, Range) else one for one in (left, right))
    if not isinstance(low, Bound) or not isinstance(high, Bound):
        return False
    lower = (Op.GE, Op.GT)
    return low.op in lower and high.op in lower and low.amount.number < high.amount.number


def _make_series(group: list[tuple[Read, Token]]) -> Iterator[Read]:
    """One limit said once holds for all: 达到1亿元、2亿元 and 1亿元、2亿元以上."""
    last = group[-1][1]
    unit, scale = last.unit, last.scale
    stated = [token.op for read_, token in group if token.op]
    op = stated[-1] if group[-1][1].op else (stated[0] if stated and group[0][1].op else None)
    parts: list[Read] = []
    for made, token in group:
        if isinstance(made.value, Range) or token.op:
            lent = (
                made
                if token.unit or isinstance(made.value, Range)
                else _single(token, scale=token.scale or scale, unit=unit)
            )
            parts.append(lent)
        else:
            own_unit = token.unit or unit
            own_scale = token.scale or ("" if token.unit else scale)
            parts.append(_single(token, scale=own_scale, unit=own_unit, op=op))
    steps = tuple(_step(part) for part in parts)
    if len({step_dimension(step) for step in steps}) > 1:
        yield from (made for made, _ in group)
        return
    yield Read("界限.并列", group[0][0].start, group[-1][0].end, Series(steps), tuple(parts))


def _step(part: Read) -> Bound | Range:
    if isinstance(part.value, Bound | Range):
        return part.value
    assert isinstance(part.value, Amount)
    return Bound(None, part.value)


def step_dimension(step: Bound | Range) -> str:
    """What a step of a series measures."""
    return step.amount.dimension if isinstance(step, Bound) else step.high.amount.dimension
