"""Where the applicant or its project is: registration, tax, statistics, operation, project — five facts, one grammar.

A place is a home word of the document (本区, 我市, 在京, 县域内), resolved through the issuer's own area, or a named region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions.nodes import All, Node, Op, tests
from policymatch.parsing.fields.placekinds import (
    ANY_KIND,
    CONTEST,
    GLUE,
    NAMED,
    PLACED,
    RANKED,
    SHORT_PLACES,
    kinds_of,
    of_a_thing,
    verbs_of,
)
from policymatch.parsing.fields.placerules import (
    ACTS_IN,
    BUILT_ON,
    CITY,
    COUNTED_IN,
    DONE_IN,
    HOME,
    IN_DONE,
    INSIDE,
    KINDS_IN,
    LEGAL_IN,
    MARK,
    OF_PLACE,
    PROJECT_IN,
    PROVINCE,
    SITE,
    TREASURY,
    UNDER,
    USE_IN,
    USE_OF,
    WHO_IN,
    WORK_IN,
)
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.seldom import Seldom
from policymatch.vocabulary import regions

AUTHORITY = re.compile(
    r"^(?:[或和与及]|级|委|政府(?!性)|人民政府|管委会|财政|主管|行政主管|相关部门|有关部门|科技(?:局|厅|委|行政)|工信|发改|人社|商务局|局|厅|各区|各级|有关|重点|"
    r"产业(?!化)|经济|营业|新增|内外|外|以外|主导|支柱|规划|战略|政策|名优|统一|级财政|最低|社会|规模以上|限额以上|规上|限上|首次|著名|名牌|"
    r"工业(?=企业技术改造))"
)


SCOPE = re.compile(r"^(?:全省|全市|全区|全县|本市|本区|本县)(?:范围|行政区域)?(?:内)?$")


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of place."""
    if SCOPE.match(reading.text) and (code := home(reading.definitions.home_region, reading.text)):
        leaf = reading.test("project_region", Op.IN, (code,), 0, len(reading.text), confidence=0.6)
        yield reading.fact("地区.范围", leaf, 0, len(reading.text), rank=5)
    for masked, place, codes, own in _masked(reading):
        out = LEFT_OUT.search(reading.text, *place)
        for fact in _read(reading, masked, place, codes, own):
            yield fact if out is None else _but_for(reading, fact, out)
            out = None


LEFT_OUT = re.compile(
    r"（(?P<out>(?:不包?含|不包括|除|扣除)(?P<a>[^（）]{2,20}?)(?:以?外)?|(?P<b>[^（），]{2,20}?)(?:除外|不在此列))）"
)
"""What a place is told without: 在本市（不含高新区）注册."""


def _but_for(reading: Reading, fact: Fact, out: re.Match[str]) -> Fact:
    """A fact of a place without a part of it, which is for a person to see."""
    name = out["a"] or out["b"]
    codes = tuple(match.code for match in regions.find(name) if len(match.span) == len(name))
    parts: list[Node] = [
        reading.test(test.field, Op.NOT_IN, codes, *out.span("out"), confidence=0.8)
        for test in tests(fact.node)
        if codes
    ]
    parts = parts or [reading.judgement("不在" + name, *out.span("out"), 0.6)]
    return replace(fact, node=All((fact.node, *parts)))


def _masked(reading: Reading) -> Iterator[tuple[str, tuple[int, int], tuple[str, ...], bool]]:
    """The text with one place, or row of places, at a time as a mark of the same length, and its codes."""
    for start, end, codes, own in _rows(reading):
        if not PLACED.match(reading.text, end) and not CONTEST.match(reading.text, end):
            masked = reading.text[:start] + MARK + reading.text[end:]
            yield masked, (start, end), codes, own


_ROW = re.compile("、|和|及|与|或者?|以及|/")
_ROW_ENDS = re.compile(
    "等?(?:[两二三四五六七八九十]|\\d{1,2})个?(?:市?辖?区|县|市)(?![一-龥]{0,6}(?:开发|园|级))(?:范围)?(?:之?内)?"
)


def _rows(reading: Reading) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """The places of the clause, those of a row (甲区、乙区和丙区) as one."""
    row: tuple[int, int, tuple[str, ...], bool] | None = None
    for start, end, code, own in places(reading):
        if row is not None and not own and not row[3] and _ROW.fullmatch(reading.text, row[1], start):
            row = (row[0], end, (*row[2], code), False)
            continue
        if row is not None:
            yield row
        row = (start, end, (code,), own)
    if row is not None:
        counted = _ROW_ENDS.match(reading.text, row[1]) if len(row[2]) > 1 else None
        yield (row[0], counted.end(), *row[2:]) if counted else row


