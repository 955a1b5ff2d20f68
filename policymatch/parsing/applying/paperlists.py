"""The papers of one list and whom each is asked of: points, points below them, labels, tables, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policymatch.parsing.applying.asking import HEADING, POINT, style_of
from policymatch.parsing.applying.paperpoints import (
    ASKED,
    ONLY_FOR,
    WHOSE,
    group_names,
    inline_names,
    kind_named,
    named_part,
    names_of_point,
)
from policymatch.parsing.applying.papers import ENDS_AS_PAPER, bare, names_in, short_name
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.citations import COUNTED
from policymatch.parsing.text.wording import masked
from policymatch.parsing.values.numerals import read_number
from policymatch.spans import Span


@immutable
class Papers:
    """Papers of a list that are asked of the same applicants.

    Args:
        kinds: what the heads above them name, outermost first (重点企业需提供：); empty where they name nobody.
        names: short names, in order.
        only: whether these applicants are asked for nothing else (申请奖励的，只需提交…).
    """

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    only: bool = False


def read_materials(text: str, span: Span) -> tuple[str, ...]:
    """The short names of the materials that a stretch lists, in order, each once.

    Args:
        text: the working text.
        span: the list: its points, or the sentence that names them; the lead-in may stand in it.
    """
    return tuple(dict.fromkeys(name for papers in read_papers(text, span) for name in papers.names))


def read_papers(text: str, span: Span) -> tuple[Papers, ...]:
    """The papers that a stretch lists, in order, together where they are asked of the same applicants."""
    body = span.of(text)
    lines = [part for line in body.split("\n") if line.strip() for part in _unfolded(line)]
    rows = [line.split("\t") for line in lines if "\t" in line]
    if len(rows) >= 2:
        return _together(_table_papers(rows))
    if sum(_OF_PLACE.match(line) is not None for line in lines) >= 2:
        return _together(
            Papers((found["place"],), tuple(names_in(found["list"]))) for found in map(_OF_PLACE.match, lines) if found
        )
    points = [line for line in lines if POINT.match(line)]
    if len(points) >= 2 or (points and len(lines) <= 2):
        return _together([papers for point in _tree(lines).below for papers in _asked_at(point, ())])
    if len(lines) >= 2 and all(len(line) <= 60 for line in lines) and ENDS_AS_PAPER.search(short_name(lines[0])):
        return _together([Papers((), tuple(name for line in lines for name in names_in(line.strip())))])
    return _together(_inline_papers(body))


_OF_PLACE = re.compile(
    r"\s*(?P<place>第[一二三四五六七八九十\d][^，。；：]{0,10}?[项类条款])(?:补[贴助]|奖[励补]|资助|支持|材料|需?提[交供])*[：:](?P<list>.{3,})"
)
"""第一项：备案表、名册: a line for each support, called by its number."""


def _together(found: Iterable[Papers]) -> tuple[Papers, ...]:
    """Papers next to one another that are asked of the same, as one."""
    joined: list[Papers] = []
    for papers in found:
        names = tuple(dict.fromkeys(filter(None, papers.names)))
        if joined and any(name.endswith(_DITTO) for name in names):
            papers = Papers(joined[-1].kinds, names := tuple(name.removesuffix(_DITTO) for name in names))
        if joined and joined[-1].kinds == papers.kinds:
            joined[-1] = Papers(papers.kinds, tuple(dict.fromkeys(joined[-1].names + names)))
        elif names:
            joined.append(Papers(papers.kinds, names))
    return tuple(joined)


_NUMBERED = re.compile(r"(?:^|(?<=[：:。；;，,）)\s]))(?P<n>\d{1,2})[.．、](?!\d)")
_BRACKETED = re.compile(r"(?:^|(?<=[：:。；;，,\s]))[（(](?P<n>\d{1,2}|[一二三四五六七八九])[）)]")
_CIRCLED = re.compile(r"[①-⑳]")
_LETTERED = re.compile(r"(?:^|(?<=[：:。；;\s]))(?P<n>[A-Za-z])[.．、)）]")


def _unfolded(line: str) -> list[str]:
    """The points of a list run together in one line: 1.申请表；2.营业执照。3.…; else the line itself."""
    marks = _counted(_NUMBERED, line)
    if len(marks) < 2:
        marks = _counted(_BRACKETED, line)
    if len(marks) < 2:
        circled = [mark.start() for mark in _CIRCLED.finditer(line)]
        marks = circled if [line[at] for at in circled] == [chr(ord("①") + n) for n in range(len(circled))] else []
    if len(marks) < 2:
        lettered = list(_LETTERED.finditer(line))
        in_order = [mark["n"].upper() for mark in lettered] == [chr(ord("A") + n) for n in range(len(lettered))]
        marks = [mark.start() for mark in lettered] if in_order else []
    if len(marks) < 2:
        return [line]
    ends = [*marks[1:], len(line)]
    return [line[start:end].strip(" ；;。") for start, end in zip(marks, ends, strict=True)]


def _counted(marks: re.Pattern[str], line: str) -> list[int]:
    """Where marks stand that count up from one."""
    found: list[int] = []
    for mark in marks.finditer(line):
        if read_number(mark["n"]) == len(found) + 1:
            found.append(mark.start())
    return found


def _table_papers(rows: list[list[str]]) -> Iterator[Papers]:
    """The papers of a table: its column 材料名称, else in each row the first cell that is a paper; its last cell may say who hands it in."""
    head = next((row for row in rows if any(re.search("名称|材料|资料", cell) for cell in row)), None)
    column = next((at for at, cell in enumerate(head or []) if re.search("名称|材料|资料", cell)), None)
    for row in rows:
        if row is head:
            continue
        cells = row[column : column + 1] if column is not None else row[bool(_ROW_NUMBER.fullmatch(row[0])) :]
        names = next((names for cell in cells if (names := names_in(cell.strip()))), [])
        asked = _HANDED_IN_BY.fullmatch(row[-1].strip())
        yield Papers((asked["who"],) if asked else (), tuple(names))


_HANDED_IN_BY = re.compile(
    r"(?:由|仅|限|仅限)?(?P<who>(?:申[请报][^，。；]{2,16}|[^，。；]{2,12}(?:机构|企业|单位|个人|人员|项目|团队|平台|基地)))(?:的|时)?(?:还|需|须|应)*(?:提[交供]|填报|报送)[。；]?"
)
_ROW_NUMBER = re.compile(r"\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?\s*")
_LABEL = "label"
_SENTENCE = "sentence"


@dataclass(slots=True)
class _Point:
    """A point of a list with those below it; a label (基地运营机构：) heads the points after it."""

    style: str
    words: str
    below: list[_Point] = field(default_factory=list)


def _tree(lines: list[str]) -> _Point:
    """The points of a list as they lie below one another."""
    root = _Point("", "")
    above = [root]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        mark = POINT.match(line)
        style, after = style_of(line), style_of(following)
        if not mark and after and re.search(r"[：:]\s*$", line) and len(line) <= 40:
            style = _LABEL
        elif not mark and not root.below and ASKED.match(line):
            style = _SENTENCE
        if not style:
            continue
        ended = {style, after} if style == _LABEL else {style}
        at = next((at for at, open_ in enumerate(above) if open_.style in ended), len(above))
        del above[at:]
        point = _Point(style, line[mark.end() :].strip() if mark else line.strip())
        above[-1].below.append(point)
        if style != _SENTENCE:
            above.append(point)
    return root


def _asked_at(point: _Point, kinds: tuple[str, ...]) -> Iterator[Papers]:
    """The papers of a point and of those below it."""
    if point.style == _LABEL or (point.below and _heads(point)):
        inner = (*kinds, kind) if (kind := kind_named(point.words)) else kinds
        for each in point.below:
            yield from _asked_at(each, inner)
        return
    file = not point.below and re.fullmatch(r"[^，。；：:]+文件", point.words)  # 认定文件 in a list is a paper
    if (file or not _only_announces(point.words)) and not _HOW_TO.match(point.words):
        kind, names = names_of_point(point.words)
        yield Papers((*kinds, kind) if kind else kinds, tuple(names))
    for each in point.below:
        yield from _asked_at(each, kinds)


_PROOF = re.compile(
    r"[^，。；：]{4,}(?:的|等)(?:有关|相关)?(?:证明|佐证|说明|配套|支撑)*(?:材料|资料|文件)"
    r"|[^，。；：]{2,20}(?:需要?|须|应当?)(?:提供|提交)(?!的|以下|下列|如下)[^，。；：]{0,12}(?:证明|佐证|说明|配套|支撑)(?:材料|资料|文件)"
)


def _only_announces(words: str) -> bool:
    """Whether a point is a heading of papers, not one of them: 申请材料; 享受优惠的证明材料 is one."""
    return HEADING.match(words) is not None and _PROOF.fullmatch(words) is None


def _heads(point: _Point) -> bool:
    """Whether a point only heads those below it: 海关高级认证项目; 证明材料（均提供复印件）：."""
    words = point.words
    return bool(
        words.endswith(("：", ":"))
        or re.search(r"[：:]\s*（[^（）]*）$|（[^（）]*）[：:]$", words)
        or _only_announces(words)
        or re.fullmatch(r"[^，；：]{2,60}(?:材料|资料)(?:要求|清单|目录)|[^，；：《]{2,8}(?:材料|资料)", words)
        or (re.fullmatch(r"[^，；：]{2,30}", words) and not ENDS_AS_PAPER.search(bare(words)))
    )


_HOW_TO = re.compile(
    r"(?:申[请报](?:单位|企业|人|主体)|企业|单位)?(?:应当?|须|需|要|请)(?:认真|按照?|严格|如实|确保|保证|对|将|于|在)"
)


_DITTO = "（同上）"
"""A paper asked of those who are asked for the one above it."""


_APPLYING_FOR = re.compile(
    rf"(?:[；。]\d[.．、]|[。；，：（\n])(?:其中，?|凡|拟)*(?P<kind>申[请报领](?!其[他它余])[^，。；：\n]{{2,20}}?|(?:{COUNTED})[一二三四五六七八九十\dA-Z]{{1,2}})(?:的|项目|企业|单位|主体|机构)*，?"
    r"(?P<only>[只仅](?=[须需要]|提[交供]))?(?:还|另[外行]?|均|分别|额外|一并|同时|应当?|须|需要?|必须|补充|再)*(?<=[的，还另行需须应只仅])(?:提供|提交|报送|附上?|上传|出具)(?!以下|下列|如下)"
    r"(?P<list>(?:(?!，(?:申[请报领]|其中|凡|拟))(?:[^；。：\n（）]|（[^（）\n]*）))+)"
)
"""申请贴息的，提交借款合同、付息凭证; 类别二的还需提供秩序册: the papers of one support, told in a sentence."""


def papers_by_support(text: str) -> list[tuple[Span, Papers]]:
    """The papers that sentences ask of those who apply for one support, with where each stands."""
    found = []
    for match in _APPLYING_FOR.finditer(text):
        start = match.start() + 1
        line = text[text.rfind("\n", 0, start) + 1 : start]
        kind, names = kind_named(match["kind"]), tuple(group_names(match["list"]))
        if kind and names and not POINT.fullmatch(line):
            found.append((Span(start, match.end()), Papers((kind,), names, only=match["only"] is not None)))
    return found


_NAME = r"[^，。；：:、\n]{2,30}"
_LINE_OF_ONE = re.compile(
    r"^[ 　]*(?:企业|单位|机构|个人)?(?:申[请报领]|办理)?(?P<kind>[^，。；：:、\n]{2,20}?)(?:的|时)?(?:需?提[交供])?[：:]"
    rf"(?P<list>(?:{_NAME}[、，])+{_NAME})[。；]?[ 　]*$",
    re.M,
)


def lists_by_line(text: str) -> list[tuple[Span, tuple[Papers, ...]]]:
    """Lists without a head, a line for each support (企业申请贴息：申请表、借款合同 | 服务机构：申请表、业务台账)."""
    found: list[tuple[Span, tuple[Papers, ...]]] = []
    for match in _LINE_OF_ONE.finditer(text):
        names = tuple(dict.fromkeys(names_in(match["list"])))
        kind = kind_named(match["kind"])
        if len(names) < _PAPERS or not kind or not all(ENDS_AS_PAPER.search(bare(name)) for name in names):
            continue
        papers = Papers((kind,), names)
        if found and match.start() - found[-1][0].end <= 1:
            found[-1] = (found[-1][0].cover(Span(*match.span())), (*found[-1][1], papers))
        else:
            found.append((Span(*match.span()), (papers,)))
    return [(span, papers) for span, papers in found if len(papers) > 1]


_PAPERS = 2
"""As many papers a line of a list names at least."""


def _inline_papers(body: str) -> Iterator[Papers]:
    """The papers that a sentence names, those whose bracket says whose they are apart: 申请表、付息凭证（申请贴息的）."""
    plain = masked(body)
    listed = named_part(plain)
    at = plain.index(listed)
    parts = _BETWEEN.split(body[at : at + len(listed)].strip("。；;， \n"))
    asked = [names_of_point(part) for part in parts if ONLY_FOR.search(part) or WHOSE.search(part)]
    if not any(kind for kind, _ in asked):
        yield Papers((), tuple(inline_names(body)))
        return
    for part in parts:
        kind, names = names_of_point(part)
        yield Papers((kind,), tuple(names)) if kind else Papers((), tuple(inline_names("：" + part)))


_BETWEEN = re.compile("[、；，](?![^（）]*）)")
