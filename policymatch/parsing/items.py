"""Drafts of items: which passage grants what, under which of the requirements around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policymatch.parsing.grants import AMOUNT, offer_verb
from policymatch.parsing.headings import Topic
from policymatch.parsing.outline import Kind, Node
from policymatch.parsing.requirements import (
    LEAD,
    PROCEDURAL,
    Clause,
    Group,
    Requirement,
    clauses,
    condition_words,
    joiner_of,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.rungs import is_bare
from policymatch.parsing.segments import Segment, has_subject, read_segments
from policymatch.parsing.sentences import phrases, sentences, trimmed
from policymatch.parsing.stacking import is_stacking
from policymatch.spans import Span

SKIPPED = frozenset({Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE,
                     Topic.GENERAL, Topic.STACKING, Topic.ATTACHMENT})  # fmt: skip
STRICT = frozenset({Topic.ORGANISATION})
_MONEY = re.compile(AMOUNT)
_NUMERIC = re.compile(r"\d.{0,12}(?:以[上下内]|美元|含）)|(?:达到?|超过?|不低于|不少于|不超过|突破|满|高于|低于|增长).{0,10}\d|\d[^，]{0,8}[—\-~至]\d")
_ENUMERATED = 4
_LEVELS = re.compile(
    r"国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|世界级?|全国|部级|镇级|主板|中小板|创业板|科创板|北交所|新三板|创新层|基础层|境内|境外|上市|挂牌|[一二三四五特]等奖?|[一二三四五]级|[甲乙丙]级|[金银铜]奖|优秀|良好|合格|优胜奖"
    r"|年度|当年|新型?|首次|[A]{1,5}级?|博士|硕士|本科|高级|中级|初级|大专|研究生|[Ⅰ-ⅤIA-D]类|较[高低大小]|[一二三]类|Ⅰ|Ⅱ|、|，|的|在|对|等|及|和|或|获得?|认定|为|被|级|企业|单位|“|”"
)
_PURE_LEVEL = re.compile(
    r"^(?:对|其中|国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|部级|[一二三四五特]等奖?|[一二三四五甲乙丙]级|[金银铜]奖|优秀|良好|优胜奖|博士|硕士|本科|高级|中级|初级|大专|研究生|年度|首次|新|、|，|的|和|或|及|等次|等级|为|项目|级别)+$"
)
_NON_GRANT = re.compile(
    r"重复(?:享受|奖励|申报|支持)|不重复|叠加|抵扣|追回|追缴|预拨|清算|违反|虚假|弄虚作假|迁出|取消.{0,6}资格|不再(?:享受|支持|给予)|另有规定|按照?上述(?:标准|比例)|按照?本.{2,8}第.{1,5}条.{0,10}规定|享受过|低于.{0,8}标准的?，?按|已(?:享受|获得).{0,20}(?:奖励|补[贴助]|资助|支持)(?:的|后)"
)
_SLOGAN = re.compile(r"^(?:坚持|进一步|不断|努力|力争|全面|积极|大力|着力|深入|逐年|鼓励有条件的?|鼓励各?(?:区|县|市|地|镇)|引导|[^，。；]{0,8}(?:财政|部门|政府|镇街|委|局)[^，。；]{0,12}(?:要|应|须|负责|会同|组织))")
_INTENSIVE = re.compile(r"给予(?:更大|优先|重点|大力|适当|一定|积极)(?:的)?(?:政策)?(?:扶持|支持|倾斜|关注)(?:力度)?$")
_STEP = re.compile(r"^(?:每|此后每|以后每|其后每)(?:再)?(?:增加|新增|提高|增长|超过|多)")
_HEADCOUNT = re.compile(r"^(?:招用|吸纳|新增|安置|录用)?\d+[人名家件户](?:（含）)?(?:及|或)?以[上下内]的?(?:每.*)?$")
_STANDARD = re.compile(r"^(?:(?:具体)?(?:补[贴助]|奖励|资助|支持|扶持|贴息|贷款)?(?:标准|额度|期限|金额|比例)(?:为|是|按|：|最[高长多]|累计|一般|可|不超过)|首次申请|最后一次|该.{0,6}(?:补[助贴]|奖励|资金|资助|政策)|上述(?:补[助贴]|奖励|资金|资助|政策)|以上)")
_ELSE = re.compile(r"^(?:其[他它余].{0,10}|在其[他它][^，。；]{2,16}|除.{2,8}外.{0,8}|.{2,6}(?:地区|区域|城市|国家)?(?:以外|之外).{0,4}|.{0,20}(?:低于|高于|不足|未达到)(?:上述)?(?:补[贴助]|奖励|规定)?标准|.{0,16}(?:达到?|符合|满足)(?:上述|以上|前款|该)(?:标准|条件|要求))$")
_IDLE_CONDITION = re.compile(
    r"^(?:[^，。；]{0,8}期间|合作银行|[^，。；]{0,20}等?部门(?:要|应|联合)[^，。；]{0,30}|[^，。；]{0,14}等部门|举办单位|承办单位|主办单位|申报单位|企业发展|入围(?:项目|剧目|单位|企业)?|.{0,12}引导基金|满足条件的?.{0,24}资金|(?:同时)?(?:符合|满足|具备|属于)(?:以下|下列|上述)[^，。；]{0,16}(?:之一|[项个])?|以?(?:上述|以上|下列|以下|前款|相关).{0,8}|符合(?:相关|规定|上述|以上|本)?.{0,6}(?:企业|单位|条件|规定|要求)|企业|单位|项目|个人|申请人|补[贴助]标准.{0,4}|奖励标准|资助标准|支持标准|标准为?|具体标准.{0,4}|申请人(?:年度)?|(?:单个|每项|每个|每家|同一|单店|单次)[^，。；]{0,8}|[^，。；]{0,12}(?:总金额|金额|总额|额度|比例|限额)|\d[\d.]*[万亿]?(?:美)?元?|视情况追加)$"
)
_DEFINES = re.compile(r"^(?P<what>[^。；]{6,}的[^，。；]{2,20})(?:为|视为|认定为|属于)(?P<name>[^，。；]{3,14})[。；]?$")
_ONCE = re.compile(
    r"(?:已(?:经)?(?:获得?|享受|取得)|获得过)[^。；]{2,40}(?:不再|不得|不予|不重复)|(?:只能|仅能|限|最多|只可|仅限)[^，。；]{0,12}(?:享受|申[请领报])[^，。；]{0,4}(?:一|1)[次项]|(?:只能|仅能)用于享受|只有一家可|不能再次(?:申[请领报])"
)
_EXCEPTS = re.compile(r"^(?P<who>[^，。；]{4,50}?)(?:原则上)?(?:不(?:予|再)?(?:纳入|列入)[^，。；]{0,8}(?:范围|对象)?|不予(?:支持|奖励|补[贴助]|资助)|不(?:得)?享受|除外|不属于(?:支持|补[贴助]))[^，。；]{0,8}$")
_GOALS = re.compile(r"^(?:大力|积极)?(?:鼓励|支持|引导|扶持|推动|推进|促进)(?!有条件)(?P<what>[^。；，]{4,60})")
_RECOGNISED = re.compile(r"(?:认定|评定|命名|授予)为")
_LISTED_STANDARD = re.compile(r"^[^，。；：]{0,16}(?:标准|条件|要求)(?:为|是|如下)?：?(?P<said>[^，。；]{2,}.{6,})$")
_TERMED = re.compile(r"^(?P<term>[^，。；：]{4,20}?)(?:主要)?(?:是指|指|是)(?P<said>[^。；]{10,})[。；]?$")
_REFERS = re.compile(r"^(?:相关|该|上述|此类|前款)")
_SPECIFIC = re.compile(r"机构|单位|平台|园区|孵化器|基地|协会|组织|学校|社团|社区|银行|高校|院所|合作社|团队|技术成果")
_ANNOUNCED = re.compile(r"(?:奖励|补[贴助]|资助|支持|扶持|贷款|配套|券|补偿|贴息|优惠)(?:政策)?$")
_SHOULD = re.compile(
    r"^(?:其中，?)?(?:相关|该|上述|所)?[^，。；]{0,24}?(?:应当?|须|需|必须|不得低于|不低于)[^。；]*?(?:符合|具备|具有|备案|登记|达到|不低于|不少于|满足|取得|通过|提供不低于|纳入|已)"
)


@dataclass(slots=True, eq=False)
class Draft:
    """An item in the making.

    Args:
        node: the passage that grants it.
        anchor: where that begins.
        own: its own requirements.
        context: requirements it takes over from lead-ins and from the grant before it.
        grades: further alternatives of who may claim it, each with conditions of its own.
        levels: levels told apart from what they are levels of (国家级、省级分别给予…).
        benefits: stretches about its money.
        passage: every stretch that speaks of it alone.
    """

    node: Node
    anchor: Span
    own: list[Requirement] = field(default_factory=list)
    context: list[Requirement] = field(default_factory=list)
    grades: list[list[Requirement]] = field(default_factory=list)
    benefits: list[Span] = field(default_factory=list)
    passage: list[Span] = field(default_factory=list)
    materials: list[Span] = field(default_factory=list)
    windows: list[Span] = field(default_factory=list)
    levels: list[Span] = field(default_factory=list)
    vague: bool = False
    stated: bool = False
    sentence: int = 0
    name: str = ""

    def requirements(self) -> list[Requirement]:
        """Context first, then its own."""
        own = self.own
        if self.grades:
            own = [Group("any", tuple(Group("all", tuple(grade)) for grade in [self.own, *self.grades] if grade))]
        return [*self.context, *own]


def draft_items(text: str, root: Node) -> list[Draft]:
    """All items of a document, in reading order."""
    found = _collect(text, root)
    if _is_regulation(text):
        found = [draft for draft in found if any(_MONEY.search(span.of(text)) for span in draft.benefits)]
    if not found:
        for node in root.children:
            if node.topic is Topic.ATTACHMENT:
                found += _collect(text, node)
    return found


def _is_regulation(text: str) -> bool:
    """Whether the document is a regulation: what it says of supports in general, other documents grant."""
    return bool(re.match(r"[^\n。]{2,40}(?:条例|(?<!办)法)\n", text))


def _collect(text: str, node: Node) -> list[Draft]:
    """The items below a node: those of a block with labelled parts, or of its passages one by one."""
    if node.kind is not Kind.ROOT and node.topic in SKIPPED:
        return []
    fields = [child for child in node.children if child.topic in (Topic.ELIGIBILITY, Topic.SUBJECT)]
    conditions = [child for child in fields if not _is_measure(text, child)]
    if conditions:
        return _block(text, node, conditions)
    if node.kind is Kind.ROOT or node.topic is Topic.ATTACHMENT:
        return [draft for child in node.children if not _is_title(text, child) for draft in _collect(text, child)]
    if _is_one_item(text, node):
        return _one(node, _passage(text, node))
    return _passage(text, node)


def _is_title(text: str, node: Node) -> bool:
    """A line without a stop is a title, a date or a signature."""
    if node.parent is None or node.parent.kind is not Kind.ROOT:
        return False
    return node.kind is Kind.TEXT and len(node.body) < 60 and not re.search(r"[。；：]$", node.body.of(text).strip())


def _is_one_item(text: str, node: Node) -> bool:
    """Whether conditions elsewhere speak of this heading as one thing."""
    if node.inherited_topic() is not Topic.BENEFIT or not len(node.heading) or not node.children:
        return False
    heading = node.heading.of(text).strip("。：")
    root = [*node.ancestors()][-1]
    return any(
        other is not node and other.heading.of(text).strip("。：") == heading and other.inherited_topic() is Topic.ELIGIBILITY
        for other in root.walk()
        if len(other.heading)
    )


def _one(node: Node, found: list[Draft]) -> list[Draft]:
    """All grants of one heading as one item."""
    for draft in found[1:]:
        found[0].benefits += draft.benefits
        found[0].passage += draft.passage
    for draft in found[:1]:
        draft.node = node
    return found[:1]


def _is_measure(text: str, node: Node) -> bool:
    """Whether a section called 支持范围 or the like holds grants rather than conditions."""
    grants = 0
    for child in node.walk():
        for segment in read_segments(text, child.body):
            words = segment.benefit.of(text)
            grants += bool(_MONEY.search(words)) or bool(_CLAIM.search(words))
    return grants >= 2


_CLAIM = re.compile(r"可以?(?:申请|享受|获得|优先)(?!条件)|一[事企]一[议策]")


def _block(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    found = [
        draft for child in node.children if child not in conditions and not _is_title(text, child) for draft in _collect(text, child)
    ]
    found = _merge_bare(found)
    conditions = [*[target for child in node.children if child.topic is Topic.BENEFIT for target in _demands(text, child)], *conditions]
    recognition = _recognition(text, node, conditions)
    if recognition is not None:
        return [recognition, *_apart(text, recognition, found)]
    if not found:
        found = _single(text, node, conditions)
    return share_conditions(text, conditions, found)


_AIMED = re.compile(r"目标|要求|条件|任务|门槛")


def _demands(text: str, node: Node) -> list[Node]:
    """Sections among the supports that state what must be reached (改造目标)."""
    return [child for child in node.children if len(child.heading) and _AIMED.search(child.heading.of(text)) and not _collect(text, child)]


def _merge_bare(found: list[Draft]) -> list[Draft]:
    """Stretches of money without a condition of their own belong to the grant before them."""
    kept: list[Draft] = []
    for draft in found:
        if kept and not draft.own and not draft.grades and not draft.context and _same_benefit(kept[-1], draft):
            kept[-1].benefits += draft.benefits
            kept[-1].passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _same_benefit(a: Draft, b: Draft) -> bool:
    """Labels of one block (补贴标准, 补贴期限), not points of their own."""
    return a.node.kind is Kind.LABEL and b.node.kind is Kind.LABEL and a.node.parent is b.node.parent


_STATUS = r"(?:园区|基地|平台|孵化器|中心|企业|单位|机构|空间|工作室|品牌|示范|试点|实验室|楼宇|开发区|高新区|社区|街区|小镇|联盟|商圈|组织|集群|工厂|车间)"
_RECOGNISE = re.compile(
    rf"(?:申请|申报|认定|评定|参评|评选|创建)(?:认定|评定)?(?P<name>(?:[^，。；：]{{0,20}})?{_STATUS})(?:认定|评定)?[^，。；]{{0,4}}，?(?:的[^，。；]{{0,6}})?(?:应|须|需|必须|要|同时)"
)


def _recognition(text: str, node: Node, conditions: list[Node]) -> Draft | None:
    """The item of a recognition (认定办法): who may be recognised; supports for the recognised stand apart."""
    if node.kind is not Kind.ROOT or not re.search(r"认定|评定|评选|创建", text[:120]):
        return None
    for condition in conditions:
        for below in condition.walk():
            stretch = Span(below.heading.start if len(below.heading) else below.body.start, below.body.end)
            named = _RECOGNISE.match(stretch.of(text))
            if named:
                wanted = [child for child in conditions if not (child.topic is Topic.SUBJECT and _names(text, child, named["name"]))]
                draft = Draft(below, stretch, context=[one for child in wanted for one in read_requirements(text, child)])
                draft.name = named["name"]
                return draft
    return None


def _names(text: str, node: Node, name: str) -> bool:
    """Whether 服务对象 names but the status itself, which nobody can hold before it is recognised."""
    return name[-3:] in node.span.of(text) and len(node.span) <= 40


def _apart(text: str, recognition: Draft, found: list[Draft]) -> list[Draft]:
    """Supports with conditions beyond being recognised; the others come with the recognition itself."""
    kept: list[Draft] = []
    for draft in found:
        words = "".join(clause.span.of(text) for one in draft.requirements() for clause in clauses(one))
        rest = re.sub(rf"经?认定的?|{_STATUS}|[在的内，]|北京市|[省市区县]级?|[^，]{{0,6}}市", "", words.replace(recognition.name, ""))
        if len(rest) <= 6:
            recognition.benefits += draft.benefits
        else:
            kept.append(draft)
    return kept


def _single(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    """A block with conditions whose money stands in a bare figure, or that grants a recognition."""
    benefits = [child for child in node.children if child.topic is Topic.BENEFIT]
    head = text[: 200 if node.kind is Kind.ROOT else 0] + node.heading.of(text)
    titled = re.search(r"认定|申报|申请|奖|补|资助|支持|扶持|券|贷款|基地|示范|试点|入驻|公寓|评选|遴选|备案|招商", head)
    if not benefits and not titled:
        return []
    opening = conditions[-1]
    start = node.heading if len(node.heading) else (opening.children[0].span if opening.children else opening.body)
    draft = Draft(node, start, benefits=[child.span for child in benefits])
    named = [found["name"] for below in opening.walk() if (found := _RECOGNISE.match(_title_of(text, below)))]
    draft.name = named[0] if named else ""
    return [draft]


def _title_of(text: str, node: Node) -> str:
    return (node.heading if len(node.heading) else node.body).of(text)


def share_conditions(text: str, conditions: list[Node], found: list[Draft]) -> list[Draft]:
    """Hand the requirements of eligibility sections to the items they speak of; the others are everybody's."""
    shared: list[Requirement] = []
    for condition in conditions:
        groups = [child for child in condition.children if child.kind is not Kind.TEXT and child.children]
        variants = _variants(text, groups, found)
        if variants:
            found, rest = _vary(text, found, variants, [group for group in groups if id(group) not in {id(one) for one, _ in variants}])
            shared += rest
            continue
        targets = {id(group): _targets(text, group, groups, found) for group in groups}
        if len(found) < 2 or not any(targets.values()):
            shared += read_requirements(text, condition)
            continue
        for child in [condition_words(condition), *condition.children]:
            read = list(read_requirements_of(text, child))
            chosen = targets.get(id(child)) or []
            for draft in chosen:
                draft.own += read
            if not chosen:
                shared += read
    for draft in found:
        draft.context[:0] = shared
    return found


