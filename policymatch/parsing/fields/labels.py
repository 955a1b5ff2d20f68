"""Names for quantities that no field holds: the clause's own words, cut to the noun."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.fields.labelunits import UNIT_NAMES, with_unit
from policymatch.parsing.fields.labelwords import AUDITED, HELD_BESIDE, VERBS, WHOSE_YEARS, of_single, of_the_deed, tidy
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.wording import masked, without_brackets

PERIODS = re.compile(
    r"^(?:上一?年度?|当年度?|本年度|近[一二两三四五\d]年(?:内|来)(?!平均|年均|累计)|最近一(?:年|个(?:完整)?(?:会计)?年度)|连续[一二三两\d]年|申报当年|\d{4}年度?)(?:的|内|度)?"
)
LEADS = re.compile(
    r"^(?:（?[\d一二三四五六七八九十]{1,2}[）、.．]|[①-⑩]|且|并且|并(?!购|行|网|联|轨)|或者?|和|及|同时|其中|其(?![他它])|每(?=连续)|中(?=年[均收薪工])|项目应(?:当)?(?:开展|具有|提供)?|对(?![外接口标])|凡|若|如|"
    r"还(?=应|须|需|要)|应当?(?!纳|缴)|须|需|要求|的|在(?!孵|校|岗|职|建|册|营|园|院|训|编|籍|途|库|架|售|研|播|映|租|读|本|我|区|基层|当地|该|[京沪津渝深穗杭宁汉蓉锡苏青]|[一-龥]{2,8}?(?:注册|登记|设立|纳税|转化|落地|实施|采购|投资|生产|就业)的)|于|按(?![期时约])|按照|以|，|、|取得的|"
    r"原则上|可|能够?(?![耗源效级])|且每|所|即|"
    r"申报单位|申报项目|申请人|申报人|申请单位|申报企业|申请企业)+"
)
HOLDING = re.compile(r"^(?:拥有|具有|具备|取得|已|有(?!效|机|限|偿|色|线|关|毒|轨))+")
TAILS = re.compile(
    r"(?:应当?|须|需|必须|均|都|要|不|在|为|是|达|共|分别|累计|一般|原则上|约|(?<![节产功效性])能|可|首次|突破|每年|总体|不得|应不|至少|最少|"
    r"合计|已|满|的|(?<![拥具设建])有|超|（[^）]*）|每|按|保持|实现|控制)+$"
)
NOT_CONDITION = re.compile(
    r"每(?:再|新|净|多)?(?:上|升|跨|迈|增加?|增长|提高|递增|多|超过?)[^，。；\d]{0,8}$|^除|^使(?!用)|力争|确保|参照|返还|(?:[给予][予以与]|奖励|补助|补贴|资助|支持|最高|不超过|封顶|扶持|按(?![期时约])|发放|贴息|拨付|额度|限额|每家|每户|"
    r"每人每月|标准)[^，。；]{0,6}$|(?:[给予][予以与]|奖励|认定为|评为)[^，。；]{0,14}$|工作日|公示|第$|前$|提前$|之日起$|"
    r"年第$|逾期(?![^，。；]{0,6}率)"
)
RIGHT = re.compile(
    r"^(?:（[^）]*）)?(?:的)?(?!即可|方可|才可|便可)(?P<noun>(?:(?:具[有备]|拥有|从事|取得|获得|熟悉|对|为|向|成功|已|曾)(?:\d{1,2}年(?:及)?以上)?[^，。；、：（）\d的]{2,20}的)?[^，。；、：（）以上下且或并给予的]{2,14}?(?<!新[建设办成])(?<!改建)(?<!扩建))(?=的|，|。|；|、|$|（|）|且|或|[和及与](?:\d|不[少低]于)|"
    r"并|[给予][予以与]|，)"
)
TIME_RIGHT = re.compile(
    r"^(?:的|以上|及以上|期限)?(?:(?P<noun>劳动合同(?:[或和及、]+(?:劳务|服务|聘用|就业|用工|劳动)(?:协议|合同))?|劳动（聘用）合同|聘用合同|租赁合同|租赁协议|有效租赁期|租赁期|租约|入驻合同|入驻协议|合作协议|服务协议|合同|协议|(?!缴|参|按)[一-龥]{2,8}?(?:（[一-龥、]{2,8}）)?(?:协议|合同)(?=，|。|；|的|、|且|并|$)|租期|服务期)"
    r"|(?:[^，。；（）]{0,16}?的)?(?P<long>[^，。；（）的]{0,20}(?:经验|经历)))"
)


@immutable
class Named:
    """A name for a quantity and the words it came from."""

    label: str
    start: int
    end: int
    confidence: float


def name(reading: Reading, at: int, end: int, start: int, words: str, unit: str, dimension: str) -> Named | None:
    """A declared number's name, from the words before the limit, else those after it; None where it is no condition."""
    if (deed := of_the_deed(reading.before + reading.text[:at], reading.text[end:], unit)) is not None:
        return Named(deed, start, end, 0.75)
    found = _name(reading, at, end, start, words, unit, dimension)
    if found is None:
        return None
    label = tidy(found.label)
    if dimension == "area" and (whose := _WHOSE_AREA.match(reading.text, end)):
        label = whose["place"] + label
    elif _DONE.match(label) and (yearly := _YEARLY.search(reading.text, 0, start)) and "数" in label:
        label = yearly["often"] + label
    return replace(found, label=label)


