"""What a document demands of every applicant outside the items themselves: 总则, 附则, commitments, exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policymatch.parsing.binding.barred import (
    EXCLUDES,
    asked_before,
    barred,
    barred_in_procedure,
    is_paid,
    is_record,
    without_lead,
)
from policymatch.parsing.binding.commitments import commitment, promised_in
from policymatch.parsing.binding.once import add_once
from policymatch.parsing.binding.terms import ANYBODY, MEANT, TEXT, UNREAD, WHO, explain, said_of
from policymatch.parsing.binding.worded import add_worded
from policymatch.parsing.drafting.addressed import Address, addressed
from policymatch.parsing.drafting.attachments import Attachments
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.remarks import STATE
from policymatch.parsing.structure.exclusions import excludes, named_behind
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.points import name_trades
from policymatch.parsing.structure.requirements import (
    LEAD,
    Clause,
    Group,
    Requirement,
    clauses,
    inline_exclusions,
    joiner_of,
    read_list,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.text.asides import PROCEDURAL, demands_nothing
from policymatch.parsing.text.sentences import parts, phrases, sentences, trimmed, unmarked
from policymatch.parsing.text.stretches import Stretches
from policymatch.spans import Span

_APPLIES = re.compile(
    rf"(?:{TEXT}(?:主要)?|^)(?:(?:以下|上述|以上)?(?:政策|措施|奖[励补]|补[贴助]|扶持|支持)?[只仅]?适用于|的适用(?:对象|范围)为|适用(?:对象|范围)[为是：]|支持对象为|扶持对象为)(?P<said>[^。；]{{6,}})"
)
_BODIES = (
    "(?:医院|诊所|护理院|养老院|幼儿园|托儿所|学校|高校|院校|院所|酒店|民宿|旅行社|景区|门店|商场|超市|影院|书店|市场|楼宇|"
    "平台|中心|协会|商会|毕业生|劳动者)"
)
_MAY_APPLY = re.compile(
    rf"^(?:凡是?)?(?P<said>[^。；]{{4,}}?(?:{WHO}|{_BODIES})(?:（[^（）]*）)?(?:，以及[^。；，]{{4,}})?)，?(?:均|都|方)?"
    r"(?:(?:可以?|有权|有资格|具[有备][^，。；]{0,4}资格)(?:按照?|依照|依据|根据)?|(?=适用))"
    rf"(?:{TEXT})?(?:的?规定)?(?:(?:申[请报领]|享受)(?:[。；]?$|{TEXT}|[本该]?(?:专项|相关|引导|补偿|扶持)?(?:资金|基金)|认定"
    rf"|(?:以下|下列|如下|相关|有关|各项|财政|税收)*(?:扶持|优惠|资助|支持|奖[励补]|补[贴助]))|适用于?{TEXT})"
)
_BUT_FOR = re.compile(r"除(?P<who>[^，。；]{2,24}?)(?:以)?外，(?=[^，。；]{4,})")
"""除个体工商户外，在本区注册的各类主体均可申请."""
_SERVED = re.compile(
    rf"(?:{TEXT}所?(?:(?:扶持|支持|奖励|奖补|补[贴助]|鼓励|资助)(?:和|与|、)?)+的?[^，。；为是]{{0,12}}?(?:项目|企业|单位|机构|对象)"
    r"|(?:以上|上述|前述|各项|所有)?(?:(?:本(?:办法|措施|细则|政策|方案|规程|操作规程|规定|资金|专项资金|项目|计划)|[^，。；：]{2,12}的)(?:的)?)?(?:服务|补[贴助]|资助|保障|支持|扶持|奖励|奖补|申请|申报|受益|适用|使用)的?(?:对象|主体))"
    r"(?:主要|均|都|应当?|须|需|必须|[只仅])*(?:为|是指?|包括|指|限于|仅限|限)：?(?P<said>[^。；]{6,})"
)
_SUPPORTS = re.compile(
    rf"{TEXT}(?:只|仅|主要)?(?:支持|扶持|奖励|资助|面向|针对)(?P<said>[^。；]{{0,30}}(?:注册|登记|独立法人)[^。；]*{WHO})[。；]?$"
)
"""本办法支持在本区注册登记的软件企业."""
_MUST_BE = re.compile(  # 申请人须为毕业五年内的高校毕业生（含技师学院毕业生）
    rf"^(?:(?:申[请报领](?:人|对象|单位|主体)|创业者|补[贴助]对象)?(?:应当?|须|需要?|必须)(?:是|为|属于)|仅?限于?)(?P<said>[^。；]{{4,}}?(?:{WHO}|毕业生|学生|居民|青年|妇女|军人|劳动者|农民)(?:（[^）]*）)?)[。；]?$"
)
_ONLY = re.compile(
    rf"(?:注：|备注：|说明：)?(?:以上|上述|本|该)[^，。；：]{{0,6}}(?:奖[励补]|补[贴助]|政策|措施|资金|项目)(?:均|都)?(?:仅限|限于|限)(?P<said>[^。；]{{4,}}?{WHO})(?:方可|才[能可]|可以?)?(?:申[请报领]|享受)?[。；]?$"
    rf"|只有(?P<only>[^。；]{{4,}}?{WHO})，?(?:才|方)可?(?:以|能)?(?:申[请报领]|享受)"
)
"""以上奖励仅限在本区纳税的企业申报; 只有在本区注册的企业才能享受本措施."""
_ENJOYS = re.compile(
    rf"^(?:凡是?)?(?P<said>[^。；]{{4,}}?\d[^，。；]*?以上(?:（[^）]*）)?的?(?:企业|项目)?)，(?:均|方|一律)?可?享受(?:{TEXT}|本[^，。；]{{0,4}}优惠(?:政策|办法))"
)
"""引进项目固定资产投资达到5000万元以上，享受本政策."""
_DEMANDS = re.compile(
    rf"^(?:凡)?(?:申[请报](?!材料)|享受|获得|拟申[请报]|符合)?[^。；，]{{0,30}}?{WHO}，?[^。；，]{{0,10}}?(?:应当?|须|需|必须|要)(?:同时|均)?(?:符合|满足|具备|具有|拥有|取得|达到|属于|为|是|在|依法|未|无|没有|不存在|承诺|遵守|注册|登记|纳入|列入|建有|设有|通过|信用|诚信|财务|经营状况|书面承诺|{STATE})"
)
_APPLICANT = (
    r"(?:凡|所有|各类)?(?:拟)?(?:申[请报领]|享受)(?:本?[^，。；：]{0,10}(?:资金|奖[励补]|补[贴助]|扶持|支持|资助|政策|项目))?"
    r"的?(?:企业|单位|主体|机构|项目|法人|人|者|组织)"
)
_STATES = re.compile(
    rf"^(?:除[^，。；]{{2,20}}外，)?{_APPLICANT}，?(?:原则上|一般|均|都)*(?:近|最近|过去|上一?年|[一二两三\d]年内|无|未|没有|不存在|不得(?:有|存在|为|是|属于)|具有|具备|依法|在[^，。；]{{1,14}}(?:注册|登记|纳税|经营)|注册|成立|资产|财务|经营|信用|年[度销营主纳产]|实缴|拥有|从事|属于|为|是|{STATE})"
    r"|^企业(?:上一?年度?|当年度?|近?[一二两三]年)?(?:注册|实缴|成立|设立|员工|职工|从业|在职|营业|营收|主营|销售|纳税|税收|资产|研发)[^，。；\d享获]{0,12}?(?:不[低少小高超][于过]|达到?|超过)\d"
    r"|^(?:企业|单位)(?:（[^（）]{2,30}）)?(?:近|最近|过去)?(?:[一二两三五\d]年(?:之?内|来)?)?(?:未|无|没有|不存在)(?:被|发生|受|有|严重|重大|不良|欠|拖|违|失信)"
    r"|^(?:近|最近|过去)[一二两三五\d]年(?:之?内|来)?[^，。；]{0,12}(?:无|未|没有|不存在)"
)
"""What all applicants are or have, told without 应 or 须: 申报单位近三年未发生…; 企业实缴资本不低于100万元."""
_PROMISES = re.compile(rf"^[^。；，]{{0,16}}{WHO}(?:应|须|需)(?:当)?(?:书面)?承诺")
_AFTERWARDS = re.compile(
    r"追[回缴]|退[回还]|收回|期间|享受过|获得.{0,10}后|已(?:享受|获得|认定)|兑现|拨付|弄虚作假|骗取|虚报|隐瞒|截留|挪用|重复|同一|叠加|就高|到期|届满|逾期|评估|考核|复审|公示|审核|核查|调整|解释|校验|年[检审]|复核|复查|抽查|监管|整改"
)


def read_general(text: str, root: Node, drafts: list[Draft]) -> list[Requirement]:
    """The requirements that stand outside the items and bind them all, in reading order, each once."""
    taken = Stretches((span, draft) for draft in drafts for span in _taken(draft))
    granting = Stretches((span, draft) for draft in drafts for span in (*draft.passage, *draft.benefits))
    found: list[Requirement] = []
    attached = Attachments(root, drafts)
    listed: set[Node] = set()
    for node in _nodes(root, attached):
        points = [child for child in node.children if child.kind is not Kind.TEXT]
        if _are_demands(text, node, points) and not any(taken.touch(point.span) for point in points):
            found += read_list(text, points[0], points[1:])
            listed.update(points)
            continue
        if node in listed:
            continue
        if taken.touch(node.body) or (not len(node.body) and taken.touch(node.heading)):
            found += _beside(text, node, taken, grants=granting.touch(node.body))
            continue
        if 2 * sum(taken.touch(point.span) for point in points) > len(points) > 0:
            continue  # a list whose points are an item's own
        announced = _announced(text, node, taken)
        found += announced if announced is not None else _from_node(text, node, drafts)
    found += [one for one in barred_in_procedure(text, root) if not taken.touch(one.span)]
    explain(text, root, drafts)
    add_once(text, root, drafts)
    add_worded(text, root, drafts)
    found += commitment(text, [*found, *_all(drafts)])
    return found


def _are_demands(text: str, node: Node, points: list[Node]) -> bool:
    """Whether points without a lead-in are what all applicants must meet: the first says so, none tells what comes after."""
    if len(points) < 2 or len(node.body) > len("第二十一条") or any(point.children for point in points):
        return False
    return _demand_each([point.body.of(text) for point in points])


def _demand_each(said: list[str]) -> bool:
    """Whether the first of several sentences is a demand on all applicants, and the others may be of the same kind."""
    if not (_DEMANDS.match(said[0]) or _STATES.match(said[0])):
        return False
    return not any(_AFTERWARDS.search(words) or PROCEDURAL.search(words) or _MANAGES.match(words) for words in said)


def _beside(text: str, node: Node, taken: Stretches, *, grants: bool) -> list[Requirement]:
    """What a paragraph says to everybody beside what an item has taken from it.

    Where it grants something, that is whom the document is for alone: the rest speaks of the grant.
    """
    free = (sentence for sentence in sentences(text, node.body) if not taken.touch(sentence))
    return [
        one
        for sentence in free
        if not grants or _APPLIES.match(sentence.of(text))
        for one in _from_sentence(text, sentence)
    ]


def _announced(text: str, node: Node, taken: Stretches) -> list[Requirement] | None:
    """The list that a plain line announces for the points beside it (申报单位应符合以下条件：).

    None where it announces none; nothing where the points are an item's own.
    """
    words = node.body.of(text).strip()
    if node.kind is not Kind.TEXT or node.parent is None or not words.endswith("："):
        return None
    if not _DEMANDS.match(words) and not EXCLUDES.search(words) and not _LISTS_WHOM.match(words):
        return None
    beside = node.parent.children
    at = next(at for at, child in enumerate(beside) if child is node)
    if (plain := _plain_points(text, beside[at + 1 :])) and not any(taken.touch(point.span) for point in plain):
        return [Group("all", tuple(Clause(trimmed(text, point.body)) for point in plain), node.body)]
    kind = beside[at + 1].kind if at + 1 < len(beside) else Kind.TEXT
    ends = (to for to in range(at + 1, len(beside)) if beside[to].kind is Kind.TEXT or beside[to].kind is not kind)
    points = beside[at + 1 : next(ends, len(beside))]
    if any(taken.touch(words) for point in points for words in _own_words(point)):
        return []
    return [one for one in read_list(text, node, points) if isinstance(one, Group)]


_LISTS_WHOM = re.compile(
    rf"(?![^。；：]*(?:认定|所称|为本|称为|视为|评为|命名|授予|确认|可直接))(?=[^。；]*{WHO})[^。；]{{0,30}}?(?:符合|满足|具备)(?:以下|下列|如下)[^，。；：]{{0,12}}(?:条件|要求|情形)[^。；：]{{0,40}}：$"
)
"""A line that lists whom it is for, whatever they may do (符合以下条件的企业，可申请补贴：); not one that says what a word means
or who is recognised (…的企业，为本公告所称小型微利企业：; …，可申请认定为总部企业：)."""


def _plain_points(text: str, following: list[Node]) -> list[Node]:
    """Points without numbers below a lead-in, one a line: each ends with a semicolon, the last one in a full stop."""
    found: list[Node] = []
    for node in following:
        words = node.body.of(text).strip()
        if node.kind is not Kind.TEXT or not words.endswith(("；", "。")):
            break
        found.append(node)
        if words.endswith("。"):
            break
    return found if len(found) > 1 else []


def _own_words(point: Node) -> Iterator[Span]:
    """What a point says itself and in its own points; a line that hangs below the last of a list is not its own."""
    yield from (point.heading, point.body)
    yield from (child.span for child in point.children if child.kind is not Kind.TEXT)


def _all(drafts: Iterable[Draft]) -> Iterator[Requirement]:
    for draft in drafts:
        yield from draft.requirements()


def _nodes(root: Node, attached: Attachments) -> Iterator[Node]:
    """The nodes that may bind everybody: no basis, procedure or materials, nor what is attached and holds no items."""
    for child in root.children:
        if child.topic is Topic.BASIS and child.children:
            yield from _nodes(child, attached)  # 总体要求: whom it applies to stands among its articles
            continue
        if child.topic in UNREAD or (child.topic in (Topic.MATERIALS, Topic.ATTACHMENT) and not attached.holds(child)):
            continue
        yield child
        yield from _nodes(child, attached)


def _taken(draft: Draft) -> Iterator[Span]:
    yield from draft.passage
    yield from draft.benefits
    for requirement in draft.requirements():
        for clause in clauses(requirement):
            yield clause.span


def _from_node(text: str, node: Node, drafts: list[Draft]) -> list[Requirement]:
    """The requirements of one node's own words, with the list it announces; those for some alone go to them."""
    found: list[Requirement] = []
    body = node.body if len(node.body) else node.heading
    listed = any(child.kind is not Kind.TEXT for child in node.children)
    if not listed and (numbered := _numbered(text, body)) and _demand_each([point.of(text) for point in numbered]):
        return list(read_requirements_of(text, node))
    for sentence in sentences(text, body):
        words = sentence.of(text).strip()
        announces = listed and bool(LEAD.search(words) or words.endswith("："))
        addresses = [(part, addressed(text, part, drafts)) for part in parts(text, sentence)]
        if any(address is not None for _, address in addresses):
            for part, address in addresses:
                if address is None:
                    found += _from_sentence(text, part)
                    continue
                said = _list_of(text, node, sentence) if announces else _from_address(text, address)
                for draft in address.drafts:
                    draft.context += said
        elif announces and _PURSUED.search(words):
            continue
        elif announces and (
            _DEMANDS.match(words)
            or EXCLUDES.search(words)
            or _LISTS_WHOM.match(words)
            or (_STATES.match(words) and excludes(text, sentence))
            or (_LISTS_TRADES.match(words) and name_trades(text, node))
        ):
            found += _list_of(text, node, sentence)
        else:
            found += _from_sentence(text, sentence)
    return found


