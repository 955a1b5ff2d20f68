"""Places: their codes, their names in texts, and which lies in which; never by a piece of a name.

The tree and its history are in :mod:`policymatch.vocabulary.region_tree`, zones without a code of their own in
:mod:`policymatch.vocabulary.zones`; this module is what the rest of the engine uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from policymatch.spans import Span
from policymatch.vocabulary import region_tree, zones
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.region_tree import Level, Region, all_regions, ancestors, children
from policymatch.vocabulary.tables import read_csv

__all__ = [
    "Level", "Region", "RegionMatch", "ancestors", "children", "find", "full_name", "level", "locate", "named",
    "region", "region_of_document_number", "region_of_issuer", "within",
]  # fmt: skip

_SUFFIX = re.compile(r"(?:特别行政区|地区|林区|矿区|省|市|区|县|盟|旗)$")
_PEOPLES = re.compile(
    r"(?:壮|回|维吾尔|哈萨克|柯尔克孜|蒙古|藏|羌|彝|苗|侗|土家|布依|傣|景颇|傈僳|白|哈尼|朝鲜|黎|瑶|畲|满|土|撒拉|保安|东乡|裕固|"
    r"锡伯|塔吉克|独龙|怒|普米|拉祜|佤|布朗|纳西|仫佬|毛南|水|仡佬|达斡尔|各|鄂温克|鄂伦春)+族"
)
_LONG_PEOPLES = re.compile(r"(?:维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|达斡尔|鄂温克|鄂伦春)$")
_NOT_BARE = frozenset(
    [
        "来宾",
        "白银",
        "日照",
        "和平",
        "朝阳",
        "东方",
        "文明",
        "建华",
        "新华",
        "高新",
        "城区",
        "郊区",
        "矿区",
        "开发",
        "中山",
    ]
)
"""Short names that are everyday words or other things; they count only after their province or city."""

_ROAD = re.compile(
    r"[东西南北中上下前后]?[一二三四五六七八九十]?(?:路|街(?!道)|大街|大道|巷|弄|胡同|里弄|高架|隧道|立交|大桥|机场|[东西南北]?站(?!点)|"
    r"大学|学院|银行|饭店|酒店|宾馆|大厦|岸|湾|久安|小异|先生|时代|火腿|扑克|茶(?!叶?产业)|证券|交易所|日报|晚报)"
)
_ABROAD = re.compile(r"(?:黄|长|洞庭|装|出|入|进|靠|近|临)$")
_SHORTEST_BARE = 2


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A place named in a text.

    Args:
        span: where it stands.
        text: the words.
        code: the division; empty where several bear the name and nothing tells which.
        codes: all that bear the name.
    """

    span: Span
    text: str
    code: str
    codes: tuple[str, ...]


def region(code: str) -> Region:
    """One division by its code, or a zone by its id, as a place with a name and days of validity.

    Raises:
        UnknownRegionError: there is no such code or zone.
    """
    if not zones.is_zone(code):
        return region_tree.region(code)
    found = zones.zone(code)
    return Region(found.id, found.name, found.valid_from, found.valid_to)


def full_name(code: str) -> str:
    """The name from the province down, 广东省广州市南沙区; a zone's own name.

    Raises:
        UnknownRegionError: there is no such code or zone.
    """
    return zones.zone(code).name if zones.is_zone(code) else region_tree.full_name(code)


def named(name: str, *, within: str | None = None) -> tuple[str, ...]:
    """The codes of all divisions of this name: full (南沙区), short (南沙), in a row (广州市南沙区), one letter (京).

    Divisions in force come first; those given up follow.
    """
    codes = _names().get(name) or _marks().get(name) or _in_a_row(name)
    return tuple(code for code in codes or () if within is None or region_tree.locate(code, within))


_ACROSS_WORDS = re.compile(
    r"保定(?=[点额期价向时制])|(?<=[加扩增放壮])大同(?!市)|(?<=[校院市省县区镇乡村会局厅部行])长治(?=[理安])|(?<=[畅互融直连沟流])通化(?!市|县)"
)
"""Names that two words make where they meet: 医保定点, 扩大同类产品."""


