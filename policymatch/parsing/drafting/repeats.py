"""Parts of one support that look like supports of their own: how long it is paid, the same sums told again, a count."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.outline import Kind
from policymatch.parsing.text.sentences import begin_of

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
