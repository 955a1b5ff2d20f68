"""Recognitions told by a grade (5A级景区, 总承包一级资质) or a level alone, and licences of trade by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.fields.holding import extend, held
from policymatch.parsing.fields.honours import above, canonical, names_of, of_another
from policymatch.parsing.fields.levels import LEVEL, spread
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.recognitions import GENERIC, NOT_HONOUR, UNFIT, leaf
from policymatch.parsing.rules import needed, rule
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.wording import members
from policymatch.vocabulary import qualifications


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of graded recognitions and of licences."""
    if not _NEEDED.search(reading.text):
        return
    yield from _graded(reading)
    yield from _contractors(reading)
    yield from _matured(reading)
    yield from _licences(reading)
    yield from _graded_after(reading)
    yield from _told(reading)
    yield from _interleaved(reading)


GRADE = r"(?:国家)?(?:[1-5]A级?|[一二三四五][星钻叶]级|[金银铜白][叶宿鼎桂树]级?|[甲乙丙]级|[一二三四五]级|A{2,5}级?)"
_GIVEN_AS = r"(?:评定|评选|认定|命名|获评|荣获|评|创建|创成|晋升|升级|获得|授予|达到)"
GRADED = rule(
    "资质.等级",
    rf"(?:新|首次|当年|年度|被|经)*(?P<got>{_GIVEN_AS}?)(?:为|的)*(?P<grades>{GRADE}(?:(?:、|和|及|或){GRADE})*)(?:（含）)?(?P<above>及?以上)?(?:标准)?(?:的)?"
    r"(?P<noun>旅游景区|景区|旅游星级饭店|星级饭店|旅游饭店|旅游民宿|绿色饭店|饭店|酒店|医院|博物馆|图书馆|物流企业|旅行社|资质|诚信企业|养老机构|守合同重信用企业|[一-龥]{2,6}资质"
    rf"|(?<!达到)[一-龥]{{0,12}}?(?:营地|基地|民宿|宾馆|旅馆|客栈|农家乐|农庄|村寨|示范村|村|度假区|街区|公园|客栈|绿道|驿站|经营户|中心|站|院|园区?|工坊|书店|市场|商店|餐厅|餐馆|单位|企业|机构|项目|品牌|物业|楼宇|仓库|仓|班组|农场|合作社))(?=的|，|。|；|、|（|分别|$|和|或|及)",
    needs="级 A 金 银",
    confidence=0.75,
)
_STAR = re.compile("旅游星级|星级")
_KNOWN_NOUNS = re.compile(
    "(?:旅游)?景区|(?:旅游|绿色)?饭店|(?:旅游)?民宿|酒店|宾馆|医院|博物馆|图书馆|物流企业|旅行社|诚信企业|养老机构|守合同重信用企业"
)
"""Whatever else a grade is told of must be said to be given: 评为三星级示范村寨."""


def _graded(reading: Reading) -> Iterator[Fact]:
    """Grades of one honour: 5A级、4A级旅游景区."""
    for match in GRADED.find(reading.text):
        grades = [grade.removeprefix("国家") for grade in re.findall(GRADE, match["grades"])]
        if match["above"]:
            grades = above(grades[-1], match["noun"])
            if not grades:
                continue
        if re.search(r"(?:在|与|为|向|到)[^，。；、]{0,4}$", reading.text[: match.start()]):
            continue
        noun = _STAR.sub("", match["noun"]) if "星" in grades[0] else match["noun"]
        if not match["got"] and not _KNOWN_NOUNS.fullmatch(noun) and not noun.endswith("资质"):
            continue
        names = tuple(dict.fromkeys(grade + noun for grade in grades))
        yield leaf(reading, names, match.start(), match.end(), GRADED.name, GRADED.confidence, 8)


GRADED_AFTER = rule(
    "资质.评为等级",
    r"(?P<noun>[一-龥]{0,6}(?:民宿|饭店|景区|酒店|养老机构|幼儿园|营地|农家乐|旅行社|博物馆|图书馆|医院|基地|街区|农庄|庄园|市场|书店|村))(?:首次|新|当年|分别)*被?"
    rf"(?:评定|认定|评|定|评选|获评|晋升)为(?:国家)?(?P<grades>{GRADE}(?:(?:、|和|及|或){GRADE})*)(?=的|，|。|；|$)",
    needs="定为 评为 选为 升为",
    confidence=0.75,
)


def _graded_after(reading: Reading) -> Iterator[Fact]:
    """Grades told after what they are of: 乡村民宿被评为甲级、乙级."""
    for match in GRADED_AFTER.find(reading.text):
        names = tuple(dict.fromkeys(grade + match["noun"] for grade in re.findall(GRADE, match["grades"])))
        yield leaf(reading, names, match.start(), match.end(), GRADED_AFTER.name, GRADED_AFTER.confidence, 9)


