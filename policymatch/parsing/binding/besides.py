"""Conditions told among the words about money: sums trade by trade (其中零售企业按…；餐饮企业按…), and once only in brackets."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.exclusions import named_below
from policymatch.parsing.structure.requirements import Clause, Group
from policymatch.parsing.text.sentences import sentences
from policymatch.spans import Span

_TRADE = (
    r"(?:规上|限上|规模以上|限额以上|大型|中小)?(?:批发|零售|住宿|餐饮|批零住餐|工业|制造业|服务业|商贸|建筑业|农业|外贸|文化|旅游|物流|软件)"
    r"(?:、(?:批发|零售|住宿|餐饮|工业|服务业|商贸|建筑业)|和(?:批发|零售|住宿|餐饮))*"
)
_SUM_OF = Seldom(
    rf"(?:^|(?<=[，；。：])|(?<=其中)|(?<=对))(?:其中，?)?对?(?P<sort>{_TRADE}(?:业)?(?:类)?企业)(?=，?(?:按照?|给予|予以|最高|每[家户]|奖励|补[助贴]|一次性|不超过))"
)
_ONCE = re.compile(r"（(?P<said>[^（）]{0,16}(?:只能|仅能|限)(?:享受|申[请领])(?:一|1)次[^（）]{0,6})）")

_PAID = re.compile(
    r"(?<=[。；])(?P<said>已(?:经)?(?:获得|享受|取得)过?[^，。；]{2,30}(?:资金|补[助贴]|资助|支持|奖励)[^，。；]{0,6}的(?:项目|企业|单位)?，[^，。；]{0,10}不再(?:重复)?(?:支持|资助|补[助贴]|奖励|享受))"
)
"""Who has been paid for it already, told behind the money."""


def add_besides(text: str, draft: Draft) -> None:
    """Give an item the conditions that its words about money hold."""
    said = "".join(clause.span.of(text) for clause in draft.told())
    sorts = [
        Span(*found.span("sort"))
        for money in draft.benefits
        for found in _SUM_OF.finditer(text, money.start, money.end)
    ]
    named = {span.of(text): span for span in sorts}
    if len(named) >= 2 and not any(word in said for word in named):
        draft.ask(Group("any", tuple(Clause(span, subject=True) for span in named.values())))
    _add_paid(text, draft, said)
    _ease(text, draft)
    for passage in draft.passage:
        for sentence in sentences(text, passage):
            if (below := named_below(text, sentence)) is not None and below[0].of(text) not in said:
                draft.ask(Clause(below[0], negated=True))
    for money in draft.benefits:
        for found in _ONCE.finditer(text, money.start, min(money.end + 40, len(text))):
            if found["said"] not in said and "\n" not in text[money.end : found.start()]:
                draft.ask(Clause(Span(*found.span("said"))))
                return


_EASED = Seldom(
    r"[（(](?P<said>[^（）()\d]{2,40}?(?P<what>[^（）()、，；\d]{2}(?:[额数量]|面积|金额|投资|收入)|[^（）()、，；\d]{4})(?:可以?|允许)(?:适当)?(?:小于|低于|少于|不足|不受)[^（）()]{0,16})[）)]"
)


def _ease(text: str, draft: Draft) -> None:
    """Let in those whom a bracket frees from a limit told before the money: 支出大于1万元的项目予以支持（线上展会支出可小于1万元）."""
    for passage in draft.passage:
        for found in _EASED.finditer(text, passage.start, passage.end):
            for at, one in enumerate(draft.own):
                words = one.span.of(text) if isinstance(one, Clause) else ""
                if found["what"][-4:] in words and any(sign.isdigit() for sign in words) and found["said"] not in words:
                    draft.own[at] = Group("any", (one, Clause(Span(*found.span("said")), verbatim=True)))
                    break


def _add_paid(text: str, draft: Draft, said: str) -> None:
    for money in draft.benefits:
        line = text.find("\n", money.end)
        found = _PAID.search(text, money.end, line if line >= 0 else len(text))
        if found and found["said"] not in said:
            draft.ask(Clause(Span(*found.span("said"))))
            return
