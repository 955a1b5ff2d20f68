"""Numeric conditions: every limit of the clause, with the quantity it limits.

The reading starts from the limit and looks for its quantity to the left, up to the last comma, then to the right
(3年以上劳动合同, 20人以上的研发团队). A quantity that no field holds becomes a declared number named by the clause's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Node, Not, Op, Test, Value
from policymatch.parsing.fields.each import is_of_each, limit_of_each
from policymatch.parsing.fields.either import either
from policymatch.parsing.fields.measured import Target, dimension_of
from policymatch.parsing.fields.ofsize import by_size
from policymatch.parsing.fields.paired import all_of_them, by_quantities, by_sorts, in_either_currency
from policymatch.parsing.fields.peoplewords import of_those_served
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.fields.shares import counted_by_share, named_in_full
from policymatch.parsing.fields.targets import before, target
from policymatch.parsing.rules import Derived
from policymatch.parsing.values import calendar
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.quantity import Read
from policymatch.parsing.values.units import SQUARE_METRES
from policymatch.quantities import Aggregate, Period
from policymatch.vocabulary.fields import catalogue


def find(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[Fact]:
    """Facts of every limit that no other family has used."""
    carried = before(reading)
    last_period: tuple[int, Period] | None = None
    shares = counted_by_share(reading)
    for read in _with_counts_beside(reading):
        if any(read.start == inner.start for inner in shares.values()) or any(
            start < read.end and read.start < end for start, end in taken
        ):
            continue
        found = target(reading, read, carried, taken)
        if found is None or not _limits(reading, read, found):
            continue
        carried = found
        start, end = min(found.start, read.start), max(found.end, read.end)
        period = _period(reading, start, end, last_period) or _told_ahead(reading, found.field, start, end)
        if period:
            last_period = (end, period)
        if made := _fact(reading, read, found, start, end, period):
            yield (
                (named_in_full(reading, read, shares[read.start], made) if read.start in shares else None)
                or _with_each(reading, read, made)
                or by_size(reading, made)
                or by_sort(reading, read, made)
                or either(reading, made, dimension_of(read))
                or all_of_them(reading, made)
                or made
            )


def _with_each(reading: Reading, read: Read, made: Fact) -> Fact | None:
    """A count with the limit that a bracket before it sets to each of those counted; None where none does."""
    for other in reading.quantities:
        if made.start <= other.start and other.end <= read.start and is_of_each(reading, other, read):
            return limit_of_each(reading, other, target(reading, other, None, []), made)
    return None


_BESIDE = re.compile(r"[^，。；、\d]{1,14}?(?:、|和|及|以及|与)")


def _with_counts_beside(reading: Reading) -> Iterator[Read]:
    """The limits of a clause; a bare count beside one shares its word (不少于5名工作人员和10名导师)."""
    last: Read | None = None
    for at, read in enumerate(reading.quantities):
        if isinstance(read.value, Amount) and (lent := _lent_from_behind(reading, at)) is not None:
            read = replace(read, value=Bound(lent, read.value))
        elif (
            last is not None
            and isinstance(last.value, Bound)
            and last.value.op in (Op.GE, Op.GT)
            and isinstance(read.value, Amount)
            and read.value.dimension == last.value.amount.dimension
            and read.value.dimension in ("count", "people")
            and reading.text[last.end - 1] not in "上下内"
            and _BESIDE.fullmatch(reading.text, last.end, read.start)
        ):
            read = replace(read, value=Bound(last.value.op, read.value))
        yield read
        last = read


_OR_BESIDE = re.compile("(?:[^，。；、\\d或]{1,3})?(?P<sign>或|、)者?[^，。；、\\d达以超不满至]{1,14}?")


def _lent_from_behind(reading: Reading, at: int) -> Op | None:
    """The word that a bare count takes from the limit behind it: 生猪出栏500头或蛋鸡存栏1万羽以上; None where it takes none."""
    read, signs = reading.quantities[at], set()
    for other in reading.quantities[at + 1 :]:
        between = _OR_BESIDE.fullmatch(reading.text, read.end, other.start)
        signs.add(between["sign"] if between else "")
        if not isinstance(read.value, Amount) or between is None or len(signs) > 1:
            return None
        if isinstance(other.value, Bound):
            shared = other.value.op in (Op.GE, Op.GT) and reading.text[other.end - 1] == "上"
            return other.value.op if shared and {dimension_of(read), dimension_of(other)} <= _COUNTS else None
        read = other
    return None


_COUNTS = frozenset({"count", "people"})


_OF_A_SORT = re.compile(
    r"（(?:其中)?(?P<sort>(?!或|且|同比|其中)[^，。；：（）\d]{0,10}(?:企业|单位|机构|项目|店|[展场茶]?馆|民宿|合作社|医院|学校|园区|地区|山区|区县|[县乡镇]|基地|平台|中心|人员|团队|类|[^就]业|商户|产品))的?(?:应当?|须|需)?(?:为|达到?|不少于|不低于|不超过|不高于|(?=\d[\d.]*[万亿千百%]))(?=[\d一二两三四五六七八九十半])[^（），。；]{1,10}）"
)


def by_sort(reading: Reading, read: Read, fact: Fact) -> Fact | None:
    """至少5家（连锁药店为10家）直营门店: a sort with a limit of its own in a bracket; None where none is told."""
    told = _OF_A_SORT.match(reading.text, read.end)
    other = next((one for one in reading.quantities if told and told.start() < one.start < told.end()), None)
    if told is None or other is None or not isinstance(fact.node, Test) or _is_part(told["sort"], fact.node):
        return None
    (_, own), (op, amount) = _limit(read), _limit(other)
    if own is None or amount is None or own.dimension != amount.dimension:
        return None
    value = convert(fact.node.field, amount)
    if value is None or type(value) is not type(fact.node.value):
        return None
    if fact.node.label and told["sort"].endswith(fact.node.label.removesuffix("数")[-2:]):
        return None  # 门店不少于10家（直营门店不少于5家）: a part of what is counted, no sort of those who count
    who = reading.judgement(told["sort"], *told.span("sort"))
    source = reading.source(told.start() + 1, told.end() - 1)
    theirs = replace(fact.node, op=op or fact.node.op, value=value, source=source)
    node = Any((All((Not(who), fact.node)), All((who, theirs))))
    return replace(fact, end=max(fact.end, told.end()), node=node, rank=8)


_NOUN = 2
"""Characters of the noun that a sort ends in: 企业, 人员."""


def _is_part(sort: str, limit: Test) -> bool:
    """Whether a bracket counts some of those counted before it: 在孵企业不少于20家（高新技术企业不少于3家）."""
    counted = "人员" if limit.field in _STAFF else limit.label or ""
    return sort[-_NOUN:] in counted


_STAFF = frozenset({"employees", "insured_employees", "rd_staff"})


def _limit(read: Read) -> tuple[Op | None, Amount | None]:
    """The operator and the amount of a single limit; no amount for ranges and series."""
    bound = read.value if isinstance(read.value, Bound) else None
    amount = bound.amount if bound else read.value
    return (bound.op if bound else None), (amount if isinstance(amount, Amount) else None)


_AT_MOST_BEFORE = re.compile("最高[^，。；]{0,6}$")


def _limits(reading: Reading, read: Read, target: Target) -> bool:
    """A bare amount is a condition only as a rung or where its field says so; a ceiling of support never is."""
    segment, _ = reading.segment(read.start)
    if "承诺" in reading.text[segment : read.start] or _is_level(read) or _is_age_of_others(reading, read):
        return False
    if _AT_MOST_BEFORE.search(reading.text[segment : read.start]) and not isinstance(read.value, Range):
        return False
    if reading.text.startswith(("最高", "最多", "至多", "上限"), read.start) or _since_a_penalty(
        reading, read, segment
    ):
        return False
    if (
        isinstance(read.value, Bound)
        and read.value.op in (Op.LE, Op.LT)
        and _PART_COUNTED.match(reading.text, read.end)
    ):
        return False
    if not isinstance(read.value, Amount):
        return True
    if (
        target.field in ("layoff_rate", "rd_ratio") or (target.label and "占" in target.label)
    ) and read.value.dimension == "ratio":
        return True
    if read.value.dimension == "ratio" and read.value.number in (1, 100) and _RATE.search(target.label or ""):
        return True
    if bool(target.field) and read.value.dimension in ("money", "area"):
        return True
    grows = target.field.endswith("_growth") or (target.label or "").endswith("增长率")
    if grows and read.value.dimension == "ratio" and _ENDS_THERE.match(reading.text, read.end):
        return True
    _, stop = reading.segment(read.start)
    return _YEARLY.fullmatch(reading.text[segment : read.start]) is not None and read.end == stop


_RATE = re.compile("率$")
"""入住协议签订率为100%: the whole, which nothing exceeds."""
_ENDS_THERE = re.compile(
    r"的?(?=$|[，。；、])|的(?=[^，。；、\d的]{0,12}(?:企业|单位|机构|公司|主体|平台|园区|基地|组织|孵化器|合作社|项目)(?:$|[，。；、]))"
)
"""且同比增长20%|的, 且比上年度增加20%|的服务机构: a rate of growth that ends the phrase is one to reach."""
_PART_COUNTED = re.compile("(?:（含）)?的?部分")
"""租赁厂房|2000平方米以下|部分，每平方米补助2元: how much counts, not how much there may be."""
_YEARLY = re.compile(
    r"(?:上一?年度?|年度?|年均|每年|全年|年累计)(?:度|累计|实际|能够?|可)*(?:接待|培训|服务|生产|加工|开展|举办|处理|组织|演出|放映|出栏|检测|承接|孵化)[^，。；、\d]{0,14}"
)
"""What is done in a year, with a bare count behind it that ends the phrase: 年接待游客5万人次."""


def _is_age_of_others(reading: Reading, read: Read) -> bool:
    amount = read.value.high.amount if isinstance(read.value, Range) else _limit(read)[1]
    return amount is not None and amount.dimension == "age" and of_those_served(reading.text, read.start, read.end)


_PENALTY = re.compile(
    "(?:取消|处罚|处分|处理|惩处|追回|通报|撤销|除名|禁赛|惩戒|整改|刑满|骗取|套取|虚假|弄虚作假|失信|违约|违规|违法)[^，。；]{0,14}$"
)


def _since_a_penalty(reading: Reading, read: Read, segment: int) -> bool:
    """被取消资格未满3年: how long ago a penalty was is part of the record, no number to declare."""
    bound = read.value.op if isinstance(read.value, Bound) else None
    return bound is Op.LT and _PENALTY.search(reading.text, segment, read.start) is not None


def _is_level(read: Read) -> bool:
    """A rank, not a count: 二级以上医疗事故."""
    amount = read.value.amount if isinstance(read.value, Bound) else read.value
    return isinstance(amount, Amount) and amount.unit == "级"


def _fact(reading: Reading, read: Read, target: Target, start: int, end: int, period: Period | None) -> Fact | None:
    steps = read.value.steps if isinstance(read.value, Series) else (read.value,)
    nodes: list[Node] = []
    for at, step in enumerate(steps):
        span = (start, end) if at == 0 and len(steps) == 1 else _step_span(read, at, start)
        if node := _node(reading, step, target, span, period):
            nodes.append(node)
    if not nodes:
        return None
    derived = (Derived(read.rule, reading.folded.span(read.start, read.end), reading.text[read.start : read.end],
                       str(read.value)),)  # fmt: skip
    if (both := in_either_currency(nodes)) is not None:
        return reading.fact(target.rule, both, start, end, parts=derived)
    if len(nodes) > 1 and (each := by_quantities(reading, nodes, read.start, end)):
        return reading.fact(target.rule, each[1], min(start, each[0]), end, rank=8, parts=derived)
    if len(nodes) > 1 and (sorts := by_sorts(reading, nodes, start, end)):
        return reading.fact(target.rule, Any(sorts[1]), sorts[0], end, rank=8, ladder=sorts[1], parts=derived)
    return reading.fact(target.rule, nodes[0], start, end, rank=5, ladder=tuple(nodes) if len(nodes) > 1 else (),
                        parts=derived)  # fmt: skip


def _step_span(read: Read, at: int, start: int) -> tuple[int, int]:
    part = read.parts[at]
    return (start, part.end) if at == 0 else (part.start, part.end)


def _node(reading: Reading, step: Bound | Range | Amount, target: Target, span: tuple[int, int],
          period: Period | None) -> Node | None:  # fmt: skip
    if isinstance(step, Range):
        low, high = (_test(reading, bound, target, span, period) for bound in (step.low, step.high))
        return All((low, high)) if low and high else None
    bound = step if isinstance(step, Bound) else Bound(None, step)
    return _test(reading, bound, target, span, period)


def _test(reading: Reading, bound: Bound, target: Target, span: tuple[int, int], period: Period | None) -> Test | None:
    value = convert(target.field, bound.amount)
    if bound.op is None:
        bound = Bound(_op_apart(reading.text[span[0] : span[1]]), bound.amount)
    if value is None:
        return None
    if target.field in UPPER and _LOOSENED.search(reading.text[span[0] : span[1]]):
        bound = Bound(Op.LE, bound.amount)
    return reading.test(target.field, bound.op or Op.GE, value, *span, period=period, label=target.label,
                        confidence=target.confidence if bound.op else round(target.confidence - 0.1, 2))  # fmt: skip


UPPER = frozenset({"applicant_age", "debt_ratio", "layoff_rate", "years_established"})
"""Fields whose limits are ceilings, so that a wider one lets more pass."""
_LOOSENED = re.compile("放宽[至到为]")


def _op_apart(words: str) -> Op | None:
    """The operator of 不高于参保职工总数20%, where a noun stands between it and the number."""
    if re.search(r"(?:不超过|不高于|不得超过|不大于)[^\d]{2,28}\d", words):
        return Op.LE
    if re.search(r"(?<![不得])(?:低于|少于)[^\d]{2,28}\d", words):
        return Op.LT
    return Op.GE if re.search(r"(?:不低于|不少于|不得低于)[^\d]{2,28}\d", words) else None


def convert(field: str, amount: Amount) -> Value | None:
    """The amount in the field's base unit; None where its unit does not suit."""
    unit = amount.unit
    if field in ("loan_term_months", "insured_months", "years_established") or unit in ("年", "个月", "月"):
        return _time(field, amount)
    if amount.dimension == "area" and unit in SQUARE_METRES and (unit, field) != ("平方公里", "declared_number"):
        return (amount.number * Decimal(SQUARE_METRES[unit])).quantize(Decimal("0.01")).normalize() + 0
    return amount.value


