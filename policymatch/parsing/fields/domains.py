"""Which trade the applicant is in: branches of GB/T 4754 by their names, and fields of industry as the policy words them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policymatch.conditions.nodes import Any, Node, Op, Test
from policymatch.parsing.fields.domain_words import BRANCHES, DIVISION_NAMES, DOMAINS
from policymatch.parsing.fields.othertrades import OTHERS_FIRM, is_provider, lends
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import Rule, rule
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.wording import masked, members, without_brackets
from policymatch.vocabulary.alternation import any_of

HOLDER = rule(
    "领域.列举",
    r"(?:(?P<etc>等)(?:(?:[我本全][省市区县])?(?:重点|优先|大力|着力)*(?:发展|培育|布局|鼓励|支持|打造|扶持)的)?)?(?:[一二两三四五六七八九十\d]+(?:大|个|类)?)?(?:重点|高精尖|战略性?新兴|主导|优势|前沿|未来|支柱|"
    r"特色|相关|关键|细分|试点)*"
    r"(?P<holder>产业领域|产业集群|产业链|重点领域|领域|产业|行业|赛道|方向|业态|(?<=等)(?:现代|生产性|生活性|"
    r"科技)?服务业|(?<=等)(?:先进|高端)?制造业)(?!化|园|链|发展(?:规划|导向|方向|定位|布局)|应用|软件|大模型|标准|目录|政策|规划|基金|协会|主管|联盟|带|结构|升级|转型|集聚|"
    r"前景|引导|整合|延伸|协同)",
    needs="产业 领域 行业 赛道 方向 业态 服务业 制造业",
)
ONE = rule(
    "领域.单一",
    r"(?P<lead>主要从事|专业从事|专门从事|属于|从事|聚焦)(?P<items>[^，。；：、（）的]{2,14}?)(?P<tail>(?:领域|产业|行业)|"
    r"(?:的|业务|生产|经营|服务|活动)+(?:(?:、|及|和)(?:生产|经营|管理|中介|销售|研发|推广|咨询)*(?:服务|活动|业务|管理|经营)+)*(?:的)?"
    r"(?=企业|单位|机构|$|，|。|；|、))",
    needs="属于 从事 聚焦",
    confidence=0.7,
)
_BRANCH = any_of(DIVISION_NAMES.split()) + (
    "|信息传输、软件和信息技术服务业|租赁和商务服务业|科学研究和技术服务业|软件和信息技术服务业|批发和零售业|住宿和餐饮业|"
    "文化、体育和娱乐业|交通运输、仓储和邮政业|居民服务、修理和其他服务业|农、林、牧、渔业|水利、环境和公共设施管理业|"
    "医药制造业|汽车制造业|房地产业|房地产|制造业(?!单项)|建筑业|餐饮住宿|住宿餐饮|批发零售|批零住餐|建筑施工(?=企业|单位)|批发业|零售业|餐饮业|住宿业|"
    "(?:(?<![一-龥])|(?<=[市区县省州的为是对、或及和与内营资头点上小微型外域属]))(?:生产)?制造(?=(?:型|类)?企业)|批发|零售|餐饮|(?<![留夜入顿])住宿|劳务派遣|采矿业|类金融业?|金融业|金融(?=机构|类?企业|(?:、|和|及|以及)类金融)"
)
BRANCH = rule(
    "行业.企业",
    rf"(?P<neg>非|除)?(?:旅游|星级|品牌|连锁|特色)?(?P<items>(?:{_BRANCH})(?:(?:开发)?(?:类|企业|机构|公司|单位)?(?:、|和|及|以及|或)(?:{_BRANCH}))*)(?:等)?(?:类|开发)?"
    r"(?:独立|法人|类)*(?P<tail>企业|单位|项目|（项目）|公司|机构|业|行业)?(?:（项目）)?",
    needs="业 批发 零售 餐饮 住宿 房地产 劳务 金融 建筑施工 制造",
    confidence=0.85,
)
CODES = rule(
    "行业.代码",
    r"(?:国民经济)?行业(?:大类|中类|小类|分类)?代码(?:为|：)?(?P<codes>[A-T]?\d{2,4}(?:[、,，和及][A-T]?\d{2,4})*)",
    needs="代码",
    confidence=0.92,
)
STOP_ITEMS = re.compile(
    r"《|》|非法|违法|解决|活动|一个|多个|领域|进行|参与|前景|作用|其|市场|人才|能力|需求|清晰|明确|需|建立|机制|平台(?!软件|经济)|设施|"
    r"企业|单位|机构|项目$|申报|符合|[给予][予以与]|支持|奖励|补助|提供|开展|建设|培训|政府|本市|我区|管理办法|条件|认定|第|"
    r"\d(?![GKD])|营业|收入|资金|不|年度|主管部门|首次|新增|设立|注册|依法|入驻|专业|技术、|发展规划|指导|目录|带动|等方面|"
    r"^生产$|获得|取得|使用|国家|政策|重点$|相关$|各类$|其他$|上述|同一|申请|规定|业务$|引进|拥有|工作|运营|经营|规划|优势|引领|填补|空白|突破|领先|具有|具备|拥有|符合|战略$|重大|城区|(?:[省市县]|[^小园]区)$"
)
EXCLUDED = re.compile(r"(?:不含|不包括|除外|不享受|不纳入|不适用|不予|排除)")


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of trade."""
    yield from _codes(reading)
    yield from _branches(reading)
    yield from _lists(reading)
    yield from _firms(reading)
    yield from _started(reading)
    for match in LOCAL_FINANCE.finditer(reading.text):
        yield domain_fact(reading, ("地方金融组织",), *match.span(), "领域.地方金融组织", 0.8, 5)


