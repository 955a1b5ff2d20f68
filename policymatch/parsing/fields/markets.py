"""Where the applicant's shares are listed or traded: boards, exchanges, regional markets, nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule

BOARDS = {
    "主板": "主板", "中小板": "中小板", "中小企业板": "中小板", "创业板": "创业板", "科创板": "科创板", "北交所": "北交所",
    "北京证券交易所": "北交所", "新三板": "新三板", "全国中小企业股份转让系统": "新三板", "全国股转系统": "新三板",
    "全国中小企业股份转让系统公司": "新三板", "全国中小企业股份转让系统有限责任公司": "新三板", "全国中小企业股权转让系统": "新三板",
    "区域性股权市场": "区域性股权市场", "区域股权交易市场": "区域性股权市场", "区域性股权交易市场": "区域性股权市场",
    "区域性股权交易中心": "区域性股权市场", "区域股权市场": "区域性股权市场", "区域股权交易中心": "区域性股权市场",
    "四板": "区域性股权市场", "股权交易中心": "区域性股权市场", "境外上市": "境外上市", "海外上市": "境外上市", "境外": "境外上市",
    "港交所": "境外上市", "香港联交所": "境外上市", "纳斯达克": "境外上市", "境外证券交易所": "境外上市",
}  # fmt: skip
BOARD = "|".join(sorted(BOARDS, key=len, reverse=True))
_AT = r"(?:在|于|到|赴)?(?:国内|境内|沪深|上海|深圳|境外|海外|香港)?"
_ONE = rf"(?:{BOARD})(?:（[^）]{{1,12}}）|（以下[^（）]{{1,20}}）)?"
_HOW = r"(?:市场|板块)?(?:成功|首次|首发|公开发行|直接|实现|并)*(?:上市|挂牌|发行)?(?:并?(?:成功)?(?:上市|挂牌))?"
_ELSEWISE = r"(?:首发|借壳|买壳|由?(?:新三板)?转板|转)(?:上市)?"
_OR = r"(?:、|，?(?:或者?|和|及|以及))"
_ABROAD = r"(?:境外|海外|香港)(?:主要)?(?:证券|联合)?(?:交易所|资本市场|证券市场)"
LISTING = rule(
    "上市.板块",
    rf"(?:首次公开发行股票并?)?{_AT}{_ONE}{_HOW}(?:{_OR}{_AT}(?:{_ELSEWISE}(?!板)|(?:{_ABROAD}|{_ONE}){_HOW}))*(?:上市|挂牌)?(?:（[^（）]{{0,12}}(?:股权|交易|板)[^（）]{{0,8}}）)?(?!许可|销售|后再|品种)",
    needs="板 所 境外 海外 转让 股权",
    confidence=0.9,
)
"""One row of markets, however each is said to be reached: 在境内主板首发和借壳上市，以及在境外创业板上市."""


_EXCHANGE = (
    "(?:境内外|境外|海外|国外|国内外|境内|国内|沪深北?|沪|深|上海|深圳|北京|上交所|深交所|北交所|香港|港|纽约|新加坡)(?:主要)?"
    "(?:证券|联合)?(?:交易所|资本市场|证券市场)?"
)
_NOT_BEIJING_ALONE = re.compile("[境海国]|沪|深|上海|上交所|港|纽约|新加坡")
_WAY = r"(?:(?:以|通过|采[取用])[^，。；、或]{2,10}?(?:等)?方式)?(?:在|于|赴|到)?"
EXCHANGES = re.compile(
    rf"{_WAY}{_EXCHANGE}(?:(?:、|或者?|和|及|以及){_WAY}{_EXCHANGE})*(?:首次公开发行(?:股票)?并?|成功|首发|直接|挂牌|实现|IPO)*上市(?!许可|销售|后再|品种|批件|准入)"
)
ABROAD = re.compile("^(?!.*(?:境内|国内|沪|深|上海|上交所|北京|北交所)).*(?:外|香港|港|纽约|新加坡)")
LISTED_FIRM = re.compile(
    r"(?<![拟非未备育将被])(?:(?:已|境内|国内|本地|A股)*上市)(?:公司|企业)"
    r"(?!后备|培育|并购|股[权份东]|高管|协会|服务|辅导|质量|监管|名称|为|(?:参股|控股|投资|出资|牵头)(?:设立|建设|组建|兴办)?的|的(?:子|分|控股|关联)|(?:、|和|及|或)其他)"
)
NOT_THE_APPLICANT = re.compile(
    "(?:与|为|向|对接|引进|收购|支持|推动|成为|培育|后备|控股|下属|母公司|[并及含]|属于|服务)[^，。；、]{0,2}$"
)
DOMESTIC: tuple[str, ...] = ("主板", "创业板", "科创板", "北交所")


REGIONAL = re.compile(
    r"(?:(?:在|于|到)(?:[一-龥]{2,6}?)?)?(?:区域性?股权(?:交易)?(?:市场|中心)|股权(?:托管)?交易(?:中心|所|市场)|股交(?:中心|所)|新?四板(?:市场)?|柜台交易市场)"
    r"(?:（[^）]*）)?(?:[“”一-龥]{1,8}板(?:、[“”一-龥]{1,8}板)*)?(?:[一-龥]{2,4}层)?(?:成功|首次|正式|完成)*(?:挂牌|展示|托管)(?:企业|公司)?"
)
UNLISTED = re.compile(
    r"(?:非|尚未|未|没有)(?:在[^，。；]{2,10})?上市(?!辅导|服务|[^，。；、的]{0,4}股[权份])(?:公司|企业)?"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of where the applicant's shares are listed or traded."""
    if "上市" in reading.text or "挂牌" in reading.text:
        yield from _unlisted(reading)
        yield from _exchanges(reading)
        yield from _listed_firms(reading)
        yield from _boards(reading)


