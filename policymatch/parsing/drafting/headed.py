"""What a heading or a sentence of purpose says of the supports below it: whom they are for, what they are for.

餐饮企业升级奖励。年营业额突破1000万元的，…; 鼓励企业上市。…奖励200万元; 降低科技型中小企业融资成本。对获得的贷款给予贴息.
"""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.goals import CHOSEN, HOPES, SPECIFIC, names_actor
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.subjects import ACTOR, ANY_ACTOR
from policymatch.parsing.drafting.whowords import KIND, WHO
from policymatch.parsing.structure.nodes import POINTS
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.parsing.text.sentences import sentences, trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_TITLE = re.compile(
    r"(?:对)?(?P<who>(?!培育|壮大|做[大强优]|支持|鼓励|引[进导]|新|首次|加[大强快]|推[动进]|促进|扩大|提升|优化|降低|减轻|企业|各类|相关)[^，。；：、的\d]{2,12}?"
    r"(?:企业|合作社|农场|机构|医院|幼儿园|酒店|民宿|旅行社|景区|商户|大户))"
    r"(?P<what>[^，。；：]{0,10}?)(?:奖励|奖补|补[助贴偿]|资助|扶持|支持|贴息)(?:政策|资金|标准)?"
)
_KIND = re.compile(
    r"(?!培育|壮大|做[大强优]|支持|鼓励|引[进导]|首次|加[大强快]|推[动进]|促进|扩大|提升|优化|降低|减轻|各类|相关|其他|有关|申[请报]|奖[励补]|扶持|重点|新增?|开展|建设|打造|发展|服务|实施)"
    r"(?!.*(?:企业|公司|机构|酒店|饭店|民宿|旅行社|景区|农场|合作社|商户)(?:和|与|及))(?P<who>[^，。；：、的\d]{2,14}?(?:企业|公司|总部|合作社|农场|医院|幼儿园|酒店|民宿|旅行社|景区|基金|配套服务机构|金融机构|中介机构|养老机构|培训机构))[。：]?"
)
"""A title that is all a kind of applicant: 股权投资管理企业."""
_COME = re.compile("(?:新增|新设立?|新引进|新落户|引进|存量|现有)(?=[^，。；：、的]{3})")
_BECOMES = re.compile(
    r"培育|孵化|引|招|服务|担保|融资|贷款|信贷|人才|员工|职工|高管|入驻|落户|认定|上市|挂牌|升[规限上]|上规|纳统|入统|创建|培训|岗位|就业"
)
"""What a firm is to become, or who deals with it: the title does not say that the applicant is one."""
_DEALT_WITH = re.compile(
    "培育|孵化|引|招|入驻|落户|认定|升[规限上]|创建|就业|获得|帮扶|服务(?!业|机构|外包|中心|平台)|对接"
)
_ENDS_IN_WHO = re.compile(rf"(?:{WHO.pattern})的?$")


_PROJECTS = re.compile(
    r"(?P<what>(?!支持|鼓励|引[进导]|推[动进]|促进|加[大强快]|各类|相关|其[他它]|单个|重[点大]|[国省市区县]级|示范|优[秀质]|入[选库围]|[一-龥]{0,6}(?:申报|资助|立项|获批|支持|补助|奖励))[^，。；：\d]{4,24}?(?<!建设)(?<!投资)(?<!产业)项目)"
    r"(?:的?(?:补[助贴]|奖[励补]|资助|扶持|支持))?(?:标准)?[。：]?"
)


_SPENT_ON = re.compile(
    r"(?:[^，。；：]{2,14}[，：](?=对))?对?(?P<who>(?!鼓励|支持|推动|引导)[^，。；：]{2,80}?)(?:等(?:各类)?)?[，：](?:支持|补[贴助]|资助|奖[励补]|扶持)(?:的)?(?:内容|环节|费用|范围)(?:主要)?(?:包括|包含|为|是|：)"
)
"""对社区菜店、菜市场等，支持内容包括店面装修: whom what is spent on is for."""


def spent_on(text: str, said: Span) -> Span | None:
    """Whom or what a sentence names of which it tells what the money is spent on; None where it tells no such thing."""
    found = _SPENT_ON.match(text, said.start, said.end)
    return Span(*found.span("who")) if found is not None else None


def headed(text: str, heading: Span, told: list[Span], *, whom: bool, sorts: bool) -> Span | None:
    """What a heading says of whom or what a grant is for, where the words below do not; None where it says nothing.

    Args:
        text: the working text.
        heading: the heading.
        told: the conditions of the grant.
        whom: whether it may name the kind of applicant.
        sorts: whether it may name the sort of project, as headings under the standards do (1.节能改造项目：…).
    """
    if not len(heading):
        return None
    if not told and (spent := spent_on(text, heading)) is not None:
        return spent
    named = _whom(text, heading) if whom and not any(_names(span.of(text)) for span in told) else None
    if named is not None:
        return named
    sort = _PROJECTS.fullmatch(text, heading.start, heading.end) if sorts else None
    if sort is None or any(sort["what"][:4] in span.of(text) or "项目" in span.of(text) for span in told):
        return None
    return Span(*sort.span("what"))


