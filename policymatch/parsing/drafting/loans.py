"""Loans told kind by kind (个人贷款额度最高30万元，带动就业的最高50万元；小微企业贷款额度最高500万元), their terms and their interest.

Who gets more of a loan than others asks for the same loan, and the interest paid on loans comes with each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.parsing.text.sentences import begin_of
from policymatch.spans import Span

_FIRM = "小微企业|小型微型企业|中小微企业|小微型企业|企业"
_KIND = rf"(?:(?P<firm>{_FIRM})|(?P<person>个人|自然人))(?:借款人|客户)?(?:申[请办]的?)?"
_LOAN = "(?:创业|再就业|担保|贴息|小额)*贷款"
_TOLD = Seldom(
    rf"(?:^|(?<=[，。；：\n]))(?:答：|其中，?|对|凡)*(?:符合[^，。；\d]{{0,8}}条件的)?{_KIND}"
    rf"(?:(?:最高|累计)?{_LOAN}[^，。；：\d（]{{0,10}}(?:最高|上限|不超过|限额|额度)|最高可[贷借]|可[贷借]最高)[^，。；：\d（]{{0,6}}\d[\d.]*(?:万元|亿元)"
)
"""How much one kind of borrower gets at most: 小微企业创业担保贷款额度最高为500万元, 个人最高可贷30万元."""
_LENT = re.compile("贷款|可[贷借]|额度|贴息")
_INTEREST = re.compile("贴息|利息补[贴助]")
_PAID = re.compile(r"[^，。；]*(?:贴息|利息补[贴助])[^，。；]*")
_BARE_TERM = re.compile(r"(?<=[，；])(?P<term>期限[^，。；：\d]{0,8}\d+(?:年|个月)(?:以内)?)")
"""个人贷款最高额度30万元，期限最长3年."""
_TERM = Seldom(
    rf"(?:{_KIND})?(?:创业|再就业|小额)*(?P<term>(?:担保|贴息)*贷款(?:的|每次|单次|每笔)*(?:期限|年限)[^，。；：\d]{{0,10}}\d+(?:年|个月))"
)
"""个人创业担保贷款每次期限最长不超过3年."""
_BORROWERS = re.compile("(?:企业|个人|人员|毕业生|项目|单位|主体|农户|合作社|借款人)[^，。；]{0,24}的?，")
"""Who else the interest is paid for than those who get the loans."""


def by_kind_of_loan(text: str, drafts: list[Draft]) -> list[Draft]:
    """The grants of a passage, those of loans told for persons and for firms as one loan each."""
    if not any(_LENT.search(span.of(text)) for draft in drafts for span in draft.benefits):
        return drafts
    passages = sorted({span for draft in drafts for span in draft.passage}, key=lambda span: span.start)
    told = [match for span in passages for match in _TOLD.finditer(text, span.start, span.end)]
    if {match.lastgroup for match in told} != {"firm", "person"}:
        return drafts
    lent = [
        draft
        for draft in drafts
        if any(told[0].start() < span.end for span in draft.passage) and _of_loans(text, draft)
    ]
    if not lent:
        return drafts
    passages = [span for span in passages if any(span in draft.passage for draft in lent)]
    first, at = lent[0], drafts.index(lent[0])
    shared = [*first.context, *first.own] if first.anchor.end <= told[0].start() else list(first.context)
    loans = []
    for kind in dict.fromkeys(match.lastgroup for match in told if match.lastgroup):
        areas = list(_areas(told, kind, passages[-1].end))
        begun = next(match for match in told if match.lastgroup == kind)
        given = [paid for draft in lent for span in draft.benefits if (paid := _given(text, span, areas)) is not None]
        if not any(span.overlaps(Span(*begun.span())) for span in given):
            given.insert(0, Span(*begun.span()))
        loans.append(
            Draft(
                first.node,
                Span(*begun.span()),
                own=[Clause(Span(*begun.span(kind)), subject=True)] if kind == "firm" else [],
                context=list(shared),
                benefits=[span for span in given if span.end > told[0].start()],
                passage=[kept for span in passages if (kept := _given(text, span, areas)) is not None],
                sentence=first.sentence,
                title=_called(begun),
                loan=kind,
            )
        )
    return [*drafts[:at], *loans, *(draft for draft in drafts[at:] if draft not in lent)]


def _given(text: str, span: Span, areas: Sequence[Span]) -> Span | None:
    """What a stretch gives one kind: all of it where it speaks of that kind, else the interest alone."""
    if _inside(span, areas):
        return span
    paid = _PAID.search(text, span.start, span.end)
    return Span(*paid.span()) if paid else None


_NAME = re.compile(_LOAN)


def _called(told: re.Match[str]) -> str:
    """Whose loan it is, in a few words: 小微企业创业担保贷款."""
    named = _NAME.search(told[0])
    return f"{told[told.lastgroup or 0]}{named[0] if named else '贷款'}"


def _of_loans(text: str, draft: Draft) -> bool:
    """Whether a grant states how much is lent, or pays the interest."""
    return draft.names_sum(text) and any(_LENT.search(span.of(text)) for span in (draft.anchor, *draft.benefits))


def _areas(told: Sequence[re.Match[str]], kind: str, end: int) -> Iterator[Span]:
    """The stretches that speak of one kind: up to where the next is named."""
    stops = [*(match.start() for match in told[1:]), end]
    return (
        Span(match.start(), max(match.end(), stop))
        for match, stop in zip(told, stops, strict=True)
        if match.lastgroup == kind
    )


def _inside(span: Span, areas: Sequence[Span]) -> bool:
    return any(area.start <= span.end - 1 < area.end for area in areas)


def with_terms_and_interest(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, the loans among them with their terms and with the interest that another passage pays on loans."""
    loans = [draft for draft in drafts if draft.loan]
    if not loans:
        return drafts
    terms = list(_TERM.finditer(text))
    for loan in loans:
        loan.context = [_asked_of(text, one, loan.loan) for one in loan.context]
        near = [match for match in terms if _inside(Span(*match.span()), loan.passage)]
        apart = [match for match in terms if not any(_inside(Span(*match.span()), one.passage) for one in loans)]
        meant = [match for match in (*near, *apart) if match[loan.loan]]
        meant = meant or [one for span in loan.passage for one in _BARE_TERM.finditer(text, span.start, span.end)]
        meant = meant or [match for match in (*near, *apart) if not (match["firm"] or match["person"])]
        loan.own += [Clause(Span(*match.span("term"))) for match in meant[:1]]
    kept = []
    for draft in drafts:
        if draft.loan or not _pays_interest(text, draft):
            kept.append(draft)
            continue
        for loan in loans:
            loan.benefits += draft.benefits
            loan.passage += draft.passage
    return kept


