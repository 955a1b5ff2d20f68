"""What the words of giving demand beside who is given: 经验收后给予, 择优给予, 视市场前景给予, 对符合条件的…给予.

The phrases around an offer mostly say how it is paid. These few leave something to be judged before it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Group
from policymatch.parsing.text.sentences import parts, phrases, sentences, trimmed
from policymatch.parsing.text.stretches import Stretches
from policymatch.spans import Span

_GIVEN = r"(?:[给予][予以与]|奖励|补[贴助]|资助|支持|扶持)"
_PASSED = re.compile(
    rf"经(?![^，。；]{{0,20}}(?:审核|评审|审批|核实|公示))[^，。；]{{0,20}}?(?:认定|验收|核准|评定|备案|批准)(?:同意|合格|通过)?(?:后|的)?(?:方?可)?{_GIVEN}(?:(?!不超过|最高|不高于|项目|实际|活动)[^，。；\d]){{0,6}}"
)
"""经体育部门验收后予以奖励: who passes nothing gets nothing; mere examination of the papers is procedure."""
_CHOSEN = re.compile(rf"(?:[^，。；]{{2,8}}资金)?择优{_GIVEN}(?:(?!最高|不超过|一次性)[^，。；\d]){{0,12}}")
_WEIGHED = re.compile(
    rf"(?<![影电重监透])视(?!情|实际|项目情况|[频觉听窗野])(?P<said>其?(?:(?!对其)[^，。；]){{4,30}}?)，?(?={_GIVEN})"
)
_LATER = re.compile(
    r"[^，。；（）]{4,50}后[^，。；（）]{0,16}(?:的)?(?:方可|可|才能?)?(?:执行|享受|适用)(?:此|本)条[款政规]?[策定]?"
)
"""新建项目在享受完投资奖励后执行此条款."""
_TO_WHOM = re.compile(
    r"[给予][予以与](?P<said>(?!该|其|上述|相应|企业|每)[^，。；\d的]{5,16}?(?:单位|机构|公司|教练|队员|人员|团队|员工|负责人|运营方))(?=奖励|补[贴助]|资助|一定|适当|最高|不超过|\d)"
)
"""给予统一招商运营管理单位20万元: who gets what another has done."""
_FOUNDED = re.compile(
    r"设立(?P<said>(?:[“《]?[^，。；、“”《》]{2,16}奖[”》]?(?:、|和|及)?){1,6})(?=，(?!对)[^，。；]{0,12}(?:[给予][予以与]|奖励|发放|颁发))"
)
"""设立“工匠奖”，给予每人2万元: who has been given the prize."""
_BUT = re.compile(r"(?<=，)但(?P<said>[^，。；]{3,30}的，?(?:应|须)[^，。；]{0,16}缴[^，。；]{0,12})")
"""免交停车费，但占用车位不充电的应缴纳停车费."""
_FITTING = re.compile(
    r"(?:对于?|其中|给予)?符合(?:相关|有关|规定)?的?条件(?!的(?:(?![给予][予以与])[^，。；的（(\d]){2,}的)[^，。；]{0,24}"
)
_LONGEST = 30
_TELLS = 12
"""Characters from which a section of conditions without a list tells more than a scope."""


def add_worded(text: str, root: Node, drafts: list[Draft]) -> None:
    """Give the drafts such demands, each where its own words do not hold it already."""
    stated = any(_tells(node) for node in root.walk())
    for draft in drafts:
        own = Stretches((clause.span, draft) for clause in draft.told())
        granting = Stretches((span, draft) for span in draft.benefits)
        listed = stated or any(isinstance(one, Group) for one in draft.requirements())
        for passage in draft.passage:
            for sentence in sentences(text, passage):
                if granting.touch(sentence):
                    draft.own += [
                        Clause(span, verbatim=True) for span in _demands(text, sentence) if not _covers(own, span)
                    ]
                    draft.own += [] if listed else [Clause(span, verbatim=True) for span in _fitting(text, sentence)]


def _tells(node: Node) -> bool:
    """Whether a section tells conditions rather than whom the document is for alone."""
    listed = sum(child.kind is not Kind.TEXT for child in node.children) > 1
    return node.topic is Topic.ELIGIBILITY and (listed or len(node.span) >= _TELLS)


def _covers(own: Stretches, span: Span) -> bool:
    """Whether demands read already hold the beginning and the end of the words."""
    return own.touch(Span(span.start, span.start + 3)) and own.touch(Span(span.end - 2, span.end))


def _demands(text: str, sentence: Span) -> Iterator[Span]:
    words = sentence.of(text)
    for sign, pattern in (("经", _PASSED), ("择优", _CHOSEN), ("此条", _LATER), ("本条", _LATER)):
        if sign in words:
            yield from (
                trimmed(text, Span(*found.span())) for found in pattern.finditer(text, sentence.start, sentence.end)
            )
    for sign, pattern in (("视", _WEIGHED), ("予", _TO_WHOM), ("但", _BUT), ("设立", _FOUNDED)):
        if sign in words:
            yield from (Span(*found.span("said")) for found in pattern.finditer(text, sentence.start, sentence.end))


def _fitting(text: str, sentence: Span) -> Iterator[Span]:
    """对符合条件的国际海员, where no section of the document tells the conditions."""
    if "符合" not in sentence.of(text):
        return
    for part in parts(text, sentence):
        for phrase in phrases(text, part):
            phrase = trimmed(text, phrase)
            if found := _FITTING.match(text, phrase.start, phrase.end):
                yield Span(found.start(), min(found.end(), found.start() + _LONGEST))
