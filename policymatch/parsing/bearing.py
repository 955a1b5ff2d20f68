"""What of the conditions around an item bears on it: meanings of a word that it does not use, trades that its own narrows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policymatch.conditions import All, Node, Op, Test
from policymatch.parsing import relations
from policymatch.parsing.drafts import Draft
from policymatch.parsing.requirements import Clause, Requirement, clauses
from policymatch.vocabulary import domains

SCOPE = 3
"""A longer row of trades is the document's scope, which its items state beside their own."""
_BODIES = re.compile(
    r"商协会|(?:行业)?(?:协会|商会|联合会)|中介(?:机构|组织|人)|社会组织|(?:个人|居民|人才|人员|教师|运动员|学生)(?:的)?$|村委会|社区居委会|镇街"
)


def bearing(text: str, general: list[Requirement], draft: Draft) -> list[Requirement]:
    """The general requirements without what 企业 means in the document, where the item is for others than firms."""
    kept = [one for one in general if not (isinstance(one, Clause) and one.term == "企业")]
    return kept if len(kept) < len(general) and _for_others(text, draft) else general


def _for_others(text: str, draft: Draft) -> bool:
    said = [clause.span.of(text) for one in draft.requirements() for clause in clauses(one)]
    return bool(said) and any(_BODIES.search(words) for words in said) and not any("企业" in words for words in said)


def narrowed(before: Iterable[Node | None], own: Iterable[Node | None]) -> list[Node | None]:
    """The nodes around an item without a trade that its own trade is a part of (制造业 beside 先进制造业)."""
    trades = [test for node in own if node is not None for test in _trades(node)]
    return [_without(node, trades) if node is not None and trades else node for node in before]


def agreeing(nodes: Iterable[Node | None]) -> list[Node | None]:
    """The nodes without a yes or no that a later one turns round: 具有法人资格 of all beside 不具备法人资格 of its own.

    Nobody could meet both; what stands nearer to the item is what it asks.
    """
    asked: dict[str, bool] = {}
    kept = [_agreeing(node, asked) if node is not None else None for node in reversed(list(nodes))]
    return kept[::-1]


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


def _trades(node: Node) -> Iterator[Test]:
    """The trades that a node demands outright."""
    for child in relations.members(node):
        if (
            isinstance(child, Test)
            and child.field in ("business_domain", "industry")
            and child.op in (Op.HAS_ANY, Op.IN)
        ):
            yield child


def _without(node: Node, trades: list[Test]) -> Node | None:
    if isinstance(node, All):
        kept = tuple(child for child in (_without(child, trades) for child in node.children) if child is not None)
        return All(kept) if kept else None
    if isinstance(node, Test) and node.field == "business_domain" and node.op is Op.HAS_ANY:
        return None if any(_within(trade, node) for trade in trades) else node
    return node


def _within(narrow: Test, broad: Test) -> bool:
    """Whether every trade of the one is, or is part of, a trade of the other, and they are not the same."""
    if not isinstance(narrow.value, tuple) or not isinstance(broad.value, tuple) or narrow.value == broad.value:
        return False
    if len(broad.value) > SCOPE:
        return False
    return all(any(_part(own, wide) for wide in broad.value) for own in narrow.value)


def _part(own: str, wide: str) -> bool:
    return own == wide or (len(own) > len(wide) and own.endswith(wide)) or domains.within(own, wide)
