"""Since when: years since registration, dates of founding and of projects, months of social insurance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policymatch.conditions.nodes import All, Node, Op, Test
from policymatch.parsing.fields import scale
from policymatch.parsing.fields.dates import find_dates
from policymatch.parsing.fields.numbers import by_sort, convert
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule
from policymatch.parsing.values.model import Amount, Bound, Range
from policymatch.parsing.values.numerals import read_number
from policymatch.parsing.values.quantity import Read
from policymatch.quantities import Period

FOUNDED = re.compile(
    r"(?:自|从|之日起|依法|实际|工商|正式|本市|我市|登记|注册|成立|设立|运营|经营|持续|连续|正常|营业|开业|并|及|和|、|时间|"
    r"年限|后|已|应|须|存续|办理|企业|合法|领取营业执照|稳定|须为|在|实质性?|，)*"
    r"(?:注册|登记|成立|设立|运营|(?<=[常际体化立续])运行|经营|营业|开业|存续期?)(?:登记|时间|年限|期限|成立|并运营|并正常经营|并经营|"
    r"并实际运营|日期)?(?:应|须|需|已|均|原则上|达到?|在|为|之日起|起|至今|至申报日|、|正常经营)*$"
)
FOUNDED_IN = re.compile(r"(?:注册|登记|设立|成立)(?:登记|成立)?(?:在|于)[^，。；、\d]{1,14}[区市县省内](?:达|满)?$")
"""注册在本区2年以上: a place between the founding and the years."""
FOUNDED_RIGHT = re.compile(r"^(?:内)?(?:的)?(?:新)?(?:在[^，。；]{1,8})?(?:注册|登记|成立|设立)(?:登记|成立|注册)*")
NOT_FOUNDED = re.compile(
    r"项目|变更|迁入|协议|合同|产品|专利|任职|工作|居住|毕业|平台|商标|落户|建成|投产|开业仪式|楼宇|基金存续|场所"
    r"|系统|设备|装置|设施|机组|产线|网站|机制"
)
INSURED = re.compile(r"社保|社会保险|五险|养老保险|医疗保险|失业保险|工伤保险|生育保险|参保|社会保障")
PAID = rule(
    "社保.缴纳",
    r"(?:依法|按规定|足额|按时|为其|为员工|为职工|为招用人员|并|已|按月|及时|同时|为上述人员|依规|正常|"
    r"按照规定|且|，|、|为[^，。；、]{2,10}?(?=按|依|足|及|缴)){1,4}(?:为[^，。；、]{1,6})?(?:缴纳|缴交|参加|办理|购买)了?(?:[^，。；]{0,12})(?:社会保险费?|社保费?|"
    r"(?:养老|失业|工伤|医疗|各项|职工)保险费?|保险费|五险)(?:(?:、|和|及|以及|等)(?:基本)?(?:养老|失业|工伤|医疗|生育|大病|补充|各项|社会)+(?:保险)?费?(?:用|保险费?)?)*(?:(?:并|且|、)(?:依法|按时|足额|及时|按规定)*(?:缴费|缴纳(?:相关)?费用|参保缴费))?(?![^，。；]{0,4}\d)",
    needs="社保 社会保险 保险",
    confidence=0.85,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of years, dates, insurance, statistics and patents."""
    yield from _years(reading)
    yield from _insured(reading)
    yield from _paid(reading)
    yield from find_dates(reading)
    yield from scale.find(reading)
    yield from _patents(reading)


PATENT = rule(
    "知识产权.发明专利",
    r"(?:拥有|取得|获得|具有)(?:国家|有效|授权|自主|核心|的|国内)*发明专利(?:权(?![益属利]))?(?!(?:、|或者?)[^，。；\d]{0,6}(?:商标|实用新型|外观|著作权|新品种|布图)|奖|申请|授权后|\d|[^，。；（）]{0,4}(?:（[^（）]{1,12}）)?[^，。；（）]{0,4}\d)",
    needs="发明专利",
    confidence=0.75,
)


