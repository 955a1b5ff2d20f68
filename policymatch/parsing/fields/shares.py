"""Limits inside the name of a share: 单户500万元及以下的占比不低于50%, 年收入2000万元以上的企业占比达到60%."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions.nodes import Test
from policymatch.parsing.fields.labelwords import tidy
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.values.model import Amount, Bound
from policymatch.parsing.values.quantity import Read

_OF_THOSE = re.compile(
    r"(?:（含）)?的?(?:(?![^，。；]*(?:研发|费用|投入|支出|资产|负债|营业|主营|利润|税))[^，。；、\d且并或]{0,16}?"
    r"(?:企业|户数|业务|[金余]额|项目|产品|合同|订单|客户|农户|贷款|面积|人员|人数|职工|数量|家数|[户单笔量]))?(?:的)?(?:占比|比例|比重|占[^，。；、\d]{2,16}?(?:比例|比重)?)"
    r"(?:应当?|须|需|均|要|为|在|达到?|原则上|\s)*"
)
"""What stands between a limit of those counted and the limit of their share; a share of cost is the firm's own."""
_OPENS = re.compile(r"(?:^|[，。；：、且并])(?:其中，?|同时|且|并)*(?=[^，。；：、]*$)")


def counted_by_share(reading: Reading) -> dict[int, Read]:
    """The limits that say of whom a share is told, each by where the limit of the share begins."""
    found: dict[int, Read] = {}
    for inner, share in zip(reading.quantities, reading.quantities[1:], strict=False):
        told = share.value.amount if isinstance(share.value, Bound) else None
        if not isinstance(told, Amount) or told.dimension != "ratio" or not isinstance(inner.value, Bound):
            continue
        if inner.value.amount.dimension != "ratio" and _OF_THOSE.fullmatch(reading.text, inner.end, share.start):
            found[share.start] = inner
    return found


def named_in_full(reading: Reading, share: Read, inner: Read, made: Fact) -> Fact:
    """A share by its whole name, the limit in it as well."""
    if not isinstance(made.node, Test) or made.node.label is None:
        return made
    opens = _OPENS.search(reading.text, 0, inner.start)
    start = opens.end() if opens else inner.start
    name = re.sub(r"(?:应当?|须|需|均|要|为|在|达到?|原则上)+$", "", reading.text[start : share.start])
    leaf = replace(made.node, label=tidy(name), source=reading.source(start, made.end))
    return replace(made, start=start, node=leaf)


__all__ = ["counted_by_share", "named_in_full"]
