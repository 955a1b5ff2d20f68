"""Who the applicant is in law: legal person, kind of entity, ownership, size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Any, Node, Op, Test
from policymatch.parsing.fields.outside import bodies_left_out
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.sizes import find_sizes, sizes_of
from policymatch.parsing.rules import rule
from policymatch.parsing.text.wording import without_brackets

LEGAL = rule(
    "主体.法人",
    r"(?P<neg>不具备|不具有|无|没有|非|未取得)?(?:具[有备]|取得|拥有|(?:依法)?(?:办理|完成)(?=法人登))?(?:合法|完全)?(?:独立(?:经营|运营|核算|承担(?:民事|法律)责任)?)?(?:的)?(?:企业|事业)?法人"
    r"(?:资格|资质|地位|主体资格|企业|单位|机构|登记(?!机关|部门|地))?(?:或(?:者)?(?:视同|视为)(?:独立)?法人(?:资格|单位)?)?",
    needs="法人",
    confidence=0.95,
)
LEGAL_CORE = re.compile(
    "法人资[格质]|法人登记|独立法人|独立(?:经营|运营|核算|承担(?:民事|法律)责任)?的法人|法人地位|法人企业|法人主体|法人单位|法人机构|企业法人|独立的企业法人|事业法人"
)
_RUNS_ITSELF = re.compile("(?:(?:独立|自主)(?:经营|核算)|自负盈亏)的法人$")
NOT_LEGAL = re.compile(r"^(?:代表|治理|股东|章|证书|授权|人|合伙|库)")

ENTITY_WORDS = {
    "企业法人": "企业法人", "法人企业": "企业法人", "企业": "企业法人", "公司": "企业法人", "事业单位": "事业单位", "事业法人": "事业单位",
    "社会组织": "社会组织", "社会团体": "社会组织", "社团法人": "社会组织", "社团": "社会组织", "行业协会": "社会组织",
    "行业商协会": "社会组织", "行业协会商会": "社会组织", "商协会": "社会组织", "协会": "社会组织", "商会": "社会组织", "行业商会": "社会组织",
    "基金会": "社会组织", "民办非企业单位": "民办非企业单位", "民办非企业": "民办非企业单位", "民非企业": "民办非企业单位",
    "社会服务机构": "民办非企业单位", "民非": "民办非企业单位", "个体工商户": "个体工商户", "个体户": "个体工商户",
    "家庭农场": "家庭农场", "农民专业合作社": "农民专业合作社", "农民合作社": "农民专业合作社", "专业合作社": "农民专业合作社",
    "合作社": "农民专业合作社", "合伙企业": "合伙企业", "有限合伙企业": "合伙企业", "高等院校": "高校", "高等学校": "高校",
    "高校": "高校", "科研院所": "科研院所", "科研机构": "科研院所", "研究机构": "科研院所", "科研单位": "科研院所",
    "企事业单位": "企业法人+事业单位", "高校院所": "高校+科研院所", "高校、院所": "高校+科研院所", "律师事务所": "律师事务所", "会计师事务所": "会计师事务所",
    "税务师事务所": "税务师事务所", "农户": "农户", "种养大户": "种养大户", "种植大户": "种养大户", "养殖大户": "种养大户",
    "农村集体经济组织": "农村集体经济组织", "村集体经济组织": "农村集体经济组织", "村集体": "农村集体经济组织", "集体经济组织": "农村集体经济组织",
    "促进会": "社会组织", "学会": "社会组织", "联盟": "社会组织", "国有企业": "企业法人",
}  # fmt: skip
WORDS = "|".join(sorted(ENTITY_WORDS, key=len, reverse=True))
JOIN = r"(?:、|和|及|与|或|或者|以及|，)(?:各类|其他|本地|相关|各)?"
_ACTS = "新?(?:发展|种植|养殖|购[置买]|建设|新建|投资|生产|加工|销售|租[用赁]|流转|实施|改造|引种)(?!服务|类|型|业)"
"""What a body does, told right behind its name: 农民专业合作社种植…."""
_ACTS_TOO = rf"(?:集中|统一|规模化?|连片|连锁化?|自主|直接|共同)(?:{_ACTS}|运营|经营|承接)|承接|兴办|领办"
"""The same of a row of bodies: 企业、合作社集中流转…, 社会组织和企业连锁化运营…."""
_A_CLASS = "等(?:各类|其他)?(?:企?事业单位|社会组织|社会团体|民办非企业单位)"
"""What bodies in a row are examples of, no second demand beside them: 高校、科研院所等事业单位."""
_ONE_OF_A_CLASS = re.compile(rf"[^、]+{_A_CLASS}")
_MORE = rf"(?:{JOIN}(?:(?:依法|已)?(?:注册|登记|成立|设立|备案)+的|[^，。；、的和及或]{{0,6}}?)(?:{WORDS})(?:（[^）]{{1,20}}）)?)"
ENTITIES = rule(
    "主体.并列",
    rf"(?<!示范)(?:各类|符合条件的)?(?:{WORDS})(?:（[^）]{{1,20}}）)?(?:{_MORE}*{_A_CLASS}|{_MORE}+"
    r"(?:(?:和|及|与|或|以及|或者)[^，。；、的和及与或\d]{2,8}服务机构(?=$|[，。；]))?"
    r"(?=等|的|，|。|；|、|$|(?:和|及|与|或|以及|或者)(?:个人|自然人)|年|执业|从业|实现|联合|可|均|应|须|在|于|招用|吸纳|带动|雇[用佣]|聘用|新增|首次|首笔|当年|通过|参[加与]|办理|向|获|稳定|缴纳|组织|开展|申|）|举办|单位|主体|为|是|：|依法|主办|承办|"
    rf"建设|自|{_ACTS}|{_ACTS_TOO}))",
    needs="、 和 及 与 或 等",
    confidence=0.85,
)
STRONG = (
    "企事业单位|社会组织|社会团体|社团法人|行业协会商会|行业协会|行业商协会|商协会|商会|事业单位|民办非企业单位|个体工商户|个体户|"
    "农民专业合作社|农民合作社|有限合伙企业|合伙企业|(?<!示范)(?<![、和及与或])家庭农场|(?<![、和及与或])(?:农村|村)集体经济组织"
)
SINGLE = rule(
    "主体.单一",
    rf"(?:(?:(?![和及与或全国省市区县各本级类等的])[一-龥]){{2,4}}(?:行业(?=社会|社团|商协会)|(?=行业商?协?会)))?(?:{STRONG})(?=$|、|及|和|或|的|，|。|；|可|）|：|在(?![编职岗册])|依法|联合|组团|等|开展|举办|主办|承办|协办|申|牵头|组织|引进|(?:聘用|招聘|对)(?=[^，。；]{{0,8}}人才)|(?:法人)?登记(?!证|机关|管理)|年(?=均|[产销营接经]|收入|服务|度)|当年|上年|首次|新增|招用|吸纳|带动|参[加与]|{_ACTS})|(?<=等)(?:事业单位|社会组织|社会团体|民办非企业单位)"
    r"|(?:(?<=[册立记资格税]的)(?=[^，。；的]{2,4}(?:$|[，。；的]))|^(?=.{2,4}$))(?:高等院校|高等学校|高校|科研院所|科研机构|科研单位)",
    needs="社会 社团 协会 商会 事业 民办 个体 合作社 合伙 农场 集体经济 高等 高校 科研",
    confidence=0.8,
)
PARTNERS = re.compile(
    r"(?:与|联合|依托|向|对接|会同|为|引进|面向|服务(?!机构|组织|企业|单位|业|平台|中心)|委托|由|从|不是|非|依法取得|和)[^，。；、的]{0,8}$"
)
COOPERATION = re.compile(
    r"^[^，。；]{0,8}(?:合作|共建|联合(?!会员|申报)|签订|签署|开展产学研|共同|设立的|建立|投资的|出具|推荐)"
)


OWNERSHIP = rule(
    "所有制", (
        r"国有(?:和|、|或)?集体企业|外商(?=设立)|国有(?:控股|独资)?企业|民营(?:企业|[^，。；、的\d]{0,4}(?:机构|医院|学校|经济组织|单位))(?!\d)|民营(?=(?:规上|规模以上|限上|中小微?|小微|大中型|重点|骨干|龙头|优质|科技|高成长|工业|制造业?|商贸|外贸|服务业?|建筑业?|农业|文化|旅游)+型?(?:企业|公司|主体))|民营资本|非公有制(?:经济)?(?:企业|经济组织)|非公(?:企业|经济组织)|私营企业|外商投资企业|外商投资项目|外资企业|"
        r"外资(?=[^，。；、]{1,8}企业)|外商投资(?!准入|负面|信息|法|备案|安全)|集体企业"
    ),
    needs="国有 民营 外资 外商 集体 非公 私营", confidence=0.85,
)  # fmt: skip
OWNERS = {"国": "国有", "民": "民营", "非": "民营", "私": "民营", "外": "外资", "集": "集体"}
NOT_OWNED = re.compile(r"(?:非|不是|不属于|不含|不包括)(?:[^，。；、的]{0,2})$")
OWNED_CONTEXT = re.compile(r"(?:实际(?:利用|使用)|实到|到位|引进|利用)$")


INDIVIDUAL = rule(
    "主体.个体经营",
    r"(?:首次|新)?(?:从事|开展|申办|申请|开办|进行)个体(?:工商户)?(?:生产)?经营",
    needs="个体",
    confidence=0.85,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of legal identity."""
    yield from _legal(reading)
    for match in INDIVIDUAL.find(reading.text):
        leaf = reading.test("entity_type", Op.IN, ("个体工商户",), *match.span(), confidence=INDIVIDUAL.confidence)
        yield reading.fact(INDIVIDUAL.name, leaf, *match.span(), rank=8)
    yield from _entities(reading)
    yield from find_sizes(reading)
    yield from _owners(reading)


