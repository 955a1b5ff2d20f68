"""Who issued a document: the label, the signature, the title, the source line, or who explains it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policymatch.parsing.metadata.labels import Labelled
from policymatch.parsing.metadata.titles import Line, is_date_line, lines_of
from policymatch.spans import Span

_BODY = (
    r"人民政府办公厅|人民政府办公室|人民政府|政府办公厅|政府办公室|委员会办公室|管理委员会|委员会|"
    r"管委会办公室|管委会|办公厅|办公室|"
    r"县委|市委|区委|省委|党委|组织部|宣传部|统战部|总局|厅|局|部|委|院|中心|联合会|总工会|行|署|会|集团|公司|银行|司"
)
_LEADING = re.compile(
    r"^(?P<names>(?:[\u4e00-\u9fa5（）()、，\s]|等\d+部门|等[一二三四五六七八九十]+部门){3,120}?)\s*(?:印发|"
    r"关于|转发|发布|公告|通告|批转)"
)
DOUBLE_NAMES = ("科学技术委员会、中关村科技园区管理委员会", "科委、中关村管委会", "党校、行政学院")
"""Bodies whose official name itself holds the enumeration mark."""
_SITE = re.compile(r"(?:的?(?:官方网站|官网|门户网站|网站|网|微信公众号|公众号|微信))+$")
_SECTION = re.compile(r"(?<=[局委办厅会])[\s　（(]*[\u4e00-\u9fa5]{2,10}(?:科|处|股)[）)]?$")
"""The section of a body that answers: 某市商务局 流通业发展科."""
_EXPLAINED = re.compile(
    r"由\s*(?P<name>[\u4e00-\u9fa5（）()]{2,30}?(?:人民政府办公厅|人民政府办公室|人民政府|管理委员会|"
    r"管委会))\s*(?:负责)?解释"
)
_FULL_NAMES = (("人力资源社会保障", "人力资源和社会保障"),)


def split_issuers(text: str) -> tuple[str, ...]:
    """Several bodies in one line: divided by marks, spaces, or where one name ends and the next begins.

    >>> split_issuers("某省财政厅、某省商务厅 某省税务局")
    ('某省财政厅', '某省商务厅', '某省税务局')
    """
    text = text.strip(" 　。；;，,")
    if not text or text == "/":
        return ()
    shelter = text
    for name in DOUBLE_NAMES:
        shelter = shelter.replace(name, name.replace("、", "\ue000"))
    parts = [part.replace("\ue000", "、").strip() for part in re.split(r"[、，,;；\s　/]+", shelter)]
    names = [name for part in parts if part for name in _split_run(part)]
    return tuple(dict.fromkeys(_inherit_area(names)))


def _split_run(text: str) -> list[str]:
    """Names run together: 某市财政局某市商务局 (each begins with the same area name)."""
    for length in range(min(8, len(text) // 2), 1, -1):
        area = text[:length]
        if area[-1] in "市省区县州盟旗" and (second := text.find(area, length)) > 0:
            cut = text[:second]
            if re.search(rf"(?:{_BODY})$", cut):
                return [cut, *_split_run(text[second:])]
    return [text]


def _inherit_area(names: list[str]) -> list[str]:
    return [re.sub(r"等(?:[一二三四五六七八九十\d]+个?)?(?:部门|单位)$", "", name) for name in names]


_REACHED = re.compile(r"[（(][^（）()]*(?:电话|联系|邮箱|地址|传真)[^（）()]*[）)]")
"""How to reach it, behind its name: 某区商务局（联系电话：…）."""


def from_labels(labelled: Sequence[Labelled], key: str) -> tuple[tuple[str, ...], Span] | None:
    """The labelled issuers."""
    for value in labelled:
        if value.key == key:
            names = split_issuers(_SECTION.sub("", _SITE.sub("", _REACHED.sub("", value.value))))
            if names and all(_is_body(name) for name in names):
                return names, value.span
    return None


def _is_body(name: str) -> bool:
    return len(name) <= 40 and _ENDS_AS_BODY.search(_ASIDE.sub("", name)) is not None


_ENDS_AS_BODY = re.compile(rf"(?:{_BODY})$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")


def split_bodies(text: str) -> tuple[str, ...]:
    """The bodies that words name; none where any of them is no body."""
    names = split_issuers(text)
    return names if names and all(_is_body(name) for name in names) else ()


def from_title(title: str) -> tuple[str, ...]:
    """The bodies that a title begins with: 某市人民政府办公室关于印发….

    >>> from_title("某市人民政府办公室关于印发某办法的通知")
    ('某市人民政府办公室',)
    """
    found = _LEADING.match(title)
    if not found:
        return ()
    return split_bodies(found["names"])


@lru_cache(maxsize=8)
def from_signature(text: str) -> tuple[tuple[str, ...], Span] | None:
    """The signature: lines of body names right before a date line, the first that the document holds.

    It is asked for who issued the document and for when.
    """
    lines = lines_of(text)
    for at, line in enumerate(lines):
        if at and is_date_line(line.text):
            signed = _signed_before(lines, at)
            if signed is not None:
                return signed
        elif (names := _signed_with_date(line.text)) is not None:
            return names, line.span
    return None


def _signed_before(lines: Sequence[Line], at: int) -> tuple[tuple[str, ...], Span] | None:
    names: list[str] = []
    span = lines[at].span  # the date's line too: it says when
    for line in reversed(lines[max(0, at - 8) : at]):
        part = split_issuers(line.text) if len(line.text) <= 120 and "。" not in line.text else ()
        if not part or not all(_is_body(name) for name in part) or _is_prose(line.text):
            break
        names[:0] = part
        span = span.cover(line.span)
    return (tuple(dict.fromkeys(names)), span) if names else None


def _is_prose(line: str) -> bool:
    return bool(re.search(r"[：:；。]|各[市县区]|负责|应当|关于|印发", line))


_SIGNED = re.compile(
    r"(?P<names>[\u4e00-\u9fa5、（）()\s]{4,80}?)[\s　]*(?P<date>[\d〇零一二三四五六七八九十]{4}\s*年.{2,12}日)"
)


def _signed_with_date(line: str) -> tuple[str, ...] | None:
    """Name and date on one line: 某市财政局　2023年3月1日."""
    found = _SIGNED.fullmatch(line) if line.endswith("日") and len(line) < 120 else None
    if not found or not is_date_line(found["date"]):
        return None
    return split_bodies(found["names"]) or None


def from_explanation(text: str) -> tuple[tuple[str, ...], Span] | None:
    """The government that explains the document: it issues what it explains."""
    found = _EXPLAINED.search(text)
    if not found or re.fullmatch(r"[\u4e00-\u9fa5]{2,4}区人民政府|区人民政府|市人民政府|县人民政府", found["name"]):
        return None  # a bare name says who answers questions, not in whose name it was issued
    return (found["name"],), Span(*found.span("name"))


def in_full(name: str, city: str | None) -> str:
    """An abbreviated name with its city before it: 市财政局 of 广州市 is 广州市财政局."""
    if not city or not name or name[0] not in "市区县省" or not city.endswith(name[0]):
        return name
    name = city + name[1:]
    for short, full in _FULL_NAMES:
        name = name.replace(short, full)
    return name
