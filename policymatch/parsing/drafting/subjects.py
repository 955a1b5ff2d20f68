"""Whether a grant says who may claim it, and the actors that open one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.drafting.drafts import Draft, same_deed
from policymatch.parsing.drafting.gradewords import NUMERIC, who_got
from policymatch.parsing.drafting.segments import Segment
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.spans import Span

_SUBJECT = re.compile(r"^(?:对于?|凡|新|首次|获|被|支持|鼓励|引进|参加|企业|单位|经|每)")
_ENTITY = re.compile(
    r"站|室|研究院|学校|门店|首店|楼宇|品牌|商标|赛事|论坛|企业|单位|机构|项目|人才|人员|组织|协会|基地|平台|园区|孵化器|个人|毕业生|公司|中心|合作社|劳动者|团队|作品|产品|活动"
)
_NAMED_FIRST = re.compile(
    r"^(?!落户|达到|年|上年|每|首次|当年)[^，。；\d]{0,8}(?:企业|单位|机构|医院|诊所|学校|院校|幼儿园|剧[院场团]|影院|景区|酒店|民宿|农场|公司|合作社|个人|毕业生|协会|平台|园区)(?!统计|名录)|^(?:一般|重点|重大|普通|常规|面上|示范|培育|[A-E甲乙丙]类)(?:类|型)?项目"
    r"|^(?:[^，。；、\d的]{2,6}、){0,4}(?:编剧|导演|演员|制片人|作家|艺术家|画家|设计师|工程师|院士|专家|律师|医[生师]|教师|教授|运动员|教练员?|大师|工匠|传承人)(?=在|与|到|来|将|以|获|设|创|申|被|经)"
)
_GIVEN_TO = re.compile(r"(?:[给予][予以与]|给与|奖励|补[助贴]|资助)(?!每|最高|不超过|一次性|其|\d)")
_NOUNS = (
    *("企业", "单位", "机构", "项目", "团队", "个人", "人员"),
    *("人才", "平台", "园区", "基地", "组织", "作品", "协会"),
)
_TITLED = re.compile(r"(?:国家|全国|省|自治区|市|区|县|州)级?[^，。；、\d的]{4,18}的?")
"""An honour at a level, which is a claim of its own: 市级示范家庭农场."""
_TITLE_END = re.compile(
    r"(?:企业|农场|合作社|中心|基地|平台|园区|孵化器|空间|工作站|实验室|工厂|车间|组织|协会|品牌|项目|示范社|大户|机构)的?$"
)

ACTOR = re.compile(
    r"(?P<who>(?:[^，。；、的\d]{2,16}的)?(?:[^，。；、的\d]{2,12}、){0,3}[^，。；、的\d]{0,12}?(?:中心|总部|平台|基地|载体|加速器|实验室|研究院|企业|机构|单位|医院|合作社|协会|商会|园区|孵化器|公司|毕业生|旅行社|俱乐部|养老院|学校|护理员|技师|团队|农场|民宿|酒店|剧院|商场|农户|大户|人才|人员|人群|群体|劳动者|青年)(?:（[^（）]*）)?)"
    r"(?=[初在于从通与为向将把购租新开建承举参获取首年自引投实组设用利入发申被经连累招吸完主牵受委到以按进上成全当每达具有销生营纳净资收总税])"
)
ANY_ACTOR = re.compile(r"(?:该|其|所有|各类)*(?:企业|机构|单位|公司|人员|项目)")


def has_subject(text: str, segment: Segment) -> bool:
    """Whether the segment names who may claim it."""
    words = "，".join(span.of(text) for span in segment.conditions)
    if words and text.startswith(("对", "凡"), segment.span.start) and not segment.graded:
        return True
    if _TITLED.fullmatch(words) and _TITLE_END.search(words):
        return True
    if _NAMED_FIRST.match(words) or (_GIVEN_TO.match(text, segment.span.start) and words.endswith(_NOUNS)):
        return True
    return (
        bool(words)
        and bool(_ENTITY.search(words))
        and (bool(_SUBJECT.match(text[segment.span.start :])) or "的" in words)
    )


_BROUGHT = re.compile(
    r"(?:成功|新)?(?:引进|引入|招引)(?:的)?(?P<who>[^，。；：]{2,40}?(?:企业|公司|总部|项目)(?:（[^（）]*）)?)"
)
_PAID = re.compile(r"(?:[给予][予以与]|奖励|补[贴助]|返还)(?:给)?(?:该|引进|新引进|新落户|落户)*的?(?:企业|项目方?|其)")


def brought_in(text: str, own: list[Clause], benefit: Span) -> list[Clause]:
    """The conditions with whom a district brings in told as the applicant, where the money goes to them.

    对引进省级以上龙头企业，给予企业…: that it is brought in is for a person to see, what it is holds of the applicant.
    """
    if not own or not _PAID.search(benefit.of(text)):
        return own
    first = own[0]
    found = _BROUGHT.fullmatch(text, first.span.start, first.span.end)
    if found is None or found["who"].endswith("的"):
        return own
    return [Clause(first.span, verbatim=True), Clause(Span(*found.span("who")), subject=True), *own[1:]]


_REFERS = re.compile(r"[其该]|上述|以上|同时|另外?|并")
_KIND = re.compile(r"的(?P<who>[^，。；、的\d]{2,16})$")


def who_of(text: str, first: Draft, draft: Draft) -> list[Requirement]:
    """Whom a grant that names nobody takes over from the first of its sentence.

    Where that one is for a kind beyond a limit and for nothing else, another deed is for the kind alone:
    年营业收入1亿元以上的物流企业，奖励…；购置新能源货车的，…. Where it tells a deed of its own, the limit holds for both.
    """
    if not names_who(text, first):
        return subject_of(text, first)
    opening = first.own[0] if len(first.own) == 1 else None
    if not isinstance(opening, Clause) or not draft.own or _REFERS.match(text, draft.anchor.start):
        return first.own[:1]
    kind = _KIND.search(text, opening.span.start, opening.span.end)
    if kind is None or not NUMERIC.search(text[opening.span.start : kind.start()]):
        return first.own[:1]
    return [] if ANY_ACTOR.fullmatch(kind["who"]) else [Clause(Span(*kind.span("who")), subject=True)]


_OF_A_KIND = re.compile(rf"的[^，。；的]{{0,16}}(?:{WHO.pattern})$")
"""Another kind of applicant: 新认定的科技型中小企业."""


def taken_over(text: str, first: Draft, draft: Draft, segment: Segment, *, named: bool) -> list[Requirement]:
    """What a grant asks with the first one of its sentence: all that is asked of whom it names, where it names nobody.

    Args:
        text: the working text.
        first: the first grant of the sentence, or the one before it.
        draft: the grant.
        segment: its words.
        named: whether it says who may claim it; it then takes over who opens the sentence (本区企业获评甲的，…；获评乙的，…).
    """
    if not named:
        return [*first.context, *([] if same_deed(text, first, draft) else who_of(text, first, draft))]
    opens = text.startswith(("对", "凡"), segment.span.start) or text.startswith(("对", "凡"), first.passage[0].start)
    anew = opens or first.sentence != segment.sentence
    anew = anew or ACTOR.match(text, segment.span.start, segment.span.end) is not None
    anew = anew or any(_OF_A_KIND.search(span.of(text)) for span in segment.conditions)
    return [*draft.context, *([] if anew else subject_of(text, first))]


_AFORESAID = re.compile(
    rf"(?:对于?|其中，?)?(?:上述|以上|前述|该类?|此类)(?:各类|所有|新[引落设][进户立]的?)?(?P<who>[^，。；：、的\d]{{0,8}}?(?:{WHO.pattern}))(?![^，。；]{{0,4}}(?:奖励|补[贴助]|资助|政策|标准))"
)


def names_aforesaid(text: str, grant: Span, last: Draft) -> bool:
    """Whether a grant is for those of the grant before it: …的检测机构，给予10万元。上述机构年收入5000万元以上的，给予20万元."""
    found = _AFORESAID.match(text, grant.start, grant.end)
    if found is None:
        return False
    told = "".join(clause.span.of(text) for clause in last.told())
    return found["who"][-2:] in told


def subject_of(text: str, first: Draft) -> list[Requirement]:
    """Who the first words of a grant name before what they do: 新落户金融机构 of 新落户金融机构在本区购房."""
    opening = first.own[0] if first.own else None
    found = ACTOR.match(opening.span.of(text)) if isinstance(opening, Clause) else None
    if not isinstance(opening, Clause) or found is None or ANY_ACTOR.fullmatch(found["who"]):
        return []
    return [Clause(Span(opening.span.start, opening.span.start + found.end("who")), subject=True)]


def names_who(text: str, first: Draft) -> bool:
    """Whether the first words of a grant say for whom it is, rather than what was done for it."""
    if not first.own or not isinstance(first.own[0], Clause):
        return True
    said = first.own[0].span.of(text)
    if sum(_asked_before_money(one, first) for one in first.own) != 1:
        actor = ACTOR.match(said)
        if actor is not None and NUMERIC.search(said, actor.end()) and not _ENDS_IN_WHO.search(said):
            return False  # 加工企业当年固定资产投资500万元以上，且当年投产: what it has done for this sum
        return WHO.search(said) is not None or not NUMERIC.search(said)  # 营业收入12亿元以上: a rung, nobody
    return _ENDS_IN_WHO.search(said) is not None


_ENDS_IN_WHO = re.compile(rf"(?:{WHO.pattern})(?:的)?$")


def _asked_before_money(one: Requirement, draft: Draft) -> bool:
    """Whether a requirement stands before the money, rather than in what is said of the grant afterwards."""
    return not isinstance(one, Clause) or not draft.benefits or one.span.start < draft.benefits[0].start


def ask_of_all(text: str, draft: Draft, grade: Sequence[Span]) -> None:
    """Ask of all grades who opens the first: 本区合作社获评国家级示范社的…；获评省级示范社的…."""
    first = draft.own[0] if draft.own and not draft.grades else None
    if not isinstance(first, Clause) or not grade:
        return
    if end := who_got(first.span.of(text), grade[0].of(text)):
        at = first.span.start + end
        draft.context.append(replace(first, span=Span(first.span.start, at), subject=True))
        draft.own[0] = replace(first, span=Span(at, first.span.end))
