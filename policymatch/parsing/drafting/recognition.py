"""Recognitions (认定办法): who may be recognised is an item; supports for the recognised stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.recognised import ask_title, does_more
from policymatch.parsing.drafting.sought import (
    BY_LIST,
    STATUS,
    asks_more_of,
    bare,
    called,
    given_beside,
    sought,
)
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.points import are_sorts
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.text.sentences import begin_of, trimmed
from policymatch.spans import Span

_SOUGHT = r"(?:认定|评定|评选|组建|设立|创建|备案|命名)"
_BUT = r"(?:除(?:应当?|须|需)?(?:符合|满足|具备|达到)[^，。；：]{2,24}外，?)?还?"
"""除符合第四条规定外，还应: what all of them must be stands elsewhere."""
RECOGNISE = re.compile(
    rf"(?:申请|申报|认定|评定|参评|评选|创建)(?P<act>{_SOUGHT})?(?!(?:(?:资金|资助|补[贴助]|奖励|扶持|支持|项目|材料|上述|本)[^，。；：]{{0,4}})?的?(?:单位|企业|机构|组织)(?:认定|评定)?[^，。；：院心室站台地间]{{0,4}}，?(?:应|须|需|必须|要|同时))(?P<name>(?!的|{_SOUGHT})(?:[^，。；：应须需]{{0,20}})?{STATUS}(?<!的(?:单位|企业|机构|组织))(?<!的(?:运营|运行|建设|管理|申报|申请|依托|主办|承办)(?:单位|企业|机构|组织)))(?:认定|评定)?[^，。；相]{{0,4}}(?:的[^，。；]{{0,6}})?，?(?:(?:其|牵头|申[请报]|依托|运营|建设|承担)(?:单位|企业|机构|主体))?{_BUT}(?:应|须|需|必须|要|同时)"
)


_LISTED = re.compile(
    rf"(?P<name>(?!(?:本|该|凡|所有|拟|参评|享受|获得|受理|补[贴助]|扶持|支持|奖励|项目|申[请报领])[^，。；：]{{0,16}}(?:企业|单位|机构|组织)(?:应|须|需|必须))(?:[^，。；：]{{0,20}})?{STATUS})(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下)"
)
"""省级示范园区应当符合下列条件, in a document on recognition; 申报单位应当符合下列条件 names nothing to be recognised as."""


_TITLED = re.compile(
    rf"(?!(?:申[请报]|基本|共同))(?P<name>[^，。；：]{{2,16}}{STATUS})(?:认定|评定)的?(?:基本)?(?:条件|标准)[：。]?$"
)
"""功能型总部企业认定条件：, the title of a point."""


def is_recognition(text: str, node: Node) -> bool:
    """Whether a document's title says that it recognises somebody."""
    return node.kind is Kind.ROOT and (_RECOGNISING.search(text, 0, 120) is not None)


_RECOGNISING = Seldom(rf"认定|评定|评选|创建|命名|{STATUS}备案")


def with_awards(text: str, sorts: list[Draft], found: list[Draft], conditions: list[Node]) -> list[Draft]:
    """The sorts of a recognition with what all who are recognised get, and the supports that ask for more than that."""
    first = sorts[0]
    whole = Draft(first.node, first.anchor, name=first.title)
    rest = apart(text, [whole], found, conditions)
    for sort in sorts:
        sort.benefits += [one for one in whole.benefits if _is_for(text, one, sort, sorts)]
    return [*sorts, *rest]


def _is_for(text: str, award: Span, sort: Draft, sorts: list[Draft]) -> bool:
    """Whether an award goes to a sort: to those whom its sentence names, to all where it names none."""
    words = text[begin_of(text, award.start) : award.end]
    named = [one for one in sorts if (name := one.name or one.title) and name in words]
    return not named or sort in named


