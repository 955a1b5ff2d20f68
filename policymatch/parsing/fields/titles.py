"""Rows of titles: whatever one is 认定为, 评为 or 获, each name at the levels and grades that the row gives.

A row is read whole or not at all: its members are cut where a title ends, a level or grade told for several holds for
each, and what a later member leaves out (精品线路 after 运动休闲旅游示范基地) it takes from the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.holding import extend
from policymatch.parsing.fields.honours import above, given_by, later_levels, of_another
from policymatch.parsing.fields.levels import LEVEL_WORDS, RANKS
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.recognitions import GENERIC, NOT_HONOUR, NOT_THE_APPLICANTS, UNFIT, leaf
from policymatch.parsing.fields.titlenames import ENDED, Title, named
from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.wording import members
from policymatch.vocabulary import qualifications, regions

_FIRM = "认（评）定|评（认）定|获得?认定|认定|评定|评选|命名|授予|获评|获选|获颁|荣获|入选|入围|评上|评为|评选为|创成|被评为|获称|晋升|晋级"
_LOOSE = "获批|获得|获取|取得|列入|列为(?=“|国家|[省市区县])|进入|纳入|升级|创建|通过|备案|新增|新培育|确定|复核通过|主创|承建"
_BARE = "(?:首|新)?(?:评|获)(?=国家|[省市区县]|“|中国|中华|全国|[1-5]A|A{2,5}|[一二三四五]星|[甲乙丙]级|海关|AEO)"
_TRIGGER = re.compile(rf"(?:(?P<firm>{_FIRM})|{_LOOSE}|{_BARE})(?:为|成为|成|的|上|了|或|、|并|{_FIRM}|{_LOOSE})*+")
_LED = re.compile(
    "(?:^|(?<=[，。；：对]))(?=(?:国家|省|市|区|县|州)(?:级|部级|、|和|及|或)|[1-5]A|A{2,5}级|[一二三四五]星)"
)
_GIVEN = re.compile(
    r"(?:经|由|被)?[^，。；：、“”的和或]{0,14}?(?:[部委局厅署会院省市区县]|(?<!技术)(?<!研究)(?<!设计)(?<!创新)(?<!研发)(?<!工程)中心|政府|部门|机构|单位|办公室)(?:联合)?(?:认定|评定|评选|命名|授予|颁发|备案|公布|发布)(?:的|(?=“))|《[^》]{2,12}》(?=[^，。；、认])"
)
_NEEDS = re.compile(f"{_FIRM}|{_LOOSE}|评|获|级")
_LEVEL = (
    "省部级|国家级|省级|市级|州级|自治区级|直辖市级|区县级|县区级|区级|县级|部级|世界级|国际级|国家(?=[^级知地标]|知识产权|标准化|$)|自治区"
    "|省(?![外内会长]|政府(?!质量))|市(?![场外内民长政委容值]|政府(?!质量))|区(?![域内块外长委]|政府(?!质量))|县(?![域内长]|政府(?!质量))|市政府(?=质量)"
)
_JOIN = "(?:、|和|及|或|以及|与|或者|/)"
_LEVELS = re.compile(
    rf"(?P<levels>(?:(?!自治区)[一-龥]{{2,3}}(?=市级|省级|县级|区级))?(?:{_LEVEL})(?:（(?![^（）]*A)[^（）]{{1,6}}）级?)?(?:{_JOIN}(?:(?:(?!自治区)[一-龥]{{2,3}}(?=市级|省级|县级|区级))?(?:{_LEVEL})|[一-龥]{{2,3}}省(?=[^级、])))*)"
    r"(?P<above>（含）以上|及?其?以上)?(?:[两二三四]级|各级)?(?:的)?"
)
_GRADE = "(?:[1-5一二三四五]A级?|A{1,5}级?(?![a-zA-Z])|[一二三四五]星级?|[甲乙丙][级等]|[一二三四五]级|[金银铜白]+(?:叶|宿|树叶|鼎|牌)?级)"
_GRADES = re.compile(
    rf"(?:国家级?|全国)?(?P<grades>{_GRADE}(?:{_JOIN}(?:国家级?|全国)?{_GRADE})*)(?:（含）)?(?P<above>及?其?以上)?(?:标准)?的?(?=[^，。；的])(?!资质)"
)
_RANKED = re.compile(
    "(?P<ranks>(?:全国)?(?:百强|[十五]十?强|十佳|[1-9]0{1,2}强)(?:(?:、|和|或)(?:百强|[十五]十?强|十佳|[1-9]0{1,2}强))*)的(?=[^，。；]{2,8})"
)
_SEP = re.compile("、|以及|或者|（或者?|[和及与或/]|(?<=”)(?=“)")
_STOP = re.compile(
    "[，。；：？！的]|[给予][予以与]|分别|奖励|奖补|补助|补贴|资助|称号|荣誉|认定|确认|验收|评定|名单|榜单(?!位)|名录|目录|备案|等(?![级奖])|且|一次性|每"
    "|(?<!博士)后(?![备补])|各|并(?=[给按在通于纳符])|按(?![摩需])|可(?=[申享获给按以])|须|应(?=[当在为按具符未无有已依])|未(?=[被列发受出存])|近(?=[一二三两123]年)|之一|任[意何一]|以上|及以上"
    "|不(?=[再得予能可重])"
)
_NOTABLE = re.compile(
    "(?=[，。；：？！的给予分奖补资称荣认确验评名榜目备等且一每后各并按可应须未近不之任以及、或者和与/“”（）《》特二三])"
    f"(?:[（“《）”》特一二三]|{_STOP.pattern}|{_SEP.pattern})"
)
"""Where a member may end, or a bracket begin or end; between such places there is nothing to look at."""
_TAIL = re.compile(r"”?(?:称号|荣誉|认定(?!机构|标准|条件|办法|管理)|资格|确认)*(?:的?(?:名单|榜单|名录))?")
_AWARDS = re.compile("[特一二三](?:、[一二三])+等奖")
_LONGEST = 44


@immutable
class _Row:
    """A row as it stands in the text.

    Args:
        members: its titles, as written.
        end: where the last of them ends.
        told: whether the words around the names say that they are given (…局认定的, …称号).
        called: whether it ends in 称号, so that any words before it are a name.
    """

    members: tuple[Title, ...]
    end: int
    told: bool
    called: bool


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of rows of titles."""
    text = reading.text
    if not _NEEDS.search(text):
        return
    past = 0
    for start, at, firm in _openings(text):
        row = None if at < past or _WISHED.search(text, max(0, start - 4), start) else _row(text, at)
        if row is None or of_another(text, start, row.end) or _NO_TITLE.match(text, row.end):
            continue
        row, begin = _by_whom(text, row, start, at)
        names = _names(row, firm=firm or row.told, led=start == at)
        if not names or all(_BARE_GRADE.fullmatch(name) for name in names):
            continue
        end = at + len(_NOTED.sub("", text[at : row.end]))
        names, end = later_levels(text, _at_home(reading, names, text[at:end]), end)
        past = end = found.end() if (found := _TAIL.match(text, end)) else end
        if all(_PERSON.search(name) for name in names):
            persons = reading.test("applicant_identity", Op.HAS_ANY, names, begin, end, confidence=0.75)
            yield reading.fact("人员.称号", persons, begin, end, rank=12)
            continue
        yield leaf(reading, names, begin, end, "资质.并列", 0.85, 12)


