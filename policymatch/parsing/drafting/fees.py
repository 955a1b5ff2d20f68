"""What those who are let in pay (租金标准：单间每月600元，一房一厅每月900元): prices ask nothing of them."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import clauses

_FEES = re.compile(
    r"(?:[^，。；：补减免优奖助]{0,8})?(?:租金|租赁费用?|收费|费用|房租|租赁价格|场租)(?:标准|价格)?(?:[及和与、](?:租赁)?(?:期限|租期|方式|支付方式|押金))?(?:如下|说明)?[：:。]?"
)


def without_prices(text: str, node: Node, drafts: list[Draft]) -> list[Draft]:
    """The grants of a passage, those of a section on fees without the conditions that the names of what is let look like."""
    titles = (one.heading.of(text).strip() for one in node.upwards() if len(one.heading))
    if any(_FEES.fullmatch(title) for title in titles):
        for draft in drafts:
            draft.own, draft.grades = [], []
            draft.context = [
                one for one in draft.context if not any(node.span.contains(clause.span) for clause in clauses(one))
            ]
    return drafts


__all__ = ["without_prices"]
