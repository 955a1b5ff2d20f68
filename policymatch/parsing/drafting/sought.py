"""What a recognition asks where its conditions name nothing (认定条件), and what is asked beyond it (申请补助的，除符合上述条件外，…)."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, read_requirements
from policymatch.parsing.text.wording import tells
from policymatch.spans import Span
from policymatch.vocabulary import qualifications

STATUS = (
    r"(?:园区|(?:企业|工业|物流|文化|文创|孵化|软件|农业|双创)园|集聚区|示范区|产业园|科技园|创业园|基地|平台|孵化器|中心|企业|单位|机构|空间|工作室"
    r"|品牌|示范(?:园|村|点|户|社|店|校)?(?!区)|试点|实验室|楼宇|开发区|高新区|社区|街区|小镇|联盟|商圈|组织|集群|工厂|车间|加速器|联合体|总部|载体|研究院|工作站|流动站|驿站|服务商|学院|院校|景区)"
)
LAST = re.compile(f"{STATUS}$")
"""The last word of a name that is of some recognition: 基地, 示范园区."""
LISTS = ("目录", "名录", "名单", "清单", "培育库")
BY_LIST = re.compile(
    rf"(?:申[请报])(?:列入|纳入|进入)?(?P<name>(?!本|上述)[^，。；：]{{0,16}}?(?:{'|'.join(LISTS)}))(?P<act>评定|认定|遴选|评审|入库)?的?"
    r"(?:单位|企业|机构|主体|产品|装备|设备|技术|项目|药品|器械|材料)?(?:的)?，?(?:应(?![用急])当?|须|需|必须)"
)
"""申请目录评定的单位应当…, 申请列入推荐目录的产品须…: what a document lists it recognises as much."""
_NAMED = r"(?:认定|评定|备案|命名|评选|创建)"
_BARE = re.compile(
    rf"(?:参评的?(?:单位|企业|机构|主体)|(?:(?:申[请报]|参[评加]){STATUS}?)?{STATUS}?{_NAMED}的?(?:单位|企业|机构|主体)?)(?:的?(?:基本|具体|主要)?(?:条件|标准|要求)[：。]?$|的?，?(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足))"
)
"""认定条件, 基地认定标准, 申请备案应具备以下条件：, where another place names what is recognised."""
_TITLE = Seldom(
    rf"(?P<name>[^\n《》，。；：、]{{2,26}}?{STATUS})(?=的?(?:梯度|分级|等级|星级|动态|年度)?(?:认定|评定|命名|备案|评选|创建|建设|申[请报]|遴选|管理|支持|扶持|发展|培育|运营|和|及|与))"
)
_OPENS = re.compile(
    "^.*(?:支持|关于|开展|印发|促进|推[动进]|加[强快]|组织|规范|做好|鼓励|公布|申[请报])|^[^省市区县]{2,8}(?:省|自治区|市|区|县)(?!级)"
)
_AS = re.compile(
    rf"(?:新|首次|当年|经)(?:被|获得?|通过)?(?:认定|评定|备案)(?:为|成为|的)(?P<name>[^，。；：的]{{0,16}}{STATUS})"
)


def _named_as(text: str, found: list[Draft]) -> str:
    """What those are called that a support is for as soon as they are recognised: 新认定为市级大学科技园的."""
    said = (_AS.search(span.of(text)) for draft in found for span in (draft.anchor, *draft.passage))
    return next((one["name"] for one in said if one), "")


def _titled(text: str) -> str:
    """What the title says that the document is on (北京市体验基地认定与管理), without the place; empty where it names nothing."""
    found = _TITLE.search(text, 0, 120)
    name = _OPENS.sub("", _OPENS.sub("", found["name"])) if found else ""
    return name if len(name) > 3 else ""


def _recognises(text: str, name: str) -> bool:
    """Whether a document says outside its title that it recognises those whom its title names: 经认定的基地."""
    last = re.escape(name[-2:])
    return re.search(rf"{_NAMED}(?:为|的|成为)?[^，。；\n]{{0,16}}{last}|{last}{_NAMED}", text) is not None


_TELLS = 4
"""Characters of a name that tells those recognised from others: 体验基地, not 基地."""


def called(text: str, found: list[Draft], *, recognising: bool) -> str:
    """What those are called whom a document recognises that names nobody among its conditions."""
    title = _titled(text)
    name = _named_as(text, found) if recognising else ""
    if name and not (len(name) < _TELLS and title.endswith(name)):
        return name
    return title if title and (recognising or _recognises(text, title)) else name


def bare(text: str, conditions: list[Node], name: str) -> Draft | None:
    """The recognition whose conditions a title tells without saying as what (认定条件); what else is sought stands apart."""
    for below in (one for condition in conditions for one in (condition, *condition.children)):
        if below.inherited_topic() is Topic.ELIGIBILITY and _BARE.match(below.opening.of(text)):
            start = below.opening
            context = [
                one for child in conditions for one in read_requirements(text, without(child, sought(text, conditions)))
            ]
            return Draft(below, start, context=context, name=name)
    return None


_GIVES = Seldom(r"[^。；\n]*?(?:授予|颁发|命名为?|认定为|授牌|挂牌)[^。；\n]*[。；]?")


def given_beside(text: str, root: Node, conditions: list[Node], found: list[Draft], name: str) -> Draft | None:
    """The recognition that a passage among the supports gives (对通过评审的单位，授予“…平台”称号).

    Whom the conditions are for they need not say then: the supports beside it are for those who hold the title.
    """
    if not found or not any(child.topic is Topic.ELIGIBILITY for child in conditions):
        return None
    for node in (one for section in root.walk() if section.topic is Topic.BENEFIT for one in section.walk()):
        stretch = node.heading.cover(node.body) if len(node.heading) else node.body
        given = next((one for one in _GIVES.finditer(text, stretch.start, stretch.end) if name[-4:] in one[0]), None)
        if given is not None and not any(given.start() <= draft.anchor.start < given.end() for draft in found):
            told = Span(*given.span())
            context = [one for child in conditions for one in read_requirements(text, child)]
            return Draft(node, told, context=context, benefits=[told], name=name)
    return None


_ON_RECOGNISING = re.compile(rf"[^\n]{{0,40}}?(?P<name>[^\n，。；：]{{2,14}}{STATUS})(?:认定|评定|备案|命名|评选)\s*\n")
_ALREADY = re.compile(
    r"(?:(?:已经?|经|获得?|通过)[^，。；：、]{0,24}?(?:认定|评定|备案|命名|授牌)|被(?:认定|评定|命名)为)(?:并(?:授牌|挂牌|公布|命名))?"
)


def is_the_recognised(text: str, node: Node) -> bool:
    """Whether 服务对象 of a card on a recognition tells who has it already, which nobody can have who applies (经认定的基地)."""
    title = _ON_RECOGNISING.match(text)
    if title is None or node.topic is not Topic.SUBJECT:
        return False
    whom = text[node.body.start : node.span.end].strip("。；\n 　") or node.span.of(text)
    given = _ALREADY.match(whom)
    name = whom[given.end() if given else 0 :].removeprefix("的")
    level = _LEVEL.search(name)
    if level is not None and level[0] not in title[0] and level[0][0] not in title[0][: title.start("name") + 4]:
        return False  # 经认定的市级示范基地, of a card on the 省级示范基地
    if given and not qualifications.read(name).known and "，" in name:
        return True
    return "的" not in name and len(name) >= _TELLS and _same_status(title["name"], name)


_LEVEL = re.compile("[省市区县]级|国家级")


def _same_status(title: str, name: str) -> bool:
    """Whether two names are of one status, place and level apart: 市级企业技术中心, 绵竹市企业技术中心."""
    return _OF_A_PLACE.sub("", title) == _OF_A_PLACE.sub("", name)


_OF_A_PLACE = re.compile("^(?:[一-龥]{2,8}?(?:[省市区县]级?|自治区)(?=.{4}))?(?:(?:国家|[省市区县])级)?")


_BEYOND = re.compile(
    r"申[请报领享](?!认定|评定|备案)(?P<what>[^，。；：]{2,14}?)的[^，。；：]{0,6}，除(?:应当?|须|需)?(?:符合|满足|具备)(?:上述|以上|前款|前述|认定|备案)[^，。；：]{0,8}外，?"
)
"""申请绩效补助的，除符合上述条件外，…: what is asked of those recognised who seek more."""


def asks_more_of(text: str, node: Node, draft: Draft) -> bool:
    """Whether a point asks more of those who seek this support: most of what it names stands in the support's own point."""
    named = _BEYOND.match(node.opening.of(text))
    return named is not None and tells(draft.node.span.of(text), named["what"])


