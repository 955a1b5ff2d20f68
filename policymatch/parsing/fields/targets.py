"""What a limit limits: the words around it matched with a field, else a name of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields import each, labels
from policymatch.parsing.fields.borrowed import loan_sum, loan_term
from policymatch.parsing.fields.either import as_share, averaged, counted_otherwise
from policymatch.parsing.fields.iprows import ip_row
from policymatch.parsing.fields.measured import Target, dimension_of, head_of, named_unit, suits, unit_of
from policymatch.parsing.fields.metrics import GROWTHS, RATIO_FIELDS, TAXES, UNITS_OF_COUNT, Metric, veiled
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.fields.rightwards import by_right
from policymatch.parsing.fields.spent import spent_on
from policymatch.parsing.fields.target_words import (
    ANOTHERS_PATENT,
    BOOTH,
    BUILDING,
    COUNTED,
    DEFINED,
    EQUIPMENT,
    FILLER,
    GRADUATES,
    GROWTH_TAIL,
    HEAD_TRIM,
    NEW_BY_NATURE,
    NOTED,
    ONLINE,
    ONLY_GROWTH,
    OR_BY_RANK,
    OTHERS,
    PAID_IN,
    PART_OF,
    PER_SUM,
    PRODUCT,
    PURCHASED,
    SINGLY,
    TEAM,
    TRADED,
    by_points,
    lends,
    tells_a_part,
)
from policymatch.parsing.fields.teams import team_of
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.values.model import Bound
from policymatch.parsing.values.quantity import Read
from policymatch.vocabulary.phrases import Match

GROWTH = re.compile(
    "增长|增速|增幅|[比较][上前去][^，。；]{0,4}(?:增加|提高|提升|递增|上升)|同比(?:增加|提高|提升|递增|上升)"
)


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
    if PER_SUM.search(reading.text, reading.segment(read.start)[0], read.start):
        return None
    counted = dimension_of(read) == "count"
    team = (
        (team_of(reading.text, read.start, read.end) or ip_row(reading.text, read.start, read.end)) if counted else None
    )
    if team is not None:
        return Target("declared_number", team.label, team.start, team.end, 0.8, "数值.申报数", dimension="count")
    found = _target(reading, read, carried, taken)
    return replace(found, dimension=dimension_of(read)) if found else None


def _target(reading: Reading, read: Read, carried: Target | None, taken: list[tuple[int, int]]) -> Target | None:
    dimension = dimension_of(read)
    start, words = _left(reading, read)
    begin = max([end for low, end in taken if start <= low and end <= read.start], default=start)
    if begin > start and read.start - begin >= 2:
        start, words = begin, reading.text[begin : read.start]
    found = _by_metric(reading, read, dimension, start, words)
    found = found or averaged(carried, words, dimension, at=read.start, end=read.end)
    found = found or as_share(carried, words, dimension, at=start, end=read.end)
    if found:
        return found
    if right := by_right(reading, read, dimension):
        return right
    if carried and dimension == "ratio" and (part := PART_OF.match(words)):
        return _part(carried, read, part)
    growth = (
        ONLY_GROWTH.match(words)
        if dimension == "ratio" and not by_points(words, reading.text[read.start : read.end + 4])
        else None
    )
    if growth and carried and (held := GROWTHS.get(carried.field)):
        return Target(held, None, read.start - len(growth["words"]), read.end, 0.85, f"数值.{held}")
    if growth:
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
        and not ("面积" in words and OTHERS.search(words))
        and not BUILDING.search(reading.text[: read.end + 40])
        and not BOOTH.search(words + reading.text[read.end : read.end + 8])
        and not re.search("[给予][予以与]|补贴|奖励|元$|最高", words)
    ):
        rented = re.search("租[用赁入]?|承租", words)
        name = "rent_area" if rented else "premises_area"
        named_at = rented or _WHOSE_AREA.search(words)
        low = read.start - len(words) + named_at.start() if named_at else read.start
        where = _PREMISES.match(reading.text, read.end)
        return Target(name, None, low, where.end() if where else read.end, 0.7, f"数值.{name}")
    return _of_subject(reading, read, dimension, words) or _declared(reading, read, dimension, start, words)


def _of_subject(reading: Reading, read: Read, dimension: str, words: str) -> Target | None:
    """A bare limit of what the words before it, told elsewhere, end with: 按年纳税额给予奖励：500万元以上的，…."""
    if not reading.subject or HEAD_TRIM.sub("", words).strip("、，"):
        return None
    named = [one for one in find_metrics(reading.subject) if suits(one.value, dimension, read)]
    if not named or named[-1].span.end != len(reading.subject):
        return None
    metric = named[-1]
    return Target(metric.value.field, None, read.start, read.end, 0.75, f"数值.{metric.value.field}", metric.text)


_WHOSE_AREA = re.compile(
    "[^，。；、的且并或和及]{0,8}(?:面积|场[地所]|用房|厂房|空间|水[面域]|土地|[耕林园草]地|农田|大棚|温室|果园|茶园)[^，。；、的]{0,4}$"
)
_PREMISES = re.compile(
    r"的?(?:固定|稳定|自有|独立|专用|专门|租赁|生产|经营|办公|营业|相对|集中|标准|研发|和|或|的|、)*(?:场所|场地|用房|厂房|门店|店铺|仓库)"
)
_SINGLE = re.compile("(?:单店|单体|单个?门店|每店|单栋|单层|标准层)[^，。；、]{0,4}面积")
"""The area of one shop or one floor, not of all that the applicant has."""


def _again(reading: Reading, read: Read, carried: Target, words: str) -> Target | None:
    """A bare limit that goes on with what the limit before it limited; None where it does not."""
    dimension = dimension_of(read)
    if HEAD_TRIM.sub("", words).strip("、"):
        return None
    if otherwise := counted_otherwise(carried, dimension, unit_of(read), at=read.start, end=read.end):
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


def _left(reading: Reading, read: Read) -> tuple[int, str]:
    """The words between the last stop (or the previous limit) and the limit."""
    segment, _ = reading.segment(read.start)
    bracket = reading.bracket(read.start)
    start = max(segment, bracket[0] + 1 if bracket else 0)
    for other in reading.quantities:
        if start < other.end <= read.start and not each.is_of_each(reading, other, read):
            start = other.end
            named = [*_NEXT_OF_ROW.finditer(reading.text, start, read.start)] or [
                *_OTHER_THING.finditer(reading.text, start, read.start)
            ]
            start = named[-1].end() if named else start
    if bracket and (comma := reading.text.rfind("，", start, read.start)) >= 0:
        start = comma + 1
    words = reading.text[start : read.start]
    if bracket and not words and not re.search(r"\d", reading.text[segment : bracket[0]]):
        start, words = segment, reading.text[segment : bracket[0]]
    return start, words


_NEXT_OF_ROW = re.compile("(?:项目|企业|机构|单位)(?:、|和|以及|或者?)")
"""Where the next of a row begins: 5亿元以上的制造业项目、|1亿元以上的技改项目."""
_OTHER_THING = re.compile("(?<=[家个名条项件辆台张座处间艘架支套]以上)[^，。；、的或\\d]{2,6}或者?(?=[^，。；、]{3,})")
"""The thing that the limit before counts, beside another measure: 5家以上门店或|年销售额1000万元以上."""


def _by_metric(reading: Reading, read: Read, dimension: str, start: int, words: str) -> Target | None:
    """The nearest field wording to the left, where only filler stands between it and the limit."""
    if not words:
        return None
    if dimension == "ratio" and (share := _share(start, words) or _share_of(reading, start, words)):
        return share
    if dimension == "money" and ONLINE.search(words) and (traded := TRADED.search(words)):
        low = start + head_of(words, traded.start())
        return Target("online_sales", None, low, read.end, 0.7, "数值.online_sales")
    if dimension == "count" and "毕业生" in words and unit_of(read) in UNITS_OF_COUNT["人"]:
        segment, _ = reading.segment(read.start)
        if (hired := GRADUATES.search(reading.text[segment : read.start])) is not None:
            low = segment + head_of(reading.text[segment : read.start], hired.start())
            return Target("graduates_hired", None, max(low, start), read.end, 0.8, "数值.graduates_hired", hired[0])
    matches = [m for m in find_metrics(veiled(words)) if suits(m.value, dimension, read)]
    if not matches:
        return spent_on(reading, read, start, words) if dimension == "money" else None
    match = matches[-1]
    if dimension == "ratio" and match.value.dimension != "ratio":
        if (year := _OF_YEAR.match(words)) is not None:  # 上年度研发投入占比: 年度研发投入 is a name as well
            return _by_metric(reading, read, dimension, start + year.end(), words[year.end() :])
        return _growth(read, start, words, match)
    gap = NOTED.sub("", words[match.span.end :])
    if not FILLER.match(gap) or "增" in gap or _of_a_product(reading, read, start, match.value):
        return spent_on(reading, read, start, words) if dimension == "money" and "增" not in gap else None
    return _own(reading, read, start, words, match)


_OF_YEAR = re.compile(r"[^，。；]{0,6}?年度?(?:的|内)?(?=[^年]{4,}(?:占比|比例|比重|强度|率)[^，。；]{0,8}$)")


def _growth(read: Read, start: int, words: str, match: Match[Metric]) -> Target | None:
    """A rate after an amount's name is its growth, where the words between say so; a field of its own or a name."""
    if not GROWTH_TAIL.search(words[match.span.end :]) or OTHERS.search(words[: match.span.start]):
        return None
    name, low = match.value.growth, start + head_of(words, match.span.start)
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
    low = start + head_of(words, begin)
    if modifier := MODIFIER.search(words[: low - start]):
        low -= len(modifier[0])
    if defined := DEFINED.search(reading.text[: read.start]):
        label = defined["term"] + labels.TAILS.sub("", words[head_of(words, begin) :])
        return Target("declared_number", label, low, read.end, 0.7, "数值.他人")
    if match.value.field == "output_value" and (trade := _OTHER_TRADE.search(words[: match.span.start])):
        label = trade[0] + match.text
        return Target("declared_number", label, start + trade.start(), read.end, 0.75, "数值.行业产值")
    before = re.split("且|并|，|、|；", words[: match.span.start])[-1]
    name = _contextual(reading, match.value, reading.segment(read.start)[0], read.start)
    added = re.search(r"新增|增量|增加|净增", before[-4:]) and name not in NEW_BY_NATURE
    if (
        (
            OTHERS.search(before)
            and not (name in SINGLY and SINGLY[name].match(before))
            and not (name in _OF_THE_MIND and _ABOUT.search(before))
        )
        or added
        or (
            name in GROWTHS
            and (before.endswith("项目") or _OF_AN_EVENT.search(reading.text[: start + match.span.start]))
        )
        or (name == "project_investment" and before.endswith(_RAISED))
        or (name == "ip_count" and ANOTHERS_PATENT.search(before))
        or (name == "employees" and "专职" in match.text and TEAM.search(reading.text[: start + match.span.start]))
        or (match.text.endswith("业务收入") and name == "revenue" and _OF_ONE_TRADE.search(words[:begin]))
        or (name == "loan_amount" and lends(reading.text + reading.subject))
        or tells_a_part(match.text, before)
    ):
        return None
    paid = PAID_IN.match(reading.text, read.end) if name == "registered_capital" else None
    name, end = ("paid_in_capital", paid.end()) if paid else (name, read.end)
    return Target(name, None, low, end, 0.92, f"数值.{name}", words[begin : match.span.end])