def _patents(reading: Reading) -> Iterator[Fact]:
    for match in PATENT.find(reading.text):
        leaf = reading.test("invention_patents", Op.GE, Decimal(1), match.start(), match.end(), confidence=0.75)
        yield reading.fact(PATENT.name, leaf, match.start(), match.end(), rank=4)


DONE_SINCE = re.compile(
    r"，?(?:实缴|实际|到位|完成|达到|投产|上市|竣工|开工|建成|取得|获得|年?营业|首次|累计|年?纳税|年?产值|固定资产|[入纳]统|缴纳|每年|注册资本)"
)
"""自注册之日起一年内实缴…: by when something was done, which is not how old the enterprise is."""
_REACHES = re.compile(
    "[^，。；、的\\d]{1,12}?(?:[率额量]|收入|产值|税收|贡献|[家户人]数)(?:首次|累计|均)*(?:达|超过|不[少低]于|实现|突破)"
)
"""开业一年内|入驻率达到80%: by when something is reached."""
_OF_A_LINE = re.compile("航线|航班|班列|班轮|线路|专列")
"""What runs for so long is a line, not the enterprise: 新开通的航线，连续运营6个月以上."""
_OF_A_SHOP = re.compile("(?:店铺?|门市|场馆|对外)[^，。；、]{0,6}(?:营业|运营|经营)(?:时间|已|达|满)*$")
_SHOP = re.compile("的(?:[^，。；、的]{0,6}(?:门店|店铺|首店|旗舰店|书店|场馆))(?=[，。；、]|$)")
"""门店对外营业满半年: how long the shop is open, which is not the applicant's age."""
_SHOPS = re.compile("(?:申报的?|所|各|该)?(?:网点|门店|店铺|店面|站点|摊位)(?!运营|经营|所属|企业|数)")
"""网点手续齐全，已连续营业满3个月: the sentence is about the shop from its opening."""
_WITHIN_A_YEAR = re.compile("(?:全年|[每当]年|年均|(?<!上)(?<!一)年度|每[周月日])[^，。；、\\d]{0,12}(?<!满)$")
"""全年营业时间不少于300天: on how many days of a year it is open."""
_RUNS = re.compile("运营|经营|营业|开业")
_BUILT = re.compile(
    r"(?:开设|新开|开办|新建|建成|建设|打造|布设)(?:了|的|并)?[^。；]{0,24}?(?:店|网点|站点?|设施|[场桩柜点馆]|食堂|驿站)(?![^，。；、]{0,6}(?:企业|公司|单位|主体|运营商))[^。；]{0,40}$"
)
"""在景区开设特产门店，面积80平方米以上且|经营满一年: how long the place is open."""
AGAIN = re.compile(r"[，、]?(?:且|但|并且|并|和)?")


def _is_of_another(reading: Reading, read: Read) -> bool:
    """Whether a time tells how long a line or a shop runs, or on how many days of a year, not how old the firm is."""
    text, at = reading.text, read.start
    return (
        _OF_A_LINE.search(reading.before + text[:at]) is not None
        or _OF_A_SHOP.search(text, max(0, at - 24), at) is not None
        or _SHOP.match(text, read.end) is not None
        or _WITHIN_A_YEAR.search(text, max(0, at - 24), at) is not None
        or _SHOPS.match(text, text.rfind("；", 0, at) + 1) is not None
    )


def _years(reading: Reading) -> Iterator[Fact]:
    stop = -1
    for read in reading.quantities:
        if not _is_time(read) or _is_of_another(reading, read):
            continue
        if stop > 0 and isinstance(read.value, Bound) and AGAIN.fullmatch(reading.text[stop : read.start]):
            if node := _bounds(reading, "years_established", read, read.start, read.end):  # 满2年，不超过10年
                yield reading.fact("年限.成立", node, read.start, read.end, rank=8)
            continue
        start, _ = reading.segment(read.start)
        founded = _founded(reading, read, start)
        if founded is None or _is_of_a_place(reading, founded[0], read.start):
            continue
        low, end = founded
        said = reading.text[low:end]
        if ("之日起" in said and DONE_SINCE.match(reading.text, end)) or (
            said.endswith("内") and _RUNS.search(said) and _REACHES.match(reading.text, end)
        ):
            continue
        if NOT_FOUNDED.search(_TOLD.sub("", reading.text[max(start, low - 8) : low])) and not re.search(
            "企业|公司|(?:项目的?|申[请报]|承担|实施|建设|运营)(?:单位|机构|主体)(?:应当?|须|需|必须)?$",
            reading.text[max(0, low - 8) : low],
        ):
            continue
        low += len(reading.text[low : read.start]) - len(reading.text[low : read.start].lstrip("，、并且和及"))
        if node := _bounds(reading, "years_established", read, low, end):
            made = reading.fact("年限.成立", node, low, end, rank=8)
            made = by_sort(reading, read, made) or made
            yield made
            stop = made.end


