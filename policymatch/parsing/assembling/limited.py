"""A row of sorts that each name a limit of their own: 5亿元以上的制造业项目、1亿元以上的软件项目 are alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policymatch.parsing.assembling.joining import NOUNS
from policymatch.parsing.fields.reading import Fact, split_outside

_NOUN = (
    "(?:项目|企业|机构|单位|公司|基金|银行|医院|学校|平台|园区|基地|商户|门店|合作社|活动|展会|赛事|综合体|楼宇|载体|市场|商场|厂房|街区"
    "|孵化器|众创空间|酒店|民宿|景区|农场|(?:小微|产业|科技|工业|创业|物流|创意)园)"
)
_FIRST = r"(?:[^，。；、\d]{0,20}\d[^，。；、]{0,24}?(?:以[上下内]|及以上)，(?:且|并且|并|同时))?"
_SORT = re.compile(
    rf"{_FIRST}[^，。；\d]{{0,20}}\d(?:[^，。；（）]|（[^（）]*）){{0,30}}?(?:以[上下内]|及以上)(?:（[^（）]*）)?的?(?:[^，。；\d（）]|（[^（）]*）){{0,24}}{_NOUN}(?:（[^（）]*）)?的?"
)
_REACHES = rf"[^，。；\d]{{0,20}}?(?:达到?|不[低少]于|超过|突破|满)\d[^，。；、的]{{0,12}}的(?:[^，。；\d（）]|（[^（）]*）){{0,24}}{_NOUN}的?"
_SORT_REACHED = re.compile(_REACHES)
"""A sort whose limit has a verb: 实缴资本达2亿元的公司制企业."""
_LIMITS = re.compile(r"以[上下]|(?:达到?|不[低少]于|超过|突破|满)\d")
_JOINS = re.compile(
    r"(?<=项目|企业|机构|单位|公司|基金|银行|医院|学校|平台|园区|基地|商户|门店|活动|展会|赛事|楼宇|载体|化器|酒店|民宿|景区|农场|微园|业园)(?:以及|和|或者?|及)"
)


def limited_row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sorts of a stretch, each with its limit; empty where it is no such row."""
    words = text[start:end]
    if len(_LIMITS.findall(words)) < 2 or ("、" not in words and not _JOINS.search(words)):
        return []
    flat = _JOINS.sub(lambda match: "、" * len(match[0]), words)
    found = [(start + a, start + b) for a, b in split_outside(flat, "、")]
    whole = len(found) > 1 and all(_SORT.fullmatch(text, a, b) or _SORT_REACHED.fullmatch(text, a, b) for a, b in found)
    return found if whole else []


def crossed(facts: Iterable[Fact], row: list[tuple[int, int]]) -> bool:
    """Whether a fact reaches over the border of two sorts, taking words of one for the other's."""
    borders = [start for start, _ in row[1:]]
    return any(fact.start < border < fact.end for fact in facts for border in borders)


_ROW = re.compile(
    r"(?<=企业|机构|单位|平台|组织|法人|园区|基地|作社|农场|商户|院所|学校|高校|协会|人员)(?:以及|和|或者?|及)"
)
_SAID_OF_IT = re.compile(
    r"(?!的|以?及|或|与|为|由|向|其他)[^，。；：（）]{2,}(?<![于有等型性内中上外]|[0-9%])的(?!比例|数量|总数|费用|标准|资金|，)(?P<who>[^，。；：的（）\d]{2,14})"
)
_LIMITED = re.compile(
    rf"[^，。；、\d]{{0,20}}\d[^，。；、]{{0,16}}(?:以[上下内]|及以上)(?:（[^（）]*）)?的?(?P<who>[^，。；的（）\d]{{0,12}}{_NOUN})"
)
_SOLE = re.compile(
    r"^(?:符合|满足|具备|具有|同时|以下|下列|上述)|(?:合作|共建|联合|服务(?!业|机构|企业|中心|平台)|提供|对接|委托|采购|引进|培育|投资)"
)


def told_apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Kinds of applicant in a row, each with words of its own (新升规的工业企业、新入限的商贸企业); empty where none are.

    A name without such words is a kind as well where two others have them.
    """
    end -= 2 if text[start:end].endswith(("申报", "申请")) else 0
    words = text[start:end]
    if words.count("的") < 2 or "、" not in words or _SOLE.search(words):
        return []
    flat = _ROW.sub(lambda match: "、" * len(match[0]), words)
    found = [(start + a, start + b) for a, b in split_outside(flat, "、")]
    said = [_SAID_OF_IT.fullmatch(text, a, b - text[a:b].endswith("的")) for a, b in found]
    if any(said):  # sorts that are all told by a limit share what is limited
        limited = [match or _LIMITED.fullmatch(text, a, b) for match, (a, b) in zip(said, found, strict=True)]
        said = limited if all(limited) else said
    named = [match["who"] if match else text[a:b] for match, (a, b) in zip(said, found, strict=True)]
    kinds = len(found) > 1 and all(NOUNS.search(name) or name.endswith(("法人", "工商户")) for name in named)
    apart = kinds and said[0] is not None and sum(match is not None for match in said) > 1
    if not apart or (len(set(named)) < len(named) and "或" not in words):
        return []
    row: list[tuple[int, int]] = []
    for at, (match, (a, b)) in enumerate(zip(said, found, strict=True)):
        bare_again = match is None and said[at - 1] is None
        row = [*row[:-1], (row[-1][0], b)] if bare_again else [*row, (a, b)]
    return row


__all__ = ["crossed", "limited_row", "told_apart"]