_SURPLUS = re.compile("盈余[^，。；]{0,16}返还[^，。；]{0,8}(?:比例|总额)")
"""可分配盈余按交易量返还的比例: what a cooperative gives back to its members."""
_WHOSE_AREA = re.compile(
    r"[^。；：]{0,40}?的(?P<place>[^，。；：、的\d（）]{0,6}(?:综合体|楼宇|载体|园区?|商场|市场|厂房|酒店|街区|门店|场馆|书店))(?=[、，。；的（）]|$)"
)
"""建筑面积5000平方米以上的商务楼宇: the area is the building's, named after it."""
_YEARLY = re.compile(
    rf"(?:^|[。；])(?:能够?|可)?(?P<often>每年|年均)(?:能够?|可)?(?={VERBS.pattern})[^。；\d]+[，且并]$"
)
_DONE = re.compile(VERBS.pattern)
"""每年提供岗位，接收学员20人以上: what is done each year is told once for all that is done."""


def _name(reading: Reading, at: int, end: int, start: int, words: str, unit: str, dimension: str) -> Named | None:
    text = reading.text
    share = _share_of(reading, at, end, words, dimension)
    if told := share or _partners(text, at, end, dimension) or _beside(text, at, end, unit, dimension):
        return told
    unfit = NOT_CONDITION if dimension in ("money", "ratio", "") else NOT_COUNTED
    unfit_here = unfit.search(words) or unfit.search(text, max(0, at - 6), at)
    if (unfit_here and not _SURPLUS.search(words)) or YEARS_OF_ACCOUNT.match(text, end):
        return None
    bracket = reading.bracket(at)
    if dimension == "time" and bracket and at - bracket[0] <= 1:
        return None
    found = _words_before(reading, at, start, words)
    if found is None or "之和" in found[1][:4] or (dimension == "time" and found[0] < start):
        return None
    begin, label = found
    right = text[end : end + 40]
    if dimension == "time":
        return _time(reading, at, end, begin, label, right, unit)
    if len(label) >= 2 and not NO_NAME.fullmatch(label):
        return _framed(text, start, _from_left(label, begin, end, right, unit, dimension))
    if dimension not in ("rate", "money") and (noun := RIGHT.match(right)):
        if PLACED.fullmatch(label):
            counted = label.removeprefix("在") + noun["noun"]
            return Named(with_unit(counted, unit, dimension), begin, end + noun.end("noun"), 0.7)
        if dimension == "count" and (row := _ROW_RIGHT.match(right)) and row.end() > noun.end("noun"):
            return Named(with_unit(without_brackets(row[0]), unit, dimension), at, end + row.end(), 0.7)
        return Named(with_unit(noun["noun"], unit, dimension), at, end + noun.end("noun"), 0.7)
    return None


