"""Which supports beside a recognition are for the recognised, called in full or by the last word of their name (基地)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.sought import STATUS
from policymatch.parsing.text.sentences import begin_of
from policymatch.spans import Span

_LAST = re.compile(f"{STATUS}$")
_ANYBODY = frozenset({"企业", "单位", "机构", "组织", "品牌", "示范", "试点", "园区"})
"""Last words that others are called by as well."""
_BEFORE = re.compile(
    r"(?:^|[，。；：、（）“”\s.．]|对于?|将|把|给予?|支持|鼓励|引导|推[动进荐]|的|该|本|各|每[个家]|(?:认定|命名|备案|评定)为?|授予|优秀|良好|合格|[省市区县]级?|国家级|年度|自治区)$"
)
_BEHIND = re.compile(r"(?:及其|的)?(?:[内里中外]|入驻|以外|名称|资格|称号)|[、及和与或](?!其)")
"""Those beside or within them: 基地内企业, 基地和园区."""
_DOES = re.compile(
    r"(?:上一?年度|当年|年度|新|首次)*(?:的)?(?:(?:[^，。；、的]{0,4}?(?:开展|新建|[改扩]建|搭建|设立|租[用赁]|聘[请用]|获[得评]|接待|吸[引纳]|带动|承担|承办|举办|建设|实施|组织|新增|引进|引育|培育|改造|购[置买]|升级|牵头|参[加与]|推荐|孵化|申[请报]))|与|向|为)"
)
"""What the recognised do beyond being recognised: 基地开展公益活动."""
_JUDGED = re.compile(r"(?:考[核评]|评估|评价|绩效)[^。；]{0,12}(?:优秀|良好|合格|[ABC]级|[一二三]等)")
_OTHERS = re.compile("企业|个人|人才|团队|项目|作品|产品|人员")


def last_word(name: str) -> str:
    """The last word of a recognised kind's name, empty where others are called so, too."""
    found = _LAST.search(name)
    word = found[0] if found else ""
    return "" if word in _ANYBODY else word


def mention(text: str, start: int, end: int, name: str) -> Span | None:
    """Where a stretch speaks of those recognised themselves."""
    word = last_word(name)
    found = [_called(text, start, end, one, name) for one in (word, "园区" if word.endswith("园") else "") if one]
    found += [_by_deed(text, start, end)]
    return min((one for one in found if one is not None), key=lambda one: one.start, default=None)


_CONFERRED = re.compile(
    r"(?:(?:经|已|被|新|获)*(?:认定|备案|命名|评定|授牌)(?:通过)?(?:的|为)?)(?:机构|单位|企业|组织|园区|基地|平台|中心)(?=[，。；]|的(?!企业|项目)|[上当近]?年|租|购|开展|与|向|给)"
)
"""备案机构年新增…, called by what the document does with them."""


def _by_deed(text: str, start: int, end: int) -> Span | None:
    found = _CONFERRED.search(text, start, end)
    return Span(*found.span()) if found else None


def _called(text: str, start: int, end: int, word: str, name: str) -> Span | None:
    at = text.find(word, start, end)
    while at >= 0:
        low, stop = at, at + len(word)
        while low > 0 and name.endswith(text[low - 1 : stop]):
            low -= 1
        if _BEFORE.search(text[max(0, low - 4) : low]) and not _BEHIND.match(text, stop):
            return Span(low, stop)
        at = text.find(word, at + 1, end)
    return None


def does_more(text: str, draft: Draft, name: str) -> bool:
    """Whether a support is for something that the recognised do: 对基地开展的公益活动，按….."""
    if not draft.names_sum(text):  # a service comes with the title
        return False
    low = begin_of(text, draft.anchor.start, "。\n")
    end = max((span.end for span in draft.benefits), default=draft.anchor.end)
    said = mention(text, low, end, name)
    return said is not None and _DOES.match(text, said.end) is not None


def ask_title(text: str, drafts: Sequence[Draft], made: Sequence[Draft]) -> None:
    """Ask the title of the supports that are for those recognised, where it is one alone."""
    for draft in drafts if len(made) == 1 and made[0].name else ():
        draft.holds = _held(text, draft, made[0].name)


def _held(text: str, draft: Draft, name: str) -> Span | None:
    low = min([begin_of(text, draft.anchor.start, "。\n"), *(span.start for span in draft.passage)])
    said = next(
        (
            found
            for span in (Span(low, draft.anchor.end), *draft.passage, *draft.benefits, draft.node.heading)
            if (found := mention(text, span.start, span.end, name)) is not None
        ),
        None,
    )
    if said is not None:
        return said
    words = text[low : draft.anchor.end]
    told = "".join(clause.span.of(text) for clause in draft.told())
    judged = _JUDGED.search(words) or _JUDGED.search(told)
    return draft.anchor if judged and not _OTHERS.search(told) else None


__all__ = ["ask_title", "does_more", "last_word", "mention"]