_CODED = re.compile(r"（[^，。；、]{0,30}?(?:代码|编码)[^，。；、]{0,16}?\d+）")


def _codes(reading: Reading) -> Iterator[Fact]:
    for match in CODES.find(reading.text):
        bracket = reading.bracket(match.start())
        if bracket and reading.text[: bracket[0]].endswith(tuple(BRANCHES)):
            continue  # 批发业（行业代码51）: the name before it says the same
        values = tuple(re.findall(r"[A-T]?\d{2,4}", match["codes"]))
        leaf = reading.test("industry", Op.IN, values, *match.span(), confidence=CODES.confidence)
        yield reading.fact(CODES.name, leaf, match.start(), match.end(), rank=8)


def _branches(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    for match in BRANCH.find(text):
        before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() :]
        exact = match["items"] in BRANCHES or "业" in match["items"][-1]
        if (not match["tail"] and not exact) or re.search(
            r"(?:先进|现代|高端|智能|战略性新兴|生产性|两业|融合|软件信息|新|(?<!中)小|(?<!小)微)$", before
        ):
            continue
        if re.match(
            (
                r"(?:额|总额|与|和现代|与现代服务业|融合|总产值|增加值|单项冠军|税收|资质|场景|数字化|创新中心|业单项|"
                r"额度|销售|产值|投资|住宅|(?:企业)?(?:\d{1,4}|[百十])强|\d*[晚夜天]|[一两二三]晚|过夜|总承包|劳务)"
            ),
            after,
        ) or (
            not match["tail"]
            and re.match(r"[一-龥]", after)
            and not re.match(r"(?:等|的|企业|和|及|、|或|除外|以外|之外|均|项目|为主)", after)
        ):
            continue
        if OTHERS_FIRM.search(text[: match.start()]) or (match["items"] == "金融" and lends(text, *match.span())):
            continue
        names = branch_names(match["items"])
        if (
            not names
            or (
                after.startswith(("以外", "之外"))
                and not match["neg"]
                and not _excluded(reading, match.start(), match.end())
            )
            or (re.search("等(?:其[他它])?$|其[他它]$", before) and match["items"] == "金融")
        ):
            continue
        negative = bool(match["neg"]) or _excluded(reading, match.start(), match.end())
        op = Op.NOT_IN if negative else Op.IN
        start, end = _negative_quote(reading, match.start(), match.end()) if negative else match.span()
        leaf = reading.test("industry", op, names, start, end, confidence=BRANCH.confidence)
        coded = _CODED.match(text, match.end())
        yield reading.fact(BRANCH.name, leaf, start, end, rank=6, cover=(coded.span(),) if coded else ())


_ROWS = {
    "餐饮住宿": "餐饮、住宿",
    "住宿餐饮": "住宿、餐饮",
    "批发零售": "批发、零售",
    "批零住餐": "批发、零售、住宿、餐饮",
}


