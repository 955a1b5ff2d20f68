"""Which supports the title of a group of conditions names: 申请贴息的企业, 租用算力的单位, 数据中台建设项目还需满足：."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.addressed import sort_named
from policymatch.parsing.drafting.drafts import Draft, some_of
from policymatch.parsing.drafting.groups import APPLIES, for_kind, told_by
from policymatch.parsing.structure.outline import Node
from policymatch.spans import Span

COMMON = re.compile(r"基本|共同|通用|所有|全部|一般|申报(?:项目|单位)应")
CORE = re.compile(
    r"(?:还|另|均)?(?:应当?|须|需|必须)?(?:同时)?(?:符合|满足|具备)?(?:以下|下列)?(?:基本)?(?:申[报请]|认定|支持)?(?:条件|要求|资格).*$"
    r"|[：:。，].*$|(?:项目)?(?:还|另|均)?(?:应当?|须|需|必须)(?:同时)?(?:符合|满足|具备)[：:]?$|项目[：:]?$|（.*"
)


_SEEKERS = re.compile(
    r"(?:凡|拟)?(?:申[请报领]|享受)(?P<what>(?!人(?![才员])|者|单位|企业|主体|机构|项目|材料|本)[^，。；：]{3,20}?)(?:奖励|补[贴助]|资助|扶持|支持|贴息|奖补)?(?:资金|项目)?的"
    r"(?:[^，。；：的]{0,8}(?:企业|单位|机构|主体|个人|人员|申[请报]人|团队|项目))?"
    r"(?:，?(?:还|均|另)?(?:应当?|须|需|必须|要|分)|[：:]?$)"
)
"""Whom a group of conditions is for, by what they apply for: 申请国际认证资助的企业应符合：."""


def targets(text: str, group: Node, groups: list[Node], found: list[Draft]) -> list[Draft]:
    """The items that a titled group of conditions names, or the one in its place where as many groups as items admit."""
    title = group.opening.of(text)
    if is_for_all(title):
        return []
    if (money := _SEEK_MONEY.match(title)) is not None:
        sorts = [draft for draft in found if any(money["what"] in one for one in draft.titles(text)[:1])]
        if some_of(sorts, found):
            return sorts
    if named := named_by(text, title, found):
        return named
    admitting = [one for one in groups if not (_SHUTS_OUT.search(said := one.opening.of(text)) or is_for_all(said))]
    if len(admitting) == len(found) and group in admitting:
        return [found[admitting.index(group)]]
    return []


def is_for_all(title: str) -> bool:
    """Whether a title names everybody who applies."""
    return COMMON.search(_BESIDES.sub("", title)) is not None


_BESIDES = re.compile("除[^，。；]{2,30}外，")
"""What is asked of all as well is no title of it: 申报数据中台建设，除符合基本条件外，还应满足：."""


def named_by(text: str, title: str, found: list[Draft]) -> list[Draft]:
    """The items that a title names, in their words or most of them."""
    seekers = _SEEKERS.match(title)
    core = seekers["what"] if seekers else CORE.sub("", title)
    if len(core) < 3:
        return []
    if applying := APPLIES.fullmatch(core):
        return for_kind(text, applying["kind"], found)
    titles = [(draft, titles_of(text, draft) if seekers else draft.titles(text)) for draft in found]
    for known in (core,) if seekers else (title.strip("。： "), core):  # 概念验证 is a word of other projects as well
        named = [draft for draft, headings in titles if any(matches(known, heading) for heading in headings)]
        if named:
            return named
    return told_by(text, core, found)


_SEEK_MONEY = re.compile(
    r"(?:凡|拟)?(?:申[请报领]|享受)(?P<what>奖励|补[贴助]|资助|贴息|奖补)的[^，。；：]{0,12}(?:$|[，：])"
)
"""Whom a group is for by the sort of money that the supports are headed with: 申请贴息的企业, beside 申请奖励的机构."""


_SHUTS_OUT = re.compile(r"不予|不得|情形|情况之一|负面")


_OPENS = re.compile(
    r"(?:其中，?|对于?|凡是?|拟)*(?:（(?P<bracket>[^（），。；：]{3,20})）"
    r"|(?P<seeks>申[请报领]|享受)(?P<what>[^，。；：、（）的]{2,20}?)(?:的[^，。；：]{0,10}?|时|(?:申[请报])?(?:单位|企业|主体|项目|机构|人))?(?:，|(?=还|均|另|应当?|须|需|必须|要求|不|符合|满足|具备|除|可|无))"
    r"|(?P<title>[^，。；：、（）]{3,20}?)(?:项目|资金|政策|类)?(?:申[请报](?:单位|企业|主体|项目|机构|人|者))?(?:：|，?(?=还|均|另|应当?|须|需|必须|要求|不受|不要求|无[需须]|除第)|(?=[上近当年成具拥注有已未连])))"
)
"""What a point of a list opens with where it is about one support: 申请贴息时，…; 质押贷款贴息：…; （贴息）…; 贴息申报单位…."""
_ASKED = re.compile("(?:还|均|另|应当?|须|需|必须|要求|(?:同时)?(?:符合|满足|具备))+")


Opened = tuple[list[Draft], int]
"""The supports that a point opens with, and where its demand begins."""


def opening_of(text: str, point: Span, found: list[Draft]) -> Opened | None:
    """The supports with whose title a point opens, and where its demand begins; None where it names none of some.

    A title by itself must be told in full; behind 申请 a part of it is enough, where no other support has it.
    """
    opened = _OPENS.match(text, point.start, point.end) if len(found) > 1 else None
    if opened is None:
        return None
    titles = [(draft, _own_titles(text, draft)) for draft in found]
    whole = opened["bracket"] or opened["title"]
    if whole is not None:
        chosen = [draft for draft, known in titles if whole in known or sort_named(whole) in known]
    else:
        part = opened["what"]
        chosen = [draft for draft, known in titles if any(part in one or one in part for one in known)]
    if some_of(chosen, found) is None:
        return None
    asked = _ASKED.match(text, opened.end(), point.end)
    return chosen, asked.end() if asked else opened.end()


def named_in(text: str, words: str, found: list[Draft]) -> list[Draft]:
    """The supports whose title stands in the words: 申请培育奖励的企业."""
    return [draft for draft in found if any(title in words for title in _own_titles(text, draft))]


def _own_titles(text: str, draft: Draft) -> list[str]:
    """What a support is headed with, with and without the kind of money: 设备补助, 设备."""
    opening = re.match(r"[^，。；：、\d]{3,20}(?=[：])", draft.anchor.of(text))
    titles = [*draft.titles(text)[:1], *([opening[0]] if opening else [])]
    return [form for one in titles for form in (one, sort_named(one)) if len(form) > 2]


def titles_of(text: str, draft: Draft) -> list[str]:
    """What an item goes by: the headings above it, or the words that open its passage (整体搬迁资助，一次性给予…)."""
    opening = re.match(r"[^，。；：、\d]{3,14}(?=[，：])", draft.anchor.of(text))
    said = [clause.span.of(text) for clause in draft.told() if 4 <= len(clause.span) <= 14]
    return [*draft.titles(text), *said, *([opening[0]] if opening else [])]


def matches(core: str, heading: str) -> bool:
    """Whether a name and a heading are one, in full, in part, or with every sign of the shorter in its order."""
    if core in heading or (len(heading) >= 4 and heading in core):
        return True
    short, long = sorted((core, heading), key=len)
    rest = iter(long)
    return len(short) >= 4 and len(long) <= 2 * len(short) and all(sign in rest for sign in short)
