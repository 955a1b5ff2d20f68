"""The points of a list: which lines are points of it, and which of them speak of sorts or applicants of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.nodes import LINES
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.sorts import PERSONS
from policymatch.parsing.text.sentences import sentences
from policymatch.spans import Span


def led_lists(text: str, node: Node, lead: Span) -> Iterator[tuple[Span, list[Node]]]:
    """The lists among a node's children, each with the last sentence before it; the first is led by ``lead``."""
    points: list[Node] = []
    for child in [*node.children, None]:
        if child is not None and child.kind not in LINES:
            points.append(child)
            continue
        if points and (told := sentences(text, lead)):
            yield told[-1], points
        lead, points = (child.body if child is not None else lead), []


_SORT = re.compile(r"(?P<kind>[^，。；：]{1,8}(?:型|类|级))(?P<noun>[^，。；：]{2,10})[。：]?")


def are_sorts(text: str, members: list[Node]) -> bool:
    """Points that each speak of another sort of one thing (综合型高新区, 特色型高新区): whoever is one is not the other."""
    found = [_SORT.fullmatch(member.heading.of(text)) for member in members if len(member.heading)]
    sorts = [match for match in found if match is not None]
    return len(sorts) == len(members) > 1 and len({match["noun"] for match in sorts}) == 1


_OWN = re.compile(
    r"(?P<who>[^，。；：]{4,20}(?:企业|单位|项目|机构|人员|团队))(?:应当?|须|需)(?:满足|符合|具备)(?:以下|下列)?条件"
)


def speak_apart(text: str, members: list[Node]) -> bool:
    """A later point that names applicants of its own (2．相关赛事获奖优胜企业须满足条件：…) does not bind those before."""
    return any(_OWN.match(member.opening.of(text)) for member in members[1:])


def points_and_lines(text: str, members: list[Node], lead: Span | None) -> tuple[list[Node], list[Node]]:
    """The points of a list and the plain lines after them."""
    listed = [member for member in members if member.kind is not Kind.TEXT]
    lines = [member for member in members if member.kind is Kind.TEXT]
    return _lines_of_list(text, lines) if lead is not None and not listed else (listed, lines)


_APART = re.compile(
    r"(?:有|存在|属于|对)?(?:以下|下列|如下).{0,20}不|.{2,60}(?:不予|不得|不再)(?:支持|申[请报]|受理|资助|享受)"
)


def points_before_lines(text: str, members: list[Node]) -> tuple[list[Node], list[Node]]:
    """Points and the plain lines after the last of them; who is shut out behind the last point is no part of it."""
    stop = next((at for at, member in enumerate(members) if member.kind is Kind.TEXT), len(members))
    points, lines = members[:stop], members[stop:]
    if not points or any(member.kind is not Kind.TEXT for member in lines):
        return members, []
    last = points[-1]
    if last.children and all(
        one.kind is Kind.TEXT and (_APART.match(words := one.body.of(text)) or _PAYS.match(words))
        for one in last.children
    ):
        return [*points[:-1], replace(last, children=[])], [*last.children, *lines]
    return points, lines


_PAYS = re.compile(
    r"(?:每[家个户人名]|一次性|按照?[^，。；]{2,24}?|统一|均|可)*(?:的?标准)?(?:[给予][予以与]|奖[励补]|补[贴助]|资助)[^。；]{0,20}\d"
)
"""What is given, behind the last point of those it is given to."""
_ASKS = re.compile(r"应当?(?!用|急|届)|必须|须(?!知)")


def _lines_of_list(text: str, lines: list[Node]) -> tuple[list[Node], list[Node]]:
    """Unnumbered lines after a lead-in, each closed by a semicolon but the last; and what follows them."""
    stop = next((at for at, line in enumerate(lines) if text[line.body.end - 1] not in "；;"), len(lines) - 1)
    asks = [_ASKS.search(line.body.of(text)) is not None for line in lines[: stop + 1]]
    stop -= asks[-1:] == [True] and sum(asks) == 1 and stop >= 2  # …；…；持有人应为申请单位。: asked of each of them
    return (lines[: stop + 1], lines[stop + 1 :]) if stop >= 1 else ([], lines)