_OF_ONE_TRADE = re.compile(r"[一-龥](?<![年度总部计内])(?<!企业)(?<!实现)(?<!完成)(?<!机构)(?<!单位)(?<!公司)$")
"""软件|业务收入500万元以上: what one of its trades earns, which is no revenue of the whole."""
_RAISED = ("股权", "风险", "创业", "天使", "融资", "机构", "社会")
"""Whose investment a firm has had, which is none in a project: 获得股权|投资总额2000万元以上."""
_OF_AN_EVENT = re.compile(
    r"单[场次届][^，。；、\d]{0,8}(?:活动|展会|展销会|促销|演出|赛事|直播)[^。；，]*、[^，。；、\d]{0,4}$"
)
"""单场活动参与商户30家以上、实际|销售额: the event's, told beside what else is counted of it."""
_OTHER_TRADE = re.compile("(?:建筑业?|农业|农林牧渔业?|林业|渔业|畜牧业|养殖业|种植业)$")
"""Whose output is not the industrial one: 建筑业|总产值."""
_OF_THE_MIND = frozenset({"ip_count", "invention_patents", "software_copyrights"})
_ABOUT = re.compile(
    "与[^，。；、]{2,14}?(?:直接|密切|紧密|高度)*(?:相关|有关)的?(?:有效|授权|自主|核心|国内)*的?$|(?:^|[，、；有得备])相关(?:领域|技术|产品)?的?(?:有效|授权|自主|核心|国内)*的?$"
)
"""与主营产品相关的发明专利, 拥有相关发明专利: still the applicant's own."""
MODIFIER = re.compile(
    r"(?<![^，、；（）且和及或的])(?:(?!以上|以下)[^，、；（）且和及或的\d]){1,8}（(?!不?含)[^（）\d]{1,16}）$|(?<![^，、；（）且和及或的])(?:(?!以上|以下)[^，、；（）且和及或的]){1,8}$|[一-龥]{0,4}(?:自有|自建|自购)(?:或者?|和|、)(?:租赁|租用|购买)?$"
)