_TOLD = re.compile(r"^.*\d[^、，]{0,4}(?:以[上下内]|[元人名家%])(?:[、和及]|$)")
"""A demand told in full before (专利3件以上、|成立满2年), of which the years say nothing."""


def _is_of_a_place(reading: Reading, low: int, start: int) -> bool:
    """Whether what runs for so long is a place that was opened or built, not the applicant."""
    words = reading.text[low:start]
    if not re.search("运[营行]|经营|营业|开业", words) or re.search("注册|登记|成立|设立", words):
        return False
    before = reading.before + reading.text[:low]
    return any(one.search(before) for one in (_AFTER_BUILT, _BUILT)) or _WORKS.match(before) is not None


_AFTER_BUILT = re.compile("(?:验收|建成|竣工|投用|投运|启用)(?:合格|通过)?(?:并|之)?，?(?:并|且|已|投入)*$")
_WORKS = re.compile(
    "[（）、.．，\\d一二三四五六七八九十]*(?:申[请报]的?|所[建申])?(?:项目|工程|设备|系统|生产线|装置|设施)(?!单位|企业|承担|实施|申|主体)(?:应当?|须|需|已|均)*(?:建成|竣工|完工|投产|上线|安装|验收|通过|投入|完成)[^。；]*$"
)
"""项目已竣工，|正常运行3个月以上: how long it works."""


_AFTER_DEED = re.compile("(?<!成立)(?<!注册)(?<!登记)(?<!设立)(?:后的?|之日起)$")
"""获奖后两年内在本市成立: how soon after a deed, which is no age."""


def _founded(reading: Reading, read: Read, start: int) -> tuple[int, int] | None:
    """Where the words stand that say since when, with the years; None where the years are no age of the applicant."""
    bracket = reading.bracket(read.start)
    left = reading.text[max(start, bracket[0] + 1 if bracket else 0) : read.start]
    match = FOUNDED.search(left)
    if match and match[0]:
        return read.start - (len(left) - match.start()), read.end
    if (right := FOUNDED_RIGHT.match(reading.text[read.end :])) and len(left) < 12 and not _AFTER_DEED.search(left):
        return read.start, read.end + right.end()
    return (read.start, read.end) if FOUNDED_IN.search(left) else None


def _is_time(read: Read) -> bool:
    value = read.value.high if isinstance(read.value, Range) else read.value
    amount = value.amount if isinstance(value, Bound) else value
    return isinstance(amount, Amount) and amount.dimension == "time"


def _bounds(reading: Reading, name: str, read: Read, start: int, end: int, default: Op = Op.GE,
            period: Period | None = None) -> Node | None:  # fmt: skip
    value = read.value
    if isinstance(value, Range):
        tests = [_bound(reading, name, bound, start, end, period) for bound in (value.low, value.high)]
        return All(tuple(test for test in tests if test)) if all(tests) else None
    bound = value if isinstance(value, Bound) else Bound(default, value)  # type: ignore[arg-type]
    return _bound(reading, name, bound, start, end, period)


def _bound(reading: Reading, name: str, bound: Bound, start: int, end: int, period: Period | None) -> Test | None:
    number = convert(name, bound.amount)
    if number is None:
        return None
    return reading.test(name, bound.op or Op.GE, number, start, end, confidence=0.93, period=period)