_VARIANT = re.compile(
    r"^(?P<who>[^，。；：]{2,16}?)(?:在)?(?:申[请报领]|领取|享受|办理|使用)(?P<what>[^，。；：]{2,12}?)(?:时|的)?，?(?:还|均)?(?:应当?|须|需|必须|要)?(?:同时)?(?:符合|满足|具备)"
)


def _variants(text: str, groups: list[Node], found: list[Draft]) -> list[tuple[Node, list[Draft]]]:
    """Groups of conditions for different applicants of the same support: 企业领取创新券时…；团队领取创新券时…."""
    named: list[tuple[Node, list[Draft]]] = []
    for group in groups:
        title = (group.heading if len(group.heading) else group.body).of(text)
        variant = _VARIANT.match(title)
        if variant and not re.fullmatch(r"项目|单位|企业|申请人|申报单位", variant["who"]):
            drafts = [draft for draft in found if variant["what"] in _words(text, draft)]
            named += [(group, drafts)] if drafts else []
    return named if len(named) >= 2 else []


def _words(text: str, draft: Draft) -> str:
    return "".join(span.of(text) for span in [*draft.passage, *draft.benefits])


def _vary(
    text: str, found: list[Draft], variants: list[tuple[Node, list[Draft]]], others: list[Node]
) -> tuple[list[Draft], list[Requirement]]:
    """One item a kind of applicant; the remaining groups go to the items that no variant covers, if they speak of them."""
    varied = {id(draft) for _, drafts in variants for draft in drafts}
    plain = [draft for draft in found if id(draft) not in varied]
    rest: list[Requirement] = []
    for group in others:
        read = list(read_requirements_of(text, group))
        if len(plain) == 1 and _shared_grams(text, group.span, plain[0]) >= 3:
            plain[0].own += read
        else:
            rest += read
    made = [_variant_of(text, group, drafts[0]) for group, drafts in variants]
    return [*plain, *made], rest