def branch_names(items: str) -> tuple[str, ...]:
    """The branches that a row of short names means: 批零住餐, 住宿、餐饮."""
    for row, told in _ROWS.items():
        items = items.replace(row, told)
    names: list[str] = []
    rest = items
    for long in sorted(BRANCHES, key=len, reverse=True):
        if long in rest:
            names.append(BRANCHES[long])
            rest = rest.replace(long, "\0" * len(long))
    return tuple(dict.fromkeys(sorted(names, key=lambda name: items.find(name.removesuffix("业")[:2]))))


def branches_of(parts: list[str]) -> tuple[str, ...]:
    """The branches of a row that names nothing else: 批发、零售、住宿、餐饮; empty where it names other trades."""
    parts = [re.sub("(?:行业|业务)$", "", part) for part in parts]
    names = [BRANCHES.get(part if part.endswith("业") else f"{part}业") for part in parts]
    return tuple(dict.fromkeys(name for name in names if name)) if len(names) > 1 and all(names) else ()


def _excluded(reading: Reading, start: int, end: int) -> bool:
    """Whether the words around say that who is in the trade stays out."""
    bracket = reading.bracket(start)
    if bracket:
        inside = reading.text[bracket[0] : bracket[1]]
        return bool(EXCLUDED.search(inside))
    segment, stop = reading.segment(start)
    return bool(_SHUT_BEHIND.match(reading.text, end, stop)
                or _SHUT_BEFORE.search(reading.text, segment, start))  # fmt: skip


_SHUT_BEHIND = re.compile(
    r"(?:[^，。；（）]|（[^（）]*）){0,14}(?:除外|不享受|均不享受|不得享受|不予|不纳入|不适用|不在)"
)
"""房地产企业（项目）不享受…; not what a bracket behind shuts out: 工业项目（仓储除外）."""
_SHUT_BEFORE = re.compile(
    r"(?:不含|不包括|(?<![排免解扣废拆])除(?!外|满足|符合|应|了|上述))(?:(?![以之]外|外[的，])[^，。；）]){0,12}$|非$"
)


def _negative_quote(reading: Reading, start: int, end: int) -> tuple[int, int]:
    match = re.match(
        r"[^，。；]{0,14}?(?:除外|不享受[^，。；]{0,8}|均不享受[^，。；]{0,10}|不予[^，。；]{0,6})", reading.text[end:]
    )
    lead = re.search(r"(?:不含|不包括|除)[^，。；]{0,12}$", reading.text[max(0, start - 16) : start])
    return start - (len(lead[0]) if lead else 0), end + (match.end() if match else 0)


_HOME_FIRST = re.compile("(?:[我本全][省市区县]|[一-龥]{2,6}?(?:省|市|自治区|区|县))(?=[一-龥]{2,})(?!场)")


def _lists(reading: Reading) -> Iterator[Fact]:
    """Trades in a row before 领域, 产业, 行业: read from that word to the left."""
    text = reading.text
    for match in HOLDER.find(text):
        start, end = _stretch(text, match.start())
        start = max(
            (
                each.end()
                for each in BRANCH.find(text, start, end)
                if len(each["items"]) > 5 and each["items"][-1] == "业"
            ),
            default=start,
        )
        start += len(text[start:end]) - len(text[start:end].lstrip("、和及"))
        lead = LEAD_IN.match(masked(text[start:end]))
        start += lead.end() if lead else 0
        place = _HOME_FIRST.match(text[start:end])
        start += place.end() if place else 0
        if lead and lead[0].endswith(("面向", "服务于", "对接")) and not _GATHERS.search(lead[0]):
            continue
        if text[start - 1 : start] == "在" and (
            USED_THERE.match(text, match.end()) or CLEAN_THERE.match(text, match.end())
        ):
            continue  # where something is put to use, not what the applicant is
        if PUT_TO_USE.match(text, start, end):
            continue
        if items := _items(text[start:end], match):
            confidence = 0.75 if lead or len(items) > 2 else 0.65
            rank = (8 if "（" in text[start:end] else 6) if len(items) > 1 else 4
            yield domain_fact(reading, items, start, match.end(), HOLDER.name, confidence, rank)
    for match in ONE.find(text):
        items = _split(re.sub("(?<=.{2})(?:关键|核心)$", "", match["items"]))
        if items and not VAGUE.search("".join(items)):
            yield domain_fact(reading, items, match.start(), match.end(), ONE.name, ONE.confidence, 4)