def _time(field: str, amount: Amount) -> Decimal | None:
    months = {"loan_term_months", "insured_months"}
    factor = {"年": (1, 12), "个月": (12, 1), "月": (12, 1), "个自然月": (12, 1), "天": (365, None), "日": (365, None)}
    if field not in (*months, "years_established"):
        return amount.number
    if amount.unit not in factor:
        return None
    years, per_month = factor[amount.unit]
    if field in months:
        return amount.number * per_month if per_month else None
    return amount.number if years == 1 else (amount.number / years).quantize(Decimal("0.0001")).normalize() + 0


def _period(reading: Reading, start: int, end: int, last: tuple[int, Period] | None) -> Period | None:
    """The period that holds for a limit: in its own segment before it, or lent by the segment it continues.

    The year that a figure is held against (比上年增长10%) is not when it was reached.
    """
    segment, stop = reading.segment(start)
    if bracket := reading.bracket(start):
        segment = bracket[0]
    inside = [
        p for p in reading.periods
        if segment <= p.start and p.end <= max(start, end) + 2 and "占" not in reading.text[start : p.start]
        and reading.text[p.start - 1 : p.start] not in ("比", "较")
    ]  # fmt: skip
    if inside:
        return inside[-1].value.period
    if (
        last
        and re.match(
            r"^[，、；]?(?:且|并|并且|同时|同比|增速|增长|其中|或者?)"
            + ("|^[，、]?(?:每年|逐年)" if last[1].aggregate is Aggregate.EACH else ""),
            reading.text[max(0, segment - 1) : stop],
        )
        and segment - last[0] < 12
    ):
        return last[1]
    return None


_AHEAD = re.compile(
    r"(?:^|[。；：])(?:[（(]?[\d一二三四五六七八九十]{1,2}[）).、．])?(?P<words>(?:上一?年度?|最?近[\d一二两三四五]年(?:内|以?来)?))，[^。；]*$"
)


def _told_ahead(reading: Reading, field: str, start: int, end: int) -> Period | None:
    """The period that a sentence opens with, for all that it counts: 近2年，场地使用率每年均不低于70%，在孵企业不少于20户."""
    ahead = reading.before + reading.text[:start]
    told = _AHEAD.search(ahead) if "年" in ahead and catalogue().field(field).has_period else None
    if told is None:
        return None
    named = calendar.read_periods(told["words"] + reading.text[start:end])
    return next((one.value.period for one in named if one.start == 0), None)
