"""What a document demands of every applicant outside the items themselves: 总则, 附则, commitments, exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policymatch.parsing.binding.barred import (
    EXCLUDES,
    asked_before,
    barred,
    from_record,
    is_paid,
    is_record,
    without_lead,
)
from policymatch.parsing.binding.commitments import commitment, promised_in
from policymatch.parsing.binding.entitled import APPLIES, announces_whom, entitled
from policymatch.parsing.binding.once import add_once
from policymatch.parsing.binding.passing import announced_in, shut_out_in_passing
from policymatch.parsing.binding.terms import ANYBODY, MEANT, UNREAD, WHO, explain, said_of
from policymatch.parsing.binding.worded import add_worded
from policymatch.parsing.drafting.addressed import Address, addressed, of_a_deed, spoken
from policymatch.parsing.drafting.attachments import Attachments, is_listed
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.whowords import STATE
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.besideprocedure import demanded_first
from policymatch.parsing.structure.exclusions import excludes, named_behind
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.leads import LEAD, joiner_of
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.points import name_trades
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    clauses,
    inline_exclusions,
    read_list,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.text.asides import IDLE_PHRASE, demands_nothing, is_procedural, outside_brackets
from policymatch.parsing.text.sentences import parts, phrases, sentences, trimmed, unmarked
from policymatch.parsing.text.stretches import Stretches
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_DEMANDS = re.compile(
    rf"^(?:(?:原则上|一般)，?)?(?!各?(?:级|相关|有关|牵头|责任|成员|主管|承办|配合|职能|、)+(?:单位|部门|机构))(?:除[^，。；]{{2,20}}外，)?(?:凡)?(?:申[请报](?!材料)|享受|获得|拟申[请报]|符合)?[^。；，]{{0,30}}?{WHO}，?[^。；，]{{0,10}}?(?:应当?|须|需|必须|要)(?:同时|均)?(?:符合|满足|具备|具有|拥有|取得|达到|属于|为|是|在|依法|未|无|没有|不存在|承诺|遵守|注册|登记|纳入|列入|建有|设有|通过|信用|诚信|财务|经营状况|书面承诺|{STATE})"
)
_APPLICANT = (
    r"(?:凡|所有|各类)?(?:拟)?(?:申[请报领]|享受)(?:本?[^，。；：]{0,10}(?:资金|奖[励补]|补[贴助]|扶持|支持|资助|政策|措施|办法|意见|细则|项目))?"
    r"的?(?:企业|单位|主体|机构|项目|法人|人|者|组织)"
)
_STATES = re.compile(
    rf"^(?:(?:原则上|一般|其中)，?)?(?:除[^，。；]{{2,20}}外，)?{_APPLICANT}，?(?:原则上|一般|均|都)*(?:近|最近|过去|上一?年|[一二两三\d]年内|无|未|没有|不存在|不得(?:有|存在|为|是|属于)|具有|具备|依法|在[^，。；]{{1,14}}(?:注册|登记|纳税|经营)|注册|成立|资产|财务|经营|信用|年[度销营主纳产]|实缴|拥有|从事|属于|为|是|{STATE})"
    r"|^企业(?:上一?年度?|当年度?|近?[一二两三]年)?(?:注册|实缴|成立|设立|员工|职工|从业|在职|营业|营收|主营|销售|纳税|税收|资产|研发)[^，。；\d享获]{0,12}?(?:不[低少小高超][于过]|达到?|超过)\d"
    r"|^(?:企业|单位)(?:（[^（）]{2,30}）)?(?:近|最近|过去)?(?:[一二两三五\d]年(?:之?内|来)?)?(?:未|无|没有|不存在)(?:被|发生|受|有|严重|重大|不良|欠|拖|违|失信)"
    r"|^(?:近|最近|过去)[一二两三五\d]年(?:之?内|来)?[^，。；]{0,12}(?:无|未|没有|不存在)"
)
"""What all applicants are or have, told without 应 or 须: 申报单位近三年未发生…; 企业实缴资本不低于100万元."""
_PROMISES = Seldom(rf"^[^。；，]{{0,16}}{WHO}(?:应|须|需)(?:当)?(?:书面)?承诺")
_AFTERWARDS = re.compile(
    r"追[回缴]|退[回还]|收回|期间|享受过|获得.{0,10}后|已(?:享受|获得|认定)|兑现|拨付|弄虚作假|骗取|虚报|隐瞒|截留|挪用|重复|同一|叠加|就高|到期|届满|逾期(?!未(?!申|提|报|兑|办))|评估|考核|复审|公示|审核|核查|调整|解释|校验|年[检审]|复核|复查|抽查|监管|整改|评价(?:结果)?(?:为)?不?合格"
)


def read_general(text: str, root: Node, drafts: list[Draft]) -> list[Requirement]:
    """The requirements that stand outside the items and bind them all, in reading order, each once."""
    taken = Stretches((span, draft) for draft in drafts for span in _taken(draft))
    granting = Stretches((span, draft) for draft in drafts for span in (*draft.passage, *draft.benefits))
    found: list[Requirement] = []
    attached = Attachments(root, drafts)
    listed: set[Node] = set()
    for node in _nodes(text, root, attached):
        points = [child for child in node.children if child.kind is not Kind.TEXT]
        if _are_demands(text, node, points) and not any(taken.touch(point.span) for point in points):
            found += read_list(text, points[0], points[1:])
            listed.update(points)
            continue
        if node in listed or is_listed(text, node):
            continue
        if taken.touch(node.body) or (not len(node.body) and taken.touch(node.heading)):
            found += _beside(text, node, taken, grants=granting.touch(node.body))
            continue
        if 2 * sum(taken.touch(point.span) for point in points) > len(points) > 0:
            continue  # a list whose points are an item's own
        announced = _announced(text, node, taken)
        if announced is None:
            found += _from_node(text, node, drafts, listed)
        else:
            before = sentences(text, node.body)[:-1]  # what the line says before it announces them
            found += [*(one for sentence in before for one in _from_sentence(text, sentence)), *announced]
    found += [one for one in shut_out_in_passing(text, root) if not taken.touch(one.span)]
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
    return not any(_AFTERWARDS.search(words) or is_procedural(words) or _MANAGES.match(words) for words in said)


def _beside(text: str, node: Node, taken: Stretches, *, grants: bool) -> list[Requirement]:
    """What a paragraph says to everybody beside what an item has taken from it.

    Where it grants something, that is whom the document is for alone: the rest speaks of the grant.
    """
    free = (sentence for sentence in sentences(text, node.body) if not taken.touch(sentence))
    return [
        one
        for sentence in free
        if not grants or APPLIES.match(sentence.of(text))
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


def _nodes(text: str, root: Node, attached: Attachments) -> Iterator[Node]:
    """The nodes that may bind everybody: no basis, procedure or materials, nor what is attached and holds no items."""
    for child in root.children:
        if child.topic is Topic.BASIS and child.children:
            yield from _nodes(text, child, attached)  # 总体要求: whom it applies to stands among its articles
            continue
        if child.topic is Topic.PROCEDURE:
            yield from announced_in(text, child)
        if child.topic in UNREAD or (child.topic in (Topic.MATERIALS, Topic.ATTACHMENT) and not attached.holds(child)):
            continue
        yield child
        yield from _nodes(text, child, attached)


def _taken(draft: Draft) -> Iterator[Span]:
    yield from draft.passage
    yield from draft.benefits
    for requirement in draft.requirements():
        for clause in clauses(requirement):
            yield clause.span


def _from_node(text: str, node: Node, drafts: list[Draft], listed_for: set[Node]) -> list[Requirement]:
    """The requirements of one node's own words, with the list it announces; those for some alone go to them.

    The points of a list for some alone are added to ``listed_for``, for they say nothing to the others.
    """
    found: list[Requirement] = []
    body = node.body if len(node.body) else node.heading
    listed = any(child.kind is not Kind.TEXT for child in node.children)
    if not listed and (numbered := _numbered(text, body)) and _demand_each([point.of(text) for point in numbered]):
        return list(read_requirements_of(text, node))
    for sentence in _of_all(text, sentences(text, body), _supports_beside(node, drafts)):
        words = sentence.of(text).strip()
        announces = listed and bool(LEAD.search(words) or words.endswith("："))
        addresses = [(part, addressed(text, part, drafts)) for part in spoken(text, sentence)]
        if any(address is not None for _, address in addresses):
            for part, address in addresses:
                if address is None:
                    found += _from_sentence(text, part)
                    continue
                said = _list_of(text, node, sentence) if announces else _from_address(text, address)
                listed_for.update(node.children if announces else ())
                for draft in address.drafts:
                    draft.context += said
        elif announces and (doing := [] if _PURSUED.search(words) else of_a_deed(text, sentence, drafts)) is not None:
            listed_for.update(node.children if doing or not _PURSUED.search(words) else ())
            for draft in doing:
                draft.context += _list_of(text, node, sentence)
        elif announces and (
            _DEMANDS.match(words)
            or EXCLUDES.search(words)
            or _LISTS_WHOM.match(words)
            or announces_whom(text, node, words)
            or (_STATES.match(words) and excludes(text, sentence))
            or (_LISTS_TRADES.match(words) and name_trades(text, node))
        ):
            found += _list_of(text, node, sentence)
        else:
            found += _from_sentence(text, sentence)
    return found


_RUNG_OUT = re.compile(
    r"[^，。；：]{2,16}?(?:不?[低高超][于过]|不足|未达到?|在)?\d[^，。；：]{0,10}的，?(?:均|一律)?不(?:予|再|享受)[^，。；]{0,8}[。；]?$"
)
"""年化费率超过1.2%的不予奖补, one of the points of a support: the rung of its ladder that gets nothing."""


def _of_all(text: str, said: Iterable[Span], beside: list[Draft]) -> Iterator[Span]:
    """The sentences that may speak to all supports; a rung that gets nothing is told to those beside its point."""
    for sentence in said:
        if not beside or _RUNG_OUT.match(sentence.of(text).strip()) is None:
            yield sentence
            continue
        for draft in beside:
            draft.context += _from_sentence(text, sentence)


def _supports_beside(node: Node, drafts: list[Draft]) -> list[Draft]:
    """The supports told in the points beside a point, where the document has others."""
    if node.kind is Kind.TEXT or node.parent is None:
        return []
    points = {id(child) for child in node.parent.children if child.kind is node.kind}
    found = [draft for draft in drafts if id(draft.node) in points]
    return found if len(found) < len(drafts) else []


def _numbered(text: str, body: Span) -> list[Span]:
    """The sentences of a paragraph that numbers each of them (1.…。2.…。), without their numbers; none where one has none."""
    said = [trimmed(text, sentence) for sentence in sentences(text, body)]
    bare = [unmarked(text, sentence) for sentence in said]
    return bare if len(said) > 1 and all(len(one) < len(told) for one, told in zip(bare, said, strict=True)) else []


_LISTS_TRADES = re.compile(
    r"[^，。；：]{0,24}(?:支持|扶持|资助|奖励|补[贴助]|用于)(?:以下|下列|如下)[^，。；：]{0,8}(?:产业|领域|行业|方向)[^，。；：]{0,8}：$"
)
"""专项资金重点支持以下领域：, with a trade a point."""
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
    if (whom := entitled(text, sentence)) is not None:
        return whom
    if _PROMISES.match(words):
        promised: list[Requirement] = [Clause(promised_in(text, part)) for part in parts(text, sentence)]
        return promised[:1]
    if (listed := inline_exclusions(text, sentence)) is not None:
        return [] if _FORBIDS.match(words) and not _STATES.match(words) else [listed]
    if behind := named_behind(text, sentence):
        whole = trimmed(text, sentence) if len(behind) == 1 else None
        return [Clause(kind, negated=True, whole=whole) for kind in behind]
    return _demanded(text, sentence, words)


def _demanded(text: str, sentence: Span, words: str) -> list[Requirement]:
    """Who a sentence shuts out, or what it demands of everybody; what a jury's marks decide, nobody can tell before."""
    if _MARKS.search(words):
        return []
    if EXCLUDES.search(words) and (not _AFTERWARDS.search(words) or is_record(words) or is_paid(words)):
        if (asked := asked_before(text, sentence)) is None:
            return barred(text, sentence)
        rest = Span(asked.end, sentence.end)
        return [*_demanded(text, asked, asked.of(text)), *barred(text, rest)]
    if _AFTERWARDS.search(words) and (told := from_record(text, sentence)) is not None:
        return barred(text, told)
    if _MANAGES.match(words) or IDLE_PHRASE.fullmatch(words.rstrip("：。")):
        return []
    if _AFTERWARDS.search(plain := outside_brackets(words)) or is_procedural(plain):
        said = parts(text, sentence)
        if len(said) < 2:  # 同一项目不得重复申报，已获得财政扶持的内容不再补助
            paid = [phrase for phrase in phrases(text, sentence)[1:] if _is_shut_out_as_paid(phrase.of(text))]
            of_all = _DEMANDS.match(without_brackets(words)) or _STATES.match(words)
            runs = demanded_first(text, sentence) if of_all else []
            mine = [Clause(run) for run in runs if not _AFTERWARDS.search(run.of(text))]
            return [*mine, *(one for phrase in paid for one in barred(text, phrase))]
        behind = [part for part in said[1:] if _is_shut_out_as_paid(part.of(text))]
        return [  # 同一项目就高不重复；已享受“一事一议”政策的，不再享受
            one
            for part in said
            for one in (barred(text, part) if part in behind else _demanded(text, part, part.of(text)))
        ]
    if (about := _ABOUT.match(text, sentence.start, sentence.end)) is not None:
        sentence = Span(about.end(), sentence.end)
        words = sentence.of(text)
    if _DEMANDS.match(without_brackets(words)) or (_STATES.match(words) and not _RECKONS.search(words)):
        return [Clause(trimmed(text, sentence))]
    return _list_in(text, sentence)


