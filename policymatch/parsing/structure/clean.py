"""The working text of the parser: stray spaces and broken lines mended, widths unified, every character traceable.

Official texts arrive with spaces inside words (``战略新 兴``, ``30 万元``), with lines broken in mid-sentence, and with
full-width and half-width signs mixed. The stages read ``Clean.text``, where this is mended; ``Clean.verbatim`` and
``Clean.to_source`` lead back to the words as published.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import lru_cache

from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.citations import COUNTED
from policymatch.parsing.structure.edges import (
    FACT_LINE,
    LABEL_LINE,
    LABELLED,
    MARKER,
    Edge,
    ends_there,
    find_edge,
    is_unclosed,
)
from policymatch.parsing.structure.headings import LABELS, SUBJECT_LABEL, Topic, topic_of
from policymatch.parsing.structure.parting import parted
from policymatch.spans import Span
from policymatch.vocabulary.signs import replacing
from policymatch.vocabulary.variants import VARIANTS, without_syllables

LONGEST_LABEL = 8
WIDE_LINE = 24
"""A line of at least so many characters may have been broken by a page's width."""

_TABLE = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_TABLE |= {ord(a): b for a, b in zip("％．－＋＜＞＝／～﹪", "%.-+<>=/~%", strict=True)}
_TABLE |= {ord(a): b for a, b in zip("()[]［］;!?﹒", "（）〔〕〔〕；！？.", strict=True)}
_TABLE |= {ord(a): b for a, b in zip("\u3000\xa0\u2002\u2003\u2009\ufeff", "      ", strict=True)}
_TABLE |= {ord(a): b for a, b in zip("–―─﹣﹘−", "——————", strict=True)}
_plain = replacing(VARIANTS | _TABLE)
# each opens with its sign and looks back from there: a search then passes over all other signs at once
_COMMA = re.compile(r",(?:(?<!\d,)|(?!\d{3}))")
_COLON = re.compile(r":(?:(?<!\d:)|(?!\d))")
_RATIO = re.compile(r"：(?<=\d：)(?=\d{1,2}(?![\d年.、．]))")  # 按1：2的比例, 9：00
_LETTER_O = re.compile(r"[Oo](?<=\d[Oo])(?<![A-Za-z]\d[Oo])(?=[Oo]?(?:\d|[万亿千百]|元|%|年|人|家|户|亩|[。，；]))")
"""A letter typed for a nought: 5O万元; O2O is none."""
_DASHED = re.compile(r"^[—\-]、(?=[\u3400-\u9fff])", re.MULTILINE)
"""A dash read for the number of a first chapter: —、总体要求."""
_ASIDE = re.compile(r"〔(?<=[\u3400-\u9fff]〔)([^〔〕\n\d]{4,}[^〔〕\n]*)〕")
"""A remark in hollow brackets, which are otherwise those of numbers and of labels."""
_BLANK = r"[ \t\u3000\xa0\u2002\u2003\u2009\ufeff]"
_SPACE = re.compile(f"{_BLANK}{_BLANK}*")
_HAN = "\u3400-\u9fff"
_POINTED = re.compile(r"\s*(?:第|[（(]|\d{1,2}\s*[.．、)）]|[①-⑳])")
_ARTICLE = re.compile(r"第\s*\d[\d\s]{0,6}条")
_BRACKETED = re.compile(r"\s*[【\[〔［][^】\]〕］\n]{2,12}[】\]〕］]")
"""A label in brackets at the head of a line: 【支持对象】."""
_ENDS = frozenset("。；：！？!?;:…」』”）)》】〕")
_PARTS = frozenset({Topic.SUBJECT, Topic.ELIGIBILITY, Topic.BENEFIT, Topic.MATERIALS, Topic.WINDOW})
"""What the parts of a card speak of."""


