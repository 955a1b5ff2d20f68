"""Which facts of a clause stand where several families read the same words, and which of them are one list."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions.nodes import Test
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.structure import relations


def settle(facts: list[Fact]) -> list[Fact]:
    """Facts of which none stands inside a better one's words; several facts may share an edge."""
    if len(facts) < 2:
        return facts
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (-f.rank, -(f.end - f.start), f.start)):
        if not any(_clash(fact, other) for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda f: (f.start, f.end))


INCLUDING = re.compile(
    r"(?:等)?(?:，|（|：)?(?:主要|具体|重点)?(?:包括但不限于|包括|包含|涵盖|含|是指|指|即|为)(?:：)?"
)


def explained(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """A list that says what the word before it includes (现代服务业，主要包括金融、物流等) is one list with it."""
    done: list[Fact] = []
    for fact in facts:
        last = done[-1] if done else None
        between = reading.text[last.end : fact.start] if last else ""
        if last and INCLUDING.fullmatch(between) and relations.mergeable(last.node, fact.node):
            done[-1] = _joined(reading, last, fact)
        else:
            done.append(fact)
    return done


def _joined(reading: Reading, left: Fact, right: Fact) -> Fact:
    (node,) = relations.merge_lists([left.node, right.node])
    assert isinstance(node, Test)
    node = replace(node, source=reading.source(left.start, right.end))
    return replace(left, end=right.end, node=node, parts=(*left.parts, *right.parts))


def _clash(a: Fact, b: Fact) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    if shared <= 0:
        return any(start <= a.start and a.end <= end for start, end in b.cover) and a.fields <= b.fields
    if a.fields & b.fields:
        return True
    heads = {a.rule[:2], b.rule[:2]}
    if {"事项.承诺", "事项.除外", "数值.高于平均"} & {a.rule, b.rule}:
        return True
    if "就业.招用各类" in {a.rule, b.rule} and heads == {"就业", "人员"}:
        return shared == min(a.end - a.start, b.end - b.start)  # the list tells all its people already
    if "某地" in heads and heads & {"行业", "领域", "规模"}:
        return False
    if (
        "地区" in heads
        or heads in ({"就业", "人员"}, {"信用", "社保"})
        or heads in ({"规模", "领域"}, {"规模", "行业"})
        or {a.rule, b.rule} == {"主体.单一", "领域.企业"}
    ):
        return False
    if a.rule.split(".")[0] == b.rule.split(".")[0] and a.rule.split(".")[0] in (
        "信用",
        "社保",
        "规模",
        "年限",
        "地区",
    ):
        return False
    least = 0.5 * min(a.end - a.start, b.end - b.start)
    return shared > least or (heads == {"资质", "领域"} and shared == least)  # 通过体系认证单位 does no certifying


__all__ = ["explained", "settle"]
