"""Which trade the applicant is in, told by what it does: 从事…的企业, 以…为主营业务, 人力资源服务机构, 纺织业企业."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policymatch.conditions.nodes import Any, Op
from policymatch.parsing.fields.domain_words import DOMAINS
from policymatch.parsing.fields.domains import PUT_TO_USE, STOP_ITEMS, branch_names, branches_of, domain_fact
from policymatch.parsing.fields.othertrades import is_provider
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.tradewords import AMBIGUOUS_WORDS, EXTRA_WORDS
from policymatch.parsing.rules import Rule, rule
from policymatch.parsing.structure.points import TRADE_ENDS
from policymatch.parsing.text.wording import without_brackets
from policymatch.vocabulary import domains
from policymatch.vocabulary.alternation import any_of

_MAKES = (
    r"(?:研究|研发|开发|设计|制造|生产|加工|销售|批发|零售|经营|运营|管理|"
    r"制作|推广|咨询|集成|应用|技术|服务|中介|中介服务|培训|封装|测试|封装测试|种植|养殖|流通|储运|储藏|贮藏|贮存|配送|收购|购销|初加工|深加工|精深加工|活动|业务|工作|相关)"
)
_FIRM = r"(?:企业|单位|机构|组织|主体|公司|农户|个体工商户|合作社|经营者|平台|个人|园区|社会组织|团队|商户|院校)"

_DOES = rule(
    "领域.从事",
    rf"(?:主要|专业|专门|实际|直接|长期)?从事(?P<items>(?:[^，。；：（）]|（[^（）]{{1,24}}）){{2,44}}?)"
    rf"(?P<tail>(?:等(?:相关)?|相关|的)?(?:生产经营|经营|生产|业务|活动|工作|领域|行业|产业|服务业态|业态)*(?:(?<=等)(?=(?:企业|机构|单位)(?:$|[，。；）]))|的(?=(?:[^，。；、的]{{0,8}}){_FIRM})|$|(?=，|。|；|）|且|并)))",
    needs="从事",
    confidence=0.75,
)
_MAIN = rule(
    "领域.主营",
    r"以(?P<items>[^，。；：]{2,60}?)(?:等)?(?:业务)?(?P<tail>为(?:其)?(?:主营业务|主要业务|主业|主要经营(?:业务|范围|内容)|主营))"
    r"|(?P<lead>主营业务|主要业务|主营|经营范围|主导产业)(?:收入)?(?:为|是|属于|包括|包含|含|涉及)(?P<what>[^，。；：]{2,40}?)(?=(?:等)?(?:相关|业务|领域|行业|产业)*(?:的(?:企业|单位|机构)|$|，|。|；))",
    needs="主营 主要业务 主业 主要经营 经营范围 主导产业",
    confidence=0.8,
)
_ROW = re.compile(r"、|以?及|和(?!信息|技术)|与|或者?")
_LISTED = re.compile(r"^.{2,}?等(?=[^，。；、]{3,})")
_NOT_A_TRADE = re.compile(
    r"^(?:相应|对应|所学|本)|^实体(?:经营|经济|产业)?$|^(?:生产|经营|开发)$|非法|违法|违规|工作|科研|科学研究|技术研[发究]|成果转化|研究开发|研究$|人员|活动$|一线|相关|其他|业务$|上述|本|该|规定|政府|国际市场|《|分类目录|分类标准|建设$|^非|就业|创业$|以上|以下|\d{2,}|年"
    r"|不|未|具有|符合|属于|处罚|禁止|限制|国家|战略|重点|行业$|领域$|岗位|职业|专业$|管理$|项目"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of what the applicant does."""
    yield from _doing(reading)
    yield from _serving(reading)
    yield from _main(reading)
    yield from _firms(reading)
    yield from _ending(reading)
    yield from _alone(reading)
    yield from _row_of_firms(reading)
    yield from _named_firms(reading)
    for match in _AGENCIES.find(reading.text):
        yield _fact(reading, ("旅行社",), *match.span(), _AGENCIES.name, _AGENCIES.confidence)


