"""Whom the applicant has hired: graduates, the unemployed, young people — one hire at least where no number is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Node, Op
from policymatch.parsing.fields.ages import AGE
from policymatch.parsing.fields.persons import GRADUATED
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import needed, rule
from policymatch.parsing.text.wording import masked, without_brackets
from policymatch.parsing.values.numerals import read_number
from policymatch.quantities import Period

HIRES = rule(
    "就业.招用", (
        r"(?:于\d{4}年(?:度)?)?(?:小微企业|企业|单位)?(?:新)?(?:招用|吸纳|招聘|招收)(?:(?!\d+(?:名|人)|"
        r"[，。；]).){0,26}?(?P<who>高校毕业生|毕业生|员工|就业人数|劳动者|人员|(?<!未)就业(?!困难|服务|见习))(?!\d|"
        r"[^，。；（并]{0,5}\d|[^，。；（]{2,24}\d%)"
    ),
    needs="招用 吸纳 招聘 招收", confidence=0.8,
)  # fmt: skip


HEADS = rule(
    "就业.人数",
    r"(?<!每)(?:稳定)?(?:带动|吸纳|招用|招聘|招收|解决|安置|新增)(?P<n>\d{1,4})(?:名|人)(?:（含）)?"
    r"(?P<who>(?:员工|职工|人员|劳动者|劳动力|(?:应届|往届|普通|全日制)?(?:高校|大学|高等学校)?毕业生)?)(?:稳定|实现)?就业(?!困难|服务|见习|岗位)",
    needs="就业",
    confidence=0.85,
)
"""A number reached: 带动3人就业."""


DISABLED = rule(
    "就业.安置残疾人",
    r"(?:企业|单位|机构)?(?:新)?(?:安置|招用|聘用|录用|吸纳|雇用|雇佣|安排)(?:了)?(?:持证)?残疾(?:人员|人|职工|员工|军人|劳动者)?(?:就业)?(?![^，。；]{0,12}\d)",
    needs="残疾",
    confidence=0.8,
)
"""企业安置残疾人员的: one at least, where no number is said."""


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of hiring; without a number it is hiring at least one."""
    if not _NEEDED.search(reading.text):
        return
    yield from _listed(reading)
    for match in DISABLED.find(reading.text):
        leaf = reading.test("disabled_employees", Op.GE, Decimal(1), *match.span(), confidence=DISABLED.confidence)
        yield reading.fact(DISABLED.name, leaf, *match.span(), rank=3)
    yield from _graduated(reading)
    for match in HEADS.find(reading.text):
        name = "graduates_hired" if "毕业生" in match["who"] else "new_hires"
        period = _period(reading, *match.span())
        leaf = reading.test(name, Op.GE, Decimal(match["n"]), *match.span(), period=period, confidence=HEADS.confidence)
        yield reading.fact(HEADS.name, leaf, *match.span(), rank=5)
    for match in HIRES.find(reading.text):
        if re.match("的?(?:办法|方式|形式|方案|制度|计划|信息|活动|会|简章)", reading.text[match.end() :]):
            continue
        name = "graduates_hired" if "毕业生" in match["who"] else "new_hires"
        leaf = reading.test(
            name, Op.GE, Decimal(1), match.start(), match.end(), period=_period(reading, *match.span()), confidence=0.8
        )
        yield reading.fact(HIRES.name, leaf, match.start(), match.end(), rank=3)


def _period(reading: Reading, start: int, end: int) -> Period | None:
    """The year in which they were hired."""
    found = (p for p in reading.periods if start <= p.start < end and p.rule == "期间.年度")
    return next((p.value.period for p in found), None)


GRADUATED_OF_LATE = rule(
    "人员.毕业大学生",
    r"(?P<since>毕业|离校)后?(?P<n>\d{1,2}|[一二两三四五])年(?:以|之)?内的?(?:全日制|普通)?(?:大学生|大中专(?:毕业)?生|大学毕业生)",
    needs="大学 大中专",
    confidence=0.85,
)


def _graduated(reading: Reading) -> Iterator[Fact]:
    """Students who have left: 毕业5年内大学生."""
    for match in GRADUATED_OF_LATE.find(reading.text):
        years = read_number(match["n"])
        if years is None or re.search("(?:招用|吸纳|招聘|招收|引进)$", reading.text[: match.start()]):
            continue
        who = reading.test("applicant_identity", Op.HAS_ANY, ("高校毕业生",), *match.span(), confidence=0.85)
        since = reading.test("declared_number", Op.LE, years, *match.span(), label=f"{match['since']}年限")
        yield reading.fact(GRADUATED_OF_LATE.name, All((who, since)), *match.span(), rank=9)