PUT_TO_USE = re.compile("[^，。；、]{0,12}?(?:(?<!适)用于|应用[在到])")
"""产品主要应用于|医疗健康、智能制造领域: where a thing is used, not what the applicant does."""
_GATHERS = re.compile("(?:征集|申报|遴选|认定|本次|本批)[^，。；]{0,6}面向$")
"""本次征集面向甲、乙行业: whom the notice is for, not whom the applicant serves."""


def _stretch(text: str, end: int) -> tuple[int, int]:
    """The words of a list that ends at ``end``: back to the last stop, over brackets inside the list."""
    start, depth = end, 0
    while start > 0 and end - start < 120:
        character = text[start - 1]
        if character == "）":
            depth += 1
        elif character == "（":
            if depth == 0:
                break
            depth -= 1
        elif character in "，。；：！？" and depth == 0:
            break
        start -= 1
    return start, end


LEAD_IN = re.compile(
    r"^.*(?:属于|适用于|从事|符合|支持|发展的?|围绕|聚焦|推动|推进|鼓励|建设|布局|创建|打造|涉及|面向|主要包括|包括|方向|为|在|对|的|是|并|"
    r"且)(?=.)"
)


LOCAL_FINANCE = Seldom("地方金融组织(?!监管|管理)")
STARTED = Seldom(r"创办(?P<items>[^，。；：（）的]{2,30})的(?:人员|企业|创业者)")


def _started(reading: Reading) -> Iterator[Fact]:
    """What founders founded: 创办民宿、农家乐的人员."""
    for match in STARTED.finditer(reading.text):
        items = [item for item in members(match["items"]) if len(item) > 1]
        if items and not re.search("企业|公司", match["items"]):
            leaf = reading.test("business_domain", Op.HAS_ANY, tuple(items), *match.span(), confidence=0.75)
            yield reading.fact("领域.创办", leaf, match.start(), match.end(), rank=5)


USED_THERE = re.compile(r"(?:完成|实现|取得|进行|实施|推广|应用|落地|部署|示范|打造|形成|深度应用|率先)")
CLEAN_THERE = re.compile("(?:方面|内)?(?:均|都)?(?:无|未|没有|不存在|不得有|信用|存在|发生|有(?:严重|重大|不良|违))")
"""Where a record is to be clean (在税务、环保等领域无违法记录), which is no trade."""
APPLICANTS = re.compile(
    r"(?:内)?(?:的)?(?:规模以上|规上|限上|工业|初创|中小微|小微|重点|骨干|龙头|科技|相关|优质|创新|中小|各类|领军|平台型|领先|市场)*(?:企业|单位|机构|主体|"
    r"创新主体)(?!家)"
)
VAGUE = re.compile("以上|实体|重点|主导|支柱|优势|新兴|高精尖|相关|特色|上述|各|该|本|所属|未来|鼓励|国家")


