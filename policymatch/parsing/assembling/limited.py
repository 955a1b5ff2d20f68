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
    if ("、" not in words and not _JOINS.search(words)) or len(_LIMITS.findall(words)) < 2:
        return []
    flat = _JOINS.sub(lambda match: "、" * len(match[0]), words)
    found = [(start + a, start + b) for a, b in split_outside(flat, "、")]
    whole = len(found) > 1 and all(_SORT.fullmatch(text, a, b) or _SORT_REACHED.fullmatch(text, a, b) for a, b in found)
    return found if whole else []


def crossed(facts: Iterable[Fact], row: list[tuple[int, int]]) -> bool:
    """Whether a fact reaches over the border of two sorts, taking words of one for the other's."""
    borders = [start for start, _ in row[1:]]
    return any(fact.start < border < fact.end for fact in facts for border in borders)


_PAID_APART = re.compile(r"的?(?:[^，。；、\d]{0,8}的)?，[^，。；、\d]{0,8}分别[^。；]{0,24}?\d[^。；]{0,16}?、")
_EACH = re.compile(
    r"(?:其中，?|对于?|或)?(?P<of>[^，。；、\d]{2,24}?)(?:达到?|不[低少]于|超过|满|为|在)?\d[\d.]*(?![强佳优])[^，。；、\d的]{1,8}?(?:（含[^（）]*）)?(?:及?以上|（含）)?(?:（[^（）]*）)?"
)
_ITS_TAIL = re.compile(r"的(?P<tail>[^，。；、的\d]{2,14})$")


def paid_apart(text: str, start: int, end: int, after: str) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """Measures in a row, each with its limit, that are paid for each on its own, and whom they are all said of.

    大棚30亩以上、温室5亩以上的，分别按投资额的30%、40%…: nobody needs both. ``after`` is what follows in the document.
    """
    if "、" not in text[start:end] or "分别" not in after or not _PAID_APART.match(after):
        return [], None
    end -= text[start:end].endswith("的")
    tail = _ITS_TAIL.search(text, start, end)
    low = tail.start() if tail is not None else end
    found = [(start + a, start + b) for a, b in split_outside(text[start:low], "、")]
    told = [_EACH.fullmatch(text, a, b) for a, b in found]
    if len(found) < 2 or not all(match is not None and not _STEP.search(match["of"]) for match in told):
        return [], None
    return found, tail.span("tail") if tail is not None else None


_STEP = re.compile("^(?:首次|累计|年)?(?:达到?|超过|突破|不[低少]于|以上|满|为)+$")


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


__all__ = ["crossed", "limited_row", "paid_apart", "told_apart"]