def _variant_of(text: str, group: Node, draft: Draft) -> Draft:
    title = group.heading if len(group.heading) else group.body
    named = _VARIANT.match(title.of(text))
    who = Span(title.start, title.start + (named.end("who") if named else 0))
    own: list[Requirement] = [Clause(who, subject=True), *read_requirements_of(text, group)]
    own += [one for one in draft.own if isinstance(one, Clause) and _ONCE.search(one.span.of(text))]
    return Draft(group, title, own=own, context=list(draft.context), benefits=list(draft.benefits), passage=[group.span])


def _shared_grams(text: str, span: Span, draft: Draft) -> int:
    """How many runs of six characters a stretch shares with what an item says."""
    words = span.of(text)
    known = _words(text, draft)
    return sum(words[at : at + 6] in known for at in range(0, len(words) - 6, 3))


_COMMON = re.compile(r"基本|共同|通用|所有|全部|一般|申报(?:项目|单位)应")
_CORE = re.compile(r"(?:应当?|须|需)?(?:同时)?(?:符合|满足|具备)?(?:以下|下列)?(?:基本)?(?:申[报请]|认定|支持)?(?:条件|要求|资格).*$|[：:。，].*$|项目$|（.*")


def _targets(text: str, group: Node, groups: list[Node], found: list[Draft]) -> list[Draft]:
    """The items that a titled group of conditions names."""
    title = (group.heading if len(group.heading) else group.body).of(text)
    if _COMMON.search(title):
        return []
    core = _CORE.sub("", title)
    if len(core) < 3:
        return []
    named = [draft for draft in found if any(_matches(core, heading) for heading in _headings(text, draft))]
    if named:
        return named
    if len(groups) == len(found):
        return [found[groups.index(group)]]
    return []