def _numbered(text: str, body: Span) -> list[Span]:
    """The sentences of a paragraph that numbers each of them (1.…。2.…。), without their numbers; none where one has none."""
    said = [trimmed(text, sentence) for sentence in sentences(text, body)]
    bare = [unmarked(text, sentence) for sentence in said]
    return bare if len(said) > 1 and all(len(one) < len(told) for one, told in zip(bare, said, strict=True)) else []


_LISTS_TRADES = re.compile(
    r"[^，。；：]{0,24}(?:支持|扶持|资助|奖励|补[贴助]|用于)(?:以下|下列|如下)[^，。；：]{0,8}(?:产业|领域|行业|方向)[^，。；：]{0,8}：$"
)
"""专项资金重点支持以下领域：, with a trade a point."""
_OF_THE_FUND = re.compile(
    "组织(?:实施|开展|申报)|(?:项目|企业|单位)?(?:资金|专项资金)的?(?:申[请报]|管理|使用|审核|拨付|监督)[^，。；]*|[^，。；]*(?:计划|资金|管理|监督|拨付|审核|使用|评审|验收)(?:工作|活动)?$"
)
"""What the document regulates, which names no applicant: 本规程适用于专项资金的申报、审核、拨付."""
_PURSUED = re.compile("追[回缴究]|收回|退[回还](?!的)|停止拨付|终止(?:项目|合同|拨付)|承担[^，。；]{0,6}责任")
"""What follows for those already paid: 有下列情形之一的，取消资格，追回资金：."""