def _whom(text: str, heading: Span) -> Span | None:
    """The kind of applicant that a title names."""
    come = _COME.match(text, heading.start, heading.end)
    found = _TITLE.fullmatch(text, come.end() if come else heading.start, heading.end)
    if found is not None:
        return None if _BECOMES.search(found["what"]) else Span(*found.span("who"))
    kind = _KIND.fullmatch(text, heading.start, heading.end)
    return Span(*kind.span("who")) if kind and not _DEALT_WITH.search(kind["who"]) else None


def title_of(text: str, node: Node) -> Span:
    """The title above a passage: its own, else, for a point without one, that of the section it stands in."""
    if not len(node.heading) and node.kind in POINTS and node.parent is not None:
        return trimmed(text, node.parent.heading)
    return trimmed(text, node.heading)


def _names(words: str) -> bool:
    """Whether a condition says who is meant, brackets left out."""
    plain = without_brackets(words)
    actor = ACTOR.match(plain)
    return bool(_ENDS_IN_WHO.search(plain)) or (actor is not None and not ANY_ACTOR.fullmatch(actor["who"]))


GOALS = re.compile(
    rf"^(?!{HOPES})(?:大力|积极|重点|优先|主要|择优)?(?:鼓励|支持|引导|扶持|推动|推进|促进)(?!有条件|资金|基金|政策|方式|标准|对象|范围|额度|金额|期限|比例)(?P<what>[^。；，]{{4,60}})"
)
_REFERS = re.compile(r"^(?:相关|该|上述|此类|前款)")
_IN_FULL = re.compile(rf"[^，。；]{{4,}}的[^，。；的]{{2,14}}(?:{WHO.pattern}|开发区|集聚区)")
_AMOUNTS_OF = re.compile(
    r"(?P<what>[^，。；：]{4,30}?)的?(?:资助|补[助贴]|奖励|支持|扶持)(?:额度|标准|金额|限额)[：。]?"
)
_PARTNERS = re.compile(
    rf"(?:与|同|联合|携手|依托|面?向)(?:[^，。；的]{{0,8}}?(?:{SPECIFIC.pattern})(?:、|和|及|或者?|等)*)+(?![^，。；]{{0,6}}(?:的|提供))"
)
"""With whom something is done, who does not apply: 支持与高校、科研院所|开展合作."""
_BROAD = re.compile(r"(?:发展|交流合作|环境|体系|水平|能力|力度|规模|效率|质量|作用|步伐|机制|积极性|活力|[竞影]\w力)$")
"""What a heading promotes at large: 支持专业化运营服务机构发展 names no deed of the applicant."""


def titled(text: str, node: Node) -> Requirement | None:
    """The heading as a goal: 支持孵化器培育和引入高新技术企业."""
    heading = trimmed(text, node.heading)
    words = heading.of(text)
    return Clause(heading) if GOALS.match(words) and len(heading) >= 12 and not _BROAD.search(words) else None


def listed_under(text: str, node: Node) -> Span | None:
    """What a heading gives amounts for, kind by kind: 新创项目的资助额度：歌剧不超过…；话剧不超过…."""
    heading = trimmed(text, node.heading)
    found = _AMOUNTS_OF.fullmatch(heading.of(text))
    return Span(heading.start, heading.start + found.end("what")) if found else None


def needs_goal(text: str, goal: Requirement | None, own: list[Span]) -> bool:
    """Whether the sentence of purpose before a grant says who may claim it."""
    if own and GOALS.match(text[own[0].start - 2 : own[0].end]):
        return False
    if isinstance(goal, Clause) and goal.verbatim:
        return not names_actor(text, own)
    if all(CHOSEN.fullmatch(span.of(text)) for span in own) or not any(WHO.search(span.of(text)) for span in own):
        return True
    if any(_REFERS.match(span.of(text)) for span in own):
        return True
    if _IN_FULL.fullmatch(without_brackets(own[0].of(text))):
        return False
    said = goal.span.of(text) if isinstance(goal, Clause) else ""
    return len(said) >= 12 and bool(SPECIFIC.search(_PARTNERS.sub("", said))) and not names_actor(text, own)


