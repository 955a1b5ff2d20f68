"""What a grant refers to (…的大品种；…的独家剂型。对上述品种，给予…), and for whom else it is (…，或者…；…，以及…)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policymatch.parsing.assembling.someof import says_so_many
from policymatch.parsing.fields.rows import sorts_side_by_side
from policymatch.parsing.text.sentences import parts
from policymatch.spans import Span

if TYPE_CHECKING:
    from policymatch.parsing.drafting.segments import Segment

_THE_LISTED = re.compile(r"^(?:对)?(?:上述|以上|前述)(?![^，。；]{0,6}(?:条件|标准|要求))")


def take_listed(text: str, segment: Segment, listed: Sequence[Span]) -> None:
    """Make what the sentence before lists the options of a grant that is for them; nothing where it is for others.

    Args:
        text: the working text.
        segment: the first grant of its passage.
        listed: the parts of the sentence before it.
    """
    meant = segment.conditions[0].of(text) if segment.conditions and not segment.options else ""
    if len(listed) > 1 and _THE_LISTED.match(meant):
        segment.options = list(listed)
        segment.conditions = segment.conditions[1:]


_LISTS = re.compile(
    r"[^。；：]{0,40}?(?:下列|以下|如下)[^，。；：]{0,10}(?:条件|情形|情况|要求|之一|项目|企业|领域|方向|产业|单位|机构|主体|活动)[^。；：]*?(?:[给予][予以与]|奖励|补[助贴]|资助)[^。；：]*：(?=[^。：]{4,}；)"
)
_GRANTS = re.compile("[给予][予以与]|奖励|补[助贴]|资助|标准")


def listed_behind(text: str, sentence: Span) -> tuple[Span, list[Span]] | None:
    """The grant and what its sentence lists behind it (对符合下列情形之一的企业，给予20万元奖励：A；B；C); None where it lists nothing so."""
    words = sentence.of(text)
    found = _LISTS.match(words) if "：" in words and "；" in words else None
    if found is None or _GRANTS.search(words, found.end()):
        return None
    colon = sentence.start + found.end()
    return Span(sentence.start, colon), [part for part in parts(text, Span(colon, sentence.end)) if len(part) >= 4]


_OR = re.compile("或(?:者)?(?!称)")


_KIND = re.compile(
    r"(?:企业|项目|机构|单位|平台|园区|基地|团队|合作社|农场|商户|组织|院所|高校|学校|院校|协会|商会|公司|人员|毕业生|人才|医院|法人)$"
)
"""A phrase that names a kind of applicant: those that 以及 closes are alternatives."""


def either(text: str, conditions: list[Span]) -> list[Span]:
    """Conditions that 或者 joins over a comma, or that limit a sort each, are read as one: only one of them must hold."""
    joined: list[Span] = []
    last = Span(0, 0)
    for span in conditions:
        beside = joined and _OR.match(text, span.start) and not text[joined[-1].end : span.start].strip("，、； \n的")
        beside = beside or (joined and (sorts_side_by_side(text, last, span) or _limits_some(text, joined[-1], span)))
        if text.startswith("以及", span.start) and all(
            _KIND.search(text, one.start, one.end) for one in (*joined, span)
        ):
            joined, beside = [joined[0].cover(joined[-1])] if joined else [], bool(joined)
        if joined and says_so_many(span.of(text)):
            joined, beside = [joined[0].cover(joined[-1])], True
        if beside and joined[-1].end <= span.start:
            joined[-1] = joined[-1].cover(span)
        else:
            joined.append(span)
        last = span
    return joined


_OF_SOME = re.compile(
    r"(?:其中，?)?(?:对于?)?[^，。；：\d]{0,8}\d[\d.]*[^，。；：、（）\d]{0,4}(?:（不?含[^（）]*）)?以[上下内](?:（不?含[^（）]*）)?的?"
    r"(?:参保|用人|小微|中小微?)?(?:企业|单位|机构|主体)的?(?P<measure>[^，。；\d达不低高超少]{2,12})(?:达到?|不[低高少]于|不?超过)"
)


def _limits_some(text: str, before: Span, span: Span) -> bool:
    """Whether a condition says for those of a size what the one before it limits for all: 裁员率不高于5.5%，30人以下的企业裁员率不高于20%."""
    some = _OF_SOME.match(text, span.start, span.end)
    return (
        some is not None and some["measure"] in before.of(text) and not text[before.end : span.start].strip("，、；的")
    )


__all__ = ["either", "listed_behind", "take_listed"]
