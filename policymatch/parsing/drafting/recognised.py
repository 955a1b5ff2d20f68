"""Supports for those whom the same document recognises: which are (called in full or by the last word, 基地), and the title asked of them.

示范园区 in them means 青山市产业融合示范园区.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions import Judgement, Node, Not, Op, Test, leaves
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.sought import LAST, STATUS
from policymatch.parsing.text.sentences import begin_of
from policymatch.spans import SourceRef, Span

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
    found = LAST.search(name)
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


_PREFACE = re.compile(r"^.*(?:印发|关于|开展|公布|发布)(?:申报|组织|《)?|[《》]")
_LEVELLED = re.compile(r"^(?:国家|省|自治区|市|区|县)级")
_HELD = re.compile(r"^(?:已?经?认定的|获得|[初首]?次?被?认定为|已认定的?)?(?P<name>[^，。；]{2,20}?)$")


_PLACE = re.compile("^[一-龥]{2,8}?(?:省|自治区|市|区|县)")
_ACTS = re.compile("鼓励|举办|支持|促进|推[动进]|设立|发展|建设|管理|培育|加[强快]|办法|申[请报]")
_SHORTEST = 3
_BESIDE = re.compile(f"{STATUS}[和与及、]")


def full_names(title: str, drafts: Sequence[Draft], terms: Sequence[str] = ()) -> dict[str, str]:
    """How the document names in full what it recognises, by the name that its articles use.

    Args:
        title: the document's title.
        drafts: its items; those with a name recognise something.
        terms: what it explains (本办法所称跨国公司地区总部，是指…).
    """
    core = _PREFACE.sub("", title)
    place = found[0] if (found := _PLACE.match(core)) else ""
    named = {}
    for draft in drafts:
        name = _LEVELLED.sub("", draft.name)
        if len(name) >= _SHORTEST:
            full = _by_title(core, name) or _by_term(terms, name) or name
            level = draft.name[: len(draft.name) - len(name)]
            plain = full.removeprefix(place)
            named[draft.name] = level + plain if level and plain in (name, full) else full
            if level and plain == draft.name:
                named[draft.name] = plain
    return named


def _by_title(core: str, name: str) -> str | None:
    """The name as the title has it; of several it has no place before it (甲市众创空间和科技企业加速器)."""
    at = core.find(name)
    before = _BESIDE.split(core[: max(at, 0)])[-1]
    return None if at < 0 or _ACTS.search(before) else before + name


def _by_term(terms: Sequence[str], name: str) -> str | None:
    return next((term for term in terms if term.endswith(name) and term != name), None)


def in_full(node: Node, names: dict[str, str]) -> Node:
    """The condition with the recognised named in full wherever it asks for the recognition."""
    if isinstance(node, Test):
        if node.field != "qualification" or not isinstance(node.value, tuple):
            return node
        return replace(node, value=tuple(dict.fromkeys(_full(str(value), names) or str(value) for value in node.value)))
    if isinstance(node, Judgement):
        held = _HELD.match(node.label)
        name = _full(held["name"], names) if held else None
        return Test("qualification", Op.HAS_ANY, (name,), source=node.source, confidence=0.75) if name else node
    if isinstance(node, Not):
        return Not(in_full(node.child, names))
    return replace(node, children=tuple(in_full(child, names) for child in node.children))


def held(draft: Draft, names: dict[str, str], asked: Sequence[Node | None], text: str) -> list[Node]:
    """The title of a support for those recognised, unless its conditions ask for it anyhow.

    Args:
        draft: the support.
        names: what the document recognises, by the name that its articles use.
        asked: its conditions.
        text: the working text.
    """
    full = list(dict.fromkeys(names.values()))
    if draft.holds is None or len(full) != 1:
        return []
    told = (leaf for node in asked if node is not None for leaf in leaves(node))
    if any(isinstance(leaf, Test) and isinstance(leaf.value, tuple) and full[0] in leaf.value for leaf in told):
        return []
    source = SourceRef(draft.holds.of(text), draft.holds)
    return [Test("qualification", Op.HAS_ANY, (full[0],), source=source, confidence=0.7)]


def _full(value: str, names: dict[str, str]) -> str | None:
    for name, full in names.items():
        short = _without_own_level(value, full)
        if value == name or (len(short) >= _SHORTEST and name.endswith(short)):
            return full
    return None


def _without_own_level(value: str, full: str) -> str:
    """市级示范基地 is 示范基地 where the city itself recognises (甲市文化产业示范基地); 国家级示范基地 is another."""
    level, place = _LEVELLED.match(value), _PLACE.match(full)
    return value[level.end() :] if level and place and level[0][0] == place[0][-1] else value


__all__ = ["ask_title", "does_more", "full_names", "held", "in_full", "last_word", "mention"]
