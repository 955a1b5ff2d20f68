"""What a benefit is counted by, taken of and paid over: per, base, years, kind."""

from __future__ import annotations

import re
from decimal import Decimal

from policymatch.documents import BenefitType
from policymatch.parsing.benefits.figures import Figure
from policymatch.parsing.text.days import small_number
from policymatch.parsing.values.numerals import SCALES

_UNITS = (
    r"平方米|㎡|平米|亩|人次|人|名|位|件|项|家|户|个|场次|场|次|台套|台|套|辆|张|篇|部|集|吨|公斤|千克|立方米|千瓦时|千瓦|度电|"
    r"个?(?:国际)?标准(?:展位|摊位)|标准箱|标箱|TEU|床位|床|头|只|学时|课时|班|期|品种|分钟|公里|株|艘|架|列|座|栋|间|款|首|盏|口|棵|根|幢|例|羽|尾|处|条|孔|册|"
    r"航次|艘次|架次|列次|车次|份|支(?!持)|组|箱|堂|颗|枚|"
    r"岗位|机构|企业|单位|项目|店铺|门店|站|桩|笔|单|批次|批|柜|团组|团队|团(?!体|长|员)|馆(?!藏)|展位|摊位|生(?=[每\d])|幼儿|学员|老人|标房|间房"
)
_EACH = re.compile(
    rf"(?:每(?!年|月|天|日|季)(?:净增|新增|新设|引进|增加|招用|招聘|吸纳|培育|培训|孵化|建成|新建|成功|实现|举办|"
    rf"参加|新)*[^，。；\d、每]{{0,10}}?[一1]?(?P<unit>{_UNITS}))(?:每(?P<time>年|月|天|日|学年|"
    rf"季度))?(?:(?!元|%)[^，。；、]){{0,24}}$"
)
_EACH_NUMBER = re.compile(
    r"每(?:(?:净增加?|多增|增加?|实现|新增|满|达到?|完成|引进|超过?|超出|(?:迈|跨|登)?上|跨|出口|进口|签约|增长|采购)[^，。；\d]{0,10}|(?=\d))(?P<unit>\d[\d.]*\s*(?:万|亿)?"
    r"(?:元|美元|件|人|家|平方米|个百分点|个(?!百)|吨|项|名|%))(?!以)[^。；]{0,24}$"
)
_EACH_ACROSS = re.compile(  # 每新增一件发明专利，资助3000元
    rf"每(?:新增|引进|增加|招用|培育|认定|获得?|建成|新建|举办|完成|"
    rf"新)[^，。；\d]{{0,4}}?[一1](?P<unit>{_UNITS})[^，。；\d]{{0,16}}的?，[^，。；\d]{{0,14}}$"
)
_EACH_BROUGHT = re.compile(  # 每引进一家年税收500万元以上的企业，给予运营机构5万元
    r"每(?:年|成功|新|再)*(?:引进|引入|招引|引育|引荐|推荐|培育|孵化|集聚|新增|落户|招用|转化)(?:入驻|注册|落户)?[一1]?(?P<unit>家|户|个|名|支|项)(?!百分)"
    r"[^，。；]{0,48}?，[^，。；\d]{0,16}(?:[\d.]+[万亿]?元?[/、])*$"
)
_SINGLE = re.compile(
    r"(?:单个|单)(?P<unit>品种|项目|台|件|店)[^，。；]{0,20}$|按(?P<unit2>人头|人次|人(?!民|均)|件|台|"
    r"亩)[^，。；]{0,10}$"
)
_TIME = re.compile(r"(?:每(?:连续)?(?:租?满)?[一1]?(?P<time>年|月|季度|学年|自然年|半年))[^，。；]{0,20}$")