def _list_of(text: str, node: Node, lead: Span) -> list[Requirement]:
    """The list that a node's own words announce, and whom the announcing sentence says that it is for."""
    read = read_requirements(text, node) if len(node.body) else read_requirements_of(text, node)
    return [one for one in read if not isinstance(one, Clause) or one.span.overlaps(lead)]


_IDLE_LEAD = re.compile(
    r"除(?:符合|满足|具备|达到)[^，。；]{2,40}外，|(?:享受|申[请报领]|获得)[^，。；]{0,12}的(?=企业|单位|机构|项目)"
)


def _from_address(text: str, address: Address) -> list[Requirement]:
    """What a sentence demands of those it names."""
    said = address.said
    if address.shut_out:
        return [Clause(without_lead(text, trimmed(text, said)), negated=True)]
    lead = _IDLE_LEAD.match(text, said.start, said.end)
    said = trimmed(text, Span(lead.end(), said.end) if lead else said)
    words = said.of(text)
    if _AFTERWARDS.search(words) or demands_nothing(words) or _RECKONS.search(words):
        return []
    return barred(text, said) if EXCLUDES.search(words) else [Clause(said)]


_RECKONS = re.compile(r"折算|折合|计算|测算|换算|核算口径|为准")


_FORBIDS = re.compile(r"[^，。；：]{2,12}不得(?:有|存在|发生)?(?:下列|以下|如下)[^，。；：]{0,8}(?:行为|情形)")
"""How those supported are to behave: 见习单位不得有下列行为：; of applicants it says who may not apply."""