_HEADED = re.compile(rf"{_KIND}(?:{_LOAN})?")


def _asked_of(text: str, asked: Requirement, kind: str) -> Requirement:
    """Of a choice of points headed by whose loan each is for (（一）个人创业担保贷款。…), those of one kind."""
    if not isinstance(asked, Group) or asked.joiner != "any":
        return asked
    heads = [
        _HEADED.search(text, begin_of(text, first, "\n"), first) for one in asked.members for first in [_first(one)]
    ]
    kinds = [head.lastgroup if head else None for head in heads]
    chosen = [one for one, named in zip(asked.members, kinds, strict=True) if named == kind]
    if None in kinds or not chosen:
        return asked
    return chosen[0] if len(chosen) == 1 else Group("any", tuple(chosen), asked.lead)


def _first(asked: Requirement) -> int:
    """Where a requirement begins."""
    return next(clauses(asked)).span.start


def _pays_interest(text: str, draft: Draft) -> bool:
    """Whether a grant pays the interest on loans, whoever has them."""
    said = draft.anchor.of(text)
    return (
        "贷款" in said
        and all(_INTEREST.search(span.of(text)) for span in draft.benefits)
        and not _BORROWERS.search(said)
    )


__all__ = ["by_kind_of_loan", "with_terms_and_interest"]
