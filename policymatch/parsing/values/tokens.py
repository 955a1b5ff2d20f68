"""Quantities each by itself, with the words that limit it: 不低于|500|万元, 20|人|以上, 六成, 2/3."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.immutable import immutable
from policymatch.parsing.values.numerals import ARABIC, CHINESE, SCALE, read_number
from policymatch.parsing.values.units import COUNTS, MONEY, PER

BEFORE = {
    Op.GE: (
        "不低于|不少于|不得低于|不得少于|不应低于|不应少于|不能低于|不能少于|不小于|不短于|至少|最低|达到|达|已满|突破|"
        "未低于|未少于|满|实现|迈上|跨上|跃上|登上|站上|迈过|跨过|首次上|≥|>=|起码|大于等于|大于或等于|等于或大于|等于或超过|达到或超过|超过或等于|不少于等于|放宽至|放宽到|放宽为|降低至|降低到|降至|下调至"
    ),
    Op.GT: "超过|超出|超|高于|大于|多于|>",
    Op.LE: (
        "未超过|未超出|未高于|未大于|不超过|不超出|不高于|不大于|不多于|不得超过|不得高于|不应超过|不能超过|不长于|最多|最高|最长|至多|≤|<=|控制在|"
        "上限为|小于等于|小于或等于"
    ),
    Op.LT: "低于|少于|小于|不足|不满|未满|不到|未达到|未达|<",
}  # fmt: skip
AFTER = {
    Op.GE: "及其?以上|或以上|和以上|或者以上|以上|之上|及更高|(?<=元)台阶",
    Op.LE: "及其?以下|或以下|和以下|以下|及以内|以内|之内|之下|内(?![^，。；]{0,3}资)",
}
OPS = {word: op for op, words in BEFORE.items() for word in words.split("|")}
_BARE_SCALE = r"[百千]?[亿万](?=[元人次户件场台册，。；、）的以]|$)"
PRE = "|".join(sorted(OPS, key=len, reverse=True)) + rf"|(?<![通经超])过(?={_BARE_SCALE})|破(?=\d|{_BARE_SCALE})"
OPS |= {"过": Op.GE, "破": Op.GE}
POST_GE, POST_LE = AFTER[Op.GE], AFTER[Op.LE]
_LEAVES_OUT = "不包?含[^（）]*(?:项目|企业|产业|行业|业务|公司|机构|地产|金融)）"
"""A bracket that says of whom the amount is not asked (不含房地产项目), which speaks for itself."""
BRACKET = (
    r"（(?:人民币[^（）]{{0,6}}|(?:[^（）]{{0,6}}，)?下同|(?:即|合)?\d{{1,4}}个?[月日天]|(?P<{0}>(?!"
    + _LEAVES_OUT
    + r")[^（）]{{0,10}}?不?含[^（）]{{0,12}}))）"
)
_OPENINGS = "".join(sorted({word[0] for word in OPS} | set("人U￥¥$百千万亿零〇一二两三四五六七八九十半")))
TENTHS = "(?P<tenths>[一二两三四五六七八九])成(?P<half>[一二三四五六七八九半])?(?![立员果本套功品效长为年交就分])"
"""六成, 七成五: so many tenths; no 三成员, 一成立."""
QUANTITY = re.compile(
    rf"(?=[{_OPENINGS}\d])"  # one look at the sign, where trying all words of limiting in turn would find none
    rf"(?:(?P<pre>{PRE})(?:已经?)?(?:了|约|其|的|有|为|具有|拥有|配备|配有|设有|建有|开设|开办|建成|聘请|举办|开展|组织|引进|（[^（）]{{0,8}}）)?)?(?P<sign>人民币|USD|US\$|￥|¥|\$)?"
    rf"(?P<num>百分之(?P<hundredth>{ARABIC}|{CHINESE})|(?:{CHINESE}|万)分之(?:{CHINESE}|{ARABIC})|{TENTHS}|{ARABIC}(?:/\d(?![\d/万亿千元%]))?|{CHINESE}|(?P<bare>(?<=[破过超]){_BARE_SCALE}))"
    rf"(?P<scale>{SCALE})?(?P<vague>余|多(?!个|种|项|家|次|元))?"
    rf"(?:{BRACKET.format('b0')})?"
    rf"(?P<unit>{MONEY}(?:人民币)?(?:{PER})?|%|‰|(?:{COUNTS})(?:/(?:[年月天日次人车辆台亩户家件头床间]|平方米|公里|万元))?)?(?:（[套次册组件台幅部人名项]）)?"
    rf"(?:(?:会员)?(?:单位|企业|机构|员工|职工|人员|商户|岗位|托位|床位|席位|车位|工位|展位|品种|产品|品牌|门店|网点|站点|班级|客房|农户|社员|成员|学员|幼儿|老人)(?=（?含?）?及?以上|以下|以内))?"
    rf"(?:{BRACKET.format('b1')})?(?P<post>(?P<open>（)?(?:(?P<ge>{POST_GE})|"
    rf"(?P<le>{POST_LE}))(?(open)）))?(?:{BRACKET.format('b2')})?(?P<money2>{MONEY})?"
    rf"(?P<post2>(?<=）)以上|(?<=）)以下|(?<=）)以内)?"
)
_FIGURE = re.compile(r"[\d百千万亿零〇一二两三四五六七八九十半]")
"""A sign of every number; most clauses hold none."""
ORDINAL = re.compile(r"第$|〔$|[（\[](?=20\d\d）)|GB/?T?$|No\.?$|[A-Za-z]$")
DIMENSION_ONLY_BOUND = frozenset("个项次种级分处步方口本组批期班节")


@immutable
class Token:
    """A quantity in the compact view: where, and what, before ranges and series are built."""

    start: int
    end: int
    number: Decimal
    scale: str
    unit: str
    op: Op | None
    bracket: bool | None
    post: bool
    rule: str
    word: str = ""


def tokens(text: str, *, inclusive: Mapping[str, bool] | None = None) -> list[Token]:
    """Every quantity of the compact text that could be a value."""
    if not _FIGURE.search(text):
        return []
    read = (_token(text, match, inclusive or {}) for match in QUANTITY.finditer(text))
    return [token for token in read if token]


def _token(text: str, match: re.Match[str], inclusive: Mapping[str, bool]) -> Token | None:
    number = _number(match)
    before = text[max(0, match.start() - 4) : match.start()]
    if number is None or (not match["pre"] and ORDINAL.search(before)):
        return None
    unit = _unit(match)
    if unit in ("日", "天") and text.startswith("游", match.end()):
        return None  # 一日游: a kind of journey
    scale = match["bare"] or match["scale"] or ""
    chinese = match["num"][0] not in "0123456789百" and "分之" not in match["num"]
    if chinese and not scale and not _believable(match, unit):
        return None
    op, bracket, rule = _op(match, inclusive)
    word = match["post"] or match["post2"] or match["pre"] or ""
    post = bool(match["post"] or match["post2"])
    return Token(match.start(), match.end(), number, scale, unit, op, bracket, post, rule, word)


def _believable(match: re.Match[str], unit: str) -> bool:
    """Chinese figures count only with a unit; weak ones (一个, 一项) only as a limit."""
    if (match["num"] in ("千", "百", "半") and unit != "年") or (
        match["num"] == "十" and not match["pre"] and not match["post"]
    ):
        return False
    if not unit or (len(match["num"]) > 1 and set(match["num"]) <= set("千百十")):
        return bool(unit) and match["num"] not in ("千", "百")
    limit = match["pre"] or match["post"]
    return bool(limit) or unit not in DIMENSION_ONLY_BOUND


def _number(match: re.Match[str]) -> Decimal | None:
    if match["hundredth"]:
        number = read_number(match["hundredth"])
        return None if number is None else number / 100
    if match["tenths"]:
        return (_tenth(match["tenths"]) + _tenth(match["half"] or "零") / 10) / 10
    if "/" in match["num"]:
        above, below = match["num"].split("/")
        return _rounded(Decimal(above.replace(",", "")) / Decimal(below)) if below != "0" else None
    if "分之" in match["num"]:
        below, above = (read_number(part) for part in match["num"].split("分之", 1))
        return _rounded(above / below) if above is not None and below else None
    return Decimal(1) if match["bare"] else read_number(match["num"])


def _rounded(share: Decimal) -> Decimal:
    """A share as people write it: one third is 0.3333."""
    return share.quantize(Decimal("0.0001")).normalize() + 0


def _tenth(figure: str) -> Decimal:
    return Decimal(5) if figure == "半" else read_number(figure) or Decimal(0)


def _is_share(match: re.Match[str]) -> bool:
    """Whether a figure is a part of one whole: 2/3 of what was paid, no 5/8 of a page's dates."""
    above, parted, below = match["num"].partition("/")
    return bool(parted) and not (match["unit"] or match["scale"] or match["sign"]) and len(above) == 1 and above < below


