"""Which list of materials is which item's: by name, by what the item says of itself, by the article cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from policymatch.parsing.applying.paperpoints import OTHERS, POINT_CITED
from policymatch.parsing.structure.citations import refers
from policymatch.parsing.text.wording import members

if TYPE_CHECKING:
    from policymatch.parsing.applying.materials import MaterialList
    from policymatch.parsing.applying.paperlists import Papers


def materials_for(
    lists: Sequence[MaterialList],
    name: str,
    others: Sequence[str] = (),
    *,
    passage: str = "",
    path: str = "",
    title: str = "",
) -> tuple[str, ...]:
    """The materials of one item: those asked of everybody, and those of the list that names it.

    Args:
        lists: all lists of the document.
        name: the item's name; further names of it after ，.
        others: the names of the document's other items, likewise; a list about one of them is not this one's.
        passage: the item's own words, which may name what is applied for (申请认定示范基地) where its name does not.
        path: where the item stands (第三条/（二）), for lists of single articles.
        title: the document's title: whoever applies for what it names (申请服务机构奖励的, of 服务机构奖励申报指南) is everybody.
    """
    names: list[str] = []
    best = {_core(each.about): _likeness(each.about, name) for each in lists}
    top = max(best.values(), default=0)
    for each in lists:
        core = _core(each.about)
        cited = refers(each.about, path) if path else None
        sought = _is_sought(each, core) and any(map(_recognises, (name, *others)))
        if sought and not _recognises(name):
            continue
        rivals = [other for other in others if not sought or _recognises(other)]
        rival = max((_likeness(each.about, other) for other in rivals), default=0)
        named = best[core] >= max(1, top) and best[core] >= rival and not _of_its_parts(each.about, core, name)
        spoken = top == 0 and _speaks_of(passage, core)
        elsewhere = top < rival and _APPLIED_FOR.search(each.about) and not _in_common(core, name)
        alone = len(lists) == 1 and not elsewhere
        others_too = top == 0 and (_REST.search(each.about) is not None or (sought and not rival))
        if cited or (cited is None and (not core or alone or named or spoken or others_too)):
            papers = [_for_place(paper, path) for paper in papers_for(each.parts, name, others, path, title)]
            names += [paper for paper in papers if paper and paper not in names]
    return tuple(names)


def papers_for(
    parts: Sequence[Papers], name: str, others: Sequence[str], path: str = "", title: str = ""
) -> Iterator[str]:
    """The papers of one list that an item's applicants hand in: all but those asked of other items' applicants."""
    for part in parts:
        at = range(len(part.kinds))
        if all(
            _is_all(part.kinds[depth], title)
            or _asks(part.kinds[depth], _beside(parts, part, depth), name, others, path)
            for depth in at
        ):
            yield from part.names


_LEAST = 6
"""Characters of a title's words that tell what the whole document is about."""


def _is_all(kind: str, title: str) -> bool:
    """Whether a head names what the document's title does, so that it asks all of its applicants."""
    core = _core(kind)
    applied = _APPLIED_FOR.match(kind) is not None and _SUPPORT.search(core) is not None
    return applied and len(core) >= _LEAST and core in _core(title)


_SUPPORT = re.compile("(?:奖[励补]|补[贴助偿]|资助|扶持|支持|资金|贴息|专项)$")
"""What everybody may apply for, unlike a recognition, whose holders have supports of their own."""


def _beside(parts: Sequence[Papers], part: Papers, depth: int) -> set[str]:
    """The heads that stand side by side under the same head."""
    return {each.kinds[depth] for each in parts if len(each.kinds) > depth and each.kinds[:depth] == part.kinds[:depth]}


def _asks(kind: str, beside: set[str], name: str, others: Sequence[str], path: str) -> bool:
    """Whether a head asks this item's applicants: by the number of its article (申请第六条的), or by name."""
    cited = _cites(kind, path) if path else None
    return _meant(kind, beside, name, others) if cited is None else cited


def _cites(kind: str, path: str) -> bool | None:
    """Whether a head that names an article or a point by its number names this place; None where it names none."""
    point = POINT_CITED.fullmatch(kind)
    if point is None:
        return refers(kind, path)
    return any(label.strip("（）()") == point["n"] and label[:1] in "（(" for label in path.split("/"))


def _meant(kind: str, beside: set[str], name: str, others: Sequence[str]) -> bool:
    """Whether a head asks this item's applicants: it names them as well as any head does, or names no item at all."""
    if kind.startswith(OTHERS):
        return not any(_naming(part, name) for part in members(kind[len(OTHERS) :]) if _core(part))
    words = [part for part in members(kind) if _core(part)]
    own, *bare = (called.split("，")[0] for called in (name, *others))
    if any(_naming(part, called) for part in words for called in (own, *bare)):
        name, others = own, bare  # the headings over an item stand over others, too
    rivals = [max((_naming(part, other) for other in others), default=0) for part in words]
    owns = [_naming(part, name) for part in words]
    if not any((*rivals, *owns)):
        stems = [stem for part in words if (stem := _BODY.sub("", _core(part))) != _core(part) and len(stem) > 1]
        named = [called for called in (name, *others) if any(stem in called for stem in stems)]
        return not named or named[0] is name  # 担保机构 of 担保降费奖补
    best = max(_naming(part, name) for head in beside for part in members(head))
    return any(own and own >= max(rival, best) for own, rival in zip(owns, rivals, strict=True))