_AGENCIES = rule(
    "领域.旅行社",
    r"(?:^|(?<=[，；。：对])|(?<=[游客动团]的))(?:[本我全]?[市区县省州][内外]?|地接|入境|组团)*旅行社(?:企业)?(?=$|[，。；（]|组织|招徕|接待|引进|引客|引入|输送|地接|年度?|全年|当年|上一?年|每年|通过|开展|承接|单[次团])",
    needs="旅行社",
    confidence=0.75,
)


def _doing(reading: Reading) -> Iterator[Fact]:
    for match in _DOES.find(reading.text):
        if _DENIED.search(reading.text[: match.start()]) or re.search(
            r"(?:不|未|不得|禁止|人员|人才|职工|员工|为|向)$", reading.text[max(0, match.start() - 3) : match.start()]
        ):
            continue
        if _STAFF.match(reading.text, match.end() - (0 if match[0].endswith("的") else 1)):
            continue
        if branches := branches_of(_ROW.split(match["items"])):
            leaf = reading.test("industry", Op.IN, branches, match.start(), match.end(), confidence=_DOES.confidence)
            yield reading.fact(_DOES.name, leaf, match.start(), match.end(), rank=8)
        elif (items := _trades(match["items"])) and not _INCOME.search(items[-1]):
            anybody = _ANYBODY.match(reading.text, match.end()) if match[0].endswith("的") else None
            end = anybody.end() if anybody else match.end() - (1 if match[0].endswith("的") else 0)
            rank = 8 if len(items) > 1 and "的" not in match["items"] else 5
            yield _fact(reading, items, match.start(), end, _DOES.name, _DOES.confidence, rank=rank)


_DENIED = re.compile("(?:^|[，。；])(?:应|须|均)?(?:不得?|未|严禁|禁止)(?!少于|低于|超过)[^，。；的]{2,16}$")
"""不占用农田|从事…: what is not done there, nobody's trade."""
_STAFF = re.compile("的?(?:专职|全职|专门)?(?:研究开发|研发|科技|科研|技术|研究|从业|工作)?(?:人员|员工|职工)")
"""Those on the staff who do it (从事研发和相关技术创新活动的科技人员): it is no trade of the applicant."""


_INCOME = re.compile("(?:收入|所得|利润|收益)$")
_ANYBODY = re.compile(
    r"(?:各类)?(?:企业|单位|机构|公司|组织|经济组织)(?:(?:、|和|及|或者?|以及)(?:企业|单位|机构|公司|组织|经济组织|个人))*(?:等(?:各类)?(?:单位|组织|机构|主体|经营主体)?)?(?=$|[，。；、）])"
)


_SERVES = rule(
    "领域.提供服务",
    rf"(?:主要)?(?:[为向面][^，。；、提]{{1,8}})?(?:专业|主要)?提供(?P<items>[^，。；：]{{2,40}}?)(?P<etc>等?(?:相关)?服务)?的(?:专业)?{_FIRM}",
    needs="提供",
    confidence=0.7,
)


def _serving(reading: Reading) -> Iterator[Fact]:
    """Who is told by its services: 为社区提供养老、托育、家政等服务的机构; only services that are trades by name."""
    for match in _SERVES.find(reading.text):
        parts = [part for part in _ROW.split(match["items"]) if part]
        ending = "服务" if match["etc"] else ""
        items = tuple(dict.fromkeys(part if part.endswith("服务") else part + ending for part in parts))
        if items and all(_is_trade(item) for item in items):
            yield _fact(reading, items, match.start(), match.end(), _SERVES.name, _SERVES.confidence, rank=7)


def _is_trade(name: str) -> bool:
    known = frozenset(_names())
    return name in known or name.removesuffix("服务") in known


def _main(reading: Reading) -> Iterator[Fact]:
    for match in _MAIN.find(reading.text):
        if items := _trades(match["items"] or match["what"]):
            yield _fact(reading, items, match.start(), match.end(), _MAIN.name, _MAIN.confidence, rank=7)


