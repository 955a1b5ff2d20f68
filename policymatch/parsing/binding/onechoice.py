"""Sums told apart for the sorts among which the conditions let an applicant choose: one support, its grades.

取得特级、一级资质的企业可以申报 … 取得特级资质的，奖励200万元；取得一级资质的，奖励50万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from policymatch.conditions import All, Any, Judgement, Node, Op, Test, leaves
from policymatch.documents import Benefit, Item
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
    if not _beside(draft, other):
        return None
    before, behind = _children(item), _children(grade)
    own = _choice(behind)
    if own is None:
        return None
    common = [node for node in behind if node is not own]
    mine = _choice(before) or (_choice(before, partly=True) if draft.node is other.node else None)
    rest = [node for node in before if node is not mine]
    if [_told(node) for node in rest] != [_told(node) for node in common]:
        return None
    benefits = [replace(one, when=one.when or mine) for one in item.benefits] if mine else list(item.benefits)
    graded = [replace(one, when=one.when or own) for one in grade.benefits]
    joined = (*_within(benefits, graded),)
    return replace(item, name=_named(item.name, grade.name), condition=All(tuple(rest)), benefits=joined)


def _within(told: list[Benefit], graded: list[Benefit]) -> list[Benefit]:
    """The benefits, ceilings that grades put on a rate told for all with that rate (给予50%的补贴。对甲企业最高100万元)."""
    capped = all(one.cap is not None and one.rate is None and one.amount is None for one in graded)
    rates = {one.rate for one in told}
    if not capped or len(rates) != 1 or None in rates:
        return [*told, *graded]
    known = [one for one in told if one.cap is not None]
    return [*known, *(replace(one, type=told[0].type, rate=told[0].rate) for one in graded)]


def _beside(draft: Draft, other: Draft) -> bool:
    if draft.node is other.node:
        return True
    told = other.node.inherited_topic() is Topic.BENEFIT
    return told and draft.node.parent is other.node.parent and draft.node.kind is other.node.kind


def _children(item: Item) -> list[Node]:
    return list(item.condition.children) if isinstance(item.condition, All) else [item.condition]


_REST = re.compile("其[他它余][^，。；：]{0,12}")
"""其他科技型企业: whoever else of those who may choose."""


def _choice(nodes: list[Node], *, partly: bool = False) -> Node | None:
    """The last demand, where it is for fewer of the same than another asks of everybody, or for some of them and others."""
    last = nodes[-1] if nodes else None
    members = last.children if isinstance(last, Any) else (last,)
    rest = [one for one in members if isinstance(one, Judgement) and _REST.fullmatch(one.label)]
    tests = [one for one in members if isinstance(one, Test)]
    if len(rest) + len(tests) < len(members):
        return None
    wide = [chosen for node in nodes[:-1] if (chosen := _options([node]))]
    mine = _options(tests) if tests else frozenset()
    within = mine is not None and any(mine < one or (partly and mine & one) for one in wide)
    return last if within else None


def _options(nodes: Sequence[Node]) -> frozenset[object] | None:
    """The kinds among which demands of one field let an applicant choose; None where they ask for something else."""
    leaves_of = [leaf for node in nodes for leaf in leaves(node)]
    listed = [one for one in leaves_of if isinstance(one, Test) and one.op in (Op.HAS_ANY, Op.IN)]
    if any(isinstance(node, All) for node in nodes) or len({one.field for one in listed}) != 1:
        return None
    values = [one.value for one in listed if isinstance(one.value, tuple)]
    return frozenset((listed[0].field, value) for each in values for value in each)


def _told(node: Node) -> object:
    return (node.field, node.op, node.value, node.period, node.label) if isinstance(node, Test) else node


def _named(name: str, other: str) -> str:
    """What the ends of both names share, where that is a name; else the first."""
    shared = 0
    while shared < min(len(name), len(other)) and name[-1 - shared] == other[-1 - shared]:
        shared += 1
    return name[-shared:] if shared >= _NAMED else name


__all__ = ["as_grades"]
