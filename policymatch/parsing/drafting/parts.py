"""Parts of one support that look like supports of their own: its standards told apart, its grades a point each, its term, a list paid for then."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft, take_over
from policymatch.parsing.drafting.lists import CONTENT
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.sentences import begin_of

_FOR = re.compile(r"(?:对于?)?(?P<what>[^，。；：]{4,40}?)的?(?:支持|补[贴助]|奖励|资助|扶持)(?:标准|额度|比例)[：，]")
_OTHERS = re.compile(r"其[他它余](?:各类)?(?:项目|方向|内容|情形|企业|单位)?$|上述|以上")
SHARED = 8
"""Characters in a row that name the same thing in both places."""


def with_standards(text: str, found: list[Draft]) -> list[Draft]:
    """The supports with the money that stands in a passage of its own: for the one it names, or for all that state none."""
    kept: list[Draft] = []
    for draft in found:
        what = _named(text, draft.node)
        promised = [other for other in kept if not _states(text, other)]
        same = next((other for other in reversed(promised) if what and _alike(what, _words(text, other))), None)
        listed = (
            [other for other in promised if other.benefits and CONTENT.match(other.benefits[0].of(text))]
            if promised
            else []
        )
        if same is not None and _states(text, draft):
            take_over(same, draft)
        elif len(listed) >= 2 and _states(text, draft) and not draft.own and (not what or _OTHERS.search(what)):
            for other in listed:
                other.benefits = list(draft.benefits)
                other.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _named(text: str, node: Node) -> str:
    head = node.opening
    found = _FOR.match(text, head.start, max(head.end, node.body.end))
    return found["what"] if found else ""


def _states(text: str, draft: Draft) -> bool:
    return draft.names_sum(text)


def _words(text: str, draft: Draft) -> str:
    return "".join(span.of(text) for span in draft.passage)


def _alike(what: str, words: str) -> bool:
    size = min(SHARED, len(what))
    return any(what[at : at + size] in words for at in range(len(what) - size + 1))


def graded_points(text: str, found: list[Draft]) -> list[Draft]:
    """Points under the standards of one support that differ in nothing but a level; each as a grade of the first."""
    kept: list[Draft] = []
    for draft in found:
        last = kept[-1] if kept else None
        if last is not None and draft.node.inherited_topic() is Topic.BENEFIT and _beside_at_a_level(text, last, draft):
            last.grades += [draft.own, *draft.grades]
            last.benefits += draft.benefits
            last.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _beside_at_a_level(text: str, last: Draft, draft: Draft) -> bool:
    if draft.node.parent is not last.node.parent or draft.node.kind is not last.node.kind or draft.node is last.node:
        return False
    asked = [one.own[0] for one in (last, draft) if len(one.own) == 1 and not one.context]
    spans = [one.span for one in asked if isinstance(one, Clause) and not one.negated]
    said = [span.of(text) for span in spans]
    return len(said) == 2 and said[0] != said[1] and _RANK.sub("", said[0]) == _RANK.sub("", said[1])


_RANK = re.compile("第?[一二三四五六七八九十]类|[一二三四五特甲乙丙]级|[一二三特]等奖?|[A-EⅠⅡⅢ][级类]|[金银铜][奖牌]")
"""Ranks of one thing; at which level of government something was recognised makes it another thing."""


_TERM = re.compile(r"(?:补[贴助]|奖[励补]|资助|支持|扶持|享受|贴息|发放)?(?:期限|年限|时限|次数|频次)")


def is_term_of(text: str, first: Draft, second: Draft) -> bool:
    """Whether a headed part only says for how long or how often what stands before it is given: 补贴期限：…."""
    above = next((node for node in second.node.upwards() if len(node.heading)), None)
    if above is None or not _TERM.fullmatch(above.heading.of(text).strip("。： ")):
        return False
    return first.node is not second.node and not second.names_sum(text)


def repeats(text: str, first: Draft, second: Draft) -> bool:
    """Whether a section tells the sums again that the words above all sections give: 本补贴按每户3000元给予."""
    opening = first.node.kind is Kind.TEXT and not first.own and not first.grades and second.node is not first.node
    told = [_SUM.findall("".join(span.of(text) for span in draft.benefits)) for draft in (first, second)]
    return opening and not second.own and bool(told[0]) and told[0] == told[1]


_SUM = re.compile(r"[\d.]+(?:万元|元|%|亿元)")
_COUNTED = re.compile(
    r"[^，。；：\n]{0,16}(?:共有?|分为|设有?|包括)[\d一二三四五六七八九十]{1,3}[项类种个]，?(?:包含|包括|即|分别(?:为|是))?："
)
"""申报项目共有7项，包含：…."""


def is_counted(text: str, at: int) -> bool:
    """Whether a sentence only says how many supports there are, each told below."""
    return _COUNTED.match(text, begin_of(text, at)) is not None


_WHAT = re.compile(r"(?:支持|补[贴助]|奖励|资助|扶持|服务)(?:内容|方式|对象|事项)")
_HOW_MUCH = re.compile(r"(?:支持|补[贴助]|奖励|资助|扶持)?(?:标准|额度|金额|比例|限额)")


def is_measure_of(text: str, first: Draft, second: Draft) -> bool:
    """Whether two headed parts of one support say what is given and how much (1．支持内容：…2．支持标准：…)."""
    a, b = (
        next((one for one in d.node.upwards() if len(one.heading) and one.kind is not Kind.LABEL), None)
        for d in (first, second)
    )
    if a is None or b is None or a is b or a.parent is not b.parent:
        return False
    said = [node.heading.of(text).strip("。：") for node in (a, b)]
    return bool(_WHAT.fullmatch(said[0]) and _HOW_MUCH.fullmatch(said[1]))


_LIST = r"(?:目录|名录|清单|名单|项目库|培育库|储备库|推荐库|入库)"
_LISTS = re.compile(rf"(?:纳入|列入|编入|录入|进入)[^，。；]{{0,30}}?{_LIST}|建立[^，。；]{{2,20}}{_LIST}")
_OF_THE_LIST = re.compile(
    rf"^[^，。；]{{0,3}}对于?(?:已?(?:纳入|列入|进入|编入))?(?:上述|该|其中|前述)?[^，。；]{{0,8}}?{_LIST}(?:中|内|里|的)"
)


def joined(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those joined that speak of one support."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and _only_lists(text, last, draft):
            last.own = []
            take_over(last, draft)
        elif last is not None and _of_the_others(text, last, draft):
            last.grades.append(draft.own)
            last.benefits += draft.benefits
            last.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _only_lists(text: str, first: Draft, second: Draft) -> bool:
    between = text[first.anchor.start : second.anchor.start]
    if first.node is not second.node or "。" in between or "\n" in between or not _LISTS.search(between):
        return False
    return bool(_OF_THE_LIST.match(text[second.anchor.start : second.anchor.start + 40]))


_OF_OTHERS = re.compile(
    r"对于?(?:其他|其它|其余|一般|普通)(?:的|知名|优秀|重点|相关)*(?P<who>[^，。；\d]{4,40}?)的?[，。；]"
)
_FIRST = re.compile(r"对于?(?P<who>[^，。；\d]{4,50}?)的?[，。；]")
_SAME = 4
"""Characters at the end that both must share: 顶级国际科技组织, 其他知名国际科技组织."""


def _of_the_others(text: str, first: Draft, second: Draft) -> bool:
    """Whether the second gives the others of a kind less than the first gives the foremost (对顶级期刊…；对其他期刊…)."""
    if first.node.parent is not second.node.parent:
        return False
    foremost = _FIRST.match(text, first.anchor.start)
    others = _OF_OTHERS.match(text, second.anchor.start)
    if foremost is None or others is None:
        return False
    return foremost["who"].endswith(others["who"][-max(_SAME, len(others["who"]) - 4) :])


__all__ = ["graded_points", "is_counted", "is_measure_of", "is_term_of", "joined", "repeats", "with_standards"]