def _trades(words: str) -> tuple[str, ...]:
    """The trades of a row; what is done with the first (演艺生产、经营及中介服务) is no trade of its own."""
    words = _AT_LARGE.sub("", without_brackets(words))
    if members := _members(words):
        return members
    words = _LISTED.sub("", words)
    parts = [re.sub(r"^(?:各类|相关|的)|(?:等|等?相关|的)$", "", part) for part in _ROW.split(words)]
    kept: list[str] = []
    for at, part in enumerate(parts):
        if re.fullmatch(rf"{_MAKES}+", part) and at:
            if kept and (farmed := _FARMED.fullmatch(kept[-1])):  # 林下种植、养殖 are two trades of one kind
                kept += [farmed["what"] + part] if _FARMS.fullmatch(part) else []
                continue
            kept = [_bare(one) for one in kept[:-1]] + [_bare(one) for one in kept[-1:]]
            continue
        kept.append(part)
    kept = [_IN_FIELD.sub("", part) for part in kept]
    if not kept or any(not 2 <= len(part) <= 16 or _NOT_A_TRADE.search(part) for part in kept):
        return ()
    if len(kept) == len(parts) == 1:
        kept = [_only(kept[0])]
    return tuple(dict.fromkeys(kept))


_FARMS = re.compile("种植|养殖")
_FARMED = re.compile("(?P<what>.*)(?:种植|养殖)")

_AT_LARGE = re.compile("等(?:战略性?|重点|新兴|高新技术|高技术|特色|主导|优势|支柱|未来|前沿|相关)+$")
_LED_OUT = re.compile(r"(?P<row>[^等]{2,}、[^等]{2,})等(?P<head>[^，。；、]{3,})")


_SIDE = "(?:国际|国内|境内|境外|海上|内河|沿海|远洋|线上|线下)"
_BOTH = re.compile(rf"(?P<a>{_SIDE})(?:或者?|和|及|、)(?P<b>{_SIDE})(?P<what>[一-龥]{{2,4}})(?=、|等|$)")
"""国际或国内航运: two trades with one word for both."""
_ROW_OF = 3
_LONGEST = 12


def _members(words: str) -> tuple[str, ...]:
    """The trades that a row names before what they are together: 船舶管理、船舶代理、航运经纪等航运服务; empty where they are none."""
    led = _LED_OUT.fullmatch(_BOTH.sub(r"\g<a>\g<what>、\g<b>\g<what>", words))
    parts = [part for part in _ROW.split(led["row"]) if part] if led else []
    if len(parts) < _ROW_OF or any(len(part) > _LONGEST or _unlike_a_trade(part) for part in parts):
        return ()
    if any(len(part) < 3 and part not in _known() for part in parts):
        return ()
    return tuple(dict.fromkeys(parts))


_IN_FIELD = re.compile(rf"(?<=[^，。；：]{{2}})领域的?{_MAKES}+$")


def _bare(name: str) -> str:
    core = re.sub(rf"{_MAKES}+$", "", name)
    return core if len(core) >= 2 else name


def _only(name: str) -> str:
    """农业生产 → 农业: the making of a trade that has a name of its own."""
    core = re.sub(r"(?:生产经营|生产|经营|活动|业务)+$", "", name)
    return core if len(core) >= 2 else name


_AMBIGUOUS = frozenset(AMBIGUOUS_WORDS.split())
_EXTRA = tuple(EXTRA_WORDS.split())


@cache
def _names() -> tuple[str, ...]:
    known = {name for domain in domains.all_domains().values() for name in (domain.name, *domain.synonyms)}
    plain = {re.sub("产业$", "", name) for name in known if len(name) > 4}
    return tuple(sorted((known | plain | {*_EXTRA}) - _AMBIGUOUS, key=len, reverse=True))


_BY_BRANCH = "(?:住宿餐饮|餐饮住宿|批发零售|批零住餐|批发|零售|住宿|餐饮)"
_IN_A_ROW = f"(?:施工|设计|咨询|培训|信息|法律|会计|审计|评估|研发|数据|包装|展览|展会|制造|销售|{_BY_BRANCH})"
"""Trades by these words only beside others (勘察、设计、监理企业; 住宿餐饮、文化旅游企业)."""


