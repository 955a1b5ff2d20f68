"""Whom the title or the sentence of purpose above a support names, where the support names nobody.

降低科技型中小企业融资成本。对获得的贷款给予贴息; 支持工业企业做大做强。1.年产值首次突破1亿元的，….
"""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.remarks import KIND, WHO
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.sentences import sentences, trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

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
_BECOMES = re.compile(
    r"^(?:培育|引|招|服务|担保|认定|申报|升[规限上]|上规|上限|入规|入限|纳统|入统|入库|集聚|落户|培训|孵化|梯[度队]|晋[级升]|创建|评定|数量|占比|群体|倍增|成长|家数|总数|培优|办事|登记|开办|创办|注册|设立|入驻|回归|回迁|达到|的)"
)
"""What a firm is to become, or how many there are to be: the title does not say that the applicant is one."""
_REFERS = re.compile(r"(?:其|该|上述|符合条件的|相关)[^，。；]{0,8}(?:企业|单位|机构)$|^(?:企业|单位|每家|单个)")
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
        if clause.negated or _REFERS.search(words):
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
        if _BECOMES.match(found["what"]) or not _PARTICULAR.search(found["who"]):
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


__all__ = ["add_aimed"]