def _matches(core: str, heading: str) -> bool:
    return core in heading or (len(heading) >= 4 and heading in core)


def _headings(text: str, draft: Draft) -> list[str]:
    own = [draft.node, *draft.node.ancestors()]
    return [node.heading.of(text).strip("。：") for node in own if len(node.heading) and node.topic is None]


def _passage(text: str, node: Node) -> list[Draft]:
    """The items of a node and everything below it."""
    topic = node.inherited_topic()
    bare = topic is Topic.BENEFIT
    merger = _Merger(text, node, strict=topic in STRICT, bare=bare)
    bodies = [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]
    if len(node.heading) and ((not len(node.body) and not node.children) or _is_offer(text, node.heading)):
        bodies = [node.heading, *bodies]
    for body in bodies:
        if len(body):
            merger.add(body)
    lists = [child for child in node.children if child.kind is not Kind.TEXT]
    if not lists and not merger.drafts and bare and node.kind is not Kind.TEXT:
        return [] if _beside_others(node) else _by_content(text, node, [])
    if not lists:
        return merger.drafts
    return _with_list(text, node, merger, lists)


def _is_offer(text: str, heading: Span) -> bool:
    """Whether a heading is itself a grant: 优先推荐示范园区申报国家级试点。"""
    words = heading.of(text)
    verb = offer_verb(words)
    return words.endswith("。") and verb is not None and verb <= 4