@cache
def _firm_rule() -> Rule:
    names = any_of(name for name in _names() if len(name) > 1)
    one = rf"(?:(?:{names})(?:类|行业|产业|领域)?|{_IN_A_ROW}(?=、|和|及)|(?<!企业、)(?<=[、和及与]){_BY_BRANCH})"
    return rule(
        "领域.企业名",
        rf"(?P<items>{one}(?:(?:企业|机构|单位|公司)?(?:、|和|及|以及|或者?|与){one})*)(?P<makes>等|(?:领域|行业|产业)(?:内)?的|(?:研究|研发|开发|设计|制造|生产|加工|销售|经营|运营|制作|服务)+)?"
        rf"(?:规模以上|规上|限上|中小微?|重点|骨干|龙头|科技|初创|优质|相关|类)*(?P<tail>企业|机构|公司|单位|(?<=经营)(?:主体|者|户)|(?:市场|运营)主体)"
        r"(?!(?!年|上一?年|当年|近|连续|营业|主营|实现|应税|开票|纳税|税收|新建|新增|建设|投资|购置|租[赁用]|购买|研发|取得|获得|首次|参加|引进|招用|吸纳|为)[^，。；、]{1,10}(?:不[少低超高]|达|超过|满|\d)|家|集群|总部|设立|许可|备案|协会|党|办|提供|开展|登记|所得|投资基金|认定|目录|名录|(?:综合|公众)?责任保?险|[^，。；]{0,14}应当?(?:积极|主动)?(?:支持|配合|协助|为|向|给))",
        needs="企业 机构 公司 单位 主体 经营者 经营户",
        confidence=0.7,
    )


_OTHERS = re.compile(
    r"(?:引进|服务|带动|收购|招引|培育|孵化|帮扶|采购|投资|为|与|向|从|面向|对接|联合|依托|由|经|委托|其他|非(?!营利)|聘请|通过|会同|第三方|合作|支持|鼓励)[^，。；、的]{0,4}$"
)
_SUPPORTED = re.compile(r"(?:支持|鼓励)(?:对象为?)?$|(?:主体|对象|单位)(?:应|须|需)?[为是]$")


_TRADERS = ((("外贸",), "企业"), (("医疗卫生",), "机构"))
"""外贸企业 are told by what they sell abroad, 医疗卫生机构 by what they are, which no trade tells."""


def _firms(reading: Reading) -> Iterator[Fact]:
    """Firms called by their trade: 养老服务机构, 集成电路设计企业, 快递企业和冷链物流企业."""
    firms = _firm_rule()
    for match in firms.find(reading.text):
        lead = reading.text[: match.start()]
        if is_provider(reading.text, match.start(), match.end()):
            continue
        if lead.endswith(("绿色", "示范", "标杆", "跨国", "国际", "境外", "海外", "知名", "顶级")) or (
            _OTHERS.search(lead) and not _SUPPORTED.search(lead)
        ):
            continue
        words = [
            re.sub("(?:类|行业|领域)$", "", one)
            for one in re.split("企业|机构|单位|公司|、|以?及|和|或者?|与", match["items"])
        ]
        named = [word for word in words if word]
        if match["makes"] in ("设计", "服务", "设计服务") and named:
            named[-1] += match["makes"]
        items = tuple(dict.fromkeys(named))
        branches = [item for item in items if _SHORT_BRANCH.fullmatch(item)]
        if len(branches) == len(items):
            continue  # 批发、零售企业: branches alone have a rule of their own
        if items and all(len(item) > 1 for item in items) and (items, match["tail"]) not in _TRADERS:
            place = _PLACE.search(lead)
            start = place.start() if place else match.start()
            if branches:
                others = tuple(item for item in items if item not in branches)
                yield _mixed(reading, branch_names("、".join(branches)), others, start, match.end())
                continue
            yield _fact(
                reading, items, start, match.end(), firms.name, firms.confidence, rank=7 if len(items) > 1 else 5
            )


def _mixed(reading: Reading, branches: tuple[str, ...], others: tuple[str, ...], start: int, end: int) -> Fact:
    """A row of branches of GB/T 4754 and other trades: 商贸流通、住宿餐饮、文化旅游企业."""
    trade = reading.test("business_domain", Op.HAS_ANY, others, start, end, confidence=_firm_rule().confidence)
    branch = reading.test("industry", Op.IN, branches, start, end, confidence=_firm_rule().confidence)
    return reading.fact(_firm_rule().name, Any((branch, trade)), start, end, rank=7)


