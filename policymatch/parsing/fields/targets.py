"""What a limit limits: the words around it matched with a field, else a name of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields import each, labels
from policymatch.parsing.fields.either import as_share, averaged, counted_otherwise
from policymatch.parsing.fields.metrics import GROWTHS, RATIO_FIELDS, TAXES, UNITS_OF_COUNT, Metric, veiled
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.fields.target_words import (
    BOOTH,
    BUILDING,
    COUNTED,
    DEFINED,
    EQUIPMENT,
    FILLER,
    GROWTH_TAIL,
    HEAD_TRIM,
    NEW_BY_NATURE,
    NOTED,
    ONLINE,
    ONLY_GROWTH,
    OR_BY_RANK,
    OTHERS,
    PART_OF,
    PRODUCT,
    PROJECTS,
    TRADED,
)
from policymatch.parsing.fields.teams import team_of
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.quantity import Read
from policymatch.vocabulary.phrases import Match


@dataclass(frozen=True, slots=True)
class Target:
    """What a limit limits: a field or a label, and the words that said so."""

    field: str
    label: str | None
    start: int
    end: int
    confidence: float
    rule: str
    words: str = ""
    dimension: str = ""


GROWTH = re.compile("增长|增速|增幅")


def before(reading: Reading) -> Target | None:
    """What the sentence spoke of before the clause began: …出口额300万美元以上，| 且增长10%以上."""
    if not GROWTH.search(reading.text) or not reading.before:
        return None
    named = [match for match in find_metrics(reading.before) if match.value.dimension == "money"]
    if not named:
        return None
    name = named[-1].value.field or "declared_number"
    return Target(name, None, 0, 0, 0.6, f"数值.{name}", re.sub("^年度?", "", named[-1].text))


def target(reading: Reading, read: Read, carried: Target | None, taken: list[tuple[int, int]]) -> Target | None:
    """What a limit limits; None where it is no condition.

    Args:
        reading: the clause.
        read: the limit.
        carried: what the limit before it limited, for limits that only name a growth or a further amount.
        taken: stretches that other families have read; their words name nothing again.
    """
    if labels.is_step(reading.text, read.start):
        return None
    team = team_of(reading.text, read.start, read.end) if _dimension(read) == "count" else None
    if team is not None:
        return Target("declared_number", team.label, team.start, team.end, 0.8, "数值.申报数", dimension="count")
    found = _target(reading, read, carried, taken)
    return replace(found, dimension=_dimension(read)) if found else None


def _target(reading: Reading, read: Read, carried: Target | None, taken: list[tuple[int, int]]) -> Target | None:
    dimension = _dimension(read)
    start, words = _left(reading, read)
    begin = max([end for low, end in taken if start <= low and end <= read.start], default=start)
    if begin > start and read.start - begin >= 2:
        start, words = begin, reading.text[begin : read.start]
    found = _by_metric(reading, read, dimension, start, words)
    found = found or averaged(carried, words, dimension, at=read.start, end=read.end)
    found = found or as_share(carried, words, dimension, at=start, end=read.end)
    if found:
        return found
    if right := _by_right(reading, read, dimension):
        return right
    if carried and dimension == "ratio" and (part := PART_OF.match(words)):
        return _part(carried, read, part)
    if carried and dimension == "ratio" and (held := GROWTHS.get(carried.field)) and (told := ONLY_GROWTH.match(words)):
        return Target(held, None, read.start - len(told["words"]), read.end, 0.85, f"数值.{held}")
    if dimension == "ratio" and (growth := ONLY_GROWTH.match(words)):
        low = read.start - len(growth["words"])
        if carried and carried.field not in ("", "years_established"):
            label = (carried.words or carried.label or "") + "增长率"
            return Target("declared_number", label, low, read.end, 0.75, "数值.增长率")
        return Target("revenue_growth", None, low, read.end, 0.6, "数值.revenue_growth")
    if carried and (again := _again(reading, read, carried, words)):
        return again
    if (
        dimension == "area"
        and not _SINGLE.search(words)
        and not BUILDING.search(reading.text[: read.end + 40])
        and not BOOTH.search(words + reading.text[read.end : read.end + 8])
        and not re.search("[给予][予以与]|补贴|奖励|元$|最高", words)
    ):
        name = "rent_area" if re.search("租", words) else "premises_area"
        return Target(name, None, read.start, read.end, 0.7, f"数值.{name}")
    return _declared(reading, read, dimension, start, words)


_SINGLE = re.compile("(?:单店|单体|单个?门店|每店|单栋|单层|标准层)[^，。；、]{0,4}面积")
"""The area of one shop or one floor, not of all that the applicant has."""


def _again(reading: Reading, read: Read, carried: Target, words: str) -> Target | None:
    """A bare limit that goes on with what the limit before it limited; None where it does not."""
    dimension = _dimension(read)
    if HEAD_TRIM.sub("", words).strip("、"):
        return None
    if otherwise := counted_otherwise(carried, dimension, _unit(read), at=read.start, end=read.end):
        return otherwise
    apart = reading.text[read.start - 1 : read.start] in "，、；" and dimension not in ("", "money", "ratio")
    apart = apart and not (dimension == carried.dimension and _is_ceiling(read))
    apart = apart or (dimension == "count" and bool(COUNTED.match(reading.text, read.end)))
    return (
        None if apart or dimension not in ("", carried.dimension) else replace(carried, start=read.start, end=read.end)
    )


def _is_ceiling(read: Read) -> bool:
    """…满2年，不超过10年: the upper limit of what the lower one limits."""
    return isinstance(read.value, Bound) and read.value.op in (Op.LE, Op.LT)


def _part(carried: Target, read: Read, part: re.Match[str]) -> Target:
    """A share of something of what was limited before: 研发投入100万元以上且占营业收入比重不低于3%."""
    low = read.start - len(part["words"])
    if carried.field == "rd_expense" and re.search("收入|销售|产值", part["whole"]):
        return Target("rd_ratio", None, low, read.end, 0.9, "比例.rd_ratio")
    if carried.field == "rd_staff" and re.search("职工|员工|人员|人数", part["whole"]):
        return Target("rd_staff_ratio", None, low, read.end, 0.9, "比例.rd_staff_ratio")
    label = (carried.words or carried.label or "").split("（")[0] + labels.TAILS.sub("", part["words"])
    label += "" if re.search("比例|比重|占比", label) else "比例"
    return Target("declared_number", label, low, read.end, 0.75, "数值.申报数")


def _dimension(read: Read) -> str:
    amount = _held(read)
    if amount.unit == "平方公里":
        return "territory"  # a zone's land, which is nobody's premises
    return amount.dimension or ("money" if amount.scaled else "")


def _left(reading: Reading, read: Read) -> tuple[int, str]:
    """The words between the last stop (or the previous limit) and the limit."""
    segment, _ = reading.segment(read.start)
    bracket = reading.bracket(read.start)
    start = max(segment, bracket[0] + 1 if bracket else 0)
    for other in reading.quantities:
        if start < other.end <= read.start and not each.is_of_each(reading, other, read):
            start = other.end
            named = [*_NEXT_OF_ROW.finditer(reading.text, start, read.start)]
            start = named[-1].end() if named else start
    if bracket and (comma := reading.text.rfind("，", start, read.start)) >= 0:
        start = comma + 1
    words = reading.text[start : read.start]
    if bracket and not words and not re.search(r"\d", reading.text[segment : bracket[0]]):
        start, words = segment, reading.text[segment : bracket[0]]
    return start, words


_NEXT_OF_ROW = re.compile("(?:项目|企业|机构|单位)(?:、|和|以及|或者?)")
"""Where the next of a row begins: 5亿元以上的制造业项目、|1亿元以上的技改项目."""


def _by_metric(reading: Reading, read: Read, dimension: str, start: int, words: str) -> Target | None:
    """The nearest field wording to the left, where only filler stands between it and the limit."""
    if not words:
        return None
    if dimension == "ratio" and (share := _share(start, words) or _share_of(reading, start, words)):
        return share
    if dimension == "money" and ONLINE.search(words) and (traded := TRADED.search(words)):
        low = start + _head(words, traded.start())
        return Target("online_sales", None, low, read.end, 0.7, "数值.online_sales")
    matches = [m for m in find_metrics(veiled(words)) if _suits(m.value, dimension, read)]
    if not matches:
        return _spent(reading, read, start, words) if dimension == "money" else None
    match = matches[-1]
    if dimension == "ratio" and match.value.dimension != "ratio":
        return _growth(read, start, words, match)
    gap = NOTED.sub("", words[match.span.end :])
    if not FILLER.match(gap) or "增" in gap or _of_a_product(reading, read, start, match.value):
        return None
    return _own(reading, read, start, words, match)


def _spent(reading: Reading, read: Read, start: int, words: str) -> Target | None:
    """What is spent on equipment, or on the project that the sentence speaks of, in whatever words."""
    spent = None if OTHERS.search(words) else SPENT.search(words)
    if spent is None:
        return None
    if not spent["on"] and not re.search(
        "项目|技改|技术改造|改造|工程|落户|投产|新设|迁入|新建", reading.text + reading.subject
    ):
        return None
    name = "equipment_investment" if spent["on"] else "project_investment"
    low = start + _head(words, spent.start())
    return Target(name, None, low, read.end, 0.85, f"数值.{name}", words[spent.start() :])


SPENT = re.compile(
    r"(?:(?:当年|年度|实际|累计|新增|完成|实现)*(?P<on>(?:设备|软件|软硬件|硬件|装备|仪器)(?:[、和及与]|以及|或|配套|相关|的|生产|检测|工业|研发|信息化|系统|网络|软件|设备|仪器|购置|采购|引进|更新)*)"
    r"|(?:^|(?<=[，、且并]))(?:项目|当年|年度|实际|累计|计划|总|完成|新增|技改|技术|改造|建设|实施|升级|智能化|数字化|绿色化|自动化|一次性|扩建|新建|更新)*)(?:总)?(?:投资|投入)(?:总?额|金额|总量)?(?:应|须|在|为|（[^）]*）)*$"
)


def _growth(read: Read, start: int, words: str, match: Match[Metric]) -> Target | None:
    """A rate after an amount's name is its growth, where the words between say so; a field of its own or a name."""
    if not GROWTH_TAIL.search(words[match.span.end :]) or OTHERS.search(words[: match.span.start]):
        return None
    name, low = match.value.growth, start + _head(words, match.span.start)
    if modifier := MODIFIER.search(words[: low - start]):
        low -= len(modifier[0])
    if name:
        return Target(name, None, low, read.end, 0.85, f"数值.{name}")
    label = re.sub("^年度?(?=.{2,})", "", match.text) + "增长率"
    return Target("declared_number", label, low, read.end, 0.75, "数值.增长率")


