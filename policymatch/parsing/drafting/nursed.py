"""Who is not yet recognised but taken up to be helped there: 对暂未达到标准的园区，列为培育对象，给予两年培育期."""

from __future__ import annotations

from collections.abc import Sequence

from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.sentences import end_of
from policymatch.spans import Span

_TAKEN_UP = Seldom(
    r"(?:^|(?<=[，。；：\n])|(?<=条 )|(?<=条))对于?(?P<who>[^。；：]{4,80}?)的?，(?:可?由)?(?:[^，。；：]{2,14}(?:厅|局|委|部门|办|机构))?(?:可以?)?(?:将其)?"
    r"(?:列为|列入|纳入|作为)(?P<name>[^，。；：]{2,20}(?:培育|储备|后备)(?:对象|名单|库|计划|队伍)?)(?:管理)?，?(?P<given>[^。；]{4,60})?"
)


def taken_up(text: str, conditions: list[Node]) -> tuple[list[Node], list[Draft]]:
    """The sections of a recognition without the points that take up those who come short of it, and a support for each."""
    found = [
        (node, match)
        for condition in conditions
        for node in condition.walk()
        if node is not condition
        and not node.children
        and (match := _TAKEN_UP.search(text, node.span.start, node.span.end))
    ]
    points = [node for node, _ in found]
    drafts = [
        Draft(
            node,
            Span(match.start(), end_of(text, match.end())),
            own=[Clause(Span(*match.span("who")), verbatim=True)],
            benefits=[Span(*match.span("given" if match["given"] else "name"))],
            passage=[node.body],
            title=match["name"],
            vague=True,
        )
        for node, match in found
    ]
    return [without(one, points) for one in conditions] if points else conditions, drafts


def with_shared(drafts: list[Draft], made: Sequence[Draft]) -> list[Draft]:
    """Those taken up, asked for what all sorts of a recognition have in common, beside which they come short of the rest."""
    shared = [one for one in made[0].context if all(one in other.context for other in made)] if len(made) > 1 else []
    for draft in drafts:
        draft.context[:0] = shared
    return [*made, *drafts]


__all__ = ["taken_up", "with_shared"]