def recognition_of(text: str, node: Node, conditions: list[Node], found: list[Draft]) -> Draft | None:
    """The item of a recognition (认定办法): who may be recognised; supports for the recognised stand apart."""
    if node.kind is not Kind.ROOT:
        return None
    recognising = is_recognition(text, node)
    if any(_OF_ALL.match(point.opening.of(text)) for point in _below(conditions)):
        return None
    for condition in conditions:
        for below in condition.walk():
            titled_apart = not len(below.heading) or text[below.heading.end : below.heading.end + 1] in tuple("】〕）")
            stretch = Span(below.body.start if titled_apart else below.heading.start, below.body.end)
            named = RECOGNISE.match(stretch.of(text)) or BY_LIST.match(stretch.of(text))
            meant = named is not None and (recognising or named["act"] or _conferred(text, named["name"]))
            if named is None and recognising:
                meant = (named := _LISTED.match(stretch.of(text)) or _TITLED.match(below.opening.of(text))) is not None
            if named and meant and not _ASKED.match(text, stretch.start + named.end()):
                wanted = [
                    child
                    for child in conditions
                    if not (child.topic is Topic.SUBJECT and _names(text, child, named["name"]))
                ]
                draft = Draft(
                    below, stretch, context=[one for child in wanted for one in read_requirements(text, child)]
                )
                draft.name = named["name"]
                return draft
    name = called(text, found, recognising=recognising)
    return (bare(text, conditions, name) or given_beside(text, node, conditions, found, name)) if name else None


_OF_ALL = re.compile(
    r"(?:凡|所有)?(?:申[请报领]|享受|获得)(?:上述|以上|前述|本(?:政策|办法|措施|细则)|下列|以下)(?:各项|各类|规定的?)?(?:资金|奖[励补]|补[贴助]|支持|扶持|资助|政策|项目)"
)
"""申报上述支持的企业应…: a title sought beside it is one of several supports."""
_ASKED = re.compile("(?:当|要)?(?:提供|提交|出具|持有|附)")
"""申报贯标的企业需提供证书: a paper is asked of some, nobody is recognised."""


def _conferred(text: str, name: str) -> bool:
    """Whether the document itself says that it makes something this: 初次认定为市级工作室的."""
    return bool(
        re.search(rf"(?:认定|评定|命名|授予|评选|列入|纳入)(?:为|成为)?[^，。；]{{0,8}}{re.escape(name)}", text)
    )


def recognitions(text: str, draft: Draft, conditions: list[Node]) -> list[Draft]:
    """The recognition once for each sort with conditions of its own (申报试点单位应…, 申报示范单位应…; 综合型园区, 特色型园区)."""
    sorts = _told_apart(text, conditions)
    if len({name for _, name in sorts}) < 2:
        sorts = _sorts_of(text, conditions)
    if not sorts:
        return _with_further(text, draft, conditions)
    points = [point for point, _ in sorts]
    meant = [
        (node, term["term"])
        for condition in conditions
        for node in condition.walk()
        if node not in points and (term := _MEANS.match(node.opening.of(text)))
    ]
    raised = _raised(text, conditions)
    told = [*points, *_of_the_paid(text, conditions), *(node for node, _ in meant), *(node for node, _ in raised)]
    left = [condition for condition in conditions if condition not in told]
    shared = [one for condition in left for one in read_requirements(text, without(condition, told))]
    made: list[Draft] = []
    for point, name in sorts:
        start = point.opening
        own = list(read_requirements_of(text, point))
        own[:0] = made[-1].own if made and _BESIDES.search(point.opening.of(text)) else ()
        said = point.span.of(text)
        own += [one for node, term in meant if term in said for one in read_requirements_of(text, node)]
        made.append(Draft(point, start, own=own, context=list(shared), benefits=list(draft.benefits), name=name))
    for point, found in raised:
        one = Clause(trimmed(text, Span(*found.span("said"))))
        made.append(Draft(point, point.body, own=[one], context=list(shared), benefits=[], name=found["name"]))
    return made


_FURTHER = re.compile(
    rf"[^。；：]{{0,40}}?(?:规定|要求|上述|前款|基础上|认定的)[^。；：]{{0,30}}?(?:以下|下列|如下)(?:各项)?条件[^。；：]{{0,12}}?，(?:可以?|方可)"
    rf"(?:申[请报])?(?:认定|评定|评选|命名)?(?:为|成为)?(?P<name>[^，。；：]{{2,20}}{STATUS})"
)
"""符合第四条规定，并具备下列条件之一的，可以申请认定为示范基地：, what a further title asks beyond the first."""


