"""Conditions in a list for everybody that speak of one sort of project alone (体验店面积不少于…, 海外仓总面积不低于…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from policymatch.parsing.drafting.addressed import addressed, spoken, told_apart
from policymatch.parsing.drafting.bodies import Recipients
from policymatch.parsing.drafting.drafts import Draft, some_of
from policymatch.parsing.drafting.naming import Opened, is_for_all, named_by, opening_of
from policymatch.parsing.drafting.projectsort import by_sort_of_project
from policymatch.parsing.structure.applicants import asked_of_kind
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.parsing.text.sentences import begin_of, end_of, sentences, trimmed, unmarked
from policymatch.parsing.text.wording import members, without_brackets
from policymatch.spans import Span

Bound = tuple[Requirement, list[Draft]]
"""A requirement and the drafts that it binds."""

_SUBJECT = re.compile(
    r"(?:投入运营的|申[请报](?!单位|项目|主体|人|企业)|新建(?:的|设)?|其他|其中，?|对于?)*(?P<who>[^，。；：]{2,40}?)(?:在?申[请报]时|还|均|另)*"
    r"(?:应当?|须|需(?!求)|必须|要(?!求)|不[少低高大]于|不超过|至少|达到?|(?:总|建筑|营业|经营)?面积|(?:年度?|上年度?|单店|全年)*(?:营业|销售|总)(?:收入|额|投资)|具[有备]|拥有|满足|符合)"
)
_GENERIC = re.compile(
    r"(?:的?(?:建设|新建|改造)?(?:项目|活动)?(?:的)?(?:申[报请]|承担|实施|运营|主办|组织|建设|参与|牵头)?(?:单位|企业|主体|机构|方|人|者|项目|对象)?|项目的?(?:单个|每个)?(?:门店|店铺|网点|店面|场[地所]|设施|用房|载体|车辆|设备))$"
)
_WHOLE = 4
"""How long a noun may be that is looked for whole."""
_SHORT_THING = re.compile(
    r"(?:店|仓|馆|园|站|场|厅|院|所|校|食堂|市集|餐饮|超市|酒店|民宿|书店|影院|楼宇|平台|基地|网点|团队|农场|中心|银行|基金|综合体|街区|商圈|剧目|影片|节目|赛事|展[览会]|演出|俱乐部)$"
)
_NO_THING = re.compile(
    r"(?:费用?|收入|投入|金额|额|比[例重]|占比|率|人数|[总]?数|数量|面积|投资|产值|利润|税收|资[本产金]|时间|期限|年限|年度|制度|能力|条件|方案|计划|内容|情况"
    r"|信用|记录|经验|资质|资格|证书|服务|技术|合同|协议|贷款|设备|场地|人员|职工|员工|负责人|代表人|材料|标准|规模|水平|业务|经营|建设|管理|发展|知识产权|专利|成果|产品)$"
)


def bindings(
    text: str, points: list[Node], requirements: list[Requirement], found: list[Draft], whom: Recipients
) -> Iterator[Bound]:
    """The requirements of a section with the drafts each binds: all of them, unless its subject names a sort of some.

    What follows such a subject in the same point speaks of the same sort. ``whom`` knows whom each of the drafts is for.
    """
    bound, last, opened = found, -1, None
    for requirement in requirements:
        start = next((clause.span.start for clause in clauses(requirement)), 0)
        at = next((at for at, point in enumerate(points) if point.span.start <= start < point.span.end), -1)
        below = text[start - 1 : start] == "\n" and at == len(points) - 1
        if (
            at != last or below
        ):  # a line below the points is no part of the last; one before the next goes on with its own
            bound, last = _headed(text, points[at], found) if at >= 0 else found, at
            opened = opening_of(text, unmarked(text, points[at].span), found) if at >= 0 else None
        if at >= 0 and any(clause.span.start >= points[at].span.end for clause in clauses(requirement)):
            bound, opened = found, None  # a list over several points: what the first opens with is not said of all
        if isinstance(requirement, Group) and len(found) > 1:
            lead = requirement.lead or (points[at].heading if at >= 0 else None)
            named = _bound(text, lead, found, whom) if lead is not None and len(lead) else None
            named = named or (opened[0] if opened is not None else None)
            yield from (
                _by_titles(text, requirement, found)
                or _by_bodies(text, requirement, whom)
                or _for_list(text, requirement, named or bound, found, whom)
            )
            continue
        if not isinstance(requirement, Clause) or requirement.subject or len(found) < 2:
            for one, drafts in _for_parts(text, requirement, found):
                yield from by_sort_of_project(text, one, drafts, _head) if isinstance(one, Clause) else [(one, drafts)]
            continue
        if (shut := _shut_out(text, requirement, found)) is not None or requirement.negated:
            yield shut or (requirement, found)
            continue
        read = _by_pieces(text, requirement.span, (bound, opened), found, whom)
        bound = read[-1][1] if read else bound
        for span, drafts in read:
            yield from by_sort_of_project(text, replace(requirement, span=trimmed(text, span)), drafts, _head)


def _by_pieces(
    text: str, span: Span, before: tuple[list[Draft], Opened | None], found: list[Draft], whom: Recipients
) -> list[tuple[Span, list[Draft]]]:
    """The pieces of a clause with the drafts each binds: those whom it names, else those whom the words before it bind."""
    bound, opened = before
    read: list[tuple[Span, list[Draft]]] = []
    told = (part for sentence in sentences(text, span) for part in spoken(text, sentence))
    for piece in (one for part in told for one in _by_kinds(text, part)):
        if opened is not None and piece.start <= opened[1]:
            bound, piece = opened[0], Span(min(opened[1], piece.end), piece.end)
            if len(piece) < 2:
                continue
        else:
            all_meant = _EVERYBODY.match(text, piece.start) and not _led(text, piece)
            bound = found if all_meant else _bound(text, piece, found, whom) or bound
        piece = _behind_name(text, piece, found)
        apart = asked_of_kind(text, piece) is not None  # 机构应…；平台应…: each demand is on its own kind
        if read and read[-1][1] is bound and not apart:
            read[-1] = (read[-1][0].cover(piece), bound)
        else:
            read.append((piece, bound))
    return read


def _led(text: str, piece: Span) -> bool:
    """Whether a label leads the piece in, which names some before everybody is named (方向一：|项目单位设备投入…)."""
    return text[piece.start - 1 : piece.start] == "：" and _start(text, piece) < piece.start


def _by_kinds(text: str, part: Span) -> list[Span]:
    """The stretches of a part that each ask another kind of applicant: 旅行社应取得许可证，|景区须为3A级以上."""
    commas = [part.start + comma.end() for comma in re.finditer("，", part.of(text))]
    edges = [part.start, *(at for at in commas if asked_of_kind(text, Span(at, part.end)) is not None), part.end]
    return [Span(low, high) for low, high in pairwise(edges)]


def _headed(text: str, point: Node, found: list[Draft]) -> list[Draft]:
    """The drafts that the heading of a point names before what it asks (设备补助申报条件：…); all where it names none."""
    title = point.heading.of(text).strip("。： ")
    if len(found) < 2 or not len(point.body) or _ASKED.search(title) is None or is_for_all(title):
        return found
    named = named_by(text, title, found)
    return some_of(named, found) or found


_APPLIES = re.compile(r"[^，。；：]{2,20}申[请报]的?")


def _by_titles(text: str, group: Group, found: list[Draft]) -> list[Bound]:
    """Clauses beside each other that each open with the title of another support (申报甲补助的企业应…；申报乙奖励的企业应…)."""
    if group.lead is not None or not all(isinstance(one, Clause) for one in group.members):
        return []
    members = [one for one in group.members if isinstance(one, Clause)]
    opened = [opening_of(text, one.span, found) for one in members]
    return (
        [
            (replace(one, span=Span(min(told[1], one.span.end - 1), one.span.end)), told[0])
            for one, told in zip(members, opened, strict=True)
            if told is not None
        ]
        if all(opened)
        else []
    )


def _by_bodies(text: str, group: Group, whom: Recipients) -> list[Bound]:
    """The members of a list that each name another sort of body, for its supports (甲企业申报的，…；乙机构申报的，…)."""
    read: list[Bound] = []
    for member in group.members:
        first = next(clauses(member)).span
        words = text[first.start : first.start + _OPENING_WORDS]
        meant = whom.named(words) or whom.opening(words)
        if meant is None:
            return []
        own = member.members if isinstance(member, Group) and member.joiner == "all" else (member,)
        named = isinstance(own[0], Clause) and _APPLIES.fullmatch(text, own[0].span.start, own[0].span.end)
        read += [(one, meant) for one in (own[1:] if named and len(own) > 1 else own)]
    return read


_EVERYBODY = re.compile(
    "(?:各类?|所有|上述|以上)?(?:申[请报](?:单位|主体|人|企业|项目|作品)|项目单位|申[请报]的?(?:各类)?主体)(?!为|是|属于)"
)
_OPENING_WORDS = 60
"""Characters in which a sentence says whom it is about."""


def _for_list(text: str, group: Group, bound: list[Draft], found: list[Draft], whom: Recipients) -> Iterator[Bound]:
    """A list for those whom it binds; one for everybody without the points that open with the title of some drafts."""
    if bound is not found or group.joiner != "all":
        yield group, bound
        return
    read = [
        one if one[1] is not found else (one[0], _titled(text, next(clauses(one[0])).span, found) or found)
        for member in group.members
        for one in _of_member(text, member, found, whom)
    ]
    everybody = tuple(member for member, drafts in read if drafts is found)
    if everybody:
        yield replace(group, members=everybody), found
    yield from ((member, drafts) for member, drafts in read if drafts is not found)


def _titled(text: str, span: Span, found: list[Draft]) -> list[Draft]:
    """The drafts with whose title the words open (装配式建筑面积不小于…), where these are some of them alone."""
    words = trimmed(text, span).of(text)
    named = [draft for draft in found if any(len(one) > 2 and words.startswith(one) for one in draft.titles(text)[:1])]
    return named if len(named) < len(found) else []


def _for_parts(text: str, whom: Requirement, found: list[Draft]) -> Iterator[Bound]:
    """Whom a document is for, without the sentences that say so of some of its parts, and those: 第二部分只适用于….."""
    if not isinstance(whom, Clause) or whom.negated or len(found) < 2:
        yield whom, found
        return
    apart = [
        (piece, address)
        for sentence in sentences(text, whom.span)
        for piece in spoken(text, Span(_start(text, sentence), sentence.end))
        if (address := addressed(text, piece, found)) is not None and not address.shut_out
    ]
    start = whom.span.start
    for piece, address in apart:
        before = trimmed(text, Span(start, max(start, piece.start)))
        if len(before) > 1:
            yield replace(whom, span=before), found
        yield replace(whom, span=trimmed(text, address.said)), address.drafts
        start = piece.end
    rest = trimmed(text, Span(start, whom.span.end)) if apart else whom.span
    if len(rest) > 1:
        yield replace(whom, span=rest), found


def _shut_out(text: str, requirement: Clause, found: list[Draft]) -> Bound | None:
    """Who is shut out, with the drafts that the sentence names; None where it names none."""
    said = (
        _whole(text, requirement.span)
        if requirement.negated
        else Span(_start(text, requirement.span), requirement.span.end)
    )
    shut = addressed(text, said, found)
    if shut is None or not shut.shut_out:
        return None
    return (requirement if requirement.negated else Clause(trimmed(text, shut.said), negated=True)), shut.drafts


def _bound(text: str, span: Span, found: list[Draft], whom: Recipients) -> list[Draft] | None:
    """The drafts that speak of what the words are about; None where these name nothing that tells drafts apart."""
    pieces = spoken(text, Span(_start(text, span), span.end))  # …，其中申请第一项奖励的企业须…
    piece = next((one for one in reversed(pieces) if one.start <= span.start), span)
    address = addressed(text, piece, found)
    if address is not None:
        return address.drafts
    words = trimmed(text, span).of(text)
    if label := _LABEL.match(words):
        name = _ASKED.sub("", label["name"])
        drafts = [draft for draft in found if any(name in one for one in draft.titles(text)[:1])]
        return some_of(drafts, found)
    if (meant := whom.named(unmarked(text, span).of(text))) is not None:
        return meant
    if (defined := _DEFINES.match(words)) is not None:
        drafts = [draft for draft in found if draft.says(text, defined["term"])]
        return some_of(drafts, found)
    if titled := _titled(text, span, found):
        return titled
    if (kind := asked_of_kind(text, trimmed(text, span))) is not None:
        drafts = [draft for draft in found if draft.says(text, kind[0])]
        return drafts if 0 < len(drafts) < len(found) else None
    told = _SUBJECT.match(words)
    if told is None or _ANY_APPLICANT.match(words):
        return None
    who = without_brackets(told["who"])
    of = _GENERIC.search(who)  # 早餐及餐饮项目申报单位: the project's too is 早餐
    named = [name if name == who or not of or of[0] in name else f"{name}{of[0]}" for name in members(who)]
    sorts = [head for name in named if (head := _head(name))]
    if len(sorts) == 1 and any(one.endswith(sorts[0]) for one in (_whom(text), _GENERIC.sub("", _whom(text)))):
        return None
    if _SEEKS.match(words) and not told_apart(text, _SEEKS.sub("", who)):
        return None  # 申报示范项目应…, where the title tells of nothing but 示范项目
    drafts = [draft for draft in found if any(draft.says(text, head) for head in sorts)]
    return some_of(drafts, found)


_DEFINES = re.compile(
    r"“?(?P<term>[^，。；：“”的]{4,16}(?:企业|单位|机构|园区|项目|产品|人员|人才))”?，?(?:是指|系指|指)"
)
"""重点领域企业，是指…, told among the conditions for all: whom the word means binds where the word is used."""
_SEEKS = re.compile("^(?:拟|凡)?申[请报]")
_LABEL = re.compile(r"(?P<name>[^，。；：]{3,18})：(?=.)")
_ASKED = re.compile("(?<=..)的?(?:申[请报])?(?:条件|要求)$")
"""设备补助：…, 设备补助申报条件：…, where the support is headed 对企业的设备补助."""
_ANY_APPLICANT = re.compile(
    "(?:拟|凡)?(?:申[请报领]|享受|获得)(?:本|该|此|各类|上述|以上|专项|引导|扶持|支持|补[贴助]|奖[励补]|资助|财政|项目|政策|市级|区级)+(?:资金|经费|政策|补[贴助]|奖[励补]|项目)?的[^，。；：]{2,}"
)
"""Whoever applies, by whatever name: 申请扶持资金的博物馆应…."""


@lru_cache(maxsize=8)
def _whom(text: str) -> str:
    """The one sort that the document says it is for, if it does so in a word: 服务对象 | 本市备案的非国有博物馆."""
    told = _FOR_WHOM.search(text)
    return told["who"] if told else ""


_FOR_WHOM = re.compile(
    r"\n(?:服务|支持|扶持|适用|申报|资助|补贴)对象[：\s]{0,3}(?P<who>[^，。；：、和及与或\n]{2,60})(?=[\n。，；])"
)


def _behind_name(text: str, piece: Span, found: list[Draft]) -> Span:
    """What is asked behind the name of the support that it is asked for: 申报创业团队项目的企业须|成立五年以内."""
    address = addressed(text, piece, found)
    return address.said if address is not None and not address.shut_out and len(address.said) > 3 else piece


def _start(text: str, span: Span) -> int:
    return unmarked(text, Span(begin_of(text, span.start), span.end)).start


def _of_member(text: str, member: Requirement, found: list[Draft], whom: Recipients) -> list[Bound]:
    """A point of a list for everybody, its pieces with the drafts that each names; what goes on is said of the same."""
    if len(found) < 2 or (isinstance(member, Group) and member.joiner != "all"):
        return [(member, found)]
    told: list[Bound] = []
    bound = found
    for one in member.members if isinstance(member, Group) else (member,):
        if not isinstance(one, Clause) or one.negated or one.subject:
            told.append((one, bound))
            continue
        pieces = _by_pieces(text, one.span, (bound, None), found, whom)
        bound = pieces[-1][1] if pieces else bound
        for span, drafts in pieces:
            told += by_sort_of_project(text, replace(one, span=trimmed(text, span)), drafts, _head)
    return told if any(drafts is not found or isinstance(one, Group) for one, drafts in told) else [(member, found)]


def _whole(text: str, span: Span) -> Span:
    """The sentence that a stretch stands in, its mark left out."""
    return Span(_start(text, span), end_of(text, span.end))


def _head(name: str) -> str:
    """What tells the sort in a noun phrase: 早餐及餐饮项目申报单位 → 餐饮; empty where it names nobody in particular."""
    core = _GENERIC.sub("", name)
    thing = core.rpartition("的")[2]
    core = thing if len(thing) == _WHOLE else core  # 自有或租赁的育种基地
    if len(core) < 2 or _NO_THING.search(core):
        return name[-6:] if len(core) >= 4 and _TRADER.search(name) else ""
    if core == name and len(core) < 4 and not _SHORT_THING.search(core):
        return ""
    if len(core) == 2 and _BODY.fullmatch(name):  # 制作机构 are not whoever has 制作 in his words
        return name
    return core if len(core) <= 4 else core[-3:]


_BODY = re.compile("[^的、]{2}(?:机构|单位|企业|公司)")
_TRADER = re.compile(r"[^的、](?:投资|服务|技术|建设|管理|经营|贷款)(?:企业|机构|公司|平台)$")
"""Whose trade has a name that by itself is no thing: 创业投资企业, 检测服务机构."""