def _beside_others(node: Node) -> bool:
    """Whether the node is one of several points of one passage."""
    return node.parent is not None and node.parent.kind not in (Kind.LABEL, Kind.ROOT) and sum(
        child.kind is node.kind for child in node.parent.children) > 1


_CONTENT = re.compile(r"支持(?:的)?(?:内容|方向|范围|环节|费用)(?:主要)?(?:包括|为|是|：)")


def _by_content(text: str, node: Node, lists: list[Node]) -> list[Draft]:
    """Points that say what is supported, money told once for all of them (支持内容包括…)."""
    content = next(
        (sentence for below in node.walk() for sentence in sentences(text, below.body) if _CONTENT.match(sentence.of(text))), None
    )
    if content is None:
        return []
    return [_supported(text, child, content) for child in lists or [node]]


def _supported(text: str, node: Node, content: Span) -> Draft:
    start = node.body.start if len(node.body) else node.span.start
    draft = Draft(node, Span(start, node.span.end), benefits=[content])
    bodies = [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]
    for sentence in [sentence for body in bodies for sentence in sentences(text, body)]:
        if not sentence.overlaps(content):
            draft.own.append(Clause(trimmed(text, sentence)))
            draft.passage.append(sentence)
    return draft


def _conditional(text: str, child: Node) -> list[Draft]:
    """A kind of applicant with conditions of its own beside others whose grants are spelt out."""
    if not child.children or (_announces(text, child) is None and _lead(text, child) is None):
        return []
    own = list(read_requirements(text, child))
    start = child.body if len(child.body) else child.children[0].body
    return [Draft(child, Span(start.start, child.span.end), own=own)] if own else []