def _read(reading: Reading, masked: str, place: tuple[int, int], code: tuple[str, ...], own: bool) -> Iterator[Fact]:
    start, end = place
    low = max(0, start - 60)
    high = min(len(masked), start + 60)
    shift = end - start - 1

    def back(at: int) -> int:
        return at if at <= start else at + shift

    if match := KINDS_IN.pattern.search(masked, low, high):
        yield from _related(reading, masked, match, code, back(match.end()))
        return
    for one, rank in (
        (USE_OF, 5),
        (COUNTED_IN, 5),
        (TREASURY, 5),
        (SITE, 5),
        (PROJECT_IN, 4),
        (WORK_IN, 4),
        (BUILT_ON, 4),
        (USE_IN, 5),
        (IN_DONE, 7),
        (LEGAL_IN, 5),
        (ACTS_IN, 5),
        (DONE_IN, 6),
        (UNDER, 5),
        (OF_PLACE, 3),
        (WHO_IN, 3),
    ):
        found = one.pattern.search(masked, low, high)
        if found is None or not found.start() <= start < found.end():
            continue
        named_within = reading.text[start:end].endswith("内") and code == (reading.definitions.home_region,)
        if not own and ((one is WHO_IN and not named_within) or (one is OF_PLACE and found["noun"] in NAMED)):
            continue
        if one is OF_PLACE and not _own(masked, found):
            continue
        stop = (
            _own_end(masked, found)
            if one is IN_DONE
            else _first_of_row(masked, found)
            if one is OF_PLACE
            else found.end()
        )
        kinds = verbs_of(masked[found.start() : stop]) if one is IN_DONE else _kinds(one.name, found)
        if one is IN_DONE and kinds == ("operating_region",) and found[0][0] not in "在于":
            continue
        if not kinds or _of_others(masked, found.start(), kinds):
            continue
        if TENANTS.match(reading.text[back(found.end()) :]):
            return
        name = "某地.企业" if one is OF_PLACE and not own else one.name
        yield _fact(reading, name, kinds, code, found.start(), back(stop), one.confidence, rank)
        return


_IN_A_ROW = re.compile("(?:、|和|及|以及|或者?|与)[^，。；]{2,}")
"""本市范围内的用能单位|和节能服务机构: the first of a row is told by more than its place."""


def _first_of_row(masked: str, found: re.Match[str]) -> int:
    """Where the words on a place end: before the first of a row of kinds, which more than the place tells."""
    row = "、" in found["mid"] or (len(found["mid"]) > 1 and _IN_A_ROW.match(masked, found.end()))
    return found.start("mid") if row else found.end()


def _of_others(masked: str, at: int, kinds: tuple[str, ...]) -> bool:
    """Whether it is somebody or something else that is there: 引进|在本市注册的…, 商标|注册在…."""
    if "registered_region" in kinds and of_a_thing(masked, at):
        return True
    return re.search("(?:引进|收购|培育|孵化|带动|服务)$", masked[:at]) is not None


def _related(reading: Reading, masked: str, match: re.Match[str], code: tuple[str, ...], end: int) -> Iterator[Fact]:
    if not RANKED.match(masked, match.end()) and not of_a_thing(masked, match.start()):
        start = _after_a_place(reading, match)
        kinds = kinds_of(masked[start : match.end("kinds")])
        yield _fact(
            reading, KINDS_IN.name, kinds, code, start, end, KINDS_IN.confidence, 8, out=match["not"] is not None
        )


def _after_a_place(reading: Reading, match: re.Match[str]) -> int:
    """Where relations begin that have a place of their own: 在某区登记注册，| 经营场所在本区; 在某区注册、| 税务关系在本区."""
    parted = _PARTED.search(reading.text, match.start(), match.end("kinds"))
    if parted is None or not any(
        _DOES.fullmatch(reading.text, end, match.start()) for _, end, _, _ in places(reading) if end <= match.start()
    ):
        return match.start()
    return parted.end()


_PARTED = re.compile("[，、]|并?且")
_DOES = re.compile("(?:依法|已|完成|办理|进行|取得|领取)*")


CLOSED = re.compile(
    rf"(?:且|并且|并|、)(?:其)?{ANY_KIND}(?:{GLUE}{ANY_KIND})*(?:关系|地)?(?:均|都|应|须|需)*(?:在|位于|属于)"
)