def _own(reading: Reading, read: Read, start: int, words: str, match: Match[Metric]) -> Target | None:
    """The field itself, unless the words before it make it somebody else's figure."""
    shift = re.match("年度?", match.value.word)
    begin = match.span.start + (shift.end() if shift and len(match.value.word) > 3 else 0)
    low = start + _head(words, begin)
    if modifier := MODIFIER.search(words[: low - start]):
        low -= len(modifier[0])
    if defined := DEFINED.search(reading.text[: read.start]):
        label = defined["term"] + labels.TAILS.sub("", words[_head(words, begin) :])
        return Target("declared_number", label, low, read.end, 0.7, "数值.他人")
    before = re.split("且|并|，|、|；", words[: match.span.start])[-1]
    name = _contextual(reading, match.value, reading.text[reading.segment(read.start)[0] : read.start])
    added = re.search(r"新增|增量|增加|净增", before[-4:]) and name not in NEW_BY_NATURE
    if (
        (OTHERS.search(before) and before + name != "单个project_investment")
        or added
        or (name in GROWTHS and before.endswith("项目"))
    ):
        return None
    return Target(name, None, low, read.end, 0.92, f"数值.{name}", words[begin : match.span.end])


MODIFIER = re.compile(
    r"(?<![^，、；（）且和及或的])(?:(?!以上|以下)[^，、；（）且和及或的]){1,8}$|[一-龥]{0,4}(?:自有|自建|自购)(?:或者?|和|、)(?:租赁|租用|购买)?$"
)