_OUT_OF_WORK = re.compile("(?:失业|待业|求职|登记|居住|服务|就业)(?:已|达|满|超过|连续|累计)*$")
"""How long somebody was out of work or has lived here (登记失业半年以上), not how long he was insured."""


_AT_WORK = re.compile("(?:工作|任职|就业|在岗|从业|服务|在职|履职)(?:已|累计|连续)*$")


def _is_at_work(left: str, right: str) -> bool:
    """Whether it is how long somebody has worked, not how long he has been insured: 在企业任职满一年并缴纳社会保险."""
    goes_on = right.startswith(("并", "且", "以上并", "以上且"))
    return goes_on and _AT_WORK.search(left) is not None and not INSURED.search(left[-24:])


_JOINED = re.compile("并(?!列|轨|购)|且")  # 签订劳动合同并|连续6个月缴纳社会保险: what they are not of


def _insured(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    if not INSURED.search(text):
        return
    for read in reading.quantities:
        if not _is_time(read):
            continue
        start, stop = reading.segment(read.start)
        row = _insurances(text, read.start)
        start = row.start() if row else start
        left, right = text[start : read.start], text[read.end : stop]
        near = row or INSURED.search(left[-24:]) or INSURED.search(right[:34])
        if not near or re.search(r"毕业|离校|退役|成立|注册|合同|工作满|\d{4}年", _JOINED.split(left)[-1][-6:]):
            continue
        if _PAYERS.search(left) or _OUT_OF_WORK.search(left) or _is_at_work(left, right):
            continue
        if re.match(r"[^，。；]{0,4}(?:劳动合同|期限)|[^，。；缴参保]{0,12}(?:协议|合同)", right) or re.search(
            r"之日起|以来$", right[:5]
        ):
            continue
        unit = getattr(getattr(read.value, "amount", read.value), "unit", "")
        if unit in ("天", "日"):
            continue
        if not row and _is_age(left, right):
            continue
        low = start if row else read.start - min(len(left), _insured_lead(left))
        end = read.end + _insured_tail(right)
        if node := _bounds(reading, "insured_months", read, low, end):
            yield reading.fact("社保.月数", node, low, end, rank=8)
            yield from _one_employee(reading, start, stop)


_KIND_OF = r"(?:(?:企业|城镇)?职工|基本|城乡居民)*(?:养老|医疗|失业|工伤|生育)(?:（[^（）]{1,8}）)?(?:保险)?费?"
_INSURANCES = re.compile(
    rf"(?:(?:已|连续|累计|按规定|依法|足额|按时|正常|为其|为)*(?:缴纳|参加|缴交|购买|参保))?(?:{_KIND_OF}[、和及]|以及)+{_KIND_OF}(?:等)?(?:社会保险费?)?(?:已|连续|累计|满|达|均)*$"
)
"""Several insurances before the months for which they were paid: 缴纳职工养老、失业、工伤保险费|6个月以上."""


def _insurances(text: str, at: int) -> re.Match[str] | None:
    """The row of insurances right before a time."""
    return _INSURANCES.search(text, max(0, at - 60), at) if "、" in text or "和" in text else None


def _is_age(left: str, right: str) -> bool:
    """Whether months are how long a firm has stood, before what it pays: 正常经营3个月以上并缴纳社会保险费."""
    return not INSURED.search(left[-24:]) and bool(AFTER_INSURANCE.match(right) or STANDING.search(left))


_PAYERS = re.compile("(?:保险费?|社保费?|参保|缴费)的[^，。；、]{2,16}[、和及或与][^，。；、]*$")
"""缴纳社会保险费的就业困难人员、离校2年内…: the time is told of the next kind of person."""
AFTER_INSURANCE = re.compile(
    r"[^，。；]{0,20}(?:社会保险费?|社保费?|五险|养老保险费?)(?:满|累计|连续)?(?:\d|[一二三六])"
)
STANDING = re.compile(r"(?:注册|登记|成立|设立|经营|运营|营业)(?:时间|期限)?(?:满|达|已)?$")
"""…正常经营3个月以上并依法缴纳社会保险费: the months are the enterprise's age, not those of its payments."""
PAYING = re.compile(
    r"(?:申请补贴(?:之日|当月|时)?前|申报(?:之日|当月|时)?前|在[^，。；、在]{1,6}?)?(?:已|连续|累计|按规定|依法|足额|按时|正常)*"
    r"(?:缴纳|参加|缴交|参保|缴费|购买|缴)"
)
WITHOUT_VERB = re.compile(
    r"(?:申请补贴(?:之日|当月|时)?前|申报(?:之日|当月|时)?前)?(?:连续|累计|满|前|社会保险费?|社保费?|五险|养老保险费?)*$"
)


def _insured_lead(left: str) -> int:
    """How many characters before the months belong to them: from the paying verb, else the bare words."""
    verbs = [match for match in PAYING.finditer(left) if len(left) - match.start() <= 30]
    if verbs:
        return len(left) - verbs[-1].start()
    bare = WITHOUT_VERB.search(left)
    return len(bare[0]) if bare else 0


def _insured_tail(right: str) -> int:
    match = re.match(r"[^，。；]{0,30}?(?:社会保险费?|社保费?|五险|养老保险费?)", right)
    return match.end() if match else 0


EMPLOYEES = re.compile(
    r"有在职(?:员工|职工)|(?:有|招用|为)?(?:不少于|至少)?(?P<n>\d+|[一二两三])(?:名|人)(?:及?以上)?(?:在职)?(?:员工|职工)(?=[^，。；]{0,10}(?:社会保险|社保))"
)


def _one_employee(reading: Reading, start: int, stop: int) -> Iterator[Fact]:
    match = EMPLOYEES.search(reading.text, start, stop)
    number = read_number(match["n"]) if match and match["n"] else Decimal(1)
    if match and number:
        leaf = reading.test("insured_employees", Op.GE, number, match.start(), match.end(), confidence=0.8)
        yield reading.fact("社保.有员工", leaf, match.start(), match.end(), rank=9)


def _paid(reading: Reading) -> Iterator[Fact]:
    for match in PAID.find(reading.text):
        if EMPLOYEES.search(reading.text, reading.segment(match.start())[0], match.end()):
            continue
        if re.search(r"未|没有|不|\d|[一二三六]个月", match[0]) or not re.search(
            "依法|规定|足额|按时|为其|及时|依规|为员工|为职工|并|且|^、|正常", match[0]
        ):
            continue
        unpaid = re.search("(?:未|没有|不)$", reading.text[: match.start()])
        before = re.split("缴|参加|办理|购买", match[0])[0]  # signs before the verb part it from what stands there
        start = match.start() + max(before.rfind("，"), before.rfind("、")) + 1 - (len(unpaid[0]) if unpaid else 0)
        leaf = reading.test("social_insurance_paid", Op.IS, not unpaid, start, match.end(), confidence=PAID.confidence)
        yield reading.fact(PAID.name, leaf, start, match.end(), rank=5)
    for match in UNPAID.find(reading.text):
        none = re.search("[无未没不]", match[0].removeprefix("未缴")) or re.search(
            "(?:无|没有|不存在|未)[^，。；]{0,14}$", reading.text[reading.segment(match.start())[0] : match.start()]
        )
        leaf = reading.test("social_insurance_paid", Op.IS, bool(none), *match.span(), confidence=UNPAID.confidence)
        yield reading.fact(UNPAID.name, leaf, match.start(), match.end(), rank=6)


UNPAID = rule(
    "社保.欠缴",
    r"(?:不存在|没有|未发生|未|无)?(?:欠缴|拖欠|漏缴|少缴|断缴|未缴)(?:[^，。；、]{2,8}(?:、|和|及|或|与|以及))*?(?:职工|员工)?(?:的)?(?:社会保险|社保)(?:费)?(?:等?的?(?:情形|情况|行为|现象))?"
    r"|(?:社会保险|社保)费?(?:(?:、|和|及|或|与|以及)[^，。；、无未]{2,8})*(?:均|都)?(?:无|未|没有|不存在)(?:发生)?(?:拖欠|欠缴|欠费)",
    needs="社会保险 社保",
    confidence=0.85,
)
