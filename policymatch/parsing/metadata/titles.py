"""The title of a document, over as many lines as it takes, and its document number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policymatch.parsing.immutable import immutable
from policymatch.parsing.metadata.labels import Labelled, find_labelled, is_label_line
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.headings import topic_of
from policymatch.parsing.structure.parting import parted
from policymatch.parsing.text.days import find_days
from policymatch.spans import Span

GENRE = (
    "办法|措施|意见|通知|细则|方案|指南|规定|规划|公告|通告|政策|条例|清单|决定|函|批复|计划|规则|指引|规程|标准|要点|声明|公报|问答|解读|须知|目录|简介|"
    "举措|纲要|制度|十条|[一二三四五六七八九十\\d]+条|汇编|手册|说明|解答|事项|公示|启事|奖励|补贴|补助|支持|认定|资助"
)
_TAIL = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,24}[）)〕\]]\s*)*[》”\"。]?\s*$"
_ENDS = re.compile(rf"(?:{GENRE})\s*{_TAIL}")
_NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fa5（）()A-Za-z ]{0,18}?)[〔\[【（(﹝［]\s*(?P<year>(?:19|"
    r"20)\d{2})\s*(?:年)?[〕\]】）)﹞］]\s*"
    r"(?P<after>[\u4e00-\u9fa5]{0,8}?)\s*(?:第\s*)?(?P<serial>\d{1,4})\s*号"
)
_PLAIN_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fa5、 　]{0,40}(?:公告|通告|令|第[一二三四五六七八九十]+届人民代表大会常务委员会公告))\s*"
    r"(?:[（(]?\s*(?:19|20)\d{2}\s*年?\s*[）)]?)?\s*第?\s*\d{1,4}\s*号"
)
_YEAR_NUMBER = re.compile(r"[（(]?\s*(?:19|20)\d{2}\s*年\s*第\s*\d{1,4}\s*号\s*[）)]?")
_SERIAL = re.compile(r"[（(]?\s*第\s*\d{1,4}\s*号\s*[）)]?")
_NUMBERED = Seldom(
    rf"(?P<title>.{{4,}}?(?:{GENRE})(?:\s*[（(][^（）()〔〕\[\]\d]{{1,16}}[）)])?)(?P<between>[ \t　]+[（(]?|[（(])"
    r"(?P<number>[\u4e00-\u9fa5]{2,12}[〔\[【（(﹝［]\s*(?:19|20)\d{2}\s*[〕\]】）)﹞］]\s*(?:第\s*)?\d{1,4}\s*号)\s*[）)]?\s*$"
)
"""A title with its number behind it on the same line: 某某奖励办法 某政发〔2023〕5号."""
_NAVIGATION = re.compile(
    r"^(?:首页|(?:您|你)?(?:的|当前|目前|现在|所在)*位置|您现在|[^，。；]{0,20}首页[ 　]*[>＞›»→/]|"
    r"网站|政府信息公开|信息公开|打印|字体|分享|【|\[|浏览|点击|访问|发布|"
    r"来源|索引|主题|附件|目\s*录|微信|关闭|保存|-\s*\d|第?\s*\d+\s*页"
    r"|政策文件$|通知公告$|无障碍|English|搜索|登录)"
)
_TAGGED = Seldom(rf"[【\[][\u4e00-\u9fa5]{{2,8}}[】\]][^【\[。：:]{{6,80}}(?:{GENRE}){_TAIL}")
"""A title with a tag before it: 【申报通知】关于组织申报…的通知."""
_ADDRESSEE = re.compile(r"[:：]\s*$")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+\s*、|[（(][一二三四五六七八九十\d]+[）)]|"
    r"第\s*[一二三四五六七八九十\d]+\s*[章条]|\d{1,2}\s*[、.．])"
)


@immutable
class Line:
    """One line that holds something, with its place."""

    text: str
    span: Span


def lines_of(text: str, *, limit: int | None = None) -> tuple[Line, ...]:
    """The lines that hold anything, stripped, in order; at most ``limit``."""
    return _lines(text)[:limit]


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[Line, ...]:
    """All lines, for title, number and signature ask for them in turn."""
    found: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        for first, last in parted(raw):
            piece = raw[first:last]
            stripped = piece.strip(" \t　\r\ufeff")
            if stripped:
                start = at + first + piece.find(stripped)
                found.append(Line(stripped, Span(start, start + len(stripped))))
        at += len(raw) + 1
    return tuple(found)


LONGEST_DATE = 100


def is_number_line(line: str) -> bool:
    """Whether a line is a document number and nothing else."""
    shapes = (_NUMBER, _PLAIN_NUMBER, _YEAR_NUMBER, _SERIAL)
    return _NUMBERED.match(line.strip()) is None and any(
        shape.fullmatch(line.strip(" 　（）()")) or shape.fullmatch(line.strip()) for shape in shapes
    )


@lru_cache(maxsize=1024)  # the signature asks of every line, then the day of issue
def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else, brackets apart."""
    found = next(find_days(line), None) if len(line) <= LONGEST_DATE else None
    return (
        found is not None
        and line[found.span.end : found.span.end + 1] not in ("前", "后", "起", "止", "以", "之", "至", "到")
        and len(re.sub(r"[\s（()）]|印发|发布|\d{1,2}:\d{2}(?::\d{2})?", "", line)) - len(found.span) <= 2
    )