_SHORT_BRANCH = re.compile(_BY_BRANCH)
_PLACE = re.compile(r"(?<![一-龥])[一-龥]{2,4}[省市区县]$")
_ENDING = re.compile(r"(?P<name>[一-龥]{2,7}业)(?=企业|(?:生产)?经营主体)")
_LONGEST_BEFORE = 10
"""Characters of a branch and of 生产 before what it is looked for by."""
_NO_BRANCH = re.compile(
    r"[上下本该各]|工业|服务业|制造业|产业|行业|商业|专业|创业|就业|事业|作业|企业|营业|毕业|性|的|从|等|类|和|及|或"
)


def _ending(reading: Reading) -> Iterator[Fact]:
    """纺织业企业, 种植业、养殖业企业: a branch by its ending alone."""
    ends = [at for word in ("业企业", "经营主体") if (at := reading.text.find(word)) >= 0]
    if not ends:
        return
    for match in _ENDING.finditer(reading.text, max(0, min(ends) - _LONGEST_BEFORE)):
        name = re.sub(r"^(?:我|本)?[市区县省]|^(?:面向|为|向|对)", "", match["name"])
        if not _NO_BRANCH.search(name) and 3 <= len(name) <= 6:
            yield _fact(reading, (name,), match.end() - len(name), match.end() + 2, "领域.业", 0.65, rank=3)


_ROW_ALONE = re.compile(
    r"(?:(?:重点|主要|优先|大力)*(?:支持|扶持|发展)|(?:[^，。；：、]{0,14}(?:产业|领域|行业|范围|方向|重点))?(?:主要)?(?:包括|包含|为|是|属于)：?)?(?P<items>[一-龥A-Z\d、“”（）]{3,120}?)"
    r"(?:(?P<etc>等)?(?:战略性|重点|主导|优势|支柱|新兴|高新技术|特色|未来)*(?P<holder>产业领域|产业|领域|行业|方向)(?:发展)?|等)?"
)
_LIKE_A_TRADE = re.compile(
    rf"(?![^，]*(?:用于|提供|承受|建设|改造|购|租|从事|的|开展|企业))[一-龥A-Z\d]{{0,8}}(?:{TRADE_ENDS})"
)
_BRANCH = re.compile(r"[一-龥]{2,10}(?<![企专创就毕作物失农停开营产行])业")


_REMARKS = re.compile("（[^（）]*）|[“”]")
_ROW_SIGNS = re.compile("、|以?及|和(?!信息|技术)|与(?!信息|技术)")


def _alone(reading: Reading) -> Iterator[Fact]:
    """A row of trades and nothing else, as a section on what is supported tells them: 人工智能、高端装备、现代物流业."""
    text = reading.text.strip("，。；：、 ")
    if not 3 <= len(text) <= 140 or text[-1] not in _last_signs() or "，" in text or "；" in text:
        return
    if (found := _ROW_ALONE.fullmatch(text)) is None or PUT_TO_USE.match(found["items"]):
        return
    row = _REMARKS.sub("", found["items"])
    items = tuple(dict.fromkeys(one for one in _ROW_SIGNS.split(row) if one))
    known = [one for one in items if one in _known() or _BRANCH.fullmatch(one)]
    told = all(one in known or (_LIKE_A_TRADE.fullmatch(one) and not _NOT_A_TRADE.search(one)) for one in items)
    if told and known and not any("等" in one for one in items) and (len(items) > 1 or len(known[0]) > 2):
        start = reading.text.index(text)
        yield domain_fact(reading, items, start, start + len(text), "领域.列名", 0.75, 7)


@cache
def _last_signs() -> frozenset[str]:
    """The signs in which the name of a trade may end, and a row of trades."""
    return frozenset("业域向展等”）").union(name[-1] for name in (*_known(), *TRADE_ENDS.split("|")))


