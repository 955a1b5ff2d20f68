"""Whom a bracket lets in beside those named before it, and the sort that it gives a limit of its own.

具有独立法人资格的企业（含个体工商户）: the trader need not be a legal person; 产值增长10%以上（服务业企业，营业收入增长8%以上）: a firm of
the trade need not reach the limit of the others; 证照齐全（餐饮类须取得食品经营许可证）: only the sort is asked what its bracket asks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from policymatch.conditions.nodes import All, Any, Node, Not, Op, Test
from policymatch.parsing.assembling.joining import Piece, is_limit
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.structure.relations import merge_lists, mergeable

_LETS_IN = re.compile(
    r"（(?:(?:其中)?(?:也?可)?(?:包?含|包括)|[^（），；。]{0,16}(?:也|均)?(?:可以?|允许)(?:为|是))[^（）]{2,60}(?:）|$)"
)
"""（含个体工商户）, （运营单位可为民办非企业单位）."""
_OF_A_SORT = re.compile(
    r"（(?:其中，?|但)?[^（），；\d]{2,24}(?:(?:项目|农场|[产农工商服建]业|类)的?，|(?:企业|机构|单位|公司|合作社)的?，?)[^（）；]{4,60}）"
)
_NAMES_ONE = re.compile("（(?:个体工商户|个体户|农民?专业合作社|合作社|家庭农场|民办非企业单位|、|和|及|或)+）")
"""商贸企业（个体工商户）: either, told without 含."""
_OPEN = re.compile(r"(?:主体|企业|单位|机构|组织|法人|商户|公司|业主|申请[人方]|申报[人方])$")
_SORTS = frozenset({"business_domain", "industry", "entity_type", "size", "above_scale", "ownership", "qualification"})
_NOT_LEGAL = frozenset({"个体工商户", "合伙企业", "个人独资企业", "农户", "种养大户", "家庭农场"})


def including(reading: Reading, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a segment, with what its brackets let in beside the demands before them."""
    if len(pieces) < 2:
        return pieces
    pieces = _beside_legal(reading.text, pieces)
    if reading.text.find("（", start, end) < 0:
        return pieces
    pieces = _without_the_same(reading.text, pieces, start, end)
    pieces = _of_a_sort_alone(reading, pieces, start, end)
    for pattern, widened in ((_LETS_IN, _with_kind), (_OF_A_SORT, _with_sort)):
        for match in pattern.finditer(reading.text, start, end):
            inner = [piece for piece in pieces if match.start() < piece[0] and piece[1] <= match.end()]
            before = [piece for piece in pieces if piece[1] <= match.start()]
            target = next((piece for piece in reversed(before) if widened(piece, inner, match) is not None), None)
            if target is None or (both := widened(target, inner, match)) is None:
                continue
            pieces = [
                (piece[0], piece[1], both) if piece is target else piece for piece in pieces if piece not in inner
            ]
    return _open_to_more(reading.text, pieces, start, end)