_VERB = (
    r"(?:大力|积极|全力|着力|进一步|持续|切实|有效|加快|重点|优先|全面|强化对?|加大对?|加强对?)*"
    r"(?:支持|鼓励|扶持|推动|推进|促进|引导|助力|帮助|激励|激发|降低|减轻|缓解|保障|提升|提高|增强|奖励|助推|稳定|解决|破解)"
)
_FIRM = r"(?:企业|合作社|农场|医院|幼儿园|酒店|民宿|旅行社|景区|商户|养老机构|个体工商户|社会组织|农户|大户)"
_NAMED = re.compile(
    rf"{_VERB}(?P<who>(?!培育|壮大|引|新|招)[^，。；：、的\d“”]{{0,12}}?{_FIRM})(?P<what>[^，。；：]{{1,20}})"
)
_PARTICULAR = re.compile(
    r"规模以上|规上|限额以上|限上|高新技术|科技型|创新型|专精特新|小巨人|单项冠军|瞪羚|独角兽|小微|中小|大中|微型|工业|制造|建筑|批发|零售|商贸|外贸|外资|民营|国有|服务业|农业|软件|信息|物流|文化|文旅|旅游|餐饮|住宿"
    r"|电商|电子商务|跨境|生物|医药|医疗|养老|家政|房地产|能源|汽车|食品|纺织|化工|出口|龙头企业|合作社|农场|医院|幼儿园|酒店|民宿|旅行社|景区|养老机构|个体工商户|社会组织|农户|大户|金融|数字经济|人工智能|集成电路|新材料|装备"
)
_TO_BECOME = re.compile(
    r"^(?:培育|引|招|服务|担保|认定|申报|升[规限上]|上规|上限|入规|入限|纳统|入统|入库|集聚|落户|培训|孵化|梯[度队]|晋[级升]|创建|评定|数量|占比|群体|倍增|成长|家数|总数|培优|办事|登记|开办|创办|注册|设立|入驻|回归|回迁|达到|的)"
)
"""What a firm is to become, or how many there are to be: the title does not say that the applicant is one."""
_REFERS_TO_ANY = re.compile(r"(?:其|该|上述|符合条件的|相关)[^，。；]{0,8}(?:企业|单位|机构)$|^(?:企业|单位|每家|单个)")
_TAKEN_ON = re.compile(
    r"(?:吸纳|招[用聘录收]|聘用|录用|接收|安[置排]|带动|引进|雇[用佣])[^，。；]{0,24}?(?:毕业生|人员|人才|劳动力|劳动者|失业者?|农民工|残疾人|大学生|退役军人)"
)
"""Those the applicant takes on are not the applicant."""
_OTHERS = re.compile(
    r"银行|金融机构|担保|保险|平台|机构|园区|基地|中介|协会|个人|人才|人员|毕业生|团队|载体|学校|院校|高校"
)


def add_aimed(text: str, drafts: list[Draft]) -> None:
    """Put the kind of applicant in the nearest title or sentence of purpose before the demands of a support that names nobody."""
    for draft in drafts:
        if not draft.name and not _names_somebody(text, draft) and (who := _aimed_at(text, draft)) is not None:
            draft.context.insert(0, Clause(who, subject=True))


def _names_somebody(text: str, draft: Draft) -> bool:
    """Whether a demand of the support says who may have it."""
    for clause in draft.told():
        words = _TAKEN_ON.sub("", without_brackets(clause.span.of(text)))
        if clause.negated or _REFERS_TO_ANY.search(words):
            continue
        if WHO.search(words) or KIND.search(words):
            return True
    return any(_OTHERS.search(text, span.start, span.end) for span in draft.benefits)


def _aimed_at(text: str, draft: Draft) -> Span | None:
    """The nearest words above the support that name a kind of applicant; None where the nearest that name anyone are vague."""
    for span in _above(text, draft):
        found = _NAMED.fullmatch(text, span.start, span.end)
        if found is None:
            continue
        if _TO_BECOME.match(found["what"]) or not _PARTICULAR.search(found["who"]):
            return None
        return Span(*found.span("who"))
    return None


def _above(text: str, draft: Draft) -> list[Span]:
    """The sentences of the same paragraph before the support, the nearest first, then the headings above it."""
    node: Node | None = draft.node
    found: list[Span] = []
    if node is not None and len(node.body):
        before = [one for one in sentences(text, node.body) if one.end <= draft.anchor.start]
        found += [trimmed(text, one) for one in reversed(before) if not MONEY.search(one.of(text))]
    steps = 0
    while node is not None and node.kind is not Kind.ROOT and steps < 3:
        if len(node.heading):
            found += [trimmed(text, one) for one in reversed(sentences(text, node.heading))]
        node, steps = node.parent, steps + 1
    return found


__all__ = ["GOALS", "add_aimed", "headed", "listed_under", "needs_goal", "spent_on", "title_of", "titled"]
