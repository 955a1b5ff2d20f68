"""Persons in a row: talents (诺贝尔奖获得者、两院院士) and graduates told by their degrees (本科、专科、中职毕业生)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import All, Op
from policymatch.parsing.fields.peoplewords import HAS_SUCH, HIRED, NOT_A_PERSON, is_brought
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule

TERMINAL = r"(?:人才|专家|院士|获得者|入选者|人选|带头人|[教名]师|名医(?![疗院药学保])|名中医(?![院药学])|海员|学者|大师|能手|有限合伙人|华人|校长|工匠|传承人)"
TALENT_END = re.compile(
    rf"{TERMINAL}(?!补[贴助]|津贴|资格|证书?|奖励|安居|住房|创办|领办|牵头|所在|基地|学院|培育|工程|计划|项目|公寓|政策|队伍|市场|中心|服务|培养|培训|引进|工作|团队|需求|储备|中介|社区|发展|"
    rf"评价|支撑|建设|奖|开发|强|规划|战略|办|库|港|绿卡|卡|\d)"
)
TALENT_LEAD = re.compile(
    r"^.*(?:引进和引荐|引荐|成功引进|新?引进的?|[给予][予以与]|符合条件的?|上述|优先安排|支持|鼓励|面向|经认定的?|奖励|对|为|"
    r"向|的|在(?![职岗编校站读任])|岁以下|岁以内|岁以上)(?=.)"
)
NO_TALENT = re.compile(
    "^(?:普通)?(?:高校|院校|高等院校|高等学校|大学|科研院所|研究院|学校|医院|事业|社会)(?=人才|专家)|^(?:(?:创业|创新)?(?:团队|项目)|主要|核心)?带头人$|^同一|持有|持证|可以|成员|^由|^经|^[^（]*）|（[^）]*$|^(?:企业|技术|相关|各类|优秀)?人才$|^(?:国际|相关|知名|有关|行业)?专家$|设备|设施|引进|培养|服务|评审|组织|团队|设立|"
    "建设|认定管理|推荐|"
    "开展|办法|政策|申请|中介|补贴|培训|拥有|具备|"
    r"应有|配备|吸引|聘|提供|需求|能向|不同|师资|专职|兼职|会同|部门|厅|局|学历|学位|享受|获得高管|实施|不少于|企业(?!家|高)|机构|单位|公司|基地|(?<!急)需|\d"
)


_GOT = re.compile("(?:新|首次|当年)*(?:获得?|获评|荣获|被?评为|入选)(?=“)")
"""获得|“南粤工匠”称号的个人."""


def find(reading: Reading) -> Iterator[Fact]:
    """Talents in a row: 诺贝尔奖获得者、两院院士、省（市）领军人才; a bare item takes the last one's noun (港澳及外籍人才)."""
    text = reading.text
    if not TALENT_END.search(text):
        return
    ends = list(TALENT_END.finditer(text))
    for at, match in enumerate(ends):
        following = text[match.end() : ends[at + 1].end()] if at + 1 < len(ends) else ""
        if following and not re.search("[，。；：]", following) and re.match("(?:、|和|及|以及|与|或)", following):
            continue
        begin = max(
            (m.end() for m in re.finditer(r"[，。；：！]|（(?![^（）]{1,3}）)", text[: match.start()])), default=0
        )
        lead = TALENT_LEAD.match(text[begin : match.end()])
        start = begin + (lead.end() if lead else 0)
        got = _GOT.match(text, start, match.end())
        start = got.end() if got else start
        names = _talent_names(text[start : match.end()], match[0])
        around = HAS_SUCH.search(text[:start]) or NOT_A_PERSON.match(text[match.end() :])
        if names and not around and not is_brought(text, start, match.end()):
            leaf = reading.test("applicant_identity", Op.HAS_ANY, names, start, match.end(), confidence=0.65)
            yield reading.fact("人员.人才", leaf, start, match.end(), rank=9 if len(names) > 1 else 4)


def _talent_names(words: str, last: str) -> tuple[str, ...]:
    listed = re.sub("等.*$", "", words) or words
    items = [
        item.strip("“”") for item in re.split(r"(?<=”)(?=“)|、|和|及(?!以上)|以及|与|或", listed) if item.strip("“”")
    ]
    classed = "类" if re.match("[A-Z一二三四五]类", items[-1] if items else "") else ""
    names = [
        item if re.search(f"{TERMINAL}$|(?:农民|人员|员工|职工|人士|者|后|博士|硕士)$", item)
        else item + (classed if len(item) == 1 else "") + _noun_after(items, at, last)
        for at, item in enumerate(_levelled(items))
    ]  # fmt: skip
    fine = all(2 <= len(name) <= 20 and not NO_TALENT.search(name) for name in names)
    return tuple(dict.fromkeys(names)) if fine and names else ()


def _noun_after(items: list[str], at: int, last: str) -> str:
    """The noun that a bare item shares with the one after it: 中国或发达国家院士等人才."""
    found = re.search(f"{TERMINAL}$", items[at + 1]) if at + 1 < len(items) else None
    return found[0] if found else last


def _levelled(items: list[str]) -> list[str]:
    """国家级、省级优秀教育人才 are two names: a bare level takes the noun of the item after it."""
    done: list[str] = []
    for at, item in enumerate(items):
        noun = items[at + 1] if at + 1 < len(items) else ""
        if item in ("国家级", "省级", "市级") and noun.startswith(("省级", "市级", "区级")):
            item += noun[2:]
        done.append(item)
    return done


_DEGREE = r"(?:博士|硕士|研究生|大学本科|本科|大专|专科|高职|中职|中专|技校|技工)(?:（[^（）]{1,8}）)?"
DEGREES = rule(
    "人员.学历毕业生",
    rf"(?:全日制|普通)?(?P<row>{_DEGREE}(?:(?:、|和|及|或|以及|与){_DEGREE})+)(?:以上)?(?:学历|学位|院校)?的?毕业生",
    needs="毕业生",
    confidence=0.75,
)


def of_degrees(reading: Reading) -> Iterator[Fact]:
    """Graduates of several degrees in a row, of which any will do; which degree it is no identity tells, so it is judged."""
    for match in DEGREES.find(reading.text):
        if HIRED.search(reading.text[: match.start()]):
            continue
        row = match["row"]
        names = ["高校毕业生"] if re.search("博士|硕士|研究生|本科|大专|专科|高职", row) else []
        names += ["中等职业学校毕业生"] if re.search("中职|中专", row) else []
        names += ["技工院校毕业生"] if re.search("技校|技工", row) else []
        leaf = reading.test("applicant_identity", Op.HAS_ANY, tuple(names), *match.span(), confidence=0.75)
        told = row if "高校毕业生" in names and not re.search("大专|专科|高职", row) else ""
        node = All((leaf, reading.judgement(f"{told}学历", *match.span(), 0.6))) if told else leaf
        yield reading.fact(DEGREES.name, node, *match.span(), rank=9)


__all__ = ["find", "of_degrees"]
