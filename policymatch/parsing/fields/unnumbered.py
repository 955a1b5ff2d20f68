"""Limits told without an amount: grown on the year before, none laid off, in profit, a place among others.

纳税额比上年增长 is a growth above zero, 上年度未裁员 a rate of zero, 出口额全市前10名 a place of ten or better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import Any, Node, Op, Test
from policymatch.parsing.fields.metrics import EXTENDED
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import needed, rule
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.values.numerals import read_number
from policymatch.quantities import Aggregate, Period

_ENDS = r"(?=$|[，。；、）且并或]|的|和)"
PROFIT = rule(
    "经营.盈利",
    r"(?:净利润|利润总额|利润|净资产|所有者权益)(?:应|须|均|连续)*(?:为正(?:值|数)?|大于(?:零|0)|不为负)|(?:持续|连续|均)?(?:实现)?盈利(?=$|[，。；、）且并或]|的|状态)"
    r"|(?:未(?:出现|发生)?|无|没有|不)亏损(?=$|[，。；、）且并]|的)|扭亏为盈",
    needs="利 亏 净资产 所有者权益",
    confidence=0.75,
)
KEPT = rule(
    "数值.未裁员",
    rf"(?:未|没有|无|零|(?<![、量能度力])不)(?:发生|出现|有|进行|实施|存在)?(?:过)?(?:经济性|大规模)?(?:裁员|裁减人员)(?:行为|情况|情形|现象)?(?!(?<=不裁员)(?:或者?|、)少?裁员){_ENDS}",
    needs="裁",
    confidence=0.85,
)
_YEAR_BEFORE = r"(?:上一?年度?|去年|前一年度?)(?:度|同期)?(?:水平|实绩|数额?)?"
_MEASURED = r"(?:额|收入|产值|税[收金款]|纳税|贡献|利润|量|数|人次|投入|支出|实绩|业绩|销售|营收|规模|总值|经费)"
GROWN = rule(
    "数值.有增长",
    rf"(?P<what>[^，。；：、（）\d的且]{{0,20}}?{_MEASURED}|(?<=[，、且并]))(?:应|须|需|均|都)*(?:"
    rf"(?:(?:比|较){_YEAR_BEFORE}|同比|环比)?(?:保持|实现|呈现?|持续|稳定|连续|为|有|稳步)*(?:(?P<kept>(?:不|未|没有|无)(?:出现|发生)?(?:明显|大幅)?(?:下[降滑跌]|减少|降低|负增长|负)|零增长(?:及?以上))|正增长|(?:实现|保持)(?:稳步|稳定|持续)*增长|(?<=[年比期])(?:保持|实现|持续|稳定|有所?|稳步)*增长|有所?增长)"
    rf"|(?P<least>不低于|不少于|不小于)?(?(least)|(?:高于|超过|大于)){_YEAR_BEFORE}){_ENDS}",
    needs="增长 上年 上一年 去年 前一年 下降 下滑 下跌 减少 降低",
    confidence=0.7,
)
_ALIKE = r"(?:同行业|同类[^，。；、的\d]{0,4})"
_AMONG = (
    r"(?:全国|全省|全市|全县|全区|全州|全行业|本[省市区县]|我[省市区县]|国内|省内|市内|县内|区内|世界|全球|国际|行业"
    rf"|{_ALIKE})(?:内|中|{_ALIKE})*"
)
_STANDS = r"(?:综合)?(?:排名|排序|排位|位居|位列|名列|位于|居|列|排)(?:在|于|为)?"
STANDING = rule(
    "名次.前列",
    rf"(?P<what>[^，。；：、（）\d的且]{{0,20}}?(?:{_MEASURED}|[率速幅]|增长|增量|成绩|得分|评分|评价|考核|进出口|出口|进口))?(?P<stands>{_STANDS})?(?P<among>{_AMONG})?(?P<again>{_STANDS})?"
    rf"第?前(?P<place>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:[名位]|(?=$|[，。；、）且]|的))(?:以内|之内|（含）)?",
    needs="前",
    confidence=0.7,
)
_PAID = r"[^，。；：、（）\d的对向为给]{0,10}?(?:补[贴助]|生活费|工资|薪酬|待遇|报酬|津贴)"
_PAYS = r"(?:按月|按时|足额|每月|全额)*(?:支付|发放|发给|提供|给予|计发)"
LEAST_WAGE = rule(
    "数值.最低工资",
    rf"(?:(?<![^，。；])[^，。；：、\d]{{0,4}}(?:单位|企业|机构|基地)(?:应当?|须|需)?(?:每月|按月)?(?=按|{_PAYS}|[给对向]))?(?:(?P<told>(?<![^，。；])(?:月|基本|每月)?{_PAID})?(?:应当?|须|需|均)?(?:按(?:照)?)?|{_PAYS}(?:的)?)(?P<limit>不低于|不少于|高于|不得低于)"
    rf"(?P<of>(?:[^，。；：、\d]{{2,6}})?(?:月)?最低工资)标准(?!的?(?:百分|\d|[一二三四五六七八九]成))(?:的标准)?"
    rf"(?:，?(?:(?:对|向|为|给)[^，。；：、\d]{{1,12}}?)?{_PAYS}(?P<paid>{_PAID}(?=$|[，。；、）的]))|的(?P<given>{_PAID}(?=$|[，。；、）]))|(?=$|[，。；、）]))",
    needs="最低工资",
    confidence=0.75,
)
_LEVEL = r"(?:平均(?:水平|增速|增幅|增长率?|增长水平|值|数|线)?|水平|增速|增幅|增长率|均值)"
OUTDONE = rule(
    "数值.高于平均",
    rf"(?<![企公单机])(?P<what>(?:(?!企业|公司|单位|机构)[^，。；：、（）\d的且或]){{2,20}}?)(?:应|须|需|均|都)*(?P<least>不低于|不少于|不小于)?(?(least)|(?:高于|超过|超出|大于|快于|优于|高出))"
    rf"(?P<whole>(?:同期|上年度?|当年|当年度|年度)?{_AMONG}[^，。；：、（）\d]{{0,16}}?{_LEVEL})(?:(?P<by>\d{{1,3}}(?:\.\d+)?)(?:个百分点|%))?(?P<up>及?以上)?"
    r"(?=$|[，。；、）且并或]|的)",
    needs="平均 水平 增速 增幅 增长率 均值",
    confidence=0.65,
)
_LEAD = re.compile(
    r"^(?:对|凡|若|如|其|当年|本年度?|(?:上|前)一?年度?|年度|全年|每年|年(?=进出口|销售|营业|产|纳税|收入)|按照?|且|并)+"
)


_NEEDED = needed(PROFIT, KEPT, GROWN, OUTDONE, STANDING, LEAST_WAGE)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts whose limit is a word."""
    if not _NEEDED.search(reading.text):
        return
    yield from _profit(reading)
    for match in KEPT.find(reading.text):
        low, period = _since(reading, match.start())
        leaf = reading.test(
            "layoff_rate", Op.EQ, Decimal(0), low, match.end(), period=period, confidence=KEPT.confidence
        )
        yield reading.fact(KEPT.name, leaf, low, match.end(), rank=8)
    yield from _growth(reading)
    yield from _outdone(reading)
    yield from _standing(reading)
    yield from _wage(reading)