def _from_sentence(text: str, sentence: Span) -> list[Requirement]:
    words = sentence.of(text)
    meant = MEANT.search(words)
    if meant and not ANYBODY.fullmatch(meant["term"]):
        return []
    if meant:
        return [Clause(said_of(text, sentence, meant), subject=True, term=meant["term"])]
    applies = _APPLIES.search(words)
    if applies and re.search(WHO, _OF_THE_FUND.sub("", applies["said"])):
        return [Clause(said_of(text, sentence, applies), subject=True)]
    served = next(
        (said for way in (_SERVED, _MAY_APPLY, _ENJOYS, _MUST_BE, _SUPPORTS) if (said := way.match(words))), None
    )
    if served:
        return _served(text, said_of(text, sentence, served))
    if (only := _ONLY.match(words)) is not None:
        low, high = only.span("said" if only["said"] else "only")
        return _served(text, Span(sentence.start + low, sentence.start + high))
    if _PROMISES.match(words):
        promised: list[Requirement] = [Clause(promised_in(text, part)) for part in parts(text, sentence)]
        return promised[:1]
    if (listed := inline_exclusions(text, sentence)) is not None:
        return [] if _FORBIDS.match(words) and not _STATES.match(words) else [listed]
    if behind := named_behind(text, sentence):
        whole = trimmed(text, sentence) if len(behind) == 1 else None
        return [Clause(kind, negated=True, whole=whole) for kind in behind]
    return _demanded(text, sentence, words)