def _of_a_product(reading: Reading, read: Read, start: int, metric: Metric) -> bool:
    after = PRODUCT.search(reading.text[read.end : read.end + 8]) and metric.field == "revenue"
    return bool(after) or metric_is_other(reading, start, metric)


_WORKED = re.compile("(?:年(?:均|度)?服务|作业(?:服务)?|托管(?:服务)?|推广|覆盖|受益|治理)(?:总|耕地|土地)?面积")
"""年服务面积1000亩以上: land that somebody works for others is no premises."""


def metric_is_other(reading: Reading, at: int, metric: Metric) -> bool:
    """Whether the sentence before speaks of a product's sales or a building's area, not of the applicant's."""
    sentence = reading.text[begin_of(reading.text, at, "。；") : at] + reading.subject
    if metric.dimension == "money":
        return bool(PRODUCT.search(sentence)) and metric.field in ("revenue", "output_value")
    if metric.dimension == "area" and _WORKED.search(reading.text[max(0, at - 6) : at + 8]):
        return True
    if metric.dimension == "area" and BOOTH.search(reading.text[max(0, at - 4) : at + 16]):
        return True
    return metric.dimension == "area" and bool(BUILDING.search(sentence + reading.text[at : at + 60]))


def _contextual(reading: Reading, metric: Metric, low: int, high: int) -> str:
    """The field that the surroundings make of a wording: a project's investment is the project's, not the enterprise's."""
    words = reading.text[low:high]
    if metric.field == "fixed_investment" and re.search(
        "项目|技改|技术改造|建设|新建|扩建", reading.text + reading.subject
    ):
        return "project_investment"
    if metric.field == "project_investment" and EQUIPMENT.search(words) and "固定资产" not in words:
        return "equipment_investment"
    if metric.field == "project_investment" and PURCHASED.search(reading.text[:low]):
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


_GUESTS = re.compile(r"的?(?:[市区县省境]外|入境|过夜)*(?:游客|团队|旅客|客人)(?=[^，。；]{0,6}\d)")
"""住宿一晚以上游客1000人次: which guests are counted, no number of its own."""


def _declared(reading: Reading, read: Read, dimension: str, start: int, words: str) -> Target | None:
    if (term := loan_term(reading, read, dimension, start, words)) is not None:
        return term
    if re.search("[晚夜]", reading.text[read.start : read.end]) and _GUESTS.match(reading.text, read.end):
        return None
    named = labels.name(reading, read.start, read.end, start, words, named_unit(read), dimension)
    if named is None:
        return None
    if dimension == "money" and (borrowed := loan_sum(reading, named)):
        return borrowed
    if dimension == "money" and TAXES.fullmatch(named.label):
        return Target("tax_paid", None, named.start, named.end, 0.8, "数值.tax_paid")
    return Target("declared_number", named.label, named.start, named.end, named.confidence, "数值.申报数")
