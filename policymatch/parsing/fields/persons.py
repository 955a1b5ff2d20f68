"""Who a person is: identities (高校毕业生, 登记失业人员 …), studies, years since graduation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from policymatch.conditions.nodes import All, Any, Node, Op, Test
from policymatch.parsing.fields import ages, talents
from policymatch.parsing.fields.peoplewords import (
    ETC,
    EXPLAINED,
    HAS_SUCH,
    HIRED,
    NOT_A_PERSON,
    is_brought,
)
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule
from policymatch.parsing.values.numerals import read_number
from policymatch.vocabulary.phrases import PhraseIndex
from policymatch.vocabulary.terms import term_list

NOT_APPLICANT = frozenset({"妇女", "科技人员", "网络商户", "企业高级管理人员", "专业技术人才", "法定代表人"})
JOINED = re.compile(r"^(?:、|和|及|或|以及|与|或者|，或)(?:属于|本省|其他|符合条件的|本市|的)*$")
QUALIFIED = re.compile(
    r"(?:(?P<since>毕业|离校|退役)(?:后)?(?P<n>\d+|[一二两三四五])年(?:之|以)?内(?:的|）|未就业)*|"
    r"(?P<a>\d{2})(?:周?岁)?(?:至|到|-|、)(?P<b>\d{2})周?岁(?:的|之间的?)*)$"
)
FAMILY = rule(
    "人员.家庭",
    (
        r"(?:属于)?(?P<kinds>(?:低保|零就业|防止返贫致贫对象|防返贫监测对象|脱贫|特困|困难|残疾人|"
        r"建档立卡贫困)(?:家庭)?(?:、(?:低保|零就业|防止返贫致贫对象|脱贫|特困|困难|残疾人)(?:家庭)?)*)家庭成员"
    ),
    needs="家庭成员",
    confidence=0.85,
)
SCHOOLS = (
    "普通高等学校|高等学校|普通高校|高等院校|大中专院校|本科院校|高校|中等职业学校|中职学校|"
    "中职院校|中专学校|职业院校|职业学校|技工院校|技工学校|技师学院|高职院校"
)
STUDENTS = rule(
    "人员.学生",
    rf"(?:本市|本省|全日制|广东省内)?(?P<schools>(?:{SCHOOLS})(?:(?:、|和|及|或|"
    rf"与)(?:{SCHOOLS}))*)的?(?:学历教育)?(?P<kind>毕业学年学生|在校学生|在校生|毕业生|学生（在校(?:及|和|"
    rf"或)毕业(?P<n>\d+|[一二三四五])年内）|学生)",
    needs="学校 院校 高校",
    confidence=0.9,
)
GRADUATED = rule(
    "人员.毕业年限",
    r"(?P<what>毕业|离校|退役|领取毕业证|取得毕业证书?|取得学位|回国)(?:后)?(?:未满|不超过|在)?(?P<n>\d+|"
    r"[一二两三四五六七八九十])(?P<unit>年|个月)(?:之?内|以内|\(含\))?",
    needs="毕业 离校 退役 回国 学位",
    confidence=0.9,
)
UNEMPLOYED = rule(
    "人员.失业时长",
    r"(?P<what>登记失业|失业)(?:已|达到?|连续|累计|超过|满)*(?P<n>半|\d+|[一二两三四五六])(?P<unit>年|个月)(?:（含[^）]*）)?(?:及?以上|（含）)?"
    r"(?P<who>的?(?:城镇)?(?:登记失业|失业)?(?:人员|青年|劳动力|劳动者))?",
    needs="失业",
    confidence=0.85,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of persons."""
    yield from _students(reading)
    yield from talents.of_degrees(reading)
    yield from _identities(reading)
    yield from _graduated(reading)
    yield from _unemployed(reading)
    yield from ages.find(reading)
    yield from _places(reading)
    for match in FAMILY.find(reading.text):
        names = tuple(kind.removesuffix("家庭") + "家庭成员" for kind in match["kinds"].split("、"))
        leaf = reading.test("applicant_identity", Op.HAS_ANY, names, *match.span(), confidence=FAMILY.confidence)
        yield reading.fact(FAMILY.name, leaf, match.start(), match.end(), rank=8)


KIND_NAMES = {"毕业学年学生": "毕业学年学生", "在校学生": "在校学生", "在校生": "在校学生", "毕业生": "毕业生"}


