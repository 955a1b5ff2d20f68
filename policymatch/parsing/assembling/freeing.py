"""Whom a bracket frees from the demand before it: 注册资本50万元以上（律师事务所除外）; 办理备案（自贸区企业无需备案）."""

from __future__ import annotations

import re

from policymatch.conditions.nodes import All, Any, Judgement, Node, Test, leaves
from policymatch.parsing.assembling.joining import Piece
from policymatch.parsing.fields.numbers import convert
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.values.model import Amount, Bound

_FREED = re.compile(
    r"（(?:其中，?|但|对)?(?P<who>[^（），；]{2,40}?)的?，?(?:可以?|均|则|暂)*"
    r"(?:(?P<out>除外)|无需|无须|毋需|不需要?|不必|免于|免予|免[提缴办]|可?不[提作做设办][^（）]{0,2}|不受(?:此|该|本|上述|前述)[^（）]{0,6}限制?|不受限制?)"
    r"[^（）]{0,40}）"
    r"|（(?P<out_>除)(?P<who_>[^（），；]{2,60}?)(?:外|以外|之外)?）"
)


_THING = re.compile(
    "(?:面积|收入|金额|费用?|投资|税[收金费额]?|部分|款|人数|产值|销售额|利润|贷款|资金|用地|补[贴助]|奖励)$"
)
"""（仓储面积除外）: what the figure leaves out, nobody who is freed from it."""

_NOT_COUNTED = re.compile(
    "(?:(?:该|本|其)?(?:初创)?(?:企业|单位|公司|机构)的?)?(?:(?:法定代表人|法人代表|法人|经营者|投资人|股东|合伙人|负责人|创业者|申请人|本人|实际控制人)(?:、|和|及|或|以及|本人|配偶|除)*)+"
)
"""（法定代表人除外）: who is not counted among those before it; the demand holds for every applicant."""


def freed(reading: Reading, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a segment, with an alternative to each demand that a bracket right behind it lifts for some.

    除外 frees only from a limit; behind a kind of applicant it shuts out.
    """
    if not pieces or "（" not in reading.text:
        return pieces
    for match in _FREED.finditer(reading.text, start, end):
        if _THING.search(match["who"] or match["who_"]) or _NOT_COUNTED.fullmatch(match["who"] or match["who_"]):
            continue
        before = next((piece for piece in pieces if piece[1] == match.start() and _frees(piece[2], match)), None)
        if before is None:
            continue
        low, high = match.span("who") if match["who"] else match.span("who_")
        quoted = match.end() - 1 if match["out"] else high
        who = reading.judgement(reading.text[low:high], low, quoted, 0.6)
        both = Any((before[2], who))
        pieces = [
            (piece[0], match.end(), both) if piece is before else piece
            for piece in pieces
            if not (match.start() < piece[0] and piece[1] <= match.end())
        ]
    return pieces


_EASED = re.compile(
    r"（(?:其中，?|但|对)?(?P<who>[^（），；\d]{2,30}?)(?:的)?，?(?:可以?|则|应|须)?(?:适当|相应)?(?P<then>(?:放宽|降低?|下调|减少|缩短|延长|提高)(?:至|到|为)?[^（），；\d]{0,4}\d[^（），；]{0,14})）"
)


def eased(reading: Reading, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces with the other limit that a bracket behind one sets for some: 不低于500平方米（县域机构可放宽至300平方米）."""
    if not pieces or "（" not in reading.text:
        return pieces
    for match in _EASED.finditer(reading.text, start, end):
        before = next((piece for piece in pieces if piece[1] == match.start() and isinstance(piece[2], Test)), None)
        limit = _limit(reading, before[2], match) if before is not None and isinstance(before[2], Test) else None
        if before is None or limit is None:
            continue
        who = reading.judgement(match["who"], *match.span("who"), 0.6)
        both = Any((before[2], All((who, limit))))
        pieces = [
            (piece[0], match.end(), both) if piece is before else piece
            for piece in pieces
            if not (match.start() < piece[0] and piece[1] <= match.end())
        ]
    return pieces


def _limit(reading: Reading, known: Test, match: re.Match[str]) -> Test | None:
    """The limit with the figure of the bracket."""
    inside = [read for read in reading.quantities if match.start("then") <= read.start and read.end <= match.end()]
    value = inside[0].value if inside else None
    amount = value.amount if isinstance(value, Bound) else value
    if not isinstance(amount, Amount):
        return None
    made = convert(known.field, amount)
    if made is None or type(made) is not type(known.value):
        return None
    return reading.test(
        known.field, known.op, made, *match.span("then"), period=known.period, label=known.label, confidence=0.7
    )


def _frees(node: Node, match: re.Match[str]) -> bool:
    if match["out"] or match["out_"]:
        return isinstance(node, Test) and not isinstance(node.value, bool | tuple)
    return any(isinstance(leaf, Test | Judgement) for leaf in leaves(node))


__all__ = ["eased", "freed"]