def _of_a_product(reading: Reading, read: Read, start: int, metric: Metric) -> bool:
    after = PRODUCT.search(reading.text[read.end : read.end + 8]) and metric.field == "revenue"
    return bool(after) or metric_is_other(reading, start, metric)


def metric_is_other(reading: Reading, at: int, metric: Metric) -> bool:
    """Whether the sentence before speaks of a product's sales or a building's area, not of the applicant's."""
    sentence = (
        reading.text[max(reading.text.rfind("；", 0, at), reading.text.rfind("。", 0, at)) + 1 : at] + reading.subject
    )
    if metric.dimension == "money":
        return bool(PRODUCT.search(sentence)) and metric.field in ("revenue", "output_value")
    if metric.dimension == "area" and BOOTH.search(reading.text[max(0, at - 4) : at + 16]):
        return True
    return metric.dimension == "area" and bool(BUILDING.search(sentence + reading.text[at : at + 60]))


def _head(words: str, at: int) -> int:
    """Where the quote begins: with the period that stands right before the quantity."""
    lead = re.search(
        (
            r"(?:(?:上一?|当|近[一二三两\d]|连续[一二三两\d]|每|本|全|该|\d{4})?个?(?:会计|自然|财务)?(?:年度|年)(?:的|"
            r"内|度)?|累计|平均|年末|首次|实际|企业|海关统计|全口径)*$"
        ),
        words[:at],
    )
    return lead.start() if lead else at


def _suits(metric: Metric, dimension: str, read: Read) -> bool:
    if not metric.field:
        return False
    if metric.dimension in UNITS_OF_COUNT:
        return dimension in ("count", "") and _unit(read) in UNITS_OF_COUNT[metric.dimension]
    if metric.dimension == "money" and dimension == "ratio":
        return True
    return metric.dimension == dimension


