"""A limit for those of a size or a sort beside the general one: 裁员率不高于5.5%，30人以下的企业不高于20%.

Where it asks less it stands beside the general limit, for them alone; where it asks more, they must meet it as well.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions.nodes import Judgement, Node, Op, Test, leaves
from policymatch.parsing.assembling.cases import Case, beside, is_looser, only_for
from policymatch.parsing.assembling.joining import Read
from policymatch.parsing.assembling.rungs import read_rung
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.structure import relations

_LIMIT = (
    r"(?:应当?|须|需|必须|要求|可)?(?:以)?(?:适当)?(?:达到?|不得?[低少高]于|不得?超过|不突破|[低少小]于|控制在|在(?=\d)"
    r"|(?:放宽|下调|降低)[至到为](?:不得?(?:超过|[低少高]于))?)(?:到)?"
)
_WHOSE = r"(?:企业|单位|机构|项目|主体|合作社|门店|园区|基地|孵化器)"
_SIZE = r"[^，。；：]{0,20}(?:\d[^，。；：]{0,10}以[上下内]|(?:超过|[高低大小少多]于|不足|不满|突破)\d[^，。；：的]{1,8}?)(?:（不?含[^（）]*）)?"
_SORT = rf"(?!申[请报]|上述|该|本|其他|其它|所有|每|拟|在孵|服务|毕业)(?:[^，。；：\d（）的占额数]{{2,24}}等)?[^，。；：、\d（）的占额数]{{2,12}}?(?={_WHOSE})"
_PERSON = (
    r"(?:具有|取得|获得)?(?:(?:全日制)?(?:博士|硕士|研究生|本科)(?:研究生|生|学位|学历|以上|及|或)*"
    r"|(?:正|副)?高级?(?:职称|技师)"
    r"|(?:特别优秀|(?:高层次|领军|急需紧缺|紧缺|特殊|高技能)人才))"
    r"(?:获得者|人才|人员|毕业生|者)?"
    r"(?=的?，?(?:可|应)?(?:适当)?(?:年龄)?(?:条件|要求|限制)?(?:可|应)?(?:适当)?放宽)"
)
_BESIDE = re.compile(
    rf"(?:其中|但是?|而)?，?(?:对于?)?(?P<who>(?:{_SIZE}的?(?:参保|申[请报]|用人|小微|小型)?{_WHOSE}|{_SORT}{_WHOSE}|{_PERSON}))的?，?"
    rf"(?P<then>(?P<measure>[^，。；\d]{{0,12}}?){_LIMIT}(?P<of>[^，。；\d]{{0,12}})\d[^，。；]{{0,12}})$"
)
_HEADS = re.compile(rf"{_WHOSE}的?，?[^，。；]{{0,16}}\d|放宽[至到为]")
_COUNTED = re.compile(r"\d+(?:家|户)")
_PROJECTS_COUNTED = re.compile(r"\d+(?:个|项)")


def limit_for_some(reading: Reading, start: int, end: int, read: Read, afresh: Read) -> Node | None:
    """A sentence that turns to those of a size or a sort; None where it does not.

    Args:
        reading: the clause.
        start: where the sentence begins.
        end: where it ends.
        read: reads a stretch with the facts of the clause.
        afresh: reads a stretch by itself, whatever was made of the words around it.
    """
    found = _turn(reading, start, end)
    if found is None:
        return None
    ends = found.start() - (reading.text[found.start() - 1] in "，；。")
    before = limit_for_some(reading, start, ends, read, afresh) or read(start, found.start(), False)
    return _varied(reading, found, before, afresh)


def eased_for_some(reading: Reading, start: int, end: int, before: Node, afresh: Read) -> Node | None:
    """A demand that the next sentence makes easier for some (…。30人以下的企业，裁员率放宽到20%。); None where it does not."""
    found = _BESIDE.match(reading.text[:end], start) if reading.text.find("放宽", start, end) >= 0 else None
    return None if found is None else _varied(reading, found, before, afresh)


def _varied(reading: Reading, found: re.Match[str], before: Node | None, afresh: Read) -> Node | None:
    """The demands with the limit for some beside that which it varies."""
    who = afresh(*found.span("who"), True)
    if before is None or who is None:
        return None
    then = afresh(*found.span("then"), False)
    for member in reversed(relations.members(before)):
        known = [leaf for leaf in leaves(member) if _measures(leaf, found["measure"])]
        limit = _limit(reading, found, then, known[-1]) if known else None
        if limit is None:
            continue
        if isinstance(known[-1], Judgement) or is_looser(limit, known[-1]):
            return beside(before, member, relations.group("all", [who, limit]) or limit)
        return relations.group("all", [before, only_for(Case(who, limit))])
    return None


def _turn(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    """Where a sentence turns to some applicants."""
    if not _HEADS.search(reading.text, start, end):
        return None
    sentence = reading.text[:end]
    turns = (_BESIDE.match(sentence, low) for low, _ in reading.segments if start < low < end)
    return next((found for found in turns if found and not _is_counted(found)), None)


def _is_counted(found: re.Match[str]) -> bool:
    """Whether the limit is of how many they are: 服务企业不少于10家, 转化项目不少于10项."""
    projects = not found["measure"] and found["who"].endswith("项目")
    return bool(_COUNTED.search(found["then"]) or (projects and _PROJECTS_COUNTED.search(found["then"])))


def _limit(reading: Reading, found: re.Match[str], then: Node | None, known: Node) -> Node | None:
    """What is asked of some, on what the demand before it measures."""
    if not isinstance(known, Test):
        return then
    if isinstance(then, Test) and (then.field, then.label) == (known.field, known.label):
        limit: Node | None = replace(then, period=then.period or known.period)
    elif found["of"]:
        return None
    else:
        span = reading.folded.span(*found.span("then"))
        limit = read_rung(reading.folded.source, span, known, reading.definitions)
    if isinstance(limit, Test) and "放宽" in found["then"] and known.op in (Op.LE, Op.LT):
        return replace(limit, op=Op.LE)
    return limit


def _measures(leaf: Node, measure: str) -> bool:
    """Whether a demand limits what the words name; without words any figure may be meant."""
    if isinstance(leaf, Test) and not isinstance(leaf.value, bool | tuple):
        return not measure or (leaf.source is not None and measure in leaf.source.quote)
    return isinstance(leaf, Judgement) and len(measure) > 1 and leaf.label.startswith(measure)


__all__ = ["eased_for_some", "limit_for_some"]