_NAMED = re.compile(
    r"[^；]{0,60}?(?:企业|单位|机构|组织|个人|人员|人才|团队|合作社|个体工商户|商户|农户|平台|园区|基地|院所|高校|院校|学校|公司|项目|毕业生|学生|军人|居民|青年|妇女|残疾人|者"
    r"|实体|载体|主体|协会|商会|社团|医院|门店|店铺|农场|农民工?|职工|家属|子女|家庭|人口|[贫脱困][贫困]?[户民]|技师|工匠|博士后?|硕士|研究生|本科生|留学生|退役士兵|法人|事务所|银行|中心|实验室|空间|孵化器|楼宇|商圈|街区|市场|景区|民宿|酒店|旅行社|分社|经营户|大户|场馆|书店|养老院|敬老院|幼儿园|[承主协]办方|运营方|业主|院团|剧团|媒体|影院|剧院|诊所|药店|商场|超市|客栈|经纪人|机手|专利(?:申请)?|商标|作品|产品|设备|装备|软件|证书|贷款|成果|活动|赛事|展会|奖项|荣誉)(?:（[^（）]{1,40}）)?(?:等)?[；。]?(?:，?(?:主要|具体)?(?:包括|包含|是指|指)：?[^。]{4,}[；。]?)?"
)
_PLACE = re.compile("注册|登记|落户|纳税|辖区|境内|域内")
_PLACED = re.compile(
    r"(?:凡|在|注册|登记)[^，。；]{2,36}?(?:注册|登记|设立|落户|纳税|经营|生产)[^，。；]{0,10}的?(?:独立|法人|各类)*(?:企业|单位|机构|主体|组织)[。；]?"
)
"""A point that tells no more than where the applicant is (在本区注册、经营的企业): the points beside it tell the rest."""
_DEMANDS = re.compile(r"应当?|须|需|必须|不得|未(?!就业|满|落实)|无(?!人)|不低于|不少于|经营状况|诚信|良好")


_DIRECTIONS = re.compile(r"(?:方向|领域|重点|类[别型])(?:和范围|及范围|和重点)?[：。]?$")
_VERB = re.compile(
    r"(?:重点|优先|大力|积极|进一步)*(?:支持|鼓励|推动|促进|引导|加[强快大]|提升|完善|健全|对|按|给予|以|围绕|依托|开展|建立)"
)


def are_directions(text: str, node: Node) -> bool:
    """Whether the points under 支持方向 or 申报领域 each name what may apply, and grant and demand nothing."""
    if not _DIRECTIONS.search(node.heading.of(text)):
        return False
    points = [child for child in node.children if child.kind is not Kind.TEXT]
    if any(part.topic is Topic.BENEFIT for point in points for part in point.children):
        return False  # blocks, each with what is given
    if not points:
        lines = [line for line in (node.body, *(child.body for child in node.children)) if len(line)]
        return len(lines) == 1 and _ROW.fullmatch(lines[0].of(text).strip()) is not None
    said = [point.opening.of(text).strip() for point in points]
    return len(points) >= 2 and not any(_VERB.match(words) or _DEMANDS.search(words) for words in said)


_ROW = re.compile(
    r"(?:(?:主要|重点)*支持|[^，。；：]{0,16}(?:包括|包含|为|是)：?)?(?!优先|[^。]*(?:给予|予以|奖励|补[贴助]|资助))[^，。；：\d]{4,120}?(?:的[^，。；：、的\d]{0,12}(?:企业|项目|单位|机构)|、[^，。；：、\d的]{2,24})。?"
)
"""A section on directions told in one row: 人工智能、高端装备、新材料等产业; 重点支持绿色制造领域的技改项目."""


INCLUDES = re.compile(r"(?:主要|具体)?(?:包括|包含)(?!但不限于)[^，。；]")
"""What a kind of project named before takes in: 治理项目。包括废水治理、废气治理."""


def named_alone(text: str, point: Node) -> Node:
    """A point without the words that say what the kind named in its title takes in (治理项目。包括废水治理、…; 就业困难人员，包括：…)."""
    if known := _KNOWN.match(text, point.heading.start, point.heading.end):
        name = Span(*known.span("name"))
        return replace(point, heading=Span(name.start, name.start), body=name, children=[])
    if len(point.heading) and INCLUDES.match(point.body.of(text).strip()):
        return replace(point, body=Span(point.body.end, point.body.end))
    return point