def _students(reading: Reading) -> Iterator[Fact]:
    for match in STUDENTS.find(reading.text):
        if HIRED.search(reading.text[: match.start()]) or NOT_A_PERSON.match(reading.text[match.end() :]):
            continue
        schools = re.findall(SCHOOLS, match["schools"])
        start, end = match.span()
        if match["kind"].startswith("学生（"):
            studying = tuple(f"{_school(s)}在校学生" for s in schools)
            graduates = tuple(_graduates(s) for s in schools)
            years = read_number(match["n"])
            within = reading.test("declared_number", Op.LE, years or Decimal(0), start, end, label="毕业年限")
            node: Node = Any((
                reading.test("applicant_identity", Op.HAS_ANY, studying, start, end),
                All((reading.test("applicant_identity", Op.HAS_ANY, graduates, start, end), within)),
            ))  # fmt: skip
            yield reading.fact(STUDENTS.name, node, start, end, rank=9)
            continue
        if match["kind"] == "学生" and len(schools) < 2:
            continue
        kind = KIND_NAMES.get(match["kind"], "在校学生")
        names = tuple(_graduates(s) if kind == "毕业生" else f"{_school(s)}{kind}" for s in schools)
        leaf = reading.test("applicant_identity", Op.HAS_ANY, tuple(dict.fromkeys(names)), start, end, confidence=0.9)
        yield reading.fact(STUDENTS.name, leaf, start, end, rank=8)


def _school(word: str) -> str:
    return {
        "高校": "普通高等学校",
        "普通高校": "普通高等学校",
        "高等学校": "普通高等学校",
        "高等院校": "普通高等学校",
    }.get(word, word)


def _graduates(word: str) -> str:
    if word.startswith("中职") or word == "中专学校":
        return "中等职业学校毕业生"
    return "高校毕业生" if re.search("高校|高等|大中专|本科", word) else f"{word}毕业生"


AS_WRITTEN = frozenset(
    {"台湾青年", "港澳青年", "港澳人才", "高层次人才", "领军人才", "博士后", "两院院士", "外籍人才", "骨干人才", "高技能人才",
     "专业技术人才", "新型职业农民", "农村自主创业农民", "化解过剩产能企业职工"}
)  # fmt: skip
"""Identities filed under one name that a policy tells apart: who is asked for as 外国专家 is no 外籍人才 at large."""


@cache
def identities() -> PhraseIndex[tuple[str, ...]]:
    """Identities that a text may name, each under its canonical name."""
    terms = term_list("applicant_identity")
    pairs = [
        (word, (word if term.name in AS_WRITTEN else term.name,))
        for term in terms.terms
        if term.name not in NOT_APPLICANT
        for word in (term.name, *term.synonyms)
        if len(word) > 2 and word != "大学生" and "年内" not in word and "岁" not in word
    ]
    extra = [
        ("毕业年度高校毕业生", ("高校毕业生",)), ("离校未就业高校毕业生", ("高校毕业生",)), ("未就业高校毕业生", ("高校毕业生",)),
        ("建档立卡贫困户家庭成员", ("建档立卡贫困户家庭成员",)), ("在校大学生", ("在校大学生",)), ("在校学生", ("在校学生",)),
        ("大学生村官", ("大学生村官",)), ("失业青年", ("失业青年",)),
        ("院士", ("院士",)), ("博士后科研人员", ("博士后科研人员",)), ("博士后人员", ("博士后人员",)), ("高端领军人才", ("高端领军人才",)),
        ("应届高校毕业生", ("应届高校毕业生",)), ("高校毕业生", ("高校毕业生",)), ("骨干人才", ("骨干人才",)), ("储备人才", ("储备人才",)),
        ("残疾人", ("残疾人",)), ("持有残疾人证的人员", ("残疾人",)), ("持有残疾证的人员", ("残疾人",)), ("持残疾人证人员", ("残疾人",)),
        ("持有残疾人证人员", ("残疾人",)), ("复退军人", ("退役军人",)), ("复转军人", ("退役军人",)), ("退伍军人", ("退役军人",)),
        ("复员退伍军人", ("退役军人",)), ("返乡入乡农民工", ("返乡农民工",)), ("返乡下乡农民工", ("返乡农民工",)),
        ("返乡入乡创业人员", ("返乡创业人员",)), ("返乡入乡人员", ("返乡创业人员",)), ("返乡下乡创业人员", ("返乡创业人员",)), ("脱贫人口", ("脱贫人口",)),
        *((name, (name,)) for at in ("在站", "出站", "进站") for what in ("科研", "研究", "") if (name := f"{at}博士后{what}人员")),
    ]  # fmt: skip
    return PhraseIndex([*extra, *pairs])


SERVED = re.compile(r"(?:(?:面向|服务|培训|帮扶|针对|与|向|录用|子女|招收)[^，。；、]{0,8}|为[^，。；、]{1,8})$")


_CARED_FOR = re.compile("[^，。；]{0,6}(?:提供|配备|配套|开展|办理|发放|购买|安排|解决|营造)")
"""为博士后研究人员提供科研条件: whom the applicant does something for."""