def _items(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Two or more trades; a single one only before 领域 and the like with 等."""
    if match["holder"] in ("方向", "业态", "赛道") and not match["etc"]:
        return ()
    items = _split(text)
    if {"工业", "农业", "服务业"} <= set(items):
        return ()
    if items and not match["etc"] and match["holder"] == "产业":
        last = items[-1]
        items = (*items[:-1], DOMAINS.get(last, last + "产业")) if "产业" in text else (*items[:-1], last)
    if items and APPLICANTS.match(match.string, match.end()) and not VAGUE.search("".join(items)):
        return items
    alone = len(items) == 1 and items[0] in DOMAINS and match.end() == len(match.string)
    if len(items) < 2 and not (match["etc"] and items) and not alone:
        return ()
    if len(items) == 2 and "、" not in text and not match["etc"] and not any(item in DOMAINS for item in items):
        return ()
    return items


_ROW_SIGNS = re.compile(
    "、|以及|和(?!信息|技术|零售|餐饮|商务|娱乐|邮政|节能|信息服务)|及(?!其)|与(?!节能|环保|信息)|或者?"
)
_HOLDS = re.compile("(?:产业领域|领域|行业)$")
_PLACE_FIRST = re.compile("[一-龥]{2,3}[省市区县](?=.{2,})")


def _split(text: str) -> tuple[str, ...]:
    flat = without_brackets(text).replace("“", "").replace("”", "")
    parts = [_HOLDS.sub("", part) for part in _ROW_SIGNS.split(flat)]
    if parts and (placed := _PLACE_FIRST.match(parts[0])) and parts[0][placed.end() :] in DOMAINS:
        parts[0] = parts[0][placed.end() :]
    parts = [part for part in parts if part]
    if any((STOP_ITEMS.search(part) and part not in DOMAINS) or not 2 <= len(part) <= 16 for part in parts):
        return ()
    return tuple(dict.fromkeys(parts))


def domain_fact(reading: Reading, items: tuple[str, ...], start: int, end: int, name: str, confidence: float,
                rank: int) -> Fact:  # fmt: skip
    """The fact that the applicant is in one of the trades: branches of GB/T 4754, and fields as the policy words them."""
    branches = [item for item in items if item in BRANCHES and item.endswith("业")]
    short = len(branches) < len(items) and all(len(item) <= 3 for item in branches)
    industries = () if short else tuple(BRANCHES[item] for item in branches)
    domains = tuple(item for item in items if short or item not in branches)
    negative = _excluded(reading, start, end)
    tests: list[Test] = []
    if industries:
        tests.append(
            reading.test("industry", Op.NOT_IN if negative else Op.IN, industries, start, end, confidence=confidence)
        )
    if domains:
        op = Op.HAS_NONE if negative else Op.HAS_ANY
        tests.append(reading.test("business_domain", op, domains, start, end, confidence=confidence))
    node: Node = tests[0] if len(tests) == 1 else Any(tuple(tests))
    return reading.fact(name, node, start, end, rank=rank)


OTHER = r"[一-龥]{1,5}?(?<![企专创就毕作物失农])业(?=、|和|及|或|等|类|企业)"
"""A branch that the vocabulary lacks, in a row with one that it has: 软件业、电信业企业."""


@cache
def _firm_rule() -> Rule:
    words = any_of(DOMAINS)
    return rule(
        "领域.企业",
        rf"(?<!发展)(?P<items>(?:{words})(?:类|企业)?(?:(?:、|和|及|或)(?:{words}|{OTHER})(?:类|企业)?)*)(?:等)?(?:类|领域|"
        rf"行业|产业)?(?:高精尖|重点|骨干|龙头|优质|规上|限上)?(?P<tail>企业|有限合伙企业|类项目|项目|机构|单位|"
        rf"经营|(?<=企业))(?!集群|家|协会|税收|投资基金|中心|\d+强|[百十]强|(?<=经营)(?:资质|许可|资格|证|执照|权|备案|批准|实绩|业绩|经验|记录|情况|状况|场所|面积))",
        needs="企业 项目 机构 单位 经营",
        confidence=0.75,
    )


@cache
def _domain_word() -> re.Pattern[str]:
    return re.compile(rf"{any_of(DOMAINS)}|(?<=[、和及或]){OTHER}")


_TRADERS = re.compile("外贸(?:类|重点|骨干|龙头|优质)?企业")
"""外贸企业 are told by what they sell abroad, which no field of industry tells."""


_WITH_OTHERS = re.compile(r"(?:支持|服务|从|与|向|(?<![若如应须])为|其他|非)$")


def _firms(reading: Reading) -> Iterator[Fact]:
    firms = _firm_rule()
    for match in firms.find(reading.text):
        if OTHERS_FIRM.search(reading.text[: match.start()]) or is_provider(reading.text, *match.span()):
            continue
        before = reading.text[max(0, match.start() - 4) : match.start()]
        if _WITH_OTHERS.search(before) and not before.endswith("支持"):
            continue
        if before.endswith(("新型", "国际")):
            continue
        words = _domain_word().findall(match["items"])
        items = tuple(dict.fromkeys(DOMAINS.get(word, word) for word in words))
        if (len(items) == 1 and items[0] in BRANCHES and items[0].endswith("业")) or (
            items == ("金融",) and match["tail"] == "机构"
        ):
            continue
        if _TRADERS.fullmatch(match[0]):
            traders = reading.judgement(match[0], *match.span())
            yield reading.fact(firms.name, traders, *match.span())
            continue
        yield domain_fact(reading, items, *match.span(), firms.name, firms.confidence, 7 if len(items) > 1 else 5)
