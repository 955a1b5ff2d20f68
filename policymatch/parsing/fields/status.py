"""Events that tell who qualifies but that no field holds: new arrivals, first times, promises. Judgements with a short name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule
from policymatch.quantities import Aggregate

_BUILDING = "(?:新建|改扩建|改建|扩建|迁建|续建|翻建|重建|修缮|改造|技改|扩容|迁移?入)"
_BUILT = f"(?:、|和|或者?|及|以及|/){_BUILDING}"
"""Ways of coming to be in a row, of which one is enough: 新建、改扩建的."""
ARRIVED = rule(
    "事项.新落户",
    r"(?:(?<!包括)(?<!包含)(?<!（含)(?:新|首次)(?:落户|引进|迁入|设立|成立|注册|入驻|开办|建成|建|上|招引|办(?!理))"
    rf"(?:{_BUILT})*|{_BUILDING}(?:{_BUILT})+)(?:的)?(?:本区|我区|我市|本市|我县|本县|区内|到[^，。；的]{{1,8}})?",
    needs="新 首次 建",
    confidence=0.6,
)
FIRST_REACHED = rule("事项.首次达到", r"[^，。；、（）]{0,10}首次(?:达到?|突破|超过)", needs="首次", confidence=0.6)
PROFIT = rule(
    "经营.盈利",
    r"(?:净利润|利润总额|利润)(?:应|须|均|连续)*(?:为正(?:值|数)?|大于(?:零|0)|不为负)|(?:持续|连续|均)?(?:实现)?盈利(?=$|[，。；、）且并]|的|状态)"
    r"|(?:未(?:出现|发生)?|无|没有|不)亏损(?=$|[，。；、）且并]|的)|扭亏为盈",
    needs="利 亏",
    confidence=0.75,
)
PROMISE = rule(
    "事项.承诺",
    (
        r"(?:承诺[^。；]{0,30}?)?(?:\d+|[一二三五十]+)年(?:之)?内[^。；]{0,24}(?:不迁|不改变|不减少|不注销|不搬迁|"
        r"不变更)[^。；]{2,60}"
    ),
    needs="不",
    confidence=0.8,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Judgements on events."""
    for match in ARRIVED.find(reading.text):
        node = reading.judgement(match[0].removesuffix("的"), match.start(), match.end(), ARRIVED.confidence)
        yield reading.fact(ARRIVED.name, node, match.start(), match.end(), rank=2)
    for match in FIRST_REACHED.find(reading.text):
        start = match.start() + max(0, len(match[0]) - 14)
        node = reading.judgement("首次达到该标准", start, match.end(), FIRST_REACHED.confidence)
        yield reading.fact(FIRST_REACHED.name, node, start, match.end(), rank=1)
    for match in PROFIT.find(reading.text):
        start, _ = reading.segment(match.start())
        told = [p for p in reading.periods if start <= p.start and p.end <= match.start()]
        if not told and not re.match("净?利润", match[0]):
            continue
        low = told[-1].start if told and match.start() - told[-1].end <= 6 else match.start()
        period = told[-1].value.period if told else None
        if period and period.first != period.last:
            period = replace(period, aggregate=Aggregate.EACH)
        op = Op.GE if "亏损" in match[0] or "不为负" in match[0] else Op.GT
        leaf = reading.test("profit", op, Decimal(0), low, match.end(), period=period, confidence=PROFIT.confidence)
        yield reading.fact(PROFIT.name, leaf, low, match.end(), rank=6)
    for match in PROMISE.find(reading.text):
        node = reading.judgement(_short(match[0]), match.start(), match.end(), PROMISE.confidence)
        yield reading.fact(PROMISE.name, node, match.start(), match.end(), rank=9)


def _short(words: str) -> str:
    return re.sub(r"[“”]", "", words)[:60]