def _unlisted(reading: Reading) -> Iterator[Fact]:
    rows = [row.span() for row in LISTING.find(reading.text)]
    for match in REGIONAL.finditer(reading.text):
        if any(start < match.start() and match.end() <= end for start, end in rows):
            continue  # 新三板挂牌、四板挂牌: one row, read whole
        leaf = reading.test("listing", Op.HAS_ANY, ("区域性股权市场",), *match.span(), confidence=0.85)
        yield reading.fact("上市.区域市场", leaf, *match.span(), rank=7)
    for match in UNLISTED.finditer(reading.text):
        leaf = reading.test("listing", Op.HAS_NONE, (*DOMESTIC, "境外上市"), *match.span(), confidence=0.8)
        yield reading.fact("上市.未上市", leaf, *match.span(), rank=7)


def _exchanges(reading: Reading) -> Iterator[Fact]:
    for match in EXCHANGES.finditer(reading.text):
        if not _NOT_BEIJING_ALONE.search(match[0]):
            continue  # the exchange in Beijing is a board by itself
        abroad = ("境外上市",) if re.search("外|香港|港|纽约|新加坡", match[0]) else ()
        boards = abroad if ABROAD.search(match[0]) else (*DOMESTIC, *abroad)
        leaf = reading.test("listing", Op.HAS_ANY, boards, *match.span(), confidence=0.75)
        yield reading.fact("上市.交易所", leaf, *match.span(), rank=6)


def _listed_firms(reading: Reading) -> Iterator[Fact]:
    for match in LISTED_FIRM.finditer(reading.text):
        if not NOT_THE_APPLICANT.search(reading.text[: match.start()]):
            leaf = reading.test("listing", Op.HAS_ANY, (*DOMESTIC, "境外上市"), *match.span(), confidence=0.75)
            yield reading.fact("上市.上市公司", leaf, *match.span(), rank=4)


_PLACE = re.compile(
    rf"(?P<home>境内|国内|沪深|上海|深圳)|(?P<abroad>境外|海外|香港)|(?P<moved>(?:新三板)?转板)|(?P<board>{BOARD})"
)


def _boards(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    for match in LISTING.find(text):
        words = re.findall(BOARD, match[0])
        if words == ["境外"] and "上市" not in match[0]:
            continue
        if text[match.end() : match.end() + 2] in ("转板",) or not re.search(
            "上市|挂牌", match[0] + text[match.end() : match.end() + 6]
        ):
            continue
        names = tuple(dict.fromkeys(_named(match[0])))
        if names:
            leaf = reading.test("listing", Op.HAS_ANY, names, match.start(), match.end(), confidence=LISTING.confidence)
            yield reading.fact(LISTING.name, leaf, match.start(), match.end(), rank=6)


def _named(row: str) -> Iterator[str]:
    """The markets of a row: a board abroad is 境外上市; whoever moves from one market (新三板转板) is named by where to."""
    abroad = False
    for found in _PLACE.finditer(row):
        if found["home"] or found["abroad"]:
            abroad = found["abroad"] is not None
        if found["board"] or found["abroad"]:
            yield "境外上市" if abroad else BOARDS[found["board"]]