_AND = re.compile("(?:[和及与或]|或者)$")


def _beside(text: str, at: int, end: int, unit: str, dimension: str) -> Named | None:
    """不少于5名工作人员和10名导师: what follows such a word is counted by itself."""
    noun = RIGHT.match(text[end : end + 40]) if dimension == "count" and _AND.search(text, max(0, at - 2), at) else None
    return Named(with_unit(noun["noun"], unit, dimension), at, end + noun.end("noun"), 0.75) if noun else None


_TOGETHER = re.compile("[与同](?:不少于|至少|超过)?$")
_WITH = re.compile(
    r"的?(?P<who>[^，。；、：（）\d的]{2,14}?)(?P<deed>(?:签[订署有]|建立|达成|形成|保持|开展)(?:了|有)?[^，。；、：（）\d的]{2,14})"
)


def _partners(text: str, at: int, end: int, dimension: str) -> Named | None:
    """与2家以上上下游企业签订合作协议: those with whom something is agreed are counted, 签订合作协议的上下游企业数."""
    lead = _TOGETHER.search(text, max(0, at - 5), at) if dimension == "count" else None
    found = _WITH.match(text, end) if lead is not None else None
    return Named(f"{found['deed']}的{found['who']}数", lead.start(), found.end(), 0.7) if lead and found else None


_ROW_RIGHT = re.compile(
    r"(?!的|以|及|[^，。；]*[一二两三四五][个项家名座处])[^，。；：、\d]{2,10}(?:、[^，。；：、\d]{2,10}){0,4}?(?:、|或者?|和|及)[^，。；：、\d的]{2,16}(?=[，。；的]|$)"
)
"""A row of things of which so many are wanted: 2项新产品、新工艺或专利申请."""
_FRAME = re.compile(
    r"(?:^|[，。；：])(?:应当?|须|在|自)*(?P<frame>[^，。；：\d]{2,12}?(?:后|起|的)?(?:第?[\d一二两三四五六]{1,3}(?:个)?(?:年|月|日|天|季度)之?内|第[\d一二两三四五六]{1,3}年|期(?:满|内|间)))，$"
)


def _framed(text: str, start: int, named: Named) -> Named:
    """交付后1年内，入驻率不低于70%: the time by which something is counted is part of what is counted."""
    frame = _FRAME.search(text[max(0, start - 24) : start]) if text[start - 1 : start] == "，" else None
    if frame is None or "内" in named.label:
        return named
    label = _PROJECT.sub("", named.label)
    return replace(named, label=frame["frame"] + label, start=max(0, start - 24) + frame.start("frame"))


_PROJECT = re.compile("^[^的，]{0,12}项目(?=[^，]{3,})")

_STEP = re.compile(
    "每(?:再|净|多|新)?(?:完成|实现|增加|新增|增长?|提[高升]|上升|下降|降低|减少|递增|超过?|满|销售|出口|贡献)?$"
)


def is_step(text: str, at: int) -> bool:
    """Whether the amount at a place is what a sum is counted by, no limit: 每完成5000万元奖励1万元."""
    return bool(_STEP.search(text, max(0, at - 8), at))


YEARS_OF_ACCOUNT = re.compile(r"(?:完整)?的?(?:会计|自然|财务)年度")
_PLACES = r"在?(?:本[市省区县]|我[市省区县]|全[国省市区]|[国省市区境]内|[国境海]外|京)(?:范围)?内?"
PLACED = re.compile(_PLACES)
NO_NAME = re.compile(
    rf"{_PLACES}|(?:近|最近)[一二两三四五\d]年(?:内|来)?(?:至少|累计)?有?|(?:获得|取得|持有|授权)(?:了|过)?|企业|单位|项目|其|机构|申报单位|安排|提供|拥有|签订|建有|具有|配备|设置|每场|有|数量"
)


_OFTEN = re.compile("[年月季]均|每[年月季]")