def _is_passed_over(line: Line, labelled: Sequence[Labelled]) -> bool:
    text = line.text
    if is_number_line(text) or is_date_line(text) or (_NAVIGATION.match(text) and not _TAGGED.match(text)):
        return True
    if any(value.span.overlaps(line.span) for value in labelled):
        return True
    return is_label_line(text) or (len(text) <= 12 and bool(_ADDRESSEE.search(text)))


def find_title(text: str) -> Span | None:
    """Where the title stands: the labelled one, else the first lines that read as one; None where nothing does."""
    labelled = find_labelled(text)
    named = next((value for value in labelled if value.key == "title"), None)
    if named is not None and len(named.value) >= 4:
        return named.span
    head = lines_of(text, limit=60)
    for at, line in enumerate(head):
        if _is_passed_over(line, labelled):
            continue
        if _HEADING.match(line.text) or len(line.text) > 120 or _ADDRESSEE.search(line.text) or _is_masthead(line.text):
            continue
        return _joined(head, at)
    return None


def _without_number(line: Line) -> Span | None:
    """The title alone where its number stands behind it, parted by a blank; None where it does not."""
    found = _NUMBERED.match(line.text)
    if found is None or found["between"].strip():
        return None
    return Span(line.span.start, line.span.start + found.end("title"))


def _is_masthead(line: str) -> bool:
    """The red head of a document: 某某市人民政府文件."""
    return bool(re.fullmatch(r"[\u4e00-\u9fa5\s]{2,40}文\s*件", line))


def _joined(head: Sequence[Line], at: int) -> Span:
    """The title from line ``at`` on: while it is unfinished and the next line can carry it on."""
    if (alone := _without_number(head[at])) is not None:
        return alone
    span = head[at].span
    text = head[at].text
    for following in head[at + 1 : at + 4]:
        far = following.span.start - span.end > 20
        if _ENDS.search(text) and not _carries_on(following.text):
            break
        if (
            far
            or is_label_line(following.text)
            or is_number_line(following.text)
            or not _can_carry(text, following.text)
        ):
            break
        span = span.cover(following.span)
        text += following.text
    return span


def _carries_on(line: str) -> bool:
    """A bracket such as （试行） alone on its line belongs to the title before it."""
    return bool(re.fullmatch(r"[（(][^（）()]{1,16}[）)]", line)) and not is_date_line(line)


def _can_carry(text: str, following: str) -> bool:
    if re.match(r"[【〔\[][^】〕\]]{2,12}[】〕\]]", following):
        return False
    if topic_of(following.strip("：: 　")) is not None or (len(following) >= 10 and following in text):
        return False  # 申请条件 below a title opens what the document says; so does the title told again
    if (
        len(following) > 60
        or _HEADING.match(following)
        or _ADDRESSEE.search(following)
        or re.search(r"[。\t]", following)
    ):
        return False
    return _carries_on(following) or bool(_ENDS.search(following)) or following.startswith("关于") or len(text) >= 14


def title_text(text: str, span: Span) -> str:
    """The title in one piece: line breaks between Chinese characters fall away."""
    return re.sub(r"\s*\n\s*", "", span.of(text)).strip(" 　")


def read_number(text: str, title: Span | None) -> tuple[str, Span] | None:
    """The document's own number: labelled, else alone on a line around the title; never one that it cites."""
    for value in find_labelled(text):
        if value.key == "doc_number":
            return (tidy_number(value.value), value.span) if re.search(r"\d", value.value) else None
    for line in lines_of(text, limit=40):
        if title is not None and line.span.start > title.end + 400:
            break
        if is_number_line(line.text):
            return tidy_number(line.text), line.span
        found = _tail_number(line.text) if title is not None and line.span.overlaps(title) else None
        if found is not None:
            return tidy_number(found), line.span
    return None


def _tail_number(line: str) -> str | None:
    """A number after the title, in brackets or parted by a blank: …的通知（某政发〔2023〕5号）."""
    if (titled := _NUMBERED.match(line)) is not None:
        return titled["number"]
    found = re.search(r"(?<=[（(])[\u4e00-\u9fa5]{1,12}[〔\[]\s*\d{4}\s*[〕\]]\s*\d+\s*号(?=[）)]\s*$)", line)
    return found[0] if found else None


def tidy_number(text: str) -> str:
    """A document number without stray spaces, its year in 〔〕: ``某发[2023] 5 号`` is ``某发〔2023〕5号``."""
    text = re.sub(r"\s+", "", text)
    if text.startswith(("（", "(")) and text.endswith(("）", ")")):
        text = text[1:-1]
    return re.sub(r"[\[【（(﹝［]((?:19|20)\d{2})[\]】）)﹞］]", r"〔\1〕", text)