def _with_further(text: str, draft: Draft, conditions: list[Node]) -> list[Draft]:
    """The recognition and the further titles that those may seek who meet what it asks, each with points of its own."""
    nodes = [node for condition in conditions for node in condition.walk() if node.children and node is not draft.node]
    said = [
        (node, found) for node in nodes if (found := _FURTHER.match(node.opening.of(text)) or _above(text, node, draft))
    ]
    if not said:
        return [draft]
    told = [node for node, _ in said]
    left = [condition for condition in conditions if condition not in told]
    draft.context = [one for condition in left for one in read_requirements(text, without(condition, told))]
    return [
        draft,
        *(
            Draft(
                node,
                node.opening,
                own=list(read_requirements_of(text, node)),
                context=list(draft.context),
                name=found["name"],
            )
            for node, found in said
        ),
    ]


def _above(text: str, node: Node, draft: Draft) -> re.Match[str] | None:
    """A title for which a point asks for more than for the first: 申报示范街区的，除具备基本条件外，还应符合：."""
    words = node.opening.of(text)
    found = RECOGNISE.match(words) if _BEYOND_BASE.search(words) else None
    return found if found and found["name"] != draft.name else None


_MEANS = re.compile(
    r"(?:本[^，。；]{2,8}|上述|前款|其中)?所[称指](?:的)?“?(?P<term>[^，。；”]{2,14}?)”?，?(?:应当?|须|需|必须|是指|指)"
)
"""本办法所称在孵企业，应当同时符合下列条件：, which binds the sorts that speak of them alone."""


def _below(conditions: list[Node]) -> list[Node]:
    return [child for condition in conditions for child in condition.children]


def _told_apart(text: str, conditions: list[Node]) -> list[tuple[Node, str]]:
    """Points that each say what must be met by those who apply for one of the titles."""
    sorts: list[tuple[Node, str]] = []
    for point in (*conditions, *_below(conditions)):
        title = point.opening.of(text)
        named = RECOGNISE.match(title) or _TITLED.match(title) or _OF_A_SORT.match(title)
        told = len(point.children) or (sorts and _BESIDES.search(title)) or _OF_A_SORT.match(title)
        if named and told and not _COMMON.search(_BEYOND_BASE.sub("", title)):
            sorts.append((point, named["name"]))
    return sorts


_BEYOND_BASE = re.compile(
    "除(?:应当?|须|需)?(?:符合|满足|具备)(?:上述|以上|前述|前[款条项]|基本|共同)[^，。；：]{0,12}外，"
)
_OF_A_SORT = re.compile(
    r"(?:申[请报])?(?P<name>[^，。；：应须需]{1,8}[类型级](?![别似])[^，。；：应须需]{2,14}?)的?，?(?:除[^，。；：]{2,20}外，)?(?:还|另)?(?:应当?|须|需|必须)(?:同时|还)*(?:符合|满足|具备)"
)
"""综合类示范平台还应符合以下条件：…, beside 专业类示范平台还应….."""
_BESIDES = re.compile("除(?:应当?|须|需)?(?:符合|满足|具备)(?:上述|以上|前述|前[款条项])[^，。；：]{0,12}外，")
"""申请创建示范基地的，除符合上述条件外，还应…: what the sort before it asks, and more."""


_PAID = re.compile(
    r"(?:申[请报领]|享受|获得)(?:市级|区级|上述|本|专项|财政)*(?:资金|奖[励补]|补[贴助]|支持|扶持|资助|政策|优惠)[^，。；：]{0,8}(?:单位|企业|机构|主体|项目|的)，?(?:还|均|同时)*(?:应|须|需|必须)"
)
"""申请资金支持的单位还应符合：, told beside what those must meet who seek a title."""


def _of_the_paid(text: str, conditions: list[Node]) -> list[Node]:
    """The points for those who ask for money, beside those for a title."""
    return [node for node in (*conditions, *_below(conditions)) if _PAID.match(node.opening.of(text))]