@immutable
class Clean:
    """The working text with its way back.

    Args:
        text: mended and normalised; what the stages read.
        folded: the same length, verbatim characters of the source.
        starts: where in ``text`` a run of consecutive source characters begins.
        origins: where that run begins in the source.
    """

    text: str
    folded: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    origins: tuple[int, ...] = field(repr=False)

    def at(self, offset: int) -> int:
        """The place in the source of one character."""
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]

    def to_source(self, span: Span) -> Span:
        """The place in the source of a stretch."""
        if len(span) == 0:
            here = self.at(span.start) if span.start < len(self.text) else 0
            return Span(here, here)
        return Span(self.at(span.start), self.at(span.end - 1) + 1)

    def from_source(self, span: Span) -> Span:
        """The place in the working text of a stretch of the source."""
        return Span(self._after(span.start), self._after(span.end))

    def _after(self, offset: int) -> int:
        run = max(0, bisect_right(self.origins, offset) - 1)
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + max(0, offset - self.origins[run]), end)

    def verbatim(self, span: Span) -> str:
        """The words of a stretch as published, stray white space left out."""
        return span.of(self.folded).replace("\t", " ").strip()


def clean(source: str) -> Clean:
    """Mend a source text; linear in its length."""
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for start, end, glue in _kept(source):
        piece = source[start:end] + glue
        if not piece:
            continue
        pieces.append(piece)
        starts.append(length)
        origins.append(start)
        length += len(piece)
    folded = "".join(pieces)
    return Clean(normalise(folded), folded, tuple(starts) or (0,), tuple(origins) or (0,))


def normalise(text: str) -> str:
    """Unify widths and signs; every character becomes exactly one.

    >>> normalise("３０％(含),5,000元;")
    '30%（含），5,000元；'
    """
    plain = without_syllables(_COLON.sub("：", _COMMA.sub("，", _plain(text))))
    plain = _DASHED.sub("一、", plain)
    if "〔" in plain:
        plain = _ASIDE.sub(r"（\1）", plain)
    plain = _RATIO.sub(":", plain)
    return _LETTER_O.sub("0", plain) if "O" in plain or "o" in plain else plain


def _kept(source: str) -> list[tuple[int, int, str]]:
    """Stretches of the source that stay, each with the sign that follows it."""
    kept: list[tuple[int, int, str]] = []
    lines = _once(source, _lines(source))
    edge = find_edge([_indented(source, line) for line in lines])
    subject = False
    for index, (start, end) in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        beyond = lines[index + 2] if index + 2 < len(lines) else None
        titled = not subject and following is not None and beyond is not None and _is_title(source, following, beyond)
        joined = not following or (not titled and _continues(source, (start, end), following, edge, subject=subject))
        glue = "" if joined else "\n"
        if glue or not subject:
            point = subject and following is not None and MARKER.match(source, *following) is not None
            subject = point or bool(SUBJECT_LABEL.fullmatch(source[start:end].strip()))
        _add_line(source, start, end, glue, kept)
    return kept


SHORTEST_COPY = 600
"""Characters of a run of lines that must come again before the page counts as holding its text twice."""


