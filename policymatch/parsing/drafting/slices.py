"""Money told by slices of what it is counted from: 费用10万元以下的，全额补助；超过10万元的，超出部分补助50%.

Nobody is shut out by a slice: who has more gets the first share for the first slice and the other for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.spans import Span

_SUM = r"\d[\d.]*[万亿]?(?:美)?(?:元|吨|人次?|平方米|千瓦时?|度)"
_REST = re.compile(
    rf"(?:对于?)?(?P<what>[^，。；：\d]{{0,14}}?)(?:超过|超出|高于|大于)(?P<sum>{_SUM})(?:的)?，?(?:则|其)?(?:对)?(?:超[出过]|超额|其余|剩余)(?:的)?部分"
)
_REST_OF = re.compile(rf"(?:超过|超出|高于|大于)(?P<sum>{_SUM})(?:以上)?的?部分")
_UP_TO = r"(?:（含）|\(含\))?(?:及)?(?:以下|以内|之内)(?:（含）)?的?(?:部分)?"


def slices(text: str, spans: list[tuple[Span, list[Span]]]) -> Iterator[tuple[int, Span]]:
    """The conditions of grants that only name a slice, each with the ordinal of its grant.

    Args:
        text: the working text.
        spans: the grants of one sentence, with their conditions.
    """
    for at, (span, conditions) in enumerate(spans):
        rest = _REST.search(text, span.start, span.end) or _REST_OF.search(text, span.start, span.end)
        if rest is None or at == 0:
            continue
        said = re.escape(rest["sum"])
        first = re.compile(
            rf"[^，。；：\d]{{0,14}}(?:在|为|不超过|不足)*{said}(?:{_UP_TO})?|[^，。；：\d]{{0,14}}不超过{said}的?"
        )
        beyond = re.compile(rf"[^，。；：\d]{{0,14}}(?:超过|超出|高于|大于){said}(?:以上)?的?(?:部分)?")
        yield from ((at, one) for one in conditions if beyond.fullmatch(text, one.start, one.end))
        yield from ((at - 1, one) for one in spans[at - 1][1] if first.fullmatch(text, one.start, one.end))


__all__ = ["slices"]