_RAISED = re.compile(
    rf"(?P<said>[^。；]{{4,}}?)的?，(?:可以?|方可)(?:申[请报])?(?:认定|评定)(?:为|成为)(?P<name>[^，。；：]{{2,20}}{STATUS})"
)
"""研发中心上年度研发投入达到2000万元的，可以申请认定为全球研发中心: a further title in a sentence."""


def _raised(text: str, conditions: list[Node]) -> list[tuple[Node, re.Match[str]]]:
    """The points that are a sentence of a further title, with its words."""
    plain = [node for node in _below(conditions) if len(node.body) and not node.children]
    return [(node, said) for node in plain if (said := _RAISED.match(text, node.body.start, node.body.end))]


def _sorts_of(text: str, conditions: list[Node]) -> list[tuple[Node, str]]:
    """The sorts of one title, where each has limits of its own: 综合型园区。…；特色型园区。…."""
    for node in [below for condition in conditions for below in condition.walk()]:
        points = [child for child in node.children if child.kind is not Kind.TEXT]
        limited = all(re.search(r"\d", point.span.of(text)[len(point.heading) :]) for point in points)
        if are_sorts(text, points) and limited:
            return [(point, trimmed(text, point.heading).of(text)) for point in points]
    return []


_COMMON = re.compile(r"基本条件|共同|优先|不得|不予")


def _names(text: str, node: Node, name: str) -> bool:
    """Whether 服务对象 names but the status itself, which nobody can hold before it is recognised."""
    return name[-3:] in node.span.of(text) and len(node.span) <= 40


def apart(
    text: str, made: list[Draft], found: list[Draft], conditions: list[Node], told: Sequence[Draft] = ()
) -> list[Draft]:
    """Supports with conditions beyond being recognised, or told of elsewhere; the others come with the recognition that they name."""
    kept: list[Draft] = []
    asked = [one for node in _of_the_paid(text, conditions) for one in read_requirements_of(text, node)]
    beyond = sought(text, conditions) if len(made) == 1 else []
    whom = [
        one for one in conditions if one.topic is Topic.SUBJECT and not any(_names(text, one, m.name) for m in made)
    ]
    for draft in found:
        said = "".join(clause.span.of(text) for clause in draft.told())
        words = _GIVEN_TO_ALL.sub("", said)
        rest = words
        for one in made:
            rest = rest.replace(one.name, "")
        rest = re.sub(
            rf"[已新被获]?经?认定[的为]?|{STATUS}|[在的内，]|北京市|[省市区县]级?|[^，]{{0,6}}市|[初首]次|当年",
            "",
            rest,
        )
        graded = _result(text, draft)
        judged = (
            draft in told
            or graded
            or _JUDGED.search(words)
            or (draft.vague and "优先推荐" in draft.benefits[0].of(text))
        )
        given = words or "".join(span.of(text) for span in draft.benefits)
        named = _meant(given, [one for one in made if one.name[-3:] in given])
        whose = named if len(made) > 1 else made
        conferred = draft.vague and _HELD.match(words) is not None and named == made
        plain = len(rest) <= 6 and not (named and _of_others(words, named[0]))
        plain = plain and not (len(made) == 1 and does_more(text, draft, made[0].name))
        if (plain or conferred) and not judged and len(whose) == 1:
            whose[0].benefits += draft.benefits
        else:
            if any(one.node is draft.node for one in made) or (draft.vague and words != said):
                continue
            draft.context[:0] = _held(text, draft, made[0], conditions) or _opened(text, draft, made)
            if not words and named and not draft.context:
                draft.context = [Group("any", tuple(_named_in(text, draft, named)))]
            draft.context[:0] = graded if len(made) == 1 else [*asked, *graded]
            for node in beyond:
                if asks_more_of(text, node, draft):
                    draft.context[:0] = [*made[0].context, *read_requirements_of(text, node)]
            subjects = [one for section in whom for one in read_requirements(text, section)]
            draft.context[:0] = [one for one in subjects if one not in draft.context]
            kept.append(draft)
    ask_title(text, kept, made)
    return kept


