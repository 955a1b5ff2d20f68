"""Rules for money, counts and ratios: as people write them, to exact decimals in the base unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from policymatch.profiles.cleaning.cells import CellError, fold
from policymatch.quantities import plain

MULTIPLES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000,
    "亿": 100_000_000, "万亿": 10**12, "仟": 1000, "萬": 10_000, "億": 100_000_000, "K": 1000, "k": 1000,
}  # fmt: skip
CURRENCY_NAMES = {
    "CNY": "人民币元 元人民币 人民币圆 人民币 元 圆 RMB CNY ￥ ¥ rmb 块",
    "USD": "元美元 美元 美金 元美金 USD US$ $ 美国元 usd",
    "HKD": "元港币 港币元 港元 港币 香港元 元港元 HKD HK$ 香港币 港幣",
    "EUR": "元欧元 欧元 EUR € 欧洲元", "JPY": "元日元 日元 日圆 日本元 日币 JPY 日本圆", "GBP": "英镑 元英镑 GBP £ 英磅",
    "MOP": "澳门元 澳门币 澳币(澳门) MOP 元澳门元", "TWD": "新台币 新台币元 台币 台湾元 TWD NTD 元台币 元新台币 新台幣",
    "KRW": "韩元 韩国元 韩币 韩圆 KRW 元韩元", "SGD": "新加坡元 新元 新加坡币 坡币 SGD 元新加坡元", "CHF": "瑞士法郎 CHF 瑞郎 元瑞士法郎",
    "AUD": "澳元 澳大利亚元 澳洲元 澳币 AUD 元澳元 元澳大利亚元", "CAD": "加元 加拿大元 加币 CAD 元加元 元加拿大元",
    "DEM": "德国马克 马克 DEM", "FRF": "法国法郎 法郎 FRF", "RUB": "卢布 俄罗斯卢布 RUB", "NZD": "新西兰元 纽币 NZD",
    "THB": "泰铢 泰国铢 THB", "MYR": "马来西亚林吉特 林吉特 马币 马来西亚元 马来西亚币 MYR", "SEK": "瑞典克朗 SEK", "DKK": "丹麦克朗 DKK",
    "NOK": "挪威克朗 NOK", "INR": "印度卢比 INR", "ITL": "意大利里拉 里拉 ITL", "NLG": "荷兰盾 NLG", "ATS": "奥地利先令 ATS",
    "BEF": "比利时法郎 BEF", "PHP": "菲律宾比索 PHP", "IDR": "印尼盾 印度尼西亚卢比 IDR", "ESP": "西班牙比塞塔 ESP", "KWD": "科威特第纳尔 KWD",
    "SAR": "沙特里亚尔 SAR", "AED": "阿联酋迪拉姆 迪拉姆 AED", "ZAR": "南非兰特 兰特 ZAR", "BRL": "巴西雷亚尔 BRL", "VND": "越南盾 VND",
    "KZT": "哈萨克斯坦坚戈 坚戈 KZT", "PKR": "巴基斯坦卢比 PKR", "BND": "文莱元 BND", "FIM": "芬兰马克 FIM", "MNT": "蒙古图格里克 图格里克 MNT",
}  # fmt: skip
CURRENCY = {name: code for code, names in CURRENCY_NAMES.items() for name in names.split()}
_NAMES = "|".join(sorted(map(re.escape, CURRENCY), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:注册资[本金]|出资额|资金数额)?[::]?(?P<before>{_NAMES})?(?P<sign>[-+]?)(?P<digits>\d+(?:\.\d*)?|\.\d+)(?:[Ee](?P<power>[+-]?\d{{1,2}}))?"
    rf"(?P<multiple>[十百千仟]?[万萬亿億](?:亿)?|[十百千仟Kk])?(?P<after>{_NAMES})?整?"
)
_CHINESE_AMOUNT = re.compile(
    rf"(?P<before>{_NAMES})?(?P<digits>[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+)(?P<after>{_NAMES})?整?"
)
_NUMBER = re.compile(
    r"(?P<digits>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d{1,2})?)(?P<multiple>[万亿千百])?(?P<unit>[^\d.]*)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOISE = str.maketrans("", "", "()[]{}<> \t'")

_DIGITS = {
    c: n
    for n, cs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def amount(unit: str) -> Callable[[str], str]:
    """Money. ``unit`` (元, 万元, 美元 …) holds where the cell names none.

    Returns:
        The rule: 元 as a plain decimal, other currencies as ``USD 50000``.
    """
    default_currency, default_multiple = _money_unit(unit or "元")
    yuan = default_currency == "CNY"

    def rule(text: str) -> str:
        if yuan and text.isdigit() and text.isascii():
            return str(int(text) * default_multiple)
        folded = _THOUSANDS.sub("", fold(text).translate(_NOISE)).replace(",", "")
        found = _AMOUNT.fullmatch(folded)
        if found is None:
            return _chinese(folded, text)
        multiple, named = found["multiple"], found["after"] or found["before"]
        if found["before"] and found["after"] and CURRENCY[found["before"]] != CURRENCY[found["after"]]:
            raise CellError(f"金额“{text}”写了两种币种")
        number = Decimal(f"{found['sign']}{found['digits']}" + (f"E{found['power']}" if found["power"] else ""))
        own_unit = multiple or named
        factor = MULTIPLES[multiple or ""] if own_unit else default_multiple
        return _money(number * factor, CURRENCY[named] if named else default_currency)

    return rule


def number(unit: str, base_unit: str) -> Callable[[str], str]:
    """A count or measure in the field's base unit; the cell may repeat its unit or say 万.

    Args:
        unit: the unit of the column; empty for the base unit.
        base_unit: the field's own unit: 人, 件, 平方米, 比例 …
    """
    factor = _factor(unit, base_unit)
    known = {"", unit, base_unit, *(_SPELLINGS.get(base_unit, ()))}

    def rule(text: str) -> str:
        folded = _THOUSANDS.sub("", fold(text).translate(_NOISE)).replace(",", "")
        found = _NUMBER.fullmatch(folded)
        if found is None or found["unit"] not in known:
            raise CellError(f"“{text}”不是以{unit or base_unit or '个'}为单位的数")
        own = _factor(found["unit"], base_unit) if found["unit"] else factor
        return _exact(Decimal(found["digits"]) * MULTIPLES[found["multiple"] or ""] * own, text)

    return rule


def ratio(unit: str) -> Callable[[str], str]:
    """A share as a fraction: ``5%`` and, in a column of unit %, ``5`` are 0.05."""
    default = {"%": 2, "％": 2, "百分比": 2, "‰": 3}.get(unit, 0)

    def rule(text: str) -> str:
        folded = fold(text).replace(" ", "").replace(",", "")
        places = 2 if folded.endswith("%") else 3 if folded.endswith("‰") else default
        try:
            value = Decimal(folded.rstrip("%‰").removeprefix("百分之")).scaleb(-2 if "百分之" in folded else -places)
        except InvalidOperation:
            raise CellError(f"“{text}”不是比例") from None
        return _exact(value, text)

    return rule


def count(unit: str, base_unit: str) -> Callable[[str], str]:
    """A whole number that is not negative: people, patents."""
    plain_number = number(unit, base_unit)

    def rule(text: str) -> str:
        if text.isascii() and text.isdigit():
            return text.lstrip("0") or "0"
        found = plain_number(text)
        if found.startswith("-") or "." in found:
            raise CellError(f"“{text}”应为不小于0的整数")
        return found

    return rule


def chinese_number(text: str) -> Decimal:
    """A number in Chinese numerals, everyday or formal: 壹佰贰拾万, 五百, 一亿三千万.

    Raises:
        ValueError: it is none.
    """
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section, digit = section + (digit or 1) * _STEPS[character], 0
        elif character in "万亿":
            scale = 10_000 if character == "万" else 100_000_000
            total, section, digit = (
                (total + section + digit) * scale if scale > 10_000 else total + (section + digit) * scale,
                0,
                0,
            )
        else:
            raise ValueError(text)
    return Decimal(total + section + digit)


_SPELLINGS = {
    "人": ("名", "个", "位", "员"), "件": ("项", "个", "份"), "平方米": ("㎡", "m2", "m²", "平米", "平", "亩", "平方公里"),
    "月": ("个月",), "家": ("个", "户"), "年": ("周年",), "比例": ("%",),
}  # fmt: skip
_MEASURES = {"亩": Decimal(2000) / 3, "平方公里": Decimal(1_000_000), "年": Decimal(12)}


def _factor(unit: str, base_unit: str) -> Decimal:
    if unit in {"", base_unit} or (unit in _SPELLINGS.get(base_unit, ()) and unit not in _MEASURES):
        return Decimal(1)
    if unit in _MEASURES and base_unit in {"平方米", "月"}:
        return _MEASURES[unit]
    if unit[0] in MULTIPLES and unit[1:] in {base_unit, *_SPELLINGS.get(base_unit, ())}:
        return Decimal(MULTIPLES[unit[0]])
    return Decimal(1)


def _money_unit(unit: str) -> tuple[str, int]:
    found = re.fullmatch(rf"(?P<multiple>[十百千]?[万亿]?)(?P<currency>{_NAMES})", unit)
    if found is None:
        raise ValueError(f"not a unit of money: {unit!r}")
    return CURRENCY[found["currency"]], MULTIPLES[found["multiple"]]


def _chinese(folded: str, text: str) -> str:
    found = _CHINESE_AMOUNT.fullmatch(folded)
    if found is None or not any(digit in _DIGITS or digit in "十拾" for digit in found["digits"]):
        raise CellError(f"看不懂金额“{text}”")
    named = found["after"] or found["before"]
    try:
        return _money(chinese_number(found["digits"]), CURRENCY[named] if named else "CNY")
    except ValueError:
        raise CellError(f"看不懂金额“{text}”") from None


def _money(value: Decimal, currency: str) -> str:
    return plain(value) if currency == "CNY" else f"{currency} {plain(value)}"


def _exact(value: Decimal, text: str) -> str:
    if not value.is_finite():
        raise CellError(f"“{text}”不是数")
    return plain(value)
