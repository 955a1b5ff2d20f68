"""What a clause leaves over when its fields are read, where it says nothing that could be judged by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions import All, Any, AtLeast, Judgement, Node, Not, Test, leaves
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure import relations
from policymatch.spans import SourceRef, Span

_EMPTY = Seldom(
    r"(?:本|该)?[^，。；]{0,20}(?:政策|方案|办法|措施|细则|规程|规定|意见|通知|资金|项目|券)?(?:适用于|支持|是指|指|包括)"
    r"|(?:申[请报领]|享受)(?:(?:以下|下列|上述|本)[^，。；]{0,10}|[^，。；]{0,6}(?:资金|奖[励补]|补[贴助]|扶持|支持|资助|政策)+)的(?:企业|单位|机构|主体|个人|人员|申请人)(?:应当?|须|需|必须)?"
    r"|(?:申[请报](?:人|单位|企业|主体))?所在(?:企业|单位|机构|公司)(?:应当?|须|需|必须|要)?(?:属于|为|是)?|各类[^，。；]{2,14}|面向社会(?:公开)?征集"
    r"|[^，。；的]{2,12}(?:项目)?的?申[请报](?:单位|企业|主体|人)还"
    r"|[^，。；的]{1,10}(?:应当?|须|需|必须|要|至少)"
    r"|[^，。；的]{0,12}(?:方|主体|单位|机构|人|者|企业)(?:应当?|须|需|必须)?(?:为|是)?(?:依法|合法|正式)+(?:登记|注册|设立|成立)+的?"
    r"|(?:企业|单位|机构|申[请报](?:人|单位|企业))?(?:近|最近|上)[一二两三四五\d]{1,2}(?:个)?(?:会计)?年(?:度|内|来)?的?|自[^，。；]{2,20}以来|截[至止]到?[^，。；]{2,16}?(?:[日时止前末底月年]|节点)|[^，。；]{2,12}起到[^，。；]{2,12}止"
    r"|(?:企业|单位|机构|项目|主体)?(?:上一?年度|当年|上年|年度)?(?:内)?在[^，。；]{1,10}(?:实现|完成|形成|产生|取得|入库|缴纳)的?"
    r"|[^，。；]{0,16}(?:支持|扶持|奖励|奖补|补[贴助]|资助|使用|服务|适用|申[请报]|享受|受益)的?(?:对象|主体)(?:主要)?(?:应?为|是|包括|应)?"
    r"|除.{2,24}外|各[区市县级](?:[^，。；]{0,4})?|符合条件的[^，。；]{0,12}项目|[^，。；]{0,14}《国民经济行业分类》[^，。；]{0,6}|GB/T\d{3,6}(?:[-—]\d{4})?|[A-T](?:门)?类|中产生|划型标准|其中|包括|等"
)
_NUMBERED = re.compile(r"[^，。；《》]{0,8}〔?\d{2,4}〕?\d{0,4}号|.{2,6}(?:发|函|字|企业|规)")
_TRADES = re.compile(
    r"^(?:经营|服务|管理|生产|销售|批发|零售|研发|制造|开发|运营|加工)+(?:、|及|和|与|等|的|企业|单位|机构|组织|经济|各类)*"
)


def without_idle(text: str, node: Node) -> Node | None:
    """The node without such leavings, which the fields beside them quote along with their own words."""
    tests = [span for leaf in leaves(node) if isinstance(leaf, Test) and (span := _span(leaf)) is not None]
    if not tests:
        return node
    idle = [span for leaf in leaves(node) if isinstance(leaf, Judgement) and _idle(text, span := _span(leaf), tests)]
    spans = [span for span in idle if span is not None]
    return _kept(text, node, spans) if spans else node


_PRIZE = r"(?:[特一二三四]等奖|[金银铜]奖|优[秀胜]奖|鼓励奖)各?(?:\d{1,3}|若干)[名个项]"
_AIM = re.compile(
    r"(?:[^，。；]{0,6}(?:企业|单位|机构|主体|项目))?(?:通过|采[取用]).{2,40}(?:方式|形式|手段)|除(?:上述|以上|前述|下列)[^，。；]{0,14}外|每年(?:统筹)?安排.{2,30}"
    r"|(?:进一步|不断|持续|有效)?(?:赋能|助力|拓展|丰富|拓宽|做大做强).{2,20}"
    r"|(?:进一步|不断|持续|有效|着力)?(?:提升|增强|优化|改善|满足|提高).{2,24}(?:体验|水平|需求|环境|氛围|形象|质量|效率)"
    r"|(?:继续|延续)(?:实施|执行|落实|实行)?[^，。；]{4,30}政策|可以?(?:按规定)?申请(?:缓缴|缓征|延期|分期|减免|免[缴征]|减征).{2,40}"
    r"|优先(?:组织|进行|推荐|安排|保障|提供|享受|给予|予以|支持|纳入|参加|办理)[^，。；的]{0,20}"
    r"|(?:支持|补助|资助|奖励|建设)?内容(?:主要)?包括.{2,120}"
    r"|优先(?:对|向|给予).{2,80}(?:支持|补[助贴]|资助|扶持|奖励|安排|倾斜|推荐)"
    rf"|(?:共|每年|分别)*(?:设立?|评选出?|评出)?{_PRIZE}(?:(?:、|和|及){_PRIZE})*"
    r"|(?:均|都)?可以?(?:按照?|依照?|根据)本[^，。；]{1,6}(?:申[请报领]|享受)[^，。；]{0,10}"
    r"|[^，。；]{0,16}另有(?:表述|规定|约定|说明|要求)的?(?:除?外|从其规定|[按依]照?其规定)?|(?:从其|[按依]照?(?:其|该|相应|有关|所在)?)(?:规定|条款|约定|要求)(?:执行|办理)?"
    r"|(?:单[家个户]|每[家个户]|同一)(?:企业|单位|主体|项目)[^，。；]{0,12}(?:总额|金额|资金|额度)不得?超过[^，。；\d]{2,24}"
    r"|原则上(?:对)?(?:单个|每个|每家|同一)?|(?:中央|[省市区县]级)?(?:财政)?资金(?:当年|每年|按)*(?:每[亩人家户台套件吨个])?"
)


def without_aims(text: str, node: All) -> All:
    """A condition without the leavings that tell what is hoped for, by what means, or what comes first.

    Nobody can be refused for them; where there is nothing else they stay, for the words are all that is known.
    """
    found = list(leaves(node))
    aims = [leaf for leaf in found if isinstance(leaf, Judgement) and _tells_aim(text, leaf)]
    if not aims or len(aims) == len(found):
        return node
    gone = {id(leaf) for leaf in aims}
    kept = (relations.without(child, lambda leaf: id(leaf) in gone) for child in node.children)
    return All(tuple(child for child in kept if child is not None))


def _tells_aim(text: str, leaf: Judgement) -> bool:
    span = _span(leaf)
    return span is not None and bool(_AIM.fullmatch(span.of(text).strip("，。；、 ")))


def _span(leaf: Test | Judgement) -> Span | None:
    return leaf.source.span if leaf.source is not None else None


def _idle(text: str, span: Span | None, tests: list[Span]) -> bool:
    if span is None:
        return False
    words = span.of(text)
    if _EMPTY.fullmatch(words):
        return True
    if words.startswith(("经", "由", "被")) and any(test.start == span.end for test in tests):
        return True
    if text[span.start - 1] == "、" and _TRADES.match(words) and any(test.end == span.start - 1 for test in tests):
        return True
    titled = text[span.start - 1] in "（(〕" and "《" in text[max(0, span.start - 60) : span.start]
    return titled and bool(_NUMBERED.fullmatch(words))


def _kept(text: str, node: Node, idle: list[Span]) -> Node | None:
    if isinstance(node, Judgement):
        return None if _span(node) in idle else node
    if isinstance(node, Test):
        return _widened(text, node, idle)
    if isinstance(node, Not):
        child = _kept(text, node.child, idle)
        return replace(node, child=child) if child is not None else None
    children = tuple(_members(text, node, idle))
    if not children or (isinstance(node, AtLeast) and len(children) < len(node.children)):
        return node if isinstance(node, AtLeast) else None
    return children[0] if len(children) == 1 else replace(node, children=children)


def _members(text: str, node: All | Any | AtLeast, idle: list[Span]) -> Iterator[Node]:
    for child in node.children:
        kept = _kept(text, child, idle)
        if kept is not None:
            yield kept


def _widened(text: str, test: Test, idle: list[Span]) -> Test:
    """A field with the leavings that touch its words in its quote."""
    span = _span(test)
    if span is None:
        return test
    for other in idle:
        if 0 <= span.start - other.end <= 1 or 0 <= other.start - span.end <= 1:
            span = span.cover(other)
    return replace(test, source=SourceRef(span.of(text), span)) if span != _span(test) else test


__all__ = ["without_aims", "without_idle"]