_PERSON = re.compile("(?:人才|专家|院士|带头人|名师|名医|名中医|工匠|大师|能手|传承人|企业家|劳动模范)$")
"""Who is called so is a person, at whichever level: 国家级、省级领军人才."""
_BARE_GRADE = re.compile("(?:[甲乙丙丁一二三四五1-5A]+[级类等]?[、和及]?)+")
"""甲级、乙级 are grades of something named elsewhere, no titles."""


def _by_whom(text: str, row: _Row, start: int, at: int) -> tuple[_Row, int]:
    """The row with the place or the levels that stand before its verb, and where these words begin."""
    if home := _GIVER_PLACE.search(text, max(0, start - 8), at):
        return replace(row, members=tuple(_given_in(home["place"], one) for one in row.members)), home.start()
    if shared := _LEVELS_BEFORE.search(text, max(0, start - 16), start):
        return replace(row, members=tuple(_levelled(shared["levels"], one) for one in row.members)), shared.start()
    if office := _OFFICES_BEFORE.search(text, max(0, start - 40), start):
        return replace(row, members=tuple(_ranked(office["level"], one) for one in row.members)), office.start()
    return row, _begin(text, start)


def _at_home(reading: Reading, names: tuple[str, ...], words: str) -> tuple[str, ...]:
    """区政府质量奖 is the issuer's own; 区级政府质量奖 is any district's."""
    code = reading.definitions.home_region
    if not code or len(names) > 1 or "政府质量奖" not in words or "级政府" in words:
        return names
    held = {"省": code[:2] + "0000", "市": code[:4] + "00", "区": code, "县": code}
    return tuple(
        regions.region(held[name[0]]).name + name[2:]
        if name[0] in held and name[1:].startswith("级政府质量奖")
        else name
        for name in names
    )


