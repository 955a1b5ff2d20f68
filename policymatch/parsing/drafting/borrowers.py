"""What a lender's support asks of the firms that it lends to: 担保机构 is paid, 企业应为小微企业 is told of its customers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.drafting.bodies import NOBODY, Bodies, recipients, told_of
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.parsing.text.sentences import begin_of, unmarked
from policymatch.spans import Span

_LENDERS: Bodies = frozenset({"担保机构", "金融机构", "租赁公司"})
_FIRM = re.compile(
    r"[\s（(]*[\d一二三四五六七八九十]{0,2}[）)、.．\s]*(?P<who>(?:贷款|借款|融资|承租|投保|被担保|受保|获贷|用信|服务的?|支持的?)?(?:企业|借款人|承租人|被担保人|投保人|贷款主体))"
    r"(?:还|均)?(?:应当?|须|需|必须|为|是|属于|符合|在|年|具有|具备|成立|注册|上)"
)


def of_borrowers(text: str, drafts: Sequence[Draft]) -> None:
    """Have what is said of firms said of those served, where only a lender is paid.

    企业应… alone may mean the lender, unless another sentence beside it says what 担保机构应….
    """
    for draft in drafts:
        told = [_opening(text, clause) for clause in clauses(*draft.context, *draft.own)]
        if not any(_FIRM.match(text, at) for at in told if at is not None) or not _for_lenders(text, draft):
            continue
        bare = any(_asked_of_lenders(text, at) for at in told if at is not None)
        draft.context = [_served(text, one, bare=bare) for one in draft.context]
        draft.own = [_served(text, one, bare=bare) for one in draft.own]


def _for_lenders(text: str, draft: Draft) -> bool:
    meant = recipients(text, draft)
    return bool(meant) and meant <= _LENDERS


def _opening(text: str, clause: Clause) -> int | None:
    """Where the sentence of a demand begins; None where the clause is of another sort."""
    kept = clause.subject or clause.negated or clause.others is not None or clause.verbatim
    return None if kept else begin_of(text, clause.span.start, "。；\n")


def _asked_of_lenders(text: str, at: int) -> bool:
    words = unmarked(text, Span(at, min(len(text), at + _LOOK))).of(text)
    about = told_of(words) if _DEMANDS.match(words) else NOBODY
    return bool(about) and about <= _LENDERS


_DEMANDS = re.compile("[^，。；：]{2,16}?(?:应(?!收|付|急|用)当?|须|需|必须)")
_LOOK = 40
"""Characters within which a sentence says of whom it speaks."""


def _served(text: str, requirement: Requirement, *, bare: bool) -> Requirement:
    if isinstance(requirement, Group):
        return replace(requirement, members=tuple(_served(text, one, bare=bare) for one in requirement.members))
    at = _opening(text, requirement)
    found = _FIRM.match(text, at) if at is not None else None
    if found is None or found.start("who") > requirement.span.start or (found["who"] == "企业" and not bare):
        return requirement
    return replace(requirement, others=Span(*found.span("who")))


__all__ = ["of_borrowers"]