def sought(text: str, conditions: list[Node]) -> list[Node]:
    """The points that ask more of those recognised who seek a support beside."""
    return [
        node
        for node in (child for condition in conditions for child in condition.children)
        if _BEYOND.match(node.opening.of(text))
    ]


_RECOGNISES = re.compile(
    r"(?:负责|开展|组织|实施|申请|申报)[^，。；]{0,10}?(?:认定|评定|备案)(?P<names>[^，。；]{4,60}?)[：。]?$"
)
_IS = re.compile(r"(?P<name>[^，。；：]{4,20}?)(?:是指|指|应当?是)(?P<said>[^。]{8,})")


def defined_statuses(text: str, node: Node) -> list[Draft]:
    """Statuses that a department recognises, each defined in a point of its own (甲总部是指…；乙总部是指…)."""
    head = node.opening
    lead = _RECOGNISES.search(head.of(text).strip())
    points = [child for child in node.children if child.kind is not Kind.TEXT]
    meant = [_IS.match(text, child.body.start, child.body.end) for child in points]
    if lead is None or len(points) < 2 or not all(one and one["name"][-4:] in lead["names"] for one in meant):
        return []
    drafts = []
    for child, one in zip(points, meant, strict=True):
        assert one is not None
        own = Clause(Span(*one.span("said")), subject=True)
        draft = Draft(child, child.body, own=[own], benefits=[head], passage=[child.body])
        draft.name, draft.vague = one["name"], True
        drafts.append(draft)
    return drafts


__all__ = [
    "BY_LIST",
    "LAST",
    "STATUS",
    "asks_more_of",
    "bare",
    "called",
    "defined_statuses",
    "given_beside",
    "sought",
]
