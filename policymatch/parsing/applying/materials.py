"""Materials asked of applicants: lists under 申报材料, points after 提交下列材料：, and 申报材料包括A、B和C."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from policymatch.parsing.applying.asking import (
    ASKS,
    BARE,
    BRACKETED,
    BRING,
    COLON,
    COMMON,
    HEADING,
    INCLUDES,
    INLINE,
    LEAD,
    LISTS_BELOW,
    POINT,
    style,
    style_of,
)
from policymatch.parsing.applying.paperlists import Papers, lists_by_line, papers_by_support, read_papers
from policymatch.parsing.applying.paperpoints import OTHERS, group_names
from policymatch.parsing.applying.papers import ENDS_AS_PAPER, PAPER, names_in, short_name
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.citations import refers
from policymatch.spans import Span


@immutable
class MaterialList:
    """One list of materials of a document.

    Args:
        about: what it is asked for (申请示范基地, 企业); empty where the document does not say.
        parts: the papers, in order, those asked of the same applicants together.
        span: where it stands.
        common: whether its heading says that every applicant hands them in (通用材料).
    """

    about: str
    parts: tuple[Papers, ...]
    span: Span
    common: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The short names of all its papers, in order."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names))


@immutable
class _Stretch:
    """Where papers may be named, and what for; ``whole`` where a heading says that all below it are papers."""

    start: int
    end: int
    about: str
    whole: bool = False


@lru_cache(maxsize=2)
def find_materials(text: str) -> tuple[MaterialList, ...]:
    """Every list of materials of a document, in order; the sections of one list are one list."""
    named = papers_by_support(text)
    for span, _ in named:
        text = f"{text[: span.start]}{' ' * len(span)}{text[span.end :]}"
    found = _find_lists(text) or [MaterialList("", parts, span) for span, parts in lists_by_line(text)]
    return _with_papers(found, named)


def _with_papers(found: list[MaterialList], named: list[tuple[Span, Papers]]) -> tuple[MaterialList, ...]:
    """The lists with the papers that sentences ask of the applicants for one support, beside those of the list before them."""
    for span, papers in named:
        if refers(papers.kinds[0], "0") is not None:  # 申报第四条的，还应提交…
            found.append(MaterialList(papers.kinds[0], (Papers((), papers.names),), span))
            continue
        at = next((at for at in range(len(found) - 1, 0, -1) if found[at].span.start < span.start), 0)
        if found:
            parts = found[at].parts
            if papers.only:
                parts = tuple(replace(part, kinds=(OTHERS + papers.kinds[0], *part.kinds)) for part in parts)
            found[at] = replace(found[at], parts=(*parts, papers))
        else:
            found.append(MaterialList("", (papers,), span))
    return tuple(found)


def _find_lists(text: str) -> list[MaterialList]:
    found: list[MaterialList] = []
    taken = 0
    stretches = sorted(_stretches(text), key=lambda stretch: (stretch.start, -stretch.end))
    for at, stretch in enumerate(stretches):
        start, end = stretch.start, stretch.end
        if start < taken or ("\n" in text[start:end] and not stretch.whole and _holds_list(text, stretches, at)):
            continue
        lists = _lists(text, Span(start, end), stretch.about)
        found += lists
        taken = max(taken, end) if lists else taken
    telling = [one for one in found if not all(name in _ANY_FORM for name in one.names)]
    return telling or found or _told_in_passing(text)


_FORM = re.compile(  # 在线填写项目申报书; 登录平台填报并提交《资金申请表》
    r"(?:填写|填报)(?:并(?:在线)?(?:提交|上传|报送|打印))?《?(?P<list>[^，。；、：→（\n《》]{0,16}(?:申报书|申请书|申报表|申请表|报名表|登记表|推荐表|申请单))》?"
)
_AGAINST = re.compile(  # 凭合同、发票和交付凭证申请兑付
    rf"[凭持](?<![支坚保维扶].)(?!借|证|据|身份)(?:已签订的|有效的?)?(?P<list>[^，。；：→\n]{{2,40}}?(?:{PAPER}))(?:等)?(?:，)?(?:可|到|向|前往|在|通过)?[^，。；\n]{{0,20}}(?:申[请报领]|兑[付现换]|领取|办理|报销|结算)"
)


_ANY_FORM = frozenset({"申请表", "申报表", "申请书", "申报书"})
"""Forms that a procedure mentions (在线填报申请表), which the list itself calls by their names."""


def _told_in_passing(text: str) -> list[MaterialList]:
    """Papers that a procedure mentions, where the document has no list of its own."""
    brought = [match.span("list") for match in BRING.finditer(text)]
    stretches = sorted([*brought, *(found.span("list") for each in (_FORM, _AGAINST) for found in each.finditer(text))])
    names = [
        name
        for start, end in stretches
        for name in (names_in if (start, end) in brought else group_names)(text[start:end])
    ]
    kept = [name for name in dict.fromkeys(names) if name not in _ANY_FORM]
    if not kept:
        return []
    return [MaterialList("", (Papers((), tuple(kept)),), Span(stretches[0][0], stretches[-1][1]))]


def _holds_list(text: str, stretches: list[_Stretch], at: int) -> bool:
    """Whether a list of its own stands inside a stretch."""
    outer = stretches[at]
    for inner in islice(stretches, at + 1, None):
        if inner.start >= outer.end:
            return False
        if outer.start < inner.start and "\n" in text[inner.start : inner.end]:
            return not (_opens_list(text, outer.start) and _is_point_of(text, outer, inner))
    return False


def _is_point_of(text: str, outer: _Stretch, inner: _Stretch) -> bool:
    """Whether the head of an inner list is one more point of the outer: （一）申请表；（二）营业执照；（三）项目证明材料：1.…."""
    first, head = _line_end(text, outer.start) + 1, text.rfind("\n", 0, inner.start) + 1
    kind = style_of(text[first : _line_end(text, first)])
    return bool(kind) and kind == style_of(text[head : inner.start])


_LINE = re.compile(r"[^\n]+")
_FORGED = re.compile("虚假|骗取|伪造|不实")
"""如实填报数据，提供虚假材料的: what must not be handed in."""
_MENTIONED = re.compile("材料|资料|要件|文件|附件")


def _stretches(text: str) -> Iterator[_Stretch]:
    lines = [line.span() for line in _LINE.finditer(text) if _MENTIONED.search(text, *line.span())]
    for found in _headings(text):
        mark = found["mark"]
        end = _section_end(text, found.end(), mark) if mark else _list_end(text, found.end())
        if end == found.end() and mark and style_of(text[end + 1 : _line_end(text, end + 1)]) == style(mark):
            continue  # a step of a procedure: 1.提交申请材料
        if end == found.end():  # a card's label: the papers stand on the lines below
            end = _papers_end(text, _line_end(text, end + 1))
        yield _Stretch(found.end(), end, found["about"] or "", whole=bool(mark) and not found["beside"])
    for found in _in_lines(LEAD, text, lines):
        opening = _opening(text, found.start())
        about = ASKS.sub("", opening)
        if text[found.end() : found.end() + 3].lstrip(" 　")[:1] != "\n":
            yield _Stretch(found.start() - len(opening), _clause_end(text, found.end()), about)
        else:
            yield _Stretch(found.end(), _list_end(text, found.end()), about)
    for found in _in_lines(BRACKETED, text, lines):
        yield _Stretch(*found.span("list" if found["list"] else "row"), "")
    told = (pattern.finditer(text) for pattern in (BARE, COLON))
    for found in (*_in_lines(INCLUDES, text, lines), *chain.from_iterable(told)):
        yield _Stretch(found.start(), found.end(), _before(text, found.start()))
    for found in _in_lines(INLINE, text, lines):  # papers named in a sentence that calls them so: 持营业执照等材料
        if not _FORGED.search(found[0]):
            yield _Stretch(found.start(), found.end(), _before(text, found.start()))
    yield from _stretches_below(text)


def _stretches_below(text: str) -> Iterator[_Stretch]:
    """Papers below a line that has no word for them: 提出申请，同时提供：."""
    for found in LISTS_BELOW.finditer(text):
        if _opens_list(text, found.end()):
            yield _Stretch(found.end(), _list_end(text, found.end()), "")


def _headings(text: str) -> Iterator[re.Match[str]]:
    """The headings over lists of papers, looked for where lines begin that speak of papers, or stand before such."""
    at, word = 0, -1
    while at >= 0:
        if word < at:
            mentioned = _MENTIONED.search(text, at)
            if mentioned is None:
                return
            word = mentioned.start()
        if text.count("\n", at, word) < _MARK_APART and (found := HEADING.match(text, at)):
            yield found
            at = found.end() - 1
        at = text.find("\n", at) + 1 or -1


_MARK_APART = 2
"""Lines from a number that stands by itself to the words of its heading."""


def _in_lines(pattern: re.Pattern[str] | Seldom, text: str, lines: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What a pattern that goes beyond no line finds in some lines."""
    return (found for start, end in lines for found in pattern.finditer(text, start, end))