def _own_end(masked: str, found: re.Match[str]) -> int:
    """Where a place's own verbs end: before 且纳税、统计关系在…, and before 、依法经营, which says how, not where."""
    end = found.end()
    closed = CLOSED.search(masked, found.start())
    lawful = _LAWFUL.search(masked, found.start(), end) if _HOW.search(found[0]) else None
    return min([one.start() for one in (closed, lawful) if one and one.start() < end], default=end)


_HOW = re.compile("[法规]|独立|自主")
_LAWFUL = re.compile(
    "(?<=[册记立户税统])(?:、|且|并且?|和|及)(?:依法|合法|守法|合规|规范|独立|自主)+(?:生产|经营|运营|纳入)*(?:经营|运营)$"
)


TENANTS = re.compile(r"(?:的)?[^，。；、]{0,6}(?:在孵|入驻|入园|被投|毕业|孵化)企业")


def _own(masked: str, match: re.Match[str]) -> bool:
    """区内企业 is a place of the applicant; 区内主管部门 or 与区内企业合作 is not."""
    before = masked[max(0, match.start() - 6) : match.start()]
    before = re.sub("(?:^|.*[为是对凡指：，])在$", "", before) if match[0][1:2] in "的内" else before
    return not AUTHORITY.match(match["mid"]) and not re.search(
        r"(?:与|为|向|被|(?:租|售|卖|供应|让利|转让|推广|输出|交付)给|供|对接|服务|面向|从|投资|引进|收购|兼并|并购|重组|采购|带动|联合|及|在|购买|接入|并入|录入|登录|上传至?|推送至?|依托|利用|使用|通过|入驻|进驻|迁入|迁至|转移[到至]|来到?|并支持|参加|委托|接受|选择|前往|经)$",
        before,
    )


def _kinds(name: str, match: re.Match[str]) -> tuple[str, ...]:
    if name == COUNTED_IN.name:
        return ("statistics_region",)
    if name in (USE_IN.name, USE_OF.name, ACTS_IN.name):
        return ("operating_region",)
    if name in (PROJECT_IN.name, WORK_IN.name, SITE.name, BUILT_ON.name):
        works = match[0].startswith("产品") or _WORKS.match(match.string, match.end())
        return ("operating_region",) if works else ("project_region",)
    return ("tax_region" if name == TREASURY.name else "registered_region",)


_WORKS = re.compile("(?<=开展)[^，。；、的]{2,10}(?:业务|经营)(?!培训|创新)")
"""在本区开展|担保业务: where a firm does its business, which is no project."""
_DENIED = re.compile("(?:[尚并仍]?未|没有|不|非)$")
"""未|在本区注册的, 不|在本区纳税的: who is elsewhere."""


def _fact(reading: Reading, name: str, kinds: tuple[str, ...], code: tuple[str, ...], start: int, end: int, confidence: float,
          rank: int, *, out: bool = False) -> Fact:  # fmt: skip
    end = _close(reading.text, end)
    if denied := _DENIED.search(reading.text, max(0, start - 3), start):
        start, out = denied.start(), True
    op = Op.NOT_IN if out else Op.IN
    leaves: tuple[Node, ...] = tuple(reading.test(kind, op, code, start, end, confidence=confidence) for kind in kinds)
    node = leaves[0] if len(leaves) == 1 else All(leaves)
    return reading.fact(name, node, start, end, rank=rank)


def _close(text: str, end: int) -> int:
    match = re.compile(r"(?:行政)?(?:管辖)?(?:区域|辖区|范围)?之?内").match(text, end)
    return match.end() if match else end


def home(code: str | None, word: str) -> str | None:
    """The area that a home word means for an issuer: 本省 in a district's document is the district's province."""
    if not code:
        return None
    if (re.match(PROVINCE, word) and not re.match("本自治区", word)) or re.match("本自治区|全自治区|自治区内", word):
        return code[:2] + "0000"
    if re.match(CITY, word) and code[:2] not in ("11", "12", "31", "50") and not _county_city(code):
        return code[:4] + "00" if code[2:4] != "00" else code
    if re.match(CITY, word) and code[:2] in ("11", "12", "31", "50"):
        return code[:2] + "0000"
    return code


def _county_city(code: str) -> bool:
    """A city at the level of a county calls itself 本市 too."""
    return code[4:] != "00" and code[4] == "8"