def _openings(text: str) -> list[tuple[int, int, bool]]:
    """Where a row may begin: its verb, its first word, and whether the verb is one of recognition alone."""
    found = [(match.start(), match.end(), bool(match["firm"])) for match in _TRIGGER.finditer(text)]
    found += [(match.end(), match.end(), False) for match in _LED.finditer(text)]
    return sorted(found)


_BY = re.compile("(?:经|由|被)[^，。；：、的应为]{2,14}$|已经?(?:被|获)?$")


def _begin(text: str, start: int) -> int:
    """Where the words begin that say how the names are held, the giver before the verb among them."""
    by = _BY.search(text, max(0, start - 16), start)
    return by.start() if by else given_by(text, extend(text, start))


_NOTED = re.compile("（(?:[^（）]{13,}|(?:证书|有效|应|[须需]|复[审核])[^（）]*)）$")
_WISHED = re.compile("(?:未|不|非|有望|拟|争取|力争|可|申报|争创|积极|鼓励|支持)(?:被|能|予)?$")
_NO_TITLE = re.compile("目录|立项|资金|经费|补[助贴]|支持|资助|审批|计划|批复|奖[励补][^，。；]{0,4}的，?不")


def _row(text: str, at: int) -> _Row | None:
    """The row that begins at a place; None where what stands there is none."""
    members: list[Title] = []
    told = False
    while True:
        lead = _LEAD.match(text, at)
        at = lead.end() if lead else at
        given = _GIVEN.match(text, at)
        at, told = (given.end(), True) if given else (at, told)
        member, at = _member(text, at)
        if member is None:
            return None
        home = given and _PLACE.search(given[0])
        members.append(_given_in(home["place"], member) if home else member)
        sep = _SEP.match(text, at)
        if sep is None or len(members) > 24:
            tail = _CALLED.match(text, at)
            return _Row(tuple(members), at, told or bool(tail), bool(tail and "号" in tail[0]))
        at = sep.end()


def _given_in(place: str, member: Title) -> Title:
    """A title with the place that gives it, where it tells neither that nor a level."""
    plain = not member.levels and not member.grades and not re.match("国家|全国|中国|中华|省|市|区", member.name)
    return replace(member, name=place + member.name) if plain else member


def _levelled(levels: str, member: Title) -> Title:
    found = _LEVELS.match(levels)
    return replace(member, levels=_spread(found)) if found and not member.levels and not member.grades else member


def _ranked(level: str, member: Title) -> Title:
    """A thing of many ranks (工作室, 基地) at the rank of the office that names it; an honour of firms has its own."""
    return _levelled(f"{level}级", member) if _THING.search(member.name) else member


_THING = re.compile("(?:工作室|基地|中心|平台|园区?|实验室|孵化器|空间|载体|站|街区|商圈|工厂|车间|项目|品牌)$")
_OFFICE = "[^，。；：、的或]{1,20}?(?:[部委局厅署会]|中心|政府|部门)"
_OFFICES_BEFORE = re.compile(  # 经市人社局、市财政局共同认定的
    rf"(?:经过?|由|被|获得?)(?P<level>[省市])(?![级内外场]){_OFFICE}(?:(?:、|和|会同|及){_OFFICE})*(?:联合|共同)?$"
)
_ONE_LEVEL = "(?:国家级?|省级?|自治区级?|市级?|区级?|县级?)"
_LEVELS_BEFORE = re.compile(
    rf"(?:被|经|由|获)?(?P<levels>{_ONE_LEVEL}(?:(?:、|和|及|或者?){_ONE_LEVEL})+|(?:国家|省|市|区|县)级)(?:主管|行业|有关|相关)*(?:部门)?$"
)
_GIVER_PLACE = re.compile("(?<![一-龥])(?P<place>[一-龥]{2,4}[省市区县])(?:认定|评定|评选|命名|授予)的$")
_PLACE = re.compile("^(?:经|由|被)?(?P<place>[一-龥]{2,4}[省市区县])(?:认定|评定|评选|命名|授予)的$")
_CALLED = re.compile("”?(?:称号|荣誉|认定(?!条件|标准|办法|管理)|的?(?:名单|榜单|名录))")


_LEAD = re.compile(
    "(?:(?:首次|新|当年|年度)*(?:认定|评定|获评|获批|获得|获|取得|列入|评|通过)(?:为|的)*|新(?=国家|[省市区县]级?))"
)


def _member(text: str, at: int) -> tuple[Title | None, int]:
    """One member and where it ends."""
    levels: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    told = _GRADES.match(text, at)
    ranked = _RANKED.match(text, at)
    if ranked:
        grades, at = _ranks(ranked["ranks"]), ranked.end()
    elif told:
        grades, at = _graded(told, text), told.end()
    elif found := _LEVELS.match(text, at):
        levels, at = _spread(found), found.end()
        if told := _GRADES.match(text, at):
            grades, at = _graded(told, text), told.end()
    end = _end(text, at)
    name = text[at:end]
    if not 2 <= len(name) <= _LONGEST:
        return None, end
    return Title(name, levels, grades), end