def _legal(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    for match in LEGAL.find(text):
        core = LEGAL_CORE.search(match[0]) or _RUNS_ITSELF.search(text, 0, match.end())
        if not core or NOT_LEGAL.match(text[match.end() :]):
            continue
        if match["neg"] == "非":
            node = reading.judgement("非独立法人", match.start(), match.end())
            yield reading.fact("主体.非法人", node, match.start(), match.end(), rank=7)
            continue
        if re.search(r"(?:下属|控股|其他|关联|上级|所属|投资)[^，。；]{0,4}$", text[: match.start()]):
            continue
        end = match.end()
        if BODY.fullmatch(match[0]) and text[end : end + 1] in "，。；、）":
            leaf = reading.test("entity_type", Op.IN, ("企业法人",), match.start(), end, confidence=0.85)
            yield reading.fact("主体.企业法人", leaf, match.start(), end, rank=6)
            continue
        leaf = reading.test("legal_person", Op.IS, not match["neg"], match.start(), end, confidence=LEGAL.confidence)
        yield reading.fact(LEGAL.name, leaf, match.start(), end, rank=6)


BODY = re.compile("的企业法人")
"""…登记的企业法人: a kind of body, as 具有法人资格 is not."""


def _entities(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    lists: list[tuple[int, int]] = []
    for whole in ENTITIES.find(text):
        match = _list_alone(text, whole)
        if match is None or _is_partner(text, match):
            continue
        names = _entity_names(re.findall(WORDS, without_brackets(match[0])))
        if len(names) < 2 and (names != ("社会组织",) or _ONE_OF_A_CLASS.fullmatch(match[0])):
            continue
        if len(names) == 2 and _begins_inside_a_name(text, match):
            continue  # 农贸企业、家庭农场: one kind known of two tells nothing
        lists.append(match.span())
        node = _with_size(reading, names, match)
        if private := PERSONS_TOO.match(text, match.end()):
            node = Any((node, reading.judgement("个人", private.start("who"), private.end())))
            yield reading.fact(ENTITIES.name, node, match.start(), private.end(), rank=7)
            continue
        low = match.start() + (3 if _quotes_behind(node, match) else 0)
        yield reading.fact(ENTITIES.name, node, low, match.end(), rank=7)
    for match in SINGLE.find(text):
        if _is_partner(text, match) or text[: match.start()].endswith("机关"):
            continue
        if any(start < match.end() and match.start() < end for start, end in lists):
            continue
        if ANYBODY_BEFORE.search(text[: match.start()]) or ANYBODY_AFTER.match(text[match.end() :]):
            continue
        yield from _alone(reading, match)


def _alone(reading: Reading, match: re.Match[str]) -> Iterator[Fact]:
    """One kind of body, with the firms of its trade where they stand beside it; nobody where only some of it is left out."""
    names, start, begin = _entity_names(re.findall(WORDS, match[0])[-1:]), match.start(), match.start()
    if (out := bodies_left_out(reading, *match.span())) is not None:
        leaf = reading.test("entity_type", Op.NOT_IN, names, *out[1], confidence=0.8)
        yield from [reading.fact(SINGLE.name, leaf, *out[1], rank=5)] if out[0] else []
        return
    if legal := LEGAL_BESIDE.search(reading.text, max(0, start - 16), start):
        whole = (legal.start("body"), match.end())
        either = (
            reading.test("legal_person", Op.IS, True, *whole, confidence=SINGLE.confidence),
            reading.test("entity_type", Op.IN, names, *whole, confidence=SINGLE.confidence),
        )
        yield reading.fact(SINGLE.name, Any(either), *whole, rank=8)
        return
    if match[0] in ENTITY_WORDS and (firm := FIRM_OF_A_SORT.search(reading.text, max(0, start - 20), start)):
        names, start, begin = ("企业法人", *names), firm.start("firm"), firm.end("firm")
    leaf = reading.test("entity_type", Op.IN, names, start, match.end(), confidence=SINGLE.confidence)
    yield reading.fact(SINGLE.name, leaf, begin, match.end(), rank=3)


LEGAL_BESIDE = re.compile(
    r"(?P<body>(?:具[有备])?(?:独立)?法人(?:资格的?)?(?:企业|单位|机构|主体|组织|公司)?)(?:、|和|及|与|或者?|以及|/)(?:依法)?(?:[登注][记册]的)?$"
)
"""法人单位和个体工商户: either may apply."""
_SORTS = (
    "限上|规上|限额以上|规模以上|商贸|商业|批发|零售|批零|餐饮|住宿|住餐|服务|工业|制造|建筑|流通|电商|电子商务|文旅|旅游|文化|外贸|物流|农产品|经营|生产|加工|体育|影视|演艺|演出|出版|印刷|发行|动漫"
    "|游戏|文创|创意|广电|传媒|文博|艺术|广告|教育|培训|医疗|养老|康养|家政|物业|环保|能源|软件|信息|数字|农业|涉农"
)
FIRM_OF_A_SORT = re.compile(
    rf"(?:{_SORTS})(?:业|类|型|行业|流通|产业)*"
    rf"(?P<firm>企业|公司)(?:、|和|及|与|或者?|以及|/)(?:[^，。；、的]{{0,4}}(?:{_SORTS}|大型|大)(?:业|类|型)?)?$"
)
"""A firm of a trade or a scale beside those who trade on their own: 限上商贸企业或个体工商户 are both of that trade."""


def _quotes_behind(node: Node, match: re.Match[str]) -> bool:
    """Whether the row was read without its first word, which ends the name before it (外资|企业、合伙企业)."""
    quoted = isinstance(node, Test) and node.source is not None and node.source.quote
    return bool(quoted) and match[0].startswith(("企业", "公司")) and not str(quoted).startswith(("企业", "公司"))


PERSONS_TOO = re.compile("(?:、|和|及|与|或|以及|或者)(?P<who>个人|自然人)")
ANYBODY_BEFORE = re.compile(r"(?:^|[的、，；])(?:各类)?(?:企业|单位|机构|公司|组织)(?:、|和|或|及|以及)$")
ANYBODY_AFTER = re.compile(
    r"(?:、|和|或|及|以及)(?:各类|其他|相关)?(?:企业|单位|机构|公司|组织|个人)(?:$|[的等、，。；）])"
)
"""A kind of applicant in a row with plain 企业 or 机构: the row admits anybody."""


COMPOUND = re.compile(
    r"(?:高新技术|科技型|创新型|小巨人”?|专精特新”?|中小|瞪羚|独角兽|龙头|示范|骨干|领军|服务|工业|农业|外贸|制造业?)$"
)


TOLD_FIRMS = re.compile(
    rf"{JOIN}(?!国有|合伙|有限合伙|外商|大|中|小|微|各|其他|独立|集体|股份|有限)(?P<firm>(?:(?![和及与或])[一-龥]){{1,6}}(?<![等的])(?:企业|公司))(?:等)?$"
)
"""A kind of firm at the end of a row of bodies (农户、农民专业合作社、涉农企业): no firm at large."""


def _list_alone(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """The list without the end of another name: 高新技术企业、高等学校、科研机构 begins at 高等学校."""
    if (told := TOLD_FIRMS.search(match[0])) and text[match.start() + told.start() + 1 :].find(told["firm"]) >= 0:
        return ENTITIES.pattern.search(text[: match.start() + told.start()] + "等", match.start())
    if (
        not match[0].startswith("企业")
        or not COMPOUND.search(text[: match.start()])
        or text[: match.start()].endswith("小")
    ):
        return match
    return ENTITIES.pattern.search(text, match.start() + 2, match.end() + 2)


def _with_size(reading: Reading, names: tuple[str, ...], match: re.Match[str]) -> Node:
    """The list; where it begins with firms of a size (小微企业、个体工商户), those or the rest of the list."""
    start, end = match.span()
    if match[0].startswith("国有企业") and len(names) > 1:
        owned = reading.test("ownership", Op.IN, ("国有",), start, start + 4)
        others = tuple(name for name in names if name != "企业法人")
        if others:
            return Any(
                (owned, reading.test("entity_type", Op.IN, others, start + 5, end, confidence=ENTITIES.confidence))
            )
    inner = SIZED_FIRM.search(reading.text, start + 1, end)
    if inner and len(names) > 1:
        others = tuple(name for name in names if name != "企业法人")
        firms = reading.test("size", Op.IN, sizes_of(inner[1]), *inner.span())
        return Any((firms, reading.test("entity_type", Op.IN, others, start, end, confidence=ENTITIES.confidence)))
    size = re.search(r"(?:(?:大|中|小|微){2,4})(?:型)?$", reading.text[:start])
    if not size and len(names) > 1 and _begins_inside_a_name(reading.text, match):
        start += 3
        return reading.test("entity_type", Op.IN, names[1:], start, end, confidence=ENTITIES.confidence)
    if not size or not match[0].startswith("企业") or len(names) < 2:
        return reading.test("entity_type", Op.IN, names, start, end, confidence=ENTITIES.confidence)
    firms = reading.test("size", Op.IN, sizes_of(size[0].removesuffix("型")), size.start(), start + 2)
    return Any((firms, reading.test("entity_type", Op.IN, names[1:], start + 3, end, confidence=ENTITIES.confidence)))


_BEFORE_FIRMS = re.compile(
    "(?:包括|包含|支持|鼓励|引导|面向|针对|涵盖|允许|[区市省县]内|[本我全各][省市区县旗州镇]|辖区|在[京沪津渝]|全国|[^，。；、]{2,}[市区县旗])$"
)
"""A verb or a place, after which 企业 is a word of its own."""


def _begins_inside_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether the list's first word ends another name: 电商企业、…."""
    before = text[: match.start()]
    sized = re.search("[大中小微]型?$", before)
    return bool(
        not sized
        and not _BEFORE_FIRMS.search(before)
        and re.match("企业|公司", match[0])
        and re.search(r"[一-龥](?<![的类和及或、对是为由向等各内位上下])$", before)
    )


SIZED_FIRM = re.compile(r"(?<![技精特新创])((?:大|中|小|微){2,4})型?企业")


LED = re.compile(r"(?:^|[，；])(?:支持|鼓励|引导|对)?(?:各类)?$")
ROW = re.compile(r"(?:企业|单位|机构|组织|公司|纳税人|团体|农场|[户社校院者])[和与及或]$")
"""What stands before the last of a row of kinds, which is nobody's partner: 小型微利企业和|个体工商户."""


IS_ONE = re.compile(r"(?:(?:主体|对象|单位)[^，。；]{0,4}|登记|注册|类型|性质)(?:为|是)$")


def _is_partner(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    if ROW.search(before) and not PARTNERS.search(before[:-1]):
        return COOPERATION.match(text[match.end() :]) is not None
    if LED.search(before) and re.search(JOIN, match[0]) and text.startswith("等", match.end()):
        return False  # 企业、高校和科研机构等联合攻关: the row itself works together
    partner = PARTNERS.search(before) and not IS_ONE.search(before)
    return bool(partner or COOPERATION.match(text[match.end() :]))


def _entity_names(words: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for word in words:
        names += [name for name in ENTITY_WORDS[word].split("+") if name not in names]
    return tuple(names)


_FUND_OF = re.compile("[^，。；、的]{0,6}(?:基金|专项资金|协会|商会|服务中心|服务局|促进会)")
"""Whose fund or body it is: 民营企业平稳发展基金."""


def _owners(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    for match in OWNERSHIP.find(text):
        if OWNED_CONTEXT.search(text[: match.start()]) or _FUND_OF.match(text, match.end()):
            continue
        start = match.start() - len(outside[0] if (outside := NOT_OWNED.search(text[: match.start()])) else "")
        op = Op.IN if start == match.start() else Op.NOT_IN
        owners = tuple(OWNERS[sign] for sign in ("国", "集") if sign in match[0]) or (OWNERS[match[0][0]],)
        leaf = reading.test("ownership", op, owners, start, match.end(), confidence=OWNERSHIP.confidence)
        yield reading.fact(OWNERSHIP.name, leaf, start, match.end(), rank=4)
