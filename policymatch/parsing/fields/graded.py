"""Recognitions told by a grade (5A级景区, 总承包一级资质) or a level alone, and licences of trade by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.fields.honours import above
from policymatch.parsing.fields.levels import LEVEL, spread
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.recognitions import (
    GENERIC,
    NOT_HONOUR,
    UNFIT,
    canonical,
    extend,
    held,
    leaf,
    names_of,
)
from policymatch.parsing.rules import rule
from policymatch.vocabulary import qualifications


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of graded recognitions and of licences."""
    yield from _graded(reading)
    yield from _contractors(reading)
    yield from _licences(reading)
    yield from _told(reading)
    yield from _interleaved(reading)


GRADE = r"(?:国家)?(?:[1-5]A级?|[一二三四五]星级|[甲乙丙]级|[一二三]级|A{2,5}级?)"
GRADED = rule(
    "资质.等级",
    rf"(?:新|首次)?(?:评定|评|认定|获评|获得|取得)?(?:为|的)*(?P<grades>{GRADE}(?:(?:、|和|及|或){GRADE})*)(?:（含）)?(?P<above>及?以上)?(?:的)?"
    r"(?P<noun>旅游景区|景区|旅游饭店|旅游民宿|饭店|酒店|医院|博物馆|图书馆|物流企业|旅行社|资质|诚信企业|养老机构|守合同重信用企业|[一-龥]{2,6}资质)",
    needs="级",
    confidence=0.75,
)


def _graded(reading: Reading) -> Iterator[Fact]:
    """Grades of one honour: 5A级、4A级旅游景区."""
    for match in GRADED.find(reading.text):
        grades = [grade.removeprefix("国家") for grade in re.findall(GRADE, match["grades"])]
        if match["above"]:
            grades = above(grades[-1])
            if not grades:
                continue
        if re.search(r"(?:在|与|为|向|到)[^，。；、]{0,4}$", reading.text[: match.start()]):
            continue
        names = tuple(dict.fromkeys(grade + match["noun"] for grade in grades))
        yield leaf(reading, names, match.start(), match.end(), GRADED.name, GRADED.confidence, 8)


_WORK = "(?:房屋建筑|建筑|市政公用|市政|公路|铁路|水利水电|水利|电力|机电|港口与航道|矿山|冶金|石油化工|通信|民航|装修装饰|装饰装修|钢结构|地基基础)"
_CONTRACTOR_GRADE = "(?:特级|[一二三甲乙丙]级)"
CONTRACTOR = rule(
    "资质.承包",
    rf"(?P<kind>(?:{_WORK}工程)?(?:施工)?(?:总承包|专业承包|劳务分包)|(?:{_WORK}?工程)(?:设计|勘察|监理|咨询)(?:综合|行业|专业|专项)?)(?:企业|单位)?(?:（[^）]*）)?(?:资质(?:等级)?(?:达到|为|在)*)?"
    rf"(?P<grades>{_CONTRACTOR_GRADE}(?:资质)?(?:(?:、|和|及|或){_CONTRACTOR_GRADE}(?:资质)?)*)(?:（含）)?(?P<above>及?以上)?(?:的)?(?:资质(?:等级)?(?:证书)?)?",
    needs="承包 分包 设计 勘察 监理 咨询",
    confidence=0.8,
)
_RANKED = ("特级", "一级", "二级", "三级")
_LICENCE = "许可证|经营证|资格证书|资质证书|执业证|牌照"
LICENCE = rule(
    "资质.许可证",
    r"(?:依法|已|须|应)*(?:持有|持|具有|取得|获得|具备|拥有|办理)(?:了|有效的?|合法的?|合法有效的?|在?有效期内的?|相应的?|由?[^，。；《》]{2,14}(?:颁发|核发)的?)*"
    r"(?P<row>(?:《[^《》]{2,24}》(?:、|和|及|以及|与))*)"
    rf"(?:《(?P<titled>[^《》]{{2,24}}(?:{_LICENCE}))》|(?P<plain>[一-龥]{{2,12}}(?:经营|业务|生产|服务|制作|演出|卫生)许可证))",
    needs="许可证 经营证 证书 执业证 牌照",
    confidence=0.8,
)
_BESIDE = re.compile(rf"《(?P<name>[^《》]{{2,24}}(?:{_LICENCE}))》")
_WORKS = re.compile("规划|施工|用地|土地|预售|工程|职业|技能|学|教师|营业执照|药品注册")


