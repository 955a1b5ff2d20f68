"""Amounts, limits, ranges and series, read from left to right in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.immutable import immutable
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.numerals import ARABIC, CHINESE, SCALE, SCALES, read_number
from policymatch.parsing.values.units import COUNTS, CURRENCY_WORDS, MONEY, PER, dimension

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
AND = frozenset({"、", "和", "及", "与", "或", "以及", "，", "/", "或者", "、和", "且"})
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


@immutable
class Read:
    """A value in the compact view."""

    rule: str
    start: int
    end: int
    value: Amount | Bound | Range | Series
    parts: tuple[Read, ...] = ()


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


def amount(token: Token, *, scale: str | None = None, unit: str | None = None) -> Amount:
    """The amount of a token, with scale and unit lent by a neighbour where it has none of its own."""
    unit = token.unit if unit is None else unit
    scale = token.scale if scale is None else scale
    number = token.number * SCALES[scale]
    if unit == "%·1":
        return Amount(number, "%")
    if unit in ("%", "个百分点"):
        return Amount(number / 100, "%")
    if unit == "‰":
        return Amount(number / 1000, "%")
    head, slash, tail = unit.partition("/")
    currency = CURRENCY_WORDS.get(head, "CNY")
    if head in CURRENCY_WORDS:
        unit = "元" + slash + tail
    return Amount(number, unit, currency, (bool(scale) and "亿" in scale) or "万" in scale)


def read(text: str, *, inclusive: Mapping[str, bool] | None = None) -> list[Read]:
    """Every amount, limit, range and series of a compact text, in order, not overlapping."""
    singles = list(_ranges(text, tokens(text, inclusive=inclusive)))
    return list(_series(text, singles))


def _ranges(text: str, found: list[Token]) -> Iterator[tuple[Read, Token]]:
    at = 0
    while at < len(found):
        low = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following and (made := _range(text, low, following) or _between(text, low, following)):
            yield made, following
            at += 2
            continue
        bare = not low.unit and not low.scale
        last = _of_row(text, found, at) if bare else None
        if last is not None:
            yield _single(low, scale=last.scale, unit=last.unit), low
        elif not bare or low.op:
            yield _single(low), low
        at += 1


def _of_row(text: str, found: list[Token], at: int) -> Token | None:
    """The number whose unit a bare one before it shares (分别给予200、100、50万元, 300/200万元): money or a share; None of others."""
    for one, following in zip(found[at:], found[at + 1 :], strict=False):
        figures = text[one.start + (0 if one.post else len(one.word)) : one.end]
        if text[one.end : following.start] not in ("、", "和", "及", "/") or not figures.isdigit():
            return None
        if following.unit or following.scale:
            fits = dimension(following.unit) in ("money", "ratio") if following.unit else bool(following.scale)
            return following if fits and following.op is None else None
    return None


def _single(token: Token, *, scale: str | None = None, unit: str | None = None, op: Op | None = None) -> Read:
    value = amount(token, scale=scale, unit=unit)
    kind = {"money": "金额", "ratio": "比例", "time": "时长", "age": "年龄", "area": "面积"}.get(
        value.dimension, "数量"
    )
    op = op or token.op
    if op is None:
        return Read(f"{kind}.数", token.start, token.end, value)
    part = Read(f"{kind}.数", token.start, token.end, value)
    return Read(f"{kind}.界限（{token.rule}）", token.start, token.end, Bound(op, value), (part,))


UNTIL = re.compile(r"(?:至|到|-{1,2})(?:之间)?")


def _range(text: str, low: Token, high: Token) -> Read | None:
    between = text[low.end : high.start]
    if not UNTIL.fullmatch(between) and not (between == "" and high.word in ("至", "到")):
        return None
    if high.op in (Op.GE, Op.GT) and high.word not in ("达到", "达"):
        return None
    if low.unit and high.unit and dimension(low.unit) != dimension(high.unit):
        return None
    unit = low.unit or high.unit
    if not unit and not low.scale and not high.scale and high.op is None and low.op is None:
        return None
    scale = low.scale or (high.scale if not low.unit else "")
    first, last = amount(low, scale=scale, unit=unit), amount(high, unit=high.unit or unit)
    if first.number > last.number:
        return None
    low_op = Op.GT if low.bracket is False or low.op is Op.GT else Op.GE
    marked = (
        low.bracket is True and high.bracket is None and high.op is None
    )  # 3（含）至5个: the marked limit alone counts
    marked = marked or _holds_low(text[high.start : high.end], low, high)
    high_op = Op.LT if marked or high.bracket is False or high.op is Op.LT else Op.LE
    parts = (Read("界限.下", low.start, low.end, first), Read("界限.上", high.start, high.end, last))
    return Read("界限.区间", low.start, high.end, Range(Bound(low_op, first), Bound(high_op, last)), parts)


_HELD = re.compile(r"（含(?P<num>\d[\d.]*)")


def _holds_low(words: str, low: Token, high: Token) -> bool:
    """Whether the bracket behind a range names its lower end alone: 1亿元至10亿元（含1亿元）."""
    held = _HELD.search(words)
    return held is not None and low.number != high.number and Decimal(held["num"].rstrip(".")) == low.number


_DOWN_TO = re.compile("、|，|但|且|，且|，但|")


def _between(text: str, first: Token, second: Token) -> Read | None:
    """Two limits of one amount, whichever comes first: 5亿元（含）以上、10亿元以下; 10亿元以下、5亿元（含）以上; 不满30件但达到15件; 不少于15件、不足30件."""
    between = text[first.end : second.start]
    alike = first.post == second.post and _DOWN_TO.fullmatch(between)
    followed = not (first.post or second.post) and between == "" and first.op in (Op.GE, Op.GT)  # 不少于1件不足5件
    if not alike and not followed and between not in ("但", "但是", "，但"):
        return None
    low, high = (first, second) if first.op in (Op.GE, Op.GT) else (second, first)
    if low.op not in (Op.GE, Op.GT) or high.op not in (Op.LE, Op.LT) or dimension(low.unit) != dimension(high.unit):
        return None
    least, most = amount(low), amount(high)
    if least.number >= most.number:
        return None
    high_op = Op.LT if low.bracket is True and high.bracket is None and high.post else high.op
    parts = (
        Read("界限.下", low.start, low.end, Bound(low.op, least)),
        Read("界限.上", high.start, high.end, Bound(high_op, most)),
    )
    return Read("界限.区间", first.start, second.end, Range(Bound(low.op, least), Bound(high_op, most)), parts)


def _series(text: str, singles: list[tuple[Read, Token]]) -> Iterator[Read]:
    at = 0
    while at < len(singles):
        end = at + 1
        while end < len(singles) and _joined(text, singles[end - 1], singles[end]):
            end += 1
        if end - at > 1:
            yield from _make_series(singles[at:end])
        else:
            yield singles[at][0]
        at = end


_PAID = frozenset({"奖励", "补助", "补贴", "资助", "给予", "奖补"})


def _joined(text: str, left: tuple[Read, Token], right: tuple[Read, Token]) -> bool:
    between = text[left[0].end : right[0].start].removesuffix("首次")
    if between not in AND or between in ("，", "且"):
        return False
    a, b = left[1], right[1]
    if between == "/" and step_dimension(_step(right[0])) not in ("money", "ratio"):
        return False
    if b.post and b.op and not a.op and text[left[0].start - 2 : left[0].start] in _PAID:
        return False  # 奖励20万元、10亿元以上奖励50万元: a sum, and the limit of the next
    same = dimension(a.unit) == dimension(b.unit) if a.unit and b.unit else True
    return same and (b.op is None or b.post or _climbs(left[0].value, right[0].value))


def _climbs(left: Amount | Bound | Range | Series, right: Amount | Bound | Range | Series) -> bool:
    """Whether a step that says its limit anew goes on with the one before it: 不低于1亿元、不低于5亿元, 1亿元至5亿元、达到5亿元."""
    low, high = (one.low if isinstance(one, Range) else one for one in (left, right))
    if not isinstance(low, Bound) or not isinstance(high, Bound):
        return False
    lower = (Op.GE, Op.GT)
    return low.op in lower and high.op in lower and low.amount.number < high.amount.number


def _make_series(group: list[tuple[Read, Token]]) -> Iterator[Read]:
    """One limit said once holds for all: 达到1亿元、2亿元 and 1亿元、2亿元以上."""
    last = group[-1][1]
    unit, scale = last.unit, last.scale
    stated = [token.op for read_, token in group if token.op]
    op = stated[-1] if group[-1][1].op else (stated[0] if stated and group[0][1].op else None)
    parts: list[Read] = []
    for made, token in group:
        if isinstance(made.value, Range) or token.op:
            lent = (
                made
                if token.unit or isinstance(made.value, Range)
                else _single(token, scale=token.scale or scale, unit=unit)
            )
            parts.append(lent)
        else:
            own_unit = token.unit or unit
            own_scale = token.scale or ("" if token.unit else scale)
            parts.append(_single(token, scale=own_scale, unit=own_unit, op=op))
    steps = tuple(_step(part) for part in parts)
    if len({step_dimension(step) for step in steps}) > 1:
        yield from (made for made, _ in group)
        return
    yield Read("界限.并列", group[0][0].start, group[-1][0].end, Series(steps), tuple(parts))


def _step(part: Read) -> Bound | Range:
    if isinstance(part.value, Bound | Range):
        return part.value
    assert isinstance(part.value, Amount)
    return Bound(None, part.value)


def step_dimension(step: Bound | Range) -> str:
    """What a step of a series measures."""
    return step.amount.dimension if isinstance(step, Bound) else step.high.amount.dimension
