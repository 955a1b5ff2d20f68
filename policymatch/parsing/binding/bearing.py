"""What of the conditions around an item bears on it: meanings of a word that it does not use, trades that its own narrows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policymatch.conditions import All, Any, Node, Op, Test, tests
from policymatch.parsing.assembling.settling import INCLUDING
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.outline import Kind
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.vocabulary import domains

SCOPE = 3
"""A longer row of trades is the document's scope, which its items state beside their own."""
_BODIES = re.compile(
    r"商协会|(?:行业)?(?:协会|商会|联合会)|中介(?:机构|组织|人)|服务机构|社会组织|^设计师|(?:个人|居民|人才|人员|教师|运动员|学生)(?:的)?$|村委会|社区居委会|镇街"
)


_BRINGS_IN = Seldom(
    r"引荐(?:人|单位|机构|奖|[^，。；]{0,24}(?:中介|个人|机构|组织|人员))|(?:引进|介绍|推荐)[^，。；]{0,24}(?:中介(?:机构|组织|人)?|招商(?:大使|顾问|代表))|招商(?:中介|大使|顾问)"
)


def bearing(text: str, general: list[Requirement], draft: Draft) -> list[Requirement]:
    """The general requirements without what 企业 means in the document, where the item is for others than firms.

    Who brings firms in (引荐项目的中介机构和个人) is asked nothing that is asked of these.
    """
    if brings_in(text, draft):
        return [one for one in general if all(clause.negated for clause in clauses(one))]
    kept = [one for one in general if not (isinstance(one, Clause) and one.term == "企业")]
    return kept if len(kept) < len(general) and _for_others(text, draft) else general


def brings_in(text: str, draft: Draft) -> bool:
    """Whether an item pays those who bring firms or projects in."""
    return any(_BRINGS_IN.search(clause.span.of(text)) and _is_near(draft, clause) for clause in draft.told())


def context_of(text: str, draft: Draft) -> list[Requirement]:
    """What an item is asked from elsewhere; who brings firms in, nothing of other chapters than his own."""
    if not draft.context or not brings_in(text, draft):
        return draft.context
    return [one for one in draft.context if any(_is_near(draft, clause) for clause in clauses(one))]


def _is_near(draft: Draft, clause: Clause) -> bool:
    """Whether a clause stands in the item's own chapter."""
    chapter = [node for node in draft.node.upwards() if node.kind not in (Kind.ROOT, Kind.HEADING)][-1:]
    return any(node.span.contains(clause.span) for node in chapter)


def _for_others(text: str, draft: Draft) -> bool:
    said = [_SERVED.sub("", clause.span.of(text)) for clause in draft.told()]
    return bool(said) and any(_BODIES.search(words) for words in said) and not any("企业" in words for words in said)


_SERVED = re.compile(
    "(?:会员|成员|在孵|入驻|被投)企业|(?:服务|帮助|指导|辅导|创办|孵化|带动)[^，。；的\\d]{0,8}企业"
    "|为[^，。；]{2,24}?企业(?=提供|开展|服务)|企业(?=满意)"
)
"""Firms that others gather, serve or found: 组织20家会员企业参展的行业协会, 为制鞋企业提供服务的机构."""


def narrowed(before: Iterable[Node | None], own: Iterable[Node | None]) -> list[Node | None]:
    """The nodes around an item without a trade that its own trade is a part of (制造业 beside 先进制造业).

    Nor with the markets that the document speaks of at large, where the item names its own.
    """
    asked = [test for node in own if node is not None for test in _asked(node)]
    return [_without(node, asked) if node is not None and asked else node for node in before]


def without_rungs(
    context: Sequence[Requirement], nodes: Sequence[Node | None], own: Iterable[Node | None]
) -> list[Node | None]:
    """The nodes around an item without the limits of the grade before it that it sets anew."""
    measured = {(test.field, test.label) for node in own if node is not None for test in tests(node) if _limits(test)}
    return [
        _unlimited(node, measured)
        if node is not None and measured and any(clause.lent for clause in clauses(one))
        else node
        for one, node in zip(context, nodes, strict=True)
    ]


def _limits(test: Test) -> bool:
    return not isinstance(test.value, bool | tuple | str)


def _unlimited(node: Node, measured: set[tuple[str, str | None]]) -> Node | None:
    if isinstance(node, Test):
        return None if _limits(node) and (node.field, node.label) in measured else node
    if isinstance(node, All | Any):
        kept = [child for child in (_unlimited(child, measured) for child in node.children) if child is not None]
        if isinstance(node, Any) and len(kept) < len(node.children):
            return None
        return relations.group("all" if isinstance(node, All) else "any", kept) if kept else None
    return node


def told_once(whole: All, meant: str = "") -> All:
    """The condition without a trade that another of its trades implies: 工业 beside 制造业, 商贸 beside 商贸流通业.

    Nor with a place that holds another told of the same relation (我省企业 beside 在本市注册), nor with the bare name of
    what the document defines by a list (现代服务业企业，主要包括金融、物流) or by the conditions that stand beside it
    (``meant``), as if it were a status that one is given.
    """
    if meant:
        kept = tuple(child for child in whole.children if not (isinstance(child, Test) and child.value == (meant,)))
        whole = All(kept) if kept else whole
    trades = [test for test in _asked(whole) if test.field != "listing"]
    idle = [wide for wide in trades for own in trades if own is not wide and (_implies(own, wide) or _means(own, wide))]
    places = [
        one for one in whole.children if isinstance(one, Test) and one.field.endswith("_region") and one.op is Op.IN
    ]
    idle += [wide for wide in places for own in places if own.field == wide.field and _lies_in(own, wide)]
    return All(tuple(child for child in whole.children if not any(child is test for test in idle))) if idle else whole


