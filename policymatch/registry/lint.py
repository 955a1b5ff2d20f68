"""What an officer should look at before publishing: faults that the text or the rules show by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policymatch.conditions import Op, Test, Value, tests
from policymatch.conditions.rendering import render
from policymatch.documents import Item, PolicyDocument
from policymatch.documents.quotes import QuoteFinder, quotes
from policymatch.quantities import Money, render_amount
from policymatch.registry.bounds import contradictions, trivial_tests
from policymatch.spans import Span

NUMBER = re.compile(r"\d+(?:\.\d+)?")
MARKED = re.compile(r"[\d.]+\s*(?:万元|亿元|元|%|％|人|家|件|平方米|个月|年以上|周岁|万美元|亿美元)")
"""A number with a unit that a rule or a benefit should account for."""


class Severity(StrEnum):
    """Whether it stops publishing."""

    ERROR = "error"
    WARNING = "warning"


class Fault(StrEnum):
    """The kinds of finding."""

    UNSATISFIABLE = "无人能够满足"
    TRIVIAL = "人人都满足"
    CAP_BELOW_AWARD = "封顶低于最小金额"
    WINDOW_OUTSIDE_VALIDITY = "申报时间在有效期之外"
    WINDOW_REVERSED = "申报时间首尾颠倒"
    EXPIRED = "已失效"
    NUMBER_WITHOUT_RULE = "原文中的数字没有对应规则"
    RULE_WITHOUT_NUMBER = "规则中的数字不在引文中"
    RULE_WITHOUT_QUOTE = "规则没有引文"
    TWO_PERIODS = "同一指标用了两个期间"
    NOBODY = "没有企业符合"
    EVERYBODY = "所有企业都符合"
    BASIS_ENDED = "依据已失效"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Args:
        fault: the kind.
        severity: an error stops publishing until it is mended or overruled with a reason.
        where: item and clause.
        message: what is wrong, in Chinese.
        span: its place in the source, where it has one.
    """

    fault: Fault
    severity: Severity
    where: str
    message: str
    span: Span | None = None


def lint(document: PolicyDocument, source_text: str, *, as_of: date) -> list[Finding]:
    """All findings for a document, in the order of its items, the text's own last."""
    found = list(_lint_validity(document, as_of))
    for item in document.items:
        found += [*_lint_condition(item), *_lint_benefits(item), *_lint_window(document, item)]
    return found + list(_lint_numbers(document, source_text))


def _lint_validity(document: PolicyDocument, as_of: date) -> Iterator[Finding]:
    if document.valid_to and document.valid_to < as_of:
        yield Finding(Fault.EXPIRED, Severity.ERROR, "文件", f"有效期至{document.valid_to}，早于{as_of}")


def _lint_condition(item: Item) -> Iterator[Finding]:
    for group in contradictions(item.condition):
        words = "；".join(render(test) for test in group)
        yield Finding(Fault.UNSATISFIABLE, Severity.ERROR, item.name, f"不能同时满足：{words}")
    for test in trivial_tests(item.condition):
        yield Finding(Fault.TRIVIAL, Severity.WARNING, item.name, f"任何企业都满足：{render(test)}")
    for test in tests(item.condition):
        yield from _lint_quote(item, test)
    yield from _lint_periods(item)


def _lint_quote(item: Item, test: Test) -> Iterator[Finding]:
    if test.source is None:
        yield Finding(Fault.RULE_WITHOUT_QUOTE, Severity.ERROR, item.name, render(test))
    elif not _is_existence(test) and not _says_number(test.source.quote, test.value):
        message = f"{render(test)}，引文“{test.source.quote}”"
        yield Finding(Fault.RULE_WITHOUT_NUMBER, Severity.WARNING, item.name, message)


def _is_existence(test: Test) -> bool:
    """Whether it only asks that there be any: no number need stand in the words."""
    return test.value in (Decimal(0), Decimal(1)) and test.op in (Op.GT, Op.GE)


CHINESE_DIGITS = {
    "零": 0,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def _says_number(quote: str, value: Value) -> bool:
    """Whether some number of the quote, in some unit, is the value; other values than numbers are not asked."""
    if not isinstance(value, Decimal | Money):
        return True
    wanted = value.amount if isinstance(value, Money) else value
    said = {Decimal(number) for number in NUMBER.findall(quote.translate(FULL_WIDTH))}
    said |= {Decimal(number) for word, number in CHINESE_DIGITS.items() if word in quote}
    return any(number * scale == wanted for number in said for scale in SCALES)


FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
SCALES = (*map(Decimal, ("1", "0.01", "0.001", "10", "12", "100", "1000", "1E4", "1E6", "1E7", "1E8")), Decimal(1) / 12)


def _lint_periods(item: Item) -> Iterator[Finding]:
    seen: dict[tuple[str, str | None], Test] = {}
    for test in tests(item.condition):
        first = seen.setdefault((test.field, test.label), test)
        if first.period and test.period and first.period != test.period and first.value == test.value:
            message = f"{render(first)}；{render(test)}"
            yield Finding(Fault.TWO_PERIODS, Severity.WARNING, item.name, message)


def _lint_benefits(item: Item) -> Iterator[Finding]:
    for benefit in item.benefits:
        if benefit.cap is not None and benefit.amount is not None and benefit.cap < benefit.amount:
            message = f"封顶{render_amount(benefit.cap)}，每{benefit.per or '项'}{render_amount(benefit.amount)}"
            yield Finding(Fault.CAP_BELOW_AWARD, Severity.ERROR, item.name, message)


def _lint_window(document: PolicyDocument, item: Item) -> Iterator[Finding]:
    opens, closes = item.window.opens_on, item.window.closes_on
    if opens and closes and closes < opens:
        yield Finding(Fault.WINDOW_REVERSED, Severity.ERROR, item.name, f"{opens}至{closes}")
    begins, ends = document.valid_from, document.valid_to
    if (closes and begins and closes < begins) or (opens and ends and opens > ends):
        message = f"申报{opens or ''}至{closes or ''}，有效期{begins or ''}至{ends or ''}"
        yield Finding(Fault.WINDOW_OUTSIDE_VALIDITY, Severity.WARNING, item.name, message)


def _lint_numbers(document: PolicyDocument, source_text: str) -> Iterator[Finding]:
    """Numbers with a unit that no quote covers: the drift alarm between the words and the rules."""
    finder = QuoteFinder(source_text)
    covered = bytearray(len(source_text))
    for quote, _ in quotes(document):
        if span := finder.find(quote):
            covered[span.start : span.end] = b"\1" * len(span)
    for found in MARKED.finditer(source_text):
        if not any(covered[found.start() : found.end()]):
            line = source_text.count("\n", 0, found.start()) + 1
            message = f"第{line}行“{found[0]}”"
            yield Finding(Fault.NUMBER_WITHOUT_RULE, Severity.WARNING, "原文", message, Span(*found.span()))
