"""Whom the applicant serves, brings in or buys from: what the words say of them is not said of the applicant.

为中小微企业提供担保的机构, 引进独角兽企业的园区, 采购本市工业企业产品的单位: the size, trade or honour named stands in the
object of a relation, whose subject is the applicant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions.nodes import Test, tests
from policymatch.parsing.fields.each import COUNTED_TO
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.others import INVESTED, of_others

FIELDS = frozenset(
    {"size", "ownership", "industry", "business_domain", "entity_type", "qualification", "listing", "above_scale",
     "newly_above_scale", "registered_region"}
)  # fmt: skip
"""What a thing or a body is; numbers of what is served stay demands of the applicant."""
_ACTOR = (
    "企业|单位|机构|公司|高校|院校|院所|农户|合作社|家庭农场|个体工商户|主体|项目|总部|首店|产品|农产品|装备|设备|软件|材料|物业|厂房|用房|"
    "酒店|旅行社|客户|“三农”|三农|商户|社会组织|协会"
)
_DONE = (
    "提供|开展|发放|输送|招聘|推荐|配套|报关|实施|进行|组织|销售|捐赠|让利|减免|减租|出租|供应|转让|转移|授权|办理|代理|采购|购买|代办|新增|投放|放款|"
    "担保|服务|培训|引进|培养|介绍|融资"
)
_FOR = re.compile(
    rf"(?<![认评定作视成列转应须均分升归称被确象体位务纳命])(?:为(?!在[^，。；]{{2,14}}?(?:注册|登记|纳税|设立|成立))|向|面向|对接)(?P<object>(?:(?![给予][予以与])[^，。；：]){{2,36}}?)(?:{_DONE})"
)
_BODY = (
    "中介|引荐人|机构|园区|运营|平台|孵化器|众创空间|加速器|业主|协会|商会|银行|服务商|组织|载体|综合体|楼宇|基地|院校|学校|担保公司|保险公司|小贷公司|"
    "租赁公司|基金|市场|街区"
)
_BROUGHT = Seldom(
    rf"(?:支持|推荐|培育|引进|引入|招引|引荐|吸引|孵化|(?<![会济务介业])组织|招商|投资|辅导|汇聚|集聚)(?:了|过)?(?P<object>[^，。；：]{{2,36}}?)的(?=[^，。；的]{{0,10}}?(?:{_BODY}))"
)
_TRADED = Seldom(
    rf"(?:采购|购买|购置|租用|(?<!金融)(?<!融资)租赁(?!公司|业|和商务)|承租(?!方)|收购|受让|委托|承接|应用|销售|并购|帮助|带动|服务(?![业机企平商外贸型业]))(?:了|过)?(?P<object>[^，。；：]{{2,36}}?)(?:的(?=[^，。；的]{{0,12}}?(?:企业|单位|公司|承租方|{_BODY})|[，。；]|$)|\d+(?:家|户))"
)
_BOUGHT = Seldom(
    "(?:采购|购买|购置|租用|(?<!金融)(?<!融资)租赁(?!公司|业|和商务)|承租(?!方)|受让|委托)(?:了|过)?(?P<object>[^，。；：的]{2,36}?)(?=[，。；]|$)"
    "|(?:承接|承揽)(?:了|过)?(?P<whole>[^，。；：]{2,64}?(?:外包|业务|订单|服务|工程))(?=[，。；]|$)"
    "|(?:在|到|向|从)(?P<seller>[^，。；：、]{2,20}?(?:企业|商家|门店|商场|公司|经销商|超市|平台))(?:购[买置]|采购|选购|消费|投保)"
    "|每(?:成功|新)?(?:培育|引进|孵化|引入|招引|服务|推荐|新增)[一1]?(?:家|户|个)(?P<each>[^，。；]{2,20}?)(?=的|[，。；]|$|奖励|补)"
)
"""What is bought at the end of a clause, from whom (在汽车销售企业购买), and each of those that a sum is counted by."""
_LENT = re.compile(
    r"(?P<object>(?:[^，。；：的]{0,10})(?:企业|主体|农户|[“”]?三农[“”]?))(?:主体|银行|首次|首笔|普惠|信用)*(?:贷款|融资|信贷|授信|担保|票据)+(?:余额|规模|投放|业务|增量|总额|发生额|费率|利率|成本)"
)
_MONEY_LENT = re.compile("贷款|融资|信贷|授信|担保|票据")
"""Without one of these nothing is lent, and nobody need be looked for at every place."""
_DEALT = Seldom(  # 专业从事小微企业融资担保: with whom it deals
    r"(?:从事|专营|经营|开展|专注|致力)(?:于)?(?P<object>[^，。；：的]{0,10}(?:企业|主体|农户|[“”]?三农[“”]?))(?:银行|信用|小额)*(?:贷款|融资|信贷|授信|担保|再担保|保理|保险|服务|孵化|培训|辅导)+"
    r"|(?:机构|银行|公司|平台|基地)对(?P<lent>[^，。；：]{2,24}?)(?:形成|发放|提供|投放|新增|办理|开展|实施|承担)"
)
_GATHERED = Seldom(  # 组织中小企业参展: who is brought together
    r"(?:(?<![会济务介业])组织|举办|开展|牵头|带领|统筹)(?:了|过)?(?P<object>[^，。；：的\d]{2,24}?)(?:培训|参展|参会|参加|参与|考察|路演|对接|活动|沙龙|比赛|大赛|赴)"
)
_PARTNER = "(?:企业|机构|单位|公司|高校|院校|院所|医院|实验室|中心|平台|协会|商会|联盟|组织|团队|园区|基地|银行)"
_JOINED = re.compile(  # 与高新技术企业共建实验室, 检测机构与小微企业合作: with whom the applicant does it
    rf"(?:^|[，。；、（）须应并且可]|{_PARTNER}等?)(?:与|同(?!时|一|等|类|步|比|期|行)|联合|携手)(?P<object>[^，。；：的]{{2,30}}?)(?:开展|进行|建立|达成|签订|签署|签约|合作|共建|共同|联合|结对|对接|协作)"
)
_ACTED_FOR = re.compile(
    r"(?<!被)代理(?:了|过)?(?P<object>[^，。；：的\d]{0,16}?(?:企业|单位|机构|客户))(?=[^，。；：\d]{2,16}\d)"
)
"""代理本区企业发明专利授权100件以上: whose patents they are."""
_TESTED = re.compile(  # 通过具有资质认证的第三方检测机构的检测: who tests it
    r"(?:经|由|通过|取得|获得|提供)(?P<object>[^，。；：]{2,40}?(?:机构|事务所|(?:检测|检验|测评|评测|鉴定)中心))(?:的|进行|出具)*(?:检测|检验|鉴定|评估|审计|查新|评价|测试|测评|验收|核查|报告)"
)
_NEEDS = re.compile(
    "机构|事务所|测中心|代理|为|向|与|同|联合|携手|对接|支持|推荐|培育|引|吸|孵化|组织|举办|开展|从事|经营|专|致力|对|牵头|带领|统筹|招商|投资|辅导|聚|购|租|受让|委托|承接|应用|销售|帮助|带动|服务|贷|融资|担保"
)
_ACTORS = re.compile(_ACTOR)


_COUNT = r"\d+(?:多|余)?(?:家|户)"
_THEN_COUNTED = re.compile(
    rf"(?:(?:、|和|及|以及)[^，。；、\d]{{0,8}}(?:企业|团队|机构|单位|创客|商户))*(?:（[^（）]*）)?{COUNTED_TO}{_COUNT}"
)
_SHARE_OF = re.compile(
    r"(?:、[^，。；、\d]{2,10}(?:企业|机构|单位))*(?:（[^（）]*）)?的?(?:数量?|家数|户数|个数|总数|产值|营业收入|营收|税收|人数|面积|贷款(?:余额)?)?(?:占(?!地|用|有|领)[^，。；\d]{0,16}?|之和占[^，。；\d]{0,16}?)\d[\d.]*(?:%|个百分点|成)"
)
"""其中高新技术企业占比达到30%: whose share is told."""
_WHERE = frozenset({"project_region", "operating_region"})
_PART_THERE = re.compile(r"的[^，。；、的\d]{1,12}?占[^，。；\d]{1,20}?\d[\d.]*(?:%|成)")
"""在本市转化|的成交额占比不低于30%: what part of it is there, not where all of it is."""
_BEFORE_COUNTED = re.compile(rf"{_COUNT}(?:（含）)?(?:及|或)?(?:以上)?的?$")


def without_counted(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The facts but those that say what is counted: 入驻规上企业达5家, 拥有3家以上限上企业, 高新技术企业占比30%."""
    if not any(sign in reading.text for sign in "家户占"):
        return facts
    text = reading.text
    kept = [one for one in facts if not (one.fields <= FIELDS and _is_counted(text, one))]
    kept = [one for one in kept if not (one.fields <= _WHERE and _PART_THERE.match(text, one.end))]
    return [_said_only(reading, one) if _is_of_counted(text, one) else one for one in kept]


