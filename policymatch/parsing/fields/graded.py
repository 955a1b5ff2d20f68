"""Recognitions told by a grade (5A级景区, 总承包一级资质), and licences of trade by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.fields.honours import above
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.recognitions import extend, leaf
from policymatch.parsing.rules import rule


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of graded recognitions and of licences."""
    yield from _graded(reading)
    yield from _contractors(reading)
    yield from _licences(reading)


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
    rf"(?:《(?P<titled>[^《》]{{2,24}}(?:{_LICENCE}))》|(?P<plain>[一-龥]{{2,12}}(?:经营|业务|生产|服务|制作|演出|卫生)许可证))",
    needs="许可证 经营证 证书 执业证 牌照",
    confidence=0.8,
)
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
        name = match["titled"] or match["plain"]
        if not _WORKS.search(name):
            yield leaf(reading, (name,), *match.span(), LICENCE.name, LICENCE.confidence, 8)