def _lies_in(own: Test, wide: Test) -> bool:
    """Whether the places of the one all lie in those of the other, so that these need not be told: 本省 beside 本市."""
    if _names(own) == _names(wide):
        return False
    return all(any(inner.startswith(_STEM.sub("", outer)) for outer in _names(wide)) for inner in _names(own))


_STEM = re.compile("(?:00)+$")
"""What a province's or a city's code leaves open."""


def _implies(own: Test, wide: Test) -> bool:
    """Whether every trade of the one is truly part of a trade of the other."""
    same = set(_names(own)) & set(_names(wide))
    return wide.field == "business_domain" and not same and _within(own, wide)


def _means(definition: Test, bare: Test) -> bool:
    """Whether the one says what the other's only name includes."""
    (first, *kinds), names = _names(definition), _names(bare)
    shortened = len(names) == 1 and len(names[0]) > 1 and first.removesuffix("服务") == names[0]
    if (names != (first,) and not shortened) or len(kinds) < 2 or definition.source is None:
        return False
    _, name, rest = definition.source.quote.partition(first)
    return bool(name and INCLUDING.match(rest.removeprefix("企业")))


def _names(test: Test) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else ()


def agreeing(nodes: Iterable[Node | None]) -> list[Node | None]:
    """The nodes without a yes or no that a later one turns round: 具有法人资格 of all beside 不具备法人资格 of its own.

    Nobody could meet both; what stands nearer to the item is what it asks.
    """
    asked: dict[str, bool] = {}
    kept = [_agreeing(node, asked) if node is not None else None for node in reversed(list(nodes))]
    return kept[::-1]


_OR_THERE = re.compile(r"[，、]?(?:以及|及|或者?|和)?[在于到赴]?")
"""What stands between two markets either of which will do; 并 and 同时 would ask for both."""


def either_market(text: str, nodes: Iterable[Node | None]) -> list[Node | None]:
    """The nodes with markets told one after the other as one list: 在主板首发，以及在境外上市."""
    found: list[Node | None] = []
    for node in nodes:
        last = found[-1] if found else None
        if last is not None and node is not None and _in_one_row(text, last, node):
            head, tail = relations.members(last), relations.members(node)
            found[-1] = relations.group("all", [*head[:-1], *relations.merge_lists([head[-1], tail[0]]), *tail[1:]])
        else:
            found.append(node)
    return found


def _in_one_row(text: str, left: Node, right: Node) -> bool:
    before, after = relations.members(left)[-1], relations.members(right)[0]
    if not (isinstance(after, Test) and after.field == "listing" and relations.mergeable(before, after)):
        return False
    spans = [node.source.span for node in (before, after) if isinstance(node, Test) and node.source]
    first, then = spans if len(spans) == 2 else (None, None)
    return bool(first and then and _OR_THERE.fullmatch(text, first.end, then.start))


def _agreeing(node: Node, asked: dict[str, bool]) -> Node | None:
    children = relations.members(node)
    kept = [child for child in reversed(children) if not _turned(child, asked)]
    if len(kept) == len(children):
        return node
    return All(tuple(reversed(kept))) if kept else None


def _turned(node: Node, asked: dict[str, bool]) -> bool:
    """Whether a node wants the opposite of what a later one asks."""
    if not isinstance(node, Test) or not isinstance(node.value, bool):
        return False
    return asked.setdefault(node.field, node.value) is not node.value


def _asked(node: Node) -> Iterator[Test]:
    """The trades and markets that a node demands outright, or in each of its cases."""
    for child in relations.members(node):
        if isinstance(child, Any):
            first, *rest = (list(_asked(case)) for case in child.children)
            yield from (test for test in first if all(any(_same(test, other) for other in case) for case in rest))
        if (
            isinstance(child, Test)
            and child.field in ("business_domain", "industry", "listing")
            and child.op in (Op.HAS_ANY, Op.IN)
        ):
            yield child


def _same(one: Test, other: Test) -> bool:
    return (one.field, one.op, one.value) == (other.field, other.op, other.value)


def _without(node: Node, asked: list[Test]) -> Node | None:
    if isinstance(node, All):
        kept = tuple(child for child in (_without(child, asked) for child in node.children) if child is not None)
        return All(kept) if kept else None
    if not isinstance(node, Test) or node.op is not Op.HAS_ANY:
        return node
    if node.field == "listing":
        return None if any(test.field == "listing" for test in asked) else node
    if node.field == "business_domain":
        return None if any(test.field != "listing" and _within(test, node) for test in asked) else node
    return node


def _within(narrow: Test, broad: Test) -> bool:
    """Whether every trade of the one is, or is part of, a trade of the other, and they are not the same."""
    if not isinstance(narrow.value, tuple) or not isinstance(broad.value, tuple) or narrow.value == broad.value:
        return False
    if len(broad.value) > SCOPE:
        return False
    return all(any(_part(own, wide) for wide in broad.value) for own in narrow.value)


def _part(own: str, wide: str) -> bool:
    return own == wide or (len(own) > len(wide) and own.endswith(wide)) or domains.within(own, wide) or _made(own, wide)


def _made(own: str, wide: str) -> bool:
    return wide == "工业" and own.endswith("制造业")