_WORK = "(?:房屋建筑|建筑|市政公用|市政|公路|铁路|水利水电|水利|电力|机电|港口与航道|矿山|冶金|石油化工|通信|民航|装修装饰|装饰装修|钢结构|地基基础)"
_CONTRACTOR_GRADE = "(?:特级|[一二三甲乙丙]级)"
CONTRACTOR = rule(
    "资质.承包",
    rf"(?P<kind>(?:{_WORK}工程)?(?:施工)?(?:总承包|专业承包|劳务分包)|建筑业企业|(?:{_WORK}?工程)(?:设计|勘察|监理|咨询)(?:综合|行业|专业|专项)?)(?:企业|单位)?(?:（[^）]*）)?(?:资质(?:等级)?(?:达到|为|在)*)?"
    rf"(?P<grades>{_CONTRACTOR_GRADE}(?:资质)?(?:(?:、|和|及|或){_CONTRACTOR_GRADE}(?:资质)?)*)(?:（含）)?(?P<above>及?以上)?(?:的)?(?:资质(?:等级)?(?:证书)?)?",
    needs="特级 一级 二级 三级 甲级 乙级 丙级",
    confidence=0.8,
)
_RANKED = ("特级", "一级", "二级", "三级")
_LICENCE = "许可证|经营证|资格证书|资质证书|执业证|牌照"
LICENCE = rule(
    "资质.许可证",
    r"(?:依法|已|须|应)*(?:持有|持|具有|取得|获得|具备|拥有|办理)(?:了|有效的?|合法的?|合法有效的?|在?有效期内的?|相应的?|由?[^，。；《》]{2,14}(?:颁发|核发)的?)*"
    r"(?P<row>(?:《[^《》]{2,24}》(?:（[^（）]{1,12}）)?(?:、|和|及|以及|与|或者?))*)"
    rf"(?:《(?P<titled>[^《》]{{2,24}}(?:{_LICENCE}))》|(?P<plain>(?!有?(?:有效|合法)|相[关应]|必[要须]|有关)[一-龥]{{2,12}}(?:经营|业务|生产|服务|制作|演出|卫生|设立|运营|出版)许可证|(?:民办学校)?办学许可证))",
    needs="许可证 经营证 证书 执业证 牌照",
    confidence=0.8,
)
_BESIDE = re.compile(rf"《(?P<name>[^《》]{{2,24}}(?:{_LICENCE}))》")
_EITHER = re.compile("等?(?:证书|证件|许可)?(?:其中)?(?:之一|任一)")
_WORKS = re.compile("规划|施工|用地|土地|预售|工程|职业|技能|(?<!化)学(?!校|许可)|教师|营业执照|药品注册")


def _contractors(reading: Reading) -> Iterator[Fact]:
    """What a builder or a designer may contract for: 建筑工程施工总承包特级、一级资质."""
    for match in CONTRACTOR.find(reading.text):
        said = "资质" in match[0] or re.match("[^，。；]{0,6}资质", reading.text[match.end() :])
        if not said and not ("承包" in match["kind"] and _RAISED.search(reading.text, 0, match.start())):
            continue
        grades = re.findall(_CONTRACTOR_GRADE, match["grades"])
        if match["above"]:
            ranked = _RANKED if grades[-1] in _RANKED else ("甲级", "乙级", "丙级")
            grades = list(ranked[: ranked.index(grades[-1]) + 1])
        kinds, low = _works(reading.text, match)
        names = tuple(f"{kind}{grade}资质" for kind in kinds for grade in dict.fromkeys(grades))
        start = extend(reading.text, low)
        yield leaf(reading, names, start, match.end(), CONTRACTOR.name, CONTRACTOR.confidence, 9)
    for match in _GRADE_FIRST.finditer(reading.text):
        grades = list(dict.fromkeys(re.findall(_CONTRACTOR_GRADE, match["grades"])))
        names = tuple(f"{match['kind']}{grade}资质" for grade in grades)
        start = extend(reading.text, match.start())
        yield leaf(reading, names, start, match.end(), CONTRACTOR.name, CONTRACTOR.confidence, 9)


_RAISED = re.compile("(?:取得|获得|晋[升级]为?|升[级为])$")
_GRADE_FIRST = Seldom(
    rf"(?P<grades>{_CONTRACTOR_GRADE}(?:(?:、|和|及|或){_CONTRACTOR_GRADE})*)(?P<kind>(?:施工)?(?:总承包|专业承包|劳务分包))(?:企业)?资质"
)
"""A grade before what it is of: 特级、一级总承包资质."""


