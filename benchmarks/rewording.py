"""The same policy in other words: numbering, labels, verbs, limits, figures, signs, lines and page dress exchanged.

Each rewording is a set of edits of the text that leave what the document demands and grants as it was. The edits are
kept with their places, so that every quote of a reference can be led to its new words and nothing else of the
reference needs a change.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

PASSAGES = frozenset({"title", "anchor", "quote", "materials", "stacking", "doc_number", "issuers"})
"""Keys of a reference whose values are words of the text."""

_UNREAD = re.compile(r"[\s\"'“”‘’「」『』《》〈〉,，。;；:：、()（）\[\]【】*#|>-]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a stretch of the text; an insertion where the stretch is empty."""

    start: int
    end: int
    words: str


Rewording = Callable[[str], Iterator[Edit]]


class Reworded:
    """A text after its edits, with the way from the old words to the new.

    Args:
        text: the text as it was.
        edits: in any order; of edits that overlap the first in the text counts.
    """

    def __init__(self, text: str, edits: Iterator[Edit]) -> None:
        self.before = text
        self._edits: list[Edit] = []
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if not self._edits or edit.start >= self._edits[-1].end:
                self._edits.append(edit)
        self._starts = [edit.start for edit in self._edits]
        self._ends = [edit.end for edit in self._edits]
        pieces, places, at, length = [], [], 0, 0
        for edit in self._edits:
            pieces += [text[at : edit.start], edit.words]
            length += edit.start - at
            places.append(length)
            length += len(edit.words)
            at = edit.end
        self._places = places
        self.after = "".join([*pieces, text[at:]])
        folded = [(sign, at) for at, character in enumerate(text) for sign in fold(character)]
        self._folded, self._origins = "".join(sign for sign, _ in folded), [at for _, at in folded]

    @property
    def count(self) -> int:
        """How many stretches changed."""
        return len(self._edits)

    def words(self, quote: str) -> str:
        """The new words of a quote; the quote itself where the text does not have it."""
        wanted = fold(quote)
        at = self._folded.find(wanted) if wanted else -1
        if at < 0:
            return quote
        return self._of(self._origins[at], self._origins[at + len(wanted) - 1] + 1)

    def _of(self, start: int, end: int) -> str:
        """The new words of a stretch, with the whole of each edit that it touches."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        opened = self._places[first] if first <= last and self._starts[first] < start else self._moved(start)
        inside = first <= last and self._ends[last] > end
        closed = self._places[last] + len(self._edits[last].words) if inside else self._moved(end)
        return self.after[opened:closed].strip("\n")

    def _moved(self, offset: int) -> int:
        """Where a place outside every edit has gone to."""
        passed = bisect_right(self._ends, offset)
        if not passed:
            return offset
        last = passed - 1
        return self._places[last] + len(self._edits[last].words) + offset - self._ends[last]

    def reference(self, part: Any, key: str = "") -> Any:
        """A reference in the exchange form with its quotes in the new words."""
        if isinstance(part, dict):
            return {name: self.reference(value, name) for name, value in part.items()}
        if isinstance(part, list):
            return [self.reference(value, key) for value in part]
        return self.words(part) if key in PASSAGES and isinstance(part, str) else part


def fold(text: str) -> str:
    """Words without signs, blanks and width, as the scorer compares them."""
    return _UNREAD.sub("", unicodedata.normalize("NFKC", text)).lower()


def replaced(pattern: str, words: str | Callable[[re.Match[str]], str]) -> Rewording:
    """Every match of a pattern in other words, where they differ; names of documents stay as they are."""
    compiled = re.compile(pattern, re.MULTILINE)

    def reword(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            made = words(match) if callable(words) else match.expand(words)
            named = text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
            if made != match[0] and not named:
                yield Edit(match.start(), match.end(), made)

    return reword


def together(*rewordings: Rewording) -> Rewording:
    def reword(text: str) -> Iterator[Edit]:
        for one in rewordings:
            yield from one(text)

    return reword


# ---------------------------------------------------------------- numbering

_FIGURES = "零一二三四五六七八九"
_HAN = "[一二三四五六七八九十百]{1,4}"
_BEGIN = r"^[ \t\u3000]*"
_INSIDE = r"(?:(?<=[：:；;。])[ \t\u3000]*|^[ \t\u3000]*)"
_POINTS = {
    "han": re.compile(rf"{_INSIDE}[（(](?P<n>{_HAN})[）)][、.．]?", re.MULTILINE),
    "number": re.compile(rf"{_BEGIN}(?P<n>\d{{1,2}})[ ]?[、.．](?![\d])[ \t]?", re.MULTILINE),
    "number_paren": re.compile(rf"{_INSIDE}[（(](?P<n>\d{{1,2}})[）)][、.．]?", re.MULTILINE),
    "circle": re.compile(rf"{_INSIDE}(?P<n>[①-⑳])", re.MULTILINE),
}
_WRITTEN: dict[str, Callable[[int], str]] = {
    "han": lambda n: f"（{chinese(n)}）",
    "number": lambda n: f"{n}.",
    "number_paren": lambda n: f"（{n}）",
    "circle": lambda n: chr(ord("①") + n - 1) if n <= 20 else f"（{n}）",
}


def chinese(number: int) -> str:
    """A number below a thousand in Chinese figures."""
    if number < 10:
        return _FIGURES[number]
    if number < 20:
        return "十" + (_FIGURES[number - 10] if number > 10 else "")
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_FIGURES[tens]}十{_FIGURES[ones] if ones else ''}"
    hundreds, rest = divmod(number, 100)
    return f"{_FIGURES[hundreds]}百" + (
        ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest) if rest else ""
    )


def arabic(words: str) -> int:
    """The number that Chinese or Arabic figures, or a circle, write."""
    if words.isdigit() and words.isascii():
        return int(words)
    if "①" <= words[0] <= "⑳":
        return ord(words[0]) - ord("①") + 1
    total, digit = 0, 0
    for sign in words:
        if sign in "百十":
            total, digit = total + (digit or 1) * (100 if sign == "百" else 10), 0
        else:
            digit = _FIGURES.index(sign)
    return total + digit


def exchange_points(text: str) -> Iterator[Edit]:
    """（一）→ 1. → （1）→ ① → （一）, each kind of the document to the next that it uses or that is free."""
    used = {kind for kind, pattern in _POINTS.items() if pattern.search(text)}
    kinds = list(_POINTS)
    for kind in used:
        becomes = kinds[(kinds.index(kind) + 1) % len(kinds)]
        for match in _POINTS[kind].finditer(text):
            number = arabic(match["n"])
            blank = match[0][: len(match[0]) - len(match[0].lstrip())]
            if becomes != "number" or match.start() == 0 or text[match.start() - 1] == "\n":
                yield Edit(match.start(), match.end(), blank + _WRITTEN[becomes](number))


def exchange_articles(text: str) -> Iterator[Edit]:
    """第X条 → X、 where no 一、 is used, and the other way about; chapters and sections likewise."""
    articles = list(re.finditer(rf"{_BEGIN}第(?P<n>{_HAN})条[ \t\u3000]*", text, re.MULTILINE))
    headings = list(re.finditer(rf"{_BEGIN}(?P<n>{_HAN})、", text, re.MULTILINE))
    if articles and not headings:
        for match in articles:
            yield Edit(match.start(), match.end(), f"{match['n']}、")
    elif headings and not articles:
        for match in headings:
            yield Edit(match.start(), match.end(), f"第{match['n']}条 ")
    elif headings:
        for match in headings:
            yield Edit(match.start(), match.end(), f"第{match['n']}章 ")
    elif re.search(rf"{_BEGIN}第{_HAN}章", text, re.MULTILINE) and not re.search(f"{_BEGIN}第{_HAN}节", text):
        yield from replaced(rf"{_BEGIN}第({_HAN})章", r"第\1节")(text)


def _other_figures(match: re.Match[str]) -> str:
    number = match["n"]
    other = chinese(int(number)) if number.isascii() else str(arabic(number))
    return match[0].replace(number, other)


number_articles = replaced(rf"{_BEGIN}第(?P<n>{_HAN}|\d{{1,3}})(?=[条章节])", _other_figures)

# ---------------------------------------------------------------- labels, verbs, applicants

_LABELS = (
    "申报条件|申请条件|支持条件|扶持条件|奖励条件|资助条件|补贴条件|享受条件|基本条件|资格条件|条件要求|申报要求|资格要求",
    "支持对象|扶持对象|奖励对象|资助对象|补贴对象|补助对象|服务对象|适用对象|申报对象|申报主体|适用范围|支持范围|受益对象|享受主体",
    "支持标准|奖励标准|补助标准|补贴标准|资助标准|扶持标准|资助额度|奖励额度|补助额度|支持内容|服务内容|扶持内容|支持方式|奖补标准",
    "申报材料|申请材料|提交材料|提交资料|所需材料|申报资料|申请资料|应提供的材料|材料清单|需提供材料",
    "申报时间|申请时间|受理时间|申报期限|申请期限|办理时间",
    "申报流程|申请流程|办理流程|申报程序|申请程序|办理程序|服务流程|办事流程",
)
_OTHER_LABEL = {label: group.split("|") for group in _LABELS for label in group.split("|")}
_MARK = rf"(?:第{_HAN}[章节条][ \t\u3000]*|{_HAN}、|[（(]{_HAN}[）)]|\d{{1,2}}[.、．][ ]?|[（(]\d{{1,2}}[）)]|[①-⑳])?"
_LABEL = re.compile(
    rf"{_BEGIN}{_MARK}(?P<label>{'|'.join(_OTHER_LABEL)})(?=[：:。]|[ \t\u3000]*$)", re.MULTILINE
)  # fmt: skip


def labels(shift: int) -> Rewording:
    """Every label by another of its meaning, so many places further in the list."""

    def reword(text: str) -> Iterator[Edit]:
        for match in _LABEL.finditer(text):
            group = _OTHER_LABEL[match["label"]]
            other = group[(group.index(match["label"]) + shift) % len(group)]
            yield Edit(match.start("label"), match.end("label"), other)

    return reword


_SUM = r"(?:最高)?(?:不超过)?(?:人民币)?[\d.,]+[ ]?[万亿]?元(?:人民币)?|[\d.]+[%％]"
giving = together(
    replaced(r"给予(?!企业)", "予以"),
)
giving_otherwise = together(
    replaced(r"给予(?=(?:一次性)?[\d最不])", "给与"),
    replaced(r"(?<!每家)(?<!单个)(?<!分别)给予(?=一次性|适当)", "将给予"),
)
_REWARD = rf"(?P<before>给予(?:一次性)?(?:{_SUM})的?(?:一次性)?)(?P<word>奖励|补助|补贴|资助|扶持|支持)(?![资对标])"
granting = replaced(
    _REWARD,
    lambda match: match["before"] + {"奖励": "奖补", "补助": "资助", "补贴": "补助", "资助": "扶持", "扶持": "补助", "支持": "资助"}[match["word"]],
)  # fmt: skip
giving_back = replaced(
    rf"给予(?P<once>一次性)?(?P<sum>{_SUM})的?(?P<word>奖励|补助|补贴|资助)(?=[。；，])",
    lambda match: f"按{match['sum']}予以{match['once'] or ''}{match['word']}" if "不" not in match["sum"] and "最" not in match["sum"] else match[0],
)  # fmt: skip
applicants = replaced(r"(?<=申报|申请|受助|获奖)企业(?![家法])|(?<=对符合条件的)企业(?=[，给])", "单位")

# ---------------------------------------------------------------- limits and figures

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:万美元|亿美元|万元|亿元|元|平方米|人|名|年|个月|家|项|件|%|％)"
_AT_LEAST = (
    r"(?:达到|达|在)?\s{0,2}(?<![\d.至到—-])(?<!不低于)(?<!不少于)(?<!超过)(?<![超满《])(?<![元人家]、)"
    rf"(?P<n>{NUMBER}[ ]?{_UNIT})(?:[（(]含[^）)]{{0,8}}[）)]|及)?以上"
    rf"(?![至到—、（(\d])(?!.{{0,6}}以下)"
)
caps_high = replaced(rf"最高不超过(?=[ ]?{NUMBER})", "最高")
caps_limit = replaced(rf"(?:最高|累计)?不超过(?P<n>[ ]?{NUMBER}[ ]?[万亿]?元)(?=[。；，])", r"上限为\g<n>")
caps_within = replaced(
    rf"(?<!最高)(?<!总额)(?<!累计)(?<!合计)不超过(?P<n>[ ]?{NUMBER}[ ]?[万亿]?元)(?=的(?:一次性)?(?:奖励|补助|补贴|资助))",
    r"\g<n>以内",
)
bounds_not_below = replaced(_AT_LEAST, r"不低于\g<n>")
bounds_not_fewer = replaced(_AT_LEAST, r"不少于\g<n>")
bounds_reach = replaced(_AT_LEAST, r"达到\g<n>及以上")
bounds_sign = replaced(_AT_LEAST, r"≥\g<n>")


def _money(match: re.Match[str], form: str) -> str:
    number = float(match["n"].replace(",", "")) * {"万": 10_000, "亿": 100_000_000}[match["scale"]]
    if number != int(number):
        return match[0]
    return format(int(number), form) + "元"


_LARGE = rf"(?<![\d.,至到—、-])(?P<n>{NUMBER})[ ]?(?P<scale>[万亿])元(?![/]|[至到—、-])"
money_full = replaced(_LARGE, lambda match: _money(match, "d"))
money_commas = replaced(_LARGE, lambda match: _money(match, ",d"))
money_blank = replaced(rf"(?P<n>{NUMBER})(?P<scale>[万亿]元)", r"\g<n> \g<scale>")
money_currency = replaced(_LARGE, r"人民币\g<n>\g<scale>元")
money_bare = replaced(_LARGE + r"(?=[的，。；以])", r"\g<n>\g<scale>")


def _chinese_figures(match: re.Match[str]) -> str:
    return chinese(int(match["n"])) + match["unit"] if int(match["n"]) < 100 else match[0]


figures_chinese = together(
    replaced(r"(?<![\d.,年月第至到—~-])(?P<n>\d{1,2})(?P<unit>年(?!\d|度)|个月|人(?!以上、)|名|万元|亿元|家|项(?!目))", _chinese_figures),
    replaced(r"(?<![\d.至到、—~-])(?P<n>\d{1,2})[%％]", lambda match: "百分之" + chinese(int(match["n"]))),
)  # fmt: skip
figures_arabic = replaced(
    r"(?P<near>近|前|连续|满)(?P<n>[一二三四五六七八九])(?P<unit>个?年度?)",
    lambda match: f"{match['near']}{arabic(match['n'])}{match['unit']}",
)

# ---------------------------------------------------------------- signs, lines, dress

_WIDE = {ord(a): b for a, b in zip("0123456789%.", "０１２３４５６７８９％．", strict=True)}
_NARROW = str.maketrans("，；：（）？！", ",;:()?!")
narrow_signs = replaced(r"[，；：（）]", lambda match: match[0].translate(_NARROW))
wide_figures = replaced(
    r"(?<![A-Za-z./\d])\d+(?:\.\d+)?%?(?![A-Za-z./\d、.．])", lambda match: match[0].translate(_WIDE)
)
PAGE_WIDTH = 38


def wrapped(text: str) -> Iterator[Edit]:
    """Lines broken where a page of so many characters ends, as text taken from a PDF has them."""
    for line in re.finditer(r"[^\n]+", text):
        if "\t" in line[0]:
            continue
        at = line.start() + PAGE_WIDTH
        while at < line.end() - 2:
            while text[at] in "，。；：、）》”" or (text[at - 1 : at + 1]).isascii():
                at += 1
                if at >= line.end() - 2:
                    break
            else:
                yield Edit(at, at, "\n")
            at += PAGE_WIDTH


apart = replaced(r"\n+(?=[^\s])", "\n\n　　")
indented = replaced(r"^(?=[^\s])", "　　")
blanks = replaced(r"(?<=[\u4e00-\u9fff，。])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])(?![条章节年月日号、.．])", " ")


def dressed(text: str) -> Iterator[Edit]:
    """A web page's lines around the text and a printed page's lines within."""
    lines = list(re.finditer(r"\n", text))
    yield Edit(0, 0, "首页 > 政务公开 > 政策文件\n字体：[大 中 小]　浏览次数：1283　打印　分享到：微信 微博\n")
    for number, at in enumerate(range(40, len(lines) - 2, 40), 1):
        if text[lines[at].start() - 1] in "。；":
            yield Edit(lines[at].start(), lines[at].start(), f"\n— {number} —")
    below = (
        "相关解读：《一图读懂》",
        "扫一扫在手机打开当前页",
        "主办单位：政务服务和数据管理局　网站标识码：0000000000",
        "【打印】【关闭】",
    )
    yield Edit(len(text), len(text), "\n".join(["", *below, ""]))


REWORDINGS: dict[str, Rewording] = {
    "points": exchange_points,
    "articles": exchange_articles,
    "article figures": number_articles,
    "labels 1": labels(1),
    "labels 3": labels(3),
    "labels 5": labels(5),
    "giving": giving,
    "giving otherwise": giving_otherwise,
    "giving back": giving_back,
    "granting": granting,
    "applicants": applicants,
    "caps high": caps_high,
    "caps limit": caps_limit,
    "caps within": caps_within,
    "bounds 不低于": bounds_not_below,
    "bounds 不少于": bounds_not_fewer,
    "bounds 及以上": bounds_reach,
    "bounds ≥": bounds_sign,
    "money full": money_full,
    "money commas": money_commas,
    "money blank": money_blank,
    "money 人民币": money_currency,
    "money 万": money_bare,
    "figures chinese": figures_chinese,
    "figures arabic": figures_arabic,
    "narrow signs": narrow_signs,
    "wide figures": wide_figures,
    "wrapped": wrapped,
    "apart": apart,
    "indented": indented,
    "blanks": blanks,
    "dressed": dressed,
}