_HELD = re.compile(rf"对?(?:经|获得?|通过|已)(?:认定|备案|评定)的?[^，。；：]{{2,16}}{STATUS}(?!.*\d)")
"""经备案的研究院，进口设备按规定免税: what a title gives without money comes with it."""


def _meant(given: str, named: list[Draft]) -> list[Draft]:
    """The one meant, where the name of one is a part of another's: 示范基地 beside 基地."""
    by_length = sorted(named, key=lambda one: -len(one.name))
    names = [re.sub("^(?:国家|[省市区县])级", "", one.name) for one in by_length]
    if len(named) < 2 or not all(name in names[0] for name in names):
        return named
    meant = []
    for one, name in zip(by_length, names, strict=True):
        meant += [one] if name in given else []
        given = given.replace(name, "")
    return meant or named


_GIVEN_TO_ALL = re.compile("(?:统一)?(?:颁发|授予|发放)[^，。；]{0,12}(?:牌匾|证书|称号|铭牌)|授牌")


def _named_in(text: str, draft: Draft, made: list[Draft]) -> Iterator[Clause]:
    """Where the money of a support names the recognised that it goes to: 给予甲总部100万元，给予乙总部50万元."""
    for one in made:
        tails = (one.name[at:] for at in range(len(one.name) - 2))
        tail = next(tail for tail in tails if any(tail in span.of(text) for span in draft.benefits))
        at = next(found for span in draft.benefits if (found := text.find(tail, span.start, span.end)) >= 0)
        yield Clause(Span(at, at + len(tail)), subject=True)


def _of_others(words: str, recognised: Draft) -> bool:
    """Whether the words go on after the recognised to others or to their deeds: 租用加速器场地的企业, 加速器培育企业的."""
    rest = words[words.rfind(recognised.name[-3:]) + 3 :]
    return len(rest.rstrip("的（）")) > 1 and not re.match("[^，。；]{0,4}认定", rest)


_JUDGED = re.compile(r"考[核评]|评估|评价|优秀|良好|合格|等次")
"""What comes after the recognition: how those who hold it have done since."""


_RESULT = re.compile(r"[^，。；]{0,12}(?:考[核评]|评估|评价)[^，。；]{0,6}(?:分为|分)[^，。；]{4,24}")
_GRADED = re.compile(r"(?:[考评][核估价])?(?:结果)?为?(?:优秀|良好|合格|称职|[A-D]级|[一二三]等)(?:等[次级])?的")


def _result(text: str, draft: Draft) -> list[Requirement]:
    """By what the sums of a support go, told before them: 基地每年考核一次，考核结果分为优秀、合格…。优秀的给予15万元."""
    if not _GRADED.match(text, draft.anchor.start):
        return []
    said = _RESULT.search(text, draft.node.body.start, draft.anchor.start)
    return [Clause(Span(*said.span()))] if said else []


def _held(text: str, draft: Draft, recognition: Draft, conditions: list[Node]) -> list[Requirement]:
    """Who the section of subjects says that the supports are for, where a support does not say it: the recognised."""
    said = "".join(clause.span.of(text) for clause in draft.told())
    if recognition.name[-3:] in said:
        return []
    return [
        one
        for child in conditions
        if child.topic is Topic.SUBJECT and _names(text, child, recognition.name)
        for one in read_requirements(text, child)
    ]


def _opened(text: str, draft: Draft, made: list[Draft]) -> list[Requirement]:
    """The recognised that a support opens with, where no clause of it names them alone: 中试基地上年度服务企业20家以上的，…."""
    opening = _ADDRESSES.match(text, draft.anchor.start)
    at = opening.end() if opening else draft.anchor.start
    for one in made:
        for name in (one.name, one.name[-4:], one.name[2:]):
            if len(name) >= 3 and text.startswith(name, at) and text[at + len(name)] not in "、和及与或的":
                return [Clause(Span(at, at + len(name)), subject=True)]
    return []


_ADDRESSES = re.compile("(?:对于?|已经?认定的?|新认定的?|经认定的?)*")
