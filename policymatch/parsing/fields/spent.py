"""What is spent on equipment or on a project, in whatever words: 新购置生产设备500万元以上."""

from __future__ import annotations

import re

from policymatch.parsing.fields.measured import Target, head_of
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.fields.target_words import BOUGHT, OTHERS, PURCHASED
from policymatch.parsing.values.quantity import Read


def spent_on(reading: Reading, read: Read, start: int, words: str) -> Target | None:
    """What is spent on equipment, or on the project that the sentence speaks of, in whatever words."""
    spent = None if OTHERS.search(words) else SPENT.search(words) or BOUGHT.search(words)
    if spent is None:
        return None
    bought = not spent["on"] and _bought(reading.text[: start + spent.start()])
    if (
        not spent["on"]
        and not bought
        and not re.search("项目|技改|技术改造|改造|工程|落户|投产|新设|迁入|新建", reading.text + reading.subject)
    ):
        return None
    name = "equipment_investment" if spent["on"] or bought else "project_investment"
    low = start + head_of(words, spent.start())
    return Target(name, None, low, read.end, 0.85, f"数值.{name}", words[spent.start() :])


def _bought(before: str) -> bool:
    """Whether the words before a bare sum say that it was spent on equipment alone."""
    found = PURCHASED.search(before)
    return found is not None and not _BUILT.search(before, before.rfind("，", 0, found.start()) + 1)


_BUILT = re.compile("厂房|新建|扩建|土建|装修|基建")
SPENT = re.compile(
    r"(?:(?:当年|年度|实际|累计|新增|完成|实现)*(?P<on>(?:设备|软件|软硬件|硬件|装备|仪器)(?:[、和及与]|以及|或|配套|相关|附属|的|生产|检测|工业|研发|信息化|系统|网络|软件|设备|仪器|购置|采购|引进|更新)*)"
    r"|(?:^|(?<=[，、且并]))(?:项目|当年|年度|实际|累计|计划|总|完成|新增|技改|技术|改造|建设|实施|升级|智能化|数字化|绿色化|自动化|一次性|扩建|新建|更新)*)(?:总)?(?:投资|投入)(?:总?额|金额|总量)?(?:合计|总计|共计|累计)?(?:应|须|在|为|（[^）]*）)*$"
)
