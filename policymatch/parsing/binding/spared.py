"""Demands of all that some supports are spared: 已竣工投产（方向四除外）, 旅行社（不受注册地限制）, …；第三项不作此要求."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.conditions.nodes import Judgement, Leaf, Node
from policymatch.parsing.drafting.addressed import FREED
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.places import WHERE, placed
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.outline import Kind
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.text.wording import members
from policymatch.spans import Span

_OF = r"(?:的|类|中的?)?(?:项目|企业|单位|申[请报](?:人|单位|企业))?"
_BRACKET = re.compile(
    rf"（(?:除|申[请报])?(?P<but>{WHERE}){_OF}(?:的?除?外|以外|无需(?:满足|符合|具备)?|不(?:作|做|受)此?[^（），；]{{0,4}}(?:要求|限制?)|不适用)）"
    rf"|（(?:[仅只]?(?:限于?|适用于|针对|面向)|申[请报])(?P<only>{WHERE}){_OF}(?:的?(?:须|需|应)(?:满足|符合|具备))?）"
)


@immutable
class Spared:
    """A phrase, and the supports for which it demands nothing."""

    said: Span
    free: frozenset[Draft]


def find_spared(text: str, drafts: Sequence[Draft]) -> list[Spared]:
    """The phrases behind which a bracket names some of the supports."""
    found = []
    for match in _BRACKET.finditer(text):
        named = {*placed(text, match["but"] or match["only"], drafts)}
        others = {*drafts} - named
        if named and others:
            start = begin_of(text, match.start(), "，。；：\n")
            found.append(Spared(Span(start, match.end()), frozenset(named if match["but"] else others)))
    for match in _NAMED.finditer(text):
        named = {draft for draft in drafts if _goes_by(text, draft, members(match["names"]))}
        others = {*drafts} - named
        if named and others:
            start = begin_of(text, match.start(), "\n" if "条" in match[0] else "，。；：\n")
            found.append(Spared(Span(start, match.end()), frozenset(named)))
            found.append(Spared(Span(*match.span()), frozenset(others)))
    for match in _ONLY_NAMED.finditer(text):
        others = {draft for draft in drafts if not _goes_by(text, draft, members(match["names"]))}
        if 0 < len(others) < len(drafts):
            start = begin_of(text, match.start(), "，。；：\n")
            found.append(Spared(Span(start, match.end()), frozenset(others)))
    return found + list(_freed_behind(text, drafts))


_FREED = re.compile(rf"{FREED.pattern}|除外(?=[，。；）\n]|$)")
_FREED_BEHIND = re.compile(
    rf"[；，](?:但是?|其中，?)?(?:申[请报领]|享受|选择)?(?P<but>{WHERE}){_OF}的?，?(?={_FREED.pattern})"
)


def _freed_behind(text: str, drafts: Sequence[Draft]) -> Iterator[Spared]:
    """The sentences behind which some of the supports are freed from them: …不少于5人；申请第三项的不作此要求; …，但第五条除外."""
    for match in _FREED_BEHIND.finditer(text):
        named = {*placed(text, match["but"], drafts)}
        freed = _FREED.match(text, match.end())
        if freed is None or not 0 < len(named) < len(drafts):
            continue
        start = begin_of(text, match.start(), "。：\n")
        yield Spared(Span(start, freed.end()), frozenset(named))
        yield Spared(Span(match.start(), freed.end()), frozenset(drafts))


_NAMED = re.compile(
    r"（(?:但|其中，?)?(?:申[请报领]|享受)?(?P<names>[^（），；。第上述]{3,40}?)(?:政策|支持|项目)?的?(?:企业|单位|机构|主体|项目|申[请报]人)?，?"
    r"(?:除外|(?:可以?|均|则)*(?:不受[^（），；]{1,8}限制?|不[作做]此?[^（），；]{0,4}要求|无需[^（），；]{2,8}|不要求))）"
)
"""开业满1年（申请改造补助、贷款贴息的不受此限）: the supports go by their names."""
_ONLY_NAMED = re.compile(
    r"（(?:[仅只]限于?|限于?|[仅只]?适用于|[仅只]?针对|仅)(?:申[请报领])?(?P<names>[^（），；。第上述\d]{3,40}?)(?:政策|支持|项目|类|方向)*(?:的?(?:企业|单位|机构|主体|申[请报]人))?）"
)
"""存在瞒报的（限影院发展类）: asked of one support alone, by its name."""


def _goes_by(text: str, draft: Draft, names: list[str]) -> bool:
    """Whether the point that a support stands in is titled with one of the names."""
    return any(len(name) >= 3 and name in title for name in names for title in draft.titles(text))


def without_spared(node: Node, draft: Draft, spared: Sequence[Spared]) -> Node | None:
    """A condition without what is asked of other supports only."""
    phrases = [one.said for one in spared if draft in one.free]

    def idle(leaf: Leaf) -> bool:
        where = _where(leaf)
        return where is not None and any(said.contains(where) for said in phrases)

    return relations.without(node, idle) if phrases else node


_ANYWHERE = re.compile(
    "不受(?:本[^，。；、]{1,4})?(?:第[一二三四五六七八九十]{1,3}条)?(?:关于|规定的?|中的?)*"
    "(?:注册地|地域|区域|所在地|属地)[^，。；（）]{0,6}限制?|不限(?:制)?(?:注册地|地域|区域)"
)
_PLACES = frozenset({"registered_region", "tax_region", "statistics_region"})


def said_of_place(text: str) -> list[Span]:
    """The sentences that free those of an article from the place asked of all: 主办单位不受第一条注册地限制."""
    if "不受" not in text and "不限" not in text:
        return []
    found = (Span(*match.span()) for match in _ANYWHERE.finditer(text))
    return [one for one in found if text.rfind("（", 0, one.start) <= text.rfind("）", 0, one.start)]


def freed_from_place(text: str, draft: Draft, said: Sequence[Span] = ()) -> list[Span]:
    """What frees the applicants for a support from the place asked of all, with its demands: 旅行社（不受注册地限制）."""
    told = [clause.span for clause in draft.told()]
    freed = [span for span in told if _ANYWHERE.search(text, span.start, span.end)]
    if freed or draft.node.kind in (Kind.ROOT, Kind.TEXT) or not any(draft.node.span.contains(one) for one in said):
        return freed
    return told


def without_place(text: str, node: Node, told: Sequence[Span]) -> Node | None:
    """A condition without where applicants must be, but for what the demands told say of it themselves."""

    def idle(leaf: Leaf) -> bool:
        where = _where(leaf)
        if where is None:
            return False
        if isinstance(leaf, Judgement):
            return _ANYWHERE.fullmatch(where.of(text)) is not None
        return leaf.field in _PLACES and not any(span.contains(where) for span in told)

    return relations.without(node, idle)


def _where(leaf: Leaf) -> Span | None:
    return leaf.source.span if leaf.source is not None else None


__all__ = ["Spared", "find_spared", "freed_from_place", "said_of_place", "without_place", "without_spared"]