def _said_only(reading: Reading, fact: Fact) -> Fact:
    """A fact of others as a judgement in its own words."""
    return replace(fact, node=reading.judgement(reading.text[fact.start : fact.end], fact.start, fact.end))


_BODIES_COUNTED = re.compile(
    r"(?:[^，。；：]{0,40}?的)?[^，。；：的]{0,12}?(?:企业|实体|主体|项目|公司|工商户|商户|团队|户|的)(?:（[^（）]*）)?(?:总?数量?|家数)?"
    r"(?:累计|合计|均|已|应当?|须|要|不[少低]于|达到?|超过|满|至少|在|为|共)+\d+(?:家|户)"
)
"""…创办的企业不少于30家 behind what its founders are."""
_BODIES_SHARED = re.compile(
    r"(?:的?[^，。；的]{0,8}?(?:企业|团队|机构|商户|人员|主体|实体|单位)(?:数量?)?|的)(?:占比|占[^，。；\d]{0,16}?)[^，。；\d]{0,8}\d[\d.]*(?:%|成)"
)
"""其中成立5年以内的企业占比不低于50%; 其中登记注册3年以内的占70%."""
_OF_THOSE = frozenset({"years_established", "established_on", "applicant_identity", "applicant_age", "declared_number"})
_GRADUATED = "毕业年限"


