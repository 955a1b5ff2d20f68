"""What an article says to all the supports it holds, before or behind them.

支持对象为在本市注册的软件企业。1.…2.…; 1.…2.…上述企业须依法纳税。; 以上奖励均要求近三年未发生安全事故.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.whowords import STATE, WHO, WHO_LAST
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.nodes import LINES
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.parsing.text.asides import demands_nothing
from policymatch.parsing.text.sentences import sentences, trimmed
from policymatch.spans import Span

_KINDS = r"(?:支持|奖励|奖补|补[贴助]|扶持|资助|申[请报领]|享受|贴息|激励|受益|适用|政策|服务|认定|的|和|与|、|及)"
SCOPE = re.compile(
    rf"(?:本(?:条款?|款|项|节|章|类|奖励|补[贴助]|政策|条政策|项目|方向|专项)|该(?:条|款|项)?|上述|以上|此项?)?(?:所称|所指)?(?:的)?{_KINDS}{{1,5}}"
    r"(?:对象|范围|主体|企业|单位|机构|人员|条件|资格|要求|门槛)(?:应当?|须|需|必须|仅限|主要|原则上|一般)*"
    r"(?:为|是|包括|是指|指|限于|仅限|：|(?=在[^，。；]{2,12}(?:注册|登记|纳税)|(?:符合|满足|具备|具有|取得|属于|依法)))：?(?P<said>[^。；]{4,})"
)
_LIMITED_TO = re.compile(
    rf"(?:本(?:条款?|款|项|节|章|类|奖励|补[贴助]|条政策|方向|专项))(?:政策|措施|规定)?(?:主要|仅|只)?(?:适用于|适用对象为|面向|支持|针对)(?P<said>[^。；]{{4,}}?(?:{WHO.pattern})[^。；，]{{0,6}})"
)
_MAY = Seldom(
    rf"(?:凡是?)?(?P<said>[^。；]{{4,}}?(?:{WHO.pattern}))，?(?:均|都|方|才)?(?:可以?|有权)(?:按[^，。；]{{2,8}})?(?:申[请报领]|享受)(?:本[^，。；]{{1,6}}|奖励|补[贴助]|支持|扶持|资助|政策)*"
)
"""In an article with supports of its own: 在本区注册的规上企业，均可申报."""
_THING = (
    r"(?:奖励|奖补|补[贴助]|资助|扶持|支持|政策|资金|贴息|优惠|条款|措施|事项|项目|企业|单位|机构|"
    r"对象|主体|人员|人才|申[请报]人|平台|园区|基地|团队|合作社|活动|产品|门店)"
)
BACK = re.compile(
    r"(?:其中，|同时，|另外，|此外，|且|但)?(?:凡|若|拟)*(?:申[请报领]|享受|获得|兑现|符合|满足)?"
    rf"(?:(?:上述|以上|前述|上列|该|此|本(?=奖励|补[贴助]|项|资助)|本条(?!款?规定的?程序)|本款)(?:所列|规定|各项?|各类|所有|全部|相关|几|的|[\d一二三四五两]|个|项|款|条|类|、)*(?:[^，。；、的\d应须需]{{0,6}}?{_THING}+)"
    rf"|前(?:[一二三四两\d]+)?[项款条](?:所列|规定|的|各项?)*{_THING}*|[两二三四五六][项类种个](?:{_THING})?(?=[均都]))"
    rf"(?:条件|标准|政策|资金|支持|奖励|补[贴助])?的?(?:申[请报领](?=企业|单位|主体|人|项目|对象))?{_THING}?，?(?:均|都|还|同时|原则上|一律|其)*"
    r"(?:(?P<out>不(?:含|包括|包含|适用于|面向))|(?P<only>仅限于?|限于|仅?适用于|只适用于|仅?面向|是指|指|(?:应当?|须|需|必须)(?:是|为)|为(?!其|员工|职工|一次性|每|最高|\d))"
    r"|要求(?:是|为)?|(?P<must>应(?!付|收|税|届|急|用)当?|必须|须|需(?!求)要?|不得|(?=当年|上年|上一年|近[一二三两\d]年|在[^，。；]{2,12}(?:注册|登记|纳税|成立))|(?=未|无|没有|依法)))：?(?P<said>[^。；]{3,})"
)
_DEMANDED = re.compile(
    rf"(?:当年|上年|上一年|同时|均|都|还|在|竣工|通过|已|全部)*(?:{STATE}|验收(?:合格|通过)?|[竣完]工|建成|投[入产用]|企业|单位|项目|申[请报]|[^，。；]{{0,16}}(?:增长|达到|超过|满|\d))"
)
_OF_THE_MONEY = re.compile(
    r"最[高多长]|封顶|上限|合计|总额|累计(?:不超|最高|获)|就高|从高|重复|叠加|拨付|兑[现付]|发放|分[\d一二三两]年|按[^，。；]{0,8}(?:比例|标准)(?:分担|承担)|由[^，。；]{1,16}(?:承担|负担|安排|列支|负责|解释|制定)"
    r"|财政(?!部|票据)[^，。；]{0,6}(?:承担|负担|分担|列支)|(?:支持|奖励|补[贴助]|资助|补助)(?:期限|年限|标准|金额|额度|比例|资金)|用于|专款|公示|审核|评审|验收(?:后|合格后)|提[交供报]|材料|申[请报]表|承诺书|另行|参照|追[回缴]|退[回还]|取消|工作日|执行$|有效期|起(?:实施|施行|执行)"
)
"""What is said of the money and its ways, not of who may have it."""
_UNREAD = frozenset(
    {Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE, Topic.STACKING}
)


def add_scopes(text: str, root: Node, drafts: list[Draft]) -> None:
    """Give each support what its article says to all of them; what the whole document says is left to the general rules."""
    if not drafts:
        return
    for node in root.walk():
        if node.kind is Kind.ROOT or node.topic in _UNREAD:
            continue
        if node.kind is Kind.LABEL and node.topic in (Topic.SUBJECT, Topic.ELIGIBILITY):
            _label(text, node, drafts)
        if (listed := _listed(text, node)) is not None:
            for draft in _behind(node, node.body, drafts):
                _give(draft, listed, node.body, first=True)
            continue
        for sentence in sentences(text, node.body):
            _say(text, node, sentence, drafts)


def _label(text: str, node: Node, drafts: list[Draft]) -> None:
    """支持对象：…企业。 above the points that grant: whom they are for."""
    below = _within(node.span, drafts)
    words = node.body.of(text)
    if not below or not len(node.body) or MONEY.search(words) or any(draft.tells(node.body) for draft in below):
        return
    told: list[Requirement] = [
        Clause(trimmed(text, sentence), subject=True)
        for sentence in sentences(text, node.body)
        if WHO.search(sentence.of(text)) and not demands_nothing(sentence.of(text))
    ]
    for draft in below:
        draft.context[:0] = told


_LIST = re.compile(
    rf"(?:凡)?(?:申[请报领]|享受)?[^。；：，]{{0,16}}?(?:{WHO.pattern})，?(?:应当?|须|需|必须|要)(?:同时|均)?(?:符合|满足|具备)(?:以下|下列|如下)[^。；：，]{{0,8}}(?:条件|要求)(?P<some>[^。；：]{{0,8}})：\s*(?P<said>[^：]{{6,}})"
)


def _listed(text: str, node: Node) -> Clause | None:
    """A paragraph that lists what the supports behind it demand: 企业应同时具备以下条件：甲；乙."""
    headed = len(node.heading) and len(node.body) and node.heading.of(text).rstrip().endswith("：")
    start = node.heading.start if headed else node.body.start
    words = text[start : node.body.end].strip()
    found = _LIST.fullmatch(words) if "：" in words and ("条件" in words or "要求" in words) else None
    if found is None or _OF_THE_MONEY.search(found["said"]):
        return None
    start = text.index(words, start)
    return Clause(trimmed(text, Span(start if found["some"] else start + found.start("said"), start + len(words))))


_POINTS = re.compile("[上前本该此]|^[两二三四五六][项类种个]")


def _say(text: str, node: Node, sentence: Span, drafts: list[Draft]) -> None:
    words = sentence.of(text)
    if _POINTS.search(words[:12]):
        found = BACK.match(words)
        clause = _demand(text, sentence, found) if found is not None else None
        if clause is not None and (back := _before(text, node, sentence, drafts)):
            for draft in back:
                _give(draft, clause, sentence)
            return
    words = words.rstrip("。；")
    may = "可" in words or "有权" in words
    scope = SCOPE.fullmatch(words) or _LIMITED_TO.fullmatch(words) or (_MAY.fullmatch(words) if may else None)
    if scope is None or not _names(scope["said"]):
        return
    said = trimmed(text, Span(sentence.start + scope.start("said"), sentence.start + scope.end("said")))
    for draft in _behind(node, sentence, drafts):
        _give(draft, Clause(said, subject=_is_noun(said.of(text))), sentence, first=True)


def _names(said: str) -> bool:
    """Whether the words tell who or what limits, and nothing of money given."""
    return not _OF_THE_MONEY.search(said) and not said.startswith(("以下", "下列", "如下"))


def _is_noun(said: str) -> bool:
    return WHO_LAST.search(said.rstrip("，、 ")) is not None


def _demand(text: str, sentence: Span, found: re.Match[str]) -> Clause | None:
    """What a sentence that points back demands; None where it speaks of the money or its ways."""
    said = trimmed(text, Span(sentence.start + found.start("said"), sentence.start + found.end("said")))
    words = said.of(text)
    if _OF_THE_MONEY.search(words) or demands_nothing(words) or re.match("(?:以下|下列|如下)", words):
        return None
    if found["out"]:
        return Clause(said, negated=True)
    if found["only"]:
        return Clause(said, subject=_is_noun(words)) if WHO.search(words) or _DEMANDED.match(words) else None
    if found["must"] == "不得":
        return Clause(Span(said.start - 2, said.end))
    return Clause(said) if _DEMANDED.match(words) else None


def _give(draft: Draft, clause: Clause, sentence: Span, *, first: bool = False) -> None:
    """Add a demand, in place of what the draft took from the same sentence."""
    for kept in (draft.context, draft.own):
        kept[:] = [one for one in kept if not all(sentence.contains(inner.span) for inner in clauses(one))]
    draft.context.insert(0, clause) if first else draft.context.append(clause)


def _within(span: Span, drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if span.start <= draft.anchor.start < span.end]


def _behind(node: Node, sentence: Span, drafts: list[Draft]) -> Iterator[Draft]:
    """The supports of the same article behind a sentence."""
    home = node.parent if node.kind in (Kind.TEXT, Kind.LABEL) and node.parent is not None else node
    if home.kind is Kind.ROOT:
        return
    yield from (draft for draft in _within(home.span, drafts) if draft.anchor.start >= sentence.end)


def _before(text: str, node: Node, sentence: Span, drafts: list[Draft]) -> list[Draft]:
    """The supports that a sentence points back to: those of its paragraph, else of the list that it closes."""
    own = [draft for draft in _within(node.body, drafts) if draft.anchor.start < sentence.start]
    if own:
        return own
    home = node.parent if node.kind in LINES and node.parent is not None else node
    point = home
    if text.startswith(("该", "此", "享受该", "享受此"), sentence.start):
        return [draft for draft in _within(home.span, drafts) if draft.anchor.start < sentence.start][-1:]
    if point.parent is not None and point.parent.kind is not Kind.ROOT and _is_point(point):
        home = point.parent
    if home.kind is Kind.ROOT:
        return []
    return [draft for draft in _within(home.span, drafts) if draft.anchor.start < sentence.start]


def _is_point(node: Node) -> bool:
    """Whether a node is the last point of a list, behind which its passage goes on."""
    if node.kind in LINES or node.parent is None or any(child.kind not in LINES for child in node.children):
        return False
    return sum(child.kind is node.kind for child in node.parent.children) > 1


__all__ = ["add_scopes"]
