"""Labelled fields at the head of cards and government pages: 发文机构, 发文字号, 发布日期."""

from __future__ import annotations

import re
from functools import lru_cache

from policymatch.parsing.immutable import immutable
from policymatch.spans import Span

LABELS: dict[str, tuple[str, ...]] = {
    "title": ("标题", "文件名称", "政策名称", "政策标题"),
    "doc_number": ("发文字号", "发文文号", "文件编号", "文件文号", "文号", "发布文号"),
    "issuers": (
        "发文机构",
        "发文机关",
        "发布机构",
        "发布机关",
        "制定机关",
        "发文单位",
        "发布单位",
        "印发机关",
        "发布部门",
        "发文部门",
        "制发机关",
    ),
    "published_on": (
        "发布日期",
        "发文日期",
        "印发日期",
        "公布日期",
        "成文日期",
        "发文时间",
        "印发时间",
        "成文时间",
        "公布时间",
        "签发日期",
        "生成日期",
    ),
    "page_date": ("发布时间", "发表时间", "更新时间", "发表日期", "更新日期", "日期"),
    "valid_from": ("实施日期", "施行日期", "生效日期", "实施时间", "施行时间", "生效时间", "执行日期"),
    "valid_to": ("失效日期", "废止日期", "失效时间", "有效期至", "终止日期", "截止有效期"),
    "validity": ("有效期限", "有效期", "执行期限", "有效时间"),
    "frequency": ("时间/频度", "时间频度", "执行时间"),
    "source": ("来源", "文章来源", "信息来源", "稿件来源", "文件来源"),
    "department": ("业务主管部门", "主管部门", "责任单位", "责任部门", "牵头部门", "实施部门", "主管单位"),
}
"""Field of the metadata → its labels; earlier labels of a field are the stronger."""

_OTHERS = (
    "索引号", "主题分类", "文件状态", "有效性", "主题词", "信息分类", "浏览字号", "字号", "字体", "浏览次数",
    "点击数", "分享", "体裁分类", "主送", "依据文件", "工具分类", "服务对象", "服务内容", "公开方式",
    "公开日期", "信息索引", "文件类型", "组配分类", "公文种类", "统一编号", "打印", "访问量", "阅读", "作者",
    "责任编辑",
)  # fmt: skip
_KEYS = {label: key for key, labels in LABELS.items() for label in labels} | dict.fromkeys(_OTHERS, "")


def _spaced(label: str) -> str:
    spelled = r"[ \t　]*".join(re.escape(character) for character in label)
    return spelled if label != "日期" else rf"{spelled}(?<![\u4e00-\u9fff]{label})"


_BRACKETS, _BLANKS = "【[〔", " \t　"
# a pattern that begins with its words is found at the speed of a search for their first signs
_LABEL = re.compile(
    r"(?P<label>"
    + "|".join(_spaced(label) for label in sorted(_KEYS, key=len, reverse=True))
    + r")[ \t　]*(?P<closed>[】\]〕]?)[ \t　]*(?P<colon>[:：|]?)"
)
_NUMBERING = re.compile(
    r"^[ \t　]*(?:(?:[一二三四五六七八九十]+|\d{1,2})[、.．]|[（(](?:[一二三四五六七八九十]+|\d{1,2})[）)]|第[一二三四五六七八九十\d]+[条章节])[ \t　]*$"
)


@immutable
class Labelled:
    """One labelled value; ``key`` is a field of ``LABELS``."""

    key: str
    label: str
    value: str
    span: Span
    alone: bool


def _line_bounds(text: str, at: int) -> tuple[int, int]:
    """The line around a place, at most 2000 characters either way."""
    start = text.rfind("\n", max(0, at - 2000), at) + 1 or max(0, at - 2000)
    end = text.find("\n", at, at + 2000)
    return start, min(len(text), at + 2000) if end < 0 else end


def _next_line(text: str, end: int) -> tuple[int, int]:
    """The next line that holds anything; (end, end) where there is none."""
    at = end
    while at < len(text):
        start = at + 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if text[start:stop].strip():
            return start, stop
        at = stop
    return end, end


_BODY_LINE = re.compile(
    r"[ \t　]*[\u4e00-\u9fff（）()、]{3,40}(?:局|委员会|办公厅|办公室|厅|委|政府|总队|中心|分行)[ \t　]*"
)


def _bodies_end(text: str, end: int) -> int:
    """Where the lines end that each name a body, one below the other: 发文机构 | 某市民政局 | 某市财政局."""
    while (following := _next_line(text, end)) != (end, end):
        line = text[slice(*following)]
        if is_label_line(line) or _BODY_LINE.fullmatch(line) is None:
            break
        end = following[1]
    return end


def is_label_line(line: str) -> bool:
    """Whether a line is a label alone, or a label with its value after a colon."""
    line = line.strip()
    found = _LABEL.match(line, len(line) - len(line.lstrip(_BRACKETS + _BLANKS)))
    return found is not None and (found.end() == len(line) or _is_set_off(found))


def _is_set_off(label: re.Match[str]) -> bool:
    """Whether a colon or a pair of brackets (【发布日期】) parts the label from its value."""
    return bool(label["colon"]) or (_start(label) < label.start() and bool(label["closed"]))


def _start(label: re.Match[str]) -> int:
    """Where a label begins, the bracket before it included."""
    before = label.string[max(0, label.start() - 8) : label.start()].rstrip(_BLANKS)
    return (
        label.string.rindex(before[-1], 0, label.start()) if before[-1:] and before[-1] in _BRACKETS else label.start()
    )


@lru_cache(maxsize=2)
def find_labelled(text: str, *, head: int = 6000) -> tuple[Labelled, ...]:
    """Labelled values: on the label's line after a colon, or the next line where the label stands alone.

    Args:
        text: the whole source.
        head: labels followed by a value on their own line count only within so many characters from the top, since
            prose further down may begin a line with the same words; a label alone on its line counts everywhere.
    """
    found: list[Labelled] = []
    for match in _LABEL.finditer(text):
        key = _KEYS[re.sub(r"\s", "", match["label"])]
        begin = _start(match)
        start, end = _line_bounds(text, begin)
        before, after = text[start:begin], text[match.end() : end]
        alone = not after.strip() and (not before.strip() or bool(_NUMBERING.match(before)))
        if not key:
            continue
        if alone:
            first, last = _next_line(text, end)
            if first < last and not is_label_line(text[first:last]):
                last = _bodies_end(text, last) if key == "issuers" else last
                found.append(_labelled(key, match["label"], text, first, last, alone=True))
        elif begin < head and _begins_value(match, before, after):
            last = _value_end(text, match.end(), end)
            if text[match.end() : last].strip():
                found.append(_labelled(key, match["label"], text, match.end(), last, alone=False))
    return tuple(found)


def _begins_value(match: re.Match[str], before: str, after: str) -> bool:
    if _is_set_off(match):
        return len(before) < 200
    # without a colon only a field that opens its line and is set off by space: «时间/频度 一般每年一次»
    return not before.strip() and match[0][-1] in _BLANKS and len(after) < 60


def _value_end(text: str, start: int, line_end: int) -> int:
    for following in _LABEL.finditer(text, start, line_end):
        if following["colon"] or _start(following) < following.start():
            return _start(following)
    return line_end


def _labelled(key: str, label: str, text: str, start: int, end: int, *, alone: bool) -> Labelled:
    raw = text[start:end]
    value = raw.strip(" \t　\r\n|；;")
    offset = start + raw.find(value) if value else start
    return Labelled(key, re.sub(r"\s", "", label), value, Span(offset, offset + len(value)), alone)