def _contractors(reading: Reading) -> Iterator[Fact]:
    """What a builder or a designer may contract for: 建筑工程施工总承包特级、一级资质."""
    for match in CONTRACTOR.find(reading.text):
        if "资质" not in match[0] and not re.match("[^，。；]{0,6}资质", reading.text[match.end() :]):
            continue
        grades = re.findall(_CONTRACTOR_GRADE, match["grades"])
        if match["above"]:
            ranked = _RANKED if grades[-1] in _RANKED else ("甲级", "乙级", "丙级")
            grades = list(ranked[: ranked.index(grades[-1]) + 1])
        names = tuple(f"{match['kind']}{grade}资质" for grade in dict.fromkeys(grades))
        start = extend(reading.text, match.start())
        yield leaf(reading, names, start, match.end(), CONTRACTOR.name, CONTRACTOR.confidence, 9)


def _licences(reading: Reading) -> Iterator[Fact]:
    """Licences of trade by their names: 持有《食品生产许可证》; building permits and persons' papers are none."""
    for match in LICENCE.find(reading.text):
        start = match.end("row") if match["row"] else match.start()
        names = [(match["titled"] or match["plain"], start, match.end())]
        names += [(one["name"], *one.span()) for one in _BESIDE.finditer(match["row"])]
        for name, low, high in names:
            if not _WORKS.search(name):
                yield leaf(reading, (name,), low, high, LICENCE.name, LICENCE.confidence, 8)


INTERLEAVED = re.compile(
    rf"(?P<head>农业产业化|林业产业化|农业|林业|文化产业|文化|服务业|电子商务|科技|工业设计|企业)(?P<levels>{LEVEL}(?:(?:、|和|及|或|/){LEVEL})*(?:及?以上)?)"
    r"(?P<rest>(?:重点)?龙头企业|示范企业|重点企业|示范基地|孵化器|企业孵化器|领军企业|技术中心|示范园区)"
)


def _interleaved(reading: Reading) -> Iterator[Fact]:
    """A level in the midst of a name: 农业产业化国家级、省级重点龙头企业."""
    for match in INTERLEAVED.finditer(reading.text):
        if held(reading.text, match.start(), match.end()):
            names = tuple(level + canonical(match["head"] + match["rest"]) for level in spread(match["levels"]))
            names = tuple(qualifications.canonical(name) for name in names)
            yield leaf(reading, names, extend(reading.text, match.start()), match.end(), "资质.级别居中", 0.85, 9)


TOLD = re.compile(
    r"(?:首次|新|当年|年度|被|获|经)*(?:获评|(?:认定|评定|评选|命名|授予|评|列入|入选|获批|升级|创建)(?:成|为|的|了)?)(?P<levels>"
    rf"{LEVEL}(?:(?:、|和|及|或|/){LEVEL})*(?:及?以上)?)(?P<items>[^，。；：（）“”的\d、和及]{{3,12}}(?:、[^，。；：（）“”的\d、和及]{{3,12}})*)(?=的|，|。|；|$)"
)


def _told(reading: Reading) -> Iterator[Fact]:
    """Whatever a level is given for: 获评省级公共海外仓, 评为市级智慧商店."""
    for match in TOLD.finditer(reading.text):
        items = match["items"]
        if (
            not match["levels"].endswith(("级", "以上"))
            or NOT_HONOUR.search(items)
            or re.search("申报$", reading.text[: match.start()])
        ):
            continue
        names = names_of(match["levels"], items)
        if names and not any(GENERIC.match(name) or UNFIT.search(name) for name in names):
            yield leaf(reading, names, match.start(), match.end(), "资质.获评", 0.7, 2)