def _profit(reading: Reading) -> Iterator[Fact]:
    for match in PROFIT.find(reading.text):
        low, period = _since(reading, match.start())
        if "或" in reading.text[low : match.start()]:
            low, period = match.start(), None  # 近两年盈利或者净资产为正: the years are told of the first alone
        if not period and not re.match("净?利润|净资产|所有者|(?:持续|连续|均)?实现|未|无|没有|扭亏", match[0]):
            continue
        if period and period.first != period.last:
            period = replace(period, aggregate=Aggregate.EACH)
        op = Op.GE if "亏损" in match[0] or "不为负" in match[0] else Op.GT
        field = "net_assets" if match[0].startswith(("净资产", "所有者")) else "profit"
        leaf = reading.test(field, op, Decimal(0), low, match.end(), period=period, confidence=PROFIT.confidence)
        yield reading.fact(PROFIT.name, leaf, low, match.end(), rank=6)


def _growth(reading: Reading) -> Iterator[Fact]:
    """Growth of whatever size, or none lost."""
    for match in GROWN.find(reading.text):
        what = match["what"] or _named_before(reading, match.start())
        if not what:
            continue
        named = [one for one in find_metrics(what) if one.span.end == len(what)]
        field = named[0].value.growth if named else ""
        label = None if field and field not in EXTENDED else _LEAD.sub("", what) + "增长率"
        op = Op.GE if match["kept"] or match["least"] else Op.GT
        start = match.start() + (lead.end() if (lead := _LEAD.match(match["what"])) else 0)
        leaf = reading.test("declared_number" if label else field, op, Decimal(0), start, match.end(), label=label,
                            confidence=GROWN.confidence)  # fmt: skip
        yield reading.fact(GROWN.name, leaf, start, match.end(), rank=6)


