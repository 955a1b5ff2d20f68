"""Terms that a list explains, put where supports use them: 本办法所称骨干企业，是指满足以下条件之一的企业：（一）…；（二）…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.binding.terms import ANYBODY, MEANT, TEXT, UNREAD, titled, uses
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.names import item_name
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.points import led_lists
from policymatch.parsing.structure.relations import joiner, kinds_joiner
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses, read_requirements_of
from policymatch.parsing.text.sentences import sentences, trimmed
from policymatch.spans import Span
from policymatch.vocabulary import qualifications

_TERM = rf"(?P<term>[^，。；：“”（）、的]{{0,12}}?(?:{WHO.pattern})(?:（[^（）]{{1,12}}）)?)"
_LEAD = re.compile(
    rf"(?:(?:{TEXT}|文)(?:中|内)?(?:的|所[称指述涉]及?(?:的)?)?|上述|以上|其中)?(?:“|《)?{_TERM}(?:”|》)?(?:（[^（）]*）)?，?(?:主要)?"
    r"(?:(?:是指|指|系指|包括|分为|应为|须为|为|是)(?P<said>[^。；：]{0,40})|(?:应当?|须|需|必须)(?:同时)?(?:符合|满足|具备)(?:以下|下列|如下)(?P<asked>[^。；：]{0,20}))：$"
)
_PLAIN = re.compile(
    rf"(?:其中，?)?“?(?!本[^，。；]{{1,6}}所[称指])(?!文中所[称指]){_TERM}”?(?:：(?:是|系)?指|，?(?:主要)?(?:是指|系指|指))(?P<said>[^。；：]{{6,}})"
)
"""新引进企业：指2023年1月1日后在本市注册的企业."""
_NEXT = re.compile(r"[，、]“?[^，。；“”]{2,16}”?(?:是指|系指|(?<=”)指)")
"""Where another term is explained in the same sentence: “规上企业”指…，“规下企业”指…."""
_OF_SIZE = re.compile(r"(?:规模?以?[上下]|限额?以?[上下])[^，。；]{0,8}企业")
"""Kinds that a field holds as they are, whichever list or limit a document explains them by."""
_GOES_ON = re.compile(
    r"(?:[^。；：]*[，、])?(?:且|并|还|同时|具体|应当?|须|需|必须)*(?:符合|满足|具备|达到|属于)(?:以下|下列|如下)[^，。；：]{0,20}[：。]"
)
"""The end of what explains a term, where points tell the rest: …的企业，且符合下列条件之一：; 具体须满足以下条件：."""
_CONFERRED = re.compile("认定|评[定选]|命名|备案|授予")
"""A status is had from whoever gives it; else who meets what a term means is what it means."""
_GIVES = re.compile("[给予][予以与]|奖[励补]|补[贴助]|资助|支持对象|申[请报领]")


def add_listed_terms(text: str, root: Node, drafts: list[Draft]) -> None:
    """Give the supports that use an explained term what the list or the label explains it by, in place of the bare term."""
    for sentence, term, said in _explained(text, root):
        of_all = titled(text, term)
        using = [draft for draft in drafts if not draft.name and (of_all or uses(text, draft, term, sentence))]
        if not using or any(draft.anchor.overlaps(sentence) for draft in drafts):
            continue
        if any(draft.tells(inner.span) for inner in clauses(said) for draft in drafts if not draft.name):
            continue
        for draft in using:
            if not _is_known(term):
                draft.title = draft.title or item_name(text, draft)
                draft.own[:] = [one for one in draft.own if not (isinstance(one, Clause) and one.span.of(text) == term)]
            elif not _CONFERRED.search(text, sentence.start, sentence.end):
                draft.meant = term
            draft.context.append(said)


def _is_known(term: str) -> bool:
    return any(found.span.end == len(term) for found in qualifications.find(term))


def _explained(text: str, root: Node) -> Iterator[tuple[Span, str, Requirement]]:
    """Each sentence that explains a term, the term, and what it is explained by."""
    for node in root.walk():
        if node.inherited_topic() in UNREAD:
            continue
        yield from _plainly(text, node)
        for sentence, points in led_lists(text, node, node.body if len(node.body) else node.heading):
            found = _LEAD.fullmatch(words := sentence.of(text).strip())
            if found is None and _GOES_ON.fullmatch(words) and (begun := _begun(text, node, sentence)):
                read = [said for point in points if (said := _said(text, point)) is not None]
                if len(read) == len(points):
                    yield begun[0], begun[1], Group(joiner(words), tuple(read), sentence)
                continue
            if found is None or ANYBODY.fullmatch(found["term"]) or _GIVES.search(found["term"]):
                continue
            read = [said for point in points if (said := _said(text, point)) is not None]
            if len(read) == len(points):
                yield (
                    sentence,
                    found["term"],
                    Group(
                        kinds_joiner(found["said"] if found["said"] is not None else found["asked"] + "条件"),
                        tuple(read),
                        sentence,
                    ),
                )


def _begun(text: str, node: Node, lead: Span) -> tuple[Span, str] | None:
    """The words that explain a term up to a lead, with the term: in the lead's own sentence or in the one before."""
    told = sentences(text, node.body if len(node.body) else node.heading)
    if lead not in told:
        return None
    first = max(0, (at := told.index(lead)) - 1)
    for one in reversed(told[first : at + 1]):
        found = MEANT.search(one.of(text))
        if found and not ANYBODY.fullmatch(found["term"]) and not _GIVES.search(found["term"]):
            return one.cover(lead), found["term"]
    return None


def _plainly(text: str, node: Node) -> Iterator[tuple[Span, str, Requirement]]:
    """The sentences that explain a term at once."""
    for sentence in sentences(text, node.body) if "指" in node.body.of(text) else ():
        found = _PLAIN.match(sentence.of(text))
        if found is None or ANYBODY.fullmatch(found["term"]) or _GIVES.search(found["term"]):
            continue
        if _OF_SIZE.fullmatch(found["term"]):
            continue
        end = _NEXT.search(found["said"])
        end_at = found.start("said") + end.start() if end else found.end("said")
        said = trimmed(text, Span(sentence.start + found.start("said"), sentence.start + end_at))
        yield sentence, found["term"], Clause(said, subject=True)


def _said(text: str, point: Node) -> Requirement | None:
    read = read_requirements_of(text, point)
    if not read:
        return None
    return read[0] if len(read) == 1 else Group("all", read)


__all__ = ["add_listed_terms"]