_JOIN = re.compile(r"、|以及|，?或者?|和|及|与")
_COHORT = re.compile(r"(?:毕业年度|应届|毕业学年|\d{4}届)(?:内)?$")
_PERSON = re.compile(r"(?:人员|青年|军人|人口|劳动力|农民工|残疾人|妇女|家庭成员|移民|待业者)$")
LISTED = rule(
    "就业.招用各类",
    r"(?P<verb>(?:于\d{4}年(?:度)?)?(?:新)?(?:招用|吸纳|招聘|招收|录用|聘用))(?P<list>(?:[^，。；]|，(?=或)){6,80}?)(?=，(?!或)|[。；]|$|并(?:与|签|为|按)|且|与(?:其|之)|签订|稳定|进行|参加|从事|开展|(?<!未)就业(?!困难|服务|见习)|的(?:[^，。；的、]{0,6}(?:企业|单位|机构|基地))|的，|的$)",
    needs="毕业生",
    confidence=0.8,
)
_NEEDED = needed(HIRES, HEADS, DISABLED, GRADUATED_OF_LATE, LISTED)


def _listed(reading: Reading) -> Iterator[Fact]:
    """Several sorts of people of whom one is enough: 招用毕业年度和离校2年内未就业高校毕业生、16—24岁失业青年."""
    for match in LISTED.find(reading.text):
        items = _items(match["list"], match.start("list"))
        if len(items) < 2 or not (node := _of_items(reading, items, match.start())):
            continue
        yield reading.fact(LISTED.name, node, match.start(), items[-1][1], rank=9)


def _items(words: str, at: int) -> list[tuple[int, int, str]]:
    """The members of the list, joining words inside brackets aside."""
    plain = masked(words)
    found, start = [], 0
    for join in [*_JOIN.finditer(plain), None]:
        end = join.start() if join else len(words)
        if end > start:
            found.append((at + start, at + end, without_brackets(words[start:end])))
        start = join.end() if join else end
    return found


def _of_items(reading: Reading, items: list[tuple[int, int, str]], verb: int) -> Node | None:
    """Graduates of any of the sorts named, or one of the other people; None where a member is neither."""
    graduates = [item for item in items if item[2].endswith("毕业生")]
    if not graduates:
        return None
    last = items.index(graduates[-1])
    graduates = [item for item in items[: last + 1] if item in graduates or _COHORT.search(item[2])]
    others = [item for item in items if item not in graduates]
    if not all(_PERSON.search(words) for _, _, words in others):
        return None
    sides: list[Node] = [_graduates(reading, graduates, verb), *(_person(reading, *item) for item in others)]
    return sides[0] if len(sides) == 1 else Any(tuple(sides))


def _graduates(reading: Reading, items: list[tuple[int, int, str]], verb: int) -> Node:
    end = items[-1][1]
    year = _period(reading, verb, end)
    hired = reading.test("graduates_hired", Op.GE, Decimal(1), verb, end, period=year, confidence=0.8)
    sorts = [_cohort(reading, *item) for item in items]
    if not all(sorts):
        return hired
    told = [sort for sort in sorts if sort is not None]
    return All((hired, told[0] if len(told) == 1 else Any(tuple(told))))


def _cohort(reading: Reading, start: int, end: int, words: str) -> Node | None:
    """Since when they have been graduates; None where any graduate will do."""
    since = GRADUATED.pattern.search(words)
    years = read_number(since["n"]) if since else None
    idle = "未就业" in words
    if since is None or years is None:
        return reading.judgement(words, start, end) if idle or re.search("毕业年度|应届|毕业学年|届", words) else None
    within = reading.test("declared_number", Op.LE, years, start, end, label=f"{since['what']}年限")
    return All((within, reading.judgement(f"{since['what']}未就业", start, end))) if idle else within


def _person(reading: Reading, start: int, end: int, words: str) -> Node:
    """Other people: of an age, where one is told, else whoever was hired of them."""
    aged = AGE.pattern.search(words)
    if aged is None:
        return reading.test("new_hires", Op.GE, Decimal(1), start, end, confidence=0.8)
    who = (words[: aged.start()] + words[aged.end() :]).replace("的", "").removeprefix("周")
    ages = [
        reading.test("applicant_age", op, Decimal(aged[part]), start, end) for op, part in ((Op.GE, "a"), (Op.LE, "b"))
    ]
    return All((*ages, reading.test("applicant_identity", Op.HAS_ANY, (who,), start, end, confidence=0.8)))
