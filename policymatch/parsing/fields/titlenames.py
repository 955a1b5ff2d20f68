"""What the members of a row of titles are called in full.

A member lends the next its level, its place and its theme, never its head: after 国家级单项冠军 comes 国家级领航企业, after
体育产业示范单位 the bare 项目 is 体育产业示范项目.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.fields import recognitions
from policymatch.parsing.fields.honours import RENAMED, canonical
from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.wording import without_brackets
from policymatch.vocabulary import qualifications, regions

_HEADS = (
    "企业|产品|项目|平台|基地|园区|街区|社区|单位|机构|中心|车间|工厂|营地|场景|集群|试点|示范|标杆|工程|品牌|线路|商圈|景区|合作社|"
    "步行街|供应链|区|县|村|镇"
)
_MARKS = (
    "示范|试点|标杆|领航|领军|领先|冠军|龙头|骨干|优秀|优质|精品|卓越|先进|最佳|百强|\\d强|十佳|之星|瞪羚|独角兽|小巨人|灯塔|链主|雏鹰|"
    "重点|特色|名优|知名|著名|驰名|老字号|首台|首批次|首版次|达标|星级|放心|诚信|文明|绿色|智能|数字化|智慧"
)
END = (
    f"{_HEADS}|奖|杯|商标|商号|字号|名牌|名品|冠军|小巨人|独角兽|瞪羚|领跑者|实验室|研究院|研究所|孵化器|众创空间|加速器|天地|工作站|"
    "流动站|工作室|食品|农产品|认证|贯标|资质|资格证书|饭店|酒店|民宿|农家乐|旅行社|度假区|示范社|农场|牧场|渔场|示范场|养殖场|"
    "商店|门店|书店|影院|医院|学校|养老院|联合体|海外仓|仓库|仓|生产线|等级|标志|标识|证书|强|十佳|综合体|街|乡村|村寨|社会组织|"
    "商会|协会|站|坊|园|馆|所|点|[特一二三甲乙丙]级|建筑|装备|新材料|软件|遗产|传承人|工法|标准化良好行为|联盟|楼宇|楼|载体|地标|码头|"
    "港口|空间|卖场|市场|超市"
)
ENDED = re.compile(rf"(?:{END})”?(?:（[^（）]*）)?”?$")
_MARKED = re.compile(_MARKS)
_OWN = re.compile(r"[市区县]长质量奖|国家|全国|中国|中华|国际|世界|全球|亚洲|省|自治区|“?(?:世界|中国)")
_FREE = re.compile(
    "灯塔工厂|\\d强|上市公司|高新技术企业$|科技型中小企业$|创新型中小企业|小巨人|老字号|驰名商标|认证$|AEO"
)
"""Honours that have no level, or one of their own."""
_BRACKET = re.compile(r"（(?P<inside>[^（）]*)）")
_NOTE = re.compile(
    r"含|不含|包括|备案|原|仅?限|即|简称|以下|下称|新认定|累计|续展|指|培育$|名单|附件|[详具]?体?见|证书|有效|应|[须需]|复[审核]|截[至止]"
)
_STAGE = re.compile("示范|试点|标杆")
_BARE_HEAD = re.compile(rf"(?:示范|试点|精品|优秀|特色|重点|标杆)?(?:{_HEADS})")
_AWARD = re.compile("(?:特等|[一二三]等|金|银|铜|优秀|提名|优胜)奖")
_AWARD_ROW = re.compile("(?P<base>.*?)(?P<ranks>[特一二三](?:、[一二三])+)等奖$")


@immutable
class Title:
    """One member of a row.

    Args:
        name: its words without levels and grades.
        levels: at which it is given; empty where it names none itself.
        grades: in which it is given.
        quoted: whether it, or part of it, stands in quotation marks.
        names: in full, one a level, grade or alternative.
        sure: whether it is surely a title: known, or of a level or grade, or called a 示范, a 百强.
        likely: whether it ends as titles do.
    """

    name: str
    levels: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    quoted: bool = False
    names: tuple[str, ...] = ()
    sure: bool = False
    likely: bool = False


def named(members: tuple[Title, ...]) -> tuple[Title, ...]:
    """The members with their names in full."""
    done: list[Title] = []
    levels: tuple[str, ...] = ()
    place = _place_of(members[0].name)
    for member in members:
        before = done[-1] if done else None
        name = _completed(member.name, before) if before and not member.levels else member.name
        own = member.levels
        levels = own or levels
        if not own and not _OWN.match(name) and not _FREE.search(name) and not _place_of(name) and not member.grades:
            own = levels
        full = _in_place(name, place) if done and not own and not member.grades and place else name
        done.append(_spelled(replace(member, name=_plain(full), levels=own, quoted="“" in name)))
    return _sharing(done)


_ZONES = {
    "高新区": "高新技术产业开发区", "经开区": "经济技术开发区", "农业高新区": "农业高新技术产业示范区", "自创区": "自主创新示范区",
}  # fmt: skip
_GRADE_END = re.compile("(?:承包|设计|勘察|监理|行业|专业|综合)(?:特|[一二三甲乙丙])级$")


def _sharing(done: list[Title]) -> tuple[Title, ...]:
    """施工总承包特级或设计综合甲级资质: the last word is what all of them are."""
    if not any(_GRADE_END.search(one.name) for one in done):
        return tuple(done)
    return tuple(_spelled(replace(one, name=one.name + "资质")) if _GRADE_END.search(one.name) else one for one in done)


_ONLY_GRADE = re.compile("[特一二三甲乙丙]级(?:资质)?")
_GIVER = re.compile(
    "(?:工信部|工业和信息化部|农业农村部|农业部|商务部|科技部|国家发展?改革?委|国家知识产权局)(?=.{4,})"
)


def _plain(name: str) -> str:
    """The name without a giver that says no more than its level, and without 证书 and 认证 after what is held."""
    name = _UNFINISHED.sub("", name)
    if told := _CALLED_BY.fullmatch(name):
        return told[1]
    name = name[1:-1] if _QUOTED.fullmatch(name) else name
    bare = _GIVER.sub("", name)
    name = bare if qualifications.read(without_brackets(bare)).known else name
    bare = name.removesuffix("证书") if name.endswith("证书") else name.removesuffix("认证")
    return bare if qualifications.read(bare).known or bare.endswith(("企业", "单位")) else name


_UNFINISHED = re.compile("(?<=.{4})(?:创建|监测合格)$")
_CALLED_BY = re.compile("[^“]{2,14}[会部厅局委社网]“([^”]{4,})”")
_QUOTED = re.compile("“[^“”]+”")
_PLACE_FIRST = re.compile("[一-龥]{2,4}[省市区县州](?=.{4,})")
_ALL_CHINA = re.compile("全国|中国(?=.*强)")


def _place_of(name: str) -> str:
    found = _PLACE_FIRST.match(name)
    if found and regions.named(found[0]):
        return found[0]
    if _ALL_CHINA.match(name):
        return name[:2]
    return next((name[:size] for size in (2, 3) if len(name) > size + 3 and _short(name[:size])), "")


def _short(word: str) -> bool:
    return any(regions.named(word + ending) for ending in "市省") or bool(regions.named(word + "自治区"))


def _in_place(name: str, place: str) -> str:
    return name if _OWN.match(name) or _place_of(name) or qualifications.read(name).known else place + name


def _completed(name: str, before: Title) -> str:
    """The name with what it takes from the one before it."""
    last = without_brackets(before.name).strip("“”")
    if _AWARD.fullmatch(name) and (award := _AWARD.search(last)):
        return last[: award.start()].replace("”", "") + name
    if _ONLY_GRADE.fullmatch(name) and _GRADE_END.search(last):
        return last[:-2] + name
    if qualifications.read(name).known or not 1 < len(name) <= 6:
        return name
    for length in range(len(last) - 1, 1, -1):
        if qualifications.read(last[:length] + name).known:
            return last[:length] + name
    if not _BARE_HEAD.fullmatch(name):
        return name
    head = re.search(rf"(?:{_HEADS})$", last)
    if head is None:
        return name
    theme = last[: head.start()]
    return (re.sub("(?:示范|试点|精品|优秀|特色|重点|标杆)$", "", theme) if _MARKED.match(name) else theme) + name


def _spelled(member: Title) -> Title:
    """The member with its names, one a level, grade and alternative."""
    names = [
        graded
        for plain in _alternatives(member.name)
        for ranked in _awards(plain)
        for graded in ([_with_grade(grade, ranked) for grade in member.grades] or [ranked])
    ]
    full = [name for one in names for level in (member.levels or ("",)) for name in _in_full(level, one)]
    known = all(qualifications.read(without_brackets(one)).known for one in names)
    ended = all(ENDED.search(one) for one in names)
    marked = bool(_MARKED.search(member.name)) or member.quoted
    sure = known or (bool(member.levels or member.grades) and (ended or marked)) or (marked and ended)
    return replace(member, names=tuple(dict.fromkeys(full)), sure=sure, likely=ended and len(member.name) >= 4)


def _with_grade(grade: str, name: str) -> str:
    if re.search("强|十佳", grade):
        return grade + name
    return grade + re.sub("(?:旅游)?星级(?=饭店|酒店)", "", name) if "星" in grade else grade + name


def _awards(name: str) -> list[str]:
    """奖一、二等奖 → one name a rank."""
    found = _AWARD_ROW.match(name)
    if not found:
        return [name]
    return [f"{found['base']}{rank}等奖" for rank in found["ranks"].split("、")]


def _alternatives(name: str) -> list[str]:
    """A name whose bracket gives another head is two: 研学营地（基地）; other brackets are notes or part of it."""
    if qualifications.read(canonical(name)).known:
        return [canonical(name)]
    found = next(iter(reversed(list(_BRACKET.finditer(name)))), None)
    if not found:
        return [name]
    return _by_bracket(name, name[: found.start()], found["inside"], name[found.end() :].strip("”"))


def _by_bracket(name: str, pre: str, inside: str, post: str) -> list[str]:
    if post:
        both = qualifications.read(pre + post).known and qualifications.read(inside + post).known
        return [pre + post, inside + post] if both else [name]
    others = re.split("、|和|或|/|及", inside)
    head = re.search(rf"(?:{_HEADS})$", pre)
    if head and all(re.fullmatch(_HEADS, other) for other in others):
        known = qualifications.read(pre)
        same = bool(_STAGE.fullmatch(head[0])) == bool(_STAGE.fullmatch(others[0]))
        alike = same and not (known.known and known.qualification in RENAMED)
        return [pre, *(pre[: head.start()] + other for other in others if alike)]
    both = qualifications.read(pre).known and qualifications.read(inside).known
    if len(pre) > 2 and not _NAMED_SO.match(inside) and (both or inside.endswith(pre)):
        return [pre, inside]
    return (
        [pre]
        if _NOTE.match(inside) or _AS_LISTED.fullmatch(inside) or _SORT.fullmatch(inside) or len(inside) > 12
        else [name]
    )


_NAMED_SO = re.compile("以下|简称|下称")
_AS_LISTED = re.compile("以[^（）]{2,24}为准")
"""全国百强会计师事务所（以中注协公布为准）: whose list tells who has it is no part of the name."""
_SORT = re.compile("(?:规上|规模以上|限上|工业|农业|服务业|建筑业|商贸)+(?:企业|单位)")


def _in_full(level: str, name: str) -> list[str]:
    """The name at a level as the vocabulary calls it; as it is written where the vocabulary does not hold it."""
    whole = level + name
    if name.startswith("全国"):
        return [name]
    for match in qualifications.find(whole):
        if match.span.start == 0 and match.span.end == len(whole):
            return list(recognitions.expanded(match))
    plain = _ZONES.get(name, canonical(name))
    return [plain if level and plain.startswith(level.removesuffix("级")) else level + plain]