def unit_of(text: str, figure: Figure) -> str | None:
    """What the amount is counted by: 件, 平方米·月, 30件, 年; None for a sum.

    >>> from policymatch.parsing.benefits.figures import find_figures
    >>> from policymatch.spans import Span
    >>> words = "按每人每月3600元给予补贴"
    >>> unit_of(words, find_figures(words, [Span(0, len(words))])[0])
    '人·月'
    """
    if figure.ratio:
        return None
    if figure.unit:
        follow = re.match(r"\s*(?:[/·•]|每)\s*(月|年|天|日|次)", text[figure.span.end : figure.span.end + 4])
        return figure.unit + (f"·{follow[1]}" if follow else "")
    slash = re.match(
        r"\s*[/每]\s*(?P<unit>[\u4e00-\u9fa5㎡]{1,3}?(?:[·•/]\s*[年月日天])?)(?=[^\u4e00-\u9fa5]|的|标准|给|"
        r"奖|补|资|予|每|最|，|$)",
        text[figure.span.end : figure.span.end + 8],
    )
    if slash:
        return re.sub(r"[•/]\s*", "·", slash["unit"])
    before = figure.before(text)
    brought = _EACH_BROUGHT.search(text[figure.part.start : figure.span.start])
    if brought:
        return brought["unit"]
    counted = _EACH_NUMBER.search(text[figure.part.start : figure.span.start])
    if counted:
        return re.sub(r"^1(?=[\u4e00-\u9fa5]$)", "", counted["unit"])
    across = _EACH_ACROSS.search(text[figure.part.start : figure.span.start])
    if across:
        return across["unit"]
    each = _last_each(before)
    if each:
        return each["unit"] + (f"·{each['time']}" if each["time"] else "")
    single = _SINGLE.search(before)
    if single:
        return single["unit"] or single["unit2"]
    time = _TIME.search(before)
    return time["time"] if time else None


def _last_each(before: str) -> re.Match[str] | None:
    """The nearest 每… before a figure: 每个国家每件资助 is counted by 件."""
    starts = [found.start() for found in re.finditer("每", before)]
    return next((found for start in reversed(starts) if (found := _EACH.match(before, start)) is not None), None)


_YEARS = re.compile(
    r"(?:连续|期限|年限|时间|周期|最长|为期|共|分|累计|支持|补[助贴]|资助|奖励|[给予][予以与]|贴息|不超过|"
    r"享受)(?:原则上|一般|最长|不超过|为|期限|不得超过|最多|补[助贴]|奖励|[给予][予以与]|期|分)*\s*(?P<n>\d{1,2}|"
    r"[一二两三四五六七八九十])\s*(?:个自然)?年(?!内|度|以上|前|后|龄|起|的(?!租|奖|补|资|贴))|"
    r"(?:[后前头])(?P<n2>\d{1,2}|[一二两三四五六七八九十])年"
)
_ACHIEVED = re.compile(
    r"(?:[^，。；]{0,3})(?:在库|入库|增长|盈利|纳税|正常|保持|获|达|缴|未|无|评|考核|优秀|合格|入选|实现|超|列入|参加|稳定)"
)
"""What has been done for so many years (连续两年增长10%以上) is not how long it is paid."""


def years_of(text: str, figure: Figure) -> int | None:
    """How many years it is paid, as the figure's part (else its sentence) says; None where it does not."""
    if "年" not in figure.sentence.of(text):
        return None
    near = re.search(r"[前后首](?P<n>\d{1,2}|[一二两三四五六七八九十])年[^，。；、]{0,16}$", figure.before(text))
    if near:
        return small_number(near["n"])
    row = _YEAR_TO_YEAR.search(figure.before(text))
    if row and (first := small_number(row["first"])) and (last := small_number(row["last"])) and last > first:
        return last - first + 1
    for words in dict.fromkeys(span.of(text) for span in (figure.phrase, figure.part, figure.sentence)):
        if "年" not in words:
            continue
        found = next((one for one in _YEARS.finditer(words) if not _ACHIEVED.match(words, one.end())), None)
        if found:
            count = small_number(found["n"] or found["n2"])
            return count if count and count <= 30 else None
    return None


_YEAR_TO_YEAR = re.compile(
    r"第(?P<first>\d{1,2}|[一二三四五六七八九十])年?[—\-~～至到、]第?(?P<last>\d{1,2}|[一二三四五六七八九十])年[^，。；、]{0,20}$"
)
"""第4至5年按40%: the years of a share by their numbers."""