def _served(text: str, said: Span) -> list[Requirement]:
    """Who may apply, and who of them may not."""
    but = _BUT_FOR.match(text, said.start, said.end)
    if but is None:
        return _applicants(text, said)
    return [Clause(Span(*but.span("who")), negated=True), *_applicants(text, Span(but.end(), said.end))]


_KIND = re.compile(rf"[^。；]{{4,}}{WHO}(?:等)?")


def _applicants(text: str, said: Span) -> list[Requirement]:
    """Who may apply; kinds set apart by commas (在本区注册的企业，在本市注册的…分支机构，…等组织) are alternatives."""
    kinds = [trimmed(text, phrase) for phrase in phrases(text, said)]
    if len(kinds) < 2 or not all(_KIND.fullmatch(kind.of(text)) for kind in kinds):
        return [Clause(said, subject=True)]
    return [Group("any", tuple(Clause(kind, subject=True) for kind in kinds))]


def _demanded(text: str, sentence: Span, words: str) -> list[Requirement]:
    """Who a sentence shuts out, or what it demands of everybody; what a jury's marks decide, nobody can tell before."""
    if _MARKS.search(words):
        return []
    if EXCLUDES.search(words) and (not _AFTERWARDS.search(words) or is_record(words) or is_paid(words)):
        if (asked := asked_before(text, sentence)) is None:
            return barred(text, sentence)
        rest = Span(asked.end, sentence.end)
        return [*_demanded(text, asked, asked.of(text)), *barred(text, rest)]
    if _MANAGES.match(words):
        return []
    if _AFTERWARDS.search(words) or PROCEDURAL.search(words):
        return []
    if _DEMANDS.match(words) or (_STATES.match(words) and not _RECKONS.search(words)):
        return [Clause(trimmed(text, sentence))]
    return _list_in(text, sentence)


def _list_in(text: str, sentence: Span) -> list[Requirement]:
    """A list within one sentence, whoever meets it may apply: 同时符合以下条件的企业方可申请：A；B；C."""
    colon = text.find("：", sentence.start, sentence.end) + 1
    if not colon or not _LISTS_WHOM.match(text, sentence.start, colon):
        return []
    lead = Span(sentence.start, colon)
    said = (unmarked(text, trimmed(text, part)) for part in parts(text, Span(colon, sentence.end)))
    members = tuple(Clause(one) for one in said if len(one) > 2)
    return [Group(joiner_of(text, lead, excluded=False), members, lead)] if members else []


_MARKS = re.compile("[得评总打]分")


_MANAGES = re.compile(
    r"^[^。；，]{0,24}(?:应当?|须|需|必须|要)(?:依法|按照?|严格|切实|认真|加强|建立健全|自觉|主动|积极|如实|妥善|及时|配合|接受|遵守)(?!注册|登记|成立|设立|纳税|缴纳|参加|参保|取得|持有|[^。；]*(?:[、，]且?无|未(?:被|受|发生|列|因|拖|出现)|没有))"
)
"""How those supported are to behave, which nobody applies with: 机构应当依法执业，规范服务."""