def _words_before(reading: Reading, at: int, start: int, words: str) -> tuple[int, str] | None:
    """Where a name begins and the name; for a limit alone in a bracket, the words before the bracket."""
    if (row := _BROUGHT_IN.search(words)) is not None:
        return start + row.start(), row[0]
    offset, label = _trim(words)
    bracket = reading.bracket(at)
    if bracket is None or len(label) >= 2:
        return start + offset, label
    start, _ = reading.segment(at)
    words, often = reading.text[start : bracket[0]], _OFTEN.match(reading.text, bracket[0] + 1)
    if re.search(r"\d", words):
        return None
    offset, label = _trim(words)
    return start + offset, (often[0] if often else "") + tidy(label)


_BROUGHT_IN = re.compile(
    rf"(?:当年度?|年度)?新?(?:引入|引进|招引|培育|孵化)(?:了)?[^，。；、\d]{{2,16}}(?:、|或者?|和|及)(?!{VERBS.pattern})[^，。；、\d]{{2,16}}(?:门店|首店|店铺|商户|企业|机构|品牌|项目)$"
)
"""A row of those brought in, counted together: 引入中华老字号或北京老字号门店2家."""


def _from_left(label: str, begin: int, end: int, right: str, unit: str, dimension: str) -> Named:
    """The name before the limit; a bare verb there takes its noun from after it (安排不少于2场演出)."""
    if dimension == "money" and (single := of_single(label, right, unit)):
        return Named(single[1], begin + single[0], end + single[2], 0.8)
    noun = None if _TAKER.match(right) else RIGHT.match(right)
    if noun and (VERBS.fullmatch(label) or (len(label) <= 2 and dimension == "count")):
        return Named(label + noun["noun"] + UNIT_NAMES.get(unit, ""), begin, end + noun.end(), 0.75)
    if noun and dimension == "count" and (verb := ENDS_IN_VERB.search(label)):
        return Named(with_unit(noun["noun"], unit, dimension), begin + verb.start(), end + noun.end("noun"), 0.8)
    return Named(with_unit(label, unit, dimension), begin, end, 0.8)


_TAKER = re.compile("(?:及?以上)?的(?:企业|单位|机构|公司|主体|个人|申请人|合作社|平台|园区|基地)(?=[，。；]|$)")
"""直播50场以上的|企业: who is to have done so, not what is counted."""
ENDS_IN_VERB = re.compile(rf"{VERBS.pattern}$")
NOT_COUNTED = re.compile(
    r"(?:以下|如下|下列|上述|任意|任何)[^，。；]{0,6}$|其中[^，。；]{0,3}$|(?:[给予][予以与]|(?<!科技)(?<!技术)(?<!成果)奖励|补助|补贴|按(?![期时约])|最高)[^，。；]{0,4}$|每(?:增加|新增|增长|提高|递增|家|户|人每月)[^，。；]{0,4}$|工作日|公示|第$|"
    r"(?:、[^，。；]{1,20}|等[^，。；、]{0,8})(?:中|之中|当中)的?(?:至少|任意|任选|不少于|任何)*$|"
    r"提前$|年第$|逾期(?![^，。；]{0,6}率)|前$"
)
SHARE_OF = re.compile(r"(?P<op>不少于|不低于|不得低于|不超过|不高于|高于|超过|达到)(?P<whole>[^，。；、\d]{2,16})$")


