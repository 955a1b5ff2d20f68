"""Limits made easier for some in a place of their own: 面积100平方米以上…. 乡镇门店面积可放宽至60平方米."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from policymatch.conditions.nodes import All, Any, Judgement, Node, Test
from policymatch.parsing.assembling.cases import Case, beside, is_looser, only_for
from policymatch.parsing.structure import relations
from policymatch.spans import SourceRef

_WORDS = re.compile("(?:放宽|下调|降低?)[至到为]")
_EASES = re.compile(
    r"(?P<before>[^，。；]*?)(?:的?(?:要求|标准|条件|门槛))?(?:可以?|则)?(?:适当|相应)*(?:放宽|下调|降低?)[至到为]"
)


def with_easings(nodes: Iterable[Node | None]) -> list[Node]:
    """The conditions of an item, what eases a limit for some beside the limit; of those alone where no limit is known."""
    found = [node for node in nodes if node is not None]
    for node in [one for one in found if _eased(one) is not None]:
        rest = [one for one in found if one is not node]
        varied = next(
            (more for at in reversed(range(len(rest))) if (more := _beside(rest[at], node)) is not None), None
        )
        if varied is not None:
            found = [varied[1] if one is varied[0] else one for one in rest]
        elif (told := _of_some(node)) is not None:
            found = [told if one is node else one for one in found]
        else:
            found = rest  # it eases what is asked nowhere
    return found


def _eased(node: Node) -> Test | None:
    """The limit that a condition eases; None where it eases none."""
    limits = [one for one in relations.members(node) if isinstance(one, Test)] if not isinstance(node, Any) else []
    told = [one for one in limits if one.source is not None and _WORDS.search(one.source.quote)]
    return told[0] if len(told) == len(limits) == 1 else None


def _of_some(node: Node) -> Node | None:
    """Not one of those, or what is asked of them; None where the words name nobody apart from the limit."""
    then = _eased(node)
    who = relations.group("all", [one for one in relations.members(node) if one is not then])
    return only_for(Case(who, then)) if who is not None and then is not None else None


def _beside(node: Node, easing: Node) -> tuple[Node, Node] | None:
    """A demand, and the same with those beside it for whom its limit is eased; None where it has no such limit."""
    then = _eased(easing)
    if then is None or isinstance(node, Any):
        return None
    others = [one for one in relations.members(easing) if one is not then]
    for known in relations.members(node):
        if not isinstance(known, Test) or known is then:
            continue
        limit = then if is_looser(then, known) else _alike(then, known)
        who = others or _named(then, known)
        if limit is not None and is_looser(limit, known) and who:
            return node, beside(node, known, All((*who, limit)))
    return None


def _alike(then: Test, known: Test) -> Test | None:
    """The limit told under a name that says whom it is for (乡镇门店面积), as one on what the demand measures (营业面积)."""
    measure = (then.label or "").split("（")[0][-2:]
    if then.field != "declared_number" or known.source is None or not measure or measure not in known.source.quote:
        return None
    return replace(then, field=known.field, label=known.label, op=known.op, period=known.period)


def _named(then: Test, known: Test) -> list[Node]:
    """Those whom the words before what is measured name: 远郊区机构 of 远郊区机构从业人员可放宽至10人."""
    if then.source is None or known.source is None or (told := _EASES.match(then.source.quote)) is None:
        return []
    before, quote = told["before"], known.source.quote
    at = next((at for at in range(1, len(before) - 1) if before[at:] in quote), None)
    words = before[:at].removeprefix("其中").strip("，的但对") if at is not None else ""
    source = SourceRef(then.source.quote, then.source.span)
    return [Judgement(words, source, 0.6)] if len(words) > 1 else []


__all__ = ["with_easings"]
