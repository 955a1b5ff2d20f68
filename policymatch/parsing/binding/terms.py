"""Terms that a document explains, put where its supports use them: 本办法所称养老机构，是指…; 奖励对象为…."""

from __future__ import annotations

import re

from policymatch.parsing.binding.meanings import Meanings, in_steps, meanings_of, serves
from policymatch.parsing.drafting.addressed import explained
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.others import INVESTED
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Group, clauses
from policymatch.parsing.text.sentences import parts, sentences, trimmed
from policymatch.spans import Span

UNREAD = frozenset({Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.WINDOW, Topic.PROCEDURE})
TEXT = (
    r"(?:本|该)(?:政策|办法|措施|若干措施|意见|若干意见|细则|实施细则|规定|方案|通知|政策措施|扶持政策"
    r"|扶持办法|管理办法|操作规程|规程|规则|指引|公告|计划|指南|条款)"
)
WHO = r"(?:企业|单位|机构|组织|项目|申[请报]人|主体|对象|人员|人才|园区|基地|团队|社会组织|法人|商户|个人|职工|员工|学员|学徒|农户|大户|农场|合作社)"

MEANT = re.compile(
    rf"(?:{TEXT}(?:中|内)?|本[章节条款]|文中|本文|以上|上述)(?:条款中?)?所(?:指|称|述|涉及?)(?:的|“)?(?P<term>[^，。；“”]{{0,14}}?{WHO})”?(?:，|、[^，。；是为指]{{1,12}})*(?:，)?(?:均)?(?:是指|应为|须为|必须是|应是|指|为|是|系|应当?|须)(?P<said>[^。；]{{6,}})"
)
_OBJECTS = re.compile(
    r"[“《](?P<name>[^”》]{4,24})[”》](?:的)?(?:奖励|补[贴助]|支持|扶持|资助|适用)?对象[为是：](?P<said>[^。；]{4,})"
)
ANYBODY = re.compile(rf"(?:(?:申[请报]|各类|相关|有关|上述|的|扶持|支持|奖励|补[贴助]|资助|[、和及与或])*{WHO})+")


def explain(text: str, root: Node, drafts: list[Draft]) -> None:
    """Terms that the document explains stand, explained, in the items that use them."""
    told: Meanings | None = None
    for node in root.walk():
        if node.inherited_topic() in UNREAD:
            continue
        for sentence in sentences(text, node.body if len(node.body) else node.heading):
            words = sentence.of(text)  # most lack the word without which a pattern cannot fit
            for needed, read in _READINGS:
                if needed in words:
                    read(text, sentence, drafts)
            if "所" in words and (meant := MEANT.search(words) or _CALLED.search(words)):
                told = told or meanings_of(text)
                _mean(text, sentence, meant, told, drafts)
            elif "指" in words:
                _define(text, sentence, drafts)


def _mean(text: str, sentence: Span, meant: re.Match[str], told: Meanings, drafts: list[Draft]) -> None:
    """本办法所称养老机构，是指…: what the document means by a term of its own."""
    if ANYBODY.fullmatch(meant["term"]) or _MEASURE.search(meant["term"]):
        return
    if _MADE.match(meant["said"]) and any(draft.name and meant["term"].endswith(draft.name[-3:]) for draft in drafts):
        return  # who seeks the status has not been made it, who holds it is asked for its name
    said = said_of(text, sentence, meant)
    clause = in_steps(text, said, told) or Clause(said, subject=True)
    of_all = titled(text, meant["term"]) or _labelled(text, sentence.start + meant.start())
    conferred = not _GRANTED.search(meant["said"]) and any(draft.name.endswith(meant["term"]) for draft in drafts)
    for draft in drafts:
        if conferred and not draft.name:
            continue  # who holds the status has met what it means
        if draft.name and meant["term"] in draft.name and _GRANTED.search(meant["said"]):
            continue  # who has been recognised is not who may be
        if (of_all and not _overlapped(sentence, [draft])) or _concerns(text, draft, meant["term"], sentence):
            draft.context.append(clause)


_LABEL = re.compile(
    r"(?:适用|扶持|支持|奖[励补]|补[贴助]|资助|申[请报]|政策|享受)(?:的)?(?:对象|范围|主体)(?:的?(?:界定|说明))?(?:为|是)?[：。，、\s]*$"
)


def _labelled(text: str, start: int) -> bool:
    """Whether a term is explained right behind a label that says whom all of it is for: 适用对象：本意见所称建筑业企业，是指…."""
    return _LABEL.search(text, max(0, start - 14), start) is not None


_MEASURE = re.compile("(?:面积|收入|贡献|[税总金差余产]额|税收|产值|投资|投入|费用?|[比利费税]率|人数|总量)$")
"""What is measured, not who is: 展览面积，指…."""