def find(
    text: str, *, within: str | Iterable[str] | None = None, keep_ambiguous: bool = False
) -> tuple[RegionMatch, ...]:
    """The places that a text names, in order, the longest name at each place.

    A name that several places bear is settled by the place named right before it, by ``within``, then by the other
    places of the text. Short names of counties (南沙) count only so. Roads, stations and universities that carry a name
    are no places.

    Args:
        text: any text.
        within: codes of the areas that the text is about, such as the issuer's.
        keep_ambiguous: also return places that nothing settles, with an empty code.
    """
    hints = (within,) if isinstance(within, str) else tuple(within or ())
    raw = _index().find(text)
    firm = _firm_codes(raw)
    found: list[RegionMatch] = []
    for match in raw:
        if _ACROSS_WORDS.match(text, match.span.start):
            continue
        before = found[-1] if found and found[-1].span.end == match.span.start else None
        code = _settle(match, before.code if before else "", hints, firm)
        if code or (keep_ambiguous and not _is_bare(match)):
            found.append(RegionMatch(match.span, match.text, code, match.value))
    return tuple(found)


def within(code: str, ancestor: str, *, on: date | None = None) -> bool:
    """Whether a place surely lies in an area; both may be codes or zone ids (``Z:中关村示范区``).

    Raises:
        UnknownRegionError: there is no such code or zone.
    """
    return locate(code, ancestor, on=on) is True


def locate(code: str, ancestor: str, *, on: date | None = None) -> bool | None:
    """Whether a place lies in an area: yes, no, or None where codes cannot tell (a zone covers part of a district).

    Args:
        code: a code or zone id.
        ancestor: a code or zone id.
        on: the day on which the area is meant; None for today's boundaries.

    Raises:
        UnknownRegionError: there is no such code or zone.
    """
    if code == ancestor:
        return True
    if zones.is_zone(code) or zones.is_zone(ancestor):
        return zones.locate(code, ancestor, on=on)
    return region_tree.locate(code, ancestor, on=on)


def level(code: str) -> Level:
    """省级, 市级 or 区县级.

    Raises:
        UnknownRegionError: there is no such code.
    """
    return region(code).level


def region_of_issuer(name: str) -> str | None:
    """The code of the area that a body acts for: 南沙区科技局 is 440115; None for national bodies and unknown names.

    A zone's administration acts for the division that it lies in.
    """
    zone = next((one for one in zones.find(name)[:1] if one.span.start <= 1), None)
    places = _chain(find(name) or ("" if zone is not None and zone.span.start == 0 else _leading_short(name)))
    if zone is not None:
        hosts = zone.value.hosts
        inner = [code for code in hosts if not places or locate(code, places) or locate(places, code)]
        return min(inner, key=lambda code: -_depth(code)) if len(inner) == 1 else places or _common(hosts)
    return places or None


def region_of_document_number(number: str) -> str | None:
    """The area that the mark of a document number names: 穗南府办规〔2020〕4号 is 440115; None where it names none."""
    for length in range(min(4, len(number)), 0, -1):
        codes = _marks().get(number[:length])
        if codes:
            return codes[0]
    return None


def _settle(match: Match[tuple[str, ...]], before: str, hints: Sequence[str], firm: frozenset[str]) -> str:
    codes = match.value
    if before:
        inner = [code for code in codes if code != before and region_tree.locate(code, before)]
        if len(inner) == 1:
            return inner[0]
    for hint in hints:
        inner = [code for code in codes if region_tree.locate(code, hint) or code in _path(hint)]
        if len(inner) == 1:
            return inner[0]
    if _is_bare(match):
        return ""
    if len(codes) == 1:
        return codes[0]
    inner = [code for code in codes if any(up in firm for up in _path(code)[1:])]
    if len(inner) == 1:
        return inner[0]
    current = [code for code in codes if region(code).valid_to is None]
    return current[0] if len(current) == 1 else ""


def _is_bare(match: Match[tuple[str, ...]]) -> bool:
    """Whether a name counts only where something settles it: a county's short name, an everyday word (城区, 范县)."""
    word = match.text
    if any(all_regions()[code].name == word for code in match.value):
        return len(word) <= _SHORTEST_BARE
    return word in _NOT_BARE or all(region(code).level is Level.COUNTY for code in match.value)