_KNOWN = re.compile(
    "(?P<name>就业困难人员|登记失业人员|高校毕业生|退役军人|脱贫人口|残疾人|返乡创业人员|农民工)，?(?:主要|具体)?(?:包括|包含|是指|指)(?:以下|下列)?[^，。；：]{0,6}："
)
"""People of a known sort, whom a document's own words tell once more."""


def settle_directions(text: str, root: Node) -> None:
    """Take the topic from sections on 支持方向 whose points are measures (（1）支持企业…): those grant, they name nobody."""
    for node in root.walk():
        if node.topic is Topic.SUBJECT and _DIRECTIONS.search(node.heading.of(text)) and not are_directions(text, node):
            node.topic = None


TRADE_ENDS = (
    "(?<![企专创就毕作失停开营])业|领域|技术|经济|制造|装备|材料|能源|环保|健康|医药|信息|服务|智能|电子|汽车|生物|软件|文化|旅游|物流|通信|化工|机械|设备|食品|纺织|金融|"
    "航天|海洋|器械|芯片|网络|数据|机器人|交通|安全|电路|电商|商务|冶金|建材|轻工|家电|服装|家居|动漫|影视|会展|光伏|氢能|储能"
)
"""What the name of a trade ends in."""
_TRADES = re.compile(rf"[^，；。：\d]{{0,60}}?(?:{TRADE_ENDS})(?:（[^（）]{{1,40}}）)?(?:等)?[；。]?")
"""A trade, as a point names it: 现代物流业；, 新一代信息技术。"""


def name_trades(text: str, node: Node) -> bool:
    """Whether the points of a node each name a trade and nothing else."""
    points = [child for child in node.children if child.kind is not Kind.TEXT]
    said = [(point.heading.of(text) + point.body.of(text)).strip() for point in points]
    return len(said) > 1 and all(_TRADES.fullmatch(words) and not _VERB.match(words) for words in said)


def are_subjects(text: str, members: list[Node]) -> bool:
    """Points that each name a kind of applicant and demand nothing: whoever is one of them may apply."""
    listed = [member for member in members if member.kind is not Kind.TEXT]
    if len(listed) < 2 or len(listed) != len(members) or any(member.children for member in listed):
        return False
    said = [(member.heading.of(text) + member.body.of(text)).strip() for member in listed]
    if any(_PLACED.fullmatch(words) for words in said) and not all(
        _PLACE.search(words) or PERSONS.search(words) for words in said
    ):
        return False
    return all(
        (_NAMED.fullmatch(words) or _NAMED.fullmatch(words.split("。")[0]) or _TRADES.fullmatch(words))
        and not _DEMANDS.search(words.split("。")[0])
        for words in said
    )


def demanded_by(text: str, node: Node) -> Span:
    """What a point without points demands: what stands behind its heading, with the heading where that asks itself."""
    if _ASKS_FIRST.match(text, node.heading.start, node.heading.end):
        return node.heading.cover(node.body)
    return node.body if len(node.body) or node.topic is not None else node.heading


_ASKS_FIRST = re.compile(
    r"(?:(?:拥有|有(?!关|效)|具|已|建[有成]|设有|配[备有]|取得|依法|能够|掌握)[^。：；]{4,}|[^。：；，]{4,}，[^。：；]{4,}"
    r"|[^。：；，]{2,14}(?:清晰|明晰|明确|齐[全备]|健全|完[善备]|规范|良好|突出|达标|合[规法格]|属实|稳定|充足|到位|正常|独立核算|守信|(?:完成|通过)(?:验收|备案|登记|审批))"
    r"|(?:合法|依法|自主|诚信|守法|规范)(?:经营|纳税|用工|合规)|(?:项目|产品|设备|房屋)?已(?!经济)[^。：；，]{2,12}"
    r"|(?:无|没有|不存在)(?:欠|拖|不良|违|重大|失信|未|安全|质量|环境|严重)[^。：；，]{1,14}|未(?:被|发生|受|列|纳入|曾|享|获|拖|欠|因|违|出现|存在)[^。：；，]{2,14}"
    r"|在[^。：；，]{1,10}(?:注册|登记|纳税|经营|缴纳|设立)[^。：；，]{0,10}|(?:具备|属于|纳入|符合)[^。：；，]{2,14}|(?:独立)?法人(?:单位|企业|机构)?)。"
)
"""A first sentence that names no subject but asks: 拥有核心技术，权属清晰。通过受让取得的，应当…."""