_ROW_OF_FIRMS = rule(
    "领域.各类企业",
    r"(?:^|(?<=[的，；：对为]))(?P<items>(?:(?!的)[一-龥A-Z\d]){2,10}(?:、(?:(?!的)[一-龥A-Z\d]){2,12})+?)(?:以?及|和|等)(?:其[他它])?(?:相关|同类)(?:的|类)?(?P<last>(?:(?!的)[一-龥]){2,10}?)?(?:领域|行业|产业)?(?:企业|机构|单位)(?![一-龥])",
    needs="相关 同类",
    confidence=0.7,
)
_ENDS_AS_TRADE = re.compile(
    f"(?:{TRADE_ENDS}|代理|经纪|运输|管理|核查|诊断|监测|认证|鉴定|测评|评价|寻访|外包|仓储|制作|设计|咨询|检测|培训|租赁|维修|加工|种植|养殖|批发|零售|研发|运营|保险|支付|供应链|法律|评估|公估|仲裁|能源|农业|工业)$"
)
_VERBS = re.compile(
    "(?:从事|取得|获得|具有|具备|符合|经营状况|在|注册|登记|属于|依法|建设|开展|推动|提供|参与|承担|实施|购置|税务|工商|财政|各|本|该|有|无|未|不|享受|支持|鼓励|企业|单位|机构|个人|人员)"
)


def _row_of_firms(reading: Reading) -> Iterator[Fact]:
    """Firms told by a row of trades that ends in related ones: 影视制作、游戏研发、电竞运营及相关文化科技企业."""
    for match in _ROW_OF_FIRMS.find(reading.text):
        items = (*match["items"].split("、"), *((match["last"],) if match["last"] else ()))
        if not any(_VERBS.match(item) or _NOT_A_TRADE.search(item) for item in items):
            yield _fact(
                reading, items, match.start("items"), match.end(), _ROW_OF_FIRMS.name, _ROW_OF_FIRMS.confidence, rank=9
            )


_NAMED_FIRMS = rule(
    "领域.列名企业",
    r"(?:^|(?<=[的，；：对为])|(?<=包括)|(?<=包含)|(?<=从事)|(?<=主要是))(?P<items>(?:(?!的)[一-龥]){3,10}(?:、(?:(?!的)[一-龥]){2,8}){1,11}?)"
    r"(?:企业|机构|单位)(?=$|[，。；）的]|给予|按|在)",
    needs="、",
    confidence=0.7,
)


def _named_firms(reading: Reading) -> Iterator[Fact]:
    """Firms told by a row of trades, each in its own words: 航运经纪、航运金融等企业 are no firms of finance at large."""
    for match in _NAMED_FIRMS.find(reading.text):
        row = _LEADS.sub("", match["items"])
        items = tuple(_TO_THE_FIRM.sub("", item) for item in row.split("、"))
        if any(len(item) < 2 or _VERBS.match(item) or _unlike_a_trade(item) for item in items):
            continue
        ends = [item for item in items if item in _known() or _ENDS_AS_TRADE.search(item)]
        if len(ends) * 2 > len(items) and not all(item in _known() for item in items):
            start = match.end("items") - len(row)
            yield _fact(reading, items, start, match.end(), _NAMED_FIRMS.name, _NAMED_FIRMS.confidence, rank=9)


_LEADS = re.compile("^(?:[对为]|支持|鼓励)?(?:(?:主要)?(?:包括|包含|涵盖|从事|是))?")
_TO_THE_FIRM = re.compile("等?(?:各?类|专业|相关)?(?:领域|行业|产业)?$")


def _unlike_a_trade(item: str) -> bool:
    managed = item.endswith("管理") and len(item) > 3 and not item.startswith(("经营", "生产", "运营"))
    return (not managed and _NOT_A_TRADE.search(item) is not None) or STOP_ITEMS.search(item) is not None


@cache
def _known() -> frozenset[str]:
    """Every name of a trade; where nothing but trades stands, those that mean other things elsewhere are trades, too."""
    return frozenset((*_names(), *DOMAINS, *(word for word in _AMBIGUOUS if len(word) > 2)))


def _fact(
    reading: Reading, items: tuple[str, ...], start: int, end: int, name: str, confidence: float, *, rank: int = 5
) -> Fact:
    leaf = reading.test("business_domain", Op.HAS_ANY, items, start, end, confidence=confidence)
    return reading.fact(name, leaf, start, end, rank=rank)
