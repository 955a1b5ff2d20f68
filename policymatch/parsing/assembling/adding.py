"""Sentences and segments of a clause added up: most add up, 或 makes alternatives, and so do two limits of one quantity.

Nobody demands 300 万 and 100 万 of the same thing: the second limit is another sort of applicant's (当年新获经营权的企业，
出口额达到100万美元), if it is the looser one. Offences in a row are none of them allowed, whichever word joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Judgement, Node, Op, Test, leaves, tests
from policymatch.parsing.assembling.joining import nominal, turned
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure import relations
from policymatch.quantities import Money

STAYS_OUT = re.compile(
    r"(?:均|都|则|一律)?(?:(?:不纳入|不享受|不得享受|不能享受|不予|不在|不得|不适用|不给予)(?:本(?:政策|办法|措施|细则|条))?(?:支持|扶持|奖励|补助|资助|申报|申请|"
    r"享受|全部|条款|各项|相关|上述|规定|范围|政策|受理|认定|推荐)*(?:之列|之内)?|取消(?:其|该企业)?(?:当年度?|本年度|下一?年度)?(?:的)?(?:申报|申请|享受|扶持|奖励|认定|政策)*资格|除外)(?:的)?"
)
"""A segment that says only who stays out: what stands before it is what keeps out."""
_DENIED = re.compile("^(?:凡|对)?(?:企业|单位)?(?:未|不|非|没有|无)")
_ALSO = re.compile("^(?:其中|且|并|同时|另)")
_UPPER = frozenset({Op.LE, Op.LT})
_VAGUE = re.compile("(?:规模|金额|总额|数量|人数|面积|比例)(?:（[^）]*）)?")


@immutable
class Part:
    """A sentence or segment.

    Args:
        word: how it joins what stands before: 或, 但, 各 (a limit of one sort of applicants), or nothing.
        node: what it means.
        text: its words.
    """

    word: str
    node: Node
    text: str = ""


def add_up(parts: list[Part]) -> Node | None:
    """The parts as one node; None of none."""
    groups: list[list[Node]] = []
    for part in parts:
        if part.word == "或" and groups:
            groups[-1].append(part.node)
        elif part.word == "但" and groups and len(groups[-1]) > 1:
            both = relations.group("all", [groups[-1][-1], part.node])
            groups[-1][-1] = both or part.node
        elif (
            groups
            and part.word != "各"
            and not _ALSO.match(part.text)
            and (eased := _eased(groups[-1], _sort_and_limit(part))) is not None
        ):
            groups[-1] = [eased]
        else:
            groups.append([part.node])
    joined = (relations.group("all", part) if _offences(part) else _alternatives(part) for part in groups)
    return relations.group("all", [node for node in joined if node is not None])


def _alternatives(nodes: list[Node]) -> Node | None:
    """One of the nodes; the kind of applicant that only the last one ends in is asked of all (A，或B的规上工业企业)."""
    if len(nodes) == 1:
        return nodes[0]
    last = relations.members(nodes[-1])
    at = next((at for at, one in enumerate(last) if nominal(one)), len(last))
    limits = [test for node in nodes for test in _limits(node)]
    shared = 0 < at < len(last) and all(nominal(one) for one in last[at:]) and len(limits) >= len(nodes)
    if not shared or any(nominal(one) for node in nodes[:-1] for one in leaves(node)):
        return _of_one_kind(nodes) or relations.group("any", nodes)
    limit = relations.group("all", last[:at]) or last[0]
    either = relations.group("any", [*nodes[:-1], limit]) or limit
    return relations.group("all", [either, *last[at:]])


def _of_one_kind(nodes: list[Node]) -> Node | None:
    """Limits of the kind of applicant that opens the first of them and is asked of all (规上企业纳税A，或出口B); None where it is of that one alone."""
    first = relations.members(nodes[0])
    at = next((at for at, one in enumerate(first) if not nominal(one)), len(first))
    if not 0 < at < len(first) or not _touch(first[at - 1], first[at], apart=0):
        return None
    rest = [*first[at:], *(one for node in nodes[1:] for one in relations.members(node))]
    if not all(isinstance(one, Test) and list(_limits(one)) for one in rest):
        return None
    either = relations.group("any", [relations.group("all", first[at:]) or first[at], *nodes[1:]])
    return relations.group("all", [*first[:at], *([either] if either is not None else [])])


def kept_out(parts: list[Part]) -> Node | None:
    """What must hold where the parts are what keeps out (发生重大事故，或被列入失信名单的，不享受本措施)."""
    return relations.group("all", [part.node if _DENIED.match(part.text) else _absent(part.node) for part in parts])


def _absent(node: Node) -> Node:
    if isinstance(node, Judgement):
        return node if node.label.startswith(("不", "未", "无")) else replace(node, label=f"不存在：{node.label}"[:200])
    if isinstance(node, All) and _offences(node.children):
        return node
    return turned(node)


def _offences(nodes: list[Node] | tuple[Node, ...]) -> bool:
    """Whether every node says that something must not have happened."""
    return len(nodes) > 1 and all(_clean(node) for node in nodes)


def _clean(node: Node) -> bool:
    found = list(tests(node))
    return bool(found) and all(test.value is False for test in found) and not isinstance(node, Judgement)


_IF = re.compile(r"(?:其中|其)?，?(?:若|如果?|对于)")


def _sort_and_limit(part: Part) -> Node:
    """The part; where it is a case (若为A，则B: not A, or B), A and B together, for beside a stricter limit that is what frees."""
    node = part.node
    if not isinstance(node, Any) or len(node.children) != 2 or not _IF.match(part.text):
        return node
    who, then = node.children
    return relations.group("all", [relations.negate(who), then]) or node


def _eased(group: list[Node], node: Node) -> Node | None:
    """What stands before and a part that limits one of its quantities otherwise; None where it limits none of them."""
    before = group[0] if len(group) == 1 else None
    if before is None:
        return None
    mine = list(_limits(node))
    members = relations.members(before)
    for at, child in enumerate(members):
        if any(_rivals(one, other) for one in _limits(child) for other in mine):
            at = _with_sorts(members, at, node)
            strict = relations.group("all", members[at:])
            eased = relations.group("any", [one for one in (strict, node) if one is not None])
            return relations.group("all", [*members[:at], *([eased] if eased is not None else [])])
    return None


def _opens_with_a_sort(node: Node) -> bool:
    """Whether a part says first of whom it speaks, in words for a person (具有博士学位的，年龄不超过50周岁)."""
    return isinstance(node, All) and isinstance(node.children[0], Judgement)


def _with_sorts(members: tuple[Node, ...], at: int, other: Node) -> int:
    """Where a limit begins with the sort of applicant right before it, whose it is (工业企业营业收入2亿元以上)."""
    if at and _opens_with_a_sort(other) and isinstance(members[at - 1], Judgement):
        return at - 1
    sorts = any(nominal(one) for one in relations.members(other))
    while sorts and at and nominal(members[at - 1]) and _touch(members[at - 1], members[at]):
        at -= 1
    return at


def _touch(one: Node, other: Node, *, apart: int = 1) -> bool:
    """Whether nothing but 的 can stand between the words of two nodes (nothing at all where none may be apart)."""
    ends = [leaf.source.span.end for leaf in leaves(one) if leaf.source and leaf.source.span]
    starts = [leaf.source.span.start for leaf in leaves(other) if leaf.source and leaf.source.span]
    return bool(ends and starts) and 0 <= min(starts) - max(ends) <= apart


def _rivals(one: Test, other: Test) -> bool:
    """Whether the second of two limits asks less of the same quantity at the same time."""
    same = (one.field, one.label, one.op in _UPPER) == (other.field, other.label, other.op in _UPPER)
    before, after = _size(one), _size(other)
    if not same or len({one.period, other.period} - {None}) > 1 or before is None or after is None:
        return False
    if before[0] != after[0]:
        return False
    return after[1] > before[1] if one.op in _UPPER else after[1] < before[1]


def _size(test: Test) -> tuple[str, Decimal] | None:
    """The currency (empty for plain numbers) and the number; None of anything else."""
    if isinstance(test.value, Money):
        return test.value.currency, test.value.amount
    return ("", test.value) if isinstance(test.value, Decimal) else None


def _limits(node: Node) -> Iterator[Test]:
    for test in tests(node):
        vague = test.label is not None and _VAGUE.fullmatch(test.label)
        if not isinstance(test.value, bool | tuple) and test.op is not Op.EQ and not vague:
            yield test


__all__ = ["STAYS_OUT", "Part", "add_up", "kept_out"]