def _is_of_counted(text: str, fact: Fact) -> bool:
    """Whether the words are of the bodies that a limit behind them counts, or of their founders."""
    told = list(tests(fact.node))
    if not told or not all(test.field in _OF_THOSE for test in told):
        return False
    if any(test.field == "declared_number" and test.label != _GRADUATED for test in told):
        return False
    return _BODIES_COUNTED.match(text, fact.end) is not None or _BODIES_SHARED.match(text, fact.end) is not None


def _is_counted(text: str, fact: Fact) -> bool:
    if _THEN_COUNTED.match(text, fact.end) or _SHARE_OF.match(text, fact.end):
        return True
    return _BEFORE_COUNTED.search(text, max(0, fact.start - 12), fact.start) is not None


def without_served(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The facts but those that tell what somebody or something served, brought in or bought is."""
    if not _NEEDS.search(reading.text) or not any(fact.fields & FIELDS for fact in facts):
        return facts
    lead = reading.before[-1:] if reading.before.endswith(("为", "向")) else ""
    spans = [(start - len(lead), end - len(lead)) for start, end in _objects(lead + reading.text)]
    return [fact for fact in facts if not (fact.fields <= FIELDS and _inside(fact, spans))]


_EACH = re.compile(
    r"每(?:年|成功|新|再|多)*(?P<verb>引进|引入|招引|引育|引荐|推荐|培育|孵化|招商|新增|集聚)(?:入驻|注册|落户)?(?:一|1)?(?:家|户|个)(?P<what>[^，。；]{0,40}?(?:项目|平台|机构|团队))?"
)
_BRINGS = re.compile(
    r"[^，。；]{0,12}?(?:基地|园区|平台|机构|载体|孵化器|楼宇|单位|企业)?(?:新|成功)*(?P<verb>引进|引入|招引|引育)(?:了)?(?P<what>)(?=[^，。；]{0,12}(?:收入|税收|产值|投资|资本)[^，。；\d]{0,6}\d[^，。；]*(?:企业|机构|总部)的?(?:[，。；]|$))"
)
"""基地引进年营业收入5000万元以上的企业: how large those brought in are."""
_PROJECT = re.compile(r"[^，。；企公机]{0,40}项目")
_COMES = re.compile(r"的?(?:[^，。；]{0,16})(?:企业|公司|总部|机构|项目|平台|团队|商户)")


def of_each(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The facts with what is said of each of those brought in as a fact about them: 每引进一家年税收500万元以上的企业."""
    found = _EACH.search(reading.text) if "每" in reading.text else _BRINGS.match(reading.text)
    if found is None:
        return facts
    _, stop = reading.segment(found.start())
    whose = found["verb"] + ("项目" if _PROJECT.match(reading.text, found.end()) else "企业")
    return [
        _told_of(reading, fact, whose, found.start())
        if (found.end("verb") < fact.end <= stop and _COMES.match(reading.text, fact.end)) or _is_what(fact, found)
        else fact
        for fact in facts
    ]


def of_invested(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The facts without what those invested in are; figures of theirs as figures of theirs (投资成立5年以内的科技企业)."""
    found = INVESTED.search(reading.text) if "投资" in reading.text or "股" in reading.text else None
    if found is None:
        return facts
    low, high = found.span("object")
    kept = (fact for fact in facts if not (low <= fact.start and fact.end <= high and fact.fields <= FIELDS))
    return [
        replace(
            fact,
            node=of_others(fact.node, "被投资企业"),
            ladder=tuple(of_others(one, "被投资企业") for one in fact.ladder),
        )
        if low <= fact.start and fact.end <= high
        else fact
        for fact in kept
    ]


_BUILDING = re.compile(
    r"[^，。；]{0,60}?的(?:[^，。；、的\d]{0,8})?(?P<what>楼宇|写字楼|商务楼|大厦|综合体|商圈|街区)(?=$|[，。；])"
)
_EARNED = frozenset({"tax_paid", "revenue", "local_contribution", "main_revenue", "retail_sales", "output_value"})


def of_building(reading: Reading, facts: list[Fact]) -> list[Fact]:
    """The facts with what a building earns as a fact about it: 年税收5000万元以上的商务楼宇."""
    if not _BUILDINGS.search(reading.text):
        return facts
    return [
        replace(
            fact,
            node=of_others(fact.node, found["what"]),
            ladder=tuple(of_others(one, found["what"]) for one in fact.ladder),
        )
        if fact.fields & _EARNED and (found := _BUILDING.match(reading.text, fact.end))
        else fact
        for fact in facts
    ]


_BUILDINGS = re.compile("楼|大厦|综合体|商圈|街区")


def _is_what(fact: Fact, found: re.Match[str]) -> bool:
    """Whether a fact says what each of them is, in the same breath: 每引进一家年税收500万元以上的总部企业."""
    return fact.fields <= FIELDS and found.end() <= fact.end and found.start() <= fact.start


def _told_of(reading: Reading, fact: Fact, whose: str, start: int) -> Fact:
    """A fact as it speaks of those brought in; who brings them in, before it, stays for itself."""
    if not {test.field for test in tests(fact.node)} - {"declared_number"}:
        return fact
    node, ladder = of_others(fact.node, whose), tuple(of_others(rung, whose) for rung in fact.ladder)
    if fact.start < start and isinstance(node, Test):
        node = replace(node, source=reading.source(start, fact.end))
        ladder = (node, *ladder[1:]) if ladder else ()
    return replace(fact, start=max(fact.start, start), node=node, ladder=ladder)


def _objects(text: str) -> Iterator[tuple[int, int]]:
    """Where the objects of relations stand, each up to the last body or thing that it names."""
    for tested in _TESTED.finditer(text) if "机构" in text or "所" in text or "中心" in text else ():
        yield tested.start(), tested.end("object")
    lent = (_LENT,) if _MONEY_LENT.search(text) else ()
    for pattern in (_FOR, _BROUGHT, _TRADED, _BOUGHT, *lent, _DEALT, _GATHERED, _JOINED, _ACTED_FOR):
        for match in pattern.finditer(text):
            group = match.lastgroup or "object"
            named = list(_ACTORS.finditer(match[group]))
            if named:
                start = match.start(group) if pattern is _JOINED else match.start()
                yield start, match.start(group) + (len(match[group]) if group == "whole" else named[-1].end())


def _inside(fact: Fact, spans: list[tuple[int, int]]) -> bool:
    return any(start <= fact.end and start - 4 <= fact.start and fact.end <= end + 2 for start, end in spans)


__all__ = ["FIELDS", "of_building", "of_each", "of_invested", "without_counted", "without_served"]