def _share_of(reading: Reading, at: int, end: int, words: str, dimension: str) -> Named | None:
    """不少于可售票20%的低价票: the noun after, as a share of the noun before."""
    if dimension != "ratio":
        return None
    if taken := re.match(
        r"的比例(?P<verb>(?!给予|予以|进行|计算|补助|奖励|补贴|资助|支持|拨付|发放|兑现|返还)[一-龥]{2})(?P<noun>[^，。；、并且的]{2,10})",
        reading.text[end:],
    ):
        return Named(f"{taken['noun']}{taken['verb']}比例", at, end + taken.end(), 0.7)
    found = SHARE_OF.search(words)
    if not found:
        return None
    if re.search("(?:平均(?:水平|增速|值|数)?|水平|增速|增幅)$", found["whole"]):
        begin, before = _trim(words[: found.start()])
        low = at - len(words) + begin
        return Named(f"{before or '增速'}高于{found['whole']}（百分点）", low, end, 0.65)
    noun = re.match(
        r"(?:的)?(?:标准)?(?:的)?(?:[对向为][^，。；]{1,8}?(?:支付|发放|提供))?(?P<noun>[^，。；、：（）]{2,12})",
        reading.text[end:],
    )
    if area := _AREA_USED.match(reading.text, end):
        whole = found["whole"] if found["whole"].endswith("面积") else found["whole"] + "面积"
        used = f"{area['what']}{area['verb']}" if area["verb"] in _PLACING else f"{area['verb']}{area['what']}"
        return Named(f"{used}面积占{whole}比例", at - len(words) + found.start(), area.end(), 0.7)
    each = re.search("每[月场年次]", words)
    before = _trim(words[: found.start()])[1]
    name = (each[0] if each else "") + (noun["noun"] if noun else before)
    tail = end + (noun.end() if noun else 0)
    lead = len(words) - len(words.lstrip("）"))
    begin = at - len(words) + (found.start() if noun else max(lead, _trim(words[: found.start()])[0]))
    return Named(f"{name}占{found['whole']}比例", begin, tail, 0.7)


_PLACING = ("安装", "建设", "铺设", "种植", "布置")
_AREA_USED = re.compile(rf"的面积(?P<verb>用于|作为|{'|'.join(_PLACING)})(?P<what>[^，。；、：（）]{{2,12}})")
"""不少于建筑面积30%的面积用于研发: the share of a whole that is put to a use."""
_BODY = "(?:企业|团队|创客|机构|单位|组织|公司|商户|合作社|个体工商户|家庭农场)"
_ROW_OF_BODIES = re.compile(f"^[^、，]*{_BODY}(?:、[^、，]{{0,8}}{_BODY})+(?:总数|数量|合计|共计|共|应|须|需|达到?)*$")
"""入驻初创企业、创业团队: counted together."""
_ROW_OF_THINGS = re.compile("、[^、和及与]{2,8}[和及与][^、]{2,}$")


def _trim(words: str) -> tuple[int, str]:
    """The words without lead and tail that carry no name, and how many characters were cut in front."""
    offset = 0
    while True:
        match = LEADS.match(words[offset:]) or PERIODS.match(words[offset:])
        if not match or not match[0]:
            break
        offset += match.end()
    body = words[offset:]
    link = re.search(
        r"^.*(?:且|并且|并(?!购|发|网)|(?<=以上)或者?|(?:(?<=.{6})|(?<=户籍)|(?<=[历称证格]))或者?(?!.*的$)(?!(?<![量数额]或)[^的]{2,12}的[^的]{2,10}$)(?!.{2,10}(?:学历|学位|职称|资格|证书)(?:[及（）含]*以上)?的?.{0,6}(?:人员|人才|员工|职工|教师)))(?=.{2,})",
        masked(body),
    )
    if link and not _of_one_kind(body[: link.end()], body[link.end() :]):
        offset, body = offset + link.end(), body[link.end() :]
    if apart := HELD_BESIDE.match(body):
        offset, body = offset + apart.end(), body[apart.end() :]
    cut = masked(body).rfind("、")
    if (
        cut >= 0
        and len(body) - cut > 3
        and not _of_one_kind(body[: cut + 1], body[cut + 1 :])
        and not _ROW_OF_THINGS.search(body)
        and not _ROW_OF_BODIES.search(body)
        and not (HOLDING.match(body) and "的" in body[cut:])
        and not re.search("等|占|^(?:吸纳|招用|安置|招聘|吸收|帮助|带动)", body)
    ):
        offset, body = offset + cut + 1, body[cut + 1 :]
    body = re.sub(r"^((?:已|拥有|获得|取得|申请|授权)*)(?:[^、，]{2,}、){2,}[^、，]*?等", r"\1", body)
    body = without_brackets(body)
    if (audited := AUDITED.match(body)) is not None:
        offset, body = offset + audited.end(), body[audited.end() :]
    body = re.sub(r"行政区域(?:范围)?内?", "", body)
    body = TAILS.sub("", body).replace("“", "").replace("”", "")
    if "的" not in body and (held := HOLDING.match(body)):
        offset, body = offset + held.end(), body[held.end() :]
    return offset, body