def _with_list(text: str, node: Node, merger: _Merger, lists: list[Node]) -> list[Draft]:
    """A passage followed by points: conditions of its grant, parts of its money, or grants of their own."""
    each = [_collect(text, child) for child in lists]
    if any(each) and node.inherited_topic() is Topic.ELIGIBILITY:
        each = [drafts or _conditional(text, child) for child, drafts in zip(lists, each, strict=True)]
    below = [draft for drafts in each for draft in drafts]
    lead = _lead(text, node)
    if merger.bare and not below and not merger.drafts:
        return _by_content(text, node, lists)
    if lead is not None and merger.drafts and not below:
        below = _quotas(text, lists)
    announced_list = _announces(text, node)
    if merger.drafts and not below and announced_list is not None:
        members = [one for child in lists for one in read_requirements_of(text, child)]
        if members:
            merger.drafts[-1].own.append(Group(joiner_of(text, announced_list), tuple(members), announced_list))
        return merger.drafts
    if lead is not None and merger.drafts and below and all(not draft.own for draft in below):
        last = merger.drafts[-1]
        last.benefits += [span for draft in below for span in draft.benefits]
        last.passage += [child.span for child in lists]
        return merger.drafts
    if lead is not None and merger.drafts and merger.drafts[-1].vague:
        announced_grant = merger.drafts.pop()
        for draft in below:
            draft.context[:0] = announced_grant.context + announced_grant.own
    elif lead is not None and not merger.drafts and below:
        shared = lead_context(text, lead)
        for draft in below:
            draft.context[:0] = shared
    return [*merger.drafts, *below]


def _quotas(text: str, lists: list[Node]) -> list[Draft]:
    """Points that each give an amount or a quota to those who meet a limit: 税收500万元以上的企业，不超过2名."""
    found: list[Draft] = []
    for child in lists:
        merger = _Merger(text, child, bare=True)
        merger.add(child.body)
        found += merger.drafts[:1]
    return found if len(found) == len(lists) and all(draft.own for draft in found) else []


_LISTING = re.compile(r"(?:符合|满足|具备|属于|达到|有)(?:以下|下列|如下)[^，。；]{0,10}(?:条件|情形|要求|标准|情况|类型|之一)")
_GRANTING_LEAD = re.compile(r"，?(?:均)?(?:可(?:以)?(?:按[^，。；]{0,6})?(?:享受|申请|获得|给予)|按(?:照)?(?:以下|下列|如下)|给予(?:以下|下列|如下)|享受(?:以下|下列|如下)|分别(?:给予|按)|(?:具体)?(?:奖励|支持|补[贴助])?(?:标准|内容|措施)(?:如下|为))")


def _announces(text: str, node: Node) -> Span | None:
    """The sentence of a passage that announces conditions in the points below it."""
    for body in [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]:
        for sentence in sentences(text, body):
            found = _LISTING.search(sentence.of(text))
            if found:
                return Span(sentence.start, min(sentence.end, sentence.start + found.end() + 16))
    return None


def lead_context(text: str, lead: Span) -> list[Requirement]:
    """Who a lead-in to several grants speaks of: 对在区内注册的企业可享受：…."""
    found = _GRANTING_LEAD.search(lead.of(text))
    if not found:
        return []
    own = trimmed(text, Span(lead.start, lead.start + found.start()))
    lead_word = re.match(r"(?:对于?|凡是?)", own.of(text))
    own = Span(own.start + lead_word.end(), own.end) if lead_word else own
    return [Clause(own)] if len(own) >= 8 and _WHO.search(own.of(text)) else []


def _lead(text: str, node: Node) -> Span | None:
    last = sentences(text, node.body)
    if not last:
        return None
    words = last[-1].of(text).strip()
    return last[-1] if words.endswith("：") or LEAD.search(words) else None


_WHO = re.compile(r"站|室|研究院|门店|首店|楼宇|品牌|商标|赛事|论坛|作品|产品|项目|企业|单位|机构|人才|人员|组织|协会|基地|平台|园区|孵化器|个人|毕业生|公司|中心|合作社|劳动者|团队|俱乐部|学校|商会|农户|居民|大学生|学生|青年")


