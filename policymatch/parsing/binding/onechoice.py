"""Sums told apart for the sorts among which the conditions let an applicant choose: one support, its grades.

取得特级、一级资质的企业可以申报 … 取得特级资质的，奖励200万元；取得一级资质的，奖励50万元.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policymatch.conditions import All, Node, Op, Test
from policymatch.documents import Item
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic

_NAMED = 4
"""Signs that two names of supports share at their end, from which that end may name both."""


def as_grades(told: Iterable[tuple[Draft, Item]]) -> list[Item]:
    """The items, those under one heading of standards joined where each asks for one of what all of them may have."""
    kept: list[tuple[Draft, Item]] = []
    for draft, item in told:
        joined = _joined(kept[-1], (draft, item)) if kept else None
        if joined is None:
            kept.append((draft, item))
        else:
            kept[-1] = kept[-1][0], joined
    return [item for _, item in kept]


def _joined(first: tuple[Draft, Item], second: tuple[Draft, Item]) -> Item | None:
    """The first with the second's benefits; None where they are two supports."""
    (draft, item), (other, grade) = first, second
    if other.node.inherited_topic() is not Topic.BENEFIT or not _beside(draft, other):
        return None
    before, behind = _children(item), _children(grade)
    own = _choice(behind)
    if own is None:
        return None
    common = [node for node in behind if node is not own]
    mine = _choice(before)
    rest = [node for node in before if node is not mine]
    if [_told(node) for node in rest] != [_told(node) for node in common]:
        return None
    benefits = [replace(one, when=one.when or mine) for one in item.benefits] if mine else list(item.benefits)
    benefits += [replace(one, when=one.when or own) for one in grade.benefits]
    return replace(item, name=_named(item.name, grade.name), condition=All(tuple(rest)), benefits=tuple(benefits))


def _beside(draft: Draft, other: Draft) -> bool:
    return draft.node is other.node or (draft.node.parent is other.node.parent and draft.node.kind is other.node.kind)


def _children(item: Item) -> list[Node]:
    return list(item.condition.children) if isinstance(item.condition, All) else [item.condition]


def _choice(nodes: list[Node]) -> Test | None:
    """The last demand, where it is for fewer of the same than another asks of everybody."""
    last = nodes[-1] if nodes else None
    if not isinstance(last, Test) or last.op not in (Op.HAS_ANY, Op.IN) or not isinstance(last.value, tuple):
        return None
    alike = [n for n in nodes[:-1] if isinstance(n, Test) and (n.field, n.op) == (last.field, last.op)]
    wider = any(isinstance(one.value, tuple) and set(last.value) < set(one.value) for one in alike)
    return last if wider else None


def _told(node: Node) -> object:
    return (node.field, node.op, node.value, node.period, node.label) if isinstance(node, Test) else node


def _named(name: str, other: str) -> str:
    """What the ends of both names share, where that is a name; else the first."""
    shared = 0
    while shared < min(len(name), len(other)) and name[-1 - shared] == other[-1 - shared]:
        shared += 1
    return name[-shared:] if shared >= _NAMED else name


__all__ = ["as_grades"]
