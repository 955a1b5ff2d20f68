"""Units of measure and what they measure."""

from __future__ import annotations

CURRENCY_WORDS = {
    "人民币": "CNY", "元": "CNY", "圆": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR", "港元": "HKD", "港币": "HKD",
    "日元": "JPY", "英镑": "GBP", "澳门元": "MOP", "新台币": "TWD", "韩元": "KRW", "新加坡元": "SGD", "瑞士法郎": "CHF",
    "澳元": "AUD", "加元": "CAD", "卢布": "RUB",
}  # fmt: skip
MONEY = "(?:元人民币|人民币元|" + "|".join(sorted(CURRENCY_WORDS, key=len, reverse=True)) + ")"
PER = "(?:/|每)(?:平方米|㎡|平米|亩|人|年|月|吨|次|天|日|件|家|户|个|台|辆|场|千瓦时|度|股|班)"
COUNTS = (
    "年期(?=（|及?以[上下内])|个立方米|个平方米|间夜|趟次|列次|航次|人次|人份|场次|架次|班次|台次|户次|家次|周岁|个百分点|平方公里|平方米|平米|立方米|公里|公顷|公斤|千克|千瓦时|"
    "吨标准煤|吨标煤|吨公里|吨海里|人公里|车公里|箱公里|蒸吨|载重吨|总吨|净吨|马力|千伏安|兆伏安|兆瓦时|万千瓦|千瓦|兆瓦|度(?=[（）的，。；、]|$|及?以[上下])|列(?=[（）的，。；、]|$|及?以[上下])|"
    "个完整(?:的)?会计年度|个(?:会计|自然|完整|纳税)?年度|个自然月|个工作日|工作日|个月龄|月龄|个月|小时|学时|人天|人日|课时|分钟|标准箱|标箱|床位|㎡|人|名|位|件|项|家|户|个|场|次|台|套|辆|"
    "张|片|间|栋|幢|"
    "篇|部|集|天|日|周|月|年|岁|亩|吨|米|头|只|羽|株|门|期|届|所|座|种|款|倍|层|台|艘|架|条|处|本|支|队|组|批|班|趟|份(?!额)|笔|单(?![元位项个一])|"
    "节|级|分|晚|夜(?!间)|"
    "MW|kW|KW|GWh|MWh|kWh|TEU|PB|TB|GB|Pflops|PFLOPS|P"
)  # fmt: skip

DIMENSIONS = {
    **dict.fromkeys(("个百分点", "%", "‰"), "ratio"),
    **dict.fromkeys(("平方米", "平米", "㎡", "亩", "公顷", "平方公里"), "area"),
    **dict.fromkeys(("年", "个月", "月", "天", "日", "个自然月", "个工作日", "工作日", "周"), "time"),
    **dict.fromkeys(("周岁", "岁"), "age"),
}
SQUARE_METRES = {"平方米": "1", "平米": "1", "㎡": "1", "亩": "666.6666667", "公顷": "10000", "平方公里": "1000000"}


def dimension(unit: str) -> str:
    """What a unit measures: money, ratio, area, time, age, rate (元/亩) or count; empty for no unit."""
    if not unit:
        return ""
    if "/" in unit:
        return "rate"
    if unit in CURRENCY_WORDS:
        return "money"
    return DIMENSIONS.get(unit, "count")
