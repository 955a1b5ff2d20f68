"""Demands that bind some applicants only, and cases that count as what a demand asks for.

申请团体项目的单位应符合下列条件：… asks nothing of the others; 租期5年以上的，视同自有 stands beside 自有厂房.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.parsing.text.sentences import parts, trimmed
from policymatch.spans import Span

_APPLYING = re.compile(
    r"(?:对于?|凡)?(?P<who>(?:拟)?申[请报](?!(?:本|该|此|上述|各类|专项|扶持|补[贴助]|奖励|资助|支持|政策|资金|认定)*(?:资金|专项)?(?:项目|类型|类别))[^，。；：]{2,14}?(?:项目|类别|类型?|奖项)"
    r"(?:的(?:[^，。；：的]{0,8}(?:单位|企业|机构|主体|申[请报]人|组织者))?|(?:的)?(?:单位|企业|机构)))，?(?:除[^，。；]{2,24}外，?)?(?:还|另|也|亦)?(?:应当?|须|需|必须)(?:还|同时|另)?(?:符合|满足|具备|达到)(?:以下|下列|如下)"
)


def of_some(text: str, lead: Span | None, before: list[Requirement], read: list[Requirement]) -> list[Requirement]:
    """What a list asks, of those alone whom its lead-in names, where others were told what is asked of them before it."""
    found = _APPLYING.match(text, lead.start, lead.end) if lead is not None and before else None
    return read if found is None else for_some(Span(*found.span("who")), read)


def for_some(who: Span, read: Sequence[Requirement]) -> list[Requirement]:
    """What is asked of those whom the words at ``who`` name, and of nobody else."""
    asked = tuple(one for one in read if not (isinstance(one, Clause) and who.overlaps(one.span)))
    both = asked[0] if len(asked) == 1 else Group("all", asked)
    return [Group("any", (Clause(who, subject=True, negated=True), both), who)] if asked else []


_DEEMED = re.compile(
    r"(?:对于?|其中，?|若|如)?(?P<case>[^。；]{4,60}?)的?，?(?:可以?|也|亦|均|则|一律)*视(?:同|为|作)(?P<what>[^，。；]{1,24})"
)
_LAPSED = re.compile(r"放弃|失信|违约|弃权|无效|撤[销回]|终止|退出|重复|虚假|[不未](?!满)|否")
_FAILED = re.compile(r"(?:不|未能?|没有)(?:符合|满足|具备|达到|完成)")
_LISTED = re.compile(
    r"(?:以下|下列|如下)(?:[^，。；：]{0,4}(?:情形|情况))(?:之一)?的?，?(?:可以?|也|亦|均)*视(?:同|为|作)"
)


def deemed(text: str, sentence: Span, found: list[Requirement]) -> bool:
    """Whether the sentence says what counts as the demand before it; that then stands beside it.

    What counts as failing it (…的，视为不符合条件) shuts out instead.
    """
    if not found or "视" not in sentence.of(text):
        return False
    kept = trimmed(text, sentence)
    match = _DEEMED.fullmatch(kept.of(text))
    if match is None:
        return False
    case = Span(kept.start + match.start("case"), kept.start + match.end("case"))
    if _FAILED.match(match["what"]):
        found.append(Clause(case, negated=True))
        return True
    if not _LAPSED.search(match["what"]):
        found[-1] = Group("any", (found[-1], Clause(case)))
    return True


_SEVERAL = r"(?:多[个家方人]|两[个家人]|共有|共同|联合|合作|不区分|不分)"
_SPEAKS = re.compile(  # 涉及多个权利人的专利，以第一专利权人为申请人; 联合申报的，由牵头单位申报
    rf"(?=[^。；]{{0,24}}{_SEVERAL})[^，。；]{{3,30}}，?(?:应当?|须|需)?[以由](?P<who>[^，。；]{{2,24}}?)(?:(?:作?为|担任)[^，。；]{{0,8}}申[请报](?:人|主体|单位|企业|者|方)|(?:统一|牵头|负责|提出|进行)*申[请报])"
)


def speak_for_several(text: str, sentence: Span) -> list[Requirement]:
    """Who of several may apply for them, each case as it stands, for a person to judge; nothing where it does not tell."""
    if "申" not in sentence.of(text):
        return []
    said = [trimmed(text, part) for part in parts(text, sentence)]
    told = [part for part in said if _SPEAKS.fullmatch(part.of(text))]
    return [Clause(part, verbatim=part in told) for part in said] if told else []


_WHO_DOES = re.compile(
    r"的，(?:应当?|可|须|统一|均|原则上)*由[^，。；]{2,24}(?:申[请报]|提出[^，。；]{0,8})$|的，[只仅]对[^，。；]{2,24}(?:补[贴助]|奖励|资助|支持)$"
)
"""A case of several that says who applies or who is paid: 双方均在本市的，由生产单位申报；…的，不予补助."""


def by_cases(text: str, sentence: Span) -> bool:
    """Whether a part of a sentence says who applies or who is paid in one case of several."""
    words = sentence.of(text)
    cases = parts(text, sentence) if "；" in words and "的，" in words else ()
    return any(_WHO_DOES.search(trimmed(text, part).of(text)) for part in cases)


def deemed_list(text: str, lead: Span | None, before: list[Requirement], read: list[Requirement]) -> bool:
    """Whether a list tells what counts as the demand before it (以下情形视同自有：…); it then stands beside that."""
    if lead is None or not before or not _LISTED.search(text, lead.start, lead.end):
        return False
    members = [one for one in read if isinstance(one, Group)]
    if members:
        before[-1] = _beside_last(before[-1], tuple(one for group in members for one in group.members))
    return True


def _beside_last(known: Requirement, others: tuple[Requirement, ...]) -> Requirement:
    """A demand with others that do as well as its last one."""
    if isinstance(known, Group) and known.joiner == "all":
        return replace(known, members=(*known.members[:-1], _beside_last(known.members[-1], others)))
    return Group("any", (known, *others))


_EASES = re.compile(r"(?:放宽|下调|降低|降)[至到为]|可?放宽\d|不受[^，。；]{2,16}(?:限制|约束)")


def join_easier(text: str, before: list[Requirement], runs: list[Span]) -> list[Span]:
    """The stretches of a sentence but the first, where that asks less of some than the demand before, which takes it in.

    裁员率不高于5.5%。30人以下的企业放宽至20%。
    """
    last = before[-1] if before else None
    if not runs or not isinstance(last, Clause) or last.negated or not _EASES.search(text, runs[0].start, runs[0].end):
        return runs
    if text[last.span.end : runs[0].start].strip("。； \n"):
        return runs
    before[-1] = replace(last, span=last.span.cover(runs[0]))
    return runs[1:]


__all__ = ["deemed", "deemed_list", "for_some", "join_easier", "of_some", "speak_for_several"]