def _concerns(text: str, draft: Draft, term: str, sentence: Span) -> bool:
    """Whether an item speaks of those whom the sentence tells, serves them or recognises them."""
    return uses(text, draft, term, sentence) or serves(text, draft, term) or _is_recognised(text, draft, term)


def _is_recognised(text: str, draft: Draft, term: str) -> bool:
    """Whether the list of an item's conditions says that it is for being recognised as the term: 认定省级园区应符合以下条件."""
    leads = [one.lead.of(text) for one in draft.requirements() if isinstance(one, Group) and one.lead is not None]
    return bool(draft.name) and any(term in lead and "认定" in lead for lead in leads)


_GRANTED = re.compile(r"(?:认定|评定|命名|备案)的")
_MADE = re.compile(
    r"(?:是指|指|为)?(?:由|经)[^，。；]{2,24}(?:认定|评定|命名|备案|批准|核准|批复|审定)(?:，|、|并|设立|建立|成立|授牌)(?![^。；]*(?:\d|注册|登记|纳税))"
)
"""What recognises its holder, told first: 是指|经省政府批准，四至范围明确的开发区."""


_SHORTEST = 4
_OF_A_TRADE = re.compile("(?:企业|经营主体|机构)$")


def titled(text: str, term: str) -> bool:
    """Whether the document is about those whom the term means, or about what they take: 养老服务机构补贴办法, 质押贷款贴息办法."""
    head = text[: text.find("。") + 1 or 200][:120]
    if not re.search(WHO + "$|(?:贷款|融资|保险|租赁)$", term) or len(term) < _SHORTEST:
        return False
    others = [other for other in explained(text) if other not in term and term not in other]
    if term in head:
        return not any(other in head for other in others)
    trade = _OF_A_TRADE.sub(
        "", term
    )  # 促进商贸流通业发展办法 is for those whom 商贸企业 means, where no other term is explained
    return trade != term and len(trade) > 1 and not others and trade in head[: head.find("\n") + 1]


_DEFINED = re.compile(r"(?P<term>[^，。；：（]{4,14}?)(?:主要)?(?:是指|(?<=主要)指)(?P<said>[^。；]{8,})")


def _define(text: str, sentence: Span, drafts: list[Draft]) -> None:
    """外资研发总部是指…: what is said of those whom an item is for, or of the status that it grants."""
    for part in parts(text, sentence):
        part = trimmed(text, part)
        defined = _DEFINED.match(part.of(text))
        if defined and not _is_item(Span(part.start + defined.start("said"), part.end), drafts):
            for draft in drafts:
                if _is_for(text, draft, defined["term"]) or _is_called(text, draft, defined["term"]):
                    draft.context.append(Clause(said_of(text, part, defined), subject=True))


def _is_called(text: str, draft: Draft, term: str) -> bool:
    """Whether what an item recognises goes by the term."""
    heading = draft.node.heading.of(text).strip("。：")
    return bool(draft.name) and (term in draft.name or term == heading)


def _is_item(said: Span, drafts: list[Draft]) -> bool:
    """Whether a definition is itself what an item demands: who may be recognised."""
    return any(
        clause.subject and clause.span.overlaps(said)
        for draft in drafts
        for one in draft.own
        for clause in clauses(one)
    )


def _is_for(text: str, draft: Draft, term: str) -> bool:
    """Whether those for whom the item is are called by the term."""
    return any(clause.subject and clause.span.of(text).endswith(term) for clause in draft.told())


_CALLED = re.compile(
    rf"(?:{TEXT}(?:中|内)?|本[章节条款]|文中|本文)所[称指](?:的|“)?(?P<term>[^，。；“”]{{2,28}})”?，?(?:是指|指)(?P<said>[^。；]{{6,}})"
)


def _limit(text: str, sentence: Span, drafts: list[Draft]) -> None:
    """文中“鼓励发展现代服务业”奖励对象为…: who a named section is for."""
    found = _OBJECTS.search(sentence.of(text))
    if found is None:
        return
    span = trimmed(text, Span(sentence.start + found.start("said"), sentence.start + found.end("said")))
    for draft in drafts:
        if any(found["name"] in node.heading.of(text) for node in draft.node.upwards() if len(node.heading)):
            draft.context.append(Clause(span, subject=True))


_BRANCHES = Seldom(
    r"(?P<said>(?:(?<=支持)|(?<=发展)|(?<=培育)|(?<=聚焦)|(?<=围绕)|(?<=打造)|(?<=[，：是为]))[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,10}){2,9}?等?(?:[二三四五六七八九十]|\d{1,2})(?:个|大|类|条)"
    r"(?P<term>(?:重点|主导|支柱|优势|特色|新兴)产业(?:链|集群)?))"
)


def _list(text: str, sentence: Span, drafts: list[Draft]) -> None:
    """战略新兴、医药健康、现代农业三个重点产业: what the branches are of which the grants speak in short."""
    for found in _BRANCHES.finditer(sentence.of(text)):
        span = Span(sentence.start + found.start("said"), sentence.start + found.end("said"))
        for draft in drafts:
            stated = "".join(clause.span.of(text) for one in draft.own for clause in clauses(one))
            if found["term"] in stated and found["said"] not in stated:
                draft.context.append(Clause(span, subject=True))


