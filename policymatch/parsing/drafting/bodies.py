"""What sort of body a support is for and a demand speaks of: a firm, a guarantor, a hospital, a park, a person.

担保机构应在本市注册 asks nothing of the firms that have another support of the same document, nor 企业 the hospitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from policymatch.parsing.drafting.drafts import Draft, some_of
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.parsing.text.sentences import begin_of, unmarked
from policymatch.spans import Span

Bodies = frozenset[str]
NOBODY: Bodies = frozenset()
FIRM = "企业"
PERSONS: Bodies = frozenset({"个人"})

_SORTS = {
    "养老机构": r"养老(?:服务)?(?:机构|企业|组织)|敬老院|养老院|护理院|照料中心|养老(?:服务)?驿站",
    "学校": r"幼儿园|托[育幼](?:服务)?(?:机构|园)|中小学|(?:普惠性)?民办学校",
    "培训机构": r"培训(?:机构|学校|基地|单位|中心)|(?:职业|技工)(?:院校|学校)|技工院校",
    "医疗机构": r"医疗(?:卫生|保健)?机构|医院|诊所|卫生院",
    "担保机构": r"(?:融资)?担保(?:机构|公司|企业)",
    "租赁公司": r"租赁(?:公司|企业|机构)",
    "金融机构": r"金融(?:服务)?机构|(?:合作|商业)?银行(?:机构)?|小额贷款公司|小贷公司|保险(?:公司|机构)",
    "服务机构": r"第三方(?:专业|服务|咨询|检测|评估)*机构|(?:人力资源|知识产权|技术转移|科技|法律|专业)?服务(?:机构|商)|(?:中介|代理|经纪|评估|咨询|认证)机构",
    "协会": r"协会|商会|社会团体",
    "高校院所": r"高校院所|高等(?:学校|院校)|高校|科研(?:院所|机构)|研究(?:院|所|机构)|研发机构|院所",
    "园区": r"园区|产业园|科技园|创业园|微园|孵化(?:器|基地)|加速器|众创空间|集聚区|示范区|特色街区|楼宇|载体|基地"
    r"|(?:园区|基地|孵化器|载体|楼宇|平台)(?:运营|管理)(?:企业|公司)|(?:园区|基地|孵化器|载体|楼宇|平台)?(?:运营|管理)(?:机构|单位|主体|方)",
    "农户": r"合作社|家庭农场|农户|大户",
    "个人": r"个人|自然人|毕业生|博士后|人才|人员|劳动者|导游|教师|导师|技师|经纪人|经理人|学员|学徒|本人"
    r"|创业者|残疾人|军人|士兵|学生|青年|居民|群体|医[师生]|护理员|传承人|运动员|教练员|工程师|农民工|求职者|工匠",
    FIRM: r"企业|公司|商户|酒店|民宿|旅行社|门店|工厂",
}
_HEAD = "|".join(f"(?P<_{at}>{heads})" for at, heads in enumerate(_SORTS.values()))
_LAST = Seldom(f"(?:{_HEAD})(?:（[^（）]*）)?(?:的)?$")
_NAMES = list(_SORTS)
_ANY_HEAD = re.compile("|".join(_SORTS.values()))
_PREDICATE = (
    r"(?:应当?|须|需|必须|不得|不低于|近|上一?年|[一二三两\d]年内|具[有备]|持有|拥有|在|无|未|为|的(?:注册|实缴|营业)|注册|实缴|成立|年[营主纳度]|营业收入|主营|从业人员|职工|资产"
    r"|自|对|采购|购[买置]|与|首次|新|当年|开展|举办|组织|建设|改造|租[用赁]|参加|取得|获得|申[请报][^，。；：]{0,12}的|符合|满足"
    r"|提供|完成|实施|承[担接办]|引进|研[发制]|生产|经营|从事|投资|使用|应用|运营|推广|培育|聘[请用]|招用|吸纳|发行|投保|入驻|面积|总投资|发放|投放|承保|服务(?=[^，。；]{0,8}企业))"
)
_TOLD = Seldom(rf"(?P<who>[^，。；：（）]{{0,24}}?(?:{_ANY_HEAD.pattern}))(?:（[^（）]*）)?(?={_PREDICATE})")
_NOUN = re.compile(rf"(?P<who>[^，。；：\d]{{2,10}}?)(?={_PREDICATE})")
_OBJECT = re.compile(r"(?:与|为|面?向|对|由|从|按|经|被|将|在|吸引|引进|服务|帮助|支持|鼓励|培育|新?招用)")
_ANYBODY = re.compile(r"(?:申[请报领]|各类|所有|拟|项目|凡)+(?:企业|单位|机构|主体|人|个人)?$")
_PAID = re.compile(
    rf"(?:给予|予以|奖励|补[贴助]|资助|每[家个户名]|单[个家户])(?P<who>[^，。；：\d的]{{0,8}}?(?:{_ANY_HEAD.pattern}))"
)
_FOUNDS = re.compile("创办|自主创业|(?:首次|返乡|初次)创业|领办|从事个体经营")


def bodies(words: str) -> Bodies:
    """The sort that a noun phrase ends in; nothing where it names none."""
    found = _LAST.search(words)
    return frozenset({_NAMES[int(found.lastgroup[1:])]}) if found and found.lastgroup else NOBODY


def told_of(words: str) -> Bodies:
    """Whom a demand speaks of by name: 担保机构应…; nothing where it speaks of all applicants or names nobody."""
    found = _TOLD.match(words)
    if found is None or _OBJECT.match(words) or _ANYBODY.fullmatch(found["who"]):
        return NOBODY
    return bodies(found["who"])


def recipients(text: str, draft: Draft) -> Bodies:
    """Whom a support is for; nothing where its words leave it open."""
    said = [clause.span.of(text) for clause in draft.told() if _is_own(draft, clause)]
    if any(_FOUNDS.search(words) for words in said):
        return NOBODY
    opening = _PHRASE.match(draft.anchor.of(text))
    named = [_named(words) for words in said] or [_named(opening["words"]) if opening else NOBODY]
    if any(named):
        return _of_persons_or_open(text, draft, NOBODY.union(*named))
    paid = [bodies(found["who"]) for span in draft.benefits for found in _PAID.finditer(span.of(text))]
    titles = [*([opening[0]] if opening else []), *draft.titles(text)]
    headed = next(filter(None, (_titled(title) for title in titles)), NOBODY)
    if headed == PERSONS and _BRINGS_IN.search(text, draft.node.span.start, draft.node.span.end):
        headed = NOBODY  # 高层次人才薪酬补贴 for 用人单位
    return NOBODY.union(*paid) or headed


def _of_persons_or_open(text: str, draft: Draft, told: Bodies) -> Bodies:
    """Whom the words name; nobody where they name people whom a body brings in: 用人单位引进的人才，…给予用人单位补贴."""
    if told != PERSONS:
        return told
    said = [*draft.words(text), *(clause.span.of(text) for clause in clauses(*draft.own) if not clause.negated)]
    return NOBODY if any(_BRINGS_IN.search(words) for words in said) else told


_BRINGS_IN = re.compile(
    r"用人单位|(?:企业|单位|机构|公司|高校|院所)(?:[当上本]年度?)?(?:新|全职|柔性|自主)*(?:引进|招[用聘收录]|聘[用请任]|吸纳|录用|培养|选派|推荐)"
    r"|[给予][予以与](?:用人)?(?:企业|单位|机构)"
)
_PHRASE = re.compile(r"(?:对于?|支持|鼓励)?(?P<words>[^，。；：]{2,60}?)的?(?=[，。；：]|$)")


_TITLE = Seldom(
    rf"(?:对于?|支持|鼓励|[（）\d一二三四五六七八九十、.．\s])*(?P<who>[^，。；：的]{{0,10}}?(?:{_ANY_HEAD.pattern}))(?:的|[^，。；：]{{0,8}}(?:奖励|补[贴助]|资助|奖补|补偿|贴息|支持|津贴))"
)


def _titled(title: str) -> Bodies:
    """Whom a heading names: 对租赁公司的业务奖励, 培训机构资助."""
    found = _TITLE.match(title)
    return bodies(found["who"]) if found else NOBODY


def _is_own(draft: Draft, clause: Clause) -> bool:
    return not clause.negated and any(
        span.overlaps(clause.span) for span in (draft.anchor, *draft.passage, *_above_points(draft.node))
    )


def _above_points(node: Node) -> list[Span]:
    """The words that stand over a point and those beside it: …提供担保的机构，分档奖补： | 1.…."""
    if node.parent is None or node.kind is Kind.TEXT or node.parent.kind in (Kind.ROOT, Kind.LABEL, Kind.CHAPTER):
        return []
    lines = [one.body for one in node.parent.children if one.kind is Kind.TEXT and one.span < node.span]
    return [one for one in (node.parent.body, *lines) if len(one)]


def _named(words: str) -> Bodies:
    """Whom a clause of a support names: …的融资担保机构; 医疗机构采购…."""
    last = bodies(words)
    if last and (_SAID_OF.search(words) or len(words) <= SHORT):
        return last
    return told_of(words)


_SAID_OF = re.compile(f"的[^，。；的]{{0,12}}(?:{_ANY_HEAD.pattern})$")
SHORT = 8
"""Characters of a clause that is a noun and nothing more: 融资担保机构."""


class Recipients:
    """Whom each of several supports is for, found out when it is first asked."""

    def __init__(self, text: str, found: Sequence[Draft]) -> None:
        self._text, self._found = text, found

    @cached_property
    def _known(self) -> list[Bodies]:
        return [recipients(self._text, draft) for draft in self._found]

    def named(self, words: str) -> list[Draft] | None:
        """The supports for those whom a demand names; None where it names nobody or does not tell the supports apart."""
        about = told_of(words) if len(self._found) > 1 else NOBODY
        if not about and _BODY_ITSELF.match(words):
            meant = [draft for draft, known in zip(self._found, self._known, strict=True) if known != PERSONS]
            return some_of(meant, self._found)
        if not about:
            return None
        told = zip(self._found, self._known, strict=True)
        meant = [draft for draft, known in told if known & about or (not known and FIRM in about)]
        others = self._beside(words) if FIRM in about else []
        meant = [draft for draft in meant if draft not in others]
        return some_of(meant, self._found)

    def _beside(self, words: str) -> list[Draft]:
        """The supports that speak of a kind which the document sets beside the firms named: 应用单位 of 研制企业、应用单位."""
        told = _TOLD.match(words)
        who = told["who"] if told else ""
        row = _beside_in(self._text, who) if 4 <= len(who) <= SHORT else None
        if row is None:
            return []
        said = [(draft, "\n".join(draft.words(self._text))) for draft in self._found]
        return [draft for draft, one in said if row["next"] in one and who not in one]

    def opening(self, words: str) -> list[Draft] | None:
        """The supports that open with the very noun that a demand opens with, of whatever sort: 研制单位, 景区."""
        found = _NOUN.match(words)
        if found is None or _OBJECT.match(words) or _ANYBODY.fullmatch(found["who"]):
            return None
        meant = [draft for draft, said in zip(self._found, self._opened, strict=True) if found["who"] in said]
        return some_of(meant, self._found)

    @cached_property
    def _opened(self) -> list[str]:
        phrases = (_PHRASE.match(draft.anchor.of(self._text)) for draft in self._found)
        titles = ("".join(draft.titles(self._text)) for draft in self._found)
        return [title + (phrase[0] if phrase else "") for phrase, title in zip(phrases, titles, strict=True)]

    def asked(self, requirement: Requirement) -> list[Draft] | None:
        """The supports for those whom a requirement of all names, by the words that its sentence opens with."""
        lead = requirement.lead if isinstance(requirement, Group) else requirement.span
        if lead is None or not len(lead):
            return None
        words = unmarked(self._text, Span(begin_of(self._text, lead.start), lead.end)).of(self._text)
        return None if FIRM in told_of(words) and not _DOES.match(words) else self.named(words)


_BODY_ITSELF = re.compile(
    rf"(?:(?:所在|用人|上述|该|以上)?(?:机构|单位|组织|主体))(?:（[^（）]*）)?(?:{_PREDICATE}|有(?:以下|下列)|存在|发生)"
)
"""机构应…, 用人单位有下列情形之一的: what is asked of bodies, not of the persons who have another support."""
_NEXT = re.compile(r"[、和及与](?P<next>[^，。；：、和及与的\n]{2,8}?)(?:单位|机构|商|方)(?=[、和及与\n])")


def _beside_in(text: str, who: str) -> re.Match[str] | None:
    """The kind that stands next to one in a row, wherever the document first sets them side by side."""
    at = text.find(who)
    while at >= 0:
        if found := _NEXT.match(text, at + len(who)):
            return found
        at = text.find(who, at + 1)
    return None


_DOES = re.compile(r"(?:拟|凡)?(?:申[请报])?(?:开展|实施|举办|承办|参加|购买|入驻)[^，。；]{2,16}的企业")
"""Firms that do one thing; 申请本办法扶持的企业, 在本区注册的企业 are all applicants, whatever they are."""


__all__ = ["FIRM", "PERSONS", "Bodies", "Recipients", "bodies", "recipients", "told_of"]