def _named_unit(read: Read) -> str:
    """The unit as a label shows it: none for foreign money, which the value itself names."""
    held = _held(read)
    return "" if held.currency != "CNY" else held.unit or ("元" if held.scaled else "")


def _unit(read: Read) -> str:
    return _held(read).unit


def _held(read: Read) -> Amount:
    """The amount itself; the upper or last one of several."""
    value = read.value.steps[-1] if isinstance(read.value, Series) else read.value
    value = value.high if isinstance(value, Range) else value
    return value.amount if isinstance(value, Bound) else value


def _contextual(reading: Reading, metric: Metric, words: str) -> str:
    """The field that the surroundings make of a wording: a project's investment is the project's, not the enterprise's."""
    if metric.field == "fixed_investment" and re.search(
        "项目|技改|技术改造|建设|新建|扩建", reading.text + reading.subject
    ):
        return "project_investment"
    if metric.field == "project_investment" and EQUIPMENT.search(words) and "固定资产" not in words:
        return "equipment_investment"
    if metric.field == "premises_area" and re.search("租赁|租用|承租", words) and "自有" not in words:
        return "rent_area"
    if metric.field == "paid_in_capital" and re.search("外商|外资|外方", reading.text) and "注册" not in words:
        return "foreign_investment"
    if metric.field == "registered_capital" and re.search("实缴|实收|到位", words):
        return "paid_in_capital"
    if metric.field == "employees" and re.search("社保|参保|社会保险", words):
        return "insured_employees"
    return metric.field


def _share_of(reading: Reading, start: int, words: str) -> Target | None:
    """A bare 比例不低于5% in a list whose lead-in says of what."""
    bare = re.fullmatch("(?:其|该|上述)?(?:占比|比例|比重)(?:应|须|需|为)*", words)
    told = _share(0, reading.subject) if bare and reading.subject else None
    return None if told is None else replace(told, start=start, end=start + len(words))


def _share(start: int, words: str) -> Target | None:
    if layoff := re.search("裁员率", words):
        return Target("layoff_rate", None, start + layoff.start(), start + len(words), 0.9, "比例.layoff_rate")
    for name, pattern in RATIO_FIELDS:
        if (match := pattern.search(words)) and not OTHERS.search(words[: match.start()]):
            if name == "education_ratio" and OR_BY_RANK.search(words):
                return None
            return Target(name, None, start + match.start(), start + len(words), 0.92, f"比例.{name}")
    return None


def _by_right(reading: Reading, read: Read, dimension: str) -> Target | None:
    """The quantity named after the limit: 20人以上的研发团队, 吸纳50人以上就业."""
    text = reading.text
    _, stop = reading.segment(read.end - 1)
    right = text[read.end : min(stop, read.end + 18)]
    left = text[max(0, read.start - 8) : read.start]
    if dimension == "count" and re.match(r"^(?:及以上|以上)?(?:的)?(?:就业|员工就业|人员就业|城乡劳动力就业)", right):
        return Target("new_hires", None, _verb(left, read.start), read.end + 2, 0.85, "数值.new_hires")
    if dimension == "money" and PROJECTS.match(right) and re.fullmatch("(?:新引进|新建|单个|投资)?", left[-4:]):
        return Target("project_investment", None, read.start, read.end, 0.75, "数值.project_investment")
    firms = re.match(r"^的?(?P<insured>参保)?(?:企业|用人单位|单位)(?!数|家)", right)
    if dimension == "count" and firms and _unit(read) in ("人", "名"):
        name = "insured_employees" if firms["insured"] else "employees"
        return Target(name, None, read.start, read.end + firms.end(), 0.7, f"数值.{name}")
    match = next(iter(find_metrics(right)), None)
    if (
        match is None
        or not _suits(match.value, dimension, read)
        or not re.fullmatch(r"(?:的|左右|）|全职|专职|在职|固定|正式)*", right[: match.span.start])
    ):
        return None
    if match.value.dimension == "money" or OTHERS.search(left):
        return None
    name = match.value.field
    return Target(name, None, read.start, read.end + match.span.end, 0.85, f"数值.{name}")


def _verb(left: str, at: int) -> int:
    match = re.search(r"(?:吸纳|带动|新增|解决|安置|招用|创造)(?:了)?$", left)
    return at - (len(left) - match.start()) if match else at


def _declared(reading: Reading, read: Read, dimension: str, start: int, words: str) -> Target | None:
    named = labels.name(reading, read.start, read.end, start, words, _named_unit(read), dimension)
    if named is None:
        return None
    if dimension == "money" and TAXES.fullmatch(named.label):
        return Target("tax_paid", None, named.start, named.end, 0.8, "数值.tax_paid")
    return Target("declared_number", named.label, named.start, named.end, named.confidence, "数值.申报数")