def _unit(match: re.Match[str]) -> str:
    if match["hundredth"] or match["tenths"] or "分之" in match["num"] or _is_share(match):
        return "%·1"
    unit = match["unit"] or match["money2"] or ""
    if not unit and match["sign"]:
        return "美元" if "$" in match["sign"] or match["sign"] == "USD" else "元"
    if unit in ("人民币", "元人民币", "人民币元"):
        return "元"
    if unit.endswith(("年度", "年期")):
        return "年"
    unit = unit.removeprefix("个") if unit.endswith("方米") else unit
    return unit.replace("每", "/").replace("㎡", "平方米").replace("平米", "平方米")


def _op(match: re.Match[str], inclusive: Mapping[str, bool]) -> tuple[Op | None, bool | None, str]:
    """Operator, what a bracket says, and the rule: bracket, then the document's own rule, then the law's default."""
    if match["post"] or match["post2"]:
        upper = match["ge"] or match["post2"] == "以上"
        op = Op.GE if upper else Op.LE
        if match["pre"] in ("不足", "不满", "未满", "低于", "少于") and upper:
            op = Op.LT
        base = "以上" if upper else "以内" if "内" in (match["post"] or "") else "以下"
    elif match["pre"]:
        op, base = OPS[match["pre"]], match["pre"]
    else:
        op, base = None, ""
    bracket = next((not re.search(r"不[包]?含", match[name]) for name in ("b2", "b1", "b0")
                    if match[name] and _of_limit(match[name], match)), None)  # fmt: skip
    rule = "括号" if bracket is not None else "默认"
    include = bracket
    if include is None and base in inclusive:
        include, rule = inclusive[base], "附则"
    return (op if op is None or include is None else _with(op, include)), bracket, rule


def _of_limit(note: str, match: re.Match[str]) -> bool:
    """Whether a bracket speaks of the number itself: （含）, （不含1000万元）; not （含税）, （不含土地款）."""
    left = re.sub(r"^[^含]*含(?:本数)?", "", note)
    return not left or left[0] in "0123456789本" or left.startswith(match["num"])


def _with(op: Op, include: bool) -> Op:
    lower = op in (Op.GE, Op.GT)
    return (Op.GE if include else Op.GT) if lower else (Op.LE if include else Op.LT)