def _firm_codes(raw: Iterable[Match[tuple[str, ...]]]) -> frozenset[str]:
    return frozenset(
        up for match in raw if len(match.value) == 1 and not _is_bare(match) for up in _path(match.value[0])
    )


def _path(code: str) -> tuple[str, ...]:
    return tuple(up.code for up in ancestors(code))


def _chain(places: Iterable[RegionMatch] | str) -> str:
    """The smallest place of a row of names that each lie in the one before."""
    if isinstance(places, str):
        return places
    code = ""
    for place in places:
        if not code or (place.code != code and region_tree.locate(place.code, code)):
            code = place.code
    return code


_SMALLER = frozenset("镇乡村湖岛")
"""What makes a short name that of a smaller place: 石龙镇 is not 石龙区."""


def _leading_short(name: str) -> str:
    """The one county whose short name a body's name begins with: 南沙开发区管委会."""
    for length in range(min(6, len(name)), 1, -1):
        codes = [code for code in _names().get(name[:length]) or () if region(code).valid_to is None]
        if codes:
            return codes[0] if len(codes) == 1 and name[length : length + 1] not in _SMALLER else ""
    return ""


def _common(codes: Sequence[str]) -> str | None:
    """The smallest division that holds all."""
    if not codes:
        return None
    shared = [up for up in _path(codes[0]) if all(up in _path(code) for code in codes)]
    return shared[0] if shared else None


def _depth(code: str) -> int:
    return len(_path(code))


@lru_cache(maxsize=4096)  # names of titles are asked about again and again: does a place open them?
def _in_a_row(name: str) -> tuple[str, ...]:
    places = find(name)
    joined = places and places[0].span.start == 0 and places[-1].span.end == len(name)
    code = _chain(places) if joined else ""
    return (code,) if code and code == places[-1].code else ()


def _short(name: str) -> str:
    """The name without its kind: 恩施土家族苗族自治州 is 恩施, 南沙区 is 南沙; itself where nothing would be left."""
    if name.endswith(("自治区", "自治州", "自治县", "自治旗")):
        plain = _LONG_PEOPLES.sub("", _PEOPLES.split(name)[0].removesuffix("自治区"))
        return plain if len(plain) >= _SHORTEST_BARE else name
    plain = _SUFFIX.sub("", name)
    return plain if len(plain) >= _SHORTEST_BARE else name


@cache
def _names() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    ordered = sorted(all_regions().values(), key=lambda found: (found.valid_to is not None, _rank(found), found.code))
    for found in ordered:
        for name in _own_names(found.name):
            names.setdefault(name, []).append(found.code)
    return {name: _preferred(codes) for name, codes in names.items()}


def _own_names(name: str) -> tuple[str, ...]:
    short = _short(name)
    middle = [short + name[-1]] if name.endswith(("自治州", "自治县", "自治旗")) else []
    return tuple(dict.fromkeys((name, short, *middle)))


def _rank(found: Region) -> int:
    return list(Level).index(found.level)


def _preferred(codes: list[str]) -> tuple[str, ...]:
    """A province before the city or county of the same short name (吉林), a city before a county (伊春)."""
    best = min(_rank(region(code)) for code in codes)
    if best == 0:
        return tuple(code for code in codes if _rank(region(code)) == 0)
    return tuple(codes) if best == _rank(region(codes[-1])) else tuple(c for c in codes if _rank(region(c)) == best)


@cache
def _marks() -> dict[str, tuple[str, ...]]:
    return {row["mark"]: (row["code"],) for row in read_csv("region_marks.csv")}


@cache
def _index() -> PhraseIndex[tuple[str, ...]]:
    return PhraseIndex(_names().items(), guard=_is_place)


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether a name stands for the place: not where a road, a station or another word begins or ends with it."""
    word = text[start:end]
    if word[-1] in "区县" and len(word) > _SHORTEST_BARE:
        return True
    in_full = word[-1] in "市省州盟旗" and len(word) > _SHORTEST_BARE
    return not _ROAD.match(text, end) and (in_full or not _ABROAD.search(text, max(0, start - 2), start))