def _opening(text: str, at: int) -> str:
    """The words before a lead-in in its clause: «第六条 申请基地认定，应当»提交…."""
    return re.split(r"[。；\n]", text[max(0, at - 80) : at])[-1][-60:]


def _before(text: str, at: int) -> str:
    """What a sentence is about: the article that it cites, or the label of its point: «2．企业：提供…»."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 300) : at]
    clause = re.split(r"[。；]", line)[-1]
    if refers(clause, "0") is not None:
        return clause
    if named := _APPLIED_FOR.search(clause):
        return named["what"]
    if kind := _KIND_TOO.search(clause):
        return kind["kind"]
    mark = POINT.match(line)
    label = re.match(r"([^，。；：:]{2,24})[：:]", line[mark.end() :] if mark else line)
    return label[1] if label else ""


_APPLIED_FOR = re.compile(
    r"(?:^|[ 　条、）.．]|凡|对于?)(?P<what>(?:申[请报领])(?!人|者|单位|企业|主体|机构|对象|材料|资料|时)[^，。；：]{2,20}?)"
    r"(?:的(?:[^，。；：]{0,8}?(?:企业|单位|机构|主体|个人|团队|人员|人))?)?，?(?:还|均|都|除[^，。；：]{2,24}外，)*(?:应当?|须|需要?|必须)?(?:一并|同时|另)?$"
)
"""What papers are asked for, before the words that ask: «申报创业团队项目»应|提交…; «申报其他奖补»的，|提交…."""
_KIND_TOO = re.compile(
    r"(?:^|，)(?P<kind>(?!申[请报])[^，。；：]{2,10}?(?:企业|个人|机构|单位|合作社|工商户|人员))(?:还|另|另外)(?:应当?|须|需)?$"
)
"""小微企业还需提供…: whose papers a sentence names beside those of all."""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends, at most 800 characters on."""
    last = min(len(text), at + 800)
    found = re.compile(r"[。→\n]").search(text, at, last)
    return found.start() if found else last