def _outdone(reading: Reading) -> Iterator[Fact]:
    """What is measured by others (产值增速高于全县规上工业平均增速5个百分点以上): who they are asks nothing of the applicant."""
    for match in OUTDONE.find(reading.text):
        start = match.start() + (lead.end() if (lead := _LEAD.match(match["what"])) else 0)
        span = (start, match.end())
        if match["by"] is None:
            leaf: Node = reading.judgement(reading.text[slice(*span)], *span)
        else:
            op = Op.GE if match["up"] or match["least"] else Op.GT
            label = f"{reading.text[start : match.end('what')]}高于{match['whole']}（百分点）"
            leaf = reading.test(
                "declared_number", op, Decimal(match["by"]) / 100, *span, label=label, confidence=OUTDONE.confidence
            )
        yield reading.fact(OUTDONE.name, leaf, *span, rank=9)


def _wage(reading: Reading) -> Iterator[Fact]:
    """What is paid, by the least wage: 按不低于本市最低工资标准支付工作补贴 is a share of one or more."""
    for match in LEAST_WAGE.find(reading.text):
        paid = match["paid"] or match["given"] or match["told"] or "工资"
        op = Op.GT if match["limit"] == "高于" else Op.GE
        leaf = reading.test("declared_number", op, Decimal(1), match.start(), match.end(), label=f"{paid}占{match['of']}标准比例",
                            confidence=LEAST_WAGE.confidence)  # fmt: skip
        yield reading.fact(LEAST_WAGE.name, leaf, match.start(), match.end(), rank=9)


def _named_before(reading: Reading, at: int) -> str:
    """What the sentence spoke of before (进出口额居全市前20名，且保持正增长); empty where it named nothing that grows."""
    sentence = begin_of(reading.text, at, "。")
    named = [one for one in find_metrics(reading.text[sentence:at]) if one.value.dimension == "money"]
    return named[-1].text if named else ""


def _standing(reading: Reading) -> Iterator[Fact]:
    """A place among others: 纳税额排名全市前10位, 在全国同行业排名前三; places in a row (出口前十位和进口前十位) are a choice."""
    row: list[tuple[Test, int, int]] = []
    for leaf, start, end in _places(reading):
        if row and not _JOINED.fullmatch(reading.text, row[-1][2], start):
            yield _row(reading, row)
            row = []
        row.append((leaf, start, end))
    if row:
        yield _row(reading, row)


_JOINED = re.compile("、|，?(?:和|及|与|或者?|以及)(?!其)")


def _row(reading: Reading, row: list[tuple[Test, int, int]]) -> Fact:
    leaves = tuple(leaf for leaf, _, _ in row)
    return reading.fact(STANDING.name, leaves[0] if len(leaves) == 1 else Any(leaves), row[0][1], row[-1][2], rank=9)


def _places(reading: Reading) -> Iterator[tuple[Test, int, int]]:
    for match in STANDING.find(reading.text):
        counted = match[0].rstrip("以之内（含）")[-1] in "名位"
        stands = match["stands"] or match["again"]
        number = read_number(match["place"])
        joined = _JOINED.match(match["what"] or "")
        start = match.start() + (joined.end() if joined else 0)
        what = _LEAD.sub("", (match["what"] or "")[start - match.start() :])
        if counted and not what and not match["among"]:
            what = _ranked_by(reading, match.start())
        if not number or not (what or match["among"]) or not (stands or (counted and what)):
            continue
        _, period = _since(reading, match.start() + len(match["what"] or "") - len(what))
        leaf = reading.test("declared_number", Op.LE, number, start, match.end(), period=period,
                            label=(what or match["among"]) + "排名", confidence=STANDING.confidence)  # fmt: skip
        yield leaf, start, match.end()


_JUDGED = re.compile("[评赛考选]")


def _ranked_by(reading: Reading, at: int) -> str:
    """What the limit beside a bare place measures: 营业收入300万元至500万元的前五名; empty where others judge the place."""
    sentence = begin_of(reading.text, at, "。")
    return "" if _JUDGED.search(reading.text, sentence, at) else _named_before(reading, at)


def _since(reading: Reading, at: int) -> tuple[int, Period | None]:
    """Where the words begin with the period told before them in the same stretch, and the period."""
    start, _ = reading.segment(at)
    told = [p for p in reading.periods if start <= p.start and p.end <= at]
    if not told:
        return at, None
    return (told[-1].start if at - told[-1].end <= 6 else at), told[-1].value.period