def _ranks(words: str) -> tuple[str, ...]:
    whole = members(words)
    lead = "全国" if whole[0].startswith("全国") else ""
    return tuple(lead + word.removeprefix("全国") for word in whole)


def _graded(told: re.Match[str], text: str) -> tuple[str, ...]:
    """The grades of a list, the ending 级 of the last one shared; with 以上 those above it, too."""
    found = [re.sub("^(?:国家级?|全国)", "", word) for word in re.split(_JOIN, told["grades"])]
    if found[-1].endswith("级"):
        found = [word if word.endswith("级") else word + "级" for word in found]
    if told["above"]:
        return tuple(above(found[-1], text[told.end() :])) or tuple(found)
    return tuple(found)


def _spread(found: re.Match[str]) -> tuple[str, ...]:
    """The levels of a list, with 以上 all above the lowest."""
    words = [re.sub("（.*", "", word) for word in re.split(_JOIN, found["levels"])]
    levels = [
        LEVEL_WORDS.get(word, word)
        for word in (re.sub("^(?!自治区|直辖市)[一-龥]+(?=[省市区县]级$)", "", one) for one in words)
    ]
    levels = [
        word if word.endswith("级") or word[1:].endswith("省") else word.removesuffix("政府") + "级" for word in levels
    ]
    if found["above"] and levels[-1] in RANKS:
        higher = [rank for rank in RANKS[: RANKS.index(levels[-1])] if rank != "省部级"]
        levels = [*higher, *levels]
    return tuple(dict.fromkeys(levels))


def _end(text: str, at: int) -> int:
    """Where a member ends: at a stop, or at a joint behind what is a title by itself."""
    start, depth, end = at, 0, min(len(text), at + _LONGEST + 1)
    while (found := _NOTABLE.search(text, at)) is not None and (at := found.start()) < end:
        sign = text[at]
        if depth == 0 and (awards := _AWARDS.match(text, at)):
            at = awards.end()
            continue
        if depth == 0 and _ends_at(text, start, at):
            return at
        depth += (sign in "（“《") - (sign in "）”》")
        at += 1
        if depth == 0 and sign == "”" and text.startswith("“", at):
            return at
    return end if found is None else min(at, end)


def _ends_at(text: str, start: int, at: int) -> bool:
    if text[at] in "）”》" or text.startswith(("（或", "（规", "（限"), at) or _STOP.match(text, at):
        return True
    sep = _SEP.match(text, at)
    return bool(sep and at > start and (sep[0] in "、/" or _whole(text[start:at], text, sep.end())))


def _whole(name: str, text: str, after: int) -> bool:
    """Whether the words before 和 or 或 are a title by themselves (示范商圈或步行街, but 夜间文化和旅游消费集聚区)."""
    if _LEVELS.match(text, after) or text.startswith("“", after) or name.endswith("”"):
        return True
    if re.search("(?<!示范)(?<!试点)(?<!优质)工程$", name):
        return False
    return len(name) >= 3 and bool(ENDED.search(name) or qualifications.read(name).known)


def _names(row: _Row, *, firm: bool, led: bool) -> tuple[str, ...]:
    """The names of the row; none where a member is no title."""
    if not row.called and any(NOT_HONOUR.search(_PATENTS.sub("", one.name)) for one in row.members):
        return ()
    if any(_others(one.name) or _DOES.search(one.name) for one in row.members):
        return ()
    titles = named(row.members)
    names = tuple(dict.fromkeys(name for title in titles for name in title.names))
    plain = len(row.members) == 1 and not row.members[0].levels and not row.members[0].grades
    if (led and not (row.members[0].levels or row.members[0].grades)) or (plain and not titles[0].sure) or not names:
        return ()
    if any(not title.sure and not (firm and title.likely) for title in titles):
        return ()
    return () if any(GENERIC.match(name) or UNFIT.search(name) for name in names) else names


_DOES = re.compile(
    r"不[少低高]于|不超过|\d[\d.]*[万亿]?(?:元|户|亩|人|家|吨|%|平方米)|项目库|计划$|纳税信用|完成|开展|进行|实施|提供|参加|参与|承担|实现|达到|组织(?!$|）)|举办|投入|评审|审核|公示"
)
_PATENTS = re.compile("专利(?=导航|密集|产业)")


def _others(name: str) -> bool:
    """Whether a name is of a product or a project, which is not the applicant's own (仿制药一致性评价)."""
    read = qualifications.read(name)
    return read.known and read.qualification in NOT_THE_APPLICANTS
