"""The facts that the families of fields find in a clause, those in titles and of others' people apart."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions.nodes import All, Test
from policymatch.parsing.assembling.bysort import by_sort, lone_sort
from policymatch.parsing.assembling.served import of_building, of_each, of_invested, without_counted, without_served
from policymatch.parsing.fields import (
    credit,
    domains,
    existing,
    graded,
    grants,
    hires,
    identity,
    lifetime,
    markets,
    numbers,
    outside,
    persons,
    recognitions,
    regions,
    rows,
    status,
    titles,
    trades,
    unnumbered,
    zones,
)
from policymatch.parsing.fields.reading import Fact, Reading

FAMILIES = (
    regions.find, identity.find, markets.find, credit.find, recognitions.find, graded.find, titles.find, domains.find, persons.find, lifetime.find,
    hires.find, grants.find, status.find, unnumbered.find, existing.find, zones.find, trades.find, rows.find, outside.find,
)  # fmt: skip


TITLED = re.compile("《[^》]*》")


def collect(reading: Reading) -> list[Fact]:
    """The facts of all families; limits that no family used are numbers."""
    found: list[Fact] = []
    for family in FAMILIES:
        found += family(reading)
    titles = [m.span() for m in TITLED.finditer(reading.text)] if "《" in reading.text else []
    named = ("资质", "事项")
    if titles:
        found = [f for f in found if (_fills if f.rule.startswith(named) else _outside)(reading.text, f, titles)]
    if "（" in reading.text and (notes := [match.span() for match in _MEASURED.finditer(reading.text)]):
        found = [fact for fact in found if not (_is_of_trade(fact) and not _outside(reading.text, fact, notes))]
    if "投资" in reading.text:
        found = [fact for fact in found if not (_is_of_trade(fact) and _invests(reading.text, fact))]
    found = [fact for fact in found if not (_of_persons(reading.text, fact, found) or _names_nothing(fact))]
    found = [fact for fact in found if not _ONE_MORE.search(reading.text, 0, fact.start)]
    if "奖" in reading.text:
        found = [
            fact for fact in found if not (fact.rule.startswith("资质") and _COUNTED.match(reading.text, fact.start))
        ]
    found = without_counted(reading, without_served(reading, found))
    found = _with_such(reading, found) if "等社会组织" in reading.text else found
    if reading.definitions.called:
        found = [replace(fact, node=All(())) if _is_called(reading, fact) else fact for fact in found]
    taken = [(fact.start, fact.end) for fact in found if fact.rank >= _TAKEN]
    taken += [(fact.start, fact.end) for fact in found if _does_first(reading.text, fact)]
    taken += (by_sort(reading) or lone_sort(reading)).values()
    found += numbers.find(reading, taken)
    return of_building(reading, of_invested(reading, of_each(reading, found)))


_ACTS = re.compile(
    "新?(?:建设|建成|建有|改建|扩建|种植|养殖|流转|购[置买]|举办|承办|组织|开展|实施|发展|销售|出口|投资|带动|吸纳|建)|新增|当年|上年|年度|年(?:均|产|销|营|经营|接待|服务|出栏)"
)
_OPENS = re.compile("(?:^|[，。；：])(?:对于?|凡|支持|鼓励)?$")


def _does_first(text: str, fact: Fact) -> bool:
    """Whether a kind of body opens the words and does what is counted: 农民专业合作社|新建冷库100立方米以上."""
    if not fact.rule.startswith("主体") or fact.rank >= _TAKEN:
        return False
    return _ACTS.match(text, fact.end) is not None and _OPENS.search(text, 0, fact.start) is not None


_TAKEN = 5


_NO_NAME = re.compile(
    "(?:国家|省|自治区|市|区|县|部|相应|相关|有关|上述|各|规定|必要|其[他它]|级|的|及|以上)*(?:荣誉|资质|称号|资格|认定|奖项|证书|认证)*"
)


def _names_nothing(fact: Fact) -> bool:
    """Whether a recognition is told by its level alone (国家级资质, 相应资质): which it is, a person must see.

    Levels in a row (国家级、省级称号) tell grades apart, whatever they are of.
    """
    node = fact.node
    if not isinstance(node, Test) or node.field != "qualification" or not isinstance(node.value, tuple):
        return False
    return len(node.value) == 1 and _NO_NAME.fullmatch(node.value[0]) is not None


_COUNTED = re.compile(r"[^，。；\d]{2,40}奖(?:励|项)?(?:累计|合计|达到|不少于|至少|数)*\d{1,2}(?:项|个|次|件)")
"""省部级以上科技奖励2项以上: how many awards somebody has had, which is a number."""
_SUCH = re.compile(
    r"(?:[^，。；：、和及与或的]{0,8}(?:协会|学会|商会|联盟|促进会|研究会|联合会|基金会|社会团体|社团)(?:、|和|及|以及|或)?)+等$"
)


def _with_such(reading: Reading, found: list[Fact]) -> list[Fact]:
    """The facts with what is named as such a body told by its kind alone: 产业联盟等|社会组织."""
    kept: list[Fact] = []
    for fact in found:
        such = _SUCH.search(reading.text, 0, fact.start) if fact.rule.startswith("主体") else None
        if such is not None and isinstance(fact.node, Test) and fact.node.value == ("社会组织",):
            source = reading.source(such.start(), fact.end)
            kept = [one for one in kept if not (such.start() <= one.start and one.end <= such.end())]
            fact = replace(fact, start=such.start(), node=replace(fact.node, source=source))
        kept.append(fact)
    return kept


_MEASURED = re.compile("(?<=[入值额税收润献量])（(?:不?包?含|不?包括|不计|剔除|扣除|除)[^（）]+）")
"""What a figure is counted with or without (年税收（不含房地产业、建筑业）): no trade of the applicant."""


def _invests(text: str, fact: Fact) -> bool:
    """Whether the words say whose money the applicant has had: 获得创业投资机构|投资3000万元以上."""
    return text.startswith(("投资", "注资"), fact.end) and "获" in text[max(0, fact.start - 3) : fact.start + 2]


def _is_of_trade(fact: Fact) -> bool:
    return isinstance(fact.node, Test) and fact.node.field in ("industry", "business_domain")


_ONE_MORE = re.compile("每(?:再)?(?:增加|新增|增)(?:一|1)?[项个家]$")
"""每增加一项一级资质: what a further sum is paid for, beside what must be held already."""


def _is_called(reading: Reading, fact: Fact) -> bool:
    """Whether the words are the document's short name for those whom it is for, told in full elsewhere."""
    if not isinstance(fact.node, Test) or fact.node.field not in ("business_domain", "industry"):
        return False
    before, after = reading.text[: fact.start], reading.text[fact.start : fact.end]
    return after in reading.definitions.called and not before.endswith(("统称", "统称为", "简称", "简称为", "“"))


def _of_persons(text: str, fact: Fact, found: list[Fact]) -> bool:
    """Whether a kind of body only says whose people are meant (高校、科研院所的科技人才): the applicant is a person."""
    if not isinstance(fact.node, Test) or fact.node.field != "entity_type" or text[fact.end : fact.end + 1] != "的":
        return False
    return any(one.start == fact.end + 1 and one.rule.startswith("人员.") for one in found)


_PAPER = re.compile(r"(?:目录|名录|办法|条例|标准|规定|指南|通知|规范|细则|意见|方案|规划)》$")


def _fills(text: str, fact: Fact, titles: list[tuple[int, int]]) -> bool:
    """Whether a recognition is what a title in brackets names (取得《…证书》), not a word of it (《医疗机构…许可证》)."""
    for start, end in titles:
        shared = min(end, fact.end) - max(start, fact.start)
        if shared > 0 and fact.end < end and (5 * shared < 3 * (end - start) or _PAPER.search(text[start:end])):
            return False
    return True


def _outside(_text: str, fact: Fact, titles: list[tuple[int, int]]) -> bool:
    return not any(start <= fact.start and fact.end <= end for start, end in titles)


__all__ = ["collect"]