def _section_end(text: str, at: int, mark: str) -> int:
    """Where the section under a heading ends: at the next number of its own style, or where the points stop."""
    own = style(mark)
    end = _line_end(text, at)
    plain = 0
    while end < len(text):
        stop = _line_end(text, end + 1)
        line = text[end + 1 : stop]
        kind = style_of(line)
        if line.strip() and (
            (own and (kind == own or (kind == "一、" and not own.startswith("第"))))
            or re.match(r"\s*第[一二三四五六七八九十百]+[章条]|附[件表录]|附：", line)
        ):
            break
        plain = 0 if kind else plain + bool(line.strip())
        headed = re.match(r"\s*[^\s，。；：]{2,8}(?:[：:]\s*)?$", line) and not ENDS_AS_PAPER.search(line.strip())
        named = plain and all(
            ENDS_AS_PAPER.search(short_name(each.strip(" 　；;。")))
            for each in text[at:stop].split("\n")
            if each.strip()
        )
        if (plain > 2 and not named and "\t" not in line) or (not kind and headed and not _opens_list(text, stop)):
            break
        end = stop
    return end


def _opens_list(text: str, at: int) -> bool:
    """Whether the next line is the first of a list of papers: what stands above it then heads them, 基地运营机构：."""
    line = text[at + 1 : _line_end(text, at + 1)]
    mark = POINT.match(line)
    first = mark is not None and re.fullmatch(r"\D*(?:1|一|[①⑴aA])\D*", mark["mark"]) is not None
    return first and ENDS_AS_PAPER.search(short_name(line)) is not None


def _list_end(text: str, at: int) -> int:
    """Where the points after a lead-in end: at the first line that is no point, or of a style that came before."""
    end = at
    first = ""
    while end < len(text):
        stop = _line_end(text, end + 1)
        line = text[end + 1 : stop]
        kind = style_of(line)
        if line.strip() and not kind:
            break
        first = first or kind
        above = _kind_above(text, at) if kind and kind != first else None
        if above is not None and (kind == above or (re.match(r"一|（一|第", kind) and re.match(r"[1①a（]", first))):
            break
        end = stop
    return end


def _kind_above(text: str, at: int) -> str:
    """The style of the number that the lead-in stands under: of its own line or the nearest above; empty for none."""
    lines = text[max(0, at - 200) : at].split("\n")
    return next((kind for line in reversed(lines) if (kind := style_of(line))), "")


def _papers_end(text: str, at: int) -> int:
    """Where lines that each name a paper and nothing else end, from the first of them on."""
    if not _is_paper(text[text.rfind("\n", 0, at) + 1 : at]):
        return at
    while at < len(text) and _is_paper(text[at + 1 : (stop := _line_end(text, at + 1))]):
        at = stop
    return at


def _is_paper(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and ENDS_AS_PAPER.search(short_name(line.strip(" 　；;。"))) is not None


_LONGEST_LINE = 40
_BY_KIND = re.compile(r"分别|类别|按项目|各类|不同")


def _lists(text: str, span: Span, about: str) -> list[MaterialList]:
    """The lists of one stretch; a sentence whose clauses name different papers for different supports gives several."""
    body = span.of(text)
    if "\n" not in body.strip() and "；" in body and _BY_KIND.search(body):
        lists = []
        at = span.start
        for piece in body.split("；"):
            papers = read_papers(text, Span(at, at + len(piece)))
            head = re.split(r"[：:]", piece)[-1].strip()
            if papers:
                lists.append(MaterialList(head[:20], papers, Span(at, at + len(piece))))
            at += len(piece) + 1
        return lists
    papers = () if "……" in body else read_papers(text, span)  # the contents page of an annex
    head = text[text.rfind("\n", 0, max(0, span.start - 1)) + 1 : span.start]
    return [MaterialList(about.strip(), papers, span, common=COMMON.search(head) is not None)] if papers else []