class _Merger:
    """Segments of one passage joined into items."""

    def __init__(self, text: str, node: Node, *, strict: bool = False, bare: bool = False) -> None:
        self.text = text
        self.node = node
        self.strict = strict
        self.bare = bare
        self.drafts: list[Draft] = []
        self.last: Segment | None = None
        self.pending: list[Requirement] = []
        self.goal: Requirement | None = self._titled()

    def _titled(self) -> Requirement | None:
        """The heading as a goal: 支持孵化器培育和引入高新技术企业."""
        heading = trimmed(self.text, self.node.heading)
        return Clause(heading) if _GOALS.match(heading.of(self.text)) and len(heading) >= 12 else None

    def add(self, body: Span) -> None:
        """Read one paragraph of the passage."""
        bare = self.bare or bool(self.drafts and self.drafts[-1].vague)
        segments = read_segments(self.text, body, vague=not self.strict, bare=bare)
        if not (segments and segments[0].graded):
            self.last = None
        granting = {segment.sentence for segment in segments}
        for ordinal, sentence in enumerate(sentences(self.text, body)):
            if ordinal in granting:
                for segment in segments:
                    if segment.sentence == ordinal:
                        self._consider(segment, sentence)
            else:
                self._remark(sentence)

    def _remark(self, sentence: Span) -> None:
        """A sentence that grants nothing: a definition, a demand or a goal bears on the grant beside it."""
        words = sentence.of(self.text).strip()
        requirement = self._demand(sentence, words)
        if requirement is not None:
            if self.drafts:
                self.drafts[-1].own.append(requirement)
            else:
                self.pending.append(requirement)
        elif _GOALS.match(words):
            self.goal = Clause(trimmed(self.text, sentence), subject=False)
        if self.drafts:
            self.drafts[-1].passage.append(sentence)

    def _demand(self, sentence: Span, words: str) -> Requirement | None:
        defined = _DEFINES.match(words)
        following = self.text[sentence.end : sentence.end + 60]
        if defined and following.startswith(defined["name"]):
            start = self.text.index(defined["what"], sentence.start)
            return Clause(Span(start, start + len(defined["what"])))
        once = _ONCE.search(words)
        if once:
            said = [phrase for phrase in phrases(self.text, sentence) if phrase.end - sentence.start > once.start()]
            return Clause(trimmed(self.text, said[0] if "已" not in once[0] and "过" not in once[0] else sentence))
        excepted = _EXCEPTS.match(words.strip("，。；"))
        if excepted:
            start = self.text.index(excepted["who"], sentence.start)
            return Clause(Span(start, start + len(excepted["who"])), negated=True)
        listed = _LISTED_STANDARD.match(words)
        if listed and not _MONEY.search(words) and not self.drafts:
            start = self.text.index(listed["said"], sentence.start)
            return Clause(trimmed(self.text, Span(start, sentence.end)))
        termed = _TERMED.match(words)
        if termed and termed["term"] in self.text[sentence.end : sentence.end + 120]:
            start = self.text.index(termed["said"], sentence.start)
            return Clause(trimmed(self.text, Span(start, sentence.end)), subject=True)
        if _SHOULD.match(words) and not _SLOGAN.match(words) and not _NON_GRANT.search(words) and not PROCEDURAL.search(words):
            return Clause(trimmed(self.text, sentence))
        return None

    def _consider(self, segment: Segment, sentence: Span) -> None:
        words = segment.span.of(self.text)
        money = self._has_money(segment)
        idle = _NON_GRANT.search(words) or is_stacking(words) or _SLOGAN.match(words) or (self.drafts and _INTENSIVE.search(words))
        if idle and not money:
            self._remark(segment.span)
            return
        if money and not segment.conditions and is_stacking(words):
            return
        self._segment(segment)

    def _segment(self, segment: Segment) -> None:
        if not self.drafts and not self._has_money(segment) and _STANDARD.match(segment.span.of(self.text)):
            return
        own = [span for span in segment.conditions if not _IDLE_CONDITION.match(span.of(self.text))]
        last = self.drafts[-1] if self.drafts else None
        if last is not None and segment.again and not own and _RECOGNISED.search(last.benefits[-1].of(self.text)):
            self._open([last.benefits[-1]], segment)
        elif last is not None and (not own or self._continues(own, segment, last)):
            self._extend(last, segment)
        elif last is not None and self.last is not None and self._is_grade(own, segment):
            self._grade(last, own, segment)
        else:
            self._open(own, segment)
        self.last = segment

    def _continues(self, own: list[Span], segment: Segment, last: Draft) -> bool:
        """Whether the words before the money only name a grade, a step or a standard of the grant before."""
        words = "".join(span.of(self.text) for span in own)
        if _STANDARD.match(segment.span.of(self.text)) or _STEP.match(words) or _ELSE.match(words) or self._is_level(own):
            return True
        if _HEADCOUNT.match(words) and "每" in segment.span.of(self.text):
            return True
        if last.vague and self._has_money(segment):
            return False
        listed = "".join(clause.span.of(self.text) for one in [*last.context, *last.own] if isinstance(one, Clause) for clause in [one])
        return segment.graded and len(words) >= _ENUMERATED and words in listed

    def _extend(self, draft: Draft, segment: Segment) -> None:
        draft.benefits.append(segment.benefit)
        draft.passage.append(segment.span)
        draft.vague = draft.vague and not self._has_money(segment)

    def _grade(self, draft: Draft, own: list[Span], segment: Segment) -> None:
        requirements: list[Requirement] = [Clause(span) for span in own]
        if draft.stated and segment.graded and not (self.last and self.last.graded and draft.grades):
            self._extend(draft, segment)
            return
        if draft.vague or (segment.graded and self.last is not None and not self.last.graded):
            draft.context = [*draft.context, *draft.own]
            draft.own = requirements
        else:
            draft.grades.append(requirements)
        self._extend(draft, segment)
        draft.stated = draft.stated or (segment.stated and not segment.graded)

    def _open(self, own: list[Span], segment: Segment) -> None:
        levels = [span for span in own if len(own) > 1 and _PURE_LEVEL.match(span.of(self.text))]
        own = [span for span in own if span not in levels]
        about = own[0] if len(own) > 1 else None
        own_ = [Clause(span, like=self._measured(span), about=about if at else None) for at, span in enumerate(own)]
        draft = Draft(self.node, segment.span, levels=levels, own=list(own_), benefits=[segment.benefit], passage=[segment.span])
        draft.context = [*self.pending, *(Clause(span) for span in segment.lead)]
        self.pending = []
        if self.goal is not None and self._needs_goal([*own, *segment.lead]):
            draft.context.append(self.goal)
        self._add_options(draft, segment)
        for tail in segment.tail:
            remark = self._demand(tail, tail.of(self.text).strip())
            draft.own += [remark] if remark is not None and len(tail) < len(segment.span) + 1 else []
        draft.vague, draft.sentence, draft.stated = not self._has_money(segment), segment.sentence, segment.stated
        last = self.drafts[-1] if self.drafts else None
        if last is not None and self._is_announced(last, draft, segment):
            self.drafts.pop()
            draft.anchor = last.anchor
            draft.context = [*last.context, *draft.context]
            if not has_subject(self.text, segment) or segment.graded:
                draft.context += last.own
        elif last is not None and self.last is not None and self.last.sentence == segment.sentence and not segment.lead:
            self._inherit(draft, last, segment)
        self.drafts.append(draft)

    def _needs_goal(self, own: list[Span]) -> bool:
        """Whether the sentence of purpose before a grant says who may claim it."""
        if not any(_WHO.search(span.of(self.text)) for span in own):
            return True
        if any(_REFERS.match(span.of(self.text)) for span in own):
            return True
        goal = self.goal.span.of(self.text) if isinstance(self.goal, Clause) else ""
        return len(goal) >= 12 and bool(_SPECIFIC.search(goal)) and not any(_SPECIFIC.search(span.of(self.text)) for span in own)

    def _add_options(self, draft: Draft, segment: Segment) -> None:
        if not segment.options:
            return
        members: list[Requirement] = [Clause(option) for option in segment.options]
        draft.context.append(members[0] if len(members) == 1 else Group("any", tuple(members)))

    def _measured(self, span: Span) -> Span | None:
        """The limit before a bare one that says what is measured."""
        if not self.drafts or not is_bare(span.of(self.text)):
            return None
        before = [one for one in self.drafts[-1].own if isinstance(one, Clause) and _NUMERIC.search(one.span.of(self.text))]
        return (before[0].like or before[0].span) if before else None

    def _is_announced(self, last: Draft, draft: Draft, segment: Segment) -> bool:
        """Whether the grant before only announced this one: 对获得专利奖的资助。对获得国家级专利奖的项目，给予…."""
        if not last.vague or draft.vague or not _ANNOUNCED.search(last.benefits[-1].of(self.text).rstrip("，。；：")):
            return False
        if segment.graded or not has_subject(self.text, segment):
            return True
        return self.last is not None and (len(last.passage[0]) <= 24 or not last.own)

    def _inherit(self, draft: Draft, last: Draft, segment: Segment) -> None:
        """再给予… takes over all of the grant before it; a grant without a subject takes over who it was for."""
        bare = any(isinstance(one, Clause) and one.like is not None for one in draft.own)
        if segment.again and not bare:
            draft.context = [*last.context, *last.own]
        elif bare:
            kept = [one for one in last.own if not (isinstance(one, Clause) and _NUMERIC.search(one.span.of(self.text)))]
            draft.context = [*last.context, *kept]
        elif not has_subject(self.text, segment):
            first = next((known for known in self.drafts if known.sentence == segment.sentence), last)
            draft.context = [*first.context, *first.own[:1]]

    def _has_money(self, segment: Segment) -> bool:
        return bool(_MONEY.search(segment.benefit.of(self.text)))

    def _is_level(self, own: list[Span]) -> bool:
        words = "".join(span.of(self.text) for span in own)
        return bool(_PURE_LEVEL.match(words))

    def _is_grade(self, own: list[Span], segment: Segment) -> bool:
        """Whether the segment is a further grade of the grant before it rather than a grant of its own."""
        words = "".join(span.of(self.text) for span in own)
        if _NUMERIC.search(words) or segment.again or self.last is None:
            return False
        before = "".join(span.of(self.text) for span in self.last.conditions)
        if segment.graded and not self._has_money(segment):
            return True
        if segment.bare and self.last.bare:
            return True
        if segment.graded:
            return self.last.graded or not _NUMERIC.search(before)
        return _alike(before, words)


def _alike(before: str, words: str) -> bool:
    """Whether two conditions differ in nothing but a level, a board, a prize."""
    return not _NUMERIC.search(before) and _LEVELS.sub("", before) == _LEVELS.sub("", words)


__all__ = ["Draft", "draft_items", "joiner_of"]