_LEVEL = re.compile("(?:国家|省|市|区|县|州|部|省部)级?(?:、|或者?|和|及|以及)+$")
_OWN_DEED = re.compile(rf"(?:[当上每]?年(?=度|[^度轻])|{VERBS.pattern})")
_HEAD = re.compile("(?P<head>[一-龥]{2})(?:、|或者?|和|及|以及)+$")


def _of_one_kind(before: str, after: str) -> bool:
    """Whether a joining word stands within one name: 国家级或|省级项目, 国家标准或|行业标准."""
    head = None if _OWN_DEED.match(after) else _HEAD.search(before)
    return bool(_LEVEL.search(before)) or (head is not None and TAILS.sub("", after).endswith(head["head"]))


_MONTHS = re.compile(r"\d{1,2}(?:月份?)?[-—至到~]\d{1,2}月份?")
"""Months of the year (1—12月), not how many."""


def _time(reading: Reading, at: int, end: int, start: int, label: str, right: str, unit: str) -> Named | None:
    suffix = UNIT_NAMES.get(unit, "年限")
    if _MONTHS.fullmatch(reading.text[at:end]):
        return None
    if noun := TIME_RIGHT.match(right):
        suffix = f"（{unit}）" if (noun["noun"] or "").endswith("租赁期") else suffix
        who = WHOSE_YEARS.search(reading.text, reading.segment(at)[0], at) if noun["long"] else None
        named = (who["who"] if who else "") + (noun["long"] or noun["noun"].replace("（聘用）", "")) + suffix
        return Named(named, who.start("who") if who else _signing(reading, start, at), end + noun.end(), 0.85)
    if unit in ("工作日", "个工作日") or (unit in ("天", "日") and _within(reading.text[at:end])):
        return None
    if label.endswith("期内"):
        return None
    if label.endswith(("期限", "周期", "期", "时间", "龄")):
        suffix = f"（{unit.removeprefix('个')}）"
    label = re.sub("^(?:招用|吸纳|招聘|吸收|安置)(?=.{2,})", "", label)
    label = label + "赁" if label.endswith(("连续租", "承租")) else label
    if _within(reading.text[at:end]) and not re.search("之日起|毕业|(?:期限|周期|租期|龄)$", label):
        return None
    if (
        len(label) < 2
        or len(label) > 24
        or re.search(
            r"公示|文件|有效期|逾期|整改|办理|施行|(?<!工作)(?<!居住)(?<!服务)(?<!在岗)(?<!营业)(?<!运营)(?<!开放)(?<!直播)(?<!演出)(?<!实习)(?<!见习)(?<!培训)(?<!学习)(?<!任职)(?<!从业)(?<!入驻)(?<!活动)(?<!展览)(?<!参保)(?<!使用)时间|工作日|报送|受理",
            label + right[:6],
        )
    ):
        return None
    return Named(label + suffix, start, end, 0.75)


_SIGNED = re.compile(r"(?:[与和同][^，。；、与和同]{1,16}?)?(?:签订|订立|签署)(?:了|有|的)?$")


def _signing(reading: Reading, start: int, at: int) -> int:
    """Where the words before a contract's years begin: with whom it is signed, else a few signs before."""
    signed = _SIGNED.search(reading.text, max(0, at - 24), at)
    return signed.start() if signed and signed.start() >= start else max(start, at - 6) if start < at else at


def _within(words: str) -> bool:
    """Whether a limit of time is a window after an event (落户三年内), not a length."""
    return words.endswith(("内", "之内", "以内"))