def _is_shut_out_as_paid(words: str) -> bool:
    return is_paid(words) and EXCLUDES.search(words) is not None


def _list_in(text: str, sentence: Span) -> list[Requirement]:
    """A list within one sentence, whoever meets it may apply: 同时符合以下条件的企业方可申请：A；B；C."""
    colon = text.find("：", sentence.start, sentence.end) + 1
    if not colon or not _LISTS_WHOM.match(text, sentence.start, colon):
        return []
    lead = Span(sentence.start, colon)
    said = (unmarked(text, trimmed(text, part)) for part in parts(text, Span(colon, sentence.end)))
    members = tuple(Clause(one) for one in said if len(one) > 2)
    return [Group(joiner_of(text, lead, excluded=False), members, lead)] if members else []


_ABOUT = re.compile(
    "(?:对于?|凡是?)?涉及[^，。；：]{0,12}(?:资金|奖[励补]|补[贴助]|扶持|支持|资助)[^，。；：]{0,6}的，"
)
"""Which supports a demand is for, all of those with money: 涉及财政奖补的，申报企业应…."""
_MARKS = re.compile("[得评总打]分")


_MANAGES = re.compile(
    r"^[^。；，]{0,24}(?:应当?|须|需|必须|要)(?:依法|按照?|严格|切实|认真|加强|建立健全|自觉|主动|积极|如实|妥善|及时|配合|接受|遵守)(?!注册|登记|成立|设立|纳税|缴纳|参加|参保|取得|持有|[^。；]*(?:[、，]且?无|未(?:被|受|发生|列|因|拖|出现)|没有))"
)
"""How those supported are to behave, which nobody applies with: 机构应当依法执业，规范服务."""
