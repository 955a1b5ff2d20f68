"""Which trades stay out: 项目（不含采矿等资源型项目）; 矿产资源开采, where those in it are shut out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.domains import BRANCH, domain_fact
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import rule


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of trades left out."""
    yield from _excluded_lists(reading)
    yield from _shut_out(reading)


OUTSIDE = rule(
    "领域.不含",
    r"（(?:(?<=(?:项目|产业|领域|行业|企业)（)(?:不含|不包括|除)(?P<items>[^（）]{2,60}?)(?:除外)?"
    r"|(?P<left>[^（），；]{1,24}、[^（），；]{1,60}?)(?:除外|(?:均|一律)?(?:不予支持|不在此列|不适用)))）",
    confidence=0.75,
)
_BARE = re.compile("(?:等)?(?:其他)?(?:企业|项目|行业|产业|单位|机构|领域)")


def _excluded_lists(reading: Reading) -> Iterator[Fact]:
    """What a bracket after the trade leaves out: 项目（不含采矿、选矿等资源型项目）."""
    for match in OUTSIDE.find(reading.text):
        named = match["items"] or match["left"]
        parts = [part for part in re.split("、|和|及|以及|等", named) if len(part) > 1 and not _BARE.fullmatch(part)]
        if (
            not parts
            or all(BRANCH.pattern.fullmatch(part) for part in parts)
            or not re.search("项目|企业|业|类|加工", named)
            or re.search(
                r"法人|政府|人员|机关|事业单位|(?:国有|集体|外资|外商投资|民营)企业|社会(?:团体|组织)|\d|(?:^|、)(?:新(?!能源|材料|一代|兴|型)|已|本|在|外|原|老)[^、]*企业",
                named,
            )
        ):
            continue
        span = (match.start() + 1, match.end() - 1)
        leaf = reading.test(
            "business_domain", Op.HAS_NONE, tuple(dict.fromkeys(parts)), *span, confidence=OUTSIDE.confidence
        )
        yield reading.fact(OUTSIDE.name, leaf, *span, rank=7)


_SHUT_OUT = re.compile(
    r"(?P<trade>(?:(?![的未不已有被获享符属列违失])[一-龥]){2,14}?(?:(?<![企就创毕作失专])业|开发|零售|批发|贸易|流通|开采|采选|选矿|加工|冶炼|养殖|种植|餐饮|住宿|物流|仓储|地产|住宅|光伏|风电|水电|火电|发电|典当|娱乐|资源类|能源类|资源型|(?<=[^等])(?=项目)|(?=等)))(?:类|型)?等?(?:项目|企业|行业|产业|领域)?"
)


_OUT_BEFORE = re.compile(r"(?:不含|不包括|不包含|(?<![排免解扣废拆])除)(?P<narrowed>[^，。；）]{0,20})$")
_OUT_BEHIND = re.compile(r"(?:等)?(?:除外|不在此列|不适用)")


def bodies_left_out(reading: Reading, start: int, end: int) -> tuple[bool, tuple[int, int]] | None:
    """Whether a kind of body is left out altogether (不含事业单位), or some of it alone (不含参照公务员法管理的事业单位), and where.

    None where it is not left out.
    """
    low, high = reading.bracket(start) or reading.segment(start)
    if before := _OUT_BEFORE.search(reading.text, low, start):
        return not re.search("[的类]", before["narrowed"]), (before.start(), end)
    if behind := _OUT_BEHIND.match(reading.text, end, high):
        return "的" not in reading.text[low:start], (start, behind.end())
    return None


_NO_TRADE = re.compile(
    "[一-龥]{0,4}(?:政府|财政|国有|国资|社会|民间|外商|自筹)[一-龥]{0,4}(?:投资|出资|资金|采购|代建|建设)?|续建|在建|新建|扩建|改建|合作|共建|同类|储备|后续"
)
"""政府投资项目, 续建项目: whose money it is or how far it has come, no trade."""


def _shut_out(reading: Reading) -> Iterator[Fact]:
    """A trade by itself where those in it stay out: 矿产资源开采, of 房地产、矿产资源开采项目不享受."""
    if "不予支持" not in reading.subject:
        return
    named = _SHUT_OUT.fullmatch(reading.text.strip("，。；：、 "))
    if named and not BRANCH.pattern.fullmatch(named[0]) and not _NO_TRADE.fullmatch(named["trade"]):
        start = reading.text.index(named[0])
        yield domain_fact(reading, (named["trade"],), start, start + len(named[0]), "领域.不含", 0.75, 7)