_ROW_OF_WORKS = re.compile(
    r"(?:^|[，。；（）的对]|取得|获得|具有|具备|拥有|持有|首次|晋[升级]为?|升为|新增|增加|承揽)(?P<row>(?:(?!取得|获得|具有|具备|拥有|持有|晋[升级])[一-龥]){2,8}"
    r"(?:(?:、|和|及)(?:(?!取得|获得)[一-龥]){2,8}?)*)(?P<end>、|和|及|等)?$"
)


def _works(text: str, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """The kinds of a contractor, the works of a row before it spread over what they share (桥梁、隧道等专业承包), and its start."""
    kind = match["kind"]
    own = re.match(f"{_WORK}(?=工程)", kind)
    row = _ROW_OF_WORKS.search(text, 0, match.start()) if "承包" in kind else None
    if row is None or (own and row["end"] not in ("、", "和", "及")) or (not own and row["end"] in ("、", "和", "及")):
        return (kind,), match.start()
    shared = kind[own.end() :] if own else kind
    whence = _WHENCE.match(row["row"])
    told = row["row"][whence.end() :] if whence else row["row"]
    if not told:
        return (kind,), match.start()
    works = [work.removesuffix("工程") if own else work for work in members(told)]
    return (*(work + shared for work in works), *([kind] if own else [])), row.end("row") - len(told)


_WHENCE = re.compile("(?:新?引[进入]的?|[省市州区县域][内外]的?|外地|异地|本地)+")
"""市外|施工总承包特级资质: where the builder comes from is no kind of work."""


_STEP = "(?:A{1,5}级|[1-5一二三四五]级?)"
MATURED = rule(
    "资质.等级认证",
    r"(?:首次|新|成功|已)*(?:通过|获得|取得|获|达到)?(?:了|国际|国家)*(?P<name>[^，。；：、的（）和或及]{0,16}?(?:CMMI?|DCMM|CMMM|ITSS|SPCA|PCMM|能力成熟度(?:模型)?|两化融合(?:管理体系)?|安全生产标准化|TISAX|等保|网络安全等级保护))"
    rf"(?:（(?:[^（）]*?(?P<short>[A-Z]{{3,5}})|[^（）]{{4,24}})）)?(?P<tail>(?:体系|模型|能力)?(?:认证|评估|贯标|评定|认定|资质|达标)?)(?:等级)?(?:达到|获得|评定为|为|达)*(?P<steps>{_STEP}(?:(?:、|和|及|或|/){_STEP})*)(?P<above>（含）以上|及?其?以上)?(?:等级)?(?P<after>认证|评估|贯标|评定|资质|证书|达标)?(?:证书|企业)?",
    needs="CMM DCMM ITSS SPCA 成熟度 两化融合 标准化 TISAX 等保 等级保护",
    confidence=0.75,
)


def _matured(reading: Reading) -> Iterator[Fact]:
    """A certificate and its grade: 通过CMMI三级认证, DCMM贯标达到三级、四级的."""
    for match in MATURED.find(reading.text):
        steps = re.findall("A+|[1-5一二三四五]", match["steps"])
        scale = "12345" if steps[-1].isdigit() else "一二三四五"
        if (
            (match["above"] and "A" in steps[0])
            or not match["steps"].endswith("级")
            or (match["above"] and len(steps) > 1)
        ):
            continue
        if match["above"]:
            low = scale.index(steps[0])
            down = "安全" in match["name"]
            steps = list(scale[: low + 1] if down else scale[low:])
        name = match["short"] or match["name"]
        names = tuple(f"{name}{step}级{match['after'] or match['tail']}" for step in steps)
        yield leaf(reading, names, match.start(), match.end(), MATURED.name, MATURED.confidence, 11)


def _licences(reading: Reading) -> Iterator[Fact]:
    """Licences of trade by their names: 持有《食品生产许可证》; building permits and persons' papers are none."""
    for match in LICENCE.find(reading.text):
        start = match.end("row") if match["row"] else match.start()
        names = [(match["titled"] or match["plain"], start, match.end())]
        beside = [(one["name"], *one.span()) for one in _BESIDE.finditer(match["row"])]
        if beside and (match["row"].endswith(("或", "或者")) or _EITHER.match(reading.text, match.end())):
            either = tuple(name for name, *_ in [*beside, *names])
            if not any(_WORKS.search(name) for name in either):
                yield leaf(reading, either, match.start(), match.end(), LICENCE.name, LICENCE.confidence, 8)
            continue
        names += beside
        for name, low, high in names:
            if not _WORKS.search(name):
                yield leaf(reading, (name,), low, high, LICENCE.name, LICENCE.confidence, 8)


INTERLEAVED = rule(
    "资质.级别居中",
    rf"(?P<head>农业产业化|林业产业化|农业|林业|文化产业|文化|服务业|电子商务|科技|工业设计|企业)(?P<levels>{LEVEL}(?:(?:、|和|及|或|/){LEVEL})*(?:及?以上)?)"
    r"(?P<rest>(?:重点)?龙头企业|示范企业|重点企业|示范基地|孵化器|企业孵化器|领军企业|技术中心|示范园区)",
    needs="龙头企业 示范企业 重点企业 领军企业 示范基地 孵化器 技术中心 示范园区",
    confidence=0.85,
)


def _interleaved(reading: Reading) -> Iterator[Fact]:
    """A level in the midst of a name: 农业产业化国家级、省级重点龙头企业."""
    for match in INTERLEAVED.find(reading.text):
        if held(reading.text, match.start(), match.end()):
            names = tuple(level + canonical(match["head"] + match["rest"]) for level in spread(match["levels"]))
            names = tuple(qualifications.canonical(name) for name in names)
            start = extend(reading.text, match.start())
            yield leaf(reading, names, start, match.end(), INTERLEAVED.name, INTERLEAVED.confidence, 9)


_PLAIN = "[^，。；：（）“”的\\d、和及]"
TOLD = rule(
    "资质.获评",
    r"(?:首次|新|当年|年度|被|获|经)*(?:获评|获得|(?:认定|评定|评选|命名|授予|评|列入|入选|获批|升级|创建)(?:成|为|的|了)?)(?P<levels>"
    rf"{LEVEL}(?:(?:、|和|及|或|/){LEVEL})*(?:及?以上)?)(?:的)?(?P<items>{_PLAIN}{{3,16}}(?:、{_PLAIN}{{3,16}})*)(?:（[^（）]{{2,4}}）)?(?=的|，|。|；|$)",
    needs="评 获得 认定 命名 授予 列入 入选 获批 升级 创建",
    confidence=0.7,
)


def _told(reading: Reading) -> Iterator[Fact]:
    """Whatever a level is given for: 获评省级公共海外仓, 评为市级智慧商店."""
    for match in TOLD.find(reading.text):
        items = match["items"]
        if (
            not match["levels"].endswith(("级", "以上"))
            or re.match(GRADE, items)
            or NOT_HONOUR.search(items)
            or re.search("申报$", reading.text[: match.start()])
            or of_another(reading.text, match.start(), match.end())
        ):
            continue
        whole = _goes_beyond(items)
        if "获得" in match[0][:6] and not (whole and _HONOURED.search(items)):
            continue
        names = names_of(match["levels"], items)
        if names and not any(GENERIC.match(name) or UNFIT.search(name) for name in names):
            rank = 9 if whole else 2
            yield leaf(reading, names, match.start(), match.end(), TOLD.name, TOLD.confidence, rank)
    for match in TITLED.find(reading.text):
        names = tuple(members(match["row"]))
        if of_another(reading.text, *match.span()):
            continue
        if all(3 <= len(name) <= 14 for name in names) and not any(map(NOT_HONOUR.search, names)):
            rank = 10 if all(map(_AT_LARGE.match, names)) else 2
            yield leaf(reading, names, match.start(), match.end(), TITLED.name, TITLED.confidence, rank)


_HONOURED = re.compile(r"(?:示范|试点|标杆|先进|优秀|重点|标准化|特色|精品|星级|名[优特牌])[^、]{0,8}$")
_AT_LARGE = re.compile("全国|国家|全省|省|全市|市|中国")
TITLED = rule(
    "资质.称号",
    rf"(?:首次|新|当年|年度|被|获|经)*(?:获评|荣获|获得|授予|评为)(?P<row>(?!者|单位|个人|企业)(?:全国|国家级?|全省|省级?|全市|市级?|中国)?{_PLAIN}{{3,14}}(?:(?:、|和|或|及){_PLAIN}{{3,14}})*)(?:等)?(?:荣誉)?称号",
    needs="称号",
    confidence=0.7,
)
"""Titles by whatever name: 获得全国种粮标兵、全国种粮大户称号."""
_NEEDED = needed(GRADED, GRADED_AFTER, CONTRACTOR, LICENCE, MATURED, INTERLEAVED, TOLD, TITLED)


def _goes_beyond(items: str) -> bool:
    """Whether the names go on beyond what the vocabulary knows of them: 畜禽养殖标准化示范场, where it knows 标准化示范场."""
    parts = re.split("、", items)
    known = [match.text for match in qualifications.find(items)]
    return bool(known) and not any(
        part.startswith(word) and len(part) - len(word) <= 2 for part in parts for word in known
    )
