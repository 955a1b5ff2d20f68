"""Days that an applicant's founding or a project is limited by: 2020年1月1日后注册, 完工日期在2024年6月30日之前."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import All, Node, Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.values.calendar import ReadDay

_CARRIED_OUT = r"(?:的[^，。；]{0,8})?(?:项目|技改|技术改造|改造|工程)"
_PROJECT_DAY = {
    "project_started_on": re.compile(rf"实施(?={_CARRIED_OUT}|期|时间|起始)|"
        r"(?:投入|开始|组织|进行)实施|进场施工|(?:项目|建设|改造|施工|工程|实施)的?(?:开始|起始)(?=时间|日期)|开工|立项|备案|启动|核准|动工|开始建设|开展|引进(?!时间|[^，。；]{0,8}(?:工作|就业|创业|人[才员]|博士|硕士|毕业生))"),
    "project_completed_on": re.compile(r"完工|竣工|验收|投产|建成|完成(?:全部|项目|工程)*(?:竣工)?(?:验收|建设|投产|竣工)"
        r"|完成(?!(?:工商|商事|市场主体)?(?:注册|登记|设立)|认定)"
        r"|投入(?:使用|生产(?!性|经营)|运营)|开业|开设|新建(?!项目|商品|住[房宅]|房)|举办|交付|落成"
        r"|召开|办结|办完|举行|播出|首播|播映|上映|公映|首映|首演|首次开业|出版(?![物社])|引进"
        r"(?!时间|[^，。；]{0,8}(?:工作|就业|创业|人[才员]|博士|硕士|毕业生))|结项"
    ),
    "established_on": re.compile(
        r"(?:注册|登记)(?!(?:为|的|并)?(?:国际|国内|自主|首个)*(?:软件|计算机|著作|商标|专利|船|车|机动车|产权|不动产|作品|版权|地理标志|失业|数据))|成立|设立|注册成立|落户"
    ),
}  # fmt: skip


def find_dates(reading: Reading) -> Iterator[Fact]:
    """Days of founding, of a project's begin and of its end."""
    for day in reading.days:
        if day.value.op is None and day.value.until is None:
            continue
        start, stop = reading.segment(day.start)
        left, right = (
            reading.text[max(start, day.start - 16) : day.start],
            reading.text[day.end : min(stop, day.end + 24)].partition("、")[0],
        )
        found = _day_field(left, right)
        if found is None:
            continue
        name, low, high = found
        begin, end = min(day.start, day.start - len(left) + low), day.end + high
        if node := _day_node(reading, name, day, begin, end, spans=_SPANS.search(left) is not None):
            yield reading.fact(f"日期.{name}", node, begin, end, rank=7)


_EVENT = re.compile(r"(?:项目|活动|赛事|展会|演出|会议|论坛)(?:应当?|须|需|必须|均)?(?:在|于)?$")
_HAPPENS = re.compile("(?:期间|之间|内)?(?:发生|进行|开展|实施)")


def _day_field(left: str, right: str) -> tuple[str, int, int] | None:
    """Which date a day limits: by the verb after it (2020年后注册), else the one before it (完工日期在…之后)."""
    if re.match(
        rf"(?:施行|实施(?!{_CARRIED_OUT})|生效|印发|发布|截止|申报|有效|执行|起施行|受理|提交|报送)",
        right,
    ) or re.search(r"有效期|申报时间|受理时间|截至|报名", left):
        return None
    if happens := _HAPPENS.match(right) if _EVENT.search(left) else None:
        return "project_completed_on", len(left), happens.end()
    if re.search(r"迁入|迁移|落户时间|获得|认定|签订|入库|发表|授权|取得|购置|发生|支付|缴纳", left[-8:] + right[:10]):
        return None
    best: tuple[int, str, int] | None = None
    for name in ("established_on", "project_completed_on", "project_started_on"):
        if (match := _PROJECT_DAY[name].search(right)) and (best is None or match.start() < best[0]):
            best = (match.start(), name, match.end())
    if best and best[0] <= 16:
        if best[1] == "established_on" and _OR_MOVED.match(right, best[2]):
            return None
        return best[1], len(left), best[2]
    for name in ("established_on", "project_completed_on", "project_started_on"):
        if before := list(_PROJECT_DAY[name].finditer(left)):
            return name, before[-1].start(), 0
    return None


_OR_MOVED = re.compile("(?:登记|注册)?(?:、|或者?|以?及|和)(?:新|整体|由|从)*[^，。；、]{0,6}?(?:迁入|引进|引入|落户)")
"""期间新设立或新迁入: who moved in may be older, which a person decides."""
_SPANS = re.compile("(?:实施|建设|执行|施工)(?:周?期|期限|期间|时间)[^，。；]{0,6}$")
"""Behind it stand the first and the last day of a project: 实施期为2024年1月1日至2024年12月31日."""


def _day_node(reading: Reading, name: str, day: ReadDay, start: int, end: int, *, spans: bool) -> Node | None:
    if day.value.until:
        last = "project_completed_on" if spans and name == "project_started_on" else name
        return All((reading.test(name, Op.GE, day.value.day, start, end), reading.test(last, Op.LE, day.value.until, start, end)))  # fmt: skip
    assert day.value.op
    return reading.test(name, day.value.op, day.value.day, start, end)