def _naming(part: str, name: str) -> int:
    """How far an item is called what a head calls those it asks: 贷款贴息 of 申报贷款贴息的单位."""
    if _of_its_parts(part, _core(part), name):
        return 0
    whole = max((len(own) for each in name.split("，") if len(own := _core(each)) >= 4 and own in part), default=0)
    return max(_likeness(part, name), whole)  # 评估、审计等费用补助 of 费用补助


_BODY = re.compile("(?:机构|公司|项目|类)$")


def _in_common(core: str, name: str) -> bool:
    """Whether a name speaks of the same thing in other words: 省级高新区 and 综合型高新区认定."""
    return any(core[at : at + 3] in name for at in range(len(core) - 2))


_REST = re.compile("申[请报领](?:其[他它余])")
"""What is asked of those whom no list names: 申报其他奖补的，提交…."""
_SOUGHT = re.compile("申[请报](?:认定|评定|备案|组建|创建|设立)(?!的?(?:单位|企业|机构))")
"""What those hand in who seek a recognition: they hold it already who take what it entitles to."""


_SEEKS = re.compile("[^，。；]{0,8}(?:认定|评定|备案)申[请报]")
"""认定申请表, the first of a list, says what for all of it is handed in."""


_TITLE = re.compile(
    r"(?:园区?|基地|平台|器|中心|空间|实验室|新区|示范区|开发区|集聚区|研究院|工作站|小镇|街区|楼宇|载体)$"
)
"""申请示范园区应提供：a title is sought, whatever else the document gives those who hold it (示范园区奖励)."""


def _is_sought(papers: MaterialList, core: str) -> bool:
    if _SOUGHT.search(papers.about) or (_APPLIED_FOR.search(papers.about) and _TITLE.search(core)):
        return True
    return not any(part.kinds for part in papers.parts) and any(map(_SEEKS.match, papers.names[:1]))


def _recognises(names: str) -> bool:
    return names.split("，")[0].endswith(("认定", "评定", "备案"))


_ONLY = re.compile(r"（(?P<when>[^（）]*第[^（）]{1,4}[条项款][^（）]*)）$")


_KINDS = re.compile(
    r"认定|评定|评选|申[报请]|建设|资格|补[助贴]|奖励|奖补|资助|支持|扶持|配套|贷款|贴息|试点|示范|项目|入驻|免租|租金|，|（|$"
)


_APPLIED_FOR = re.compile("申请|申报|认定")


def _of_its_parts(about: str, core: str, name: str) -> bool:
    """Whether a list asked of those who apply for a thing meets a support of its parts: 基地 and 基地指导老师表扬."""
    if not core or core not in name or not _APPLIED_FOR.search(about):
        return False
    ends = (at + len(core) for at in range(len(name) - len(core) + 1) if name.startswith(core, at))
    return not any(_KINDS.match(name, end) for end in ends)


def _for_place(paper: str, path: str) -> str:
    """A paper asked for at one article only (仅申请第五条时提供): its bare name there, empty elsewhere."""
    only = _ONLY.search(paper)
    if only is None:
        return paper
    return paper[: only.start()] if refers(only["when"], path) is not False else ""


def _speaks_of(passage: str, core: str) -> bool:
    """Whether a passage says that one applies for the thing."""
    applied = rf"(?:申请|申报|认定)[^，。；]{{0,12}}{re.escape(core)}"
    return len(core) >= 4 and bool(re.search(applied, passage))


_GENERIC = re.compile(
    r"第[一二三四五六七八九十百\d]+条|[于在][^，。；]{0,12}?(?:前|内|起|期间)|(?:登录|通过)[^，。；]{2,24}|在线|线上|网上|填[报写]|一次性|申请认定|申请|申报|提交|提供|单位|应当|应|须|需|企业应|(?<!方)向.*|"
    r"[，。：:（）\s]|材料|资料|以下|下列|时|的"
)


@lru_cache(maxsize=1024)
def _core(about: str) -> str:
    return _GENERIC.sub("", about)


@lru_cache(maxsize=4096)  # each item is held against the names of all others
def _likeness(about: str, names: str) -> int:
    """How far one of the names (divided by ，) holds what a list is about."""
    about = _core(about)
    return max(_holds(about, _core(name)) for name in names.split("，"))


def _holds(about: str, name: str) -> int:
    """Characters in a row that both hold, less those of ``about`` that the name does not."""
    best = 0
    for start in range(len(about)):
        while start + best < len(about) and about[start : start + best + 1] in name:
            best += 1
    if 4 * best >= 3 * len(about):
        return 2 * best - len(about)
    half = (len(about) + 1) // 2
    if len(about) >= _IN_HALVES and about[:half] in name and about[half:] in name:
        return 1  # 代偿补偿 of 代偿风险补偿
    opening = _shared_opening(about, name)
    return 1 if opening >= 4 and opening * 3 >= len(name) else 0


_IN_HALVES = 4


def _shared_opening(about: str, name: str) -> int:
    """How many characters the opening of ``about`` shares with the place in the name where it begins."""
    at = name.find(about[:4]) if len(about) >= 4 else -1
    if at < 0:
        return 0
    return next(
        (size for size, (a, b) in enumerate(zip(about, name[at:], strict=False)) if a != b),
        min(len(about), len(name) - at),
    )
