"""Short names of items: the heading of the passage, else who it is for and what it gives."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement

LONGEST = 30
LONGEST_SUBJECT = 16
_VERB = re.compile(
    r"^(?:大力|积极|进一步|加快)?(?:鼓励|支持|促进|推动|加强|对于?|关于|给予|予以|开展|实施|落实|推进|申请|申报|享受|可)+(?=.{4,})"
)
_GENERIC = re.compile(r"管理|附则|其他|措施|政策|办法|条件|程序|保障|内容|标准|方向|方式")
_NOUN = re.compile(
    r"(?P<noun>[\u4e00-\u9fff“”]{0,12}?(?:奖励|奖补|补贴|补助|资助|配套|贴息|贷款|津贴|补偿|奖金|扶持|支持|券|经费|资金))"
    r"(?=[，。；、（）]|$|和|或)"
)
_KIND = re.compile(r"奖励|奖补|补贴|补助|资助|贴息|贷款|免[收征]|减半|一[事企]一[议策]")
_RECOGNISED = re.compile(r"(?:(?:认定|评定|命名)为|授予)“?(?P<name>[^，。；“”\d]{2,24})”?")
_ASKED = re.compile(
    r"(?<=...)(?:政策)?(?:(?:怎么|如何|怎样)(?:补|奖|申[请报领]|算|支持|给|享受|办理)[^？]*？?|(?:是|有|给|补|奖)*(?:什么|多少|哪些)[^？]*？)$"
)
"""What a question asks about a support, behind its name: 稳岗返还怎么申请？."""
_IDLE = re.compile(
    r"^(?:[人件家个户亩]的标准|的?标准|给予|予以|给|的|一次性|最高|每人|每家|每年|元|万元|企业|其|分别|按|标准|再|额外|相应|适当|一定|"
    r"连续.年|单位|不超过|万|比例|进行|总额|定额|定向|资金|可)+"
)
_BEFORE_NOUN = re.compile(r"^.*(?:给予|予以|给与|享受|发放|进行|按照?|参照|依照|照|方式)(?=.)")
_POOR = re.compile(r"\d|内容包括|具体使用|自行确定|方式")
_LEADS = re.compile(
    r"^(?:对于?|凡是?|对我[区市县]|我[区市县]|本[区市县]|其中|经(?=[^，]{2,14}(?:认定|评|批|审|核|备案|同意))|新(?=引进|落户|设立|认定|注册|迁入|建|获)|引进|首次|初次|上年度?|当年|"
    r"年度|的|，|“|”|鼓励|支持|引导)+(?=.{3,})"
)
_QUALIFIES = re.compile(
    r"每年|每月|每家|超过|达到|首次|不低于|不少于|不超过|且|年度|上一?年|当年|以上|以下|、|，|并|及|和|或|满|经|获得|取得|实现|完成|被|"
    r"纳入|列入|投资|租[用赁]|购[买置]|设立|新建|建设|举办|开展|参加|招用|吸纳|引进|实施|在"
)
_ANYBODY = re.compile(
    r"适用于|(?:登记|注册|纳税|税务|统计)[^，。；]{0,12}(?:在|关系)|(?:在|于)[^，。；]{2,14}(?:登记|注册|纳税)|法人资格"
)
"""What every applicant of a document is like, which names none of its items."""
_GENERIC_TAIL = re.compile(r"的(?:企业|单位|项目|机构|个人|人员|人才)$")
_RECOGNITION = re.compile(r"认定为|认定的?|评定为|评为|获得|获评|取得|列入|纳入|入选|通过")
_NOTICE = re.compile(
    r"^.*?关于(?:组织|开展|做好|受理|印发|发布|公布)?(?:申报|申请|申领|征集)?(?:开展)?|^(?:组织)?(?:申报|申请)"
)
_GENRE = re.compile(
    r"(?:的)?(?:办事指南|申报指南|申请指南|申报通知|操作指南|实施细则|管理办法|实施办法|暂行办法|若干措施|实施方案|通知|公告|办法|细则|"
    r"指南|措施|方案|政策|意见)(?:（[^（）]*）)?$"
)


def item_name(text: str, draft: Draft, *, alone: bool = True) -> str:
    """A short name for a draft.

    Args:
        text: the working text.
        draft: the item in the making.
        alone: whether no other item shares its passage; else the heading alone would name both.
    """
    if draft.title:
        return draft.title[:LONGEST]
    if draft.name:
        named = draft.name if _KIND.search(draft.name[-4:]) else f"{draft.name}认定"
        return named[:LONGEST]
    heading = _heading(text, draft.node)
    if heading and alone:
        return heading[:LONGEST]
    recognised = next((found for span in draft.benefits if (found := _RECOGNISED.search(span.of(text)))), None)
    if recognised:
        return f"{recognised['name']}认定"[:LONGEST]
    heading = heading or _heading(text, draft.node, shared=True)
    beside: list[Requirement] = [
        one for one in draft.context if isinstance(one, Clause) and draft.node.span.contains(one.span)
    ]
    subject = _subject(text, draft.own) or ("" if heading else _subject(text, beside or draft.context))
    return _composed(_given(text, draft), subject, heading)


def _composed(given: str, subject: str, heading: str) -> str:
    """What is given, with who gets it or the heading before it where that says too little."""
    if _POOR.search(given) and (subject or heading):
        given = "支持" if subject else ""
    if len(given) > 4:
        return given[:LONGEST]
    before = subject or heading
    return (before if before.endswith(given) else before + given)[:LONGEST] or "政策事项"


def from_title(title: str) -> str:
    """What a notice is about.

    >>> from_title("关于申报2017年度高企入统奖励的办事指南")
    '2017年度高企入统奖励'
    """
    name = _GENRE.sub("", _NOTICE.sub("", title)).strip("《》的 ")
    return name if len(name) >= 4 else title


_MANY_PARTS = 8
"""An attachment with so many parts is a policy with many supports, not the guide to one."""


def _heading(text: str, node: Node, *, shared: bool = False) -> str:
    """The heading of a passage or, where it has none, of the section that holds it alone (or with others)."""
    for each in node.upwards():
        if each.kind is Kind.HEADING and each.parent is not None and each.parent.topic is Topic.ATTACHMENT:
            return from_title(each.heading.of(text)) if each.topic is None and len(each.children) < _MANY_PARTS else ""
        if len(each.heading) and each.topic is None and each.kind is not Kind.HEADING:
            heading = _ASKED.sub("", _VERB.sub("", each.heading.of(text).strip("。：； ")))
            own = shared or each is node or _holds_alone(each)
            return heading if own and not _GENERIC.search(heading) else ""
    return ""


def _holds_alone(section: Node) -> bool:
    return sum(child.kind not in (Kind.TEXT, Kind.LABEL) for child in section.children) <= 1


def _given(text: str, draft: Draft) -> str:
    """What is given, as a noun: 留用补贴, 入统奖励."""
    for span in draft.benefits:
        found = [match["noun"] for match in _NOUN.finditer(span.of(text))]
        nouns = [noun for each in found if len(noun := _IDLE.sub("", _BEFORE_NOUN.sub("", each))) >= 2]
        if nouns:
            return max(nouns, key=len)
        kind = _KIND.search(span.of(text))
        if kind:
            return kind[0]
    if not draft.benefits:
        return ""
    return _VERB.sub("", draft.benefits[0].of(text))[:LONGEST].strip("，。；：、 ")


def _subject(text: str, requirements: list[Requirement]) -> str:
    """Whom it is for: the first condition that names somebody or something without figures."""
    for one in requirements:
        if isinstance(one, Clause) and not one.negated and not _ANYBODY.search(one.span.of(text)):
            words = re.sub(r"（[^）]*）|的$", "", one.span.of(text)).split("，")[0]
            subject = _shortened(_LEADS.sub("", words))
            if len(subject) >= 3:
                return subject
    return ""


def _shortened(words: str) -> str:
    """The noun of a phrase: what stands after its last 的 or its verb, else what opens it; none with figures."""
    bare = _GENERIC_TAIL.sub("", words)
    opening = _QUALIFIES.split(bare)[0] if len(bare) > LONGEST_SUBJECT else bare
    after = _RECOGNITION.split(bare)[-1]
    first = re.split("[、和或及]", after)[0]
    for piece in (bare.rsplit("的", 1)[-1] if "的" in bare else "", after, opening, first, words):
        piece = piece.strip("“”、， ")
        if 3 <= len(piece) <= LONGEST_SUBJECT and not re.search(r"\d|^[在于对按为被经以]", piece):
            return piece
    return ""