HOME_PATTERN = re.compile(HOME + INSIDE)
_DONE_THERE = (
    r"(?=具有|拥有|设有|建有|办公|运营|从事|新建|建设|投产|生产(?!的)|投资|新开设|举办|注册|纳统|"
    r"设立|登记|开设|依法|成立|落地|经营|开展|内|实施|的[^，。；、的]{0,16}(?:项目|工程))"
)
CAPITAL = Seldom("京(?<![北东南]京)" + _DONE_THERE)
SHORT_NAME = Seldom(f"[{''.join(SHORT_PLACES)}](?<=在.){_DONE_THERE}")
"""在莞注册, 在粤设立: a province or a city by its one sign."""


def short_place(sign: str, home_code: str) -> str | None:
    """The area of one sign, where it is the issuer's own or holds it: 在莞 in a notice of Dongguan, 在粤 there, too.

    >>> short_place("莞", "441900"), short_place("苏", "320505"), short_place("苏", "320100"), short_place("粤", "330100")
    ('441900', '320500', '320000', None)
    """
    held = (code for code in SHORT_PLACES[sign] if home_code.startswith(code.rstrip("0").ljust(2, "0")))
    return next(held, None)


def places(reading: Reading) -> list[tuple[int, int, str, bool]]:
    """Places of the clause: start, end, code and whether by a home word; the words around (范围内) included."""
    found = [(start, end, code, False) for start, end, code in _named(reading)]
    home_code = reading.definitions.home_region
    for match in HOME_PATTERN.finditer(reading.text):
        taken = any(a < match.end() and match.start() < b for a, b, _, _ in found)
        if not taken and (code := home(home_code, match[0])):
            found.append((match.start(), _with_included(reading.text, match.end()), code, True))
    found += [(match.start(), match.end(), "110000", True) for match in CAPITAL.finditer(reading.text)]
    for match in SHORT_NAME.finditer(reading.text):
        if home_code and (code := short_place(match[0], home_code)):
            found.append((match.start(), match.end(), code, True))
    return sorted(found)


TAIL = re.compile(
    INSIDE
    + rf"(?:（(?:以下|下)?(?:简称|统称|称)[^（）]{{2,16}}）{INSIDE}|（(?:包?含|包括)[^（）]{{2,20}}）|{LEFT_OUT.pattern})?"
)
"""What goes on with a place's name, and what it is said to include: 全市范围内（含经开区）."""


ZONE = re.compile(
    r"(?:国家级?|省级|市级|国际|[东西南北]部|[东西南北])?(?:高新(?:技术)?(?:产业)?(?:开发)?区|经济(?:技术)?开发区|经开区|开发区|工业园区?|产业园区?|科技园区?|综合?保税区|综保区|"
    r"(?:临空|临港|空港)经济(?:示范|核心)?区|自贸(?:试验)?(?:片)?区|自由贸易|示范区|旅游度假区|产业新城|科技城|科学城|软件园|孵化园)"
)
"""A place's name that goes on into a zone's (宝鸡高新区): the zone is smaller than the place and no code tells where it ends."""


def _named(reading: Reading) -> Iterator[tuple[int, int, str]]:
    text = reading.text
    merged: list[tuple[int, int, str]] = []
    home_code = reading.definitions.home_region
    for match in regions.find(text, within=home_code):
        start, end = match.span.start, match.span.end
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end, match.code)
        else:
            merged.append((start, end, match.code))
    starts = {start for start, _, _ in merged}
    for start, end, code in merged:
        if ZONE.match(text, end) or (
            text[start:end] == "新城" and re.match("[一-龥]", text[start - 1 : start].strip("在于为对"))
        ):
            continue
        goes_on = (joint := _ROW.match(text, end)) is not None and joint.end() in starts
        if not goes_on and AUTHORITY.match(text[end:]) and not text[end:].startswith(("范围", "区域")):
            continue
        yield start, _with_included(text, end), code


INCLUDED = re.compile(
    rf"{INSIDE}（(?:不?含|不?包括|包含|不包含)(?!税)[^（）]{{2,24}}）{INSIDE}(?=[^，。；]{{0,8}}(?:注册|登记|设立|成立|纳税|经营|从事|依法|具))"
)


def _with_included(text: str, end: int) -> int:
    """The place with the words around it, and what it is said to include: 在某市行政区域内（含某合作区）登记注册."""
    found = INCLUDED.match(text, end) or TAIL.match(text, end)
    return found.end() if found else end