def _once(source: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines without a second copy of the body, which pages put beside the first for printing or for phones.

    Only a run that takes up most of what stands before it is a copy; cards that repeat a condition are none.
    """
    said = [source[start:end] for start, end in lines]
    first = {line: at for at, line in reversed(list(enumerate(said))) if len(line) >= WIDE_LINE}
    for at, line in enumerate(said):
        origin = first.get(line, at)
        if origin >= at:
            continue
        run = 0
        while at + run < len(said) and origin + run < at and said[at + run] == said[origin + run]:
            run += 1
        copied = sum(map(len, said[at : at + run]))
        if copied >= SHORTEST_COPY and 2 * copied > sum(map(len, said[:at])):
            return [*lines[:at], *lines[at + run :]]
    return lines


_PAGE = re.compile(r"[-—–－―]\s*\d{1,3}\s*[-—–－―]|第\s*\d{1,3}\s*页(?:\s*[，,/／]?\s*共\s*\d{1,3}\s*页)?")
"""The number of a page in a line of its own: － 3 －, 第3页 共9页."""


def _lines(source: str) -> list[tuple[int, int]]:
    found = []
    for line in re.finditer(r"[^\r\n\x0b\x0c\u2028\u2029\x85]+", source):
        for first, last in parted(line[0]):
            piece = line[0][first:last]
            stripped = piece.strip()
            if stripped and not _PAGE.fullmatch(stripped):
                start = line.start() + first + len(piece) - len(piece.lstrip())
                found.append((start, start + len(stripped)))
    return found


def _indented(source: str, line: tuple[int, int]) -> str:
    """A line with the blanks before it."""
    return source[source.rfind("\n", 0, line[0]) + 1 : line[1]]


def _continues(source: str, line: tuple[int, int], following: tuple[int, int], edge: Edge, *, subject: bool) -> bool:
    """Whether the page's width, not the author, ended the line."""
    here, after = source[line[0] : line[1]], source[following[0] : following[1]]
    if "\t" in here or "\t" in after or source.count("\n", line[1], following[0]) > 1:
        return False
    if edge.reached_by(_indented(source, line)) and not ends_there(here, _indented(source, following)):
        return True
    if here[-1] == "、" and len(here) > 6 and not _POINTED.match(after):
        return True
    if here[-1] in _ENDS:  # as most lines do: whatever comes next, only a bracket left open goes on
        return len(here) >= WIDE_LINE and is_unclosed(here) and not _announced(here, after)
    if _announced(here, after):
        return False
    if here[-1] in "，、,《“‘（(〔" and len(here) > 6:
        return True
    if not _PROSE.match(after):
        return len(here) >= WIDE_LINE and is_unclosed(here)
    return subject or here[-1] == "、" or _is_broken(here, after)


_PROSE = re.compile(f"[{_HAN}\\d%％，。；、（(）)”》A-Za-z]")


_NAMED = re.compile(
    r"(?![的和及与等或])[^，。；：、！？\s]{4,20}(?:企业|单位|机构|中心|平台|基地|园区|项目|工程|资金|补[贴助]|奖励|贷款|认定|奖|计划|示范|培育|研究院|工作站)"
)


def _is_title(source: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a line names what the labels behind it tell of (市级高新技术企业 | 补助标准：…), whatever stands before it."""
    after = source[slice(*following)]
    return _NAMED.fullmatch(source, *line) is not None and (
        LABELLED.match(after) is not None or _is_label(after.strip("：: "))
    )


def _announced(here: str, after: str) -> bool:
    """Whether a label, a mark or a fact of the document makes either of two lines one of its own."""
    if _BRACKETED.match(after) or _BRACKETED.fullmatch(here):
        return True
    if MARKER.match(after) or LABELLED.match(after) or _is_label(after.strip()):
        return True
    return bool(FACT_LINE.fullmatch(after) or FACT_LINE.fullmatch(here)) or _is_label(here)


def _is_label(line: str) -> bool:
    """Whether a line announces what follows (条件要求, 返还标准)."""
    return bool(LABEL_LINE.fullmatch(line)) or (
        len(line) <= LONGEST_LABEL and line[:1] not in "的和及与等或" and topic_of(line) in _PARTS
    )


_TITLE = re.compile(
    r"[^，。；：、（(]{6,60}(?:办法|细则|措施|意见|方案|规定|指南|通知|规程|政策|条例|公告|指引)(?:[（(](?:试行|暂行|修订|征求意见)[^）)]{0,6}[）)])?"
)
"""A line that says no more than how the document is called; the author ended it."""


def _is_broken(here: str, after: str) -> bool:
    if _TITLE.fullmatch(here) and after[0] not in "的》〉”、，。；）)及和":
        return False
    if MARKER.match(here) and len(here) < 2 * WIDE_LINE and not re.search("[。；]", here):
        return False
    if after[0] in "，。；、）)”》":
        return True
    prose = any(sign in here for sign in "，。；、：,;:（") or any(sign in after[:60] for sign in "，。；")
    tail = len(after) <= 6 and not re.search(r"[。；：]$", after) and len(here) >= 16
    return (len(here) >= WIDE_LINE and prose) or tail


_MARK = r"\s*(?:第[一二三四五六七八九十百零\d]{1,4}条|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\s*"
_GAPPED = re.compile(rf"{_MARK}(?P<title>[{_HAN}“”、]{{4,20}})(?P<gap>[ \u3000\xa0\u2002\u2003]+)(?=[{_HAN}“《])")
_LABELLED = re.compile(
    rf"(?:{_MARK})?(?:{LABELS.pattern})(?P<gap>[ \u3000\xa0\u2002\u2003]+)(?![和及与或的])(?=[{_HAN}“《\d])"
)
"""（二）补助标准 按租金的30%…: the name of a part, and its words."""
_BLOCK_GAP = re.compile(
    rf"(?:第[一二三四五六七八九十\d]{{1,2}}(?:部分|类)|[^\s，。；：]{{0,2}}(?:{COUNTED})[一二三四五六七八九十\dA-Z]{{1,2}})"
    r"(?P<gap>[ \u3000\xa0\u2002\u2003]+)(?=[^\s，。；：]{2,30}$)"
)
"""方向1　社区便民商业: the mark of a block and its title."""
_NAMES = re.compile(
    r"(?:支持|鼓励|加强|加大|推[动进]|培育|促进|强化|完善|优化|提[升高]|做[大强优]|引导|打造|落实|扩大|实施|降低|拓[展宽]|深化|健全|加快|发展|建设|引进).*"
    r"|.*(?:补[贴助]|奖励|资助|支持|扶持|贴息|返还|减免|津贴|贷款|项目|工程|行动)"
)
_GRANTS = re.compile(r"对|凡|鼓励|支持|每|按|给予|新|企业|经|在|首次|获|年|引导|落实|设立|依托|围绕")


def _title_gap(source: str, start: int, end: int) -> int:
    """Where the blanks stand that part a point's title from its words (1．鼓励转型　企业与员工…的，按…); -1 for none."""
    if label := _LABELLED.match(source, start, end):
        return label.start("gap")
    if block := _BLOCK_GAP.match(source, start, end):
        return block.start("gap")
    found = _GAPPED.match(source, start, end)
    if found is None or end - found.end() < WIDE_LINE:
        return -1
    wide = len(found["gap"]) > 1 or found["gap"] != " "
    alone = _SPACE.search(source, found.end("gap"), end) is None
    named = _NAMES.fullmatch(found["title"]) and _GRANTS.match(source, found.end("gap"))
    titled = wide or (alone and named) or start in _titled_points(source)
    return found.start("gap") if titled else -1


_POINT = re.compile(
    rf"^{_MARK}(?=[{_HAN}“])(?:(?P<title>[{_HAN}“”]{{4,8}}) (?=[{_HAN}“《](?:[^ \n]| (?=[\d%])|(?<=\d) ){{10,}}$))?",
    re.MULTILINE,
)
_LEAST_TITLED = 3


@lru_cache(maxsize=4)
def _titled_points(source: str) -> frozenset[int]:
    """Where points begin that stand in a run of such as have a title before a blank (1.改造补助 利用…；2.评星奖励 首次…)."""
    found: set[int] = set()
    run: list[int] = []
    for point in [*_POINT.finditer(source), None]:
        if point is not None and point["title"]:
            run.append(point.start() + len(point[0]) - len(point[0].lstrip()))
            continue
        if len(run) >= _LEAST_TITLED:
            found.update(run)
        run = []
    return frozenset(found)


def _add_line(source: str, start: int, end: int, glue: str, kept: list[tuple[int, int, str]]) -> None:
    if _SPACE.search(source, start, end) is None:
        kept.append((start, end, glue))
        return
    long = end - start >= WIDE_LINE + 6
    article = _ARTICLE.match(source, start, end)
    at, gap = start, _title_gap(source, start, end)
    for space in _SPACE.finditer(source, start, end):
        if "\t" in space[0]:
            sign = "\t"
        elif space.start() == gap:
            sign = " "
        else:
            within = long or (article is not None and space.end() < article.end())
            sign = _between(source[space.start() - 1], source[space.end()], long=within, wide=len(space[0]) > 1)
        kept.append((at, space.start(), sign))
        at = space.end()
    kept.append((at, end, glue))


def _between(before: str, after: str, *, long: bool, wide: bool) -> str:
    """What a run of spaces between two characters becomes."""
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return "" if before.isdigit() and after.isdigit() and not wide and long else " "
    digits = before.isdigit() or after.isdigit()
    signs = not (before.isalnum() and after.isalnum())
    return "" if long or digits or signs else " "