def _identities(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    group: list[tuple[int, int, Node]] = []
    told = -1
    out = [match.span() for match in _OUT.finditer(text)] if "（不" in text else []
    yield from (fact for start, end in out if (fact := _kept_out(reading, start, end)) is not None)
    for match in identities().find(text):
        start, end = match.span.start, match.span.end
        if (
            start < told
            or any(low < start < high for low, high in out)
            or SERVED.search(text[:start])
            or (text[start - 1 : start] in ("为", "给") and _CARED_FOR.match(text, end))
            or HIRED.search(text[:start])
            or HAS_SUCH.search(text[:start])
            or NOT_A_PERSON.match(text[end:])
            or is_brought(text, start, end)
        ):
            continue
        abroad = re.search(r"出国$", text[:start])
        start -= len(abroad[0]) if abroad else 0
        begin, end, node = _qualified(reading, start, end, match.value[0])
        if explained := EXPLAINED.match(text, end):
            end = told = explained.end()
        between = _between(text, group[-1][1], begin) if group else ""
        members = MEMBERS.fullmatch(between)
        if group and members:
            group += _unlisted(reading, members, begin - len(between))
        elif group and not JOINED.search(between):
            group += _trailing(reading, group[-1][1])
            told = max(told, group[-1][1])
            yield _identity(reading, group)
            group = []
            if start < told:
                continue
        group.append((begin, end, node))
    if group:
        yield _identity(reading, group + _trailing(reading, group[-1][1]))
    yield from talents.find(reading)


_MEMBER = (
    r"[\u4e00-\u9fa5]{0,6}?(?:商户|农户|人员|职工|学生|毕业生|村官|店主|"
    r"渔民|牧民|农民|妇女|青年|人士|人群|人口|学员|居民|家属|劳动力|创业者|从业者|手艺人|经营者|骑手)"
)
_JOIN = "(?:、|以及|或者|和|及|或|与)"
MEMBERS = re.compile(rf"{_JOIN}(?P<names>{_MEMBER}(?:{_JOIN}{_MEMBER})*){_JOIN}(?:其他|符合条件的|属于)?")
"""Members of a list of persons that no vocabulary holds: 退役军人、网络商户、返乡人员."""
_NAMED_WITH = re.compile(r"^（(?:主要)?(?:包括|包含|含)$")
_LAST = re.compile(
    rf"）?{_JOIN}(?P<names>网络商户|农户|农民(?!工|专)|妇女|渔民|牧民|[\u4e00-\u9fa5]{{2,8}}(?:劳动力|人员|群体|家庭)(?=$|[，。；（]|的|均|可))"
)


def _between(text: str, end: int, start: int) -> str:
    """What joins two persons, without the brackets of those named with the first: 困难人员（含残疾人）、."""
    between = text[end:start].removeprefix("）") or "）"
    return _NAMED_WITH.sub("、", between.replace("）、", "、"))


def _unlisted(reading: Reading, members: re.Match[str], at: int) -> list[tuple[int, int, Node]]:
    start, end = at + members.start("names"), at + members.end("names")
    names = tuple(re.split(_JOIN, members["names"]))
    return [(start, end, reading.test("applicant_identity", Op.HAS_ANY, names, start, end, confidence=0.7))]


_MEANT = re.compile("（(?:即|指|是指)[^（）]*）")


def _trailing(reading: Reading, at: int) -> list[tuple[int, int, Node]]:
    """A short name that stands for persons at the end of a list of them: …脱贫人口及农民."""
    last = _LAST.match(reading.text, at)
    if last is None:
        return []
    start, end = last.span("names")
    if meant := _MEANT.match(reading.text, end):
        end = meant.end()
    leaf = reading.test("applicant_identity", Op.HAS_ANY, (last["names"],), start, end, confidence=0.8)
    return [(start, end, leaf)]


_OUT = re.compile("（不(?:包?含|包括)(?P<who>[^（）]{2,60})）")


def _kept_out(reading: Reading, start: int, end: int) -> Fact | None:
    """Persons of whom none is meant: （不含在校学生、退休人员）; None where more is said of them than their names."""
    names = [*identities().find(reading.text[start:end])]
    said = re.sub("^（不(?:包?含|包括)|）$", "", reading.text[start:end])
    for name in names:
        said = said.replace(reading.text[start + name.span.start : start + name.span.end], "", 1)
    if not names or re.sub(f"{_JOIN}|等", "", said):
        return None
    values = tuple(dict.fromkeys(name.value[0] for name in names))
    leaf = reading.test("applicant_identity", Op.HAS_NONE, values, start + 1, end - 1, confidence=0.8)
    return reading.fact("人员.除外", leaf, start, end, rank=9)


AFTERWARDS = re.compile(
    r"（(?P<since>领取毕业证|取得毕业证|毕业|离校|退役)(?:后)?(?P<n>\d+|[一二两三四五])年(?:之)?内）"
)


def _qualified(reading: Reading, start: int, end: int, name: str) -> tuple[int, int, Node]:
    """An identity with what stands right before or after it: years since graduation, age."""
    text = reading.text
    found = QUALIFIED.search(text[max(0, start - 20) : start])
    after = AFTERWARDS.match(text, end)
    begin, stop = (start - len(found[0]) if found else start), (after.end() if after else end)
    leaf = reading.test("applicant_identity", Op.HAS_ANY, (name,), begin, stop, confidence=0.88)
    since = after or (found if found and found["since"] else None)
    if since:
        years = read_number(since["n"]) or Decimal(0)
        label = f"{since['since']}年限"
        return begin, stop, All((leaf, reading.test("declared_number", Op.LE, years, begin, stop, label=label)))
    if found:
        bounds = ((Op.GE, "a"), (Op.LE, "b"))
        ages = tuple(reading.test("applicant_age", op, Decimal(found[g]), begin, stop) for op, g in bounds)
        return begin, stop, All((*ages, leaf))
    return start, stop, leaf


def _identity(reading: Reading, group: list[tuple[int, int, Node]]) -> Fact:
    """Identities in a row are alternatives; plain ones are one list."""
    start, end = group[0][0], group[-1][1]
    end += len(found[0]) if (found := ETC.match(reading.text, end)) else 0
    plain = tuple(dict.fromkeys(name for _, _, node in group if isinstance(node, Test) for name in node.value))  # type: ignore[union-attr]
    nodes: list[Node] = [node for _, _, node in group if not isinstance(node, Test)]
    if plain:
        last = max(b for _, b, node in group if isinstance(node, Test))
        nodes.insert(
            0,
            reading.test("applicant_identity", Op.HAS_ANY, plain, start, last if len(nodes) else end, confidence=0.88),
        )
    if (body := BODY_BESIDE.match(reading.text)) is not None and body.end() == start and end == len(reading.text):
        nodes.insert(0, reading.judgement(body["who"], *body.span("who"), 0.6))
        start = body.start("who")
    return reading.fact("人员.身份", nodes[0] if len(nodes) == 1 else Any(tuple(nodes)), start, end, rank=8)


BODY_BESIDE = re.compile(
    "(?:各类|本[省市区县])?(?P<who>用人单位|企业|公司|单位|机构|市场主体|经营主体|创业者|自主创业者)(?:、|和|及|与|或者?|以及)"
)
"""用人单位、毕业年度高校毕业生: whom a document is for, a body beside a person."""


def _graduated(reading: Reading) -> Iterator[Fact]:
    for match in GRADUATED.find(reading.text):
        number = read_number(match["n"])
        if number is None or re.search(r"(?:非|未)$", reading.text[: match.start()]):
            continue
        label = {"毕业": "毕业年限", "离校": "离校年限", "退役": "退役年限", "领取毕业证": "领取毕业证年限"}.get(
            match["what"], match["what"] + "年限"
        )
        leaf = reading.test(
            "declared_number", Op.LE, number, *match.span(), label=label, confidence=GRADUATED.confidence
        )
        yield reading.fact(GRADUATED.name, leaf, match.start(), match.end(), rank=7)


def _unemployed(reading: Reading) -> Iterator[Fact]:
    """How long somebody has been out of work: 登记失业半年以上人员."""
    for match in UNEMPLOYED.find(reading.text):
        number = Decimal("0.5") if match["n"] == "半" else read_number(match["n"])
        if number is None:
            continue
        label = match["what"] + ("年限" if match["unit"] == "年" else "月数")
        node: Node = reading.test("declared_number", Op.GE, number, *match.span(), label=label, confidence=0.85)
        if match["who"]:
            who = reading.test("applicant_identity", Op.HAS_ANY, ("登记失业人员",), *match.span(), confidence=0.85)
            node = All((who, node))
        yield reading.fact(UNEMPLOYED.name, node, match.start(), match.end(), rank=8)


CONTEST = re.compile("比赛|赛事|大赛|竞赛|运动员|锦标赛|奖")
PLACE = re.compile(r"(?:前|获得?前)(?P<n>[一二三四五六七八九十]|\d{1,2})名")


def _places(reading: Reading) -> Iterator[Fact]:
    """A place in a contest: 前六名."""
    if not CONTEST.search(reading.text):
        return
    for match in PLACE.finditer(reading.text):
        number = read_number(match["n"])
        if number:
            leaf = reading.test("declared_number", Op.LE, number, *match.span(), label="比赛名次", confidence=0.75)
            yield reading.fact("人员.名次", leaf, match.start(), match.end(), rank=7)