_ENTITLED = Seldom(
    rf"^(?P<said>[^。；]{{4,}}?{WHO}(?:，)?)(?:均|都)?(?:有权|可以?)申请(?:认定)?(?P<name>[^，。；]{{2,16}}?)(?:认定)?[。；]?$"
)


def _entitle(text: str, sentence: Span, drafts: list[Draft]) -> None:
    """…依法注册成立的各类企业有权申请见习基地认定: who may be recognised."""
    found = _ENTITLED.match(sentence.of(text))
    if found is None or _overlapped(sentence, drafts):
        return
    for draft in drafts:
        if draft.name and draft.name.endswith(found["name"]):
            draft.context.insert(0, Clause(said_of(text, sentence, found), subject=True))


_READINGS = (("对象", _limit), ("申请", _entitle), ("产业", _list))


def _overlapped(span: Span, drafts: list[Draft]) -> bool:
    return any(draft.tells(span) for draft in drafts)


def uses(text: str, draft: Draft, term: str, sentence: Span) -> bool:
    """Whether an item's own words, or those that it took over, speak of a term outside the sentence that explains it."""
    stated = [clause.span for one in draft.own for clause in clauses(one) if not clause.span.overlaps(sentence)]
    heading = draft.node.heading.of(text) if len(term) < 4 else ""
    around = [clause.span for one in draft.context for clause in clauses(one) if not clause.span.overlaps(sentence)]
    meant = sentence.of(text).partition("指")[2]
    stated = [span for span in stated if not _invests_in(span.of(text), term)]
    if len(term) >= 4 and any(_names_new(span.of(text), term) for span in [*stated, *around]):
        return True
    if any(_deals_with(span.of(text), term, meant) for span in stated):
        return True
    return term in heading or any(
        words.endswith(term) or (words.startswith(term) and _THEN_ACTS.match(words, len(term)))
        for span in stated
        if (words := span.of(text))
    )


_THEN_ACTS = re.compile(
    "[，、的和及与或（应须可在被经因向按从获首购租聘]|取得|开展|建设|完成|新[增建购设]|实施|通过|办理|发行|参加|招[用聘]|投保|引[进入]|上一?年|当年|年度|入[驻选]|成功|进行|年(?=[税产营销])"
)
"""A term that opens a clause is whom it is for, where a verb follows and no noun goes on with the name."""
_DEALT_WITH = re.compile(
    r"(?:举办|承办|主办|参加|建设|建成|新建|开设|设立|引进|开展|购[买置]|生产|销售|使用|投保|开通|创作|出版)的?$"
)
_BOUNDED = re.compile(r"\d|在?(?:[本我][省市区县]|境内)")


def _deals_with(words: str, term: str, meant: str) -> bool:
    """Whether the words have the applicant do something with a thing that is told by its limits: 举办展会活动的企业."""
    at = words.find(term)
    return at > 0 and bool(_DEALT_WITH.search(words[:at])) and bool(_BOUNDED.search(meant))


def _invests_in(words: str, term: str) -> bool:
    """Whether the term is what those meant have invested in, not what they are."""
    found = INVESTED.search(words) if "投资" in words or "股" in words else None
    return found is not None and term in found["object"]


_NEWLY = re.compile(
    r"(?:(?:新|存量|在建|已建|老旧|落户|入驻|引进|设立|迁入|[区市县]内|辖内|的|各类|现有|重点|法人|驻[区市县])+)$"
)


def _names_new(words: str, term: str) -> bool:
    """Whether the words speak of the newly come or local ones of a kind: 新落户金融机构在本区购房."""
    at = words.find(term)
    return at > 0 and bool(_NEWLY.search(words[:at]))


def said_of(text: str, sentence: Span, found: re.Match[str]) -> Span:
    """What a sentence says of the applicant, without what it adds for others (外资企业同等, 以下简称…)."""
    span = Span(sentence.start + found.start("said"), sentence.start + found.end("said"))
    cut = re.search(
        r"，?(?:[自从][^，。；]{4,24}(?:起|后)(?:试行|施行|实施|实行|执行|生效)|(?:有效期|由[^，。；]{2,20}(?:负责)?解释)|（?除(?!外)[^，。；（）]{1,24}外）?(?=[，。；）]?$)|特别表述|(?:台资|外资|台港澳).{0,16}同等|下同|(?<!（)以下(?:简称|统称))",
        span.of(text),
    )
    return trimmed(text, Span(span.start, span.start + cut.start()) if cut and cut.start() > 6 else span)


__all__ = ["ANYBODY", "MEANT", "TEXT", "UNREAD", "WHO", "explain", "said_of", "titled", "uses"]