def _open_to_more(text: str, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces but the kinds that a bracket lets in behind a word open to all: 经营主体（含个体工商户） shuts out no firm."""
    for match in (*_LETS_IN.finditer(text, start, end), *_NAMES_ONE.finditer(text, start, end)):
        inner = [piece for piece in pieces if match.start() < piece[0] and piece[1] <= match.end()]
        if not inner or not _OPEN.search(text, start, match.start()) or not all(_a_kind(piece[2]) for piece in inner):
            continue
        pieces = [piece for piece in pieces if piece not in inner]
    return pieces


_ASKED_OF = re.compile(
    r"（(?:其中[，：]?)?(?!(?:申[请报]的?)?(?:企业|单位|机构|项目|主体|人)(?:应|须|需|还))(?P<who>[^（），；：\d应须需]{2,16}?(?:类|的|[企产行]业|单位|机构|项目|[店馆院校]|场所|[演赛]出|活动|产品))，?(?:还)?"
    r"(?P<must>(?:应当?|须|必须|需要?)(?:同时|另|依法)*(?:取得|具[有备]|持有?|拥有|配备|经|通过|办理|达到|符合|获得?|有|为)[^（）；]{2,40})）"
)
"""（餐饮类须取得食品经营许可证）: what a bracket asks of a sort."""


def _of_a_sort_alone(reading: Reading, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces, those of a bracket that asks something of a sort made a demand on that sort: not it, or what it is asked."""
    for match in _ASKED_OF.finditer(reading.text, start, end):
        low, high = match.span("must")
        asked = [node for a, b, node in pieces if low <= a and b <= high]
        if not asked:
            continue
        who = reading.judgement(match["who"], match.start("who"), high, 0.6)
        node = Any((Not(who), asked[0] if len(asked) == 1 else All(tuple(asked))))
        at = next(at for at, piece in enumerate(pieces) if match.start() <= piece[0])
        kept = [piece for piece in pieces if not (match.start() <= piece[0] and piece[1] <= match.end())]
        pieces = [*kept[:at], (match.start() + 1, match.end() - 1, node), *kept[at:]]
    return pieces


def _a_kind(node: Node) -> bool:
    """A kind of body other than the firm: a bracket with firms in it lists all who may."""
    return isinstance(node, Test) and node.field == "entity_type" and "企业法人" not in _names(node)


def _names(node: Test) -> tuple[object, ...]:
    return node.value if isinstance(node.value, tuple) else (node.value,)


_THE_SAME = re.compile(r"(?P<who>[\u3400-\u9fff]{3,6})（[^（），；\d]{2,12}(?P=who)）")
"""失业青年（港澳户籍失业青年）: a bracket that lets in more of those it stands behind."""


def _without_the_same(text: str, pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces but those of brackets that only name more of those before them."""
    told = [match.span() for match in _THE_SAME.finditer(text, start, end)]
    return [one for one in pieces if not any(a < text.find("（", a) < one[0] + 1 and one[1] <= b for a, b in told)]


def _field(node: Node) -> str:
    return node.field if isinstance(node, Test) else ""


def _with_kind(piece: Piece, inner: list[Piece], _match: re.Match[str]) -> Node | None:
    """A demand of legal form with the kinds of body let in beside it; None where it is no such demand."""
    kinds = [node for _, _, node in inner if _field(node) == "entity_type"]
    node = piece[2]
    if not kinds or _field(node) not in ("legal_person", "entity_type"):
        return None
    if mergeable(node, kinds[0]):
        return merge_lists([node, *kinds])[0]
    return Any((node, *kinds))


def _with_sort(piece: Piece, inner: list[Piece], match: re.Match[str]) -> Node | None:
    """A limit with what a sort must reach in its stead, told in the bracket right behind it."""
    node = piece[2]
    limits = [one for one in (node, *(told for _, _, told in inner)) if is_limit(one)]
    named = [told for _, _, told in inner if _field(told) in _SORTS]
    if piece[1] != match.start() or not is_limit(node) or len(limits) < 2 or not named or is_limit(inner[0][2]):
        return None
    return Any((node, All(tuple(told for _, _, told in inner))))


def _beside_legal(text: str, pieces: list[Piece]) -> list[Piece]:
    """具有法人资格的企业或个体工商户: what is no legal person stands beside those that must be one."""
    for legal, kinds in pairwise(pieces):
        body = kinds[2]
        if _field(legal[2]) != "legal_person" or text[legal[1] : kinds[0]] != "的" or not isinstance(body, Test):
            continue
        names = body.value if isinstance(body.value, tuple) else ()
        others = tuple(name for name in names if name in _NOT_LEGAL)
        if _field(body) != "entity_type" or body.op is not Op.IN or "企业法人" not in names or not others:
            continue
        both = Any((legal[2], _only(body, others)))
        return [(legal[0], kinds[1], both) if one is legal else one for one in pieces if one is not kinds]
    return pieces


def _only(body: Test, names: tuple[str, ...]) -> Test:
    return Test("entity_type", Op.IN, names, None, None, body.source, body.confidence)


__all__ = ["including"]