_KINDS: tuple[tuple[BenefitType, re.Pattern[str]], ...] = (
    (BenefitType.INTEREST, re.compile(r"贴息|利息|利率|贷款基准|LPR")),
    (BenefitType.LOAN, re.compile(r"贷款|可贷|授信|信贷|担保|融资额度|借款|转贷|单笔(?:最高)?额度")),
    (BenefitType.RENT, re.compile(r"租金|场租|房租|租赁|租房|办公用房补|租用|免租|人才公寓")),
    (
        BenefitType.TAX,
        re.compile(
            r"免征|减征|减按|所得税|增值税|[使用契房产印花]税|税负|税收优惠|税费|即征即退|加计(?!扣除额|扣除的?研发)|不征税|抵扣|抵免"
        ),
    ),
)
_SERVICE = re.compile(
    r"培训|入学|学位(?!津贴|补)|入读|入园|入户|落户手续|优先|绿色通道|指导|咨询|辅导|免费|服务|推荐|就读|居留|备案|代办|子女|就医|体检|"
    r"宣传|推广|对接|场地提供|技术支撑|便利|审批|通关"
)
_MONEY = re.compile(r"奖励|补[助贴]|资助|资金|经费|奖补|扶持")


_APART = re.compile(
    r"除[^，。；]{0,10}?外的?|不含[^，。；、）]{0,8}|(?:金融|融资|汽车|飞机|船舶|海工|设备|车辆)租赁(?=[公企机业、和及，或服的])|租赁(?:使用|收入|业务|服务|期限|余额|资产)"
)
"""What is left out names no kind: 对除租金外的其他投资; nor does a trade by its name (融资租赁公司)."""
_PER_SPACE = re.compile(r"(?:平方米|平米|㎡|建筑面积)\s*[每/·•]\s*[月日天](?!用电)")


_LIVING = re.compile(r"生活(?:补[助贴]|费|津贴)(?=[\d.]+[万千]?元、?).*$")
"""Before 、租房补贴1000元: the sum for living is no rent."""


def kind_of(text: str, figure: Figure, *, rate: bool, per: bool) -> BenefitType:
    """The kind of a benefit with figures."""
    after = re.split(r"[或、]", figure.after(text)[:20])[0]
    near = _APART.sub("", text[max(figure.phrase.start, figure.span.start - 40) : figure.span.end]) + after
    part = _APART.sub("", figure.part.of(text))
    if _PER_SPACE.search(figure.before(text)[-16:] + figure.span.of(text) + figure.after(text)[:8]):
        return BenefitType.RENT
    near = near if len(near) < 8 else _LIVING.sub("", near)
    for kind, words in _KINDS:
        if words.search(near) and not (kind is BenefitType.LOAN and re.search(r"奖[励补]|补[助贴偿]", near)):
            return kind
    if (
        _KINDS[2][1].search(part)
        and (per or rate)
        and not re.search(r"购|建设|改造|运营|开办|生活|床位|安家|交通", near)
    ):
        return BenefitType.RENT
    if not rate and not per and not _MONEY.search(near) and "贴息" in text[figure.part.start : figure.span.start]:
        return BenefitType.INTEREST  # 给予12个月的贴息，最高不超过800万元
    return BenefitType.RATE if rate else BenefitType.PER_UNIT if per else BenefitType.LUMP_SUM


def kind_without_figures(words: str) -> BenefitType:
    """The kind of a grant that states no amount."""
    for kind, pattern in _KINDS:
        if pattern.search(words) and not (kind is BenefitType.LOAN and _MONEY.search(words)):
            return kind
    return BenefitType.SERVICE if _SERVICE.search(words) and not _MONEY.search(words) else BenefitType.OTHER


BASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("equipment_investment", re.compile(r"(?:设备|软硬件)[^，。；]{0,12}(?:投资|投入|购置|金额|费用|总额)")),
    (
        "local_contribution",
        re.compile(r"(?:地方|本区|我区|区级|综合|经济|财政|个人经济)[^，。；]{0,6}贡献|贡献额|留成|留存"),
    ),
    ("foreign_investment", re.compile(r"(?:实到|实际使用|到资|利用)外资")),
    ("rd_expense", re.compile(r"研发(?:费用|投入|经费|支出|实际)|研究开发费用")),
    ("loan_amount", re.compile(r"(?:贷款|担保|融资)(?:金额|总额|额|本金|余额)")),
    ("contract_amount", re.compile(r"(?:合同|交易|成交|技术交易|服务)(?:总)?(?:金额|额|价款|费用)")),
    ("fixed_investment", re.compile(r"固定资产(?:实际)?投[资入]")),
    (
        "project_investment",
        re.compile(r"(?:项目|实际|核定|建设|装修|改造)?(?:总)?投[资入](?:总额|额|资金)?|建设(?:成本|费用)"),
    ),
    ("export_value", re.compile(r"出口(?:总)?额")),
    ("trade_value", re.compile(r"进出口(?:总)?额")),
    ("tax_paid", re.compile(r"(?:纳税|税收|缴纳[^，。；]{0,8}税)(?:总)?额?")),
    ("main_revenue", re.compile(r"主营业务收入")),
    ("revenue", re.compile(r"营业(?:收入|额)|销售(?:收入|额)|服务收入|收入")),
    ("retail_sales", re.compile(r"零售额")),
)
_BASE_LABEL = re.compile(
    r"租金|场租|房租|保费|利息|利率|费用|成本|经费|投入|支出|工资|社保费|最低工资标准|奖金|金额|总额|补助|"
    r"资助额|差额|票房|展位费|运费|人工费"
)
_OVER = re.compile(r"超(?:过|出)?(?:基数|(?P<amount>\d[\d.]*)\s*(?P<scale>万|亿)?元)[^，。；]{0,4}(?:的)?部分")


def base_of(text: str, figure: Figure) -> tuple[str | None, str | None]:
    """What a share is taken of: a field's id, or else a name; both None where the text does not say."""
    before = text[max(figure.part.start, figure.span.start - 48) : figure.span.start]
    after = re.match(r"[^，。；]{0,2}(?:的)?", figure.after(text))
    best: tuple[int, str] | None = None
    for name, pattern in BASES:  # the narrower names come first; a wider one must stand after them to count
        for found in pattern.finditer(before):
            if best is None or found.start() >= best[0]:
                best = (found.end(), name)
    label = None
    for named in _BASE_LABEL.finditer(before):
        label = named
    if label is not None and (best is None or label.end() > best[0]):
        opening = re.search(r"[^的按其以，：、；（）。0-9]{0,12}$", before[: label.start()])
        name = ((opening[0] if opening else "") + label[0]).rpartition("%")[2]
        return None, re.sub(
            r"^.*(?:不[超高][过于]|[给予][予以与])|^(?:照|对|实际|核定|审定|发生|按照|参照|不超过)+", "", name
        )
    return (best[1], None) if best is not None and after is not None else (None, None)


def base_over(text: str, figure: Figure) -> Decimal | None:
    """The part of the base that counts: 超过1000万元的部分; None for the whole."""
    found = _OVER.search(text[figure.part.start : figure.span.start])
    if not found or not found["amount"]:
        return None
    return Decimal(found["amount"]) * SCALES[found["scale"] or ""]


_PARTS = re.compile(
    r"分[一二两三四五六\d]?(?:个)?(?:年|期|次)(?:度)?[^，。；]{0,6}?(?:按照?|以)?(?P<shares>\d+(?:\.\d+)?%(?:[、:：和]\d+(?:\.\d+)?%)+|\d+(?:[:：]\d+)+)"
)


def parts_of(text: str, figure: Figure) -> tuple[Decimal, ...]:
    """The yearly parts of what is paid, as fractions: 分三年按40%、30%、30%拨付, 分3年按4:3:3的比例发放."""
    found = _PARTS.search(text, figure.sentence.start, min(figure.sentence.end + 60, len(text)))
    if not found:
        return ()
    shares = [Decimal(share) for share in re.findall(r"\d+(?:\.\d+)?", found["shares"])]
    total = sum(shares)
    return tuple(share / total for share in shares) if total else ()


_STEP = re.compile(
    r"(?:舍尾|去尾|取整|以万(?:元)?(?:位|为单位)?(?:计算|取整)|不足(?P<unit>万|千|百|十)?元(?:的)?(?:不计|"
    r"舍去|部分舍|部分不))"
)


def step_of(text: str, figure: Figure) -> Decimal | None:
    """The step that amounts are cut to (以万元取整, 舍尾法); None where the sentence states none."""
    found = _STEP.search(figure.sentence.of(text))
    if not found:
        return None
    words = found[0]
    return Decimal(10_000) if "万" in words else Decimal({"千": 1000, "百": 100, "十": 10}.get(found["unit"] or "", 1))
