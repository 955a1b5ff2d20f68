"""Quantities of which there is some, or none: 有进出口实绩, 有研发投入, 无销售收入."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule
from policymatch.quantities import Period

_AMOUNT = "(?:额|总额|金额|数额)?"
_DONE = "(?:实绩|业绩|实际业绩|业务实绩|业务记录|经营实绩|实际发生额|发生额|记录|申报记录|额)"
WHAT = {
    "trade_value": rf"(?:自营|外贸|对外贸易|一般贸易|海关)*进出口(?:贸易|业务)?{_DONE}|外贸{_DONE}",
    "export_value": rf"(?:自营|外贸|产品|货物|直接|一般贸易|海关)*(?<!进)出口(?:贸易|业务)?{_DONE}|(?:自营|产品|直接)出口",
    "": rf"(?:自营|外贸|产品|货物|直接|一般贸易|海关)*进口(?:贸易|业务)?{_DONE}",
    "tax_paid": rf"(?:纳税|缴税|完税|税收|税款缴纳)(?:{_DONE}|贡献|入库)|(?:实际|入库)税收|(?:实际)?(?:入库|缴纳)税[款金]|税收",
    "rd_expense": rf"(?:研发|研究开发|科研|研究与试验发展|R&D)(?:活动|(?:经费|费用)?(?:投入|支出)|经费|费用){_AMOUNT}(?:支出|投入|发生)?",
    "revenue": "(?:应税|开票)?(?:营业|销售|经营|服务)(?:性)?收入|营收|(?:开票|应税|产品)?销售额?",
    "main_revenue": "主营业务收入|主营收入",
    "profit": "盈利|净?利润",
}
_ALL = "|".join(f"(?P<f{at}>{words})" for at, words in enumerate(WHAT.values()))
FIELDS = tuple(WHAT)
_WHEN = r"(?:(?:当|上一?|本|近[一二两三\d]|前一|\d{4})个?(?:自然)?(?:年度?|月)(?:以?内)?)"
EXISTS = rule(
    "数值.有无",
    rf"(?P<none>没有|未(?:实际)?(?:产生|发生|形成|实现|开展)|不具有|不具备|(?<![有均])无)?(?(none)|(?<![没含只仅所拥])(?:(?:具|已经?|均|须|应当?|需)*有|(?:已经?)?(?:产生|发生|形成|存在)(?:了)?))"
    rf"(?:{_WHEN}|实际|真实|一定的?|持续的?|稳定的?|正常的?|连续的?|相应的?|的)*(?:{_ALL})"
    r"(?=$|[，。；、）且并和及或]|的(?:$|[，。；）]|[^，。；、的]{0,8}(?:企业|单位|机构|主体|市场主体|公司|个体工商户|纳税人|合作社)))",
    needs="实绩 业绩 记录 税 研发 研究 科研 R&D 收入 营收 销售 利润 盈利 出口 进口 外贸",
    confidence=0.75,
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of quantities above zero."""
    for match in EXISTS.find(reading.text):
        at = next(at for at in range(len(FIELDS)) if match[f"f{at}"])
        low, period = _since(reading, match)
        field = FIELDS[at] or "declared_number"
        op = Op.LE if match["none"] else Op.GT
        label = None if FIELDS[at] else "进口额（元）"
        leaf = reading.test(field, op, Decimal(0), low, match.end(), period=period, label=label,
                            confidence=EXISTS.confidence)  # fmt: skip
        yield reading.fact(EXISTS.name, leaf, low, match.end(), rank=6)


def _since(reading: Reading, match: re.Match[str]) -> tuple[int, Period | None]:
    """Where the words begin with the period told with them, and the period."""
    start, _ = reading.segment(match.start())
    told = [p for p in reading.periods if start <= p.start and p.end <= match.end()]
    if not told:
        return match.start(), None
    near = match.start() - 6 <= told[-1].end and told[-1].start < match.start()
    return (told[-1].start if near else match.start()), told[-1].value.period
